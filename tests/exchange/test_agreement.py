"""核对 and 取数依据: what the sheets of the workbook say of each other."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.core.period import Period
from desktop_app.core.scope import Scope
from desktop_app.exchange import workbook
from desktop_app.exchange.report import Sourced
from desktop_app.exchange.yearbook import agreement, basis
from desktop_app.exchange.yearbook.year import Year
from desktop_app.records import notes
from desktop_app.records.notes import NoteDraft

YEAR = Year(Scope(Period.year(2022)), "某县司法局")


@pytest.fixture
def reports(recorded, people):
    for number in range(3):
        notes.add(NoteDraft(people[0].id, "心得体会", date(2022, 3, 20), f"第{number}篇", words=1000))
    sheets = {"总览", "夜学", "出勤(人)", "出勤(场)", "月份矩阵", "心得笔记", "心得笔记明细"}
    return workbook.book(workbook.Order(2022, sheets=sheets))


def lines(reports):
    made, formulas = agreement.agreement(YEAR, reports)
    return [row.cells[1:] for row in made.tables[0].rows], formulas


def changed(reports, sheet, column, value):
    """The reports with one cell of the first row of a sheet written anew."""
    found = next(each for each in reports if each.sheet_name == sheet)
    table = found.tables[0]
    at = [each.title for each in table.columns].index(column)
    first = table.rows[0]
    row = replace(first, cells=(*first.cells[:at], value, *first.cells[at + 1 :]))
    other = replace(found, tables=(replace(table, rows=(row, *table.rows[1:])), *found.tables[1:]))
    return [other if each is found else each for each in reports]


def test_the_same_figure_is_compared_wherever_it_stands(reports):
    found, _ = lines(reports)
    held = {line[4] for line in found if line[:2] == ("夜学", "次数")}
    assert held == {"夜学 合计", "夜学 行数", "月份矩阵 全年", "月份矩阵 各月之和", "出勤(场) 按类型"}
    assert {line[-1] for line in found} == {"一致"}


def test_a_number_that_differs_is_named_with_the_difference(reports):
    found, _ = lines(changed(reports, "总览", "次数", 3))
    wrong = [line for line in found if line[-1] == "不一致"]
    assert {line[:2] for line in wrong} == {("夜学", "次数")}
    assert all(line[3] - line[5] == line[6] == 2 for line in wrong)


def test_sheets_that_are_left_out_are_not_compared(reports):
    found, _ = lines([each for each in reports if each.sheet_name in {"总览", "月份矩阵"}])
    assert {line[4].partition(" ")[0] for line in found} == {"月份矩阵"}


def test_the_numbers_of_a_comparison_and_their_difference_are_formulas(reports):
    found, formulas = lines(reports)
    assert len(formulas) == 3 * len(found)
    counted = next(number for number, line in enumerate(found) if line[4] == "出勤(场) 按类型")
    assert formulas["核对", 0, counted, 6].text == "COUNTIF({},{})"
    assert formulas["核对", 0, counted, 7].text == "ROUND({}-{},2)"


def test_every_figure_of_the_first_sheet_has_its_rule_and_its_records(reports):
    overview = reports[0]
    figures = [
        cell for table in overview.tables for row in table.rows for cell in row.cells if isinstance(cell, Sourced)
    ]
    (table,) = basis.basis(YEAR, overview, reports).tables
    told = [row.cells for row in table.rows]
    assert [f"{subject}.{measure}" for _, subject, measure, *_ in told] == [each.figure.name for each in figures]
    assert all(rule for *_, rule, _ in told)
    by_name = {(subject, measure): records for _, subject, measure, *_, records in told}
    assert by_name["心得体会", "篇数"] == "心得笔记明细1—3"
    assert by_name["心得体会", "字数"] == "同“篇数”"
    assert by_name["夜学", "次数"] == "2022-001"


def test_a_record_whose_sheet_is_left_out_is_said_to_be_elsewhere(reports):
    (table,) = basis.basis(YEAR, reports[0], [each for each in reports if each.sheet_name != "心得笔记明细"]).tables
    assert "另有3条所在的工作表不在本册" in {row.cells[-1] for row in table.rows}


def test_more_record_numbers_than_a_cell_shows_go_on_in_the_next_row(reports, monkeypatch):
    monkeypatch.setattr(basis, "_LONGEST", 4)
    (table,) = basis.basis(YEAR, reports[0], reports).tables
    at = next(number for number, row in enumerate(table.rows) if row.cells[1:3] == ("心得体会", "篇数"))
    assert [row.cells[-1] for row in table.rows[at : at + 3]] == ["心得笔记", "明细1—", "3"]
