"""Reports on paper: laid out once, then drawn by the same routine on the screen, a printer or into a PDF."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QLineF, QMarginsF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from desktop_app.core.atomic import writing
from desktop_app.core.errors import UserError
from desktop_app.exchange.report import (
    AIRS,
    FOOT,
    NUMBER,
    SHORT,
    SIDE,
    TOP,
    Align,
    Place,
    Report,
    lies_sideways,
    printable,
)
from desktop_app.ui.pdf_text import searchable, undated
from desktop_app.ui.strips import Held, Strip, strips_of
from desktop_app.ui.typesetting import MM, POINT, SONG, Face

_SIDE, _TOP, _FOOT, _NUMBER = SIDE * MM, TOP * MM, FOOT * MM, NUMBER * MM
_RULE: Final = 0.5 * POINT
_RESOLUTION: Final = 720
"""Dots per inch: one for each of the tenths of a point that everything is laid out in."""
_PROGRAM: Final = "干部学训台账"

Placed = tuple[tuple[float, Strip], ...]
"""Strips with where they begin, from the top of the type area."""


class Page(NamedTuple):
    """A page of the report of this number."""

    report: int
    strips: Placed


class Paper:
    """The pages of a document of several reports; they are laid out anew only for paper of another size.

    Each report begins on a new page; the pages are counted through. Of a long document only the `first` reports may be
    laid out, to be seen while grown() goes on: how many pages it will have is then not said.
    """

    def __init__(self, reports: Sequence[Report], first: int | None = None) -> None:
        self._reports = tuple(reports)
        self.first = len(reports) if first is None else min(first, len(reports))
        self._laid_out = dict[tuple[float, float], list[Page]]()
        self._footer, self._stamp = Face(SONG, 9), Face(SONG, 7.5)

    @property
    def is_whole(self) -> bool:
        return self.first == len(self._reports)

    def grown(self, reports: int) -> "Paper":
        """Return the document with so many more of its reports laid out."""
        grown = Paper(self._reports, self.first + reports)
        for key, pages in self._laid_out.items():
            grown._laid_out[key] = [*pages, *grown._further(key, self.first)]
        return grown

    def layout(self) -> QPageLayout:
        """Return the paper that the reports are made for: A4, sideways or not."""
        is_turned = lies_sideways(self._reports)
        turned = QPageLayout.Orientation.Landscape if is_turned else QPageLayout.Orientation.Portrait
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
        page = pages[number - 1]
        of_all = f" 共{len(pages)}页" if self.is_whole else ""
        self._draw_foot(painter, (f"第{number}页{of_all}", self._reports[page.report].stamp), layout)
        painter.translate(_SIDE, _TOP)
        held = [(top, strip, strip.held()) for top, strip in page.strips]
        for top, _, of_strip in held:
            _fill(painter, top, of_strip)
        for top, strip, of_strip in held:
            _draw(painter, top, of_strip, is_open=strip.edge is not None)
        painter.restore()

    def cells(self, number: int, layout: QPageLayout) -> Iterator[tuple[Place, QRectF]]:
        """Return where the cells of a page stand on its paper, in tenths of a point."""
        page = self._pages(layout)[number - 1]
        for top, strip in page.strips:
            if strip.row:
                for cell, box in enumerate(strip.held(is_set=False).boxes):
                    yield (page.report, *strip.row, cell), box.translated(_SIDE, _TOP + top)

    def draw_all(self, device: QPagedPaintDevice) -> int:
        """Draw every page that the device asks for and return how many; it has the whole paper, without margins."""
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
        return len(numbers)

    def _pages(self, layout: QPageLayout) -> list[Page]:
        paper = layout.fullRect(QPageLayout.Unit.Point)
        key = (paper.width(), paper.height())
        if key not in self._laid_out:
            self._laid_out[key] = self._further(key, 0)
        return self._laid_out[key]

    def _further(self, paper: tuple[float, float], begin: int) -> list[Page]:
        """Lay out the reports from a number on, on paper of this size in points."""
        width, height = paper[0] * POINT - 2 * _SIDE, paper[1] * POINT - _TOP - _FOOT
        return [
            Page(number, strips)
            for number, report in enumerate(self._reports[begin : self.first], start=begin)
            for strips in _fewest(report, width, height)
        ]

    def _draw_foot(self, painter: QPainter, lines: tuple[str, str], layout: QPageLayout) -> None:
        paper = layout.fullRect(QPageLayout.Unit.Point)
        line = QRectF(0, paper.height() * POINT - _NUMBER, paper.width() * POINT, 0)
        for face, words in zip((self._footer, self._stamp), lines, strict=True):
            painter.setFont(face.font)
            for placed in face.set([printable(words)], line, Align.CENTER):
                painter.drawText(placed.at(0), placed.text)
            line.translate(0, self._footer.line_height)


def write_pdf(reports: Sequence[Report], path: Path, *, is_dated: bool = True) -> None:
    """Write the reports as one PDF with its fonts in it; one that is not dated does not say when it was made."""
    ensure_application()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    paper, writer = Paper(reports), QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setPageLayout(paper.layout())
    writer.setTitle(printable(reports[0].title))
    writer.setCreator(_PROGRAM)
    paper.draw_all(writer)
    buffer.close()
    with writing(path) as temporary:
        written = searchable(bytes(buffer.data().data()))
        temporary.write_bytes(written if is_dated else undated(written))


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


def _fill(painter: QPainter, top: float, held: Held) -> None:
    for fill, boxes in held.fills:
        for box in boxes:
            painter.fillRect(box.translated(0, top), fill)


def _draw(painter: QPainter, top: float, held: Held, *, is_open: bool) -> None:
    """Draw boxes and words; boxes that are open have no top and foot."""
    if held.boxes:
        painter.setPen(QPen(Qt.GlobalColor.black, _RULE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        boxes = [box.translated(0, top) for box in held.boxes]
        if is_open:
            painter.drawLines(
                [QLineF(x, box.top(), x, box.bottom()) for box in boxes for x in (box.left(), box.right())]
            )
        else:
            painter.drawRects(boxes)
    face = None
    for words in held.words:
        if words.face is not face:
            face = words.face
            painter.setFont(face.font)
        painter.drawText(words.at(top), words.text)


def _fewest(report: Report, width: float, height: float) -> list[Placed]:
    """Return the pages; a short report with a few rows too many for its last page is set tighter."""
    strips = strips_of(report, width, height, AIRS[0])
    roomy = list(_paged(strips, height))
    if 1 < len(roomy) <= SHORT:
        whole, room = sum(strip.height for strip in strips), (len(roomy) - 1) * height
        airy = sum(strip.air for strip in strips)
        for air in AIRS[1:]:
            if whole - airy * (1 - air / AIRS[0]) > room:
                continue  # not even with every page filled to its foot
            tight = list(_paged(strips_of(report, width, height, air), height))
            if len(tight) < len(roomy):
                return tight
    return roomy


def _paged(strips: Iterable[Strip], height: float) -> Iterator[Placed]:
    page, at = list[tuple[float, Strip]](), 0.0
    for group in _kept_together(strips):
        fits = not group[0].starts_page and at + sum(strip.height for strip in group) <= height
        for strip in group:
            if page and (not fits or at + strip.height > height):
                edge = [strip.edge] if strip.edge else []
                yield (*page, *((at, closed) for closed in edge))
                page, at = [], 0.0
                for heading in (*strip.repeated, *edge):
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
