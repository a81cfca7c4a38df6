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


PARTS = ("政治理论学习", "业务知识培训", "学历教育", "全县性业务培训")
"""The parts of the yearly plan as the founding report has them; the clerk may write others."""


@dataclass(frozen=True)
class Schedule:
    """When a target is due: evenly over the year, in named months (1-12), or by a deadline."""

    year: int
    months: tuple[int, ...] = ()
    deadline: date | None = None

    @property
    def last_day(self) -> date:
        return self.deadline or date(self.year, 12, 31)

    def share_by(self, day: date) -> Fraction:
        """Return which share of the target is expected by the day: 0 before the start, 1 from the last day on."""
        first = date(self.year, 1, 1)
        if day >= self.last_day:
            return Fraction(1)
        if day < first:
            return Fraction(0)
        if self.months:
            return Fraction(sum(_month_end(self.year, month) <= day for month in self.months), len(self.months))
        return Fraction((day - first).days + 1, (self.last_day - first).days + 1)


def expected(target: Fraction, schedule: Schedule, day: date) -> Fraction:
    """Return how much is expected by the day; whole targets in whole steps, so that half a meeting is never missed."""
    due = target * schedule.share_by(day)
    return Fraction(int(due)) if target.denominator == 1 else due


def state(target: Fraction | None, done: Fraction, schedule: Schedule, day: date) -> PlanState:
    """Return how an item stands at the end of the day."""
    if target is None:
        return PlanState.UNMEASURED
    if done >= target:
        return PlanState.DONE
    if day >= schedule.last_day:
        return PlanState.NOT_DONE
    due = expected(target, schedule, day)
    if due == 0 and done == 0:
        return PlanState.NOT_DUE
    return PlanState.ON_TRACK if done >= due else PlanState.BEHIND


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
