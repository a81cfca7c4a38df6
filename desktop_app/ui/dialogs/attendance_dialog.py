"""The attendance screen in a window of its own, in front of the list it was opened from."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop_app.ui.attendance_sheet import AttendanceSheet
from desktop_app.ui.workbench import Workbench

NAME = "attendance"


class AttendanceDialog(QDialog):
    """Remembers its place; asks before it closes only when something is not saved."""

    def __init__(self, workbench: Workbench, session_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.setWindowTitle("登记出勤")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sheet = AttendanceSheet(workbench, session_id)
        self.sheet.finished.connect(self._on_finished)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.sheet)
        if not self.restoreGeometry(workbench.look.geometry(NAME)):
            self.resize(QGuiApplication.primaryScreen().availableSize() * 0.9)

    def reject(self) -> None:
        if self.sheet.leave_search():
            return
        unsaved = self.sheet.unsaved()
        if unsaved and not self._workbench.ask(
            "还没有保存", f"有{unsaved}人的标记还没有保存，关闭后就没有了。", f"放弃{unsaved}人的标记"
        ):
            return
        super().reject()

    def done(self, result: int) -> None:
        self._workbench.look.keep_geometry(NAME, self.saveGeometry())
        super().done(result)

    @Slot()
    def _on_finished(self) -> None:
        self.done(QDialog.DialogCode.Accepted)
