"""The weeks of a year by weekly kind (每周开展情况): held, the darker the more came; missed, off, or still to come.

The year lies in two halves, so that a week is wide enough for its number on a small screen and on paper.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor

from desktop_app.core.number import HUNDRED, decimal
from desktop_app.core.period import day_text
from desktop_app.core.schedule import THURSDAY_AFTER
from desktop_app.records.year_pictures import Week, WeeklyKind, WeekState, YearPictures
from desktop_app.ui.pictures.brush import PAD, SIZE, SMALL, Brush, Sample
from desktop_app.ui.pictures.picture import Mark, Opens, Picture
from desktop_app.ui.theme import Tone

NAMES: Final = 100.0
GAP, CELL, ROUND = 1.5, 25.0, 2.5
LAST_OF_HALF: Final = 6
LOWEST, STEPS = 0.5, (0.6, 0.8, 1.0)
"""The rate of attendance at and below which a week is palest, and those in the legend."""
DARK_TEXT = 140


@dataclass(frozen=True)
class Half:
    """Half a year of a kind; what the year comes to is said once, in the first."""

    kind: WeeklyKind
    weeks: tuple[Week, ...]
    title: str
    is_first: bool


@dataclass(frozen=True)
class HeatMap(Picture[Half]):
    name: ClassVar[str] = "每周开展情况"
    heading: ClassVar[float] = 24.0
    row_height: ClassVar[float] = 34.0
    foot: ClassVar[float] = 44.0

    columns: int

    def group_of(self, row: Half) -> str:
        return row.title

    def marks_of(self, box: QRectF, row: Half, unit: float) -> Iterator[Mark]:
        if row.is_first:
            told = f"{row.kind.name}全年{row.kind.year.text}，{_missed(row.kind)}"
            opens = row.kind.asked if row.kind.year.records else None
            yield Mark((row.kind.name, "year"), QRectF(box.left(), box.top(), NAMES * unit, box.height()), told, opens)
        for number, week in enumerate(row.weeks):
            if week.state is not WeekState.NONE:
                yield Mark(
                    (row.kind.name, week.monday),
                    self._cell(box, number, unit),
                    _told(row.kind.name, week),
                    _opens(week),
                )

    def draw_heading(self, brush: Brush, box: QRectF, text: str) -> None:
        """Write the half of the year, and each month above its first week."""
        brush.set_font(SIZE, bold=True)
        brush.words(
            QRectF(box.left() + PAD * brush.unit, box.top(), NAMES * brush.unit, box.height()), text, brush.quiet
        )
        brush.set_font(SMALL)
        weeks = next(row.weeks for row in self.rows if row.title == text)
        before = 0
        for number, week in enumerate(weeks):
            month = _month(week)
            if month != before:
                cell = self._cell(box, number, brush.unit)
                cell.setWidth(3 * cell.width())
                brush.words(cell, f"{month}月", brush.quiet)
            before = month

    def draw_row(self, brush: Brush, box: QRectF, row: Half) -> None:
        names = QRectF(box.left() + PAD * brush.unit, box.top(), (NAMES - PAD) * brush.unit, box.height())
        if row.is_first:
            names.setHeight(box.height() / 2)
            brush.set_font(SMALL)
            color = brush.theme.tones[Tone.BAD] if row.kind.missed else brush.quiet
            brush.words(names.translated(0, names.height()), f"{row.kind.year.text}，{_missed(row.kind)}", color)
        brush.set_font(SIZE)
        brush.words(names, row.kind.name, brush.theme.text)
        for number, week in enumerate(row.weeks):
            _draw(brush, self._cell(box, number, brush.unit), week)

    def draw_foot(self, brush: Brush, box: QRectF) -> None:
        samples: list[Sample] = [(partial(_shade, brush, share=share), f"实到率{share:.0%}") for share in STEPS]
        samples[0] = (samples[0][0], f"已开展，{samples[0][1]}")
        others: tuple[tuple[WeekState, Callable[[QRectF], None]], ...] = (
            (WeekState.MISSED, partial(_missing, brush)),
            (WeekState.UNRECORDED, partial(brush.hatch, color=brush.theme.tones[Tone.WARN])),
            (WeekState.OFF, partial(_off, brush)),
            (WeekState.AHEAD, partial(_ahead, brush)),
        )
        seen = {week.state for row in self.rows for week in row.weeks}
        samples += [(draw, state.value) for state, draw in others if state in seen]
        if WeekState.ELSEWHERE in seen:
            samples.append((partial(_elsewhere, brush), WeekState.ELSEWHERE.value))
        samples.append((None, "格中的数字是实到率（%）"))
        brush.legend(box.adjusted(0, PAD * brush.unit, 0, 0), samples)

    def _cell(self, box: QRectF, number: int, unit: float) -> QRectF:
        wide = (box.width() - NAMES * unit) / self.columns
        tall = min(CELL * unit, box.height())
        left = box.left() + NAMES * unit + number * wide
        return QRectF(left, box.center().y() - tall / 2, wide - GAP * unit, tall)


def picture(of: YearPictures) -> HeatMap:
    rows: list[Half] = []
    for title, is_first in (("上半年", True), ("下半年", False)):
        for kind in of.weekly:
            weeks = (week for week in kind.weeks if (_month(week) <= LAST_OF_HALF) is is_first)
            rows.append(Half(kind, tuple(weeks), title, is_first))
    return HeatMap(tuple(rows), max((len(row.weeks) for row in rows), default=1))


def _month(week: Week) -> int:
    """Return the month a week belongs to: that of its Thursday, as with the year."""
    return (week.monday + THURSDAY_AFTER).month


def _draw(brush: Brush, cell: QRectF, week: Week) -> None:
    match week.state:
        case WeekState.HELD:
            share = week.rate.value
            text = "" if share is None else decimal(share * HUNDRED, 0)
            _shade(brush, cell, LOWEST if share is None else float(share), text)
        case WeekState.MISSED:
            _missing(brush, cell)
        case WeekState.UNRECORDED:
            brush.hatch(cell, brush.theme.tones[Tone.WARN])
        case WeekState.OFF:
            _off(brush, cell)
        case WeekState.ELSEWHERE:
            _elsewhere(brush, cell)
        case WeekState.AHEAD:
            _ahead(brush, cell)
        case WeekState.NONE:
            pass


def _shade(brush: Brush, cell: QRectF, share: float, text: str = "") -> None:
    pale, full = QColor(brush.theme.soft[Tone.GOOD]), QColor(brush.theme.tones[Tone.GOOD])
    deep = 0.15 + 0.85 * max(0.0, min(1.0, (share - LOWEST) / (1 - LOWEST)))
    parts = zip(pale.getRgb(), full.getRgb(), strict=True)  # type: ignore[arg-type]  # the stubs say object
    color = QColor(*(round(low + deep * (high - low)) for low, high in parts))
    brush.fill(cell, color, ROUND)
    if text:
        dark, light = sorted((brush.theme.text, brush.theme.base), key=lambda each: QColor(each).lightness())
        brush.number(cell, text, light if color.lightness() < DARK_TEXT else dark)


def _missing(brush: Brush, cell: QRectF) -> None:
    color, arm = brush.theme.tones[Tone.BAD], min(cell.width(), cell.height()) / 4
    brush.fill(cell, brush.theme.soft[Tone.BAD], ROUND)
    brush.frame(cell, color, ROUND)
    brush.pen(color, 1.5)
    for slope in (-arm, arm):
        brush.painter.drawLine(cell.center() - QPointF(arm, slope), cell.center() + QPointF(arm, slope))


def _off(brush: Brush, cell: QRectF) -> None:
    arm = QPointF(cell.width() / 5, 0)
    brush.fill(cell, brush.theme.soft[Tone.QUIET], ROUND)
    brush.pen(brush.quiet, 1.5)
    brush.painter.drawLine(cell.center() - arm, cell.center() + arm)


def _elsewhere(brush: Brush, cell: QRectF) -> None:
    brush.frame(cell, brush.theme.tones[Tone.GOOD], ROUND)


def _ahead(brush: Brush, cell: QRectF) -> None:
    brush.frame(cell, brush.theme.handle, ROUND, Qt.PenStyle.DotLine)


def _missed(kind: WeeklyKind) -> str:
    return f"{kind.missed}周没有" if kind.missed else "周周都有"


def _told(kind: str, week: Week) -> str:
    days = f"{day_text(week.monday)}至{week.sunday.month}月{week.sunday.day}日"
    match week.state:
        case WeekState.HELD:
            came = "" if week.rate.value is None else f"，实到率{week.rate.text}"
            return f"{days}：{kind}{week.times.text}{came}"
        case WeekState.OFF:
            return f"{days}：没有{kind}，{week.why}"
        case WeekState.MISSED:
            return f"{days}：没有{kind}，也没有说明原因"
        case _:
            return f"{days}：{kind}{week.state}"


def _opens(week: Week) -> Opens:
    match week.state:
        case WeekState.HELD | WeekState.UNRECORDED:
            return week.held
        case WeekState.MISSED:
            return week.missing
        case _:
            return ("session", week.session_id) if week.session_id else None
