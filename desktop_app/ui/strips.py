"""A report cut into strips: the pieces of a page, each over its whole width, that pages are then filled with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from desktop_app.exchange.report import PADDING, Align, Report, Row, RowKind, Table, printable, stretched, worded
from desktop_app.ui.typesetting import HEI, POINT, SONG, TITLE, Face, Words

_FAINT, _SHADED = QColor("#eff3f8"), QColor("#e3eaf3")
_FACTS_SIZE: Final = 10.5


@dataclass(frozen=True)
class Strip:
    """A piece of a page that is never divided; what it holds is placed from its own top.

    A strip that `keeps_next` is never the last of a page. `repeated` is the heading to print first where a page
    begins with this strip. `row` is the number of its table and of the row that its boxes are the cells of.
    """

    height: float
    words: tuple[Words, ...] = ()
    boxes: tuple[QRectF, ...] = ()
    fill: QColor | None = None
    keeps_next: bool = False
    repeated: tuple["Strip", ...] = ()
    row: tuple[int, int] | None = None


@dataclass(frozen=True)
class _Cell:
    """Text over columns first..last and lines top..bottom of a row of boxes."""

    text: str
    first: int
    last: int
    align: Align


def strips_of(report: Report, width: float, height: float, air: float) -> list[Strip]:
    """Cut the report for a type area of this width and height.

    `air` is the room above and below the text of a row together, in parts of its size.
    """
    faces = _Faces(report.type_size(width / POINT), air)
    strips = list(_opening(report, width))
    for number, table in enumerate(report.tables):
        if table.title:
            strips.append(_title_of(table, width, is_first=number == 0))
        elif number:
            strips.append(Strip(2 * faces.size, keeps_next=True))
        strips += _TableCutter(table, number, width, height, faces).strips()
    closing = list(_closing(report, width))
    if closing:
        strips[-1] = replace(strips[-1], keeps_next=True)
    return strips + closing


def _opening(report: Report, width: float) -> Iterator[Strip]:
    yield _text(Face(TITLE, 18), report.title, width, (0, 8), Align.CENTER)
    facts = Face(SONG, _FACTS_SIZE)
    for line in report.fact_lines(width / facts.size):
        yield _text(facts, line, width, (0, 3))


def _title_of(table: Table, width: float, is_first: bool) -> Strip:
    return _text(Face(HEI, 12), table.title, width, (6 if is_first else 16, 4))


def _closing(report: Report, width: float) -> Iterator[Strip]:
    if report.signature:
        face, share = Face(SONG, _FACTS_SIZE), width / len(report.signature)
        boxes = [QRectF(number * share, 0, share, 3.2 * face.size) for number in range(len(report.signature))]
        parts = zip(boxes, report.signature, strict=True)
        words = [placed for box, part in parts for placed in face.set([printable(part)], box, Align.LEFT)]
        yield Strip(3.2 * face.size, tuple(words), keeps_next=bool(report.notes))
    face = Face(SONG, 9)
    for number, note in enumerate(report.notes, start=1):
        strip = _text(face, note, width, (2, 0))
        yield replace(strip, keeps_next=number < len(report.notes))


def _text(face: Face, text: str, width: float, air: tuple[float, float], align: Align = Align.LEFT) -> Strip:
    """Set a paragraph; `air` is the room above and below it, in points."""
    lines = face.lines(printable(text), width)
    above, below = air[0] * POINT, air[1] * POINT
    box = QRectF(0, above, width, len(lines) * face.line_height)
    return Strip(above + box.height() + below, tuple(face.set(lines, box, align)), keeps_next=True)


class _Faces:
    """The faces of the tables and how high rows are in them."""

    def __init__(self, size: float, air: float) -> None:
        self.body, self.strong = Face(SONG, size), Face(HEI, size)
        self.size, self.air = self.body.size, air * self.body.size

    def height(self, lines: int) -> float:
        return lines * self.body.line_height + self.air

    def lines_within(self, height: float) -> int:
        return max(1, int((height - self.air) / self.body.line_height))


class _TableCutter:
    """Cuts one table; every row is one strip, unless it is higher than a page."""

    def __init__(self, table: Table, number: int, width: float, height: float, faces: _Faces) -> None:
        self._table, self._number, self._faces = table, number, faces
        self._edges = [0.0, *accumulate(stretched(table.widths, width))]
        self._heading = self._heading_strip()
        self._room = height - self._heading.height

    def strips(self) -> list[Strip]:
        rows = self._table.rows or (Row((self._table.empty,), RowKind.GROUP),)
        strips = [self._heading]
        for number, (row, following) in enumerate(zip(rows, (*rows[1:], None), strict=True)):
            keeps = following is not None and (row.kind is RowKind.GROUP or following.kind is RowKind.TOTAL)
            parts = list(self._row(row))
            if row.kind is not RowKind.GROUP:
                parts = [replace(part, row=(self._number, number)) for part in parts]
            parts[-1] = replace(parts[-1], keeps_next=keeps)
            strips += parts
        return strips

    def _heading_strip(self) -> Strip:
        """Return the heading as one strip: a line is as high as the fullest of the cells that end on it."""
        headings, face = self._table.headings, self._faces.strong
        broken = [face.lines(heading.text, self._inside(heading.first, heading.last)) for heading in headings]
        bottoms = [0.0] * self._table.heading_lines
        for heading, lines in sorted(zip(headings, broken, strict=True), key=lambda pair: pair[0].bottom):
            above = bottoms[heading.top - 1] if heading.top else 0.0
            bottoms[heading.bottom] = max(bottoms[heading.bottom], above + self._faces.height(len(lines)))
        boxes, words = list[QRectF](), list[Words]()
        for heading, lines in zip(headings, broken, strict=True):
            top, bottom = bottoms[heading.top - 1] if heading.top else 0.0, bottoms[heading.bottom]
            box = QRectF(self._edges[heading.first], top, 0, bottom - top)
            box.setRight(self._edges[heading.last + 1])
            boxes.append(box)
            words += face.set(lines, box, Align.CENTER)
        return Strip(bottoms[-1], tuple(words), tuple(boxes), _SHADED, keeps_next=True)

    def _row(self, row: Row) -> Iterator[Strip]:
        face = self._faces.body if row.kind is RowKind.BODY else self._faces.strong
        cells = list(self._cells(row))
        lines = [face.lines(cell.text, self._inside(cell.first, cell.last)) for cell in cells]
        on_a_page = self._faces.lines_within(self._room)
        for start in range(0, max(map(len, lines)), on_a_page):
            part = [of_cell[start : start + on_a_page] for of_cell in lines]
            yield self._strip(cells, part, face, None if row.kind is RowKind.BODY else _FAINT)

    def _strip(self, cells: Iterable[_Cell], lines: list[list[str]], face: Face, fill: QColor | None) -> Strip:
        height, padding = self._faces.height(max(map(len, lines))), PADDING / 2 * self._faces.size
        boxes, words = list[QRectF](), list[Words]()
        for cell, of_cell in zip(cells, lines, strict=True):
            box = QRectF(self._edges[cell.first], 0, self._edges[cell.last + 1] - self._edges[cell.first], height)
            boxes.append(box)
            words += face.set(of_cell, box.adjusted(padding, 0, -padding, 0), cell.align)
        return Strip(height, tuple(words), tuple(boxes), fill, repeated=(self._heading,))

    def _cells(self, row: Row) -> Iterator[_Cell]:
        if row.kind is RowKind.GROUP:
            align = Align.LEFT if self._table.rows else Align.CENTER
            yield _Cell(worded(row.cells[0]), 0, len(self._table.columns) - 1, align)
            return
        for number, column in enumerate(self._table.columns):
            text = worded(row.cells[number]) if number < len(row.cells) else ""
            yield _Cell(text, number, number, column.align)

    def _inside(self, first: int, last: int) -> float:
        return self._edges[last + 1] - self._edges[first] - PADDING * self._faces.size
