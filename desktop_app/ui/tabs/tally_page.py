"""月度统计表: the month's tally as it will be printed, and the ways it leaves the program."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop_app.core.figure import Figure
from desktop_app.core.period import Period
from desktop_app.core.progress import Report as Listener
from desktop_app.core.scope import ALL, Asked, Population, Scope
from desktop_app.exchange.outputs import monthly_tally as tally
from desktop_app.exchange.report import Report
from desktop_app.records import cadres, session_list, settings
from desktop_app.ui import theme
from desktop_app.ui.actions import button
from desktop_app.ui.fields import ChoiceField
from desktop_app.ui.outputs.month_field import MonthField
from desktop_app.ui.outputs.output_page import Act, OutputPage, line, page_layout
from desktop_app.ui.outputs.page_view import PageView
from desktop_app.ui.outputs.year_field import newest_day
from desktop_app.ui.paper import Paper, Place, write_pdf
from desktop_app.ui.theme import GAP, Role, Tone
from desktop_app.ui.workbench import Workbench

POPULATION, PARTY = "reports.population", "reports.party"
UNRECORDED = f"{tally.ACTIVITIES}.未登记场数"


@dataclass(frozen=True)
class Tally:
    """The tally of a month, laid out; `links` says of each cell that can be opened what it is."""

    month: Period
    population: Population
    report: Report
    paper: Paper
    links: Mapping[Place, str]
    unrecorded: int


class TallyPage(OutputPage):
    """Chooses month and population; every figure of a population opens its records."""

    offered = (
        Act("preview", "打印预览", "Ctrl+P", "看月度统计表打印出来的样子"),
        Act("print_out", "打印…", "Ctrl+Shift+P", "打印月度统计表"),
        Act("save_pdf", "存为 PDF…", "Ctrl+Shift+D", "把月度统计表存为 PDF", writes=True),
        Act("save_excel", "存为 Excel…", "Ctrl+Shift+E", "把月度统计表存为 Excel 工作簿", writes=True),
        Act("save_word", "存为 Word…", "Ctrl+Shift+W", "把月度统计表存为 Word 文档", writes=True),
        Act("step_back", "上个月", "Alt+Left", "看上个月的统计表"),
        Act("step_forth", "下个月", "Alt+Right", "看下个月的统计表"),
    )

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self.shown: Tally | None = None
        self._next: Callable[[Tally], None] | None = None
        self.month = MonthField()
        self.population, self.party = ChoiceField([], fixed=True), QCheckBox("只计党员")
        self.population.setAccessibleName("口径")
        self.view = PageView()
        self.view.setAccessibleName("统计表")
        self._make_notice()
        self._lay_out()
        self._offer()
        self._choose_newest()
        self.month.changed.connect(self.reload)
        self.population.currentIndexChanged.connect(self._on_population)
        self.party.toggled.connect(self._on_population)
        self.view.opened.connect(self._open)

    def question(self) -> Callable[[], Tally]:
        return partial(_tally, self.month.period(), self._population())

    def show_answer(self, answer: Tally) -> None:
        self.shown = answer
        self.view.show_paper(answer.paper, answer.links)
        self.notice.setVisible(answer.unrecorded > 0)
        self.notice_text.setText(f"有{answer.unrecorded}场活动还没有登记，表上的数字不含这些场次，表头已注明。")
        if self._next:
            act, self._next = self._next, None
            act(answer)

    def checked(self) -> Period:
        return self.month.period()

    @Slot()
    def show_waiting(self) -> None:
        self.view.show_text("正在统计…")

    def show_refusal(self, sentence: str) -> None:
        self.shown = self._next = None
        self.view.show_text(sentence)

    @Slot()
    def reload(self) -> None:
        self._offer()
        super().reload()

    @Slot()
    def preview(self) -> None:
        self._with_tally(self._preview)

    @Slot()
    def print_out(self) -> None:
        self._with_tally(self._print)

    @Slot()
    def save_pdf(self) -> None:
        self._with_tally(partial(self._save, "存为 PDF", ".pdf", _write_pdf))

    @Slot()
    def save_excel(self) -> None:
        self._with_tally(partial(self._save, "存为 Excel", ".xlsx", _write_excel))

    @Slot()
    def save_word(self) -> None:
        self._with_tally(partial(self._save, "存为 Word", ".docx", _write_word))

    @Slot()
    def step_back(self) -> None:
        self.month.step_back()

    @Slot()
    def step_forth(self) -> None:
        self.month.step_forth()

    def _with_tally(self, act: Callable[[Tally], None]) -> None:
        """Do something with what is shown; after it was read where it is not there yet."""
        if self.shown and not self.is_stale:
            act(self.shown)
        else:
            self._next = act
            self.read_now()

    def _preview(self, of: Tally) -> None:
        from desktop_app.ui.preview import preview  # noqa: PLC0415  loads the printers

        preview(of.report, self.window())

    def _print(self, of: Tally) -> None:
        from desktop_app.ui.preview import print_directly  # noqa: PLC0415

        if of.unrecorded and not self.bench.ask(
            "打印统计表", f"有{of.unrecorded}场活动还没有登记，表上的数字不含这些场次。", "仍然打印"
        ):
            return
        print_directly(of.report, self.window())

    def _save(self, title: str, ending: str, write: Callable[[Report, Path, Listener], None], of: Tally) -> None:
        if path := self.ask_target(title, tally.file_name(of.month, of.population), ending):
            self.write(title, [path], partial(write, of.report, path))

    @Slot(object)
    def _open(self, place: Place) -> None:
        if self.shown and (found := tally.behind(self.shown.report, place, self.shown.month, self.shown.population)):
            self.bench.open_figure.emit(found)

    @Slot()
    def _open_unrecorded(self) -> None:
        if self.shown:
            self.bench.open_figure.emit(Asked(UNRECORDED, Scope(Period.year_to(self.shown.month.last))))

    @Slot()
    def _on_population(self) -> None:
        look = self.bench.look
        look.keep_choice(POPULATION, self.population.text())
        look.keep_choice(PARTY, "1" if self.party.isChecked() else "")
        self.reload()

    def _population(self) -> Population:
        return Population(self.population.text() or ALL, self.party.isChecked())

    def _offer(self) -> None:
        """Offer the years and populations there are now."""
        self.month.set_years(session_list.years())
        self.population.set_words(cadres.populations())
        if self.population.currentIndex() < 0:
            self.population.blockSignals(True)
            self.population.setCurrentIndex(0)
            self.population.blockSignals(False)

    def _choose_newest(self) -> None:
        """Begin with the newest month that has sessions, and with whom she counted last."""
        day = newest_day()
        self.month.set_month(day.year, day.month)
        look = self.bench.look
        chosen = self.population.findText(look.choice(POPULATION, ALL))
        self.population.setCurrentIndex(max(0, chosen))
        self.party.setChecked(bool(look.choice(PARTY)))

    def _make_notice(self) -> None:
        self.notice = QWidget()
        self.notice_text: QLabel = theme.label("", Role.NOTICE, Tone.WARN)
        self.notice_button = QPushButton("看是哪几场")
        self.notice_button.clicked.connect(self._open_unrecorded)
        layout = QHBoxLayout(self.notice)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.notice_text, 1)
        layout.addWidget(self.notice_button)
        self.notice.hide()

    def _lay_out(self) -> None:
        layout = page_layout(
            self, "月度统计表", self.checkup,
            button(self.acts["preview"], primary=True), button(self.acts["print_out"]), button(self.acts["save_pdf"]),
            button(self.acts["save_excel"]), button(self.acts["save_word"]),
        )  # fmt: skip
        hint = theme.label("单击表上的数字看它的记录", tone=Tone.QUIET)
        layout.addLayout(line(self.month, theme.label("口径"), self.population, self.party, None, hint))
        layout.addWidget(self.notice)
        layout.addWidget(self.view, 1)


def _tally(month: Period, population: Population) -> Tally:
    report = tally.tally(month, population)
    paper = Paper(report)
    paper.pages(paper.layout())
    return Tally(month, population, report, paper, _links(report, month, population), len(tally.unrecorded(month)))


def _links(report: Report, month: Period, population: Population) -> dict[Place, str]:
    links: dict[Place, str] = {}
    for number, table in enumerate(report.tables):
        for row_number, row in enumerate(table.rows):
            for column, cell in enumerate(row.cells):
                place = (number, row_number, column)
                if isinstance(cell, Figure) and cell.records and tally.behind(report, place, month, population):
                    links[place] = f"{row.cells[0]} {table.columns[column].group}{cell.measure}：{cell.text}，看记录"
    return links


def _write_pdf(content: Report, path: Path, listener: Listener) -> None:
    del listener  # a moment's work, like the other two
    write_pdf(content, path)


def _write_excel(content: Report, path: Path, listener: Listener) -> None:
    from desktop_app.exchange import excel  # noqa: PLC0415  loads openpyxl

    del listener
    office = settings.current().office
    excel.write(content, path, office, office)


def _write_word(content: Report, path: Path, listener: Listener) -> None:
    from desktop_app.exchange import word  # noqa: PLC0415  loads python-docx

    del listener
    word.write(content, path, settings.current().office)
