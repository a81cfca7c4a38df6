from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from desktop_app.core.figure import Figure, Shape
from desktop_app.core.period import Period
from desktop_app.core.scope import Population, Scope
from desktop_app.exchange import excel, masking
from desktop_app.exchange.masking import Mask, Masking, masked, masked_file_name
from desktop_app.exchange.report import Align, Column, Report, Row, RowKind, Sourced, Table

PEOPLE = {"王伟", "王伟（法制股）", "王伟芳", "李堃喆", "阿卜杜拉·买买提"}
UNITS = {"法制股", "示例县司法局", "示例县", "东坪司法所"}
EVERYTHING = Masking(digits=True, names=True, units=True)
FIGURE = Figure("夜学", "次数", "次", Shape.COUNT, Fraction(46), records=46)


@pytest.fixture(autouse=True)
def known(monkeypatch):
    monkeypatch.setattr(masking, "names", SimpleNamespace(people=lambda: PEOPLE, units=lambda: UNITS))


def report():
    columns = (Column("姓名", 4), Column("3月", 3, Align.RIGHT, note="王伟记的数"))
    scope = Scope(Period.year(2022), Population("法制股"))
    rows = (
        Row(("王伟（法制股）",), RowKind.GROUP),
        Row(("李堃喆", Sourced(FIGURE, scope)), record=("cadre", 7)),
        Row(("东坪司法所", date(2022, 3, 7))),
    )
    return Report(
        "示例县司法局2022年统计表", ("统计期间：2022年",), (Table("1. 王伟芳的笔记", columns, rows),),
        ("填表人：李堃喆",), ("王伟记3次。",), sheet_name="王伟2022", stamp="2022年12月31日　台账第11步 a7207833",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("masking", "text", "shown"),
    [
        (Masking(digits=True), "3月夜学46次，实到率93.5%，1，200人", "*月夜学**次，实到率**.*%，*，***人"),
        (Masking(digits=True), "３月７日", "*月*日"),
        (Masking(digits=True), "二〇二二年十二月三十一日", "****年**月***日"),
        (Masking(digits=True), "开展夜学四十六次，三十余人发言", "开展夜学***次，**余人发言"),
        (Masking(names=True), "王伟芳、王伟（法制股）、王 伟、王　　伟和王伟", "***、**（***）、* *、*　　*和**"),
        (Masking(names=True), "示例县司法局2022年李堃喆", "示例县司法局2022年***"),
        (Masking(names=True), "阿卜杜拉·买买提主讲", "********主讲"),
        (Masking(units=True), "示例县司法局法制股王伟", "*********王伟"),
        (Masking(units=True), "示例县东坪司法所", "********"),
        (Masking(), "示例县司法局2022年李堃喆", "示例县司法局2022年李堃喆"),
    ],
)
def test_what_was_chosen_becomes_stars_and_nothing_else_does(masking, text, shown):
    assert Mask(masking).text(text) == shown


@pytest.mark.parametrize(
    "text", ["1. 夜学", "（2）党课", "3、其他", "一、学习", "三会一课", "中央八项规定精神", "第三期"]
)
def test_numbers_that_are_layout_or_part_of_a_phrase_stay(text):
    assert Mask(Masking(digits=True)).text(text) == text


@pytest.mark.parametrize(("text", "shown"), [("3.5学时", "*.*学时"), ("22、23年", "**、**年"), ("46次", "**次")])
def test_a_number_that_begins_a_text_is_no_layout_for_that(text, shown):
    assert Mask(Masking(digits=True)).text(text) == shown


FREE = "的在，。、（） \n学习0９a*×"
TEXTS = st.lists(st.one_of(st.text(FREE, max_size=4), st.sampled_from(sorted(PEOPLE | UNITS)))).map("".join)


@settings(deadline=None)
@given(TEXTS, st.builds(Masking, st.booleans(), st.booleans(), st.booleans()))
def test_no_known_name_survives_and_nothing_else_changes(text, masking):
    shown = Mask(masking).text(text)
    chosen = (PEOPLE if masking.names else set()) | (UNITS if masking.units else set())
    assert not [word for word in chosen if word in shown]
    letters = set("".join(chosen))
    for before, after in zip(text, shown, strict=True):
        assert after == before or (after == "*" and (before in letters or (masking.digits and before.isdecimal())))


