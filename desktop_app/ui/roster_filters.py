"""The choices above the roster: the day it is shown for, party membership, staff kind, and a name to look for."""

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop_app.core.people import STAFF_KINDS
from desktop_app.records.cadres import CadreRow
from desktop_app.ui.fields import DayFilter
from desktop_app.ui.theme import GAP

ALL_STATUSES, PARTY, OTHERS = "全部政治面貌", "党员", "非党员"
ALL_STAFF, NO_STAFF_KIND = "全部人员类别", "未填类别"


class RosterFilters(QWidget):
    """`changed` when others of the same day are to be shown, `day_changed` when it is to be read anew."""

    changed = Signal()
    day_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.as_of = DayFilter(date.today())
        self.party, self.staff_kind = QComboBox(), QComboBox()
        self.search = QLineEdit()
        self._set_up()
        label = QLabel("截至")
        label.setBuddy(self.as_of)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for widget in (label, self.as_of, self.party, self.staff_kind):
            layout.addWidget(widget)
        layout.addWidget(self.search, 1)
        self.as_of.day_changed.connect(self.day_changed)
        self.party.currentIndexChanged.connect(self._on_chosen)
        self.staff_kind.currentIndexChanged.connect(self._on_chosen)
        self.search.textChanged.connect(self.changed)

    def take(self, row: CadreRow) -> bool:
        """Whether somebody is wanted."""
        party, staff = self.party.currentText(), self.staff_kind.currentText()
        return (
            party in (ALL_STATUSES, PARTY if row.is_party_member else OTHERS)
            and staff in (ALL_STAFF, row.staff_kind or NO_STAFF_KIND)
            and row.is_called(self.search.text())
        )

    def clear(self) -> None:
        """Want everybody of the day."""
        self.party.setCurrentIndex(0)
        self.staff_kind.setCurrentIndex(0)
        self.search.clear()

    @Slot()
    def look_for_words(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _set_up(self) -> None:
        self.as_of.setAccessibleName("截至")
        self.party.setAccessibleName("政治面貌")
        self.party.addItems([ALL_STATUSES, PARTY, OTHERS])
        self.staff_kind.setAccessibleName("人员类别")
        self.staff_kind.addItems([ALL_STAFF, *STAFF_KINDS, NO_STAFF_KIND])
        self.search.setPlaceholderText("查找姓名或拼音首字母（Ctrl+F）")
        self.search.setAccessibleName("查找")
        self.search.setClearButtonEnabled(True)

    @Slot()
    def _on_chosen(self) -> None:
        self.changed.emit()
