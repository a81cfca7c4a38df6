"""The list of what fell due: a line each, with what becomes of it, decided in place by one key."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Slot
from PySide6.QtGui import QAction, QCursor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QMenu, QWidget

from desktop_app.core.errors import UserError
from desktop_app.core.schedule import day_and_reason, monday, weekday_text
from desktop_app.core.session import SessionState
from desktop_app.records.due import Choice, Decision, Due
from desktop_app.ui.look import Look
from desktop_app.ui.rows_model import Index, RowsModel
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import Tone

EDITED = (Qt.ItemDataRole.EditRole, Qt.ItemDataRole.DisplayRole)


@dataclass(frozen=True)
class Line:
    """Something that fell due and what is to become of it, as typed so far."""

    due: Due
    choice: Choice
    day_text: str = ""
    reason: str = ""

    @property
    def id(self) -> int:
        return self.due.id

    @property
    def decides(self) -> bool:
        """Whether carrying it out changes anything: a session that waits already goes on waiting."""
        waits = self.due.session_id is not None and self.due.state != SessionState.PLANNED
        return self.choice is not Choice.RECORD or not waits

    @property
    def is_old(self) -> bool:
        """Lies before this week and is still a proposal."""
        return self.due.session_id is None and self.due.day < monday(date.today())

    def chosen(self, choice: Choice) -> "Line":
        """Return the line with another choice; on a day off the reason is known."""
        return replace(self, choice=choice, reason=self.reason or (self.due.off if choice is Choice.OFF else ""))

    def decision(self) -> Decision:
        """Return what is to be carried out; UserError for a day that is none."""
        if self.choice is not Choice.POSTPONE or not self.day_text:
            return Decision(self.due, self.choice, None, self.reason)
        try:
            return Decision(self.due, self.choice, *day_and_reason(self.day_text, self.due.day))
        except UserError as error:
            raise UserError(str(error), str(self.id)) from None


def line_of(due: Due) -> Line:
    return Line(due, due.usual).chosen(due.usual)


def _tone(line: Line) -> Tone | None:
    return Tone.QUIET if line.choice is Choice.OFF else None


def _choice_tone(line: Line) -> Tone:
    return {Choice.RECORD: Tone.GOOD, Choice.POSTPONE: Tone.ACCENT, Choice.OFF: Tone.QUIET}[line.choice]


def _typed_tone(line: Line) -> Tone | None:
    """Colour what is still missing."""
    needed = {Choice.POSTPONE: line.day_text, Choice.OFF: line.reason}.get(line.choice)
    return Tone.WARN if needed == "" else _tone(line)


def _title(line: Line) -> str:
    due = line.due
    return f"{due.title}（原定{due.planned_on}）" if due.planned_on not in (None, due.day) else due.title


def _state(line: Line) -> str:
    if line.due.session_id is None:
        return "例行安排"
    return "未登记" if line.due.state == SessionState.DUE else line.due.state


def _typed(line: Line) -> str:
    """Return what the choice needs, or what is missing of it."""
    match line.choice:
        case Choice.POSTPONE:
            return line.day_text or "填日期，如 3-9，后面可写事由"
        case Choice.OFF:
            return line.reason or "填事由"
    return line.due.off or line.due.in_lieu


COLUMNS: tuple[Column[Line], ...] = (
    Column("日期", lambda line: f"{line.due.day.isoformat()} {weekday_text(line.due.day)}", width=9, tint=_tone),
    Column("时间", lambda line: line.due.start, width=3, tint=_tone),
    Column("类型", lambda line: line.due.category, width=6, tint=_tone),
    Column("题目", _title, width=12, stretch=True, tint=_tone),
    Column("现状", _state, width=5, tint=_tone),
    Column("处理", lambda line: line.choice, width=4, tint=_choice_tone),
    Column("推迟到几日，不举行的事由", _typed, width=17, tint=_typed_tone),
)
CHOICE, TYPED = 5, 6
NEEDING = (Choice.POSTPONE, Choice.OFF)
"""The choices for which something is to be typed."""


class DueModel(RowsModel[Line]):
    """The lines, changed in place."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self.row_at(index.row())
        flags = super().flags(index)
        is_edited = line is not None and line.choice in NEEDING and index.column() == TYPED
        return flags | Qt.ItemFlag.ItemIsEditable if is_edited else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.row_at(index.row()) if index.isValid() else None
        if line and role == Qt.ItemDataRole.EditRole:
            return line.day_text if line.choice is Choice.POSTPONE else line.reason
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self.row_at(index.row())
        if line is None or role not in EDITED:
            return False
        if line.choice is Choice.POSTPONE:
            self.put([replace(line, day_text=_shown_day(str(value), line))])
        else:
            self.put([replace(line, reason=str(value).strip())])
        return True

    def put(self, lines: Iterable[Line]) -> None:
        """Replace these lines where they stand."""
        new = {line.id: line for line in lines}
        self._given = [new.get(line.id, line) for line in self._given]
        self._rows = [new.get(line.id, line) for line in self._rows]
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

    def lines(self) -> Sequence[Line]:
        """Return all lines, the oldest first."""
        return self._given


class DueTable(TableView[Line]):
    """Goes on to the next line after each decision; what a choice needs is typed in its cell."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(COLUMNS, "due", look, parent)
        self._show_model(DueModel(COLUMNS))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._on_clicked)

    def due_model(self) -> DueModel:
        model = self.rows_model()
        assert isinstance(model, DueModel)
        return model

    def choose(self, choice: Choice) -> None:
        """Give the selected lines a choice; for one alone what it needs is asked for at once."""
        self.due_model().put([line.chosen(choice) for line in self.selected_rows()])
        self.selection_changed.emit()
        if len(self.selected_ids()) == 1 and not self.edit_needed():
            self.go_on()

    def edit_needed(self) -> bool:
        """Open the cell that the choice of the current line needs; False where it needs none."""
        line = self.current_row()
        if line is None or line.choice not in NEEDING:
            return False
        index = self.model().index(self.currentIndex().row(), TYPED)
        self._go_to(index)
        self.edit(index)
        return True

    def go_on(self) -> None:
        """Go to the next line; the last one stays."""
        index = self.model().index(self.currentIndex().row() + 1, 0)
        if index.isValid():
            self._go_to(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() != QAbstractItemView.State.EditingState:  # Enter in an open cell comes here as well
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:  # Enter
            self.go_on()

    def _go_to(self, index: QModelIndex) -> None:
        """Choose the row of a cell, whatever key is held while it happens."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        line = self.due_model().row_at(index.row())
        if index.column() == CHOICE:
            menu = QMenu(self)
            for choice in Choice:
                menu.addAction(choice)
            menu.triggered.connect(self._on_menu)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(QCursor.pos())
        elif line and line.choice in NEEDING and index.column() == TYPED:
            self.edit(index)

    @Slot(QAction)
    def _on_menu(self, chosen: QAction) -> None:
        self.choose(Choice(chosen.text()))


def _shown_day(text: str, line: Line) -> str:
    """Write a day out in full; what is none stays as it was typed."""
    if not text.strip():
        return ""
    try:
        day, reason = day_and_reason(text, line.due.day)
    except UserError:
        return text  # said when it is carried out
    return f"{day.isoformat()} {reason}".strip()
