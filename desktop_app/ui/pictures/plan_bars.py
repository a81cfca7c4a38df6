"""How far each item of a plan is (计划进度): a bar up to its target, and a mark where it should be by now."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QRectF

from desktop_app.core.scope import Asked
from desktop_app.metrics.plan import Progress
from desktop_app.records.year_pictures import YearPictures
from desktop_app.ui.pictures.brush import PAD, SMALL, Brush, Sample
from desktop_app.ui.pictures.picture import Mark, Opens, Picture
from desktop_app.ui.plan_lines import (
    TONES,
    content_text,
    done_of_target_text,
    expected_text,
    lacking_text,
    share_text,
    target_text,
)
from desktop_app.ui.theme import Tone

NAMES, STANDS, BAR = 0.34, 196.0, 9.0
"""The share of the width that the names take, the width of the words at the right, the height of a bar."""


@dataclass(frozen=True)
class PlanBars(Picture[Progress]):
    name: ClassVar[str] = "计划进度"
    row_height: ClassVar[float] = 30.0

    def group_of(self, row: Progress) -> str:
        return row.part

    def marks_of(self, box: QRectF, row: Progress, unit: float) -> Iterator[Mark]:
        opens: Opens = Asked(row.figure_name, row.scope) if row.done else ("plan_item", row.id)
        yield Mark(row.id, box, _told(row), opens)

    def draw_row(self, brush: Brush, box: QRectF, row: Progress) -> None:
        unit, color = brush.unit, brush.theme.tones[TONES[row.state]]
        left = box.left() + box.width() * NAMES
        names = QRectF(box.left() + 2 * PAD * unit, box.top(), left - box.left() - 3 * PAD * unit, box.height())
        brush.name(names, content_text(row), brush.theme.text)
        brush.line(box.left(), box.bottom(), box.right(), box.bottom(), brush.theme.line)
        words = QRectF(box.right() - STANDS * unit, box.top(), STANDS * unit, box.height())
        if row.target is not None:
            track = QRectF(left, box.center().y() - BAR * unit / 2, words.left() - left - 2 * PAD * unit, BAR * unit)
            brush.share_bar(track, float(row.share), color, float(row.expected / row.target))
        brush.set_font(SMALL)
        brush.words(words, _stands(row), color)

    def draw_foot(self, brush: Brush, box: QRectF) -> None:
        tones = brush.theme.tones
        samples: list[Sample] = [
            (partial(_sample, brush, tones[tone]), text)
            for tone, text in ((Tone.GOOD, "完成"), (Tone.ACCENT, "正常"), (Tone.WARN, "滞后"), (Tone.BAD, "未完成"))
        ]
        samples += [(partial(_due, brush), "到这一天应完成的"), (None, "各项按自己的口径计算")]
        brush.legend(box.adjusted(0, PAD * brush.unit, 0, 0), samples)


def picture(of: YearPictures) -> PlanBars:
    return PlanBars(of.plan)


def _stands(item: Progress) -> str:
    if item.target is None:
        return item.state
    lacking = lacking_text(item) if item.is_late else ""
    return "　".join(filter(None, (done_of_target_text(item), share_text(item), item.state, lacking)))


def _told(item: Progress) -> str:
    if item.target is None:
        return f"{item.content}：{target_text(item)}"
    return f"{item.content}：已完成{done_of_target_text(item)}，到这一天应完成{expected_text(item)}，{item.state}"


def _sample(brush: Brush, color: str, box: QRectF) -> None:
    brush.fill(box.adjusted(0, box.height() / 4, 0, -box.height() / 4), color, 2)


def _due(brush: Brush, box: QRectF) -> None:
    brush.fill(QRectF(box.center().x() - brush.unit, box.top(), 2 * brush.unit, box.height()), brush.theme.text)
