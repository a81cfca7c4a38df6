"""Asks for a posting: where somebody goes and from when on, or what was wrong about one that is kept."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.core.errors import UserError
from desktop_app.core.people import LEADERSHIP
from desktop_app.records import cadres, units
from desktop_app.records.cadres import PostingDraft
from desktop_app.ui import theme
from desktop_app.ui.chips import Chips
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, DateField, OptionalDateField
from desktop_app.ui.theme import Role
from desktop_app.ui.workbench import Workbench

LEAVE_REASONS = ("调出", "退休", "辞职", "借调", "去世", "其他")
NOWHERE = PostingDraft(0, date.min)
"""A posting of which nothing is known yet."""


@dataclass(frozen=True)
class PostingAct:
    """What is done to somebody's postings; `saying` tells above the fields what that means for the one before."""

    title: str
    saying: str
    with_end: bool = False


MOVE = PostingAct("任职变动", "原来的任职到新任职的前一日为止；以前的统计不变。")
RETURN = PostingAct("返岗", "从这一日起重新列入应到人员；离岗期间不算在岗。")
CORRECT = PostingAct("修改任职", "只用来改正登记错的；调动、提拔请用“任职变动”。", with_end=True)


class PostingFields:
    """The fields of a posting inside a form. `with_end`: its last day and why it ended can be put right, too."""

    def __init__(self, form: DraftDialog[Any], given: PostingDraft, *, with_end: bool = False) -> None:
        known = units.listed()
        self._ids = {
            row.name: row.id
            for row in known
            if row.id == given.unit_id or row.valid_to is None or row.valid_to >= date.today()
        }
        unit = next((row.name for row in known if row.id == given.unit_id), "")
        people = cadres.listed()
        self.unit = ChoiceField(list(self._ids), unit, fixed=True)
        self.from_date = DateField(date.today() if given is NOWHERE else given.from_date)
        self.post = ChoiceField(_used(row.post for row in people), given.post)
        self.rank = ChoiceField(_used(row.rank for row in people), given.rank)
        self.leadership = Chips(LEADERSHIP, given.leadership)
        form.pair(("unit_id", "单位", self.unit), ("from_date", "自何日起", self.from_date))
        form.pair(("post", "职务", self.post), ("rank", "职级", self.rank))
        form.field("leadership", "领导身份", self.leadership)
        self._to_date = OptionalDateField(given.to_date)
        self._end_reason = ChoiceField(("", *LEAVE_REASONS), given.end_reason)
        if with_end:
            form.pair(("to_date", "最后一日", self._to_date), ("end_reason", "离任原因", self._end_reason))

    def draft(self) -> PostingDraft:
        if self.unit.text() not in self._ids:
            raise UserError("请选择单位；还没有的请先在“单位”里新增。", "unit_id")
        return PostingDraft(
            self._ids[self.unit.text()],
            self.from_date.day(),
            self.post.text(),
            self.rank.text(),
            self.leadership.chosen(),
            self._to_date.day(),
            self._end_reason.text(),
        )


class PostingDialog(DraftDialog[PostingDraft]):
    """One posting, in one of the three acts."""

    def __init__(
        self,
        workbench: Workbench,
        act: PostingAct,
        given: PostingDraft,
        save: Callable[[PostingDraft], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, act.title, save, parent)
        said = theme.label(act.saying, Role.NOTICE)
        said.setWordWrap(True)
        self.wide(said)
        self.fields = PostingFields(self, given, with_end=act.with_end)
        self.fields.unit.setFocus()

    def draft(self) -> PostingDraft:
        return self.fields.draft()


def _used(words: Iterable[str | None]) -> list[str]:
    """Return the words in use, the commonest first; an empty one leads, for none."""
    return ["", *(word for word, _ in Counter(filter(None, words)).most_common())]
