"""What every sheet of the year-end workbook needs to know."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.core.scope import Scope
from desktop_app.exchange.report import Report, Table
from desktop_app.records import stamp


@dataclass(frozen=True)
class Year:
    """What every sheet needs: the year up to its as-of day, and who files it."""

    scope: Scope
    office: str

    @property
    def number(self) -> int:
        return self.scope.period.first.year

    @property
    def facts(self) -> tuple[str, ...]:
        return (f"统计期间：{self.scope.period.text}", f"口径：{self.scope.population.text}")

    def report(self, sheet: str, title: str, *tables: Table, notes: Sequence[str] = ()) -> Report:
        return Report(
            f"{self.office}{self.number}年{title}", self.facts, tables, notes=tuple(notes), sideways=True,
            sheet_name=sheet, stamp=stamp.printed(),
        )  # fmt: skip
