"""报表: what leaves the program on paper and as files. On the left what there is, on the right the chosen one."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.ui.actions import action
from desktop_app.ui.outputs.acts import ACTS, PLACEHOLDERS, TALLY, WORKBOOK, YEAREND, Act
from desktop_app.ui.outputs.output_page import OutputPage
from desktop_app.ui.outputs.tally_page import TallyPage
from desktop_app.ui.outputs.written_line import WrittenLine
from desktop_app.ui.theme import GAP, HALF, MARGIN
from desktop_app.ui.workbench import Workbench


class ReportsTab(QWidget):
    """The pages of the outputs, and what was written last under them. A page is built when it is first shown."""

    title = "报表"
    watches = frozenset[str]()  # each page reads anew by itself, when it is looked at

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._pages: dict[str, OutputPage] = {}
        self.acts = {act: action(self, act.text, act.shortcut, self._on_act, act.tip) for act in ACTS}
        self.subjects_action = action(
            self, "统计项…", "Ctrl+Shift+S", self.open_subjects, "查看内置的统计项，增加自己的"
        )
        self.written = WrittenLine()
        self.stack = QStackedWidget()
        self._lay_out()
        workbench.busy.connect(self._on_busy)
        self.show_page(TALLY)

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        listed: list[QAction | None] = []
        for title in _MAKERS:
            listed += [*(made for act, made in self.acts.items() if act.page == title), None]
        return [*listed, self.subjects_action]

    @Slot()
    def reload(self) -> None:
        for page in self._pages.values():
            page.reload()

    @Slot()
    def open_subjects(self) -> None:
        from desktop_app.ui.subjects_page import SubjectsPage  # noqa: PLC0415  loaded when it is used

        SubjectsPage(self._workbench, self).run()

    def show_page(self, title: str) -> OutputPage:
        """Show the page of this title, built where it is not yet."""
        self.entries[title].setChecked(True)
        return self._pages[title]

    def _build(self, title: str) -> None:
        acts = {act.slot: made for act, made in self.acts.items() if act.page == title}
        tally = self._pages.get(TALLY)
        year = tally.month.period().first.year if isinstance(tally, TallyPage) else 0
        self._pages[title] = page = _MAKERS[title](self._workbench, acts, year)
        page.written.connect(self.written.show_written)
        self.stack.addWidget(page)

    def _lay_out(self) -> None:
        self.entries: dict[str, QPushButton] = {}
        left = QVBoxLayout()
        left.setContentsMargins(GAP, MARGIN, 0, MARGIN)
        left.setSpacing(HALF)
        for title in _MAKERS:
            self.entries[title] = entry = _entry(title)
            entry.setCheckable(True)
            entry.setAutoExclusive(True)
            entry.toggled.connect(self._on_chosen)
            left.addWidget(entry)
        left.addSpacing(GAP)
        subjects = _entry(self.subjects_action.text())
        subjects.setToolTip(self.subjects_action.toolTip())
        subjects.clicked.connect(self.open_subjects)
        left.addWidget(subjects)
        left.addStretch(1)
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
        self.setFocusProxy(self.entries[TALLY])

    @Slot(bool)
    def _on_chosen(self, chosen: bool) -> None:
        if not chosen:
            return
        sender = self.sender()
        title = next(title for title, entry in self.entries.items() if entry is sender)
        if title not in self._pages:
            self._build(title)
        self.stack.setCurrentWidget(self._pages[title])
        self.written.hide()  # it was of the page that is left

    @Slot()
    def _on_act(self) -> None:
        sender = self.sender()
        act: Act = next(act for act, made in self.acts.items() if made is sender)
        page = self.show_page(act.page)
        getattr(page, act.slot)()

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        """One file at a time: while one is written, no other can be begun."""
        for act, made in self.acts.items():
            if act.writes:
                made.setEnabled(not busy)


def _entry(text: str) -> QPushButton:
    entry = QPushButton(text)
    entry.setProperty("entry", True)
    return entry


Actions = Mapping[str, QAction]


def _tally(workbench: Workbench, actions: Actions, year: int) -> OutputPage:
    del year  # chooses its own
    return TallyPage(workbench, actions)


def _workbook(workbench: Workbench, actions: Actions, year: int) -> OutputPage:
    from desktop_app.ui.outputs.workbook_page import WorkbookPage  # noqa: PLC0415  loaded when it is shown

    return WorkbookPage(workbench, actions, year)


def _yearend(workbench: Workbench, actions: Actions, year: int) -> OutputPage:
    from desktop_app.ui.outputs.yearend_page import YearendPage  # noqa: PLC0415

    return YearendPage(workbench, actions, year)


def _placeholders(workbench: Workbench, actions: Actions, year: int) -> OutputPage:
    from desktop_app.ui.outputs.placeholder_page import PlaceholderPage  # noqa: PLC0415

    return PlaceholderPage(workbench, actions, year)


_MAKERS: dict[str, Callable[[Workbench, Actions, int], OutputPage]] = {
    TALLY: _tally,
    WORKBOOK: _workbook,
    YEAREND: _yearend,
    PLACEHOLDERS: _placeholders,
}
