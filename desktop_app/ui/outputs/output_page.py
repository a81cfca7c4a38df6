"""What the sections of 报表 share: they read beside the screen when they are looked at, and write where she says."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.period import Period
from desktop_app.core.progress import Report as Listener
from desktop_app.core.scope import Asked
from desktop_app.exchange.report import Link, Report
from desktop_app.records import exports
from desktop_app.ui import theme
from desktop_app.ui.actions import action
from desktop_app.ui.outputs.checkup_line import CheckupLine
from desktop_app.ui.outputs.written_line import WrittenLine
from desktop_app.ui.reader import Reader
from desktop_app.ui.theme import GAP, MARGIN, Role
from desktop_app.ui.workbench import Workbench

if TYPE_CHECKING:
    from desktop_app.exchange.masking import Masking

KINDS = {
    ".pdf": "PDF 文件 (*.pdf)",
    ".xlsx": "Excel 工作簿 (*.xlsx)",
    ".docx": "Word 文档 (*.docx)",
    ".png": "图片 (*.png)",
}
PRINTED = "打印"
LOGGED = frozenset({"export_log"})
PATIENCE_MS = 300
"""So long what was there before stays, although it is no longer what was asked for."""
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')


@dataclass(frozen=True)
class Act:
    """An act of a page: `slot` is the page's method; one that `writes` a file waits while another is written."""

    slot: str
    text: str
    shortcut: str
    tip: str = ""
    writes: bool = False


class MaskedTarget(NamedTuple):
    """What a copy for outsiders hides, where it is written, and of what it is one."""

    masking: "Masking"
    path: Path
    what: str


