"""Asks to whom and when an output is reported (报出): its figures are then kept as they are."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop_app.core.scope import Asked, Population, Scope
from desktop_app.exchange import documents, frozen, proof_sheet
from desktop_app.exchange.output import Choice
from desktop_app.exchange.report import Report
from desktop_app.records import releases
from desktop_app.records.releases import Frozen, ReleaseDraft
from desktop_app.ui import theme
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, DateField
from desktop_app.ui.theme import Tone
from desktop_app.ui.workbench import Workbench

if TYPE_CHECKING:
    from desktop_app.exchange.documents import Checked
    from desktop_app.exchange.filled import Use


KEPT = ("category", "session_id", "cadre_id", "named")
"""What of a choice is kept beside period and population, to make the output again."""


class ReleaseDialog(DraftDialog[ReleaseDraft]):
    """Everything but the day, the recipient and a remark is known already."""

    def __init__(self, workbench: Workbench, of: ReleaseDraft, parent: QWidget | None = None) -> None:
        super().__init__(workbench, "报出", releases.add, parent, save_text="报出")
        self._of = of
        words = f"“{of.title}”的{len(of.figures)}个数字照现在的样子留存，以后的变动在“报出记录”里对照。"
        said = theme.label(words, tone=Tone.QUIET)
        said.setWordWrap(True)
        self.wide(said)
        self.released_on = DateField(of.released_on)
        self.recipient = ChoiceField(releases.recipients(), of.recipient)
        self.remark = QLineEdit(of.remark)
        self.pair(("released_on", "报出日期", self.released_on), ("recipient", "报送单位", self.recipient))
        self.field("remark", "备注", self.remark)
        self.recipient.setFocus()  # all else is filled in

    def draft(self) -> ReleaseDraft:
        return replace(
            self._of, released_on=self.released_on.day(), recipient=self.recipient.text(), remark=self.remark.text()
        )


def release(workbench: Workbench, name: str, choice: Choice, reports: Sequence[Report]) -> bool:
    """Report an output (its name) as it stands in these reports; False where she thought better of it."""
    packed = {key: value for key, value in asdict(choice).items() if key in KEPT and value}
    draft = ReleaseDraft(
        name, reports[0].title, choice.period, choice.population, date.today(), _recipient(choice.corrects),
        frozen.of_reports(reports), choice=packed, corrects=choice.corrects,
    )  # fmt: skip
    return _ask(workbench, draft)


def release_document(workbench: Workbench, checked: "Checked") -> bool:
    """Report a Word document with the figures that stand in it."""
    order, scope = checked.order, checked.scope
    figures = tuple(Frozen.of(use.place, _asked(use, scope), use.figure) for use in checked.filled.uses)
    draft = ReleaseDraft(
        "公文", documents.title_of(order), scope.period, Population(), date.today(), _recipient(order.corrects),
        figures, choice={"named": order.template.stem}, corrects=order.corrects,
    )  # fmt: skip
    return _ask(workbench, draft)


def _ask(workbench: Workbench, draft: ReleaseDraft) -> bool:
    if refusal := draft.refusal():
        workbench.messages.warn(refusal)
        return False
    done = ReleaseDialog(workbench, draft, QApplication.activeWindow()).run()
    if done:
        workbench.status.emit(f"“{draft.title}”已报出，数字留存在“报出记录”里。")
    return done


def _recipient(corrects: int | None) -> str:
    """Return to whom the release went that is corrected."""
    return releases.one(corrects).recipient if corrects is not None else ""


def _asked(use: "Use", scope: Scope) -> Asked:
    return Asked(use.figure.name, proof_sheet.scope_of(use, scope))
