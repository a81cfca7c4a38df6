"""What has to be handed in (应交): the rules, and how everybody stands to them in each period."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Case, Expression, fn

from desktop_app.core.collation import split_list
from desktop_app.core.errors import UserError
from desktop_app.core.period import Period, day_text
from desktop_app.core.quota import EVERY, MOST_DUE_DAYS, Due, due_day, shares, whole_periods
from desktop_app.core.review import SAME_KIND, Act
from desktop_app.core.scope import ALL, Population
from desktop_app.metrics import register
from desktop_app.records import cadres
from desktop_app.records.cadres import CadreRow
from desktop_app.store import journal
from desktop_app.store.models import Note, Quota, Review
from desktop_app.store.reading import among, read


@dataclass(frozen=True)
class QuotaDraft:
    """A rule as typed; ranks are words that the name of a rank (职级) holds, none for everybody."""

    kind: str
    every: str
    from_date: date
    notes: int = 0
    words: int = 0
    population: str = ALL
    ranks: tuple[str, ...] = ()
    due_days: int = 0
    to_date: date | None = None

    def check(self) -> None:
        if not self.kind.strip():
            raise UserError("请填写类别，如心得体会、学习笔记。", "kind")
        if self.every not in EVERY:
            raise UserError(f"周期“{self.every}”不认识，请用：{'、'.join(EVERY)}。", "every")
        if self.notes < 0 or self.words < 0:
            raise UserError("应交的篇数和字数不能小于零。", "notes")
        if not self.notes and not self.words:
            raise UserError("请填写应交的篇数或字数。", "notes")
        if not 0 <= self.due_days <= MOST_DUE_DAYS:
            raise UserError(f"期后宽限天数请填 0 到 {MOST_DUE_DAYS}。", "due_days")
        if self.to_date and self.to_date < self.from_date:
            raise UserError("结束日期早于开始日期。", "to_date")


@dataclass(frozen=True)
class QuotaRow:
    id: int
    kind: str
    every: str
    notes: int
    words: int
    population: str
    ranks: str
    due_days: int
    from_date: date
    to_date: date | None

    def draft(self) -> QuotaDraft:
        return QuotaDraft(
            self.kind, self.every, self.from_date, self.notes, self.words, self.population or ALL,
            split_list(self.ranks), self.due_days, self.to_date,
        )  # fmt: skip

    @property
    def asked(self) -> str:
        """What is asked: 每月1篇、8,000字."""
        amounts = [f"{number:,}{unit}" for number, unit in ((self.notes, "篇"), (self.words, "字")) if number]
        return f"每{self.every}{'、'.join(amounts)}"

    @property
    def who(self) -> str:
        """By whom: 全系统, 局机关一级科员、二级科员."""
        return (self.population or ALL) + (f"，{self.ranks}" if self.ranks else "")


QuotaKey = tuple[str, str, str, str, date]
"""What makes a rule the same one: kind, period, population, ranks, first day."""


@dataclass(frozen=True)
class Owing:
    """One person, one rule, one period."""

    quota: QuotaRow
    period: Period
    person: CadreRow
    due: Due

    @property
    def about(self) -> str:
        """What it is called: 2022年3月学习笔记."""
        return f"{self.period.text}{self.quota.kind}"


def listed() -> list[QuotaRow]:
    """Return all rules, by kind, the newest first."""
    query = Quota.select(
        Quota.id, Quota.kind, Quota.every, Quota.notes, Quota.words, Quota.population, Quota.ranks, Quota.due_days,
        Quota.from_date, Quota.to_date,
    ).order_by(Quota.kind, Quota.from_date.desc(), Quota.id)  # fmt: skip
    return read(query, QuotaRow)


def keys() -> frozenset[QuotaKey]:
    return frozenset((row.kind, row.every, row.population, row.ranks, row.from_date) for row in listed())


def add(draft: QuotaDraft) -> set[str]:
    with journal.step(f"新增应交规定“{draft.kind}”") as changed:
        create(draft)
    return changed


def change(quota_id: int, draft: QuotaDraft) -> set[str]:
    _check(draft, quota_id)
    with journal.step(f"修改应交规定“{draft.kind}”") as changed:
        Quota.update(**_columns(draft)).where(Quota.id == quota_id).execute()
    return changed


def remove(ids: Sequence[int]) -> set[str]:
    with journal.step(f"删除应交规定{len(ids)}条") as changed:
        Quota.delete().where(among(Quota.id, ids)).execute()
    return changed


def create(draft: QuotaDraft) -> int:
    """Write a rule inside a step that is already open."""
    _check(draft, None)
    return Quota.create(**_columns(draft)).id


def owing(span: Period, day: date) -> list[Owing]:
    """Return how everybody who owes stands to every rule, in each of its periods that touch the span, as of the day.

    By rule and period, then as on the roster. Periods that have not begun by the day are left out.
    """
    asked = [
        (rule, period)
        for rule in listed()
        for period in whole_periods(rule.every, span)
        if period.first <= day and _holds(rule, period.last)
    ]
    if not asked:
        return []
    days = {period.last for _, period in asked}
    rosters = {last: cadres.listed(last) for last in days}
    who = {name: register.in_post_on(Population.parse(name), days) for name in {rule.population for rule, _ in asked}}
    handed_in = _handed_in([period for _, period in asked], day)
    found: list[Owing] = []
    for rule, period in asked:
        due_on, months = due_day(period, rule.due_days), _months(period)
        for person in _who(rule, rosters[period.last], who[rule.population][period.last]):
            amounts = [handed_in[key] for month in months if (key := (person.id, rule.kind, month)) in handed_in]
            notes, words = sum(each[0] for each in amounts), sum(each[1] for each in amounts)
            found.append(Owing(rule, period, person, Due(rule.notes, rule.words, notes, words, due_on)))
    return found


def _holds(rule: QuotaRow, day: date) -> bool:
    return rule.from_date <= day and (rule.to_date is None or day <= rule.to_date)


def _who(rule: QuotaRow, roster: Iterable[CadreRow], belonging: Collection[int]) -> list[CadreRow]:
    """Return who owes: in the population on the day of the roster, with one of the ranks then."""
    ranks = split_list(rule.ranks)
    found = [person for person in roster if person.id in belonging]
    return [person for person in found if not ranks or any(rank in (person.rank or "") for rank in ranks)]


def _handed_in(periods: Sequence[Period], day: date) -> Mapping[tuple[int, str, str], tuple[int, int]]:
    """Return how many notes and words count, by person, kind and month (2022-03).

    What counts was handed in by the day and not handed back then; it belongs to its month, else to that of the day it
    came. Every kind of period is made of whole months.
    """
    first, last = min(each.first for each in periods), max(each.last for each in periods)
    months = Note.period.between(f"{first:%Y-%m}", f"{last:%Y-%m}")
    month = Case(None, [(Note.period == "", fn.substr(Note.handed_in_on, 1, len("2022-03")))], Note.period)
    query = (
        Note.select(Note.cadre, Note.kind, month, fn.COUNT(Note.id), fn.SUM(Note.words))
        .where(
            Note.handed_in_on <= day,
            ((Note.period == "") & Note.handed_in_on.between(first, last)) | months,
            ~Note.id.in_(_handed_back(day)),
        )
        .group_by(Note.cadre, Note.kind, month)
    )
    return {(cadre, kind, of_month): (count, words) for cadre, kind, of_month, count, words in query.tuples()}


def _months(period: Period) -> list[str]:
    """Return the months of a period of whole months: 2022-01, 2022-02, 2022-03."""
    return [f"{period.first.year}-{month:02}" for month in range(period.first.month, period.last.month + 1)]


def _handed_back(day: date) -> Any:
    """Ask for the notes whose last act by the day is 退回."""
    later = Review.alias()
    is_later: Expression = (later.on_date > Review.on_date) | (
        (later.on_date == Review.on_date) & (later.id > Review.id)
    )
    after = later.select(later.note).where(later.note == Review.note, later.on_date <= day, is_later)
    return Review.select(Review.note).where(Review.act == Act.RETURN, Review.on_date <= day, ~Review.note.in_(after))


def _check(draft: QuotaDraft, quota_id: int | None) -> None:
    draft.check()
    register.in_post(Population.parse(draft.population), draft.from_date)  # says so where nobody knows the population
    kind = SAME_KIND.get(draft.kind, draft.kind)
    for other in listed():
        if other.id == quota_id or other.kind != kind or other.every != draft.every:
            continue
        ends = other.to_date is not None and other.to_date < draft.from_date
        begins = draft.to_date is not None and draft.to_date < other.from_date
        if ends or begins or not shares(draft.ranks, split_list(other.ranks)):
            continue
        if _meet(draft.population, other.population or ALL):
            until = day_text(other.to_date) if other.to_date else "今"
            raise UserError(
                f"与{day_text(other.from_date)}至{until}的“{other.kind}，{other.asked}，{other.who}”重叠，"
                "请改日期、口径或职级。",
                "from_date",
            )


def _meet(a: str, b: str) -> bool:
    """Whether two populations can have people in common; a named list meets only itself and the whole system."""
    if a == b or ALL in (a, b):
        return True
    return bool(register.units_within(Population.parse(a)) & register.units_within(Population.parse(b)))


def _columns(draft: QuotaDraft) -> dict[str, Any]:
    kind = draft.kind.strip()
    return vars(draft) | {"ranks": "、".join(draft.ranks), "kind": SAME_KIND.get(kind, kind)}
