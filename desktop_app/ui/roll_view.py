"""The attendance sheet under the fingers: digits mark and move on, letters jump to a name, arrows only move."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop_app.core.attendance import KEYS, Mark
from desktop_app.ui.roll_model import RollModel
from desktop_app.ui.roll_page import Index, RollPage
from desktop_app.ui.roll_typing import TypedInitials

_NOTCH = 120
"""What a mouse wheel reports for one notch; two of them turn a column."""
_PLAIN = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
_ASK_DETAIL = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class RollView(RollPage):
    """`touched` names, by cadre id, who was marked or moved to last; `detail_wanted` asks for what belongs to it."""

    touched = Signal(object)
    detail_wanted = Signal()

    def __init__(self, model: RollModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.typed = TypedInitials(self)
        self.setAccessibleName("出勤名单")
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # digits and letters arrive as typed

    def go_to(self, row: int) -> None:
        if 0 <= row < self.roll.rowCount():
            self.setCurrentIndex(self.roll.index(row))

    def mark(self, row: int, mark: Mark | None) -> None:
        if self.can_mark and row >= 0:
            self.roll.set_marks({self.roll.line(row).cadre_id: mark})
            self.touched.emit(self.roll.line(row).cadre_id)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.touched.emit(self.roll.line(current.row()).cadre_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text, typed = event.text(), self.typed
        plain = not event.modifiers() & ~_PLAIN
        if plain and text in KEYS:
            typed.forget()
            marked = self.row()
            self.go_to(marked + 1)
            self.mark(marked, KEYS[text])
        elif plain and text.isascii() and text.isalpha():
            self._type(typed.text + text.lower())
        elif event.key() == Qt.Key.Key_Backspace and typed.text:
            self._type(typed.text[:-1])
        elif event.key() == Qt.Key.Key_Escape and typed.text:
            typed.forget()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif plain and event.key() in _ASK_DETAIL:
            self.detail_wanted.emit()
        else:
            typed.forget()
            super().keyPressEvent(event)

    def _type(self, text: str) -> None:
        initials = [line.initials for line in self.roll.lines()]
        if (found := self.typed.find(text, initials, self.row())) is not None:
            self.go_to(found)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        self.typed.forget()
        self.setCurrentIndex(index)
        chosen = self.drawing.mark_at(self.visualRect(index), event.position().toPoint())
        if chosen:
            self.mark(index.row(), None if self.roll.mark(index.row()) is chosen else chosen)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Do nothing: a second quick click on a mark is not meant to clear it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do nothing: nobody is dragged here."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            before, self.hovered = self.hovered, row
            for each in (before, row):
                self.viewport().update(self.visualRect(self.roll.index(each)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - turned * self.column_width // (2 * _NOTCH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.typed.forget()
        super().resizeEvent(event)
