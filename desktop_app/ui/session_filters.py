"""Which sessions the list shows."""

from PySide6.QtWidgets import QWidget

from desktop_app.core.session import SessionState
from desktop_app.records import categories, session_list
from desktop_app.records.session_list import Wanted
from desktop_app.ui.list_filters import ListFilters

UNRECORDED = "未登记"
HINT = "查找题目、篇目、议题、地点、附件名称，或有角色的人的姓名、拼音首字母（Ctrl+F）"


class SessionFilters(ListFilters):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("类型", [UNRECORDED, *SessionState], HINT, parent)

    def years(self) -> list[int]:
        return session_list.years()

    def kinds(self) -> list[str]:
        return [row.name for row in categories.listed() if row.sessions or not row.retired]

    def wanted(self) -> Wanted:
        state = self.chosen_state()
        is_due = state == UNRECORDED
        return Wanted(self.period.period(), self.chosen_kind(), self.words(), "" if is_due else state, due=is_due)
