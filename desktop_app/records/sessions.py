"""Sessions (活动): what was held, when, and who did what in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from peewee import Expression, Node, fn

from desktop_app.core.attendance import ATTENDED
from desktop_app.core.collation import full_name, plain
from desktop_app.core.errors import UserError
from desktop_app.core.period import Period, day_text
from desktop_app.core.scope import EVERYBODY
from desktop_app.core.session import HELD, UNRECORDED, SessionState
from desktop_app.metrics import register
from desktop_app.records import attachments, first_topics, session_parts, signatures
from desktop_app.records.session_draft import SessionDraft
from desktop_app.store import journal
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


def _counts() -> tuple[Node, ...]:
    """How many came, have a mark, came from outside, and how many files are attached, per session."""
    of_session = (Attendance.session == Session.id) & Session.state.in_([str(state) for state in HELD])
    came = Attendance.select(fn.COUNT(Attendance.cadre)).where(
        of_session, Attendance.mark.in_([str(mark) for mark in ATTENDED])
    )
    marked = Attendance.select(fn.COUNT(Attendance.cadre)).where(of_session)
    attached = Attachment.select(fn.COUNT(Attachment.id)).where(Attachment.session == Session.id)
    return came.alias("attended"), marked.alias("marked"), outsiders(), attached.alias("attachments")


def outsiders() -> Node:
    """How many came from outside, per session, as a column of a query over sessions."""
    of_session = ExternalHeadcount.session == Session.id
    headcount = fn.COALESCE(fn.SUM(ExternalHeadcount.headcount), 0)
    return ExternalHeadcount.select(headcount).where(of_session).alias("outsiders")


def draft_of(session_id: int) -> SessionDraft:
    """Return a session as it would be typed again."""
    session = Session.select().where(Session.id == session_id).dicts().get()
    given = {name: value for name, value in session.items() if name not in {"id", "uid", "category", "series"}}
    return SessionDraft(
        **given
        | {
            "category_id": session["category"],
            "series_id": session["series"],
            "state": SessionState(session["state"]),
            "readings": tuple(session["readings"].splitlines()),
            "films": tuple(session["films"].splitlines()),
            "parts": session_parts.of_session(session_id),
            "outsiders": session_parts.outsiders_of(session_id),
            "first_topics": first_topics.of_session(session_id),
        }
    )


OWN: dict[str, Any] = {"region": "本地", "form": "集中", "organiser": "本局", "level": "本局"}
AWAY: dict[str, Any] = {"region": "省内", "form": "外出", "organiser": "", "level": ""}
ELSEWHERE: Mapping[str, dict[str, Any]] = {
    "category-外出培训": AWAY,
    "category-任职培训": AWAY,
    "category-网络培训": {"form": "自学", "organiser": "", "level": ""},
}
"""Where a session is held and who calls it, as a rule; by the uid of kinds that others hold."""


def fresh(category_id: int, day: date) -> SessionDraft:
    """Return a new session of a kind as it usually is, so that little is left to type."""
    category = Category.get_by_id(category_id)
    of_year = (Session.category == category_id) & Session.held_on.between(*_year(day))
    held = Session.select().where(of_year, Session.state != SessionState.OFF).count()
    start = str(category.start)
    return SessionDraft(
        category_id,
        title=f"第{held + 1}{category.measure_word}{category.name}",
        held_on=day,
        start=start,
        end=_later(start, int(category.minutes)) if start and category.minutes else "",
        days=category.days,
        hours=category.hours,
        place=str(category.place),
        **(OWN | ELSEWHERE.get(str(category.uid), {})),
    )


def add(draft: SessionDraft) -> int:
    """Enter a session; return its id. It gets the year's next number unless one was typed."""
    _check(draft, None)
    if not draft.number:
        draft = replace(draft, number=next_number(draft.held_on.year))
    kept = attachments.keep(draft.files)
    with journal.step(f"新增活动“{draft.title}”（{day_text(draft.held_on)}）"):
        session_id = create(draft)
        attachments.write("session", session_id, kept)
    return session_id


