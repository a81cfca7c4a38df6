from datetime import date
from fractions import Fraction
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from desktop_app.core.figure import Figure, Shape
from desktop_app.exchange import word
from desktop_app.exchange.report import Align, Column, Report, Row, RowKind, Table

COLUMNS = (Column("统计项", 8), Column("次数", 3, Align.RIGHT, "本月"), Column("实到率", 4, Align.RIGHT, "本月"))
RATE = Figure("夜学", "实到率", "", Shape.RATE, Fraction(187), Fraction(200))
ROWS = (Row(("政工科",), RowKind.GROUP), Row(("A<B&C", 46, RATE)), Row(("合计", 46, RATE), RowKind.TOTAL))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "表.docx"


def written(path, table, **options):
    word.write(Report("月度统计表", ("口径：全系统",), (table,), **options), path, "某县司法局")
    return Document(str(path))


def texts(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_document_holds_the_report(path):
    document = written(
        path, Table("一、按统计项", COLUMNS, ROWS), signature=("填表人：", "审核人："), notes=("说明。",)
    )
    assert [p.text for p in document.paragraphs] == [
        "月度统计表",
        "口径：全系统",
        "一、按统计项",
        "填表人：\t审核人：",
        "说明。",
    ]
    assert texts(document.tables[0]) == [
        ["统计项", "本月", "本月"],
        ["统计项", "次数", "实到率"],
        ["政工科"] * 3,
        ["A<B&C", "46", "93.5%"],
        ["合计", "46", "93.5%"],
    ]


def test_heading_rows_are_repeated_and_no_row_is_divided(path):
    rows = written(path, Table("", COLUMNS, ROWS)).tables[0].rows
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, True, False, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_columns_fill_the_width_between_the_margins(path):
    document = written(path, Table("", COLUMNS, ROWS))
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    assert sum(column.width for column in document.tables[0].columns) == pytest.approx(room, rel=0.001)


@pytest.mark.parametrize(("sideways", "millimetres"), [(False, (210, 297)), (True, (297, 210))])
def test_the_page_is_a4(path, sideways, millimetres):
    section = written(path, Table("", COLUMNS, ROWS), sideways=sideways).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == millimetres


def test_the_page_number_stands_between_dashes_with_the_stamp_below(path):
    footer = written(path, Table("", COLUMNS, ROWS), stamp="校验码 3f9a").sections[0].footer
    assert [paragraph.text for paragraph in footer.paragraphs] == ["— 1 —", "校验码 3f9a"]


def test_every_style_names_its_chinese_face(path):
    for style in written(path, Table("", COLUMNS, ROWS)).styles:
        assert style.element.rPr.rFonts.get(qn("w:eastAsia")) in {"宋体", "黑体", "方正小标宋简体"}


def test_nothing_of_the_stock_template_is_left(path):
    properties = written(path, Table("", COLUMNS, ROWS)).core_properties
    assert (properties.author, properties.comments, properties.language) == ("某县司法局", "", "zh-CN")
    with ZipFile(path) as package:
        whole = b"".join(package.read(name) for name in package.namelist())
        assert not [name for name in package.namelist() if "theme" in name or "thumbnail" in name]
    assert not [trace for trace in (b"python-docx", b"ja-JP", b"asciiTheme", b"eastAsiaTheme") if trace in whole]


def test_line_ends_and_rare_characters_survive(path):
    rows = (Row(("三楼\n报告厅", date(2022, 3, 7), "李喆𬭩\x00")),)
    assert texts(written(path, Table("", COLUMNS, rows)).tables[0])[-1] == ["三楼\n报告厅", "2022-03-07", "李喆𬭩"]


def test_an_empty_table_says_so(path):
    assert texts(written(path, Table("", COLUMNS, ())).tables[0])[-1] == ["本期无记录"] * 3
