from datetime import date, datetime
from fractions import Fraction
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from desktop_app.core.errors import UserError
from desktop_app.core.figure import Figure, Shape
from desktop_app.exchange import excel
from desktop_app.exchange.report import Align, Column, Report, Row, RowKind, Table


def figure(shape, numerator, denominator=1, titles=()):
    return Figure("夜学", "次数", "次", shape, Fraction(numerator), Fraction(denominator), titles)


def one_cell(value):
    return Report("表", (), (Table("", (Column("栏", 6),), (Row((value,)),)),))


def reopened(path, *reports, **office):
    excel.write_book(reports, path, **office)
    return load_workbook(path)


def cell_of(path, value):
    return reopened(path, one_cell(value)).worksheets[0]["A3"]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "表.xlsx"


@pytest.fixture
def tally():
    columns = (
        Column("统计项", 8),
        Column("次数", 3, Align.RIGHT, "本月", "已登记的场数"),
        Column("人次", 3, Align.RIGHT, "本月"),
    )
    rows = (
        Row(("政工科",), RowKind.GROUP),
        Row(("夜学", figure(Shape.COUNT, 46), 1235)),
        Row(("合计", figure(Shape.COUNT, 46), 1235), RowKind.TOTAL),
    )
    table = Table("", columns, rows)
    return Report(
        "月度统计表", ("口径：全系统",), (table,), ("填表人：", "审核人："), ("次数不含未登记。",), stamp="校验码 3f&a"
    )


@pytest.mark.parametrize(
    ("value", "kept", "look"),
    [
        (figure(Shape.COUNT, 46), 46, "0"),
        (figure(Shape.COUNT, 3, 2), 1.5, "0.0"),
        (figure(Shape.COUNT, 5, 4), 1.25, "0.00"),
        (figure(Shape.COUNT, 2001, 1000), 2.001, "0"),
        (figure(Shape.PER_HEAD, 11, 3), 11 / 3, "0.0"),
        (figure(Shape.RATE, 187, 200), 0.935, "0.0%"),
        (figure(Shape.RATE, 0, 0), "—", "General"),
        (figure(Shape.TITLES, 2, titles=("《甲》", "《乙》")), "《甲》、《乙》", "General"),
        (7, 7, "0"),
        (date(2022, 3, 7), datetime(2022, 3, 7), "yyyy-mm-dd"),
        ("522301199001011234", "522301199001011234", "@"),
        ("李喆赵堃𬭩", "李喆赵堃𬭩", "General"),
        ("甲\x0b\x00乙", "甲乙", "General"),
        (None, None, "General"),
    ],
)
def test_a_cell_holds_the_exact_value_and_shows_it_as_worded(path, value, kept, look):
    cell = cell_of(path, value)
    assert cell.value == (pytest.approx(kept) if isinstance(kept, float) else kept)
    assert cell.number_format == look


@pytest.mark.parametrize("text", ["=1+1", "#REF!", "+86", "2022-03-07", "1e5"])
def test_text_stays_text_whatever_it_looks_like(path, text):
    cell = cell_of(path, text)
    assert (cell.value, cell.data_type) == (text, "s")


def test_text_that_excel_would_cut_is_refused_with_its_place(path):
    with pytest.raises(UserError, match="工作表“表”的单元格A3"):
        excel.write_book([one_cell("学" * 32_768)], path)
    assert not path.exists()


def test_groups_stand_over_their_columns_and_rules_in_comments(path, tally):
    sheet = reopened(path, tally).worksheets[0]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A1:C1", "A2:C2", "A3:A4", "B3:C3", "A5:C5"} <= merged
    assert [sheet[place].value for place in ("A3", "B3", "B4", "C4", "A5", "A6")] == [
        "统计项",
        "本月",
        "次数",
        "人次",
        "政工科",
        "夜学",
    ]
    assert sheet["B4"].comment.text == "已登记的场数"


def test_the_sheet_is_ready_to_print(path, tally):
    sheet = reopened(path, tally).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$4", "A5")
    assert sheet.print_area == "'月度统计表'!$A$1:$C$9"
    assert sheet.oddFooter.center.text == "第&P页 共&N页"
    assert sheet.oddFooter.right.text == "校验码 3f&&a"


def test_total_rows_are_bold_and_shaded(path, tally):
    sheet = reopened(path, tally).worksheets[0]
    assert (sheet["B7"].font.b, sheet["B7"].fill.fill_type, sheet["B6"].font.b) == (True, "solid", False)
    assert sheet["B6"].border.left.style == sheet["C5"].border.right.style == "thin"


def test_tables_of_different_columns_both_fill_the_page(path):
    tables = tuple(Table(f"表{n}", (Column("甲", 5),) * n, (Row((1,) * n),)) for n in (2, 3))
    sheet = reopened(path, Report("表", (), tables)).worksheets[0]
    assert [cell.coordinate for row in sheet.iter_rows(min_row=4, max_row=4) for cell in row if cell.value] == [
        "A4",
        "C4",
    ]
    assert [cell.coordinate for row in sheet.iter_rows(min_row=7, max_row=7) for cell in row if cell.value] == [
        "A7",
        "B7",
        "D7",
    ]
    assert {"A4:B4", "C4:D4", "B7:C7"} <= {str(area) for area in sheet.merged_cells.ranges}


def test_an_empty_table_says_so(path):
    sheet = reopened(path, Report("表", (), (Table("", (Column("甲", 5), Column("乙", 5)), ()),))).worksheets[0]
    assert (sheet["A3"].value, sheet["A3"].alignment.horizontal) == ("本期无记录", "center")


def test_every_report_gets_a_tab_that_excel_accepts(path):
    table = (Table("", (Column("甲", 5),), ()),)
    reports = [
        Report("表", (), table, sheet_name=name)
        for name in ("党课/警示[2022]", "夜学", "夜学", "长" * 40, "长" * 41, "")
    ]
    names = reopened(path, *reports).sheetnames
    assert names == ["党课 警示 2022", "夜学", "夜学(2)", "长" * 31, "长" * 26 + "(2)", "表"]


def test_the_file_names_the_office_and_no_library(path, tally):
    properties = reopened(path, tally, author="某县司法局", company="某县司法局").properties
    assert (properties.creator, properties.language, properties.title) == ("某县司法局", "zh-CN", "月度统计表")
    with ZipFile(path) as package:
        assert "某县司法局" in package.read("docProps/app.xml").decode()
        assert not any(b"openpyxl" in package.read(name).lower() for name in package.namelist())


def test_a_failed_write_leaves_the_old_file(path, monkeypatch):
    path.write_text("old")
    monkeypatch.setattr(excel.ExcelWriter, "write_data", disk_is_full)
    with pytest.raises(UserError, match="磁盘已满"):
        excel.write_book([one_cell("甲")], path)
    assert [file.read_text() for file in path.parent.iterdir()] == ["old"]


def disk_is_full(*_):
    raise OSError(28, "No space left on device")


def test_a_long_table_above_another_has_its_heading_on_each_of_its_pages(path):
    long = Table("一、长", (Column("姓名", 8),), tuple(Row((f"某{number}",)) for number in range(100)))
    sheet = reopened(path, Report("表", (), (long, Table("二、短", (Column("姓名", 8),), ())))).worksheets[0]
    breaks = [each.id for each in sheet.row_breaks.brk]
    assert len(breaks) >= 2
    assert [sheet.cell(at + 1, 1).value for at in breaks[:2]] == ["姓名", "姓名"]
