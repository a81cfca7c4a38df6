from dataclasses import replace
from datetime import date, time

import pytest

from desktop_app.core.schedule import DayKind
from desktop_app.exchange import importing
from desktop_app.exchange.importing import Kind
from desktop_app.exchange.reading import series as reading
from desktop_app.records import holidays, known, series
from desktop_app.records.holidays import HolidayDraft
from desktop_app.records.series import NewSeries, SeriesDraft

HEADINGS = ["类型", "星期", "间隔周数", "开始日期", "结束日期", "开始", "结束", "学时", "地点", "避开节假日"]
NIGHT = ["夜学", "周一、周四", None, date(2022, 3, 7), None, "19:30", time(21, 30), 2, "三楼", "是"]
OF_HOLIDAYS = ["日期", "名称", "放假或上班", "按周几上班"]


class Series:
    LAYOUTS = (reading.SERIES,)
    read = staticmethod(reading.read_series)


class Holidays:
    LAYOUTS = (reading.HOLIDAYS,)
    read = staticmethod(reading.read_holidays)


def test_a_series_is_read_by_its_headings(read, nothing):
    found = read(Series, nothing, {"例行安排": [HEADINGS, NIGHT]})
    assert not found.problems
    draft = SeriesDraft(0, (1, 4), date(2022, 3, 7), start="19:30", end="21:30", hours=200, place="三楼")
    assert found.content == (NewSeries("夜学", draft),)


@pytest.mark.parametrize(
    ("written", "weekdays"),
    [("星期一 星期日", (1, 7)), ("一、三", (1, 3)), ("1,5", (1, 5)), (3, (3,)), ("每周天", (7,)), ("周二周二", (2,))],
)
def test_weekdays_are_read_as_they_are_written(read, nothing, written, weekdays):
    found = read(Series, nothing, {"例行安排": [HEADINGS, [*NIGHT[:1], written, *NIGHT[2:]]]})
    assert [new.draft.weekdays for new in found.content] == [weekdays]


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        (0, "跳舞", "没有“跳舞”这个活动类型"),
        (1, "周八", "不是星期"),
        (1, None, "请选择星期"),
        (2, 60, "间隔周数应在1到52之间"),
        (4, date(2022, 3, 1), "结束日期早于开始日期"),
        (6, "18:00", "不晚于"),
        (9, "也许", "请写是或否"),
    ],
)
def test_what_is_wrong_in_a_row_is_said_with_its_place(read, nothing, column, value, sentence):
    row = [*NIGHT]
    row[column] = value
    found = read(Series, nothing, {"例行安排": [HEADINGS, row]})
    assert not found.content
    assert len(found.problems) == 1
    assert sentence in found.problems[0]


def test_rows_that_overlap_each_other_or_the_ledger_are_told(read, nothing):
    found = read(Series, nothing, {"例行安排": [HEADINGS, NIGHT, NIGHT]})
    assert "第 2 行" in found.problems[0]
    known = replace(nothing, series=found.content)
    assert "已经有例行安排" in read(Series, known, {"例行安排": [HEADINGS, NIGHT]}).problems[0]


def test_days_off_and_worked_are_read(read, nothing):
    rows = [OF_HOLIDAYS, [date(2027, 10, 1), "国庆节", "放假", None], ["2027-10-09", "国庆节", "上班", "周三"]]
    found = read(Holidays, nothing, {"节假日": rows})
    assert found.content == (
        HolidayDraft(date(2027, 10, 1), DayKind.OFF, "国庆节"),
        HolidayDraft(date(2027, 10, 9), DayKind.WORKED, "国庆节", 3),
    )
    again = read(Holidays, replace(nothing, holidays=found.known.holidays), {"节假日": rows})
    assert len(again.problems) == 2


def test_a_file_of_both_is_imported_and_taken_back(ledger, workbook):
    path = workbook(
        "安排.xlsx",
        {"例行安排": [HEADINGS, NIGHT], "节假日": [OF_HOLIDAYS, [date(2061, 10, 1), "国庆节", "放假", None]]},
    )
    found = importing.read_files([path], known.now())
    assert not found.problems
    assert [(batch.kind, batch.count_text) for batch in found.batches] == [(Kind.SERIES, "1项"), (Kind.HOLIDAYS, "1天")]
    importing.write_all(found)
    assert [row.days_text for row in series.listed()] == ["每周一、周四"]
    assert holidays.is_known(2061)
