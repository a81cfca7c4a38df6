"""What fell due (到期事项): the days of every series that nothing came of yet, and sessions that wait to be recorded.

Each is recorded, put off to another day (planned and actual day are both kept) or not held, with its reason; all
decisions are one step. Days that are still to come are proposals only and are not kept.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period, day_text
from desktop_app.core.schedule import Calendar, DayKind
from desktop_app.core.session import HELD, UNRECORDED, SessionState
from desktop_app.records import holidays, series, sessions
from desktop_app.records.series import SeriesRow
from desktop_app.records.session_draft import SessionDraft
from desktop_app.store import journal
from desktop_app.store.models import Category, Session
from desktop_app.store.reading import read


class Choice(StrEnum):
    """What becomes of something that fell due."""

    RECORD = "待登记"
    POSTPONE = "推迟"
    OFF = "不举行"


@dataclass(frozen=True)
class Due:
    """Something that fell due on a day: a day of a series without a session, or a session that waits.

    `off` says why there will hardly have been anything that day (国庆节放假), `in_lieu` that the day is worked for
    another weekday (按周二上班).
    """

    category: str
    category_id: int
    title: str
    day: date
    start: str
    place: str
    series_id: int | None = None
    session_id: int | None = None
    state: str = ""
    off: str = ""
    planned_on: date | None = None
    in_lieu: str = ""

    @property
    def id(self) -> int:
        """A session's own, or below zero for the day of a series."""
        return self.session_id or -((self.series_id or 0) * 10_000_000 + self.day.toordinal())

    @property
    def usual(self) -> Choice:
        """What it most likely comes to."""
        return Choice.OFF if self.off and self.session_id is None else Choice.RECORD


@dataclass(frozen=True)
class Decision:
    """What becomes of one: `day` is where it is put off to, `reason` why it is, or why it is not held."""

    due: Due
    choice: Choice
    day: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Answer:
    """A session as far as it answers for the day of a series."""

    id: int
    category_id: int
    series_id: int | None
    planned_on: date | None
    held_on: date
    start: str
    title: str
    state: str
    reason: str


Came = list[tuple[SeriesRow, date, Answer | None]]


@dataclass(frozen=True)
class Outcome:
    """A day of a series and what came of it."""

    series: SeriesRow
    day: date
    answer: Answer | None

    @property
    def is_held(self) -> bool:
        return self.answer is not None and self.answer.state in HELD

    @property
    def is_off(self) -> bool:
        return self.answer is not None and self.answer.state == SessionState.OFF

    @property
    def is_moved(self) -> bool:
        """Was put off to another day, whether it has been held yet or not."""
        return self.answer is not None and not self.is_off and self.answer.held_on != self.day


def fallen_due(today: date) -> tuple[Due, ...]:
    """Return what fell due up to the day, the oldest first."""
    found = [*_waiting(today), *_unanswered(today)]
    return tuple(sorted(found, key=lambda due: (due.day, due.start, due.category_id, due.id)))


def fell_since(last: date | None, today: date) -> bool:
    """Whether anything fell due after the last day it was looked at; any at all where it never was.

    A last day still to come is none: the clock was wrong then.
    """
    seen = last if last and last <= today else date.min
    return any(due.day > seen for due in fallen_due(today))


def settle(decisions: Sequence[Decision]) -> set[str]:
    """Carry out all decisions as one step. An error's field is the id of the due one it is about."""
    rows: dict[int | None, SeriesRow] = {row.id: row for row in series.listed()}
    with journal.step(_title(decisions)) as changed:
        for decision in decisions:
            try:
                _settle(decision, rows)
            except UserError as error:
                due = decision.due
                raise UserError(f"{day_text(due.day)}{due.title}：{error}", str(due.id)) from None
    return changed


def _settle(decision: Decision, rows: Mapping[int | None, SeriesRow]) -> None:
    due = decision.due
    if decision.choice is Choice.POSTPONE and decision.day is None:
        raise UserError("请填写推迟到哪一天。")
    if due.session_id is None:
        _enter(decision, rows)
    elif decision.choice is Choice.OFF:
        sessions.set_off(due.session_id, decision.reason)
    elif decision.choice is Choice.POSTPONE and decision.day:
        sessions.put_off(due.session_id, decision.day, decision.reason)
    else:
        is_planned = (Session.id == due.session_id) & (Session.state == SessionState.PLANNED)
        Session.update(state=SessionState.DUE).where(is_planned).execute()


def _enter(decision: Decision, rows: Mapping[int | None, SeriesRow]) -> None:
    """Make the session that comes of the day of a series."""
    due = decision.due
    if due.series_id not in rows:
        raise UserError("这项例行安排刚被删除，请按 F5 刷新。")
    row = rows[due.series_id]
    draft = proposed(row, due.day)
    if decision.choice is Choice.POSTPONE and decision.day:
        sessions.refuse_no_later(due.day, decision.day)
        state = SessionState.PLANNED if decision.day > date.today() else SessionState.DUE
        draft = replace(draft, held_on=decision.day, state=state, reason=decision.reason)
    if decision.choice is Choice.OFF:
        draft = replace(draft, title=row.name, state=SessionState.OFF, reason=decision.reason.strip())
    else:
        draft = replace(draft, number=sessions.next_number(draft.held_on.year))
    draft.check()
    sessions.create(draft)


