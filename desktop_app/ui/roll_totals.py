"""The running totals under an attendance sheet: drawn, not laid out, because they change with every key."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.core.attendance import Mark
from desktop_app.ui import theme
from desktop_app.ui.roll_model import UNMARKED, Totals
from desktop_app.ui.roll_painter import TONES
from desktop_app.ui.theme import GAP, HALF, MARGIN, Tone

Figure = tuple[str, int, Tone | None]


class TotalsBar(QWidget):
    """应到 实到 and every mark, with how many are 未登记; what is not zero and not 到 has its colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: tuple[Figure, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip("应到：已有标记的人数，未登记的人登记后才算在内；实到：到、迟到、补学。")

    def show_totals(self, totals: Totals) -> None:
        marks = [(str(mark), totals.by_mark.get(mark, 0), TONES[mark]) for mark in Mark if mark is not Mark.PRESENT]
        self._figures = (
            ("本场", totals.people, None),
            ("应到", totals.due, None),
            ("实到", totals.attended, Tone.GOOD),
            *marks,
            (UNMARKED, totals.unmarked, Tone.BAD),
        )
        self.setAccessibleName(self.text())
        self.update()

    def text(self) -> str:
        """本场34人，应到34人 …, as it is read out."""
        return "，".join(f"{caption}{number}人" for caption, number, _ in self._figures)

    def sizeHint(self) -> QSize:
        captions, numbers = QFontMetrics(self.font()), QFontMetrics(self._number_font())
        number = numbers.horizontalAdvance("000") + HALF + MARGIN
        width = sum(captions.horizontalAdvance(caption) + number for caption, _, _ in self._figures)
        return QSize(width, numbers.height() + GAP)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        numbers, captions = self._number_font(), self.font()
        left = 0
        for caption, number, tone in self._figures:
            left = self._draw_text(painter, left, captions, caption, theme.color(Tone.QUIET)) + HALF
            tint = theme.color(Tone.QUIET) if not number else theme.color(tone) if tone else None
            left = self._draw_text(painter, left, numbers, str(number), tint or QColor(theme.current().text)) + MARGIN

    def _draw_text(self, painter: QPainter, left: int, font: QFont, text: str, color: QColor) -> int:
        width = QFontMetrics(font).horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(color)
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, 0, width + 1, self.height()), middle, text)
        return left + width

    def _number_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() + 3)
        font.setWeight(QFont.Weight.DemiBold)
        return font
