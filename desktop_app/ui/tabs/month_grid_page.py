"""Attendance of a month on one page (月度出勤): names down, sessions across, one column open at a time."""

from datetime import date
from html import escape

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QAction, QHideEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.attendance import KEYS, Mark
from desktop_app.core.session import SessionState
from desktop_app.records import month_grid, session_list
from desktop_app.records.month_grid import GridSession
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.month_grid_model import GridModel
from desktop_app.ui.month_grid_view import GridView
from desktop_app.ui.outputs.month_field import MonthField
from desktop_app.ui.page import Page
from desktop_app.ui.period_filter import offer
from desktop_app.ui.roll_detail import DetailLine
from desktop_app.ui.roll_keeping import RollKeeping
from desktop_app.ui.roll_model import FROM_LEAVE
from desktop_app.ui.roll_totals import TotalsBar
from desktop_app.ui.theme import GAP, MARGIN, Tone
from desktop_app.ui.workbench import Workbench

ALL_KINDS = "全部类型"
SAVE, CANCEL = "保存", "继续登记"


class MonthGridPage(Page):
    """What the attendance sheet does for one session, for those who like the month on one page."""

    watches = frozenset({"attendance", "session", "cadre", "posting", "unit", "category", "leave_record"})

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self.model = GridModel(self)
        self.keeping = RollKeeping(workbench, self.model.roll, self)
        self.view, self.totals = GridView(self.model), TotalsBar()
        keys = [f"<b>{key}</b> {mark or '清除'}" for key, mark in KEYS.items()]
        keys += ["", "<b>回车</b> 打开这一列", "<b>拼音首字母</b> 找人", "<b>退格</b> 收回", "<b>Esc</b> 合上"]
        self.below = DetailLine(self.keeping, theme.label("&nbsp;&nbsp;&nbsp;".join(keys), tone=Tone.QUIET))
        self.said = theme.label("", tone=Tone.QUIET)
        self.month, self.kind = MonthField(), QComboBox()
        self.kind.setAccessibleName("活动类型")
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(len(ALL_KINDS))
        self._make_actions()
        self._lay_out()
        self._connect()
        self.month.set_years(session_list.years())
        latest = month_grid.latest()
        self.month.set_month(latest.year, latest.month)
        self.setFocusProxy(self.view)

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        return [
            self.open_action, self.came_action, self.draft_action, self.next_action, None,
            self.make_up_action, self.register_action, None, self.earlier_action, self.later_action,
        ]  # fmt: skip

    @Slot()
    def reload(self) -> None:
        """Read the month anew; marks not saved yet stay in the open column."""
        period = self.month.period()
        self.month.set_years(session_list.years())
        offer(self.kind, [ALL_KINDS, *month_grid.categories(period)])
        grid = month_grid.grid(period, self._kind())
        open_id = self.keeping.session_id
        if open_id and any(session.id == open_id for session in grid.sessions):
            self.keeping.read()
        elif open_id:
            self.keeping.set_aside()
            open_id = 0
        place = self.model.place(self.view.currentIndex())
        self.model.show_grid(grid, open_id or None)
        self.view.fit()
        self.view.set_empty_text(f"{period.text}没有活动。到“活动”里按 Ctrl+N 新增，或换一个月（Alt+← →）。")
        if grid.sessions:
            self.view.go_to(*self.model.at(place))
        self._say()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keeping.keep()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask before the window closes over changes to a recorded session; others stay as a draft."""
        if event.type() == QEvent.Type.Close and not self.close_column():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    # What the clerk does

    @Slot()
    def open_register(self) -> None:
        """Show the month as it is filed: 出勤登记册, to print or write it."""
        from desktop_app.exchange.output import Choice  # noqa: PLC0415  loaded when it is used
        from desktop_app.exchange.outputs import attendance_register  # noqa: PLC0415

        choice = Choice(self.month.period(), category=self._kind())
        self._workbench.open_output.emit(attendance_register.OUTPUT.name, choice)

    def _kind(self) -> str:
        return self.kind.currentText() if self.kind.currentIndex() > 0 else ""

    @Slot()
    def open_current(self) -> None:
        self.open_column(self.view.currentIndex().column())

    @Slot(object)
    def open_column(self, column: int) -> None:
        """Let the session of a column be marked, instead of the one that is open."""
        session = self.model.session(column)
        if session is None or session.id == self.keeping.session_id:
            return
        if why := _why_not(session):
            self._workbench.status.emit(why)
        elif self.close_column():
            self.keeping.open(session.id)
            self.window().installEventFilter(self)
            self.model.set_open(session.id)
            self.view.go_to(self.view.first_row(), column)
            self.view.setFocus()
            self._say()

    @Slot()
    def close_column(self) -> bool:
        """Close the open column: what is not recorded stays as a draft; False where it stays open."""
        self.catch_up()  # its session may be gone
        unsaved = len(self.model.roll.unsaved())
        if not self.keeping.session_id:
            return True
        if unsaved and self.keeping.sheet.is_recorded:
            if not self._may_close(unsaved):
                return False
        elif not self.keeping.leave():
            return False
        self.keeping.close()
        self.window().removeEventFilter(self)
        self.model.set_open(None)
        self._say()
        return True

    def _may_close(self, unsaved: int) -> bool:
        discard = f"放弃{unsaved}人的标记"
        text = f"“{self.keeping.sheet.title}”有{unsaved}人的标记还没有保存。"
        pressed = self._workbench.messages.choose("还没有保存", text, [SAVE, discard, CANCEL])
        return self.record() if pressed == SAVE else pressed == discard

    def record(self) -> bool:
        """Save the open column as 已登记; False where that was not done."""
        if not self.below.take():
            return False
        if self.keeping.sheet.is_recorded and not self.model.roll.unsaved():
            return True
        title = self.keeping.sheet.title
        if not self.keeping.record():
            return False
        self._workbench.status.emit(f"已登记“{title}”：{self.totals.text()}")
        return True

    @Slot()
    def record_and_next(self) -> None:
        """Save the open column, then open the next one that is not recorded."""
        column = self.model.open_column
        if self.keeping.session_id and not self.record():
            return
        waiting = [
            number
            for number, session in enumerate(self.model.grid.sessions)
            if not session.is_held and session.may_open
        ]
        after = next((number for number in waiting if number > column), waiting[0] if waiting else None)
        if after is not None:
            self.open_column(after)
        elif self.close_column():
            self._workbench.status.emit("这里的活动都已登记。")

    def unsaved_act(self) -> str:
        return "没有保存的标记" if self.model.roll.can_take_back() else ""

    def take_back(self) -> None:
        self.model.roll.take_back()

    @Slot()
    def save_draft(self) -> None:
        if self.keeping.sheet.is_recorded:
            self.record()
        elif self.below.take() and self.keeping.save_draft():
            self._workbench.status.emit(f"“{self.keeping.sheet.title}”已存草稿，还没有登记，不计入各项数字。")

    @Slot()
    def all_came(self) -> None:
        """Put 到 down for whoever has no mark in the open column."""
        self.model.roll.set_shown(Mark.PRESENT, only_unmarked=True)
        self.view.setFocus()

    @Slot()
    def make_up(self) -> None:
        from desktop_app.ui.dialogs.make_up_dialog import MakeUpDialog  # noqa: PLC0415  loaded when it is used

        session = self.model.session(self.view.currentIndex().column())
        day = session.held_on if session else self.month.period().first
        MakeUpDialog(self._workbench, day, session.title if session else "", self).run()

    # Building

    def _make_actions(self) -> None:
        self.open_action = action(self, "打开这一列", "Ctrl+D", self.open_current, "登记选中的这一场，回车、双击也可以")
        self.came_action = action(self, "未登记的都到", "Ctrl+A", self.all_came, "打开的一列里没有标记的人都设为到")
        self.draft_action = action(self, "存草稿", "Ctrl+S", self.save_draft, "先存起来，不算登记")
        self.next_action = action(self, "登记并打开下一场", "Ctrl+Return", self.record_and_next)
        self.next_action.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        self.register_action = action(
            self, "出勤登记册…", "Ctrl+P", self.open_register, "到“表册”里看这个月的登记册，打印或存成文件"
        )
        self.make_up_action = action(self, "待补学…", "Ctrl+M", self.make_up, "缺席、请假的人后来补学了，在这里登记")
        self.earlier_action = action(self, "上个月", "Alt+Left", self.month.step_back)
        self.later_action = action(self, "下个月", "Alt+Right", self.month.step_forth)

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        for line in (above, below):
            line.setSpacing(GAP)
        for widget in (self.month, self.kind, button(self.open_action), button(self.came_action)):
            above.addWidget(widget)
        above.addStretch(1)
        above.addWidget(button(self.draft_action))
        above.addWidget(button(self.next_action, primary=True))
        self.said.setMinimumWidth(1)  # gives way on a small screen
        below.addWidget(self.said, 1)
        below.addWidget(button(self.make_up_action))
        below.addWidget(button(self.register_action))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(above)
        layout.addLayout(below)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.totals)
        layout.addWidget(self.below)

    def _connect(self) -> None:
        self.month.changed.connect(self._on_month)
        self.kind.currentIndexChanged.connect(self._on_month)
        self.model.roll.marks_changed.connect(self._on_marks_changed)
        self.view.open_wanted.connect(self.open_column)
        self.view.close_wanted.connect(self.close_column)
        self.view.touched.connect(self.below.touch)
        self.view.detail_wanted.connect(self.below.begin)
        self.below.bar.left.connect(self.view.setFocus)

    # Showing

    def _say(self) -> None:
        sheet, is_open = self.keeping.sheet, bool(self.keeping.session_id)
        held = sum(session.is_held for session in self.model.grid.sessions)
        waiting = sum(not session.is_held and session.may_open for session in self.model.grid.sessions)
        text = f"共{len(self.model.grid.sessions)}场，已登记{held}场，未登记{waiting}场。灰格当天不在岗。"
        if is_open:
            day = f"{sheet.held_on.month}月{sheet.held_on.day}日"
            guessed = self.model.roll.guessed()
            text = f"正在登记：<b>{day}　{escape(sheet.title)}</b>"
            text += f"，{guessed}人{FROM_LEAVE}，登记后才算数" if guessed else ""
        self.said.setText(text)
        self.totals.setVisible(is_open)
        for each in (self.came_action, self.draft_action):
            each.setEnabled(is_open)
        self.draft_action.setText("保存" if is_open and sheet.is_recorded else "存草稿")
        self.next_action.setText("登记并打开下一场" if is_open else "打开下一场未登记")

    @Slot()
    def _on_marks_changed(self) -> None:
        self.totals.show_totals(self.model.roll.totals())
        self._say()

    @Slot()
    def _on_month(self) -> None:
        if self.close_column():
            self.reload()
        else:
            self._show_month_of(self.keeping.sheet.held_on)

    def _show_month_of(self, day: date) -> None:
        """Go back to the month whose column stays open."""
        if day not in self.month.period():
            self.month.blockSignals(True)
            self.month.set_month(day.year, day.month)
            self.month.blockSignals(False)


def _why_not(session: GridSession) -> str:
    """Return why a session cannot be marked, in a sentence; empty where it can."""
    if session.state == SessionState.LOCKED:
        return f"“{session.title}”已锁定，要修改请先在“活动”里解锁。"
    return "" if session.may_open else f"“{session.title}”还没有到日子，到时再登记。"
