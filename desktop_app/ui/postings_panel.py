"""The postings (任职) of one cadre, oldest first: where, as what, from when to when; and what can be done to them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.posting import (
    LASTING,
    History,
    PostingDraft,
    came_back,
    corrected,
    left,
    posted,
    seconded,
    without,
)
from desktop_app.records import cadres, histories
from desktop_app.records.cadres import CadreRow, PostingRow
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.dialogs.leave_dialog import Leave, LeaveDialog, ReturnDialog
from desktop_app.ui.dialogs.posting_dialog import (
    CORRECT,
    MOVE,
    NOWHERE,
    RETURN,
    SECOND,
    PostingAct,
    PostingDialog,
    as_secondment,
)
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, Role, Tone
from desktop_app.ui.workbench import Workbench

LEAST_ROWS = 3
Posts = Callable[[History, PostingDraft], History]
"""What a new posting makes of the history: a move or a secondment."""


def _lasts(row: PostingRow) -> bool:
    return row.to_date is None or row.to_date >= date.today()


def _until(row: PostingRow) -> str:
    return row.to_date.isoformat() if row.to_date else "至今"


COLUMNS: tuple[Column[PostingRow], ...] = (
    Column("自", lambda row: row.from_date.isoformat(), width=7),
    Column("至", _until, width=7, tint=lambda row: Tone.GOOD if _lasts(row) else None),
    Column("类别", lambda row: row.kind, width=5, tint=lambda row: None if row.kind == LASTING else Tone.WARN),
    Column("单位", lambda row: row.unit, width=8),
    Column("职务", lambda row: row.post, stretch=True),
    Column("职级", lambda row: row.rank, width=7),
    Column("领导身份", lambda row: row.leadership, width=11),
    Column("离任原因", lambda row: row.end_reason, width=6),
)


class PostingsPanel(QWidget):
    """`acts` move somebody on and stand among the page's own actions; `corrections` stand beside the heading."""

    chosen = Signal()

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._who: CadreRow | None = None
        self._day = date.today()
        self.heading = theme.label("", Role.HEADING)
        self.table: TableView[PostingRow] = TableView(COLUMNS, "postings", workbench.look)
        self.table.setAccessibleName("任职经历")
        self.table.set_empty_text("在上面选中一人，这里列出任职经历。")
        line = self.table.verticalHeader().defaultSectionSize()
        self.table.setMinimumHeight((LEAST_ROWS + 1) * line + GAP)
        self._make_actions()
        self._lay_out()
        self.table.selection_changed.connect(self._enable)
        self.table.activated_row.connect(self.change_posting)

    def show_cadre(self, row: CadreRow | None, day: date) -> None:
        """Show the postings of somebody; the acts go by how he stands on the day."""
        self._who, self._day = row, day
        self.heading.setText(f"任职经历：{row.full_name}" if row else "任职经历")
        self.table.show_rows(cadres.postings(row.id) if row else [])
        self._enable()

    def current(self) -> PostingRow | None:
        """Return the posting selected; with one only, that one."""
        rows = self.table.selected_rows()
        if len(rows) == 1:
            return rows[0]
        ids = self.table.rows_model().ids()
        return self.table.rows_model().row_at(0) if len(ids) == 1 else None

    @Slot()
    def move_on(self) -> None:
        self._post(MOVE, self._last(), posted)

    @Slot()
    def second(self) -> None:
        lasting = self._on_day()
        self._post(SECOND, as_secondment(lasting.draft()) if lasting else NOWHERE, seconded)

    @Slot()
    def take_back(self) -> None:
        self._post(RETURN, self._last(), posted)

    @Slot()
    def bring_back(self) -> None:
        away = self._away()
        if self._who and away:
            dialog = ReturnDialog(self._workbench, self._who, away, partial(cadres.bring_back, away.id), self)
            dialog.count_lost(partial(_lost_by_return, away))
            dialog.run()

    @Slot()
    def leave(self) -> None:
        if self._who:
            dialog = LeaveDialog(self._workbench, self._who, partial(_leave, self._who.id), self)
            dialog.count_lost(partial(_lost_by_leave, self._who.id))
            dialog.run()

    @Slot()
    def change_posting(self) -> None:
        if row := self.current():
            save = partial(cadres.change_posting, row.id)
            dialog = PostingDialog(self._workbench, CORRECT, row.draft(), save, self)
            dialog.count_lost(partial(_lost_by_correction, row))
            dialog.run()

    @Slot()
    def remove_posting(self) -> None:
        row = self.current()
        if not row:
            return
        lost = histories.uncounted(row.cadre_id, partial(without, posting_id=row.id))
        said = f"这段时间里的{lost}条学习记录将不再计入统计。" if lost else ""
        if self._workbench.ask(
            "删除任职",
            f"要删除自{row.from_date.isoformat()}起在{row.unit}的任职吗？{said}可以用“撤销”恢复。",
            "删除这条任职",
        ):
            self._workbench.do(partial(cadres.remove_posting, row.id))

    def _post(self, act: PostingAct, given: PostingDraft, as_: Posts) -> None:
        if not self._who:
            return
        cadre_id = self._who.id
        save = partial(cadres.second if act is SECOND else cadres.add_posting, cadre_id)
        named = replace(act, title=f"{act.title}：{self._who.full_name}")
        dialog = PostingDialog(self._workbench, named, given, save, self)
        dialog.count_lost(partial(_lost_by, cadre_id, as_))
        dialog.run()

    def _last(self) -> PostingDraft:
        """Return what a new posting begins with: the last one there was."""
        rows = self._rows()
        if not rows:
            return NOWHERE
        return replace(rows[-1].draft(), from_date=date.today(), to_date=None, end_reason="", kind=LASTING)

    def _rows(self) -> list[PostingRow]:
        model = self.table.rows_model()
        return [row for row in map(model.row_at, range(len(model.ids()))) if row]

    def _on_day(self) -> PostingRow | None:
        return next((row for row in self._rows() if row.draft().from_date <= self._day <= row.draft().last), None)

    def _away(self) -> PostingRow | None:
        """Return the secondment that is meant: the one selected, else the one of the day."""
        return next((row for row in (self.current(), self._on_day()) if row and row.kind != LASTING), None)

    def _make_actions(self) -> None:
        self.move_action = action(self, "任职变动…", "Ctrl+Shift+T", self.move_on, "调动、提拔、身份变化，自某日起")
        self.second_action = action(self, "借调…", "Ctrl+Shift+J", self.second, "借调、挂职、驻村等，到期自动接回")
        self.bring_back_action = action(self, "借调返回…", "Ctrl+Shift+B", self.bring_back)
        self.leave_action = action(self, "离岗…", "Ctrl+Shift+L", self.leave, "调出、退休等")
        self.return_action = action(self, "返岗…", "Ctrl+Shift+R", self.take_back, "离岗后又回来的")
        self.change_posting_action = action(self, "修改任职…", "Shift+F2", self.change_posting, "改正登记错的任职")
        self.remove_posting_action = action(self, "删除任职", "Shift+Del", self.remove_posting)
        self.acts: list[QAction | None] = [
            self.move_action, self.second_action, self.bring_back_action, self.leave_action, self.return_action,
        ]  # fmt: skip
        self.corrections: list[QAction | None] = [self.change_posting_action, self.remove_posting_action]

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.heading)
        head.addStretch(1)
        for each in (self.change_posting_action, self.remove_posting_action):
            head.addWidget(button(each))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GAP, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)

    @Slot()
    def _enable(self) -> None:
        is_posted = self._who is not None and self._who.unit_id is not None
        for each in (self.move_action, self.second_action, self.leave_action):
            each.setEnabled(is_posted)
        self.return_action.setEnabled(self._who is not None and not is_posted)
        self.bring_back_action.setEnabled(self._away() is not None)
        for each in (self.change_posting_action, self.remove_posting_action):
            each.setEnabled(self.current() is not None)
        self.chosen.emit()


def _leave(cadre_id: int, leave: Leave) -> set[str]:
    return cadres.leave(cadre_id, leave.last_day, leave.reason)


def _lost_by(cadre_id: int, posts: Posts, draft: PostingDraft) -> int:
    return histories.uncounted(cadre_id, lambda history: posts(history, draft))


def _lost_by_correction(row: PostingRow, draft: PostingDraft) -> int:
    return histories.uncounted(row.cadre_id, lambda history: corrected(history, row.id, draft))


def _lost_by_return(row: PostingRow, last_day: date) -> int:
    return histories.uncounted(row.cadre_id, lambda history: came_back(history, row.id, last_day))


def _lost_by_leave(cadre_id: int, leave: Leave) -> int:
    return histories.uncounted(cadre_id, lambda history: left(history, leave.last_day, leave.reason))
