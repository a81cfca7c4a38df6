"""报表: what leaves the program on paper and as files. On the left what there is, on the right the chosen one."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.ui.actions import action, button
from desktop_app.ui.outputs.output_page import OutputPage
from desktop_app.ui.outputs.placeholder_page import PlaceholderPage
from desktop_app.ui.outputs.tally_page import TallyPage, newest_day
from desktop_app.ui.outputs.workbook_page import WorkbookPage
from desktop_app.ui.outputs.written_line import WrittenLine
from desktop_app.ui.outputs.yearend_page import YearendPage
from desktop_app.ui.theme import HALF, MARGIN
from desktop_app.ui.workbench import Workbench

NAME_WIDTH = 11
"""Room for the name of an output, in characters."""


class ReportsTab(QWidget):
    """The pages of the outputs, and what was written last under them."""

    title = "报表"
    watches = frozenset[str]()  # each page reads anew by itself, when it is looked at

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        year = newest_day().year
        self.tally = TallyPage(workbench)
        self.workbook = WorkbookPage(workbench, year)
        self.yearend = YearendPage(workbench, year)
        self.placeholders = PlaceholderPage(workbench, year)
        self.pages: tuple[OutputPage, ...] = (self.tally, self.workbook, self.yearend, self.placeholders)
        self.subjects_action = action(
            self, "统计项…", "Ctrl+Shift+S", self.open_subjects, "查看内置的统计项，增加自己的"
        )
        self.written = WrittenLine()
        self._lay_out()
        workbench.busy.connect(self._on_busy)

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        of_pages: list[QAction | None] = []
        for page in self.pages:
            of_pages += [*page.actions(), None]
        return [*of_pages, self.subjects_action]

    @Slot()
    def reload(self) -> None:
        for page in self.pages:
            page.reload()

    @Slot()
    def open_subjects(self) -> None:
        from desktop_app.ui.subjects_page import SubjectsPage  # loaded when it is used

        SubjectsPage(self._workbench, self).show()

    def show_page(self, page: OutputPage) -> None:
        self.list.setCurrentRow(self.pages.index(page))

    def _lay_out(self) -> None:
        self.list, self.stack = QListWidget(), QStackedWidget()
        self.list.setObjectName("outputs")
        self.list.setAccessibleName("报表")
        for page in self.pages:
            self.list.addItem(page.title)
            self.stack.addWidget(page)
            page.wanted.connect(self._on_wanted)
            page.written.connect(self.written.show_written)
        self.list.currentRowChanged.connect(self.stack.setCurrentIndex)
        self.list.setCurrentRow(0)
        left = QVBoxLayout()
        left.setContentsMargins(MARGIN, MARGIN, 0, MARGIN)
        left.addWidget(self.list, 1)
        left.addWidget(button(self.subjects_action))
        self.list.setFixedWidth(NAME_WIDTH * self.fontMetrics().horizontalAdvance("国"))
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addWidget(self.written)
        self.written.layout().setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(HALF)
        layout.addLayout(left)
        layout.addLayout(right, 1)
        self.setFocusProxy(self.list)

    @Slot()
    def _on_wanted(self) -> None:
        sender = self.sender()
        if isinstance(sender, OutputPage):
            self.show_page(sender)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        """One file at a time: while one is written, no other can be begun."""
        for page in self.pages:
            for each in page.writing_actions():
                each.setEnabled(not busy)
