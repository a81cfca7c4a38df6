"""What all pictures draw with, on screen and on paper alike: lengths are in points, `unit` dots of the device each."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from desktop_app.ui.theme import FAMILIES, Theme, Tone

SIZE, SMALL, LARGE = 10.0, 8.5, 13.0
PAD, SAMPLE, FLOW_LINE = 6.0, 13.0, 17.0
PIXELS: Final = 1.2
"""Of the letters for each point of their size."""
LEFT, RIGHT, CENTER = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
NEVER_FIRST: Final = frozenset("，。、；：！？）》”")
"""What no line begins with."""
SMALLEST: Final = 0.75
"""So much smaller, at most, letters become to fit."""
_HATCH = 3.5

Sample = tuple[Callable[[QRectF], None] | None, str]
"""An entry of a legend: what draws the sample into a small box, and its words; None for words alone."""


class Brush:
    """A painter that knows the colours and how large a point is."""

    def __init__(self, painter: QPainter, theme: Theme, unit: float) -> None:
        self.painter, self.theme, self.unit = painter, theme, unit
        self.quiet = theme.tones[Tone.QUIET]

    def set_font(self, size: float, *, bold: bool = False) -> None:
        font = QFont(FAMILIES)
        font.setPixelSize(max(1, round(size * self.unit * PIXELS)))
        font.setBold(bold)
        self.painter.setFont(font)

    def words(self, box: QRectF, text: str, color: str, side: Qt.AlignmentFlag = LEFT) -> None:
        """Write one line into the box, smaller where it is too long, and cut where that does not help."""
        font = self.painter.font()
        if (width := self.width(text)) > box.width():
            smaller = QFont(font)
            smaller.setPixelSize(max(1, int(font.pixelSize() * max(SMALLEST, box.width() / width))))
            self.painter.setFont(smaller)
        self.painter.setPen(QColor(color))
        shown = self._metrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        self.painter.drawText(box, side | _MIDDLE, shown)
        self.painter.setFont(font)

    def name(self, box: QRectF, text: str, color: str) -> None:
        """Write a name into the box: in two smaller lines of one size where one is too short."""
        self.set_font(SIZE)
        if self.width(text) <= box.width():
            self.words(box, text, color)
            return
        for size in (SMALL, SMALL * SMALLEST):
            self.set_font(size)
            fits = next((count for count in range(len(text), 0, -1) if self.width(text[:count]) <= box.width()), 0)
            fits -= text[fits : fits + 1] in NEVER_FIRST and fits > 1
            if self.width(text[fits:]) <= box.width():
                break
        half = QRectF(box.left(), box.top(), box.width(), box.height() / 2)
        self.words(half, text[:fits], color)
        self.words(half.translated(0, half.height()), text[fits:], color)

    def paragraph(self, box: QRectF, text: str, color: str) -> None:
        """Write text into the box over as many lines as it takes."""
        self.painter.setPen(QColor(color))
        self.painter.drawText(box, LEFT | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWrapAnywhere, text)

    def number(self, box: QRectF, text: str, color: str, size: float = SMALL) -> None:
        """Write a number into the middle of the box, smaller where it is narrow: a number is never cut."""
        self.set_font(size)
        width = self.width(text)
        if width > box.width():
            self.set_font(size * box.width() / width)
        self.painter.setPen(QColor(color))
        self.painter.drawText(box, CENTER | _MIDDLE | Qt.TextFlag.TextDontClip, text)

    def width(self, text: str) -> float:
        """Return how wide the text is in the font that is set."""
        return self._metrics().horizontalAdvance(text)

    def line(self, x: float, y: float, to_x: float, to_y: float, color: str) -> None:
        self.pen(color)
        self.painter.drawLine(QLineF(x, y, to_x, to_y))

    def pen(self, color: str, width: float = 0.5, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        self.painter.setPen(QPen(QColor(color), width * self.unit, style))

    def fill(self, box: QRectF, color: QColor | str, radius: float = 0.0) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(color))
        self.painter.drawRoundedRect(box, radius * self.unit, radius * self.unit)

    def frame(self, box: QRectF, color: str, radius: float = 0.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        self.pen(color, 0.75, style)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(box, radius * self.unit, radius * self.unit)

    def hatch(self, box: QRectF, color: str) -> None:
        """Fill the box with slanted lines and frame it; drawn one by one, for a pattern would be dots on paper."""
        self.pen(color, 0.75)
        step, wide, tall = _HATCH * self.unit, box.width(), box.height()
        for number in range(1, int((wide + tall) / step) + 1):
            d = number * step
            start = QPointF(box.left() + min(d, wide), box.top() + max(0.0, d - wide))
            end = QPointF(box.left() + max(0.0, d - tall), box.top() + min(d, tall))
            self.painter.drawLine(start, end)
        self.frame(box, color)

    def share_bar(self, track: QRectF, share: float, color: str, due: float | None) -> None:
        """Draw how much is done of a whole, and a mark where it should be; both are cut at the track's ends."""
        radius = track.height() / self.unit / 2
        self.fill(track, self.theme.line, radius)
        done = QRectF(track)
        done.setWidth(track.width() * min(share, 1.0))
        if done.width() > 0:
            self.fill(done, color, min(radius, done.width() / self.unit / 2))
        if due is not None:
            x = track.left() + track.width() * min(due, 1.0)
            over = 3 * self.unit
            self.fill(
                QRectF(x - self.unit, track.top() - over, 2 * self.unit, track.height() + 2 * over), self.theme.text
            )

    def legend(self, box: QRectF, samples: Sequence[Sample]) -> None:
        """Explain samples one after the other, on the next line where there is no room."""
        self.set_font(SMALL)
        x, y, sample, line = box.left() + PAD * self.unit, box.top(), SAMPLE * self.unit, FLOW_LINE * self.unit
        for draw, text in samples:
            before = sample + PAD * self.unit / 2 if draw else 0.0
            wide = before + self.width(text) + 2 * PAD * self.unit
            if x + wide > box.right() and x > box.left() + PAD * self.unit:
                x, y = box.left() + PAD * self.unit, y + line
            if draw:
                draw(QRectF(x, y + (line - sample) / 2, sample, sample))
            self.words(QRectF(x + before, y, self.width(text) + self.unit, line), text, self.quiet)
            x += wide

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.painter.font(), self.painter.device())
