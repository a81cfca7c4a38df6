"""A choice of several words at once, as buttons that stay pressed: months, leadership roles, kinds of session."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QToolButton, QWidget

from desktop_app.ui.theme import HALF


class Chips(QWidget):
    """The words in rows of so many; a button is reached by Tab and pressed by the space bar."""

    changed = Signal()

    def __init__(
        self, words: Sequence[str], chosen: Iterable[str] = (), parent: QWidget | None = None, *, columns: int = 6
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._buttons: dict[str, QToolButton] = {}
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(HALF)
        for column in range(columns):
            self._layout.setColumnStretch(column, 1)
        for word in words:
            self._add(word)
        self.choose(chosen)

    def chosen(self) -> tuple[str, ...]:
        """Return the words pressed, in the order shown."""
        return tuple(word for word, button in self._buttons.items() if button.isChecked())

    def choose(self, words: Iterable[str]) -> None:
        """Press these words and no others; one that is not offered is added, so that nothing kept is lost."""
        wanted = set(words)
        for word in sorted(wanted - set(self._buttons)):
            self._add(word)
        for word, button in self._buttons.items():
            button.setChecked(word in wanted)

    def button(self, word: str) -> QToolButton:
        return self._buttons[word]

    def _add(self, word: str) -> None:
        button = QToolButton()
        button.setText(word)
        button.setCheckable(True)
        button.setProperty("chip", True)
        button.setAccessibleName(word)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(self._on_clicked)
        row, column = divmod(len(self._buttons), self._columns)
        self._layout.addWidget(button, row, column)
        if not self._buttons:
            self.setFocusProxy(button)
        self._buttons[word] = button

    @Slot()
    def _on_clicked(self) -> None:
        self.changed.emit()
