"""Lines above the pages that must be seen, until they are dealt with."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui import theme
from desktop_app.ui.theme import GAP, HALF, Role, Tone


class NoticeBar(QWidget):
    """A stack of notices; nothing of it is seen while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(GAP, GAP, GAP, HALF)
        self._layout.setSpacing(HALF)
        self.hide()

    def add(self, text: str, tone: Tone, do_text: str = "", do: Callable[[], None] | None = None) -> None:
        """Show a notice with a button that does something about it, or one that puts it away."""
        line = _Notice(text, tone, self)
        line.button.setText(do_text or "知道了")
        line.button.clicked.connect(do or line.put_away)
        self._layout.addWidget(line)
        self.show()

    def texts(self) -> list[str]:
        return [line.label.text() for line in self.findChildren(_Notice)]


class _Notice(QWidget):
    def __init__(self, text: str, tone: Tone, bar: NoticeBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self.label: QLabel = theme.label(text, Role.NOTICE, tone)
        self.label.setWordWrap(True)
        self.button = QPushButton()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.button)

    @Slot()
    def put_away(self) -> None:
        self.setParent(None)
        self._bar.setVisible(bool(self._bar.texts()))
        self.deleteLater()
