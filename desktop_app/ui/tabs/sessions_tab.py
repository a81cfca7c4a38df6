"""Sessions (活动): finding them, entering them, and recording who came."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop_app.core.number import shown
from desktop_app.core.period import Period
from desktop_app.core.session import UNRECORDED, SessionState
from desktop_app.records import categories, session_list, sessions
from desktop_app.records.session_draft import SessionDraft
from desktop_app.records.session_list import SessionRow, Wanted
from desktop_app.ui import session_filters
from desktop_app.ui.actions import action, button, fill
from desktop_app.ui.attachments_panel import attach
from desktop_app.ui.dropping import dropped_files, dropped_paths
from desktop_app.ui.page import Page
from desktop_app.ui.session_foot import SessionFoot
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, MARGIN, Tone
from desktop_app.ui.workbench import Workbench

KIND = "sessions.category"
"""Under which the kind entered last is remembered."""
_COUNTED = re.compile(r"^第\d+.")
TONES = {
    SessionState.RECORDED: Tone.GOOD,
    SessionState.LOCKED: Tone.QUIET,
    SessionState.OFF: Tone.QUIET,
}


def _tone(row: SessionRow) -> Tone | None:
    """Colour what waits to be recorded, and what will never be held."""
    return Tone.WARN if row.is_due else Tone.QUIET if row.state == SessionState.OFF else None


def _state_tone(row: SessionRow) -> Tone | None:
    return Tone.WARN if row.is_due else TONES.get(SessionState(row.state))


def _title(row: SessionRow) -> str:
    """Name the day it was first planned for beside the title of one that was moved."""
    return f"{row.title}（原定{row.planned_on}）" if row.was_moved else row.title


def _state(row: SessionRow) -> str:
    is_draft = row.state == SessionState.DRAFT
    return session_filters.UNRECORDED + ("（草稿）" if is_draft else "") if row.is_due else row.state


COLUMNS: tuple[Column[SessionRow], ...] = (
    Column("日期", lambda row: f"{row.held_on.isoformat()} {row.start}", order="date", width=9, tint=_tone),
    Column("编号", lambda row: row.number, order="number", width=5, tint=_tone),
    Column("类型", lambda row: row.category, order="category", width=8, tint=_tone),
    Column("题目", _title, order="title", width=18, stretch=True, tint=_tone),
    Column("学时", lambda row: shown(row.hours) if row.hours else "", order="hours", right=True, width=3, tint=_tone),
    Column("地点", lambda row: row.place, width=7, tint=_tone),
    Column("状态", _state, order="state", width=8, tint=_state_tone),
    Column("实到/应到", lambda row: f"{row.attended}/{row.marked}" if row.marked else "", right=True, width=5),
    Column("外单位", lambda row: f"{row.outsiders}人" if row.outsiders else "", right=True, width=4),
    Column("附件", lambda row: f"附{row.attachments}" if row.attachments else "", width=3, tint=_tone),
)


class SessionsTab(Page):
    """A paged list, newest first, with the everyday acts on it."""

    title = "活动"
    watches = frozenset(
        {"session", "attendance", "part", "external_headcount", "category", "subject", "first_topic", "attachment"}
    )

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self.filters = session_filters.SessionFilters()
        self.table: TableView[SessionRow] = TableView(COLUMNS, "sessions", workbench.look)
        self.table.setAccessibleName("活动")
        self.table.show_pages(self._keys, session_list.rows, "date")
        self.foot = SessionFoot(workbench)
        self._make_actions()
        self._lay_out()
        self.filters.changed.connect(self.reload)
        self.table.selection_changed.connect(self._on_selection)
        self.table.activated_row.connect(self._on_activated)
        self.setFocusProxy(self.table)
        self.setAcceptDrops(True)
        self.reload()

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        return [
            self.add_action, self.change_action, self.copy_action, self.remove_action, None,
            self.record_action, self.record_next_action, self.scores_action, None,
            self.postpone_action, self.call_off_action, self.lock_action, self.unlock_action, None,
            self.sign_in_action, self.file_action, None,
            self.problem_action, self.kinds_action, self.find_action,
        ]  # fmt: skip

    def show_record(self, session_id: int) -> None:
        """Select the session, with the filters opened where they hide it."""
        if not self.table.select_id(session_id):
            self.filters.clear()
            self.table.select_id(session_id)
        self.table.setFocus()

    @Slot()
    def reload(self) -> None:
        self.filters.offer()
        self.table.reload()
        nothing = self.filters.wanted() == Wanted()
        self.table.set_empty_text(
            "还没有活动。按 Ctrl+N 新增第一场。" if nothing else "没有符合条件的活动，请放宽上面的条件。"
        )
        self.foot.sum_up(self.filters.wanted(), len(self.table.rows_model().ids()))
        self._on_selection()

    # What the clerk does

    @Slot()
    def add(self) -> None:
        kinds = [row for row in categories.listed() if not row.retired]
        last = self._workbench.look.choice(KIND)
        kind = next((row for row in kinds if row.name == last), kinds[0])
        self._enter(sessions.fresh(kind.id, date.today()))

    @Slot()
    def change(self) -> None:
        from desktop_app.ui.dialogs.session_dialog import SessionDialog  # noqa: PLC0415  dialogs load when they are used

        if row := self._chosen():
            save = partial(sessions.change, row.id)
            SessionDialog(self._workbench, sessions.draft_of(row.id), save, self, session_id=row.id).run()

    @Slot()
    def copy(self) -> None:
        """Enter a new session like this one, held today; a title that only counts goes on counting."""
        if row := self._chosen():
            old = sessions.draft_of(row.id)
            fresh = sessions.fresh(old.category_id, date.today())
            title = fresh.title if _COUNTED.match(old.title) else old.title
            self._enter(
                replace(old, title=title, held_on=fresh.held_on, number="", planned_on=None, outsiders=(),
                        state=SessionState.DUE, reason="", first_topics=(), report_due_on=None,
                        report_handed_in_on=None, series_id=None)
            )  # fmt: skip

    @Slot()
    def remove(self) -> None:
        ids = self.table.selected_ids()
        if not ids:
            return
        recorded = len(session_list.keys(Wanted(ids=tuple(ids), state=SessionState.RECORDED)))
        also = f"其中{recorded}场已登记，出勤记录一并删除。" if recorded else ""
        also += "其中的第一议题和附件一并删除。" if sessions.have_more(ids) else ""
        text = f"要删除所选的{len(ids)}场活动吗？{also}删除后按 Ctrl+Z 可以恢复。"
        if self._workbench.ask("删除活动", text, f"删除{len(ids)}场"):
            self._workbench.do(partial(sessions.remove, ids))

    @Slot()
    def record(self) -> None:
        if row := self._chosen():
            self._open_sheet(row.id)

    @Slot()
    def record_scores(self) -> None:
        """Enter the results of an exam, or of anything that was tested."""
        from desktop_app.ui.dialogs.scores_dialog import ScoresDialog  # noqa: PLC0415

        if row := self._chosen():
            ScoresDialog(self._workbench, row.id, self).run()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files for a session; tables alone are left to the window, which imports them."""
        if set(dropped_paths(event)) - set(dropped_files(event)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what is dropped to the session it is dropped on."""
        viewport = self.table.viewport()
        position = viewport.mapFrom(self, event.position().toPoint())
        number = self.table.rowAt(position.y())
        row = self.table.rows_model().row_at(number) if number >= 0 else None
        event.acceptProposedAction()
        if row is None:
            self._workbench.messages.warn("请把文件拖到要附上它的那一场活动上。")
        else:
            attach(self._workbench, "session", row.id, dropped_paths(event))

    @Slot()
    def record_next(self) -> None:
        """Record the earliest session that waits."""
        waiting = session_list.next_unrecorded()
        if waiting is None:
            self._workbench.status.emit("没有未登记的活动。")
        else:
            self._open_sheet(waiting)

    @Slot()
    def call_off(self) -> None:
        if row := self._chosen():
            what = f"“{row.title}”设为不举行，不再等待登记，也不计入次数。"
            self._ask_why("设为不举行", what, partial(sessions.call_off, row.id))

    @Slot()
    def postpone(self) -> None:
        from desktop_app.ui.dialogs.postpone_dialog import PostponeDialog  # noqa: PLC0415

        if row := self._chosen():
            PostponeDialog(self._workbench, row, self).run()

    @Slot()
    def lock(self) -> None:
        ids = self.table.selected_ids()
        recorded = session_list.keys(Wanted(ids=tuple(ids), state=SessionState.RECORDED))
        if not recorded:
            self._workbench.messages.warn("所选的没有已登记的活动，只有已登记的能锁定。")
        elif self._workbench.do(partial(sessions.lock, recorded)):
            self._workbench.status.emit(f"已锁定{len(recorded)}场。")

    @Slot()
    def unlock(self) -> None:
        if row := self._chosen():
            what = f"“{row.title}”解锁后可以再改，事由留在历史里。"
            self._ask_why("解锁", what, partial(sessions.unlock, row.id))

    @Slot()
    def note_problem(self) -> None:
        from desktop_app.records import problems  # noqa: PLC0415
        from desktop_app.ui.dialogs.problem_dialog import ProblemDialog  # noqa: PLC0415

        row = self._chosen()
        if row and ProblemDialog(self._workbench, problems.fresh(row.id), problems.add, self).run():
            self._workbench.status.emit("问题已登记，列在“问题整改”里。")

    @Slot()
    def open_sign_in(self) -> None:
        from desktop_app.exchange.outputs import sign_in  # noqa: PLC0415

        self._open_output(sign_in.OUTPUT.name)

    @Slot()
    def open_file(self) -> None:
        from desktop_app.exchange.outputs import training_file  # noqa: PLC0415

        self._open_output(training_file.OUTPUT.name)

    def _open_output(self, name: str) -> None:
        """Show an output of the chosen session among the 表册."""
        from desktop_app.exchange.output import Choice  # noqa: PLC0415

        if row := self._chosen():
            month = Period.month(row.held_on.year, row.held_on.month)
            self._workbench.open_output.emit(name, Choice(month, session_id=row.id))

    @Slot()
    def edit_kinds(self) -> None:
        from desktop_app.ui.dialogs.category_dialog import CategoriesDialog  # noqa: PLC0415

        CategoriesDialog(self._workbench, self).run()

    def _ask_why(self, do_text: str, what: str, save: Callable[[str], set[str]]) -> None:
        from desktop_app.ui.dialogs.reason_dialog import ReasonDialog  # noqa: PLC0415

        ReasonDialog(self._workbench, do_text, what, save, self).run()

    def _enter(self, given: SessionDraft) -> None:
        from desktop_app.ui.dialogs.session_dialog import SessionDialog  # noqa: PLC0415

        if SessionDialog(self._workbench, given, self._add, self).run():
            self.show_record(self._added)

    def _add(self, draft: SessionDraft) -> set[str]:
        self._added = sessions.add(draft)
        kind = next(row.name for row in categories.listed() if row.id == draft.category_id)
        self._workbench.look.keep_choice(KIND, kind)
        return {"session", "part", "external_headcount", "first_topic", "attachment"}

    def _open_sheet(self, session_id: int) -> None:
        from desktop_app.ui.dialogs.attendance_dialog import AttendanceDialog  # noqa: PLC0415

        AttendanceDialog(self._workbench, session_id, self.window()).open()

    # Building

    def _make_actions(self) -> None:
        self.add_action = action(self, "新增…", "Ctrl+N", self.add, "新增一场活动")
        self.change_action = action(self, "修改…", "F2", self.change, "修改选中的一场，回车也可以")
        self.copy_action = action(self, "复制为新活动…", "Ctrl+Shift+N", self.copy, "照选中的一场新增")
        self.remove_action = action(self, "删除", "Del", self.remove)
        self.record_action = action(self, "登记出勤…", "Ctrl+D", self.record, "登记选中的一场，未登记的双击也可以")
        self.record_next_action = action(
            self, "登记下一场未登记…", "Ctrl+Shift+D", self.record_next, "登记最早的一场未登记"
        )
        self.scores_action = action(
            self, "成绩…", "Ctrl+Shift+E", self.record_scores, "登记选中一场的成绩、合格与否和证书编号"
        )
        tip = "改到后面一天，原定的日子也留下"
        self.postpone_action = action(self, "推迟…", "Ctrl+P", self.postpone, tip)
        self.call_off_action = action(self, "不举行…", "Ctrl+K", self.call_off, "写明事由，设为不举行")
        self.lock_action = action(self, "锁定", "Ctrl+L", self.lock, "锁定选中的已登记活动，不再改动")
        self.unlock_action = action(self, "解锁…", "Ctrl+Shift+L", self.unlock, "写明事由，解锁选中的一场")
        self.kinds_action = action(self, "活动类型…", "Ctrl+Shift+T", self.edit_kinds, "增加、修改、停用活动类型")
        self.problem_action = action(self, "登记问题…", "Ctrl+M", self.note_problem, "登记选中的一场活动查摆出的问题")
        tip = "选中一场的签到表，到“表册”里打印或存成文件"
        self.sign_in_action = action(self, "签到表…", "Ctrl+Shift+P", self.open_sign_in, tip)
        tip = "选中一场的封面和材料，到“表册”里打印或存成文件"
        self.file_action = action(self, "一期一档…", "Ctrl+I", self.open_file, tip)
        self.find_action = action(self, "查找", "Ctrl+F", self.filters.look_for_words)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for each in (self.add_action, self.change_action, self.copy_action, self.remove_action):
            buttons.addWidget(button(each, primary=each is self.add_action))
        buttons.addSpacing(GAP)
        for each in (self.record_action, self.record_next_action):
            buttons.addWidget(button(each))
        buttons.addSpacing(GAP)
        buttons.addWidget(self._more_button())
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(buttons)
        layout.addWidget(self.filters)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.foot)

    def _more_button(self) -> QToolButton:
        more = QToolButton()
        more.setText("更多")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        fill(menu, [
            self.scores_action, None, self.postpone_action, self.call_off_action, self.lock_action,
            self.unlock_action, None, self.sign_in_action, self.file_action, None, self.problem_action, None,
            self.kinds_action,
        ])  # fmt: skip
        more.setMenu(menu)
        return more

    # Showing

    def _keys(self, order: str, descending: bool) -> list[int]:
        return session_list.keys(self.filters.wanted(), order, descending=descending)

    def _chosen(self) -> SessionRow | None:
        """Return the one row that is selected."""
        return self.table.current_row() if len(self.table.selected_ids()) == 1 else None

    @Slot()
    def _on_selection(self) -> None:
        chosen, row = len(self.table.selected_ids()), self._chosen()
        state = row.state if row else None
        for each in (self.change_action, self.copy_action, self.record_action, self.scores_action, self.problem_action,
                     self.sign_in_action, self.file_action):  # fmt: skip
            each.setEnabled(row is not None)
        for each in (self.postpone_action, self.call_off_action):
            each.setEnabled(state in UNRECORDED)
        self.unlock_action.setEnabled(state == SessionState.LOCKED)
        self.lock_action.setEnabled(chosen > 1 or state == SessionState.RECORDED)
        self.remove_action.setEnabled(chosen > 0)
        self.foot.show_selected(chosen)

    @Slot(object)
    def _on_activated(self, row: SessionRow) -> None:
        """Record a waiting session that was double-clicked; Enter changes, whatever it is."""
        if row.is_due and QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self.record()
        else:
            self.change()
