import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
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
    word.write([Report("月度统计表", ("口径：全系统",), (table,), **options)], path, "某县司法局")
    return Document(str(path))


def air(path, count, columns=COLUMNS):
    table = Table("", columns, tuple(Row((f"第{n}项", n, RATE)) for n in range(count)))
    return written(path, table).tables[0].rows[2].cells[0].paragraphs[0].style.paragraph_format.space_before.pt


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


def test_pages_are_counted_as_on_paper_with_the_stamp_below(path):
    footer = written(path, Table("", COLUMNS, ROWS), stamp="校验码 3f9a").sections[0].footer
    assert [paragraph.text for paragraph in footer.paragraphs] == ["第1页 共1页", "校验码 3f9a"]


def test_every_style_names_its_chinese_face(path):
    styles = written(path, Table("", COLUMNS, ROWS)).styles
    for style in (style for style in styles if style.type == WD_STYLE_TYPE.PARAGRAPH):
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


FORM = Table(
    "",
    (Column("", 4, Align.CENTER, is_label=True), Column("", 9), Column("", 4, is_label=True), Column("", 9)),
    (
        Row(("姓名", "李喆", "性别", "男")),
        Row(("简历", "2015年参加工作"), spans=(1, 3)),
        Row(("单位意见", ""), spans=(1, 3), lines=6),
    ),
    is_headed=False,
)


def test_a_form_has_no_heading_and_its_merged_cells(path):
    form = written(path, FORM).tables[0]
    assert texts(form) == [["姓名", "李喆", "性别", "男"], ["简历", *["2015年参加工作"] * 3], ["单位意见", "", "", ""]]
    assert [cell.grid_span for cell in form.rows[1]._tr.tc_lst] == [1, 3]


def test_the_labels_of_a_form_are_shaded_centred_and_in_the_heading_face(path):
    document = written(path, FORM)
    looks = [(cell.paragraphs[0].style.element.rPr.rFonts.get(qn("w:eastAsia")), cell.paragraphs[0].alignment,
              cell._tc.tcPr.find(qn("w:shd")) is not None) for cell in document.tables[0].rows[0].cells]  # fmt: skip
    label, content = ("黑体", WD_ALIGN_PARAGRAPH.CENTER, True), ("宋体", WD_ALIGN_PARAGRAPH.LEFT, False)
    assert looks == [label, content, label, content]


def test_room_to_write_by_hand_is_kept(path):
    heights = [row.height for row in written(path, FORM).tables[0].rows]
    assert heights[:2] == [None, None]
    assert heights[2].pt == pytest.approx(11 * (6 * 1.3 + 0.6), abs=0.1)


def test_each_report_begins_on_a_page_of_its_own_and_has_its_stamp(path):
    reports = [Report(f"{name}表", (), (Table("", COLUMNS, ROWS),), stamp=name) for name in "甲乙丙"]
    word.write(reports, path)
    document = Document(str(path))
    assert [section.start_type for section in document.sections] == [WD_SECTION.NEW_PAGE] * 3
    assert [section.footer.paragraphs[1].text for section in document.sections] == ["甲", "乙", "丙"]
    assert not [paragraph for paragraph in document.paragraphs if not paragraph.text and len(paragraph._p) < 1]


def test_reports_with_one_stamp_share_a_footer(path):
    word.write([Report("表", (), (Table("", COLUMNS, ROWS),), stamp="甲")] * 3, path)
    with ZipFile(path) as package:
        assert len([name for name in package.namelist() if "footer" in name]) == 1


def test_a_table_begins_on_a_page_of_its_own_where_it_asks_for_one(path):
    tables = (Table("", COLUMNS, ROWS), Table("二、其他", COLUMNS, ROWS, starts_page=True))
    word.write([Report("表", (), tables)], path)
    [title] = [paragraph for paragraph in Document(str(path)).paragraphs if paragraph.text == "二、其他"]
    assert title.paragraph_format.page_break_before


def test_a_row_higher_than_a_page_may_be_divided(path):
    rows = (Row(("甲", 1, None)), Row(("学习《监察法》。" * 300, 2, None)))
    found = written(path, Table("", COLUMNS, rows)).tables[0].rows
    assert [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in found] == [True, True, True, False]


def test_totals_group_titles_and_the_signature_are_kept_with_what_they_belong_to(path):
    rows = (*ROWS[:2], Row(("小计", 46, RATE), RowKind.SUBTOTAL), ROWS[2])
    document = written(path, Table("", COLUMNS, rows), signature=("填表人：",))
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in document.tables[0].rows[2:]]
    assert kept == [True, True, True, True]


def test_a_few_rows_too_many_are_set_tighter(path):
    assert air(path, 20) == air(path, 200) > air(path, 31) > 0


def test_the_name_of_a_narrow_column_takes_room_too(path):
    named = replace(COLUMNS[1], title="党组成员讲党课的次数累计情况", width=0.5)
    assert air(path, 30) == air(path, 20) > air(path, 30, (COLUMNS[0], named, COLUMNS[2])) > 0


def test_a_title_of_two_lines_and_a_fact_of_two_take_room_too(path):
    rows = tuple(Row((f"第{n}项", n, RATE)) for n in range(30))

    def space(title, fact):
        word.write([Report(title, (fact,), (Table("", COLUMNS, rows),))], path)
        return Document(str(path)).tables[0].rows[2].cells[0].paragraphs[0].style.paragraph_format.space_before.pt

    assert space("统计表", "口径：全系统") > space(f"某县司法局{'统计表' * 8}", "未登记：" * 40)
    assert Document(str(path)).paragraphs[0].text == f"某县司法局\n{'统计表' * 8}"


def test_every_style_that_is_used_is_there(path):
    tables = (FORM, Table("二、其他", COLUMNS, ROWS))
    word.write([Report("表", ("口径：全系统",), tables, ("填表人：",), ("说明。",), stamp="甲")], path)
    with ZipFile(path) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.startswith("word/")]
    used = {name for part in parts for name in re.findall(r'w:(?:pStyle|rStyle|tblStyle|basedOn) w:val="(.+?)"', part)}
    assert used <= {name for part in parts for name in re.findall(r'w:styleId="(.+?)"', part)}


def test_faces_come_with_those_that_stand_in_for_them(path):
    written(path, FORM)
    with ZipFile(path) as package:
        fonts = package.read("word/fontTable.xml").decode()
    assert 'w:name="宋体"><w:altName w:val="SimSun,仿宋,FangSong"/>' in fonts
