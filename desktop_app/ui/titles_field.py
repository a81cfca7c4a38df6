"""Titles one a line, with those that are known offered while one is typed."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit, QWidget

from desktop_app.core.collation import plain
from desktop_app.ui.theme import GAP

MOST = 12
_LEFT_TO_THE_LIST = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape}


class TitlesField(QPlainTextEdit):
    """`lines` is its height. What is offered never gets in the way of a title that nobody knows."""

    def __init__(self, titles: Sequence[str], lines: int, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__("\n".join(titles), parent)
        self._known: Sequence[str] = ()
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 3 * GAP)
        self._offered = QStringListModel(self)
        self._completer = QCompleter(self._offered, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        self._completer.setWidget(self)
        self._completer.activated.connect(self._put)
        self.textChanged.connect(self._offer)

    def set_known(self, titles: Sequence[str]) -> None:
        """Offer these titles from now on."""
        self._known = titles

    def matches(self, written: str) -> list[str]:
        """Return the known titles that hold what was written, those not in the field yet."""
        words, there = plain(written), set(self.toPlainText().splitlines())
        return [title for title in self._known if words and words in plain(title) and title not in there][:MOST]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._popup.isVisible() and event.key() in _LEFT_TO_THE_LIST:
            event.ignore()  # the list takes it
        else:
            super().keyPressEvent(event)

    @Slot()
    def _offer(self) -> None:
        titles = self.matches(self.textCursor().block().text()) if self.hasFocus() else []
        if not titles:
            self._popup.hide()
            return
        self._offered.setStringList(titles)
        self._completer.complete(self.cursorRect().adjusted(0, 0, self.viewport().width() // 2, GAP))
        self._popup.setCurrentIndex(self._offered.index(0))

    @Slot(str)
    def _put(self, title: str) -> None:
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        before = "\n" if cursor.selectedText().startswith("\u2029") else ""
        cursor.insertText(before + title)
