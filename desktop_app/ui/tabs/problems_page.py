"""Problems and their rectification (问题整改): what is overdue comes first, in its colour."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QWidget

from desktop_app.core.problem import ProblemState
from desktop_app.records import problems
from desktop_app.records.problems import ProblemRow, Wanted
from desktop_app.ui.actions import action
from desktop_app.ui.dialogs.problem_dialog import ClosingDialog, ProblemDialog
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.list_page import ListPage
from desktop_app.ui.period_filter import offer
from desktop_app.ui.table import Column
from desktop_app.ui.theme import Tone

ALL_YEARS, ALL_STATES, ALL_UNITS = "全部年度", "全部状态", "全部单位"
TONES = {ProblemState.OVERDUE: Tone.BAD, ProblemState.OPEN: Tone.WARN, ProblemState.CLOSED: Tone.GOOD}


def _tone(row: ProblemRow) -> Tone:
    return TONES[row.state]


def _quiet(row: ProblemRow) -> Tone | None:
    """Let what is closed step back."""
    return Tone.QUIET if row.state is ProblemState.CLOSED else None


def _late(row: ProblemRow) -> Tone | None:
    return Tone.BAD if row.state is ProblemState.OVERDUE else _quiet(row)


def _whose(row: ProblemRow) -> str:
    return f"{row.cadre}（{row.unit}）" if row.cadre and row.unit else row.cadre or row.unit


def _until(row: ProblemRow) -> str:
    """Return the day it was closed on, else the one until which it is to be."""
    if row.closed_on:
        return f"{row.closed_on.isoformat()} 办结"
    return row.deadline.isoformat() if row.deadline else ""


def _proof(row: ProblemRow) -> str:
    return " ".join(filter(None, (row.evidence, f"附{row.attachments}" if row.attachments else "")))


COLUMNS: tuple[Column[ProblemRow], ...] = (
    Column("状态", lambda row: row.state, width=4, tint=_tone),
    Column("问题", lambda row: row.content, width=18, stretch=True, tint=_quiet),
    Column("对象", _whose, width=13, tint=_quiet),
    Column("发现日期", lambda row: row.found_on.isoformat(), width=6, tint=_quiet),
    Column("来源", lambda row: row.session[11:], width=7, tint=_quiet),
    Column("整改措施", lambda row: row.measure, width=10, tint=_quiet),
    Column("责任人", lambda row: row.responsible, width=4, tint=_quiet),
    Column("时限或办结", _until, width=8, tint=_late),
    Column("整改证明", _proof, width=7, tint=_quiet),
)


class ProblemsPage(ListPage[ProblemRow]):
    noun, word, name = "问题", "个", "problems"
    columns = COLUMNS
    watches = frozenset({"problem", "session", "cadre", "posting", "unit", "attachment"})
    empty_text = "没有登记的问题。按 Ctrl+N 登记一个；活动里查摆出来的，在“活动”里选中那一场，用“登记问题…”。"
    hint = "查找问题、姓名、措施（Ctrl+F）"

    def read(self) -> Sequence[ProblemRow]:
        self._offer()
        return problems.listed(self._wanted())

    def dialog(self, row: ProblemRow | None) -> DraftDialog[Any]:
        if row is None:
            return ProblemDialog(self._workbench, problems.fresh(), problems.add, self)
        save = partial(problems.change, row.id)
        return ProblemDialog(self._workbench, problems.draft_of(row.id), save, self, problem_id=row.id)

    def delete(self, ids: Sequence[int]) -> set[str]:
        return problems.remove(ids)

    def choices(self) -> Sequence[QWidget]:
        self.year, self.state, self.unit = QComboBox(), QComboBox(), QComboBox()
        self.year.addItem(ALL_YEARS)
        self.state.addItems([ALL_STATES, *ProblemState])
        self.unit.addItem(ALL_UNITS)
        for box, what in ((self.year, "年度"), (self.state, "状态"), (self.unit, "单位")):
            box.setAccessibleName(what)
            box.currentIndexChanged.connect(self.reload)
        return self.year, self.state, self.unit

    def more_actions(self) -> list[QAction | None]:
        self.close_action = action(self, "办结…", "Ctrl+D", self.close_chosen, "把选中的问题一起办结")
        self.reopen_action = action(self, "重新整改", "Ctrl+Shift+D", self.reopen_chosen, "选中的已整改问题重新整改")
        self.source_action = action(self, "查看来源活动", "Ctrl+L", self.open_source, "打开这个问题来自的那一场活动")
        return [self.close_action, self.reopen_action, None, self.source_action]

    def summed_up(self, rows: Sequence[ProblemRow]) -> str:
        counts = Counter(row.state for row in rows)
        said = "，".join(f"{state}{counts[state]}个" for state in TONES if counts[state])
        return f"共{len(rows):,}个{said and f'：{said}'}"

    def removal(self, rows: Sequence[ProblemRow]) -> str:
        attached = sum(row.attachments for row in rows)
        also = f"其中的{attached}个附件一并删除。" if attached else ""
        return f"要删除所选的{len(rows)}个问题吗？{also}可以用 Ctrl+Z 恢复。"

    def show_record(self, record_id: int) -> None:
        if record_id not in self.table.rows_model().ids():
            for box in (self.year, self.state, self.unit):
                box.setCurrentIndex(0)
        super().show_record(record_id)

    @Slot()
    def close_chosen(self) -> None:
        rows = [row for row in self.table.selected_rows() if row.state is not ProblemState.CLOSED]
        if rows:
            ClosingDialog(self._workbench, rows, partial(problems.close, [row.id for row in rows]), self).run()

    @Slot()
    def reopen_chosen(self) -> None:
        ids = [row.id for row in self.table.selected_rows() if row.state is ProblemState.CLOSED]
        if ids:
            self._workbench.do(partial(problems.reopen, ids))

    @Slot()
    def open_source(self) -> None:
        row = self.chosen()
        if row and row.session_id:
            self._workbench.open_record.emit("session", row.session_id)

    @Slot()
    def on_selection(self) -> None:
        super().on_selection()
        rows, row = self.table.selected_rows(), self.chosen()
        self.close_action.setEnabled(any(each.state is not ProblemState.CLOSED for each in rows))
        self.reopen_action.setEnabled(any(each.state is ProblemState.CLOSED for each in rows))
        self.source_action.setEnabled(bool(row and row.session_id))

    def _wanted(self) -> Wanted:
        year, state, unit = (box.currentText() if box.currentIndex() > 0 else "" for box in self._boxes())
        return Wanted(int(year.removesuffix("年")) if year else None, state, unit)

    def _boxes(self) -> tuple[QComboBox, QComboBox, QComboBox]:
        return self.year, self.state, self.unit

    def _offer(self) -> None:
        """Offer the years and units there are problems of; what is chosen stays where it is still there."""
        offer(self.year, [ALL_YEARS, *(f"{year}年" for year in problems.years())])
        offer(self.unit, [ALL_UNITS, *problems.units_of()])
