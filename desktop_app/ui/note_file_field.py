"""The file a note came in: chosen or dropped, its words counted beside the screen; it is kept as an attachment."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.exchange import note_file
from desktop_app.exchange.note_file import FilesRead, NoteText
from desktop_app.ui import theme
from desktop_app.ui.dropping import dropped_documents
from desktop_app.ui.theme import GAP, Tone
from desktop_app.ui.workbench import Workbench

KINDS = "文档 (*.docx *.txt *.md)"
HINT = "把 .docx、.txt、.md 拖到这里，自动数字数"


class NoteFileField(QWidget):
    """One file; `counted` gives what was read in it."""

    counted = Signal(object)  # NoteText

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._path: Path | None = None
        self.setAcceptDrops(True)
        self.said = theme.label(HINT, tone=Tone.QUIET)
        self.choose = QPushButton("选文件…")
        self.choose.clicked.connect(self.pick)
        self.drop = QPushButton("不要")
        self.drop.clicked.connect(self.clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.choose)
        layout.addWidget(self.said, 1)
        layout.addWidget(self.drop)
        self.setFocusProxy(self.choose)
        self.drop.hide()

    def paths(self) -> tuple[Path, ...]:
        return (self._path,) if self._path else ()

    @Slot()
    def clear(self) -> None:
        self._path = None
        self._say(HINT, Tone.QUIET)
        self.drop.hide()

    @Slot()
    def pick(self) -> None:
        look = self._workbench.look
        if files := self._workbench.messages.ask_open_paths("选择心得笔记的文件", look.export_folder, KINDS):
            look.export_folder = files[0].parent
            self.read(files[:1])

    def read(self, files: Sequence[Path]) -> None:
        """Count the words of a file off the screen's thread."""
        paths = list(files)
        self._workbench.start("读取文件", lambda report: note_file.read_all(paths, report), self._on_read)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_documents(event) and not self._workbench.is_busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.read(dropped_documents(event)[:1])

    def _on_read(self, found: FilesRead) -> None:
        for sentence in found.problems:
            self._say(sentence, Tone.BAD)
        for text in found.texts:
            self._take(text)

    def _take(self, text: NoteText) -> None:
        self._path = text.path
        self._say(f"{text.path.name}，{text.words:,}字，保存时作为附件留存", None)
        self.drop.show()
        self.counted.emit(text)

    def _say(self, sentence: str, tone: Tone | None) -> None:
        self.said.setText(sentence)
        self.said.setToolTip(sentence)
        theme.set_tone(self.said, tone)
