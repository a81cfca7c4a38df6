"""Rows of a form that change places: what is usual now comes first, the rest is folded away."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QLayoutItem, QWidget


@dataclass
class _Row:
    """What stands in one row of the grid: (item, column, columns it spans), and how it stretches."""

    items: list[tuple[QLayoutItem, int, int]] = field(default_factory=list[tuple[QLayoutItem, int, int]])
    stretch: int = 0


class FormRows:
    """The rows of a grid by name, in the order in which they were named."""

    def __init__(self, grid: QGridLayout) -> None:
        self._grid = grid
        self._rows: dict[str, int] = {}

    def name(self, name: str) -> None:
        """Call the row added last so."""
        self._rows[name] = self._grid.rowCount() - 1

    def arrange(self, order: Sequence[str]) -> None:
        """Put the named rows in this order, which names all of them; Tab follows it."""
        taken = self._take()
        for row, name in enumerate(order):
            self._put(row, taken[self._rows[name]])
        self._rows = {name: row for row, name in enumerate(order)}
        previous: QWidget | None = None
        for name in order:
            for widget in self.widgets(name):
                if _is_reached(widget):
                    if previous and previous.window() is widget.window():
                        QWidget.setTabOrder(previous, widget)
                    previous = widget

    def widgets(self, name: str) -> list[QWidget]:
        """Return the labels and fields of a row, and what the fields are made of."""
        found: list[QWidget] = []
        for number in range(self._grid.count()):
            position: tuple[int, int, int, int] = self._grid.getItemPosition(number)  # type: ignore[assignment]
            item = self._grid.itemAt(number)
            if item and position[0] == self._rows[name]:
                for widget in _widgets_of(item):
                    found += [widget, *widget.findChildren(QWidget)]
        return found

    def show(self, names: Iterable[str], *, shown: bool) -> None:
        """Show or hide rows with what is said of their fields."""
        for name in names:
            for number in range(self._grid.count()):
                position: tuple[int, int, int, int] = self._grid.getItemPosition(number)  # type: ignore[assignment]
                item = self._grid.itemAt(number)
                if item and position[0] == self._rows[name]:
                    for widget in _widgets_of(item):
                        says_nothing = isinstance(widget, QLabel) and not widget.text()
                        widget.setVisible(shown and not says_nothing)

    def _take(self) -> dict[int, _Row]:
        taken: dict[int, _Row] = {}
        while self._grid.count():
            position: tuple[int, int, int, int] = self._grid.getItemPosition(0)  # type: ignore[assignment]
            row = taken.setdefault(position[0], _Row(stretch=self._grid.rowStretch(position[0])))
            item = self._grid.takeAt(0)
            assert item
            row.items.append((item, position[1], position[3]))
        return taken

    def _put(self, number: int, row: _Row) -> None:
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        for item, column, span in row.items:
            widget, layout = item.widget(), item.layout()
            if isinstance(layout, QLayout):
                self._grid.addLayout(layout, number, column, 1, span)
            elif isinstance(widget, QLabel):
                self._grid.addWidget(widget, number, column, 1, span, top)
            elif widget:
                self._grid.addWidget(widget, number, column, 1, span)
        self._grid.setRowStretch(number, row.stretch)


def _widgets_of(item: QLayoutItem) -> Iterator[QWidget]:
    """Yield the widget of an item, or those of the layout it is."""
    layout = item.layout()
    if widget := item.widget():
        yield widget
    elif isinstance(layout, QLayout):
        for number in range(layout.count()):
            within = layout.itemAt(number)
            if within:
                yield from _widgets_of(within)


def _is_reached(widget: QWidget) -> bool:
    """Whether Tab reaches it: no list that drops down, and nothing that hands the keys on to another."""
    can_have_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return can_have_keys and not widget.focusProxy() and not widget.isWindow()
