"""What only a workbook has: formulas with their values, charts, and the ways from sheet to sheet."""

from collections.abc import Mapping
from typing import Any, Final

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.text import RichText
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties
from openpyxl.utils import column_index_from_string, get_column_letter, quote_sheetname
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.exchange import excel_looks as looks
from desktop_app.exchange.book import At, Book, Chart, Formula
from desktop_app.exchange.excel_sheet import FilledSheet, number_of

_BACK, _CONTENTS = "← 返回", "目录（点开）"
_ACROSS, _BESIDE_WIDTH = 2, 20
_ROW_HEIGHT: Final = 20.0
_ON_A_PAGE: Final = 2
_COLOURS: Final = ("4472A8", "C0504D", "7F9F3F", "8064A2", "3D96AE", "DB843D", "92A9CF", "D19392", "B9CD96", "A99BBD")
_GAP_WIDTH, _NO_GAP, _AGAINST = 60, 100, -5


class Extras:
    """Puts what a book has beside its reports onto its sheets, which are filled already; `sheets` by their names."""

    def __init__(self, book: Book, sheets: Mapping[str, FilledSheet]) -> None:
        self._book, self._sheets = book, sheets

    def add(self) -> None:
        for at, formula in self._book.formulas.items():
            self._sheets[at[0]].sheet[self._address(at)].value = self._text(formula, at[0])
        if self._book.has_contents:
            self._ways()
        if self._book.charts:
            self._charts()

    def values(self, sheet_name: str) -> dict[str, str]:
        """Return what the formulas of a sheet come to, by address: what stood in the cell when it was a value."""
        found: dict[str, str] = {}
        for at in self._book.formulas:
            if at[0] == sheet_name:
                cell = self._sheets[sheet_name].content.tables[at[1]].rows[at[2]].cells[at[3]]
                number = number_of(cell)
                assert number  # a formula is a number
                found[self._address(at)] = repr(number[0])
        return found

    def _address(self, at: At) -> str:
        return self._sheets[at[0]].cells[at[1:]]

    def _from(self, at: At, sheet_name: str) -> str:
        """Return a cell as a formula on this sheet names it."""
        sheet = self._sheets[at[0]].sheet
        return self._address(at) if at[0] == sheet_name else f"{quote_sheetname(sheet.title)}!{self._address(at)}"

    def _text(self, formula: Formula, sheet_name: str) -> str:
        named = (f"{self._from(first, sheet_name)}{f':{self._address(last)}' if last else ''}"
                 for first, last in map(_ends, formula.cells))  # fmt: skip
        return "=" + formula.text.format(*named)

    def _ways(self) -> None:
        """Lead from sheet to sheet, beside the print area: this is for the screen and not for paper."""
        home, *others = self._sheets.values()
        if not others:
            return
        beside = len(home.widths) + 2
        home.sheet.cell(1, beside, _CONTENTS).style = looks.BESIDE
        lines = -(-len(others) // _ACROSS)
        for number, other in enumerate(others):
            column, line = divmod(number, lines)
            title = other.sheet.title
            self._lead(home.sheet, (2 + line, beside + column), other, (title, f"打开“{title}”"))
        for other in others:
            title = home.sheet.title
            self._lead(other.sheet, (1, len(other.widths) + 2), home, (f"{_BACK}{title}", f"返回“{title}”"))
        for filled in (home, *others):
            for column in range(_ACROSS if filled is home else 1):
                letter = get_column_letter(len(filled.widths) + 2 + column)
                filled.sheet.column_dimensions[letter].width = _BESIDE_WIDTH

    def _lead(self, sheet: Worksheet, place: tuple[int, int], to: FilledSheet, words: tuple[str, str]) -> None:
        text, tip = words
        cell = sheet.cell(*place, text)
        cell.style = looks.WAY
        cell.hyperlink = Hyperlink(ref="", location=f"{quote_sheetname(to.sheet.title)}!A1", tooltip=tip)

    def _charts(self) -> None:
        """Put the charts on a page of their own below what is on the first sheet, one under the other."""
        filled = next(iter(self._sheets.values()))
        filled.new_page()
        filled.sheet._print_rows = None  # noqa: SLF001  # pyright: ignore  the heading of a table that ends above
        rows = int(filled.page_height / _ROW_HEIGHT / max(_ON_A_PAGE, len(self._book.charts))) - 1
        for chart in self._book.charts:
            made = self._chart(chart)
            first = filled.at
            for _ in range(rows):
                filled.end_row(_ROW_HEIGHT)
            anchor = TwoCellAnchor(
                editAs="twoCell",
                _from=AnchorMarker(col=0, row=first - 1),
                to=AnchorMarker(col=len(filled.widths), row=filled.at - 2),
            )
            made.anchor = anchor  # pyright: ignore[reportAttributeAccessIssue]
            filled.sheet.add_chart(made)
        filled.set_print_area()

    def _chart(self, chart: Chart) -> BarChart:
        made = BarChart()
        made.type, made.title, made.legend.position = "bar" if chart.is_lying else "col", chart.title, "b"
        if chart.is_lying:
            made.x_axis.scaling.orientation = "maxMin"  # the first name at the top
        made.grouping, made.overlap = ("stacked", _NO_GAP) if chart.is_stacked else ("clustered", _AGAINST)
        made.gapWidth = _GAP_WIDTH
        title: Any = made.title
        title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=_letters(1400))
        for number, each in enumerate(chart.series):
            series = SeriesFactory(self._reference(each.first, each.last))
            series.tx = SeriesLabel(strRef=StrRef(self._from(each.name, "")))
            series.graphicalProperties.solidFill = _COLOURS[number % len(_COLOURS)]
            made.series.append(series)
        made.set_categories(self._reference(*chart.names))
        for axis in (made.x_axis, made.y_axis):
            axis.delete = False
            axis.txPr = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_letters(900)), endParaRPr=_letters(900))])
        made.y_axis.number_format = "0%" if chart.is_percent else "0"
        return made

    def _reference(self, first: At, last: At) -> Reference:
        sheet = self._sheets[first[0]].sheet
        (column, row), (last_column, last_row) = map(_column_and_row, (self._address(first), self._address(last)))
        return Reference(sheet, column, row, last_column, last_row)


def _column_and_row(address: str) -> tuple[int, int]:
    letters, row = coordinate_from_string(address)
    return column_index_from_string(letters), row


def _ends(cells: At | tuple[At, At]) -> tuple[At, At | None]:
    """Return the first and last cell of a range; a single cell has no last."""
    return (cells[0], cells[1]) if len(cells) == 2 else (cells, None)  # noqa: PLR2004


def _letters(size: int) -> CharacterProperties:
    return CharacterProperties(sz=size, b=False, latin=Font(typeface=looks.SONG), ea=Font(typeface=looks.SONG))
