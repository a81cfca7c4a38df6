"""Which year's plan is shown: those that have one, this year, and the next, for which plans are made."""

from datetime import date

from PySide6.QtWidgets import QComboBox, QWidget

from desktop_app.records import plans


class PlanYear(QComboBox):
    """Begins with this year, or with the last one before it that has a plan."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("年度")
        self.offer()
        today = date.today().year
        first = next((year for year in plans.years() if year <= today and plans.parts(year)), today)
        self.setCurrentText(f"{first}年")

    def year(self) -> int:
        return int(self.currentText().removesuffix("年"))

    def show_year(self, year: int) -> bool:
        """Choose a year; False where there is nothing to show of it."""
        self.offer()
        found = self.findText(f"{year}年")
        if found >= 0:
            self.setCurrentIndex(found)
        return found >= 0

    def offer(self) -> None:
        """Offer the years there are now; the one chosen stays so, silently."""
        offered = [f"{year}年" for year in sorted({*plans.years(), date.today().year + 1}, reverse=True)]
        if offered == [self.itemText(number) for number in range(self.count())]:
            return
        chosen = self.currentText()
        self.blockSignals(True)
        self.clear()
        self.addItems(offered)
        self.setCurrentText(chosen or f"{date.today().year}年")
        self.blockSignals(False)
