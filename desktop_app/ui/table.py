"""One table for every list in the program: sorts by its headings, remembers its widths, answers in rows and ids."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop_app.ui import theme
from desktop_app.ui.look import Look
from desktop_app.ui.rows_model import Column, PagedModel, Row, RowsModel, TableModel
from desktop_app.ui.theme import GAP, MARGIN, Tone

__all__ = ["Column", "PagedModel", "RowsModel", "TableView"]

PADDING = 2 * GAP
SORT_MARK = 2  # characters of room for the arrow in a heading
LEAST_STRETCHED = 8  # characters: the list scrolls sideways before the column that takes the rest is narrower


class TableView(QTableView, Generic[Row]):
    """A list: a short one is filled with show_rows(), a long one set up with show_pages() and read with reload()."""

    activated_row = Signal(object)  # the row, on double click or Enter
    selection_changed = Signal()

    def __init__(self, columns: Sequence[Column[Row]], name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns, self._name, self._look = columns, name, look
        self._empty_text = ""
        self._sorted_by = (-1, False)
        self._set_up_looks()
        self._show_model(RowsModel(columns))
        self._set_up_header()
        self.doubleClicked.connect(self._on_double_clicked)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace the rows of a short list; what is selected stays so where it is still there."""
        model = self.rows_model()
        if isinstance(model, RowsModel):
            self._keeping_selection(lambda: model.show_rows(rows))

    def show_pages(
        self,
        keys: Callable[[str, bool], list[int]],
        rows: Callable[[Sequence[int]], list[Row]],
        order: str,
        *,
        descending: bool = True,
    ) -> None:
        """Show a long list; keys and rows as of PagedModel, order its own. Reads nothing until reload()."""
        self._show_model(PagedModel(self._columns, keys, rows, order=order, descending=descending))
        self._mark_order(order, descending=descending)

    def reload(self) -> None:
        """Read a long list anew; what is selected stays so where it is still there."""
        model = self.rows_model()
        if isinstance(model, PagedModel):
            self._keeping_selection(model.reload)

    def rows_model(self) -> TableModel[Row]:
        model = self.model()
        assert isinstance(model, TableModel)
        return model

    def set_empty_text(self, text: str) -> None:
        """Say what to do first while the list is empty."""
        self._empty_text = text
        self.viewport().update()

    def current_row(self) -> Row | None:
        index = self.currentIndex()
        return self.rows_model().row_at(index.row()) if index.isValid() else None

    def selected_ids(self) -> list[int]:
        """Return the ids of the selected rows, from top to bottom."""
        ids = self.rows_model().ids()
        return [ids[number] for number in self._selected_numbers()]

    def selected_rows(self) -> list[Row]:
        model = self.rows_model()
        return [row for row in (model.row_at(number) for number in self._selected_numbers()) if row is not None]

    def select_id(self, wanted: int) -> bool:
        """Make the row of this id the current one and scroll to it; False where it is not in the list."""
        ids = list(self.rows_model().ids())
        if wanted not in ids:
            return False
        self.selectRow(ids.index(wanted))
        self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    def selectRow(self, row: int) -> None:
        """Choose a row and no other; Qt's own would take the choice back while Ctrl is held, as in Ctrl+Enter."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self.model().index(row, 0), flags.ClearAndSelect | flags.Rows)

    def select_ids(self, wanted: Iterable[int]) -> None:
        """Select the rows of these ids and no others."""
        places = set(wanted)
        numbers = [number for number, id_ in enumerate(self.rows_model().ids()) if id_ in places]
        if numbers:
            self.selectionModel().setCurrentIndex(
                self.model().index(numbers[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self._select(numbers)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._empty_text and not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(theme.color(Tone.QUIET))
            room = self.viewport().rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty_text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection() and self.currentIndex().isValid():
            self.selectRow(self.currentIndex().row())  # Qt makes a row current without choosing it

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_stretched()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_double_clicked(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    def _set_up_looks(self) -> None:
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 3 * GAP // 2)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionsClickable(True)
        header.setStretchLastSection(not any(column.stretch for column in self._columns))
        character = self.fontMetrics().horizontalAdvance("国")
        header.setMinimumSectionSize(2 * character)
        kept = self._look.widths(self._name)
        for number, column in enumerate(self._columns):
            least = len(column.title) + SORT_MARK
            self.setColumnWidth(number, kept.get(column.title, max(column.width, least) * character + PADDING))
            if column.stretch:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        header.sectionClicked.connect(self._on_heading_clicked)
        header.sectionResized.connect(self._on_resized)

    def _fit_stretched(self) -> None:
        """Give the stretched column the room that is left, but never less than is readable."""
        header, mode = self.horizontalHeader(), QHeaderView.ResizeMode
        for number, column in enumerate(self._columns):
            if column.stretch:
                least = LEAST_STRETCHED * self.fontMetrics().horizontalAdvance("国") + PADDING
                room = self.viewport().width() - (header.length() - header.sectionSize(number))
                header.setSectionResizeMode(number, mode.Stretch if room >= least else mode.Fixed)
                if room < least:
                    header.resizeSection(number, least)

    def _show_model(self, model: TableModel[Row]) -> None:
        old = self.model()
        model.setParent(self)
        self.setModel(model)
        if old:
            old.deleteLater()

    def _keeping_selection(self, refill: Callable[[], None]) -> None:
        """Refill the list; a reset loses selection and place, so both are put back."""
        chosen, row = set(self.selected_ids()), self.current_row()
        current, top = row.id if row else None, self.verticalScrollBar().value()
        refill()
        ids = self.rows_model().ids()
        if current in ids:
            self.selectionModel().setCurrentIndex(
                self.model().index(ids.index(current), 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self._select([number for number, id_ in enumerate(ids) if id_ in chosen] if chosen else [])
        self.verticalScrollBar().setValue(top)
        self.selection_changed.emit()

    def _select(self, numbers: Sequence[int]) -> None:
        """Select these rows, counted from 0 and ascending, and no others."""
        selection, model = QItemSelection(), self.model()
        for first, last in _runs(numbers):
            selection.select(model.index(first, 0), model.index(last, len(self._columns) - 1))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _selected_numbers(self) -> list[int]:
        model = self.selectionModel()
        ranges = model.selection().toList() if model else []  # not selectedRows(): an index for each of 60,000 rows
        return sorted({number for each in ranges for number in range(each.top(), each.bottom() + 1)})

    def _copy(self) -> None:
        """Copy the selected rows as they are shown, for pasting into a sheet."""
        lines = ["\t".join(column.text(row) for column in self._columns) for row in self.selected_rows()]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _mark_order(self, order: str, *, descending: bool) -> None:
        named = [number for number, column in enumerate(self._columns) if order and column.order == order]
        direction = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(named[0] if named else -1, direction)
        self._sorted_by = (named[0] if named else -1, descending)

    @Slot(int)
    def _on_heading_clicked(self, column: int) -> None:
        header = self.horizontalHeader()
        model = self.rows_model()
        if not model.can_sort(column):
            header.setSortIndicator(
                self._sorted_by[0],
                Qt.SortOrder.DescendingOrder if self._sorted_by[1] else Qt.SortOrder.AscendingOrder,
            )
            return
        descending = not self._sorted_by[1] if self._sorted_by[0] == column else False
        self._sorted_by = (column, descending)
        header.setSortIndicator(column, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)
        self._keeping_selection(lambda: model.sort_by(column, descending=descending))

    @Slot(int, int, int)
    def _on_resized(self, column: int, old: int, new: int) -> None:
        del column, old, new
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:  # dragged, not stretched with the window
            widths = {
                column.title: self.columnWidth(number)
                for number, column in enumerate(self._columns)
                if not column.stretch
            }
            self._look.keep_widths(self._name, widths)
            self._fit_stretched()

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        row = self.rows_model().row_at(index.row())
        if row is not None:
            self.activated_row.emit(row)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the unbroken runs of ascending numbers: one selection of 60,000 rows, not as many."""
    first = 0
    for place in range(1, len(numbers) + 1):
        if place == len(numbers) or numbers[place] != numbers[place - 1] + 1:
            yield numbers[first], numbers[place - 1]
            first = place
