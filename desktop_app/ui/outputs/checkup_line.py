"""The line before anything is printed: how many findings of the check-up (数据体检) are open, and the way to them."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.core.period import Period
from desktop_app.records import checkup
from desktop_app.ui import theme
from desktop_app.ui.reader import Reader
from desktop_app.ui.theme import Tone
from desktop_app.ui.workbench import Workbench


class CheckupLine(QPushButton):
    """Not seen while nothing is open. It looks beside the screen, after what is printed was read."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._period: Period | None = None
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("打印前先看一看：打开“数据体检”")
        theme.set_tone(self, Tone.WARN)
        self.reader = Reader(workbench, self)
        self.reader.ready.connect(self._show_number)
        self.clicked.connect(self._open)
        self.hide()

    def look(self, period: Period) -> None:
        """Look through the records of the period."""
        self._period = period
        self.reader.ask(partial(checkup.open_findings, period))

    @Slot(object)
    def _show_number(self, number: int) -> None:
        self.setVisible(number > 0)
        if self._period:
            self.setText(f"{self._period.text}的数据体检还有{number:,}条")

    @Slot()
    def _open(self) -> None:
        if self._period:
            self._workbench.open_record.emit("checkup", self._period.last.year)
