"""Sessions (活动): what was held, when, and who did what in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from peewee import Expression, Node, fn

from desktop_app.core.attendance import ATTENDED, Role
from desktop_app.core.collation import full_name, plain
from desktop_app.core.errors import UserError
from desktop_app.core.number import HUNDRED
from desktop_app.core.period import Period, day_text
from desktop_app.core.scope import EVERYBODY
from desktop_app.core.session import LEVELS, REGIONS, UNRECORDED, SessionState
from desktop_app.metrics import register
from desktop_app.records import session_parts
from desktop_app.store import journal
from desktop_app.store.models import Attendance, Cadre, Category, ExternalHeadcount, Part, Session
from desktop_app.store.reading import among, read, read_ids

_CLOCK = re.compile(r"^([01]?\d|2[0-3]):([0-5]\d)$")
MOST_DAYS, MOST_HOURS = 366 * HUNDRED, 366 * 24 * HUNDRED
LATE_STARTS = {"start": "开始时间", "end": "结束时间"}


@dataclass(frozen=True)
class SessionDraft:
    """A session as typed. days and hours in hundredths; start and end "19:30"; readings and films one a line.

    `parts` are pairs of role and cadre id; `outsiders` headcounts by the name of their unit.
    """

    category_id: int
    title: str
    held_on: date
    number: str = ""
    planned_on: date | None = None
    start: str = ""
    end: str = ""
    days: int = 0
    hours: int = 0
    place: str = ""
    region: str = ""
    form: str = ""
    organiser: str = ""
    level: str = ""
    notice_number: str = ""
    recorder: str = ""
    agenda: str = ""
    content: str = ""
    readings: tuple[str, ...] = ()
    films: tuple[str, ...] = ()
    state: SessionState = SessionState.DUE
    reason: str = ""
    parts: tuple[tuple[Role, int], ...] = ()
    outsiders: tuple[tuple[str, int], ...] = field(default=())
    series_id: int | None = None
    pass_mark: int | None = None
    report_due_on: date | None = None
    report_handed_in_on: date | None = None

    def check(self) -> None:
        if not self.title.strip():
            raise UserError("请填写题目。", "title")
        for name, label in LATE_STARTS.items():
            text = getattr(self, name)
            if text and not _CLOCK.match(text):
                raise UserError(f"{label}“{text}”不对，请写成 19:30 这样。", name)
        if self.start and self.end and self.end.zfill(5) <= self.start.zfill(5):
            raise UserError(f"结束时间{self.end}不晚于开始时间{self.start}。", "end")
        for value, known, name, label in (
            (self.region, REGIONS, "region", "区域"),
            (self.level, LEVELS, "level", "主办层级"),
        ):
            if value and value not in known:
                raise UserError(f"{label}“{value}”不认识，请用：{'、'.join(known)}。", name)
        if self.days > MOST_DAYS or self.hours > MOST_HOURS:
            name, label = ("days", "天数") if self.days > MOST_DAYS else ("hours", "学时")
            raise UserError(f"{label}太大，一场活动不会超过一年，请核对。", name)
        if self.state is SessionState.OFF and not self.reason.strip():
            raise UserError("不举行的活动请填写事由。", "reason")
        self._check_numbers()

    def _check_numbers(self) -> None:
        for value, name, label in ((self.days, "days", "天数"), (self.hours, "hours", "学时")):
            if value < 0:
                raise UserError(f"{label}小于零。", name)
        for unit, headcount in self.outsiders:
            if headcount < 0:
                raise UserError(f"外单位“{unit}”的人数小于零。", "outsiders")
        if len(dict(self.outsiders)) < len(self.outsiders):
            raise UserError("同一个外单位填了两次，请合并成一行。", "outsiders")


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

    @property
    def is_due(self) -> bool:
        """Waits to be recorded (未登记)."""
        return self.state in UNRECORDED and self.held_on <= date.today()


@dataclass(frozen=True)
class Wanted:
    """Which sessions a list shows; what is not given does not narrow it.

    `text` is looked for in titles, films, readings, places, numbers and the names of those who had a part.
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
            Session.hours, Session.days, Session.place, Session.state, *_counts(),
        )
        .join(Category)
        .where(among(Session.id, ids))
    )  # fmt: skip
    found = {row.id: row for row in read(query, SessionRow)}
    return [found[id_] for id_ in ids if id_ in found]


def _counts() -> tuple[Node, ...]:
    """How many came, have a mark, and came from outside, per session."""
    of_session = Attendance.session == Session.id
    came = Attendance.select(fn.COUNT(Attendance.cadre)).where(
        of_session, Attendance.mark.in_([str(mark) for mark in ATTENDED])
    )
    marked = Attendance.select(fn.COUNT(Attendance.cadre)).where(of_session)
    return came.alias("attended"), marked.alias("marked"), outsiders()


