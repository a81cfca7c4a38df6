"""导入: the files are read and every problem listed first; only when there is none can they be brought in."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.progress import Report
from desktop_app.exchange import importing
from desktop_app.exchange.importing import Batch, Problem, Reading
from desktop_app.records import history, known, labels
from desktop_app.ui import theme
from desktop_app.ui.dropping import dropped_files
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, MARGIN, Role, Tone
from desktop_app.ui.workbench import Workbench

HINT = "选择花名册、活动台账、心得笔记、年度计划等 Excel 文件，可以一次选几个，也可以把文件拖到这里。"
KINDS = "表格 (*.xlsx *.xls *.et *.ods *.csv)"
READ, WRITE = "读取文件", "导入"


@dataclass(frozen=True)
class ProblemRow:
    """A problem in the list."""

    id: int
    problem: Problem


PROBLEMS: tuple[Column[ProblemRow], ...] = (
    Column("文件", lambda row: row.problem.file, width=10),
    Column("表", lambda row: row.problem.sheet, width=6),
    Column("行", lambda row: str(row.problem.row or ""), sort_key=lambda row: row.problem.row, right=True, width=3),
    Column("列", lambda row: row.problem.column, width=6),
    Column("问题", lambda row: row.problem.text, stretch=True),
)


@dataclass(frozen=True)
class FoundRow:
    """What would come in, or has come in."""

    id: int
    batch: Batch


FOUND: tuple[Column[FoundRow], ...] = (
    Column("文件", lambda row: row.batch.source, width=14),
    Column("种类", lambda row: row.batch.kind, width=8),
    Column("内容", lambda row: row.batch.count_text, stretch=True),
)


class ImportDialog(QDialog):
    """Choose, look, bring in. Each file is one step of history."""

    def __init__(self, workbench: Workbench, files: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("导入")
        self.setAcceptDrops(True)
        self._workbench = workbench
        self._files = list(files)
        self._reading: Reading | None = None
        self._newest_step = 0
        self.state = QLabel(HINT)
        self.state.setWordWrap(True)
        self.found = TableView(FOUND, "import.found", workbench.look)
        self.found.setAccessibleName("要导入的内容")
        self.found.set_empty_text("把文件拖到这里")
        self.problems = TableView(PROBLEMS, "import.problems", workbench.look)
        self.problems.setAccessibleName("文件里的问题")
        self.problems.selection_changed.connect(self._show_whole_problem)
        self.words = theme.label("", tone=Tone.QUIET)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.choose = QPushButton("选择文件…")
        self.choose.clicked.connect(self.choose_files)
        self.again = QPushButton("重新读取")
        self.again.clicked.connect(self.read)
        self.bring_in = QPushButton("导入")
        self.bring_in.setDefault(True)
        self.bring_in.clicked.connect(self.write)
        self.leave = QPushButton("取消")
        self.leave.clicked.connect(self.reject)
        self.bar = QProgressBar()
        self.bar.setAccessibleName("进度")
        self._lay_out()
        self._show(None)
        workbench.busy.connect(self._on_busy)
        workbench.progressed.connect(self._on_progressed)
        workbench.stopped.connect(self._on_stopped)

    def run(self) -> None:
        """Show the dialog; files that were given are read at once."""
        self.choose.setFocus()
        if self._files:
            self.read()
        self.exec()
        self.deleteLater()

    def reject(self) -> None:
        if self._workbench.is_busy:
            self._workbench.stop()
        else:
            super().reject()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event) and not self._workbench.is_busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._files = dropped_files(event)
        self.read()

    @Slot()
    def choose_files(self) -> None:
        look = self._workbench.look
        if files := self._workbench.messages.ask_open_paths("选择要导入的文件", look.export_folder, KINDS):
            look.export_folder = files[0].parent
            self._files = files
            self.read()

    @Slot()
    def read(self) -> None:
        """Read the chosen files anew, off the screen's thread."""
        files, at_hand = list(self._files), known.now()
        self._show(None)
        self._workbench.start(READ, lambda report: importing.read_files(files, at_hand, report), self._on_read)

    @Slot()
    def write(self) -> None:
        """Bring in what was read."""
        reading = self._reading
        if reading is None or reading.problems:
            return
        newest = history.undoable()
        self._newest_step = newest.id if newest else 0

        def work(report: Report) -> set[str]:
            return importing.write_all(reading, report)

        self._workbench.start(WRITE, work, self._on_written)

    def _on_read(self, reading: Reading) -> None:
        self._show(reading)

    def _on_written(self, tables: set[str]) -> None:
        batches = self._reading.batches if self._reading else ()
        self._show(None)
        self._workbench.changed.emit(tables)
        self.state.setText("已导入。按 Ctrl+Z 可以一个文件一个文件地撤回，以后也可以在“历史”里撤销。")
        theme.set_tone(self.state, Tone.GOOD)
        self.found.show_rows(_found_rows(batches))
        self.leave.setText("关闭")
        self.leave.setFocus()

    def _show(self, reading: Reading | None) -> None:
        """Show what was read: problems first, then what would come in, then what was passed over."""
        self._reading = reading
        problems = reading.problems if reading else ()
        self.problems.show_rows([ProblemRow(number, each) for number, each in enumerate(problems)])
        self.problems.setVisible(bool(problems))
        self.again.setVisible(bool(problems))
        self.bring_in.setEnabled(self._can_import())
        self.state.setText(_state(reading))
        theme.set_tone(self.state, Tone.BAD if problems else None)
        self.found.show_rows(_found_rows(reading.batches if reading else ()))
        self.found.setVisible(not problems)
        self.words.setText("\n".join(reading.notices) if reading else "")
        if problems:
            self.problems.selectRow(0)
        elif self._can_import():
            self.bring_in.setFocus()

    @Slot()
    def _show_whole_problem(self) -> None:
        """Show the chosen problem in full: sentences are longer than the column."""
        row = self.problems.current_row()
        self.words.setText(str(row.problem) if row else "")

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        for widget in (self.choose, self.again, self.bring_in):
            widget.setEnabled(not busy and (widget is not self.bring_in or self._can_import()))
        self.bar.setVisible(busy)
        self.bar.setRange(0, 0)
        self.leave.setText("停止" if busy else self.leave.text().replace("停止", "取消"))

    def _can_import(self) -> bool:
        return self._reading is not None and not self._reading.problems and bool(self._reading.batches)

    @Slot(object, object)
    def _on_progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    @Slot(str)
    def _on_stopped(self, title: str) -> None:
        """Say whether files were in already when it was stopped: each one is whole."""
        if title == READ:
            self.state.setText("读取已停止，没有导入任何内容。")
            return
        newest = history.undoable()
        if newest and newest.id != self._newest_step:
            self._workbench.changed.emit(set(labels.TABLES))
            self.state.setText(f"已停止；“{newest.title}”在停止前已经完成，按 Ctrl+Z 可以撤回，其余的没有导入。")
        else:
            self.state.setText("已停止，没有导入任何内容。")

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.choose)
        foot.addWidget(self.again)
        foot.addWidget(self.bar, 1)
        foot.addStretch(1)
        foot.addWidget(self.bring_in)
        foot.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(theme.label("导入已有的表格", Role.TITLE))
        layout.addWidget(self.state)
        layout.addWidget(self.problems, 1)
        layout.addWidget(self.found, 1)
        layout.addWidget(self.words)
        layout.addLayout(foot)
        self.bar.hide()
        metrics = self.fontMetrics()
        theme.fit(self, metrics.horizontalAdvance("国") * 64, metrics.height() * 24)


def _state(reading: Reading | None) -> str:
    if reading is None:
        return HINT
    if reading.problems:
        count = len(reading.problems)
        return f"有 {count} 处问题，还没有导入任何内容。请在表格里改好并保存，再按“重新读取”。"
    if not reading.batches:
        return "这些文件里没有新的内容。"
    return "没有发现问题，可以导入。"


def _found_rows(batches: Sequence[Batch]) -> list[FoundRow]:
    return [FoundRow(number, batch) for number, batch in enumerate(batches)]
