"""What every sheet of the year-end workbook needs to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from desktop_app.core.figure import Figure, Shape
from desktop_app.core.number import shown
from desktop_app.core.scope import Population, Scope
from desktop_app.exchange import output
from desktop_app.exchange.report import Cell, Report, Sourced, Table
from desktop_app.records import stamp


@dataclass(frozen=True)
class Year:
    """What every sheet needs: the year up to its as-of day, and who files it."""

    scope: Scope
    office: str
    waiting: str = ""
    """Which sessions are not recorded: without them the figures are not whole."""

    @property
    def number(self) -> int:
        return self.scope.period.first.year

    @property
    def day(self) -> date:
        """The day at whose end plan, problems and readings stand: the last one or, in a year that goes on, today."""
        return min(self.scope.period.last, date.today())

    @property
    def facts(self) -> tuple[str, ...]:
        said = (f"统计期间：{self.scope.period.text}", f"口径：{self.scope.population.text}")
        return (*said, self.waiting) if self.waiting else said

    def cell(self, figure: Figure | None, population: str = "", cadre_id: int | None = None) -> Cell:
        """Return a figure of the year as a cell that opens its records; of one population or cadre where named."""
        if figure is None:
            return None
        scope = self.scope.of(Population(population)) if population else self.scope
        return Sourced(figure, scope, cadre_id)

    def report(
        self, sheet: str, title: str, *tables: Table, notes: Sequence[str] = (), is_signed: bool = False
    ) -> Report:
        return Report(
            f"{self.office}{self.number}年{title}", self.facts, tables, notes=tuple(notes), sheet_name=sheet,
            signature=output.signature() if is_signed else (), stamp=stamp.printed(),
        )  # fmt: skip


def amount(hundredths: int) -> Decimal:
    """Return hours or days as a number of a cell."""
    return Decimal(shown(hundredths))


def share(above: Fraction | int, below: Fraction | int = 1) -> Figure:
    """Return a share that is made of what stands beside it, so that it is worded like every rate."""
    return Figure("", "", "", Shape.RATE, Fraction(above), Fraction(below))
