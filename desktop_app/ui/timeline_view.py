"""The time line of a plan on the screen: an item is chosen with the arrow keys or the mouse and opens its records."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QToolTip, QWidget

from desktop_app.metrics.plan import Progress
from desktop_app.records.plan_timeline import Timeline
from desktop_app.ui import theme
from desktop_app.ui import timeline as drawing
from desktop_app.ui.theme import GAP, Tone
from desktop_app.ui.timeline import Picture

_STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: +1}


class TimelineView(QWidget):
    """The picture; it lies in a scroll area and is as high as its items want."""

    chosen = Signal()
    opened = Signal(object)  # Progress

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timeline: Timeline | None = None
        self._empty_text = ""
        self._current: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("时间线")

    def show_timeline(self, timeline: Timeline) -> None:
        """Show a year; the item chosen stays so where it is still there."""
        self._timeline = timeline
        if self.current_item() is None:
            self._current = timeline.rows[0].item.id if timeline.rows else None
        self.setMinimumSize(self.sizeHint())
        self._say()
        self.update()

    def set_empty_text(self, text: str) -> None:
        self._empty_text = text
        self.update()

    def current_item(self) -> Progress | None:
        return next((row.item for row in self._rows() if row.item.id == self._current), None)

    def select_id(self, item_id: int) -> None:
        self._current = item_id
        self._say()
        if box := self._box_of(item_id):
            viewport = self.parentWidget()
            area = viewport.parentWidget() if viewport else None
            if isinstance(area, QScrollArea):
                area.ensureVisible(round(box.left()), round(box.center().y()), 0, round(2 * box.height()))
        self.update()
        self.chosen.emit()

    def sizeHint(self) -> QSize:
        tall = drawing.height(self._picture()) * self._unit() if self._timeline else 0
        return QSize(round(drawing.LEAST_WIDTH * self._unit()), round(tall) + 2 * GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.palette().base())
        if not self._rows():
            painter.setPen(theme.color(Tone.QUIET))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty_text)
            return
        if box := self._box_of(self._current):
            painter.fillRect(box, QColor(theme.current().selection if self.hasFocus() else theme.current().hover))
        drawing.draw(painter, self._room(), self._picture(), self._unit())
        if box and self.hasFocus():
            painter.setPen(QPen(theme.color(Tone.ACCENT), 1))
            painter.drawRect(box.adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if item := self.item_at(event.position()):
            self.select_id(item.id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        item = self.item_at(event.position())
        if item and item.id == self._current and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(item)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        item = self.item_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if item and item.done else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item, step = self.current_item(), _STEPS.get(event.key())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item:
            self.opened.emit(item)
        elif step and item:
            ids = [row.item.id for row in self._rows()]
            place = ids.index(item.id) + step
            if 0 <= place < len(ids):
                self.select_id(ids[place])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            item = self.item_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._told(item.id) if item else "", self)
            return True
        return super().event(event)

    def item_at(self, point: QPointF) -> Progress | None:
        return next((item for box, item in self._boxes() if box.contains(point)), None)

    def place_of(self, item_id: int) -> QPointF:
        """Return the middle of an item on the picture."""
        box = self._box_of(item_id)
        return box.center() if box else QPointF()

    def _rows(self) -> tuple[drawing.TimelineRow, ...]:
        return self._timeline.rows if self._timeline else ()

    def _picture(self) -> Picture:
        assert self._timeline
        return Picture(self._timeline, theme.current())

    def _unit(self) -> float:
        """How many pixels a point of the picture is: its letters are as large as those around it."""
        return self.fontMetrics().height() / (1.6 * drawing.SIZE)

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(GAP, GAP, -GAP, -GAP)

    def _boxes(self) -> list[tuple[QRectF, Progress]]:
        return drawing.boxes(self._room(), self._picture(), self._unit()) if self._timeline else []

    def _box_of(self, item_id: int | None) -> QRectF | None:
        return next((box for box, item in self._boxes() if item.id == item_id), None)

    def _told(self, item_id: int | None) -> str:
        return next((drawing.told(row.item, row.days) for row in self._rows() if row.item.id == item_id), "")

    def _say(self) -> None:
        """Tell a screen reader what is chosen."""
        self.setAccessibleDescription(self._told(self._current))
