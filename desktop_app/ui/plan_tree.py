"""The yearly plan as a tree by part: what was promised, what is done, what is expected by now, and how it stands."""

from collections import Counter
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QDropEvent, QFont, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from desktop_app.core.plan import PlanState
from desktop_app.metrics.plan import Progress
from desktop_app.ui import theme
from desktop_app.ui.look import Look
from desktop_app.ui.plan_lines import (
    BAR,
    COLUMNS,
    DONE,
    ITEM_ROLE,
    STATE,
    BarDelegate,
    LightDelegate,
    LinkDelegate,
    share_text,
)
from desktop_app.ui.theme import GAP, MARGIN, Tone

INDENT = 18
PART_ROLE = ITEM_ROLE + 1


class PlanTree(QTreeWidget):
    """Shows Progress lines; the figure done is a link to its records."""

    asked_records = Signal(object)  # Progress
    opened = Signal()
    moved = Signal(object, object, object)  # id of an item, the part it is dropped into, id of the next item or None
    chosen = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._empty_text = ""
        self._folded: set[str] = set()
        self.setHeaderLabels([column.title for column in COLUMNS])
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setIndentation(INDENT)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setExpandsOnDoubleClick(False)
        self.setItemDelegateForColumn(DONE, LinkDelegate(self))
        self.setItemDelegateForColumn(BAR, BarDelegate(self))
        self.setItemDelegateForColumn(STATE, LightDelegate(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._set_up_header()
        self.itemDoubleClicked.connect(self._on_double_clicked)
        self.itemSelectionChanged.connect(self.chosen)
        self.itemCollapsed.connect(self._on_folded)
        self.itemExpanded.connect(self._on_unfolded)

    def show_items(self, items: Sequence[Progress], empty_text: str) -> None:
        """Replace what is shown; the current item and the folded parts stay so."""
        current, self._empty_text = self.current_id(), empty_text
        chosen_part = self.current_part() if self.is_on_part() else ""
        self.blockSignals(True)
        self.clear()
        for part in dict.fromkeys(item.part for item in items):
            self._add_part(part, [item for item in items if item.part == part])
        self.blockSignals(False)
        if chosen_part:
            self.select_part(chosen_part)
        if current is None or not self.select_id(current):
            self.chosen.emit()

    def current_item(self) -> Progress | None:
        shown = self.currentItem()
        return shown.data(0, ITEM_ROLE) if shown and shown.isSelected() else None

    def selected_items(self) -> list[Progress]:
        """Return the items selected, in the order shown; a part stands for all of its items."""
        found: list[Progress] = []
        for line in self._lines():
            item: Progress | None = line.data(0, ITEM_ROLE)
            parent = line.parent()
            if item and (line.isSelected() or (parent and parent.isSelected())):
                found.append(item)
        return found

    def is_on_part(self) -> bool:
        """Whether a part is chosen, not an item."""
        shown = self.currentItem()
        return bool(shown and shown.isSelected() and shown.data(0, ITEM_ROLE) is None)

    def select_part(self, part: str) -> None:
        for line in self._lines():
            if line.data(0, PART_ROLE) == part:
                self.setCurrentItem(line)

    def current_id(self) -> int | None:
        item = self.current_item()
        return item.id if item else None

    def current_part(self) -> str:
        """Return the part that is chosen, or that of the chosen item."""
        shown = self.currentItem()
        if shown is None:
            return ""
        item: Progress | None = shown.data(0, ITEM_ROLE)
        return item.part if item else shown.data(0, PART_ROLE)

    def select_id(self, item_id: int) -> bool:
        for line in self._lines():
            item: Progress | None = line.data(0, ITEM_ROLE)
            if item and item.id == item_id:
                self.setCurrentItem(line)
                return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.topLevelItemCount():
            painter = QPainter(self.viewport())
            painter.setPen(theme.color(Tone.QUIET))
            room = self.viewport().rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty_text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_item():
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        on_link = self._link_at(event) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if on_link else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        item = self._link_at(event)
        if item and event.button() == Qt.MouseButton.LeftButton:
            self.asked_records.emit(item)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say where the chosen item is to go; it is the page that moves it."""
        item = self.current_item()
        place = self._place_at(event.position().toPoint())
        event.setDropAction(Qt.DropAction.IgnoreAction)  # Qt would move the line by itself
        event.accept()
        if item and place and place[1] != item.id:
            self.moved.emit(item.id, *place)

    def _place_at(self, point: QPoint) -> tuple[str, int | None] | None:
        """Return the part at a point, and the item before which to put another; None for the end of the part."""
        line = self.itemAt(point)
        if line is None:
            return None
        item: Progress | None = line.data(0, ITEM_ROLE)
        if item is None:
            return line.data(0, PART_ROLE), None
        if point.y() > self.visualItemRect(line).center().y():
            parent = line.parent()
            after = parent.child(parent.indexOfChild(line) + 1) if parent else None
            return item.part, after.data(0, ITEM_ROLE).id if after else None
        return item.part, item.id

    def _lines(self) -> Iterator[QTreeWidgetItem]:
        """Yield every line, parts and items, from top to bottom."""
        walk = QTreeWidgetItemIterator(self)
        while line := walk.value():
            yield line
            walk += 1  # type: ignore[operator]  # missing in the stubs

    def _link_at(self, event: QMouseEvent) -> Progress | None:
        index = self.indexAt(event.position().toPoint())
        item: Progress | None = index.siblingAtColumn(0).data(ITEM_ROLE) if index.column() == DONE else None
        return item if item and item.done else None

    def _add_part(self, part: str, items: Sequence[Progress]) -> None:
        counts = Counter(item.state for item in items)
        said = "，".join(f"{state}{counts[state]}" for state in PlanState if counts[state])
        top = QTreeWidgetItem([f"{part}　{len(items)}项：{said}"])
        top.setData(0, PART_ROLE, part)
        top.setFlags(top.flags() & ~Qt.ItemFlag.ItemIsDragEnabled)
        font = QFont(self.font())
        font.setBold(True)
        top.setFont(0, font)
        top.setSizeHint(0, self._line_size())
        self.addTopLevelItem(top)
        top.setFirstColumnSpanned(True)
        for item in items:
            line = QTreeWidgetItem([column.text(item) for column in COLUMNS])
            line.setData(0, ITEM_ROLE, item)
            line.setFlags(line.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
            line.setToolTip(0, item.content)
            line.setSizeHint(0, self._line_size())
            if item.done:
                line.setToolTip(DONE, f"{item.figure_name}（{item.population}），点开看依据的记录")
                line.setToolTip(BAR, f"已完成目标的{share_text(item)}，竖线处是到今天应完成的")
            line.setToolTip(STATE, _why(item))
            for number, column in enumerate(COLUMNS):
                if column.right:
                    line.setTextAlignment(number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            top.addChild(line)
        top.setExpanded(part not in self._folded)

    def _line_size(self) -> QSize:
        """Lines are as high as those of the tables."""
        return QSize(0, self.fontMetrics().height() + 3 * GAP // 2)

    def _set_up_header(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        character = self.fontMetrics().horizontalAdvance("国")
        kept = self._look.widths("plan")
        for number, column in enumerate(COLUMNS):
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            self.headerItem().setTextAlignment(number, side | Qt.AlignmentFlag.AlignVCenter)
            self.setColumnWidth(number, kept.get(column.title, column.width * character + 2 * GAP))
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self._on_resized)

    @Slot(int, int, int)
    def _on_resized(self, column: int, old: int, new: int) -> None:
        del column, old, new
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:  # dragged, not stretched with the window
            self._look.keep_widths(
                "plan", {column.title: self.columnWidth(number) for number, column in enumerate(COLUMNS) if number}
            )

    @Slot(QTreeWidgetItem, int)
    def _on_double_clicked(self, line: QTreeWidgetItem, column: int) -> None:
        if line.data(0, ITEM_ROLE) is None:
            line.setExpanded(not line.isExpanded())
        elif column != DONE:
            self.opened.emit()

    @Slot(QTreeWidgetItem)
    def _on_folded(self, line: QTreeWidgetItem) -> None:
        self._folded.add(line.data(0, PART_ROLE))

    @Slot(QTreeWidgetItem)
    def _on_unfolded(self, line: QTreeWidgetItem) -> None:
        self._folded.discard(line.data(0, PART_ROLE))


def _why(item: Progress) -> str:
    """Return what a state leaves out: why an item was not done, and where it went."""
    said = (
        f"未完成原因：{item.not_done_reason}" if item.not_done_reason else "",
        f"没有做完的已结转到{item.carried_to_year}年" if item.carried_to_year else "",
    )
    return "；".join(filter(None, said))
