"""月度登记: the notebooks of a month typed in one go: people down, kinds across, words or pages in the cells."""

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.core.errors import UserError
from desktop_app.records import note_grid, notes, settings
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.dialogs.note_dialog import NoteDialog, blank
from desktop_app.ui.fields import ROOM_FOR_ICON, DateField
from desktop_app.ui.note_grid_model import NoteGridModel
from desktop_app.ui.note_grid_view import NoteGridView
from desktop_app.ui.outputs.month_field import MonthField
from desktop_app.ui.page import Page
from desktop_app.ui.theme import GAP, MARGIN, Tone
from desktop_app.ui.workbench import Workbench

HINT = "在格里填字数（1200、1.2万）或页数（3页）；回车到下一人，Tab 到右边一类，Ctrl+S 一次保存。"
SAVE, DROP, STAY = "保存", "放弃", "取消"


class NoteGridPage(Page):
    """A month at a time; what is typed stays until it is saved or given up."""

    watches = frozenset({"note", "review", "cadre", "posting", "unit", "quota", "setting"})

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        today = date.today()
        self.month = MonthField()
        self.month.set_years(self._years())
        self.month.set_month(today.year, today.month)
        self._shown = self.month.period()
        self.handed_in_on = DateField(note_grid.default_day(self._shown))
        self.handed_in_on.setAccessibleName("提交日期")
        self.model = NoteGridModel(self)
        self.view = NoteGridView(self.model)
        self.view.set_empty_text("这个月没有在岗的人。请先在“干部”里登记人员。")
        self.problem = theme.label("", tone=Tone.BAD)
        self.problem.setWordWrap(True)
        self.foot = theme.label("", tone=Tone.QUIET)
        self._make_actions()
        self._lay_out()
        self.model.typed_changed.connect(self._on_typed)
        self.month.changed.connect(self._on_month)
        self.view.opened.connect(self.open_note)
        self.view.refused.connect(self._say)
        self.view.moved.connect(self._on_moved)
        self.setFocusProxy(self.view)
        self.reload()

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        return [
            self.save_action, self.drop_action, None, self.open_action, self.add_action, None,
            self.back_action, self.forth_action,
        ]  # fmt: skip

    @Slot()
    def reload(self) -> None:
        self.month.set_years(self._years())
        is_typing = self.view.finish_editing()  # a reload takes the line she types in away, not what is in it
        index = self.view.currentIndex()
        row, column, place = index.row(), index.column(), self.model.place_at(index)
        self.model.show(note_grid.grid(self._shown), int(settings.current().words_to_a_page))
        self.view.fit_columns()
        if place and self.model.is_seen(place):
            self.view.setCurrentIndex(self.model.index_of(place))
            if is_typing:
                self.view.go_on_typing()
        else:
            self.view.setCurrentIndex(self.model.index(max(row, 0), max(column, 2)))

    def may_close(self) -> bool:
        """Ask what becomes of what is not saved; False where she stays."""
        self.catch_up()
        self._finish()
        if not self.model.typed():
            return True
        count = len(self.model.typed())
        chosen = self._workbench.messages.choose(
            "还没有保存", f"{self._shown.text}有{count}格还没有保存。", [SAVE, DROP, STAY]
        )
        if chosen == SAVE:
            self.save()
        elif chosen == DROP:
            self.model.forget()
        return not self.model.typed()

    @Slot()
    def save(self) -> None:
        """Write all cells that are not saved as one step; where one is wrong it is shown, and nothing is written."""
        self._finish()
        self._say("")
        if wrong := self.model.first_wrong():
            index = self.model.index_of(wrong)
            self.view.setCurrentIndex(index)
            self._say(str(index.data(Qt.ItemDataRole.ToolTipRole)))
            return
        count = len(self.model.typed())
        if count and (error := self._workbench.attempt(self._write)):
            self._show_problem(error)
        elif count:
            self._workbench.status.emit(f"已登记{count}篇。")

    @Slot()
    def drop(self) -> None:
        count = len(self.model.typed())
        text = f"{self._shown.text}有{count}格还没有保存，放弃后就没有了。"
        if count and self._workbench.ask("放弃未保存的", text, f"放弃{count}格", is_final=True):
            self.model.forget()
            self._say("")

    def unsaved_act(self) -> str:
        return "没有保存的一格" if self.model.can_take_back() else ""

    def take_back(self) -> None:
        self._finish()
        self.view.setCurrentIndex(self.model.take_back())

    @Slot()
    def open_note(self) -> None:
        """Open the note of the cell; where it holds several, the list shows the last of them."""
        cell = self.model.cell_at(self.view.currentIndex())
        if cell is None:
            return
        if len(cell.note_ids) > 1:
            self._workbench.open_record.emit("note", cell.note_ids[-1])
            return
        (row,) = notes.rows(cell.note_ids)
        save = partial(notes.change, row.id)
        NoteDialog(self._workbench, notes.draft_of(row.id), save, self, row).run()

    @Slot()
    def add(self) -> None:
        """Enter a note of the person and kind of the cell with all its fields: a title, a second one of the month."""
        place = self.model.place_at(self.view.currentIndex())
        given = blank(place[1] if place else "", self.handed_in_on.known())
        dialog = NoteDialog(self._workbench, replace(given, period=f"{self._shown.first:%Y-%m}"), notes.add, self)
        if place:
            dialog.cadre.set_ids([place[0]])
            dialog.words.setFocus()
        dialog.run()

    def _write(self) -> set[str]:
        return note_grid.save(self._shown, self.handed_in_on.day(), self.model.amounts())

    def _show_problem(self, error: UserError) -> None:
        """Say what is wrong and go where it is: the numbers of several cells stand before their fields."""
        number = error.field.partition(".")[0]
        places = list(self.model.typed())
        if number.isdecimal():
            self.view.setCurrentIndex(self.model.index_of(places[int(number)]))
        self._say(str(error))
        self.handed_in_on.setFocus()

    def _finish(self) -> None:
        QGuiApplication.inputMethod().commit()
        self.view.finish_editing()

    def _years(self) -> list[int]:
        this = date.today().year
        return sorted({*notes.years(), this, this - 1}, reverse=True)  # in January December's notebooks come

    @Slot()
    def _on_month(self) -> None:
        """Show another month, unless there is something to be saved first."""
        asked = self.month.period()
        if asked == self._shown:
            return
        if not self.may_close():
            self.month.set_month(self._shown.first.year, self._shown.first.month)
            return
        self._shown = asked
        self.handed_in_on.set_day(note_grid.default_day(asked))
        self._say("")
        self.reload()

    @Slot()
    def _on_typed(self) -> None:
        count = len(self.model.typed())
        self.save_action.setEnabled(bool(count))
        self.drop_action.setEnabled(bool(count))
        cells = self.model.grid.cells.values()
        written = sum(len(cell.note_ids) for cell in cells)
        words = sum(cell.words for cell in cells)
        text = f"{self._shown.text}已登记{written:,}篇，{words:,}字"
        self.foot.setText(f"{text}　还有{count}格没有保存" if count else text)
        theme.set_tone(self.foot, Tone.WARN if count else Tone.QUIET)

    @Slot()
    def _on_moved(self) -> None:
        self._say("")

    @Slot(str)
    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _make_actions(self) -> None:
        self.save_action = action(self, "保存", "Ctrl+S", self.save, "把没有保存的格一次登记下来")
        self.save_action.setShortcuts([QKeySequence("Ctrl+S"), QKeySequence("Ctrl+Return")])
        self.drop_action = action(self, "放弃未保存的", "Ctrl+Shift+D", self.drop)
        self.open_action = action(self, "打开…", "F2", self.open_note, "打开这一格的心得笔记；有几篇的到列表里看")
        self.add_action = action(self, "新增…", "Ctrl+N", self.add, "给这个人这一类登记一篇，可以填题目、文件")
        self.back_action = action(self, "上个月", "Alt+Left", self.month.step_back)
        self.forth_action = action(self, "下个月", "Alt+Right", self.month.step_forth)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(GAP)
        for each in (self.save_action, self.drop_action, self.open_action, self.add_action):
            above.addWidget(button(each, primary=each is self.save_action))
        above.addStretch(1)
        choices = QHBoxLayout()
        choices.setSpacing(GAP)
        choices.addWidget(self.month)
        label = QLabel("提交日期")
        label.setBuddy(self.handed_in_on)
        self.handed_in_on.setFixedWidth(self.fontMetrics().horizontalAdvance("2022-03-07") + ROOM_FOR_ICON)
        choices.addSpacing(GAP)
        choices.addWidget(label)
        choices.addWidget(self.handed_in_on)
        choices.addStretch(1)
        hint = theme.label(HINT, tone=Tone.QUIET)
        hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(above)
        layout.addLayout(choices)
        layout.addWidget(hint)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.problem)
        layout.addWidget(self.foot)
        self.problem.hide()
