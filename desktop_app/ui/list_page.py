"""The pattern of a section that lists records of one sort: a table read whole, a search field, 新增 修改 删除.

A subclass says what it lists, how a record is asked for and how it is removed; what else can be done with one is its
own. Long lists (sessions, notes) are paged and have tabs of their own.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar, Generic

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.core.collation import plain
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.page import Page
from desktop_app.ui.rows_model import Row
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, MARGIN, Tone
from desktop_app.ui.workbench import Workbench

MOST_NAMED = 3
"""As many records are named before they are removed."""


class ListPage(Page, Generic[Row]):
    """`noun` and `word` name what is listed (问题, 个); `name` is that of the table in the remembered looks."""

    noun: ClassVar[str]
    word: ClassVar[str] = "条"
    name: ClassVar[str]
    columns: ClassVar[Sequence[Column[Any]]]
    empty_text: ClassVar[str]
    hint: ClassVar[str] = "查找（Ctrl+F）"

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self.table: TableView[Row] = TableView(self.columns, self.name, workbench.look)
        self.table.setAccessibleName(self.noun)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.hint)
        self.search.setAccessibleName("查找")
        self.search.setClearButtonEnabled(True)
        self.foot = theme.label("", tone=Tone.QUIET)
        self._rows: Sequence[Row] = ()
        self.add_action = action(self, "新增…", "Ctrl+N", self.add, f"新增一{self.word}{self.noun}")
        self.change_action = action(self, "修改…", "F2", self.change, f"修改选中的一{self.word}，回车也可以")
        self.remove_action = action(self, "删除", "Del", self.remove)
        self.find_action = action(self, "查找", "Ctrl+F", self._look_for_words)
        self._more = self.more_actions()
        self._lay_out()
        self.search.textChanged.connect(self._show_wanted)
        self.table.selection_changed.connect(self.on_selection)
        self.table.activated_row.connect(self.change)
        self.setFocusProxy(self.table)
        self.reload()

    # What a subclass says

    def read(self) -> Sequence[Row]:
        """Return the records as the choices above the list want them."""
        raise NotImplementedError

    def dialog(self, row: Row | None) -> DraftDialog[Any]:
        """Return the form for a record; None asks for a new one."""
        raise NotImplementedError

    def delete(self, ids: Sequence[int]) -> set[str]:
        """Remove these records, as one step."""
        raise NotImplementedError

    def more_actions(self) -> list[QAction | None]:
        """Make what else can be done; None is a gap. Shown as buttons after the usual ones."""
        return []

    def choices(self) -> Sequence[QWidget]:
        """Make the widgets above the list, left of the search field; connect them to reload()."""
        return ()

    def summed_up(self, rows: Sequence[Row]) -> str:
        """Return what stands at the foot of the rows shown."""
        return f"共{len(rows):,}{self.word}"

    def removal(self, rows: Sequence[Row]) -> str:
        """Return what is asked before these are removed."""
        return f"要删除所选的{len(rows)}{self.word}{self.noun}吗？可以用 Ctrl+Z 恢复。"

    # What the clerk does

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        more = [None, *self._more] if self._more else []
        return [self.add_action, self.change_action, self.remove_action, *more, None, self.find_action]

    def show_record(self, record_id: int) -> None:
        """Select a record, with the search emptied where it hides it."""
        if not self.table.select_id(record_id):
            self.search.clear()
            self.table.select_id(record_id)
        self.table.setFocus()

    @Slot()
    def reload(self) -> None:
        self._rows = self.read()
        self._show_wanted()

    @Slot()
    def add(self) -> None:
        before = {row.id for row in self._rows}
        if self.dialog(None).run():
            new = [row.id for row in self._rows if row.id not in before]
            if len(new) == 1:
                self.show_record(new[0])

    @Slot()
    def change(self) -> None:
        if row := self.chosen():
            self.dialog(row).run()

    @Slot()
    def remove(self) -> None:
        rows = self.table.selected_rows()
        if rows and self._workbench.ask(f"删除{self.noun}", self.removal(rows), f"删除{len(rows)}{self.word}"):
            self._workbench.do(partial(self.delete, [row.id for row in rows]))

    def chosen(self) -> Row | None:
        """Return the one row that is selected."""
        return self.table.current_row() if len(self.table.selected_ids()) == 1 else None

    @Slot()
    def on_selection(self) -> None:
        """Enable what can be done with what is selected; a subclass adds its own."""
        self.change_action.setEnabled(self.chosen() is not None)
        self.remove_action.setEnabled(bool(self.table.selected_ids()))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for each in (self.add_action, self.change_action, self.remove_action):
            buttons.addWidget(button(each, primary=each is self.add_action))
        for each in self._more:
            if each is None:
                buttons.addSpacing(GAP)
            else:
                buttons.addWidget(button(each))
        buttons.addStretch(1)
        above = QHBoxLayout()
        above.setSpacing(GAP)
        for widget in self.choices():
            above.addWidget(widget)
        above.addWidget(self.search, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(buttons)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.foot)

    @Slot()
    def _show_wanted(self) -> None:
        words = plain(self.search.text()).lower()
        shown = [row for row in self._rows if not words or self._holds(row, words)]
        self.table.show_rows(shown)
        nothing = self.empty_text if not self._rows else "没有符合条件的，请放宽上面的条件。"
        self.table.set_empty_text(nothing)
        self.foot.setText(self.summed_up(shown))
        self.on_selection()

    def _holds(self, row: Row, words: str) -> bool:
        return any(words in plain(column.text(row)).lower() for column in self.columns)

    @Slot()
    def _look_for_words(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()


def first_few(names: Sequence[str], word: str) -> str:
    """Return the names of what is removed, of many the first few and how many they are."""
    shown = "、".join(names[:MOST_NAMED])
    return shown if len(names) <= MOST_NAMED else f"{shown}等{len(names)}{word}"
