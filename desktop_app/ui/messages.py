"""The only module that interrupts the user: sentences, questions, and where files come from and go to."""

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget

from desktop_app.core.errors import UserError
from desktop_app.records import ledger

log = logging.getLogger(__name__)

TITLE = "干部学训台账"
OPEN_FILE, OPEN_FOLDER, CANCEL = "打开文件", "打开文件夹", "取消"


class Messages:
    """Shows what must be seen. `parent` is the window in front of which it is shown, once there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.parent = parent
        self.log_folder: Path | None = None
        self._showing = False

    def warn(self, text: str) -> None:
        """Say why something could not be done."""
        self.choose("没有完成", text, ["知道了"], QMessageBox.Icon.Warning)

    def tell(self, title: str, text: str) -> None:
        """Say something the user should know."""
        self.choose(title, text, ["知道了"], QMessageBox.Icon.Information)

    def ask(self, title: str, text: str, do_text: str, *, is_final: bool = False) -> bool:
        """Ask before something is done; the button names what it does (删除3场).

        What cannot be undone is not what Enter does: there the other button is the default.
        """
        icon = QMessageBox.Icon.Question
        return self.choose(title, text, [do_text, CANCEL], icon, default=CANCEL if is_final else do_text) == do_text

    def choose(
        self,
        title: str,
        text: str,
        buttons: Sequence[str],
        icon: QMessageBox.Icon = QMessageBox.Icon.Question,
        *,
        default: str = "",
    ) -> str:
        """Show a sentence with these buttons, of which Enter presses the default (the first); return the one pressed.

        Closing the dialog is the last one.
        """
        box = QMessageBox(icon, title, text, QMessageBox.StandardButton.NoButton, self.parent)
        made: list[QPushButton] = []
        for number, name in enumerate(buttons):
            role = (
                QMessageBox.ButtonRole.RejectRole if number == len(buttons) - 1 else QMessageBox.ButtonRole.AcceptRole
            )
            made.append(box.addButton(name, role))
        box.setDefaultButton(made[list(buttons).index(default)] if default else made[0])
        box.setEscapeButton(made[-1])
        box.exec()
        pressed = box.clickedButton()
        box.deleteLater()
        return next((name for name, button in zip(buttons, made, strict=True) if button is pressed), buttons[-1])

    def ask_save_path(self, title: str, suggested: Path, kinds: str) -> Path | None:
        """Ask where to write a file; kinds as Qt writes them: "Excel 工作簿 (*.xlsx)"."""
        name, _ = QFileDialog.getSaveFileName(self.parent, title, str(suggested), kinds)
        return Path(name) if name else None

    def ask_open_paths(self, title: str, folder: Path, kinds: str) -> list[Path]:
        """Ask for one or several files to read."""
        names, _ = QFileDialog.getOpenFileNames(self.parent, title, str(folder), kinds)
        return [Path(name) for name in names]

    def ask_folder(self, title: str, folder: Path) -> Path | None:
        name = QFileDialog.getExistingDirectory(self.parent, title, str(folder))
        return Path(name) if name else None

    def show_failure(self, error: Exception) -> None:
        """Show what the user can put right as it stands; log anything else whole and say so once."""
        sentence = str(error) if isinstance(error, UserError) else ledger.fault(error)
        if sentence:
            self.warn(sentence)
            return
        log.error("unexpected error", exc_info=error)
        if not self._showing:  # a faulty data() fails once per cell: say it once, log them all
            self._showing = True
            where = f"日志在“{self.log_folder}”，" if self.log_folder else ""
            self.choose(
                "程序出错", f"操作没有完成，数据未被改动。\n{where}请把它交给维护人员。", ["知道了"],
                QMessageBox.Icon.Critical,
            )  # fmt: skip
            self._showing = False

    def install_hook(self) -> None:
        """Send exceptions that escape a slot to show_failure instead of stderr."""
        sys.excepthook = self._hook

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            self.show_failure(error)
        else:
            sys.__excepthook__(kind, error, trace)


def show_file(path: Path) -> None:
    """Open a file or folder with the program of the desktop."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
