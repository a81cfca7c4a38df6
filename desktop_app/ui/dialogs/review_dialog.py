"""审签 of a selection in one act, handing back, taking in again; and what was signed when."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from desktop_app.core.review import GRADES, Act
from desktop_app.records import note_history, notes
from desktop_app.records.note_history import ActRow
from desktop_app.records.notes import NoteRow, ReviewDraft
from desktop_app.ui import theme
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, DateField
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, MARGIN, Role, Tone
from desktop_app.ui.workbench import Workbench

NAMED = 8
NO_GRADE = "不评等次"


def _resubmit(ids: Sequence[int], review: ReviewDraft) -> set[str]:
    return notes.resubmit(ids, review.on_date)


WRITES: dict[Act, Callable[[Sequence[int], ReviewDraft], set[str]]] = {
    Act.SIGN: notes.sign,
    Act.RETURN: notes.hand_back,
    Act.RESUBMIT: _resubmit,
}


class ReviewDialog(DraftDialog[ReviewDraft]):
    """One act on the notes given. Of the others that were selected with them (`left_out`) it is said that they stay."""

    def __init__(
        self, workbench: Workbench, act: Act, ids: Sequence[int], parent: QWidget | None = None, *, left_out: int = 0
    ) -> None:
        title = f"{act}{len(ids)}篇"
        super().__init__(workbench, title, partial(WRITES[act], ids), parent, save_text=title)
        self._act = act
        self.summary = theme.label(_summary(ids), Role.NOTICE)
        self.summary.setWordWrap(True)
        self.wide(self.summary)
        if left_out:
            self.wide(theme.label(f"所选的另外{left_out}篇不能{act}，保持不动。", tone=Tone.QUIET))
        self._add_fields()

    def draft(self) -> ReviewDraft:
        grade = "" if self.grade.text() == NO_GRADE else self.grade.text()
        return ReviewDraft(self.signer.text(), self.on_date.day(), grade, self.opinion.text().strip())

    def accept(self) -> None:
        super().accept()
        if self.result() == QDialog.DialogCode.Accepted and self._act is Act.SIGN:
            self.workbench.look.keep_choice("review.grade", self.grade.text())

    def _add_fields(self) -> None:
        signers = notes.signers()
        self.signer = ChoiceField(signers, signers[0] if signers else "")
        self.on_date = DateField(date.today())
        self.grade = ChoiceField([NO_GRADE, *GRADES], NO_GRADE, fixed=True)
        self.opinion = QLineEdit()
        if self._act is Act.RESUBMIT:
            self.signer.set_text("")
            self.field("on_date", "重交日期", self.on_date)
            return
        self.pair(("signer", "审签人", self.signer), ("on_date", f"{self._act}日期", self.on_date))
        if self._act is Act.SIGN:
            self.grade.set_text(self.workbench.look.choice("review.grade", NO_GRADE))
            self.opinion.setPlaceholderText("可不填")
            self.field("grade", "等次", self.grade)
        self.field("opinion", "意见", self.opinion)


def _summary(ids: Sequence[int]) -> str:
    """Return whose notes these are and how many words: 高晞、高春兰等60人的60篇，共65,000字."""
    names = list(dict.fromkeys(row.full_name for row in notes.rows(ids)))
    some = "、".join(names[:NAMED]) + (f"等{len(names)}人" if len(names) > NAMED else "")
    return f"{some}的{len(ids)}篇，共{notes.words(ids):,}字。"


ACT_TONES = {Act.VOID: Tone.BAD, Act.RETURN: Tone.BAD, Act.SIGN: Tone.GOOD}
REVIEW_COLUMNS: tuple[Column[ActRow], ...] = (
    Column("日期", lambda row: row.on_date.isoformat(), width=7),
    Column("动作", lambda row: row.act, width=4, tint=lambda row: ACT_TONES.get(Act(row.act)) if row.is_act else None),
    Column("审签人", lambda row: row.signer, width=5),
    Column("等次", lambda row: row.grade, width=4),
    Column("意见", lambda row: row.opinion, width=12),
    Column("改了什么", lambda row: row.changed, stretch=True),
)


class ReviewsDialog(QDialog):
    """What was done on one note, oldest first (审签记录)."""

    def __init__(self, workbench: Workbench, note: NoteRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("审签记录")
        handed_in = f"{note.handed_in_on.isoformat()}提交，{note.words:,}字"
        self.table = TableView(REVIEW_COLUMNS, "reviews", workbench.look)
        self.table.setAccessibleName("审签记录")
        self.table.set_empty_text("这篇还没有审签过。")
        self.table.show_rows(note_history.acts(note.id))
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(theme.label(f"{note.full_name}　{note.title or note.kind}", Role.HEADING))
        layout.addWidget(theme.label(handed_in, tone=Tone.QUIET))
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        character = self.fontMetrics().horizontalAdvance("国")
        theme.fit(self, 64 * character, 24 * character)

    def run(self) -> None:
        self.exec()
        self.deleteLater()
