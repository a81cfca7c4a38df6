"""Time from the start of a process to its first painted window, and its peak memory; run in a process of its own.

    python -m tests.bench.first_paint control
    python -m tests.bench.first_paint FOLDER

The control is plain widgets of Qt: six tabs and a table of 500 rows of figures. Prints {"painted": s, "filled": s,
"peak": MB}; `filled` is when the first page's figures stand as well and nothing is left to do.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, QTimerEvent
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem, QTabWidget, QWidget

FACES = ["Microsoft YaHei UI", "Noto Sans CJK SC", "WenQuanYi Micro Hei"]
LOOK_EVERY = 1  # millisecond
GIVEN_UP = 20.0  # seconds


class Watch(QObject):
    """Notes the first paint of a window, and ends the program once the queue of events has run dry."""

    def __init__(self, is_filled: Callable[[], bool] = lambda: True) -> None:
        super().__init__()
        self.painted = 0.0
        self.is_filled = is_filled

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        is_window = isinstance(watched, QWidget) and watched.isWindow()
        if event.type() == QEvent.Type.Paint and is_window and not self.painted:
            QTimer.singleShot(0, self.note)
        return False

    def note(self) -> None:
        self.painted = since_start()
        self.startTimer(LOOK_EVERY)

    def timerEvent(self, event: QTimerEvent) -> None:  # noqa: N802
        if not self.is_filled() and since_start() < GIVEN_UP:
            return
        self.killTimer(event.timerId())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"painted": self.painted, "filled": since_start(), "peak": peak}), flush=True)
        for widget in QApplication.topLevelWidgets():
            widget.close()
        QCoreApplication.quit()


def since_start() -> float:
    """Return the seconds since the kernel started this process."""
    ticks = int(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
    uptime = time.clock_gettime(time.CLOCK_BOOTTIME)
    return uptime - ticks / os.sysconf("SC_CLK_TCK")


def control() -> None:
    application = QApplication(sys.argv)
    application.setFont(QFont(FACES, 10))  # ours has them too, or it would be the faces that are compared
    watch = Watch()
    application.installEventFilter(watch)
    window, tabs, table = QMainWindow(), QTabWidget(), QTableWidget(500, 8)
    for row in range(500):
        for column in range(8):
            item = QTableWidgetItem(f"{row} {column}")
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(row, column, item)
    tabs.addTab(table, "总览")
    for name in ("活动", "心得笔记", "计划", "干部", "报表"):
        tabs.addTab(QWidget(), name)
    window.setCentralWidget(tabs)
    window.resize(1280, 800)
    window.show()
    application.exec()


def ours(folder: Path) -> None:
    """Start the program as its command does; the watch gets in when Qt's loop begins."""
    from desktop_app import app  # noqa: PLC0415

    watch, run_loop = Watch(_has_figures), QApplication.exec

    def watched() -> int:
        QApplication.instance().installEventFilter(watch)
        return run_loop()

    QApplication.exec = watched
    app.run(folder)


def _has_figures() -> bool:
    tabs = [tab for window in QApplication.topLevelWidgets() for tab in getattr(window, "pages", window).children()]
    return any(getattr(tab, "_shown", None) for place in tabs for tab in place.findChildren(QWidget))


if __name__ == "__main__":
    control() if sys.argv[1] == "control" else ours(Path(sys.argv[1]))