class OutputPage(QWidget):
    """A section; what it shows is asked by question() and shown by show_answer(). `acts` are its actions by slot.

    At its foot stands what it has written last.
    """

    offered: ClassVar[Sequence[Act]] = ()

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bench = workbench
        self.acts: dict[str, QAction] = {
            act.slot: action(self, act.text, act.shortcut, getattr(self, act.slot), act.tip) for act in self.offered
        }
        self.written = WrittenLine(self)
        workbench.busy.connect(self._on_busy)
        self._previewed = ""
        self.is_stale = True
        self.checkup = CheckupLine(workbench, self)
        self.reader = Reader(workbench, self)
        self.reader.ready.connect(self._on_ready)
        self.reader.refused.connect(self._on_refused)
        self._soon, self._late = QTimer(self), QTimer(self)
        for timer in (self._soon, self._late):
            timer.setSingleShot(True)
        self._soon.timeout.connect(self.read_now)
        self._late.timeout.connect(self.show_waiting)
        workbench.changed.connect(self._on_changed)

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        return list(self.acts.values())

    def question(self) -> Callable[[], Any]:
        """Return what reads all that is shown; it runs on another thread and touches no widget."""
        raise NotImplementedError

    def show_answer(self, answer: Any) -> None:
        raise NotImplementedError

    def checked(self) -> Period | None:
        """Return whose check-up is told of beside the title; None where the page does not show it."""
        return None

    @Slot()
    def show_waiting(self) -> None:
        """Show that the answer takes its time."""
        raise NotImplementedError

    def show_refusal(self, sentence: str) -> None:
        """Show why it cannot be read."""
        raise NotImplementedError

    @Slot()
    def reload(self) -> None:
        """Read anew: at once where the page is seen, else when it will be."""
        self.is_stale = True
        if self.isVisible():
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.is_stale:
            self._soon.start()

    def ask_target(self, title: str, name: str, ending: str) -> Path | None:
        """Ask where to write a file, in the folder used last; None where she thought better of it."""
        look = self.bench.look
        suggested = look.export_folder / f"{_NOT_IN_NAMES.sub(' ', name).strip()}{ending}"
        path = self.bench.messages.ask_save_path(title, suggested, KINDS[ending])
        if path is None:
            return None
        if path.suffix.lower() != ending:
            path = path.with_name(f"{path.name}{ending}")  # of which the dialog could not warn her
            if not self.may_replace(path):
                return None
        look.export_folder = path.parent
        return path

    def may_replace(self, path: Path) -> bool:
        """Ask where the file is there already."""
        return not path.exists() or self.bench.ask("已有同名文件", f"“{path}”已经存在，要用新的代替吗？", "代替")

    def write(
        self,
        title: str,
        paths: Sequence[Path],
        work: Callable[[Listener], None],
        pages: int | None = None,
    ) -> None:
        """Run what writes these files; they are logged, and named on the screen when they are there."""
        self._run(title, paths, work, [partial(exports.log_file, path, pages) for path in paths])

    def ask_masked(self, name: str, ending: str = "") -> MaskedTarget | None:
        """Ask what a copy for outsiders hides and where it goes; `ending` where only one kind of file can be written.

        What is hidden is hidden in the name of the file too. None where she thought better of it.
        """
        from desktop_app.exchange.masking import masked_file_name  # noqa: PLC0415  loaded when it is used
        from desktop_app.ui.dialogs.mask_dialog import MaskDialog  # noqa: PLC0415

        dialog = MaskDialog(self.bench, self.window())
        dialog.show_field("kind", shown=not ending)
        if (wanted := dialog.ask()) is None:
            return None
        path = self.ask_target("脱敏副本存为", masked_file_name(name, wanted.masking), ending or wanted.ending)
        return MaskedTarget(wanted.masking, path, name) if path else None

    def write_masked(self, work: Callable[[Listener], None], target: MaskedTarget, pages: int | None = None) -> None:
        """Write a copy for outsiders as write() does; her own log says of what it is one."""
        self._run("写脱敏副本", [target.path], work, [partial(exports.log_masked, target.what, target.path, pages)])

    def open_link(self, link: Link | None) -> None:
        """Open what a cell or a mark leads to: the records behind a figure, or a record."""
        if isinstance(link, Asked):
            self.bench.open_figure.emit(link)
        elif link:
            self.bench.open_record.emit(*link)

    def _run(
        self, title: str, paths: Sequence[Path], work: Callable[[Listener], None], entries: list[Callable[[], set[str]]]
    ) -> None:
        self.written.hide()
        self.bench.start(title, partial(_written, work, list(paths), entries), self._on_written)

    def show_preview(self, reports: Sequence[Report], what: str) -> None:
        """Show what would be printed; what is printed out of it is logged under the name."""
        from desktop_app.ui.preview import preview  # noqa: PLC0415  loads the printers

        self._previewed = what
        dialog = preview(reports, self.window())
        dialog.printed.connect(self._on_preview_printed)

    def print_reports(self, reports: Sequence[Report], what: str) -> None:
        """Ask for the printer and print; what was printed is logged under the name."""
        from desktop_app.ui.preview import print_directly  # noqa: PLC0415

        if pages := print_directly(reports, self.window()):
            self.log_print(what, pages)

    def log_print(self, what: str, pages: int) -> None:
        """Log what went to the printer."""
        self.bench.do(partial(exports.log, what, PRINTED, "", pages))

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        """One file at a time: while one is written, no other can be begun."""
        for act in self.offered:
            if act.writes:
                self.acts[act.slot].setEnabled(not busy)

    @Slot(object)
    def _on_preview_printed(self, pages: int) -> None:
        self.log_print(self._previewed, pages)

    @Slot(object)
    def _on_written(self, paths: Sequence[Path]) -> None:
        self.bench.changed.emit(set(LOGGED))
        self.written.show_written(paths)

    @Slot(object)
    def _on_ready(self, answer: Any) -> None:
        self._late.stop()
        self.is_stale = self._soon.isActive()
        self.show_answer(answer)
        if period := self.checked():
            self.checkup.look(period)

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self._late.stop()
        self.show_refusal(sentence)

    @Slot()
    def read_now(self) -> None:
        """Read although the page may not be seen."""
        self._soon.stop()
        self._late.start(PATIENCE_MS)
        self.reader.ask(self.question())

    @Slot(object)
    def _on_changed(self, tables: set[str]) -> None:
        if tables - LOGGED:  # whatever it was, some figure may have changed, and the mark of the journal on paper has
            self.reload()


def _written(
    work: Callable[[Listener], None], paths: list[Path], entries: list[Callable[[], set[str]]], report: Listener
) -> list[Path]:
    report(0, 0)  # stops here when she has thought better of it
    work(report)
    for log in entries:
        log()
    return paths


def page_layout(page: OutputPage, title: str, *beside: QWidget) -> QVBoxLayout:
    """Lay out a page: its title with what stands at the right of it, room for the rest, what was written at the foot.

    Return the layout of the room between.
    """
    layout, inner = QVBoxLayout(page), QVBoxLayout()
    layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
    layout.setSpacing(GAP + GAP // 2)
    inner.setSpacing(GAP + GAP // 2)
    layout.addLayout(line(theme.label(title, Role.TITLE), None, *beside))
    layout.addLayout(inner, 1)
    layout.addWidget(page.written)
    return inner


def line(*widgets: QWidget | None) -> QHBoxLayout:
    """Return the widgets side by side; None is the room between left and right."""
    layout = QHBoxLayout()
    layout.setSpacing(GAP)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return layout
