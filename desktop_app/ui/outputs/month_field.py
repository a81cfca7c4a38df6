"""The month a tally is of: ‹ 2022年 12月 ›."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.core.period import LAST_MONTH, Period
from desktop_app.ui.fields import ChoiceField
from desktop_app.ui.outputs.year_field import YearField
from desktop_app.ui.theme import HALF


class MonthField(QWidget):
    """A year and a month side by side, with a step back and forth around them."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        months = [f"{month}月" for month in range(1, LAST_MONTH + 1)]
        self.year, self.month = YearField(), ChoiceField(months, months[0], fixed=True)
        self.month.setMaxVisibleItems(LAST_MONTH)
        self.back, self.forth = QPushButton("‹"), QPushButton("›")
        self.back.setAccessibleName("上个月")
        self.forth.setAccessibleName("下个月")
        self.month.setAccessibleName("月份")
        self.month.setSizePolicy(self.year.sizePolicy())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(HALF)
        for widget in (self.back, self.year, self.month, self.forth):
            layout.addWidget(widget)
        self.back.clicked.connect(self.step_back)
        self.forth.clicked.connect(self.step_forth)
        self.year.currentIndexChanged.connect(self._on_chosen)
        self.month.currentIndexChanged.connect(self._on_chosen)

    def set_years(self, years: Sequence[int]) -> None:
        """Offer these years, newest first; the one chosen stays so while it is among them. Says nothing."""
        self.year.set_years(years)
        self._enable_steps()

    def set_month(self, year: int, month: int) -> None:
        """Show a month of one of the years; says so once."""
        self.year.blockSignals(True)
        self.month.blockSignals(True)
        self.year.set_year(year)
        self.month.setCurrentIndex(month - 1)
        self.year.blockSignals(False)
        self.month.blockSignals(False)
        self._on_chosen()

    def period(self) -> Period:
        return Period.month(*self._chosen())

    @Slot()
    def step_back(self) -> None:
        self.step(-1)

    @Slot()
    def step_forth(self) -> None:
        self.step(1)

    def _chosen(self) -> tuple[int, int]:
        return self.year.year(), self.month.currentIndex() + 1

    def step(self, months: int) -> None:
        year, month = self._chosen()
        year, before = divmod(year * LAST_MONTH + month - 1 + months, LAST_MONTH)
        if self.year.has(year):
            self.set_month(year, before + 1)

    @Slot()
    def _on_chosen(self) -> None:
        self._enable_steps()
        self.changed.emit()

    def _enable_steps(self) -> None:
        last = self.year.count() - 1
        self.forth.setEnabled((self.year.currentIndex(), self.month.currentIndex()) != (0, LAST_MONTH - 1))
        self.back.setEnabled((self.year.currentIndex(), self.month.currentIndex()) != (last, 0))
