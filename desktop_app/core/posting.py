"""Postings (任职) of one person over time: what a move, a secondment, a return or a leave makes of them.

Each act takes somebody's whole history and returns the one that follows, so that what an act would change can be told
before it is done. Nobody has two postings on one day; whoever has none on a day is not in post (离岗).
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop_app.core.errors import UserError
from desktop_app.core.period import day_text

LASTING, SECONDED = "任职", "借调"
POSTING_KINDS = (LASTING, SECONDED, "挂职", "驻村", "跟班学习")
"""任职 lasts; from the others one comes back."""
LEAVE_REASONS = ("调出", "退休", "辞职", "去世", "其他")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class PostingDraft:
    """A posting as typed; to_date is its last day, None while it lasts. leadership: 党组成员, 支部书记 and so on."""

    unit_id: int
    from_date: date
    post: str = ""
    rank: str = ""
    leadership: tuple[str, ...] = ()
    to_date: date | None = None
    end_reason: str = ""
    kind: str = LASTING

    @property
    def last(self) -> date:
        """The last day, the end of all days while it lasts."""
        return self.to_date or date.max

    @property
    def span_text(self) -> str:
        return f"{day_text(self.from_date)}至{day_text(self.to_date) if self.to_date else '今'}"

    def check(self) -> None:
        if self.to_date and self.to_date < self.from_date:
            raise UserError("任职的结束日期早于开始日期。", "to_date")


@dataclass(frozen=True)
class Kept:
    """A posting of a history; id is that of its record, None while it is not written yet."""

    id: int | None
    posting: PostingDraft


History = tuple[Kept, ...]
"""Somebody's postings by their days."""
Change = Callable[[History], History]


def on_day(history: History, day: date) -> Kept | None:
    """Return the posting somebody has on the day."""
    return next((each for each in history if each.posting.from_date <= day <= each.posting.last), None)


def posted(history: History, draft: PostingDraft) -> History:
    """Post somebody from a day on: the posting that lasted until then ends on the day before.

    Where that one had a last day already, the new one takes it over unless it has its own.
    """
    draft.check()
    lasting = on_day(history, draft.from_date)
    given = draft
    if lasting and draft.to_date is None:
        reason = draft.end_reason or lasting.posting.end_reason
        draft = replace(draft, to_date=lasting.posting.to_date, end_reason=reason)
    if lasting and lasting.posting.from_date < draft.from_date:
        cut = replace(lasting.posting, to_date=draft.from_date - _DAY, end_reason="")
        history = _put(history, lasting.id, cut)
    _refuse_overlap(history, draft, "to_date" if given.to_date else "from_date")
    return _in_order((*history, Kept(None, draft)))


def seconded(history: History, draft: PostingDraft) -> History:
    """Second somebody (借调) from a day on; where the last day is known, the former posting goes on after it."""
    draft.check()
    lasting = on_day(history, draft.from_date)
    if lasting is None:
        raise UserError(f"{day_text(draft.from_date)}那天不在岗，不能{draft.kind}，请核对日期。", "from_date")
    former = lasting.posting
    if former.from_date == draft.from_date:
        raise UserError("原来的任职也从这一天起，请改日期；或用“修改任职”改它的类别。", "from_date")
    if draft.to_date and draft.to_date > former.last:
        raise UserError(f"原来的任职到{day_text(former.last)}为止，{draft.kind}不能晚于这一天。", "to_date")
    if draft.to_date is None or draft.to_date == former.to_date:
        return posted(history, replace(draft, to_date=None))
    after = posted(history, draft)
    return _in_order((*after, Kept(None, replace(former, from_date=draft.to_date + _DAY))))


