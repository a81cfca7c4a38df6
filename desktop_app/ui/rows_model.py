"""What a table shows: a tuple of Columns, and models of rows.

Short lists are read whole (RowsModel). Long ones are kept as ids, of which only blocks around what is looked at become
rows (PagedModel), so that a hundred thousand sessions scroll.
"""

import weakref
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from inspect import ismethod
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.core.collation import pinyin_key
from desktop_app.ui import theme
from desktop_app.ui.theme import Tone

BLOCK = 100
BLOCKS_KEPT = 30


class HasId(Protocol):
    @property
    def id(self) -> int: ...


Row = TypeVar("Row", bound=HasId)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: heading, text of a row, how it is sorted and how it looks.

    `order` names the order of a paged list's query ("" is not sortable there); `sort_key` sorts a list read whole,
    by pinyin of the text when it is not given. `width` in Chinese characters; `stretch` takes the room that is left.
    """

    title: str
    text: Callable[[Row], str]
    order: str = ""
    sort_key: Callable[[Row], Any] | None = None
    right: bool = False
    width: int = 6
    stretch: bool = False
    tint: Callable[[Row], Tone | None] | None = None

    def data(self, row: Row, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(row)
            case Qt.ItemDataRole.ToolTipRole:
                text = self.text(row)
                return text if len(text) > self.width else None
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if self.right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole if self.tint:
                tone = self.tint(row)
                return theme.color(tone) if tone else None
        return None

    def key(self, row: Row) -> Any:
        return self.sort_key(row) if self.sort_key else pinyin_key(self.text(row))


class TableModel(QAbstractTableModel, Generic[Row]):
    """What both kinds of list share: rows by position, ids by position, an order by column."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns

    def row_at(self, number: int) -> Row | None:
        raise NotImplementedError

    def ids(self) -> Sequence[int]:
        """Return the ids of all rows in order."""
        raise NotImplementedError

    def can_sort(self, column: int) -> bool:
        raise NotImplementedError

    def sort_by(self, column: int, *, descending: bool) -> None:
        """Order the rows by a column; -1 is the list's own order."""
        raise NotImplementedError

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.ids())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index.row()) if index.isValid() else None
        return None if row is None else self.columns[index.column()].data(row, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[section].data(None, role)  # type: ignore[arg-type]  # looks at no row
        return None


class RowsModel(TableModel[Row]):
    """Shows a list of rows read beforehand; it never queries."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._given: Sequence[Row] = ()
        self._rows: Sequence[Row] = ()
        self._order = (-1, False)

    def show_rows(self, rows: Sequence[Row]) -> None:
        self._given = rows
        self.sort_by(self._order[0], descending=self._order[1])

    def row_at(self, number: int) -> Row | None:
        return self._rows[number] if number < len(self._rows) else None

    def ids(self) -> Sequence[int]:
        return [row.id for row in self._rows]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def can_sort(self, column: int) -> bool:
        return bool(self.columns[column].title)

    def sort_by(self, column: int, *, descending: bool) -> None:
        self.beginResetModel()
        self._order = (column, descending)
        if column < 0:
            self._rows = self._given
        else:
            self._rows = sorted(self._given, key=self.columns[column].key, reverse=descending)
        self.endResetModel()


class PagedModel(TableModel[Row]):
    """Shows a long list by the ids of its rows.

    `keys(order, descending)` returns all ids, `rows(ids)` reads some of them; `order` and `descending` are the list's
    own. Bound methods are held loosely, so that the tab they belong to is freed with its last reference.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        keys: Callable[[str, bool], list[int]],
        rows: Callable[[Sequence[int]], list[Row]],
        *,
        order: str,
        descending: bool = True,
    ) -> None:
        super().__init__(columns)
        self._keys, self._read = _held(keys), _held(rows)
        self._own = self._order = (order, descending)
        self._ids: list[int] = []
        self._blocks: OrderedDict[int, dict[int, Row]] = OrderedDict()

    def reload(self) -> None:
        """Ask for the ids anew and forget what was read."""
        self.beginResetModel()
        self._ids = self._keys()(*self._order)
        self._blocks.clear()
        self.endResetModel()

    def row_at(self, number: int) -> Row | None:
        if number >= len(self._ids):
            return None
        return self._block(number // BLOCK).get(self._ids[number])

    def ids(self) -> Sequence[int]:
        return self._ids

    def can_sort(self, column: int) -> bool:
        return bool(self.columns[column].order)

    def sort_by(self, column: int, *, descending: bool) -> None:
        self._order = self._own if column < 0 else (self.columns[column].order, descending)
        self.reload()

    def _block(self, number: int) -> dict[int, Row]:
        if number in self._blocks:
            self._blocks.move_to_end(number)
        else:
            found = self._read()(self._ids[number * BLOCK : (number + 1) * BLOCK])
            self._blocks[number] = {row.id: row for row in found}
            if len(self._blocks) > BLOCKS_KEPT:
                self._blocks.popitem(last=False)
        return self._blocks[number]


def _held(function: Callable[..., Any]) -> Callable[[], Any]:
    """Return what gives the function back; a bound method without keeping its owner."""
    if ismethod(function):
        return weakref.WeakMethod(function)
    return lambda: function
