"""Reports before they go to the printer, and on their way there. Import only where something is printed.

Both work on a machine without a printer: Qt then prints into a PDF whose name it asks for.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo, QPrintPreviewDialog
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.exchange.report import Report
from desktop_app.ui import theme
from desktop_app.ui.paper import Paper


class Preview(QPrintPreviewDialog):
    """Shows the pages as they will be printed; it is gone when it is closed. `printed`: so many pages were."""

    printed = Signal(object)

    def __init__(self, reports: Sequence[Report], parent: QWidget | None) -> None:
        self._paper = Paper(reports)
        self._printer = _printer_for(reports, self._paper)
        super().__init__(self._printer, parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"打印预览 — {reports[0].title}")
        self.resize(QSize(1100, 900).boundedTo(theme.room(self) * 0.9))
        self.setWindowState(Qt.WindowState.WindowMaximized)  # a page wants the height
        self._pages = 0
        self.paintRequested.connect(self._paint)
        self.accepted.connect(self._on_accepted)

    def _paint(self, printer: QPrinter) -> None:
        self._pages = self._paper.draw_all(printer)

    @Slot()
    def _on_accepted(self) -> None:
        """Tell that it was printed; into a PDF only where she has named one."""
        printer = self.printer()
        if printer.outputFormat() is QPrinter.OutputFormat.NativeFormat or printer.outputFileName():
            self.printed.emit(self._pages)


def preview(reports: Sequence[Report], parent: QWidget | None) -> Preview:
    """Open the preview over the parent's window."""
    dialog = Preview(reports, parent)
    dialog.open()
    return dialog


def print_directly(reports: Sequence[Report], parent: QWidget | None) -> int:
    """Ask for the printer and print; return how many pages were, none where the user thought better of it."""
    paper = Paper(reports)
    printer = _printer_for(reports, paper)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印 — {reports[0].title}")
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, paper.pages(paper.layout()))
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return paper.draw_all(printer) if agreed else 0


def _printer_for(reports: Sequence[Report], paper: Paper) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if not QPrinterInfo.availablePrinterNames():
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageLayout(paper.layout())
    printer.setFullPage(True)
    printer.setDocName(reports[0].title)
    return printer
