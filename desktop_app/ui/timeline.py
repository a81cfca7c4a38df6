"""The year of a plan drawn (时间线): months across, items down by part. One routine for screen, picture and paper.

Lengths are in points of the reader's eye; `unit` says how many dots of the device one of them is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from desktop_app.core.period import LAST_MONTH, day_text
from desktop_app.metrics.plan import Progress
from desktop_app.records.plan_timeline import Timeline, TimelineRow
from desktop_app.ui.plan_lines import TONES, done_of_target_text, done_text, target_text
from desktop_app.ui.theme import FAMILIES, Theme, Tone

TITLE, MONTHS, PART, ROW, LEGEND = 30.0, 20.0, 22.0, 24.0, 24.0
"""Heights of the lines of the picture."""
NAMES, STANDS = 0.25, 150.0
"""The share of the width that the names take, and the width of how the items stand."""
MOST_NAMES, LEAST_MONTH = 260.0, 26.0
PAD, BAR, TICK, LIGHT, FLAG = 6.0, 8.0, 13.0, 7.0, 5.0
SIZE, SMALL, LARGE = 10.0, 8.5, 13.0
LEAST_WIDTH = 2 * STANDS + LAST_MONTH * LEAST_MONTH


@dataclass(frozen=True)
class Picture:
    """What is drawn, in which colours; a title stands above it where it leaves the screen."""

    timeline: Timeline
    theme: Theme
    title: str = ""

    @property
    def lines(self) -> tuple[str | TimelineRow, ...]:
        """The parts with their items below them, as they are drawn from top to bottom."""
        found: list[str | TimelineRow] = []
        for part in self.timeline.parts:
            found += [part, *self.timeline.of_part(part)]
        return tuple(found)


def height(picture: Picture) -> float:
    """Return how high the picture is, in points."""
    return _top(picture) + sum(map(_height, picture.lines)) + LEGEND


def boxes(rect: QRectF, picture: Picture, unit: float) -> list[tuple[QRectF, Progress]]:
    """Return where each item stands in the rectangle."""
    return [(box, line.item) for box, line in _placed(rect, picture, unit) if isinstance(line, TimelineRow)]


def draw(painter: QPainter, rect: QRectF, picture: Picture, unit: float) -> None:
    """Draw the picture from the top of the rectangle down, as wide as it is."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    brush = _Brush(painter, rect, picture, unit)
    brush.head()
    for box, line in _placed(rect, picture, unit):
        if isinstance(line, TimelineRow):
            brush.row(box, line)
        else:
            brush.part(box, line)
    brush.today()
    brush.legend()
    painter.restore()


def pages(picture: Picture, room: float) -> list[Picture]:
    """Cut a picture into such as are no higher than the room, in points; a part goes on under its name."""
    found: list[list[TimelineRow]] = [[]]
    used = _top(picture) + LEGEND
    left = room - used
    part = ""
    for row in picture.timeline.rows:
        needed = ROW + (PART if row.item.part != part else 0.0)
        if needed > left and found[-1]:
            found.append([])
            left, needed = room - used, ROW + PART
        found[-1].append(row)
        left, part = left - needed, row.item.part
    timeline = picture.timeline
    return [Picture(Timeline(timeline.year, timeline.day, tuple(rows)), picture.theme, picture.title) for rows in found]


def told(item: Progress, days: Sequence[date]) -> str:
    """Return in words what the picture shows of an item."""
    way = item.schedule.known_way
    months = f"（{'、'.join(map(str, item.months))}月）" if item.months else ""
    until = f"，{day_text(item.deadline)}前" if item.deadline else ""
    if item.target is None:
        return f"{item.content}：不计量{months}{until}"
    when = f"，最近一次是{day_text(days[-1])}" if days else ""
    return (
        f"{item.content}：{way}{months}{until}，目标{target_text(item)}，已完成{done_text(item)}，{item.state}；"
        f"有记录的{len(days)}天{when}"
    )


def _top(picture: Picture) -> float:
    return MONTHS + (TITLE if picture.title else 0.0)


def _height(line: str | TimelineRow) -> float:
    return ROW if isinstance(line, TimelineRow) else PART


def _placed(rect: QRectF, picture: Picture, unit: float) -> Iterator[tuple[QRectF, str | TimelineRow]]:
    top = rect.top() + _top(picture) * unit
    for line in picture.lines:
        tall = _height(line) * unit
        yield QRectF(rect.left(), top, rect.width(), tall), line
        top += tall


