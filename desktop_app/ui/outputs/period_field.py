"""The days an output is of: ‹ 2022年 第三季度 ›, a year, a half, a quarter, a month, 1—11月, or 截至 a day."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.core.period import LAST_MONTH, Period, same_day
from desktop_app.ui.fields import ChoiceField, DayFilter
from desktop_app.ui.outputs.year_field import YearField
from desktop_app.ui.theme import HALF

WHOLE, UNTIL = "全年", "截至某日"
SPANS: dict[str, tuple[int, int]] = {
    WHOLE: (1, LAST_MONTH),
    "上半年": (1, 6),
    "下半年": (7, LAST_MONTH),
    **{f"第{'一二三四'[number]}季度": (3 * number + 1, 3 * number + 3) for number in range(4)},
    **{f"{month}月": (month, month) for month in range(1, LAST_MONTH + 1)},
    **{f"1—{month}月": (1, month) for month in range(2, LAST_MONTH) if month not in (3, 6)},
}
"""Each span with its first and last month; 1—3月 is 第一季度, 1—6月 上半年."""
_MOST_SEEN = 20


class PeriodField(QWidget):
    """A year and a span of it side by side, with a step back and forth around them; 截至 asks for the day as well."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year, self.span = YearField(), ChoiceField([*SPANS, UNTIL], WHOLE, fixed=True)
        self.span.setAccessibleName("年内时段")
        self.span.setMaxVisibleItems(_MOST_SEEN)
        self.span.setSizePolicy(self.year.sizePolicy())
        today = date.today()
        self.day = DayFilter(today)
        self.day.setAccessibleName("截至哪一天")
        self.day.hide()
        self.back, self.forth = QPushButton("‹"), QPushButton("›")
        self.back.setAccessibleName("前一期")
        self.forth.setAccessibleName("后一期")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(HALF)
        for widget in (self.back, self.year, self.span, self.day, self.forth):
            layout.addWidget(widget)
        self.back.clicked.connect(self.step_back)
        self.forth.clicked.connect(self.step_forth)
        self.year.currentIndexChanged.connect(self._on_year)
        self.span.currentIndexChanged.connect(self._on_chosen)
        self.day.day_changed.connect(self._on_chosen)

    def set_years(self, years: Sequence[int]) -> None:
        """Offer these years, newest first; the one chosen stays so while it is among them. Says nothing."""
        self.year.set_years(years)
        self._show_possible()

    def set_period(self, period: Period) -> None:
        """Show a period of one of the years, as far as it can be chosen here; says so once."""
        months = (period.first.month, period.last.month)
        year = period.first.year
        name = next((name for name, span in SPANS.items() if span == months and period == Period.months(year, *span)),
                    UNTIL)  # fmt: skip
        self._fill(year, name, period.last)

    def period(self) -> Period:
        if self.span.text() == UNTIL:
            return Period.year_to(self.day.day())
        return Period.months(self.year.year(), *SPANS[self.span.text()])

    def show_year(self, year: int) -> None:
        """Show the same span of another year."""
        self._fill(year, self.span.text(), same_day(self.day.day(), year))

    @Slot()
    def step_back(self) -> None:
        self.step(-1)

    @Slot()
    def step_forth(self) -> None:
        self.step(1)

    def step(self, spans: int) -> None:
        """Move on by spans of the same length; what begins with the year and is no part of it, by years."""
        year, name = self._neighbour(spans)
        if self.year.has(year):
            self._fill(year, name, same_day(self.day.day(), year))

    def _neighbour(self, spans: int) -> tuple[int, str]:
        year, name = self.year.year(), self.span.text()
        first, last = SPANS.get(name, SPANS[WHOLE])
        length = last - first + 1
        same = [each for each, (begin, end) in SPANS.items() if end - begin + 1 == length and (begin - 1) % length == 0]
        if len(same) * length != LAST_MONTH:
            return year + spans, name
        years, place = divmod(same.index(name) + spans, len(same)) if name in same else (spans, 0)
        return year + years, same[place] if name in same else name

    def _fill(self, year: int, span: str, day: date) -> None:
        fields = (self.year, self.span, self.day)
        for each in fields:
            each.blockSignals(True)
        self.year.set_year(year)
        self.span.set_text(span)
        self._set_range(year)
        self.day.set_day(day)
        for each in fields:
            each.blockSignals(False)
        self._on_chosen()

    @Slot()
    def _on_year(self) -> None:
        self.show_year(self.year.year())

    @Slot()
    def _on_chosen(self) -> None:
        self._show_possible()
        self.changed.emit()

    def _set_range(self, year: int) -> None:
        whole = Period.year(year)
        self.day.set_range(whole.first, whole.last)

    def _show_possible(self) -> None:
        self.day.setVisible(self.span.text() == UNTIL)
        self.back.setEnabled(self.year.has(self._neighbour(-1)[0]))
        self.forth.setEnabled(self.year.has(self._neighbour(1)[0]))
