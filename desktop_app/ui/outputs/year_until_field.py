"""The year an output is of, whole or only up to one of its days: ‹2022年› 只算到 2022-11-30."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from desktop_app.core.period import Period
from desktop_app.records import session_list
from desktop_app.ui.fields import DayFilter
from desktop_app.ui.outputs.year_field import YearField, newest_day
from desktop_app.ui.theme import GAP


class YearUntilField(QWidget):
    """Begins with the newest year that has sessions; the day stays within the year."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year, self.until, self.day = YearField(), QCheckBox("只算到"), DayFilter(date.today())
        self.until.setToolTip("不勾选时，次数算到年底，审签等状态按现在")
        self.day.setAccessibleName("算到哪一天")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for widget in (self.year, self.until, self.day):
            layout.addWidget(widget)
        self.offer()
        self.year.set_year(newest_day().year)
        self._fit_day()
        self.year.currentIndexChanged.connect(self._on_year)
        self.until.toggled.connect(self._on_year)
        self.day.day_changed.connect(self.changed)

    def offer(self) -> None:
        """Offer the years there are now. Says nothing."""
        self.year.set_years(session_list.years())

    def as_of(self) -> date | None:
        """Return the day up to which it counts; None where the whole year is meant."""
        return self.day.day() if self.until.isChecked() else None

    def period(self) -> Period:
        return Period.year(self.year.year()).until(self.as_of())

    def set_period(self, period: Period) -> None:
        """Show a year, or one up to the last day of the period. Says nothing."""
        year = period.last.year
        self.blockSignals(True)
        self.year.set_year(year)
        self.until.setChecked(period != Period.year(year))
        self._fit_day()
        self.day.set_day(period.last)
        self.blockSignals(False)

    @Slot()
    def _on_year(self) -> None:
        self._fit_day()
        self.changed.emit()

    def _fit_day(self) -> None:
        """Keep the day within the year."""
        whole = Period.year(self.year.year())
        self.day.blockSignals(True)
        self.day.set_range(whole.first, whole.last)
        self.day.set_day(min(date.today(), whole.last))
        self.day.blockSignals(False)
        self.day.setEnabled(self.until.isChecked())
