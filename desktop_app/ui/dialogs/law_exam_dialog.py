"""Somebody's law exam (法考) of a year; whether it was passed is shown while the scores are typed."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.core.study import NATIONAL
from desktop_app.records import cadres, pass_marks
from desktop_app.records.law_exams import LawExamDraft, LawExamRow
from desktop_app.ui import theme
from desktop_app.ui.attachments_panel import AttachmentsPanel
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, HundredthsField, OptionalDateField, WholeField
from desktop_app.ui.person_field import PersonField
from desktop_app.ui.theme import Tone
from desktop_app.ui.workbench import Workbench


class LawExamDialog(DraftDialog[LawExamDraft]):
    def __init__(
        self,
        workbench: Workbench,
        row: LawExamRow | None,
        save: Callable[[LawExamDraft], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, "修改法考" if row else "新增法考", save, parent)
        given = row.draft() if row else LawExamDraft(0, date.today().year)
        self._make_fields(given)
        self.pair(("cadre_id", "姓名", self.person), ("year", "年度", self.year))
        self.field("area", "地区", self.area)
        self.pair(("objective", "客观题成绩", self.objective), ("subjective", "主观题成绩", self.subjective))
        hint = "没有出成绩的不填。通过没有，按“合格线”自动判断；客观题通过的，第二年可以只填主观题。"
        said = theme.label(hint, tone=Tone.QUIET)
        said.setWordWrap(True)
        self.wide(said)
        self.section("准予的学时")
        self.pair(("hours", "学时", self.hours), ("days", "天数", self.days))
        self.field("credited_on", "记入日期", self.credited_on)
        self.pair(("certificate", "证书编号", self.certificate), ("remark", "备注", self.remark))
        self.files = AttachmentsPanel(workbench, "law_exam", row.id if row else None)
        self.field("files", "附件", self.files)
        self.person.setFocus()

    def draft(self) -> LawExamDraft:
        return LawExamDraft(
            self.person.id() or 0,
            self.year.value(),
            self.area.text(),
            self.objective.value(),
            self.subjective.value(),
            self.days.value() or 0,
            self.hours.value() or 0,
            self.credited_on.day(),
            self.certificate.text().strip(),
            self.remark.text().strip(),
            self.files.pending(),
        )

    def _make_fields(self, given: LawExamDraft) -> None:
        self.person = PersonField(cadres.listed())
        self.person.set_ids((given.cadre_id,))
        self.year = WholeField("年度", given.year)
        self.area = ChoiceField(pass_marks.areas(), given.area or NATIONAL)
        self.objective = HundredthsField("客观题成绩", given.objective, optional=True)
        self.subjective = HundredthsField("主观题成绩", given.subjective, optional=True)
        self.hours = HundredthsField("学时", given.hours)
        self.days = HundredthsField("天数", given.days)
        self.credited_on = OptionalDateField(given.credited_on)
        self.certificate = QLineEdit(given.certificate)
        self.remark = QLineEdit(given.remark)
