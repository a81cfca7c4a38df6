"""Text on paper: faces, and how words break into lines. Lengths are in tenths of a point, whatever the device is."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from desktop_app.exchange.report import LEADING, Align

POINT: Final = 10.0
MM: Final = 720 / 25.4
_RARE: Final = ("仿宋", "FangSong", "SimSun-ExtB")
"""Faces that a character is looked for in where the others lack it."""
SONG: Final = (
    "宋体", "SimSun", "Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC", "WenQuanYi Micro Hei", *_RARE,
)  # fmt: skip
HEI: Final = ("黑体", "SimHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", *_RARE)
TITLE: Final = ("方正小标宋简体", "方正小标宋_GBK", "华文中宋", "STZhongsong", *SONG)
_BASELINE: Final = 0.38
"""How far the baseline of a Chinese face lies below the middle of a line, in parts of its size."""


class Words:
    """One line of text: where its baseline begins."""

    __slots__ = ("face", "text", "x", "y")

    def __init__(self, x: float, y: float, text: str, face: "Face") -> None:
        self.x, self.y, self.text, self.face = x, y, text, face

    def at(self, top: float) -> QPointF:
        return QPointF(self.x, top + self.y)


class Face:
    """A font in a size, with what was measured of it."""

    def __init__(self, families: Sequence[str], size: float) -> None:
        self.size = size * POINT
        self.line_height = self.size * LEADING
        self.font = QFont(list(families))
        self.font.setPixelSize(round(self.size))
        self.font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self._metrics = QFontMetricsF(self.font)
        self._widths = dict[str, float]()

    def width(self, text: str) -> float:
        width = self._widths.get(text)
        if width is None:
            width = self._widths[text] = self._metrics.horizontalAdvance(text)
        return width

    def lines(self, text: str, room: float) -> list[str]:
        """Break the text where Chinese may be broken, and within a word that is longer than the room."""
        broken = list[str]()
        for part in text.split("\n"):
            broken += [part] if self.width(part) <= room else self._broken(part, room)
        return broken

    def _broken(self, text: str, room: float) -> list[str]:
        units = text.encode("utf-16-le")  # Qt counts rare characters as two
        layout = QTextLayout(text, self.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        lines = list[str]()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            start, end = line.textStart(), line.textStart() + line.textLength()
            lines.append(units[2 * start : 2 * end].decode("utf-16-le"))
        layout.endLayout()
        return lines

    def set(self, lines: Sequence[str], box: QRectF, align: Align) -> list[Words]:
        """Place the lines in the box, in the middle of its height."""
        left, room = box.x(), box.width()
        y = box.y() + box.height() / 2 - self.line_height * (len(lines) - 1) / 2 + self.size * _BASELINE
        words = list[Words]()
        for number, text in enumerate(lines):
            if text:
                spare = 0.0 if align is Align.LEFT else room - self.width(text.rstrip())
                x = left + (spare / 2 if align is Align.CENTER else spare)
                words.append(Words(x, y + number * self.line_height, text, self))
        return words
