"""The year a report is of."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.core.period import Period
from desktop_app.records import session_list
from desktop_app.ui.fields import ChoiceField


class YearField(ChoiceField):
    """One of the years there are, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__([], parent=parent, fixed=True)
        self.setAccessibleName("年份")
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def set_years(self, years: Sequence[int]) -> None:
        """Offer these years; the one chosen stays so while it is among them. Says nothing."""
        self.set_words([f"{year}年" for year in years])
        if self.currentIndex() < 0:
            was_blocked = self.blockSignals(True)
            self.setCurrentIndex(0)
            self.blockSignals(was_blocked)

    def has(self, year: int) -> bool:
        return self.findText(f"{year}年") >= 0

    def year(self) -> int:
        text = self.text().removesuffix("年")
        return int(text) if text else date.today().year

    def set_year(self, year: int) -> None:
        self.set_text(f"{year}年")


def newest_day() -> date:
    """Return the newest day up to today that has a session, today where there is none."""
    today = date.today()
    for year in session_list.years():
        if year <= today.year:
            found = session_list.keys(session_list.Wanted(period=Period.year(year).until(today)))
            if found:
                return session_list.rows(found[:1])[0].held_on
    return today
