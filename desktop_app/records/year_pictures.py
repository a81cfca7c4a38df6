"""What the pictures of a year (图表) show: its weeks, its months, how the plan stands and who has how many hours.

Every number is the register's; of a year that goes on, as of today.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from desktop_app.core.duty import DutyState
from desktop_app.core.figure import Figure
from desktop_app.core.period import LAST_MONTH, Period, day_text
from desktop_app.core.schedule import THURSDAY_AFTER, WEEK, monday
from desktop_app.core.scope import EVERYBODY, Asked, Population, Scope, Slice
from desktop_app.core.session import HELD, UNRECORDED, SessionState
from desktop_app.core.subject import Filter, SubjectKind
from desktop_app.metrics import register
from desktop_app.metrics.duties import DutyLine
from desktop_app.metrics.plan import Progress
from desktop_app.metrics.subjects import SubjectOf, subjects
from desktop_app.records import duties, plan_timeline, plans, series
from desktop_app.records.duties import PersonLine
from desktop_app.records.series import MissingWeek
from desktop_app.store.models import Category, Session
from desktop_app.store.reading import read

TIMES, RATE, WAITING = "次数", "实到率", "未登记场数"
ALL_KINDS = "全部活动"
"""The subject that takes every session."""
_YEAR = "year"


class WeekState(StrEnum):
    """What became of a week of a weekly kind; "" is a week before the kind began."""

    HELD = "已开展"
    ELSEWHERE = "开展了，没有这个口径的人"
    UNRECORDED = "未登记"
    OFF = "放假或说明了原因"
    MISSED = "没有也没有说明"
    AHEAD = "未到期"
    NONE = ""


@dataclass(frozen=True)
class Week:
    """A week of a kind: how often it was held and how many came; `why` it was not; `session_id` says so.

    `missing` is the week as 到期事项 lists it, where nobody knows anything of it.
    """

    monday: date
    state: WeekState
    held: Asked
    rate: Figure
    times: Figure
    why: str = ""
    session_id: int | None = None
    missing: MissingWeek | None = None

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(WEEK - 1)


@dataclass(frozen=True)
class WeeklyKind:
    """A kind that is weekly, with the weeks of the year and the year's figure."""

    name: str
    weeks: tuple[Week, ...]
    year: Figure
    asked: Asked

    @property
    def missed(self) -> int:
        return sum(week.state is WeekState.MISSED for week in self.weeks)


@dataclass(frozen=True)
class MonthCell:
    """A month of a kind: sessions held and those that wait to be recorded (未登记)."""

    month: int
    held: Figure
    waiting: Figure
    asked: Asked
    asked_waiting: Asked


@dataclass(frozen=True)
class MonthlyKind:
    name: str
    months: tuple[MonthCell, ...]
    year: Figure
    asked: Asked


@dataclass(frozen=True)
class PersonHours:
    """A person with the duty he is furthest from, or where all are met the general one; None where none is asked."""

    person: PersonLine
    line: DutyLine | None

    @property
    def share(self) -> float:
        """How much of the duty is done, by hours or by days, whichever is more: either suffices."""
        return _share(self.line) if self.line else 0.0

    @property
    def counts_days(self) -> bool:
        """Whether it is the days that are nearer to what is asked."""
        return bool(self.line) and self.share > _ratio(self.line.hours, self.line.rule.hours)

    @property
    def is_met(self) -> bool:
        return self.person.state is DutyState.MET


@dataclass(frozen=True)
class YearPictures:
    """All pictures of a year up to the day, of a population; a plan item brings its own."""

    year: int
    day: date
    population: Population
    weekly: tuple[WeeklyKind, ...]
    monthly: tuple[MonthlyKind, ...]
    plan: tuple[Progress, ...]
    people: tuple[PersonHours, ...]


