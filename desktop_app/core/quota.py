"""What has to be handed in (应交): so many notes and words in every period, by whom and until when.

A rule asks for a period where it holds on the period's last day; who owes is decided on that day, too. What was handed
back (退回) is not handed in until it comes again.
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop_app.core.period import LAST_MONTH, Period

MONTHS = {"月": 1, "季度": 3, "半年": 6, "年": 12}
"""How many months each kind of period (周期) has."""
EVERY = tuple(MONTHS)
MOST_DUE_DAYS = 366


class Standing(StrEnum):
    """How somebody stands to a rule in one period."""

    MET = "已交足"
    SHORT = "不足"
    NONE = "未交"


@dataclass(frozen=True)
class Due:
    """What is asked of one person in one period, and what was handed in."""

    notes: int
    words: int
    handed_in_notes: int
    handed_in_words: int
    due_on: date

    @property
    def lacking_notes(self) -> int:
        return max(0, self.notes - self.handed_in_notes)

    @property
    def lacking_words(self) -> int:
        return max(0, self.words - self.handed_in_words)

    @property
    def standing(self) -> Standing:
        if not self.lacking_notes and not self.lacking_words:
            return Standing.MET
        return Standing.SHORT if self.handed_in_notes else Standing.NONE

    def is_overdue(self, day: date) -> bool:
        """Whether it should have been there by the day and is not."""
        return self.standing is not Standing.MET and day > self.due_on

    @property
    def lack(self) -> str:
        """What is lacking: 差1篇、500字; empty where nothing is."""
        lacking = [f"{number:,}{unit}" for number, unit in self._lacking() if number]
        return f"差{'、'.join(lacking)}" if lacking else ""

    def text(self, day: date) -> str:
        """How it stands on the day: 已交足, 未交, 不足（差500字）, 超期未交."""
        if self.standing is Standing.MET:
            return str(self.standing)
        said = f"不足（{self.lack}）" if self.standing is Standing.SHORT else str(self.standing)
        return f"超期{said}" if self.is_overdue(day) else said

    def _lacking(self) -> tuple[tuple[int, str], ...]:
        return (self.lacking_notes, "篇"), (self.lacking_words, "字")


def periods(every: str, span: Period) -> list[Period]:
    """Return the periods of this kind whose last day lies in the span, oldest first."""
    months = MONTHS[every]
    return [
        each
        for year in range(span.first.year, span.last.year + 1)
        for last in range(months, LAST_MONTH + 1, months)
        if (each := Period.months(year, last - months + 1, last)).last in span
    ]


def whole_periods(every: str, span: Period) -> list[Period]:
    """Return the periods of this kind that touch the span, oldest first: a month asks for its quarter as well."""
    last = _end_of(every, span.last)
    return [each for each in periods(every, Period(span.first, last)) if each.last >= span.first]


def due_day(period: Period, due_days: int) -> date:
    """Return the last day on which it still comes in time."""
    return period.last + timedelta(days=due_days)


def shares(ranks: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two choices of ranks have any in common; none chosen is all."""
    return not ranks or not others or any(a in b or b in a for a in ranks for b in others)


def _end_of(every: str, day: date) -> date:
    """Return the last day of the period of this kind in which the day lies."""
    months = MONTHS[every]
    month = -(-day.month // months) * months
    return date(day.year, month, calendar.monthrange(day.year, month)[1])
