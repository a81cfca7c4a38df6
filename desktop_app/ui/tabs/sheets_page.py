"""表册: every output on one page: chosen on the left, seen as it will lie on paper, printed, written and reported."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop_app.core.period import Period
from desktop_app.core.scope import Asked, Scope
from desktop_app.exchange.output import UNRECORDED, Choice, Output
from desktop_app.exchange.outputs import OUTPUTS
from desktop_app.exchange.report import Place
from desktop_app.ui import theme
from desktop_app.ui.actions import button, fill
from desktop_app.ui.outputs.choice_bar import ChoiceBar
from desktop_app.ui.outputs.output_list import OutputList
from desktop_app.ui.outputs.output_page import Act, OutputPage, line
from desktop_app.ui.outputs.page_view import PageView
from desktop_app.ui.outputs.sheet import Sheet, further, made
from desktop_app.ui.sections import NARROW
from desktop_app.ui.theme import GAP, MARGIN, Role, Tone
from desktop_app.ui.workbench import Workbench

LAST = "sheets.output"
"""Under which the output looked at last is remembered."""
NOTHING_YET = "还没有活动，请先登记（Ctrl+2）或导入（Ctrl+O）"


class SheetsPage(OutputPage):
    """What is seen is made beside the screen; every figure opens its records, every line of records its record."""

    offered = (
        Act("preview", "打印预览", "Ctrl+P", "看打印出来的样子", writes=True),
        Act("print_out", "打印…", "Ctrl+Shift+P", "打印这张表", writes=True),
        Act("save_pdf", "存为 PDF…", "Ctrl+Shift+D", "把这张表存为 PDF", writes=True),
        Act("save_excel", "存为 Excel…", "Ctrl+Shift+E", "把这张表存为 Excel 工作簿", writes=True),
        Act("save_word", "存为 Word…", "Ctrl+Shift+W", "把这张表存为 Word 文档", writes=True),
        Act("save_masked", "脱敏副本…", "Ctrl+Shift+M", "数字、姓名或单位换成星号，另存一份给外面看", writes=True),
        Act("release", "报出…", "Ctrl+Shift+R", "报给上级：表上的数字照现在的样子留存，以后有变动可以对照"),
        Act("step_back", "前一期", "Alt+Left", "看上个月、上一期间、上一年或前一场"),
        Act("step_forth", "后一期", "Alt+Right", "看下个月、下一期间、下一年或后一场"),
        Act("output_before", "上一种表", "Ctrl+PgUp", "看左边的上一种表"),
        Act("output_after", "下一种表", "Ctrl+PgDown", "看左边的下一种表"),
    )

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        is_narrow = QGuiApplication.primaryScreen().availableSize().width() < NARROW
        self.shown: Sheet | None = None
        self._next: Callable[[Sheet], None] | None = None
        self._corrects: int | None = None
        self.outputs = OutputList(OUTPUTS, is_narrow=is_narrow)
        self.outputs.choose(workbench.look.choice(LAST))
        self.bar = ChoiceBar(workbench.look)
        self._make_labels()
        self.view = PageView()
        self._lay_out(is_narrow=is_narrow)
        self._name_output()
        self.outputs.chosen.connect(self._on_output)
        self.bar.changed.connect(self._on_choice)
        self.view.opened.connect(self._open)
        self.setFocusProxy(self.view)

    @property
    def output(self) -> Output:
        return self.outputs.current

    def show_output(self, name: str, choice: Choice) -> None:
        """Show an output with what was chosen for it elsewhere."""
        self.outputs.choose(name)
        self.bar.set_choice(choice)
        self._corrects = choice.corrects
        self.view.setFocus()

    def question(self) -> Callable[[], Sheet]:
        return partial(made, self.output, replace(self.bar.choice(), corrects=self._corrects), self.bar.refusal())

    def show_answer(self, answer: Sheet) -> None:
        before, self.shown = self.shown, answer
        if answer.is_whole or before is None or before.reports is not answer.reports:
            self.view.show_linked(answer.paper, answer.placed)
        if before is None or before.output is not answer.output:
            self.view.verticalScrollBar().setValue(0)
        self.notice.setVisible(bool(answer.missing))
        self.notice_text.setText(answer.missing)
        laid_out = "" if answer.is_whole else f"已排好{answer.paper.first}份，共{len(answer.reports)}份"
        self.progress.setText(NOTHING_YET if answer.is_bare else laid_out)
        if not answer.is_whole:
            self.reader.ask(partial(further, answer))
        elif self._next:
            act, self._next = self._next, None
            act(answer)

    def checked(self) -> Period | None:
        return self.shown.choice.period if self.shown else None

    @Slot()
    def show_waiting(self) -> None:
        self.view.show_text("正在统计…")

    def show_refusal(self, sentence: str) -> None:
        self.shown = self._next = None
        self.progress.setText("")
        self.notice.hide()
        self.view.show_text(sentence)

    @Slot()
    def reload(self) -> None:
        self.bar.offer()
        super().reload()

    # What she does with it

    @Slot()
    def preview(self) -> None:
        self._with_sheet(self._preview)

    @Slot()
    def print_out(self) -> None:
        self._with_sheet(self._print)

    @Slot()
    def save_pdf(self) -> None:
        self._with_sheet(partial(self._save, "存为 PDF", ".pdf"))

    @Slot()
    def save_excel(self) -> None:
        self._with_sheet(partial(self._save, "存为 Excel", ".xlsx"))

    @Slot()
    def save_word(self) -> None:
        self._with_sheet(partial(self._save, "存为 Word", ".docx"))

    @Slot()
    def save_masked(self) -> None:
        self._with_sheet(self._save_masked)

    @Slot()
    def release(self) -> None:
        self._with_sheet(self._release)

    @Slot()
    def step_back(self) -> None:
        self.bar.step(-1)

    @Slot()
    def step_forth(self) -> None:
        self.bar.step(1)

    @Slot()
    def output_before(self) -> None:
        self.outputs.step(-1)

    @Slot()
    def output_after(self) -> None:
        self.outputs.step(1)

    def _with_sheet(self, act: Callable[[Sheet], None]) -> None:
        """Do something with what is shown; after it was read where it is not there yet, or not whole."""
        is_there = self.shown is not None and not self.is_stale
        if self.shown and is_there and self.shown.is_whole:
            act(self.shown)
            return
        self._next = act
        if not is_there:
            self.read_now()

    def _preview(self, of: Sheet) -> None:
        self.show_preview(of.reports, of.title)

    def _print(self, of: Sheet) -> None:
        if not of.missing or self.bench.ask(f"打印{of.output.name}", f"{of.missing}。", "仍然打印"):
            self.print_reports(of.reports, of.title)

    def _save(self, title: str, ending: str, of: Sheet) -> None:
        from desktop_app.ui.outputs import writing  # noqa: PLC0415  loaded when something is written

        if path := self.ask_target(title, of.title, ending):
            self.write(title, [path], partial(writing.write, of.reports, path), _pages(of, path))

    def _save_masked(self, of: Sheet) -> None:
        from desktop_app.ui.outputs import writing  # noqa: PLC0415

        if asked := self.ask_masked(of.title):
            work = partial(writing.write_masked, of.reports, asked.masking, asked.path)
            self.write_masked(work, asked, _pages(of, asked.path))

    def _release(self, of: Sheet) -> None:
        from desktop_app.ui.dialogs import release_dialog  # noqa: PLC0415

        release_dialog.release(self.bench, of.output.name, of.choice, of.reports)

    @Slot(object)
    def _open(self, place: Place) -> None:
        self.open_link(self.shown.links.get(place) if self.shown else None)

    @Slot()
    def _open_unrecorded(self) -> None:
        if self.shown:
            self.bench.open_figure.emit(Asked(UNRECORDED, Scope(self.shown.counted)))

    @Slot(object)
    def _on_output(self, output: Output) -> None:
        self.bench.look.keep_choice(LAST, output.name)
        self.written.hide()
        self._name_output()
        self._on_choice()

    @Slot()
    def _on_choice(self) -> None:
        self._corrects = None
        super().reload()

    # Building

    def _name_output(self) -> None:
        self.bar.show_output(self.output)
        self.title.setText(self.output.name)
        self.about.setText(self.output.about)
        self.outputs.setToolTip(self.output.about)
        self.view.setAccessibleName(self.output.name)

    def _make_labels(self) -> None:
        self.title, self.about = theme.label("", Role.TITLE), theme.label("", tone=Tone.QUIET)
        self.about.setWordWrap(True)
        self.about.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.progress = theme.label("", tone=Tone.ACCENT)
        self.notice = QWidget()
        self.notice_text = theme.label("", Role.NOTICE, Tone.WARN)
        self.notice_text.setWordWrap(True)
        self.notice_button = QPushButton("看是哪几场")
        self.notice_button.clicked.connect(self._open_unrecorded)
        layout = QHBoxLayout(self.notice)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.notice_text, 1)
        layout.addWidget(self.notice_button)
        self.notice.hide()

    def _lay_out(self, *, is_narrow: bool) -> None:
        shown = QVBoxLayout()
        shown.setSpacing(GAP)
        acts = (button(self.acts["preview"], primary=True), button(self.acts["print_out"]), self._save_button(),
                button(self.acts["release"]))  # fmt: skip
        if is_narrow:  # no room for what the output is about: it is the tooltip of its name
            shown.addLayout(line(self.outputs, self.progress, None, self.checkup, *acts))
        else:
            shown.addLayout(line(self.title, None, *acts))
            shown.addLayout(line(self.about, self.progress, self.checkup))
        shown.addWidget(self.bar)
        shown.addWidget(self.notice)
        shown.addWidget(self.view, 1)
        shown.addWidget(self.written)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(MARGIN)
        if not is_narrow:
            layout.addWidget(self.outputs)
        layout.addLayout(shown, 1)
        ways = (self.outputs.view, *acts)
        for before, after in (*pairwise(ways), (self.view, self.written.open_file)):
            self.setTabOrder(before, after)
        self.setTabOrder(self.written.open_file, self.written.open_folder)

    def _save_button(self) -> QToolButton:
        made = QToolButton()
        made.setText("存为")
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(made)
        files = [self.acts[slot] for slot in ("save_pdf", "save_excel", "save_word")]
        fill(menu, [*files, None, self.acts["save_masked"]])
        made.setMenu(menu)
        return made


def _pages(of: Sheet, path: Path) -> int | None:
    """Return how many pages a file has; only of a PDF is that known."""
    return of.pages if path.suffix.lower() == ".pdf" else None
