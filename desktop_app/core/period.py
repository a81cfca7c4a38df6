"""Which days a figure is about, as the office says them: 年, 半年, 季度, 月, 1—11月, 截至."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from desktop_app.core.errors import UserError

_MONTH = re.compile(r"^(\d{4})-(\d{1,2})$")
LAST_MONTH = 12
YEARS = range(1900, 2200)
"""What is taken for a year when it is typed."""


@dataclass(frozen=True, order=True)
class Period:
    """A run of days, both ends included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise UserError(f"起止日期颠倒了：{day_text(self.first)}晚于{day_text(self.last)}。")

    @classmethod
    def year(cls, year: int) -> "Period":
        return cls.months(year, 1, LAST_MONTH)

    @classmethod
    def half(cls, year: int, half: int) -> "Period":
        return cls.months(year, 6 * half - 5, 6 * half)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> "Period":
        return cls.months(year, 3 * quarter - 2, 3 * quarter)

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        return cls.months(year, month, month)

    @classmethod
    def months(cls, year: int, first: int, last: int) -> "Period":
        """From the first day of one month to the last of another of the same year."""
        return cls(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))

    @classmethod
    def year_to(cls, day: date) -> "Period":
        """From New Year to the day (截至)."""
        return cls(date(day.year, 1, 1), day)

    @classmethod
    def parse_month(cls, text: str) -> "Period":
        """Read "2022-03"; UserError for anything else."""
        found = _MONTH.match(text.strip())
        if found is None or not 1 <= int(found[2]) <= LAST_MONTH or int(found[1]) not in YEARS:
            raise UserError(f"“{text}”不是月份，请写成 2022-03 这样。")
        return cls.month(int(found[1]), int(found[2]))

    def a_year_before(self) -> "Period":
        """Return the same days of last year (同期); whole months stay whole months in leap years."""
        first, last = (same_day(day, day.year - 1) for day in (self.first, self.last))
        if self._is_whole_months:
            last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
        return Period(first, last)

    def until(self, day: date | None) -> "Period":
        """Cut at the day (截至); a period that begins after it keeps its first day."""
        return self if day is None or day >= self.last else Period(self.first, max(day, self.first))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def text(self) -> str:
        """As it stands on paper: 2022年, 2022年上半年, 2022年3月, 2022年1—11月, 2022年1月1日至3月7日."""
        first, last = self.first, self.last
        if self._is_whole_months and first.year == last.year:
            return f"{first.year}年{_months_text(first.month, last.month)}"
        return days_text(first, last)

    @property
    def _is_whole_months(self) -> bool:
        return self.first.day == 1 and self.last.day == calendar.monthrange(self.last.year, self.last.month)[1]


def _months_text(first: int, last: int) -> str:
    named = {(1, 12): "", (1, 6): "上半年", (7, 12): "下半年"}
    named |= {(3 * q - 2, 3 * q): f"第{'一二三四'[q - 1]}季度" for q in range(1, 5)}
    if (first, last) in named:
        return named[first, last]
    return f"{first}月" if first == last else f"{first}—{last}月"


def same_day(day: date, year: int) -> date:
    """Return the day of another year; the last of February stands in for the 29th."""
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def day_text(day: date) -> str:
    """2022年3月7日, without padding."""
    return f"{day.year}年{day.month}月{day.day}日"


def known_year(year: int) -> int:
    """Return the year; UserError for what nobody takes for one."""
    if year not in YEARS:
        raise UserError(f"“{year}”不是年份，请写成 2022 这样。")
    return year


def days_text(first: date, last: date) -> str:
    """2022年5月26日至5月27日; the year of the second day only where it is another."""
    if first == last:
        return day_text(first)
    end = f"{last.month}月{last.day}日" if first.year == last.year else day_text(last)
    return f"{day_text(first)}至{end}"


def parse_day(text: str) -> date:
    """Read 2022-03-07, 2022/3/7, 2022.3.7 or 2022年3月7日; UserError for anything else."""
    found = re.fullmatch(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", text.strip())
    try:
        if found and int(found[1]) in YEARS:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise UserError(f"“{text}”不是日期，请写成 2022-03-07 这样。")
