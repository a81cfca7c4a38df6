"""Standing arrangements (例行安排): what is held on which weekdays. What fell due of them is on the first page."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction

from desktop_app.core.number import shown
from desktop_app.records import series
from desktop_app.records.series import SeriesRow
from desktop_app.ui.actions import action
from desktop_app.ui.dialogs.series_dialog import SeriesDialog
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.list_page import ListPage
from desktop_app.ui.table import Column
from desktop_app.ui.theme import Tone


def _tone(row: SeriesRow) -> Tone | None:
    return Tone.QUIET if row.is_over else None


def _state(row: SeriesRow) -> str:
    return "已结束" if row.is_over else "未开始" if row.from_date > date.today() else "在用"


def _span(row: SeriesRow) -> str:
    return f"{row.from_date.isoformat()} {f'至 {row.to_date.isoformat()}' if row.to_date else '起'}"


COLUMNS: tuple[Column[SeriesRow], ...] = (
    Column("类型", lambda row: row.category, width=6, tint=_tone),
    Column("题目", lambda row: row.title, width=6, stretch=True, tint=_tone),
    Column("星期", lambda row: row.days_text, width=11, tint=_tone),
    Column("时间", lambda row: row.time_text, width=7, tint=_tone),
    Column("学时", lambda row: shown(row.hours) if row.hours else "", right=True, width=3, tint=_tone),
    Column("地点", lambda row: row.place, width=8, tint=_tone),
    Column("起止", _span, width=14, tint=_tone),
    Column("节假日", lambda row: "避开" if row.skips_holidays else "不避开", width=4, tint=_tone),
    Column("已有场次", lambda row: f"{row.sessions:,}", sort_key=lambda row: row.sessions, right=True, width=4),
    Column("使用", _state, width=4, tint=_tone),
)


class SeriesPage(ListPage[SeriesRow]):
    noun, word, name = "例行安排", "项", "series"
    columns = COLUMNS
    watches = frozenset({"series", "session", "category"})
    empty_text = (
        "还没有例行安排。按 Ctrl+N 新增，如“夜学，每周一 19:30”；\n以后每到那一天，“总览”的“到期事项”里就会列出来。"
    )

    def read(self) -> Sequence[SeriesRow]:
        return sorted(series.listed(), key=lambda row: row.is_over)

    def dialog(self, row: SeriesRow | None) -> DraftDialog[Any]:
        return SeriesDialog(self._workbench, row, self)

    def delete(self, ids: Sequence[int]) -> set[str]:
        return series.remove(ids)

    def more_actions(self) -> list[QAction | None]:
        tip = "各年的放假和调休上班，没有公布的年份在这里录入"
        self.holidays_action = action(self, "节假日…", "Ctrl+J", self.show_holidays, tip)
        return [self.holidays_action]

    def removal(self, rows: Sequence[SeriesRow]) -> str:
        names = "、".join(f"{row.name}（{row.days_text}）" for row in rows[:3])
        more = f"等{len(rows)}项" if len(rows) > 3 else ""  # noqa: PLR2004  as many as are named
        came = sum(row.sessions for row in rows)
        kept = f"由它产生的{came}场活动保留。" if came else ""
        return (
            f"要删除{names}{more}吗？{kept}只是以后不再举行的，请改填结束日期，以前的到期事项才会留下。"
            "删除后可以用 Ctrl+Z 恢复。"
        )

    @Slot()
    def show_holidays(self) -> None:
        from desktop_app.ui.dialogs.holidays_dialog import HolidaysDialog  # noqa: PLC0415  loaded when it is used

        HolidaysDialog(self._workbench, parent=self).run()
