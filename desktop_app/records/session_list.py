"""The list of sessions (活动): which there are, in which order, and what each line shows.

Apart from sessions.py, which enters and changes one: a list narrows, sorts and counts, and never writes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peewee import Expression, Node, fn

from desktop_app.core.attendance import ATTENDED
from desktop_app.core.collation import plain
from desktop_app.core.period import Period
from desktop_app.core.session import HELD, UNRECORDED, SessionState
from desktop_app.store.models import (
    Attachment,
    Attendance,
    Cadre,
    Category,
    ExternalHeadcount,
    FirstTopic,
    Part,
    Session,
)
from desktop_app.store.reading import among, read, read_ids


@dataclass(frozen=True)
class SessionRow:
    """A line of the list of sessions."""

    id: int
    number: str
    category: str
    title: str
    held_on: date
    start: str
    hours: int
    days: int
    place: str
    state: str
    attended: int
    marked: int
    outsiders: int
    attachments: int
    planned_on: date | None

    @property
    def was_moved(self) -> bool:
        """Was planned for another day (原定)."""
        return self.planned_on is not None and self.planned_on != self.held_on

    @property
    def is_due(self) -> bool:
        """Waits to be recorded (未登记)."""
        return self.state in UNRECORDED and self.held_on <= date.today()


@dataclass(frozen=True)
class Wanted:
    """Which sessions a list shows; what is not given does not narrow it.

    `text` is looked for in everything written of a session: also its first topics, titles of talks, names of
    attachments, units from outside, and those who had a part.
    """

    period: Period | None = None
    category: str = ""
    text: str = ""
    state: str = ""
    due: bool = False
    ids: tuple[int, ...] | None = None


ORDERS = {
    "date": (Session.held_on, Session.start, Session.id),
    "number": (Session.number, Session.id),
    "category": (Category.position, Session.held_on, Session.id),
    "title": (Session.title, Session.held_on, Session.id),
    "state": (Session.state, Session.held_on, Session.id),
    "hours": (Session.hours, Session.held_on, Session.id),
}


_WRITTEN = (
    Session.title, Session.number, Session.place, Session.readings, Session.films, Session.organiser,
    Session.notice_number, Session.recorder, Session.agenda, Session.content,
)  # fmt: skip
"""What is looked through for words."""


def keys(wanted: Wanted, order: str = "date", *, descending: bool = True) -> list[int]:
    """Return the ids of the wanted sessions in order; rows() reads those that are looked at."""
    columns = ORDERS[order]
    query = Session.select(Session.id).join(Category).where(_condition(wanted))
    query = query.order_by(*(column.desc() if descending else column.asc() for column in columns))
    return read_ids(query)


def rows(ids: Sequence[int]) -> list[SessionRow]:
    """Return the lines of these sessions, in the order given."""
    query = (
        Session.select(
            Session.id, Session.number, Category.name.alias("category"), Session.title, Session.held_on, Session.start,
            Session.hours, Session.days, Session.place, Session.state, *_counts(), Session.planned_on,
        )
        .join(Category)
        .where(among(Session.id, ids))
    )  # fmt: skip
    found = {row.id: row for row in read(query, SessionRow)}
    return [found[id_] for id_ in ids if id_ in found]


@dataclass(frozen=True)
class SessionName:
    """What a session is told by where one is to be chosen."""

    id: int
    held_on: date
    category: str
    title: str

    @property
    def text(self) -> str:
        """2022-12-26 夜学　…; the kind only where the title does not say it."""
        named = self.title if self.category in self.title else f"{self.category}　{self.title}"
        return f"{self.held_on.isoformat()} {named}"


def named(period: Period) -> list[SessionName]:
    """Return the sessions of a period to choose from, newest first, without those not held."""
    query = (
        Session.select(Session.id, Session.held_on, Category.name.alias("category"), Session.title)
        .join(Category)
        .where(Session.held_on.between(period.first, period.last), Session.state != str(SessionState.OFF))
        .order_by(Session.held_on.desc(), Session.start.desc(), Session.id.desc())
    )
    return read(query, SessionName)


def outsiders() -> Node:
    """How many came from outside, per session, as a column of a query over sessions."""
    of_session = ExternalHeadcount.session == Session.id
    headcount = fn.COALESCE(fn.SUM(ExternalHeadcount.headcount), 0)
    return ExternalHeadcount.select(headcount).where(of_session).alias("outsiders")


def next_unrecorded(after_id: int | None = None) -> int | None:
    """Return the next session after the given one that is due and not recorded; the earliest where none follows."""
    due = keys(Wanted(due=True), descending=False)
    if after_id is None:
        return next(iter(due), None)
    in_order = keys(Wanted(ids=(*due, after_id)), descending=False)
    place = in_order.index(after_id)
    return next(iter((*in_order[place + 1 :], *in_order[:place])), None)


def years() -> list[int]:
    """Return the years that have sessions, newest first; this year is always among them."""
    first, last = Session.select(fn.MIN(Session.held_on), fn.MAX(Session.held_on)).scalar(as_tuple=True)
    this = date.today().year
    found = range(int(str(first)[:4]), int(str(last)[:4]) + 1) if first else ()
    return sorted({this, *found}, reverse=True)


@dataclass(frozen=True)
class ReportDue:
    """A held session whose outcome report (成果报告) should have been handed in."""

    id: int
    held_on: date
    title: str
    report_due_on: date


def reports_due(day: date) -> list[ReportDue]:
    """Return what was due before the day and not handed in by then, the longest due first."""
    query = (
        Session.select(Session.id, Session.held_on, Session.title, Session.report_due_on)
        .where(
            Session.report_due_on < day,
            Session.report_handed_in_on.is_null() | (Session.report_handed_in_on > day),
            Session.state.in_([str(state) for state in HELD]),
        )
        .order_by(Session.report_due_on, Session.id)
    )
    return read(query, ReportDue)


def _counts() -> tuple[Node, ...]:
    """How many came, have a mark, came from outside, and how many files are attached, per session."""
    of_session = (Attendance.session == Session.id) & Session.state.in_([str(state) for state in HELD])
    came = Attendance.select(fn.COUNT(Attendance.cadre)).where(
        of_session, Attendance.mark.in_([str(mark) for mark in ATTENDED])
    )
    marked = Attendance.select(fn.COUNT(Attendance.cadre)).where(of_session)
    attached = Attachment.select(fn.COUNT(Attachment.id)).where(Attachment.session == Session.id)
    return came.alias("attended"), marked.alias("marked"), outsiders(), attached.alias("attachments")


def _condition(wanted: Wanted) -> Expression:
    condition = Session.id > 0
    if wanted.ids is not None:
        condition &= among(Session.id, wanted.ids)
    if wanted.period:
        condition &= Session.held_on.between(wanted.period.first, wanted.period.last)
    if wanted.category:
        condition &= Category.name == wanted.category
    if wanted.state:
        condition &= Session.state == wanted.state
    if wanted.due:
        condition &= Session.state.in_([str(state) for state in UNRECORDED]) & (Session.held_on <= date.today())
    if text := wanted.text.strip():
        is_called = Cadre.name.contains(plain(text)) | (Cadre.initials == text.lower())
        had_part = Part.select(Part.session).join(Cadre).where(is_called | Part.title.contains(text))
        topics = FirstTopic.select(FirstTopic.session).where(
            FirstTopic.text.contains(text) | FirstTopic.source.contains(text) | FirstTopic.measures.contains(text)
        )
        files = Attachment.select(Attachment.session).where(
            Attachment.session.is_null(False), Attachment.name.contains(text)
        )
        guests = ExternalHeadcount.select(ExternalHeadcount.session).where(ExternalHeadcount.unit_name.contains(text))
        found = Session.id.in_(had_part) | Session.id.in_(topics) | Session.id.in_(files) | Session.id.in_(guests)
        for column in _WRITTEN:
            found |= column.contains(text)
        condition &= found
    return condition
