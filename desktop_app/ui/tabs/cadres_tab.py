"""Cadres (干部): who is where as of a day, with their postings; coming, moving, leaving and returning."""

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSplitter, QVBoxLayout, QWidget

from desktop_app.core.people import PARTY_MEMBERS
from desktop_app.core.scope import ALL
from desktop_app.records import cadres, units
from desktop_app.records.cadres import CadreRow, PostingDraft
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.dialogs.cadre_dialog import CadreDialog, NewCadre, NewCadreDialog
from desktop_app.ui.dialogs.leave_dialog import CadreListDialog, Leave, LeaveDialog
from desktop_app.ui.dialogs.posting_dialog import CORRECT, MOVE, NOWHERE, RETURN, PostingAct, PostingDialog
from desktop_app.ui.dialogs.unit_dialog import UnitsDialog
from desktop_app.ui.fields import DayFilter
from desktop_app.ui.page import Page
from desktop_app.ui.postings_panel import PostingsPanel
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, MARGIN, Tone
from desktop_app.ui.unit_tree import LEFT, UnitTree
from desktop_app.ui.workbench import Workbench

TREE_WIDTH = 15  # characters

COLUMNS: tuple[Column[CadreRow], ...] = (
    Column("姓名", lambda row: row.full_name, width=9),
    Column(
        "单位",
        lambda row: row.unit or "离岗",
        sort_key=lambda row: (row.unit_position is None, row.unit_position or 0, row.unit_id or 0),
        width=8,
        tint=lambda row: None if row.is_in_post else Tone.QUIET,
    ),
    Column("职务", lambda row: row.post or "", stretch=True),
    Column("职级", lambda row: row.rank or "", width=7),
    Column("领导身份", lambda row: row.leadership or "", width=10),
    Column("性别", lambda row: row.gender, width=2),
    Column("政治面貌", lambda row: row.political_status, width=5),
    Column("人员类别", lambda row: row.staff_kind, width=4),
    Column("入职", lambda row: row.joined_on.isoformat() if row.joined_on else "", width=6),
)


