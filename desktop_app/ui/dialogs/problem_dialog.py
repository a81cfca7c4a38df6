"""Asks for a problem (问题整改), and for the day and the proof with which problems are closed."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop_app.core.errors import UserError
from desktop_app.records import cadres, problems, units
from desktop_app.records.problems import Closing, ProblemDraft, ProblemRow
from desktop_app.ui import theme
from desktop_app.ui.attachments_panel import AttachmentsPanel
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, DateField, OptionalDateField
from desktop_app.ui.person_field import PersonField
from desktop_app.ui.theme import Role
from desktop_app.ui.workbench import Workbench

LINES = 3
NAMED = 6


class ProblemDialog(DraftDialog[ProblemDraft]):
    """A problem as typed; one that comes from a session keeps it.

    `problem_id` is that of one which is kept already: its attachments are shown and changed at once.
    """

    def __init__(
        self,
        workbench: Workbench,
        given: ProblemDraft,
        save: Callable[[ProblemDraft], set[str]],
        parent: QWidget | None = None,
        *,
        problem_id: int | None = None,
    ) -> None:
        super().__init__(workbench, "登记问题" if problem_id is None else "修改问题", save, parent)
        self._given = given
        self.files = AttachmentsPanel(workbench, "problem", problem_id)
        if given.session_id is not None:
            source = theme.label(f"来自活动：{problems.session_title(given.session_id)}", Role.NOTICE)
            source.setWordWrap(True)
            self.wide(source)
        self._units = {row.name: row.id for row in units.listed(given.found_on)}
        self._add_problem(given)
        self._add_rectification(given)
        self.found_on.day_changed.connect(self._offer_people)
        self.content.setFocus()

    def draft(self) -> ProblemDraft:
        return ProblemDraft(
            found_on=self.found_on.day(),
            content=self.content.toPlainText().strip(),
            session_id=self._given.session_id,
            cadre_id=self.cadre.id(),
            unit_id=self._unit(),
            measure=self.measure.toPlainText().strip(),
            responsible=self.responsible.text().strip(),
            deadline=self.deadline.day(),
            closed_on=self.closed_on.day(),
            evidence=self.evidence.text().strip(),
            files=self.files.pending(),
        )

    def _unit(self) -> int | None:
        name = self.unit.text()
        if name and name not in self._units:
            raise UserError(f"没有“{name}”这个单位，请从列表里选。", "unit_id")
        return self._units.get(name)

    def _add_problem(self, given: ProblemDraft) -> None:
        self.found_on = DateField(given.found_on)
        self.cadre = PersonField(cadres.in_post(given.found_on))
        self.cadre.set_ids([given.cadre_id] if given.cadre_id else [])
        names = {unit_id: name for name, unit_id in self._units.items()}
        self.unit = ChoiceField(("", *self._units), names.get(given.unit_id or 0, ""))
        self.content = _text(given.content)
        self.field("content", "问题", self.content)
        self.pair(("found_on", "发现日期", self.found_on), ("cadre_id", "干部", self.cadre))
        self.pair(("unit_id", "单位", self.unit), ("responsible", "责任人", self._responsible(given)))
        self.unit.setToolTip("个人的问题填干部，单位的问题填单位，都不是的两项都不填")

    def _responsible(self, given: ProblemDraft) -> QLineEdit:
        self.responsible = QLineEdit(given.responsible)
        return self.responsible

    def _add_rectification(self, given: ProblemDraft) -> None:
        self.measure = _text(given.measure)
        self.deadline = OptionalDateField(given.deadline)
        self.closed_on = OptionalDateField(given.closed_on)
        self.evidence = QLineEdit(given.evidence)
        self.evidence.setPlaceholderText("办结的要填，如整改报告、会议记录")
        self.section("整改")
        self.field("measure", "措施", self.measure)
        self.pair(("deadline", "整改时限", self.deadline), ("closed_on", "办结日期", self.closed_on))
        self.field("evidence", "整改证明", self.evidence)
        self.field("files", "附件", self.files)

    @Slot(object)
    def _offer_people(self, day: date) -> None:
        self.cadre.set_people(cadres.in_post(day))


class ClosingDialog(DraftDialog[Closing]):
    """One day and one proof for the problems that are closed together; files are attached to one at a time."""

    def __init__(
        self,
        workbench: Workbench,
        rows: Sequence[ProblemRow],
        save: Callable[[Closing], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, f"办结（{len(rows)}个问题）", save, parent, save_text="办结")
        named = "；".join(row.content for row in rows[:NAMED])
        said = theme.label(f"{named}{'…' if len(rows) > NAMED else ''}", Role.NOTICE)
        said.setWordWrap(True)
        self.wide(said)
        self.closed_on = DateField(date.today())
        self.evidence = QLineEdit(rows[0].evidence if len(rows) == 1 else "")
        self.field("closed_on", "办结日期", self.closed_on)
        self.field("evidence", "整改证明", self.evidence)
        self.evidence.setPlaceholderText("如整改报告、会议记录、照片")
        if len(rows) == 1:
            self.field("files", "附件", AttachmentsPanel(workbench, "problem", rows[0].id))
        self.evidence.setFocus()

    def draft(self) -> Closing:
        return Closing(self.closed_on.day(), self.evidence.text().strip())


def _text(given: str) -> QPlainTextEdit:
    """Return a field for some lines of text, which Tab leaves."""
    made = QPlainTextEdit(given)
    made.setTabChangesFocus(True)
    made.setFixedHeight(made.fontMetrics().lineSpacing() * LINES + 2 * theme.GAP)
    return made
