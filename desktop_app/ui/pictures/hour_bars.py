"""Everybody's hours against his duty (学时任务): a bar each, and one line at which the duty is done.

Duties differ from one rank to another, so a bar is as long as the share of the duty that is done.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF

from desktop_app.core.number import shown
from desktop_app.records.year_pictures import PersonHours, YearPictures
from desktop_app.ui.pictures.brush import CENTER, PAD, SIZE, SMALL, Brush
from desktop_app.ui.pictures.picture import Mark, Picture
from desktop_app.ui.theme import Tone

NAMES, UNITS, STANDS, BAR = 92.0, 84.0, 200.0, 8.0
LEAST_SHARE, MOST_SHARE = 1.25, 4.0
"""Of the duty: how much the longest bar stands for at least and at most; longer ones are cut."""


@dataclass(frozen=True)
class HourBars(Picture[PersonHours]):
    name: ClassVar[str] = "学时任务"
    head: ClassVar[float] = 20.0
    row_height: ClassVar[float] = 19.0
    least_width: ClassVar[float] = NAMES + UNITS + STANDS + 200.0

    most: float

    def marks_of(self, box: QRectF, row: PersonHours, unit: float) -> Iterator[Mark]:
        yield Mark(row.person.id, box, _told(row), ("cadre_file", row.person.id))

    def draw_head(self, brush: Brush, box: QRectF) -> None:
        brush.set_font(SMALL)
        x, wide = self._duty(_track(box, brush.unit)), 60 * brush.unit
        brush.words(QRectF(x - wide / 2, box.top(), wide, box.height()), "任务", brush.quiet, CENTER)

    def draw_row(self, brush: Brush, box: QRectF, row: PersonHours) -> None:
        unit, theme = brush.unit, brush.theme
        color = theme.tones[Tone.GOOD if row.is_met else Tone.BAD]
        track = _track(box, unit)
        names = QRectF(box.left() + PAD * unit, box.top(), NAMES * unit, box.height())
        brush.set_font(SIZE)
        brush.words(names, row.person.name, theme.text)
        brush.set_font(SMALL)
        units = QRectF(names.right() + PAD * unit, box.top(), (UNITS - 3 * PAD) * unit, box.height())
        brush.words(units, row.person.unit, brush.quiet)
        bar = QRectF(track.left(), track.center().y() - BAR * unit / 2, track.width(), BAR * unit)
        bar.setWidth(max(unit, track.width() * min(row.share / self.most, 1.0)))
        if row.line:
            brush.fill(bar, color, 1)
            if not row.is_met:
                brush.hatch(bar, theme.soft[Tone.BAD])
                brush.frame(bar, color)
        words = QRectF(box.right() - STANDS * unit, box.top(), STANDS * unit, box.height())
        brush.words(words, _stands(row), theme.text if row.is_met else color)

    def draw_over(self, brush: Brush, box: QRectF) -> None:
        x = self._duty(_track(box, brush.unit))
        brush.pen(brush.theme.text, 1)
        top = box.top() + self.head * brush.unit
        brush.painter.drawLine(QPointF(x, top), QPointF(x, box.bottom()))

    def _duty(self, track: QRectF) -> float:
        """Return where the duty is done."""
        return track.left() + track.width() / self.most

    def draw_foot(self, brush: Brush, box: QRectF) -> None:
        met = partial(brush.fill, color=brush.theme.tones[Tone.GOOD])
        lacking = partial(brush.hatch, color=brush.theme.tones[Tone.BAD])
        text = f"横条：差得最多的一项任务（都达标的，看一般的学时任务），画到任务的{self.most:g}倍为止"
        samples = [(met, "达标"), (lacking, "未达标"), (None, text)]
        brush.legend(box.adjusted(0, PAD * brush.unit, 0, 0), samples)


def picture(of: YearPictures) -> HourBars:
    most = max((row.share for row in of.people), default=LEAST_SHARE)
    return HourBars(of.people, min(max(LEAST_SHARE, ceil(most * 4) / 4), MOST_SHARE))


def _track(box: QRectF, unit: float) -> QRectF:
    return box.adjusted((NAMES + UNITS) * unit, 0, -(STANDS + 2 * PAD) * unit, 0)


def _done(row: PersonHours) -> str:
    """Return what is done of what is asked: 68/90学时, 13/12天."""
    if row.line is None:
        return "没有要求的任务"
    rule, line = row.line.rule, row.line
    if row.counts_days:
        return f"{shown(line.days)}/{shown(rule.days)}天"
    return f"{shown(line.hours)}/{shown(rule.hours)}学时"


def _stands(row: PersonHours) -> str:
    """Return how it stands; the duty is named where it is about some kinds of session only."""
    if row.line is None:
        return _done(row)
    rule = row.line.rule
    kind, years = rule.name if rule.categories else "", f"（{rule.years}年内）" if rule.years > 1 else ""
    return f"{kind}{_done(row)}{years}　{row.line.lack or row.person.state}"


def _told(row: PersonHours) -> str:
    duty = f"“{row.line.rule.name}”" if row.line else ""
    lack = f"，{row.person.lack}" if row.person.lack else ""
    return (
        f"{row.person.name}（{row.person.unit}）：年度学时{shown(row.person.hours)}，{duty}{_done(row)}，"
        f"{row.person.state}{lack}"
    )
