from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from desktop_app.core.figure import Figure, Shape
from desktop_app.core.period import Period
from desktop_app.core.scope import Scope
from desktop_app.exchange.report import (
    TYPE_SIZES,
    Align,
    Column,
    Report,
    Row,
    RowKind,
    Sourced,
    Table,
    lies_sideways,
    line_count,
    links,
    worded,
)


def rate(part, whole):
    return Figure("夜学", "实到率", "", Shape.RATE, Fraction(part), Fraction(whole))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (7, "7"),
        (date(2022, 3, 7), "2022-03-07"),
        (rate(1, 2), "50.0%"),
        (rate(0, 0), "—"),
        ("甲\x0b\r\n乙", "甲\n乙"),
    ],
)
def test_a_cell_is_worded_once_for_every_kind_of_paper(cell, text):
    assert worded(cell) == text


def test_neighbours_of_a_group_share_its_heading():
    columns = (Column("统计项", 8), Column("次数", 3, group="本月"), Column("人次", 3, group="本月"), Column("备注", 4))
    found = [(h.text, h.first, h.last, h.top, h.bottom) for h in Table("", columns, ()).headings]
    assert found == [
        ("统计项", 0, 0, 0, 1),
        ("本月", 1, 2, 0, 0),
        ("次数", 1, 1, 1, 1),
        ("人次", 2, 2, 1, 1),
        ("备注", 3, 3, 0, 1),
    ]


def test_a_heading_without_groups_has_one_line():
    assert [h.bottom for h in Table("", (Column("日期", 5), Column("名称", 9)), ()).headings] == [0, 0]


def test_a_column_is_as_wide_as_its_longest_number_needs_and_text_may_wrap():
    columns = (Column("日期", 1), Column("名称", 4))
    narrow, text = Table("", columns, (Row((date(2022, 3, 7), "学习" * 20)),)).widths
    assert narrow > 5
    assert text < 5


def test_a_long_number_stays_on_one_line_in_the_widest_face_that_may_stand_in():
    (width,) = Table("", (Column("笔记字数", 3),), (Row((14918,)),)).widths
    assert width >= 5 * 0.636 + 0.66  # digits of DejaVu Sans; the margins of a cell, 6 points, at 9 points


def test_a_wide_table_is_set_in_smaller_type():
    narrow, wide = (Report("表", (), (Table("", (Column("甲", 5),) * count, ()),)) for count in (4, 30))
    assert narrow.type_size(480) == TYPE_SIZES[0]
    assert wide.type_size(480) == TYPE_SIZES[-1]


def test_the_bureau_stands_above_the_rest_of_a_title_too_long_for_a_line():
    content = Report("某县司法局月度统计表", (), ())
    assert content.title_lines(10) == (content.title,)
    assert content.title_lines(9) == ("某县司法局", "月度统计表")
    for title in ("干部教育培训登记表", "局机关干部登记表"):
        assert Report(title, (), ()).title_lines(5) == (title,)


def test_facts_fill_a_line_before_they_begin_the_next():
    facts = ("统计期间：2022年3月", "口径：全系统", "未登记活动：2场")
    assert len(Report("表", facts, ()).fact_lines(60)) == 1
    assert Report("表", facts, ()).fact_lines(22) == ("统计期间：2022年3月　　口径：全系统", "未登记活动：2场")


@pytest.mark.parametrize(("text", "lines"), [("", 1), ("四个汉字", 1), ("四个汉字多", 2), ("甲\n乙", 2)])
def test_lines_are_counted_in_chinese_characters(text, lines):
    assert line_count(text, 4) == lines


def test_figures_open_their_records_and_other_cells_the_record_of_their_row():
    scope = Scope(Period.year(2022))
    found, empty = (Sourced(replace(rate(1, 2), records=count), scope, 7) for count in (3, 0))
    rows = (Row(("李雷", found, empty), record=("cadre", 7)), Row(("合计", found, rate(1, 2))))
    tables = (Table("", (), ()), Table("", (Column("姓名", 4), Column("实到率", 4), Column("审签率", 4)), rows))
    assert links([Report("甲", (), ()), Report("乙", (), tables)]) == {
        (1, 1, 0, 0): ("cadre", 7),
        (1, 1, 0, 1): found.asked,
        (1, 1, 0, 2): ("cadre", 7),
        (1, 1, 1, 1): found.asked,
    }


def test_a_report_lies_by_its_width_unless_it_says_how():
    narrow, wide = (Report("表", (), (Table("", (Column("甲", 5),) * count, ()),)) for count in (4, 12))
    assert (narrow.is_sideways, wide.is_sideways) == (False, True)
    assert (replace(narrow, sideways=True).is_sideways, replace(wide, sideways=False).is_sideways) == (True, False)
    assert (lies_sideways([narrow, narrow]), lies_sideways([narrow, wide])) == (False, True)


FORM = (Column("", 4, is_label=True), Column("", 9, Align.RIGHT), Column("", 4, is_label=True), Column("", 9))


@pytest.mark.parametrize(
    ("row", "boxes"),
    [
        (Row(("甲", 1, "乙", 2)), [(0, 0, True), (1, 1, False), (2, 2, True), (3, 3, False)]),
        (Row(("甲", 1)), [(0, 0, True), (1, 1, False), (2, 2, True), (3, 3, False)]),
        (Row(("甲", 1), spans=(1, 3)), [(0, 0, True), (1, 3, False)]),
        (Row(("甲",), spans=(2,)), [(0, 1, False), (2, 2, True), (3, 3, False)]),
        (Row(("甲",), RowKind.GROUP), [(0, 3, False)]),
    ],
)
def test_cells_cover_the_columns_they_span_and_a_label_is_one_only_over_labels(row, boxes):
    table = Table("", FORM, (row,), is_headed=False)
    assert [(box.first, box.last, box.is_label) for box in table.boxes(row)] == boxes


def test_a_label_is_centred_and_content_lies_as_its_column():
    table = Table("", FORM, (), is_headed=False)
    assert [box.align for box in table.boxes(Row((1, 2, 3, 4)))] == [
        Align.CENTER,
        Align.RIGHT,
        Align.CENTER,
        Align.LEFT,
    ]


def test_numbers_keep_their_room_where_a_table_is_too_wide():
    columns = (Column("说明", 30), Column("字数", 3), Column("备注", 30))
    table = Table("", columns, (Row(("说明", 1234567, "")),))
    widths = table.fitted(20)
    assert sum(widths) == pytest.approx(20)
    assert widths[1] >= table.widths[1] - 1e-9
    assert table.fitted(100)[0] > table.widths[0]
