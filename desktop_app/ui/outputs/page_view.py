"""Pages on the screen just as they will lie on paper; figures on them can be opened.

Nothing here knows what a page says: what is drawn, and where its cells stand, comes from ui/paper.py.
"""

from collections import OrderedDict

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from desktop_app.exchange.report import Place
from desktop_app.ui import theme
from desktop_app.ui.outputs.page_places import Links, PagePlaces
from desktop_app.ui.paper import Paper
from desktop_app.ui.theme import MARGIN, Tone

_KEPT = 6
"""Pages kept as pictures: those in sight and the next ones."""
_STEP = 40
_VEIL = 60
"""How much of the accent lies over a figure under the mouse, of 255."""


class PageView(QAbstractScrollArea):
    """A scroll of pages. Of `links`, each cell can be clicked or reached with the arrow keys and opened with Enter."""

    opened = Signal(object)  # Place

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper: Paper | None = None
        self._places = PagePlaces()
        self._links = Links({}, [])
        self._pictures: OrderedDict[int, QPixmap] = OrderedDict()
        self._hovered: Place | None = None
        self._current: Place | None = None
        self._empty_text = ""
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(_STEP)

    @property
    def current(self) -> Place | None:
        """The cell that Enter opens."""
        return self._current

    def show_linked(self, paper: Paper, links: Links) -> None:
        """Show a document with its cells that can be opened. The place on it is kept."""
        self._paper, self._links = paper, links
        self.setAccessibleDescription("")
        layout = paper.layout()
        self._places.set_paper(layout, paper.pages(layout))
        self._hovered = None
        self._current = self._current if self._current and self._current in links else None
        self._refit()

    def show_text(self, text: str) -> None:
        """Show a sentence in place of pages."""
        self._paper, self._empty_text = None, text
        self.setAccessibleDescription(text)
        self._places.set_paper(None, 0)
        self._links = Links({}, [])
        self._refit()

    def link_at(self, point: QPointF) -> Place | None:
        """Return the cell that can be opened at a point of the viewport."""
        page, on_paper = self._places.page_at(point + self._offset())
        return self._links.at(page, on_paper)

    def place_of(self, link: Place) -> QPoint:
        """Return the middle of a cell on the viewport."""
        return (self._box(link).center() - self._offset()).toPoint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().window())
        if not self._paper:
            painter.setPen(theme.color(Tone.QUIET))
            room = self.viewport().rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty_text)
            return
        painter.translate(-self._offset())
        seen = QRectF(event.rect()).translated(self._offset())
        painter.setPen(QPen(theme.line(), 1))
        for number in range(1, self._places.count + 1):
            if (page := self._places.page(number)).intersects(seen):
                painter.drawRect(page.adjusted(-1, -1, 0, 0))
                painter.drawPixmap(page.topLeft(), self._picture(number))
        self._mark(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.link_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and (link := self.link_at(event.position())):
            self._go_to(link)
            self.opened.emit(link)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current:
            self.opened.emit(self._current)
        elif (arrow := _ARROWS.get(event.key())) and (link := self._links.beside(self._current, *arrow)):
            self._go_to(link)
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            link = self.link_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._links.text(link) if link else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def _refit(self) -> None:
        """Fit the pages to the width there is; pictures of another size are of no use."""
        before, at = self._places.scale, self.verticalScrollBar().value()
        self._places.fit(self.viewport().width(), self.fontMetrics().horizontalAdvance("国"), MARGIN)
        self._pictures.clear()
        size, room = self._places.size, self.viewport().size()
        for bar, whole, seen in (
            (self.horizontalScrollBar(), size.width(), room.width()),
            (self.verticalScrollBar(), size.height(), room.height()),
        ):
            bar.setRange(0, max(0, round(whole) - seen))
            bar.setPageStep(seen)
        if before:
            self.verticalScrollBar().setValue(round(at * self._places.scale / before))
        self.viewport().update()

    def _offset(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _picture(self, number: int) -> QPixmap:
        if number in self._pictures:
            self._pictures.move_to_end(number)
            return self._pictures[number]
        page, ratio = self._places.page(number), self.devicePixelRatioF()
        picture = QPixmap((page.size() * ratio).toSize())
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        scale = self._places.scale * 720 / picture.logicalDpiX()
        painter.scale(scale, scale)
        assert self._paper
        self._paper.draw(painter, number, self._paper.layout())
        painter.end()
        self._pictures[number] = picture
        if len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        return picture

    def _mark(self, painter: QPainter) -> None:
        veil = QColor(theme.LIGHT.tones[Tone.ACCENT])  # paper is white in either theme
        if self._hovered:
            veil.setAlpha(_VEIL)
            painter.fillRect(self._box(self._hovered), veil)
        if self._current and self.hasFocus():
            veil.setAlpha(255)
            painter.setPen(QPen(veil, 2))
            painter.drawRect(self._box(self._current))

    def _box(self, link: Place) -> QRectF:
        return self._places.on_screen(*self._links.where(link))

    def _hover(self, link: Place | None) -> None:
        if link != self._hovered:
            self._hovered = link
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def _go_to(self, link: Place) -> None:
        self._current = link
        self.setAccessibleDescription(self._links.text(link))
        box, bar, room = self._box(link), self.verticalScrollBar(), self.viewport().height()
        if box.top() < bar.value() or box.bottom() > bar.value() + room:
            bar.setValue(round(box.center().y() - room / 2))
        self.viewport().update()


# to the right and down
_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
