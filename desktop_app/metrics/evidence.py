"""The records behind a figure: whoever doubts a number is shown what it was counted from."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.core.attendance import ATTENDED, Mark
from desktop_app.core.collation import full_name
from desktop_app.core.number import shown
from desktop_app.core.scope import Scope, Slice
from desktop_app.core.study import worth
from desktop_app.core.subject import SubjectKind
from desktop_app.metrics import facts, plan
from desktop_app.metrics.measures import Count, Evidence, Fact, Measure, RecordFact
from desktop_app.metrics.people import People
from desktop_app.metrics.register import Asking, by_slice, named, plan_day
from desktop_app.metrics.subjects import SubjectOf
from desktop_app.store.models import (
    Attendance,
    Cadre,
    Category,
    Education,
    LawExam,
    Note,
    Part,
    PlanItem,
    Problem,
    Reading,
    Session,
    Training,
)


@dataclass(frozen=True)
class RecordLine:
    """One record behind a figure, as it is listed: which, when, what, who, and what of it was counted.

    `table` and `id` lead to the record (an attendance to its session); `uid` names it for ever.
    """

    table: str
    id: int
    uid: str
    day: date | None
    kind: str
    title: str
    who: str
    detail: str


_LISTS: dict[str, Any] = {
    "cadre_file": Cadre, "education": Education, "law_exam": LawExam, "training": Training, "reading": Reading,
    "problem": Problem,
}  # fmt: skip


def records(name: str, scope: Scope, cadre_id: int | None = None) -> list[RecordLine]:
    """Return the records of a figure; as many as its `records` says. UserError for a name nobody knows.

    Where a cadre is named, of his own figure (register.of_cadre).
    """
    return records_of([name], scope, cadre_id)[name]


def records_of(names: Iterable[str], scope: Scope, cadre_id: int | None = None) -> dict[str, list[RecordLine]]:
    """Return the records of several figures of one scope, by name."""
    asked = {name: named(name) for name in names}
    asking = Asking(scope, [Slice("", scope.period)], list(asked.values()), cadre_id)
    counts = asking.counts()
    return {
        name: _behind(asking, subject, measure, counts[subject.id, 0], scope)
        for name, (subject, measure) in asked.items()
    }


def _behind(asking: Asking, subject: SubjectOf, measure: Measure, count: Count, scope: Scope) -> list[RecordLine]:
    looked_up: dict[Evidence, Callable[[], list[RecordLine]]] = {
        Evidence.SESSIONS: lambda: _sessions(_picked(measure, count, count.sessions)),
        Evidence.ATTENDED: lambda: [*_marks(asking, count, ATTENDED), *_credits(count, finished=True)],
        Evidence.CAME: lambda: _marks(asking, count, ATTENDED),
        Evidence.EARNED: lambda: [*_marks(asking, count, ATTENDED), *_credits(count)],
        Evidence.MARKED: lambda: _marks(asking, count, tuple(Mark)),
        Evidence.GRADED: lambda: _marks(asking, count, ATTENDED, Attendance.passed.is_null(False)),
        Evidence.PASSED: lambda: _marks(asking, count, ATTENDED, Attendance.passed == True),  # noqa: E712  a column
        Evidence.WITH_OUTSIDERS: lambda: [
            *_marks(asking, count, ATTENDED),
            *_credits(count, finished=True),
            *_outsiders(count),
        ],
        Evidence.CADRES: lambda: cadre_lines(_who(asking, subject, count, scope)),
        Evidence.PARTS: lambda: _parts(_picked(measure, count, count.parts)),
        Evidence.UNRECORDED: lambda: _unrecorded(subject, scope),
        Evidence.NOTES: lambda: _notes(_picked(measure, count, count.notes)),
        Evidence.PLAN_ITEMS: lambda: _plan_items(asking, subject, scope),
        Evidence.DONE_ITEMS: lambda: _plan_items(asking, subject, scope, is_done=True),
        Evidence.RECORDS: lambda: _listed([*(measure.pick(count) if measure.pick else count.records)]),
    }
    return looked_up[measure.evidence]()


def _picked(measure: Measure, count: Count, everything: Iterable[Fact]) -> list[int]:
    return [each.id for each in (measure.pick(count) if measure.pick else everything)]


def _sessions(ids: Sequence[int]) -> list[RecordLine]:
    query = (
        Session.select(
            Session.id, Session.uid, Session.held_on, Category.name, Session.title, Session.number, Session.state
        )
        .join(Category)
        .where(Session.id.in_(ids))
        .order_by(Session.held_on, Session.start, Session.id)
    )
    return [
        RecordLine("session", id_, uid, day, category, title, number, state)
        for id_, uid, day, category, title, number, state in query.tuples()
    ]


def _marks(asking: Asking, count: Count, marks: Sequence[Mark], *also: Any) -> list[RecordLine]:
    query = (
        Attendance.select(
            Session.id, Session.uid, Session.held_on, Category.name, Session.title,
            Cadre.id, Cadre.name, Cadre.distinction, Attendance.mark, Attendance.score, Attendance.passed,
        )
        .join(Session)
        .join(Category)
        .switch(Attendance)
        .join(Cadre)
        .where(
            Attendance.session.in_([session.id for session in count.sessions]),
            Attendance.mark.in_([str(mark) for mark in marks]),
            *also,
        )
        .order_by(Session.held_on, Session.start, Session.id, Cadre.id)
    )  # fmt: skip
    return [
        RecordLine("session", id_, uid, day, category, title, full_name(name, distinction), _came(mark, score, passed))
        for id_, uid, day, category, title, cadre, name, distinction, mark, score, passed in query.tuples()
        if asking.belongs(cadre, day)
    ]


def _came(mark: str, score: int | None, passed: bool | None) -> str:
    """Return 到，82.5分，合格: what is known of somebody in a session."""
    result = {None: "", True: "合格", False: "不合格"}[passed]
    return "，".join(filter(None, (mark, f"{shown(score)}分" if score is not None else "", result)))


def _outsiders(count: Count) -> list[RecordLine]:
    outsiders = {session.id: session.outsiders for session in count.with_outsiders}
    return [
        RecordLine(line.table, line.id, line.uid, line.day, line.kind, line.title, "外单位", f"{outsiders[line.id]}人")
        for line in _sessions(list(outsiders))
    ]


def _who(asking: Asking, subject: SubjectOf, count: Count, scope: Scope) -> set[int]:
    """Return the cadres a head count is made of."""
    match subject.kind:
        case SubjectKind.PARTS:
            return {part.cadre_id for part in count.parts}
        case SubjectKind.ROSTER:
            last = scope.period.until(scope.as_of).last
            return {stay.cadre_id for stay in asking.in_post if stay.first <= last <= stay.last}
        case _:
            groups = [(0, session.id) for session in count.sessions]
            came = {line.cadre_id for line in facts.cadre_marks(groups, asking.stays) if line.attended}
            return came | {credit.cadre_id for credit in count.credits if credit.heads}


def _credits(count: Count, *, finished: bool = False) -> list[RecordLine]:
    """Return what was earned outside sessions: all of it, or the personal trainings that were finished."""
    kinds = dict(Category.select(Category.uid, Category.name).tuples()) if count.credits else {}
    return _listed(
        [
            RecordFact(
                credit.table, credit.id, credit.day, kinds[credit.category], credit.title, credit.cadre_id,
                worth(credit.hours, credit.days),
            )
            for credit in count.credits
            if credit.heads or not finished
        ]
    )  # fmt: skip


def cadre_lines(ids: Iterable[int]) -> list[RecordLine]:
    """Return cadres as lines."""
    query = Cadre.select(Cadre.id, Cadre.uid, Cadre.name, Cadre.distinction).where(Cadre.id.in_(list(ids)))
    return [
        RecordLine("cadre", id_, uid, None, "", "", full_name(name, distinction), "")
        for id_, uid, name, distinction in query.order_by(Cadre.id).tuples()
    ]


def _parts(ids: Sequence[int]) -> list[RecordLine]:
    query = (
        Part.select(
            Part.id, Session.id, Part.uid, Session.held_on, Category.name, Session.title,
            Cadre.name, Cadre.distinction, Part.role,
        )
        .join(Session)
        .join(Category)
        .switch(Part)
        .join(Cadre)
        .where(Part.id.in_(ids))
        .order_by(Session.held_on, Session.start, Part.id)
    )  # fmt: skip
    return [
        RecordLine("session", session, uid, day, category, title, full_name(name, distinction), role)
        for _, session, uid, day, category, title, name, distinction, role in query.tuples()
    ]


def _unrecorded(subject: SubjectOf, scope: Scope) -> list[RecordLine]:
    people = People()
    waiting = facts.unrecorded(scope.period.until(scope.as_of), date.today())
    return _sessions([each.id for each in waiting if subject.takes_session(each, people)])


def _notes(ids: Sequence[int]) -> list[RecordLine]:
    query = (
        Note.select(
            Note.id, Note.uid, Note.handed_in_on, Note.kind, Note.title, Cadre.name, Cadre.distinction, Note.words
        )
        .join(Cadre)
        .where(Note.id.in_(ids))
        .order_by(Note.handed_in_on, Note.id)
    )
    return [
        RecordLine("note", id_, uid, day, kind, title, full_name(name, distinction), f"{words}字")
        for id_, uid, day, kind, title, name, distinction, words in query.tuples()
    ]


def _listed(found: Sequence[Any]) -> list[RecordLine]:
    """Return lines of the records of a list (RecordFact), with the person each is about."""
    cadres = Cadre.select(Cadre.id, Cadre.name, Cadre.distinction).tuples()
    names = {id_: full_name(name, distinction) for id_, name, distinction in cadres}
    uids = {
        model: dict(model.select(model.id, model.uid).where(model.id.in_([fact.id for fact in found])).tuples())
        for model in (_LISTS[table] for table in {fact.table for fact in found})
    }
    return [
        RecordLine(fact.table, fact.id, uids[_LISTS[fact.table]][fact.id], fact.day, fact.kind, fact.title,
                   names.get(fact.cadre_id, ""), fact.state)
        for fact in found
    ]  # fmt: skip


def _plan_items(asking: Asking, subject: SubjectOf, scope: Scope, *, is_done: bool = False) -> list[RecordLine]:
    items = plan.progress(*plan_day(asking.slices[0]), by_slice, scope.denominator)
    uids = dict(PlanItem.select(PlanItem.id, PlanItem.uid).tuples())
    return [
        RecordLine("plan_item", item.id, uids[item.id], item.deadline, item.part, item.content, "", item.state)
        for item in items
        if subject.takes_plan_part(item.part) and (item.is_done or not is_done)
    ]
