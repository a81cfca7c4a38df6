"""Asks for a leave (请假): who, from when to when, of which kind."""

from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.core.attendance import LEAVE_KINDS, ON_DUTY, Entry
from desktop_app.core.errors import UserError
from desktop_app.core.period import day_text
from desktop_app.records import cadres, leave
from desktop_app.records.leave import LeaveDraft, LeaveRow
from desktop_app.ui import theme
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, DateField
from desktop_app.ui.person_field import PersonField
from desktop_app.ui.theme import Role, Tone
from desktop_app.ui.workbench import Workbench


class LeaveRecordDialog(DraftDialog[LeaveDraft]):
    """A new leave, or one to put right."""

    def __init__(self, workbench: Workbench, row: LeaveRow | None, parent: QWidget | None = None) -> None:
        save = partial(leave.change, row.id) if row else leave.add
        title = f"修改请假：{row.full_name}" if row else "新增请假"
        super().__init__(workbench, title, save, parent)
        said = theme.label("请假期间的活动，登记出勤时会先按这里填好；保存过的出勤不会改动。", Role.NOTICE)
        said.setWordWrap(True)
        self.wide(said)
        self.person = PersonField(cadres.listed())
        self.from_date = DateField(row.from_date if row else date.today())
        self.to_date = DateField(row.to_date if row else date.today())
        self.kind = ChoiceField(LEAVE_KINDS, row.kind if row else LEAVE_KINDS[0])
        self.remark = QLineEdit(row.remark if row else "")
        self.length = theme.label("", tone=Tone.QUIET)
        self.field("cadre_id", "姓名", self.person)
        self.pair(("from_date", "开始日期", self.from_date), ("to_date", "结束日期", self.to_date))
        self.pair(("kind", "类别", self.kind), ("days", "", self.length))
        self.field("remark", "备注", self.remark)
        if row:
            self.person.set_ids([row.cadre_id])
        self._last_first = self.from_date.day()
        self.from_date.day_changed.connect(self._on_first)
        self.to_date.day_changed.connect(self._say)
        self.kind.currentTextChanged.connect(self._say)
        self._say()
        self.person.setFocus()

    def draft(self) -> LeaveDraft:
        person = self.person.id()
        if person is None:
            raise UserError("请填写请假的人。", "cadre_id")
        return LeaveDraft(person, self.from_date.day(), self.to_date.day(), self.kind.text(), self.remark.text())

    @Slot()
    def _on_first(self) -> None:
        """Keep the length of the leave while its first day moves."""
        first = self.from_date.known()
        length = self.to_date.known() - self._last_first
        self._last_first = first
        if length.days >= 0:
            self.to_date.set_day(first + length)
        self._say()

    @Slot()
    def _say(self) -> None:
        """Say how long it is and what the sheets will show."""
        days = (self.to_date.known() - self.from_date.known()).days + 1
        mark = Entry.on_leave(self.kind.text()).mark
        on_duty = f"（{'、'.join(ON_DUTY)}算公差）" if self.kind.text() in ON_DUTY else ""
        until = f"到{day_text(self.to_date.known())}止，" if days > 1 else ""
        self.length.setText(f"{until}共{days}天，出勤记“{mark}”{on_duty}" if days > 0 else "")
