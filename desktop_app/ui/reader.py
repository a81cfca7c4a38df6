"""Reading that would hold up the screen, done beside it: what a page shows may take a second of a large ledger.

Unlike long work, nothing waits for it: she goes on writing, and only the newest question is answered.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.core.errors import UserError
from desktop_app.ui.job import Job
from desktop_app.ui.workbench import Workbench

FAILED = "没有读出来，请按 F5 再试一次。"


class Reader(QObject):
    """Answers one question at a time; one asked meanwhile takes the place of all before it."""

    ready = Signal(object)
    refused = Signal(str)  # what to show in place of an answer
    busy = Signal(bool)

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._job: Job | None = None
        self._next: Callable[[], Any] | None = None

    @property
    def is_idle(self) -> bool:
        return self._job is None

    def ask(self, question: Callable[[], Any]) -> None:
        """Answer with `ready`; the question must touch no widget."""
        if self._workbench.is_shut_down:
            return
        if self._job:
            self._next = question
            return
        # a child of the workbench, which waits for it at the end: a page may go while it is still reading
        self._job = Job("读取", lambda report: question(), self._workbench)
        self._job.succeeded.connect(self._on_answered)
        self._job.failed.connect(self._on_failed)
        self._job.finished.connect(self._on_finished)
        self._job.finished.connect(self._job.deleteLater)
        self.busy.emit(True)
        self._job.start()

    @Slot(object)
    def _on_answered(self, answer: Any) -> None:
        if not self._next:
            self.ready.emit(answer)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self._next:
            return
        if isinstance(error, UserError):
            self.refused.emit(str(error))
        else:
            self._workbench.messages.show_failure(error)
            self.refused.emit(FAILED)

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        self.busy.emit(False)
        if self._next:
            question, self._next = self._next, None
            self.ask(question)
