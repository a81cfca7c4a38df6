"""The people of an attendance sheet with the marks they are being given.

What is typed lives here until it is saved: the marks as stored, the marks as they stand on the screen, and the acts
in between, so that one may be taken back before anything was written. Leave entered in advance stands there as a guess
until the sheet is saved.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop_app.core.attendance import Entry, Mark
from desktop_app.core.collation import plain
from desktop_app.records.attendance import Given, Sheet, SheetLine

Index = QModelIndex | QPersistentModelIndex
Marks = dict[int, Entry | None]
"""By cadre id; None is 未登记."""

UNMARKED = "未登记"
FROM_LEAVE = "按请假单填"


@dataclass(frozen=True)
class Totals:
    """How many have which mark, counted from the marks and never typed."""

    people: int
    by_mark: Mapping[Mark, int]

    @property
    def due(self) -> int:
        """应到, as the register counts it: whoever has a mark."""
        return sum(self.by_mark.values())

    @property
    def attended(self) -> int:
        """实到: 到, 迟到 and 补学."""
        return sum(number for mark, number in self.by_mark.items() if mark.is_attended)

    @property
    def unmarked(self) -> int:
        return self.people - self.due


class RollModel(QAbstractListModel):
    """One row a person; those the filter hides keep their marks, saved or not."""

    marks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[SheetLine, ...] = ()
        self._shown: tuple[SheetLine, ...] = ()
        self._row_of: dict[int, int] = {}
        self.made_up = Entry(Mark.MADE_UP)
        """What is put down for whoever is marked 补学: the day and way that were given last."""
        self._stored: Marks = {}
        self._guessed: Marks = {}
        self._marks: Marks = {}
        self._acts: list[Marks] = []
        self._unit = ""
        self._text = ""

    def show_sheet(self, sheet: Sheet, *, keep_unsaved: bool) -> None:
        """Show a sheet as it is stored; marks not saved yet stay on top of it where they are to be kept."""
        unsaved = self.unsaved() if keep_unsaved else {}
        self._all = sheet.lines
        self._stored = {line.cadre_id: line.entry for line in sheet.lines}
        self._guessed = {} if sheet.is_recorded else _guesses(sheet.lines)
        shown = {cadre: entry for cadre, entry in unsaved.items() if cadre in self._stored}
        self._marks = self._stored | self._guessed | shown
        self._forget_acts()
        self._show_wanted()

    def _forget_acts(self) -> None:
        """Forget what was saved meanwhile: it is the program's history that takes that back."""
        unsaved = self.unsaved()
        left = [{cadre: mark for cadre, mark in act.items() if cadre in unsaved} for act in self._acts]
        self._acts = [act for act in left if act]

    def narrow(self, unit: str, text: str) -> None:
        """Show the people of a unit ("" for all) whose name holds the text or whose initials begin with it."""
        self._unit, self._text = unit, plain(text).lower()
        self._show_wanted()

    def _show_wanted(self) -> None:
        wanted = tuple(line for line in self._all if self._is_wanted(line))
        if [line.cadre_id for line in wanted] == [line.cadre_id for line in self._shown]:
            self._shown = wanted
            self._tell(range(len(wanted)))
            return
        self.beginResetModel()
        self._shown = wanted
        self._row_of = {line.cadre_id: row for row, line in enumerate(wanted)}
        self.endResetModel()
        self.marks_changed.emit()

    def _is_wanted(self, line: SheetLine) -> bool:
        text_fits = self._text in plain(line.full_name).lower() or line.initials.startswith(self._text)
        return (not self._unit or line.unit == self._unit) and text_fits

    def line(self, row: int) -> SheetLine:
        return self._shown[row]

    def lines(self) -> Sequence[SheetLine]:
        """Return the people shown."""
        return self._shown

    def mark(self, row: int) -> Mark | None:
        entry = self._marks[self._shown[row].cadre_id]
        return entry.mark if entry else None

    def entry(self, cadre: int) -> Entry | None:
        return self._marks.get(cadre)

    def is_unsaved(self, row: int) -> bool:
        return self.is_unsaved_of(self._shown[row].cadre_id)

    def is_guessed(self, row: int) -> bool:
        """Whether the mark only follows from a leave entered in advance."""
        return self.is_guess(self._shown[row].cadre_id)

    def is_guess(self, cadre: int) -> bool:
        return cadre in self._guessed and self._marks[cadre] == self._guessed[cadre]

    def set_marks(self, marks: Mapping[int, Given | None]) -> None:
        """Give these people these marks, as one act."""
        wanted = {cadre: self._entered(cadre, given) for cadre, given in marks.items()}
        act = {cadre: self._marks[cadre] for cadre, entry in wanted.items() if self._marks[cadre] != entry}
        if not act:
            return
        self._acts.append(act)
        self._write({cadre: wanted[cadre] for cadre in act})

    def _entered(self, cadre: int, given: Given | None) -> Entry | None:
        """Return a mark with what is known to belong to it."""
        if given is None or isinstance(given, Entry):
            return given
        known = (self._marks[cadre], self._stored[cadre], self._guessed.get(cadre))
        same = next((entry for entry in known if entry and entry.mark is given), None)
        return same or (self.made_up if given is Mark.MADE_UP else Entry(given))

    def set_shown(self, mark: Mark | None, *, only_unmarked: bool) -> None:
        """Give everybody shown the mark, or only those who have none yet."""
        cadres = [line.cadre_id for line in self._shown]
        self.set_marks(dict.fromkeys([each for each in cadres if not only_unmarked or self._marks[each] is None], mark))

    def can_take_back(self) -> bool:
        return bool(self._acts)

    def take_back(self) -> bool:
        """Take back the last act not saved yet; False where there is none."""
        if not self._acts:
            return False
        self._write(self._acts.pop())
        return True

    def _write(self, marks: Marks) -> None:
        self._marks |= marks
        self._tell([self._row_of[cadre] for cadre in marks if cadre in self._row_of])

    def _tell(self, rows: Collection[int]) -> None:
        for row in rows:
            index = self.index(row)
            self.dataChanged.emit(index, index)
        self.marks_changed.emit()

    def others(self, mark: Mark | None) -> Counter[Mark]:
        """Return the marks that a bulk set over everybody shown would overwrite."""
        present = (self._marks[line.cadre_id] for line in self._shown)
        return Counter(each.mark for each in present if each is not None and each.mark is not mark)

    def unmarked_shown(self) -> int:
        return sum(self._marks[line.cadre_id] is None for line in self._shown)

    def unsaved(self) -> Marks:
        """Return what was marked and not saved; guesses are not among it."""
        return {cadre: entry for cadre, entry in self._marks.items() if self.is_unsaved_of(cadre)}

    def is_unsaved_of(self, cadre: int) -> bool:
        return self._marks[cadre] != self._guessed.get(cadre, self._stored[cadre])

    def unsaved_shown(self) -> Marks:
        """Return what saving writes: the marks changed among the people shown, and what is guessed of them."""
        shown = ((cadre, self._marks[cadre]) for cadre in self._row_of)
        return {cadre: entry for cadre, entry in shown if entry != self._stored[cadre]}

    def unsaved_hidden(self) -> int:
        """Return how many have a mark that is not saved and are not shown."""
        return sum(cadre not in self._row_of for cadre in self.unsaved())

    def guessed(self) -> int:
        """Return how many marks are guesses."""
        return sum(map(self.is_guess, self._guessed))

    def totals(self) -> Totals:
        """Count everybody on the sheet, shown or not."""
        return Totals(len(self._all), Counter(entry.mark for entry in self._marks.values() if entry is not None))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.full_name
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(line, index.row())
            case Qt.ItemDataRole.AccessibleTextRole:
                return "，".join(filter(None, (line.full_name, line.unit, *self.words(index.row()))))
        return None

    def words(self, row: int) -> tuple[str, str]:
        """Return the mark and what belongs to it: (请假, 事假，按请假单填)."""
        entry = self._marks[self._shown[row].cadre_id]
        detail = (entry.detail if entry else "", FROM_LEAVE if self.is_guessed(row) else "")
        return str(entry.mark) if entry else UNMARKED, "，".join(filter(None, detail))

    def _tip(self, line: SheetLine, row: int) -> str:
        mark, detail = self.words(row)
        before = "、".join(mark or UNMARKED for mark in line.before)
        parts = (
            " ".join(filter(None, (line.full_name, line.unit, line.post))),
            f"{mark}：{detail}" if detail else "",
            f"近{len(line.before)}次同类活动：{before}" if before else "",
        )
        return "\n".join(filter(None, parts))


def _guesses(lines: Sequence[SheetLine]) -> Marks:
    """Return what leave entered in advance makes of those who have no mark yet."""
    return {line.cadre_id: Entry.on_leave(line.leave) for line in lines if line.leave and line.entry is None}
