"""What the pages with pictures share: they save and print what they show, and log it; they step through the years."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot

from desktop_app.core.progress import Report as Listener
from desktop_app.core.scope import Asked
from desktop_app.ui.outputs.output_page import Act, OutputPage
from desktop_app.ui.pictures.picture import Mark

if TYPE_CHECKING:
    from desktop_app.ui.pictures.document import Document

RECORDS = Act("show_records", "查看记录", "Ctrl+L", "列出选中的一处依据的记录，回车也可以")
SAVING = (
    Act("save_image", "存为图片…", "Ctrl+Shift+G", "把看到的图存为图片，可以插到文档里", writes=True),
    Act("save_pdf", "存为 PDF…", "Ctrl+Shift+D", "把看到的图存为 PDF，A4 纸", writes=True),
    Act("print_out", "打印…", "Ctrl+P", "打印看到的图，A4 纸", writes=True),
)
YEARS = (Act("step_back", "上一年", "Alt+Left"), Act("step_forward", "下一年", "Alt+Right"))


class PicturePage(OutputPage):
    """`document()` is what is saved; `mark()` the mark that is chosen."""

    offered: ClassVar[tuple[Act, ...]] = (RECORDS, *SAVING, *YEARS)

    def has_pictures(self) -> bool:
        raise NotImplementedError

    def document(self) -> "Document | None":
        """Return what is shown as it goes out; None where there is nothing."""
        raise NotImplementedError

    def mark(self) -> Mark | None:
        raise NotImplementedError

    def step(self, years: int) -> None:
        """Show another year."""
        raise NotImplementedError

    @Slot(object)
    def open_mark(self, mark: Mark) -> None:
        """Open what a mark leads to."""
        match mark.opens:
            case Asked():
                self.bench.open_figure.emit(mark.opens)
            case (str() as table, int() as record_id):
                self.bench.open_record.emit(table, record_id)
            case _:
                pass

    @Slot()
    def show_records(self) -> None:
        if mark := self.mark():
            self.open_mark(mark)

    @Slot()
    def save_image(self) -> None:
        from desktop_app.ui.pictures import document as files  # noqa: PLC0415  loaded when something is written

        if (document := self.document()) and (path := self.ask_target("存为图片", document.title, ".png")):
            paths = files.image_paths(document, path)
            if paths == [path] or all(self.may_replace(each) for each in paths):
                self.write("存为图片", paths, partial(_written, files.write_images, document, path))

    @Slot()
    def save_pdf(self) -> None:
        from desktop_app.ui.pictures import document as files  # noqa: PLC0415

        if (document := self.document()) and (path := self.ask_target("存为 PDF", document.title, ".pdf")):
            self.write("存为 PDF", [path], partial(_written, files.write_pdf, document, path), files.pages(document))

    @Slot()
    def print_out(self) -> None:
        from desktop_app.ui.pictures import document as files  # noqa: PLC0415

        if (document := self.document()) and (pages := files.print_out(document, self)):
            self.log_print(document.title, pages)
            self.bench.status.emit("已送到打印机。")

    @Slot()
    def step_back(self) -> None:
        self.step(-1)

    @Slot()
    def step_forward(self) -> None:
        self.step(1)

    @Slot()
    def show_acts(self) -> None:
        """Enable what can be done with what is shown."""
        mark = self.mark()
        self.acts[RECORDS.slot].setEnabled(bool(mark and mark.opens))
        for act in SAVING:
            self.acts[act.slot].setEnabled(self.has_pictures() and not self.bench.is_busy)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        del busy  # nor is there anything to be written where nothing is shown
        self.show_acts()


def _written(write: Callable[["Document", Path], None], document: "Document", path: Path, report: Listener) -> None:
    del report  # pictures are drawn at once
    write(document, path)
