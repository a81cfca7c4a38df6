"""Rows too many to be held at once: written as the XML of a sheet, one by one, while the file is packed."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.exchange import excel_looks as looks
from desktop_app.exchange import report
from desktop_app.exchange.book import Details
from desktop_app.exchange.excel_sheet import GENERAL, TAKEN_FOR_ANOTHER, check_length, number_of, row_height, style_of
from desktop_app.exchange.report import PADDING, Align, RowKind, Table, line_count, printable, worded

_KEPT: Final = 20_000
"""So many cells are kept as XML: in a year of marks most have been written before."""
_CHUNK: Final = 1 << 16


class DetailRows:
    """The rows of a table that begin at a row of a sheet, as XML; `next_row` is the first below them."""

    def __init__(self, sheet: Worksheet, table: Table, details: Details, at: int) -> None:
        self._details, self._at = details, at
        self.next_row = at + details.count
        self._letters = [get_column_letter(number) for number in range(1, len(table.columns) + 1)]
        self._rooms = [width - PADDING for width in table.widths]
        self._sheet, self._aligns = sheet, [column.align for column in table.columns]
        self._styles: dict[tuple[Align, str], int] = {}
        self._cell = lru_cache(_KEPT)(self._made)

    def chunks(self) -> Iterator[bytes]:
        """Return the rows in pieces."""
        kept, size = list[str](), 0
        heights = [row_height(lines) for lines in range(30)]
        for number, row in enumerate(self._details.rows(), start=self._at):
            made = [self._cell(column, value) for column, value in enumerate(row)]
            cells = "".join([f'<c r="{letter}{number}{xml}' for letter, (xml, _) in zip(self._letters, made)])  # noqa: B905
            height = heights[min(len(heights) - 1, max([lines for _, lines in made]))]
            kept.append(f'<row r="{number}" ht="{height}" customHeight="1">{cells}</row>')
            size += len(cells)
            if size > _CHUNK:
                yield "".join(kept).encode()
                kept, size = [], 0
        yield "".join(kept).encode()

    def _made(self, column: int, value: report.Cell) -> tuple[str, int]:
        """Return the XML of a cell behind the number of its row, and how many lines it takes."""
        if found := number_of(value):
            number, form = found
            plain = number if isinstance(number, int | float) else int(to_excel(number))
            return f'" s="{self._style(column, form)}"><v>{plain}</v></c>', 1
        text = printable(worded(value))
        check_length(text, self._sheet)
        look = f'" s="{self._style(column, "@" if TAKEN_FOR_ANOTHER.fullmatch(text) else GENERAL)}"'
        if not text:
            return f"{look}/>", 1
        lines = line_count(text, self._rooms[column])
        return f'{look} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>', lines

    def _style(self, column: int, form: str) -> int:
        """Return the number of a style; the styles of a book are written after its sheets."""
        key = self._aligns[column], form
        if key not in self._styles:
            style = style_of(self._sheet, looks.of_row(RowKind.BODY, key[0]), form)
            self._styles[key] = self._sheet.parent._cell_styles.add(style)  # noqa: SLF001  # pyright: ignore
        return self._styles[key]
