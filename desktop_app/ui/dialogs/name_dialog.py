"""Asks what something is called: a template, a kept choice."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.ui import theme
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.theme import Tone
from desktop_app.ui.workbench import Workbench


class NameDialog(DraftDialog[str]):
    """One line with a name in it already; `said` names what will be done and tells it in a sentence."""

    def __init__(
        self,
        workbench: Workbench,
        said: tuple[str, str],
        name: str,
        save: Callable[[str], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        do_text, what = said
        super().__init__(workbench, do_text, save, parent, do_text)
        sentence = theme.label(what, tone=Tone.QUIET)
        sentence.setWordWrap(True)
        self.wide(sentence)
        self.name = QLineEdit(name)
        self.field("name", "名称", self.name)
        self.name.selectAll()
        self.name.setFocus()

    def draft(self) -> str:
        return self.name.text().strip()
