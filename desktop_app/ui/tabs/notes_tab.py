"""Notes (心得笔记): finding them, entering them, and signing off a stack in one act."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.review import Act, NoteState
from desktop_app.exchange import note_file
from desktop_app.exchange.note_file import FilesRead
from desktop_app.records import notes
from desktop_app.records.notes import NoteDraft, NoteRow, Wanted
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.dialogs.note_dialog import NoteDialog, blank
from desktop_app.ui.dialogs.note_files_dialog import NoteFilesDialog
from desktop_app.ui.dialogs.resubmit_dialog import ResubmitDialog
from desktop_app.ui.dialogs.review_dialog import ReviewDialog, ReviewsDialog
from desktop_app.ui.note_file_field import KINDS
from desktop_app.ui.note_filters import NoteFilters
from desktop_app.ui.page import Page
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, MARGIN, Tone
from desktop_app.ui.workbench import Workbench

TONES = {NoteState.WAITING: Tone.WARN, NoteState.SIGNED: Tone.GOOD, NoteState.RETURNED: Tone.BAD}
BEFORE = {
    Act.SIGN: (NoteState.WAITING, "所选的没有待审的，请先选中待审的心得笔记。"),
    Act.RETURN: (NoteState.WAITING, "所选的没有待审的，只有待审的能退回。"),
    Act.RESUBMIT: (NoteState.RETURNED, "所选的没有退回的，只有退回的能重交。"),
}
"""The state an act needs, and what is said where no selected note is in it."""


def _state(row: NoteRow) -> str:
    return f"{row.state}（签名作废）" if row.is_void else str(row.state)


def _tone(row: NoteRow) -> Tone:
    return Tone.BAD if row.is_void else TONES[row.state]


def _of_last_act(row: NoteRow) -> bool:
    """Whether the last act was somebody's judgement: taking in again and voiding have no signer."""
    return row.act in (Act.SIGN, Act.RETURN)


COLUMNS: tuple[Column[NoteRow], ...] = (
    Column("姓名", lambda row: row.full_name, order="name", width=10),
    Column("单位", lambda row: row.unit or "", width=8),
    Column("类别", lambda row: row.kind, order="kind", width=5),
    Column("题目", lambda row: row.title, stretch=True),
    Column("提交日期", lambda row: row.handed_in_on.isoformat(), order="date", width=7),
    Column("字数", lambda row: f"{row.words:,}", order="words", right=True, width=5),
    Column("来源", lambda row: row.words_source, width=5),
    Column("状态", _state, width=9, tint=_tone),
    Column("审签人", lambda row: (row.signer or "") if _of_last_act(row) else "", width=5),
    Column("审签日期", lambda row: row.signed_on.isoformat() if row.signed_on and _of_last_act(row) else "", width=7),
    Column("等次", lambda row: row.grade or "", width=3),
    Column("意见", lambda row: row.opinion or "", width=8),
)


