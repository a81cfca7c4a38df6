"""Asks for a posting: where somebody goes and from when on, or what was wrong about one that is kept."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from desktop_app.core.collation import split_list
from desktop_app.core.errors import UserError
from desktop_app.core.period import day_text
from desktop_app.core.posting import LASTING, LEAVE_REASONS, POSTING_KINDS, SECONDED, PostingDraft
from desktop_app.records import cadres, units
from desktop_app.ui.dialogs.act_dialog import ActDialog
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, DateField, OptionalDateField
from desktop_app.ui.roles_field import RolesField
from desktop_app.ui.workbench import Workbench

NOWHERE = PostingDraft(0, date.min)
"""A posting of which nothing is known yet."""


@dataclass(frozen=True)
class PostingAct:
    """What is done to somebody's postings; `saying` tells above the fields what that means for the one before.

    `kinds` may be chosen from, none where the kind goes without saying; `with_end` asks why it ended as well.
    """

    title: str
    saying: str
    kinds: tuple[str, ...] = ()
    with_end: bool = False


MOVE = PostingAct("任职变动", "原来的任职到新任职的前一日为止；以前的统计不变。")
RETURN = PostingAct("返岗", "从这一日起重新列入应到人员；离岗期间不算在岗。")
SECOND = PostingAct(
    "借调",
    "借调期间按借调的单位统计，借到外单位的不列入应到人员。填了最后一日的，次日起原来的任职自动接上；"
    "还不知道的先不填，回来时用“借调返回”。",
    tuple(kind for kind in POSTING_KINDS if kind != LASTING),
)
CORRECT = PostingAct("修改任职", "只用来改正登记错的；调动、提拔请用“任职变动”。", POSTING_KINDS, with_end=True)


class PostingFields(QObject):
    """The fields of a posting inside a form; only units that are there on the day are offered."""

    def __init__(
        self, form: DraftDialog[Any], given: PostingDraft, kinds: tuple[str, ...] = (), *, with_end: bool = False
    ) -> None:
        super().__init__(form)
        self._units = units.listed()
        self._given, self._has_term, self._keeps_unit = given, bool(kinds), with_end
        people = cadres.listed()
        roles = Counter(role for row in people for role in split_list(row.leadership or ""))
        self.unit = ChoiceField([], fixed=True)
        self.from_date = DateField(date.today() if given.from_date == date.min else given.from_date)
        self.post = ChoiceField(_used(row.post for row in people), given.post)
        self.rank = ChoiceField(_used(row.rank for row in people), given.rank)
        self.kind = ChoiceField(kinds or (given.kind,), given.kind)
        self.to_date = OptionalDateField(given.to_date)
        self.leadership = RolesField((role for role, _ in roles.most_common()), given.leadership)
        self.end_reason = ChoiceField(("", *LEAVE_REASONS), given.end_reason)
        form.pair(("unit_id", "单位", self.unit), ("from_date", "自何日起", self.from_date))
        if kinds:
            self.to_date.setPlaceholderText("不知道就不填")
            form.pair(("kind", "任职类别", self.kind), ("to_date", "最后一日", self.to_date))
        form.pair(("post", "职务", self.post), ("rank", "职级", self.rank))
        form.field("leadership", "领导身份", self.leadership)
        if with_end:
            form.field("end_reason", "离任原因", self.end_reason)
        self.offer_units()
        self.unit.set_text(next((row.name for row in self._units if row.id == given.unit_id), ""))
        self.from_date.day_changed.connect(self.offer_units)

    def draft(self) -> PostingDraft:
        day = self.from_date.day()
        chosen = next((row.id for row in self._units if row.name == self.unit.text()), None)
        if chosen is None:
            raise UserError(f"请选择单位；列出的是{day_text(day)}有的单位，没有的请先在“单位”里新增。", "unit_id")
        return PostingDraft(
            chosen,
            day,
            self.post.text(),
            self.rank.text(),
            self.leadership.chosen(),
            self.to_date.day() if self._has_term else self._given.to_date,
            self.end_reason.text(),
            self.kind.text() or LASTING,
        )

    @Slot()
    def offer_units(self) -> None:
        """Offer the units there are on the day; of a posting that is put right, also the one it has."""
        day = self.from_date.known()
        self.unit.set_words(
            [
                row.name
                for row in self._units
                if row.is_there(day) or (self._keeps_unit and row.id == self._given.unit_id)
            ]
        )


class PostingDialog(ActDialog[PostingDraft]):
    """One posting, in one of the acts."""

    def __init__(
        self,
        workbench: Workbench,
        act: PostingAct,
        given: PostingDraft,
        save: Callable[[PostingDraft], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, act.title, save, parent)
        self.explain(act.saying)
        self.fields = PostingFields(self, given, act.kinds, with_end=act.with_end)
        self.watch(self.fields.from_date, self.fields.to_date)
        self.fields.unit.currentTextChanged.connect(self.say_uncounted)
        self.fields.unit.setFocus()

    def draft(self) -> PostingDraft:
        return self.fields.draft()


def as_secondment(current: PostingDraft) -> PostingDraft:
    """Return what a secondment begins with: the rank goes along, post and roles stay behind."""
    return PostingDraft(0, date.today(), rank=current.rank, kind=SECONDED)


def _used(words: Iterable[str | None]) -> list[str]:
    """Return the words in use, the commonest first; an empty one leads, for none."""
    return ["", *(word for word, _ in Counter(filter(None, words)).most_common())]
