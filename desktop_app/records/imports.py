"""Writing what was read from files: everything of a file in one step, or nothing.

Whoever reads a file knows people by name and distinction and kinds of session by name; here these become records.
"""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar

from desktop_app.core.attendance import Entry, Role
from desktop_app.core.posting import LASTING
from desktop_app.core.progress import Report, silent
from desktop_app.core.review import Act
from desktop_app.core.subject import Filter, SubjectKind
from desktop_app.metrics import register
from desktop_app.records import (
    attendance,
    cadres,
    categories,
    duty_rules,
    education,
    exams,
    histories,
    holidays,
    law_exams,
    leave,
    new_marks,
    notes,
    plans,
    problems,
    quotas,
    readings,
    series,
    sessions,
    subjects,
    trainings,
    units,
)
from desktop_app.records.attendance import Given
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.categories import CategoryDraft
from desktop_app.records.duty_rules import DutySpan
from desktop_app.records.education import EducationKey
from desktop_app.records.exams import Result
from desktop_app.records.law_exams import LawExamKey
from desktop_app.records.leave import LeaveKey
from desktop_app.records.new_marks import KnownSession
from desktop_app.records.notes import NoteDraft, ReviewDraft
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.problems import ProblemKey
from desktop_app.records.quotas import QuotaKey
from desktop_app.records.readings import ReadingKey
from desktop_app.records.series import NewSeries
from desktop_app.records.session_draft import SessionDraft
from desktop_app.records.session_parts import PartDraft
from desktop_app.records.subjects import SubjectDraft
from desktop_app.records.trainings import TrainingKey
from desktop_app.records.units import UnitDraft
from desktop_app.store import anchor, intent, journal
from desktop_app.store.models import Cadre, Category, Note, PlanItem, Posting, Session, Subject, Unit

New = TypeVar("New")
Person = tuple[str, str]
"""Name and distinction (区分)."""
NoteKey = tuple[Person, str, str, date, int]
"""What makes a note the same one: person, kind, title, day handed in, words."""
PlanKey = tuple[int, str, str]
"""What makes a plan item the same one: year, part, content."""


@dataclass(frozen=True)
class NewCadre:
    """A cadre of a roster with the first posting; units by name, to_date the last day in post."""

    cadre: CadreDraft
    unit: str
    post: str
    rank: str
    leadership: tuple[str, ...]
    from_date: date
    to_date: date | None = None
    end_reason: str = ""
    kind: str = LASTING


@dataclass(frozen=True)
class Move:
    """A change of posting (任职变动) from a day on; a secondment (借调) may know its last day."""

    person: Person
    from_date: date
    unit: str
    post: str
    rank: str
    leadership: tuple[str, ...]
    to_date: date | None = None
    kind: str = LASTING


@dataclass(frozen=True)
class PastPosting:
    """A posting of somebody's history (任职经历), written as it is; the posting's unit_id is not known yet."""

    person: Person
    unit: str
    posting: PostingDraft


@dataclass(frozen=True)
class Roster:
    """花名册: units, cadres, changes of posting, and postings of the past.

    Whoever has past postings in the same file and is new has these alone: his line of the roster only says where the
    last of them has led.
    """

    units: tuple[UnitDraft, ...]
    cadres: tuple[NewCadre, ...]
    moves: tuple[Move, ...]
    past: tuple[PastPosting, ...] = ()


@dataclass(frozen=True)
class NewPart:
    """What somebody does in a session, and the title of his talk where it has one."""

    role: Role
    person: Person
    title: str = ""


@dataclass(frozen=True)
class NewSession:
    """A session with its kind by name, its parts, marks and results by person; draft.category_id is not known yet."""

    category: str
    draft: SessionDraft
    parts: tuple[NewPart, ...]
    marks: Mapping[Person, Given]
    results: Mapping[Person, Result] = field(default_factory=dict[Person, Result])


@dataclass(frozen=True)
class NewNote:
    """A note by person with the act of 审签 it came with, where there was one."""

    person: Person
    draft: NoteDraft
    act: Act | None = None
    review: ReviewDraft | None = None
    reading: ReadingKey | None = None


@dataclass(frozen=True)
class NewPlanItem:
    """A plan item with the one of the year before whose remainder it is (结转), where there is one."""

    draft: PlanItemDraft
    carried_from: PlanKey | None = None


@dataclass(frozen=True)
class Stay:
    """When somebody is in post: for checking that a mark or note falls within it. last is None while it lasts."""

    first: date
    last: date | None


