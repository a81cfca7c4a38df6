"""The quarterly check of the plan (季度检查): how each item stood at the end of a quarter, and who was reminded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.core.period import Period
from desktop_app.core.plan import PlanState
from desktop_app.metrics.plan import Progress
from desktop_app.records import plans, reminders
from desktop_app.records.reminders import ReminderDraft

KIND = "滞后"
"""The kind of the reminders that the check leads to."""
_ORDER = (
    PlanState.NOT_DONE, PlanState.BEHIND, PlanState.NOT_DUE, PlanState.ON_TRACK, PlanState.CARRIED, PlanState.DONE,
    PlanState.UNMEASURED,
)  # fmt: skip


@dataclass(frozen=True)
class QuarterLine:
    """A plan item as it stood at the end of a quarter; `reminded` says how often it was urged, "" for never."""

    item: Progress
    reminded: str

    @property
    def id(self) -> int:
        return self.item.id

    @property
    def is_late(self) -> bool:
        return self.item.is_late


def last_day(year: int, quarter: int) -> date:
    return Period.quarter(year, quarter).last


def lines(year: int, quarter: int, *, by_responsible: bool = False) -> list[QuarterLine]:
    """Return the items as of the quarter's end, those behind first; within who is responsible where that is asked."""
    items = plans.progress(year, last_day(year, quarter))
    urged = reminders.reminded([_about(item) for item in items])
    found = [QuarterLine(item, each.text if (each := urged.get((None, _about(item)))) else "") for item in items]
    found.sort(key=lambda line: _ORDER.index(line.item.state))
    if by_responsible:
        found.sort(key=lambda line: (not line.item.responsible, line.item.responsible))
    return found


def remind(chosen: Sequence[QuarterLine], draft: ReminderDraft) -> set[str]:
    """Note down that whoever is responsible for these items was reminded of them."""
    return reminders.add(KIND, [(None, _about(line.item)) for line in chosen], draft)


def _about(item: Progress) -> str:
    return f"{item.year}年计划：{item.content}"
