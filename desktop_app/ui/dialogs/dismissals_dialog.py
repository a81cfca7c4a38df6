"""What was called right in the check-up (不再提示的): why, and the way to be told of it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.records import checkup
from desktop_app.records.checkup import DismissalRow, Finding
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, MARGIN, Tone
from desktop_app.ui.workbench import Workbench

ELSEWHERE = "（不在所选的年份，或已经改好、改动）"


@dataclass(frozen=True)
class _Line:
    """A dismissal with what it was said of, where that is still so."""

    row: DismissalRow
    what: str

    @property
    def id(self) -> int:
        return self.row.id


def _tone(line: _Line) -> Tone | None:
    return Tone.QUIET if line.what == ELSEWHERE else None


COLUMNS: tuple[Column[_Line], ...] = (
    Column("检查项目", lambda line: line.row.finding, width=8),
    Column("内容", lambda line: line.what, stretch=True, tint=_tone),
    Column("理由", lambda line: line.row.reason, width=14),
    Column("日期", lambda line: line.row.on_date.isoformat(), width=6),
)  # fmt: skip


class DismissalsDialog(QDialog):
    """`dismissed` are the findings of the year looked at that she called right."""

    def __init__(self, workbench: Workbench, dismissed: Sequence[Finding], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._what = {(each.check.name, each.found.key): each.found.what for each in dismissed}
        self.setWindowTitle("不再提示的")
        self.table: TableView[_Line] = TableView(COLUMNS, "dismissals", workbench.look)
        self.table.setAccessibleName("不再提示的")
        self.table.set_empty_text("没有说过正常的。")
        self.revoke_action = action(self, "恢复提示", "Del", self.revoke, "以后体检再提示选中的")
        self._lay_out()
        self.table.selection_changed.connect(self._show_possible)
        workbench.changed.connect(self._on_changed)
        self.reload()

    def run(self) -> None:
        theme.fit(self, self.fontMetrics().horizontalAdvance("国") * 64, self.fontMetrics().height() * 24)
        self.exec()
        self.deleteLater()

    @Slot()
    def reload(self) -> None:
        rows = checkup.dismissals()
        self.table.show_rows([_Line(row, self._what.get((row.finding, row.key), ELSEWHERE)) for row in rows])
        self._show_possible()

    @Slot()
    def revoke(self) -> None:
        if ids := self.table.selected_ids():
            self._workbench.do(partial(checkup.revoke, ids))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(button(self.revoke_action))
        buttons.addStretch()
        close = QDialogButtonBox()
        close.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addLayout(buttons)
        layout.addWidget(self.table, 1)
        layout.addWidget(theme.label("所说的记录改动后会重新提示；恢复提示可以用 Ctrl+Z 撤销。", tone=Tone.QUIET))
        layout.addWidget(close)
        self.table.setFocus()

    @Slot()
    def _show_possible(self) -> None:
        self.revoke_action.setEnabled(bool(self.table.selected_ids()))

    @Slot(object)
    def _on_changed(self, tables: set[str]) -> None:
        if "dismissal" in tables:
            self.reload()
