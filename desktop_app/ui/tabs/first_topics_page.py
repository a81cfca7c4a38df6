"""First topics (第一议题) and following up what came of them: what is overdue is seen at once."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QWidget

from desktop_app.core.first_topic import WAITING, TopicState
from desktop_app.core.period import Period
from desktop_app.records import first_topics, session_list
from desktop_app.records.first_topics import TopicDraft, TopicRow
from desktop_app.ui.actions import action
from desktop_app.ui.dialogs.first_topic_dialog import TopicClosingDialog, TopicDialog
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.list_page import ListPage
from desktop_app.ui.period_filter import offer
from desktop_app.ui.table import Column
from desktop_app.ui.theme import Tone

ALL_YEARS, ALL_STATES, NOT_CLOSED = "全部年度", "全部状态", "未办结"
TONES = {
    TopicState.OVERDUE: Tone.BAD, TopicState.OPEN: Tone.WARN, TopicState.CLOSED: Tone.GOOD,
    TopicState.NOTHING: Tone.QUIET,
}  # fmt: skip


def _tone(row: TopicRow) -> Tone:
    return TONES[row.state]


def _late(row: TopicRow) -> Tone | None:
    return Tone.BAD if row.state is TopicState.OVERDUE else None


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


COLUMNS: tuple[Column[TopicRow], ...] = (
    Column("状态", lambda row: row.state, width=5, tint=_tone),
    Column("日期", lambda row: row.held_on.isoformat(), width=6),
    Column("活动", lambda row: row.session, width=7),
    Column("议题", lambda row: row.text, width=16, stretch=True),
    Column("来源", lambda row: row.source, width=6),
    Column("落实措施", lambda row: row.measures, width=9),
    Column("责任", lambda row: row.responsible, width=4),
    Column("时限", lambda row: _day(row.deadline), width=6, tint=_late),
    Column("落实情况", lambda row: row.outcome, width=8),
    Column("办结日期", lambda row: _day(row.closed_on), width=6),
)


class FirstTopicsPage(ListPage[TopicRow]):
    noun, word, name = "第一议题", "个", "first_topics"
    columns = COLUMNS
    watches = frozenset({"first_topic", "session", "category"})
    empty_text = "还没有第一议题。登记周例会、中心组学习时一并填写，或按 Ctrl+N 给一场活动加一个。"
    hint = "查找议题、来源、措施、责任（Ctrl+F）"

    def read(self) -> Sequence[TopicRow]:
        offer(self.year, [ALL_YEARS, *(f"{year}年" for year in session_list.years())])
        year = self.year.currentText().removesuffix("年") if self.year.currentIndex() > 0 else ""
        rows = first_topics.listed(period=Period.year(int(year)) if year else None)
        state = self.state.currentText()
        if state == NOT_CLOSED:
            return [row for row in rows if row.state in WAITING]
        return [row for row in rows if state in (ALL_STATES, row.state)]

    def dialog(self, row: TopicRow | None) -> DraftDialog[Any]:
        return TopicDialog(self._workbench, row, partial(_changed, row.id) if row else _added, self)

    def delete(self, ids: Sequence[int]) -> set[str]:
        return first_topics.remove(ids)

    def choices(self) -> Sequence[QWidget]:
        self.year, self.state = QComboBox(), QComboBox()
        self.year.addItem(ALL_YEARS)
        self.state.addItems([ALL_STATES, NOT_CLOSED, *TopicState])
        for box, what in ((self.year, "年度"), (self.state, "状态")):
            box.setAccessibleName(what)
            box.currentIndexChanged.connect(self.reload)
        return self.year, self.state

    def more_actions(self) -> list[QAction | None]:
        self.close_action = action(self, "办结…", "Ctrl+D", self.close_chosen, "写明选中议题的落实情况，一起办结")
        self.session_action = action(self, "查看活动", "Ctrl+L", self.open_session, "打开这个议题的那一场活动")
        return [self.close_action, None, self.session_action]

    def summed_up(self, rows: Sequence[TopicRow]) -> str:
        counts = Counter(row.state for row in rows)
        said = "，".join(f"{state}{counts[state]}个" for state in TONES if counts[state])
        return f"共{len(rows):,}个{said and f'：{said}'}"

    def show_record(self, record_id: int) -> None:
        if record_id not in self.table.rows_model().ids():
            for box in (self.year, self.state):
                box.setCurrentIndex(0)
        super().show_record(record_id)

    @Slot()
    def close_chosen(self) -> None:
        rows = [row for row in self.table.selected_rows() if row.state is not TopicState.CLOSED]
        if rows:
            close = partial(first_topics.close, [row.id for row in rows])
            TopicClosingDialog(self._workbench, rows, close, self).run()

    @Slot()
    def open_session(self) -> None:
        if row := self.chosen():
            self._workbench.open_record.emit("session", row.session_id)

    @Slot()
    def on_selection(self) -> None:
        super().on_selection()
        rows = self.table.selected_rows()
        self.close_action.setEnabled(any(row.state is not TopicState.CLOSED for row in rows))
        self.session_action.setEnabled(self.chosen() is not None)


def _added(typed: tuple[int, TopicDraft]) -> set[str]:
    return first_topics.add(*typed)


def _changed(topic_id: int, typed: tuple[int, TopicDraft]) -> set[str]:
    return first_topics.change(topic_id, typed[1])
