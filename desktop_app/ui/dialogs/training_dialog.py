"""One personal training (个人培训), or the same one for several people at once."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.core.session import LEVELS, REGIONS
from desktop_app.core.study import TrainingState
from desktop_app.records import cadres, trainings
from desktop_app.records.trainings import FinishDraft, TrainingDraft, TrainingRow
from desktop_app.ui import theme
from desktop_app.ui.attachments_panel import AttachmentsPanel
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, DateField, HundredthsField, OptionalDateField
from desktop_app.ui.list_page import first_few
from desktop_app.ui.person_field import PersonField
from desktop_app.ui.theme import Tone
from desktop_app.ui.workbench import Workbench

USUAL = "网络培训"


class TrainingDialog(DraftDialog[TrainingDraft]):
    def __init__(
        self,
        workbench: Workbench,
        row: TrainingRow | None,
        save: Callable[[TrainingDraft], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, "修改个人培训" if row else "新增个人培训", save, parent)
        kinds = {kind.name: kind.id for kind in trainings.kinds()}
        if row:
            kinds.setdefault(row.category, row.category_id)  # a retired kind stays that of its records
        self._kinds = kinds
        usual = USUAL if USUAL in kinds else next(iter(kinds), "")
        given = row.draft() if row else TrainingDraft((), kinds.get(usual, 0), "", date.today(), date.today())
        self._make_fields(given, row.category if row else usual, several=row is None)
        self.files = AttachmentsPanel(workbench, "training", row.id if row else None)
        self._lay_out_fields()
        self.people.setFocus()

    def draft(self) -> TrainingDraft:
        return TrainingDraft(
            self.people.ids(),
            self._kinds.get(self.kind.text(), 0),
            self.name.text().strip(),
            self.from_date.day(),
            self.to_date.day(),
            self.state.text(),
            self.organiser.text().strip(),
            self.level.text(),
            self.region.text(),
            self.hours.value() or 0,
            self.days.value() or 0,
            self.score.value(),
            self.certificate.text().strip(),
            self.remark.text().strip(),
            self.files.pending(),
        )

    def _make_fields(self, given: TrainingDraft, kind: str, *, several: bool) -> None:
        self.people = PersonField(cadres.listed(), several=several)
        self.people.set_ids(given.cadre_ids)
        self.kind = ChoiceField(list(self._kinds), kind, fixed=True)
        self.name = QLineEdit(given.title)
        self.organiser = QLineEdit(given.organiser)
        self.level = ChoiceField(("", *LEVELS), given.level, fixed=True)
        self.region = ChoiceField(("", *REGIONS), given.region, fixed=True)
        self.from_date = DateField(given.from_date)
        self.to_date = OptionalDateField(given.to_date)
        self.state = ChoiceField(list(TrainingState), given.state, fixed=True)
        self.hours = HundredthsField("学时", given.hours)
        self.days = HundredthsField("天数", given.days)
        self.score = HundredthsField("成绩", given.score, optional=True)
        self.certificate = QLineEdit(given.certificate)
        self.remark = QLineEdit(given.remark)

    def _lay_out_fields(self) -> None:
        self.field("cadre_ids", "姓名", self.people)
        self.pair(("category_id", "类型", self.kind), ("state", "状态", self.state))
        self.field("title", "培训名称", self.name)
        self.pair(("from_date", "开始日期", self.from_date), ("to_date", "结束日期", self.to_date))
        self.pair(("hours", "学时", self.hours), ("days", "天数", self.days))
        self.wide(theme.label("结业的，学时和天数算在结束日期那一天。", tone=Tone.QUIET))
        self.field("organiser", "主办单位", self.organiser)
        self.pair(("level", "主办层级", self.level), ("region", "区域", self.region))
        self.pair(("score", "成绩", self.score), ("certificate", "证书编号", self.certificate))
        self.field("remark", "备注", self.remark)
        self.field("files", "附件", self.files)


class FinishDialog(DraftDialog[FinishDraft]):
    """Several trainings that were finished together."""

    def __init__(
        self,
        workbench: Workbench,
        rows: Sequence[TrainingRow],
        save: Callable[[FinishDraft], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, "结业", save, parent, f"结业{len(rows)}条")
        expected = max((row.to_date for row in rows if row.to_date), default=date.today())
        self.to_date = DateField(min(expected, date.today()))
        self.hours = HundredthsField("学时", None, optional=True)
        self.days = HundredthsField("天数", None, optional=True)
        for field in (self.hours, self.days):
            field.setPlaceholderText("不填的各用原来的")
        names = first_few(list(dict.fromkeys(row.full_name for row in rows)), "人")
        said = theme.label(f"{names}：学时和天数算在结束日期那一天。", tone=Tone.QUIET)
        said.setWordWrap(True)
        self.wide(said)
        self.field("to_date", "结束日期", self.to_date)
        self.pair(("hours", "学时", self.hours), ("days", "天数", self.days))
        self.hours.setFocus()

    def draft(self) -> FinishDraft:
        return FinishDraft(self.to_date.day(), self.hours.value() or 0, self.days.value() or 0)
