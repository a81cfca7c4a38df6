"""数据体检: what looks wrong in a year's records, check by check; put right, opened, or called right for good."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.period import Period
from desktop_app.records import checkup, month_grid, session_list
from desktop_app.records.checks.finding import Severity
from desktop_app.records.checkup import CHECKS, Finding, Result
from desktop_app.records.labels import TABLES
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.dialogs.dismissals_dialog import DismissalsDialog
from desktop_app.ui.dialogs.reason_dialog import ReasonDialog
from desktop_app.ui.outputs.year_field import YearField
from desktop_app.ui.page import Page
from desktop_app.ui.pages import PLACE_OF_TABLE
from desktop_app.ui.reader import Reader
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, MARGIN, Role, Tone
from desktop_app.ui.workbench import Workbench

ALL = "全部"
TONES = {Severity.WRONG: Tone.BAD, Severity.WAITING: Tone.WARN, Severity.DOUBT: Tone.ACCENT}
NOTHING = "没有发现问题，可以放心打印。"
LOOKING = "正在体检…"


@dataclass(frozen=True)
class _Group:
    """A check that found something, with how many; the first line is all of them."""

    id: int
    name: str
    count: int
    severity: Severity | None


GROUPS: tuple[Column[_Group], ...] = (
    Column("检查项目", lambda row: row.name, stretch=True, sort_key=lambda row: row.id),
    Column("程度", lambda row: row.severity or "", width=4, sort_key=lambda row: row.severity or "",
           tint=lambda row: TONES.get(row.severity) if row.severity else None),
    Column("条数", lambda row: f"{row.count:,}", sort_key=lambda row: row.count, right=True, width=3),
)  # fmt: skip
FINDINGS: tuple[Column[Finding], ...] = (
    Column("内容", lambda row: row.found.what, stretch=True),
    Column("自何日起", lambda row: row.found.since.isoformat(), width=6),
    Column("可以怎样修复", lambda row: row.repair, width=8),
)


class CheckupPage(Page):
    """Looks beside the screen whenever it is shown and something was changed, or on F5."""

    watches = frozenset(TABLES)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self._result: Result | None = None
        self.year = YearField()
        self.year.set_years(session_list.years())
        self.year.set_year(month_grid.latest().year)  # not next year's, which has plans only
        self.groups: TableView[_Group] = TableView(GROUPS, "checkup_groups", workbench.look)
        self.groups.setAccessibleName("检查项目")
        self.groups.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table: TableView[Finding] = TableView(FINDINGS, "checkup_findings", workbench.look)
        self.table.setAccessibleName("发现的问题")
        self.rule = theme.label("", Role.NOTICE)
        self.rule.setWordWrap(True)
        self.foot = theme.label("", tone=Tone.QUIET)
        self.reader = Reader(workbench, self)
        self._make_actions()
        self._lay_out()
        self.reader.ready.connect(self._show_answer)
        self.reader.refused.connect(self.table.set_empty_text)
        self.year.currentIndexChanged.connect(self.read)
        self.groups.selection_changed.connect(self._show_group)
        self.table.selection_changed.connect(self._show_possible)
        self.table.activated_row.connect(self.open_record)
        self.setFocusProxy(self.table)
        self._show_possible()
        self.reload()

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        return [self.open_action, self.repair_action, self.dismiss_action, None, self.dismissed_action, self.again]

    def show_record(self, record_id: int) -> None:
        """Show the check-up of a year: it is called by it."""
        if self.year.has(record_id):
            self.year.set_year(record_id)
        self.table.setFocus()

    @Slot()
    def reload(self) -> None:
        self.year.set_years(session_list.years())
        self.read()

    @Slot()
    def read(self) -> None:
        self.table.set_empty_text(LOOKING)
        self.reader.ask(partial(checkup.examine, Period.year(self.year.year())))

    @Slot()
    def open_record(self) -> None:
        row = self._only()
        if row and row.found.table in PLACE_OF_TABLE:
            self._workbench.open_record.emit(row.found.table, row.found.record_id)

    @Slot()
    def repair(self) -> None:
        chosen = [row for row in self.table.selected_rows() if row.can_be_repaired]
        if len(chosen) > 1 and not self._workbench.ask(
            "一起修复", f"{_summed_up(chosen)}，一步做完，可以用 Ctrl+Z 恢复。", f"修复{len(chosen)}处"
        ):
            return
        if chosen and self._workbench.do(partial(checkup.repair, chosen)):
            self._workbench.status.emit(f"已修复{len(chosen)}处，可以用 Ctrl+Z 撤销")

    @Slot()
    def dismiss(self) -> None:
        chosen = self.table.selected_rows()
        if chosen:
            what = f"选中的{len(chosen)}条以后不再提示；其中的数据改动后会重新提示。为什么是正常的？"
            save: Callable[[str], set[str]] = partial(checkup.dismiss, chosen)
            ReasonDialog(self._workbench, "不再提示", what, save, self).run()

    @Slot()
    def show_dismissed(self) -> None:
        DismissalsDialog(self._workbench, self._result.dismissed if self._result else (), self).run()

    @Slot(object)
    def _show_answer(self, result: Result) -> None:
        self._result = result
        self.table.set_empty_text(NOTHING)
        groups = [_Group(0, ALL, len(result.findings), None)]
        counts = result.counts()
        groups += [
            _Group(number, check.name, counts[check.name], check.severity)
            for number, check in enumerate(CHECKS, start=1)
            if check.name in counts
        ]
        chosen, place = self.groups.current_row(), self.table.currentIndex().row()
        self.groups.show_rows(groups)
        if chosen is None or not self.groups.select_id(chosen.id):
            self.groups.select_id(0)
        self._show_group()
        rows = self.table.model().rowCount()
        if rows and place >= 0 and not self.table.selected_ids():
            self.table.selectRow(min(place, rows - 1))  # the one after that which was dealt with
        told = f"{len(counts)}项有问题，共{len(result.findings):,}条" if counts else "没有发现问题"
        dismissed = f"；另有{len(result.dismissed)}条说过正常，不再提示" if result.dismissed else ""
        self.foot.setText(f"检查了{len(CHECKS)}项，{told}{dismissed}。")

    @Slot()
    def _show_group(self) -> None:
        group = self.groups.current_row()
        findings = self._result.findings if self._result else ()
        is_all = group is None or not group.id
        self.table.show_rows([row for row in findings if is_all or (group and row.check.name == group.name)])
        self._show_possible()

    @Slot()
    def _show_possible(self) -> None:
        chosen, only = self.table.selected_rows(), self._only()
        self.open_action.setEnabled(only is not None and only.found.table in PLACE_OF_TABLE)
        repairs = {row.repair for row in chosen if row.can_be_repaired}
        self.repair_action.setEnabled(bool(repairs))
        self.repair_action.setText(repairs.pop() if len(repairs) == 1 else "修复")
        self.dismiss_action.setEnabled(bool(chosen))
        self.rule.setText(self._said(chosen))

    def _said(self, chosen: Sequence[Finding]) -> str:
        """Return the rule of what is chosen, else what can be done here."""
        checks = list(dict.fromkeys(row.check for row in chosen))
        if len(checks) == 1:
            told = f"{chosen[0].found.what}\n" if len(chosen) == 1 else ""
            return f"{told}{checks[0].name}：{checks[0].rule}。"
        return "选一条按回车打开记录；能一键修复的按 Ctrl+R；确实正常的按 Ctrl+D 写明理由，不再提示。"

    def _only(self) -> Finding | None:
        """Return the one finding that is selected."""
        return self.table.current_row() if len(self.table.selected_ids()) == 1 else None

    def _make_actions(self) -> None:
        self.open_action = action(self, "打开记录", "F2", self.open_record, "打开选中的一条所说的记录，回车也可以")
        self.repair_action = action(self, "修复", "Ctrl+R", self.repair, "把选中的能一键修复的改好，可以撤销")
        self.dismiss_action = action(self, "正常，不再提示…", "Ctrl+D", self.dismiss, "写明理由，以后不再提示选中的")
        self.dismissed_action = action(self, "不再提示的…", "Ctrl+G", self.show_dismissed, "看说过正常的，可以恢复提示")
        self.again = action(self, "重新体检", "Ctrl+F5", self.read, "重新检查这一年，F5 也可以")

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.year)
        for each in (self.open_action, self.repair_action, self.dismiss_action, self.dismissed_action):
            buttons.addWidget(button(each, primary=each is self.open_action))
        buttons.addStretch(1)
        buttons.addWidget(button(self.again))
        self.groups.setFixedWidth(self.fontMetrics().horizontalAdvance("国") * 21)
        lists = QHBoxLayout()
        lists.setSpacing(GAP)
        lists.addWidget(self.groups)
        lists.addWidget(self.table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(buttons)
        layout.addLayout(lists, 1)
        layout.addWidget(self.rule)
        layout.addWidget(self.foot)


def _summed_up(chosen: Sequence[Finding]) -> str:
    """Return what will be done, and how often: 删除这条出勤3处、改为请假1处."""
    counts = Counter(row.repair for row in chosen)
    return "、".join(f"{repair}{count}处" for repair, count in counts.items())
