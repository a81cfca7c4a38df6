"""年终台账: the sheets of a year's workbook as they will be printed, and the file."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from desktop_app.core.period import Period
from desktop_app.core.progress import Report as Listener
from desktop_app.exchange import workbook
from desktop_app.exchange.report import Report
from desktop_app.records import session_list
from desktop_app.ui import theme
from desktop_app.ui.actions import button
from desktop_app.ui.fields import ChoiceField, DayFilter
from desktop_app.ui.outputs.output_page import Act, OutputPage, line, page_layout
from desktop_app.ui.outputs.page_view import PageView
from desktop_app.ui.outputs.year_field import YearField, newest_day
from desktop_app.ui.paper import Paper
from desktop_app.ui.workbench import Workbench


class WorkbookPage(OutputPage):
    """Chooses the year and, where states of an earlier day are wanted, that day."""

    offered = (Act("save", "生成年终台账…", "Ctrl+Shift+L", "写成一个 Excel 工作簿", writes=True),)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        year = newest_day().year
        self._papers: list[Paper] = []
        self.year, self.until, self.day = YearField(), QCheckBox("只算到"), DayFilter(date(year, 12, 31))
        self.day.setAccessibleName("算到哪一天")
        self.until.setToolTip("不勾选时，次数算到年底，审签等状态按现在")
        self.sheet, self.view = ChoiceField([], fixed=True), PageView()
        self.sheet.setAccessibleName("工作表")
        self.sheet.setMaxVisibleItems(20)
        self.sheet.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)
        self.back, self.forth = QPushButton("‹"), QPushButton("›")
        self.back.setAccessibleName("上一张工作表")
        self.forth.setAccessibleName("下一张工作表")
        self.view.setAccessibleName("工作表的样子")
        self._lay_out()
        self.year.set_years(session_list.years())
        self.year.set_year(year)
        self._fit_day()
        self.sheet.currentIndexChanged.connect(self._show_sheet)
        self.back.clicked.connect(self._step)
        self.forth.clicked.connect(self._step)
        self.year.currentIndexChanged.connect(self._on_year)
        self.until.toggled.connect(self._on_until)
        self.day.day_changed.connect(self._on_day)

    def question(self) -> Callable[[], list[Report]]:
        return partial(workbook.book, self.year.year(), self._as_of())

    def show_answer(self, answer: Sequence[Report]) -> None:
        self._papers = [Paper(sheet) for sheet in answer]
        self.sheet.set_words([sheet.sheet_name for sheet in answer])
        if self.sheet.currentIndex() < 0:
            self.sheet.setCurrentIndex(0)
        else:
            self._show_sheet(self.sheet.currentIndex())

    def checked(self) -> Period:
        return Period.year(self.year.year())

    @Slot()
    def show_waiting(self) -> None:
        self.view.show_text("正在统计…")

    def show_refusal(self, sentence: str) -> None:
        self._papers = []
        self.sheet.clear()
        self.view.show_text(sentence)

    @Slot()
    def reload(self) -> None:
        self.year.set_years(session_list.years())
        super().reload()

    @Slot()
    def save(self) -> None:
        year = self.year.year()
        if path := self.ask_target("生成年终台账", workbook.file_name(year), ".xlsx"):
            self.write(f"生成{year}年年终台账", [path], partial(_write, year, path, self._as_of()))

    def _as_of(self) -> date | None:
        return self.day.day() if self.until.isChecked() else None

    def _fit_day(self) -> None:
        """Keep the day within the year."""
        year = self.year.year()
        self.day.blockSignals(True)
        self.day.set_range(date(year, 1, 1), date(year, 12, 31))
        self.day.set_day(min(date.today(), date(year, 12, 31)))
        self.day.blockSignals(False)
        self.day.setEnabled(self.until.isChecked())

    def _lay_out(self) -> None:
        layout = page_layout(self, "年终台账", self.checkup, button(self.acts["save"], primary=True))
        sheets = (theme.label("工作表"), self.back, self.sheet, self.forth)
        layout.addLayout(line(self.year, self.until, self.day, None, *sheets))
        layout.addWidget(self.view, 1)

    @Slot(int)
    def _show_sheet(self, number: int) -> None:
        if 0 <= number < len(self._papers):
            self.back.setEnabled(number > 0)
            self.forth.setEnabled(number < len(self._papers) - 1)
            self.view.show_paper(self._papers[number], {})
            self.view.verticalScrollBar().setValue(0)

    @Slot()
    def _step(self) -> None:
        self.sheet.setCurrentIndex(self.sheet.currentIndex() + (1 if self.sender() is self.forth else -1))

    @Slot()
    def _on_year(self) -> None:
        self._fit_day()
        self.reload()

    @Slot()
    def _on_until(self) -> None:
        self._fit_day()
        self.reload()

    @Slot()
    def _on_day(self) -> None:
        self.reload()


def _write(year: int, path: Path, as_of: date | None, listener: Listener) -> None:
    workbook.write(year, path, as_of, listener)
