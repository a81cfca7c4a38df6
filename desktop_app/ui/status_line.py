"""The foot of the window: where the data lies, when it was last copied, what is running."""

from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from desktop_app.ui import theme
from desktop_app.ui.messages import show_file
from desktop_app.ui.theme import GAP, Tone
from desktop_app.ui.workbench import Workbench

RED_LINE = "本系统不得录入国家秘密"
SHOWN_FOR = 8_000  # milliseconds


class StatusLine(QStatusBar):
    """What is said in passing on the left; what always holds on the right."""

    def __init__(self, workbench: Workbench, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.setSizeGripEnabled(False)
        self.title = QLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("进度")
        self.bar.setFixedWidth(20 * self.fontMetrics().averageCharWidth())
        self.stop = QPushButton("停止")
        self.stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # else the next button has the keyboard once it is gone
        self.stop.clicked.connect(workbench.stop)
        self.red_line = theme.label(RED_LINE, tone=Tone.QUIET)
        self.backup = QLabel()
        self.folder = QPushButton("数据文件夹")
        self.folder.setFlat(True)
        self.folder.setToolTip(f"打开 {folder}")
        self.folder.clicked.connect(self._open_folder)
        for widget in (self.title, self.bar, self.stop, self.red_line, self.backup, self.folder):
            widget.setContentsMargins(GAP, 0, GAP, 0)
            self.addPermanentWidget(widget)
        self._show_work(visible=False)
        workbench.status.connect(self._say)
        workbench.started.connect(self._on_started)
        workbench.progressed.connect(self._on_progressed)
        workbench.busy.connect(self._on_busy)

    def show_backup(self, made: datetime | None) -> None:
        self.backup.setText(backup_text(made, datetime.now()))
        fresh = made is not None and made.date() == date.today()
        theme.set_tone(self.backup, Tone.QUIET if fresh else Tone.WARN)

    def _show_work(self, *, visible: bool) -> None:
        for widget in (self.title, self.bar, self.stop):
            widget.setVisible(visible)
        self.red_line.setVisible(True)

    @Slot(str)
    def _say(self, text: str) -> None:
        self.showMessage(text, SHOWN_FOR)

    @Slot(str)
    def _on_started(self, title: str) -> None:
        self.title.setText(f"{title}…")
        self.bar.setRange(0, 0)

    @Slot(object, object)
    def _on_progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        self._show_work(visible=busy)

    @Slot()
    def _open_folder(self) -> None:
        show_file(self._folder)


def backup_text(made: datetime | None, now: datetime) -> str:
    """上次备份 今天 14:05, 昨天 09:30, 3月7日, 2022年3月7日; or that there is none."""
    if made is None:
        return "还没有备份"
    if made.date() == now.date():
        return f"上次备份 今天 {made:%H:%M}"
    if made.date() == now.date() - timedelta(days=1):
        return f"今天还没有备份（上次 昨天 {made:%H:%M}）"
    day = f"{made.month}月{made.day}日" if made.year == now.year else f"{made.year}年{made.month}月{made.day}日"
    return f"今天还没有备份（上次 {day}）"
