"""导出记录: what went out, when and where to: every file written and every sheet printed. Nobody takes it back."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from desktop_app.records import exports
from desktop_app.records.exports import ExportRow
from desktop_app.ui.actions import action
from desktop_app.ui.list_window import ListWindow
from desktop_app.ui.messages import show_file
from desktop_app.ui.table import Column
from desktop_app.ui.theme import Tone

PAUSE_MS = 200
"""Of not typing before the list is searched."""

COLUMNS: tuple[Column[ExportRow], ...] = (
    Column("时间", lambda row: f"{row.at:%Y-%m-%d %H:%M}", width=9),
    Column("经手", lambda row: row.actor, width=4),
    Column("内容", lambda row: row.what, width=20, stretch=True),
    Column("方式", lambda row: row.way, width=5),
    Column("去处", lambda row: row.place or "打印机", width=18),
    Column("页数", lambda row: str(row.pages or ""), sort_key=lambda row: row.pages or 0, right=True, width=3),
    Column("脱敏", lambda row: "是" if row.masked else "", width=3, tint=lambda row: Tone.ACCENT),
)


class ExportsDialog(ListWindow[ExportRow]):
    """Searched in all that was ever logged; what is shown are the newest."""

    title, name, columns = "导出记录", "exports", COLUMNS
    watches = frozenset({"export_log"})
    empty_text = "没有这样的记录。写出的文件和送到打印机的表都记在这里。"
    hint = "每写出一个文件、每打印一次都记一条，不能改，也不能撤销。"
    characters = (72, 30)

    def rows(self) -> Sequence[ExportRow]:
        return exports.listed(self.search.text())

    def make_actions(self) -> Sequence[QAction]:
        self.open_action = action(self, "打开文件", "Ctrl+Return", self.change, "打开选中的文件，回车也可以")
        self.folder_action = action(self, "打开文件夹", "Ctrl+E", self.open_folder, "打开选中的文件所在的文件夹")
        self.find_action = action(self, "查找", "Ctrl+F", self.look_for_words)
        return [self.open_action, self.folder_action]

    @Slot()
    def change(self) -> None:
        """Open the file; what was printed has none."""
        if path := self._path():
            self._show(path)

    @Slot()
    def open_folder(self) -> None:
        if path := self._path():
            self._show(path.parent)

    @Slot()
    def look_for_words(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _path(self) -> Path | None:
        row = self.table.current_row()
        return Path(row.place) if row and row.place else None

    def _show(self, path: Path) -> None:
        if path.exists():
            show_file(path)
        else:
            self._workbench.messages.warn(f"“{path}”已经不在那里了，请到移动后的位置打开。")

    def _lay_out(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找内容、方式、去处或日期（Ctrl+F）")
        self.search.setAccessibleName("查找")
        self.search.setClearButtonEnabled(True)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self.search.textChanged.connect(self._on_text)
        self._pause.timeout.connect(self.reload)
        self.table.selection_changed.connect(self._on_selection)
        super()._lay_out()
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, self.search)

    @Slot()
    def _on_text(self) -> None:
        self._pause.start()

    @Slot()
    def _on_selection(self) -> None:
        for each in (self.open_action, self.folder_action):
            each.setEnabled(self._path() is not None)
