"""The quarterly check of the plan (季度检查): what is behind, by how much, and who is responsible for it."""

from collections import Counter
from datetime import date

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.period import day_text
from desktop_app.core.plan import PlanState
from desktop_app.core.scope import Asked
from desktop_app.records import plan_quarters
from desktop_app.records.plan_quarters import QuarterLine
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.page import Page
from desktop_app.ui.plan_lines import (
    PLAN_TABLES,
    TONES,
    content_text,
    done_text,
    expected_text,
    lacking_text,
    target_text,
)
from desktop_app.ui.plan_year import PlanYear
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, MARGIN, Role, Tone
from desktop_app.ui.workbench import Workbench

QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
MONTHS_EACH = 3


def _tone(line: QuarterLine) -> Tone:
    return TONES[line.item.state]


def _late(line: QuarterLine) -> Tone | None:
    return TONES[line.item.state] if line.is_late else None


COLUMNS: tuple[Column[QuarterLine], ...] = (
    Column("状态", lambda line: line.item.state, width=5, tint=_tone),
    Column("责任", lambda line: line.item.responsible, width=7),
    Column("内容", lambda line: content_text(line.item), width=16, stretch=True),
    Column("部分", lambda line: line.item.part, width=9),
    Column("目标", lambda line: target_text(line.item), width=7, right=True,
           sort_key=lambda line: line.item.target or 0),
    Column("应完成", lambda line: expected_text(line.item), width=7, right=True,
           sort_key=lambda line: line.item.expected),
    Column("已完成", lambda line: done_text(line.item), width=7, right=True, sort_key=lambda line: line.item.share),
    Column("差额", lambda line: lacking_text(line.item), width=7, right=True, tint=_late,
           sort_key=lambda line: line.item.behind_by),
    Column("催办", lambda line: line.reminded, width=12),
)  # fmt: skip