def outsiders() -> Node:
    """How many came from outside, per session, as a column of a query over sessions."""
    of_session = ExternalHeadcount.session == Session.id
    headcount = fn.COALESCE(fn.SUM(ExternalHeadcount.headcount), 0)
    return ExternalHeadcount.select(headcount).where(of_session).alias("outsiders")


def draft_of(session_id: int) -> SessionDraft:
    """Return a session as it would be typed again."""
    session = Session.select().where(Session.id == session_id).dicts().get()
    parts = Part.select(Part.role, Part.cadre).where(Part.session == session_id).order_by(Part.id).tuples()
    outsiders = (
        ExternalHeadcount.select(ExternalHeadcount.unit_name, ExternalHeadcount.headcount)
        .where(ExternalHeadcount.session == session_id)
        .order_by(ExternalHeadcount.id)
        .tuples()
    )
    given = {name: value for name, value in session.items() if name not in {"id", "uid", "category", "series"}}
    return SessionDraft(
        **given
        | {
            "category_id": session["category"],
            "series_id": session["series"],
            "state": SessionState(session["state"]),
            "readings": tuple(session["readings"].splitlines()),
            "films": tuple(session["films"].splitlines()),
            "parts": tuple((Role(role), cadre) for role, cadre in parts),
            "outsiders": tuple(outsiders),
        }
    )


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
        region="本地",
        form="集中",
        organiser="本局",
        level="本局",
    )


def add(draft: SessionDraft) -> int:
    """Enter a session; return its id. It gets the year's next number unless one was typed."""
    _check(draft, None)
    if not draft.number:
        draft = replace(draft, number=next_number(draft.held_on.year))
    with journal.step(f"新增活动“{draft.title}”（{day_text(draft.held_on)}）"):
        return create(draft)


def change(session_id: int, draft: SessionDraft) -> set[str]:
    old = _unlocked(session_id)
    _check(draft, session_id)
    with journal.step(f"修改活动“{old.title}”（{day_text(old.held_on)}）") as changed:
        Session.update(**_columns(draft)).where(Session.id == session_id).execute()
        session_parts.write_parts(session_id, draft.parts)
        session_parts.write_outsiders(session_id, draft.outsiders)
    return changed


def remove(ids: Sequence[int]) -> set[str]:
    """Remove sessions with their marks and parts; undone with Ctrl+Z or from the history."""
    locked = Session.select().where(among(Session.id, ids), Session.state == SessionState.LOCKED).first()
    if locked:
        raise UserError(f"“{locked.title}”已锁定，请先解锁再改。")
    what = f"“{Session.get_by_id(ids[0]).title}”" if len(ids) == 1 else f"{len(ids)}场"
    with journal.step(f"删除活动{what}") as changed:
        Session.delete().where(among(Session.id, ids)).execute()
    return changed


def call_off(session_id: int, reason: str) -> set[str]:
    """Say that a session is not held (不举行), and why."""
    if not reason.strip():
        raise UserError("不举行的活动请填写事由。", "reason")
    session = _unlocked(session_id)
    if Attendance.select().where(Attendance.session == session_id).exists():
        raise UserError(f"“{session.title}”已登记出勤，不能设为不举行。")
    with journal.step(f"不举行：“{session.title}”，{reason}") as changed:
        Session.update(state=SessionState.OFF, reason=reason).where(Session.id == session_id).execute()
    return changed


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
    session_parts.write_parts(session_id, draft.parts)
    session_parts.write_outsiders(session_id, draft.outsiders)
    return session_id


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
        had_part = Part.select(Part.session).join(Cadre).where(is_called)
        fields = (Session.title, Session.number, Session.place, Session.readings, Session.films, Session.organiser)
        found = Session.id.in_(had_part)
        for column in fields:
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
    people, field = {cadre for _, cadre in draft.parts}, "parts"
    if session_id:
        old = draft_of(session_id)
        if old.held_on == draft.held_on:
            people -= {cadre for _, cadre in old.parts}
        else:
            marked = Attendance.select(Attendance.cadre).where(Attendance.session == session_id)
            people, field = people | {cadre for (cadre,) in marked.tuples()}, "held_on"
    if people and (strangers := people - register.in_post(EVERYBODY, draft.held_on)):
        query = Cadre.select(Cadre.name, Cadre.distinction).where(Cadre.id.in_(strangers)).order_by(Cadre.id)
        names = "、".join(full_name(*cadre) for cadre in query.tuples())
        raise UserError(f"{names}在{day_text(draft.held_on)}不在岗，请核对日期和人员。", field)


def _unlocked(session_id: int) -> Session:
    session = Session.get_by_id(session_id)
    if session.state == SessionState.LOCKED:
        raise UserError(f"“{session.title}”已锁定，请先解锁再改。")
    return session


def _columns(draft: SessionDraft) -> dict[str, object]:
    columns: dict[str, object] = {
        name: value
        for name, value in vars(draft).items()
        if name not in {"category_id", "series_id", "parts", "outsiders"}
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
