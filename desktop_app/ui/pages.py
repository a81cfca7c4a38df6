"""The six pages of the window. Each is built when it is first shown, so that the window stands at once."""

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop_app.ui.workbench import Workbench

OVERVIEW, SESSIONS, NOTES, PLAN, CADRES, REPORTS = "总览", "活动", "心得笔记", "计划", "干部", "报表"
PAGE_OF_TABLE = {"session": SESSIONS, "note": NOTES, "plan_item": PLAN, "cadre": CADRES}
"""Where a record is shown."""


class Tab(Protocol):
    """What the window asks of a page."""

    def reload(self) -> None: ...
    def actions(self) -> list[QAction | None]: ...


class ListingTab(Tab, Protocol):
    """A page that lists records."""

    def show_record(self, record_id: int) -> None: ...


class Pages(QTabWidget):
    """The pages by their titles."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self.setDocumentMode(True)
        self._workbench = workbench
        self._tabs: dict[str, QWidget] = {}
        for title in _MAKERS:
            place = QWidget()
            layout = QVBoxLayout(place)
            layout.setContentsMargins(0, 0, 0, 0)
            self.addTab(place, title)
        self.currentChanged.connect(self._on_shown)

    @property
    def title(self) -> str:
        """The title of the page that is shown."""
        return self.tabText(self.currentIndex())

    def tab(self) -> Tab:
        """Return the page that is shown, built."""
        self._build(self.currentIndex())
        return cast("Tab", self._tabs[self.title])

    def open(self, title: str) -> Tab:
        """Show the page of this title."""
        self.setCurrentIndex(list(_MAKERS).index(title))
        return self.tab()

    def show_record(self, table: str, record_id: int) -> None:
        """Show a record on its page."""
        tab = self.open(PAGE_OF_TABLE[table])
        cast("ListingTab", tab).show_record(record_id)

    def all_actions(self) -> dict[str, list[QAction | None]]:
        """Return the actions of every page by its title; builds those that were not shown yet."""
        for number in range(self.count()):
            self._build(number)
        return {title: cast("Tab", self._tabs[title]).actions() for title in _MAKERS}

    def take_focus(self) -> None:
        """Put the keyboard into the page that is shown, not on the buttons around it."""
        self._build(self.currentIndex())
        self._tabs[self.title].setFocus()

    @Slot(int)
    def _on_shown(self, number: int) -> None:
        if self.isVisible():  # before the first paint the window only stands; it is filled right after
            self._build(number)

    def _build(self, number: int) -> None:
        title = self.tabText(number)
        place = self.widget(number)
        if title in self._tabs or place is None:
            return
        self._tabs[title] = tab = _MAKERS[title](self._workbench, place)
        layout = place.layout()
        if layout:
            layout.addWidget(tab)
        place.setFocusProxy(tab)


def _overview(workbench: Workbench, parent: QWidget) -> QWidget:
    from desktop_app.ui.tabs.overview_tab import OverviewTab  # noqa: PLC0415  each page loads what it needs, when it is shown

    return OverviewTab(workbench, parent)


def _sessions(workbench: Workbench, parent: QWidget) -> QWidget:
    from desktop_app.ui.tabs.sessions_tab import SessionsTab  # noqa: PLC0415

    return SessionsTab(workbench, parent)


def _notes(workbench: Workbench, parent: QWidget) -> QWidget:
    from desktop_app.ui.tabs.notes_tab import NotesTab  # noqa: PLC0415

    return NotesTab(workbench, parent)


def _plan(workbench: Workbench, parent: QWidget) -> QWidget:
    from desktop_app.ui.tabs.plan_tab import PlanTab  # noqa: PLC0415

    return PlanTab(workbench, parent)


def _cadres(workbench: Workbench, parent: QWidget) -> QWidget:
    from desktop_app.ui.tabs.cadres_tab import CadresTab  # noqa: PLC0415

    return CadresTab(workbench, parent)


def _reports(workbench: Workbench, parent: QWidget) -> QWidget:
    from desktop_app.ui.tabs.reports_tab import ReportsTab  # noqa: PLC0415

    return ReportsTab(workbench, parent)


_MAKERS: dict[str, Callable[[Workbench, QWidget], QWidget]] = {
    OVERVIEW: _overview,
    SESSIONS: _sessions,
    NOTES: _notes,
    PLAN: _plan,
    CADRES: _cadres,
    REPORTS: _reports,
}
