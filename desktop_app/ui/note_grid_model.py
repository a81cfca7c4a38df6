"""The cells of the month grid: what is kept, and over it what was typed and is not saved yet."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from desktop_app.core.errors import UserError
from desktop_app.core.note_entry import Amount, parse_amount
from desktop_app.core.period import Period
from desktop_app.records.note_grid import Cell, Grid, Line, Place
from desktop_app.ui import theme
from desktop_app.ui.theme import Tone

Index = QModelIndex | QPersistentModelIndex
NAME, UNIT, KINDS_FROM = 0, 1, 2
NO_MONTH = Grid(Period(date.min, date.min), (), (), {})


class NoteGridModel(QAbstractTableModel):
    """People down; name, unit, a column for each kind, and the words of the month."""

    typed_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid = NO_MONTH
        self._typed: dict[Place, str] = {}
        self._acts: list[tuple[Place, str]] = []
        self._cadres: set[int] = set()
        self._words_to_a_page = 0

    @property
    def grid(self) -> Grid:
        return self._grid

    def show(self, grid: Grid, words_to_a_page: int) -> None:
        """Show a month; what was typed for the same month stays where there is still no note.

        Of a person or kind that is gone it is not seen, and there again when an undo brings these back.
        """
        if grid.month != self._grid.month:
            self._typed.clear()
            self._acts.clear()
        self.beginResetModel()
        self._grid, self._words_to_a_page = grid, words_to_a_page
        self._cadres = {line.cadre_id for line in grid.lines}
        self._typed = {place: text for place, text in self._typed.items() if place not in grid.cells}
        self._acts = [(place, before) for place, before in self._acts if place not in grid.cells]
        self.endResetModel()
        self.typed_changed.emit()

    def typed(self) -> Mapping[Place, str]:
        """Return the cells that are not saved, as they were typed."""
        return {place: text for place, text in self._typed.items() if self.is_seen(place)}

    def amounts(self) -> dict[Place, Amount]:
        """Return what is not saved; UserError where a cell is no amount."""
        read = {place: parse_amount(text, self._words_to_a_page) for place, text in self.typed().items()}
        return {place: amount for place, amount in read.items() if amount}

    def first_wrong(self) -> Place | None:
        return next((place for place in self.typed() if self._problem(place)), None)

    def forget(self) -> None:
        """Drop what was typed."""
        self.beginResetModel()
        self._typed.clear()
        self._acts.clear()
        self.endResetModel()
        self.typed_changed.emit()

    def can_take_back(self) -> bool:
        return any(self.is_seen(place) for place, _ in self._acts)

    def take_back(self) -> QModelIndex:
        """Put back what stood in the cell that was typed last and is seen; return the cell."""
        number = max(number for number, (place, _) in enumerate(self._acts) if self.is_seen(place))
        place, before = self._acts[number]
        left = [act for other, act in enumerate(self._acts) if other != number]
        self.setData(self.index_of(place), before)
        self._acts = left
        return self.index_of(place)

    def is_seen(self, place: Place) -> bool:
        return place[0] in self._cadres and place[1] in self._grid.kinds

    def line_at(self, row: int) -> Line:
        return self._grid.lines[row]

    def place_at(self, index: Index) -> Place | None:
        """Return the cell; None for name, unit and sum."""
        if not index.isValid() or not KINDS_FROM <= index.column() < KINDS_FROM + len(self._grid.kinds):
            return None
        return self._grid.lines[index.row()].cadre_id, self._grid.kinds[index.column() - KINDS_FROM]

    def cell_at(self, index: Index) -> Cell | None:
        place = self.place_at(index)
        return self._grid.cells.get(place) if place else None

    def refusal(self, index: Index) -> str:
        """Return why nothing can be typed into a cell; empty where it can, and where nobody would."""
        place, cell = self.place_at(index), self.cell_at(index)
        if place is None:
            return ""
        line = self.line_at(index.row())
        if cell:
            kept = f"{line.full_name}这个月的{place[1]}已登记{len(cell.note_ids)}篇"
            return f"{kept}：修改请按 F2 打开，再登记一篇请按 Ctrl+N。"
        return "" if line.is_in_post else f"{line.full_name}月底已离岗，这里不能登记；要补登记请按 Ctrl+N。"

    def index_of(self, place: Place) -> QModelIndex:
        row = next(number for number, line in enumerate(self._grid.lines) if line.cadre_id == place[0])
        return self.index(row, KINDS_FROM + self._grid.kinds.index(place[1]))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._grid.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else KINDS_FROM + len(self._grid.kinds) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self.place_at(index) and not self.cell_at(index) and self.line_at(index.row()).is_in_post:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return ("姓名", "单位", *self._grid.kinds, "合计字数")[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(right=section >= KINDS_FROM)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place = self.place_at(index)
        found: Any = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                found = self._text(index, place)
            case Qt.ItemDataRole.EditRole:
                found = self._typed.get(place, "") if place else None
            case Qt.ItemDataRole.TextAlignmentRole:
                found = _side(right=index.column() >= KINDS_FROM)
            case Qt.ItemDataRole.ToolTipRole:
                found = self._tip(index, place)
            case Qt.ItemDataRole.FontRole if place in self._typed:
                found = QFont()
                found.setBold(True)
            case Qt.ItemDataRole.BackgroundRole if place in self._typed:
                found = theme.soft(Tone.BAD if self._problem(place) else Tone.WARN)
            case Qt.ItemDataRole.ForegroundRole:
                found = self._color(index, place)
        return found

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        place = self.place_at(index)
        if place is None or role != Qt.ItemDataRole.EditRole:
            return False
        text = str(value).strip()
        if text == self._typed.get(place, ""):
            return False
        self._acts.append((place, self._typed.get(place, "")))
        if text:
            self._typed[place] = text
        else:
            del self._typed[place]
        self.dataChanged.emit(index, index)
        self.typed_changed.emit()
        return True

    def _text(self, index: Index, place: Place | None) -> str:
        line = self.line_at(index.row())
        if index.column() == NAME:
            return line.full_name
        if index.column() == UNIT:
            return line.unit if line.is_in_post else "已离岗"
        if place is None:
            words = sum(cell.words for (cadre, _), cell in self._grid.cells.items() if cadre == line.cadre_id)
            return f"{words:,}" if words else ""
        if place in self._typed:
            return self._typed[place]
        cell = self._grid.cells.get(place)
        if cell is None:
            return ""
        return f"{cell.words:,}" if len(cell.note_ids) == 1 else f"{len(cell.note_ids)}篇 {cell.words:,}"

    def _tip(self, index: Index, place: Place | None) -> str | None:
        if place in self._typed:
            return self._problem(place) or "还没有保存"
        cell = self.cell_at(index)
        if cell is None:
            return None
        signed = f"，已签{cell.signed}篇" if cell.signed else ""
        return f"{len(cell.note_ids)}篇，{cell.words:,}字{signed}；按 F2 打开"

    def _color(self, index: Index, place: Place | None) -> Any:
        if place in self._typed and self._problem(place):
            return theme.color(Tone.BAD)
        cell = self.cell_at(index)
        if cell and cell.signed == len(cell.note_ids):
            return theme.color(Tone.GOOD)
        return theme.color(Tone.QUIET) if place is None and index.column() != NAME else None

    def _problem(self, place: Place | None) -> str:
        """Return what is wrong with what was typed; empty where nothing is."""
        try:
            parse_amount(self._typed[place] if place else "", self._words_to_a_page)
        except UserError as error:
            return str(error)
        return ""


def _side(*, right: bool) -> Qt.AlignmentFlag:
    return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
