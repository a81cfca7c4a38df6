"""历史: every step as far back as the data goes, what it changed, and taking one back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.errors import UserError
from desktop_app.records import history, labels
from desktop_app.records.history import StepLine
from desktop_app.records.labels import FieldChange, RecordChange
from desktop_app.ui import theme
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, MARGIN, Role, Tone
from desktop_app.ui.workbench import Workbench

PAGE = 200
SHOWN_CHANGES = 500
PAUSE = 200  # milliseconds of not typing before the list is searched


def state_text(step: StepLine) -> str:
    return "已撤销" if step.undone else ""


def _tone(step: StepLine) -> Tone | None:
    return Tone.QUIET if step.undone else None


STEPS: tuple[Column[StepLine], ...] = (
    Column("时间", lambda step: step.at.strftime("%Y-%m-%d %H:%M"), width=9, tint=_tone),
    Column("做了什么", lambda step: step.title, stretch=True, tint=_tone),
    Column("记录数", lambda step: str(step.changes), sort_key=lambda step: step.changes, right=True, tint=_tone),
    Column("谁", lambda step: step.actor, width=5, tint=_tone),
    Column("状态", state_text, width=4, tint=_tone),
)


def fields_text(change: RecordChange) -> str:
    """Return 出勤：到 → 请假；…."""
    return "；".join(_field_text(field) for field in change.fields)


def _field_text(field: FieldChange) -> str:
    if field.before and field.after:
        return f"{field.label}：{field.before} → {field.after}"
    return f"{field.label}：{field.after or field.before}"


CHANGES: tuple[Column[RecordChange], ...] = (
    Column("", lambda change: change.verb, width=3),
    Column("什么", lambda change: change.kind, width=6),
    Column("记录", lambda change: change.name, width=20),
    Column("改了什么", fields_text, stretch=True),
)


class HistoryDialog(QDialog):
    """A page of steps at a time, newest first; the changes of the chosen one below."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("历史")
        self._workbench = workbench
        self._steps: list[StepLine] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找，如 出勤、导入、某人的名字")
        self.search.setAccessibleName("查找")
        self.search.setClearButtonEnabled(True)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.reload)
        self.search.textEdited.connect(self._on_typed)
        self.steps = TableView(STEPS, "history", workbench.look)
        self.steps.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.steps.setAccessibleName("操作")
        self.steps.set_empty_text("没有这样的操作。")
        self.steps.selection_changed.connect(self._show_changes)
        self.older = QPushButton("更早的")
        self.older.clicked.connect(self.load_older)
        self.changes = TableView(CHANGES, "history.changes", workbench.look)
        self.changes.setAccessibleName("所选操作的改动")
        self.changes.set_empty_text("选一步操作，这里显示它改了什么。")
        self.more = theme.label("", tone=Tone.QUIET)
        self.problem = theme.label("", Role.NOTICE, Tone.BAD)
        self.problem.setWordWrap(True)
        self.undo = QPushButton("撤销这一步")
        self.undo.clicked.connect(self.undo_step)
        self._find = QAction(self)
        self._find.setShortcut("Ctrl+F")
        self._find.triggered.connect(self.search.setFocus)
        self.addAction(self._find)
        self._lay_out()
        self.reload()

    def run(self) -> None:
        self.exec()
        self.deleteLater()

    @Slot()
    def reload(self) -> None:
        """Read the newest page of the steps that are searched for."""
        self._steps = []
        self._read_page()

    @Slot()
    def load_older(self) -> None:
        self._read_page()

    @Slot()
    def undo_step(self) -> None:
        """Take the chosen step back; the reason why it cannot be stands on the page."""
        step = self.steps.current_row()
        if step is None or not self._workbench.may_undo(step):
            return
        error = self._workbench.attempt(lambda: history.undo(step.id))
        self._show_problem(error)
        if error is None:
            self.reload()

    def _read_page(self) -> None:
        before = self._steps[-1].id if self._steps else None
        page = history.steps(PAGE, before, self.search.text().strip())
        self._steps += page
        self.older.setVisible(len(page) == PAGE)
        self.steps.show_rows(list(self._steps))
        if self.steps.current_row() is None and self._steps:
            self.steps.selectRow(0)

    def _show_problem(self, error: UserError | None) -> None:
        self.problem.setText(str(error or ""))
        self.problem.setVisible(error is not None)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        del text
        self._pause.start()

    @Slot()
    def _show_changes(self) -> None:
        step = self.steps.current_row()
        self._show_problem(None)
        self.undo.setEnabled(step is not None and not step.undone)
        changes = history.changes(step.id) if step else []
        self.changes.show_rows(_shown(labels.described(changes[:SHOWN_CHANGES])))
        self.more.setText(f"共 {len(changes)} 条，列出前 {SHOWN_CHANGES} 条。" if len(changes) > SHOWN_CHANGES else "")

    def _lay_out(self) -> None:
        upper, lower = QWidget(), QWidget()
        above, below = QVBoxLayout(upper), QVBoxLayout(lower)
        for layout in (above, below):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(GAP)
        above.addWidget(self.search)
        above.addWidget(self.steps, 1)
        above.addWidget(self.older, 0, Qt.AlignmentFlag.AlignHCenter)
        below.addWidget(theme.label("改动", Role.HEADING))
        below.addWidget(self.changes, 1)
        below.addWidget(self.problem)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(upper)
        splitter.addWidget(lower)
        splitter.setSizes([3, 2])
        splitter.setChildrenCollapsible(False)
        buttons = QDialogButtonBox()
        buttons.addButton(self.undo, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.more, 1)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(splitter, 1)
        layout.addLayout(foot)
        self.problem.hide()
        theme.fit(self, self.fontMetrics().horizontalAdvance("国") * 70, self.fontMetrics().height() * 36)


def _shown(changes: Sequence[RecordChange]) -> list[RecordChange]:
    """Leave out what changed nothing she sees, such as an order or a pinyin."""
    return [change for change in changes if change.fields or change.verb != "修改"]
