"""A report on paper: laid out once, then drawn by the same routine on the screen, a printer or into a PDF."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from desktop_app.core.atomic import writing
from desktop_app.core.errors import UserError
from desktop_app.exchange.report import Align, Report, printable
from desktop_app.ui.strips import Strip, strips_of
from desktop_app.ui.typesetting import MM, POINT, SONG, Face

_SIDE, _TOP, _FOOT = 18 * MM, 18 * MM, 20 * MM
_FOOTER: Final = 11 * MM
"""From the lower edge of the paper to the page number."""
_RULE: Final = 0.5 * POINT
_AIRS: Final = (0.6, 0.5, 0.4, 0.3, 0.2)
"""Room above and below the text of a row together, in parts of its size: as it should be, and what it may shrink to."""
_SHORT: Final = 2
"""Pages up to which it is worth while to save one."""
_RESOLUTION: Final = 720
"""Dots per inch: one for each of the tenths of a point that everything is laid out in."""
_PROGRAM: Final = "干部学训台账"


Page = tuple[tuple[float, Strip], ...]
"""Strips with where they begin, from the top of the type area."""
Place = tuple[int, int, int]
"""A cell of a report: the number of its table, of the row in it and of the column."""


class Paper:
    """A report and its pages; it is laid out anew only for paper of another size."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._laid_out = dict[tuple[float, float], list[Page]]()
        self._footer, self._stamp = Face(SONG, 9), Face(SONG, 7.5)

    def layout(self) -> QPageLayout:
        """Return the paper that the report is made for: A4, sideways or not."""
        turned = QPageLayout.Orientation.Landscape if self._report.sideways else QPageLayout.Orientation.Portrait
        return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, QMarginsF())

    def pages(self, layout: QPageLayout) -> int:
        return len(self._pages(layout))

    def draw(self, painter: QPainter, number: int, layout: QPageLayout) -> None:
        """Draw one page, counted from 1; the painter stands in the corner of the paper, in dots of its device."""
        pages = self._pages(layout)
        painter.save()
        scale = painter.device().logicalDpiX() / _RESOLUTION
        painter.scale(scale, scale)
        painter.setPen(QPen(Qt.GlobalColor.black, _RULE))  # a preview does not note plain black, the default pen
        self._draw_foot(painter, f"第{number}页 共{len(pages)}页", layout)
        painter.translate(_SIDE, _TOP)
        for top, strip in pages[number - 1]:
            _draw(painter, top, strip)
        painter.restore()

    def cells(self, number: int, layout: QPageLayout) -> Iterator[tuple[Place, QRectF]]:
        """Return where the cells of a page stand on its paper, in tenths of a point."""
        for top, strip in self._pages(layout)[number - 1]:
            if strip.row:
                for column, box in enumerate(strip.boxes):
                    yield (*strip.row, column), box.translated(_SIDE, _TOP + top)

    def draw_all(self, device: QPagedPaintDevice) -> None:
        """Draw every page that the device asks for; it must have been given the whole paper, without margins."""
        layout, chosen = device.pageLayout(), device.pageRanges()
        numbers = [n for n in range(1, self.pages(layout) + 1) if chosen.isEmpty() or chosen.contains(n)]
        painter = QPainter()
        if not painter.begin(device):
            raise UserError("没有打印出来：打印机没有响应或目标文件正被打开，请检查后再打印。")
        for number in numbers:
            if number != numbers[0]:
                device.newPage()
            self.draw(painter, number, layout)
        painter.end()

    def _pages(self, layout: QPageLayout) -> list[Page]:
        paper = layout.fullRect(QPageLayout.Unit.Point)
        key = (paper.width(), paper.height())
        if key not in self._laid_out:
            width, height = paper.width() * POINT - 2 * _SIDE, paper.height() * POINT - _TOP - _FOOT
            self._laid_out[key] = _fewest(self._report, width, height)
        return self._laid_out[key]

    def _draw_foot(self, painter: QPainter, text: str, layout: QPageLayout) -> None:
        paper = layout.fullRect(QPageLayout.Unit.Point)
        line = QRectF(0, paper.height() * POINT - _FOOTER, paper.width() * POINT, 0)
        for face, words in ((self._footer, text), (self._stamp, printable(self._report.stamp))):
            painter.setFont(face.font)
            for placed in face.set([words], line, Align.CENTER):
                painter.drawText(placed.at(0), placed.text)
            line.translate(0, self._footer.line_height)


def write_pdf(report: Report, path: Path) -> None:
    """Write the report as a PDF with its fonts in it."""
    ensure_application()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    paper, writer = Paper(report), QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setPageLayout(paper.layout())
    writer.setTitle(printable(report.title))
    writer.setCreator(_PROGRAM)
    paper.draw_all(writer)
    buffer.close()
    with writing(path) as temporary:
        temporary.write_bytes(buffer.data().data())


def ensure_application() -> QCoreApplication:
    """Return Qt's application; the command line has none, and needs one for the fonts.

    On Linux it is made without a screen, even where one is named: a display that cannot be reached would end the
    process.
    """
    running = QCoreApplication.instance()
    if running is not None:
        return running
    platform = ["-platform", "offscreen"] if sys.platform.startswith("linux") else []
    return QGuiApplication(["cadre-ledger", *platform])


def _draw(painter: QPainter, top: float, strip: Strip) -> None:
    if strip.boxes:
        painter.setPen(QPen(Qt.GlobalColor.black, _RULE))
        painter.setBrush(strip.fill or Qt.BrushStyle.NoBrush)
        painter.drawRects([box.translated(0, top) for box in strip.boxes])
    face = None
    for words in strip.words:
        if words.face is not face:
            face = words.face
            painter.setFont(face.font)
        painter.drawText(words.at(top), words.text)


def _fewest(report: Report, width: float, height: float) -> list[Page]:
    """Return the pages; a short report with a few rows too many for its last page is set tighter."""
    roomy = list(_paged(strips_of(report, width, height, _AIRS[0]), height))
    if 1 < len(roomy) <= _SHORT:
        for air in _AIRS[1:]:
            tight = list(_paged(strips_of(report, width, height, air), height))
            if len(tight) < len(roomy):
                return tight
    return roomy


def _paged(strips: Iterable[Strip], height: float) -> Iterator[Page]:
    page, at = list[tuple[float, Strip]](), 0.0
    for group in _kept_together(strips):
        fits = at + sum(strip.height for strip in group) <= height
        for strip in group:
            if page and (not fits or at + strip.height > height):
                yield tuple(page)
                page, at = [], 0.0
                for heading in strip.repeated:
                    page.append((at, heading))
                    at += heading.height
            fits = True
            page.append((at, strip))
            at += strip.height
    yield tuple(page)


def _kept_together(strips: Iterable[Strip]) -> Iterator[list[Strip]]:
    group = list[Strip]()
    for strip in strips:
        group.append(strip)
        if not strip.keeps_next:
            yield group
            group = []
    if group:
        yield group
