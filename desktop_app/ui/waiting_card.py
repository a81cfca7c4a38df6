"""A card of the first page: how many records wait for something, and the first of them."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui import theme
from desktop_app.ui.theme import GAP, HALF, MARGIN, Role, Tone

SHOWN = 5
KEY = Qt.ItemDataRole.UserRole


class WaitingCard(QFrame):
    """Its number opens the whole list, each line its record."""

    opened_all = Signal()
    opened = Signal(object)  # the id of a record

    def __init__(self, title: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, Role.CARD)
        self._title, self._nothing = title, nothing
        self.number = QPushButton()
        self.number.setFlat(True)
        self.number.setProperty("role", Role.FIGURE.value)
        self.number.setCursor(Qt.CursorShape.PointingHandCursor)
        self.number.clicked.connect(self.opened_all)
        self.lines = _Lines()
        self.lines.setAccessibleName(title)
        self.lines.itemClicked.connect(self._open)
        self.lines.itemActivated.connect(self._open)
        self.nothing = theme.label(nothing, tone=Tone.QUIET)
        self.nothing.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(theme.label(title, Role.HEADING))
        head.addStretch(1)
        head.addWidget(self.number)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, GAP, GAP, GAP)
        layout.setSpacing(HALF)
        layout.addLayout(head)
        layout.addWidget(self.lines)
        layout.addWidget(self.nothing)
        layout.addStretch(1)

    def show_records(self, count: int, unit: str, lines: Sequence[tuple[int, str]]) -> None:
        """Show the count and the first lines, each an id and its text."""
        self.number.setText(f"{count}{unit}")
        self.number.setEnabled(count > 0)
        self.number.setAccessibleName(f"{self._title}{count}{unit}，打开清单")
        theme.set_tone(self.number, Tone.WARN if count else Tone.QUIET)
        self.nothing.setVisible(not count)
        self.lines.setVisible(count > 0)
        self.lines.clear()
        for record_id, text in lines[:SHOWN]:
            item = QListWidgetItem(text)
            item.setToolTip(text)
            item.setData(KEY, record_id)
            self.lines.addItem(item)
        self.lines.updateGeometry()

    @Slot(QListWidgetItem)
    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(KEY))


class _Lines(QListWidget):
    """As high as its lines; on a small screen at least as high as the first, for the number opens them all."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("plain", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(policy.Policy.Maximum)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        height = self.sizeHintForRow(0) * self.count() + 2 * self.frameWidth() if self.count() else 0
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(self.sizeHint().height(), self.sizeHintForRow(0) + 2 * self.frameWidth()))
