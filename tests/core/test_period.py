from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period, day_text, parse_day

days = st.dates(date(1999, 1, 1), date(2101, 1, 1))
periods = st.builds(lambda first, length: Period(first, first + timedelta(length)), days, st.integers(0, 800))


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (Period.year(2020), Period.year(2019)),
        (Period.month(2021, 2), Period.month(2020, 2)),
        (Period.month(2020, 2), Period.month(2019, 2)),
        (Period.months(2021, 1, 2), Period.months(2020, 1, 2)),
        (Period.year_to(date(2022, 3, 7)), Period.year_to(date(2021, 3, 7))),
        (Period.year_to(date(2020, 2, 29)), Period.year_to(date(2019, 2, 28))),
        (Period(date(2020, 2, 1), date(2020, 2, 28)), Period.month(2019, 2)),
        (Period(date(2021, 2, 10), date(2021, 2, 28)), Period(date(2020, 2, 10), date(2020, 2, 28))),
        (Period(date(2021, 2, 28), date(2021, 2, 28)), Period(date(2020, 2, 28), date(2020, 2, 28))),
        (Period(date(2020, 2, 29), date(2020, 2, 29)), Period(date(2019, 2, 28), date(2019, 2, 28))),
        (Period(date(2021, 12, 1), date(2022, 2, 28)), Period(date(2020, 12, 1), date(2021, 2, 28))),
    ],
)
def test_a_year_before_are_the_same_days_and_whole_months_stay_whole(period, before):
    assert period.a_year_before() == before


@given(periods)
def test_a_year_before_differs_by_a_leap_day_at_most(period):
    assert abs(period.a_year_before().days - period.days) <= 1


@given(periods, days)
def test_a_period_cut_at_a_day_lies_within_it_and_ends_by_then(period, day):
    cut = period.until(day)
    assert cut.first == period.first
    assert cut.last in period
    assert cut.last <= max(day, period.first)
    assert period.until(None) == period


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (Period.year(2022), "2022年"),
        (Period.half(2022, 1), "2022年上半年"),
        (Period.half(2022, 2), "2022年下半年"),
        (Period.quarter(2022, 1), "2022年第一季度"),
        (Period.quarter(2022, 4), "2022年第四季度"),
        (Period.month(2022, 3), "2022年3月"),
        (Period.months(2022, 1, 11), "2022年1—11月"),
        (Period(date(2022, 3, 7), date(2022, 3, 7)), "2022年3月7日"),
        (Period.year_to(date(2022, 3, 7)), "2022年1月1日至3月7日"),
        (Period(date(2021, 12, 1), date(2022, 3, 31)), "2021年12月1日至2022年3月31日"),
    ],
)
def test_a_period_is_worded_as_the_office_says_it(period, text):
    assert period.text == text


def test_a_month_is_read_from_its_number():
    assert Period.parse_month(" 2022-03 ") == Period.month(2022, 3)
    assert Period.parse_month("2024-2").last == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["2022-13", "2022-0", "2022", "三月", "2022-03-01", "", "0001-01", "9999-12"])
def test_what_is_no_month_is_refused_by_name(text):
    with pytest.raises(UserError, match=f"“{text}”不是月份"):
        Period.parse_month(text)


@pytest.mark.parametrize("text", ["2022-03-07", "2022/3/7", "2022.3.7", "2022年3月7日", " 2022 年 3 月 7 日 "])
def test_a_day_is_read_as_people_write_it(text):
    assert parse_day(text) == date(2022, 3, 7)


@pytest.mark.parametrize("text", ["2022-02-30", "3月7日", "20220307", "2022-03", "", "0001-01-01", "9999-12-31"])
def test_what_is_no_day_is_refused_by_name(text):
    with pytest.raises(UserError, match=f"“{text}”不是日期"):
        parse_day(text)


@given(days)
def test_a_day_as_it_is_written_is_read_again(day):
    assert parse_day(day_text(day)) == day
    assert parse_day(day.isoformat()) == day


def test_a_period_does_not_end_before_it_begins():
    with pytest.raises(UserError, match="2022年3月7日晚于2022年3月6日"):
        Period(date(2022, 3, 7), date(2022, 3, 6))


@given(periods, days)
def test_both_ends_belong_to_a_period(period, day):
    assert period.first in period
    assert period.last in period
    assert (day in period) == (0 <= (day - period.first).days < period.days)
