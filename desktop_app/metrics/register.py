"""The register of figures: the only place a number in this program comes from.

A figure is subject × measure × scope. Whoever shows one (a tab, the tally, plan progress, Excel, a Word placeholder)
asks here by name, so the same name never shows two values; and each figure can name its records. The facts of all the
slices asked for are read once; a year of months for all subjects costs a handful of grouped queries.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache, partial

from desktop_app.core.collation import full_name
from desktop_app.core.errors import UserError
from desktop_app.core.figure import Figure
from desktop_app.core.period import Period
from desktop_app.core.review import NoteState
from desktop_app.core.scope import ALL, Asked, Denominator, Population, Scope, Slice
from desktop_app.core.subject import SubjectKind
from desktop_app.metrics import facts, lists, plan
from desktop_app.metrics.breakdown import (
    BY_CADRE,
    NOTHING,
    OF_ROLE,
    PER_HEAD,
    AllLines,
    Breakdown,
    Figures,
    Line,
    figure_of,
)
from desktop_app.metrics.facts import Belongs, CreditFact, Marks, NoteFact, SessionFact
from desktop_app.metrics.measures import MEASURES, Count, Evidence, Measure, Titles
from desktop_app.metrics.people import People, Stay, average_in_post, count_in_post
from desktop_app.metrics.subjects import SubjectOf, subjects
from desktop_app.store.models import Cadre

_OF_CADRES = (SubjectKind.SESSIONS, SubjectKind.NOTES)
_OF_UNITS = (*_OF_CADRES, SubjectKind.ROSTER)


def figures(scope: Scope, names: Collection[str] | None = None) -> Figures:
    """Return the figures named (all of them by default) in the scope."""
    return by_slice(scope, [Slice("", scope.period)], names)[""]


def figure(name: str, scope: Scope) -> Figure:
    """Return one figure; UserError for a name nobody knows."""
    named(name)
    return figures(scope, {name})[name]


def answer(asked: Asked) -> Figure:
    """Return a figure as it was asked for; UserError for a name or a population nobody knows."""
    if asked.cadre_id is None:
        return figure(asked.name, asked.scope)
    named(asked.name)
    return of_cadre(asked.cadre_id, asked.scope, {asked.name})[asked.name]


def answers(asked: Iterable[Asked]) -> dict[Asked, Figure]:
    """Return many figures as they were asked for, those of a scope at once.

    One that cannot be asked any more is missing: its subject, population or cadre is gone.
    """
    every = list(asked)
    found = _answers_in_units(every)
    of_scope: dict[Scope, list[Asked]] = defaultdict(list)
    for each in every:
        if each not in found:
            of_scope[each.scope].append(each)
    for scope, wanted in of_scope.items():
        with suppress(UserError):  # a population that is gone
            whole = figures(scope, {each.name for each in wanted if each.cadre_id is None})
            found |= {each: whole[each.name] for each in wanted if each.cadre_id is None and each.name in whole}
            found |= _answers_of_cadres(scope, [each for each in wanted if each.cadre_id is not None])
    return found


def _answers_in_units(asked: Iterable[Asked]) -> dict[Asked, Figure]:
    """Return figures of units and of cadres in units as far as they can be read for all units of a scope at once."""
    unit, cadres = cache(People().unit), _cadres()
    of_cadres, of_units = _together(_OF_CADRES), _together(_OF_UNITS, *PER_HEAD)
    of_scope: dict[Scope, list[Asked]] = defaultdict(list)
    for each in asked:
        names = of_units if each.cadre_id is None else of_cadres if each.cadre_id in cadres else ()
        is_shared = each.scope.denominator is not Denominator.SUBMITTERS
        if each.name in names and is_shared and unit(each.scope.population.name):
            of_scope[each.scope.of(replace(each.scope.population, name=ALL))].append(each)
    found: dict[Asked, Figure] = {}
    for scope, wanted in of_scope.items():
        if len({each.scope for each in wanted}) > 1:  # one alone is sooner asked alone
            parts = broken_down(scope, [Slice("", scope.period)], {each.name for each in wanted})
            of_unit = cache(partial(parts.of_unit, ""))
            for each in wanted:
                place = unit(each.scope.population.name)
                if place not in parts.units:
                    continue
                if each.cadre_id is None:
                    found[each] = of_unit(place)[each.name]
                else:
                    found[each] = parts.of_cadre("", each.cadre_id, place, {each.name})[each.name]
    return found


def _answers_of_cadres(scope: Scope, asked: Sequence[Asked]) -> dict[Asked, Figure]:
    """Return figures of single cadres; of one without records it is nothing, not missing."""
    if not asked:
        return {}
    cadres, together = _cadres(), _together(_OF_CADRES)
    known = {_name(subject, measure) for subject, measure in _all()}
    names = together.keys() & {each.name for each in asked}
    lines = by_cadre(scope, [Slice("", scope.period)], names)[""]
    found: dict[Asked, Figure] = {}
    for each in asked:
        if each.name not in known or each.cadre_id is None or each.cadre_id not in cadres:
            continue
        if each.name in names:
            found[each] = lines.get(each.cadre_id, {}).get(each.name) or figure_of(*together[each.name], NOTHING)
        else:
            found[each] = of_cadre(each.cadre_id, scope, {each.name})[each.name]
    return found


def _together(kinds: Collection[SubjectKind], *more: str) -> dict[str, tuple[SubjectOf, Measure]]:
    """Return by name the figures of these kinds that can be read for all at once; `more` measures beside BY_CADRE."""
    return {
        _name(subject, measure): (subject, measure)
        for subject, measure in _all()
        if subject.kind in kinds and (measure.name in BY_CADRE or measure.name in more)
    }


def _cadres() -> set[int]:
    return {cadre for (cadre,) in Cadre.select(Cadre.id).tuples()}


def preview(subject: SubjectOf, measure_name: str, scope: Scope) -> Figure:
    """Return a figure of a subject that is not kept yet, to be shown while its conditions are chosen."""
    asked = [(subject, MEASURES[subject.kind][measure_name])]
    return Asking(scope, [Slice("", scope.period)], asked).figures()[""][_name(*asked[0])]


def by_slice(scope: Scope, slices: Sequence[Slice], names: Collection[str] | None = None) -> dict[str, Figures]:
    """Return the figures of several spans of time at once, by the name of the slice; scope.period is not used."""
    asked = [(subject, measure) for subject, measure in _all() if names is None or _name(subject, measure) in names]
    return Asking(scope, slices, asked).figures()


def by_month(year: int, scope: Scope, names: Collection[str] | None = None) -> dict[int, Figures]:
    """Return the figures of the twelve months of a year."""
    slices = [Slice(str(month), Period.month(year, month)) for month in range(1, 13)]
    return {int(month): found for month, found in by_slice(scope, slices, names).items()}


def by_cadre(scope: Scope, slices: Sequence[Slice], names: Collection[str]) -> dict[str, dict[int, dict[str, Figure]]]:
    """Return figures of each cadre by slice, cadre id and name: what the figure is when he alone is the population.

    Whoever has no records in a slice is missing there. Only the measures of BY_CADRE can be asked.
    """
    found = broken_down(scope, slices, names)
    return {each.name: found.by_cadre(each.name) for each in slices}


def broken_down(scope: Scope, slices: Sequence[Slice], names: Collection[str]) -> Breakdown:
    """Return the figures of each cadre and unit of the population, read at once: each is what it is asked alone.

    Units are those that belong to the population with all under them. Only the measures of BY_CADRE can be asked.
    """
    asked = [(subject, measure) for subject, measure in _all() if _name(subject, measure) in names]
    return Asking(scope, slices, asked).broken_down()


def each_cadre(cadre_ids: Collection[int], scope: Scope, names: Collection[str]) -> dict[int, Figures]:
    """Return these figures of each of the cadres, read at once; nothing is the figure of who has no records.

    Only the measures of BY_CADRE can be asked.
    """
    asked = [(subject, measure) for subject, measure in _all() if _name(subject, measure) in names]
    nothing = {_name(subject, measure): figure_of(subject, measure, NOTHING) for subject, measure in asked}
    found = broken_down(scope, [Slice("", scope.period)], names).by_cadre("")
    return {cadre_id: nothing | found.get(cadre_id, {}) for cadre_id in cadre_ids}


def of_cadre(cadre_id: int, scope: Scope, names: Collection[str]) -> Figures:
    """Return figures of one cadre: what they are when he alone is the population, read without anybody else's."""
    asked = [(subject, measure) for subject, measure in _all() if _name(subject, measure) in names]
    return Asking(scope, [Slice("", scope.period)], asked, cadre_id).figures()[""]


