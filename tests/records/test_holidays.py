from datetime import date

import pytest

from desktop_app.core.errors import UserError
from desktop_app.core.schedule import DayKind, SpecialDay
from desktop_app.records import history, holidays
from desktop_app.records.holidays import HolidayDraft

FAR = 2060
"""A year nobody published yet."""


def of(day):
    return holidays.calendar(day, day).get(day)


def test_a_published_workday_stands_for_the_day_off_it_was_swapped_with(ledger):
    worked = {date(2022, 1, 29): 4, date(2022, 4, 2): 1, date(2022, 10, 9): 5, date(2024, 10, 12): 1}
    assert {day: of(day).as_weekday for day in worked} == worked


def test_published_days_are_called_as_here(ledger):
    assert of(date(2022, 10, 3)) == SpecialDay(DayKind.OFF, "国庆节")
    assert of(date(2022, 3, 7)) is None


def test_a_typed_day_stands_before_a_published_one_and_gives_way_when_it_is_removed(ledger):
    row = next(row for row in holidays.listed(2022) if row.day == date(2022, 10, 3))
    holidays.change(row, HolidayDraft(row.day, DayKind.WORKED, "抗洪"))
    assert of(row.day) == SpecialDay(DayKind.WORKED, "抗洪")
    typed = next(each for each in holidays.listed(2022) if each.day == row.day)
    holidays.remove([typed.typed_id])
    assert of(row.day).kind is DayKind.OFF


def test_a_typed_day_is_changed_in_its_place(ledger):
    holidays.add(HolidayDraft(date(FAR, 1, 1), name="元旦"))
    (row,) = holidays.listed(FAR)
    holidays.change(row, HolidayDraft(date(FAR, 1, 2), name="元旦"))
    assert [each.day for each in holidays.listed(FAR)] == [date(FAR, 1, 2)]


def test_a_year_is_unknown_until_a_day_of_it_is_typed(ledger):
    assert holidays.is_known(2022)
    assert holidays.unknown_years(date(FAR - 1, 12, 1), date(FAR, 1, 31)) == [FAR - 1, FAR]
    holidays.add(HolidayDraft(date(FAR, 1, 1), name="元旦"))
    assert holidays.is_known(FAR)
    assert FAR in holidays.years()


def test_the_days_of_a_notice_are_one_step_over_what_was_typed(ledger):
    holidays.add(HolidayDraft(date(FAR, 10, 1), DayKind.WORKED))
    drafts = [HolidayDraft(date(FAR, 10, day), name="国庆节") for day in (1, 2)]
    holidays.put(drafts, f"录入{FAR}年节假日2天")
    assert {row.special.kind for row in holidays.listed(FAR)} == {DayKind.OFF}
    history.undo_last()
    assert [row.special.kind for row in holidays.listed(FAR)] == [DayKind.WORKED]


def test_a_day_is_not_typed_twice_and_a_day_off_stands_for_no_weekday(ledger):
    holidays.add(HolidayDraft(date(FAR, 1, 1)))
    with pytest.raises(UserError, match="已经录入") as refused:
        holidays.add(HolidayDraft(date(FAR, 1, 1)))
    assert refused.value.field == "day"
    with pytest.raises(UserError, match="不用填") as refused:
        holidays.add(HolidayDraft(date(FAR, 1, 2), DayKind.OFF, as_weekday=1))
    assert refused.value.field == "as_weekday"
