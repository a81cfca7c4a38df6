"""A report on a sheet of a workbook: what stands where, how wide and how high, and where a printed page ends."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import Final, cast

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.core.errors import UserError
from desktop_app.core.figure import Figure, Shape
from desktop_app.exchange import excel_looks as looks
from desktop_app.exchange import report
from desktop_app.exchange.book import HEADING, Details
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
_LONGEST_FOOTER_TEXT: Final = 200
_TALLEST_ROW: Final = 409.0
_LONGEST_AS_TEXT_FORMAT: Final = 255
"""A longer cell formatted as text shows as ##### in older versions."""
_SNAP: Final = 0.5
"""Characters; less than the padding of a cell, so that its number still fits."""
_PAGE: Final = {False: (45.0, 710.0), True: (69.0, 470.0)}
"""Between the margins of an upright and of a sideways A4 page: characters of 11 points, and points from top to foot."""
TAKEN_FOR_ANOTHER = re.compile(r"[=+\-@].*|[\d.,%/-]+", re.DOTALL)
"""Text that a spreadsheet would turn into a formula, a number or a date as soon as somebody edits the cell."""
GENERAL = "General"
_LONG: Final = 1000
_NOTE_WIDTH, _NOTE_LINE, _NOTE_LETTERS = 260, 17, 20
"""A comment in points, and how many Chinese characters one of its lines holds."""


