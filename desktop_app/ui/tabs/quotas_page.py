"""应交规定: who has to hand in what and how often; by these rules 应交催交 knows whom to chase."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from desktop_app.records import quotas
from desktop_app.records.quotas import QuotaRow
from desktop_app.ui.dialogs.quota_dialog import QuotaDialog, fresh
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.list_page import ListPage
from desktop_app.ui.table import Column
from desktop_app.ui.theme import Tone


def _number(number: int) -> str:
    return f"{number:,}" if number else "—"


class QuotasPage(ListPage[QuotaRow]):
    noun, word, name = "应交规定", "条", "quotas"
    watches = frozenset({"quota"})
    empty_text = "还没有应交规定。按 Ctrl+N 登记第一条，如：学习笔记，每月1篇、不少于8000字。"
    hint = "查找类别、口径或职级（Ctrl+F）"
    columns: Sequence[Column[Any]] = (
        Column("类别", lambda row: row.kind, width=8),
        Column("周期", lambda row: f"每{row.every}", width=4),
        Column("应交篇数", lambda row: _number(row.notes), sort_key=lambda row: row.notes, right=True, width=5),
        Column("应交字数", lambda row: _number(row.words), sort_key=lambda row: row.words, right=True, width=6),
        Column("口径", lambda row: row.population, width=8),
        Column("职级", lambda row: row.ranks or "全部", stretch=True),
        Column("期后宽限", lambda row: f"{row.due_days}天", sort_key=lambda row: row.due_days, right=True, width=5),
        Column("自", lambda row: row.from_date.isoformat(), width=7),
        Column(
            "至",
            lambda row: row.to_date.isoformat() if row.to_date else "今",
            width=7,
            tint=lambda row: Tone.QUIET if row.to_date else None,
        ),
    )

    def read(self) -> Sequence[QuotaRow]:
        return quotas.listed()

    def dialog(self, row: QuotaRow | None) -> DraftDialog[Any]:
        if row is None:
            return QuotaDialog(self._workbench, fresh(self._rows), quotas.add, self)
        return QuotaDialog(self._workbench, row.draft(), partial(quotas.change, row.id), self)

    def delete(self, ids: Sequence[int]) -> set[str]:
        return quotas.remove(ids)
