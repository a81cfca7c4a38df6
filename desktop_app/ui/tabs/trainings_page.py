"""Personal trainings (个人培训): 任职培训, 网络培训 and others that somebody took alone, with what they count for."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QWidget

from desktop_app.core.number import shown
from desktop_app.core.study import TrainingState
from desktop_app.records import trainings
from desktop_app.records.trainings import TrainingRow
from desktop_app.ui.actions import action
from desktop_app.ui.dialogs.training_dialog import FinishDialog, TrainingDialog
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.list_page import ListPage, first_few
from desktop_app.ui.period_filter import ALL_YEARS, offer
from desktop_app.ui.table import Column
from desktop_app.ui.theme import Tone

ALL_KINDS, ALL_STATES = "全部类型", "全部状态"
TONES = {TrainingState.FINISHED: Tone.GOOD, TrainingState.RUNNING: Tone.WARN, TrainingState.NOT_FINISHED: Tone.QUIET}


def _tone(row: TrainingRow) -> Tone:
    return Tone.BAD if row.is_overdue else TONES[TrainingState(row.state)]


def _state(row: TrainingRow) -> str:
    return "到期未结业" if row.is_overdue else row.state


def _number(hundredths: int | None) -> str:
    return shown(hundredths) if hundredths else ""


COLUMNS: tuple[Column[TrainingRow], ...] = (
    Column("姓名", lambda row: row.full_name, width=8),
    Column("单位", lambda row: row.unit or "", width=6),
    Column("类型", lambda row: row.category, width=5),
    Column("培训名称", lambda row: row.title, width=14, stretch=True),
    Column("主办单位", lambda row: row.organiser or row.level, width=7),
    Column("开始", lambda row: row.from_date.isoformat(), width=6),
    Column("结束", lambda row: row.to_date.isoformat() if row.to_date else "", width=6),
    Column("学时", lambda row: _number(row.hours), sort_key=lambda row: row.hours, right=True, width=3),
    Column("天数", lambda row: _number(row.days), sort_key=lambda row: row.days, right=True, width=3),
    Column("状态", _state, width=5, tint=_tone),
    Column("证书编号", lambda row: row.certificate, width=7),
)


class TrainingsPage(ListPage[TrainingRow]):
    noun, name = "个人培训", "trainings"
    columns = COLUMNS
    watches = frozenset({"training", "category", "cadre", "posting", "unit"})
    empty_text = "还没有个人培训。按 Ctrl+N 登记网络培训、任职培训；也可以用“文件 › 导入”一次导入。"
    hint = "查找姓名、培训名称（Ctrl+F）"

    def read(self) -> Sequence[TrainingRow]:
        offer(self.year, [ALL_YEARS, *(f"{year}年" for year in trainings.years())])
        year = int(self.year.currentText().removesuffix("年")) if self.year.currentIndex() > 0 else None
        rows = trainings.listed(year)
        offer(self.kind, [ALL_KINDS, *dict.fromkeys(row.category for row in rows)])
        kind, state = (box.currentText() if box.currentIndex() > 0 else "" for box in (self.kind, self.state))
        return [row for row in rows if row.category == (kind or row.category) and row.state == (state or row.state)]

    def dialog(self, row: TrainingRow | None) -> DraftDialog[Any]:
        save = trainings.add if row is None else partial(trainings.change, row.id)
        return TrainingDialog(self._workbench, row, save, self)

    def delete(self, ids: Sequence[int]) -> set[str]:
        return trainings.remove(ids)

    def choices(self) -> Sequence[QWidget]:
        self.year, self.kind, self.state = QComboBox(), QComboBox(), QComboBox()
        self.year.addItem(ALL_YEARS)
        self.kind.addItem(ALL_KINDS)
        self.state.addItems([ALL_STATES, *TrainingState])
        boxes = (self.year, self.kind, self.state)
        for box, what in zip(boxes, ("年份", "类型", "状态"), strict=True):
            box.setAccessibleName(what)
            box.currentIndexChanged.connect(self.reload)
        return boxes

    def more_actions(self) -> list[QAction | None]:
        tip = "把选中的培训一起设为结业，填同样的结束日期和学时"
        self.finish_action = action(self, "结业…", "Ctrl+D", self.finish_chosen, tip)
        return [self.finish_action]

    @Slot()
    def finish_chosen(self) -> None:
        if rows := self._unfinished():
            save = partial(trainings.finish, [row.id for row in rows])
            FinishDialog(self._workbench, rows, save, self).run()

    @Slot()
    def on_selection(self) -> None:
        super().on_selection()
        self.finish_action.setEnabled(bool(self._unfinished()))

    def _unfinished(self) -> list[TrainingRow]:
        return [row for row in self.table.selected_rows() if row.state != TrainingState.FINISHED]

    def summed_up(self, rows: Sequence[TrainingRow]) -> str:
        counts = Counter(row.state for row in rows)
        said = "，".join(f"{state}{counts[state]}条" for state in TONES if counts[state])
        return f"共{len(rows):,}条{said and f'：{said}'}。结业的按结束日期计入人次和学时。"

    def removal(self, rows: Sequence[TrainingRow]) -> str:
        named = first_few([f"{row.full_name}的“{row.title}”" for row in rows], self.word)
        return f"要删除{named}吗？附件一起删除，可以用 Ctrl+Z 恢复。"

    def show_record(self, record_id: int) -> None:
        if record_id not in self.table.rows_model().ids():
            for box in (self.year, self.kind, self.state):
                box.setCurrentIndex(0)
        super().show_record(record_id)
