"""查找全部: one field that looks through everything; what is found opens where it is kept."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from desktop_app.metrics.evidence import RecordLine
from desktop_app.records import search
from desktop_app.ui import theme
from desktop_app.ui.list_filters import SEARCH_PAUSE_MS
from desktop_app.ui.reader import Reader
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, MARGIN, Tone
from desktop_app.ui.workbench import Workbench

COLUMNS: tuple[Column[RecordLine], ...] = (
    Column("类别", lambda line: line.kind, width=5),
    Column("日期", lambda line: line.day.isoformat() if line.day else "", width=7),
    Column("题目、姓名", lambda line: line.title, stretch=True),
    Column("人员", lambda line: line.who, width=6),
    Column("找到的地方", lambda line: line.detail, width=16),
)
HINT = "活动、人员、心得笔记、计划、篇目、问题、附件，都在这里找；人名可以只写拼音首字母"
NOTHING_YET = "写几个字就开始找。"
NOTHING = "没有找到“{text}”，请换一个说法，或少写几个字。"


class SearchDialog(QDialog):
    """Stays open beside the window, so that one after the other can be looked at."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("查找全部")
        self._workbench = workbench
        self.text = QLineEdit()
        self.text.setPlaceholderText(HINT)
        self.text.setAccessibleName("查找全部")
        self.text.setClearButtonEnabled(True)
        self.table: TableView[RecordLine] = TableView(COLUMNS, "search", workbench.look)
        self.table.setAccessibleName("找到的记录")
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.set_empty_text(NOTHING_YET)
        self.foot = theme.label("回车打开；↓ 到结果里选。", tone=Tone.QUIET)
        self.reader = Reader(workbench, self)
        self.reader.ready.connect(self._on_found)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.text.textChanged.connect(self._on_text)
        self.table.activated_row.connect(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self.text)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.foot)
        theme.fit(self, self.fontMetrics().horizontalAdvance("国") * 58, self.fontMetrics().height() * 28)
        self.text.setFocus()

    @Slot()
    def look(self) -> None:
        """Look for what is written."""
        self.reader.ask(partial(_found, self.text.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step into what was found with ↓, open the first with Enter, both from the field."""
        if event.key() == Qt.Key.Key_Down and self.text.hasFocus() and self.table.model().rowCount():
            self.table.setFocus()
            self.table.selectRow(0)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.table.model().rowCount() and (row := self.table.rows_model().row_at(0)):
                self._open(row)
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_text(self) -> None:
        self._pause.start()

    @Slot(object)
    def _on_found(self, answer: tuple[str, list[RecordLine]]) -> None:
        text, lines = answer
        self.table.show_rows(lines)
        self.table.set_empty_text(NOTHING.format(text=text) if text.strip() else NOTHING_YET)
        more = f"　每类最多列出{search.MOST}条" if len(lines) >= search.MOST else ""
        self.foot.setText(f"找到{len(lines)}条{more}　回车打开；↓ 到结果里选。" if lines else "")

    @Slot(object)
    def _open(self, line: RecordLine) -> None:
        self._workbench.open_record.emit(line.table, line.id)


def _found(text: str) -> tuple[str, list[RecordLine]]:
    return text, search.search(text)
