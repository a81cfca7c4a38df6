"""Long work on a second thread, with its own database connection."""

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from desktop_app.core.progress import Cancelled, Report
from desktop_app.records import connection

log = logging.getLogger(__name__)


class Job(QThread):
    """Lives on the main thread, so its signals arrive there; only run() is elsewhere."""

    progressed = Signal(object, object)
    succeeded = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, title: str, work: Callable[[Report], Any], parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self._work = work

    def run(self) -> None:
        try:
            with connection.of_this_thread():
                result = self._work(self._report)
        except Cancelled:
            log.info("%s: stopped by the user", self.title)
            self.stopped.emit()
        except Exception as error:  # handed to the main thread, which decides what it means
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)

    def _report(self, done: int, total: int) -> None:
        if self.isInterruptionRequested():
            raise Cancelled
        self.progressed.emit(done, total)
