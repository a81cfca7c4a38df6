"""Cadres (干部): who is where as of a day, with their postings; coming, moving, leaving and returning."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QToolButton, QVBoxLayout, QWidget

from desktop_app.core.period import Period
from desktop_app.core.scope import ALL
from desktop_app.records import cadres, units
from desktop_app.records.cadres import CadreRow, PostingDraft
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button, fill
from desktop_app.ui.dialogs.cadre_dialog import CadreDialog, ChangedCadre, NewCadre, NewCadreDialog
from desktop_app.ui.dialogs.cadre_lists_dialog import CadreListsDialog
from desktop_app.ui.dialogs.leave_dialog import CadreListDialog
from desktop_app.ui.dialogs.posting_dialog import NOWHERE
from desktop_app.ui.dialogs.unit_dialog import UnitsDialog
from desktop_app.ui.page import Page
from desktop_app.ui.postings_panel import PostingsPanel
from desktop_app.ui.roster_filters import RosterFilters
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, MARGIN, Tone
from desktop_app.ui.unit_tree import LEFT, UnitTree
from desktop_app.ui.workbench import Workbench

TREE_WIDTH = 15  # characters


def _tone(row: CadreRow) -> Tone | None:
    if row.standing == "在岗":
        return None
    return Tone.QUIET if row.unit_id is None else Tone.WARN


COLUMNS: tuple[Column[CadreRow], ...] = (
    Column("姓名", lambda row: row.full_name, width=9),
    Column(
        "单位",
        lambda row: row.unit or "",
        sort_key=lambda row: (row.unit_position is None, row.unit_position or 0, row.unit_id or 0),
        width=8,
    ),
    Column("状态", lambda row: row.standing, width=4, tint=_tone),
    Column("职务", lambda row: row.post or "", stretch=True),
    Column("职级", lambda row: row.rank or "", width=7),
    Column("领导身份", lambda row: row.leadership or "", width=10),
    Column("政治面貌", lambda row: row.political_status, width=5),
    Column("人员类别", lambda row: row.staff_kind, width=4),
    Column("性别", lambda row: row.gender, width=2),
    Column("出生年月", lambda row: row.birth_month, width=4),
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
        self.filters = RosterFilters()
        self.as_of, self.search = self.filters.as_of, self.filters.search
        self.table: TableView[CadreRow] = TableView(COLUMNS, "cadres", workbench.look)
        self.table.setAccessibleName("干部")
        self.postings = PostingsPanel(workbench)
        self.foot = theme.label("", tone=Tone.QUIET)
        self._make_actions()
        self._lay_out()
        self._connect()
        self.reload()

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        return [
            self.add_action, self.change_action, self.remove_action, None,
            *self.postings.acts, None, *self.postings.corrections, None,
            self.file_action, self.record_action, None,
            self.units_action, self.list_action, self.lists_action, self.find_action,
        ]  # fmt: skip

    def show_record(self, cadre_id: int) -> None:
        """Select somebody, in post or not, whatever is filtered."""
        if not self.table.select_id(cadre_id):
            self.filters.clear()
            row = next((row for row in self._people if row.id == cadre_id), None)
            in_post = row is not None and row.is_in_post
            self.units.choose(ALL if in_post else (row and row.unit) or LEFT)
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
        """Enter somebody; the list then shows the new one."""
        chosen = self.units.choice()
        only = next(iter(chosen.units)) if chosen.units and len(chosen.units) == 1 else 0
        posting = PostingDraft(only, self.as_of.day()) if only else NOWHERE
        if not units.listed():
            self._workbench.messages.warn("还没有单位，请先在“单位”里新增。")
            UnitsDialog(self._workbench, self).run()
            if not units.listed():
                return
        before = {row.id for row in self._people}
        if NewCadreDialog(self._workbench, posting, _add, self).run():
            for row in [row for row in self._people if row.id not in before][-1:]:
                self.show_record(row.id)

    @Slot()
    def change(self) -> None:
        if row := self.table.current_row():
            CadreDialog(self._workbench, row, partial(_change, row.id), self).run()

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
    def open_file(self) -> None:
        if row := self.table.current_row():
            self._workbench.open_record.emit("cadre_file", row.id)

    @Slot()
    def open_personal_record(self) -> None:
        """Show the 登记表 of the one chosen among the 表册."""
        from desktop_app.exchange.output import Choice  # noqa: PLC0415  loaded when it is used
        from desktop_app.exchange.outputs import personal_record  # noqa: PLC0415

        if row := self.table.current_row():
            year = Period.year(self.as_of.day().year)
            self._workbench.open_output.emit(personal_record.OUTPUT.name, Choice(year, cadre_id=row.id))

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
    def show_lists(self) -> None:
        CadreListsDialog(self._workbench, self).run()

    def _listed(self) -> list[CadreRow]:
        """Return those of the chosen unit whom the filters want."""
        choice = self.units.choice()
        return [row for row in self._people if choice.takes(row) and self.filters.take(row)]

    def _connect(self) -> None:
        self.filters.day_changed.connect(self.reload)
        self.filters.changed.connect(self._show_people)
        self.units.chosen.connect(self._show_people)
        self.table.selection_changed.connect(self._show_chosen)
        self.table.activated_row.connect(self.change)

    def _make_actions(self) -> None:
        self.add_action = action(self, "新增干部…", "Ctrl+N", self.add)
        self.change_action = action(self, "修改…", "F2", self.change, "修改选中的一人，回车也可以")
        self.remove_action = action(self, "删除", "Del", self.remove, "只用来删除登记错的人")
        self.file_action = action(self, "一人一档", "Ctrl+I", self.open_file, "学了什么、写了什么、学时够不够")
        tip = "到“表册”里看选中一人的教育培训登记表，打印或存成文件"
        self.record_action = action(self, "教育培训登记表…", "Ctrl+P", self.open_personal_record, tip)
        self.units_action = action(self, "单位…", "Ctrl+U", self.show_units)
        self.list_action = action(self, "存为名单…", "Ctrl+Shift+S", self.keep_list, "存好后可作统计的口径")
        self.lists_action = action(self, "名单…", "Ctrl+L", self.show_lists, "已有的名单：改名、加人减人、删除")
        self.find_action = action(self, "查找", "Ctrl+F", self.filters.look_for_words)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(GAP)
        for each in (self.add_action, self.change_action, None, *self.postings.acts, None, self.file_action):
            if each is None:
                bar.addSpacing(GAP)
            else:
                bar.addWidget(button(each, primary=each is self.add_action))
        bar.addStretch(1)
        bar.addWidget(button(self.units_action))
        bar.addWidget(self._lists_button())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(bar)
        layout.addWidget(self.filters)
        layout.addWidget(self._split(), 1)
        layout.addWidget(self.foot)
        self.setFocusProxy(self.table)

    def _split(self) -> QSplitter:
        people = QSplitter(Qt.Orientation.Vertical)
        people.addWidget(self.table)
        people.addWidget(self.postings)
        people.setStretchFactor(0, 1)
        people.setSizes([theme.room(self).height(), 1])  # the postings begin as low as they may be
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.units)
        across.addWidget(people)
        across.setStretchFactor(1, 1)
        for each in (people, across):
            each.setHandleWidth(GAP)
            each.setChildrenCollapsible(False)
        across.setSizes([TREE_WIDTH * self.fontMetrics().horizontalAdvance("国"), 1])
        return across

    def _lists_button(self) -> QToolButton:
        """Both acts on lists behind one button: at 150 % a screen has no room for two."""
        made = QToolButton()
        made.setText("名单")
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(made)
        fill(menu, [self.list_action, self.lists_action])
        made.setMenu(menu)
        return made

    @Slot()
    def _show_people(self) -> None:
        people = self._listed()
        self.table.set_empty_text(self._why_empty())
        self.table.show_rows(people)
        if people and self.table.current_row() is None:
            self.table.selectRow(0)
        party = sum(row.is_party_member for row in people)
        self.foot.setText(f"{self.units.choice().name}：{len(people)}人，其中党员{party}人")
        self._show_chosen()

    def _why_empty(self) -> str:
        if not self._people:
            return "还没有干部。按 Ctrl+N 新增第一人，或从“文件”里导入花名册。"
        elsewhere = [row for row in self._people if self.filters.take(row)]
        if not elsewhere or not self.filters.search.text():
            return "这里没有符合条件的人。"
        places = dict.fromkeys(row.unit or f"{LEFT}（{row.standing}）" for row in elsewhere)
        return f"这里没有符合条件的人；在{'、'.join(places)}里有{len(elsewhere)}人。"

    @Slot()
    def _show_chosen(self) -> None:
        row = self.table.current_row()
        self.postings.show_cadre(row, self.as_of.day())
        for each in (self.change_action, self.remove_action, self.file_action, self.record_action):
            each.setEnabled(row is not None)


def _add(new: NewCadre) -> set[str]:
    return cadres.add(new.cadre, new.posting, new.namesake)


def _change(cadre_id: int, changed: ChangedCadre) -> set[str]:
    return cadres.change(cadre_id, changed.cadre, changed.namesake)
