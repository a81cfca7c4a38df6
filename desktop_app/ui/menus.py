"""The menu bar: everything the program does, by the pages, each with its shortcut.

A page's menu is filled while the page is shown and emptied when it is left, so that the same keys (Ctrl+N) mean the
page at hand; opening the menu of another page shows that page.
"""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from desktop_app.records import history
from desktop_app.ui.actions import fill
from desktop_app.ui.pages import CADRES, NOTES, OVERVIEW, PLAN, REPORTS, SESSIONS, Pages

FIND = "Ctrl+F"
LETTERS = {SESSIONS: "A", NOTES: "N", PLAN: "P", CADRES: "C", REPORTS: "R"}
LONGEST = 28  # characters of a step's title in the menu


class Menus(QObject):
    """The menus 文件 编辑 活动 心得笔记 计划 干部 报表 查看 帮助."""

    def __init__(self, bar: QMenuBar, pages: Pages) -> None:
        super().__init__(bar)
        self._pages = pages
        self.file = bar.addMenu("文件(&F)")
        self.edit = bar.addMenu("编辑(&E)")
        self._of_page: dict[str, QMenu] = {}
        for title, letter in LETTERS.items():
            self._of_page[title] = menu = bar.addMenu(f"{title}(&{letter})")
            menu.aboutToShow.connect(self._show_page_of_menu)
        self.view = bar.addMenu("查看(&V)")
        self._of_page[OVERVIEW] = self.view.addMenu(OVERVIEW)
        self.help = bar.addMenu("帮助(&H)")
        self._finding: QAction | None = None
        pages.section_changed.connect(self.fill_page_menu)

    @Slot()
    def fill_page_menu(self) -> None:
        """Show the actions of the page at hand in its menu, and in no other; its search goes to 编辑."""
        for menu in self._of_page.values():
            menu.clear()
        if self._finding:
            self.edit.removeAction(self._finding)
            self._finding = None
        own: list[QAction | None] = []
        for action in self._pages.actions():
            if (
                action is not None and action.shortcut().toString() == FIND
            ):  # comparing keys loads Qt's table of them, 5 MB
                self._finding = action
                self.edit.addAction(action)
            else:
                own.append(action)
        fill(self._of_page[self._pages.title], own)

    @Slot()
    def _show_page_of_menu(self) -> None:
        menu = self.sender()
        for title, mine in self._of_page.items():
            if mine is menu:
                self._pages.open(title)


def name_undo(undo: QAction, redo: QAction) -> None:
    """Let 撤销 and 重做 name what they would do."""
    for action, verb, step in ((undo, "撤销", history.undoable()), (redo, "重做", history.redoable())):
        action.setText(f"{verb} {_short(step.action)}" if step else verb)
        action.setEnabled(step is not None)


def _short(title: str) -> str:
    short = title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…"
    return short.replace("&", "&&")
