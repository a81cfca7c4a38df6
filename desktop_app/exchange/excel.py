"""Reports as Excel workbooks, one sheet each, ready to print.

Cells hold values, never formulas: a formula shows nothing in previews and in the protected view of WPS until it is
calculated. Import this module only where a workbook is written: openpyxl is slow to load.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Final, cast
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_APP

from desktop_app.core.atomic import writing
from desktop_app.core.errors import UserError
from desktop_app.core.figure import Figure, Shape
from desktop_app.exchange import report
from desktop_app.exchange.office_file import extended_properties
from desktop_app.exchange.report import (
    Align,
    Report,
    Row,
    RowKind,
    Sourced,
    Table,
    figure_in,
    line_count,
    printable,
    text_width,
    worded,
)

LONGEST_TEXT: Final = 32_767
_LONGEST_TAB: Final = 31
_LONGEST_FOOTER_TEXT: Final = 200
_TALLEST_ROW: Final = 409.0
_LONGEST_AS_TEXT_FORMAT: Final = 255
"""A longer cell formatted as text shows as ##### in older versions."""

_SONG, _HEI = "宋体", "黑体"
_BODY_SIZE: Final = 11.0
_SIZES: Final = {"标题": 16.0, "说明": 10.5, "分表标题": 12.0, "附注": 9.0}
_SNAP: Final = 0.5
"""Characters; less than the padding of a cell, so that its number still fits."""
_PAGE: Final = {False: (45.0, 710.0), True: (69.0, 470.0)}
"""Between the margins of an upright and of a sideways A4 page: characters of 11 points, and points from top to foot."""
_FORBIDDEN_IN_TAB = re.compile(r"[\[\]:*?/\\]")
_TAKEN_FOR_ANOTHER = re.compile(r"[=+\-@].*|[\d.,%/-]+", re.DOTALL)
"""Text that a spreadsheet would turn into a formula, a number or a date as soon as somebody edits the cell."""


def write(content: Report, path: Path, author: str = "", company: str = "") -> None:
    write_book([content], path, author, company)


def write_book(reports: Sequence[Report], path: Path, author: str = "", company: str = "") -> None:
    """Write one sheet per report; `author` and `company` are the office's, for the properties of the file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    # the first font of a book: column widths are counted in its digits
    book._fonts[0] = Font(name=_SONG, size=_BODY_SIZE)  # noqa: SLF001  # pyright: ignore[reportAttributeAccessIssue]
    for style in _styles():
        book.add_named_style(style)
    for content, tab in zip(reports, _tabs(reports), strict=True):
        _Sheet(book.create_sheet(tab), content, author).fill()
    book.properties.creator = book.properties.lastModifiedBy = author
    book.properties.language, book.properties.title = "zh-CN", reports[0].title
    with writing(path) as temporary, _Package(temporary, company) as package:
        ExcelWriter(book, package).write_data()


class _Package(ZipFile):
    """The file as a zip, with the company among its properties in place of openpyxl's own name."""

    def __init__(self, path: Path, company: str) -> None:
        super().__init__(path, "w", ZIP_DEFLATED)
        self._properties = extended_properties("Microsoft Excel", company)

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **kwargs: Any) -> None:
        replaced = self._properties if zinfo_or_arcname == ARC_APP else data
        super().writestr(zinfo_or_arcname, replaced, *args, **kwargs)


