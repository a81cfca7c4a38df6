"""Which notes the list shows: days, kind, state, and words to look for."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from desktop_app.core.review import NoteState
from desktop_app.records import notes
from desktop_app.records.notes import Wanted
from desktop_app.ui.period_filter import PeriodFilter, offer
from desktop_app.ui.theme import GAP

ALL_KINDS, ALL_STATES = "全部类别", "全部状态"
SEARCH_PAUSE_MS = 200


class NoteFilters(QWidget):
    """A row of choices; `changed` when the list is to be read anew."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.period = PeriodFilter()
        self.kind, self.state = QComboBox(), QComboBox()
        self.kind.setAccessibleName("类别")
        self.state.setAccessibleName("状态")
        self.state.addItems([ALL_STATES, *NoteState])
        self.search = QLineEdit()
        self.search.setAccessibleName("查找")
        self.search.setPlaceholderText("查找姓名、拼音首字母或题目（Ctrl+F）")
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

    def offer(self) -> None:
        """Offer the years and kinds there are; what is chosen stays where it is still there."""
        self.period.set_years(notes.years())
        offer(self.kind, [ALL_KINDS, *notes.kinds()])

    def wanted(self) -> Wanted:
        return Wanted(
            self.period.period(),
            self.kind.currentText() if self.kind.currentIndex() > 0 else "",
            self.state.currentText() if self.state.currentIndex() > 0 else "",
            self.search.text().strip(),
        )

    def show_state(self, state: NoteState) -> None:
        """Narrow to one state, within the other choices."""
        self.state.setCurrentText(state)

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
