"""The attendance screen in a window of its own, in front of the list it was opened from."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QStyle, QVBoxLayout, QWidget

from desktop_app.ui.attendance_sheet import AttendanceSheet
from desktop_app.ui.workbench import Workbench

NAME = "attendance"
SAVE, CANCEL = "保存并关闭", "继续登记"


class AttendanceDialog(QDialog):
    """Remembers its place; asks before it closes only where changes to a recorded sheet are not saved."""

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
        self.sheet.view.setFocus()
        if not self.restoreGeometry(workbench.look.geometry(NAME)):
            room = QGuiApplication.primaryScreen().availableSize()
            room -= QSize(0, self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight))
            self.resize(parent.window().size().boundedTo(room) if parent else room)

    def reject(self) -> None:
        """Close; marks of a session not recorded yet stay as a draft, those of a recorded one are asked about."""
        if self.sheet.leave_field():
            return
        unsaved = self.sheet.unsaved()
        if unsaved and self.sheet.sheet.is_recorded:
            if not self._may_close(unsaved):
                return
        elif not self.sheet.keeping.leave():
            return
        elif unsaved:
            self._workbench.status.emit(f"“{self.sheet.sheet.title}”的{unsaved}人已存草稿，还没有登记。")
        super().reject()

    def _may_close(self, unsaved: int) -> bool:
        """Ask what becomes of the marks that are not saved; False where the sheet stays open."""
        discard = f"放弃{unsaved}人的标记"
        text = f"有{unsaved}人的标记还没有保存。"
        pressed = self._workbench.messages.choose("还没有保存", text, [SAVE, discard, CANCEL])
        if pressed == SAVE:
            self.sheet.show_everybody()  # the question was about all of them, not about those a filter shows
            return self.sheet.record()
        return pressed == discard

    def done(self, result: int) -> None:
        self._workbench.look.keep_geometry(NAME, self.saveGeometry())
        super().done(result)

    @Slot()
    def _on_finished(self) -> None:
        self.done(QDialog.DialogCode.Accepted)