@settings(deadline=None)
@given(st.text("的在，。0123456789０９"))
def test_no_digit_survives_but_the_number_of_a_paragraph(text):
    shown = Mask(Masking(digits=True)).text(f"共{text}")
    assert not [letter for letter in shown if letter.isdecimal()]


def test_every_part_of_a_report_is_masked():
    [copy] = masked([report()], EVERYTHING)
    assert copy.title == "******" + "****年统计表"
    assert copy.facts == ("统计期间：****年",)
    assert copy.signature == ("填表人：***",)
    assert copy.notes == ("**记*次。",)
    [table] = copy.tables
    assert table.title == "1. ***的笔记"
    assert [(column.title, column.note) for column in table.columns] == [("姓名", ""), ("*月", "**记的数")]
    assert [row.cells for row in table.rows] == [("**（***）",), ("***", "**"), ("*****", "****-**-**")]


def test_a_masked_report_leads_to_no_record_nor_to_the_journal():
    [copy] = masked([report()], Masking(names=True))
    assert "11步" not in copy.stamp
    assert "2022" not in copy.stamp
    assert copy.tables[0].rows[1].record is None
    assert copy.tables[0].rows[1].cells[1] == FIGURE


def test_titles_in_a_figure_are_masked_too():
    figure = replace(FIGURE, shape=Shape.TITLES, titles=("王伟讲党课",))
    content = Report("表", (), (Table("", (Column("题目", 9),), (Row((figure,)),)),))
    [copy] = masked([content], Masking(names=True))
    assert str(copy.tables[0].rows[0].cells[0]) == "**讲党课"


def test_a_number_that_a_cell_begins_with_is_no_layout():
    content = Report("表", (), (Table("", (Column("编号", 3),), (Row(("1、甲",)), Row(("01、002",)))),))
    [copy] = masked([content], EVERYTHING)
    assert [row.cells for row in copy.tables[0].rows] == [("*、甲",), ("**、***",)]


def test_hours_and_days_are_masked_with_the_digits_only():
    content = Report("表", (), (Table("", (Column("学时", 3),), (Row((Decimal("1.5"),)), Row((12,)))),))
    shown = [
        [row.cells[0] for row in masked([content], each)[0].tables[0].rows]
        for each in (EVERYTHING, Masking(names=True))
    ]
    assert shown == [["*.*", "**"], [Decimal("1.5"), 12]]


def test_a_masked_report_lies_as_the_whole_one():
    wide = Report("表", (), (Table("", tuple(Column("日", 4) for _ in range(20)), ()),))
    assert masked([wide], EVERYTHING)[0].is_sideways is wide.is_sideways is True


def test_no_name_is_left_in_a_workbook(tmp_path):
    excel.write_book(masked([report()], EVERYTHING), tmp_path / "表.xlsx")
    book = load_workbook(tmp_path / "表.xlsx")
    [sheet] = book.worksheets
    assert sheet.title == "××××××"
    comments = [cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment]
    said = "".join(comments) + str(vars(book.properties)) + str(sheet.oddFooter.right.text)
    assert not [word for word in PEOPLE | UNITS | {"a7207833"} if word in said]


def test_the_name_of_a_file_is_masked_with_what_a_file_may_be_called():
    assert masked_file_name("示例县司法局2022年王伟登记表", EVERYTHING) == "××××××××××年××登记表（脱敏）"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("三万字", "**字"), ("五百二十万余字", "*****余字"), ("1.1万字", "*.*万字"), ("百分之八十五", "百分之***"),
        ("第二十次会议", "第二十次会议"),
    ],
)  # fmt: skip
def test_numbers_in_words_are_masked_whole(text, shown):
    assert Mask(Masking(digits=True)).text(text) == shown


def test_the_dot_of_a_name_may_be_typed_in_several_ways(monkeypatch):
    monkeypatch.setattr(masking.names, "people", lambda: {"买买提·吐尔逊"})
    assert Mask(Masking(names=True)).text("买买提•吐尔逊、买买提・吐尔逊") == "*******、*******"
