"""Which sessions the list shows: days, kind, state, and words to look for."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from desktop_app.core.session import SessionState
from desktop_app.records import categories, sessions
from desktop_app.records.sessions import Wanted
from desktop_app.ui.period_filter import PeriodFilter
from desktop_app.ui.theme import GAP

ALL_KINDS, ALL_STATES, UNRECORDED = "全部类型", "全部状态", "未登记"
SEARCH_PAUSE_MS = 200


class SessionFilters(QWidget):
    """A row of choices; `changed` when the list is to be read anew."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.period = PeriodFilter()
        self.category, self.state = QComboBox(), QComboBox()
        self.category.setAccessibleName("类型")
        self.category.setMaxVisibleItems(24)
        self.state.setAccessibleName("状态")
        self.state.addItems([ALL_STATES, UNRECORDED, *SessionState])
        self.search = QLineEdit()
        self.search.setAccessibleName("查找")
        self.search.setPlaceholderText("查找题目、篇目、地点、编号，或有角色的人的姓名、拼音首字母（Ctrl+F）")
        self.search.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE_MS)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for widget in (self.period, self.category, self.state):
            layout.addWidget(widget)
        layout.addWidget(self.search, 1)
        self.offer()
        self._pause.timeout.connect(self.changed)
        self.period.changed.connect(self.changed)
        self.category.currentIndexChanged.connect(self._on_chosen)
        self.state.currentIndexChanged.connect(self._on_chosen)
        self.search.textChanged.connect(self._on_text)

    def offer(self) -> None:
        """Offer the years and kinds there are; what is chosen stays where it is still there."""
        self.period.set_years(sessions.years())
        offered = [ALL_KINDS, *(row.name for row in categories.listed() if row.sessions or not row.retired)]
        if offered == [self.category.itemText(number) for number in range(self.category.count())]:
            return
        chosen = self.category.currentText()
        self.category.blockSignals(True)
        self.category.clear()
        self.category.addItems(offered)
        self.category.setCurrentIndex(max(0, self.category.findText(chosen)))
        self.category.blockSignals(False)

    def wanted(self) -> Wanted:
        state = self.state.currentText() if self.state.currentIndex() > 0 else ""
        return Wanted(
            self.period.period(),
            self.category.currentText() if self.category.currentIndex() > 0 else "",
            self.search.text().strip(),
            "" if state == UNRECORDED else state,
            due=state == UNRECORDED,
        )

    def clear(self) -> None:
        """Show everything; `changed` follows if that is more than before."""
        before = self.wanted()
        self.blockSignals(True)
        for box in (self.category, self.state):
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
