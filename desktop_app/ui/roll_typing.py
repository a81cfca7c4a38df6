"""Initials typed over a list of people: shown in a corner of it, and forgotten after a moment."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QAbstractItemView

from desktop_app.ui import theme
from desktop_app.ui.theme import MARGIN, Role, Tone

TYPING_LASTS = 1500
"""Milliseconds after which the next letter begins another name."""


class TypedInitials:
    """What was typed of a name over a view; `pause` ends it."""

    def __init__(self, view: QAbstractItemView) -> None:
        self._view = view
        self.text = ""
        self.hint = theme.label("", Role.NOTICE)
        self.hint.setParent(view)
        self.hint.hide()
        self.pause = QTimer(view, singleShot=True, interval=TYPING_LASTS)
        self.pause.timeout.connect(self.forget)

    @Slot()
    def forget(self) -> None:
        self.text = ""
        self.pause.stop()
        self.hint.hide()

    def find(self, text: str, initials: Sequence[str], current: int) -> int | None:
        """Return the next one whose initials begin with the text; the current one included while one types on."""
        first, count = current + (not self.text), len(initials)
        self.text = text
        order = ((first + step) % count for step in range(count))
        found = next((row for row in order if initials[row].startswith(text)), None)
        self._show(found=found is not None)
        self.pause.start()
        return found if text else None

    def _show(self, *, found: bool) -> None:
        self.hint.setText(f"找 {self.text}" if found else f"找 {self.text}：名单里没有")
        theme.set_tone(self.hint, None if found else Tone.WARN)
        self.hint.adjustSize()
        corner = self._view.rect().bottomRight()
        self.hint.move(corner.x() - self.hint.width() - MARGIN, corner.y() - self.hint.height() - MARGIN)
        self.hint.setVisible(bool(self.text))
        self.hint.raise_()