def marks(period: Period) -> dict[int, Marks]:
    """Return the marks of each held session as 应到人次 and 人次 count them, by its id."""
    return facts.marks(period, Asking(Scope(period), [Slice("", period)], ()).stays)


def in_post(population: Population, day: date) -> set[int]:
    """Return the cadres of a population on a day."""
    return in_post_on(population, [day])[day]


def in_post_on(population: Population, days: Collection[date]) -> dict[date, set[int]]:
    """Return the cadres of a population on each of these days."""
    stays = People().stays(population, Period(min(days), max(days)))
    return {day: {stay.cadre_id for stay in stays if stay.first <= day <= stay.last} for day in days}


def units_within(population: Population) -> set[int]:
    """Return the units that belong to a population as a whole; none for a named list."""
    return People().units_within(population.name)


def named(name: str) -> tuple[SubjectOf, Measure]:
    """Return the subject and measure of "周例会.次数"; UserError where there is none."""
    subject_name, _, measure_name = name.partition(".")
    for subject in subjects():
        if subject.name == subject_name:
            measure = MEASURES[subject.kind].get(measure_name)
            if measure is None:
                known = "、".join(MEASURES[subject.kind])
                raise UserError(f"“{subject_name}”没有“{measure_name}”这个指标，可用：{known}。")
            return subject, measure
    raise UserError(f"没有“{subject_name}”这个统计项，请到“统计项”里查看名称。")


