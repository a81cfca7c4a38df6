from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.schedule import (
    DayKind,
    EmptyWeek,
    Rule,
    SpecialDay,
    day_after,
    day_and_reason,
    monday,
    weekdays_text,
    weeks_without,
)

START = date(2022, 1, 1)
OFF = SpecialDay(DayKind.OFF, "国庆节")
DAYS = st.integers(0, 120).map(lambda number: START + timedelta(number))
SPECIAL = st.one_of(
    st.just(OFF),
    st.builds(lambda weekday: SpecialDay(DayKind.WORKED, "国庆节", weekday), st.none() | st.integers(1, 7)),
)
CALENDARS = st.dictionaries(DAYS, SPECIAL, max_size=25)
RULES = st.builds(
    lambda weekdays, first, length, every, skips: Rule(
        weekdays, first, None if length is None else first + timedelta(length), every, skips
    ),
    st.frozensets(st.integers(1, 7), min_size=1),
    DAYS,
    st.none() | st.integers(0, 100),
    st.integers(1, 4),
    st.booleans(),
)


def lived_day_by_day(rule, first, last, calendar):
    """What a person with a wall calendar would find: week after week from Monday on, every how many-th one ticked."""
    found, week, in_step = [], 0, True
    day = rule.from_date
    while day <= last:
        if day > rule.from_date and day.strftime("%A") == "Monday":
            week += 1
            in_step = week % rule.every_weeks == 0
        special = calendar.get(day)
        counted_as = {day.isoweekday()}
        if rule.skips_holidays and special:
            instead = {special.as_weekday} if _free_that_week(rule, day, special.as_weekday, calendar) else set()
            counted_as = set() if special.kind is DayKind.OFF else counted_as | instead
        ended = rule.to_date is not None and day > rule.to_date
        if first <= day and not ended and in_step and counted_as & rule.weekdays:
            found.append(day)
        day += timedelta(1)
    return found


def _free_that_week(rule, day, weekday, calendar):
    """Whether a worked day may stand for a weekday: of every other week only where that very week has it off."""
    if rule.every_weeks == 1 or weekday is None:
        return True
    of_week = (day + timedelta(offset) for offset in range(-6, 7))
    (replaced,) = (
        each for each in of_week if each.isocalendar()[:2] == day.isocalendar()[:2] and each.isoweekday() == weekday
    )
    return replaced in calendar and calendar[replaced].kind is DayKind.OFF


def test_every_other_week_never_falls_twice_in_one_for_a_day_worked_instead():
    tuesdays = Rule(frozenset({2}), date(2026, 9, 1), None, 2)
    calendar = {date(2026, 9, 20): SpecialDay(DayKind.WORKED, "", 2), date(2026, 10, 6): OFF}
    assert list(tuesdays.days(date(2026, 9, 14), date(2026, 9, 30), calendar)) == [date(2026, 9, 15), date(2026, 9, 29)]
    off = calendar | {date(2026, 9, 15): OFF}
    assert list(tuesdays.days(date(2026, 9, 14), date(2026, 9, 21), off)) == [date(2026, 9, 20)]


@settings(max_examples=60, deadline=None)
@given(RULES, DAYS, st.integers(0, 200), CALENDARS)
def test_a_series_falls_on_the_days_that_a_calendar_gone_through_day_by_day_gives(rule, first, length, calendar):
    last = first + timedelta(length)
    assert list(rule.days(first, last, calendar)) == lived_day_by_day(rule, first, last, calendar)


@settings(max_examples=60, deadline=None)
@given(RULES, RULES)
def test_two_series_that_share_a_day_are_told_to_meet(one, other):
    until = START + timedelta(300)
    shared = set(one.days(START, until, {})) & set(other.days(START, until, {}))
    assert one.meets(other) == other.meets(one)
    assert one.meets(other) or not shared


@settings(max_examples=40, deadline=None)
@given(RULES, DAYS, CALENDARS)
def test_the_next_days_are_the_first_of_all_that_follow(rule, first, calendar):
    assert rule.next_days(5, first, calendar) == list(rule.days(first, START + timedelta(900), calendar))[:5]


