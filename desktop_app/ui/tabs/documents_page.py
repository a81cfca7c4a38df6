"""年终总结与计划: which template, as of which day; what is wrong in it, or else every figure that will stand in it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QLabel, QListWidget, QRadioButton, QStackedWidget, QWidget

from desktop_app.core.atomic import writing
from desktop_app.core.period import Period
from desktop_app.core.progress import Report as Listener
from desktop_app.core.scope import Asked, Population
from desktop_app.exchange import yearend_report
from desktop_app.exchange.report import Cell, worded
from desktop_app.exchange.yearend_report import TEMPLATE, Checked
from desktop_app.records import session_list
from desktop_app.ui import theme
from desktop_app.ui.actions import button
from desktop_app.ui.fields import DayFilter
from desktop_app.ui.messages import show_file
from desktop_app.ui.outputs.output_page import Act, OutputPage, line, page_layout
from desktop_app.ui.outputs.year_field import YearField, newest_day
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import Role, Tone
from desktop_app.ui.workbench import Workbench

OWN, USES_OWN = "reports.template", "reports.uses_own_template"


@dataclass(frozen=True)
class Order:
    """Which report is wanted; `template` is None for the program's own."""

    year: int
    as_of: date
    template: Path | None


@dataclass(frozen=True)
class ProofLine:
    """A line of the proof sheet."""

    id: int
    cells: tuple[Cell, ...]


def _parts(row: ProofLine) -> str:
    return "÷".join(filter(None, (worded(row.cells[5]), worded(row.cells[6]))))


COLUMNS = (
    Column[ProofLine]("序号", lambda row: str(row.id), sort_key=lambda row: row.id, right=True, width=2),
    Column[ProofLine]("所在位置", lambda row: worded(row.cells[1]), sort_key=lambda row: row.id, width=11),
    Column[ProofLine]("文中写作", lambda row: worded(row.cells[2]), right=True, width=8),
    Column[ProofLine]("取数名称", lambda row: worded(row.cells[3]), width=12),
    Column[ProofLine]("数值", lambda row: worded(row.cells[4]), right=True, width=5),
    Column[ProofLine]("分子÷分母", _parts, right=True, width=7),
    Column[ProofLine]("口径", lambda row: worded(row.cells[7]), width=4),
    Column[ProofLine]("记录数", lambda row: worded(row.cells[9]), right=True, width=3),
    Column[ProofLine]("算法", lambda row: worded(row.cells[8]), width=16, stretch=True),
)