class NotesTab(Page):
    """A paged list with the everyday acts on a selection."""

    title = "心得笔记"
    watches = frozenset({"note", "review", "cadre", "posting", "unit"})

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self.filters = NoteFilters()
        self.table: TableView[NoteRow] = TableView(COLUMNS, "notes", workbench.look)
        self.table.setAccessibleName("心得笔记")
        self.table.show_pages(self._keys, notes.rows, "date")
        self.foot = theme.label("", tone=Tone.QUIET)
        self._make_actions()
        self._lay_out()
        self.table.selection_changed.connect(self._on_selection)
        self.table.activated_row.connect(self.change)
        self.filters.changed.connect(self.reload)
        self.setFocusProxy(self.table)
        self.reload()

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        return [
            self.add_action, self.receive_action, self.change_action, self.remove_action, None,
            self.sign_action, self.hand_back_action, self.resubmit_action, self.reviews_action, None,
            self.select_waiting_action, self.find_action,
        ]  # fmt: skip

    def show_record(self, note_id: int) -> None:
        """Select the note, with the filters opened where they hide it."""
        if not self.table.select_id(note_id):
            self.filters.clear()
            self.table.select_id(note_id)
        self.table.setFocus()

    @Slot()
    def reload(self) -> None:
        self.filters.offer()
        self.table.reload()
        self.table.set_empty_text(_why_empty(self.filters.wanted()))
        self._on_selection()

    @Slot()
    def add(self) -> None:
        look = self._workbench.look
        given = blank(look.choice("note.kind"), date.today())
        NoteDialog(self._workbench, given, self._add, self).run()

    @Slot()
    def receive_files(self) -> None:
        """Choose the files of a stack of notes."""
        look = self._workbench.look
        if files := self._workbench.messages.ask_open_paths("选择收到的心得笔记", look.export_folder, KINDS):
            look.export_folder = files[0].parent
            self.receive(files)

    def receive(self, files: Sequence[Path]) -> None:
        """Read the files off the screen's thread, then show a line for each."""
        paths = list(files)
        self._workbench.start("读取文件", lambda report: note_file.read_all(paths, report), self._on_read)

    def _on_read(self, found: FilesRead) -> None:
        if not found.texts:
            self._workbench.messages.warn("\n".join(found.problems))
        elif NoteFilesDialog(self._workbench, found, self).run():
            self._workbench.status.emit("已收下，文件在每一篇的附件里。")

    @Slot()
    def change(self) -> None:
        if row := self.table.current_row():
            save = partial(notes.change, row.id)
            NoteDialog(self._workbench, notes.draft_of(row.id), save, self, row).run()

    @Slot()
    def remove(self) -> None:
        ids = self.table.selected_ids()
        if not ids:
            return
        signed = len(notes.keys(Wanted(ids=tuple(ids), state=NoteState.SIGNED)))
        of_these = f"，其中{signed}篇已审签" if signed else ""
        if self._workbench.ask(
            "删除心得笔记", f"要删除所选的{len(ids)}篇心得笔记吗{of_these}？可以用“撤销”恢复。", f"删除{len(ids)}篇"
        ):
            self._workbench.do(partial(notes.remove, ids))

    @Slot()
    def sign(self) -> None:
        self._act(Act.SIGN)

    @Slot()
    def hand_back(self) -> None:
        self._act(Act.RETURN)

    @Slot()
    def resubmit(self) -> None:
        self._act(Act.RESUBMIT)

    @Slot()
    def show_reviews(self) -> None:
        if row := self.table.current_row():
            ReviewsDialog(self._workbench, row, self).run()

    @Slot()
    def select_waiting(self) -> None:
        """Show only those that wait, within the other filters, and select them all."""
        self.filters.show_state(NoteState.WAITING)
        self.table.selectAll()
        self.table.setFocus()

    def _add(self, draft: NoteDraft, files: Sequence[Path]) -> set[str]:
        changed = notes.add(draft, files)
        self._workbench.look.keep_choice("note.kind", draft.kind)
        return changed

    def _act(self, act: Act) -> None:
        chosen = self.table.selected_ids()
        state, nothing = BEFORE[act]
        ids = notes.keys(Wanted(ids=tuple(chosen), state=state), descending=False)
        if not ids:
            self._workbench.messages.warn(nothing)
        elif act is Act.RESUBMIT and len(chosen) == 1:
            ResubmitDialog(self._workbench, notes.rows(ids)[0], self).run()
        elif ReviewDialog(self._workbench, act, ids, self, left_out=len(chosen) - len(ids)).run():
            self._workbench.status.emit(f"已{act}{len(ids)}篇。")

    def _keys(self, order: str, descending: bool) -> list[int]:
        return notes.keys(self.filters.wanted(), order, descending=descending)

    def _make_actions(self) -> None:
        self.add_action = action(self, "新增…", "Ctrl+N", self.add, "登记一篇心得笔记")
        self.receive_action = action(
            self, "收文件…", "Ctrl+D", self.receive_files, "收下 .docx、.txt、.md，自动数字数；拖到窗口里也可以"
        )
        self.change_action = action(self, "修改…", "F2", self.change, "修改选中的一篇，回车也可以")
        self.remove_action = action(self, "删除", "Del", self.remove)
        self.sign_action = action(self, "审签所选…", "Ctrl+G", self.sign, "选中的一次审签")
        self.hand_back_action = action(self, "退回…", "Ctrl+Shift+G", self.hand_back, "附上意见退回选中的")
        self.resubmit_action = action(self, "重交…", "Ctrl+Alt+G", self.resubmit, "退回的改好后重新收下")
        self.reviews_action = action(self, "审签记录", "Ctrl+I", self.show_reviews, "查看这一篇的审签经过")
        self.select_waiting_action = action(self, "全选待审", "Ctrl+Shift+A", self.select_waiting)
        self.find_action = action(self, "查找", "Ctrl+F", self.filters.look_for_words)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for each in self.actions():
            if each is None:
                buttons.addSpacing(GAP)
            elif each is not self.find_action:
                buttons.addWidget(button(each, primary=each is self.add_action))
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(buttons)
        layout.addWidget(self.filters)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.foot)

    @Slot()
    def _on_selection(self) -> None:
        chosen = self.table.selected_ids()
        for each in (self.change_action, self.reviews_action):
            each.setEnabled(len(chosen) == 1)
        for each in (self.remove_action, self.sign_action, self.hand_back_action, self.resubmit_action):
            each.setEnabled(bool(chosen))
        self._show_foot(chosen)

    def _show_foot(self, chosen: Sequence[int]) -> None:
        listed: Sequence[int] = self.table.rows_model().ids()
        text = f"共{len(listed):,}篇"
        if chosen:
            text += f"　已选{len(chosen):,}篇，{notes.words(chosen):,}字"
        self.foot.setText(text)


def _why_empty(wanted: Wanted) -> str:
    if wanted == Wanted():
        return "还没有心得笔记。按 Ctrl+N 登记第一篇。"
    if wanted == Wanted(state=NoteState.WAITING):
        return "没有待审的心得笔记。"
    return "没有符合条件的心得笔记，请放宽上面的条件。"