def change(session_id: int, draft: SessionDraft) -> set[str]:
    old = _unlocked(session_id)
    _check(draft, session_id)
    kept = attachments.keep(draft.files, ("session", session_id))
    with journal.step(f"修改活动“{old.title}”（{day_text(old.held_on)}）") as changed:
        Session.update(**_columns(draft)).where(Session.id == session_id).execute()
        _write_beside(session_id, draft)
        attachments.write("session", session_id, kept)
    return changed


def remove(ids: Sequence[int]) -> set[str]:
    """Remove sessions with their marks, parts, first topics and attachments; undone with Ctrl+Z or from the history."""
    locked = Session.select().where(among(Session.id, ids), Session.state == SessionState.LOCKED).first()
    if locked:
        raise UserError(f"“{locked.title}”已锁定，请先解锁再改。")
    what = f"“{Session.get_by_id(ids[0]).title}”" if len(ids) == 1 else f"{len(ids)}场"
    with journal.step(f"删除活动{what}") as changed:
        signatures.void_answering("session", ids)
        Session.delete().where(among(Session.id, ids)).execute()
    return changed


def have_more(ids: Sequence[int]) -> bool:
    """Whether any of these sessions has first topics or attachments, which go with it."""
    tables = (FirstTopic, Attachment)
    return any(table.select().where(among(table.session, ids)).exists() for table in tables)


def call_off(session_id: int, reason: str) -> set[str]:
    """Say that a session is not held (不举行), and why."""
    with journal.step(f"不举行：“{Session.get_by_id(session_id).title}”，{reason}") as changed:
        set_off(session_id, reason)
    return changed


def set_off(session_id: int, reason: str) -> None:
    """Call a session off inside a step that is already open."""
    if not reason.strip():
        raise UserError("不举行的活动请填写事由。", "reason")
    session = _unlocked(session_id)
    marks = Attendance.session == session_id
    if session.state == SessionState.DRAFT:  # its marks were never recorded
        Attendance.delete().where(marks).execute()
    elif Attendance.select().where(marks).exists():
        raise UserError(f"“{session.title}”已登记出勤，不能设为不举行。")
    Session.update(state=SessionState.OFF, reason=reason).where(Session.id == session_id).execute()


def postpone(session_id: int, day: date, reason: str = "") -> set[str]:
    """Put a session off (推迟) to a later day; the day it was first planned for is kept."""
    with journal.step(f"推迟：“{Session.get_by_id(session_id).title}”到{day_text(day)}") as changed:
        put_off(session_id, day, reason)
    return changed


def put_off(session_id: int, day: date, reason: str) -> None:
    """Postpone a session inside a step that is already open."""
    draft = draft_of(session_id)
    if draft.state not in UNRECORDED:
        raise UserError(f"“{draft.title}”现在是“{draft.state}”，只有未登记的能推迟。")
    refuse_no_later(draft.held_on, day)
    moved = replace(draft, held_on=day, planned_on=draft.planned_on or draft.held_on, reason=reason or draft.reason)
    _check(moved, session_id)
    columns = {"held_on": day, "planned_on": moved.planned_on, "reason": moved.reason}
    Session.update(**columns).where(Session.id == session_id).execute()


def refuse_no_later(planned: date, day: date) -> None:
    """Refuse to put off to a day that is not later."""
    if day <= planned:
        raise UserError(f"推迟到的日期应晚于{day_text(planned)}。", "held_on")


def lock(ids: Sequence[int]) -> set[str]:
    """Lock recorded sheets (已锁定)."""
    chosen = among(Session.id, ids)
    other = Session.select().where(chosen, Session.state != SessionState.RECORDED).first()
    if other:
        raise UserError(f"“{other.title}”现在是“{other.state}”，只有已登记的能锁定。")
    with journal.step(f"锁定活动{len(ids)}场") as changed:
        Session.update(state=SessionState.LOCKED).where(chosen).execute()
    return changed