def names() -> dict[str, tuple[str, ...]]:
    """Return every subject with the names of its measures, in the clerk's order."""
    return {subject.name: tuple(MEASURES[subject.kind]) for subject in subjects()}


def _all() -> Iterable[tuple[SubjectOf, Measure]]:
    return [(subject, measure) for subject in subjects() for measure in MEASURES[subject.kind].values()]


def _name(subject: SubjectOf, measure: Measure) -> str:
    return f"{subject.name}.{measure.name}"


class Asking:
    """One asking: reads what its subjects need over its slices, once each, and counts; `only`: of this cadre alone."""

    def __init__(
        self,
        scope: Scope,
        slices: Sequence[Slice],
        asked: Sequence[tuple[SubjectOf, Measure]],
        only: int | None = None,
    ) -> None:
        self._scope = scope
        self.slices = [_cut(each, each.as_of or scope.as_of) for each in slices]
        self._asked = asked
        periods = [each.period for each in self.slices]
        self._cover = Period(min(period.first for period in periods), max(period.last for period in periods))
        self._people = People()
        self.in_post = self._people.stays(scope.population, self._cover)
        self._only = only
        if only is not None:
            self.in_post = tuple(stay for stay in self.in_post if stay.cadre_id == only)
        self.stays: tuple[Stay, ...] | None = self.in_post
        if only is None and scope.population.is_all and not facts.has_marks(self._people.outside(self._cover)):
            self.stays = None  # everybody's marks count: all of them can be added up without asking whose they are
        self.belongs = Belongs(self.in_post)
        self._heads_of: dict[int, Fraction] = {}

    def figures(self) -> dict[str, Figures]:
        counts = self.counts()
        return {
            each.name: {
                _name(subject, measure): _figure(subject, measure, counts[subject.id, number])
                for subject, measure in self._asked
            }
            for number, each in enumerate(self.slices)
        }

    def broken_down(self) -> Breakdown:
        """Return the figures asked for by cadre and unit."""
        names = [each.name for each in self.slices]
        below = self._people.whole_units(self._scope.population.name)
        return Breakdown(names, self._asked, self._lines(), below, self._heads_within)

    def _lines(self) -> AllLines:
        """Return what each cadre did in each unit."""
        of_kind: dict[SubjectKind, list[SubjectOf]] = defaultdict(list)
        for subject in dict.fromkeys(subject for subject, _ in self._asked):
            of_kind[subject.kind].append(subject)
        found: AllLines = defaultdict(lambda: defaultdict(Line))
        if of_kind[SubjectKind.SESSIONS]:
            self._add_sessions(found, of_kind[SubjectKind.SESSIONS])
        if of_kind[SubjectKind.NOTES]:
            self._add_notes(found, of_kind[SubjectKind.NOTES])
        for subject in of_kind[SubjectKind.ROSTER]:
            for number, each in enumerate(self.slices):
                for stay in self.in_post:
                    if stay.first <= each.period.last <= stay.last:
                        found[subject.id, number][stay.cadre_id, stay.unit_id] = Line(heads=1)
        return found

    def _add_sessions(self, found: AllLines, of_sessions: Sequence[SubjectOf]) -> None:
        taken = self._taken(of_sessions, facts.sessions(self._cover))
        keys = list(taken)
        for marks in facts.stay_marks(list(taken.values()), self.in_post):
            found[keys[marks.group]][marks.stay.cadre_id, marks.stay.unit_id] += Line(
                marks.attended, marks.marked, hours=marks.hours, days=marks.days, heads=int(marks.attended > 0)
            )
        for key, earned in self._credits(of_sessions).items():
            for credit in earned:
                found[key][credit.cadre_id, self.belongs.unit(credit.cadre_id, credit.day)] += Line(
                    credits=1, finished=credit.heads, hours=credit.hours, days=credit.days, heads=credit.heads
                )
        if any(measure.evidence is Evidence.PARTS for _, measure in self._asked):
            for key, sessions in taken.items():
                for part in (part for session in sessions for part in session.parts if part.role in OF_ROLE):
                    if self.belongs(part.cadre_id, part.day):
                        place = part.cadre_id, self.belongs.unit(part.cadre_id, part.day)
                        found[key][place] += OF_ROLE[part.role]

    def _add_notes(self, found: AllLines, of_notes: Sequence[SubjectOf]) -> None:
        for key, count in self._note_counts(of_notes).items():
            at_places: dict[tuple[int, int], list[NoteFact]] = defaultdict(list)
            for note in count.notes:
                at_places[note.cadre_id, self.belongs.unit(note.cadre_id, note.day)].append(note)
            for place, notes in at_places.items():
                signed = sum(count.states.get(note.id) is NoteState.SIGNED for note in notes)
                found[key][place] += Line(notes=len(notes), words=sum(note.words for note in notes), signed=signed)

    def counts(self) -> dict[tuple[int, int], Count]:
        """Return what each subject asked took in each slice, by (subject id, number of the slice)."""
        of_kind: dict[SubjectKind, list[SubjectOf]] = defaultdict(list)
        for subject in dict.fromkeys(subject for subject, _ in self._asked):
            of_kind[subject.kind].append(subject)
        found: dict[tuple[int, int], Count] = {}
        if of_kind[SubjectKind.SESSIONS] or of_kind[SubjectKind.PARTS]:
            found |= self._session_counts(of_kind[SubjectKind.SESSIONS], of_kind[SubjectKind.PARTS])
        if of_kind[SubjectKind.NOTES]:
            found |= self._note_counts(of_kind[SubjectKind.NOTES])
        if of_kind[SubjectKind.PLAN]:
            found |= self._plan_counts(of_kind[SubjectKind.PLAN])
        for kind in lists.COUNTERS.keys() & of_kind.keys():
            for number, records in enumerate(lists.counted(kind, self.slices, self._scope.population, self._people)):
                found |= {
                    (subject.id, number): Count(records=tuple(filter(subject.takes_record, records)))
                    for subject in of_kind[kind]
                }
        for subject in of_kind[SubjectKind.ROSTER]:
            for number, each in enumerate(self.slices):
                found[subject.id, number] = Count(people=count_in_post(self.in_post, each.period.last))
        return found

    def _session_counts(
        self, of_sessions: Sequence[SubjectOf], of_parts: Sequence[SubjectOf]
    ) -> dict[tuple[int, int], Count]:
        sessions = facts.sessions(self._cover)
        found = self._part_counts(of_parts, sessions)
        if not of_sessions:
            return found
        marks = facts.marks(self._cover, self.stays)
        taken = self._taken(of_sessions, sessions)
        earned = self._credits(of_sessions)
        people = self._distinct(taken, earned)
        waiting = self._unrecorded(of_sessions)
        is_all = self._scope.population.is_all
        by_id = {subject.id: subject for subject in of_sessions}
        for key, of_subject in taken.items():
            mine = tuple(session for session in of_subject if is_all or session.id in marks)
            attended = people.get(key, 0)
            parts = tuple(
                part for session in of_subject for part in session.parts if self.belongs(part.cadre_id, part.day)
            )
            found[key] = Count(
                sessions=mine,
                marks=tuple(marks.get(session.id, Marks()) for session in mine),
                parts=parts,
                talks=tuple(part for part in parts if by_id[key[0]].is_talk(part, self._people)),
                credits=earned.get(key, ()),
                people=attended,
                unrecorded=waiting.get(key, 0),
                counts_outsiders=is_all,
                heads=self._heads(key[1], attended),
            )
        return self._with_names(found)

    def _taken(
        self, of_sessions: Sequence[SubjectOf], sessions: Sequence[SessionFact]
    ) -> dict[tuple[int, int], tuple[SessionFact, ...]]:
        return {
            (subject.id, number): tuple(
                session for session in slice_sessions if subject.takes_session(session, self._people)
            )
            for number, slice_sessions in enumerate(self._sliced(sessions))
            for subject in of_sessions
        }

    def _credits(self, of_sessions: Sequence[SubjectOf]) -> dict[tuple[int, int], tuple[CreditFact, ...]]:
        """Return what each subject takes in each slice of what was earned outside sessions; none is left out."""
        mine = [credit for credit in facts.credited(self._cover) if self.belongs(credit.cadre_id, credit.day)]
        found: dict[tuple[int, int], tuple[CreditFact, ...]] = {}
        for number, each in enumerate(self.slices):
            in_slice = [credit for credit in mine if credit.day in each]
            for subject in of_sessions if in_slice else ():
                if taken := tuple(credit for credit in in_slice if subject.takes_credit(credit)):
                    found[subject.id, number] = taken
        return found

    def _part_counts(
        self, of_parts: Sequence[SubjectOf], sessions: Sequence[SessionFact]
    ) -> dict[tuple[int, int], Count]:
        found: dict[tuple[int, int], Count] = {}
        for number, slice_sessions in enumerate(self._sliced(sessions)):
            for subject in of_parts:
                parts = tuple(
                    part
                    for session in slice_sessions
                    for part in session.parts
                    if subject.takes_part(part, session, self._people) and self.belongs(part.cadre_id, part.day)
                )
                held = {part.session_id for part in parts}
                mine = tuple(session for session in slice_sessions if session.id in held)
                found[subject.id, number] = Count(
                    sessions=mine,
                    marks=(Marks(),) * len(mine),
                    parts=parts,
                    people=len({part.cadre_id for part in parts}),
                )
        return found

    def _note_counts(self, of_notes: Sequence[SubjectOf]) -> dict[tuple[int, int], Count]:
        all_notes = [note for note in facts.notes(self._cover, self._only) if self.belongs(note.cadre_id, note.day)]
        reads_states = any(measure.reads_states for _, measure in self._asked)
        days = {each.as_of for each in self.slices} if reads_states else set[date | None]()
        states = facts.note_states(self._cover, days, self._only) if days else {}
        found: dict[tuple[int, int], Count] = {}
        for number, each in enumerate(self.slices):
            in_slice = [note for note in all_notes if note.day in each]
            for subject in of_notes:
                mine = tuple(note for note in in_slice if subject.takes_note(note))
                heads = self._heads(number, len({note.cadre_id for note in mine}))
                found[subject.id, number] = Count(notes=mine, heads=heads, states=states.get(each.as_of, {}))
        return found

    def _plan_counts(self, of_plan: Sequence[SubjectOf]) -> dict[tuple[int, int], Count]:
        found: dict[tuple[int, int], Count] = {}
        on_days = plan.progress_on([plan_day(each) for each in self.slices], by_slice, self._scope.denominator)
        for number, each in enumerate(self.slices):
            for subject in of_plan:
                mine = [item for item in on_days[plan_day(each)] if subject.takes_plan_part(item.part)]
                found[subject.id, number] = Count(
                    items=len(mine),
                    measured_items=sum(item.target is not None for item in mine),
                    done_items=sum(item.is_done for item in mine),
                )
        return found

    def _sliced(self, sessions: Sequence[SessionFact]) -> list[list[SessionFact]]:
        return [[session for session in sessions if session.day in each] for each in self.slices]

    def _distinct(
        self,
        taken: Mapping[tuple[int, int], Sequence[SessionFact]],
        earned: Mapping[tuple[int, int], Sequence[CreditFact]],
    ) -> dict[tuple[int, int], int]:
        """Return how many cadres attended or finished a training, per subject and slice.

        Asked of the store only where a figure needs it.
        """
        wanted = {subject.id for subject, measure in self._asked if measure.evidence is Evidence.CADRES}
        if self._scope.denominator is Denominator.SUBMITTERS:
            wanted |= {subject.id for subject, _ in self._asked}
        keys = [key for key in taken if key[0] in wanted]
        groups = [(number, session.id) for number, key in enumerate(keys) for session in taken[key]]
        beside = [
            (number, credit.cadre_id)
            for number, key in enumerate(keys)
            for credit in earned.get(key, ())
            if credit.heads
        ]
        counted = facts.people(groups, self.stays, beside) if groups or beside else {}
        return {keys[number]: people for number, people in counted.items()}

    def _unrecorded(self, of_sessions: Sequence[SubjectOf]) -> dict[tuple[int, int], int]:
        found: dict[tuple[int, int], int] = defaultdict(int)
        today = date.today()
        for session in facts.unrecorded(self._cover, today):
            for subject in of_sessions:
                if subject.takes_session(session, self._people):
                    for number, each in enumerate(self.slices):
                        found[subject.id, number] += session.day in each
        return found

    def _heads(self, slice_number: int, submitters: int) -> Fraction:
        """Return the denominator of 人均 for a slice; `submitters` are those of the one subject."""
        if self._scope.denominator is Denominator.SUBMITTERS:
            return Fraction(submitters)
        if slice_number not in self._heads_of:
            self._heads_of[slice_number] = self._heads_in(self.slices[slice_number].period, self.in_post)
        return self._heads_of[slice_number]

    def _heads_within(self, slice_number: int, units: Collection[int]) -> Fraction:
        stays = [stay for stay in self.in_post if stay.unit_id in units]
        return self._heads_in(self.slices[slice_number].period, stays)

    def _heads_in(self, period: Period, among: Iterable[Stay]) -> Fraction:
        stays = [stay for stay in among if stay.first <= period.last and stay.last >= period.first]
        match self._scope.denominator:
            case Denominator.AVERAGE:
                return average_in_post(stays, period)
            case Denominator.EVER:
                return Fraction(len({stay.cadre_id for stay in stays}))
            case _:
                return Fraction(count_in_post(stays, period.last))

    def _with_names(self, counts: dict[tuple[int, int], Count]) -> dict[tuple[int, int], Count]:
        """Add the names of those who had a part, where a list of them was asked for."""
        if not any(measure.name == "主讲" for _, measure in self._asked):
            return counts
        cadres = Cadre.select(Cadre.id, Cadre.name, Cadre.distinction).tuples()
        names = {id_: full_name(name, distinction) for id_, name, distinction in cadres}
        return {
            key: replace(count, names=tuple(names[part.cadre_id] for part in count.parts if part.role == "主讲"))
            for key, count in counts.items()
        }


