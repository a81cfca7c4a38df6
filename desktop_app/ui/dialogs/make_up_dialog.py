"""待补学: whoever was 缺席 or on 请假 at a held session, to be put down as 补学 once it was made up for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_app.core.attendance import MADE_UP_WAYS
from desktop_app.core.collation import plain
from desktop_app.core.period import Period
from desktop_app.records import make_up, session_list
from desktop_app.records.make_up import MissedRow
from desktop_app.records.make_up import missed as missed_in
from desktop_app.ui import theme
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, DateField
from desktop_app.ui.look import Look
from desktop_app.ui.outputs.year_field import YearField
from desktop_app.ui.roll_keeping import WAY
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, Tone
from desktop_app.ui.workbench import Workbench

COLUMNS: tuple[Column[MissedRow], ...] = (
    Column("日期", lambda row: row.held_on.isoformat(), width=7),
    Column("类型", lambda row: row.category, width=7),
    Column("题目", lambda row: row.title, stretch=True),
    Column("姓名", lambda row: row.full_name, width=8),
    Column("出勤", lambda row: row.mark, width=4, tint=lambda row: Tone.BAD if row.mark == "缺席" else Tone.ACCENT),
    Column("请假类别", lambda row: row.leave_kind, width=4),
    Column("状态", lambda row: row.state, width=4),
)


@dataclass(frozen=True)
class MakingUp:
    """Who made up for what, when and how."""

    rows: Sequence[MissedRow]
    day: date
    way: str


class MakeUpDialog(DraftDialog[MakingUp]):
    """The year's list; `text` narrows it to begin with, where somebody missed what it names."""

    def __init__(self, workbench: Workbench, day: date, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(workbench, "登记补学", partial(_keep, workbench.look), parent, "登记补学")
        self.year = YearField()
        self.year.set_years(session_list.years())
        self.year.set_year(day.year)
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找姓名、题目、类型")
        self.search.setAccessibleName("查找")
        self.search.setClearButtonEnabled(True)
        self.table: TableView[MissedRow] = TableView(COLUMNS, "make_up", workbench.look)
        self.table.setAccessibleName("缺席、请假的人")
        self.table.setMinimumSize(self.fontMetrics().horizontalAdvance("国") * 56, self.fontMetrics().height() * 15)
        self.day = DateField(date.today())
        self.way = ChoiceField(MADE_UP_WAYS, workbench.look.choice(WAY, MADE_UP_WAYS[0]))
        above = QWidget()
        line = QHBoxLayout(above)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(self.year)
        line.addWidget(self.search, 1)
        self.wide(theme.label("选中已经补学的（Ctrl 或 Shift 可多选），原来的“缺席”“请假”改为“补学”，仍算一人次。"))
        self.wide(above)
        self.wide(self.table)
        self.pair(("made_up_on", "补学日期", self.day), ("made_up_way", "补学方式", self.way))
        self._rows: Sequence[MissedRow] = ()
        self.year.currentIndexChanged.connect(self._read)
        self.search.textChanged.connect(self._show_wanted)
        self.table.selection_changed.connect(self._say)
        self._read()
        if any(row.title == text for row in self._rows):
            self.search.setText(text)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> MakingUp:
        return MakingUp(self.table.selected_rows(), self.day.day(), self.way.text())

    def _typed(self) -> tuple[str | bool, ...]:
        """Only what would be put down: looking for somebody is nothing to lose."""
        return (self.day.text(), self.way.text())

    @Slot()
    def _read(self) -> None:
        self._rows = missed_in(Period.year(self.year.year()))
        self._show_wanted()

    @Slot()
    def _show_wanted(self) -> None:
        words = plain(self.search.text())
        self.table.show_rows([row for row in self._rows if words in plain(f"{row.full_name}{row.title}{row.category}")])
        self.table.set_empty_text("没有缺席、请假的人。" if not self._rows else "没有符合条件的，请放宽上面的条件。")
        self._say()

    @Slot()
    def _say(self) -> None:
        number = len(self.table.selected_ids())
        self.save_button.setText(f"登记补学（{number}人次）" if number else "登记补学")
        self.save_button.setEnabled(number > 0)


def _keep(look: Look, draft: MakingUp) -> set[str]:
    changed = make_up.make_up(draft.rows, draft.day, draft.way)
    look.keep_choice(WAY, draft.way)
    return changed
