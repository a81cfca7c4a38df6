"""A rule of what has to be handed in (应交规定), and a round of reminding (催办)."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.core.collation import split_list
from desktop_app.core.quota import EVERY
from desktop_app.core.review import NOTE_KINDS
from desktop_app.records import cadres, notes
from desktop_app.records.quotas import QuotaDraft, QuotaRow
from desktop_app.records.reminders import WAYS, ReminderDraft
from desktop_app.ui import theme
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, DateField, OptionalDateField, WholeField
from desktop_app.ui.theme import Role, Tone
from desktop_app.ui.workbench import Workbench

NAMED = 8


class QuotaDialog(DraftDialog[QuotaDraft]):
    def __init__(
        self,
        workbench: Workbench,
        given: QuotaDraft,
        save: Callable[[QuotaDraft], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, "应交规定", save, parent)
        self.kind = ChoiceField(list(dict.fromkeys((*NOTE_KINDS, *notes.kinds()))), given.kind)
        self.every = ChoiceField(EVERY, given.every, fixed=True)
        self.notes = WholeField("应交篇数", given.notes)
        self.words = WholeField("应交字数", given.words)
        self.population = ChoiceField(cadres.populations(), given.population)
        self.due_days = WholeField("期后宽限天数", given.due_days)
        self.due_days.setPlaceholderText("0：期末当天为限")
        self.ranks = QLineEdit("、".join(given.ranks))
        self.ranks.setPlaceholderText("不填就是所有人；如 科员、四级主任科员，用、隔开")
        self.from_date = DateField(given.from_date)
        self.to_date = OptionalDateField(given.to_date)
        self.pair(("kind", "类别", self.kind), ("every", "每（周期）", self.every))
        self.pair(("notes", "应交篇数", self.notes), ("words", "应交字数", self.words))
        self.pair(("population", "口径", self.population), ("due_days", "期后宽限天数", self.due_days))
        self.field("ranks", "职级", self.ranks)
        self.pair(("from_date", "自何日起", self.from_date), ("to_date", "至何日止", self.to_date))
        said = theme.label(
            "以每期最后一天的任职和起止日期为准；规定有变时，给旧的填上止日，再新增一条。", tone=Tone.QUIET
        )
        said.setWordWrap(True)
        self.wide(said)
        self.kind.setFocus()

    def draft(self) -> QuotaDraft:
        return QuotaDraft(
            self.kind.text(),
            self.every.text(),
            self.from_date.day(),
            self.notes.value(),
            self.words.value(),
            self.population.text(),
            split_list(self.ranks.text()),
            self.due_days.value(),
            self.to_date.day(),
        )


def fresh(known: Sequence[QuotaRow]) -> QuotaDraft:
    """Return what a new rule starts from: a kind that has none yet."""
    taken = {row.kind for row in known}
    kind = next((kind for kind in NOTE_KINDS if kind not in taken), NOTE_KINDS[0])
    return QuotaDraft(kind, EVERY[0], date(date.today().year, 1, 1), notes=1, due_days=5)


class ReminderDialog(DraftDialog[ReminderDraft]):
    """When and how the people named were reminded."""

    def __init__(
        self,
        workbench: Workbench,
        names: Sequence[str],
        save: Callable[[ReminderDraft], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, "记一次催办", save, parent, save_text=f"记下（{len(names)}人）")
        some = "、".join(names[:NAMED]) + (f"等{len(names)}人" if len(names) > NAMED else "")
        said = theme.label(f"催办：{some}。", Role.NOTICE)
        said.setWordWrap(True)
        self.wide(said)
        self.on_date = DateField(date.today())
        self.way = ChoiceField(WAYS, workbench.look.choice("reminder.way", WAYS[0]))
        self.remark = QLineEdit()
        self.remark.setPlaceholderText("可不填")
        self.pair(("on_date", "催办日期", self.on_date), ("way", "方式", self.way))
        self.field("remark", "备注", self.remark)
        self.way.setFocus()

    def draft(self) -> ReminderDraft:
        return ReminderDraft(self.on_date.day(), self.way.text(), self.remark.text().strip())