def plan_day(span: Slice) -> tuple[int, date]:
    """Return the year whose plan a span of time is about, and the day it is looked at: the last one that counts."""
    return span.period.last.year, min(span.period.last, span.as_of or span.period.last)


def _cut(span: Slice, as_of: date | None) -> Slice:
    return replace(span, period=span.period.until(as_of), as_of=as_of)


def _figure(subject: SubjectOf, measure: Measure, count: Count) -> Figure:
    answer = measure.of(count)
    unit = measure.unit or subject.measure_word
    figure_of = partial(Figure, subject.name, measure.name, unit, measure.shape, records=_record_count(measure, count))
    if isinstance(answer, Titles):
        return figure_of(Fraction(len(answer.titles)), titles=answer.titles)
    if isinstance(answer, tuple):
        return figure_of(Fraction(answer[0]), Fraction(answer[1]))
    return figure_of(Fraction(answer))


def _record_count(measure: Measure, count: Count) -> int:
    """Return how many records prove the figure."""
    if measure.pick:
        return sum(1 for _ in measure.pick(count))
    return _EVIDENCE[measure.evidence](count)


_EVIDENCE: dict[Evidence, Callable[[Count], int]] = {
    Evidence.SESSIONS: lambda count: len(count.sessions),
    Evidence.ATTENDED: lambda count: count.came,
    Evidence.CAME: lambda count: count.attended,
    Evidence.EARNED: lambda count: count.attended + len(count.credits),
    Evidence.MARKED: lambda count: count.marked,
    Evidence.WITH_OUTSIDERS: lambda count: count.came + len(count.with_outsiders),
    Evidence.GRADED: lambda count: count.graded,
    Evidence.PASSED: lambda count: count.passed,
    Evidence.CADRES: lambda count: count.people,
    Evidence.PARTS: lambda count: len(count.parts),
    Evidence.UNRECORDED: lambda count: count.unrecorded,
    Evidence.NOTES: lambda count: len(count.notes),
    Evidence.PLAN_ITEMS: lambda count: count.items,
    Evidence.DONE_ITEMS: lambda count: count.done_items,
    Evidence.RECORDS: lambda count: len(count.records),
}
