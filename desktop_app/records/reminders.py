"""Reminders (催办): that somebody was reminded of a matter, when and by which way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from peewee import fn

from desktop_app.core.errors import UserError
from desktop_app.core.period import day_text
from desktop_app.store import journal
from desktop_app.store.models import Reminder
from desktop_app.store.reading import among

WAYS = ("口头", "电话", "微信群", "书面")
Matter = tuple[int | None, str]
"""Who is reminded and of what (2022年3月学习笔记); nobody by name where whoever is responsible is (年度计划)."""


@dataclass(frozen=True)
class ReminderDraft:
    """One round of reminding as typed."""

    on_date: date
    way: str
    remark: str = ""

    def check(self) -> None:
        if not self.way.strip():
            raise UserError("请填写催办方式，如微信群、电话。", "way")
        if self.on_date > date.today():
            raise UserError(f"催办日期{day_text(self.on_date)}还没有到。", "on_date")


@dataclass(frozen=True)
class Reminded:
    """How often somebody was reminded of a matter, and when last."""

    times: int
    last: date

    @property
    def text(self) -> str:
        return f"已催{self.times}次，最近{self.last.month}月{self.last.day}日"


def add(kind: str, matters: Sequence[Matter], draft: ReminderDraft) -> set[str]:
    """Note down that all of these were reminded, in one act."""
    draft.check()
    people = {cadre for cadre, _ in matters if cadre is not None}
    whom = f"{len(people)}人" if people else f"{len(matters)}项"
    with journal.step(f"催办{whom}（{draft.way}，{day_text(draft.on_date)}）") as changed:
        for cadre, about in dict.fromkeys(matters):
            Reminder.create(cadre=cadre, kind=kind, about=about, **vars(draft))
    return changed


def reminded(abouts: Iterable[str]) -> Mapping[Matter, Reminded]:
    """Return who was reminded of these matters, and how often."""
    query = (
        Reminder.select(Reminder.cadre, Reminder.about, fn.COUNT(Reminder.id), fn.MAX(Reminder.on_date))
        .where(among(Reminder.about, set(abouts)))
        .group_by(Reminder.cadre, Reminder.about)
    )
    return {
        (cadre, about): Reminded(times, date.fromisoformat(str(last))) for cadre, about, times, last in query.tuples()
    }
