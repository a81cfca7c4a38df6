"""The pass marks of the law exam (合格线): their list, and one of them as typed."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop_app.core.number import shown
from desktop_app.core.study import NATIONAL
from desktop_app.records import pass_marks
from desktop_app.records.pass_marks import PassMarkDraft, PassMarkRow
from desktop_app.ui import theme
from desktop_app.ui.actions import action
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, HundredthsField, WholeField
from desktop_app.ui.list_window import ListWindow
from desktop_app.ui.table import Column
from desktop_app.ui.theme import Tone
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


class PassMarksDialog(ListWindow[PassMarkRow]):
    """The list of pass marks."""

    title, name, watches, columns = "法考合格线", "pass_marks", frozenset({"pass_mark"}), COLUMNS
    empty_text = "还没有合格线。按 Ctrl+N 新增。"
    hint = "一年的合格线与上一年相同的不用重复填；改了以后，法考的结果和统计跟着变。"

    def rows(self) -> list[PassMarkRow]:
        return pass_marks.listed()

    def make_actions(self) -> list[QAction]:
        return [
            action(self, "新增…", "Ctrl+N", self.add),
            action(self, "修改…", "F2", self.change, "修改选中的一条，回车也可以"),
            action(self, "删除", "Del", self.remove),
        ]

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
