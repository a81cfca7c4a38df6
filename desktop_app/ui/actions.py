"""Actions: what can be done, with its name and shortcut, shown in menus and on buttons alike."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget


def action(parent: QWidget, text: str, shortcut: str, slot: Callable[..., Any], tip: str = "") -> QAction:
    """Make an action of a tab or window; the slot is a bound method. A shortcut works while the parent is visible."""
    made = QAction(text, parent)
    if shortcut:
        made.setShortcuts(
            [QKeySequence(shortcut)]
        )  # setShortcut loads Qt's table of keys: 10 ms before the first paint
    name = text.rstrip("…").replace("&", "")
    hint = f"（{made.shortcut().toString(QKeySequence.SequenceFormat.NativeText)}）" if shortcut else ""
    made.setToolTip(f"{tip or name}{hint}")
    if tip:
        made.setStatusTip(tip)
    made.triggered.connect(slot)
    parent.addAction(made)
    return made


class ActionButton(QToolButton):
    """Pressed with Enter as well as with the space bar, as every other button is."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def button(of: QAction, *, primary: bool = False) -> QToolButton:
    """Return a button for an action; the primary one of a page stands out."""
    made = ActionButton()
    made.setDefaultAction(of)
    made.setProperty("primary", primary)
    made.setAccessibleName(of.text().rstrip("…"))
    return made


def fill(menu: QMenu, actions: list[QAction | None]) -> None:
    """Show the actions in the menu; None is a separator."""
    for each in actions:
        if each is None:
            menu.addSeparator()
        else:
            menu.addAction(each)