def proposed(row: SeriesRow, day: date) -> SessionDraft:
    """Return the session that a series proposes for a day."""
    draft = sessions.fresh(row.category_id, day)
    return replace(
        draft, title=row.title or draft.title, planned_on=day, start=row.start, end=row.end, hours=row.hours,
        days=row.days, place=row.place, series_id=row.id,
    )  # fmt: skip


def _title(decisions: Sequence[Decision]) -> str:
    if len(decisions) == 1:
        (only,) = decisions
        return f"到期事项：{day_text(only.due.day)}{only.due.title}，{only.choice}"
    counted = ((choice, sum(each.choice is choice for each in decisions)) for choice in Choice)
    return "到期事项：" + "、".join(f"{choice}{count}项" for choice, count in counted if count)


def _waiting(today: date) -> list[Due]:
    query = (
        Session.select(
            Category.name.alias("category"), Category.id.alias("category_id"), Session.title,
            Session.held_on.alias("day"), Session.start, Session.place, Session.series.alias("series_id"),
            Session.id.alias("session_id"), Session.state, Session.planned_on,
        )
        .join(Category)
        .where(Session.state.in_([str(state) for state in UNRECORDED]), Session.held_on <= today)
    )  # fmt: skip
    return read(query, Due)


def _unanswered(today: date) -> list[Due]:
    """Return the days of all series up to the day that no session answers for."""
    rows = [row for row in series.listed() if row.from_date <= today]
    if not rows:
        return []
    first = min(row.from_date for row in rows)
    calendar = holidays.calendar(first, today)
    came = _came_of(rows, first, today, calendar)
    return [_due(row, day, calendar) for row, day, answer in came if answer is None]


def outcomes(period: Period) -> tuple[Outcome, ...]:
    """Return the days of all series in the period with what came of each, in their order."""
    rows = series.listed()
    came = _came_of(rows, period.first, period.last, holidays.calendar(period.first, period.last))
    return tuple(Outcome(row, day, answer) for row, day, answer in sorted(came, key=lambda each: each[1]))


def _came_of(rows: Sequence[SeriesRow], first: date, last: date, calendar: Calendar) -> Came:
    days = [(row, day) for row in rows for day in row.rule.days(first, last, calendar)]
    days.sort(key=lambda each: (each[1], each[0].start, each[0].id))
    return _answered(days, _kept(first, {row.category_id for row in rows}))


def _due(row: SeriesRow, day: date, calendar: Calendar) -> Due:
    special = calendar.get(day)
    said = special.text if special else ""
    off, in_lieu = (said, "") if special and special.kind is DayKind.OFF else ("", said)
    return Due(
        row.category, row.category_id, row.name, day, row.start, row.place, series_id=row.id, off=off, in_lieu=in_lieu
    )


def _kept(first: date, categories: Iterable[int]) -> list[Answer]:
    """Return the sessions that may answer for a day from the first on."""
    query = (
        Session.select(
            Session.id, Session.category.alias("category_id"), Session.series.alias("series_id"), Session.planned_on,
            Session.held_on, Session.start, Session.title, Session.state, Session.reason,
        )
        .where(
            (Session.held_on >= first) | (Session.planned_on >= first),
            Session.category.in_(list(categories)) | Session.series.is_null(False),
        )
        .order_by(Session.held_on, Session.start, Session.id)
    )  # fmt: skip
    return read(query, Answer)


_WAYS: tuple[tuple[Callable[[Answer], Hashable], Callable[[SeriesRow, date], Hashable]], ...] = (
    (lambda kept: (kept.series_id, kept.planned_on or kept.held_on), lambda row, day: (row.id, day)),
    (lambda kept: (kept.category_id, kept.planned_on, kept.start), lambda row, day: (row.category_id, day, row.start)),
    (lambda kept: (kept.category_id, kept.planned_on), lambda row, day: (row.category_id, day)),
    (lambda kept: (kept.category_id, kept.held_on, kept.start), lambda row, day: (row.category_id, day, row.start)),
    (lambda kept: (kept.category_id, kept.held_on), lambda row, day: (row.category_id, day)),
)
"""How a session is found to answer for the day of a series: its own first, then any of the kind planned for the day,
then any of the kind held on it, the one of the same time before others."""


def _answered(days: Sequence[tuple[SeriesRow, date]], kept: Sequence[Answer]) -> Came:
    """Return the days with the session that answers for each, None where none does; each answers for one."""
    found: dict[tuple[int, date], Answer] = {}
    for of_session, of_day in _WAYS:
        free: dict[Hashable, list[Answer]] = {}
        for each in kept:
            free.setdefault(of_session(each), []).append(each)
        for row, day in days:
            if (row.id, day) not in found and (some := free.get(of_day(row, day))):
                found[row.id, day] = some.pop(0)
        kept = [each for some in free.values() for each in some]
    return [(row, day, found.get((row.id, day))) for row, day in days]
