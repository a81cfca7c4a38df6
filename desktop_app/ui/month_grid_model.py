"""The cells of the month grid: stored marks, and those of the one column that is open."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from desktop_app.core.attendance import Entry, Mark
from desktop_app.core.period import day_text
from desktop_app.core.session import SessionState
from desktop_app.records.month_grid import Grid, GridPerson, GridSession
from desktop_app.ui.roll_model import FROM_LEAVE, UNMARKED, RollModel
from desktop_app.ui.roll_painter import TONES
from desktop_app.ui.theme import Tone

Index = QModelIndex | QPersistentModelIndex
CAME = "√"
"""到 steps back, so that everything else is seen."""
NOTHING = Grid((), (), {}, {})
TOTAL = "实到/应到"


class GridModel(QAbstractTableModel):
    """Names down, sessions across, and a last column with how often each came; `roll` holds the open column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid = NOTHING
        self.open_column = -1
        self.roll = RollModel(self)
        self._row_of: dict[int, int] = {}
        self.roll.dataChanged.connect(self._on_roll_changed)

    def show_grid(self, grid: Grid, open_id: int | None) -> None:
        """Show a month; the column of this session is the open one, if it is there."""
        same_shape = (grid.sessions, grid.people) == (self.grid.sessions, self.grid.people)
        if same_shape:
            self.grid = grid
            self.set_open(open_id)
            if self.rowCount() and self.columnCount():
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self.grid = grid
        self._row_of = {person.cadre_id: row for row, person in enumerate(grid.people)}
        self.open_column = self._column_of(open_id)
        self.endResetModel()

    def set_open(self, session_id: int | None) -> None:
        """Let another column be the open one; None for none."""
        before, self.open_column = self.open_column, self._column_of(session_id)
        for column in {before, self.open_column} - {-1}:
            self.dataChanged.emit(self.index(0, column), self.index(self.rowCount() - 1, column))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, column, column)

    def place(self, index: Index) -> tuple[int, int, int, int]:
        """Return a cell in such a way that at() finds it again after a reload: row, column, person, session."""
        row, column = index.row(), index.column()
        session = self.session(column)
        person = self.person(row).cadre_id if 0 <= row < len(self.grid.people) else 0
        return row, column, person, session.id if session else 0

    def at(self, place: tuple[int, int, int, int]) -> tuple[int, int]:
        """Return row and column of the same person and session, else of what stands there now."""
        row, column, person, session_id = place
        same = self._column_of(session_id)
        row = self._row_of.get(person, min(max(row, 0), len(self.grid.people) - 1))
        return row, same if same >= 0 else min(max(column, 0), len(self.grid.sessions) - 1)

    def _column_of(self, session_id: int | None) -> int:
        return next((n for n, session in enumerate(self.grid.sessions) if session.id == session_id), -1)

    def session(self, column: int) -> GridSession | None:
        """Return the session of a column; None for the totals."""
        return self.grid.sessions[column] if 0 <= column < len(self.grid.sessions) else None

    def person(self, row: int) -> GridPerson:
        return self.grid.people[row]

    def may_mark(self, row: int) -> bool:
        """Whether the cell of a row in the open column can be marked."""
        session = self.session(self.open_column)
        return session is not None and self.grid.stands_on(session.id, self.person(row).cadre_id)

    def mark(self, row: int, mark: Mark | None) -> None:
        if self.may_mark(row):
            self.roll.set_marks({self.person(row).cadre_id: mark})

    def entry(self, row: int, column: int) -> Entry | None:
        cadre = self.person(row).cadre_id
        if column == self.open_column:
            return self.roll.entry(cadre)
        return self.grid.entries.get((self.grid.sessions[column].id, cadre))

    def counted(self, column: int) -> tuple[int, int]:
        """Return how many came and how many have a mark; of the open column as it stands."""
        if column == self.open_column:
            totals = self.roll.totals()
            return totals.attended, totals.due
        return self.grid.of_sessions.get(self.grid.sessions[column].id, (0, 0))

    def heading(self, column: int) -> tuple[str, str, str, Tone | None]:
        """Return the three lines over a column and the tone of the last one."""
        session = self.session(column)
        if session is None:
            return "本月", "", TOTAL, Tone.QUIET
        came, marked = self.counted(column)
        day = f"{session.held_on.day}日 {'一二三四五六日'[session.held_on.weekday()]}"
        if session.is_held:
            return day, session.category, f"{came}/{marked}", Tone.GOOD
        is_draft = session.state == SessionState.DRAFT
        waits = is_draft or session.may_open
        told = "草稿" if is_draft else UNMARKED if session.may_open else session.state
        if column == self.open_column and marked:
            told = f"{came}/{marked}"
        return day, session.category, told, Tone.WARN if waits else Tone.QUIET

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.grid.people)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() or not self.grid.sessions else len(self.grid.sessions) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown(index.row(), index.column())[0]
        is_told = role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        return self._told(index.row(), index.column()) if is_told and self.session(index.column()) else None

    def shown(self, row: int, column: int) -> tuple[str, Tone | None]:
        """Return what stands in a cell, and its tone."""
        if column == len(self.grid.sessions):
            came, marked = self.grid.of_people.get(self.person(row).cadre_id, (0, 0))
            return f"{came}/{marked}" if marked else "", Tone.QUIET if came == marked else None
        entry = self.entry(row, column)
        if entry is None:
            return "", None
        return CAME if entry.mark is Mark.PRESENT else str(entry.mark), TONES[entry.mark]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self.person(section).full_name if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(self.heading(section)[:3])
        session = self.session(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                f"{day_text(session.held_on)} {session.start}\n{session.category}　{session.title}\n{session.state}"
                if session
                else "本月已登记的活动里，实到几次、应到几次"
            )
        return None

    def is_blank(self, row: int, column: int) -> bool:
        """Whether the person of a row was not expected at the session of a column."""
        session = self.session(column)
        return session is not None and not self.grid.stands_on(session.id, self.person(row).cadre_id)

    def is_guess(self, row: int, column: int) -> bool:
        """Whether the mark only follows from a leave entered in advance."""
        return column == self.open_column and self.roll.is_guess(self.person(row).cadre_id)

    def is_unsaved(self, row: int, column: int) -> bool:
        cadre = self.person(row).cadre_id
        return column == self.open_column and self.roll.entry(cadre) is not None and self.roll.is_unsaved_of(cadre)

    def _told(self, row: int, column: int) -> str:
        session, person = self.grid.sessions[column], self.person(row)
        what = f"{person.full_name}，{session.held_on.month}月{session.held_on.day}日{session.category}，"
        if self.is_blank(row, column):
            return f"{what}当天不在岗"
        entry = self.entry(row, column)
        if entry is None:
            return f"{what}{UNMARKED}"
        guessed = FROM_LEAVE if self.is_guess(row, column) else ""
        return what + "，".join(filter(None, (str(entry.mark), entry.detail, guessed)))

    @Slot(QModelIndex, QModelIndex)
    def _on_roll_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        for number in range(first.row(), last.row() + 1):
            row = self._row_of.get(self.roll.line(number).cadre_id)
            if row is not None and self.open_column >= 0:
                index = self.index(row, self.open_column)
                self.dataChanged.emit(index, index)
