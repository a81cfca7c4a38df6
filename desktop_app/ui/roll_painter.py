"""How one person of an attendance sheet is drawn: name, post, the last five marks, and a place for each mark.

Each mark has its own place in the row, as on paper: whoever is not 到 stands out by place as well as by colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop_app.core.attendance import Mark
from desktop_app.records.attendance import LAST_MARKS, SheetLine
from desktop_app.ui import theme
from desktop_app.ui.roll_layout import Sizes
from desktop_app.ui.theme import GAP, HALF, Tone

TONES = {
    Mark.PRESENT: Tone.GOOD,
    Mark.LATE: Tone.WARN,
    Mark.LEAVE: Tone.ACCENT,
    Mark.DUTY: Tone.ACCENT,
    Mark.ABSENT: Tone.BAD,
    Mark.MADE_UP: Tone.WARN,
}
_SHORT = {
    str(Mark.LATE): ("迟", Tone.WARN),
    str(Mark.LEAVE): ("假", Tone.ACCENT),
    str(Mark.DUTY): ("公", Tone.ACCENT),
    str(Mark.ABSENT): ("缺", Tone.BAD),
    str(Mark.MADE_UP): ("补", Tone.WARN),
}
"""How a mark of the past is written; 到 is a mere dot."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_PAD = GAP + HALF
_LEAST_NAME = 6
_LEAST_POST, _ROOM_FOR_POST = 4, 12
_FAINT = 110
_RADIUS = 4


@dataclass(frozen=True)
class Standing:
    """How a row stands at the moment it is drawn; `detail` is what belongs to a mark, `guessed` that it may be one."""

    mark: Mark | None
    current: bool
    hovered: bool
    unsaved: bool
    focused: bool
    can_mark: bool
    detail: str = ""
    guessed: bool = False


