"""The yearly notice on holidays (节假日安排的通知) read as it is pasted: which days are off, which are worked for them.

    三、清明节：4月4日（周六）至6日（周一）放假调休，共3天。
    五、国庆节：10月1日至7日放假，9月28日、10月11日上班。

A notice does not say for which weekday a day is worked. The guess: the extra workdays stand, in order, for the last
weekdays that are off; she puts right what is otherwise.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.core.errors import UserError
from desktop_app.core.period import YEARS
from desktop_app.core.schedule import FRIDAY, DayKind, SpecialDay

LONGEST = 31
"""Days: what is longer is no holiday but two dates that were mixed up."""
_HEADED = re.compile(
    r"^\s*(?:[(（]?[一二三四五六七八九十\d]+[)）]?[、.．]\s*)?(?P<name>[^\d：:，。、]{2,12})[：:](?P<rest>.*)$"
)
_BRACKETS = re.compile(r"[(（][^)）]*[)）]")
_ACT = re.compile(r"放假|上班")
_DATE = re.compile(
    r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日"
    r"(?:\s*[至到—–~～-]+\s*(?:(?P<to_year>\d{4})年)?(?:(?P<to_month>\d{1,2})月)?(?P<to_day>\d{1,2})日)?"
)


@dataclass
class _Holiday:
    """One holiday of the notice, as far as it was read."""

    name: str
    off: list[date]
    worked: list[date]


def days_of(text: str, year: int) -> dict[date, SpecialDay]:
    """Return the days a notice names; UserError where no date or no 放假 and 上班 is found in it."""
    found: dict[date, SpecialDay] = {}
    for holiday in _holidays(text, year):
        standing = dict(zip(sorted(holiday.worked), in_lieu(holiday.off, len(holiday.worked)), strict=False))
        for day in holiday.off:
            found[day] = SpecialDay(DayKind.OFF, holiday.name)
        for day in holiday.worked:
            off = standing.get(day)
            found[day] = SpecialDay(DayKind.WORKED, holiday.name, off.isoweekday() if off else None)
    if not found:
        raise UserError("没有认出日期，请照“10月1日至7日放假，9月28日上班”这样写。", "text")
    return dict(sorted(found.items()))


def in_lieu(off: Iterable[date], count: int) -> Sequence[date]:
    """Return the last so many weekdays that are off: those the extra workdays stand for, by the guess above."""
    weekdays = sorted(day for day in off if day.isoweekday() <= FRIDAY)
    return weekdays[-count:] if count else ()


def _holidays(text: str, year: int) -> list[_Holiday]:
    holidays: list[_Holiday] = []
    for line in _BRACKETS.sub("", text).splitlines():
        headed = _HEADED.match(line)
        if headed or not holidays:
            holidays.append(_Holiday(headed["name"].strip() if headed else "", [], []))
        _read_line(headed["rest"] if headed else line, year, holidays[-1])
    return holidays


def _read_line(line: str, year: int, holiday: _Holiday) -> None:
    """Each 放假 or 上班 is said of the dates before it."""
    begin, month = 0, None
    for act in _ACT.finditer(line):
        for found in _DATE.finditer(line, begin, act.start()):
            month = found["month"] or month
            days = _run(found, year, month)
            (holiday.off if act[0] == DayKind.OFF else holiday.worked).extend(days)
            month = found["to_month"] or month
        begin = act.end()


def _run(found: re.Match[str], year: int, month: str | None) -> list[date]:
    """Return the days from one date to another; 至 over New Year goes into the next year."""
    if month is None:
        raise UserError(f"“{found[0]}”前面没有写月份，请补上。", "text")
    first = _day(found["year"] or year, month, found["day"], found[0])
    if not found["to_day"]:
        return [first]
    last = _day(found["to_year"] or first.year, found["to_month"] or month, found["to_day"], found[0])
    if last < first and not found["to_year"]:
        last = _day(first.year + 1, found["to_month"] or month, found["to_day"], found[0])
    if not first <= last < first + timedelta(LONGEST):
        raise UserError(f"“{found[0]}”的起止日期不对，请改正。", "text")
    return [first + timedelta(number) for number in range((last - first).days + 1)]


def _day(year: str | int, month: str, day: str, shown: str) -> date:
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        raise UserError(f"“{shown}”里没有这一天，请改正。", "text") from None
    if made.year not in YEARS:
        raise UserError(f"“{shown}”的年份不对，请改正。", "text")
    return made
