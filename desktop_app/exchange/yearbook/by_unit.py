"""People in groups by their unit on the last day, each group closed by its 小计."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import groupby

from desktop_app.core.figure import Figure, Shape
from desktop_app.exchange.report import Cell, Row, RowKind, figure_in
from desktop_app.records.cadres import CadreRow

LEFT_OFFICE = "（已离岗）"
SUBTOTAL_RULE = "小计为上面所列人员之和，按期末所在单位分组；年内调动的，全年的数字都在期末单位"


def grouped(people: Iterable[CadreRow], row_of: Callable[[CadreRow], Row]) -> list[Row]:
    """Return a row for each of the people, who come unit by unit, and the sum of each unit's rows below them."""
    rows: list[Row] = []
    for unit, members in groupby(people, key=lambda person: person.unit or LEFT_OFFICE):
        mine = [row_of(person) for person in members]
        columns = list(zip(*(row.cells for row in mine), strict=True))[2:]
        rows += [*mine, Row(("小计", f"{unit}{len(mine)}人", *map(added, columns)), RowKind.SUBTOTAL)]
    return rows


def added(cells: Sequence[Cell]) -> Cell:
    """Return the sum of figures of the same name; a rate is the sum of its parts; of what is no figure, nothing."""
    figures = [figure for cell in cells if (figure := figure_in(cell))]
    if not figures:
        return None
    first = figures[0]
    above = sum((figure.numerator for figure in figures), Fraction(0))
    below = sum((figure.denominator for figure in figures), Fraction(0)) if first.shape is Shape.RATE else Fraction(1)
    return Figure(first.subject, first.measure, first.unit, first.shape, above, below)
