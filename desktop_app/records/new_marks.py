"""Marks that come in from a file for sessions that are there already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.core.attendance import Entry, Mark
from desktop_app.core.people import Person
from desktop_app.core.session import UNRECORDED, SessionState
from desktop_app.records import attendance, exams
from desktop_app.records.exams import NO_RESULT, Result
from desktop_app.store.models import Attendance, Cadre, Category, Session
from desktop_app.store.reading import read


@dataclass(frozen=True)
class KnownSession:
    """What a session can be named by in a file, and whether marks may be put into it."""

    id: int
    number: str
    held_on: date
    title: str
    category: str
    state: str
    pass_mark: int | None = None


@dataclass(frozen=True)
class NewMark:
    """One person's mark in a session, with a result where there is one."""

    session_id: int
    person: Person
    entry: Entry
    result: Result


def known_sessions() -> tuple[KnownSession, ...]:
    query = Session.select(
        Session.id,
        Session.number,
        Session.held_on,
        Session.title,
        Category.name.alias("category"),
        Session.state,
        Session.pass_mark,
    ).join(Category)
    return tuple(read(query, KnownSession))


def marks_of(session_id: int) -> dict[Person, tuple[Entry, Result]]:
    """Return what is stored of a session, by person."""
    rows = (
        Attendance.select(
            Cadre.name, Cadre.distinction, Attendance.mark, Attendance.leave_kind, Attendance.made_up_on,
            Attendance.made_up_way, Attendance.score, Attendance.passed, Attendance.certificate,
        )
        .join(Cadre)
        .where(Attendance.session == session_id)
    )  # fmt: skip
    return {
        (name, distinction): (Entry(Mark(mark), *rest[:3]), Result(*rest[3:]))
        for name, distinction, mark, *rest in rows.tuples()
    }


def by_session(new: Sequence[NewMark]) -> list[list[NewMark]]:
    """Return the marks of each session together."""
    found: dict[int, list[NewMark]] = {}
    for each in new:
        found.setdefault(each.session_id, []).append(each)
    return list(found.values())


def create(of_session: Sequence[NewMark], people: Mapping[Person, int]) -> None:
    """Write the marks of one session inside an open step; where it waited for them it is then recorded."""
    session_id = of_session[0].session_id
    attendance.write(session_id, {people[each.person]: each.entry for each in of_session})
    results = {people[each.person]: each.result for each in of_session if each.result != NO_RESULT}
    exams.write(session_id, results)
    is_waiting = Session.state.in_([str(state) for state in UNRECORDED])
    Session.update(state=SessionState.RECORDED).where(Session.id == session_id, is_waiting).execute()
