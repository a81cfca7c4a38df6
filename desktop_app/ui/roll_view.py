"""The attendance sheet as it is looked at: columns of people under their units, marked by keys or by a click.

A view of its own, because an office of forty fits on one screen when it flows in columns like a printed roll; a table
would show a third of it.
"""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop_app.core.attendance import KEYS, Mark
from desktop_app.ui import theme
from desktop_app.ui.roll_layout import Run, flow, units_of
from desktop_app.ui.roll_model import RollModel
from desktop_app.ui.roll_painter import RollPainter, Standing
from desktop_app.ui.theme import GAP, MARGIN, Role, Tone

Index = QModelIndex | QPersistentModelIndex
Cursor = QAbstractItemView.CursorAction
TYPING_LASTS = 1500
"""Milliseconds after which the next letter begins another name."""


class RollView(QAbstractItemView):
    """Digits mark and move on, letters jump to a name by its initials, arrows only move."""

    def __init__(self, model: RollModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._painter = RollPainter(self)
        self._units: list[tuple[str, int]] = []
        self._runs: list[Run] = []
        self._rects: list[QRect] = []
        self._column_width = 0
        self._hovered = -1
        self._typed = ""
        self.can_mark = True
        self.hint = theme.label("", Role.NOTICE)
        self.hint.setParent(self)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_LASTS)
        self._pause.timeout.connect(self.forget_typed)
        theme.set_role(self, Role.CARD)
        self.setAccessibleName("出勤名单")
        self.setModel(model)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # digits and letters arrive as typed
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(MARGIN - GAP, GAP, 0, GAP)

    def row(self) -> int:
        """Return the row that a key would mark; -1 on an empty sheet."""
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        if 0 <= row < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row))

    def mark(self, row: int, mark: Mark | None) -> None:
        if self.can_mark and row >= 0:
            self._model.set_marks({self._model.line(row).cadre_id: mark})

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        elif text in KEYS:
            self.forget_typed()
            self.mark(self.row(), KEYS[text])
            self.go_to(self.row() + 1)
        elif text.isascii() and text.isalpha():
            self._type(self._typed + text.lower())
        elif event.key() == Qt.Key.Key_Backspace and self._typed:
            self._type(self._typed[:-1])
        elif event.key() == Qt.Key.Key_Escape and self._typed:
            self.forget_typed()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _type(self, text: str) -> None:
        """Go to the next one whose initials begin with what was typed, the current one included while one types on."""
        first = self.row() + (not self._typed)
        self._typed = text
        count = self._model.rowCount()
        order = ((first + step) % count for step in range(count))
        found = next((row for row in order if self._model.line(row).initials.startswith(text)), None)
        if found is not None and text:
            self.go_to(found)
        self._show_typed(found is not None)
        self._pause.start()

    @Slot()
    def forget_typed(self) -> None:
        self._typed = ""
        self._pause.stop()
        self.hint.hide()

    def _show_typed(self, found: bool) -> None:
        self.hint.setText(f"{self._typed}　找到" if found else f"{self._typed}　名单里没有")
        theme.set_tone(self.hint, None if found else Tone.WARN)
        self.hint.adjustSize()
        self.hint.move(self.width() - self.hint.width() - MARGIN, self.height() - self.hint.height() - MARGIN)
        self.hint.setVisible(bool(self._typed))
        self.hint.raise_()

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        self.setCurrentIndex(index)
        chosen = self._painter.mark_at(self.visualRect(index), event.position().toPoint())
        if chosen:
            self.mark(index.row(), None if self._model.mark(index.row()) is chosen else chosen)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second quick click on a mark is not meant to clear it."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing is dragged here."""

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta().y() or event.angleDelta().x()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - delta * self._column_width // 240)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            before, self._hovered = self._hovered, row
            for each in (before, row):
                self.viewport().update(self.visualRect(self._model.index(each)))

    # Where people stand

    def doItemsLayout(self) -> None:
        self._lay_out()
        super().doItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._painter = RollPainter(self)
            self.scheduleDelayedItemsLayout()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        lines, width = self._model.lines(), self.viewport().width()
        seen = max(1, width // self._painter.narrowest(lines))
        sizes = self._painter.sizes
        self._units = units_of([line.unit for line in lines])
        self._runs, columns = flow([count for _, count in self._units], sizes, self.viewport().height(), seen)
        self._column_width = width // seen
        self._rects = [
            QRect(run.column * self._column_width, run.top + sizes.heading + number * sizes.row,
                  self._column_width - MARGIN, sizes.row)
            for run in self._runs
            for number in range(run.count)
        ]  # fmt: skip
        self._hovered = -1
        bar = self.horizontalScrollBar()
        bar.setPageStep(width)
        bar.setSingleStep(self._column_width)
        bar.setRange(0, max(0, columns * self._column_width - width))

    def visualRect(self, index: Index) -> QRect:
        if not 0 <= index.row() < len(self._rects):
            return QRect()
        return self._rects[index.row()].translated(-self.horizontalOffset(), 0)

    def indexAt(self, point: QPoint) -> QModelIndex:
        place = point + QPoint(self.horizontalOffset(), 0)
        found = next((row for row, rect in enumerate(self._rects) if rect.contains(place)), -1)
        return self._model.index(found)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        del hint
        rect, bar = self.visualRect(index), self.horizontalScrollBar()
        if rect.left() < 0:
            bar.setValue(bar.value() + rect.left())
        elif rect.left() + self._column_width > self.viewport().width():
            bar.setValue(bar.value() + rect.left() + self._column_width - self.viewport().width())

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
        row, last = self.row(), self._model.rowCount() - 1
        self.forget_typed()
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
                row = self._beside(row, -self._column_width)
            case Cursor.MoveRight | Cursor.MovePageDown:
                row = self._beside(row, self._column_width)
        return self._model.index(min(max(row, 0), last))

    def _beside(self, row: int, by: int) -> int:
        """Return the row that stands beside this one in the next column."""
        here = self._rects[row]
        column = [other for other, rect in enumerate(self._rects) if rect.left() == here.left() + by]
        return min(column, key=lambda other: abs(self._rects[other].top() - here.top()), default=row)

    # What is drawn

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self.horizontalOffset(), 0)
        seen = event.rect().translated(self.horizontalOffset(), 0)
        current, focused = self.row(), self.hasFocus()
        for run in self._runs:
            rect = QRect(run.column * self._column_width, run.top, self._column_width - MARGIN, self._painter.sizes.heading)
            if rect.intersects(seen):
                unit, people = self._units[run.unit]
                self._painter.draw_heading(painter, rect, unit, "续" if run.continued else f"{people}人")
        for row, rect in enumerate(self._rects):
            if rect.intersects(seen):
                now = Standing(
                    self._model.mark(row), row == current, row == self._hovered, self._model.is_unsaved(row),
                    focused, self.can_mark,
                )  # fmt: skip
                self._painter.draw(painter, rect, self._model.line(row), now)
