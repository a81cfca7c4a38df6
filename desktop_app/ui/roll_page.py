"""The attendance sheet as it is looked at: columns of people under their units, like a printed roll.

A layout of its own, because an office of forty then fits on one screen; a table would show a third of it. To a screen
reader it is a list all the same.
"""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from desktop_app.ui import theme
from desktop_app.ui.roll_layout import Run, Sizes, flow, units_of
from desktop_app.ui.roll_model import RollModel
from desktop_app.ui.roll_painter import RollPainter, Standing
from desktop_app.ui.theme import GAP, MARGIN, Tone

Index = QModelIndex | QPersistentModelIndex
Cursor = QAbstractItemView.CursorAction
MOST_EXTRA, LEAST_EXTRA = 9, -4
"""By how many pixels rows may grow on a large screen, and shrink where everybody just fits then."""
NOBODY = "没有这样的人。换一个单位，或清空姓名。"


class RollPage(QListView):
    """Where everybody stands and what is drawn there; columns that do not fit are reached by scrolling sideways."""

    def __init__(self, model: RollModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.roll = model
        self.can_mark = True
        self.hovered = -1
        self.drawing = RollPainter(self)
        self.column_width = self._heading = 0
        self._units: list[tuple[str, int]] = []
        self._runs: list[Run] = []
        self._rects: list[QRect] = []
        self.setModel(model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(GAP, GAP, 0, GAP)

    def row(self) -> int:
        """Return the row that a key would mark; -1 on an empty sheet."""
        return self.currentIndex().row()

    def doItemsLayout(self) -> None:
        self._lay_out()
        QAbstractItemView.doItemsLayout(self)  # past the layout of an ordinary list

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()
        QAbstractItemView.resizeEvent(self, event)
        self.scrollTo(self.currentIndex())

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Repaint; nobody moves because of a mark."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def updateGeometries(self) -> None:
        """Keep the scroll bar as it was laid out."""
        QAbstractItemView.updateGeometries(self)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.drawing = RollPainter(self)
            self.scheduleDelayedItemsLayout()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        width = self.viewport().width()
        self._units = units_of([line.unit for line in self.roll.lines()])
        seen, sizes, columns = self._fitted(width)
        self._heading, self.column_width, self.hovered = sizes.heading, width // seen, -1
        self.drawing.settle(self.column_width - MARGIN)
        self._rects = [
            self._rect(run, sizes.heading + number * sizes.row, sizes.row)
            for run in self._runs
            for number in range(run.count)
        ]
        bar = self.horizontalScrollBar()
        bar.setPageStep(width)
        bar.setSingleStep(self.column_width)
        bar.setRange(0, max(0, columns * self.column_width - width))

    def _fitted(self, width: int) -> tuple[int, Sizes, int]:
        """Give people all the room there is: wide columns with posts if everybody fits, else narrow ones.

        Returns how many columns are seen at once, the heights, and how many columns there are.
        """
        counts, room = [count for _, count in self._units], self.maximumViewportSize().height()
        wide, narrow = (max(1, width // (least + MARGIN)) for least in self.drawing.widths(self.roll.lines()))
        for seen, least_extra in ((wide, 0), (narrow, LEAST_EXTRA)):
            for extra in range(MOST_EXTRA, least_extra - 1, -1):
                self._runs, columns = flow(counts, self.drawing.sizes(extra), room, seen)
                if columns == seen:
                    return seen, self.drawing.sizes(extra), columns
        room -= self.horizontalScrollBar().sizeHint().height()
        self._runs, columns = flow(counts, self.drawing.sizes(), room, narrow)
        return narrow, self.drawing.sizes(), columns

    def _rect(self, run: Run, down: int, height: int) -> QRect:
        return QRect(run.column * self.column_width, run.top + down, self.column_width - MARGIN, height)

    def visualRect(self, index: Index) -> QRect:
        if not 0 <= index.row() < len(self._rects):
            return QRect()
        return self._rects[index.row()].translated(-self.horizontalOffset(), 0)

    def indexAt(self, point: QPoint) -> QModelIndex:
        place = point + QPoint(self.horizontalOffset(), 0)
        return self.roll.index(next((row for row, rect in enumerate(self._rects) if rect.contains(place)), -1))

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        del hint
        rect, bar = self.visualRect(index), self.horizontalScrollBar()
        if rect.left() < 0:
            bar.setValue(bar.value() + rect.left())
        elif rect.left() + self.column_width > self.viewport().width():
            bar.setValue(bar.value() + rect.left() + self.column_width - self.viewport().width())

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        return 0

    def isIndexHidden(self, index: Index) -> bool:
        del index
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        self.selectionModel().select(self.indexAt(rect.center()), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def moveCursor(self, action: Cursor, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        del modifiers
        row, last = self.row(), self.roll.rowCount() - 1
        match action:
            case Cursor.MoveHome:
                row = 0
            case Cursor.MoveEnd:
                row = last
            case Cursor.MoveUp | Cursor.MovePrevious:
                row -= 1
            case Cursor.MoveDown | Cursor.MoveNext:
                row += 1
            case Cursor.MoveLeft | Cursor.MovePageUp:
                row = self._beside(row, -self.column_width)
            case Cursor.MoveRight | Cursor.MovePageDown:
                row = self._beside(row, self.column_width)
        return self.roll.index(min(max(row, 0), last))

    def _beside(self, row: int, by: int) -> int:
        """Return the row that stands beside this one in the next column."""
        here = self._rects[row]
        column = [other for other, rect in enumerate(self._rects) if rect.left() == here.left() + by]
        return min(column, key=lambda other: abs(self._rects[other].top() - here.top()), default=row)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._rects:
            painter.setPen(theme.color(Tone.QUIET))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, NOBODY)
        painter.translate(-self.horizontalOffset(), 0)
        seen = event.rect().translated(self.horizontalOffset(), 0)
        for run in self._runs:
            rect = self._rect(run, 0, self._heading)
            if rect.intersects(seen):
                unit, people = self._units[run.unit]
                self.drawing.draw_heading(painter, rect, unit, "续" if run.continued else f"{people}人")
        current, focused = self.row(), self.hasFocus()
        for row, rect in enumerate(self._rects):
            if rect.intersects(seen):
                now = Standing(
                    self.roll.mark(row), row == current, row == self.hovered, self.roll.is_unsaved(row),
                    focused, self.can_mark, self.roll.words(row)[1], self.roll.is_guessed(row),
                )  # fmt: skip
                self.drawing.draw(painter, rect, self.roll.line(row), now)
