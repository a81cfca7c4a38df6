"""What a picture is: lines one below the other, some under a heading, drawn by one routine on screen and on paper.

It can be cut into pages, and says where its marks are, what they tell and what they open.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Generic, Self, TypeVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop_app.core.scope import Asked
from desktop_app.records.series import MissingWeek
from desktop_app.ui.pictures.brush import PAD, SIZE, Brush
from desktop_app.ui.theme import Theme, Tone

Row = TypeVar("Row")
Opens = Asked | MissingWeek | tuple[str, int] | None
"""What a mark leads to: the records of a figure, a week that is missing, or a record by its table and id."""


@dataclass(frozen=True)
class Mark:
    """A part of a picture that can be chosen; `key` finds it again in a picture that was read anew."""

    key: Hashable
    box: QRectF
    told: str
    opens: Opens = None


@dataclass(frozen=True)
class Picture(Generic[Row]):
    """`rows` are drawn below `head`, those of one group under its name; the legend stands below them.

    Heights and widths are in points.
    """

    name: ClassVar[str] = ""
    head: ClassVar[float] = 0.0
    heading: ClassVar[float] = 22.0
    row_height: ClassVar[float] = 26.0
    foot: ClassVar[float] = 24.0
    least_width: ClassVar[float] = 600.0

    rows: tuple[Row, ...]

    def group_of(self, row: Row) -> str:
        """Return the heading that the row stands under; "" for none."""
        del row
        return ""

    def height(self) -> float:
        return self.head + sum(self._height(line) for line in self.lines) + self.foot

    @property
    def lines(self) -> tuple[str | Row, ...]:
        """The headings with their rows below them, as they are drawn from top to bottom."""
        found: list[str | Row] = []
        before = ""
        for row in self.rows:
            if (group := self.group_of(row)) != before:
                found.append(group)
            found.append(row)
            before = group
        return tuple(found)

    def pages(self, room: float) -> list[Self]:
        """Cut it into such as are no higher than the room, in points; a group goes on under its name."""
        found: list[list[Row]] = [[]]
        left, before = room - self.head - self.foot, ""
        for row in self.rows:
            group = self.group_of(row)
            needed = self.row_height + (self.heading if group != before else 0.0)
            if needed > left and found[-1]:
                found.append([])
                left = room - self.head - self.foot
                needed = self.row_height + (self.heading if group else 0.0)
            found[-1].append(row)
            left, before = left - needed, group
        return [replace(self, rows=tuple(rows)) for rows in found]

    def marks(self, rect: QRectF, unit: float) -> list[Mark]:
        """Return what can be chosen in the rectangle, from top to bottom and from left to right."""
        rows = (placed for placed in self.placed(rect, unit) if not isinstance(placed[1], str))
        return [mark for box, row in rows for mark in self.marks_of(box, row, unit)]  # type: ignore[arg-type]

    def marks_of(self, box: QRectF, row: Row, unit: float) -> Iterable[Mark]:
        raise NotImplementedError

    def draw(self, painter: QPainter, rect: QRectF, unit: float, theme: Theme) -> None:
        """Draw it from the top of the rectangle down, as wide as that is; only what a clip of the painter shows."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = painter.clipBoundingRect() if painter.hasClipping() else rect.adjusted(0, 0, 0, self.height() * unit)
        brush = Brush(painter, theme, unit)
        self.draw_head(brush, QRectF(rect.left(), rect.top(), rect.width(), self.head * unit))
        for box, line in self.placed(rect, unit):
            if not box.intersects(seen):
                continue
            if isinstance(line, str):
                self.draw_heading(brush, box, line)
            else:
                self.draw_row(brush, box, line)
        below = rect.top() + (self.height() - self.foot) * unit
        self.draw_over(brush, QRectF(rect.left(), rect.top(), rect.width(), below - rect.top()))
        self.draw_foot(brush, QRectF(rect.left(), below, rect.width(), self.foot * unit))
        painter.restore()

    def placed(self, rect: QRectF, unit: float) -> Iterator[tuple[QRectF, str | Row]]:
        """Yield the lines with where they lie in the rectangle."""
        top = rect.top() + self.head * unit
        for line in self.lines:
            tall = self._height(line) * unit
            yield QRectF(rect.left(), top, rect.width(), tall), line
            top += tall

    def draw_head(self, brush: Brush, box: QRectF) -> None:
        """Draw what stands above the first line; nothing, as a rule."""

    def draw_heading(self, brush: Brush, box: QRectF, text: str) -> None:
        brush.fill(box, brush.theme.soft[Tone.QUIET])
        brush.set_font(SIZE, bold=True)
        brush.words(box.adjusted(PAD * brush.unit, 0, 0, 0), text, brush.theme.text)

    def draw_row(self, brush: Brush, box: QRectF, row: Row) -> None:
        raise NotImplementedError

    def draw_over(self, brush: Brush, box: QRectF) -> None:
        """Draw what lies over all the lines; nothing, as a rule."""

    def draw_foot(self, brush: Brush, box: QRectF) -> None:
        """Draw the legend."""
        raise NotImplementedError

    def _height(self, line: str | Row) -> float:
        return self.heading if isinstance(line, str) else self.row_height


AnyPicture = Picture[Any]
"""A picture of whatever rows, as those see it who show it or write it."""
