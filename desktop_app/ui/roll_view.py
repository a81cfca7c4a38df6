"""The attendance sheet as it is looked at: columns of people under their units, marked by keys or by a click.

A view of its own, because a bureau of forty fits on one screen when it flows in columns like a printed roll; a table
would show a third of it.
"""

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from desktop_app.core.attendance import KEYS, Mark
from desktop_app.ui.roll_delegate import RollDelegate
from desktop_app.ui.roll_layout import Run, flow, units_of
from desktop_app.ui.roll_model import RollModel
from desktop_app.ui.theme import GAP

Index = QModelIndex | QPersistentModelIndex
_STEP = {
    QAbstractItemView.CursorAction.MoveUp: -1,
    QAbstractItemView.CursorAction.MovePrevious: -1,
    QAbstractItemView.CursorAction.MoveDown: 1,
    QAbstractItemView.CursorAction.MoveNext: 1,
}


class RollView(QAbstractItemView):
    """Digits mark and move on, letters are told to the sheet (`typed`), arrows move only."""

    typed = Signal(str)

    def __init__(self, model: RollModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._delegate = RollDelegate(self)
        self._runs: list[Run] = []
        self._units: list[tuple[str, int]] = []
        self._rects: list[QRect] = []
        self._hovered = -1
        self.read_only = False
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # letters jump and digits mark as they are
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName("出勤名单")

    def current_row(self) -> int:
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        if 0 <= row < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row))

    def mark_row(self, row: int, mark: Mark | None) -> None:
        if not self.read_only and row >= 0:
            self._model.set_marks({self._model.line(row).cadre_id: mark})

    # -- where things stand

    def doItemsLayout(self) -> None:
        self._lay_out()
        super().doItemsLayout()

    def _lay_out(self) -> None:
        self._units = units_of([line.unit for line in self._model.lines()])
        sizes, width, height = self._delegate.sizes(), self.viewport().width(), self.viewport().height()
        seen = max(1, width // self._delegate.narrowest(self._model.lines()))
        self._runs, columns = flow([count for _, count in self._units], sizes, height, seen)
        wide = width // seen
        self._rects = [
            QRect(run.column * wide, run.top + sizes.heading + number * sizes.row, wide - 2 * GAP, sizes.row)
            for run in self._runs
            for number in range(run.count)
        ]
        bar = self.horizontalScrollBar()
        bar.setPageStep(width)
        bar.setSingleStep(wide)
        bar.setRange(0, max(0, columns * wide - width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()
        super().resizeEvent(event)

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid() or index.row() >= len(self._rects):
            return QRect()
        return self._rects[index.row()].translated(-self.horizontalOffset(), 0)

    def indexAt(self, point: QPoint) -> QModelIndex:
        place = point + QPoint(self.horizontalOffset(), 0)
        found = next((row for row, rect in enumerate(self._rects) if rect.contains(place)), -1)
        return self._model.index(found) if found >= 0 else QModelIndex()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        rect, bar = self.visualRect(index), self.horizontalScrollBar()
        if rect.left() < 0:
            bar.setValue(bar.value() + rect.left())
        elif rect.right() > self.viewport().width():
            bar.setValue(bar.value() + rect.right() - self.viewport().width() + 2 * GAP)

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        return 0

    def isIndexHidden(self, index: Index) -> bool:
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.center())
        if index.isValid():
            self.selectionModel().select(index, command)

    def visualRegionForSelection(self, selection: object) -> QRegion:
        return QRegion(self.visualRect(self.currentIndex()))

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        row, last = self.current_row(), self._model.rowCount() - 1
        match action:
            case QAbstractItemView.CursorAction.MoveHome:
                row = 0
            case QAbstractItemView.CursorAction.MoveEnd:
                row = last
            case QAbstractItemView.CursorAction.MoveLeft | QAbstractItemView.CursorAction.MovePageUp:
                row = self._beside(row, -1)
            case QAbstractItemView.CursorAction.MoveRight | QAbstractItemView.CursorAction.MovePageDown:
                row = self._beside(row, 1)
            case _:
                row += _STEP[action]
        return self._model.index(min(max(row, 0), last))

    def _beside(self, row: int, columns: int) -> int:
        """Return the row that stands beside this one, so many columns to the right."""
        if row < 0:
            return 0
        here = self._rects[row]
        target = here.left() + columns * self.horizontalScrollBar().singleStep()
        column = [other for other, rect in enumerate(self._rects) if rect.left() == target]
        return min(column, key=lambda other: abs(self._rects[other].top() - here.top()), default=row)

    # -- what is painted

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        for row in range(self._model.rowCount()):
            index = self._model.index(row)
            rect = self.visualRect(index)
            if rect.intersects(event.rect()):
                option.rect = rect
                self._delegate.paint_line(painter, option, row, self._model, current=row == self.current_row())
        ...