def came_back(history: History, seconding_id: int, last_day: date) -> History:
    """End a secondment: the posting from before it goes on from the next day, as it was."""
    place = next(place for place, each in enumerate(history) if each.id == seconding_id)
    away = history[place].posting
    if last_day < away.from_date:
        raise UserError(f"{away.kind}从{day_text(away.from_date)}起，不能在这之前结束。", "last_day")
    if not _follows(history, place):
        raise UserError(f"{away.kind}前一日没有任职，请用“任职变动”登记回来后的任职。", "last_day")
    former = history[place - 1].posting
    ended = _put(history, seconding_id, replace(away, to_date=last_day, end_reason=""))
    if _is_resumed(history, place):  # a return was known before: it comes earlier or later
        back = history[place + 1]
        if last_day >= back.posting.last:
            raise UserError(f"返回后的任职到{day_text(back.posting.last)}为止，请核对日期。", "last_day")
        return _put(ended, back.id, replace(back.posting, from_date=last_day + _DAY))
    goes_on = away.to_date is not None and away.to_date > last_day
    until, reason = (away.to_date, away.end_reason) if goes_on else (None, "")
    back = replace(former, from_date=last_day + _DAY, to_date=until, end_reason=reason)
    _refuse_overlap(without(ended, seconding_id), replace(away, to_date=last_day), "last_day")
    _refuse_overlap(ended, back, "last_day")
    return _in_order((*ended, Kept(None, back)))


def left(history: History, last_day: date, reason: str) -> History:
    """End the posting of somebody who leaves; a return from a secondment that was awaited is awaited no more."""
    place = next((n for n, each in enumerate(history) if each.posting.from_date <= last_day <= each.posting.last), None)
    if place is None:
        raise UserError(f"{day_text(last_day)}那天不在岗，请核对离岗日期。", "last_day")
    later = history[place + 1 :]
    if len(later) == 1 and _is_resumed(history, place):
        history = history[: place + 1]
    elif later:
        raise UserError(f"{day_text(last_day)}之后还有任职记录，请先修改那条任职。", "last_day")
    return _put(history, history[place].id, replace(history[place].posting, to_date=last_day, end_reason=reason))


def corrected(history: History, posting_id: int, draft: PostingDraft) -> History:
    """Put right what was kept wrong of one posting."""
    draft.check()
    others = without(history, posting_id)
    _refuse_overlap(others, draft, "to_date" if draft.to_date else "from_date")
    return _in_order((*others, Kept(posting_id, draft)))


def without(history: History, posting_id: int) -> History:
    return tuple(each for each in history if each.id != posting_id)


def days_lost(before: History, after: History, inside: Collection[int], days: Iterable[date]) -> int:
    """Return how many of the days lay in post, in one of the units inside, and lie so no more."""
    return sum(_is_inside(before, day, inside) and not _is_inside(after, day, inside) for day in days)


def _is_inside(history: History, day: date, inside: Collection[int]) -> bool:
    found = on_day(history, day)
    return found is not None and found.posting.unit_id in inside


def _follows(history: History, place: int) -> bool:
    """Whether a posting begins the day after the one before it ended."""
    return 0 < place < len(history) and history[place - 1].posting.last == history[place].posting.from_date - _DAY


def _is_resumed(history: History, place: int) -> bool:
    """Whether the posting after a secondment is the one from before it going on."""
    if history[place].posting.kind == LASTING or not _follows(history, place) or not _follows(history, place + 1):
        return False
    former, back = (replace(history[n].posting, from_date=date.min) for n in (place - 1, place + 1))
    return replace(former, to_date=back.to_date, end_reason=back.end_reason) == back


def _refuse_overlap(history: History, draft: PostingDraft, end_field: str) -> None:
    """Refuse a posting that shares days with another; `end_field` is where its last day was given, if anywhere."""
    for each in history:
        if each.posting.from_date <= draft.last and draft.from_date <= each.posting.last:
            reaches_over = end_field == "last_day" or draft.from_date < each.posting.from_date
            at = end_field if reaches_over else "from_date"
            raise UserError(f"与{each.posting.span_text}的任职重叠，请改日期。", at)


def _put(history: History, posting_id: int | None, posting: PostingDraft) -> History:
    return _in_order(Kept(each.id, posting) if each.id == posting_id else each for each in history)


def _in_order(history: Iterable[Kept]) -> History:
    return tuple(sorted(history, key=lambda each: each.posting.from_date))
