"""A row of choices above a list: days, kind, state, and words to look for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from desktop_app.ui.period_filter import PeriodFilter, offer
from desktop_app.ui.theme import GAP

ALL_STATES = "全部状态"
SEARCH_PAUSE_MS = 200
MOST_KINDS_SEEN = 24


class ListFilters(QWidget):
    """`changed` when the list is to be read anew. Each list says its years, its kinds, and what is then wanted."""

    changed = Signal()

    def __init__(self, kind: str, states: Sequence[str], hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all_kinds = f"全部{kind}"
        self.period = PeriodFilter()
        self.kind, self.state = QComboBox(), QComboBox()
        self.kind.setAccessibleName(kind)
        self.kind.setMaxVisibleItems(MOST_KINDS_SEEN)
        self.state.setAccessibleName("状态")
        self.state.addItems([ALL_STATES, *states])
        self.search = QLineEdit()
        self.search.setAccessibleName("查找")
        self.search.setPlaceholderText(hint)
        self.search.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE_MS)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for widget in (self.period, self.kind, self.state):
            layout.addWidget(widget)
        layout.addWidget(self.search, 1)
        self.offer()
        self._pause.timeout.connect(self.changed)
        self.period.changed.connect(self.changed)
        self.kind.currentIndexChanged.connect(self._on_chosen)
        self.state.currentIndexChanged.connect(self._on_chosen)
        self.search.textChanged.connect(self._on_text)

    def years(self) -> list[int]:
        raise NotImplementedError

    def kinds(self) -> list[str]:
        raise NotImplementedError

    def wanted(self) -> object:
        raise NotImplementedError

    def offer(self) -> None:
        """Offer the years and kinds there are; what is chosen stays where it is still there."""
        self.period.set_years(self.years())
        offer(self.kind, [self._all_kinds, *self.kinds()])

    def chosen_kind(self) -> str:
        """Return the kind chosen; "" for all."""
        return self.kind.currentText() if self.kind.currentIndex() > 0 else ""

    def chosen_state(self) -> str:
        """Return the state chosen; "" for all."""
        return self.state.currentText() if self.state.currentIndex() > 0 else ""

    def words(self) -> str:
        return self.search.text().strip()

    def clear(self) -> None:
        """Show everything; `changed` follows if that is more than before."""
        before = self.wanted()
        self.blockSignals(True)
        for box in (self.kind, self.state):
            box.setCurrentIndex(0)
        self.search.clear()
        self.period.choose_all()
        self._pause.stop()
        self.blockSignals(False)
        if before != self.wanted():
            self.changed.emit()

    @Slot()
    def look_for_words(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def _on_chosen(self) -> None:
        self.changed.emit()

    @Slot()
    def _on_text(self) -> None:
        self._pause.start()
