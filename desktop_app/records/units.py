"""Units (单位): the bureau's sections, the township offices, and those outside."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from peewee import fn

from desktop_app.core.errors import UserError
from desktop_app.core.people import UnitKind
from desktop_app.core.period import day_text
from desktop_app.core.scope import FIXED_POPULATIONS, PARTY
from desktop_app.records import populations
from desktop_app.store import journal
from desktop_app.store.models import CadreList, Posting, Problem, Unit
from desktop_app.store.reading import read


@dataclass(frozen=True)
class UnitDraft:
    """A unit as typed; `parent_id` is the unit it belongs to, where there is one."""

    name: str
    kind: str = UnitKind.SECTION
    parent_id: int | None = None
    position: int = 0
    valid_from: date | None = None
    valid_to: date | None = None

    def check(self) -> None:
        if not self.name.strip():
            raise UserError("请填写单位名称。", "name")
        if self.kind not in list(UnitKind):
            raise UserError(f"单位“{self.name}”的性质“{self.kind}”不认识，请用：{'、'.join(UnitKind)}。", "kind")
        refuse_population(self.name, "单位")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise UserError("单位的撤销日期早于成立日期。", "valid_to")


@dataclass(frozen=True)
class HandOverDraft:
    """When a unit is closed, and which takes its people: one there is, or a new one of this name."""

    last_day: date
    follower: str


def refuse_population(name: str, of: str) -> None:
    """Refuse a name that a population bears already; `of` says what was to be called so."""
    if name.strip() in FIXED_POPULATIONS or name.strip().endswith(PARTY):
        raise UserError(f"“{name.strip()}”是统计口径的名称，不能作{of}名称。", "name")


@dataclass(frozen=True)
class UnitRow:
    """A line of the list of units, with how many are in post today."""

    id: int
    name: str
    kind: str
    parent_id: int | None
    position: int
    valid_from: date | None
    valid_to: date | None
    in_post: int

    def is_there(self, day: date) -> bool:
        """Whether it was set up by the day and not closed before it."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def draft(self) -> UnitDraft:
        return UnitDraft(self.name, self.kind, self.parent_id, self.position, self.valid_from, self.valid_to)


def listed(day: date | None = None) -> list[UnitRow]:
    """Return the units in the clerk's order, with those in post on the day (today by default)."""
    day = day or date.today()
    in_post = Posting.select(fn.COUNT(fn.DISTINCT(Posting.cadre))).where(
        Posting.unit == Unit.id,
        Posting.from_date <= day,
        Posting.to_date.is_null() | (Posting.to_date >= day),
    )
    query = Unit.select(
        Unit.id, Unit.name, Unit.kind, Unit.parent.alias("parent_id"), Unit.position, Unit.valid_from, Unit.valid_to,
        in_post.alias("in_post"),
    ).order_by(Unit.position, Unit.id)  # fmt: skip
    return read(query, UnitRow)


def add(draft: UnitDraft) -> set[str]:
    _check(draft, None)
    with journal.step(f"新增单位“{draft.name}”") as changed:
        create(draft)
    return changed


def change(unit_id: int, draft: UnitDraft) -> set[str]:
    """Change a unit; what has it as its population follows a new name."""
    _check(draft, unit_id)
    old = str(Unit.get_by_id(unit_id).name)
    with journal.step(f"修改单位“{draft.name}”") as changed:
        Unit.update(**_columns(draft)).where(Unit.id == unit_id).execute()
        if draft.name.strip() != old:
            populations.rename(old, draft.name.strip())
    return changed


