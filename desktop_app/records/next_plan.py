"""From one year's plan to the next: what was not done is carried over (结转), the new plan begins as the old one."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from desktop_app.core.errors import UserError
from desktop_app.core.figure import Shape
from desktop_app.core.number import HUNDRED
from desktop_app.core.period import same_day
from desktop_app.core.plan import PlanState
from desktop_app.metrics.plan import Progress
from desktop_app.records import plans
from desktop_app.records.plans import PlanItemDraft
from desktop_app.store import journal
from desktop_app.store.models import PlanItem


def carry_over(year: int, ids: Sequence[int]) -> set[str]:
    """Put what is left of these items into next year's plan; the old items keep what was done and the reason."""
    items = [item for item in plans.progress(year) if item.id in set(ids)]
    for item in items:
        _refuse(item)
    with journal.step(f"结转计划{len(items)}项到{year + 1}年") as changed:
        for item in items:
            plans.create(_remainder(item))
    return changed


def can_be_carried(item: Progress) -> bool:
    return item.state is not PlanState.DONE and item.carried_to_year is None


def start(year: int, *, only_missing: bool = False) -> set[str]:
    """Begin next year's plan as a copy of this one, without anything of its progress.

    Refused where next year has items of its own already, unless only those it does not have are asked for; what was
    carried over into it is beside the point: the item itself comes as well.
    """
    old = _drafts(year)
    if not old:
        raise UserError(f"{year}年还没有计划，没有可以照抄的。")
    there = _own(year + 1)
    if there and not only_missing:
        raise UserError(f"{year + 1}年已有计划{len(there)}项，没有再起草；可以只补还没有的。")
    copies = [_a_year_on(draft) for draft in old]
    new = [draft for draft in copies if (draft.part, draft.content) not in there]
    if not new:
        raise UserError(f"{year}年的计划{year + 1}年都有了，没有要补的。")
    with journal.step(f"从{year}年起草{year + 1}年计划（{len(new)}项）") as changed:
        for draft in new:
            plans.create(replace(draft, position=0 if there else draft.position))
    return changed


def count(year: int) -> int:
    """Return how many items a year's plan has of its own, not carried over from the year before."""
    return len(_own(year))


def _own(year: int) -> set[tuple[str, str]]:
    query = PlanItem.select(PlanItem.part, PlanItem.content)
    return set(query.where(PlanItem.year == year, PlanItem.carried_from.is_null()).tuples())


def _refuse(item: Progress) -> None:
    if item.carried_to_year is not None:
        raise UserError(f"“{item.content}”已经结转到{item.carried_to_year}年，不用再结转。")
    if item.state is PlanState.DONE:
        raise UserError(f"“{item.content}”已经完成，没有要结转的。")


def _remainder(item: Progress) -> PlanItemDraft:
    """Return what is left of an item as one of next year, rounded up; per head to one decimal, as it is worded."""
    draft = _a_year_on(plans.draft_of(item.id))
    step = HUNDRED // 10 if item.done and item.done.shape is Shape.PER_HEAD else 1
    target = ceil(item.lacking * HUNDRED / step) * step if item.target is not None else draft.target
    return replace(draft, content=item.content, target=target, position=0, carried_from_id=item.id)


def _drafts(year: int) -> list[PlanItemDraft]:
    query = PlanItem.select(PlanItem.id).where(PlanItem.year == year).order_by(PlanItem.position, PlanItem.id)
    return [plans.draft_of(item_id) for (item_id,) in query.tuples()]


def _a_year_on(draft: PlanItemDraft) -> PlanItemDraft:
    """Return the same item of the next year; a year that its words name moves on as well."""
    year = draft.year + 1
    return replace(
        draft,
        year=year,
        content=draft.content.replace(f"{draft.year}年", f"{year}年"),
        deadline=same_day(draft.deadline, year) if draft.deadline else None,
        not_done_reason="",
        carried_from_id=None,
    )
