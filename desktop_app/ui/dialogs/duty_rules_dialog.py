"""学时规定: the duties, what a training day is worth, and how much of a kind counts; each with its days of effect."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Protocol

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QVBoxLayout, QWidget

from desktop_app.core.number import shown
from desktop_app.records import duty_rules
from desktop_app.records.duty_rules import CapRow, DayHoursRow, DutyRow
from desktop_app.ui import theme
from desktop_app.ui.dialogs.duty_forms import CapDialog, DayHoursDialog, DutyDialog
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.list_page import ListPage
from desktop_app.ui.table import Column
from desktop_app.ui.theme import GAP, MARGIN, Tone
from desktop_app.ui.workbench import Workbench


class _Dated(Protocol):
    @property
    def from_date(self) -> date: ...
    @property
    def to_date(self) -> date | None: ...


def _until(row: _Dated) -> str:
    return row.to_date.isoformat() if row.to_date else "至今"


def _tone(row: _Dated) -> Tone | None:
    today = date.today()
    holds = row.from_date <= today and (row.to_date is None or today <= row.to_date)
    return None if holds else Tone.QUIET


def _number(text: Callable[[Any], int]) -> Callable[[Any], str]:
    return lambda row: shown(text(row)) if text(row) else ""


def _whose(row: DutyRow) -> str:
    words = [row.ranks and f"职级含{row.ranks}", row.not_ranks and f"不含{row.not_ranks}"]
    said = "，".join(word for word in words if word) or "所有人"
    return f"党员（{said}）" if row.party_only and row.ranks else "党员" if row.party_only else said


class DutyList(ListPage[DutyRow]):
    watches = frozenset({"duty", "category"})
    noun, word, name = "学时任务", "项", "duties"
    empty_text = "还没有学时任务。按 Ctrl+N 新增，如“科级及以下每年90学时或12天”。"
    columns = (
        Column("任务", lambda row: row.name, width=8, tint=_tone),
        Column("谁", _whose, stretch=True, tint=_tone),
        Column("几年内", lambda row: f"{row.years}年", sort_key=lambda row: row.years, width=4, tint=_tone),
        Column("学时", _number(lambda row: row.hours), sort_key=lambda row: row.hours, right=True, width=4, tint=_tone),
        Column("或天数", _number(lambda row: row.days), sort_key=lambda row: row.days, right=True, width=4, tint=_tone),
        Column("计入哪些类型", lambda row: "、".join(row.kinds) or "计入学时的各类", width=10, tint=_tone),
        Column("自何日起", lambda row: row.from_date.isoformat(), width=6, tint=_tone),
        Column("最后一日", _until, width=6, tint=_tone),
    )

    def read(self) -> Sequence[DutyRow]:
        return duty_rules.duties()

    def dialog(self, row: DutyRow | None) -> DraftDialog[Any]:
        return DutyDialog(self._workbench, row, self)

    def delete(self, ids: Sequence[int]) -> set[str]:
        return duty_rules.remove_duties(ids)


class DayHoursList(ListPage[DayHoursRow]):
    watches = frozenset({"day_hours"})
    noun, word, name = "学时折算", "条", "day_hours"
    empty_text = "还没有学时折算。按 Ctrl+N 新增一天折合多少学时。"
    columns = (
        Column("自何日起", lambda row: row.from_date.isoformat(), width=7),
        Column("一天", _number(lambda row: row.hours), sort_key=lambda row: row.hours, right=True, width=5),
        Column("半天", _number(lambda row: row.half_day), sort_key=lambda row: row.half_day, right=True, width=5),
        Column("哪里的规定", lambda row: row.locality, stretch=True),
    )

    def read(self) -> Sequence[DayHoursRow]:
        return duty_rules.day_hours()

    def dialog(self, row: DayHoursRow | None) -> DraftDialog[Any]:
        return DayHoursDialog(self._workbench, row, self)

    def delete(self, ids: Sequence[int]) -> set[str]:
        return duty_rules.remove_day_hours(ids)


class CapList(ListPage[CapRow]):
    watches = frozenset({"duty_cap", "category"})
    noun, word, name = "学时上限", "条", "duty_caps"
    empty_text = "没有学时上限，各类活动的学时全部计入。有规定的按 Ctrl+N 新增。"
    columns = (
        Column("活动类型", lambda row: row.category, stretch=True, tint=_tone),
        Column("一年最多计入学时", _number(lambda row: row.hours), sort_key=lambda row: row.hours, right=True, width=9),
        Column("自何日起", lambda row: row.from_date.isoformat(), width=7, tint=_tone),
        Column("最后一日", _until, width=7, tint=_tone),
    )

    def read(self) -> Sequence[CapRow]:
        return duty_rules.caps()

    def dialog(self, row: CapRow | None) -> DraftDialog[Any]:
        return CapDialog(self._workbench, row, self)

    def delete(self, ids: Sequence[int]) -> set[str]:
        return duty_rules.remove_caps(ids)


class DutyRulesDialog(QDialog):
    """The three lists, each on a page of its own."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("学时规定")
        self.duties, self.day_hours, self.caps = DutyList(workbench), DayHoursList(workbench), CapList(workbench)
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        self.pages.tabBar().setDrawBase(False)
        for page in (self.duties, self.day_hours, self.caps):
            self.pages.addTab(page, page.noun)
        close = QDialogButtonBox()
        close.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self.pages, 1)
        layout.addWidget(close)
        self.duties.setFocus()

    def run(self) -> None:
        theme.fit(self, self.fontMetrics().horizontalAdvance("国") * 76, self.fontMetrics().height() * 28)
        self.exec()
        self.deleteLater()
