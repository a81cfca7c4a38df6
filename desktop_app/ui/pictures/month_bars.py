"""The months of a year by kind of session (各月场次): a line of bars for each kind, all by one scale.

Bars one above the other in a dozen colours could not be told apart on a black and white print; lines of bars can.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QRectF

from desktop_app.core.period import LAST_MONTH
from desktop_app.records.year_pictures import ALL_KINDS, MonthCell, MonthlyKind, YearPictures
from desktop_app.ui.pictures.brush import CENTER, PAD, SIZE, SMALL, Brush, Sample
from desktop_app.ui.pictures.picture import Mark, Picture
from desktop_app.ui.theme import Tone

NAMES, TOTALS = 112.0, 60.0
NUMBER, LEAST, BAR_SHARE = 13.0, 2.0, 0.46
"""Height of the number above a bar, that of the smallest bar, and a bar's share of its month's width."""


@dataclass(frozen=True)
class MonthBars(Picture[MonthlyKind]):
    """`most` is what the highest bar of a kind stands for; the line of all kinds has a scale of its own."""

    name: ClassVar[str] = "各月场次"
    head: ClassVar[float] = 22.0
    row_height: ClassVar[float] = 36.0

    most: int
    most_of_all: int

    def marks_of(self, box: QRectF, row: MonthlyKind, unit: float) -> Iterator[Mark]:
        for cell in row.months:
            if cell.held.numerator or cell.waiting.numerator:
                opens = cell.asked if cell.held.numerator else cell.asked_waiting
                yield Mark((row.name, cell.month), _column(box, cell.month, unit), _told(row.name, cell), opens)
        total = QRectF(box.right() - TOTALS * unit, box.top(), TOTALS * unit, box.height())
        yield Mark((row.name, 0), total, f"{row.name}全年{row.year.text}", row.asked if row.year.records else None)

    def draw_head(self, brush: Brush, box: QRectF) -> None:
        brush.set_font(SMALL)
        for month in range(1, LAST_MONTH + 1):
            brush.words(_column(box, month, brush.unit), f"{month}月", brush.quiet, CENTER)
        brush.words(_column(box, LAST_MONTH + 1, brush.unit), "全年", brush.quiet, CENTER)
        brush.line(box.left(), box.bottom(), box.right(), box.bottom(), brush.theme.line)

    def draw_row(self, brush: Brush, box: QRectF, row: MonthlyKind) -> None:
        unit = brush.unit
        brush.name(QRectF(box.left() + PAD * unit, box.top(), (NAMES - 2 * PAD) * unit, box.height()), row.name,
                   brush.theme.text)  # fmt: skip
        for cell in row.months:
            self._bar(
                brush, _column(box, cell.month, unit), cell, self.most_of_all if row.name == ALL_KINDS else self.most
            )
        brush.set_font(SIZE, bold=True)
        brush.words(_column(box, LAST_MONTH + 1, unit), row.year.text, brush.theme.text, CENTER)
        brush.line(box.left(), box.bottom(), box.right(), box.bottom(), brush.theme.line)

    def draw_foot(self, brush: Brush, box: QRectF) -> None:
        samples: list[Sample] = [(partial(brush.fill, color=brush.theme.tones[Tone.ACCENT]), "已登记的场次")]
        if any(cell.waiting.numerator for row in self.rows for cell in row.months):
            hatched = partial(brush.hatch, color=brush.theme.tones[Tone.WARN])
            samples.append((hatched, "未登记的场次，写在“+”后面，不计入全年"))
        samples.append((None, f"“{ALL_KINDS}”一行另用一个比例"))
        brush.legend(box.adjusted(0, PAD * brush.unit, 0, 0), samples)

    def _bar(self, brush: Brush, column: QRectF, cell: MonthCell, most: int) -> None:
        """Draw what was held, upon it what is not recorded yet, and both numbers above."""
        held, waiting = int(cell.held.numerator), int(cell.waiting.numerator)
        if not held and not waiting:
            return
        unit = brush.unit
        room = column.height() - (NUMBER + PAD / 2) * unit
        wide = column.width() * BAR_SHARE
        bar = QRectF(column.center().x() - wide / 2, column.bottom(), wide, 0)
        for count, draw in (
            (held, partial(brush.fill, color=brush.theme.tones[Tone.ACCENT])),
            (waiting, partial(brush.hatch, color=brush.theme.tones[Tone.WARN])),
        ):
            if count:
                bar.setTop(bar.bottom() - max(LEAST * unit, room * count / most))
                draw(bar)
                bar.moveBottom(bar.top())
        top = QRectF(column.left(), bar.bottom() - NUMBER * unit, column.width(), NUMBER * unit)
        brush.number(top, f"{held}+{waiting}" if waiting else str(held), brush.theme.text)


def picture(of: YearPictures) -> MonthBars:
    """Return the kinds of a year, all of them together last."""
    kinds = sorted(of.monthly, key=lambda row: row.name == ALL_KINDS)
    all_kinds = [row for row in kinds if row.name == ALL_KINDS]
    return MonthBars(tuple(kinds), _most(kinds[: len(kinds) - len(all_kinds)]), _most(all_kinds))


def _most(rows: Sequence[MonthlyKind]) -> int:
    sums = (int(cell.held.numerator + cell.waiting.numerator) for row in rows for cell in row.months)
    return max(sums, default=1)


def _column(box: QRectF, month: int, unit: float) -> QRectF:
    """Return where a month stands in the box; the thirteenth is the year's sum."""
    wide = (box.width() - (NAMES + TOTALS) * unit) / LAST_MONTH
    left = box.left() + NAMES * unit + (month - 1) * wide
    return QRectF(left, box.top(), TOTALS * unit if month > LAST_MONTH else wide, box.height())


def _told(kind: str, cell: MonthCell) -> str:
    waiting = f"，另有{cell.waiting.text}未登记" if cell.waiting.numerator else ""
    return f"{cell.month}月：{kind}{cell.held.text}{waiting}"
