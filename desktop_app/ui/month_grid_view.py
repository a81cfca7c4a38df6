"""The month grid under the fingers: names that stay while one scrolls, digits that mark the open column downwards."""

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_app.core.attendance import KEYS, Mark
from desktop_app.ui import theme
from desktop_app.ui.month_grid_model import GridModel, Index
from desktop_app.ui.roll_typing import TypedInitials
from desktop_app.ui.theme import GAP, HALF, MARGIN, Tone

_PLAIN = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_NAME, _UNIT = 5, 7
"""Characters of room for names and units."""
_LEAST, _MOST, _TOTAL = 4, 8, 6
"""Characters a column is wide at least and at most, and the last one."""
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class GridView(QTableView):
    """`open_wanted` names a column; `detail_wanted` asks for what belongs to a mark; `touched` names a cadre."""

    open_wanted = Signal(object)
    close_wanted = Signal()
    detail_wanted = Signal()
    touched = Signal(object)

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = model
        self.typed = TypedInitials(self)
        self._empty_text = ""
        self.setModel(model)
        self.setVerticalHeader(_NameHeader(model, self))
        self.setHorizontalHeader(_DayHeader(model, self))
        self.setItemDelegate(_CellPainter(model, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAccessibleName("月度出勤")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # digits and letters arrive as typed
        self.doubleClicked.connect(self._on_double_clicked)
        model.modelReset.connect(self.fit)
        model.roll.marks_changed.connect(self._on_marks_changed)

    def set_empty_text(self, text: str) -> None:
        """Say what to do while there is no session to show."""
        self._empty_text = text
        self.viewport().update()

    def fit(self) -> None:
        """Make the columns as wide as the page has room for."""
        count = self.grid.columnCount()
        if count:
            character = self.fontMetrics().horizontalAdvance("国")
            room = (self.viewport().width() - _TOTAL * character) // max(count - 1, 1)
            width = min(max(room, _LEAST * character + HALF), _MOST * character)
            for column in range(count - 1):
                if self.columnWidth(column) != width:
                    self.setColumnWidth(column, width)
            self.setColumnWidth(count - 1, _TOTAL * character)

    def go_to(self, row: int, column: int) -> None:
        if 0 <= row < self.grid.rowCount():
            self.setCurrentIndex(self.grid.index(row, column))

    def first_row(self, after: int = -1) -> int:
        """Return the next row below that can be marked in the open column; -1 where there is none."""
        return next((row for row in range(after + 1, self.grid.rowCount()) if self.grid.may_mark(row)), -1)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        for each in (previous, current):
            if each.isValid():
                self.verticalHeader().viewport().update()
        if current.isValid():
            self.touched.emit(self.grid.person(current.row()).cadre_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.typed.forget()
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.grid.columnCount():
            painter = QPainter(self.viewport())
            painter.setPen(theme.color(Tone.QUIET))
            room = self.viewport().rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
            painter.drawText(room, _CENTRE | Qt.TextFlag.TextWordWrap, self._empty_text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text, key, typed = event.text(), event.key(), self.typed
        plain = not event.modifiers() & ~_PLAIN
        is_open = self.currentIndex().isValid() and self.currentIndex().column() == self.grid.open_column
        if plain and text in KEYS:
            typed.forget()
            if is_open:
                self._mark(KEYS[text])
        elif plain and text.isascii() and text.isalpha():
            self._type(typed.text + text.lower())
        elif key == Qt.Key.Key_Backspace and typed.text:
            self._type(typed.text[:-1])
        elif key == Qt.Key.Key_Backspace:
            self.grid.roll.take_back()
        elif key == Qt.Key.Key_Escape and typed.text:
            typed.forget()
        elif key == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        elif plain and key in _ENTER and self.currentIndex().isValid():
            self._enter(is_open=is_open)
        else:
            typed.forget()
            super().keyPressEvent(event)

    def _mark(self, mark: Mark | None) -> None:
        row = self.currentIndex().row()
        if not self.grid.may_mark(row):
            return
        below = self.first_row(row)
        self.go_to(below if below >= 0 else row, self.grid.open_column)
        self.grid.mark(row, mark)
        self.touched.emit(self.grid.person(row).cadre_id)

    def _enter(self, *, is_open: bool) -> None:
        if is_open:
            self.detail_wanted.emit()
        else:
            self.open_wanted.emit(self.currentIndex().column())

    def _type(self, text: str) -> None:
        people, current = self.grid.grid.people, self.currentIndex()
        found = self.typed.find(text, [person.initials for person in people], current.row()) if people else None
        if found is not None:
            self.go_to(found, max(current.column(), 0))

    @Slot()
    def _on_marks_changed(self) -> None:
        """Count anew over the open column; saying that its heading changed would paint the whole table."""
        if self.grid.open_column >= 0:
            header = self.horizontalHeader()
            left = header.sectionViewportPosition(self.grid.open_column)
            header.viewport().update(left, 0, header.sectionSize(self.grid.open_column), header.height())

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.column() != self.grid.open_column:
            self.open_wanted.emit(index.column())


class _CellPainter(QStyledItemDelegate):
    """Draws a mark: the open column is tinted, who was not expected is grey, a guess has a broken line around it."""

    def __init__(self, model: GridModel, view: QTableView) -> None:
        super().__init__(view)
        self._grid, self._view = model, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, column, rect = index.row(), index.column(), option.rect
        text, tone = self._grid.shown(row, column)
        color = theme.color(tone) if tone else QColor(theme.current().text)
        if self._grid.is_blank(row, column):
            painter.fillRect(rect, theme.soft(Tone.QUIET))
        elif column == self._grid.open_column:
            self._draw_open(painter, rect, row, color)
        if text:
            painter.setPen(color)
            painter.drawText(rect, _CENTRE, text)
        if self._view.currentIndex() == index:
            self._draw_cursor(painter, rect)

    def _draw_open(self, painter: QPainter, rect: QRect, row: int, color: QColor) -> None:
        """Draw what lies under a mark of the open column: tint, broken line of a guess, dot of what is not saved."""
        column = self._grid.open_column
        painter.fillRect(rect, theme.soft(Tone.ACCENT))
        if self._grid.is_guess(row, column):
            painter.setPen(QPen(color, 1, Qt.PenStyle.DashLine))
            painter.drawRect(rect.adjusted(HALF, HALF // 2, -HALF, -HALF // 2 - 1))
        elif self._grid.is_unsaved(row, column):
            painter.fillRect(rect.left() + GAP, rect.center().y() - 1, 4, 4, theme.color(Tone.ACCENT))

    def _draw_cursor(self, painter: QPainter, rect: QRect) -> None:
        """Frame the cell that a key would mark; stronger while the keyboard is here."""
        painter.setPen(QPen(theme.color(Tone.ACCENT if self._view.hasFocus() else Tone.QUIET), 2))
        painter.drawRect(rect.adjusted(1, 1, -1, -1))


class _NameHeader(QHeaderView):
    """Names on the left, each unit named beside the first of its people that is seen."""

    def __init__(self, model: GridModel, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._grid, self._view = model, parent
        self._character = self.fontMetrics().horizontalAdvance("国")
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(self.fontMetrics().height() + GAP)
        self.setFixedWidth((_NAME + _UNIT) * self._character + 2 * GAP)
        self._small = QFont(self.font())
        self._small.setPointSizeF(self.font().pointSizeF() - 1)

    def sectionSizeFromContents(self, section: int) -> QSize:
        del section
        return QSize(self.width(), self.defaultSectionSize())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        person, people = self._grid.person(section), self._grid.grid.people
        is_current = self._view.currentIndex().row() == section
        begins = section == 0 or people[section - 1].unit != person.unit
        painter.save()
        painter.fillRect(rect, QColor(theme.current().selection if is_current else theme.current().base))
        painter.setPen(theme.line())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if begins and section:
            painter.drawLine(rect.topLeft(), rect.topRight())
        room = rect.adjusted(GAP, 0, -GAP, 0)
        if begins or self.logicalIndexAt(0) == section:
            painter.setFont(self._small)
            painter.setPen(theme.color(Tone.QUIET))
            unit = QFontMetrics(self._small).elidedText(
                person.unit, Qt.TextElideMode.ElideRight, _UNIT * self._character - HALF
            )
            painter.drawText(room, _LEFT, unit)
        painter.setFont(self.font())
        painter.setPen(QColor(theme.current().text))
        wide = room.adjusted(_UNIT * self._character, 0, 0, 0)
        name = person.full_name if person.distinction != person.unit else person.name
        painter.drawText(wide, _LEFT, self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, wide.width()))
        painter.restore()


class _DayHeader(QHeaderView):
    """Over each column the day, the kind, and how many came of how many."""

    def __init__(self, model: GridModel, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._grid = model
        self._small = QFont(self.font())
        self._small.setPointSizeF(self.font().pointSizeF() - 1)
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 3 * self.fontMetrics().height() + GAP)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        day, kind, told, tone = self._grid.heading(section)
        is_open = section == self._grid.open_column
        painter.save()
        painter.fillRect(rect, theme.soft(Tone.ACCENT) if is_open else QColor(theme.current().window))
        painter.setPen(theme.line())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        third = (rect.height() - HALF) // 3
        lines = ((day, self.font(), None), (kind, self._small, Tone.QUIET), (told, self._small, tone))
        for number, (text, font, of) in enumerate(lines):
            room = QRect(rect.left() + 2, rect.top() + 2 + number * third, rect.width() - 4, third)
            painter.setFont(font)
            painter.setPen(theme.color(of) if of else QColor(theme.current().text))
            painter.drawText(
                room, _CENTRE, QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            )
        painter.restore()
