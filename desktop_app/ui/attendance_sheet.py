"""The attendance screen (登记出勤): everyone due at a session, marked with few keys and saved as one step."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop_app.core.attendance import KEYS, Mark
from desktop_app.core.session import SessionState
from desktop_app.records import session_list, sessions
from desktop_app.records.attendance import Sheet
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button, fill
from desktop_app.ui.dialogs.name_list_dialog import NameListDialog
from desktop_app.ui.fields import ChoiceField
from desktop_app.ui.roll_bulk import BulkMenu
from desktop_app.ui.roll_detail import DetailLine
from desktop_app.ui.roll_head import RollHead
from desktop_app.ui.roll_keeping import RollKeeping
from desktop_app.ui.roll_model import UNMARKED, RollModel
from desktop_app.ui.roll_totals import TotalsBar
from desktop_app.ui.roll_view import RollView
from desktop_app.ui.theme import GAP, MARGIN, Tone
from desktop_app.ui.workbench import Workbench

ALL_UNITS = "全部单位"


class AttendanceSheet(QWidget):
    """One session at a time; `finished` when nothing is left to record, or its session is gone."""

    finished = Signal()
    watches = frozenset({"attendance", "session", "cadre", "posting", "unit", "leave_record"})

    def __init__(self, workbench: Workbench, session_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.model = RollModel(self)
        self.keeping = RollKeeping(workbench, self.model, self)
        self.keeping.open(session_id)
        self.head, self.view, self.totals = RollHead(), RollView(self.model), TotalsBar()
        self._make_keys()
        self.below = DetailLine(self.keeping, self.keys)
        self._make_actions()
        self._make_filter()
        self._lay_out()
        self.model.marks_changed.connect(self._on_marks_changed)
        self.view.touched.connect(self.below.touch)
        self.view.detail_wanted.connect(self.below.begin)
        self.below.bar.left.connect(self.view.setFocus)
        workbench.changed.connect(self._on_changed)
        self._begin()

    @property
    def session_id(self) -> int:
        return self.keeping.session_id

    @property
    def sheet(self) -> Sheet:
        """The session as it is stored."""
        return self.keeping.sheet

    def open_session(self, session_id: int) -> None:
        """Show another session's sheet; what was not saved of the one before is dropped."""
        self.show_everybody()
        self.keeping.open(session_id)
        self._begin()

    def unsaved(self) -> int:
        """Return how many people have a mark that is not saved."""
        return len(self.model.unsaved())

    @Slot()
    def record(self) -> bool:
        """Write the marks of the people shown and nobody else's, as 已登记; False where that did not happen."""
        if not self.below.take():
            return False
        if self.sheet.is_recorded and not self.model.unsaved_shown():
            self._workbench.status.emit("没有要保存的改动。")
            return True
        if not self.keeping.record():
            return False
        self._workbench.status.emit(f"已登记“{self.sheet.title}”：{self.totals.text()}")
        return True

    @Slot()
    def save(self) -> bool:
        """Keep the marks without recording the session (草稿); changes to a recorded one are simply saved."""
        if self.sheet.is_recorded:
            return self.record()
        if not self.below.take() or not self.keeping.save_draft():
            return False
        self._workbench.status.emit(f"“{self.sheet.title}”已存草稿，还没有登记，不计入各项数字。")
        return True

    @Slot()
    def save_and_next(self) -> None:
        """Record, then open the next session still to record; the sheet closes when that was the last."""
        if self.view.can_mark and not self.record():
            return
        if self.unsaved():
            self.show_everybody()
            return
        next_id = session_list.next_unrecorded(self.session_id)
        if next_id is None:
            self._workbench.status.emit("没有未登记的活动了。")
            self.finished.emit()
        else:
            self.open_session(next_id)

    @Slot()
    def take_back(self) -> None:
        """Take back the last act not saved yet; after that, the last step of the program."""
        if not self.model.take_back():
            self._workbench.undo()

    @Slot()
    def redo(self) -> None:
        """Do the step again that was undone last; not over unsaved marks, which it may have nothing to do with."""
        if self.unsaved():
            self._workbench.status.emit("还有没保存的标记，请先存草稿或保存，再重做。")
        else:
            self._workbench.redo()

    @Slot()
    def paste_names(self) -> None:
        self._names = NameListDialog(self.sheet, QGuiApplication.clipboard().text(), self)
        self._names.accepted.connect(self._on_names)
        self._names.finished.connect(self._names.deleteLater)
        self._names.open()

    @Slot()
    def all_came(self) -> None:
        """Put 到 down for whoever is shown without a mark."""
        self.set_all(Mark.PRESENT, only_unmarked=True)

    @Slot(object, bool)
    def set_all(self, mark: Mark | None, only_unmarked: bool) -> None:
        """Give everybody shown the mark: those without one, or all after asking."""
        others = self.model.others(mark)
        if not only_unmarked and others:
            named = "、".join(f"{other}{number}人" for other, number in others.items())
            now = mark or UNMARKED
            text = f"显示的人里有{others.total()}人已有别的标记（{named}），都将改为“{now}”。"
            if not self._workbench.ask("覆盖已有的标记", text, f"覆盖{others.total()}人"):
                return
        self.model.set_shown(mark, only_unmarked=only_unmarked)
        self.view.setFocus()

    @Slot()
    def make_up(self) -> None:
        """Open the list of those who missed something."""
        from desktop_app.ui.dialogs.make_up_dialog import MakeUpDialog  # noqa: PLC0415  loaded when it is used

        MakeUpDialog(self._workbench, self.sheet.held_on, self.sheet.title, self).run()

    @Slot()
    def lock(self) -> None:
        self._workbench.do(partial(sessions.lock, [self.session_id]))

    @Slot()
    def unlock(self) -> None:
        from desktop_app.ui.dialogs.reason_dialog import ReasonDialog  # noqa: PLC0415

        what = f"“{self.sheet.title}”解锁后可以再改，事由留在历史里。"
        ReasonDialog(self._workbench, "解锁", what, partial(sessions.unlock, self.session_id), self).run()

    def show_everybody(self) -> None:
        """Hide nobody any more."""
        self.unit.setCurrentIndex(0)
        self.search.clear()

    def leave_field(self) -> bool:
        """Go back to the names from the search field, emptied, or from below them; False from anywhere else."""
        in_search = self.search.hasFocus()
        if in_search:
            self.search.clear()
        elif not self.below.bar.holds_focus():
            return False
        self.view.setFocus()
        return True

    # Building

    def _make_keys(self) -> None:
        keys = [f"<b>{key}</b> {mark or '清除'}" for key, mark in KEYS.items()]
        keys += ["", "<b>拼音首字母</b> 找人（如 zs）", "<b>方向键</b> 移动", "<b>回车</b> 请假类别、补学日期"]
        self.keys = theme.label("&nbsp;&nbsp;&nbsp;".join(keys), tone=Tone.QUIET)

    def _make_actions(self) -> None:
        self.save_action = action(self, "存草稿", "Ctrl+S", self.save, "先存起来，不算登记")
        self.next_action = action(self, "登记并打开下一场", "Ctrl+Return", self.save_and_next)
        self.next_action.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        self.came_action = action(self, "未登记的都到", "Ctrl+1", self.all_came, "没有标记的人都设为到")
        self.paste_action = action(self, "粘贴名单…", "Ctrl+V", self.paste_names, "把来的人的名单粘贴进来，设为到")
        self.undo_action = action(self, "撤销", "Ctrl+Z", self.take_back)
        self.redo_action = action(self, "重做", "Ctrl+Y", self.redo)
        self.search_action = action(self, "查找", "Ctrl+F", self._on_search)
        self.bulk_action = action(self, "全部设为…", "Ctrl+A", self._open_bulk, "没有标记的人全部设为同一标记")
        self.make_up_action = action(self, "待补学…", "Ctrl+M", self.make_up, "缺席、请假的人后来补学了，在这里登记")
        self.lock_action = action(self, "锁定", "Ctrl+L", self.lock, "锁定这一场，不再改动")
        self.unlock_action = action(self, "解锁…", "Ctrl+Shift+L", self.unlock, "写明事由，解锁这一场")
        self.bulk = BulkMenu(self)
        self.bulk.chosen.connect(self.set_all)

    def _make_filter(self) -> None:
        self.unit = ChoiceField([ALL_UNITS], ALL_UNITS, fixed=True)
        self.unit.setAccessibleName("单位")
        self.search = QLineEdit()
        self.search.setAccessibleName("姓名")
        self.search.setPlaceholderText("姓名或拼音首字母")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(self.fontMetrics().horizontalAdvance("国") * 14)
        self.unit.currentIndexChanged.connect(self._on_filter)
        self.search.textChanged.connect(self._on_filter)
        self.search.returnPressed.connect(self.view.setFocus)

    def _lay_out(self) -> None:
        self.bulk_button = button(self.bulk_action)
        tools = QHBoxLayout()
        tools.setSpacing(GAP)
        shown = (button(self.came_action), self.bulk_button, button(self.paste_action), self._more_button())
        for widget in (self.unit, self.search, *shown):
            tools.addWidget(widget)
        tools.addStretch()
        tools.addWidget(button(self.save_action))
        tools.addWidget(button(self.next_action, primary=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(self.head)
        layout.addLayout(tools)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.totals)
        layout.addWidget(self.below)
        self.setTabOrder(self.view, self.unit)

    def _more_button(self) -> QToolButton:
        more = QToolButton()
        more.setText("更多")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        fill(menu, [self.make_up_action, None, self.lock_action, self.unlock_action])
        more.setMenu(menu)
        return more

    # Showing

    def _begin(self) -> None:
        """Begin with the first person of the session that was opened."""
        self._show()
        self.view.go_to(0)
        self.view.setFocus()

    def _show(self) -> None:
        sheet, may_mark = self.sheet, not self.keeping.why_not()
        self.head.show_sheet(sheet)
        chosen = self.unit.text()
        self.unit.set_words([ALL_UNITS, *dict.fromkeys(line.unit for line in sheet.lines)])
        self.unit.set_text(chosen if self.unit.findText(chosen) >= 0 else ALL_UNITS)
        self.view.can_mark = may_mark
        verb = "保存" if sheet.is_recorded else "登记"
        self.next_action.setText(f"{verb}并打开下一场" if may_mark else "打开下一场未登记")
        self.save_action.setText("保存" if sheet.is_recorded else "存草稿")
        for each in (self.save_action, self.came_action, self.bulk_action, self.paste_action):
            each.setEnabled(may_mark)
        self.lock_action.setEnabled(sheet.state is SessionState.RECORDED)
        self.unlock_action.setEnabled(sheet.state is SessionState.LOCKED)
        self._on_marks_changed()

    # Told

    @Slot()
    def _on_marks_changed(self) -> None:
        self.totals.show_totals(self.model.totals())
        self.head.say(self.keeping.why_not(), self.model.unsaved_hidden(), self.model.guessed())

    @Slot()
    def _on_filter(self) -> None:
        unit = self.unit.text()
        self.model.narrow("" if unit == ALL_UNITS else unit, self.search.text())
        self.view.go_to(0)

    @Slot()
    def _on_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def _open_bulk(self) -> None:
        self.bulk.name_scopes(self.model.rowCount(), self.model.unmarked_shown())
        self.bulk.popup(self.bulk_button.mapToGlobal(self.bulk_button.rect().bottomLeft()))

    @Slot()
    def _on_names(self) -> None:
        self.model.set_marks(dict.fromkeys(self._names.matched.cadre_ids, Mark.PRESENT))
        self.view.setFocus()

    @Slot(object)
    def _on_changed(self, tables: set[str]) -> None:
        if not self.watches & tables:
            return
        if not session_list.rows([self.session_id]):
            self.finished.emit()
            return
        self.keeping.read()
        self._show()
