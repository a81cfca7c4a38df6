"""Required readings (必学篇目) of a year: which sessions covered each, how many people have, and who has not."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop_app.core.period import Period, day_text
from desktop_app.core.reading import ReadingState
from desktop_app.core.wording import book_titles
from desktop_app.metrics.evidence import RecordLine
from desktop_app.records import readings, session_list
from desktop_app.records.readings import ReadingDraft, ReadingRow
from desktop_app.ui.actions import action
from desktop_app.ui.dialogs.reading_dialog import ReadingDialog
from desktop_app.ui.dialogs.records_dialog import COLUMNS as OF_SESSIONS
from desktop_app.ui.dialogs.records_dialog import OF_PEOPLE, Listing, RecordsDialog
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.list_page import ListPage, first_few
from desktop_app.ui.outputs.year_field import YearField
from desktop_app.ui.table import Column
from desktop_app.ui.theme import Tone

TONES = {ReadingState.OVERDUE: Tone.BAD, ReadingState.OPEN: Tone.WARN, ReadingState.COVERED: Tone.GOOD}
MOST_DAYS = 2


def _tone(row: ReadingRow) -> Tone:
    return TONES[row.state]


def _covered(row: ReadingRow) -> str:
    return f"{row.covered}/{row.should}"


def _share(row: ReadingRow) -> float:
    return row.covered / row.should if row.should else 0


def _lacking(row: ReadingRow) -> Tone | None:
    return Tone.WARN if row.covered < row.should else None


def _days(row: ReadingRow) -> str:
    shown = "、".join(f"{day.month}月{day.day}日" for day in row.days[:MOST_DAYS])
    return shown if len(row.days) <= MOST_DAYS else f"{shown}等{len(row.days)}次"


COLUMNS: tuple[Column[ReadingRow], ...] = (
    Column("序号", lambda row: str(row.position), sort_key=lambda row: row.position, right=True, width=2),
    Column("篇目", lambda row: row.title, width=18, stretch=True),
    Column("类别", lambda row: row.kind, width=5),
    Column("来源", lambda row: row.source, width=10),
    Column("对象", lambda row: row.population, width=5),
    Column("完成时限", lambda row: row.deadline.isoformat() if row.deadline else "", width=6),
    Column("状态", lambda row: row.state, width=5, tint=_tone),
    Column("学过的活动", _days, sort_key=lambda row: row.days, width=13),
    Column("已学/应学", _covered, sort_key=_share, right=True, width=5, tint=_lacking),
)


Columns = Sequence[Column[RecordLine]]
LACKING: Columns = (
    *OF_PEOPLE[:2],
    Column("没有学的篇目", lambda line: line.title, stretch=True),
    Column("差几篇", lambda line: line.detail, width=5),
)


class ReadingsPage(ListPage[ReadingRow]):
    noun, word, name = "必学篇目", "篇", "readings"
    columns = COLUMNS
    watches = frozenset(
        {"reading", "session", "first_topic", "attendance", "note", "cadre", "posting", "unit", "cadre_list"}
    )
    empty_text = "这一年还没有必学篇目。按 Ctrl+N 新增，按 Ctrl+K 复制上一年的，也可以用“文件 › 导入”一次导入。"
    hint = "查找篇目、来源（Ctrl+F）"

    def read(self) -> Sequence[ReadingRow]:
        self.year.set_years(readings.years())
        return readings.listed(self.year.year())

    def dialog(self, row: ReadingRow | None) -> DraftDialog[Any]:
        given = row.draft() if row else ReadingDraft(self.year.year(), "")
        save = readings.add if row is None else partial(readings.change, row.id)
        return ReadingDialog(self._workbench, given, save, self)

    def delete(self, ids: Sequence[int]) -> set[str]:
        return readings.remove(ids)

    def choices(self) -> Sequence[QWidget]:
        self.year = YearField()
        self.year.set_years(readings.years())
        self.year.set_year(date.today().year)
        self.year.currentIndexChanged.connect(self.reload)
        return (self.year,)

    def more_actions(self) -> list[QAction | None]:
        self.missing_action = action(self, "未学人员…", "Ctrl+I", self.show_missing, "这一篇还有哪些人没有学")
        self.sessions_action = action(self, "学过的活动…", "Ctrl+J", self.show_sessions, "哪些活动学过这一篇")
        self.by_person_action = action(self, "按人查看…", "Ctrl+L", self.show_by_person, "每个人还有哪些篇目没有学")
        self.copy_action = action(self, "复制上年篇目", "Ctrl+K", self.copy_last_year, "把上一年的篇目复制到这一年")
        return [self.missing_action, self.sessions_action, self.by_person_action, None, self.copy_action]

    def summed_up(self, rows: Sequence[ReadingRow]) -> str:
        counts = Counter(row.state for row in rows)
        said = "，".join(f"{state}{counts[state]}篇" for state in reversed(TONES) if counts[state])
        return f"共{len(rows):,}篇{said and f'：{said}'}"

    def removal(self, rows: Sequence[ReadingRow]) -> str:
        named = first_few([book_titles([row.title]) for row in rows], self.word)
        return f"要从{self.year.year()}年的必学篇目里删除{named}吗？活动和笔记不受影响，可以用 Ctrl+Z 恢复。"

    def show_record(self, record_id: int) -> None:
        """Select a reading, with its year shown."""
        year = readings.year_of(record_id)
        if year is not None and year != self.year.year():
            self.year.set_year(year)
        super().show_record(record_id)

    @Slot()
    def on_selection(self) -> None:
        super().on_selection()
        row = self.chosen()
        self.missing_action.setEnabled(bool(row and row.covered < row.should))
        self.sessions_action.setEnabled(bool(row and row.sessions))
        self.by_person_action.setEnabled(bool(self._rows))

    @Slot()
    def show_missing(self) -> None:
        row = self.chosen()
        if row is None:
            return
        people = readings.missing(row.id)
        lines = [
            RecordLine("cadre", each.id, "", None, each.unit or "", each.post or "", each.full_name, "未学")
            for each in people
        ]
        words = f"对象：{row.population}。参加过学习这一篇的活动（到、迟到、补学），或交过这一篇的心得笔记，就算学过。"
        self._list(
            f"未学人员　{book_titles([row.title])}", words, f"{self._until()}，{len(people)}人未学", lines, OF_PEOPLE
        )

    @Slot()
    def show_sessions(self) -> None:
        row = self.chosen()
        if row is None:
            return
        lines = [
            RecordLine("session", each.id, "", each.held_on, each.category, each.title, each.number, each.state)
            for each in session_list.rows(row.sessions)
        ]
        words = "学习内容或第一议题里写了这一篇、已经登记的活动。"
        self._list(f"学过的活动　{book_titles([row.title])}", words, f"{self._until()}，学过{len(lines)}次", lines)

    @Slot()
    def show_by_person(self) -> None:
        people = readings.by_person(self.year.year())
        lines = [
            RecordLine(
                "cadre", each.id, "", None, each.cadre.unit or "", book_titles(each.missing) or "都学过了",
                each.cadre.full_name, f"差{len(each.missing)}篇" if each.missing else f"{each.should}篇",
            )
            for each in sorted(people, key=lambda each: -len(each.missing))
        ]  # fmt: skip
        behind = sum(bool(each.missing) for each in people)
        words = "每个人名下还没有学过的必学篇目，差得多的在前面。"
        self._list(
            f"按人查看　{self.year.year()}年必学篇目", words, f"{self._until()}，{behind}人没有学完", lines, LACKING
        )

    @Slot()
    def copy_last_year(self) -> None:
        self._workbench.do(partial(readings.copy_last_year, self.year.year()))

    def _list(
        self, title: str, words: str, total: str, lines: Sequence[RecordLine], columns: Columns = OF_SESSIONS
    ) -> None:
        RecordsDialog(self._workbench, Listing(title, words, total, lines, columns), self).show()

    def _until(self) -> str:
        return f"截至{day_text(min(date.today(), Period.year(self.year.year()).last))}"
