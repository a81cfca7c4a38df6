"""The sheets of the workbook: a list in groups, in which each is looked at by its name and chosen by its box."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

_CHARACTERS = 15
"""The width of the list in Chinese characters: the longest name, its box and the bar."""
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class SheetTree(QTreeWidget):
    """`shown` gives the name of the sheet to look at; `chosen_changed` tells that a box was set."""

    shown = Signal(object)
    chosen_changed = Signal()

    def __init__(self, sheets: Mapping[str, str], parent: QWidget | None = None) -> None:
        """`sheets` are names with their groups, in the order of the book."""
        super().__init__(parent)
        self._items: dict[str, QTreeWidgetItem] = {}
        self.setProperty("plain", True)  # many lines, each a word
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(self.fontMetrics().horizontalAdvance("国"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("国") * _CHARACTERS)
        self.setAccessibleName("工作表")
        groups: dict[str, QTreeWidgetItem] = {}
        for name, group in sheets.items():
            if group not in groups:
                groups[group] = QTreeWidgetItem(self, [group])
                groups[group].setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | _TRISTATE)
                groups[group].setExpanded(True)
            item = self._items[name] = QTreeWidgetItem(groups[group], [name])
            item.setToolTip(0, name)
            item.setCheckState(0, CHECKED)
        self._groups = list(groups.values())
        self.setCurrentItem(next(iter(self._items.values())))
        self.currentItemChanged.connect(self._on_current)
        self.itemChanged.connect(self._on_checked)

    def showEvent(self, event: QShowEvent) -> None:
        self.scheduleDelayedItemsLayout()  # what was laid out before has not the height of the style's lines
        super().showEvent(event)

    def current(self) -> str:
        """Return the sheet to look at."""
        item = self.currentItem()
        assert item
        return item.text(0)

    def chosen(self) -> list[str]:
        return [name for name, item in self._items.items() if item.checkState(0) == CHECKED]

    def choose(self, names: Collection[str]) -> None:
        """Choose these sheets and no other."""
        self.blockSignals(True)
        for name, item in self._items.items():
            item.setCheckState(0, CHECKED if name in names else UNCHECKED)
        self.blockSignals(False)
        self.viewport().update()
        self.chosen_changed.emit()

    def choose_all(self) -> None:
        self.choose(self._items.keys())

    def choose_none(self) -> None:
        self.choose(())

    def step(self, by: int) -> None:
        """Look at the sheet that many places further."""
        names = [name for group in self._groups for name, item in self._items.items() if item.parent() is group]
        at = names.index(self.current()) + by
        if 0 <= at < len(names):
            self.setCurrentItem(self._items[names[at]])

    def show_sheet(self, name: str) -> None:
        """Look at the sheet of this name."""
        self.setCurrentItem(self._items[name])

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.shown.emit(item.text(0))

    @Slot(QTreeWidgetItem, int)
    def _on_checked(self, item: QTreeWidgetItem) -> None:
        if item.parent() is not None:  # a group only says what its sheets are
            self.chosen_changed.emit()


_TRISTATE = Qt.ItemFlag.ItemIsAutoTristate