class CadresTab(Page):
    """Units on the left, their people on the right, the postings of the chosen one below."""

    title = "干部"
    watches = frozenset({"cadre", "posting", "unit"})

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self._people: list[CadreRow] = []
        self.units = UnitTree()
        self.as_of = DayFilter(date.today())
        self.search = QLineEdit()
        self.table: TableView[CadreRow] = TableView(COLUMNS, "cadres", workbench.look)
        self.postings = PostingsPanel(workbench.look)
        self.foot = theme.label("", tone=Tone.QUIET)
        self._set_up_fields()
        self._make_actions()
        self._lay_out()
        self._connect()
        self.reload()

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        return [
            self.add_action, self.change_action, self.remove_action, None,
            self.move_action, self.leave_action, self.return_action, None,
            self.change_posting_action, self.remove_posting_action, None,
            self.units_action, self.list_action, self.find_action,
        ]  # fmt: skip

    def show_record(self, cadre_id: int) -> None:
        """Select somebody, in post or not, whatever is filtered."""
        if not self.table.select_id(cadre_id):
            self.search.clear()
            row = next((row for row in self._people if row.id == cadre_id), None)
            self.units.choose(ALL if row and row.is_in_post else LEFT)
            self.table.select_id(cadre_id)
        self.table.setFocus()

    @Slot()
    def reload(self) -> None:
        day = self.as_of.day()
        self._people = cadres.listed(day)
        self.units.show_units(units.listed(day), self._people, day)
        self._show_people()

    @Slot()
    def add(self) -> None:
        chosen = self.units.choice()
        only = next(iter(chosen.units)) if chosen.units and len(chosen.units) == 1 else 0
        posting = PostingDraft(only, date.today()) if only else NOWHERE
        if not units.listed():
            self._workbench.messages.warn("还没有单位，请先在“单位”里新增。")
            UnitsDialog(self._workbench, self).run()
        else:
            NewCadreDialog(self._workbench, posting, _add, self).run()

    @Slot()
    def change(self) -> None:
        if row := self.table.current_row():
            CadreDialog(self._workbench, row, partial(cadres.change, row.id), self).run()

    @Slot()
    def remove(self) -> None:
        row = self.table.current_row()
        if row and self._workbench.ask(
            "删除干部",
            f"要删除“{row.full_name}”和其任职经历吗？离岗的人请用“离岗”。可以用“撤销”恢复。",
            f"删除“{row.full_name}”",
        ):
            self._workbench.do(partial(cadres.remove, row.id))

    @Slot()
    def post_elsewhere(self) -> None:
        self._post_anew(MOVE)

    @Slot()
    def take_back(self) -> None:
        self._post_anew(RETURN)

    @Slot()
    def leave(self) -> None:
        if row := self.table.current_row():
            LeaveDialog(self._workbench, row, partial(_leave, row.id), self).run()

    @Slot()
    def change_posting(self) -> None:
        if posting := self.postings.current():
            save = partial(cadres.change_posting, posting.id)
            PostingDialog(self._workbench, CORRECT, posting.draft(), save, self).run()

    @Slot()
    def remove_posting(self) -> None:
        posting = self.postings.current()
        if posting and self._workbench.ask(
            "删除任职",
            f"要删除自{posting.from_date.isoformat()}起在{posting.unit}的任职吗？可以用“撤销”恢复。",
            "删除这条任职",
        ):
            self._workbench.do(partial(cadres.remove_posting, posting.id))

    @Slot()
    def show_units(self) -> None:
        UnitsDialog(self._workbench, self).run()

    @Slot()
    def keep_list(self) -> None:
        """Keep the people selected; with one or none, all that are listed."""
        chosen = self.table.selected_rows()
        people = chosen if len(chosen) > 1 else self._listed()
        if people:
            CadreListDialog(self._workbench, people, self).run()

    @Slot()
    def look_for_words(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _post_anew(self, act: PostingAct) -> None:
        row = self.table.current_row()
        if not row:
            return
        last = self.postings.last()
        given = replace(last.draft(), from_date=date.today(), to_date=None, end_reason="") if last else NOWHERE
        save = partial(cadres.add_posting, row.id)
        PostingDialog(self._workbench, act, given, save, self).run()

    def _listed(self) -> list[CadreRow]:
        """Return those of the chosen unit whose name fits what is searched."""
        choice, text = self.units.choice(), self.search.text()
        return [row for row in self._people if choice.takes(row) and row.is_called(text)]

    def _set_up_fields(self) -> None:
        self.as_of.setAccessibleName("截至")
        self.search.setPlaceholderText("查找姓名或拼音首字母（Ctrl+F）")
        self.search.setAccessibleName("查找")
        self.search.setClearButtonEnabled(True)
        self.table.setAccessibleName("干部")

    def _connect(self) -> None:
        self.as_of.day_changed.connect(self.reload)
        self.units.chosen.connect(self._show_people)
        self.search.textChanged.connect(self._show_people)
        self.table.selection_changed.connect(self._show_chosen)
        self.table.activated_row.connect(self.change)
        self.postings.chosen.connect(self._enable)
        self.postings.table.activated_row.connect(self.change_posting)

    def _make_actions(self) -> None:
        self.add_action = action(self, "新增干部…", "Ctrl+N", self.add)
        self.change_action = action(self, "修改…", "F2", self.change, "修改选中的一人，回车也可以")
        self.remove_action = action(self, "删除", "Del", self.remove, "只用来删除登记错的人")
        self.move_action = action(self, "任职变动…", "Ctrl+Shift+T", self.post_elsewhere, "调动、提拔，自某日起")
        self.leave_action = action(self, "离岗…", "Ctrl+Shift+L", self.leave, "调出、退休等")
        self.return_action = action(self, "返岗…", "Ctrl+Shift+R", self.take_back)
        self.change_posting_action = action(self, "修改任职…", "Shift+F2", self.change_posting, "改正登记错的任职")
        self.remove_posting_action = action(self, "删除任职", "Shift+Del", self.remove_posting)
        self.units_action = action(self, "单位…", "Ctrl+U", self.show_units)
        self.list_action = action(self, "存为名单…", "Ctrl+Shift+S", self.keep_list, "存好后可作统计的口径")
        self.find_action = action(self, "查找", "Ctrl+F", self.look_for_words)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(GAP)
        for each in self.actions()[:7]:
            if each is None:
                bar.addSpacing(GAP)
            else:
                bar.addWidget(button(each, primary=each is self.add_action))
        bar.addStretch(1)
        bar.addWidget(button(self.units_action))
        bar.addWidget(button(self.list_action))
        for each in (self.change_posting_action, self.remove_posting_action):
            self.postings.buttons.addWidget(button(each))
        filters = QHBoxLayout()
        filters.setSpacing(GAP)
        label = QLabel("截至")
        label.setBuddy(self.as_of)
        for widget in (label, self.as_of):
            filters.addWidget(widget)
        filters.addWidget(self.search, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(bar)
        layout.addLayout(filters)
        layout.addWidget(self._split(), 1)
        layout.addWidget(self.foot)
        self.setFocusProxy(self.table)

    def _split(self) -> QSplitter:
        people = QSplitter(Qt.Orientation.Vertical)
        people.addWidget(self.table)
        people.addWidget(self.postings)
        people.setStretchFactor(0, 1)
        people.setSizes([self.screen().size().height(), 1])  # the postings begin as low as they may be
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.units)
        across.addWidget(people)
        across.setStretchFactor(1, 1)
        for each in (people, across):
            each.setHandleWidth(GAP)
            each.setChildrenCollapsible(False)
        across.setSizes([TREE_WIDTH * self.fontMetrics().horizontalAdvance("国"), 1])
        return across

    @Slot()
    def _show_people(self) -> None:
        people = self._listed()
        self.table.set_empty_text(
            "这里没有符合条件的人。" if self._people else "还没有干部。按 Ctrl+N 新增第一人，或从“文件”里导入花名册。"
        )
        self.table.show_rows(people)
        if people and self.table.current_row() is None:
            self.table.selectRow(0)
        party = sum(row.political_status in PARTY_MEMBERS for row in people)
        self.foot.setText(f"{self.units.choice().name}：{len(people)}人，其中党员{party}人")
        self._show_chosen()

    @Slot()
    def _show_chosen(self) -> None:
        self.postings.show_cadre(self.table.current_row())
        self._enable()

    @Slot()
    def _enable(self) -> None:
        row, posting = self.table.current_row(), self.postings.current()
        for each in (self.change_action, self.remove_action):
            each.setEnabled(row is not None)
        for each in (self.move_action, self.leave_action):
            each.setEnabled(row is not None and row.is_in_post)
        self.return_action.setEnabled(row is not None and not row.is_in_post)
        for each in (self.change_posting_action, self.remove_posting_action):
            each.setEnabled(posting is not None)


def _add(new: NewCadre) -> set[str]:
    return cadres.add(new.cadre, new.posting)


def _leave(cadre_id: int, leave: Leave) -> set[str]:
    return cadres.leave(cadre_id, leave.last_day, leave.reason)
