"""The weeks of the year without what is weekly (周例会, 夜学): enter the session, or say why there was none."""

from collections.abc import Collection
from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.period import Period
from desktop_app.records import series, sessions
from desktop_app.records.series import MissingWeek
from desktop_app.records.session_draft import SessionDraft
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, Role, Tone
from desktop_app.ui.workbench import Workbench

LINES = 4
"""So many weeks are seen at once."""


def _tone(week: MissingWeek) -> Tone | None:
    return Tone.QUIET if week.reason else Tone.WARN


COLUMNS: tuple[Column[MissingWeek], ...] = (
    Column("周", lambda week: f"{week.monday.isoformat()} 至 {week.sunday.isoformat()}", width=14, tint=_tone),
    Column("没有", lambda week: week.category, width=8, tint=_tone),
    Column("说明", lambda week: week.reason, width=12, stretch=True, tint=_tone),
)


class MissingWeeks(QWidget):
    """Nothing of it is seen while no week is missing."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.heading = theme.label("", Role.HEADING)
        self.table: TableView[MissingWeek] = TableView(COLUMNS, "missing_weeks", workbench.look)
        self.table.setAccessibleName("没有活动的周")
        row, header = self.table.verticalHeader().defaultSectionSize(), self.table.horizontalHeader().sizeHint()
        self.table.setFixedHeight(header.height() + LINES * row)
        self.add_action = action(self, "补登这一周…", "Ctrl+N", self.add, "登记这一周漏记的活动")
        self.explain_action = action(self, "说明原因…", "Ctrl+K", self.explain, "写明选中的周为什么没有")
        self.table.selection_changed.connect(self._on_selection)
        self.table.activated_row.connect(self.add)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(button(self.add_action))
        head.addWidget(button(self.explain_action))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(head)
        layout.addWidget(self.table)

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        return [self.add_action, self.explain_action]

    def show_weeks(self, period: Period, undecided: Collection[tuple[int, date]]) -> None:
        """Show the weeks of the period; of those undecided (kind and Monday) the list above tells."""
        weeks = [each for each in series.missing_weeks(period) if (each.category_id, each.monday) not in undecided]
        unexplained = sum(not week.reason for week in weeks)
        kinds = "、".join(dict.fromkeys(week.category for week in weeks))
        self.heading.setText(f"没有{kinds}的周：{unexplained}个" if weeks else "")
        self.table.show_rows(tuple(reversed(weeks)))
        self.setVisible(bool(weeks))
        self._on_selection()

    @Slot()
    def add(self) -> None:
        if week := self.table.current_row():
            add_missing(self._workbench, week, self)

    @Slot()
    def explain(self) -> None:
        from desktop_app.ui.dialogs.reason_dialog import ReasonDialog  # noqa: PLC0415

        if weeks := self.table.selected_rows():
            first = f"{weeks[0].monday.isoformat()}这一周没有{weeks[0].category}"
            what = f"{first if len(weeks) == 1 else f'选中的{len(weeks)}周'}，记为不举行，以后不再列出。"
            ReasonDialog(self._workbench, "说明原因", what, partial(series.explain, weeks), self).run()

    @Slot()
    def _on_selection(self) -> None:
        chosen = len(self.table.selected_ids())
        self.add_action.setEnabled(chosen == 1)
        self.explain_action.setEnabled(chosen > 0)


def add_missing(workbench: Workbench, week: MissingWeek, parent: QWidget) -> None:
    """Enter the session that is missing in a week."""
    from desktop_app.ui.dialogs.session_dialog import SessionDialog  # noqa: PLC0415  loaded when it is used

    SessionDialog(workbench, sessions.fresh(week.category_id, week.monday), _add, parent).run()


def _add(draft: SessionDraft) -> set[str]:
    sessions.add(draft)
    return {"session", "part", "external_headcount"}
