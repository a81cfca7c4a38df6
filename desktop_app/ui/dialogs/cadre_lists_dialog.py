"""The named lists of people (名单): what they are called and who is on them."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.records import cadre_lists, cadres
from desktop_app.records.cadre_lists import ListRow
from desktop_app.ui import theme
from desktop_app.ui.actions import action
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.list_window import ListWindow
from desktop_app.ui.person_field import PersonField
from desktop_app.ui.table import Column
from desktop_app.ui.theme import Tone
from desktop_app.ui.workbench import Workbench

COLUMNS: tuple[Column[ListRow], ...] = (
    Column("名单", lambda row: row.name, width=9),
    Column("人数", lambda row: str(len(row.people)), sort_key=lambda row: len(row.people), right=True, width=4),
    Column("人员", lambda row: row.names, stretch=True),
)
Typed = tuple[str, tuple[int, ...]]
"""The name of a list and the ids of its people."""


class ListDialog(DraftDialog[Typed]):
    """One list as typed."""

    def __init__(
        self, workbench: Workbench, row: ListRow, save: Callable[[Typed], set[str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(workbench, "修改名单", save, parent)
        self.name = QLineEdit(row.name)
        self.people = PersonField(cadres.by_name(cadres.listed(date.today())), several=True)
        self.people.set_ids(row.cadre_ids)
        self.people.setMinimumWidth(40 * self.fontMetrics().horizontalAdvance("国"))
        self.field("name", "名单名称", self.name)
        self.field("people", "人员", self.people)
        self.wide(theme.label("用它作口径的计划、必学篇目和应交规定跟着改名。", tone=Tone.QUIET))
        self.name.setFocus()

    def draft(self) -> Typed:
        return self.name.text(), self.people.ids()


class CadreListsDialog(ListWindow[ListRow]):
    """All lists; new ones are made of people selected on the page of cadres."""

    title, name, columns = "名单", "cadre_lists", COLUMNS
    watches = frozenset({"cadre_list", "cadre_list_member", "cadre"})
    empty_text = "还没有名单。在干部页选中几个人，按“存为名单”。"
    characters = (46, 22)

    def rows(self) -> list[ListRow]:
        return cadre_lists.listed()

    def make_actions(self) -> list[QAction]:
        self.change_action = action(self, "修改…", "F2", self.change, "改名、加人、减人，回车也可以")
        self.remove_action = action(self, "删除", "Del", self.remove)
        return [self.change_action, self.remove_action]

    @Slot()
    def change(self) -> None:
        if row := self.table.current_row():
            ListDialog(self._workbench, row, partial(_change, row.id), self).run()

    @Slot()
    def remove(self) -> None:
        row = self.table.current_row()
        question = f"要删除名单“{row.name}”吗？名单上的人不变，可以用“撤销”恢复。" if row else ""
        if row and self._workbench.ask("删除名单", question, "删除名单"):
            self._workbench.do(partial(cadre_lists.remove, row.id))


def _change(list_id: int, typed: Typed) -> set[str]:
    return cadre_lists.change(list_id, *typed)
