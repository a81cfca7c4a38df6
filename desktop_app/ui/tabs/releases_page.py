"""报出记录: what was reported, and which of its figures are no longer so: then, now, and the records that made it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from desktop_app.core.period import day_text
from desktop_app.core.progress import Report as Listener
from desktop_app.core.scope import Population
from desktop_app.exchange import frozen, outputs
from desktop_app.exchange.output import Choice
from desktop_app.exchange.report import Report
from desktop_app.records import release_causes, releases
from desktop_app.records.release_causes import Cause
from desktop_app.records.releases import Difference, ReleaseRow
from desktop_app.ui import theme
from desktop_app.ui.actions import button
from desktop_app.ui.outputs.output_page import Act, OutputPage, line, page_layout
from desktop_app.ui.pages import WITH_SECTIONS
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import Role, Tone
from desktop_app.ui.workbench import Workbench


def _corrections(row: ReleaseRow) -> str:
    said = ("更正件" if row.corrects else "", f"{row.corrected_on:%Y-%m-%d}已更正" if row.corrected_on else "")
    return "；".join(filter(None, said))


RELEASES = (
    Column[ReleaseRow]("报出日期", lambda row: row.released_on.isoformat(), width=6),
    Column[ReleaseRow]("名称", lambda row: row.title, width=20, stretch=True),
    Column[ReleaseRow]("统计期间", lambda row: row.period.text, width=8),
    Column[ReleaseRow]("口径", lambda row: row.population, width=5),
    Column[ReleaseRow]("报送单位", lambda row: row.recipient, width=8),
    Column[ReleaseRow]("数字", lambda row: str(row.figures), sort_key=lambda row: row.figures, right=True, width=3),
    Column[ReleaseRow]("更正", _corrections, width=9),
    Column[ReleaseRow]("备注", lambda row: row.remark, width=8),
)
DIFFERENCES = (
    Column[Difference]("所在位置", lambda row: row.then.place, sort_key=lambda row: row.id, width=16, stretch=True),
    Column[Difference]("取数名称", lambda row: row.then.asked.name, width=11),
    Column[Difference]("报出时", lambda row: row.then.text, right=True, width=6),
    Column[Difference]("现在", frozen.now_text, right=True, width=6, tint=lambda _: Tone.BAD),
    Column[Difference]("相差", frozen.change_text, right=True, width=5),
)


CORRECTABLE = frozenset({*(each.name for each in outputs.OUTPUTS), *WITH_SECTIONS})
"""What can be made again as a correction: what is still offered."""


@dataclass(frozen=True)
class Shown:
    """The releases there are, and what has become of the one that is chosen."""

    rows: Sequence[ReleaseRow]
    chosen: int | None
    differences: Sequence[Difference]


class ReleasesPage(OutputPage):
    """Above what was reported, below its figures that have changed since."""

    offered = (
        Act("open_causes", "看是哪些记录变了", "Ctrl+R", "所选数字报出以后，哪些记录增加、减少或改过，是哪一步操作"),
        Act("open_records", "看现在的记录", "Ctrl+Return", "列出所选数字现在由哪些记录得来"),
        Act("correct", "出更正…", "Ctrl+Shift+R", "按现在的数字重出这张表，标明更正"),
        Act("preview", "打印变动清单", "Ctrl+P", "报出的数字里变了的，一行一个，预览后打印"),
        Act("save_pdf", "变动清单存为 PDF…", "Ctrl+Shift+D", "把变动清单存为 PDF", writes=True),
    )

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self._shown = Shown((), None, ())
        self.table: TableView[ReleaseRow] = TableView(RELEASES, "releases", workbench.look)
        self.table.setAccessibleName("报出记录")
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.set_empty_text("还没有报出过。在“表册”“公文”“年终台账”里按“报出…”，报给上级的数字就留存在这里。")
        self.state: QLabel = theme.label("", Role.NOTICE, Tone.QUIET)
        self.state.setWordWrap(True)
        self.changes: TableView[Difference] = TableView(DIFFERENCES, "release_differences", workbench.look)
        self.changes.setAccessibleName("变动的数字")
        self.changes.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self._lay_out()
        self.table.selection_changed.connect(self._on_chosen)
        self.changes.selection_changed.connect(self._enable)
        self.changes.activated_row.connect(self.open_causes)
        self._enable()

    def question(self) -> Callable[[], Shown]:
        row = self.table.current_row()
        return partial(_read, row.id if row else None)

    def show_answer(self, answer: Shown) -> None:
        self._shown = answer
        self.table.show_rows(answer.rows)
        if answer.chosen is not None:
            self.table.select_id(answer.chosen)
        self.changes.show_rows(answer.differences)
        if self.changes.current_row() is None:
            self.changes.selectRow(0)
        self._tell()
        self._enable()

    @Slot()
    def show_waiting(self) -> None:
        self.state.show()
        self.state.setText("正在核对报出的数字…")
        theme.set_tone(self.state, Tone.QUIET)

    def show_refusal(self, sentence: str) -> None:
        self.changes.show_rows(())
        self.state.show()
        self.state.setText(sentence)
        theme.set_tone(self.state, Tone.BAD)

    @Slot()
    def open_causes(self) -> None:
        """Look at the records as they were; it keeps others from writing for a moment, so it is a job."""
        if row := self.changes.current_row():
            assert self._shown.chosen is not None
            self.bench.start("查找变动的记录", partial(_causes, self._shown.chosen, row), self._show_causes)

    @Slot(object)
    def _show_causes(self, found: tuple[Difference, list[Cause]]) -> None:
        from desktop_app.ui.dialogs import records_dialog  # noqa: PLC0415  loaded when it is used

        records_dialog.RecordsDialog(self.bench, records_dialog.of_causes(*found), self.window()).show()

    @Slot()
    def open_records(self) -> None:
        row = self.changes.current_row()
        if row and row.now:
            self.bench.open_figure.emit(row.then.asked)

    @Slot()
    def correct(self) -> None:
        """Open the output with what was chosen for it; it says on its face what it takes the place of."""
        if row := self._release():
            self.bench.open_output.emit(row.output, choice_of(row))

    @Slot()
    def preview(self) -> None:
        if row := self._release():
            changes = frozen.list_of_changes(row, self._shown.differences)
            self.show_preview([changes], changes.title)

    @Slot()
    def save_pdf(self) -> None:
        row = self._release()
        if row and (path := self.ask_target("变动清单存为 PDF", f"{row.title}报出数字变动清单", ".pdf")):
            content = frozen.list_of_changes(row, self._shown.differences)
            self.write("存为 PDF", [path], partial(_write_pdf, content, path))

    def show_record(self, record_id: int) -> None:
        """Select a release."""
        self.table.select_id(record_id)

    def _release(self) -> ReleaseRow | None:
        return next((row for row in self._shown.rows if row.id == self._shown.chosen), None)

    @Slot()
    def _on_chosen(self) -> None:
        row = self.table.current_row()
        if row and row.id != self._shown.chosen:
            self.read_now()

    @Slot()
    def _enable(self) -> None:
        release, row = self._release(), self.changes.current_row()
        for slot, enabled in (
            ("open_causes", row is not None and row.now is not None),
            ("open_records", row is not None and row.now is not None),
            ("correct", release is not None and release.output in CORRECTABLE),
            ("preview", release is not None),
            ("save_pdf", release is not None),
        ):
            self.acts[slot].setEnabled(enabled)

    def _tell(self) -> None:
        row, changed = self._release(), len(self._shown.differences)
        self.state.setVisible(row is not None)
        if row is None:
            self.state.setText("")
        elif changed:
            self.state.setText(f"{day_text(row.released_on)}报出的{row.figures}个数字里有{changed}个变了，列在下面。")
        else:
            self.state.setText(f"{day_text(row.released_on)}报出的{row.figures}个数字都没有变。")
        theme.set_tone(self.state, Tone.WARN if changed else Tone.GOOD)
        self.changes.set_empty_text("报出的数字都没有变。" if row else "")

    def _lay_out(self) -> None:
        names = ("open_causes", "open_records", "correct", "preview", "save_pdf")
        layout = page_layout(self, "报出记录")
        layout.addLayout(line(*(button(self.acts[name], primary=name == names[0]) for name in names), None))
        below = QWidget()
        inner = QVBoxLayout(below)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.state)
        inner.addWidget(self.changes, 1)
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(self.table)
        both.addWidget(below)
        both.setStretchFactor(0, 1)
        both.setStretchFactor(1, 2)
        layout.addWidget(both, 1)
        self.setFocusProxy(self.table)


def choice_of(row: ReleaseRow) -> Choice:
    """Return what makes the output of a release again, as the correction of it."""
    return Choice(row.period, Population.parse(row.population), corrects=row.id, **(row.choice or {}))


def _read(chosen: int | None) -> Shown:
    rows = releases.listed()
    kept = chosen if any(row.id == chosen for row in rows) else None
    chosen = kept if kept is not None else rows[0].id if rows else None
    return Shown(rows, chosen, releases.differences(chosen) if chosen is not None else ())


def _causes(release_id: int, difference: Difference, listener: Listener) -> tuple[Difference, list[Cause]]:
    listener(0, 0)
    return difference, release_causes.causes(release_id, [difference])[difference.id]


def _write_pdf(content: Report, path: Path, listener: Listener) -> None:
    from desktop_app.ui import paper  # noqa: PLC0415  loaded when something is written

    del listener  # a moment's work
    paper.write_pdf([content], path)
