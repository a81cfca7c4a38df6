"""A report before it goes to the printer, and on its way there. Import only where something is printed.

Both work on a machine without a printer: Qt then prints into a PDF whose name it asks for.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo, QPrintPreviewDialog
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.exchange.report import Report
from desktop_app.ui import theme
from desktop_app.ui.paper import Paper


class Preview(QPrintPreviewDialog):
    """Shows the pages as they will be printed; it is gone when it is closed."""

    def __init__(self, report: Report, parent: QWidget | None) -> None:
        self._paper = Paper(report)
        self._printer = _printer_for(report, self._paper)
        super().__init__(self._printer, parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"打印预览 — {report.title}")
        self.resize(QSize(1100, 900).boundedTo(theme.room(self) * 0.9))
        self.setWindowState(Qt.WindowState.WindowMaximized)  # a page wants the height
        self.paintRequested.connect(self._paint)

    def _paint(self, printer: QPrinter) -> None:
        self._paper.draw_all(printer)


def preview(report: Report, parent: QWidget | None) -> Preview:
    """Open the preview over the parent's window."""
    dialog = Preview(report, parent)
    dialog.open()
    return dialog


def print_directly(report: Report, parent: QWidget | None) -> bool:
    """Ask for the printer and print; return False where the user thought better of it."""
    paper = Paper(report)
    printer = _printer_for(report, paper)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印 — {report.title}")
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, paper.pages(paper.layout()))
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    if agreed:
        paper.draw_all(printer)
    return agreed


def _printer_for(report: Report, paper: Paper) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if not QPrinterInfo.availablePrinterNames():
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageLayout(paper.layout())
    printer.setFullPage(True)
    printer.setDocName(report.title)
    return printer
