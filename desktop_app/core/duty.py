"""Yearly duties (学时任务): so many hours or days within so many years, either suffices; and what a day is worth.

All hours and days are whole hundredths. Which rule holds is decided on one day, the last that is counted: whoever is
in post for part of a year has the whole duty all the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.core.number import HUNDRED, shown

HALF = HUNDRED // 2


class DutyState(StrEnum):
    MET = "达标"
    LACKING = "未达标"


@dataclass(frozen=True)
class DayRule:
    """What a training day and half a day are worth in hours from a day on (学时折算)."""

    from_date: date
    hours: int
    half_day: int


def rule_on(rules: Iterable[DayRule], day: date) -> DayRule | None:
    """Return the rule that holds on the day: the last that has begun, before the first of all the first."""
    known = sorted(rules, key=lambda rule: rule.from_date)
    begun = [rule for rule in known if rule.from_date <= day]
    return begun[-1] if begun else known[0] if known else None


def hours_of_days(days: int, rule: DayRule) -> int:
    """Return what the days are worth: whole and half days by the rule, any other part of a day in proportion."""
    whole, rest = divmod(days, HUNDRED)
    if rest == HALF:
        return whole * rule.hours + rule.half_day
    return whole * rule.hours + (rest * rule.hours + HALF) // HUNDRED


@dataclass(frozen=True)
class DutyRule:
    """One duty: whose it is, which kinds of session count (uids; none: all that count to the duty), and how much."""

    id: int
    name: str
    ranks: tuple[str, ...]
    not_ranks: tuple[str, ...]
    party_only: bool
    categories: tuple[str, ...]
    hours: int
    days: int
    years: int
    from_date: date
    to_date: date | None

    def holds_on(self, day: date) -> bool:
        return self.from_date <= day and (self.to_date is None or day <= self.to_date)

    def concerns(self, ranks: Iterable[str], *, is_party: bool) -> bool:
        """Whether somebody with these ranks (职级) on the day has the duty."""
        held = "、".join(ranks)
        if self.party_only and not is_party:
            return False
        return (not self.ranks or _holds(held, self.ranks)) and not _holds(held, self.not_ranks)

    def is_met(self, hours: int, days: int) -> bool:
        """Hours or days suffice, whichever is asked; a duty that asks nothing is met."""
        if not self.hours and not self.days:
            return True
        return bool(self.hours and hours >= self.hours) or bool(self.days and days >= self.days)

    @property
    def text(self) -> str:
        """What is asked: 90学时或12天; 五年内 stands before where it is more than one."""
        asked = "或".join(_asked(self.hours, self.days))
        return f"{self.years}年内{asked}" if self.years > 1 else asked

    def lack(self, hours: int, days: int) -> str:
        """Return what is lacking: 差30学时或5天; empty where nothing is."""
        if self.is_met(hours, days):
            return ""
        lacking = (max(0, asked - done) for asked, done in ((self.hours, hours), (self.days, days)))
        return "差" + "或".join(_asked(*lacking))


@dataclass(frozen=True)
class Cap:
    """How many hours a year of one kind of session (uid) count at most (学时上限)."""

    category: str
    hours: int
    from_date: date
    to_date: date | None

    def holds_on(self, day: date) -> bool:
        return self.from_date <= day and (self.to_date is None or day <= self.to_date)


def capped(hours: int, caps: Iterable[Cap]) -> int:
    """Return the hours of one kind and year that count."""
    return min([hours, *(cap.hours for cap in caps)])


def _asked(hours: int, days: int) -> list[str]:
    return [f"{shown(value)}{unit}" for value, unit in ((hours, "学时"), (days, "天")) if value]


def _holds(held: str, words: Iterable[str]) -> bool:
    return any(word in held for word in words)