class RollPainter:
    """Knows the measures of a row in the widget's font, and draws it."""

    def __init__(self, widget: QWidget) -> None:
        self._font = widget.font()
        self._small = QFont(self._font)
        self._small.setPointSizeF(self._font.pointSizeF() - 1)
        self._bold = QFont(self._font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._metrics, self._small_metrics = QFontMetrics(self._font), QFontMetrics(self._small)
        self._character = self._metrics.horizontalAdvance("国")
        self._slot = max(self._metrics.horizontalAdvance(mark) for mark in Mark) + GAP
        self._past = self._small_metrics.horizontalAdvance("国") + 1
        self._name = self._longest = 0
        height = self._metrics.height()
        self._sizes = Sizes(row=height + GAP + HALF, heading=height + 2 * GAP, gap=HALF)
        self._bare = QPen(Qt.PenStyle.NoPen)

    def widths(self, lines: Sequence[SheetLine]) -> tuple[int, int]:
        """Measure the names; return how wide a column of them should be, with room for the posts, and must be."""
        self._longest = max((self._name_width(line) for line in lines), default=0)
        narrow = self._beside_name() + min(self._longest, _LEAST_NAME * self._character)
        return narrow + _ROOM_FOR_POST * self._character, narrow

    def settle(self, width: int) -> None:
        """Give the names what a row of this width has for them."""
        self._name = min(self._longest, width - self._beside_name()) + GAP

    def _beside_name(self) -> int:
        return _PAD + GAP + LAST_MARKS * self._past + GAP + self._strip_width() + HALF

    def sizes(self, extra: int = 0) -> Sizes:
        """Return the heights, `extra` pixels more for each row where there is room to spare."""
        return Sizes(self._sizes.row + extra, self._sizes.heading + extra, self._sizes.gap)

    def mark_at(self, rect: QRect, place: QPoint) -> Mark | None:
        """Return the mark whose place in the row was pointed at."""
        slot = (place.x() - self._strip_left(rect)) // self._slot
        return tuple(Mark)[slot] if 0 <= slot < len(Mark) else None

    def draw_heading(self, painter: QPainter, rect: QRect, unit: str, detail: str) -> None:
        base = rect.adjusted(HALF, GAP, 0, 0)
        painter.setFont(self._bold)
        painter.setPen(theme.color(Tone.QUIET))
        painter.drawText(base, _LEFT, unit)
        width = QFontMetrics(self._bold).horizontalAdvance(unit)
        painter.setFont(self._small)
        painter.drawText(base.adjusted(width + GAP, 0, 0, 0), _LEFT, detail)
        painter.setPen(theme.line())
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())

    def draw(self, painter: QPainter, rect: QRect, line: SheetLine, now: Standing) -> None:
        self._draw_ground(painter, rect, now)
        left = self._draw_name(painter, rect.adjusted(_PAD, 0, 0, 0), line)
        past = self._strip_left(rect) - GAP - LAST_MARKS * self._past
        if past - left >= _LEAST_POST * self._character:
            self._draw_post(painter, QRect(left, rect.top(), past - left - GAP, rect.height()), line.post)
        self._draw_past(painter, QRect(past, rect.top(), LAST_MARKS * self._past, rect.height()), line.before)
        self._draw_marks(painter, rect, now)

    def _draw_ground(self, painter: QPainter, rect: QRect, now: Standing) -> None:
        painter.setPen(self._bare)
        if now.current or now.hovered:
            shade = theme.current().selection if now.current else theme.current().hover
            painter.setBrush(QColor(shade))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), _RADIUS, _RADIUS)
        if now.current and now.focused:
            painter.setBrush(theme.color(Tone.ACCENT))
            painter.drawRoundedRect(QRect(rect.left(), rect.top() + 1, 3, rect.height() - 2), 1.5, 1.5)
        if now.unsaved:
            painter.setBrush(theme.color(Tone.ACCENT))
            painter.drawEllipse(QPoint(rect.left() + HALF + 2, rect.center().y() + 1), 2, 2)

    def _draw_name(self, painter: QPainter, rect: QRect, line: SheetLine) -> int:
        """Draw the name, and what tells a homonym apart in small; return where the next thing may begin."""
        painter.setFont(self._font)
        painter.setPen(QColor(theme.current().text))
        name = self._metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, self._name - GAP)
        painter.drawText(rect, _LEFT, name)
        if line.distinction:
            used = self._metrics.horizontalAdvance(name) + HALF
            painter.setFont(self._small)
            painter.setPen(theme.color(Tone.QUIET))
            room = self._name - GAP - used
            told = self._small_metrics.elidedText(line.distinction, Qt.TextElideMode.ElideRight, room)
            painter.drawText(rect.adjusted(used, 0, 0, 0), _LEFT, told)
        return rect.left() + self._name

    def _draw_post(self, painter: QPainter, rect: QRect, post: str) -> None:
        painter.setFont(self._small)
        painter.setPen(theme.color(Tone.QUIET))
        painter.drawText(rect, _LEFT, self._small_metrics.elidedText(post, Qt.TextElideMode.ElideRight, rect.width()))

    def _draw_past(self, painter: QPainter, rect: QRect, before: Sequence[str]) -> None:
        painter.setFont(self._small)
        first = LAST_MARKS - len(before)
        for number, mark in enumerate(before):
            cell = QRect(rect.left() + (first + number) * self._past, rect.top(), self._past, rect.height())
            if mark in _SHORT:
                text, tone = _SHORT[mark]
                painter.setPen(theme.color(tone))
                painter.drawText(cell, _CENTRE, text)
            else:
                painter.setPen(self._bare)
                painter.setBrush(_faint(Tone.QUIET))
                if mark:
                    painter.drawEllipse(cell.center() + QPoint(1, 1), 2, 2)
                else:
                    painter.drawRect(QRect(cell.center().x() - 2, cell.center().y() + 1, 6, 1))

    def _draw_marks(self, painter: QPainter, rect: QRect, now: Standing) -> None:
        """Draw the mark at its place; the other places show faintly where one may be chosen."""
        offered = now.can_mark and (now.mark is None or now.current or now.hovered)
        painter.setFont(self._font)
        for number, mark in enumerate(Mark):
            cell = QRect(self._strip_left(rect) + number * self._slot, rect.top(), self._slot, rect.height())
            if mark is now.mark:
                spare = (rect.height() - self._sizes.row) // 2 + HALF - 1
                self._draw_pill(painter, QRectF(cell.adjusted(1, spare, -1, -spare)), mark, now)
                if now.detail and not offered:
                    self._draw_detail(painter, rect, cell, now)
                painter.setFont(self._font)
                painter.setPen(theme.color(TONES[mark]))
                painter.drawText(cell, _CENTRE, mark)
            elif offered:
                painter.setPen(theme.color(Tone.QUIET) if now.current or now.hovered else _faint(Tone.QUIET))
                painter.drawText(cell, _CENTRE, mark)

    def _draw_pill(self, painter: QPainter, pill: QRectF, mark: Mark, now: Standing) -> None:
        """Fill the place of the mark; a guess has only a broken line around it."""
        pen = QPen(theme.color(TONES[mark]))
        pen.setStyle(Qt.PenStyle.DashLine if now.guessed else Qt.PenStyle.SolidLine)
        painter.setPen(pen if now.current or now.guessed else self._bare)
        painter.setBrush(Qt.BrushStyle.NoBrush if now.guessed else theme.soft(TONES[mark]))
        painter.drawRoundedRect(pill, _RADIUS, _RADIUS)

    def _draw_detail(self, painter: QPainter, rect: QRect, cell: QRect, now: Standing) -> None:
        """Write what belongs to the mark where the other marks would be: on the side that has more room."""
        left, right = self._strip_left(rect), self._strip_left(rect) + self._strip_width()
        before, after = cell.left() - left, right - cell.right()
        room = QRect(left, rect.top(), before - HALF, rect.height())
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if after >= before:
            room, side = QRect(cell.right() + HALF, rect.top(), after - HALF, rect.height()), _LEFT
        painter.setFont(self._small)
        painter.setPen(theme.color(Tone.QUIET))
        text = self._small_metrics.elidedText(now.detail, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side, text)

    def _strip_left(self, rect: QRect) -> int:
        return rect.right() - HALF - self._strip_width()

    def _strip_width(self) -> int:
        return len(Mark) * self._slot

    def _name_width(self, line: SheetLine) -> int:
        told = self._small_metrics.horizontalAdvance(line.distinction) + HALF if line.distinction else 0
        return self._metrics.horizontalAdvance(line.name) + told


def _faint(tone: Tone) -> QColor:
    color = theme.color(tone)
    color.setAlpha(_FAINT)
    return color
