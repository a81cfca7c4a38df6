"""How a plan item (计划项目) stands: computed from what was done, never typed."""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class PlanState(StrEnum):
    UNMEASURED = "不计量"
    NOT_DUE = "未到期"
    ON_TRACK = "正常"
    BEHIND = "滞后"
    DONE = "完成"
    NOT_DONE = "未完成"
    CARRIED = "结转"


class Way(StrEnum):
    """How a target is spread over its year (进度安排)."""

    EVENLY = "平均"
    MONTHLY = "按月"
    NAMED_MONTHS = "指定月份"
    AT_END = "期末"


PARTS = ("政治理论学习", "业务知识培训", "学历教育", "全县性业务培训")
"""The parts of the yearly plan as the founding report has them; the clerk may write others."""


@dataclass(frozen=True)
class Schedule:
    """When a target is due: by its way, up to a deadline or the end of the year.

    平均 grows by the day, 按月 by an equal share at each month's end, 指定月份 at the end of each named month (1-12),
    期末 is due on the last day alone. A way of "" is 指定月份 where months are named, else 平均.
    """

    year: int
    months: tuple[int, ...] = ()
    deadline: date | None = None
    way: str = ""

    @property
    def last_day(self) -> date:
        return self.deadline or date(self.year, 12, 31)

    @property
    def known_way(self) -> Way:
        if self.way:
            return Way(self.way)
        return Way.NAMED_MONTHS if self.months else Way.EVENLY

    @property
    def spans(self) -> tuple[tuple[date, date], ...]:
        """The runs of days in which work is due, first and last, none beyond the last day."""
        last = self.last_day
        match self.known_way:
            case Way.EVENLY:
                return ((date(self.year, 1, 1), last),)
            case Way.AT_END:
                return ((last.replace(day=1), last),)
            case _:
                months = ((date(self.year, month, 1), _month_end(self.year, month)) for month in self._steps)
                return tuple((first, min(end, last)) for first, end in months if first <= last)

    def share_by(self, day: date) -> Fraction:
        """Return which share of the target is expected by the day: 0 before the start, 1 from the last day on."""
        first = date(self.year, 1, 1)
        if day >= self.last_day:
            return Fraction(1)
        if day < first:
            return Fraction(0)
        match self.known_way:
            case Way.EVENLY:
                return Fraction((day - first).days + 1, (self.last_day - first).days + 1)
            case Way.AT_END:
                return Fraction(0)
            case _:
                return Fraction(sum(_month_end(self.year, month) <= day for month in self._steps), len(self._steps))

    @property
    def _steps(self) -> tuple[int, ...]:
        """The months at whose end a share is due."""
        if self.known_way is Way.NAMED_MONTHS and self.months:
            return self.months
        return tuple(range(1, self.last_day.month + 1))


def expected(target: Fraction, schedule: Schedule, day: date) -> Fraction:
    """Return how much is expected by the day; whole targets in whole steps, so that half a meeting is never missed."""
    due = target * schedule.share_by(day)
    return Fraction(int(due)) if target.denominator == 1 else due


def state(
    target: Fraction | None, done: Fraction, schedule: Schedule, day: date, *, is_carried: bool = False
) -> PlanState:
    """Return how an item stands at the end of the day; `is_carried`: what is left of it went into next year's plan."""
    if target is None:
        return PlanState.UNMEASURED
    if done >= target:
        return PlanState.DONE
    if day >= schedule.last_day:
        return PlanState.CARRIED if is_carried else PlanState.NOT_DONE
    due = expected(target, schedule, day)
    if due == 0 and done == 0:
        return PlanState.NOT_DUE
    return PlanState.ON_TRACK if done >= due else PlanState.BEHIND


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
