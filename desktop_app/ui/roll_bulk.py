"""全部设为…: one mark for everybody shown, in two scopes; who has a mark is left alone unless she means it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.core.attendance import KEYS, Mark


class BulkMenu(QMenu):
    """`chosen` gives the mark (None clears) and whether only those without one get it."""

    chosen = Signal(object, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.over = QMenu(self)
        self._marks: dict[QAction, Mark | None] = {}
        self._heading = self.addAction("")
        self._heading.setEnabled(False)
        for menu in (self, self.over):
            for key, mark in KEYS.items():
                if mark or menu is self.over:
                    self._marks[menu.addAction(f"&{key}  {mark or '清除标记'}")] = mark
        self.addSeparator()
        self.addMenu(self.over)
        self.triggered.connect(self._on_chosen)

    def name_scopes(self, people: int, unmarked: int) -> None:
        """Say how many each of the two would be."""
        self._heading.setText(f"仅未登记的{unmarked}人设为")
        self.over.setTitle(f"&A  全部{people}人设为，含已有标记的")

    @Slot(QAction)
    def _on_chosen(self, chosen: QAction) -> None:
        self.chosen.emit(self._marks[chosen], chosen not in self.over.actions())
