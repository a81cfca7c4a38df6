"""People from outside by unit (外单位): a small table that is typed in or pasted into from a sheet, with its total."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from desktop_app.core import outsiders
from desktop_app.core.errors import UserError
from desktop_app.ui import theme
from desktop_app.ui.theme import GAP, HALF, Tone

UNIT, HEADCOUNT = 0, 1
LEAST_ROWS, MOST_ROWS_SEEN = 2, 5
UNNAMED = "外单位"
TYPED = (
    QTableWidget.EditTrigger.AnyKeyPressed | QTableWidget.EditTrigger.DoubleClicked
    | QTableWidget.EditTrigger.EditKeyPressed | QTableWidget.EditTrigger.SelectedClicked
)  # fmt: skip
"""How a cell is begun to be typed in: not by merely coming to it, since then it would take what is pasted."""
HINT = "双击或直接输入；可以从 WPS 表格复制两列粘贴进来"


class _Table(QTableWidget):
    """Always has an empty row at its end; Enter goes on to the next cell."""

    def __init__(self) -> None:
        super().__init__(0, 2)
        self.setHorizontalHeaderLabels(["乡镇、单位", "人数"])
        self.horizontalHeader().setSectionResizeMode(UNIT, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.setColumnWidth(HEADCOUNT, self.fontMetrics().horizontalAdvance("国") * 6)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + GAP)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(TYPED)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setToolTip(HINT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            for item in self.selectedItems():
                item.setText("")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()  # saves the form
            elif self.state() != QTableWidget.State.EditingState:  # else it goes on when the cell is left
                self._go_on()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:  # by Enter
            self._go_on()

    def text_at(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text().strip() if item else ""

    def put(self, row: int, column: int, text: str) -> None:
        item = QTableWidgetItem(text)
        if column == HEADCOUNT:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setItem(row, column, item)

    def paste(self, text: str) -> None:
        """Put in what was copied: cells of a sheet from the current one on, or 单位：人数 one a line."""
        lines = [line for line in text.splitlines() if line.strip()]
        cells = [line.split("\t") for line in lines]
        if lines and not any("\t" in line for line in lines) and self._read_lines(text):
            return
        first_row, first_column = max(self.currentRow(), 0), max(self.currentColumn(), 0)
        for down, values in enumerate(cells):
            while self.rowCount() <= first_row + down:
                self.insertRow(self.rowCount())
            for across, value in enumerate(values[: 2 - first_column]):
                self.put(first_row + down, first_column + across, value.strip())

    def _read_lines(self, text: str) -> bool:
        """Take lines that hold unit and headcount together; False where they do not."""
        try:
            found = outsiders.headcounts(text)
        except UserError:
            return False
        if not all(unit for unit, _ in found):
            return False
        first = next(row for row in range(self.rowCount()) if not self.text_at(row, UNIT))
        for down, (unit, headcount) in enumerate(found):
            if self.rowCount() <= first + down:
                self.insertRow(self.rowCount())
            self.put(first + down, UNIT, unit)
            self.put(first + down, HEADCOUNT, str(headcount))
        return True

    def _go_on(self) -> None:
        row, column = self.currentRow(), self.currentColumn()
        following = (row, HEADCOUNT) if column == UNIT else (row + 1, UNIT)
        if following[0] < self.rowCount():
            self.setCurrentCell(*following)


class OutsidersTable(QWidget):
    """The units with their headcounts; what stands in it is its `typed` property as well."""

    def __init__(self, given: Sequence[tuple[str, int]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = _Table()
        self.table.setAccessibleName("外单位人数")
        self.total = theme.label("", tone=Tone.QUIET)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(HALF)
        layout.addWidget(self.table)
        layout.addWidget(self.total)
        self.setFocusProxy(self.table)
        for row, (unit, headcount) in enumerate(given):
            self.table.insertRow(row)
            self.table.put(row, UNIT, unit)
            self.table.put(row, HEADCOUNT, str(headcount))
        self.table.cellChanged.connect(self._on_changed)
        self._on_changed()

    def value(self) -> tuple[tuple[str, int], ...]:
        """Return units and headcounts; UserError for a row that lacks one and a unit that is named twice."""
        found: dict[str, int] = {}
        for unit, text in self._rows():
            headcount = text.replace(",", "").removesuffix("人").removesuffix("名")
            if not text:
                raise UserError(f"外单位“{unit}”没有人数，请填写。", self.objectName())
            if not headcount.isdecimal():
                raise UserError(f"外单位“{unit}”的人数“{text}”不是整数。", self.objectName())
            if unit in found:
                raise UserError(f"外单位“{unit}”写了两次，请合并成一行。", self.objectName())
            found[unit] = int(headcount)
        return tuple(found.items())

    def _rows(self) -> list[tuple[str, str]]:
        rows = range(self.table.rowCount())
        found = [(self.table.text_at(row, UNIT), self.table.text_at(row, HEADCOUNT)) for row in rows]
        return [(unit or UNNAMED, text) for unit, text in found if unit or text]

    @Slot()
    def _on_changed(self) -> None:
        table = self.table
        table.blockSignals(True)
        while table.rowCount() < LEAST_ROWS or any(table.text_at(table.rowCount() - 1, column) for column in (0, 1)):
            table.insertRow(table.rowCount())
            table.put(table.rowCount() - 1, HEADCOUNT, "")
        table.blockSignals(False)
        rows = self._rows()
        counts = [int(text) for _, text in rows if text.isdecimal()]
        self.total.setText(f"共{len(rows)}个单位，{sum(counts)}人" if rows else HINT)
        self.setProperty("typed", str(rows))
        seen = min(table.rowCount(), MOST_ROWS_SEEN)
        table.setFixedHeight(
            table.horizontalHeader().sizeHint().height() + seen * table.verticalHeader().defaultSectionSize() + 4
        )
