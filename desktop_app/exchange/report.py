"""A report before it is a file: the one shape that Excel, Word, PDF and the printer share.

What they must agree on is said here too: how a cell is worded, which headings span what, and how wide text is.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cached_property
from itertools import groupby
from typing import Final, NamedTuple

from desktop_app.core.figure import Figure, Shape
from desktop_app.core.scope import Asked, Scope


@dataclass(frozen=True)
class Sourced:
    """A figure in a cell with the scope it was asked in: a click on it lists its records, a release keeps it."""

    figure: Figure
    scope: Scope
    cadre_id: int | None = None

    @property
    def asked(self) -> Asked:
        return Asked(self.figure.name, self.scope, self.cadre_id)

    def __str__(self) -> str:
        return str(self.figure)


Cell = str | int | Decimal | date | Figure | Sourced | None
"""A Decimal is hours or days as they are kept: 1.5."""
Place = tuple[int, int, int, int]
"""A cell of a document: the number of its report, of the table in it, of the row and of the cell in the row."""
Link = Asked | tuple[str, int]
"""What a cell opens: the records behind its figure, or a record by table and id."""

_NEVER_PRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_GAP: Final = "　　"
_BUREAU: Final = re.compile(r"(.+局)(?!机关)(.+)")
"""A title that begins with the bureau's name."""
TITLE_SIZE: Final = 18.0
"""Of the title, in points."""
BLANK_DAY: Final = "　　　年　　月　　日"
"""A day to be written by hand."""
TYPE_SIZES: Final = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
"""The sizes of table text on paper, in points; a wide table takes a smaller one.

Below the last nobody reads it: a table that is wider still keeps its numbers whole and breaks its text over more lines.
"""
AIRS: Final = (0.6, 0.5, 0.4, 0.3)
"""Room above and below the text of a row together, in parts of its size: as it should be, and what it may shrink to."""
SHORT: Final = 4
"""Pages up to which it is worth while to save one by setting the rows tighter."""
LEADING: Final = 1.3
"""From one line of text to the next, in parts of its size."""
LEGIBLE: Final = 9.0
A4: Final = (210, 297)
SIDE, TOP, FOOT, NUMBER = 18, 18, 20, 11
"""The margins of paper and Word, and from its lower edge to the page number; in millimetres."""
UPRIGHT_ROOM: Final = (A4[0] - 2 * SIDE) / 25.4 * 72
"""Between the margins of an upright page, in points."""
PADDING: Final = 0.7
"""Room left and right of the text of a cell together, in characters."""
_NARROW: Final = 0.64
"""A digit beside a Chinese character: 0.5 in 宋体, 0.64 in DejaVu, the widest of the faces that stand in for it."""


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class RowKind(Enum):
    BODY = "正文"
    GROUP = "分组"
    SUBTOTAL = "小计"
    TOTAL = "合计"


@dataclass(frozen=True)
class Column:
    """A column of a table.

    `width` is in Chinese characters. Neighbours of the same `group` share an upper heading. `note` is the rule behind
    the column, in words. In a form, `is_label` columns hold the names of what stands beside them and are shaded.
    """

    title: str
    width: float
    align: Align = Align.LEFT
    group: str = ""
    note: str = ""
    is_label: bool = False


@dataclass(frozen=True)
class Row:
    """A row; one of kind GROUP is a title over the rows below it, in its first cell.

    `spans` says over how many columns each cell goes (empty: one each); `lines` is the least height in lines of text:
    room to write by hand. `record` is the table and id of the record the row shows, to open it.
    """

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.BODY
    spans: tuple[int, ...] = ()
    lines: float = 1
    record: tuple[str, int] | None = None


class Box(NamedTuple):
    """A cell of a row with the columns it covers, counted from 0, both ends included."""

    cell: Cell
    first: int
    last: int
    align: Align
    is_label: bool = False


@dataclass(frozen=True)
class Heading:
    """A cell of a table's heading: the columns and lines it covers, counted from 0, both ends included."""

    text: str
    first: int
    last: int
    top: int
    bottom: int
    note: str = ""