class _Brush:
    """Draws the parts of one picture."""

    def __init__(self, painter: QPainter, rect: QRectF, picture: Picture, unit: float) -> None:
        self._painter, self._rect, self._picture, self._unit = painter, rect, picture, unit
        self._theme, self._timeline = picture.theme, picture.timeline
        names = min(rect.width() * NAMES, MOST_NAMES * unit)
        self._grid = QRectF(rect)
        self._grid.setLeft(rect.left() + names)
        self._grid.setRight(rect.right() - STANDS * unit)
        self._days = (date(self._timeline.year, 12, 31) - date(self._timeline.year, 1, 1)).days + 1
        self._bottom = rect.top() + (height(picture) - LEGEND) * unit

    def head(self) -> None:
        """Draw the title, and the months with the lines between them."""
        top = self._rect.top()
        if self._picture.title:
            self._set_font(LARGE, bold=True)
            box = QRectF(self._rect.left(), top, self._rect.width(), TITLE * self._unit)
            self._words(box, self._picture.title, self._theme.text, Qt.AlignmentFlag.AlignHCenter)
            top += TITLE * self._unit
        self._set_font(SMALL)
        for month in range(1, LAST_MONTH + 1):
            left, right = self._month(month)
            box = QRectF(left, top, right - left, MONTHS * self._unit)
            self._words(box, f"{month}月", self._theme.tones[Tone.QUIET], Qt.AlignmentFlag.AlignHCenter)
            if month > 1:
                self._line(left, top + MONTHS * self._unit / 2, left, self._bottom, self._theme.line)
        below = top + MONTHS * self._unit
        self._line(self._rect.left(), below, self._rect.right(), below, self._theme.line)

    def part(self, box: QRectF, part: str) -> None:
        self._painter.fillRect(box, QColor(self._theme.soft[Tone.QUIET]))
        self._set_font(SIZE, bold=True)
        self._words(box.adjusted(PAD * self._unit, 0, 0, 0), part, self._theme.text)

    def row(self, box: QRectF, row: TimelineRow) -> None:
        item, unit = row.item, self._unit
        self._set_font(SIZE)
        names = QRectF(box)
        names.setLeft(box.left() + 2 * PAD * unit)
        names.setRight(self._grid.left() - PAD * unit)
        self._words(names, item.content, self._theme.text)
        self._line(box.left(), box.bottom(), box.right(), box.bottom(), self._theme.line)
        self._spans(box, item)
        self._ticks(box, row)
        self._stands(box, item)

    def today(self) -> None:
        """Draw the day the plan is looked at, where it lies in the year."""
        if self._timeline.day.year != self._timeline.year:
            return
        x = self._x(self._timeline.day, end=True)
        top = self._rect.top() + (_top(self._picture) - MONTHS / 4) * self._unit
        pen = QPen(QColor(self._theme.tones[Tone.ACCENT]), self._unit, Qt.PenStyle.DashLine)
        self._painter.setPen(pen)
        self._painter.drawLine(QLineF(x, top, x, self._bottom))

    def legend(self) -> None:
        self._set_font(SMALL)
        box = QRectF(self._rect.left(), self._bottom, self._rect.width(), LEGEND * self._unit)
        text = "横条：安排开展的时间；竖线：有记录的日子；小旗：完成时限"
        if self._timeline.day.year == self._timeline.year:
            text += f"；虚线：{day_text(self._timeline.day)}"
        self._words(box.adjusted(PAD * self._unit, 0, 0, 0), text, self._theme.tones[Tone.QUIET])

    def _spans(self, box: QRectF, item: Progress) -> None:
        """Draw when the item is to be done; one without target only where months or a deadline say when."""
        unit, middle = self._unit, box.center().y()
        tone = TONES[item.state]
        if item.target is not None or item.months or item.deadline:
            self._painter.setPen(QPen(QColor(self._theme.tones[tone]), unit / 2))
            self._painter.setBrush(QColor(self._theme.soft[tone]))
            for first, last in item.schedule.spans:
                left, right = self._x(first), self._x(last, end=True)
                bar = QRectF(left + unit, middle - BAR * unit / 2, right - left - 2 * unit, BAR * unit)
                self._painter.drawRoundedRect(bar, BAR * unit / 2, BAR * unit / 2)
        if item.deadline:
            self._flag(self._x(item.deadline, end=True), middle, self._theme.tones[tone])

    def _ticks(self, box: QRectF, row: TimelineRow) -> None:
        unit, middle = self._unit, box.center().y()
        self._painter.setPen(QPen(QColor(self._theme.tones[TONES[row.item.state]]), 1.5 * unit))
        half = TICK * unit / 2
        for day in row.days:
            if day.year == self._timeline.year:
                x = (self._x(day) + self._x(day, end=True)) / 2
                self._painter.drawLine(QLineF(x, middle - half, x, middle + half))

    def _stands(self, box: QRectF, item: Progress) -> None:
        """Write at the right how the item stands."""
        unit, color = self._unit, self._theme.tones[TONES[item.state]]
        left = self._grid.right() + PAD * unit
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(color))
        radius = LIGHT * unit / 2
        self._painter.drawEllipse(QPointF(left + radius, box.center().y()), radius, radius)
        self._set_font(SMALL)
        words = QRectF(box)
        words.setLeft(left + (LIGHT + PAD / 2) * unit)
        self._words(words, f"{item.state} {done_of_target_text(item)}", color)

    def _flag(self, x: float, middle: float, color: str) -> None:
        unit = self._unit
        top = middle - TICK * unit / 2
        self._line(x, top, x, middle + TICK * unit / 2, color)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(color))
        tip = QPointF(x - FLAG * 1.4 * unit, top + FLAG * unit / 2)
        self._painter.drawPolygon(QPolygonF([QPointF(x, top), tip, QPointF(x, top + FLAG * unit)]))

    def _month(self, month: int) -> tuple[float, float]:
        first = date(self._timeline.year, month, 1)
        after = date(first.year, month + 1, 1) if month < LAST_MONTH else date(first.year, 12, 31)
        return self._x(first), self._x(after, end=month == LAST_MONTH)

    def _x(self, day: date, *, end: bool = False) -> float:
        """Return where a day begins, or ends, in the grid."""
        number = (day - date(self._timeline.year, 1, 1)).days + end
        return self._grid.left() + self._grid.width() * max(0, min(number, self._days)) / self._days

    def _set_font(self, size: float, *, bold: bool = False) -> None:
        font = QFont(FAMILIES)
        font.setPixelSize(max(1, round(size * self._unit * 1.2)))
        font.setBold(bold)
        self._painter.setFont(font)

    def _words(self, box: QRectF, text: str, color: str, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
        self._painter.setPen(QColor(color))
        metrics = QFontMetricsF(self._painter.font(), self._painter.device())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        self._painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _line(self, x: float, y: float, to_x: float, to_y: float, color: str) -> None:
        self._painter.setPen(QPen(QColor(color), self._unit / 2))
        self._painter.drawLine(QLineF(x, y, to_x, to_y))
