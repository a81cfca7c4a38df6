"""A line of the yearly plan: its words, and the marks that words cannot give: a link, a bar, a light."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.core.figure import Shape
from desktop_app.core.number import decimal
from desktop_app.core.plan import PlanState
from desktop_app.metrics.plan import Progress
from desktop_app.ui import theme
from desktop_app.ui.theme import GAP, HALF, Tone

TONES = {
    PlanState.UNMEASURED: Tone.QUIET,
    PlanState.NOT_DUE: Tone.QUIET,
    PlanState.ON_TRACK: Tone.ACCENT,
    PlanState.BEHIND: Tone.WARN,
    PlanState.DONE: Tone.GOOD,
    PlanState.NOT_DONE: Tone.BAD,
    PlanState.CARRIED: Tone.QUIET,
}
PLAN_TABLES = frozenset(
    {
        "plan_item", "subject", "session", "attendance", "part", "external_headcount", "note", "review", "cadre",
        "posting", "unit", "cadre_list", "cadre_list_member", "education", "law_exam", "pass_mark", "problem",
        "reading", "training", "duty", "day_hours", "duty_cap",
    }
)  # fmt: skip
"""What the figures of a plan are made of: a page that shows one is read anew when any of these changed."""
ITEM_ROLE = Qt.ItemDataRole.UserRole
PERCENT = 100
DONE, BAR, STATE = 3, 5, 6
BAR_HEIGHT, LIGHT = 8, 9
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class PlanColumn:
    title: str
    text: Callable[[Progress], str]
    width: int
    right: bool = False


def content_text(item: Progress) -> str:
    """Return what is planned, told from the year's own item where it is what last year left."""
    return f"{item.content}（{item.carried_from_year}年结转）" if item.carried_from_year else item.content


def _amount(item: Progress, number: Fraction) -> str:
    per_head = "人均" if item.done and item.done.shape is Shape.PER_HEAD else ""
    return f"{per_head}{decimal(number, 1 if per_head else 2)}{item.target_unit}"


def target_text(item: Progress) -> str:
    return _amount(item, item.target) if item.target is not None else "不计量"


def done_text(item: Progress) -> str:
    """Return the figure, rounded as everywhere; 人均 is said before it, as before its target."""
    if not item.done:
        return ""
    return f"{'人均' if item.done.shape is Shape.PER_HEAD else ''}{item.done.number}{item.target_unit}"


def expected_text(item: Progress) -> str:
    return _amount(item, item.expected) if item.target is not None else ""


def done_of_target_text(item: Progress) -> str:
    """Return both in short: 42/48次; empty without a target."""
    if not item.done or item.target is None:
        return ""
    per_head = "人均" if item.done.shape is Shape.PER_HEAD else ""
    return f"{per_head}{item.done.number}/{decimal(item.target)}{item.target_unit}"


def lacking_text(item: Progress) -> str:
    """Return how much less than expected was done; empty where nothing lacks."""
    return f"差{_amount(item, item.behind_by)}" if item.behind_by else ""


def share_text(item: Progress) -> str:
    """Return the share done, rounded down, so that what is not done never reads 100%."""
    return f"{int(item.share * PERCENT)}%" if item.target is not None else ""


COLUMNS = (
    PlanColumn("内容", content_text, 18),
    PlanColumn("对象", lambda item: item.audience, 7),
    PlanColumn("目标", target_text, 8, right=True),
    PlanColumn("已完成", done_text, 8, right=True),
    PlanColumn("应完成", expected_text, 8, right=True),
    PlanColumn("进度", share_text, 13),
    PlanColumn("状态", lambda item: item.state, 6),
    PlanColumn("责任", lambda item: item.responsible, 8),
)


class ItemDelegate(QStyledItemDelegate):
    """Draws the row as every other, then what text cannot show."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Progress | None = index.sibling(index.row(), 0).data(ITEM_ROLE)
        if item is None:
            super().paint(painter, option, index)
            return
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, option.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, QRectF(option.rect).adjusted(GAP, 0, -GAP, 0), item)
        painter.restore()

    def draw(self, painter: QPainter, room: QRectF, item: Progress) -> None:
        raise NotImplementedError


class LinkDelegate(ItemDelegate):
    def draw(self, painter: QPainter, room: QRectF, item: Progress) -> None:
        font = painter.font()
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(theme.color(Tone.ACCENT))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, done_text(item))


class BarDelegate(ItemDelegate):
    """The share done, and where it should be by now."""

    def draw(self, painter: QPainter, room: QRectF, item: Progress) -> None:
        if item.target is None:
            return
        words = painter.fontMetrics().horizontalAdvance("1000%")
        track = QRectF(room.left(), room.center().y() - BAR_HEIGHT / 2, room.width() - words - GAP, BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        self._fill(painter, track, theme.line())
        done = QRectF(track)
        done.setWidth(track.width() * float(min(item.share, Fraction(1))))
        self._fill(painter, done, theme.color(TONES[item.state]))
        due = track.left() + track.width() * float(min(item.expected / item.target, Fraction(1)))
        painter.setBrush(QColor(theme.current().text))
        painter.drawRect(QRectF(due - 1, track.top() - HALF, 2, track.height() + 2 * HALF))
        painter.setPen(QColor(theme.current().text))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, share_text(item))

    def _fill(self, painter: QPainter, bar: QRectF, color: QColor) -> None:
        painter.setBrush(color)
        painter.drawRoundedRect(bar, BAR_HEIGHT / 2, BAR_HEIGHT / 2)


class LightDelegate(ItemDelegate):
    """A dot in the colour of the state, and the word for it."""

    def draw(self, painter: QPainter, room: QRectF, item: Progress) -> None:
        color = theme.color(TONES[item.state])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(QRectF(room.left(), room.center().y() - LIGHT / 2, LIGHT, LIGHT))
        painter.setPen(color)
        painter.drawText(
            room.adjusted(LIGHT + GAP, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, item.state
        )
