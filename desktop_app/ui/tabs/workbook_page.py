"""年终台账: which sheets a year's workbook has, each as it will be printed, and the file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.period import Period
from desktop_app.core.progress import Report as Listener
from desktop_app.exchange import workbook
from desktop_app.exchange.masking import Masking
from desktop_app.exchange.output import Choice
from desktop_app.exchange.report import Link, Place, Report, links
from desktop_app.exchange.workbook import Order
from desktop_app.ui import theme
from desktop_app.ui.actions import button
from desktop_app.ui.outputs.kept_choice_bar import KeptChoiceBar
from desktop_app.ui.outputs.output_page import Act, OutputPage, line, page_layout
from desktop_app.ui.outputs.page_places import Links
from desktop_app.ui.outputs.page_view import PageView
from desktop_app.ui.outputs.sheet import said
from desktop_app.ui.outputs.sheet_tree import SheetTree
from desktop_app.ui.outputs.year_until_field import YearUntilField
from desktop_app.ui.paper import Paper
from desktop_app.ui.theme import GAP, Tone
from desktop_app.ui.workbench import Workbench

KIND = "年终台账"
LEFT_OUT = "workbook.left_out"
"""Under which the sheets that were not chosen last are remembered: one that is new is chosen."""
_BETWEEN = "|"


@dataclass(frozen=True)
class Shown:
    """A sheet as it is shown: laid out and its links placed beside the screen."""

    name: str
    period: Period
    reports: Sequence[Report]
    paper: Paper
    links: Mapping[Place, Link]
    placed: Links


class WorkbookPage(OutputPage):
    """Chooses the year, the sheets and, where states of an earlier day are wanted, that day."""

    offered = (
        Act("save", "生成年终台账…", "Ctrl+Shift+L", "把勾选的工作表写成一个 Excel 工作簿", writes=True),
        Act("save_masked", "脱敏副本…", "Ctrl+Shift+M", "数字、姓名或单位换成星号，另存一份给外面看", writes=True),
        Act("release", "报出…", "Ctrl+Shift+R", "报给上级：正在看的这张表上的数字照现在的样子留存"),
        Act("choose_all", "全选", "Ctrl+Shift+A", "勾选全部工作表"),
        Act("choose_none", "全不选", "Ctrl+Shift+N", "一张都不勾选"),
        Act("sheet_before", "上一张", "Ctrl+PgUp", "看上一张工作表"),
        Act("sheet_after", "下一张", "Ctrl+PgDown", "看下一张工作表"),
    )

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self.showing: Shown | None = None
        self._corrects: tuple[str, int] | None = None
        self.span = YearUntilField()
        self.sheets, self.view = SheetTree(workbook.SHEETS), PageView()
        self.kept = KeptChoiceBar(workbench, KIND)
        self.count = theme.label("", tone=Tone.QUIET)
        self._lay_out()
        left_out = workbench.look.choice(LEFT_OUT).split(_BETWEEN)
        self.sheets.choose([name for name in workbook.SHEETS if name not in left_out])
        self._name()
        self._connect()

    def chosen(self) -> Order:
        sheets = frozenset(self.sheets.chosen())
        return Order(self.span.year.year(), self.span.as_of(), sheets, self._corrects)

    def show_output(self, name: str, choice: Choice) -> None:
        """Show a sheet again as the correction of a release."""
        del name  # there is one workbook
        self._corrects = (choice.named, choice.corrects) if choice.corrects is not None else None
        self.span.set_period(choice.period)
        self.sheets.show_sheet(choice.named)
        self.reload()

    def question(self) -> Callable[[], Shown | None]:
        return partial(_shown, self.chosen(), self.sheets.current())

    def show_answer(self, answer: Shown | None) -> None:
        is_other = self.showing is None or answer is None or self.showing.name != answer.name
        self.showing = answer
        if answer is None:
            self.view.show_text("这一年没有这张表要写的内容")
            return
        self.view.show_linked(answer.paper, answer.placed)
        if is_other:
            self.view.verticalScrollBar().setValue(0)

    def checked(self) -> Period:
        return Period.year(self.span.year.year())

    @Slot()
    def show_waiting(self) -> None:
        self.view.show_text("正在统计…")

    def show_refusal(self, sentence: str) -> None:
        self.showing = None
        self.view.show_text(sentence)

    @Slot()
    def reload(self) -> None:
        self.span.offer()
        super().reload()

    @Slot()
    def save(self) -> None:
        chosen = self.chosen()
        if path := self.ask_target("生成年终台账", workbook.file_name(chosen.year), ".xlsx"):
            self.write(f"生成{chosen.year}年年终台账", [path], partial(workbook.write, chosen, path))

    @Slot()
    def save_masked(self) -> None:
        chosen = self.chosen()
        if asked := self.ask_masked(workbook.file_name(chosen.year)):
            self.write_masked(partial(_write_masked, chosen, asked.masking, asked.path), asked)

    @Slot()
    def release(self) -> None:
        from desktop_app.ui.dialogs import release_dialog  # noqa: PLC0415

        if self.showing and not self.is_stale:
            name = self.showing.name
            corrects = self._corrects[1] if self._corrects and self._corrects[0] == name else None
            choice = Choice(self.showing.period, named=name, corrects=corrects)
            release_dialog.release(self.bench, KIND, choice, self.showing.reports)

    @Slot()
    def choose_all(self) -> None:
        self.sheets.choose_all()

    @Slot()
    def choose_none(self) -> None:
        self.sheets.choose_none()

    @Slot()
    def sheet_before(self) -> None:
        self.sheets.step(-1)

    @Slot()
    def sheet_after(self) -> None:
        self.sheets.step(1)

    @Slot(object)
    def _open(self, place: Place) -> None:
        self.open_link(self.showing.links.get(place) if self.showing else None)

    @Slot()
    def _on_chosen(self) -> None:
        chosen = self.sheets.chosen()
        left_out = [name for name in workbook.SHEETS if name not in chosen]
        self.bench.look.keep_choice(LEFT_OUT, _BETWEEN.join(left_out))
        self._name()
        if self.sheets.current() in workbook.OF_OTHERS:  # what it says depends on which sheets there are
            super().reload()

    @Slot(object)
    def _take_up(self, content: Any) -> None:
        """Choose the sheets that were kept under a name."""
        self.sheets.choose(content["sheets"])

    @Slot(object)
    def _on_sheet(self, name: str) -> None:
        self.view.setAccessibleName(f"工作表：{name}")
        super().reload()

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        super()._on_busy(busy)
        self._name()

    def _name(self) -> None:
        """Say how many sheets there will be; without any there is nothing to write."""
        chosen = self.sheets.chosen()
        self.count.setText(f"已选{len(chosen)}张，共{len(workbook.SHEETS)}张")
        self.kept.show_content({"sheets": chosen})
        self.kept.keep_button.setEnabled(bool(chosen))
        for slot in ("save", "save_masked"):
            self.acts[slot].setEnabled(bool(chosen) and not self.bench.is_busy)

    @Slot()
    def _on_span(self) -> None:
        """Another year or day is chosen: what is shown corrects nothing any more."""
        self._corrects = None
        self.reload()

    def _connect(self) -> None:
        self.sheets.shown.connect(self._on_sheet)
        self.sheets.chosen_changed.connect(self._on_chosen)
        self.kept.chosen.connect(self._take_up)
        self.view.opened.connect(self._open)
        self.span.changed.connect(self._on_span)

    def _lay_out(self) -> None:
        acts = (button(self.acts["save"], primary=True), button(self.acts["save_masked"]), button(self.acts["release"]))
        layout = page_layout(self, KIND, self.checkup, *acts)
        layout.addLayout(line(self.span, None, self.kept))
        beside = QVBoxLayout()
        beside.setSpacing(GAP)
        beside.addWidget(self.count)
        beside.addWidget(self.sheets, 1)
        beside.addLayout(line(button(self.acts["choose_all"]), button(self.acts["choose_none"])))
        across = QHBoxLayout()
        across.setSpacing(GAP)
        across.addLayout(beside)
        across.addWidget(self.view, 1)
        layout.addLayout(across, 1)
        self.setFocusProxy(self.sheets)


def _shown(chosen: Order, name: str) -> Shown | None:
    """Make one sheet; where it is about the others, of those that are chosen. None where the year has no such sheet."""
    needed = {name, *(chosen.sheets or ())} if name in workbook.OF_OTHERS else {name}
    reports = [each for each in workbook.book(replace(chosen, sheets=needed)) if each.sheet_name == name]
    if not reports:
        return None
    paper, found = Paper(reports), links(reports)
    texts = {place: said(reports, place, link) for place, link in found.items()}
    period = Period.year(chosen.year).until(chosen.as_of)
    return Shown(name, period, reports, paper, found, Links.of(paper, texts))


def _write_masked(chosen: Order, masking: Masking, path: Path, listener: Listener) -> None:
    """Write the copy: as a workbook with every line, else the sheets as they lie on paper."""
    if path.suffix.lower() == ".xlsx":
        workbook.write_masked(chosen, path, masking, listener)
        return
    from desktop_app.ui.outputs import writing  # noqa: PLC0415

    reports = workbook.book(chosen, listener)
    writing.write_masked(reports, masking, path, listener)
