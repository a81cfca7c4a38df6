from datetime import date

import pytest

from desktop_app.core.errors import UserError
from desktop_app.core.holiday_notice import days_of
from desktop_app.core.schedule import DayKind, SpecialDay

NOTICE = """各科室：
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、清明节：4月4日（周六）至6日（周一）放假，共3天。
三、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。"""


def test_a_notice_is_read_as_it_was_published():
    days = days_of(NOTICE, 2026)
    off = [day for day, special in days.items() if special.kind is DayKind.OFF]
    assert off == [date(2026, 1, day) for day in (1, 2, 3)] + [date(2026, 4, day) for day in (4, 5, 6)] + [
        date(2026, 5, day) for day in (1, 2, 3, 4, 5)
    ]
    assert days[date(2026, 4, 5)] == SpecialDay(DayKind.OFF, "清明节")
    assert days[date(2026, 1, 4)] == SpecialDay(DayKind.WORKED, "元旦", 5)
    assert days[date(2026, 5, 9)] == SpecialDay(DayKind.WORKED, "劳动节", 2)


def test_several_days_of_one_line_are_taken_with_what_is_done_on_them():
    days = days_of("国庆节：10月1日至7日放假，9月28日、10月11日上班", 2025)
    assert [day for day, special in days.items() if special.kind is DayKind.WORKED] == [
        date(2025, 9, 28), date(2025, 10, 11),
    ]  # fmt: skip
    assert [days[day].as_weekday for day in (date(2025, 9, 28), date(2025, 10, 11))] == [1, 2]
    assert len(days) == 9


def test_a_holiday_over_new_year_goes_into_the_next():
    assert list(days_of("12月31日至1月1日放假", 2025)) == [date(2025, 12, 31), date(2026, 1, 1)]
    assert list(days_of("2027年1月1日放假", 2026)) == [date(2027, 1, 1)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("国庆节快乐", "没有认出日期"),
        ("1日至3日放假", "没有写月份"),
        ("2月30日放假", "没有这一天"),
        ("3月1日至9月1日放假", "起止日期不对"),
    ],
)
def test_what_cannot_be_read_is_said(text, sentence):
    with pytest.raises(UserError, match=sentence):
        days_of(text, 2026)
