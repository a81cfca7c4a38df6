"""What stands in reports: cells as they are worded, and the figures that can be opened."""

from collections.abc import Sequence

from desktop_app.exchange.report import Report, Sourced, worded
from desktop_app.metrics import register


def cells(report: Report, number: int = 0) -> list[list[str]]:
    return [[worded(cell) for cell in row.cells] for row in report.tables[number].rows]


def figures(reports: Sequence[Report]) -> list[Sourced]:
    rows = [row for report in reports for table in report.tables for row in table.rows]
    return [cell for row in rows for cell in row.cells if isinstance(cell, Sourced)]


def agree(reports: Sequence[Report]) -> int:
    """Ask every figure again of the register; return how many there are."""
    found = figures(reports)
    for each in found:
        assert register.answer(each.asked) == each.figure
    return len(found)
