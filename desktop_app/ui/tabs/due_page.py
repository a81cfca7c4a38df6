"""What fell due (到期事项): decide about each with one key, confirm all at once, then record who came."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.schedule import monday
from desktop_app.core.session import UNRECORDED
from desktop_app.records import due, holidays, series
from desktop_app.records.due import Choice
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.due_list import DueTable, Line, line_of
from desktop_app.ui.missing_weeks import MissingWeeks
from desktop_app.ui.page import Page
from desktop_app.ui.theme import GAP, MARGIN, Role, Tone
from desktop_app.ui.workbench import Workbench

NOTHING = "没有到期的事项。每周固定的例会、夜学，到“活动”页（Ctrl+2）的“例行安排”里新增，以后到期就列在这里。"
HINT = "1 待登记，2 推迟，3 不举行；Ctrl+A 全选；回车改日期或事由。例行安排的到期日确定以后才成为活动。"
OLD = "本周以前、还没有成为活动的例行安排"
DECEMBER = 12
BACK = timedelta(weeks=8)


class DuePage(Page):
    """Remembers the day on which it was looked at, so that the window opens here when something new fell due."""

    title = "到期事项"
    watches = frozenset({"session", "attendance", "series", "holiday", "category"})

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self.heading = theme.label("", Role.TITLE)
        self.notice = theme.label("", Role.NOTICE, Tone.WARN)
        self.notice.setWordWrap(True)
        self.problem = theme.label("", Role.NOTICE, Tone.BAD)
        self.problem.setWordWrap(True)
        self.table = DueTable(workbench.look)
        self.table.setAccessibleName("到期事项")
        self.table.set_empty_text(NOTHING)
        self.foot = theme.label(HINT, tone=Tone.QUIET)
        self.missing = MissingWeeks(workbench)
        self._make_actions()
        self._lay_out()
        self.table.selection_changed.connect(self._on_selection)
        self.table.activated_row.connect(self._on_activated)
        self.setFocusProxy(self.table)
        self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._workbench.look.due_shown = date.today()

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        return [
            self.record_action, self.postpone_action, self.off_action, None, self.old_record_action,
            self.old_off_action, None, self.settle_action, self.sheet_action, None, *self.missing.actions(), None,
            self.holidays_action,
        ]  # fmt: skip

    @Slot()
    def reload(self) -> None:
        """Read what fell due anew; what was decided and not yet carried out stays."""
        typed = {line.id: line for line in self.table.due_model().lines()}
        lines = [_kept(typed.get(each.id), line_of(each)) for each in due.fallen_due(date.today())]
        self.table.show_rows(lines)
        if lines and not self.table.selected_ids():
            self.table.select_id(lines[0].id)
        waiting = sum(line.due.session_id is not None for line in lines)
        old = sum(line.is_old for line in lines)
        decide = f"项例行安排等着决定{f'（其中{old}项在本周以前）' if old else ''}"
        counted = ((len(lines) - waiting, decide), (waiting, "场活动等着登记"))
        self.heading.setText("，".join(f"{count}{word}" for count, word in counted if count) or "没有到期的事项")
        self.problem.hide()
        self._show_unknown_years()
        undecided = {(line.due.category_id, monday(line.due.day)) for line in lines}
        self.missing.show_weeks(_looked_back(date.today()), undecided)
        self._on_selection()

    # What the clerk does

    @Slot()
    def choose_record(self) -> None:
        self.table.choose(Choice.RECORD)

    @Slot()
    def choose_postpone(self) -> None:
        self.table.choose(Choice.POSTPONE)

    @Slot()
    def choose_off(self) -> None:
        lines = self.table.selected_rows()
        if len(lines) > 1:
            self._ask_why(lines)
        else:
            self.table.choose(Choice.OFF)

    @Slot()
    def choose_old_record(self) -> None:
        self.table.due_model().put([line.chosen(Choice.RECORD) for line in self._old()])

    @Slot()
    def choose_old_off(self) -> None:
        self._ask_why(self._old())

    @Slot()
    def settle(self) -> None:
        """Carry out every decision as one step, then offer to record the first session that waits."""
        QGuiApplication.inputMethod().commit()  # what is still being composed is not in any cell yet
        self.table.setFocus()  # closes a cell that is open, with what was typed in it
        lines = [line for line in self.table.due_model().lines() if line.decides]
        if not lines:
            self._workbench.status.emit("没有要确定的；按 Ctrl+D 登记出勤。")
        elif self._settled(lines):
            first = next((line for line in self.table.due_model().lines() if line.due.session_id), None)
            if first:
                self.table.select_id(first.id)
            offer = "按 Ctrl+D 登记第一场的出勤。" if first else ""
            self._workbench.status.emit(f"已确定{len(lines)}项。{offer}")

    @Slot()
    def record(self) -> None:
        """Record who came to the chosen one; the day of a series is made a session first."""
        line = self.table.current_row()
        if line is None:
            return
        if line.due.session_id is None:
            settled = self._settled([line.chosen(Choice.RECORD)])
            line = self._session_of(line) if settled else None
        if line and line.due.session_id:
            from desktop_app.ui.dialogs.attendance_dialog import AttendanceDialog  # noqa: PLC0415  loaded when used

            AttendanceDialog(self._workbench, line.due.session_id, self.window()).open()

    @Slot()
    def show_holidays(self) -> None:
        from desktop_app.ui.dialogs.holidays_dialog import HolidaysDialog  # noqa: PLC0415

        years = self._unknown_years()
        HolidaysDialog(self._workbench, years[0] if years else None, self).run()

    def _settled(self, lines: Sequence[Line]) -> bool:
        """Carry out decisions; where one cannot be, say so and go to its line."""
        self.problem.hide()
        error = self._workbench.attempt(partial(_settle, lines))
        if error is None:
            return True
        self.problem.setText(str(error))
        self.problem.show()
        if error.field and self.table.select_id(int(error.field)):
            self.table.edit_needed()
        return False

    def _session_of(self, line: Line) -> Line | None:
        """Return the line of the session that the day of a series has become."""
        came = (each for each in self.table.due_model().lines() if each.due.session_id)
        return next((each for each in came if _place(each) == _place(line)), None)

    def _ask_why(self, lines: Sequence[Line]) -> None:
        from desktop_app.ui.dialogs.reason_dialog import ReasonDialog  # noqa: PLC0415

        if lines:
            what = f"{len(lines)}项都不举行，写同一个事由；按“确定”以后才记下。"
            ReasonDialog(self._workbench, "不举行", what, partial(_put_off, self.table, lines), self).run()

    # Showing

    def _old(self) -> list[Line]:
        return [line for line in self.table.due_model().lines() if line.is_old]

    def _unknown_years(self) -> list[int]:
        """Return the years without days off that matter: this one, and the next from December on."""
        today = date.today()
        last = date(today.year + (today.month == DECEMBER), 1, 1)
        heeding = [row for row in series.listed() if row.skips_holidays and not row.is_over]
        return holidays.unknown_years(today.replace(month=1, day=1), last) if heeding else []

    def _show_unknown_years(self) -> None:
        years = "、".join(f"{year}年" for year in self._unknown_years())
        self.notice.setText(f"{years}的节假日还没有录入，例行安排不会避开放假的日子；请按 Ctrl+J 照通知录入。")
        self.notice.setVisible(bool(years))

    @Slot()
    def _on_selection(self) -> None:
        lines = self.table.due_model().lines()
        has_chosen, has_old = bool(self.table.selected_ids()), any(line.is_old for line in lines)
        for each in (self.record_action, self.postpone_action, self.off_action, self.sheet_action):
            each.setEnabled(has_chosen)
        for each in (self.old_record_action, self.old_off_action):
            each.setEnabled(has_old)
        self.settle_action.setEnabled(any(line.decides for line in lines))

    @Slot(object)
    def _on_activated(self, line: Line) -> None:
        """Type what the choice needs, or record what waits."""
        if not self.table.edit_needed() and line.due.state in UNRECORDED:
            self.record()

    # Building

    def _make_actions(self) -> None:
        self.record_action = action(self, "待登记", "1", self.choose_record, "举行了，等着登记出勤")
        self.postpone_action = action(self, "推迟到…", "2", self.choose_postpone, "改到后面一天，原定的日子也留下")
        self.off_action = action(self, "不举行…", "3", self.choose_off, "没有举行，写明事由")
        self.old_record_action = action(self, "以前的全部待登记", "Ctrl+G", self.choose_old_record, OLD)
        self.old_off_action = action(self, "以前的全部不举行…", "Ctrl+Shift+G", self.choose_old_off, OLD)
        self.settle_action = action(self, "确定", "Ctrl+Return", self.settle, "把上面的决定一次办完")
        self.sheet_action = action(self, "登记出勤…", "Ctrl+D", self.record, "登记选中的一场")
        self.holidays_action = action(self, "节假日…", "Ctrl+J", self.show_holidays, "各年的放假和调休上班")

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(button(self.settle_action, primary=True))
        for each in (self.sheet_action, None, self.record_action, self.postpone_action, self.off_action, None,
                     self.old_record_action, self.old_off_action):  # fmt: skip
            if each is None:
                buttons.addSpacing(GAP)
            else:
                buttons.addWidget(button(each))
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GAP)
        for widget in (self.heading, self.notice):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        for widget in (self.problem, self.table, self.foot, self.missing):
            layout.addWidget(widget, 1 if widget is self.table else 0)


def _looked_back(today: date) -> Period:
    """Return the year so far, and in its first weeks the last ones of the year before."""
    return Period(min(today.replace(month=1, day=1), today - BACK), today)


def _kept(typed: Line | None, fresh: Line) -> Line:
    """Return what was typed for one that is still the same."""
    return typed if typed and typed.due == fresh.due else fresh


def _settle(lines: Sequence[Line]) -> set[str]:
    return due.settle([line.decision() for line in lines])


def _put_off(table: DueTable, lines: Sequence[Line], reason: str) -> set[str]:
    """Call lines off in the list, nothing is written yet."""
    if not reason:
        raise UserError("请填写事由，如停电、会议冲突。", "reason")
    table.due_model().put([Line(line.due, Choice.OFF, line.day_text, reason) for line in lines])
    return set()


def _place(line: Line) -> tuple[int | None, date]:
    return line.due.series_id, line.due.day
