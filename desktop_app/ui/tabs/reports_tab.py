"""报表: what leaves the program on paper and as files. On the left what there is, on the right the chosen one."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.ui.actions import action
from desktop_app.ui.outputs.output_page import OutputPage
from desktop_app.ui.outputs.placeholder_page import PlaceholderPage
from desktop_app.ui.outputs.tally_page import TallyPage, newest_day
from desktop_app.ui.outputs.workbook_page import WorkbookPage
from desktop_app.ui.outputs.written_line import WrittenLine
from desktop_app.ui.outputs.yearend_page import YearendPage
from desktop_app.ui.theme import GAP, HALF, MARGIN
from desktop_app.ui.workbench import Workbench


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
        from desktop_app.ui.subjects_page import SubjectsPage  # noqa: PLC0415  loaded when it is used

        SubjectsPage(self._workbench, self).run()

    def show_page(self, page: OutputPage) -> None:
        self.entries[self.pages.index(page)].setChecked(True)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.entries: list[QPushButton] = []
        left = QVBoxLayout()
        left.setContentsMargins(GAP, MARGIN, 0, MARGIN)
        left.setSpacing(HALF)
        for page in self.pages:
            entry = _entry(page.title)
            entry.setCheckable(True)
            entry.setAutoExclusive(True)
            entry.toggled.connect(self._on_chosen)
            self.entries.append(entry)
            left.addWidget(entry)
            self.stack.addWidget(page)
            page.wanted.connect(self._on_wanted)
            page.written.connect(self.written.show_written)
        left.addSpacing(GAP)
        subjects = _entry(self.subjects_action.text())
        subjects.setToolTip(self.subjects_action.toolTip())
        subjects.clicked.connect(self.open_subjects)
        left.addWidget(subjects)
        left.addStretch(1)
        self.entries[0].setChecked(True)
        foot = QVBoxLayout()
        foot.setContentsMargins(MARGIN, 0, MARGIN, GAP)
        foot.addWidget(self.written)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addLayout(foot)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(HALF)
        layout.addLayout(left)
        layout.addLayout(right, 1)
        self.setFocusProxy(self.entries[0])

    @Slot()
    def _on_chosen(self) -> None:
        chosen = next(number for number, entry in enumerate(self.entries) if entry.isChecked())
        self.stack.setCurrentIndex(chosen)

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


def _entry(text: str) -> QPushButton:
    entry = QPushButton(text)
    entry.setProperty("entry", True)
    return entry
