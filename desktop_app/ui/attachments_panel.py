"""Attachments (附件) of a record: dropped or chosen, opened as a copy, saved elsewhere, taken off again.

A record that is not kept yet has none: the files are then remembered and stored with it, in the same step.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from desktop_app.core.progress import Report
from desktop_app.records import attachments, exports
from desktop_app.records.attachments import AttachmentRow
from desktop_app.ui import theme
from desktop_app.ui.dropping import dropped_paths
from desktop_app.ui.messages import show_file
from desktop_app.ui.theme import GAP, HALF, Tone
from desktop_app.ui.workbench import Workbench

HINT = "把照片、扫描件、通知等拖到这里，或按“添加…”"
MOST_ROWS_SEEN = 4
AT_ONCE = 20 << 20
"""Bytes that are copied without showing progress."""


class _List(QListWidget):
    """Enter opens, Del takes off."""

    opened, removed = Signal(), Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class AttachmentsPanel(QWidget):
    """Of the record `record_id` of `table`; None is one that is still being typed, whose files are pending()."""

    changed = Signal()

    def __init__(self, workbench: Workbench, table: str, record_id: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench, self._table, self._record_id = workbench, table, record_id
        self._rows: Sequence[AttachmentRow] = ()
        self._pending: list[Path] = []
        self.setAcceptDrops(True)
        self.list = _List()
        self.list.setAccessibleName("附件")
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.opened.connect(self.open_chosen)
        self.list.itemDoubleClicked.connect(self.open_chosen)
        self.list.removed.connect(self.remove_chosen)
        self.list.itemSelectionChanged.connect(self._on_selection)
        self.hint = theme.label(HINT, tone=Tone.QUIET)
        self.problem = theme.label("", tone=Tone.BAD)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._make_buttons()
        self._lay_out()
        workbench.changed.connect(self._on_changed)
        self.reload()

    def show_record(self, record_id: int | None) -> None:
        """Show the attachments of another record; None of none."""
        self._record_id, self._pending = record_id, []
        self.reload()

    def pending(self) -> tuple[Path, ...]:
        """Return the files that are to be attached when the record is kept."""
        return tuple(self._pending)

    def take(self, paths: Iterable[Path]) -> None:
        """Attach files, or remember them for a record that is not kept yet; one that cannot be is named."""
        wanted = [path for path in dict.fromkeys(paths) if path not in self._pending]
        errors = {path: self._workbench.attempt(partial(_checked, path)) for path in wanted}
        chosen = [path for path, error in errors.items() if error is None]
        refused = [str(error) for error in errors.values() if error]
        self.problem.setText("\n".join(refused))
        self.problem.setVisible(bool(refused))
        if not chosen:
            return
        if self._record_id is None:
            self._pending += chosen
            self.reload()
        else:
            attach(self._workbench, self._table, self._record_id, chosen)

    @Slot()
    def add(self) -> None:
        self.take(self._workbench.messages.ask_open_paths("添加附件", Path.home(), "所有文件 (*)"))

    @Slot()
    def open_chosen(self) -> None:
        for row in self._chosen():
            self._workbench.do(partial(_open, row))
        if self._record_id is None:
            for path in self._chosen_pending():
                show_file(path)

    @Slot()
    def save_chosen(self) -> None:
        """Copy one attachment to a place of its own name, several into a folder."""
        rows = self._chosen()
        messages = self._workbench.messages
        if len(rows) == 1:
            name = Path.home() / attachments.usable_name(rows[0].name)
            if target := messages.ask_save_path("附件另存为", name, "所有文件 (*)"):
                self._workbench.do(partial(_export, [(rows[0], target)]))
        elif rows and (folder := messages.ask_folder("附件另存到", Path.home())):
            self._workbench.do(partial(_export, attachments.targets(rows, folder)))

    @Slot()
    def remove_chosen(self) -> None:
        rows = self._chosen()
        names = "、".join(row.name for row in rows)
        text = f"要删除附件{names}吗？按 Ctrl+Z 可以恢复。"
        if rows and self._workbench.ask("删除附件", text, f"删除{len(rows)}个附件"):
            self._workbench.do(partial(attachments.remove, [row.id for row in rows]))
        if self._record_id is None:
            gone = set(self._chosen_pending())
            self._pending = [path for path in self._pending if path not in gone]
            self.reload()

    @Slot()
    def reload(self) -> None:
        self._rows = attachments.listed(self._table, self._record_id) if self._record_id is not None else ()
        names = [(row.name, row.size) for row in self._rows]
        names += [(path.name, path.stat().st_size if path.exists() else 0) for path in self._pending]
        self.list.clear()
        for name, size in names:
            item = QListWidgetItem(f"{name}（{attachments.size_text(size)}）")
            item.setToolTip(name)
            self.list.addItem(item)
        self.list.setVisible(bool(names))
        self.hint.setVisible(not names)
        line = self.list.sizeHintForRow(0) if names else 0
        self.list.setFixedHeight(min(len(names), MOST_ROWS_SEEN) * line + 2 * self.list.frameWidth())
        self.setProperty("typed", str(self._pending))
        self._on_selection()
        self.changed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take(dropped_paths(event))

    def _make_buttons(self) -> None:
        self.add_button, self.open_button = QPushButton("添加…"), QPushButton("打开")
        self.save_button, self.remove_button = QPushButton("另存为…"), QPushButton("删除")
        for button, slot in (
            (self.add_button, self.add), (self.open_button, self.open_chosen),
            (self.save_button, self.save_chosen), (self.remove_button, self.remove_chosen),
        ):  # fmt: skip
            button.clicked.connect(slot)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(HALF)
        buttons.addWidget(self.hint)
        buttons.addStretch(1)
        for button in (self.add_button, self.open_button, self.save_button, self.remove_button):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(HALF)
        layout.addWidget(self.list)
        layout.addWidget(self.problem)
        layout.addLayout(buttons)
        self.setFocusProxy(self.add_button)
        layout.setContentsMargins(0, 0, 0, GAP // 4)

    def _chosen(self) -> list[AttachmentRow]:
        numbers = sorted(index.row() for index in self.list.selectedIndexes())
        return [self._rows[number] for number in numbers if number < len(self._rows)]

    def _chosen_pending(self) -> list[Path]:
        numbers = sorted(index.row() - len(self._rows) for index in self.list.selectedIndexes())
        return [self._pending[number] for number in numbers if number >= 0]

    @Slot()
    def _on_selection(self) -> None:
        chosen = bool(self.list.selectedIndexes())
        for button in (self.open_button, self.save_button, self.remove_button):
            button.setVisible(self.list.count() > 0)
            button.setEnabled(chosen)
        self.save_button.setVisible(bool(self._rows))

    @Slot(object)
    def _on_changed(self, tables: set[str]) -> None:
        if "attachment" in tables:
            self.reload()


def attach(workbench: Workbench, table: str, record_id: int, paths: Sequence[Path]) -> None:
    """Attach files to a record: at once, or showing progress where there is much to copy."""
    add = partial(attachments.add, table, record_id, list(paths))
    if sum(path.stat().st_size for path in paths if path.is_file()) <= AT_ONCE:
        workbench.do(add)
    else:
        workbench.start("添加附件", partial(_reported, add), workbench.changed.emit)


def _reported(add: partial[set[str]], report: Report) -> set[str]:
    report(0, 1)
    return add()


def _checked(path: Path) -> set[str]:
    attachments.check(path)
    return set()


def _open(row: AttachmentRow) -> set[str]:
    show_file(attachments.opened(row))
    return set()


def _export(copies: Iterable[tuple[AttachmentRow, Path]]) -> set[str]:
    logged: set[str] = set()
    for row, target in copies:
        attachments.export(row, target)
        logged |= exports.log(row.name, "附件另存", str(target))
    return logged