@dataclass(frozen=True)
class Known:
    """What a reader must know of the ledger to tell right from wrong."""

    people: Mapping[Person, tuple[Stay, ...]]
    units: frozenset[str]
    categories: frozenset[str]
    numbers: frozenset[str]
    subjects: Mapping[str, tuple[str, ...]]
    lists: frozenset[str]
    notes: frozenset[NoteKey]
    plan: frozenset[PlanKey]
    retired_subjects: frozenset[str] = frozenset()
    unit_days: Mapping[str, tuple[date | None, date | None]] = field(
        default_factory=dict[str, tuple[date | None, date | None]]
    )
    """When each unit was set up and closed."""
    problems: frozenset[ProblemKey] = frozenset()
    educations: frozenset[EducationKey] = frozenset()
    law_exams: frozenset[LawExamKey] = frozenset()
    trainings: frozenset[TrainingKey] = frozenset()
    readings: frozenset[ReadingKey] = frozenset()
    quotas: frozenset[QuotaKey] = frozenset()
    duties: tuple[DutySpan, ...] = ()
    leaves: frozenset[LeaveKey] = frozenset()
    series: tuple[NewSeries, ...] = ()
    holidays: frozenset[date] = frozenset()
    sessions: tuple[KnownSession, ...] = ()
    marks_of: Callable[[int], Mapping[Person, tuple[Entry, Result]]] = new_marks.marks_of
    """What is stored of a session, by its id: asked only for those that a file names."""

    def with_roster(self, roster: Roster) -> "Known":
        """Return what is known once the roster is in."""
        people = dict(self.people)
        for each in roster.cadres:
            people[each.cadre.name, each.cadre.distinction] = (Stay(each.from_date, each.to_date),)
        told = {past.person for past in roster.past}
        for each in roster.cadres:
            if (each.cadre.name, each.cadre.distinction) in told:
                people[each.cadre.name, each.cadre.distinction] = ()
        for past in roster.past:
            stays = (*people.get(past.person, ()), Stay(past.posting.from_date, past.posting.to_date))
            people[past.person] = tuple(sorted(stays, key=lambda stay: stay.first))
        for move in sorted(roster.moves, key=lambda move: move.from_date):
            people[move.person] = _moved(people.get(move.person, ()), move.from_date)
        days = {unit.name: (unit.valid_from, unit.valid_to) for unit in roster.units}
        return replace(self, people=people, units=self.units | days.keys(), unit_days={**self.unit_days, **days})


def _moved(stays: tuple[Stay, ...], day: date) -> tuple[Stay, ...]:
    """Return the stays of somebody posted anew from the day on: one that lasts over it is cut, else he returns."""
    before = tuple(stay for stay in stays if stay.first < day)
    lasting = before and (before[-1].last is None or before[-1].last >= day)
    if not lasting:
        return (*before, Stay(day, None), *stays[len(before) :])
    cut = Stay(before[-1].first, day - timedelta(days=1))
    return (*before[:-1], cut, Stay(day, before[-1].last), *stays[len(before) :])


def known() -> Known:
    """Return what the ledger knows now, in a handful of queries."""
    stays: dict[int, list[Stay]] = {}
    for cadre, first, last in (
        Posting.select(Posting.cadre, Posting.from_date, Posting.to_date).order_by(Posting.from_date).tuples()
    ):
        stays.setdefault(cadre, []).append(Stay(first, last))
    return Known(
        people={
            (name, distinction): tuple(stays.get(id_, ()))
            for id_, name, distinction in Cadre.select(Cadre.id, Cadre.name, Cadre.distinction).tuples()
        },
        units=frozenset(name for (name,) in Unit.select(Unit.name).tuples()),
        unit_days={
            name: (first, last) for name, first, last in Unit.select(Unit.name, Unit.valid_from, Unit.valid_to).tuples()
        },
        categories=frozenset(name for (name,) in Category.select(Category.name).tuples()),
        numbers=frozenset(number for (number,) in Session.select(Session.number).tuples() if number),
        subjects=register.names(),
        lists=frozenset(cadres.lists()),
        notes=frozenset(
            ((name, distinction), *rest)
            for name, distinction, *rest in Note.select(
                Cadre.name, Cadre.distinction, Note.kind, Note.title, Note.handed_in_on, Note.words
            )
            .join(Cadre)
            .tuples()
        ),
        plan=frozenset(PlanItem.select(PlanItem.year, PlanItem.part, PlanItem.content).tuples()),
        problems=problems.keys(),
        educations=education.keys(),
        law_exams=law_exams.keys(),
        trainings=trainings.keys(),
        readings=readings.keys(),
        quotas=quotas.keys(),
        duties=duty_rules.spans(),
        leaves=leave.keys(),
        series=series.named(),
        holidays=holidays.typed_days(),
        sessions=new_marks.known_sessions(),
        retired_subjects=frozenset(name for (name,) in Subject.select(Subject.name).where(Subject.retired).tuples()),
    )


@contextmanager
def together(title: str) -> Generator[None, None, None]:
    """Write several files all or nothing, a step each; should the program be killed, the next start names the title."""
    with intent.doing(title), journal.together():
        yield
    anchor.touch(force=True)


