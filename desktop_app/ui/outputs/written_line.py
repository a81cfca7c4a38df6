"""What was written last and where, quietly, with a way to open it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.ui import theme
from desktop_app.ui.messages import OPEN_FILE, OPEN_FOLDER, show_file
from desktop_app.ui.theme import GAP, Role, Tone


class WrittenLine(QWidget):
    """Hidden until something was written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths: Sequence[Path] = ()
        self.label = theme.label("", Role.NOTICE, Tone.GOOD)
        self.label.setWordWrap(True)
        self.open_file, self.open_folder = QPushButton(OPEN_FILE), QPushButton(OPEN_FOLDER)
        self.open_file.clicked.connect(self._open_file)
        self.open_folder.clicked.connect(self._open_folder)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.open_file)
        layout.addWidget(self.open_folder)
        self.hide()

    def show_written(self, paths: Sequence[Path]) -> None:
        """Name every file that was written; the first one is the one to open."""
        self._paths = paths
        self.label.setText("\n".join(f"已写入：{path}" for path in paths))
        self.show()

    def show_folder(self, folder: Path, listed: Path) -> None:
        """Name a folder that was filled; `listed` is the file in it that lists the others."""
        self._paths = [listed]
        self.label.setText(f"已写入{len(list(folder.iterdir()))}个文件：{folder}")
        self.show()

    @Slot()
    def _open_file(self) -> None:
        show_file(self._paths[0])

    @Slot()
    def _open_folder(self) -> None:
        show_file(self._paths[0].parent)
