"""The attendance screen (登记出勤): everyone due at a session, marked with few keys and saved as one step."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from desktop_app.core.attendance import KEYS, Mark
from desktop_app.core.period import day_text
from desktop_app.core.session import SessionState
from desktop_app.records import attendance, sessions
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.dialogs.name_list_dialog import NameListDialog
from desktop_app.ui.fields import ChoiceField
from desktop_app.ui.roll_model import UNMARKED, RollModel
from desktop_app.ui.roll_totals import TotalsBar
from desktop_app.ui.roll_view import RollView
from desktop_app.ui.theme import GAP, MARGIN, Role, Tone
from desktop_app.ui.workbench import Workbench

ALL_UNITS = "全部单位"
WEEKDAYS = "一二三四五六日"
READ_ONLY = {
    SessionState.LOCKED: "本场已锁定，只能查看；要修改请先在活动列表里解锁。",
    SessionState.OFF: "本场已设为不举行，只能查看；要登记请先在“修改”里把状态改为待登记。",
}
STATE_TONES = {SessionState.RECORDED: Tone.GOOD, SessionState.LOCKED: Tone.QUIET, SessionState.OFF: Tone.QUIET}


class AttendanceSheet(QWidget):
    """One session at a time; `finished` when nothing is left to record, or its session is gone."""

    finished = Signal()
    watches = frozenset({"attendance", "session", "cadre", "posting", "unit"})

    def __init__(self, workbench: Workbench, session_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.model = RollModel(self)
        self.view = RollView(self.model)
        self.totals = TotalsBar()
        self._make_labels()
        self._make_actions()
        self._make_filter()
        self._lay_out()
        self.model.marks_changed.connect(self._on_marks_changed)
        workbench.changed.connect(self._on_changed)
        self.open_session(session_id)

    def open_session(self, session_id: int) -> None:
        """Show another session's sheet; what was not saved of the one before is dropped."""
        self.session_id = session_id
        self.sheet = attendance.sheet(session_id)
        self.unit.setCurrentIndex(0)
        self.search.clear()
        self._show(keep_unsaved=False)
        self.view.go_to(0)
        self.view.setFocus()

    def unsaved(self) -> int:
        """Return how many people have a mark that is not saved."""
        return len(self.model.unsaved())

    @Slot()
    def save(self) -> bool:
        """Write the marks of the people shown and nobody else's; False where that did not happen."""
        marks = self.model.unsaved_shown()
        if self.sheet.is_recorded and not marks:
            self._workbench.status.emit("没有要保存的改动。")
            return True
        if not self.model.totals().due and not self._workbench.ask(
            "还没有人登记", f"这场{len(self.sheet.lines)}人都还没有标记。保存后算作已登记，实到0人。", "仍然保存"
        ):
            return False
        if not self._workbench.do(lambda: attendance.save(self.session_id, marks)):
            return False
        self._workbench.status.emit(f"已登记“{self.sheet.title}”：{self.totals.text()}")
        return True

    @Slot()
    def save_and_next(self) -> None:
        """Save, then open the next session still to record; the sheet closes when that was the last."""
        if self.view.can_mark and not self.save():
            return
        if self.unsaved():
            self.show_everybody()
            return
        next_id = sessions.next_unrecorded(self.session_id)
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
    def paste_names(self) -> None:
        self._names = NameListDialog(self.sheet, QGuiApplication.clipboard().text(), self)
        self._names.accepted.connect(self._on_names)
        self._names.finished.connect(self._names.deleteLater)
        self._names.open()

    def set_all(self, mark: Mark | None, *, only_unmarked: bool) -> None:
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

    def show_everybody(self) -> None:
        """Hide nobody any more."""
        self.unit.setCurrentIndex(0)
        self.search.clear()

    def leave_search(self) -> bool:
        """Empty the search field and go back to the names; False where the cursor is elsewhere."""
        if not self.search.hasFocus():
            return False
        self.search.clear()
        self.view.setFocus()
        return True

    # Building

    def _make_labels(self) -> None:
        self.title, self.state = theme.label("", Role.TITLE), theme.label("", Role.NOTICE)
        self.subtitle = theme.label("", tone=Tone.QUIET)
        self.notice = theme.label("", Role.NOTICE, Tone.WARN)
        self.notice.setWordWrap(True)
        self.explanation = theme.label(
            "保存后才算已登记、计入各项数字；没有标记的人是未登记，不是缺席。", tone=Tone.QUIET
        )
        keys = [f"<b>{key}</b> {mark or '清除'}" for key, mark in KEYS.items()]
        keys += ["", "<b>拼音首字母</b> 找人（如 zs）", "<b>方向键</b> 移动"]
        self.keys = theme.label("&nbsp;&nbsp;&nbsp;".join(keys), tone=Tone.QUIET)

    def _make_actions(self) -> None:
        self.save_action = action(self, "保存", "Ctrl+S", self.save)
        self.next_action = action(self, "保存并登记下一场", "Ctrl+Return", self.save_and_next)
        self.next_action.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        self.paste_action = action(self, "粘贴名单…", "Ctrl+V", self.paste_names, "把来的人的名单粘贴进来，设为到")
        self.undo_action = action(self, "撤销", "Ctrl+Z", self.take_back)
        self.redo_action = action(self, "重做", "Ctrl+Y", self._workbench.redo)
        self.search_action = action(self, "查找", "Ctrl+F", self._on_search)
        self.bulk_action = action(self, "全部设为…", "Ctrl+A", self._open_bulk, "没有标记的人全部设为同一标记")
        self.bulk = QMenu(self)
        self.bulk_over = QMenu(self)
        self._bulk_marks: dict[QAction, Mark | None] = {}
        self._bulk_heading = self.bulk.addAction("")
        self._bulk_heading.setEnabled(False)
        for menu in (self.bulk, self.bulk_over):
            for key, mark in KEYS.items():
                if mark or menu is self.bulk_over:
                    self._bulk_marks[menu.addAction(f"&{key}  {mark or '清除标记'}")] = mark
        self.bulk.addSeparator()
        self.bulk.addMenu(self.bulk_over)
        self.bulk.triggered.connect(self._on_bulk)

    def _make_filter(self) -> None:
        self.unit = ChoiceField([ALL_UNITS], ALL_UNITS, fixed=True)
        self.unit.setAccessibleName("单位")
        self.search = QLineEdit()
        self.search.setAccessibleName("姓名")
        self.search.setPlaceholderText("姓名或拼音首字母")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(self.fontMetrics().horizontalAdvance("国") * 16)
        self.unit.currentIndexChanged.connect(self._on_filter)
        self.search.textChanged.connect(self._on_filter)
        self.search.returnPressed.connect(self.view.setFocus)

    def _lay_out(self) -> None:
        self.bulk_button = button(self.bulk_action)
        head, tools, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.state)
        head.addWidget(self.explanation)
        head.addStretch()
        tools.addWidget(self.unit)
        tools.addWidget(self.search)
        tools.addWidget(self.bulk_button)
        tools.addWidget(button(self.paste_action))
        tools.addStretch()
        tools.addWidget(button(self.save_action))
        tools.addWidget(button(self.next_action, primary=True))
        foot.addWidget(self.totals)
        for row in (head, tools, foot):
            row.setSpacing(GAP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addLayout(head)
        layout.addWidget(self.subtitle)
        layout.addWidget(self.notice)
        layout.addLayout(tools)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)
        layout.addWidget(self.keys)
        self.setTabOrder(self.view, self.unit)

    # Showing

    def _show(self, *, keep_unsaved: bool) -> None:
        sheet = self.sheet
        day = f"{day_text(sheet.held_on)} 周{WEEKDAYS[sheet.held_on.weekday()]} {sheet.start}"
        self.title.setText(sheet.title)
        self.subtitle.setText("　".join(filter(None, (sheet.category, day.strip(), sheet.place))))
        self.state.setText(str(sheet.state) if sheet.is_recorded or sheet.state in READ_ONLY else UNMARKED)
        theme.set_tone(self.state, STATE_TONES.get(sheet.state, Tone.WARN))
        chosen = self.unit.text()
        self.unit.set_words([ALL_UNITS, *dict.fromkeys(line.unit for line in sheet.lines)])
        self.unit.set_text(chosen if self.unit.findText(chosen) >= 0 else ALL_UNITS)
        self.view.can_mark = not self._why_not()
        self.explanation.setVisible(self.view.can_mark and not sheet.is_recorded)
        self.next_action.setText("保存并登记下一场" if self.view.can_mark else "登记下一场")
        for each in (self.save_action, self.bulk_action, self.paste_action):
            each.setEnabled(self.view.can_mark)
        self.model.show_sheet(sheet, keep_unsaved=keep_unsaved)

    def _why_not(self) -> str:
        """Return why nobody may be marked, in a sentence; empty where they may."""
        if self.sheet.is_ahead:
            return f"还没有到日子（{day_text(self.sheet.held_on)}），到时再登记。"
        return READ_ONLY.get(self.sheet.state, "")

    def _say(self) -> None:
        """Say above the names what one must know of the sheet."""
        hidden = self.unsaved() - len(self.model.unsaved_shown())
        text = self._why_not()
        if hidden:
            text = f"另有{hidden}人的标记被筛选挡住，还没有保存；保存只写显示出来的人。"
        self.notice.setText(text)
        self.notice.setVisible(bool(text))

    # Told

    @Slot()
    def _on_marks_changed(self) -> None:
        self.totals.show_totals(self.model.totals())
        self._say()

    @Slot()
    def _on_filter(self) -> None:
        unit = self.unit.text()
        self.model.narrow("" if unit == ALL_UNITS else unit, self.search.text())
        self.view.go_to(0)

    @Slot()
    def _on_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    @Slot()
    def _open_bulk(self) -> None:
        people, unmarked = self.model.rowCount(), self.model.unmarked_shown()
        self._bulk_heading.setText(f"仅未登记的{unmarked}人设为")
        self.bulk_over.setTitle(f"&A  全部{people}人设为，含已有标记的")
        self.bulk.popup(self.bulk_button.mapToGlobal(self.bulk_button.rect().bottomLeft()))

    @Slot(QAction)
    def _on_bulk(self, chosen: QAction) -> None:
        self.set_all(self._bulk_marks[chosen], only_unmarked=chosen not in self.bulk_over.actions())

    @Slot()
    def _on_names(self) -> None:
        self.model.set_marks(dict.fromkeys(self._names.matched.cadre_ids, Mark.PRESENT))
        self.view.setFocus()

    @Slot(object)
    def _on_changed(self, tables: set[str]) -> None:
        if not self.watches & tables:
            return
        if not sessions.rows([self.session_id]):
            self.finished.emit()
            return
        self.sheet = attendance.sheet(self.session_id)
        self._show(keep_unsaved=True)