class QuarterPage(Page):
    """A year's plan as it stood at the end of a quarter."""

    watches = PLAN_TABLES | {"reminder"}

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self.year, self.quarter = PlanYear(), QComboBox()
        self.quarter.setAccessibleName("季度")
        self.quarter.addItems(QUARTERS)
        self.by_responsible = QCheckBox("按责任排列")
        self.as_of = theme.label("", tone=Tone.QUIET)
        self.table: TableView[QuarterLine] = TableView(COLUMNS, "quarter", workbench.look)
        self.table.setAccessibleName("季度检查")
        self.foot = theme.label("", tone=Tone.QUIET)
        self.foot.setWordWrap(True)
        self._lines: list[QuarterLine] = []
        self._make_actions()
        self._lay_out()
        self._choose_first()
        self.year.currentIndexChanged.connect(self.reload)
        self.quarter.currentIndexChanged.connect(self.reload)
        self.by_responsible.toggled.connect(self.reload)
        self.table.selection_changed.connect(self._on_selection)
        self.table.activated_row.connect(self._open_item)
        self.reload()

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        return [
            self.urge_action, self.late_action, None, self.records_action, self.open_action, None,
            self.before_action, self.after_action,
        ]  # fmt: skip

    def shown_year(self) -> int:
        return self.year.year()

    @Slot()
    def reload(self) -> None:
        self.year.offer()
        year, quarter = self.shown_year(), self.quarter.currentIndex() + 1
        self._lines = plan_quarters.lines(year, quarter, by_responsible=self.by_responsible.isChecked())
        self.table.show_rows(self._lines)
        self.table.set_empty_text(f"{year}年还没有计划，请先在“年度计划”里新增。")
        last = plan_quarters.last_day(year, quarter)
        ahead = "，还没有到，已完成的算到今天" if last > date.today() else ""
        self.as_of.setText(f"截至{day_text(last)}{ahead}")
        self.foot.setText(self._summed_up())
        self.foot.setVisible(bool(self._lines))
        self._on_selection()

    @Slot()
    def urge(self) -> None:
        from desktop_app.ui.dialogs.urge_dialog import UrgeDialog  # noqa: PLC0415  dialogs load when they are used

        if lines := self.table.selected_rows():
            UrgeDialog(self._workbench, lines, self).run()

    @Slot()
    def choose_late(self) -> None:
        """Select all that are behind, to urge them together."""
        self.table.select_ids([line.id for line in self._lines if line.is_late])
        self.table.setFocus()

    @Slot()
    def show_records(self) -> None:
        row = self.table.current_row()
        if row and row.item.done:
            self._workbench.open_figure.emit(Asked(row.item.figure_name, row.item.scope))

    @Slot()
    def open_item(self) -> None:
        if row := self.table.current_row():
            self._open_item(row)

    @Slot()
    def step_back(self) -> None:
        self._step(-1)

    @Slot()
    def step_forward(self) -> None:
        self._step(+1)

    def _step(self, step: int) -> None:
        """Go to the quarter beside this one, into the year beside this one where it is offered."""
        year, number = divmod(4 * self.shown_year() + self.quarter.currentIndex() + step, 4)
        blocked = QSignalBlocker(self.year), QSignalBlocker(self.quarter)
        if self.year.show_year(year):
            self.quarter.setCurrentIndex(number)
        for each in blocked:
            each.unblock()
        self.reload()

    def _summed_up(self) -> str:
        """Return how many items stand how, and whose are behind."""
        counts = Counter(line.item.state for line in self._lines)
        said = "，".join(f"{state}{counts[state]}项" for state in PlanState if counts[state])
        late = Counter(line.item.responsible or "没有写责任的" for line in self._lines if line.is_late)
        whose = "、".join(f"{who}{count}项" for who, count in late.most_common())
        return f"共{len(self._lines)}项：{said}{whose and f'。要催办的：{whose}'}" if self._lines else ""

    def _make_actions(self) -> None:
        self.urge_action = action(self, "催办…", "Ctrl+D", self.urge, "记下已催办选中各项的责任单位或责任人")
        self.late_action = action(self, "选中滞后的", "Ctrl+Shift+A", self.choose_late, "选中全部滞后、未完成的项目")
        self.records_action = action(self, "查看记录", "Ctrl+L", self.show_records, "列出“已完成”依据的记录")
        self.open_action = action(self, "打开计划项目", "F2", self.open_item, "到“年度计划”里看这一项，回车也可以")
        self.before_action = action(self, "上一季度", "Alt+Left", self.step_back)
        self.after_action = action(self, "下一季度", "Alt+Right", self.step_forward)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        for widget in (button(self.before_action), self.year, self.quarter, button(self.after_action)):
            head.addWidget(widget)
        head.addWidget(self.by_responsible)
        head.addWidget(self.as_of)
        head.addStretch(1)
        bar = QHBoxLayout()
        bar.setSpacing(GAP)
        for each in (self.urge_action, self.late_action, self.records_action, self.open_action):
            bar.addWidget(button(each, primary=each is self.urge_action))
        bar.addStretch(1)
        theme.set_role(self.foot, Role.NOTICE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(bar)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.foot)
        self.setFocusProxy(self.table)

    def _choose_first(self) -> None:
        """Begin with this quarter, in a past year with its last."""
        today = date.today()
        is_now = self.shown_year() == today.year
        self.quarter.setCurrentIndex((today.month - 1) // MONTHS_EACH if is_now else len(QUARTERS) - 1)

    @Slot(object)
    def _open_item(self, line: QuarterLine) -> None:
        self._workbench.open_record.emit("plan_item", line.id)

    @Slot()
    def _on_selection(self) -> None:
        chosen, row = self.table.selected_ids(), self.table.current_row()
        self.urge_action.setEnabled(bool(chosen))
        self.late_action.setEnabled(any(line.is_late for line in self._lines))
        self.records_action.setEnabled(bool(chosen and row and row.item.done))
        self.open_action.setEnabled(bool(chosen and row))
