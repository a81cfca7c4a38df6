"""The attendance sheet under the fingers: digits mark and move on, letters jump to a name, arrows only move."""

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop_app.core.attendance import KEYS, Mark
from desktop_app.ui import theme
from desktop_app.ui.roll_model import RollModel
from desktop_app.ui.roll_page import RollPage
from desktop_app.ui.theme import MARGIN, Role, Tone

TYPING_LASTS = 1500
"""Milliseconds after which the next letter begins another name."""
_NOTCH = 120
"""What a mouse wheel reports for one notch; two of them turn a column."""
_PLAIN = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


class RollView(RollPage):
    """What was typed of a name is shown in a corner and forgotten after a moment."""

    def __init__(self, model: RollModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._typed = ""
        self.hint = theme.label("", Role.NOTICE)
        self.hint.setParent(self)
        self.hint.hide()
        self._pause = QTimer(self, singleShot=True, interval=TYPING_LASTS)
        self._pause.timeout.connect(self.forget_typed)
        self.setAccessibleName("出勤名单")
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # digits and letters arrive as typed

    def go_to(self, row: int) -> None:
        if 0 <= row < self.roll.rowCount():
            self.setCurrentIndex(self.roll.index(row))

    def mark(self, row: int, mark: Mark | None) -> None:
        if self.can_mark and row >= 0:
            self.roll.set_marks({self.roll.line(row).cadre_id: mark})

    @Slot()
    def forget_typed(self) -> None:
        self._typed = ""
        self._pause.stop()
        self.hint.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        plain = not event.modifiers() & ~_PLAIN
        if plain and text in KEYS:
            self.forget_typed()
            self.mark(self.row(), KEYS[text])
            self.go_to(self.row() + 1)
        elif plain and text.isascii() and text.isalpha():
            self._type(self._typed + text.lower())
        elif event.key() == Qt.Key.Key_Backspace and self._typed:
            self._type(self._typed[:-1])
        elif event.key() == Qt.Key.Key_Escape and self._typed:
            self.forget_typed()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            self.forget_typed()
            super().keyPressEvent(event)

    def _type(self, text: str) -> None:
        """Go to the next one whose initials begin with what was typed, the current one included while one types on."""
        first, count = self.row() + (not self._typed), self.roll.rowCount()
        self._typed = text
        order = ((first + step) % count for step in range(count))
        found = next((row for row in order if self.roll.line(row).initials.startswith(text)), None)
        if text and found is not None:
            self.go_to(found)
        self._show_typed(found=found is not None)
        self._pause.start()

    def _show_typed(self, *, found: bool) -> None:
        self.hint.setText(f"找 {self._typed}" if found else f"找 {self._typed}：名单里没有")
        theme.set_tone(self.hint, None if found else Tone.WARN)
        self.hint.adjustSize()
        self.hint.move(self.width() - self.hint.width() - MARGIN, self.height() - self.hint.height() - MARGIN)
        self.hint.setVisible(bool(self._typed))
        self.hint.raise_()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        self.forget_typed()
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
        self.forget_typed()
        super().resizeEvent(event)