class FilledSheet:
    """Fills one sheet from the top; `at` is the next free row, `_height` what lies above it since the page's top.

    `rows_at` is the first of the rows left free, `cells` are the addresses of what stands on it: by table, row (HEADING
    for the heading) and cell.
    """

    def __init__(self, sheet: Worksheet, content: Report, author: str) -> None:
        self.sheet, self.content, self._author = sheet, content, author
        room, height = _PAGE[content.is_sideways]
        self.widths, self._ends = _grid(content.tables, room)
        self.page_height = height * max(1, sum(self.widths) / room)  # a wide sheet is printed smaller
        self.at, self._height, self.rows_at = 1, 0.0, 0
        self.details: Details | None = None
        self.cells: dict[tuple[int, int, int], str] = {}
        self._looks: dict[tuple[str, str], StyleArray] = {}

    def fill(self, details: Details | None = None) -> None:
        """Fill it; rows to come are left free below the last table: those given, or its own where it is long."""
        self.details = details or _long(self.content.tables[-1])
        self._spread(self.content.title, "标题", 32)
        for line in self.content.fact_lines(sum(self.widths)):
            self._spread(line, "说明", 18)
        if len(self.content.tables) > 1:
            self._freeze()
        for number, (table, ends) in enumerate(zip(self.content.tables, self._ends, strict=True)):
            self._table(number, table, ends)
        self.rows_at = self.at
        self.at += self.details.count if self.details else 0
        self._closing()
        self._page()

    def new_page(self) -> None:
        self.sheet.row_breaks.append(Break(self.at - 1))
        self._height = 0.0

    def end_row(self, height: float) -> None:
        self.sheet.row_dimensions[self.at].height = height
        self._height += height
        self.at += 1

    def set_print_area(self) -> None:
        self.sheet.print_area = f"A1:{get_column_letter(len(self.widths))}{self.at - 1}"

    def _freeze(self) -> None:
        """Keep in sight what stands above: the heading of the one table; of several, what the sheet is about."""
        self.sheet.freeze_panes = f"A{self.at}"

    def _table(self, number: int, table: Table, ends: list[int]) -> None:
        if number:
            self._keep_together(table)
        if table.title:
            self._spread(table.title, "分表标题", 26)
        first, is_last = self.at, table is self.content.tables[-1]
        self._heading(number, table, ends)
        if is_last and table.is_headed:  # printed above the rows that follow it, on later pages only
            self.sheet.print_title_rows = f"{first}:{self.at - 1}"
        if len(self.content.tables) == 1:
            self._freeze()
        rows = () if is_last and self.details else table.shown
        for row_number, row in enumerate(rows):
            height = self._height_of(table, ends, row)
            if not is_last and self._height + height > self.page_height:
                self.new_page()
                self._heading(number, table, ends)
            if row.kind is RowKind.GROUP:
                align = Align.LEFT if table.rows else Align.CENTER
                self.cells[number, row_number, 0] = f"A{self.at}"
                self._spread(worded(row.cells[0]), looks.of_row(row.kind, align), 20)
            else:
                self._row((number, row_number), table, ends, row, height)

    def _heading(self, number: int, table: Table, ends: list[int]) -> None:
        if not table.is_headed:
            return
        heights = [1] * table.heading_lines
        for heading in table.headings:
            first, last = _columns(ends, heading.first, heading.last)
            cell = self._block(self.at + heading.top, first, self.at + heading.bottom, last, looks.HEADING)
            self._put(cell, heading.text, looks.HEADING)
            if heading.bottom == table.heading_lines - 1:
                self.cells[number, HEADING, heading.first] = cell.coordinate
            if heading.note:
                text = printable(heading.note)
                lines = line_count(text, _NOTE_LETTERS) + 1
                cell.comment = Comment(text, self._author, height=_NOTE_LINE * lines, width=_NOTE_WIDTH)
            lines = self._lines(heading.text, first, last) - (heading.bottom - heading.top)
            heights[heading.bottom] = max(heights[heading.bottom], lines)
        for lines in heights:
            self.end_row(row_height(lines))

    def _keep_together(self, table: Table) -> None:
        """Begin a new page for a table that would fit on one of its own, but not on what is left of this one."""
        needed, left = 22 * (table.heading_lines + len(table.rows) + 1), self.page_height - self._height
        is_torn = left < needed <= self.page_height or left < min(needed, self.page_height / 3)
        if table.starts_page or is_torn:
            self.new_page()

    def _height_of(self, table: Table, ends: list[int], row: Row) -> float:
        lines = row.lines
        for box in table.boxes(row):
            if isinstance(box.cell, str | Figure | Sourced):
                lines = max(lines, self._lines(printable(worded(box.cell)), *_columns(ends, box.first, box.last)))
        return row_height(lines)

    def _row(self, at: tuple[int, int], table: Table, ends: list[int], row: Row, height: float) -> None:
        for number, box in enumerate(table.boxes(row)):
            first, last = _columns(ends, box.first, box.last)
            look = looks.LABEL if box.is_label else looks.of_row(row.kind, box.align)
            cell = self._block(self.at, first, self.at, last, look)
            self.cells[*at, number] = cell.coordinate
            self._put(cell, box.cell, look)
        self.end_row(height)

    def _closing(self) -> None:
        if self.content.signature:
            share = sum(self.widths) / len(self.content.signature)
            parts = (part + "　" * max(1, int(share - text_width(part))) for part in self.content.signature)
            self._spread("".join(parts).rstrip("　"), "说明", 32)
        for note in self.content.notes:
            self._spread(note, "附注", 16)

    def _spread(self, text: str, style: str, height: float) -> None:
        """Write a line across all columns."""
        cell = self._block(self.at, 1, self.at, len(self.widths), style)
        self._put(cell, text, style)
        size = looks.SIZES.get(style, looks.BODY_SIZE)
        lines = self._lines(printable(text), 1, len(self.widths), size)
        self.end_row(max(height, row_height(lines, size)))

    def _block(self, top: int, first: int, bottom: int, last: int, style: str) -> Cell:
        """Return the cell over these rows and columns, merged where they are several."""
        for row in range(top, bottom + 1):
            for column in range(first, last + 1):
                self._dress(self.sheet.cell(row, column), style)
        if (top, first) != (bottom, last):
            # Worksheet.merge_cells compares with every range there is: a tally would take seconds
            self.sheet.merged_cells.ranges.add(CellRange(None, first, top, last, bottom))
        return cast(Cell, self.sheet.cell(top, first))

    def _lines(self, text: str, first: int, last: int, size: float = looks.BODY_SIZE) -> int:
        return line_count(text, (sum(self.widths[first - 1 : last]) - report.PADDING) * looks.BODY_SIZE / size)

    def _dress(self, cell: Cell | MergedCell, look: str, form: str = GENERAL) -> None:
        """Give a cell its look and format, made once for a sheet: openpyxl would look both up anew for every cell."""
        key = look, form
        if key not in self._looks:
            self._looks[key] = style_of(self.sheet, look, form)
        cell._style = self._looks[key]  # noqa: SLF001  # pyright: ignore[reportAttributeAccessIssue]

    def _put(self, cell: Cell, value: report.Cell, look: str) -> None:
        if number := number_of(value):
            cell.value, form = number
            self._dress(cell, look, form)
        elif value is not None:
            self._put_text(cell, worded(value), look)

    def _put_text(self, cell: Cell, text: str, look: str) -> None:
        check_length(text, self.sheet, f"的单元格{cell.coordinate}")
        cell.value, cell.data_type = text, "s"  # text that begins with "=" is still text
        if len(text) <= _LONGEST_AS_TEXT_FORMAT and TAKEN_FOR_ANOTHER.fullmatch(text):
            self._dress(cell, look, "@")

    def _page(self) -> None:
        sheet = self.sheet
        for number, width in enumerate(self.widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = round(2 * width, 2)
        self.set_print_area()
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4  # pyright: ignore[reportAttributeAccessIssue]
        sheet.page_setup.orientation = "landscape" if self.content.is_sideways else "portrait"
        sheet.sheet_properties.pageSetUpPr.fitToPage = True  # pyright: ignore[reportOptionalMemberAccess]
        sheet.page_setup.fitToHeight = 0  # pyright: ignore[reportAttributeAccessIssue]  as many pages as it takes
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left, margins.right, margins.top, margins.bottom = 0.6, 0.6, 0.75, 0.8
        margins.header = margins.footer = 0.4
        footer = sheet.oddFooter
        assert footer is not None
        footer.center.text = "第&P页 共&N页"
        footer.right.text = printable(self.content.stamp)[:_LONGEST_FOOTER_TEXT].replace("&", "&&")
        footer.right.size = 8


def check_length(text: str, sheet: Worksheet, where: str = "的一格") -> None:
    """Refuse what Excel would cut without a word."""
    if len(text.encode("utf-16-le")) > 2 * LONGEST_TEXT:
        raise UserError(
            f"工作表“{sheet.title}”{where}有{len(text)}个字，"
            f"超过了 Excel 的上限{LONGEST_TEXT}个，请先把这条记录的文字改短。"
        )


def style_of(sheet: Worksheet, look: str, form: str) -> StyleArray:
    """Return a look with a number format; it is in the book from now on."""
    cell = Cell(sheet, row=1, column=1)
    cell.style, cell.number_format = look, form  # pyright: ignore[reportAttributeAccessIssue]
    assert cell.style_id >= 0  # asking registers it
    return cell._style  # noqa: SLF001  # pyright: ignore[reportAttributeAccessIssue]


def _long(table: Table) -> Details | None:
    """Return the rows of a long plain table: as cells of openpyxl they would take ten times their memory."""
    if len(table.rows) < _LONG or any(row.kind is not RowKind.BODY or row.spans for row in table.rows):
        return None
    return Details(len(table.rows), lambda: (row.cells for row in table.rows))


def number_of(value: report.Cell) -> tuple[int | float | date, str] | None:
    """Return what a cell holds as a number or date, exact, with the format that shows it as worded; None for text."""
    if figure := figure_in(value):
        return _figure_number(figure)
    match value:
        case int():
            return value, "0"
        case Decimal():
            places = max(0, -int(value.as_tuple().exponent))
            return (float(value), f"0.{'0' * places}") if places else (int(value), "0")
        case date():
            return value, "yyyy-mm-dd"
        case _:
            return None


def _figure_number(figure: Figure) -> tuple[int | float, str] | None:
    """None for titles and a rate of nothing."""
    value = figure.value
    if value is None or figure.shape is Shape.TITLES:
        return None
    decimals = len(figure.number.rstrip("%").partition(".")[2])
    places = "." + "0" * decimals if decimals else ""
    sign = "%" if figure.number.endswith("%") else ""
    return int(value) if value.denominator == 1 else float(value), f"0{places}{sign}"


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


def row_height(lines: float, size: float = looks.BODY_SIZE) -> float:
    return min(_TALLEST_ROW, size * 1.36 * lines + 5)
