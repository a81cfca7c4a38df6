"""On which days a standing arrangement (例行安排) falls, holidays and the days worked for them (调休) heeded.

Weeks begin on Monday. A calendar names only the days that are not what their weekday says: off, or worked, the latter
perhaps in place of another weekday.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice
from math import gcd

from desktop_app.core.errors import UserError
from desktop_app.core.period import LAST_MONTH, Period, day_text, parse_day

WEEKDAYS = "一二三四五六日"
WEEK = 7
FRIDAY = 5
THURSDAY_AFTER = timedelta(3)
MOST_WEEKS = 52
HALF_A_YEAR = timedelta(183)
_SHORT_DAY = re.compile(r"(?:(?P<month>\d{1,2})\s*[-/.月]\s*)?(?P<day>\d{1,2})日?")


class DayKind(StrEnum):
    OFF = "放假"
    WORKED = "上班"


@dataclass(frozen=True)
class SpecialDay:
    """A day that is not what its weekday says; as_weekday (Monday 1 to Sunday 7) only for one that is worked."""

    kind: DayKind
    name: str = ""
    as_weekday: int | None = None

    @property
    def text(self) -> str:
        """As it stands beside a date: 国庆节放假, 按周三上班."""
        if self.kind is DayKind.OFF:
            return f"{self.name}放假"
        return f"按周{WEEKDAYS[self.as_weekday - 1]}上班" if self.as_weekday else f"{self.name}调休上班"


Calendar = Mapping[date, SpecialDay]


@dataclass(frozen=True)
class Rule:
    """Which weekdays (Monday 1 to Sunday 7) of every how many weeks, counted from the week of from_date."""

    weekdays: frozenset[int]
    from_date: date
    to_date: date | None = None
    every_weeks: int = 1
    skips_holidays: bool = True

    def occurs(self, day: date, calendar: Calendar) -> bool:
        """Whether the day is one of it: in its span and step, and a day off or a worked one taken as it is lived."""
        if not self.spans(day) or (monday(day) - monday(self.from_date)).days // WEEK % self.every_weeks:
            return False
        is_own = day.isoweekday() in self.weekdays
        special = calendar.get(day) if self.skips_holidays else None
        if special is None:
            return is_own
        return special.kind is DayKind.WORKED and (is_own or self._stands_in(day, special.as_weekday, calendar))

    def _stands_in(self, day: date, weekday: int | None, calendar: Calendar) -> bool:
        """Whether a worked day takes the place of a weekday of it.

        Of every other week only where that weekday of the same week is off: else it would fall twice in one week, for
        a day whose own week may be out of step.
        """
        if weekday is None or weekday not in self.weekdays:
            return False
        replaced = calendar.get(monday(day) + timedelta(weekday - 1))
        return self.every_weeks == 1 or (replaced is not None and replaced.kind is DayKind.OFF)

    def skips(self, day: date, calendar: Calendar) -> bool:
        """Whether it would have been on the day, were that not off."""
        special = calendar.get(day)
        return special is not None and not self.occurs(day, calendar) and self.occurs(day, {})

    def spans(self, day: date) -> bool:
        return self.from_date <= day and (self.to_date is None or day <= self.to_date)

    def days(self, first: date, last: date, calendar: Calendar) -> Iterator[date]:
        """Yield its days from first to last; weeks out of step are not walked through."""
        first = max(first, self.from_date)
        last = last if self.to_date is None else min(last, self.to_date)
        start = monday(self.from_date)
        step = timedelta(WEEK * self.every_weeks)
        week = start + (monday(first) - start) // step * step
        while week <= last:
            for day in week_of(week):
                if first <= day <= last and self.occurs(day, calendar):
                    yield day
            week += step

    def next_days(self, count: int, first: date, calendar: Calendar) -> list[date]:
        """Return its next days from the first on; fewer where it ends before, or never falls on a day."""
        within = timedelta(WEEK * self.every_weeks * (count + WEEK))  # each day of it may be off for weeks
        begin = max(first, self.from_date)
        return list(islice(self.days(begin, begin + within, calendar), count))

    def meets(self, other: "Rule") -> bool:
        """Whether both fall on the same weekday of the same weeks while both last, holidays left aside."""
        if not self.weekdays & other.weekdays:
            return False
        for one, two in ((self, other), (other, self)):
            if one.to_date is not None and one.to_date < two.from_date:
                return False
        apart = (monday(self.from_date) - monday(other.from_date)).days // WEEK
        return apart % gcd(self.every_weeks, other.every_weeks) == 0


@dataclass(frozen=True)
class EmptyWeek:
    """A week without what should have been in it; `off` names why where all its days are off (春节放假)."""

    monday: date
    off: str = ""

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(WEEK - 1)


def weeks_without(period: Period, days: Collection[date], calendar: Calendar) -> tuple[EmptyWeek, ...]:
    """Return the weeks of the period in which none of the days lies; a week is of the period its Thursday is in."""
    filled = {monday(day) for day in days}
    week = monday(period.first)
    found: list[EmptyWeek] = []
    while week <= period.last:
        if week + THURSDAY_AFTER in period and week not in filled:
            found.append(EmptyWeek(week, _why_off(week, calendar)))
        week += timedelta(WEEK)
    return tuple(found)


def _why_off(week: date, calendar: Calendar) -> str:
    """Return 春节放假 where nobody works in the week, else nothing."""
    names: dict[str, None] = {}
    for day in week_of(week):
        special = calendar.get(day)
        if special is None:
            if day.isoweekday() <= FRIDAY:
                return ""
        elif special.kind is DayKind.WORKED:
            return ""
        elif special.name:
            names[special.name] = None
    return f"{'、'.join(names)}放假"


def monday(day: date) -> date:
    return day - timedelta(day.weekday())


def week_of(week: date) -> tuple[date, ...]:
    """Return the seven days of a week by its Monday."""
    return tuple(week + timedelta(number) for number in range(WEEK))


def weekdays_text(weekdays: Collection[int]) -> str:
    """Return 周一、周三."""
    return "、".join(f"周{WEEKDAYS[number - 1]}" for number in sorted(weekdays))


def weekday_text(day: date) -> str:
    return f"周{WEEKDAYS[day.weekday()]}"


def day_and_reason(text: str, day: date) -> tuple[date, str]:
    """Read a later day with what may stand behind it: 3-9 会议冲突."""
    first, *rest = text.split(maxsplit=1)
    return day_after(first, day), "".join(rest)


def day_after(text: str, day: date) -> date:
    """Read a day as it is typed beside another that lies before it: 2022-03-09, 3-9, 3月9日, or 9 and 9日 alone.

    What is left out is taken so that the day comes next, unless that is most of a year away: 9-19 beside
    2022-09-20 is a slip. UserError for that and for anything else.
    """
    found = _SHORT_DAY.fullmatch(text.strip())
    if found is None:
        return parse_day(text)
    possible: list[date] = []
    for year, month in ((day.year + years, month) for years in (0, 1) for month in range(1, LAST_MONTH + 1)):
        if not found["month"] or month == int(found["month"]):
            with suppress(ValueError):  # no such day in that month
                possible.append(date(year, month, int(found["day"])))
    coming = next((each for each in possible if each > day), None)
    if coming is None:
        raise UserError(f"“{text}”不是日期，请写成 2022-03-07 或 3-7 这样。")
    if coming - day > HALF_A_YEAR:
        raise UserError(f"“{text}”在{day_text(day)}以前，请写后面的日期；确实是下一年的，写成 {coming.isoformat()}。")
    return coming
