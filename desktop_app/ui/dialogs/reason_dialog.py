"""Asks why something is done; the reason stays in the history."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.workbench import Workbench


class ReasonDialog(DraftDialog[str]):
    """One line; `what` says in a sentence what will be done, `do_text` names it on the button."""

    def __init__(
        self,
        workbench: Workbench,
        do_text: str,
        what: str,
        save: Callable[[str], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, do_text, save, parent, do_text)
        sentence = QLabel(what)
        sentence.setWordWrap(True)
        self.wide(sentence)
        self.reason = QLineEdit()
        self.field("reason", "事由", self.reason)
        self.reason.setFocus()

    def draft(self) -> str:
        return self.reason.text().strip()
