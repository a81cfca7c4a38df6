"""Writing what was read from files: everything of a file in one step, or nothing.

Whoever reads a file knows people by name and distinction and kinds of session by name; here these become records.
"""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from desktop_app.core.attendance import Mark, Role
from desktop_app.core.progress import Report, silent
from desktop_app.core.review import Act
from desktop_app.core.subject import Filter, SubjectKind
from desktop_app.metrics import register
from desktop_app.records import attendance, cadres, categories, notes, plans, sessions, subjects, units
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.categories import CategoryDraft
from desktop_app.records.notes import NoteDraft, ReviewDraft
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.sessions import SessionDraft
from desktop_app.records.subjects import SubjectDraft
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


@dataclass(frozen=True)
class Move:
    """A change of posting (任职变动) from a day on."""

    person: Person
    from_date: date
    unit: str
    post: str
    rank: str
    leadership: tuple[str, ...]


@dataclass(frozen=True)
class Roster:
    """花名册: units, cadres and changes of posting."""

    units: tuple[UnitDraft, ...]
    cadres: tuple[NewCadre, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class NewSession:
    """A session with its kind by name, its parts and marks by person; draft.category_id is not known yet."""

    category: str
    draft: SessionDraft
    parts: tuple[tuple[Role, Person], ...]
    marks: Mapping[Person, Mark]


@dataclass(frozen=True)
class NewNote:
    """A note by person with the act of 审签 it came with, where there was one."""

    person: Person
    draft: NoteDraft
    act: Act | None = None
    review: ReviewDraft | None = None


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

    def with_roster(self, roster: Roster) -> "Known":
        """Return what is known once the roster is in."""
        people = dict(self.people)
        for each in roster.cadres:
            people[each.cadre.name, each.cadre.distinction] = (Stay(each.from_date, each.to_date),)
        for move in sorted(roster.moves, key=lambda move: move.from_date):
            people[move.person] = _moved(people.get(move.person, ()), move.from_date)
        return replace(self, people=people, units=self.units | {unit.name for unit in roster.units})


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
    )


@contextmanager
def together(title: str) -> Generator[None, None, None]:
    """Write several files all or nothing, a step each; should the program be killed, the next start names the title."""
    with intent.doing(title), journal.together():
        yield
    anchor.touch(force=True)


def add_roster(roster: Roster, source: str, report: Report = silent) -> set[str]:
    """Write a roster; units and cadres that are there already are left as they are."""
    title = f"导入花名册（{len(roster.cadres)}人，{source}）"
    with intent.doing(title), journal.step(title) as changed:
        unit_ids = dict(Unit.select(Unit.name, Unit.id).tuples())
        for draft in roster.units:
            if draft.name not in unit_ids:
                unit_ids[draft.name] = units.create(draft)
        for done, each in enumerate(roster.cadres):
            report(done, len(roster.cadres))
            posting = PostingDraft(
                unit_ids[each.unit], each.from_date, each.post, each.rank, each.leadership, each.to_date
            )
            cadres.write_posting(cadres.create(each.cadre), posting)
        people = _people()
        for move in sorted(roster.moves, key=lambda move: move.from_date):
            cadre_id = people[move.person]
            last = cadres.end_before(cadre_id, move.from_date)
            cadres.write_posting(
                cadre_id,
                PostingDraft(unit_ids[move.unit], move.from_date, move.post, move.rank, move.leadership, last),
            )
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
            parts = tuple((role, people[person]) for role, person in each.parts)
            session_id = sessions.create(replace(each.draft, category_id=category_ids[each.category], parts=parts))
            attendance.write(session_id, {people[person]: mark for person, mark in each.marks.items()})
    anchor.touch(force=True)
    return changed


def add_notes(new: Sequence[NewNote], source: str, report: Report = silent) -> set[str]:
    """Write notes with their 审签; a kind without a subject gets one of its name."""
    title = f"导入心得笔记{len(new)}篇（{source}）"
    with intent.doing(title), journal.step(title) as changed:
        people = _people()
        _subjects_for({each.draft.kind for each in new})
        for done, each in enumerate(new):
            report(done, len(new))
            note_id = notes.create(replace(each.draft, cadre_id=people[each.person]))
            if each.act and each.review:
                notes.write_review(note_id, each.act, each.review)
    anchor.touch(force=True)
    return changed


def add_plan(new: Sequence[PlanItemDraft], source: str, report: Report = silent) -> set[str]:
    title = f"导入年度计划{len(new)}项（{source}）"
    with intent.doing(title), journal.step(title) as changed:
        for done, draft in enumerate(new):
            report(done, len(new))
            plans.create(draft)
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