@dataclass(frozen=True)
class Table:
    """Rows under headings; a form (`is_headed` false) has none, its columns say only how wide they are.

    `starts_page`: it begins on a page of its own.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = "本期无记录"
    is_headed: bool = True
    starts_page: bool = False

    @property
    def heading_lines(self) -> int:
        return 2 if any(column.group for column in self.columns) else 1

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The heading, cell by cell: groups above their columns, a column without a group over both lines."""
        bottom, found, first = self.heading_lines - 1, list[Heading](), 0
        for group, members in groupby(self.columns, key=lambda column: column.group):
            columns = list(members)
            if group:
                found.append(Heading(group, first, first + len(columns) - 1, 0, 0))
            for number, column in enumerate(columns, start=first):
                found.append(Heading(column.title, number, number, bottom if group else 0, bottom, column.note))
            first += len(columns)
        return tuple(found)

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows, or the one that says that there are none."""
        return self.rows or (Row((self.empty,), RowKind.GROUP),)

    def boxes(self, row: Row) -> Iterator[Box]:
        """Yield the cells of a row over the columns they cover, an empty one for each column that none covers."""
        if row.kind is RowKind.GROUP and not row.spans:
            align = Align.LEFT if self.rows else Align.CENTER
            yield Box(row.cells[0], 0, len(self.columns) - 1, align)
            return
        first, left_out = 0, len(self.columns) - (sum(row.spans) or len(row.cells))
        spans = row.spans or (1,) * len(row.cells)
        for cell, span in zip((*row.cells, *(None,) * left_out), (*spans, *(1,) * left_out), strict=True):
            covered = self.columns[first : first + span]
            content = [column for column in covered if not column.is_label]
            align = content[0].align if content else Align.CENTER
            yield Box(cell, first, first + span - 1, align, is_label=not content)
            first += span

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """Characters for each column: as asked, but never less than its longest number or date takes in one line.

        The padding is part of them.
        """
        return tuple(
            max(column.width + PADDING, least) for column, least in zip(self.columns, self._least, strict=True)
        )

    @cached_property
    def _least(self) -> list[float]:
        """Characters that each column cannot do without: its longest number or date, else a character."""
        needed = [1.0] * len(self.columns)
        for row in self.rows:
            if not row.spans:
                for number, cell in enumerate(row.cells):
                    if is_unbroken(cell):
                        needed[number] = max(needed[number], text_width(worded(cell)))
        return [width + PADDING for width in needed]

    def fitted(self, room: float) -> list[float]:
        """Return the widths that fill so many characters; where these are too few, columns of text give way."""
        lacking = sum(self.widths) - room
        spare = [width - least for width, least in zip(self.widths, self._least, strict=True)]
        if lacking <= 0 or not sum(spare):
            return stretched(self.widths, room)
        share = min(1.0, lacking / sum(spare))
        return stretched([width - share * part for width, part in zip(self.widths, spare, strict=True)], room)


@dataclass(frozen=True)
class Report:
    """Tables under one title.

    `facts` stand on its face: 统计期间, 口径, 未登记 sessions. `signature` stands once under the last table, `notes`
    (rules) small below it, `stamp` small in the footer. `sheet_name` is its tab in a workbook; empty means the title.
    `sideways` None: it lies as its width asks.
    """

    title: str
    facts: tuple[str, ...]
    tables: tuple[Table, ...]
    signature: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sideways: bool | None = None
    sheet_name: str = ""
    stamp: str = ""

    @property
    def widest(self) -> float:
        """The width of the widest table, in characters."""
        return max((sum(table.widths) for table in self.tables), default=0.0)

    @property
    def is_sideways(self) -> bool:
        """Whether it lies on its side: as asked, else where a table is too wide for an upright page at a legible size.

        A writer asks lies_sideways(): all reports of a document lie the same way.
        """
        return self.widest * LEGIBLE > UPRIGHT_ROOM if self.sideways is None else self.sideways

    def type_size(self, room: float) -> float:
        """Return the largest of TYPE_SIZES at which every table fits the room (in points), or the smallest."""
        return next((size for size in TYPE_SIZES if self.widest * size <= room), TYPE_SIZES[-1])

    def title_lines(self, room: float) -> tuple[str, ...]:
        """Return the title; where it is too long for a line so many characters wide, the bureau stands above the rest.

        Broken where the line ends it would be broken within a word.
        """
        named = _BUREAU.fullmatch(self.title) if text_width(self.title) > room else None
        return named.groups() if named else (self.title,)

    def fact_lines(self, room: float) -> tuple[str, ...]:
        """Return the facts on as few lines as they need, so many characters wide; only a longer fact is broken."""
        lines = list[str]()
        for fact in self.facts:
            joined = f"{lines[-1]}{_GAP}{fact}" if lines else fact
            if lines and text_width(joined) <= room:
                lines[-1] = joined
            else:
                lines.append(fact)
        return tuple(printable(line) for line in lines)


def lies_sideways(reports: Sequence[Report]) -> bool:
    """Say how the paper of a document lies: on its side as soon as one of its reports has to."""
    return any(content.is_sideways for content in reports)


def links(reports: Sequence[Report]) -> dict[Place, Link]:
    """Return what can be opened: figures that rest on records and, in a row that shows a record, its other cells."""
    found: dict[Place, Link] = {}
    for number, content in enumerate(reports):
        for table_number, table in enumerate(content.tables):
            for row_number, row in enumerate(table.rows):
                for column, cell in enumerate(row.cells):
                    if link := _link(cell, row):
                        found[number, table_number, row_number, column] = link
    return found


def _link(cell: Cell, row: Row) -> Link | None:
    return cell.asked if isinstance(cell, Sourced) and cell.figure.records else row.record


def worded(cell: Cell) -> str:
    """Return the cell as it stands on paper."""
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else printable(str(cell))


def printable(text: str) -> str:
    """Return the text without what no paper and no file can hold: control characters and broken code points."""
    return text if text.isprintable() else _NEVER_PRINTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def figure_in(cell: Cell) -> Figure | None:
    """Return the figure that a cell holds."""
    if isinstance(cell, Sourced):
        return cell.figure
    return cell if isinstance(cell, Figure) else None


def is_unbroken(cell: Cell) -> bool:
    """Say whether the cell is a number or a date: written on one line."""
    figure = figure_in(cell)
    return isinstance(cell, int | Decimal | date) or (figure is not None and figure.shape is not Shape.TITLES)


def text_width(text: str, narrow: float = _NARROW) -> float:
    """Return the width in Chinese characters; letters and digits take about half of one, `narrow` says how much."""
    if text.isascii():
        return len(text) * narrow
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else narrow for letter in text)


def line_count(text: str, room: float, narrow: float = _NARROW) -> int:
    """Return how many lines the text takes when it is so many characters wide."""
    return sum(max(1, -int(-text_width(part, narrow) // room)) for part in text.split("\n"))


def stretched(widths: Sequence[float], room: float) -> list[float]:
    """Return the widths in proportion, filling the room."""
    scale = room / sum(widths)
    return [width * scale for width in widths]
