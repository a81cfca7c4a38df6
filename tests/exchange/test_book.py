"""What a workbook has beside its reports: formulas with their values, rows streamed, charts, ways between sheets."""

import re
from datetime import date
from decimal import Decimal
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from desktop_app.core.errors import UserError
from desktop_app.core.progress import Cancelled
from desktop_app.exchange import excel
from desktop_app.exchange.book import HEADING, Book, Chart, Details, Formula, Series
from desktop_app.exchange.report import Align, Column, Report, Row, RowKind, Table

COLUMNS = (Column("名称", 6), Column("数", 4, Align.RIGHT))


def sheet(name, *rows, **more):
    return Report(name, (), (Table("", COLUMNS, tuple(map(Row, rows)), "", **more),))


def reopened(tmp_path, book, **how):
    excel.write_whole(book, tmp_path / "册.xlsx", ("", ""))
    return load_workbook(tmp_path / "册.xlsx", **how)


FIRST = sheet("甲", ("夜学", 3), ("例会", 4))
SUM = Formula("SUM({})-{}", ((("甲", 0, 0, 1), ("甲", 0, 1, 1)), ("乙 表", 0, 0, 1)))
BOTH = Book((FIRST, sheet("乙 表", ("夜学", 3), ("相差", Decimal("4.5")))), {("乙 表", 0, 1, 1): SUM})


def test_a_formula_leads_to_the_cells_it_is_made_of(tmp_path):
    assert reopened(tmp_path, BOTH)["乙 表"]["B4"].value == "=SUM('甲'!B3:B4)-B3"


def test_the_value_of_a_formula_stands_in_the_file(tmp_path):
    assert reopened(tmp_path, BOTH, data_only=True)["乙 表"]["B4"].value == 4.5


def test_rows_to_come_are_written_where_the_table_leaves_room(tmp_path):
    details = Details(2, lambda: iter([("=1+1", 5), (date(2022, 3, 7), Decimal("1.5"))]))
    book = Book((Report("明细", (), (Table("", COLUMNS, (), ""),), notes=("完",)),), details={"明细": details})
    cells = list(reopened(tmp_path, book)["明细"].iter_rows(min_row=3))
    assert [[cell.value for cell in row] for row in cells[:2]] == [["=1+1", 5], [cells[1][0].value, 1.5]]
    assert (cells[0][0].data_type, cells[0][0].number_format) == ("s", "@")
    assert (cells[1][0].value.date(), cells[1][1].number_format) == (date(2022, 3, 7), "0.0")
    assert cells[2][0].value == "完"
    assert cells[0][1].border.left.style == "thin"
    with ZipFile(tmp_path / "册.xlsx") as package:
        numbers = re.findall(r'<row r="(\d+)"', package.read("xl/worksheets/sheet1.xml").decode())
    assert numbers == sorted(numbers)


def test_a_long_table_has_the_same_cells_as_a_short_one(tmp_path):
    rows = [(f"𬭩堃{number}", number) for number in range(1500)]
    long = reopened(tmp_path, Book((sheet("长", *rows),)))["长"]
    short = reopened(tmp_path, Book((sheet("长", *rows[:5]),)))["长"]
    for row in short.iter_rows(min_row=3):
        for cell in row:
            other = long[cell.coordinate]
            assert (other.value, other.number_format, other.style) == (cell.value, cell.number_format, cell.style)
    assert long["A1502"].value == "𬭩堃1499"


def test_a_streamed_text_that_excel_would_cut_is_refused_and_leaves_no_file(tmp_path):
    details = Details(1, lambda: iter([("学" * 32_768, 1)]))
    with pytest.raises(UserError, match="工作表“明细”的一格有32768个字"):
        reopened(tmp_path, Book((sheet("明细"),), details={"明细": details}))
    assert not list(tmp_path.iterdir())


def test_stopping_within_the_details_leaves_no_file(tmp_path):
    def stop(done, total):
        if done > 60:
            raise Cancelled

    details = Details(20_000, lambda: iter([("甲", 1)] * 20_000))
    with pytest.raises(Cancelled):
        excel.write_whole(Book((sheet("明细"),), details={"明细": details}), tmp_path / "册.xlsx", ("", ""), stop)
    assert not list(tmp_path.iterdir())


def test_sheets_lead_to_each_other_beside_what_is_printed(tmp_path):
    book = reopened(tmp_path, Book((FIRST, sheet("乙 表", ("夜学", 3))), has_contents=True))
    assert book["甲"]["D2"].hyperlink.location == "'乙 表'!A1"
    assert book["乙 表"]["D1"].hyperlink.location == "'甲'!A1"
    assert book["甲"].print_area == "'甲'!$A$1:$B$4"


def test_a_chart_is_native_and_stands_within_what_is_printed(tmp_path):
    series = tuple(Series(("甲", 0, row, 0), ("甲", 0, row, 1), ("甲", 0, row, 1)) for row in (0, 1))
    chart = Chart("次数", (("甲", 0, HEADING, 1), ("甲", 0, HEADING, 1)), series, is_stacked=True)
    read = reopened(tmp_path, Book((FIRST,), charts=(chart,)))["甲"]
    (drawn,) = read._charts
    assert [each.val.numRef.f for each in drawn.series] == ["'甲'!$B$3", "'甲'!$B$4"]
    last = int(read.print_area.rpartition("$")[2])
    assert drawn.anchor.to.row < last
    assert (drawn.anchor._from.row, drawn.anchor.to.col) == (4, 2)


def test_a_form_has_no_heading_and_its_cells_go_over_columns(tmp_path):
    label = Column("", 5, Align.CENTER, is_label=True)
    rows = (Row(("姓名", "李堃", "单位", "政工科")), Row(("简历", "甲"), spans=(1, 3), lines=4))
    table = Table("", (label, Column("", 9), label, Column("", 9)), rows, is_headed=False)
    form = reopened(tmp_path, Book((Report("表", (), (table,)),)))["表"]
    assert [cell.value for cell in form[2]] == ["姓名", "李堃", "单位", "政工科"]
    assert "B3:D3" in {str(area) for area in form.merged_cells.ranges}
    assert form.row_dimensions[3].height > 3 * form.row_dimensions[2].height - 20
    assert form["A2"].fill.fill_type == "solid"


def test_a_table_that_starts_a_page_has_a_break_above(tmp_path):
    tables = (Table("", COLUMNS, (Row(("甲", 1)),)), Table("", COLUMNS, (Row(("乙", 2)),), starts_page=True))
    assert [each.id for each in reopened(tmp_path, Book((Report("表", (), tables),)))["表"].row_breaks.brk] == [3]


def test_a_subtotal_does_not_look_like_a_total(tmp_path):
    rows = (Row(("小计", 1), RowKind.SUBTOTAL), Row(("合计", 1), RowKind.TOTAL))
    read = reopened(tmp_path, Book((Report("表", (), (Table("", COLUMNS, rows),)),)))["表"]
    assert read["A3"].font.b
    assert read["A3"].fill.fgColor.rgb != read["A4"].fill.fgColor.rgb


def test_the_note_on_a_heading_is_as_high_as_its_text(tmp_path):
    columns = tuple(Column(name, 5, note=note) for name, note in (("甲", "短"), ("乙", "长" * 200)))
    reopened(tmp_path, Book((Report("表", (), (Table("", columns, ()),)),)))
    with ZipFile(tmp_path / "册.xlsx") as package:
        drawn = package.read("xl/drawings/commentsDrawing1.vml").decode()
    short, long = (float(height) for height in re.findall(r"height:([\d.]+)", drawn))
    assert long > 4 * short