class DocumentsPage(OutputPage):
    """Checks the template as soon as it is looked at; a report with mistakes is never written."""

    offered = (
        Act("save", "写出总结与计划…", "Ctrl+Shift+R", "写成 Word 文档，数字都取自台账", writes=True),
        Act("check", "检查模板", "Ctrl+K", "模板在 Word 里改过以后再检查一遍"),
        Act("choose", "选择模板…", "Ctrl+Shift+O", "选择自己写的 Word 模板"),
        Act("copy", "打开模板副本…", "Ctrl+Shift+T", "复制一份内置模板，打开后照自己的话改写", writes=True),
    )

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        year = newest_day().year
        self._checked: Checked | None = None
        self.year, self.day = YearField(), DayFilter(date(year, 12, 31))
        self.day.setAccessibleName("数据截至")
        self.with_proof = QCheckBox("同时写核对表")
        self.with_proof.setChecked(True)
        self._make_template_choice()
        self._make_results()
        self._lay_out()
        self.year.set_years(session_list.years())
        self.year.set_year(year)
        self._fit_day()
        self.year.currentIndexChanged.connect(self._on_year)
        self.day.day_changed.connect(self._on_choice)
        self.own.toggled.connect(self._on_template)
        self.table.activated_row.connect(self._open)

    def order(self) -> Order:
        own = Path(self.bench.look.choice(OWN)) if self.own.isChecked() else None
        return Order(self.year.year(), self.day.day(), own)

    def question(self) -> Callable[[], tuple[Checked, list[ProofLine]]]:
        return partial(_checked, self.order())

    def show_answer(self, answer: tuple[Checked, list[ProofLine]]) -> None:
        self._checked, lines = answer
        if self._checked.problems:
            self._show_problems(f"模板有{len(self._checked.problems)}处要先改好：", self._checked.problems)
            return
        self.state.setText(f"模板没有问题，报告里取自台账的数字共{len(lines)}处，如下表。双击一行看它的记录。")
        theme.set_tone(self.state, Tone.GOOD)
        self.table.show_rows(lines)
        self.results.setCurrentWidget(self.table)

    def checked(self) -> Period:
        return Period.year(self.year.year())

    @Slot()
    def show_waiting(self) -> None:
        self.state.setText("正在检查模板、核对数字…")
        theme.set_tone(self.state, Tone.QUIET)

    def show_refusal(self, sentence: str) -> None:
        self._checked = None
        self._show_problems("报告还不能写：", (sentence,))

    @Slot()
    def reload(self) -> None:
        self.year.set_years(session_list.years())
        super().reload()

    @Slot()
    def save(self) -> None:
        order = self.order()
        path = self.ask_target("写出年终总结与计划", yearend_report.file_name(order.year), ".docx")
        if path is None:
            return
        proof = path.with_name(f"{path.stem}（核对表）.xlsx") if self.with_proof.isChecked() else None
        if proof is None or self.may_replace(proof):
            paths = [path, proof] if proof else [path]
            self.write(f"写出{order.year}年总结与计划", paths, partial(_write, order, path, proof))
            self.reload()  # the template may have been changed since it was checked

    @Slot()
    def check(self) -> None:
        """Look at the template anew; she has just changed it in Word."""
        self.show_waiting()
        self.read_now()

    @Slot()
    def choose(self) -> None:
        look = self.bench.look
        kept = look.choice(OWN)
        folder = Path(kept).parent if kept else look.export_folder
        chosen = self.bench.messages.ask_open_paths("选择自己的模板", folder, "Word 文档 (*.docx)")
        if chosen:
            self._use(chosen[0])

    @Slot()
    def copy(self) -> None:
        """Put a copy of the program's template where she can rewrite it, use it from now on, and open it."""
        if path := self.ask_target("模板副本存到", f"{TEMPLATE.stem}模板", ".docx"):
            self.bench.start("复制模板", partial(_copy, path), self._on_copied)

    def _use(self, path: Path) -> None:
        self.bench.look.keep_choice(OWN, str(path))
        if self.own.isChecked():
            self._on_template()
        else:
            self.own.setChecked(True)

    @Slot(object)
    def _on_copied(self, path: Path) -> None:
        self.written.show_written([path])
        self._use(path)
        show_file(path)

    @Slot()
    def _on_template(self) -> None:
        if self.own.isChecked() and not self.bench.look.choice(OWN):
            self.builtin.setChecked(True)
            self.choose()
            return
        self.bench.look.keep_choice(USES_OWN, "1" if self.own.isChecked() else "")
        self._name_template()
        self.reload()

    @Slot()
    def _on_year(self) -> None:
        self._fit_day()
        self.reload()

    @Slot()
    def _on_choice(self) -> None:
        self.reload()

    @Slot(object)
    def _open(self, row: ProofLine) -> None:
        if self._checked:
            use = self._checked.uses[row.id - 1]
            scope = self._checked.scope
            population = Population.parse(use.population) if use.population else scope.population
            self.bench.open_figure.emit(Asked(use.figure.name, scope.of(population)))

    def _show_problems(self, heading: str, problems: tuple[str, ...]) -> None:
        self.state.setText(heading)
        theme.set_tone(self.state, Tone.BAD)
        self.problems.clear()
        self.problems.addItems([f"{number}. {problem}" for number, problem in enumerate(problems, start=1)])
        self.results.setCurrentWidget(self.problems)

    def _fit_day(self) -> None:
        """Keep the day within the year; a report is as of its end, or of today while the year lasts."""
        year = self.year.year()
        self.day.blockSignals(True)
        self.day.set_range(date(year, 1, 1), date(year, 12, 31))
        self.day.set_day(min(date.today(), date(year, 12, 31)))
        self.day.blockSignals(False)

    def _name_template(self) -> None:
        kept = self.bench.look.choice(OWN)
        self.own.setText(f"自己的模板：{Path(kept).name}" if kept else "自己的模板")
        self.own.setToolTip(kept)

    def _make_template_choice(self) -> None:
        self.builtin, self.own = QRadioButton("内置模板"), QRadioButton()
        look = self.bench.look
        uses_own = bool(look.choice(USES_OWN) and look.choice(OWN))
        self.own.setChecked(uses_own)
        self.builtin.setChecked(not uses_own)
        self._name_template()

    def _make_results(self) -> None:
        self.state: QLabel = theme.label("", Role.NOTICE, Tone.QUIET)
        self.state.setWordWrap(True)
        self.table: TableView[ProofLine] = TableView(COLUMNS, "proof", self.bench.look)
        self.table.setAccessibleName("核对表")
        self.table.set_empty_text("报告里没有取自台账的数字。")
        self.problems = QListWidget()
        self.problems.setAccessibleName("模板的问题")
        self.problems.setWordWrap(True)
        self.problems.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.problems.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.results = QStackedWidget()
        self.results.addWidget(self.table)
        self.results.addWidget(self.problems)

    def _lay_out(self) -> None:
        layout = page_layout(self, "年终总结与计划", self.checkup, button(self.acts["save"], primary=True))
        layout.addLayout(line(self.year, theme.label("数据截至"), self.day, self.with_proof, None))
        layout.addLayout(
            line(
                self.builtin, self.own, None, button(self.acts["choose"]), button(self.acts["copy"]),
                button(self.acts["check"]),
            )
        )  # fmt: skip
        layout.addWidget(self.state)
        layout.addWidget(self.results, 1)


def _checked(order: Order) -> tuple[Checked, list[ProofLine]]:
    checked = yearend_report.check(order.year, order.as_of, order.template)
    rows = yearend_report.proof_sheet(checked.scope, checked.uses).tables[0].rows
    return checked, [ProofLine(number, row.cells) for number, row in enumerate(rows, start=1)]


def _write(order: Order, path: Path, proof: Path | None, listener: Listener) -> None:
    del listener  # a moment's work
    yearend_report.write(order.year, path, order.as_of, order.template, proof)


def _copy(path: Path, listener: Listener) -> Path:
    del listener
    with writing(path) as temporary:
        shutil.copyfile(TEMPLATE, temporary)
    return path
