"""The pass marks of the law exam (合格线): their list, and one of them as typed."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.number import shown
from desktop_app.core.study import NATIONAL
from desktop_app.records import pass_marks
from desktop_app.records.pass_marks import PassMarkDraft, PassMarkRow
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, HundredthsField, WholeField
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, MARGIN, Tone
from desktop_app.ui.workbench import Workbench

USUAL = PassMarkDraft(date.today().year, "", 18000, 10800)

COLUMNS: tuple[Column[PassMarkRow], ...] = (
    Column("自哪年起", lambda row: f"{row.from_year}年", width=5),
    Column("地区", lambda row: row.area, stretch=True),
    Column("客观题", lambda row: shown(row.objective), sort_key=lambda row: row.objective, right=True, width=5),
    Column("主观题", lambda row: shown(row.subjective), sort_key=lambda row: row.subjective, right=True, width=5),
)


class PassMarkDialog(DraftDialog[PassMarkDraft]):
    def __init__(
        self,
        workbench: Workbench,
        title: str,
        given: PassMarkDraft,
        save: Callable[[PassMarkDraft], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, title, save, parent)
        self.from_year = WholeField("自哪年起", given.from_year)
        self.area = ChoiceField(pass_marks.areas(), given.area or NATIONAL)
        self.objective = HundredthsField("客观题合格线", given.objective)
        self.subjective = HundredthsField("主观题合格线", given.subjective)
        self.pair(("from_year", "自哪年起", self.from_year), ("area", "地区", self.area))
        self.pair(("objective", "客观题", self.objective), ("subjective", "主观题", self.subjective))
        self.wide(theme.label("放宽地区的合格线请写地区名称；没有单列的地区用全国的。", tone=Tone.QUIET))
        self.from_year.setFocus()

    def draft(self) -> PassMarkDraft:
        return PassMarkDraft(
            self.from_year.value(), self.area.text(), self.objective.value() or 0, self.subjective.value() or 0
        )


class PassMarksDialog(QDialog):
    """The list of pass marks."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.setWindowTitle("法考合格线")
        self.table: TableView[PassMarkRow] = TableView(COLUMNS, "pass_marks", workbench.look)
        self.table.setAccessibleName("法考合格线")
        self.table.set_empty_text("还没有合格线。按 Ctrl+N 新增。")
        self.table.activated_row.connect(self.change)
        self._lay_out()
        workbench.changed.connect(self._on_changed)
        self.reload()
        self.table.setFocus()

    def run(self) -> None:
        self.exec()
        self.deleteLater()

    @Slot()
    def reload(self) -> None:
        self.table.show_rows(pass_marks.listed())
        if self.table.current_row() is None:
            self.table.selectRow(0)

    @Slot()
    def add(self) -> None:
        PassMarkDialog(self._workbench, "新增合格线", USUAL, pass_marks.add, self).run()

    @Slot()
    def change(self) -> None:
        if row := self.table.current_row():
            save = partial(pass_marks.change, row.id)
            PassMarkDialog(self._workbench, "修改合格线", row.draft(), save, self).run()

    @Slot()
    def remove(self) -> None:
        row = self.table.current_row()
        if row and self._workbench.ask(
            "删除合格线", f"要删除{row.area}自{row.from_year}年起的合格线吗？可以用“撤销”恢复。", "删除1条"
        ):
            self._workbench.do(partial(pass_marks.remove, row.id))

    def _lay_out(self) -> None:
        self.add_action = action(self, "新增…", "Ctrl+N", self.add)
        self.change_action = action(self, "修改…", "F2", self.change, "修改选中的一条，回车也可以")
        self.remove_action = action(self, "删除", "Del", self.remove)
        self.close_action = action(self, "关闭", "", self.reject)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for each in (self.add_action, self.change_action, self.remove_action):
            row.addWidget(button(each, primary=each is self.add_action))
        row.addStretch(1)
        row.addWidget(button(self.close_action))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        hint = "一年的合格线与上一年相同的不用重复填；改了以后，法考的结果和统计跟着变。"
        layout.addWidget(theme.label(hint, tone=Tone.QUIET))
        character = self.fontMetrics().horizontalAdvance("国")
        theme.fit(self, 46 * character, 26 * character)

    @Slot(object)
    def _on_changed(self, tables: set[str]) -> None:
        if "pass_mark" in tables:
            self.reload()
