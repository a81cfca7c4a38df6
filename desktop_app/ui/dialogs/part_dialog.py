"""Asks for another name of a part of the yearly plan; under the name of another part both become one."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop_app.core.plan import PARTS
from desktop_app.records import plans
from desktop_app.ui import theme
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField
from desktop_app.ui.theme import Tone
from desktop_app.ui.workbench import Workbench


class PartDialog(DraftDialog[str]):
    def __init__(self, workbench: Workbench, year: int, part: str, parent: QWidget | None = None) -> None:
        super().__init__(workbench, f"部分改名（{year}年）", partial(plans.rename_part, year, part), parent)
        self._part, self._there = part, set(plans.parts(year)) - {part}
        self.name = ChoiceField(list(dict.fromkeys((part, *plans.parts(year), *plans.parts(year - 1), *PARTS))), part)
        self.field("name", "名称", self.name)
        self.note = theme.label("", tone=Tone.QUIET)
        self.note.setWordWrap(True)
        self.wide(self.note)
        self.name.editTextChanged.connect(self._say_what_follows)
        self._say_what_follows()
        self.name.setFocus()

    def draft(self) -> str:
        return self.name.text()

    @Slot()
    def _say_what_follows(self) -> None:
        if self.name.text() in self._there:
            self.note.setText(f"“{self._part}”的各项将并入“{self.name.text()}”。")
        else:
            self.note.setText(f"“{self._part}”这一年的各项都改到新名称下。")
