"""What the pages that list records share: when they are read anew."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop_app.ui.workbench import Workbench


class Page(QWidget):
    """Read anew when a table it watches has changed: at once while it is seen, else when it is next shown."""

    watches: frozenset[str] = frozenset()

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._is_stale = False
        workbench.changed.connect(self._on_changed)

    def reload(self) -> None:
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.catch_up()

    def catch_up(self) -> None:
        """Read anew now what changed while the page was not seen."""
        if self._is_stale:
            self._is_stale = False
            self.reload()

    @Slot(object)
    def _on_changed(self, tables: set[str]) -> None:
        if not self.watches & tables:
            return
        if self.isVisible():
            self.reload()
        else:
            self._is_stale = True
