"""Where pages stand on the screen, and where the cells that can be opened stand on the pages."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout

from desktop_app.exchange.report import Place
from desktop_app.ui.paper import Paper

_BIGGEST, _SMALLEST = 0.0118, 0.0098
"""How wide a tenth of a point on paper is on the screen, in widths of a Chinese character of the screen: at most, and
at least for a second page to stand beside the first."""


class PagePlaces:
    """Pages below each other, or two by two where the screen is wide enough to read them."""

    def __init__(self) -> None:
        self.count, self.scale, self.size = 0, 0.0, QSizeF(0, 0)
        self._paper = QSizeF(0, 0)
        self._columns, self._gap, self._left = 1, 0, 0.0

    def set_paper(self, layout: QPageLayout | None, count: int) -> None:
        """Take the paper's size, in tenths of a point; fit() places the pages."""
        self._paper = layout.fullRect(QPageLayout.Unit.Point).size() * 10 if layout else QSizeF(0, 0)
        self.count = count

    def fit(self, room: int, character: int, gap: int) -> None:
        """Place the pages in so many pixels of width; `character` is how wide a Chinese one is on the screen."""
        self._gap, self.scale, self.size = gap, 0.0, QSizeF(0, 0)
        if not self.count:
            return
        two = (room - 3 * gap) / (2 * self._paper.width())
        self._columns = 2 if self.count > 1 and two >= _SMALLEST * character else 1
        each = (room - (self._columns + 1) * gap) / (self._columns * self._paper.width())
        self.scale = max(min(each, _BIGGEST * character), _SMALLEST * character / 2)
        page = (self._paper * self.scale).toSize()
        lines = -(-self.count // self._columns)
        wide = self._columns * (page.width() + gap) + gap
        self._left = max(0.0, (room - wide) / 2) + gap
        self.size = QSizeF(wide, lines * (page.height() + gap) + gap)

    def page(self, number: int) -> QRectF:
        """Return where a page stands, counted from 1."""
        line, column = divmod(number - 1, self._columns)
        page = (self._paper * self.scale).toSize()
        x, y = column * (page.width() + self._gap), line * (page.height() + self._gap)
        return QRectF(QPointF(round(self._left) + x, self._gap + y), QSizeF(page))

    def page_at(self, point: QPointF) -> tuple[int, QPointF]:
        """Return the page under a point and the point on its paper; 0 where there is none."""
        for number in range(1, self.count + 1):
            page = self.page(number)
            if page.contains(point):
                return number, (point - page.topLeft()) / self.scale
        return 0, QPointF()

    def on_screen(self, number: int, box: QRectF) -> QRectF:
        """Return where a box on the paper of a page stands."""
        corner = self.page(number).topLeft() + box.topLeft() * self.scale
        return QRectF(corner, box.size() * self.scale)


class Links:
    """The cells that can be opened, with what each is; `cells` are those of each page.

    Made beside the screen: a document of 200 people has tens of thousands.
    """

    def __init__(self, texts: Mapping[Place, str], cells: Sequence[Iterable[tuple[Place, QRectF]]]) -> None:
        self._texts = texts
        self._pages = [{place: box for place, box in of_page if place in texts} for of_page in cells]
        self._page = {place: number for number, of_page in enumerate(self._pages, start=1) for place in of_page}

    @classmethod
    def of(cls, paper: Paper, texts: Mapping[Place, str]) -> "Links":
        layout = paper.layout()
        pages = paper.pages(layout) if texts else 0
        return cls(texts, [paper.cells(number, layout) for number in range(1, pages + 1)])

    def __contains__(self, link: Place) -> bool:
        return link in self._page

    def text(self, link: Place) -> str:
        return self._texts[link]

    def where(self, link: Place) -> tuple[int, QRectF]:
        """Return the page and the box on its paper."""
        number = self._page[link]
        return number, self._pages[number - 1][link]

    def at(self, number: int, point: QPointF) -> Place | None:
        on_page = self._pages[number - 1] if 1 <= number <= len(self._pages) else {}
        return next((link for link, box in on_page.items() if box.contains(point)), None)

    def beside(self, link: Place | None, right: int, down: int) -> Place | None:
        """Return the next one in a direction, the first where none is chosen yet; None at the end."""
        if link is None or link not in self._page:
            return next(iter(self._page), None)
        if right:
            order = list(self._page)
            number = order.index(link) + right
            return order[number] if 0 <= number < len(order) else None
        page, box = self.where(link)
        while 1 <= page <= len(self._pages):
            found = self._nearest(page, box, down, is_same=page == self._page[link])
            if found:
                return found
            page += down
        return None

    def _nearest(self, page: int, box: QRectF, down: int, *, is_same: bool) -> Place | None:
        """Return the cell in the next row of a page that stands nearest to being below (or above) the box."""
        distances = {
            other: (down * (at.top() - box.top()), abs(at.center().x() - box.center().x()))
            for other, at in self._pages[page - 1].items()
            if not is_same or down * (at.top() - box.top()) > 0
        }
        return min(distances, key=lambda other: distances[other], default=None)
