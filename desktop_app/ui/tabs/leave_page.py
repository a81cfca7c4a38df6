"""Leave entered in advance (请假): who is away when; the attendance sheets of those days know it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop_app.core.attendance import Entry
from desktop_app.records import leave
from desktop_app.records.leave import LeaveRow
from desktop_app.ui.dialogs.leave_record_dialog import LeaveRecordDialog
from desktop_app.ui.list_page import ListPage
from desktop_app.ui.period_filter import PeriodFilter
from desktop_app.ui.table import Column
from desktop_app.ui.theme import Tone
from desktop_app.ui.workbench import Workbench


def _now(row: LeaveRow) -> str:
    """Return whether a leave is over, goes on, or is still to come."""
    today = date.today()
    return "已结束" if row.to_date < today else "未开始" if row.from_date > today else "请假中"


TONES = {"已结束": Tone.QUIET, "请假中": Tone.ACCENT, "未开始": None}


class LeavePage(ListPage[LeaveRow]):
    """The leaves that have a day in the period chosen above them."""

    noun, word, name = "请假", "条", "leave"
    watches = frozenset({"leave_record", "cadre"})
    columns = (
        Column[LeaveRow]("姓名", lambda row: row.full_name, width=8),
        Column[LeaveRow]("开始日期", lambda row: row.from_date.isoformat(), width=7),
        Column[LeaveRow]("结束日期", lambda row: row.to_date.isoformat(), width=7),
        Column[LeaveRow]("天数", lambda row: str(row.days), sort_key=lambda row: row.days, right=True, width=3),
        Column[LeaveRow]("类别", lambda row: row.kind, width=6),
        Column[LeaveRow]("出勤记", lambda row: str(Entry.on_leave(row.kind).mark), width=4),
        Column[LeaveRow]("现在", _now, width=5, tint=lambda row: TONES[_now(row)]),
        Column[LeaveRow]("备注", lambda row: row.remark, stretch=True),
    )
    empty_text = "还没有请假。按 Ctrl+N 新增，登记出勤时会自动填好。"
    hint = "查找姓名、类别、备注（Ctrl+F）"

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        self.period = PeriodFilter()
        super().__init__(workbench, parent)
        self.period.changed.connect(self.reload)

    def read(self) -> Sequence[LeaveRow]:
        self.period.set_years(leave.years())
        return leave.listed(self.period.period())

    def dialog(self, row: LeaveRow | None) -> LeaveRecordDialog:
        return LeaveRecordDialog(self._workbench, row, self)

    def delete(self, ids: Sequence[int]) -> set[str]:
        return leave.remove(ids)

    def choices(self) -> Sequence[QWidget]:
        return (self.period,)

    def summed_up(self, rows: Sequence[LeaveRow]) -> str:
        away = sum(_now(row) == "请假中" for row in rows)
        return f"共{len(rows):,}条" + (f"，今天请假中{away}人" if away else "")

    def show_record(self, record_id: int) -> None:
        if not self.table.select_id(record_id):
            self.period.choose_all()
        super().show_record(record_id)
