"""A form for an act on somebody's postings: says before it is saved how many records would count no more."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.core.errors import UserError
from desktop_app.ui import theme
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.theme import Role, Tone
from desktop_app.ui.workbench import Workbench

Draft = TypeVar("Draft")


class ActDialog(DraftDialog[Draft]):
    """Whoever opens it says with count_lost() how the records are counted that a draft would leave out."""

    def __init__(
        self,
        workbench: Workbench,
        title: str,
        save: Callable[[Draft], set[str]],
        parent: QWidget | None = None,
        save_text: str = "保存",
    ) -> None:
        super().__init__(workbench, title, save, parent, save_text)
        self._lost: Callable[[Draft], int] = _nothing
        self.uncounted = theme.label("", Role.NOTICE, Tone.WARN)
        self.uncounted.setWordWrap(True)
        self.uncounted.hide()

    def count_lost(self, lost: Callable[[Draft], int]) -> None:
        """Warn of the records a draft would leave on days not in post, as `lost` counts them."""
        self._lost = lost
        self.say_uncounted()

    def explain(self, sentence: str) -> None:
        """Say above the fields what the act means."""
        said = theme.label(sentence, Role.NOTICE)
        said.setWordWrap(True)
        self.wide(said)

    def watch(self, *fields: QLineEdit) -> None:
        """Place the warning below the fields so far; it follows what is typed in these."""
        self.wide(self.uncounted)
        for field in fields:
            field.textChanged.connect(self.say_uncounted)

    @Slot()
    def say_uncounted(self) -> None:
        count = 0
        with suppress(UserError):  # a draft that is not whole yet; said when it is saved
            count = self._lost(self.draft())
        self.uncounted.setText(f"有{count}条学习记录（出勤、角色、心得）落在不在岗的日子，保留但不计入统计。")
        self.uncounted.setVisible(bool(count))


def _nothing(draft: object) -> int:
    del draft
    return 0
