"""The year of a plan drawn (时间线): months across, items down by part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen, QPolygonF

from desktop_app.core.period import LAST_MONTH, day_text
from desktop_app.core.scope import Asked
from desktop_app.metrics.plan import Progress
from desktop_app.records.plan_timeline import Timeline, TimelineRow
from desktop_app.ui.pictures.brush import CENTER, PAD, SMALL, Brush
from desktop_app.ui.pictures.picture import Mark, Picture
from desktop_app.ui.plan_lines import TONES, done_of_target_text, done_text, target_text
from desktop_app.ui.theme import Tone

MONTHS: Final = 20.0
NAMES, STANDS = 0.25, 150.0
"""The share of the width that the names take, and the width of how the items stand."""
MOST_NAMES, LEAST_MONTH = 260.0, 26.0
BAR, TICK, LIGHT, FLAG = 8.0, 13.0, 7.0, 5.0


@dataclass(frozen=True)
class TimelinePicture(Picture[TimelineRow]):
    """The items of a year's plan as they stood on the day."""

    name: ClassVar[str] = "时间线"
    head: ClassVar[float] = MONTHS
    least_width: ClassVar[float] = 2 * STANDS + LAST_MONTH * LEAST_MONTH

    year: int
    day: date

    def group_of(self, row: TimelineRow) -> str:
        return row.item.part

    def marks_of(self, box: QRectF, row: TimelineRow, unit: float) -> Iterator[Mark]:
        item = row.item
        opens = Asked(item.figure_name, item.scope) if item.done else None
        yield Mark(item.id, box, told(item, row.days), opens)

    def draw_head(self, brush: Brush, box: QRectF) -> None:
        """Draw the months with the lines between them."""
        grid = self._grid(brush, box)
        below = box.top() + (self.height() - self.foot) * brush.unit
        brush.set_font(SMALL)
        for month in range(1, LAST_MONTH + 1):
            left, right = self._month(grid, month)
            cell = QRectF(left, box.top(), right - left, box.height())
            brush.words(cell, f"{month}月", brush.quiet, CENTER)
            if month > 1:
                brush.line(left, box.center().y(), left, below, brush.theme.line)
        brush.line(box.left(), box.bottom(), box.right(), box.bottom(), brush.theme.line)

    def draw_row(self, brush: Brush, box: QRectF, row: TimelineRow) -> None:
        grid, unit = self._grid(brush, box), brush.unit
        names = QRectF(box)
        names.setLeft(box.left() + 2 * PAD * unit)
        names.setRight(grid.left() - PAD * unit)
        brush.name(names, row.item.content, brush.theme.text)
        brush.line(box.left(), box.bottom(), box.right(), box.bottom(), brush.theme.line)
        self._spans(brush, grid, row.item)
        self._ticks(brush, grid, row)
        _stands(brush, box, grid.right(), row.item)

    def draw_over(self, brush: Brush, box: QRectF) -> None:
        """Draw the day the plan is looked at, where it lies in the year."""
        if self.day.year == self.year:
            x = self._x(self._grid(brush, box), self.day, end=True)
            brush.pen(brush.theme.tones[Tone.ACCENT], 1, Qt.PenStyle.DashLine)
            brush.painter.drawLine(QLineF(x, box.top() + MONTHS * 3 / 4 * brush.unit, x, box.bottom()))

    def draw_foot(self, brush: Brush, box: QRectF) -> None:
        brush.set_font(SMALL)
        text = "横条：安排开展的时间；竖线：有记录的日子；小旗：完成时限"
        if self.day.year == self.year:
            text += f"；虚线：{day_text(self.day)}"
        brush.words(box.adjusted(PAD * brush.unit, 0, 0, 0), text, brush.quiet)

    def _spans(self, brush: Brush, grid: QRectF, item: Progress) -> None:
        """Draw when the item is to be done; one without target only where months or a deadline say when."""
        painter, unit, middle = brush.painter, brush.unit, grid.center().y()
        tone = TONES[item.state]
        if item.target is not None or item.months or item.deadline:
            brush.pen(brush.theme.tones[tone])
            painter.setBrush(QColor(brush.theme.soft[tone]))
            for first, last in item.schedule.spans:
                left, right = self._x(grid, first), self._x(grid, last, end=True)
                bar = QRectF(left + unit, middle - BAR * unit / 2, right - left - 2 * unit, BAR * unit)
                painter.drawRoundedRect(bar, BAR * unit / 2, BAR * unit / 2)
        if item.deadline:
            _flag(brush, self._x(grid, item.deadline, end=True), middle, brush.theme.tones[tone])

    def _ticks(self, brush: Brush, grid: QRectF, row: TimelineRow) -> None:
        unit, middle = brush.unit, grid.center().y()
        brush.painter.setPen(QPen(QColor(brush.theme.tones[TONES[row.item.state]]), 1.5 * unit))
        half = TICK * unit / 2
        for day in row.days:
            if day.year == self.year:
                x = (self._x(grid, day) + self._x(grid, day, end=True)) / 2
                brush.painter.drawLine(QLineF(x, middle - half, x, middle + half))

    def _grid(self, brush: Brush, box: QRectF) -> QRectF:
        """Return where the year lies beside the names, as high as the box."""
        grid = QRectF(box)
        grid.setLeft(box.left() + min(box.width() * NAMES, MOST_NAMES * brush.unit))
        grid.setRight(box.right() - STANDS * brush.unit)
        return grid

    def _month(self, grid: QRectF, month: int) -> tuple[float, float]:
        first = date(self.year, month, 1)
        after = date(self.year, month + 1, 1) if month < LAST_MONTH else date(self.year, LAST_MONTH, 31)
        return self._x(grid, first), self._x(grid, after, end=month == LAST_MONTH)

    def _x(self, grid: QRectF, day: date, *, end: bool = False) -> float:
        """Return where a day begins, or ends, in the grid."""
        days = (date(self.year, 12, 31) - date(self.year, 1, 1)).days + 1
        number = (day - date(self.year, 1, 1)).days + end
        return grid.left() + grid.width() * max(0, min(number, days)) / days


def picture(timeline: Timeline) -> TimelinePicture:
    return TimelinePicture(timeline.rows, timeline.year, timeline.day)


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


def _stands(brush: Brush, box: QRectF, left: float, item: Progress) -> None:
    """Write at the right how the item stands."""
    unit, color = brush.unit, brush.theme.tones[TONES[item.state]]
    left += PAD * unit
    radius = LIGHT * unit / 2
    brush.painter.setPen(Qt.PenStyle.NoPen)
    brush.painter.setBrush(QColor(color))
    brush.painter.drawEllipse(QPointF(left + radius, box.center().y()), radius, radius)
    brush.set_font(SMALL)
    words = QRectF(box)
    words.setLeft(left + (LIGHT + PAD / 2) * unit)
    brush.words(words, f"{item.state} {done_of_target_text(item)}", color)


def _flag(brush: Brush, x: float, middle: float, color: str) -> None:
    unit = brush.unit
    top = middle - TICK * unit / 2
    brush.line(x, top, x, middle + TICK * unit / 2, color)
    brush.painter.setPen(Qt.PenStyle.NoPen)
    brush.painter.setBrush(QColor(color))
    tip = QPointF(x - FLAG * 1.4 * unit, top + FLAG * unit / 2)
    brush.painter.drawPolygon(QPolygonF([QPointF(x, top), tip, QPointF(x, top + FLAG * unit)]))
