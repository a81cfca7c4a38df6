"""Which notes the list shows."""

from PySide6.QtWidgets import QWidget

from desktop_app.core.review import NoteState
from desktop_app.records import notes
from desktop_app.records.notes import Wanted
from desktop_app.ui.list_filters import ListFilters


class NoteFilters(ListFilters):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("类别", list(NoteState), "查找姓名、拼音首字母或题目（Ctrl+F）", parent)

    def years(self) -> list[int]:
        return notes.years()

    def kinds(self) -> list[str]:
        return notes.kinds()

    def wanted(self) -> Wanted:
        return Wanted(self.period.period(), self.chosen_kind(), self.chosen_state(), self.words())

    def show_state(self, state: NoteState) -> None:
        """Narrow to one state, within the other choices."""
        self.state.setCurrentText(state)
