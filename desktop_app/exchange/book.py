"""A workbook as a whole: its reports and what only a workbook has.

That is formulas, charts, ways from sheet to sheet, and rows too many to be held at once. Cells are named by the sheet
they stand on, so that sheets may be left out or change their order.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop_app.core.progress import Report as Listener
from desktop_app.exchange.report import Cell, Report

At = tuple[str, int, int, int]
"""A cell: the name of its sheet, the number of the table, of the row in it and of the cell in the row.

Row HEADING is the heading of the table.
"""
HEADING = -1


_STEP = 5000
"""Rows written between two reports of how far it is."""


@dataclass(frozen=True)
class Formula:
    """What a cell is calculated from; its value stands in the report and, beside the formula, in the file.

    Each {} of `text` is a cell of `cells`, or a pair of them: the range from one to the other.
    """

    text: str
    cells: tuple[At | tuple[At, At], ...]


@dataclass(frozen=True)
class Series:
    """A row or column of numbers, from the first cell to the last, with the cell that names it."""

    name: At
    first: At
    last: At


@dataclass(frozen=True)
class Chart:
    """Bars of series over the names they share; stacked upon each other, or side by side."""

    title: str
    names: tuple[At, At]
    series: tuple[Series, ...]
    is_stacked: bool = False
    is_percent: bool = False
    is_lying: bool = False


@dataclass(frozen=True)
class Details:
    """Rows below the last table of a report, read one by one while they are written; `count` of them."""

    count: int
    rows: Callable[[], Iterator[Sequence[Cell]]]

    def watched(self, report: Listener) -> "Details":
        """Return the same, telling now and then how far they are; they can be stopped there."""

        def rows() -> Iterator[Sequence[Cell]]:
            for number, row in enumerate(self.rows()):
                if not number % _STEP:
                    report(number, self.count)
                yield row

        return replace(self, rows=rows)


@dataclass(frozen=True)
class Book:
    """The reports, each on a sheet. `charts` stand on a page of their own behind the first.

    Where it `has_contents`, the first sheet names all others beside what is printed, and they lead back to it.
    """

    reports: tuple[Report, ...]
    formulas: Mapping[At, Formula] = field(default_factory=dict[At, Formula])
    has_contents: bool = False
    charts: tuple[Chart, ...] = ()
    details: Mapping[str, Details] = field(default_factory=dict[str, Details])
