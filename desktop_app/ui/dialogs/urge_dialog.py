"""Asks when and by which way whoever is responsible was reminded (催办) of plan items that are behind."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.records import plan_quarters
from desktop_app.records.plan_quarters import QuarterLine
from desktop_app.records.reminders import WAYS, ReminderDraft
from desktop_app.ui import theme
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, DateField
from desktop_app.ui.theme import Role
from desktop_app.ui.workbench import Workbench

NAMED = 6


class UrgeDialog(DraftDialog[ReminderDraft]):
    def __init__(self, workbench: Workbench, lines: Sequence[QuarterLine], parent: QWidget | None = None) -> None:
        save = partial(plan_quarters.remind, list(lines))
        super().__init__(workbench, f"催办（{len(lines)}项）", save, parent, save_text="记下催办")
        named = "；".join(_called(line) for line in lines[:NAMED])
        said = theme.label(f"{named}{'…' if len(lines) > NAMED else ''}", Role.NOTICE)
        said.setWordWrap(True)
        self.wide(said)
        self.on_date = DateField(date.today())
        self.way = ChoiceField(WAYS, WAYS[0])
        self.remark = QLineEdit()
        self.pair(("on_date", "催办日期", self.on_date), ("way", "方式", self.way))
        self.field("remark", "备注", self.remark)

    def draft(self) -> ReminderDraft:
        return ReminderDraft(self.on_date.day(), self.way.text(), self.remark.text().strip())


def _called(line: QuarterLine) -> str:
    who = line.item.responsible
    return f"{line.item.content}（{who}）" if who else line.item.content
