"""One degree studied for (学历提升), with the study time granted for it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.core.study import LEVELS_OF_STUDY, MODES_OF_STUDY, EducationState
from desktop_app.records import cadres
from desktop_app.records.education import EducationDraft, EducationRow
from desktop_app.ui import theme
from desktop_app.ui.attachments_panel import AttachmentsPanel
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, DateField, HundredthsField, OptionalDateField
from desktop_app.ui.person_field import PersonField
from desktop_app.ui.theme import Tone
from desktop_app.ui.workbench import Workbench


class EducationDialog(DraftDialog[EducationDraft]):
    def __init__(
        self,
        workbench: Workbench,
        row: EducationRow | None,
        save: Callable[[EducationDraft], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, "修改学历提升" if row else "新增学历提升", save, parent)
        given = row.draft() if row else EducationDraft(0, "", LEVELS_OF_STUDY[1], date.today())
        self._make_fields(given)
        self.pair(("cadre_id", "姓名", self.person), ("state", "状态", self.state))
        self.field("school", "学校", self.school)
        self.pair(("level", "学历层次", self.level), ("major", "专业", self.major))
        self.pair(("mode", "学习形式", self.mode), ("certificate", "证书编号", self.certificate))
        self.pair(("from_date", "入学日期", self.from_date), ("to_date", "毕业日期", self.to_date))
        self.wide(theme.label("在读的可以填预计的毕业日期。", tone=Tone.QUIET))
        self.section("准予的学时")
        self.pair(("hours", "学时", self.hours), ("days", "天数", self.days))
        self.field("credited_on", "记入日期", self.credited_on)
        self.field("remark", "备注", self.remark)
        self.files = AttachmentsPanel(workbench, "education", row.id if row else None)
        self.field("files", "附件", self.files)
        self.person.setFocus()

    def draft(self) -> EducationDraft:
        return EducationDraft(
            self.person.id() or 0,
            self.school.text().strip(),
            self.level.text(),
            self.from_date.day(),
            self.state.text(),
            self.major.text().strip(),
            self.mode.text(),
            self.to_date.day(),
            self.days.value() or 0,
            self.hours.value() or 0,
            self.credited_on.day(),
            self.certificate.text().strip(),
            self.remark.text().strip(),
            self.files.pending(),
        )

    def _make_fields(self, given: EducationDraft) -> None:
        self.person = PersonField(cadres.listed())
        self.person.set_ids((given.cadre_id,))
        self.state = ChoiceField(list(EducationState), given.state, fixed=True)
        self.school = QLineEdit(given.school)
        self.level = ChoiceField(LEVELS_OF_STUDY, given.level)
        self.major = QLineEdit(given.major)
        self.mode = ChoiceField(("", *MODES_OF_STUDY), given.mode)
        self.from_date = DateField(given.from_date)
        self.to_date = OptionalDateField(given.to_date)
        self.hours = HundredthsField("学时", given.hours)
        self.days = HundredthsField("天数", given.days)
        self.credited_on = OptionalDateField(given.credited_on)
        self.certificate = QLineEdit(given.certificate)
        self.remark = QLineEdit(given.remark)
