"""Writing what was read from files: everything of a file in one step, or nothing.

Whoever reads a file knows people by name and distinction and kinds of session by name; here these become records.
"""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

from desktop_app.core.people import Person
from desktop_app.core.progress import Report, silent
from desktop_app.core.subject import Filter, SubjectKind
from desktop_app.records import (
    attendance,
    cadres,
    categories,
    exams,
    histories,
    notes,
    plans,
    readings,
    sessions,
    subjects,
    units,
)
from desktop_app.records.cadres import PostingDraft
from desktop_app.records.categories import CategoryDraft
from desktop_app.records.imported import NewNote, NewPlanItem, NewSession, Roster
from desktop_app.records.session_parts import PartDraft
from desktop_app.records.subjects import SubjectDraft
from desktop_app.store import anchor, intent, journal
from desktop_app.store.models import Cadre, Category, PlanItem, Subject, Unit

New = TypeVar("New")


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