def test_a_day_worked_for_a_holiday_is_the_weekday_it_stands_for_and_its_own():
    calendar = {date(2022, 10, 3): OFF, date(2022, 10, 9): SpecialDay(DayKind.WORKED, "国庆节", 1)}
    mondays = Rule(frozenset({1}), date(2022, 9, 26))
    assert list(mondays.days(date(2022, 9, 26), date(2022, 10, 10), calendar)) == [
        date(2022, 9, 26), date(2022, 10, 9), date(2022, 10, 10),
    ]  # fmt: skip
    sundays = Rule(frozenset({7}), date(2022, 9, 26))
    assert date(2022, 10, 9) in set(sundays.days(date(2022, 9, 26), date(2022, 10, 10), calendar))


def test_every_second_week_is_counted_from_the_week_it_begins_in_not_from_the_day():
    rule = Rule(frozenset({1}), date(2022, 3, 2), every_weeks=2)  # a Wednesday: the Monday of its week is over
    assert rule.next_days(2, date(2022, 1, 1), {}) == [date(2022, 3, 14), date(2022, 3, 28)]


def test_a_day_that_a_holiday_takes_away_is_told_apart_from_one_that_never_was():
    rule = Rule(frozenset({1}), date(2022, 9, 26))
    calendar = {date(2022, 10, 3): OFF, date(2022, 10, 4): OFF}
    assert [day for day in sorted(calendar) if rule.skips(day, calendar)] == [date(2022, 10, 3)]


def test_a_series_that_never_falls_on_a_day_ends_the_search():
    off = {START + timedelta(number): OFF for number in range(2000)}
    assert Rule(frozenset({1}), START).next_days(5, START, off) == []


def test_a_week_belongs_to_the_period_its_thursday_is_in():
    weeks = weeks_without(Period(date(2022, 1, 1), date(2022, 1, 16)), [date(2022, 1, 5)], {})
    assert weeks == (EmptyWeek(date(2022, 1, 10)),)
    assert weeks[0].sunday == date(2022, 1, 16)


def test_a_week_in_which_nobody_works_says_why():
    off = {date(2022, 1, 31) + timedelta(number): SpecialDay(DayKind.OFF, "春节") for number in range(5)}
    (week,) = weeks_without(Period(date(2022, 1, 31), date(2022, 2, 6)), [], off)
    assert week.off == "春节放假"
    worked = off | {date(2022, 2, 6): SpecialDay(DayKind.WORKED, "春节", 5)}
    assert weeks_without(Period(date(2022, 1, 31), date(2022, 2, 6)), [], worked)[0].off == ""


@settings(max_examples=40, deadline=None)
@given(st.sets(DAYS, max_size=20), DAYS, st.integers(0, 100))
def test_every_week_is_either_filled_or_missing(days, first, length):
    period = Period(first, first + timedelta(length))
    missing = {week.monday for week in weeks_without(period, days, {})}
    thursdays = {day for day in (first + timedelta(number) for number in range(length + 1)) if day.isoweekday() == 4}
    filled = {monday(day) for day in days}
    assert missing == {monday(day) for day in thursdays} - filled


def test_days_are_worded_as_they_stand_beside_a_date():
    assert weekdays_text({5, 1}) == "周一、周五"
    assert OFF.text == "国庆节放假"
    assert SpecialDay(DayKind.WORKED, "国庆节", 7).text == "按周日上班"
    assert SpecialDay(DayKind.WORKED, "国庆节").text == "国庆节调休上班"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2022-03-09", date(2022, 3, 9)), ("3-9", date(2022, 3, 9)), ("3月9日", date(2022, 3, 9)),
        ("9", date(2022, 3, 9)), ("7", date(2022, 4, 7)), ("31日", date(2022, 3, 31)),
    ],
)  # fmt: skip
def test_a_day_typed_beside_another_is_the_next_such_day(typed, day):
    assert day_after(typed, date(2022, 3, 7)) == day
    assert day_and_reason(f"{typed} 会议 冲突", date(2022, 3, 7)) == (day, "会议 冲突")


def test_a_day_of_the_year_after_is_taken_where_it_is_near():
    assert day_after("1-5", date(2022, 12, 26)) == date(2023, 1, 5)
    with pytest.raises(UserError, match=r"“3-6”在2022年3月7日以前.*写成 2023-03-06"):
        day_after("3-6", date(2022, 3, 7))
    assert day_after("2023-03-06", date(2022, 3, 7)) == date(2023, 3, 6)


@pytest.mark.parametrize("typed", ["", "下周", "2-30", "99", "三月"])
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(UserError, match="不是日期"):
        day_after(typed, date(2022, 3, 7))