def unlock(session_id: int, reason: str) -> set[str]:
    """Unlock a sheet; the reason stays in the history."""
    if not reason.strip():
        raise UserError("解锁请填写事由。", "reason")
    title = Session.get_by_id(session_id).title
    with journal.step(f"解锁“{title}”：{reason}") as changed:
        Session.update(state=SessionState.RECORDED).where(
            Session.id == session_id, Session.state == SessionState.LOCKED
        ).execute()
    return changed


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


def next_number(year: int) -> str:
    """Return the number after the highest of the year: 2022-138."""
    numbers = Session.select(Session.number).where(Session.number.startswith(f"{year}-")).tuples()
    used = [int(number[5:]) for (number,) in numbers if number[5:].isdecimal()]
    return f"{year}-{max(used, default=0) + 1:03d}"


def create(draft: SessionDraft) -> int:
    """Write a session inside a step that is already open."""
    session_id = Session.create(**_columns(draft)).id
    _write_beside(session_id, draft)
    return session_id


def _write_beside(session_id: int, draft: SessionDraft) -> None:
    """Write what stands in tables of its own."""
    session_parts.write_parts(session_id, draft.parts)
    session_parts.write_outsiders(session_id, draft.outsiders)
    first_topics.write(session_id, draft.first_topics)


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


def _check(draft: SessionDraft, session_id: int | None) -> None:
    draft.check()
    _refuse_out_of_post(draft, session_id)
    marks = Attendance.select().where(Attendance.session == (session_id or 0))
    if draft.state is SessionState.OFF and marks.exists():
        raise UserError(f"“{draft.title}”已登记出勤，不能设为不举行。", "state")
    if not draft.number:
        return
    other = Session.select().where(Session.number == draft.number, Session.id != (session_id or 0)).first()
    if other:
        raise UserError(f"编号“{draft.number}”已用于“{other.title}”（{day_text(other.held_on)}）。", "number")


def _refuse_out_of_post(draft: SessionDraft, session_id: int | None) -> None:
    """Refuse a part of somebody who is not in post that day, and another day on which somebody marked is not."""
    people, field = {part.cadre_id for part in draft.parts}, "parts"
    if session_id:
        old = draft_of(session_id)
        if old.held_on == draft.held_on:
            people -= {part.cadre_id for part in old.parts}
        else:
            marked = Attendance.select(Attendance.cadre).where(Attendance.session == session_id)
            people, field = people | {cadre for (cadre,) in marked.tuples()}, "held_on"
    if people and (strangers := people - register.in_post(EVERYBODY, draft.held_on)):
        query = Cadre.select(Cadre.name, Cadre.distinction).where(Cadre.id.in_(strangers)).order_by(Cadre.id)
        names = "、".join(full_name(*cadre) for cadre in query.tuples())
        raise UserError(f"{names}在{day_text(draft.held_on)}不在岗，请核对日期和人员。", field)


def _unlocked(session_id: int) -> Any:
    session = Session.get_by_id(session_id)
    if session.state == SessionState.LOCKED:
        raise UserError(f"“{session.title}”已锁定，请先解锁再改。")
    return session


def _columns(draft: SessionDraft) -> dict[str, object]:
    columns: dict[str, object] = {
        name: value
        for name, value in vars(draft).items()
        if name not in {"category_id", "series_id", "parts", "outsiders", "first_topics", "files"}
    }
    return columns | {
        "category": draft.category_id,
        "series": draft.series_id,
        "title": draft.title.strip(),
        "start": draft.start.zfill(5) if draft.start else "",
        "end": draft.end.zfill(5) if draft.end else "",
        "readings": "\n".join(draft.readings),
        "films": "\n".join(draft.films),
    }


def _year(day: date) -> tuple[date, date]:
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _later(start: str, minutes: int) -> str:
    hour, minute = divmod(int(start[:2]) * 60 + int(start[3:]) + minutes, 60)
    return f"{hour % 24:02d}:{minute:02d}"
