from dataclasses import replace
from datetime import date

import pytest

from desktop_app.exchange import importing, workbook
from desktop_app.exchange.importing import Kind
from desktop_app.exchange.reading import leave as reading
from desktop_app.records import history, known, leave

HEADINGS = ["姓名", "开始日期", "结束日期", "类别", "备注"]


def sheets(*rows):
    return {"请假": [HEADINGS, *rows]}


def test_a_leave_is_read_by_its_headings(read, known):
    found = read(reading, known, sheets(["李雷", "2022.3.3", date(2022, 3, 9), "事假", "家中"]))
    (new,) = found.content
    assert found.problems == []
    assert (new.person, new.draft.from_date, new.draft.to_date, new.draft.remark) == (
        ("李雷", ""), date(2022, 3, 3), date(2022, 3, 9), "家中",
    )  # fmt: skip


def test_what_cannot_be_is_said_with_its_row(read, known):
    found = read(
        reading, known,
        sheets(
            ["李雷", "2022-03-09", "2022-03-03", "事假", ""],
            ["李雷", "2022-03-01", "2022-03-05", "事假", ""],
            ["李雷", "2022-03-05", "2022-03-06", "病假", ""],
            ["张三", "2022-06-20", "2022-07-05", "病假", ""],
            ["赵六", "2022-06-20", "2022-07-05", "病假", ""],
            ["李雷", "2022-08-01", "2022-08-02", "", ""],
        ),
    )  # fmt: skip
    told = "\n".join(found.problems)
    said = ("早于开始日期", "第 3 行", "张三在2022年7月5日不在岗", "不在花名册", "没有填类别")
    for row, words in zip((2, 4, 5, 6, 7), said, strict=True):
        assert f"第 {row} 行" in told
        assert words in told
    assert len(found.content) == 1


def test_what_overlaps_a_leave_of_the_ledger_is_a_problem(read, known):
    there = replace(known, leaves=frozenset({(("李雷", ""), date(2022, 3, 5), date(2022, 3, 6))}))
    found = read(reading, there, sheets(["李雷", "2022-03-01", "2022-03-05", "事假", ""]))
    assert "台账里已有的请假" in found.problems[0]


def test_an_unusual_kind_is_taken_as_it_stands_and_said(read, known):
    found = read(reading, known, sheets(["李雷", "2022-03-01", "2022-03-05", "护理假", ""]))
    assert found.content[0].draft.kind == "护理假"
    assert any("护理假" in notice for notice in found.notices)


def test_a_file_of_leaves_is_one_step_and_stands_in_the_year_end_workbook(people, workbook_of_leaves):
    reading_ = importing.read_files([workbook_of_leaves], known.now())
    assert [(batch.kind, batch.count_text) for batch in reading_.batches] == [(Kind.LEAVE, "2条")]
    importing.write_all(reading_)
    assert history.undoable().title == "导入请假2条（请假.xlsx）"
    assert len(leave.listed()) == 2
    (sheet,) = [each for each in workbook.book(workbook.Order(2022)) if each.sheet_name == "请假"]
    rows = [row.cells for row in sheet.tables[0].rows]
    assert rows[0][1:7] == ("李雷", "办公室", "事假", date(2021, 12, 30), date(2022, 1, 3), 3)
    assert rows[-1][6] == 4


@pytest.fixture
def workbook_of_leaves(workbook):
    rows = (
        ["李雷", "2021-12-30", "2022-01-03", "事假", ""],
        ["韩梅梅", "2022-05-05", "2022-05-05", "出差", ""],
    )
    return workbook("请假.xlsx", sheets(*rows))
