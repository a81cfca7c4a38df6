"""The time line of a plan outside the screen: as a picture, as a PDF and on paper, always in the light colours."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.core.atomic import writing
from desktop_app.core.errors import UserError
from desktop_app.core.period import day_text
from desktop_app.records.plan_timeline import Timeline
from desktop_app.ui import timeline as drawing
from desktop_app.ui.theme import LIGHT
from desktop_app.ui.timeline import Picture

WIDTH, DENSITY = 1000.0, 2.0
"""Of the picture: its width in points, and dots for each of them."""
PAPER_WIDTH, MARGIN_MM = 760.0, 12.0
"""Of a page: points across it, which says how large its letters are."""
PAPER = QPageLayout(
    QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape,
    QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM), QPageLayout.Unit.Millimeter,
)  # fmt: skip


def title(timeline: Timeline) -> str:
    return f"{timeline.year}年度计划时间线（截至{day_text(timeline.day)}）"


def write_png(timeline: Timeline, path: Path) -> None:
    """Write the whole picture, twice as dense as the screen, so that it may be enlarged."""
    picture = Picture(timeline, LIGHT, title(timeline))
    margin = 2 * drawing.PAD
    size = QRectF(0, 0, WIDTH + 2 * margin, drawing.height(picture) + 2 * margin)
    image = QImage((size.size() * DENSITY).toSize(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    inner = size.adjusted(margin, margin, -margin, -margin)
    drawing.draw(painter, QRectF(inner.topLeft() * DENSITY, inner.size() * DENSITY), picture, DENSITY)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, which Qt refuses
    _put(buffer, path)


def write_pdf(timeline: Timeline, path: Path) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(PAPER)
    writer.setTitle(title(timeline))
    _draw_pages(timeline, writer)
    _put(buffer, path)


def print_out(timeline: Timeline, parent: QWidget) -> bool:
    """Ask for the printer and print; return False where the user thought better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if not QPrinterInfo.availablePrinterNames():
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageLayout(PAPER)
    printer.setDocName(title(timeline))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印时间线")
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    if agreed:
        _draw_pages(timeline, printer)
    return agreed


def _draw_pages(timeline: Timeline, device: QPagedPaintDevice) -> None:
    """Draw as many pages as it takes; on one of A4 there is room for about eighteen items."""
    painter = QPainter()
    if not painter.begin(device):
        raise UserError("没有打印出来：打印机没有响应或目标文件正被打开，请检查后再打印。")
    room = QRectF(0, 0, *_size(device))
    unit = room.width() / PAPER_WIDTH
    for number, page in enumerate(drawing.pages(Picture(timeline, LIGHT, title(timeline)), room.height() / unit)):
        if number:
            device.newPage()
        drawing.draw(painter, room, page, unit)
    painter.end()


def _size(device: QPagedPaintDevice) -> tuple[float, float]:
    return float(device.width()), float(device.height())


def _put(buffer: QBuffer, path: Path) -> None:
    buffer.close()
    with writing(path) as temporary:
        temporary.write_bytes(buffer.data().data())
