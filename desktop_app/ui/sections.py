"""The sections of a page (活动: 活动, 例行安排, 月度出勤 …): what there is on the left, the chosen one on the right.

A section is a page of its own, loaded and built when it is first shown.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Protocol, cast, runtime_checkable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QPushButton, QScrollArea, QStackedWidget, QWidget

from desktop_app.ui.actions import action
from desktop_app.ui.theme import GAP, HALF, MARGIN
from desktop_app.ui.workbench import Workbench

NARROW = 1000
"""Screens less wide than this have no room beside a page (1280 pixels at 150 %): there its sections stand above it."""
LOW = 760
"""Screens less high than this have no room for every page: there a section is scrolled, or the foot of the window
would lie below the screen."""
ACROSS, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom

Place = tuple[str, str]
"""Where a section is written: module within ui.tabs, class."""


class Section(Protocol):
    """What is asked of a section; one that lists records has show_record(id) as well."""

    def reload(self) -> None: ...
    def actions(self) -> list[QAction | None]: ...


@runtime_checkable
class HoldsUnsaved(Protocol):
    """A section in which something can be typed that is saved later."""

    def may_close(self) -> bool: ...


@runtime_checkable
class TakesBack(Protocol):
    """A section where what was typed last is taken back before any step of the program is."""

    def unsaved_act(self) -> str:
        """Return what would be taken back, in words; nothing where all is saved."""
        ...

    def take_back(self) -> None: ...


class Sections(QWidget):
    """The sections of one page by their titles; a page with one alone shows nothing beside it."""

    changed = Signal()

    def __init__(self, workbench: Workbench, places: Mapping[str, Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench, self._places = workbench, places
        self._sections: dict[str, QWidget] = {}
        self._entries: dict[str, QPushButton] = {}
        self._acts: dict[str, QAction] = {}
        self._stack = QStackedWidget()
        self._title = next(iter(places))
        screen = QGuiApplication.primaryScreen().availableSize()
        is_narrow = screen.width() < NARROW
        self._is_small = is_narrow or screen.height() < LOW
        layout = QBoxLayout(ACROSS if not is_narrow else DOWN, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if len(places) > 1:
            layout.addLayout(self._rail(DOWN if not is_narrow else ACROSS))
        layout.addWidget(self._stack, 1)
        self.open(self._title)

    @property
    def title(self) -> str:
        """The title of the section that is shown."""
        return self._title

    def titles(self) -> list[str]:
        return list(self._places)

    def section(self) -> Section:
        """Return the section that is shown."""
        return cast("Section", self._sections[self._title])

    def open(self, title: str) -> Section:
        """Show the section of this title, built where it is not yet."""
        if title not in self._sections:
            module, name = self._places[title]
            self._sections[title] = getattr(import_module(f"desktop_app.ui.tabs.{module}"), name)(self._workbench, self)
            self._stack.addWidget(_scrolled(self._sections[title]) if self._is_small else self._sections[title])
        is_other = title != self._title
        self._title = title
        self._stack.setCurrentIndex(list(self._sections).index(title))
        self.setFocusProxy(self._sections[title])
        if self._entries:
            self._entries[title].setChecked(True)
        if is_other:
            self._sections[title].setFocus()
            self.changed.emit()
        return self.section()

    def may_close(self) -> bool:
        """Let the sections that can hold something unsaved ask what becomes of it; False where she stays."""
        for title, section in self._sections.items():
            if isinstance(section, HoldsUnsaved) and not section.may_close():
                self.open(title)
                return False
        return True

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        """Return the ways to the sections, then what can be done in the one that is shown."""
        ways: list[QAction | None] = [*self._acts.values(), None] if self._acts else []
        return [*ways, *self.section().actions()]

    def _rail(self, direction: QBoxLayout.Direction) -> QBoxLayout:
        rail = QBoxLayout(direction)
        rail.setContentsMargins(GAP, MARGIN, 0, MARGIN if direction is DOWN else 0)
        rail.setSpacing(HALF)
        for number, title in enumerate(self._places, start=1):
            entry = QPushButton(title)
            entry.setProperty("entry", True)
            entry.setCheckable(True)
            entry.setAutoExclusive(True)
            entry.clicked.connect(self._on_entry)
            self._entries[title] = entry
            self._acts[title] = act = action(self, title, f"Alt+{number}", self._on_act)
            entry.setToolTip(act.toolTip())
            rail.addWidget(entry)
        rail.addStretch(1)
        return rail

    @Slot()
    def _on_entry(self) -> None:
        sender = self.sender()
        self.open(next(title for title, entry in self._entries.items() if entry is sender))

    @Slot()
    def _on_act(self) -> None:
        sender = self.sender()
        self.open(next(title for title, act in self._acts.items() if act is sender))


def _scrolled(section: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setWidget(section)
    return area
