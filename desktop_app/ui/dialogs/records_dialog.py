"""The records behind a number: whoever doubts it sees what it was counted from, and opens each one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop_app.core.figure import Figure, Shape
from desktop_app.core.number import decimal
from desktop_app.core.scope import Asked
from desktop_app.metrics import evidence, register
from desktop_app.metrics.evidence import RecordLine
from desktop_app.metrics.plan import Progress
from desktop_app.records import labels, notes, session_list
from desktop_app.records.release_causes import Cause
from desktop_app.records.releases import Difference
from desktop_app.ui import theme
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, MARGIN, Role, Tone
from desktop_app.ui.workbench import Workbench

COLUMNS: tuple[Column[RecordLine], ...] = (
    Column("日期", lambda line: line.day.isoformat() if line.day else "", width=7),
    Column("类别", lambda line: line.kind, width=8),
    Column("题目", lambda line: line.title, stretch=True),
    Column("人员、编号", lambda line: line.who, width=12),
    Column("说明", lambda line: line.detail, width=6),
)

OF_PEOPLE: tuple[Column[RecordLine], ...] = (
    Column("姓名", lambda line: line.who, width=10),
    Column("单位", lambda line: line.kind, width=8),
    Column("职务", lambda line: line.title, stretch=True),
)
CAUSES: tuple[Column[Cause], ...] = (
    Column("变化", lambda cause: cause.fate, width=5),
    Column("日期", lambda cause: cause.record.day.isoformat() if cause.record.day else "", width=7),
    Column("类别", lambda cause: cause.record.kind, width=6),
    Column("题目", lambda cause: cause.record.title, width=10, stretch=True),
    Column("人员、编号", lambda cause: cause.record.who, width=8),
    Column("原来", lambda cause: cause.was, width=10),
    Column("由哪一步", lambda cause: cause.action, width=18),
    Column("时间", lambda cause: f"{cause.at:%Y-%m-%d %H:%M}" if cause.at else "", width=9),
)
CHUNK = 500
Row = TypeVar("Row")


@dataclass(frozen=True)
class Listing:
    """What the dialog shows: a title, in smaller words what is listed, its total, and the records.

    Each line names a record by its `table` and `id`.
    """

    title: str
    words: str
    total: str
    lines: Sequence[Any]
    columns: Sequence[Column[Any]] = COLUMNS
    characters: int = 58
    """How wide it opens, as far as the screen has room."""


def of_figure(asked: Asked) -> Listing:
    """Return the records a figure was counted from."""
    _, measure = register.named(asked.name)
    figure, scope = register.answer(asked), asked.scope
    heads = f"　人均的分母：{scope.denominator}" if figure.shape is Shape.PER_HEAD else ""
    lines = evidence.records(asked.name, scope, asked.cadre_id)
    return Listing(
        f"{figure.subject}　{figure.measure}",
        f"{measure.rule}。\n{_of_whom(asked)}{heads}",
        f"合计 {_total(figure)}，由 {len(lines)} 条记录得来",
        lines,
    )


def of_due_sessions(ids: Sequence[int]) -> Listing:
    """Return sessions that wait to be recorded."""
    lines = [
        RecordLine("session", row.id, "", row.held_on, row.category, row.title, row.number, row.state)
        for row in _in_chunks(session_list.rows, ids)
    ]
    return Listing("未登记的活动", "日期已到、还没有登记出勤的活动。", f"共 {len(lines)} 场", lines)


def of_waiting_notes(ids: Sequence[int]) -> Listing:
    """Return notes that wait for 审签."""
    lines = [
        RecordLine("note", row.id, "", row.handed_in_on, row.kind, row.title, row.full_name, f"{row.words}字")
        for row in _in_chunks(notes.rows, ids)
    ]
    return Listing("待审的心得笔记", "已上交、还没有审签的心得笔记。", f"共 {len(lines)} 篇", lines)


def of_plan_items(items: Sequence[Progress]) -> Listing:
    """Return plan items that are behind or were not done in time."""
    lines = [
        RecordLine("plan_item", item.id, "", item.deadline, item.part, item.content, item.responsible, item.state)
        for item in items
    ]
    words = "滞后：完成数少于到这一天应完成的数；未完成：到期没有达到目标。"
    return Listing("滞后、未完成的计划", words, f"共 {len(lines)} 项", lines)


def of_causes(difference: Difference, causes: Sequence[Cause]) -> Listing:
    """Return the records that made a reported figure another one."""
    then, now = difference.then, difference.now
    words = f"{then.place}：报出时{then.text}，现在{now.text if now else '—'}。双击打开记录。"
    return Listing(f"{then.asked.name}　变动的记录", words, f"共 {len(causes)} 条", causes, CAUSES, characters=90)


class RecordsDialog(QDialog):
    """Stays open beside the window, so that one record after the other can be looked at."""

    def __init__(self, workbench: Workbench, listing: Listing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(listing.title)
        self._workbench = workbench
        self.words = theme.label(listing.words, tone=Tone.QUIET)
        self.words.setWordWrap(True)
        self.total = theme.label(listing.total)
        self.table = TableView(listing.columns, "records", workbench.look)
        self.table.setAccessibleName("记录")
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.set_empty_text("没有记录。")
        self.table.activated_row.connect(self._open)
        self.buttons = QDialogButtonBox()
        self.buttons.addButton("打开所选", QDialogButtonBox.ButtonRole.ActionRole).clicked.connect(self._open_current)
        self.buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(theme.label(listing.title, Role.TITLE))
        layout.addWidget(self.words)
        layout.addWidget(self.total)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.buttons)
        metrics = self.fontMetrics()
        theme.fit(self, metrics.horizontalAdvance("国") * listing.characters, metrics.height() * 28)
        self.table.show_rows(listing.lines)
        self.table.setFocus()

    @Slot(object)
    def _open(self, line: RecordLine | Cause) -> None:
        self._workbench.open_record.emit(line.table, line.id)

    @Slot()
    def _open_current(self) -> None:
        line = self.table.current_row()
        if line:
            self._open(line)


def _of_whom(asked: Asked) -> str:
    """Return 期间 and 口径, and the one cadre where the figure is of one."""
    if asked.cadre_id is None:
        return asked.scope.text
    return f"{asked.scope.text}，{labels.names_of({'cadre': [asked.cadre_id]})['cadre', asked.cadre_id]}一人"


def _total(figure: Figure) -> str:
    """Return the figure in words; of one that is divided both parts as well."""
    if figure.shape in (Shape.PER_HEAD, Shape.RATE):
        return f"{figure.text}（{decimal(figure.numerator)}÷{decimal(figure.denominator)}）"
    return figure.text


def _in_chunks(read: Callable[[Sequence[int]], list[Row]], ids: Sequence[int]) -> list[Row]:
    """Read many rows a few hundred at a time: a statement takes only so many values."""
    return [row for start in range(0, len(ids), CHUNK) for row in read(ids[start : start + CHUNK])]