def pictures(year: int, population: Population = EVERYBODY, day: date | None = None) -> YearPictures:
    """Return the pictures of a year on the day: today by default, in a year that is over its last."""
    looked = day or date.today()
    on = min(looked, date(year, LAST_MONTH, 31))
    scope = Scope(Period.year(year), population, as_of=on)
    kinds = [each for each in subjects() if each.kind is SubjectKind.SESSIONS and _is_kind(each.filter)]
    figures = _Figures(scope, looked, kinds)
    return YearPictures(
        year,
        on,
        population,
        tuple(_weekly(figures, kinds)),
        tuple(_monthly(figures, kinds)),
        plan_timeline.by_part(plans.progress(year, on)),
        _people(duties.listed_on(on, population)),
    )


def _is_kind(conditions: Filter) -> bool:
    """Whether it takes one kind of session whole, or all of them."""
    return conditions == Filter(categories=conditions.categories) and len(conditions.categories) <= 1


class _Figures:
    """The figures of all kinds in the weeks, the months and the year, read in one asking.

    The first and the last week reach into other years: they are counted up to the day it is looked at.
    """

    def __init__(self, scope: Scope, day: date, kinds: Sequence[SubjectOf]) -> None:
        self.scope, self.day = scope, day
        year = scope.period.first.year
        self.mondays = tuple(_mondays(year))
        weeks = [Slice(str(each), Period(each, each + timedelta(WEEK - 1)), day) for each in self.mondays]
        months = [Slice(str(month), Period.month(year, month)) for month in range(1, LAST_MONTH + 1)]
        self._slices = {each.name: each for each in (*weeks, *months, Slice(_YEAR, scope.period))}
        names = {f"{kind.name}.{measure}" for kind in kinds for measure in (TIMES, RATE, WAITING)}
        self._found = register.by_slice(scope, list(self._slices.values()), names)

    def of(self, span: object, kind: str, measure: str) -> Figure:
        return self._found[str(span)][f"{kind}.{measure}"]

    def asked(self, span: object, kind: str, measure: str) -> Asked:
        of = self._slices[str(span)]
        return Asked(f"{kind}.{measure}", replace(self.scope, period=of.period, as_of=of.as_of or self.scope.as_of))


def _mondays(year: int) -> Iterator[date]:
    """Yield the weeks of a year: those whose Thursday lies in it."""
    day = monday(date(year, 1, 4))  # the fourth of January always lies in the first one
    while (day + THURSDAY_AFTER).year == year:
        yield day
        day += timedelta(WEEK)


@dataclass(frozen=True)
class _Kept:
    """A session as far as it says what became of its week."""

    id: int
    category_id: int
    held_on: date
    planned_on: date | None
    state: str
    reason: str


def _weekly(figures: _Figures, kinds: Sequence[SubjectOf]) -> Iterator[WeeklyKind]:
    period = Period(figures.mondays[0], figures.mondays[-1] + timedelta(WEEK - 1))
    missing = {(each.category_id, each.monday): each for each in series.missing_weeks(figures.scope.period)}
    lasting = {row.category_id for row in series.listed() if _lasts(row.from_date, row.to_date, period)}
    weekly = {uid: id_ for id_, uid in Category.select(Category.id, Category.uid).where(Category.weekly).tuples()}
    kept = _kept(period, weekly.values())
    for kind in kinds:
        category = weekly.get(next(iter(kind.filter.categories), ""))
        if category is None:
            continue
        of_kind = {each: some for (id_, each), some in kept.items() if id_ == category}
        gaps = {each: gap for (id_, each), gap in missing.items() if id_ == category}
        if of_kind or gaps or category in lasting:
            weeks = tuple(
                _week(figures, kind.name, day, of_kind.get(day, ()), gaps.get(day)) for day in figures.mondays
            )
            asked = figures.asked(_YEAR, kind.name, TIMES)
            yield WeeklyKind(kind.name, weeks, figures.of(_YEAR, kind.name, TIMES), asked)


def _lasts(first: date, last: date | None, period: Period) -> bool:
    return first <= period.last and (last is None or last >= period.first)


