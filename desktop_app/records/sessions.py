"""Sessions (活动): what was held, when, and who did what in it; the list of them is in session_list.py."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from desktop_app.core.collation import full_name
from desktop_app.core.errors import UserError
from desktop_app.core.period import day_text
from desktop_app.core.scope import EVERYBODY
from desktop_app.core.session import UNRECORDED, SessionState
from desktop_app.metrics import register
from desktop_app.records import attachments, first_topics, session_parts, signatures
from desktop_app.records.session_draft import SessionDraft
from desktop_app.store import journal
from desktop_app.store.models import (
    Attachment,
    Attendance,
    Cadre,
    Category,
    FirstTopic,
    Session,
)
from desktop_app.store.reading import among


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
