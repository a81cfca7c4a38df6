"""Start-up of the window: a list of steps read top-down."""

import logging
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop_app.core.errors import UserError
from desktop_app.records import ledger
from desktop_app.ui import theme
from desktop_app.ui.application import start_application
from desktop_app.ui.look import Look
from desktop_app.ui.main_window import FirstAct, MainWindow
from desktop_app.ui.messages import Messages
from desktop_app.ui.workbench import Workbench

log = logging.getLogger(__name__)

KEEP_SAFE_EVERY = 30_000  # milliseconds
LOG_NAME, LONGEST_LOG = "cadre-ledger.log", 1_000_000  # bytes
AGAIN, OTHER_FOLDER, QUIT = "重试", "另选数据文件夹…", "退出"


class LogFile(logging.FileHandler):
    """A log that is lost when its folder is: a program that could not write its log would say nothing at all."""

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):
            super().emit(record)


def run(data: Path | None) -> int:
    """Show the window on the ledger of a folder until it is closed; None is the folder opened last."""
    application = start_application()
    look = Look.of_this_user()
    theme.apply(application, look.theme)
    messages = Messages()
    messages.install_hook()
    folder, first_act = data or look.data_folder, FirstAct.NOTHING
    before: Path | None = None
    while True:
        if folder is None or (not ledger.exists(folder) and folder != look.data_folder):
            folder, first_act = _make_first_ledger(folder, look, messages)
            folder = folder or before  # who turns back from a new ledger is shown the one she came from
        if folder is None:
            return 0
        notices = _open(folder, messages)
        if notices is None:
            return 0
        if isinstance(notices, Path):  # she chose another folder instead
            folder = notices
            continue
        look.data_folder = before = folder
        folder = _show(folder, notices, first_act, look, messages)
        first_act = FirstAct.NOTHING
        look.save()
        if folder is None:
            return 0


def _make_first_ledger(folder: Path | None, look: Look, messages: Messages) -> tuple[Path | None, FirstAct]:
    """Ask where and with what to begin; None when she closed the page."""
    from desktop_app.ui.first_run import FirstRunPage  # noqa: PLC0415  shown once in the life of a ledger

    page = FirstRunPage(folder or ledger.default_folder(), messages)
    chosen = page.run()
    if chosen is None:
        return None, FirstAct.NOTHING
    look.data_folder = chosen.folder
    return chosen.folder, chosen.first_act


def _open(folder: Path, messages: Messages) -> tuple[str, ...] | Path | None:
    """Open the ledger; return what she should be told, another folder she chose, or None when she gives up."""
    while True:
        try:
            return ledger.open_(folder)
        except UserError as error:
            sentence = str(error)
        pressed = messages.choose("打不开台账", sentence, [AGAIN, OTHER_FOLDER, QUIT], QMessageBox.Icon.Warning)
        if pressed == QUIT:
            return None
        if pressed == OTHER_FOLDER and (other := messages.ask_folder("选择数据文件夹", folder)):
            return other


def _show(folder: Path, notices: tuple[str, ...], first_act: FirstAct, look: Look, messages: Messages) -> Path | None:
    """Show the window on the open ledger until it is closed; return the folder to go on with, if she chose one."""
    handler = _log_to(folder / "logs")
    messages.log_folder = folder / "logs"
    workbench = Workbench(messages, look)
    window = MainWindow(workbench, folder, notices, first_act)
    messages.parent = window
    timer = QTimer(window)
    timer.timeout.connect(workbench.keep_safe)
    timer.start(KEEP_SAFE_EVERY)
    window.show()
    QApplication.exec()
    timer.stop()
    workbench.shut_down()
    messages.parent = None
    try:
        ledger.close()
    except UserError as error:
        messages.warn(f"退出时的备份没有做成：{error}")
    window.deleteLater()
    logging.getLogger().removeHandler(handler)
    handler.close()
    return window.next_folder


def _log_to(folder: Path) -> logging.Handler:
    """Write the log beside the data, so that it is found and copied with it; where it cannot be, to the console.

    A long log is put aside at the start, one old one is kept. logging's own rotation loads network code, 2 MB of it.
    """
    handler: logging.Handler
    path = folder / LOG_NAME
    try:
        folder.mkdir(exist_ok=True)
        if path.exists() and path.stat().st_size > LONGEST_LOG:
            path.replace(path.with_suffix(".old.log"))
        handler = LogFile(path, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    return handler