def _kept(period: Period, categories: Collection[int]) -> dict[tuple[int, date], list[_Kept]]:
    """Return the sessions by kind and week, those put off also in the week they were planned for."""
    query = (
        Session.select(
            Session.id, Session.category.alias("category_id"), Session.held_on, Session.planned_on, Session.state,
            Session.reason,
        )
        .where(
            Session.category.in_(list(categories)),
            Session.held_on.between(period.first, period.last) | Session.planned_on.between(period.first, period.last),
        )
        .order_by(Session.held_on, Session.start, Session.id)
    )  # fmt: skip
    found: dict[tuple[int, date], list[_Kept]] = {}
    for each in read(query, _Kept):
        for week in {monday(each.held_on), monday(each.planned_on or each.held_on)}:
            found.setdefault((each.category_id, week), []).append(each)
    return found


def _week(figures: _Figures, kind: str, week: date, kept: Sequence[_Kept], missing: MissingWeek | None) -> Week:
    """Say what became of a week: what the figures count of it first, then what is known of sessions, then why not."""
    times, rate = (figures.of(week, kind, measure) for measure in (TIMES, RATE))
    here = [each for each in kept if monday(each.held_on) == week]
    off = next((each for each in here if each.state == SessionState.OFF), None)
    moved = next((each for each in kept if monday(each.held_on) != week), None)
    measure, why, known = TIMES, "", None
    if times.numerator:
        state = WeekState.HELD
    elif figures.of(week, kind, WAITING).numerator:
        state, measure = WeekState.UNRECORDED, WAITING
    elif any(each.state in HELD and each.held_on <= figures.day for each in here):
        state = WeekState.ELSEWHERE
    elif off:
        state, why, known = WeekState.OFF, off.reason or "不举行", off.id
    elif moved:
        state, why, known = WeekState.OFF, f"改到{day_text(moved.held_on)}", moved.id
    elif missing and week + timedelta(WEEK) <= figures.day:
        state = WeekState.OFF if missing.reason else WeekState.MISSED
        why = missing.reason
    else:
        is_ahead = week + timedelta(WEEK) > figures.day or any(each.state in UNRECORDED for each in here)
        state = WeekState.AHEAD if is_ahead else WeekState.NONE
    gap = missing if state is WeekState.MISSED else None
    return Week(week, state, figures.asked(week, kind, measure), rate, times, why, known, gap)


def _monthly(figures: _Figures, kinds: Sequence[SubjectOf]) -> Iterator[MonthlyKind]:
    """Yield the kinds of which there is anything in the year."""
    for kind in kinds:
        year = figures.of(_YEAR, kind.name, TIMES)
        if year.numerator or figures.of(_YEAR, kind.name, WAITING).numerator:
            months = tuple(_cell(figures, kind.name, month) for month in range(1, LAST_MONTH + 1))
            yield MonthlyKind(kind.name, months, year, figures.asked(_YEAR, kind.name, TIMES))


def _cell(figures: _Figures, kind: str, month: int) -> MonthCell:
    return MonthCell(
        month, figures.of(month, kind, TIMES), figures.of(month, kind, WAITING), figures.asked(month, kind, TIMES),
        figures.asked(month, kind, WAITING),
    )  # fmt: skip


def _people(lines: Sequence[PersonLine]) -> tuple[PersonHours, ...]:
    found = [PersonHours(line, _decisive(line.lines)) for line in lines]
    return tuple(sorted(found, key=lambda each: (-each.share, -each.person.hours, each.person.id)))


def _decisive(lines: Sequence[DutyLine]) -> DutyLine | None:
    asked = [line for line in lines if line.is_asked and (line.rule.hours or line.rule.days)]
    lacking = [line for line in asked if not line.is_met]
    general = [line for line in asked if not line.rule.categories]
    return min(lacking or general or asked, key=_share, default=None)


def _share(line: DutyLine) -> float:
    return max(_ratio(line.hours, line.rule.hours), _ratio(line.days, line.rule.days))


def _ratio(done: int, asked: int) -> float:
    return done / asked if asked else 0.0
