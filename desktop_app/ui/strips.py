"""Reports cut into strips: the pieces of a page, each over its whole width, that pages are then filled with."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from typing import Final, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from desktop_app.exchange.report import (
    PADDING,
    TITLE_SIZE,
    Align,
    Box,
    Report,
    Row,
    RowKind,
    Table,
    printable,
    worded,
)
from desktop_app.ui.typesetting import HEI, POINT, SONG, TITLE, Face, Words

_FAINT, _SHADED = QColor("#eff3f8"), QColor("#e3eaf3")
_FILLS: Final = {RowKind.GROUP: _FAINT, RowKind.SUBTOTAL: _FAINT, RowKind.TOTAL: _SHADED}
_SUMS: Final = (RowKind.SUBTOTAL, RowKind.TOTAL)
_FACTS_SIZE: Final = 10.5
_Lines = tuple[tuple[str, ...], ...]
"""How the cells of a row break."""


class Held(NamedTuple):
    """What is drawn of a strip, placed from its own top; `fills` are the colours of the boxes that have one."""

    words: Sequence[Words] = ()
    boxes: Sequence[QRectF] = ()
    fills: Sequence[tuple[QColor, Sequence[QRectF]]] = ()


@dataclass(frozen=True)
class Strip:
    """A piece of a page that is never divided; a row of a table places what it holds anew whenever it is asked for it.

    Of a thousand pages only those that are seen are placed. A row that is asked for no words measures none.

    A strip that `keeps_next` is never the last of a page, one that `starts_page` is the first of one. `repeated` is
    the heading to print first where a page begins with this strip. `row` is the number of its table and of the row
    that its boxes are the cells of. A line of a row that is higher than a page has boxes without top and foot; `edge`
    closes them where a page ends before it. `air` is how much of its height a strip set tighter can do without at most.
    """

    height: float
    held: Callable[..., Held] = Held
    keeps_next: bool = False
    starts_page: bool = False
    repeated: tuple["Strip", ...] = ()
    edge: "Strip | None" = None
    row: tuple[int, int] | None = None
    air: float = 0.0


def strips_of(report: Report, width: float, height: float, air: float) -> list[Strip]:
    """Cut the report for a type area of this width and height.

    `air` is the room above and below the text of a row together, in parts of its size.
    """
    faces = _Faces(report.type_size(width / POINT), air)
    strips = list(_opening(report, width))
    for number, table in enumerate(report.tables):
        of_table = _TableCutter(table, number, width, height, faces).strips()
        if table.title:
            of_table.insert(0, _title_of(table, width, is_first=number == 0 or table.starts_page))
        elif number and not table.starts_page:
            of_table.insert(0, Strip(2 * faces.size, keeps_next=True))
        of_table[0] = replace(of_table[0], starts_page=table.starts_page and number > 0)
        strips += of_table
    closing = list(_closing(report, width))
    if closing:
        strips[-1] = replace(strips[-1], keeps_next=True)
    return strips + closing


def _opening(report: Report, width: float) -> Iterator[Strip]:
    title = Face(TITLE, TITLE_SIZE)
    yield _text(title, "\n".join(report.title_lines(width / title.size)), width, (0, 8), Align.CENTER)
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
        yield Strip(3.2 * face.size, partial(Held, words), keeps_next=bool(report.notes))
    face = Face(SONG, 9)
    for number, note in enumerate(report.notes, start=1):
        strip = _text(face, note, width, (2, 0))
        yield replace(strip, keeps_next=number < len(report.notes))


def _text(face: Face, text: str, width: float, air: tuple[float, float], align: Align = Align.LEFT) -> Strip:
    """Set a paragraph; `air` is the room above and below it, in points."""
    lines = face.lines(printable(text), width)
    above, below = air[0] * POINT, air[1] * POINT
    box = QRectF(0, above, width, len(lines) * face.line_height)
    return Strip(above + box.height() + below, partial(Held, face.set(lines, box, align)), keeps_next=True)


class _Faces:
    """The faces of the tables and how high rows are in them."""

    def __init__(self, size: float, air: float) -> None:
        self.body, self.strong = Face(SONG, size), Face(HEI, size)
        self.size, self.air, self.line_height = self.body.size, air * self.body.size, self.body.line_height

    def height(self, lines: float) -> float:
        return lines * self.line_height + self.air

    def lines_within(self, height: float) -> int:
        return max(1, int((height - self.air) / self.line_height))

    def of(self, row: Row, box: Box) -> Face:
        return self.body if row.kind is RowKind.BODY and not box.is_label else self.strong


class _TableCutter:
    """Cuts one table; every row is one strip, unless it is higher than a page: then every line of it is one."""

    def __init__(self, table: Table, number: int, width: float, height: float, faces: _Faces) -> None:
        self._table, self._number, self._faces = table, number, faces
        widths = [part * faces.size for part in table.fitted(width / faces.size)]
        self._edges = [0.0, *accumulate(widths)]
        self._heading = (self._heading_strip(),) if table.is_headed else ()
        self._room = height - sum(strip.height for strip in self._heading)

    def strips(self) -> list[Strip]:
        rows = self._table.shown
        strips = list(self._heading)
        for number, (row, following) in enumerate(zip(rows, (*rows[1:], None), strict=True)):
            keeps = following is not None and (row.kind is RowKind.GROUP or following.kind in _SUMS)
            strips += self._row(row, (self._number, number) if self._table.rows else None)
            if keeps:
                strips[-1] = replace(strips[-1], keeps_next=True)
        return strips

    def _heading_strip(self) -> Strip:
        """Return the heading as one strip: a line is as high as the fullest of the cells that end on it."""
        headings, face = self._table.headings, self._faces.strong
        broken = [
            face.lines(printable(heading.text), self._inside(heading.first, heading.last)) for heading in headings
        ]
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
        held = partial(Held, words, boxes, [(_SHADED, boxes)])
        return Strip(bottoms[-1], held, keeps_next=True, air=len(bottoms) * self._faces.air)

    def _row(self, row: Row, place: tuple[int, int] | None) -> Iterator[Strip]:
        lines = tuple(
            tuple(self._faces.of(row, box).lines(worded(box.cell), self._inside(box.first, box.last)))
            for box in self._table.boxes(row)
        )
        on_a_page, longest = self._faces.lines_within(self._room), max(map(len, lines))
        if longest <= on_a_page:
            yield self._strip(row, place, lines, self._faces.height(max(min(row.lines, on_a_page), longest)))
            return
        empty = ((),) * len(lines)
        edge = Strip(0, partial(self._held, replace(row, kind=RowKind.BODY), empty, 0), repeated=self._heading)
        yield replace(edge, row=place, keeps_next=True)
        for number in range(-1, longest + 1):  # with the air above and below
            part = tuple(of_cell[number : number + 1] for of_cell in lines) if number >= 0 else empty
            height = self._faces.line_height if 0 <= number < longest else self._faces.air / 2
            keeps = number < 1 or number >= longest - 1  # the first and the last line are not left with nothing but air
            yield replace(self._strip(row, place, part, height), edge=edge, keeps_next=keeps)
        yield replace(edge, row=place)

    def _strip(self, row: Row, place: tuple[int, int] | None, lines: _Lines, height: float) -> Strip:
        held = partial(self._held, row, lines, height)
        return Strip(height, held, repeated=self._heading, row=place, air=self._faces.air)

    def _held(self, row: Row, lines: _Lines, height: float, *, is_set: bool = True) -> Held:
        padding = PADDING / 2 * self._faces.size
        fill, labels = _FILLS.get(row.kind), list[QRectF]()
        placed, words = list[QRectF](), list[Words]()
        for box, of_box in zip(self._table.boxes(row), lines, strict=True):
            left = self._edges[box.first]
            width = self._edges[box.last + 1] - left
            area = QRectF(left, 0, width, height)
            placed.append(area)
            if box.is_label:
                labels.append(area)
            if is_set and of_box not in (("",), ()):
                inner = QRectF(left + padding, 0, width - 2 * padding, height)
                words += self._faces.of(row, box).set(of_box, inner, box.align)
        return Held(words, placed, [(fill, placed)] if fill else [(_SHADED, labels)] if labels else [])

    def _inside(self, first: int, last: int) -> float:
        return self._edges[last + 1] - self._edges[first] - PADDING * self._faces.size