def hand_over(unit_id: int, draft: HandOverDraft) -> set[str]:
    """Close a unit (撤并、更名): whoever is posted there goes on from the next day, as he was, in the one that follows.

    Where no unit has the name yet, it is set up on that day in the closed one's place; the days before stay.
    """
    unit = Unit.get_by_id(unit_id)
    name, first = draft.follower.strip(), draft.last_day + timedelta(days=1)
    if name == unit.name:
        raise UserError("接收的单位就是它自己，请填新的名称或另一个单位。", "follower")
    if unit.valid_from and draft.last_day < unit.valid_from:
        raise UserError(f"“{unit.name}”{day_text(unit.valid_from)}才成立，请核对日期。", "last_day")
    follower = UnitDraft(name, str(unit.kind), unit.parent_id, unit.position, valid_from=first)
    known = Unit.get_or_none(Unit.name == name)
    if known is None:
        _check(follower, None)
    elif (known.valid_from and first < known.valid_from) or (known.valid_to and first > known.valid_to):
        raise UserError(f"“{name}”在{day_text(first)}还没有成立或已经撤销，请改单位或日期。", "follower")
    staying = Posting.to_date.is_null() | (Posting.to_date > draft.last_day)
    held = list(Posting.select().where(Posting.unit == unit_id, Posting.from_date <= draft.last_day, staying))
    with journal.step(f"“{unit.name}”{day_text(draft.last_day)}撤销，{len(held)}人转到“{name}”") as changed:
        to = known.id if known else create(follower)
        for each in held:
            Posting.update(to_date=draft.last_day, end_reason="").where(Posting.id == each.id).execute()
            Posting.create(
                cadre=each.cadre_id, unit=to, post=each.post, rank=each.rank, leadership=each.leadership,
                from_date=first, to_date=each.to_date, end_reason=each.end_reason, kind=each.kind,
            )  # fmt: skip
        Posting.update(unit=to).where(Posting.unit == unit_id, Posting.from_date > draft.last_day).execute()
        Unit.update(valid_to=draft.last_day).where(Unit.id == unit_id).execute()
    return changed


def remove(unit_id: int) -> set[str]:
    """Remove a unit nobody was ever posted to; others end with a date instead."""
    unit = Unit.get_by_id(unit_id)
    if Posting.select().where(Posting.unit == unit_id).exists() or Unit.select().where(Unit.parent == unit_id).exists():
        raise UserError(f"“{unit.name}”下面有人员或下级单位的记录，不能删除；已撤销的单位请填写撤销日期。")
    if said := populations.used(unit.name):
        raise UserError(f"{said}，不能删除；已撤销的单位请填写撤销日期。")
    if Problem.select().where(Problem.unit == unit_id).exists():
        raise UserError(f"“{unit.name}”有登记的问题，不能删除；已撤销的单位请填写撤销日期。")
    with journal.step(f"删除单位“{unit.name}”") as changed:
        Unit.delete_by_id(unit_id)
    return changed


def create(draft: UnitDraft) -> int:
    """Write a unit inside a step that is already open; it comes last unless it has a position."""
    if not draft.position:
        draft = replace(draft, position=(Unit.select(fn.MAX(Unit.position)).scalar() or 0) + 1)
    return Unit.create(**_columns(draft)).id


def _check(draft: UnitDraft, unit_id: int | None) -> None:
    draft.check()
    name = draft.name.strip()
    if Unit.select().where(Unit.name == name, Unit.id != (unit_id or 0)).exists():
        raise UserError(f"已经有单位“{name}”了。", "name")
    if CadreList.select().where(CadreList.name == name).exists():
        raise UserError(f"已经有名单“{name}”了，单位请换一个名称。", "name")
    _refuse_postings_outside(draft, unit_id)
    parents = dict(Unit.select(Unit.id, Unit.parent).tuples())
    above = draft.parent_id
    while above is not None:
        if above == unit_id:
            raise UserError("上级单位不能是它自己或它的下级。", "parent_id")
        above = parents[above]


def _refuse_postings_outside(draft: UnitDraft, unit_id: int | None) -> None:
    """Refuse days of a unit that leave out days on which somebody is posted there."""
    mine = Posting.unit == unit_id
    if draft.valid_from and (early := Posting.select().where(mine, Posting.from_date < draft.valid_from).count()):
        raise UserError(f"有{early}条任职从成立日期之前开始，请核对成立日期。", "valid_from")
    lasts = Posting.to_date.is_null() | (Posting.to_date > draft.valid_to)
    if draft.valid_to and (late := Posting.select().where(mine, lasts).count()):
        raise UserError(f"这一天之后还有{late}人在这里任职，请用“撤并、更名”把他们一起转走。", "valid_to")


def _columns(draft: UnitDraft) -> dict[str, object]:
    columns: dict[str, object] = {**vars(draft), "name": draft.name.strip()}
    columns["parent"] = columns.pop("parent_id")
    return columns
