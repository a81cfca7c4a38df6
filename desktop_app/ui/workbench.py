"""What every tab needs from the program: doing, undoing, waiting, and being told.

The one door between the screen and the records. Tabs never catch errors and
never guess who else must refresh: both happen here.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.core.errors import UserError
from desktop_app.core.progress import Report
from desktop_app.records import history, ledger
from desktop_app.ui.job import Job
from desktop_app.ui.look import Look
from desktop_app.ui.messages import Messages


class Workbench(QObject):
    changed = Signal(object)  # set[str]: the tables an operation touched
    busy = Signal(bool)
    started = Signal(str)  # the title of long work
    progressed = Signal(object, object)  # done, total
    stopped = Signal(str)  # the title of work that the user stopped
    status = Signal(str)  # one line for the foot of the window
    kept_safe = Signal()  # a quiet copy may have been made
    open_record = Signal(str, object)  # table, id: the main window shows it in its tab
    open_section = Signal(str, str)  # page, section
    open_output = Signal(str, object)  # name of an output, Choice
    open_figure = Signal(object)  # Asked: the list of its records

    def __init__(self, messages: Messages, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.messages = messages
        self.look = look
        self.is_shut_down = False
        self._job: Job | None = None
        self._done: Callable[[Any], None] | None = None
        self._keeper: Job | None = None

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    def do(self, operation: Callable[[], set[str]]) -> bool:
        """Run a write; tell every tab what it touched, or the user why it could not be done."""
        error = self.attempt(operation)
        if error:
            self.messages.warn(str(error))
        return error is None

    def attempt(self, operation: Callable[[], set[str]]) -> UserError | None:
        """Run a write for a dialog, which shows the returned UserError beside its field."""
        if self._job:  # its transaction would let this one wait for seconds and then fail
            return UserError(f"“{self._job.title}”还没有完成，请等它结束或先停止。")
        try:
            touched = operation()
        except UserError as error:
            return error
        if touched:
            self.changed.emit(touched)
        return None

    @Slot()
    def undo(self) -> None:
        last = history.undoable()
        if last and not self.may_undo(last):
            return
        if self.do(history.undo_last) and last:
            self.status.emit(f"已撤销：{last.action}")

    def may_undo(self, step: history.StepLine) -> bool:
        """Ask before signatures are taken back; everything else is undone without a word."""
        signed = history.signatures_of(step.id)
        return not signed or self.ask(
            "撤销审签", f"“{step.action}”里有{signed}篇的审签，撤销后不再有效。", f"撤销{signed}篇的审签"
        )

    @Slot()
    def redo(self) -> None:
        last = history.redoable()
        if self.do(history.redo_last) and last:
            self.status.emit(f"已重做：{last.action}")

    def ask(self, title: str, text: str, do_text: str, *, is_final: bool = False) -> bool:
        """Ask before something is done; the button names what it does (删除3场). Final is what cannot be undone."""
        return self.messages.ask(title, text, do_text, is_final=is_final)

    def start(self, title: str, work: Callable[[Report], Any], done: Callable[[Any], None]) -> bool:
        """Run long work off the screen's thread, one piece at a time; `done` gets its result on this thread.

        Work that writes returns the changed tables in its result; `done` tells them with changed.emit().
        """
        if self._job:
            self.messages.warn(f"“{self._job.title}”还没有完成，请等它结束或先停止。")
            return False
        self._done = done
        self._job = Job(title, work, self)
        self._job.succeeded.connect(self._on_succeeded)
        self._job.failed.connect(self.messages.show_failure)
        self._job.progressed.connect(self.progressed)
        self._job.stopped.connect(self._on_stopped)
        self._job.finished.connect(self._on_finished)
        self.busy.emit(True)
        self.started.emit(title)
        self._job.start()
        return True

    @Slot()
    def stop(self) -> None:
        """Ask the running work to stop; its transaction rolls back."""
        if self._job:
            self._job.requestInterruption()

    @Slot()
    def keep_safe(self) -> None:
        """Write the anchor and, when due, a copy, without a word and beside the screen."""
        if self._keeper or self._job:
            return
        self._keeper = Job("定时备份", _keep_safe, self)
        self._keeper.failed.connect(self._on_not_kept)
        self._keeper.finished.connect(self._on_kept)
        self._keeper.start()

    def shut_down(self) -> None:
        """Stop running work and reading and wait: a QThread destroyed while running aborts the program."""
        self.is_shut_down = True
        for job in self.findChildren(Job):
            job.requestInterruption()
            job.wait()

    @Slot(object)
    def _on_succeeded(self, result: Any) -> None:
        if self._done:
            self._done(result)

    @Slot()
    def _on_stopped(self) -> None:
        if self._job:
            self.status.emit(f"“{self._job.title}”已停止")
            self.stopped.emit(self._job.title)

    @Slot()
    def _on_finished(self) -> None:
        if self._job:
            self._job.deleteLater()
            self._job = self._done = None
            self.busy.emit(False)

    @Slot(object)
    def _on_not_kept(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.status.emit(f"定时备份没有完成：{error}")
        else:
            self.messages.show_failure(error)

    @Slot()
    def _on_kept(self) -> None:
        if self._keeper:
            self._keeper.deleteLater()
            self._keeper = None
            self.kept_safe.emit()


def _keep_safe(report: Report) -> None:
    del report  # cannot be stopped half-way
    ledger.keep_safe()
