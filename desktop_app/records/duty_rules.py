"""The rules of the yearly duty (学时规定): the duties, what a training day is worth, and how much of a kind counts.

All with their days of effect: a rule that ends stays, and the years before it are counted as they were.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desktop_app.core.collation import plain, split_list
from desktop_app.core.errors import UserError
from desktop_app.core.number import HUNDRED
from desktop_app.core.period import day_text
from desktop_app.store import journal
from desktop_app.store.models import Category, DayHours, Duty, DutyCap
from desktop_app.store.reading import read

MOST_YEARS, MOST_A_DAY = 20, 24 * HUNDRED


@dataclass(frozen=True)
class DutyDraft:
    """A duty as typed; hours and days in hundredths, either suffices, 0 is not asked.

    ranks and not_ranks are words that the rank (职级) holds and does not hold; categories are uids, none for all kinds
    whose hours count.
    """

    name: str
    from_date: date
    hours: int = 0
    days: int = 0
    years: int = 1
    ranks: tuple[str, ...] = ()
    not_ranks: tuple[str, ...] = ()
    party_only: bool = False
    categories: tuple[str, ...] = ()
    to_date: date | None = None

    def check(self) -> None:
        if not self.name.strip():
            raise UserError("请填写任务的名称，如科级及以下。", "name")
        if not self.hours and not self.days:
            raise UserError("请填写应达的学时或天数，有一项就可以。", "hours")
        if not 1 <= self.years <= MOST_YEARS:
            raise UserError(f"年限应在1到{MOST_YEARS}年之间，一年一算的填1。", "years")
        _check_dates(self.from_date, self.to_date)


@dataclass(frozen=True)
class DayHoursDraft:
    """What a training day is worth from a day on, in hundredths of an hour, until the next such rule begins."""

    from_date: date
    hours: int
    half_day: int
    locality: str = ""

    def check(self) -> None:
        for value, name, label in ((self.hours, "hours", "一天"), (self.half_day, "half_day", "半天")):
            if not 0 < value <= MOST_A_DAY:
                raise UserError(f"{label}的学时应大于零，不超过24。", name)
        if self.half_day > self.hours:
            raise UserError("半天的学时比一天的还多，请核对。", "half_day")


@dataclass(frozen=True)
class CapDraft:
    """How many hours (hundredths) a year of one kind of session count at most."""

    category_id: int
    hours: int
    from_date: date
    to_date: date | None = None

    def check(self) -> None:
        if self.hours <= 0:
            raise UserError("请填写一年最多计入的学时；完全不计入的，请在活动类型里设为不计入。", "hours")
        _check_dates(self.from_date, self.to_date)


@dataclass(frozen=True)
class DutySpan:
    """When a duty of a name holds; two of one name never meet."""

    name: str
    from_date: date
    to_date: date | None

    def meets(self, other: "DutySpan") -> bool:
        return (
            plain(self.name) == plain(other.name)
            and self.from_date <= (other.to_date or date.max)
            and other.from_date <= (self.to_date or date.max)
        )


@dataclass(frozen=True)
class DutyRow:
    """A duty as it is listed; `kinds` are the names of its categories."""

    id: int
    name: str
    ranks: str
    not_ranks: str
    party_only: bool
    hours: int
    days: int
    years: int
    from_date: date
    to_date: date | None
    categories: tuple[str, ...]
    kinds: tuple[str, ...]

    def draft(self) -> DutyDraft:
        return DutyDraft(
            self.name, self.from_date, self.hours, self.days, self.years, split_list(self.ranks),
            split_list(self.not_ranks), bool(self.party_only), self.categories, self.to_date,
        )  # fmt: skip


@dataclass(frozen=True)
class DayHoursRow:
    id: int
    from_date: date
    locality: str
    hours: int
    half_day: int

    def draft(self) -> DayHoursDraft:
        return DayHoursDraft(self.from_date, self.hours, self.half_day, self.locality)


@dataclass(frozen=True)
class CapRow:
    id: int
    category_id: int
    category: str
    hours: int
    from_date: date
    to_date: date | None

    def draft(self) -> CapDraft:
        return CapDraft(self.category_id, self.hours, self.from_date, self.to_date)


def duties() -> list[DutyRow]:
    names = dict(Category.select(Category.uid, Category.name).tuples())
    query = Duty.select(
        Duty.id, Duty.name, Duty.ranks, Duty.not_ranks, Duty.party_only, Duty.hours, Duty.days, Duty.years,
        Duty.from_date, Duty.to_date, Duty.categories,
    ).order_by(Duty.id)  # fmt: skip
    found: list[DutyRow] = []
    for line in query.dicts():
        uids: tuple[str, ...] = tuple(json.loads(line.pop("categories")))
        found.append(DutyRow(**line, categories=uids, kinds=tuple(names.get(uid, uid) for uid in uids)))
    return found


def day_hours() -> list[DayHoursRow]:
    query = DayHours.select(
        DayHours.id, DayHours.from_date, DayHours.locality, DayHours.hours, DayHours.half_day
    ).order_by(DayHours.from_date)
    return read(query, DayHoursRow)


def caps() -> list[CapRow]:
    query = (
        DutyCap.select(
            DutyCap.id, DutyCap.category.alias("category_id"), Category.name.alias("category"), DutyCap.hours,
            DutyCap.from_date, DutyCap.to_date,
        )
        .join(Category)
        .order_by(Category.position, DutyCap.from_date)
    )  # fmt: skip
    return read(query, CapRow)


def add_duty(draft: DutyDraft) -> set[str]:
    _check_duty(draft, 0)
    with journal.step(f"新增学时任务“{draft.name}”") as changed:
        create(draft)
    return changed


def change_duty(duty_id: int, draft: DutyDraft) -> set[str]:
    _check_duty(draft, duty_id)
    with journal.step(f"修改学时任务“{draft.name}”") as changed:
        Duty.update(**_columns(draft)).where(Duty.id == duty_id).execute()
    return changed


def remove_duties(ids: Sequence[int]) -> set[str]:
    with journal.step(f"删除学时任务{len(ids)}项") as changed:
        Duty.delete().where(Duty.id.in_(list(ids))).execute()
    return changed


def create(draft: DutyDraft) -> int:
    """Write a duty inside a step that is already open."""
    return Duty.create(**_columns(draft)).id


def create_named(draft: DutyDraft) -> None:
    """Write a duty of a file, whose categories are names, inside a step that is already open."""
    uids = dict(Category.select(Category.name, Category.uid).tuples())
    create(replace(draft, categories=tuple(uids[name] for name in draft.categories)))


def spans() -> tuple[DutySpan, ...]:
    """Return when each duty holds, for telling what overlaps."""
    return tuple(DutySpan(row.name, row.from_date, row.to_date) for row in duties())


def add_day_hours(draft: DayHoursDraft) -> set[str]:
    _check_day_hours(draft, 0)
    with journal.step(f"新增学时折算（自{day_text(draft.from_date)}起）") as changed:
        DayHours.create(**vars(draft))
    return changed


def change_day_hours(rule_id: int, draft: DayHoursDraft) -> set[str]:
    _check_day_hours(draft, rule_id)
    with journal.step(f"修改学时折算（自{day_text(draft.from_date)}起）") as changed:
        DayHours.update(**vars(draft)).where(DayHours.id == rule_id).execute()
    return changed


def remove_day_hours(ids: Sequence[int]) -> set[str]:
    if DayHours.select().count() <= len(ids):
        raise UserError("学时折算至少要留一条，可以修改它。")
    with journal.step(f"删除学时折算{len(ids)}条") as changed:
        DayHours.delete().where(DayHours.id.in_(list(ids))).execute()
    return changed


def add_cap(draft: CapDraft) -> set[str]:
    name = _check_cap(draft, 0)
    with journal.step(f"新增学时上限“{name}”") as changed:
        DutyCap.create(**_cap_columns(draft))
    return changed


def change_cap(cap_id: int, draft: CapDraft) -> set[str]:
    name = _check_cap(draft, cap_id)
    with journal.step(f"修改学时上限“{name}”") as changed:
        DutyCap.update(**_cap_columns(draft)).where(DutyCap.id == cap_id).execute()
    return changed


def remove_caps(ids: Sequence[int]) -> set[str]:
    with journal.step(f"删除学时上限{len(ids)}条") as changed:
        DutyCap.delete().where(DutyCap.id.in_(list(ids))).execute()
    return changed


def _check_duty(draft: DutyDraft, duty_id: int) -> None:
    draft.check()
    same = [row for row in duties() if row.id != duty_id and plain(row.name) == plain(draft.name)]
    _refuse_overlap(draft, same, f"同名的任务“{draft.name}”")


def _check_day_hours(draft: DayHoursDraft, rule_id: int) -> None:
    draft.check()
    if DayHours.select().where(DayHours.from_date == draft.from_date, DayHours.id != rule_id).exists():
        raise UserError(f"已经有自{day_text(draft.from_date)}起的学时折算了，请改日期或修改那一条。", "from_date")


def _check_cap(draft: CapDraft, cap_id: int) -> str:
    """Check a cap; return the name of its kind."""
    category = Category.get_or_none(Category.id == draft.category_id)
    if category is None:
        raise UserError("请选择活动类型。", "category_id")
    draft.check()
    same = [row for row in caps() if row.id != cap_id and row.category_id == draft.category_id]
    _refuse_overlap(draft, same, f"“{category.name}”的上限")
    return str(category.name)


def _refuse_overlap(draft: DutyDraft | CapDraft, others: Sequence[DutyRow | CapRow], what: str) -> None:
    mine = DutySpan("", draft.from_date, draft.to_date)
    for other in others:
        if mine.meets(DutySpan("", other.from_date, other.to_date)):
            until = day_text(other.to_date) if other.to_date else "今"
            sentence = f"{what}在{day_text(other.from_date)}至{until}已有一条，日期重叠，请先给那一条填结束日期。"
            raise UserError(sentence, "from_date")


def _check_dates(first: date, last: date | None) -> None:
    if last and last < first:
        raise UserError("结束日期早于开始日期。", "to_date")


def _columns(draft: DutyDraft) -> dict[str, Any]:
    return vars(draft) | {
        "name": draft.name.strip(),
        "ranks": "、".join(draft.ranks),
        "not_ranks": "、".join(draft.not_ranks),
        "categories": json.dumps(draft.categories, ensure_ascii=False),
    }


def _cap_columns(draft: CapDraft) -> dict[str, Any]:
    columns = vars(draft) | {"category": draft.category_id}
    del columns["category_id"]
    return columns
