"""A report before it is a file: the one shape that Excel, Word, PDF and the printer share.

What they must agree on is said here too: how a cell is worded, which headings span what, and how wide text is.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from itertools import groupby
from typing import Final

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


Cell = str | int | date | Figure | Sourced | None

_NEVER_PRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_GAP: Final = "　　"
TYPE_SIZES: Final = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
"""The sizes of table text on paper, in points; a wide table takes a smaller one."""
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
    def widths(self) -> tuple[float, ...]:
        """Characters for each column: as asked, but never less than its longest number or date takes in one line.

        The padding is part of them.
        """
        needed = [column.width for column in self.columns]
        for row in self.rows:
            for number, cell in enumerate(row.cells):
                if is_unbroken(cell):
                    needed[number] = max(needed[number], text_width(worded(cell)))
        return tuple(width + PADDING for width in needed)


@dataclass(frozen=True)
class Report:
    """Tables under one title.

    `facts` stand on its face: 统计期间, 口径, 未登记 sessions. `signature` stands once under the last table, `notes`
    (rules) small below it, `stamp` small in the footer. `sheet_name` is its tab in a workbook; empty means the title.
    """

    title: str
    facts: tuple[str, ...]
    tables: tuple[Table, ...]
    signature: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sideways: bool = False
    sheet_name: str = ""
    stamp: str = ""

    def type_size(self, room: float) -> float:
        """Return the largest of TYPE_SIZES at which every table fits the room (in points), or the smallest."""
        widest = max((sum(table.widths) for table in self.tables), default=0.0)
        return next((size for size in TYPE_SIZES if widest * size <= room), TYPE_SIZES[-1])

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


def worded(cell: Cell) -> str:
    """Return the cell as it stands on paper."""
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else printable(str(cell))


def printable(text: str) -> str:
    """Return the text without what no paper and no file can hold: control characters and broken code points."""
    return _NEVER_PRINTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def figure_in(cell: Cell) -> Figure | None:
    """Return the figure that a cell holds."""
    if isinstance(cell, Sourced):
        return cell.figure
    return cell if isinstance(cell, Figure) else None


def is_unbroken(cell: Cell) -> bool:
    """Say whether the cell is a number or a date: written on one line."""
    figure = figure_in(cell)
    return isinstance(cell, int | date) or (figure is not None and figure.shape is not Shape.TITLES)


def text_width(text: str) -> float:
    """Return the width in Chinese characters; letters and digits take about half of one."""
    if text.isascii():
        return len(text) * _NARROW
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else _NARROW for letter in text)


def line_count(text: str, room: float) -> int:
    """Return how many lines the text takes when it is so many characters wide."""
    return sum(max(1, -int(-text_width(part) // room)) for part in text.split("\n"))


def stretched(widths: Sequence[float], room: float) -> list[float]:
    """Return the widths in proportion, filling the room."""
    scale = room / sum(widths)
    return [width * scale for width in widths]