class _Sheet:
    """Fills one sheet from the top; `_at` is the next free row, `_height` what lies above it since the page's top."""

    def __init__(self, sheet: Worksheet, content: Report, author: str) -> None:
        self._sheet, self._content, self._author = sheet, content, author
        self._widths, self._ends = _grid(content.tables, _PAGE[content.sideways][0])
        room, height = _PAGE[content.sideways]
        self._page_height = height * max(1, sum(self._widths) / room)  # a wide sheet is printed smaller
        self._at, self._height = 1, 0.0

    def fill(self) -> None:
        self._spread(self._content.title, "标题", 32)
        for line in self._content.fact_lines(sum(self._widths)):
            self._spread(line, "说明", 18)
        if len(self._content.tables) > 1:
            self._freeze()
        for table, ends in zip(self._content.tables, self._ends, strict=True):
            self._table(table, ends)
        self._closing()
        self._page()

    def _freeze(self) -> None:
        """Keep in sight what stands above: the heading of the one table; of several, what the sheet is about."""
        self._sheet.freeze_panes = f"A{self._at}"

    def _table(self, table: Table, ends: list[int]) -> None:
        if table is not self._content.tables[0]:
            self._keep_together(table)
        if table.title:
            self._spread(table.title, "分表标题", 26)
        first, is_last = self._at, table is self._content.tables[-1]
        self._heading(table, ends)
        if is_last:  # printed above the rows that follow it, on later pages only
            self._sheet.print_title_rows = f"{first}:{self._at - 1}"
        if len(self._content.tables) == 1:
            self._freeze()
        for row in table.rows or (Row((table.empty,), RowKind.GROUP),):
            height = self._height_of(table, ends, row)
            if not is_last and self._height + height > self._page_height:
                self._new_page()
                self._heading(table, ends)
            if row.kind is RowKind.GROUP:
                align = Align.LEFT if table.rows else Align.CENTER
                self._spread(worded(row.cells[0]), _style_name(row.kind, align), 20)
            else:
                self._row(table, ends, row, height)

    def _heading(self, table: Table, ends: list[int]) -> None:
        heights = [1] * table.heading_lines
        for heading in table.headings:
            first, last = _columns(ends, heading.first, heading.last)
            cell = self._block(self._at + heading.top, first, self._at + heading.bottom, last, "栏目")
            self._put(cell, heading.text)
            if heading.note:
                cell.comment = Comment(printable(heading.note), self._author, height=90, width=260)
            lines = self._lines(heading.text, first, last) - (heading.bottom - heading.top)
            heights[heading.bottom] = max(heights[heading.bottom], lines)
        for lines in heights:
            self._end_row(_height(lines))

    def _keep_together(self, table: Table) -> None:
        """Begin a new page for a table that would not fit on this one: Excel repeats only the last one's heading."""
        needed = 22 * (table.heading_lines + len(table.rows) + 1)
        if self._height + needed > self._page_height:
            self._new_page()

    def _new_page(self) -> None:
        self._sheet.row_breaks.append(Break(self._at - 1))
        self._height = 0.0

    def _height_of(self, table: Table, ends: list[int], row: Row) -> float:
        lines = 1
        for number, value in enumerate(row.cells[: len(table.columns)]):
            if isinstance(value, str | Figure | Sourced):
                lines = max(lines, self._lines(printable(worded(value)), *_columns(ends, number, number)))
        return _height(lines)

    def _row(self, table: Table, ends: list[int], row: Row, height: float) -> None:
        for number, column in enumerate(table.columns):
            first, last = _columns(ends, number, number)
            cell = self._block(self._at, first, self._at, last, _style_name(row.kind, column.align))
            self._put(cell, row.cells[number] if number < len(row.cells) else None)
        self._end_row(height)

    def _closing(self) -> None:
        if self._content.signature:
            share = sum(self._widths) / len(self._content.signature)
            parts = (part + "　" * max(1, int(share - text_width(part))) for part in self._content.signature)
            self._spread("".join(parts).rstrip("　"), "说明", 32)
        for note in self._content.notes:
            self._spread(note, "附注", 16)

    def _spread(self, text: str, style: str, height: float) -> None:
        """Write a line across all columns."""
        cell = self._block(self._at, 1, self._at, len(self._widths), style)
        self._put(cell, text)
        size = _SIZES.get(style, _BODY_SIZE)
        lines = self._lines(printable(text), 1, len(self._widths), size)
        self._end_row(max(height, _height(lines, size)))

    def _end_row(self, height: float) -> None:
        self._sheet.row_dimensions[self._at].height = height
        self._height += height
        self._at += 1

    def _block(self, top: int, first: int, bottom: int, last: int, style: str) -> Cell:
        """Return the cell over these rows and columns, merged where they are several."""
        for row in range(top, bottom + 1):
            for column in range(first, last + 1):
                self._sheet.cell(row, column).style = style
        if (top, first) != (bottom, last):
            # Worksheet.merge_cells compares with every range there is: a tally would take seconds
            self._sheet.merged_cells.ranges.add(CellRange(None, first, top, last, bottom))
        return cast(Cell, self._sheet.cell(top, first))

    def _lines(self, text: str, first: int, last: int, size: float = _BODY_SIZE) -> int:
        return line_count(text, (sum(self._widths[first - 1 : last]) - report.PADDING) * _BODY_SIZE / size)

    def _put(self, cell: Cell, value: report.Cell) -> None:
        figure = figure_in(value)
        number = _number(figure) if figure else None
        if number:
            cell.value, cell.number_format = number
        elif isinstance(value, str) or figure:
            self._put_text(cell, worded(value))
        elif isinstance(value, int | date):
            cell.value, cell.number_format = value, "0" if isinstance(value, int) else "yyyy-mm-dd"

    def _put_text(self, cell: Cell, text: str) -> None:
        if len(text.encode("utf-16-le")) > 2 * LONGEST_TEXT:
            raise UserError(
                f"工作表“{self._sheet.title}”的单元格{cell.coordinate}有{len(text)}个字，"
                f"超过了 Excel 的上限{LONGEST_TEXT}个，请先把这条记录的文字改短。"
            )
        cell.value, cell.data_type = text, "s"  # text that begins with "=" is still text
        if len(text) <= _LONGEST_AS_TEXT_FORMAT and _TAKEN_FOR_ANOTHER.fullmatch(text):
            cell.number_format = "@"

    def _page(self) -> None:
        sheet, last = self._sheet, get_column_letter(len(self._widths))
        for number, width in enumerate(self._widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = round(2 * width, 2)
        sheet.print_area = f"A1:{last}{self._at - 1}"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4  # pyright: ignore[reportAttributeAccessIssue]
        sheet.page_setup.orientation = "landscape" if self._content.sideways else "portrait"
        sheet.sheet_properties.pageSetUpPr.fitToPage = True  # pyright: ignore[reportOptionalMemberAccess]
        sheet.page_setup.fitToHeight = 0  # pyright: ignore[reportAttributeAccessIssue]  as many pages as it takes
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left, margins.right, margins.top, margins.bottom = 0.6, 0.6, 0.75, 0.8
        margins.header = margins.footer = 0.4
        footer = sheet.oddFooter
        assert footer is not None
        footer.center.text = "第&P页 共&N页"
        footer.right.text = printable(self._content.stamp)[:_LONGEST_FOOTER_TEXT].replace("&", "&&")
        footer.right.size = 8


def _number(figure: Figure) -> tuple[int | float, str] | None:
    """Return the exact value and the format that shows it as worded; None for text: titles, a rate of nothing."""
    value = figure.value
    if value is None or figure.shape is Shape.TITLES:
        return None
    decimals = len(figure.number.rstrip("%").partition(".")[2])
    places = "." + "0" * decimals if decimals else ""
    sign = "%" if figure.number.endswith("%") else ""
    return int(value) if value.denominator == 1 else float(value), f"0{places}{sign}"


def _tabs(reports: Sequence[Report]) -> list[str]:
    """Return a permitted name for each sheet, none twice."""
    taken: dict[str, str] = {}
    for content in reports:
        plain = (
            _FORBIDDEN_IN_TAB.sub(" ", printable(content.sheet_name or content.title)).replace("\n", " ").strip(" '")
        )
        plain = plain[:_LONGEST_TAB] or "表"
        name, number = plain, 1
        while name.lower() in taken:
            number += 1
            name = f"{plain[: _LONGEST_TAB - 5]}({number})"
        taken[name.lower()] = name
    return list(taken.values())


def _grid(tables: Sequence[Table], room: float) -> tuple[list[float], list[list[int]]]:
    """Return the widths of the sheet's columns in characters and, for each table, where each of its columns ends.

    A single table has the sheet's columns for itself. Tables of different columns below each other share a finer grid,
    so that each fills the page; edges closer than _SNAP fall together.
    """
    total = max(room, *(sum(table.widths) for table in tables))
    edges = [list(accumulate(report.stretched(table.widths, total))) for table in tables]
    grid = list[float]()
    for edge in sorted(edge for of_table in edges for edge in of_table):
        if not grid or edge - grid[-1] > _SNAP:
            grid.append(edge)
    ends = [[bisect_right(grid, edge) for edge in of_table] for of_table in edges]
    return [edge - before for before, edge in pairwise([0.0, *grid])], ends


def _columns(ends: list[int], first: int, last: int) -> tuple[int, int]:
    """Return the first and last column of the sheet, counted from 1, under these columns of a table."""
    return (ends[first - 1] if first else 0) + 1, ends[last]


def _height(lines: int, size: float = _BODY_SIZE) -> float:
    return min(_TALLEST_ROW, size * 1.36 * lines + 5)


def _style_name(kind: RowKind, align: Align) -> str:
    return f"{kind.value} {_ALIGNED[align]}"


_ALIGNED = {Align.LEFT: "左", Align.CENTER: "中", Align.RIGHT: "右"}


def _styles() -> list[NamedStyle]:
    """Return every look used, under a name: set once per cell instead of five times, and changeable in one place."""
    rows = [
        _style(_style_name(kind, align), Font(name=_SONG, size=_BODY_SIZE, bold=kind is not RowKind.BODY), align, fill)
        for kind, fill in (
            (RowKind.BODY, ""),
            (RowKind.GROUP, "FFEFF3F8"),
            (RowKind.SUBTOTAL, "FFEFF3F8"),
            (RowKind.TOTAL, "FFEFF3F8"),
        )
        for align in Align
    ]
    faces = {"标题": _HEI, "说明": _SONG, "分表标题": _HEI, "附注": _SONG}
    aligned = {"标题": Align.CENTER}
    lines = [
        _style(name, Font(name=face, size=_SIZES[name]), aligned.get(name, Align.LEFT), boxed=False)
        for name, face in faces.items()
    ]
    return [*rows, *lines, _style("栏目", Font(name=_HEI, size=_BODY_SIZE), Align.CENTER, "FFE3EAF3")]


def _style(name: str, font: Font, align: Align, fill: str = "", boxed: bool = True) -> NamedStyle:
    side = Side("thin", "FF7F7F7F")
    return NamedStyle(
        name,
        font=font,
        alignment=Alignment(horizontal=align, vertical="center", wrap_text=True),
        border=Border(left=side, right=side, top=side, bottom=side) if boxed else None,
        fill=PatternFill("solid", fgColor=fill) if fill else None,
    )
