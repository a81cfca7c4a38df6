from datetime import date
from fractions import Fraction

import pytest

from desktop_app.core.figure import Figure, Shape
from desktop_app.exchange.report import TYPE_SIZES, Column, Report, Row, Table, line_count, worded


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


def test_facts_fill_a_line_before_they_begin_the_next():
    facts = ("统计期间：2022年3月", "口径：全系统", "未登记活动：2场")
    assert len(Report("表", facts, ()).fact_lines(60)) == 1
    assert Report("表", facts, ()).fact_lines(22) == ("统计期间：2022年3月　　口径：全系统", "未登记活动：2场")


@pytest.mark.parametrize(("text", "lines"), [("", 1), ("四个汉字", 1), ("四个汉字多", 2), ("甲\n乙", 2)])
def test_lines_are_counted_in_chinese_characters(text, lines):
    assert line_count(text, 4) == lines
