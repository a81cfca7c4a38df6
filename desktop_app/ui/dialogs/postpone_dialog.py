"""Asks to which day a session is put off (推迟); the day it was planned for stays beside it."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from desktop_app.core.period import day_text
from desktop_app.records import sessions
from desktop_app.records.session_list import SessionRow
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import DateField
from desktop_app.ui.workbench import Workbench


class PostponeDialog(DraftDialog[tuple[date, str]]):
    """The new day, the week after being offered, and why."""

    def __init__(self, workbench: Workbench, row: SessionRow, parent: QWidget | None = None) -> None:
        super().__init__(workbench, "推迟", partial(_postpone, row.id), parent, "推迟")
        planned = day_text(row.planned_on or row.held_on)
        sentence = QLabel(f"“{row.title}”原定{planned}，原定的日子会留下，统计按实际举行的日子。")
        sentence.setWordWrap(True)
        self.wide(sentence)
        self.day = DateField(row.held_on + timedelta(7))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("可不填")
        self.field("held_on", "推迟到", self.day)
        self.field("reason", "事由", self.reason)
        self.day.setFocus()

    def draft(self) -> tuple[date, str]:
        return self.day.day(), self.reason.text().strip()


def _postpone(session_id: int, typed: tuple[date, str]) -> set[str]:
    return sessions.postpone(session_id, *typed)
