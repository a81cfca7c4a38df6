"""Which days a list shows: a year, and within it a half, a quarter or a month."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop_app.core.period import LAST_MONTH, Period
from desktop_app.ui.theme import GAP

ALL_YEARS = "全部年份"
_SPANS: tuple[tuple[str, Callable[[int], Period]], ...] = (
    ("全年", Period.year),
    ("上半年", lambda year: Period.half(year, 1)),
    ("下半年", lambda year: Period.half(year, 2)),
)
_QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")


class PeriodFilter(QWidget):
    """Two choices side by side; the second waits until a year is chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year, self.span = QComboBox(), QComboBox()
        self.year.setAccessibleName("年份")
        self.span.setAccessibleName("年内时段")
        self.span.addItems([name for name, _ in _SPANS])
        self.span.addItems(list(_QUARTERS))
        self.span.addItems([f"{month}月" for month in range(1, LAST_MONTH + 1)])
        self.span.setMaxVisibleItems(self.span.count())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.year)
        layout.addWidget(self.span)
        self.set_years(())
        self.year.currentIndexChanged.connect(self._on_year)
        self.span.currentIndexChanged.connect(self._on_span)

    def set_years(self, years: Sequence[int]) -> None:
        """Offer these years; the one chosen stays so while it is among them."""
        offer(self.year, [ALL_YEARS, *(f"{year}年" for year in years)])
        self.span.setEnabled(self.year.currentIndex() > 0)

    def choose_all(self) -> None:
        self.year.setCurrentIndex(0)

    def period(self) -> Period | None:
        """Return what is chosen; None for all years."""
        if self.year.currentIndex() <= 0:
            return None
        year, number = int(self.year.currentText().removesuffix("年")), self.span.currentIndex()
        if number < len(_SPANS):
            return _SPANS[number][1](year)
        number -= len(_SPANS)
        if number < len(_QUARTERS):
            return Period.quarter(year, number + 1)
        return Period.month(year, number - len(_QUARTERS) + 1)

    @Slot()
    def _on_year(self) -> None:
        self.span.setEnabled(self.year.currentIndex() > 0)
        self.changed.emit()

    @Slot()
    def _on_span(self) -> None:
        self.changed.emit()


def offer(box: QComboBox, words: Sequence[str]) -> None:
    """Offer these words, the first of which means all; the one chosen stays so, silently, while it is among them."""
    if list(words) == [box.itemText(number) for number in range(box.count())]:
        return
    chosen = box.currentText()
    box.blockSignals(True)
    box.clear()
    box.addItems(list(words))
    box.setCurrentIndex(max(0, box.findText(chosen)))
    box.blockSignals(False)
