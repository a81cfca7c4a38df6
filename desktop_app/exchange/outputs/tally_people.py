"""Units and people in a month's tally, set out so that what stands above a sum adds up to it.

A unit counts with those under it. People stand under the units in which they did what is counted: whoever moved this
year stands in both, each time with his part.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from desktop_app.core.scope import ALL, BUREAU, OFFICES, Population
from desktop_app.exchange.outputs.tally_figures import (
    IN_POST,
    MONTH,
    NOW,
    OF_PERSON,
    OF_UNIT,
    TallyFigures,
    figure_columns,
)
from desktop_app.exchange.report import Align, Cell, Column, Row, RowKind, Table
from desktop_app.metrics import register
from desktop_app.metrics.register import Figures
from desktop_app.records import cadres, units
from desktop_app.records.cadres import CadreRow
from desktop_app.records.units import UnitRow

AMONG = "其中："
"""Before a unit that the one above it contains: its figures are part of those."""
AWAY, LEFT = "已调出", "已离岗"
"""Where somebody is at the month's end who is not in the unit under which he stands."""
SUBTOTAL, TOTAL = "小计", "合计"


class TallyPeople:
    """The units of a tally's population as a tree, with whom each has."""

    def __init__(self, figures: TallyFigures) -> None:
        self._figures = figures
        self._last = figures.month.last
        self._units = {row.id: row for row in units.listed(self._last)}
        self._below = figures.parts.units
        self._children: dict[int | None, list[UnitRow]] = defaultdict(list)
        for row in self._units.values():
            if row.id in self._below:
                self._children[row.parent_id if row.parent_id in self._below else None].append(row)

    def by_unit(self, title: str) -> Table:
        """Units in the clerk's order; 小计 of 局机关 and 司法所 where both are there and no unit is of both."""
        columns = (
            Column("单位", 8), Column("期末在岗", 4.3, Align.RIGHT), *figure_columns(NOW, OF_UNIT, 4),
        )  # fmt: skip
        rows: list[Row] = []
        for name, members in self._groups():
            of_group = [row for unit in members for row in self._unit_rows(unit)]
            rows += of_group
            if name and of_group:
                of_kind = register.units_within(Population(name))
                found = {span: self._figures.parts.of_units(span, of_kind) for span in NOW}
                rows.append(Row((name + SUBTOTAL, *self._cells(found, self._figures.unit(name))), RowKind.SUBTOTAL))
        total = Row((TOTAL, *self._cells(self._figures.whole, self._figures.population)), RowKind.TOTAL)
        return Table(title, columns, (*rows, total))

    def by_person(self, title: str) -> Table:
        """People under their units, each with what he did there."""
        columns = (Column("姓名", 6), *figure_columns(NOW, OF_PERSON, 3), Column("备注", 3))
        rows = [row for unit in self._children[None] for row in self._people_under(unit)]
        total = Row((TOTAL, *self._own(self._figures.whole, self._figures.population), ""), RowKind.TOTAL)
        return Table(title, columns, (*rows, *self._apart(), total))

    @property
    def has_moved(self) -> bool:
        """Whether anybody stands under a unit in which he is no longer."""
        return any(remark for people in self._placed.values() for _, remark in people)

    @property
    def has_parts(self) -> bool:
        """Whether a unit stands there as part of another."""
        return any(parent and children for parent, children in self._children.items())

    @property
    def apart(self) -> list[str]:
        """The units that are not told apart, as not all under them are of the population: their figures are in 合计."""
        within = register.units_within(self._figures.population)
        return [
            row.name
            for row in self._units.values()
            if row.id in within - set(self._below)
            and any(figure.records for span in NOW for figure in self._figures.parts.of_units(span, [row.id]).values())
        ]

    def _groups(self) -> Iterator[tuple[str, list[UnitRow]]]:
        tops = self._children[None]
        of_kind = {name: register.units_within(Population(name)) for name in (BUREAU, OFFICES)}
        apart = [[unit for unit in tops if self._below[unit.id] <= kind] for kind in of_kind.values()]
        if self._figures.population.name == ALL and all(apart) and sum(map(len, apart)) == len(tops):
            yield from zip(of_kind, apart, strict=True)
        else:
            yield "", tops

    def _unit_rows(self, unit: UnitRow, before: str = "") -> list[Row]:
        """Return the row of a unit and of those under it; none where there is nothing to tell."""
        found = {span: self._figures.parts.of_unit(span, unit.id) for span in NOW}
        if not any(figure.records for figures in found.values() for figure in figures.values()):
            return []
        rows = [Row((before + unit.name, *self._cells(found, self._figures.unit(unit.name))))]
        return rows + [row for child in self._children[unit.id] for row in self._unit_rows(child, AMONG)]

    def _cells(self, found: dict[str, Figures], population: Population) -> list[Cell]:
        in_post = self._figures.sourced(found[MONTH], MONTH, [IN_POST], population)
        return [
            *in_post,
            *(cell for span in NOW
              for cell in self._figures.sourced(found[span], span, OF_UNIT.values(), population)),
        ]  # fmt: skip

    def _own(self, found: dict[str, Figures], population: Population, cadre_id: int | None = None) -> list[Cell]:
        return [
            cell
            for span in NOW
            for cell in self._figures.sourced(found[span], span, OF_PERSON.values(), population, cadre_id)
        ]

    def _people_under(self, unit: UnitRow) -> list[Row]:
        """Return a unit's people, those of the units under it, and its 小计; one person needs none."""
        population = self._figures.unit(unit.name)
        own = [self._person(row, population, unit, remark) for row, remark in self._placed.get(unit.id, ())]
        under = [row for child in self._children[unit.id] for row in self._people_under(child)]
        if not own and not under:
            return []
        rows = [Row((unit.name,), RowKind.GROUP), *own, *under]
        if len(own) + len(under) > 1:
            found = {span: self._figures.parts.of_unit(span, unit.id) for span in NOW}
            label = unit.name + SUBTOTAL if under else SUBTOTAL
            rows.append(Row((label, *self._own(found, population), ""), RowKind.SUBTOTAL))
        return rows

    def _person(self, row: CadreRow, population: Population, unit: UnitRow | None, remark: str = "") -> Row:
        name = row.name if unit and row.distinction == unit.name else row.full_name
        parts = self._figures.parts
        where, names = unit.id if unit else None, OF_PERSON.values()
        found = {span: parts.of_cadre(span, row.id, where, names) for span in NOW}
        return Row((name, *self._own(found, population, row.id), remark), record=("cadre", row.id))

    def _apart(self) -> list[Row]:
        """Return those who cannot be told apart by unit: of a named list, or of a unit that is only partly counted."""
        rows: list[Row] = []
        group = ""
        for row, remark in self._placed.get(None, ()):
            unit = row.unit if row.is_in_post and row.unit else LEFT
            if unit != group:
                rows.append(Row((unit,), RowKind.GROUP))
                group = unit
            rows.append(self._person(row, self._figures.population, None, remark if unit != LEFT else ""))
        return rows

    @cached_property
    def _placed(self) -> dict[int | None, list[tuple[CadreRow, str]]]:
        """Who stands under which unit, with the remark; under None who cannot be told apart by unit."""
        belonging = register.in_post(self._figures.population, self._last)
        placed: dict[int | None, list[tuple[CadreRow, str]]] = defaultdict(list)
        for row in cadres.listed(self._last):
            now = {row.unit_id} if row.id in belonging and row.unit_id else set[int]()
            there = self._figures.parts.units_of(row.id) | now
            if not there <= set(self._below):
                placed[None].append((row, ""))
                continue
            for unit in there:
                if not any(unit != other and unit in self._below[other] for other in there):
                    is_there = row.unit_id in self._below[unit]
                    placed[unit].append((row, "" if is_there else AWAY if row.is_in_post else LEFT))
        return placed