def add_roster(roster: Roster, source: str, report: Report = silent) -> set[str]:
    """Write a roster; units and cadres that are there already are left as they are."""
    what = f"{len(roster.cadres)}人" if roster.cadres else f"{len(roster.past) + len(roster.moves)}次任职"
    title = f"导入花名册（{what}，{source}）"
    with intent.doing(title), journal.step(title) as changed:
        unit_ids = dict(Unit.select(Unit.name, Unit.id).tuples())
        for draft in roster.units:
            if draft.name not in unit_ids:
                unit_ids[draft.name] = units.create(draft)
        told = {past.person for past in roster.past}
        for done, each in enumerate(roster.cadres):
            report(done, len(roster.cadres))
            cadre_id = cadres.create(each.cadre)
            if (each.cadre.name, each.cadre.distinction) not in told:
                posting = PostingDraft(
                    unit_ids[each.unit], each.from_date, each.post, each.rank, each.leadership, each.to_date,
                    each.end_reason, each.kind,
                )  # fmt: skip
                histories.write(cadre_id, posting)
        people = _people()
        for past in roster.past:
            histories.write(people[past.person], replace(past.posting, unit_id=unit_ids[past.unit]))
        for move in sorted(roster.moves, key=lambda move: move.from_date):
            draft = PostingDraft(
                unit_ids[move.unit], move.from_date, move.post, move.rank, move.leadership, move.to_date, kind=move.kind
            )
            histories.post(people[move.person], draft)
    anchor.touch(force=True)
    return changed


def add_sessions(new: Sequence[NewSession], source: str, report: Report = silent) -> set[str]:
    """Write sessions with parts and marks; kinds nobody knew before are added with their subject."""
    title = f"导入活动{len(new)}场（{source}）"
    with intent.doing(title), journal.step(title) as changed:
        category_ids = dict(Category.select(Category.name, Category.id).tuples())
        people = _people()
        for done, each in enumerate(new):
            report(done, len(new))
            if each.category not in category_ids:
                category_ids[each.category] = categories.create(CategoryDraft(each.category))
            parts = tuple(PartDraft(part.role, people[part.person], part.title) for part in each.parts)
            session_id = sessions.create(replace(each.draft, category_id=category_ids[each.category], parts=parts))
            attendance.write(session_id, {people[person]: mark for person, mark in each.marks.items()})
            exams.write(session_id, {people[person]: result for person, result in each.results.items()})
    anchor.touch(force=True)
    return changed


def add_notes(new: Sequence[NewNote], source: str, report: Report = silent) -> set[str]:
    """Write notes with their 审签; a kind without a subject gets one of its name."""
    title = f"导入心得笔记{len(new)}篇（{source}）"
    with intent.doing(title), journal.step(title) as changed:
        people = _people()
        _subjects_for({each.draft.kind for each in new})
        read_ids = readings.ids_by_key()
        for done, each in enumerate(new):
            report(done, len(new))
            reading = read_ids[each.reading] if each.reading else None
            note_id = notes.create(replace(each.draft, cadre_id=people[each.person], reading_id=reading))
            if each.act and each.review:
                notes.write_review(note_id, each.act, each.review)
    anchor.touch(force=True)
    return changed


def add_plan(new: Sequence[NewPlanItem], source: str, report: Report = silent) -> set[str]:
    """Write plan items; earlier years first, so that what was carried over finds the item it comes from."""
    title = f"导入年度计划{len(new)}项（{source}）"
    with intent.doing(title), journal.step(title) as changed:
        query = PlanItem.select(PlanItem.id, PlanItem.year, PlanItem.part, PlanItem.content)
        ids = {(year, part, content): id_ for id_, year, part, content in query.tuples()}
        for done, each in enumerate(sorted(new, key=lambda each: each.draft.year)):
            report(done, len(new))
            draft = replace(each.draft, carried_from_id=ids[each.carried_from] if each.carried_from else None)
            ids[draft.year, draft.part, draft.content] = plans.create(draft)
    anchor.touch(force=True)
    return changed


def add_list(
    title: str, new: Sequence[New], create: Callable[[New, Mapping[Person, int]], object], report: Report = silent
) -> set[str]:
    """Write the records of a list as one step of this title; `create` writes one inside it, given people's ids."""
    with intent.doing(title), journal.step(title) as changed:
        people = _people()
        for done, each in enumerate(new):
            report(done, len(new))
            create(each, people)
    anchor.touch(force=True)
    return changed


def _people() -> dict[Person, int]:
    return {
        (name, distinction): id_
        for id_, name, distinction in Cadre.select(Cadre.id, Cadre.name, Cadre.distinction).tuples()
    }


def _subjects_for(kinds: Iterable[str]) -> None:
    named = {name for (name,) in Subject.select(Subject.name).tuples()}
    for kind in sorted(set(kinds) - named):
        subjects.create(SubjectDraft(kind, SubjectKind.NOTES, "篇", Filter(note_kinds=(kind,))))
