"""The units as a tree with how many are in post: 全系统, 局机关, 司法所, each unit, and those who left."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop_app.core.people import UnitKind
from desktop_app.core.scope import ALL, BUREAU, OFFICES
from desktop_app.metrics.people import KINDS_OF
from desktop_app.records.cadres import CadreRow
from desktop_app.records.units import UnitRow
from desktop_app.ui import theme
from desktop_app.ui.theme import GAP, Tone

LEFT = "离岗人员"
CHOICE_ROLE = Qt.ItemDataRole.UserRole
INDENT = 14


@dataclass(frozen=True)
class UnitChoice:
    """What a line stands for: some units, or (None) those in no unit, of these perhaps only who left for one reason.

    `name` tells it apart from the others.
    """

    name: str
    units: frozenset[int] | None
    left_for: str = ""

    def takes(self, row: CadreRow) -> bool:
        if self.units is not None:
            return row.unit_id in self.units
        return row.unit_id is None and (not self.left_for or row.standing == self.left_for)


class UnitTree(QTreeWidget):
    """One line is always chosen, 全系统 to begin with."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("单位")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setIndentation(INDENT)
        self.setUniformRowHeights(True)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.header().setMinimumSectionSize(2 * GAP)
        self.itemSelectionChanged.connect(self.chosen)

    def choice(self) -> UnitChoice:
        shown = self.selectedItems()
        return shown[0].data(0, CHOICE_ROLE) if shown else UnitChoice(ALL, frozenset())

    def choose(self, name: str) -> None:
        """Choose the line of this name; 全系统 where there is none."""
        found = self.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
        if line := found[0] if found else self.topLevelItem(0):
            self.setCurrentItem(line)

    def show_units(self, units: Sequence[UnitRow], people: Iterable[CadreRow], day: date) -> None:
        """Show the units as of the day: those closed before it and empty are left out."""
        people = list(people)
        in_unit = Counter(row.unit_id for row in people)
        shown = [unit for unit in units if in_unit[unit.id] or unit.valid_to is None or unit.valid_to >= day]
        chosen = self.choice().name
        self.blockSignals(True)
        self.clear()
        inside = [unit for unit in shown if unit.kind != UnitKind.OUTSIDE]
        self._add_line(None, UnitChoice(ALL, frozenset(unit.id for unit in inside)), in_unit)
        for name in (BUREAU, OFFICES):
            self._add_group(name, [unit for unit in inside if unit.kind in KINDS_OF[name]], in_unit)
        outside = [unit for unit in shown if unit.kind == UnitKind.OUTSIDE]
        if outside:
            self._add_group(UnitKind.OUTSIDE, outside, in_unit)
        gone = self._add_line(None, UnitChoice(LEFT, None), in_unit)
        for reason, count in Counter(row.standing for row in people if row.unit_id is None).most_common():
            self._add_line(gone, UnitChoice(reason, None, reason), Counter({None: count}))
        self.expandAll()
        self.choose(chosen)
        self.blockSignals(False)

    def _add_group(self, name: str, units: Sequence[UnitRow], in_unit: Counter[int | None]) -> None:
        group = self._add_line(None, UnitChoice(name, frozenset(unit.id for unit in units)), in_unit)
        ids = {unit.id for unit in units}
        for unit in units:
            if unit.parent_id not in ids:
                self._add_unit(group, unit, units, in_unit)

    def _add_unit(
        self, above: QTreeWidgetItem, unit: UnitRow, units: Sequence[UnitRow], in_unit: Counter[int | None]
    ) -> None:
        line = self._add_line(above, UnitChoice(unit.name, with_below(unit.id, units)), in_unit)
        for below in units:
            if below.parent_id == unit.id:
                self._add_unit(line, below, units, in_unit)

    def _add_line(
        self, above: QTreeWidgetItem | None, choice: UnitChoice, in_unit: Counter[int | None]
    ) -> QTreeWidgetItem:
        count = in_unit[None] if choice.units is None else sum(in_unit[unit] for unit in choice.units)
        line = QTreeWidgetItem([choice.name, str(count)])
        line.setData(0, CHOICE_ROLE, choice)
        line.setSizeHint(0, QSize(0, self.fontMetrics().height() + 3 * GAP // 2))
        line.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.setForeground(1, theme.color(Tone.QUIET))
        if above is None:
            font = line.font(0)
            font.setBold(True)
            line.setFont(0, font)
            self.addTopLevelItem(line)
        else:
            above.addChild(line)
        return line


def with_below(unit_id: int, units: Sequence[UnitRow]) -> frozenset[int]:
    """Return a unit and all that belong to it."""
    found = {unit_id}
    while more := {unit.id for unit in units if unit.parent_id in found} - found:
        found |= more
    return frozenset(found)
