"""The units (单位): their list, and one of them as typed."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.core.errors import UserError
from desktop_app.core.people import UnitKind
from desktop_app.records import units
from desktop_app.records.units import HandOverDraft, UnitDraft, UnitRow
from desktop_app.ui import theme
from desktop_app.ui.actions import action
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, DateField, OptionalDateField, WholeField
from desktop_app.ui.list_window import ListWindow
from desktop_app.ui.table import Column
from desktop_app.ui.theme import Role
from desktop_app.ui.unit_tree import with_below
from desktop_app.ui.workbench import Workbench

NO_PARENT = "（没有）"
CLOSING = "“修改”里改名称会连过去的表一起改；自某日起更名、撤销的用“撤并、更名”，过去的统计仍按当时的单位。"


class UnitDialog(DraftDialog[UnitDraft]):
    def __init__(
        self,
        workbench: Workbench,
        title: str,
        given: UnitDraft,
        save: Callable[[UnitDraft], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, title, save, parent)
        self._given = given
        known = units.listed()
        below = {id_ for row in known if row.name == given.name for id_ in with_below(row.id, known)}
        self._ids = {row.name: row.id for row in known if row.id not in below}
        above = next((name for name, id_ in self._ids.items() if id_ == given.parent_id), NO_PARENT)
        self.name = QLineEdit(given.name)
        self.kind = ChoiceField(list(UnitKind), given.kind, fixed=True)
        self.parent_unit = ChoiceField((NO_PARENT, *self._ids), above, fixed=True)
        self.position = WholeField("顺序", given.position)
        self.position.setPlaceholderText("不填排在最后")
        self.valid_from = OptionalDateField(given.valid_from)
        self.valid_to = OptionalDateField(given.valid_to)
        self.field("name", "名称", self.name)
        self.pair(("kind", "性质", self.kind), ("parent_id", "上级单位", self.parent_unit))
        self.pair(("valid_from", "成立日期", self.valid_from), ("valid_to", "撤销日期", self.valid_to))
        self.field("position", "顺序", self.position)
        self.name.setFocus()

    def draft(self) -> UnitDraft:
        return UnitDraft(
            self.name.text().strip(),
            self.kind.text(),
            self._ids.get(self.parent_unit.text()),
            self.position.value() or self._given.position,
            self.valid_from.day(),
            self.valid_to.day(),
        )


class HandOverDialog(DraftDialog[HandOverDraft]):
    """Closes a unit on a day; its people go on in another, there already or of a new name."""

    def __init__(
        self,
        workbench: Workbench,
        unit: UnitRow,
        save: Callable[[HandOverDraft], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, f"撤并、更名：{unit.name}", save, parent, "撤销并转入")
        said = theme.label(
            f"次日起，在“{unit.name}”的人都转到接收单位，职务、职级、领导身份不变；以前的统计仍按“{unit.name}”。",
            Role.NOTICE,
        )
        said.setWordWrap(True)
        self.wide(said)
        self.last_day = DateField(date.today())
        others = [row.name for row in units.listed() if row.id != unit.id and row.is_there(date.today())]
        self.follower = ChoiceField(("", *others))
        if line := self.follower.lineEdit():
            line.setPlaceholderText("选一个单位，或填新名称")
        self.pair(("last_day", "最后一日", self.last_day), ("follower", "接收单位", self.follower))
        self.follower.setFocus()

    def draft(self) -> HandOverDraft:
        if not self.follower.text():
            raise UserError("请选接收的单位，更名的填新名称。", "follower")
        return HandOverDraft(self.last_day.day(), self.follower.text())


COLUMNS: tuple[Column[UnitRow], ...] = (
    Column("单位", lambda row: row.name, stretch=True),
    Column("性质", lambda row: row.kind, width=5),
    Column("在岗人数", lambda row: str(row.in_post), sort_key=lambda row: row.in_post, right=True, width=5),
    Column("成立日期", lambda row: row.valid_from.isoformat() if row.valid_from else "", width=7),
    Column("撤销日期", lambda row: row.valid_to.isoformat() if row.valid_to else "", width=7),
)


class UnitsDialog(ListWindow[UnitRow]):
    """The list of units, to be added to, changed and cleared of mistakes."""

    title, name, watches, columns = "单位", "units", frozenset({"unit", "posting"}), COLUMNS
    empty_text = "还没有单位。按 Ctrl+N 新增第一个。"
    hint = CLOSING
    characters = (50, 38)

    def rows(self) -> list[UnitRow]:
        return units.listed()

    def make_actions(self) -> list[QAction]:
        self.add_action = action(self, "新增…", "Ctrl+N", self.add)
        self.change_action = action(self, "修改…", "F2", self.change)
        self.hand_over_action = action(self, "撤并、更名…", "Ctrl+R", self.hand_over, "自某日起换名称，或并到别的单位")
        self.remove_action = action(self, "删除", "Del", self.remove)
        return [self.add_action, self.change_action, self.hand_over_action, self.remove_action]

    @Slot()
    def add(self) -> None:
        """Enter a unit; the list then shows it."""
        before = set(self.table.rows_model().ids())
        if UnitDialog(self._workbench, "新增单位", UnitDraft(""), units.add, self).run():
            for new in set(self.table.rows_model().ids()) - before:
                self.table.select_id(new)

    @Slot()
    def change(self) -> None:
        if row := self.table.current_row():
            UnitDialog(self._workbench, "修改单位", row.draft(), partial(units.change, row.id), self).run()

    @Slot()
    def hand_over(self) -> None:
        if row := self.table.current_row():
            HandOverDialog(self._workbench, row, partial(units.hand_over, row.id), self).run()

    @Slot()
    def remove(self) -> None:
        row = self.table.current_row()
        if row and self._workbench.ask(
            "删除单位", f"要删除单位“{row.name}”吗？可以用“撤销”恢复。", f"删除“{row.name}”"
        ):
            self._workbench.do(partial(units.remove, row.id))
