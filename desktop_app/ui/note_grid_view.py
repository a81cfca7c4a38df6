"""The month grid as a sheet: typing begins a cell, Enter goes down, Tab to the right, F2 opens what is kept."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_app.ui import theme
from desktop_app.ui.note_grid_model import KINDS_FROM, NoteGridModel
from desktop_app.ui.theme import GAP, MARGIN, Tone

WIDTHS = (8, 8)
"""Characters of name and unit."""
KIND_WIDTH = 8
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1}


class _Delegate(QStyledItemDelegate):
    """A line to type in; Enter and the arrows up and down leave it for the cell below or above."""

    left = Signal(object)  # int: how many rows further down

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        del option, index
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        return editor

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Fill what is not saved: the style sheet draws no background of a single cell."""
        fill = index.data(Qt.ItemDataRole.BackgroundRole)
        if fill is not None:
            painter.fillRect(option.rect, fill)  # type: ignore[attr-defined]  # of the style option, not in its stub
        super().paint(painter, option, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, QWidget):
            rows = STEPS.get(Qt.Key(event.key()))
            if rows and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                self.left.emit(rows)
                return True
        return super().eventFilter(watched, event)


class NoteGridView(QTableView):
    """Shows a NoteGridModel."""

    opened = Signal()  # F2, Enter or a double click on a cell that has notes
    refused = Signal(str)  # why what was typed is not taken in
    moved = Signal()

    def __init__(self, model: NoteGridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._empty_text = ""
        self.setModel(model)
        self._delegate = _Delegate(self)
        self._delegate.left.connect(self._step)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 3 * GAP // 2)
        self.horizontalHeader().setHighlightSections(False)
        self.setAccessibleName("月度登记")
        self.doubleClicked.connect(self._on_double_clicked)

    def set_empty_text(self, text: str) -> None:
        """Say what to do first while there is nobody."""
        self._empty_text = text
        self.viewport().update()

    def fit_columns(self) -> None:
        """Give name, unit and kinds their widths, and the sum its."""
        character = self.fontMetrics().horizontalAdvance("国")
        for column in range(self._model.columnCount()):
            title = len(str(self._model.headerData(column, Qt.Orientation.Horizontal)))
            width = WIDTHS[column] if column < KINDS_FROM else max(KIND_WIDTH, title + 1)
            self.setColumnWidth(column, width * character + 2 * GAP)

    def finish_editing(self) -> bool:
        """Take over what stands in the cell that is being typed, before all is saved or left; False where none is."""
        editors = [editor for editor in self.viewport().findChildren(QLineEdit) if editor.isVisible()]
        for editor in editors:
            self.commitData(editor)
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)
        return bool(editors)

    def go_on_typing(self) -> None:
        """Type on at the end of the cell, which was taken over while it was being typed."""
        if self._model.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())
            for editor in self.viewport().findChildren(QLineEdit):
                editor.end(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        if key in ENTER and index.isValid() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self._model.cell_at(index):
                self.opened.emit()
            else:
                self._step(1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self._model.setData(index, "")
        elif event.text().isprintable() and event.text().strip() and (why := self._model.refusal(index)):
            self.refused.emit(why)  # Qt would look for a cell that begins so, and go there
        else:
            super().keyPressEvent(event)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._empty_text and not self._model.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(theme.color(Tone.QUIET))
            room = self.viewport().rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty_text)

    def _step(self, rows: int) -> None:
        """Go down (or up) by rows within the column; from the last the first of the next column follows."""
        index = self.currentIndex()
        row, column = index.row() + rows, index.column()
        if row >= self._model.rowCount() and column < self._model.columnCount() - 2:
            row, column = 0, column + 1
        if 0 <= row < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row, column))
        self.setFocus()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if self._model.cell_at(index):
            self.opened.emit()
