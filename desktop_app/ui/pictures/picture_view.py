"""A picture on the screen: its marks are walked through with the arrow keys or the mouse, and Enter opens one."""

from collections.abc import Hashable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QToolTip, QWidget

from desktop_app.ui import theme
from desktop_app.ui.pictures.brush import SIZE
from desktop_app.ui.pictures.picture import AnyPicture, Mark
from desktop_app.ui.theme import GAP, Tone

WAYS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
"""By key: to the right and down."""
ASIDE = 4
"""So much further away is what lies aside of the way that is taken."""


class PictureView(QWidget):
    """Lies in a scroll area and is as high as its picture wants."""

    chosen = Signal()
    opened = Signal(object)  # Mark

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: AnyPicture | None = None
        self._marks: list[Mark] | None = None
        self._current: Hashable = None
        self._empty_text = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(name)

    def show_picture(self, picture: AnyPicture) -> None:
        """Show a picture; the mark chosen stays so where it is still there."""
        self._picture, self._marks = picture, None
        self.setMinimumSize(self.sizeHint())
        if self.current_mark() is None:
            self._current = marks[0].key if (marks := self.marks()) else None
        self._say()
        self.update()
        self.chosen.emit()

    def set_empty_text(self, text: str) -> None:
        self._empty_text = text
        self.update()

    def picture(self) -> AnyPicture | None:
        """Return what is shown; None where there is nothing to be drawn."""
        return self._picture if self._picture and self._picture.rows else None

    def marks(self) -> list[Mark]:
        if self._marks is None:
            picture = self.picture()
            self._marks = picture.marks(self._room(), self._unit()) if picture else []
        return self._marks

    def current_mark(self) -> Mark | None:
        return next((mark for mark in self.marks() if mark.key == self._current), None)

    def choose(self, key: Hashable) -> None:
        self._current = key
        self._say()
        self._bring_into_sight()
        self.update()
        self.chosen.emit()

    def sizeHint(self) -> QSize:
        picture = self.picture()
        if picture is None:
            return QSize(0, self.fontMetrics().height() * 3)
        return QSize(round(picture.least_width * self._unit()), round(picture.height() * self._unit()) + 2 * GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.palette().base())
        picture = self.picture()
        if picture is None:
            painter.setPen(theme.color(Tone.QUIET))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty_text)
            return
        painter.setClipRect(event.rect())
        mark = self.current_mark() if self.hasFocus() else None
        if mark:
            painter.fillRect(mark.box, QColor(theme.current().selection))
        picture.draw(painter, self._room(), self._unit(), theme.current())
        if mark:
            painter.setPen(theme.color(Tone.ACCENT))
            painter.drawRect(mark.box.adjusted(-1, -1, 0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._marks = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._bring_into_sight()
        self.chosen.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if mark := self.mark_at(event.position()):
            self.choose(mark.key)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        mark = self.mark_at(event.position())
        if mark and mark.key == self._current and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(mark)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        mark = self.mark_at(event.position())
        leads = mark is not None and mark.opens is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        mark, way = self.current_mark(), WAYS.get(event.key())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and mark:
            self.opened.emit(mark)
        elif mark and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(self.marks()[0 if event.key() == Qt.Key.Key_Home else -1].key)
        elif mark and way and (next_ := self.beside(mark, way)):
            self.choose(next_.key)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self.mark_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), mark.told if mark else "", self)
            return True
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._marks = None
        return super().event(event)

    def mark_at(self, point: QPointF) -> Mark | None:
        return next((mark for mark in self.marks() if mark.box.contains(point)), None)

    def beside(self, mark: Mark, way: tuple[int, int]) -> Mark | None:
        """Return the mark next to one on this way: in the same line where there is any, else near it."""
        here, found = mark.box.center(), []
        for number, other in enumerate(self.marks()):
            there = other.box.center() - here
            along = there.x() * way[0] + there.y() * way[1]
            reach = (
                (mark.box.height() + other.box.height()) / 2 if way[0] else (mark.box.width() + other.box.width()) / 2
            )
            aside = max(0.0, abs(there.y() if way[0] else there.x()) - reach + 1)
            if along > 1 and along * ASIDE > aside:
                found.append((aside > 0, along + ASIDE * aside, number))
        return self.marks()[min(found)[2]] if found else None

    def _bring_into_sight(self) -> None:
        area = self.parentWidget()
        while area and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area and (inner := area.widget()) and (mark := self.current_mark()):
            middle = self.mapTo(inner, mark.box.center().toPoint())
            area.ensureVisible(middle.x(), middle.y(), 0, round(mark.box.height()))

    def _unit(self) -> float:
        """How many pixels a point of the picture is: its letters are as large as those around it."""
        return self.fontMetrics().height() / (1.6 * SIZE)

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(GAP, GAP, -GAP, -GAP)

    def _say(self) -> None:
        """Tell a screen reader what is chosen."""
        mark = self.current_mark()
        self.setAccessibleDescription(mark.told if mark else "")
