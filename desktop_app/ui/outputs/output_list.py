"""The outputs there are, by their groups: a list beside the preview, or above it where the screen is narrow."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QListView, QVBoxLayout, QWidget

from desktop_app.exchange.output import Output
from desktop_app.ui.theme import GAP, HALF, MARGIN

_MOST_SEEN = 30


class OutputList(QWidget):
    """`chosen` when another output is."""

    chosen = Signal(object)  # Output

    def __init__(self, outputs: Sequence[Output], parent: QWidget | None = None, *, is_narrow: bool = False) -> None:
        super().__init__(parent)
        self._outputs = [output for _, group in _grouped(outputs) for output in group]
        self._current = self._outputs[0]
        self._rows: list[int] = []
        """Where each stands among the headings of the groups."""
        self.view = QComboBox() if is_narrow else QListView()
        self.view.setAccessibleName("表册")
        self._fill(self.view, outputs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.choose(self._current.name)
        if isinstance(self.view, QComboBox):
            self.view.currentIndexChanged.connect(self._on_row)
        else:
            self.view.selectionModel().currentChanged.connect(self._on_index)

    @property
    def current(self) -> Output:
        return self._current

    def choose(self, name: str) -> None:
        """Choose an output by its name; what is not there changes nothing."""
        at = next((number for number, output in enumerate(self._outputs) if output.name == name), None)
        if at is None:
            return
        if isinstance(self.view, QComboBox):
            self.view.setCurrentIndex(self._rows[at])
        else:
            self.view.setCurrentIndex(self.view.model().index(self._rows[at], 0))

    def step(self, by: int) -> None:
        """Choose the next one, or the one before."""
        at = self._outputs.index(self._current) + by
        if 0 <= at < len(self._outputs):
            self.choose(self._outputs[at].name)

    def _fill(self, view: QComboBox | QListView, outputs: Sequence[Output]) -> None:
        model, bold = QStandardItemModel(self), QFont(self.font())
        bold.setBold(True)
        for group, members in _grouped(outputs):
            heading = QStandardItem(group)
            heading.setFont(bold)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            heading.setTextAlignment(Qt.AlignmentFlag.AlignBottom)
            model.appendRow(heading)
            for output in members:
                self._rows.append(model.rowCount())
                entry = QStandardItem(output.name)
                entry.setToolTip(output.about)
                entry.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                model.appendRow(entry)
        view.setModel(model)
        if isinstance(view, QComboBox):
            view.setMaxVisibleItems(_MOST_SEEN)
            view.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        else:
            view.setProperty("plain", True)
            view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            line = self.fontMetrics()
            longest = max(line.horizontalAdvance(output.name) for output in outputs)
            view.setFixedWidth(longest + 2 * MARGIN + view.verticalScrollBar().sizeHint().width())
            for row in range(model.rowCount()):
                above = GAP if row and row not in self._rows else 0
                model.item(row).setSizeHint(QSize(longest, line.height() + HALF + 2 + above))

    @Slot(QModelIndex)
    def _on_index(self, index: QModelIndex) -> None:
        self._on_row(index.row())

    @Slot(int)
    def _on_row(self, row: int) -> None:
        if row in self._rows and (output := self._outputs[self._rows.index(row)]) is not self._current:
            self._current = output
            self.chosen.emit(output)


def _grouped(outputs: Sequence[Output]) -> list[tuple[str, list[Output]]]:
    """Return the groups in the order of their first output, each with all of its own."""
    order = list(dict.fromkeys(output.group for output in outputs))
    ranked = sorted(outputs, key=lambda output: order.index(output.group))
    return [(group, list(members)) for group, members in groupby(ranked, key=lambda output: output.group)]
