"""The subjects with their figures: a grid in which every number opens its records, by mouse and by keyboard."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from desktop_app.core.figure import Figure
from desktop_app.core.period import Period
from desktop_app.ui import theme
from desktop_app.ui.theme import GAP, Tone

if TYPE_CHECKING:  # loads the register, which the first paint does not wait for
    from desktop_app.records.overview import SubjectLine

Index = QModelIndex | QPersistentModelIndex
MONTH_COLUMNS, COLUMNS = 2, 5
FIRST_FIGURES = {1, 3}  # the columns that are looked at first


class FiguresModel(QAbstractTableModel):
    """A line per subject: its name, two figures of the month, two of the year; those without any come last."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[SubjectLine] = ()
        self._month, self._year = "", ""

    def show_lines(self, lines: "Sequence[SubjectLine]", month: Period, year: Period) -> None:
        self.beginResetModel()
        self._lines = sorted(lines, key=lambda line: line.is_empty)
        self._month, self._year = month.text, year.text
        self.endResetModel()

    def figure(self, index: Index) -> Figure | None:
        """Return the figure of a cell; None for a name."""
        if not index.isValid() or index.column() == 0:
            return None
        line = self._lines[index.row()]
        return (*line.month, *line.year)[index.column() - 1]

    def is_of_month(self, index: Index) -> bool:
        return index.column() <= MONTH_COLUMNS

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, figure = self._lines[index.row()], self.figure(index)
        found: Any = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                found = _shown(figure) if figure else line.name
            case Qt.ItemDataRole.TextAlignmentRole:
                found = Qt.AlignmentFlag.AlignVCenter | _side(figure is not None)
            case Qt.ItemDataRole.ForegroundRole:
                found = _foreground(line, figure)
            case Qt.ItemDataRole.FontRole if figure and figure.numerator and index.column() in FIRST_FIGURES:
                found = _bold()
            case Qt.ItemDataRole.AccessibleTextRole if figure:
                found = f"{line.name}{figure.measure}{figure.text}"
        return found

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            span = self._month if section <= MONTH_COLUMNS else self._year
            return ("统计项", f"{span}\n次数、篇数", "人次、人均", f"{span}\n次数、篇数", "人次、人均")[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignBottom | _side(section > 0)
        return None


class FiguresTable(QTableView):
    """Arrows walk over the numbers; Enter or a click opens the records of one."""

    opened = Signal(object, object)  # the figure, whether it is the month's

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = FiguresModel()
        self.figures.setParent(self)
        self.setModel(self.figures)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 3 * GAP // 2)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.clicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self.figures.figure(self.indexAt(event.position().toPoint()))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        figure = self.figures.figure(index)
        if figure:
            self.opened.emit(figure, self.figures.is_of_month(index))


def _shown(figure: Figure) -> str:
    """Return the figure in words; nothing is a bare 0, so that what happened stands out."""
    return figure.text if figure.numerator else "0"


def _foreground(line: "SubjectLine", figure: Figure | None) -> Any:
    """Numbers look like what they are, links; what is nothing stays quiet."""
    if line.is_empty or (figure and not figure.numerator):
        return theme.color(Tone.QUIET)
    return theme.color(Tone.ACCENT) if figure else None


def _side(is_figure: bool) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if is_figure else Qt.AlignmentFlag.AlignLeft


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
