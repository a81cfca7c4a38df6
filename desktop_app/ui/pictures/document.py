"""Pictures outside the screen: as image files, as a PDF and on paper, always in the light colours."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.core.atomic import writing
from desktop_app.core.errors import UserError
from desktop_app.ui.pictures.brush import CENTER, LARGE, PAD, RIGHT, SIZE, SMALL, Brush
from desktop_app.ui.pictures.picture import AnyPicture
from desktop_app.ui.theme import LIGHT

TITLE, FACTS, NAME, BETWEEN, FOOT = 30.0, 34.0, 26.0, 10.0, 20.0
"""Heights: of the title, of the two lines of facts below it, of a picture's name, between pictures, of the foot."""
DENSITY: Final = 2.0
"""Of an image: dots for each point, twice as many as on the screen, so that it may be enlarged."""
UPRIGHT, SIDEWAYS, MARGIN_MM = 620.0, 760.0, 12.0
"""Of a page: points across it, which says how large its letters are."""
MOST_TALL: Final = 4000.0
"""Of an image, in points; what is higher goes on in another."""

Sheet = list[AnyPicture]


@dataclass(frozen=True)
class Document:
    """Pictures with what stands above and below them: title, facts (period, population …), the mark of the day."""

    title: str
    facts: tuple[str, ...]
    stamp: str
    pictures: tuple[AnyPicture, ...]
    is_sideways: bool = False

    @property
    def width(self) -> float:
        return SIDEWAYS if self.is_sideways else UPRIGHT

    def sheets(self, height: float) -> list[Sheet]:
        """Lay the pictures on sheets so high, in points: whole where one holds them, else cut from line to line."""
        whole = height - self._head - FOOT
        found: list[Sheet] = [[]]
        left = whole
        for picture in self.pictures:
            named = self._name + BETWEEN
            parts = [picture] if picture.height() + named <= whole else picture.pages(whole - named)
            for part in parts:
                if found[-1] and part.height() + named > left:
                    found.append([])
                    left = whole
                found[-1].append(part)
                left -= part.height() + named
        return found

    def images(self) -> list[tuple[str, Sheet]]:
        """Return what each image holds, and how it is told from the others: one picture each."""
        found: list[tuple[str, Sheet]] = []
        for picture in self.pictures:
            parts = picture.pages(MOST_TALL) if picture.height() > MOST_TALL else [picture]
            for number, part in enumerate(parts, start=1):
                found.append((f"{picture.name}{number if len(parts) > 1 else ''}", [part]))
        return found

    def height_of(self, sheet: Sheet) -> float:
        return self._head + FOOT + sum(each.height() + self._name + BETWEEN for each in sheet)

    def draw(self, painter: QPainter, rect: QRectF, unit: float, sheet: Sheet, number: str) -> None:
        """Draw a sheet over the rectangle; `number` is what stands at the right of its foot."""
        brush = Brush(painter, LIGHT, unit)
        line = QRectF(rect.left(), rect.top(), rect.width(), TITLE * unit)
        brush.set_font(LARGE, bold=True)
        brush.words(line, self.title, LIGHT.text, CENTER)
        if self.facts:
            brush.set_font(SMALL)
            facts = QRectF(rect.left(), line.bottom(), rect.width(), FACTS * unit)
            brush.paragraph(facts, "　".join(self.facts), LIGHT.text)
        top = rect.top() + self._head * unit
        for picture in sheet:
            if self._name:
                brush.set_font(SIZE, bold=True)
                brush.words(QRectF(rect.left(), top, rect.width(), NAME * unit), picture.name, LIGHT.text)
                top += NAME * unit
            tall = picture.height() * unit
            picture.draw(painter, QRectF(rect.left(), top, rect.width(), tall), unit, LIGHT)
            top += tall + BETWEEN * unit
        foot = QRectF(rect.left(), rect.bottom() - FOOT * unit, rect.width(), FOOT * unit)
        brush.set_font(SMALL)
        brush.words(foot, self.stamp, brush.quiet)
        brush.words(foot, number, brush.quiet, RIGHT)

    @property
    def _head(self) -> float:
        return TITLE + (FACTS if self.facts else 0.0)

    @property
    def _name(self) -> float:
        """The height of the pictures' names; one picture alone is named by the title."""
        return NAME if len(self.pictures) > 1 else 0.0


def image_paths(document: Document, path: Path) -> list[Path]:
    """Return where the images go: the path asked for, or names beside it where there are several."""
    images = document.images()
    if len(images) == 1:
        return [path]
    return [path.with_name(f"{path.stem} {name}{path.suffix}") for name, _ in images]


def write_images(document: Document, path: Path) -> None:
    """Write each picture as an image."""
    for target, (_, sheet) in zip(image_paths(document, path), document.images(), strict=True):
        _write_image(document, target, sheet)


def pages(document: Document) -> int:
    """Return how many pages of A4 it takes."""
    paper = _layout(document).paintRect(QPageLayout.Unit.Point)
    return len(document.sheets(document.width * paper.height() / paper.width()))


def write_pdf(document: Document, path: Path) -> None:
    """Write the pictures as vectors."""
    buffer = _opened()
    writer = QPdfWriter(buffer)
    writer.setPageLayout(_layout(document))
    writer.setTitle(document.title)
    _draw_pages(document, writer)
    _put(buffer, path)


def print_out(document: Document, parent: QWidget) -> int:
    """Ask for the printer and print; return how many pages, none where the user thought better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if not QPrinterInfo.availablePrinterNames():
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageLayout(_layout(document))
    printer.setDocName(document.title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印 — {document.title}")
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return _draw_pages(document, printer) if agreed else 0


def _layout(document: Document) -> QPageLayout:
    way = QPageLayout.Orientation.Landscape if document.is_sideways else QPageLayout.Orientation.Portrait
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, margins, QPageLayout.Unit.Millimeter)


def _draw_pages(document: Document, device: QPagedPaintDevice) -> int:
    painter = QPainter()
    if not painter.begin(device):
        raise UserError("没有打印出来：打印机没有响应或目标文件正被打开，请检查后再打印。")
    room = QRectF(0, 0, float(device.width()), float(device.height()))
    unit = room.width() / document.width
    sheets = document.sheets(room.height() / unit)
    for number, sheet in enumerate(sheets, start=1):
        if number > 1:
            device.newPage()
        document.draw(painter, room, unit, sheet, f"第{number}页　共{len(sheets)}页")
    painter.end()
    return len(sheets)


def _write_image(document: Document, path: Path, sheet: Sheet) -> None:
    margin = 2 * PAD * DENSITY
    size = QSizeF(document.width, document.height_of(sheet)) * DENSITY
    room = QRectF(margin, margin, size.width(), size.height())
    image = QImage(room.adjusted(-margin, -margin, margin, margin).size().toSize(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    document.draw(painter, room, DENSITY, sheet, "")
    painter.end()
    buffer = _opened()
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, which Qt refuses
    _put(buffer, path)


def _opened() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _put(buffer: QBuffer, path: Path) -> None:
    buffer.close()
    with writing(path) as temporary:
        temporary.write_bytes(buffer.data().data())
