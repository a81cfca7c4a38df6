"""Choices kept by name (保存的选择) beside what is chosen: take one up, keep the present one, remove one."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.records import kept_choices
from desktop_app.ui.dialogs.name_dialog import NameDialog
from desktop_app.ui.fields import ROOM_FOR_ICON, ChoiceField
from desktop_app.ui.theme import GAP
from desktop_app.ui.workbench import Workbench

UNKEPT = "（未保存的选择）"


class KeptChoiceBar(QWidget):
    """`chosen` gives the content of a choice taken up; the page says with show_content() what is chosen now."""

    chosen = Signal(object)

    def __init__(self, workbench: Workbench, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench, self._kind = workbench, kind
        self._content: Any = None
        self.names = ChoiceField([UNKEPT], fixed=True)
        self.names.setAccessibleName("保存的选择")
        self.names.setFixedWidth(self.fontMetrics().horizontalAdvance(UNKEPT) + ROOM_FOR_ICON)
        self.keep_button, self.remove_button = QPushButton("保存选择…"), QPushButton("删除")
        self.keep_button.setToolTip("给现在的选择起个名字，以后一次选好")
        self.remove_button.setToolTip("删除保存的这个选择")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for widget in (self.names, self.keep_button, self.remove_button):
            layout.addWidget(widget)
        self.names.activated.connect(self._on_activated)
        self.keep_button.clicked.connect(self.keep)
        self.remove_button.clicked.connect(self.remove)
        workbench.changed.connect(self._on_changed)

    def show_content(self, content: Any) -> None:
        """Name the kept choice that this is, or say that it is none."""
        self._content = content
        self._offer()

    @Slot()
    def keep(self) -> None:
        name = "" if self.names.text() == UNKEPT else self.names.text()
        what = "给现在的选择起个名字，同名的换成现在的。"
        save = partial(kept_choices.keep, self._kind, content=self._content)
        NameDialog(self._workbench, ("保存选择", what), name, save, self.window()).run()

    @Slot()
    def remove(self) -> None:
        for row in kept_choices.listed(self._kind):
            if row.name == self.names.text():
                self._workbench.do(partial(kept_choices.remove, row.id))

    @Slot()
    def _on_activated(self) -> None:
        found = [row.content for row in kept_choices.listed(self._kind) if row.name == self.names.text()]
        if found:
            self.chosen.emit(found[0])
        else:
            self._offer()

    @Slot(object)
    def _on_changed(self, tables: set[str]) -> None:
        if "kept_choice" in tables:
            self._offer()

    def _offer(self) -> None:
        rows = kept_choices.listed(self._kind)
        name = next((row.name for row in rows if row.content == self._content), UNKEPT)
        self.names.set_words([UNKEPT, *(row.name for row in rows)])
        self.names.setCurrentIndex(self.names.findText(name))
        self.names.setToolTip(name)
        self.remove_button.setEnabled(name != UNKEPT)
