"""总览: this month and this year per subject, and what waits to be done. Every number opens its records.

The window opens on this page, so what reads the figures is loaded when they are read, after the first paint.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.core.figure import Figure
from desktop_app.core.period import Period
from desktop_app.core.scope import Asked
from desktop_app.records import session_list
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.figures_table import FiguresTable
from desktop_app.ui.page import Page
from desktop_app.ui.theme import GAP, MARGIN, Role, Tone
from desktop_app.ui.waiting_card import SHOWN, WaitingCard
from desktop_app.ui.workbench import Workbench

if TYPE_CHECKING:
    from desktop_app.metrics.plan import Progress
    from desktop_app.records.overview import Overview
    from desktop_app.ui.dialogs.records_dialog import Listing

NOTHING_YET = "这个月和这一年都还没有记录。导入已有的表格按 Ctrl+O；登记新的活动到“活动”页（Ctrl+2）按 Ctrl+N。"


class OverviewTab(Page):
    """Reads when it is shown and when something changed; the month is stepped back and forward."""

    title = "总览"
    watches = frozenset({
        "session", "attendance", "part", "note", "review", "plan_item", "subject", "category", "posting", "setting",
        "series", "holiday", "problem",
    })  # fmt: skip

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self._day = date.today()
        self._shown: Overview | None = None
        self._is_coming = False
        self.month = theme.label("", Role.TITLE)
        self.figures = FiguresTable()
        self.figures.setAccessibleName("各统计项的数字")
        self.figures.opened.connect(self._open_figure)
        self.hint = theme.label(NOTHING_YET, Role.NOTICE, Tone.ACCENT)
        self.hint.setWordWrap(True)
        self.latest = QPushButton()
        self.latest.setProperty("primary", True)
        self.latest.clicked.connect(self.show_latest)
        self.fallen_due = QPushButton()
        self.fallen_due.setProperty("primary", True)
        self.fallen_due.setToolTip("决定哪些待登记、推迟、不举行")
        self.fallen_due.clicked.connect(self._open_due)
        self.due = WaitingCard("未登记的活动", "到期的活动都已登记。")
        self.waiting = WaitingCard("待审的心得笔记", "交来的心得笔记都已审签。")
        self.behind = WaitingCard("滞后、未完成的计划", "没有滞后或到期未完成的计划项目。")
        self.overdue = QPushButton()
        self.overdue.clicked.connect(self._open_overdue)
        theme.set_tone(self.overdue, Tone.BAD)
        self._connect_cards()
        self._make_actions()
        self._lay_out()
        self._show_month()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._shown is None and not self._is_coming:  # the page stands before its figures are read
            self._is_coming = True
            QTimer.singleShot(0, self.reload)

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        return [self.earlier, self.later, self.this_month]

    @Slot()
    def reload(self) -> None:
        """Read the page as of the month that is shown."""
        from desktop_app.records import notes, overview  # noqa: PLC0415  see above

        shown = self._shown = overview.overview(self._day)
        self.figures.figures.show_lines(shown.subjects, shown.month, shown.year)
        self.due.show_records(
            len(shown.due_sessions), "场",
            [
                (row.id, f"{row.held_on.isoformat()}　{row.title}")
                for row in session_list.rows(shown.due_sessions[:SHOWN])
            ],
        )  # fmt: skip
        self.waiting.show_records(
            len(shown.waiting_notes), "篇",
            [
                (row.id, f"{row.handed_in_on.isoformat()}　{row.full_name}　{row.title or row.kind}")
                for row in notes.rows(shown.waiting_notes[:SHOWN])
            ],
        )  # fmt: skip
        self.behind.show_records(len(shown.behind), "项", [(item.id, _plan_text(item)) for item in shown.behind])
        self.overdue.setText(f"超期没有整改的问题{len(shown.overdue_problems)}个")
        self.overdue.setVisible(bool(shown.overdue_problems))
        self._show_hint(shown)
        self._show_fallen_due()

    @Slot()
    def step_back(self) -> None:
        self.go_to(self._day.replace(day=1) - timedelta(days=1))

    @Slot()
    def step_forward(self) -> None:
        self.go_to(Period.month(self._day.year, self._day.month).last + timedelta(days=1))

    @Slot()
    def go_to_today(self) -> None:
        self.go_to(date.today())

    @Slot()
    def show_latest(self) -> None:
        """Show the last month that has a session."""
        if day := _latest_day():
            self.go_to(day)

    def go_to(self, day: date) -> None:
        """Show the month of the day: up to today in this month, else up to its end."""
        month, today = Period.month(day.year, day.month), date.today()
        self._day = today if today in month else month.last
        self._show_month()
        self.reload()

    def _show_month(self) -> None:
        self.month.setText(Period.month(self._day.year, self._day.month).text)
        self.this_month.setEnabled(self._day != date.today())

    def _show_hint(self, shown: "Overview") -> None:
        is_empty = all(line.is_empty for line in shown.subjects)
        latest = _latest_day() if is_empty else None
        self.hint.setVisible(is_empty and latest is None)
        self.latest.setVisible(latest is not None)
        if latest:
            self.latest.setText(f"看最近有活动的{Period.month(latest.year, latest.month).text}")

    def _show_fallen_due(self) -> None:
        """Say how many days of the standing arrangements wait for a decision."""
        from desktop_app.records import due  # noqa: PLC0415

        count = sum(each.session_id is None for each in due.fallen_due(date.today()))
        self.fallen_due.setText(f"到期事项{count}项等着决定")
        self.fallen_due.setVisible(count > 0)

    def _connect_cards(self) -> None:
        self.due.opened.connect(self._open_session)
        self.due.opened_all.connect(self._list_due)
        self.waiting.opened.connect(self._open_note)
        self.waiting.opened_all.connect(self._list_waiting)
        self.behind.opened.connect(self._open_plan_item)
        self.behind.opened_all.connect(self._list_behind)

    def _make_actions(self) -> None:
        self.earlier = action(self, "上个月", "Alt+Left", self.step_back)
        self.later = action(self, "下个月", "Alt+Right", self.step_forward)
        self.this_month = action(self, "回到本月", "Alt+Home", self.go_to_today)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        earlier, later = button(self.earlier), button(self.later)
        head.addWidget(earlier)
        head.addWidget(self.month)
        head.addWidget(later)
        head.addWidget(button(self.this_month))
        head.addWidget(self.latest)
        head.addStretch(1)
        head.addWidget(self.fallen_due)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addLayout(head)
        left.addWidget(self.hint)
        left.addWidget(self.figures, 1)
        right = QVBoxLayout()
        right.setSpacing(GAP + GAP // 2)
        for card in (self.due, self.waiting, self.behind):
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
            right.addWidget(card, 1)
        right.addWidget(self.overdue)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(MARGIN)
        layout.addLayout(left, 7)
        layout.addLayout(right, 4)
        self.hint.hide()
        self.latest.hide()
        self.fallen_due.hide()
        self.overdue.hide()
        self.setFocusProxy(self.figures)

    def _show_listing(self, listing: "Listing") -> None:
        from desktop_app.ui.dialogs.records_dialog import RecordsDialog  # noqa: PLC0415

        RecordsDialog(self._workbench, listing, self.window()).show()

    @Slot(object, object)
    def _open_figure(self, figure: Figure, is_of_month: bool) -> None:
        from desktop_app.records import overview  # noqa: PLC0415

        if self._shown:
            period = self._shown.month if is_of_month else self._shown.year
            self._workbench.open_figure.emit(Asked(figure.name, overview.scope_of(period)))

    @Slot()
    def _open_due(self) -> None:
        self._workbench.open_section.emit("总览", "到期事项")

    @Slot()
    def _open_overdue(self) -> None:
        if self._shown:
            self._workbench.open_record.emit("problem", self._shown.overdue_problems[0])

    @Slot(object)
    def _open_session(self, record_id: int) -> None:
        self._workbench.open_record.emit("session", record_id)

    @Slot(object)
    def _open_note(self, record_id: int) -> None:
        self._workbench.open_record.emit("note", record_id)

    @Slot(object)
    def _open_plan_item(self, record_id: int) -> None:
        self._workbench.open_record.emit("plan_item", record_id)

    @Slot()
    def _list_due(self) -> None:
        from desktop_app.ui.dialogs.records_dialog import of_due_sessions  # noqa: PLC0415

        if self._shown:
            self._show_listing(of_due_sessions(self._shown.due_sessions))

    @Slot()
    def _list_waiting(self) -> None:
        from desktop_app.ui.dialogs.records_dialog import of_waiting_notes  # noqa: PLC0415

        if self._shown:
            self._show_listing(of_waiting_notes(self._shown.waiting_notes))

    @Slot()
    def _list_behind(self) -> None:
        from desktop_app.ui.dialogs.records_dialog import of_plan_items  # noqa: PLC0415

        if self._shown:
            self._show_listing(of_plan_items(self._shown.behind))


def _latest_day() -> date | None:

    newest = session_list.keys(session_list.Wanted())[:1]
    return session_list.rows(newest)[0].held_on if newest else None


def _plan_text(item: "Progress") -> str:
    """Return what an item is and how far it is."""
    from desktop_app.ui.plan_lines import done_text, target_text  # noqa: PLC0415

    return f"{item.content}　{done_text(item)}／{target_text(item)}"
