"""The yearly plan (年度计划): what was promised. How it stands is computed by the register, never typed."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from peewee import fn

from desktop_app.core.errors import UserError
from desktop_app.core.period import LAST_MONTH, Period
from desktop_app.core.plan import PlanState, Way
from desktop_app.core.scope import ALL, Denominator, Population
from desktop_app.core.subject import SubjectKind
from desktop_app.metrics import plan, register
from desktop_app.metrics.measures import MEASURES
from desktop_app.metrics.people import People
from desktop_app.metrics.plan import Progress
from desktop_app.records import settings
from desktop_app.store import journal
from desktop_app.store.models import PlanItem, Subject


@dataclass(frozen=True)
class PlanItemDraft:
    """A plan item as typed.

    Its target is a figure (subject and measure), a population and a number in hundredths; an item without target is
    not measured. months are 1-12; `schedule` says how the target is spread (a Way, or "": by its months where it has
    any, else evenly until the deadline). `carried_from_id` is the item of last year whose remainder this one is.
    """

    year: int
    part: str
    content: str
    audience: str = ""
    form: str = ""
    months: tuple[int, ...] = ()
    deadline: date | None = None
    responsible: str = ""
    cost: str = ""
    subject: str = ""
    measure: str = ""
    population: str = ALL
    target: int | None = None
    target_unit: str = ""
    position: int = 0
    not_done_reason: str = ""
    schedule: str = ""
    carried_from_id: int | None = None

    def check(self) -> None:
        if not self.part.strip():
            raise UserError("请填写计划的部分，如政治理论学习。", "part")
        if not self.content.strip():
            raise UserError("请填写计划内容。", "content")
        if self.deadline and self.deadline.year != self.year:
            raise UserError(f"完成时限不在{self.year}年。", "deadline")
        if any(not 1 <= month <= LAST_MONTH for month in self.months):
            raise UserError("月份应在1到12之间。", "months")
        if self.schedule and self.schedule not in set(Way):
            raise UserError(f"没有“{self.schedule}”这种进度安排，请用{'、'.join(Way)}。", "schedule")
        if self.schedule == Way.NAMED_MONTHS and not self.months:
            raise UserError("按指定月份推进的，请选开展月份。", "months")
        if (self.target is None) != (not self.subject):
            raise UserError("目标要有统计项、指标和数量三项，不计量的都不填。", "target")
        if self.target is not None and self.target <= 0:
            raise UserError("目标应大于零。", "target")


def progress(year: int, day: date | None = None) -> list[Progress]:
    """Return the plan of a year as it stands on the day (today by default); per head as the settings say."""
    heads = Denominator(settings.current().denominator)
    return plan.progress(year, day or date.today(), register.by_slice, heads)


def years() -> list[int]:
    """Return the years that have a plan, newest first; this year is always among them."""
    found = {year for (year,) in PlanItem.select(PlanItem.year).distinct().tuples()}
    return sorted(found | {date.today().year}, reverse=True)


def year_of(item_id: int) -> int | None:
    """Return the year in whose plan an item stands; None where it is gone."""
    found = PlanItem.get_or_none(PlanItem.id == item_id)
    return found.year if found else None


def draft_of(item_id: int) -> PlanItemDraft:
    item = PlanItem.select().where(PlanItem.id == item_id).dicts().get()
    subject = Subject.get_or_none(Subject.id == item["subject"])
    given = {name: value for name, value in item.items() if name not in {"id", "uid", "carried_from"}}
    months = tuple(int(month) for month in item["months"].split(",") if month)
    return PlanItemDraft(
        **given
        | {
            "subject": str(subject.name) if subject else "",
            "months": months,
            "carried_from_id": item["carried_from"],
        }
    )


def add(draft: PlanItemDraft) -> set[str]:
    check(draft)
    _refuse_retired(draft.subject)
    with journal.step(f"新增计划“{draft.content}”（{draft.year}年）") as changed:
        create(draft)
    return changed


def change(item_id: int, draft: PlanItemDraft) -> set[str]:
    check(draft)
    if draft.subject != draft_of(item_id).subject:  # an item keeps the subject that was retired after it was made
        _refuse_retired(draft.subject)
    with journal.step(f"修改计划“{draft.content}”（{draft.year}年）") as changed:
        PlanItem.update(**_columns(draft)).where(PlanItem.id == item_id).execute()
    return changed


def remove(ids: Sequence[int]) -> set[str]:
    with journal.step(f"删除计划{len(ids)}项") as changed:
        PlanItem.delete().where(PlanItem.id.in_(list(ids))).execute()
    return changed


def arrange(ids: Sequence[int]) -> set[str]:
    """Give the items of a year the order of these ids."""
    with journal.step("调整计划顺序") as changed:
        _order(ids)
    return changed


def place(item_id: int, part: str, ids: Sequence[int]) -> set[str]:
    """Put an item into a part, at the place that it has in the order of these ids."""
    content = PlanItem.get_by_id(item_id).content
    with journal.step(f"移动计划“{content}”到“{part}”") as changed:
        PlanItem.update(part=part).where(PlanItem.id == item_id, PlanItem.part != part).execute()
        _order(ids)
    return changed


def _order(ids: Sequence[int]) -> None:
    for position, item_id in enumerate(ids, start=1):
        PlanItem.update(position=position).where(PlanItem.id == item_id, PlanItem.position != position).execute()


def parts(year: int) -> list[str]:
    """Return the parts of a year's plan in its own order."""
    query = PlanItem.select(PlanItem.part).where(PlanItem.year == year).group_by(PlanItem.part)
    return [part for (part,) in query.order_by(fn.MIN(PlanItem.position)).tuples()]


def rename_part(year: int, part: str, name: str) -> set[str]:
    """Give a part of a year's plan another name; under the name of another part both become one."""
    name = name.strip()
    if not name:
        raise UserError("请填写计划的部分，如政治理论学习。", "name")
    if name == part:
        return set()
    title = f"计划“{part}”并入“{name}”" if name in parts(year) else f"计划“{part}”改名为“{name}”"
    with journal.step(f"{title}（{year}年）") as changed:
        PlanItem.update(part=name).where(PlanItem.year == year, PlanItem.part == part).execute()
    return changed


def unfinished(year: int) -> list[Progress]:
    """Return the items whose time is over and whose target was not reached, those carried over among them."""
    return [item for item in progress(year) if item.state in (PlanState.NOT_DONE, PlanState.CARRIED)]


def give_reasons(reasons: Mapping[int, str]) -> set[str]:
    """Write why items were not done, by their ids."""
    known = dict(PlanItem.select(PlanItem.id, PlanItem.not_done_reason).where(PlanItem.id.in_(list(reasons))).tuples())
    given = {item_id: reason.strip() for item_id, reason in reasons.items() if known[item_id] != reason.strip()}
    if not given:
        return set()
    with journal.step(f"填写未完成原因{len(given)}项") as changed:
        for item_id, reason in given.items():
            PlanItem.update(not_done_reason=reason).where(PlanItem.id == item_id).execute()
    return changed


def reasons() -> list[str]:
    """Return the reasons given so far, the most frequent first."""
    query = PlanItem.select(PlanItem.not_done_reason).where(PlanItem.not_done_reason != "")
    grouped = query.group_by(PlanItem.not_done_reason).order_by(fn.COUNT(PlanItem.id).desc())
    return [reason for (reason,) in grouped.tuples()]


def check(draft: PlanItemDraft) -> None:
    """Check the draft and that its figure and population exist; for imports as well."""
    draft.check()
    if draft.target is None:
        return
    _refuse_unknown(draft.subject)
    with _of_field("measure"):
        subject, measure = register.named(f"{draft.subject}.{draft.measure}")
    if subject.kind is SubjectKind.PLAN:
        raise UserError("计划的目标不能是计划自己的完成情况。", "subject")
    if not measure.can_be_target:
        known = "、".join(measures_of(subject.kind))
        raise UserError(f"“{measure.name}”不能作计划的目标，请用：{known}。", "measure")
    with _of_field("population"):
        People().stays(Population.parse(draft.population), Period.year(draft.year))


def near(name: str, names: Sequence[str]) -> str:
    """Return the sentence that follows on a subject nobody knows: which ones are named much like it."""
    found = get_close_matches(name, names, n=3, cutoff=0.3)
    hint = f"相近的有{'、'.join(found)}" if found else "名称见“统计项”"
    return f"没有“{name}”这个统计项，{hint}，请改正。"


def _refuse_unknown(name: str) -> None:
    retired = dict(Subject.select(Subject.name, Subject.retired).tuples())
    if name not in retired:
        raise UserError(near(name, [each for each in retired if not retired[each]]), "subject")


def _refuse_retired(name: str) -> None:
    if name and Subject.get(Subject.name == name).retired:
        raise UserError(f"统计项“{name}”已停用，不能作新的目标；请换一个，或到“统计项”里启用它。", "subject")


@contextmanager
def _of_field(name: str) -> Generator[None, None, None]:
    """Give an error from inside the block to a field of the draft."""
    try:
        yield
    except UserError as error:
        raise UserError(str(error), name) from error


def measures_of(subject_kind: str) -> list[str]:
    """Return the measures a target can be set on: those that are numbers and grow."""
    return [name for name, measure in MEASURES[SubjectKind(subject_kind)].items() if measure.can_be_target]


def create(draft: PlanItemDraft) -> int:
    """Write an item inside a step that is already open."""
    columns = _columns(draft)
    if not draft.position:
        last = PlanItem.select(fn.MAX(PlanItem.position)).where(PlanItem.year == draft.year).scalar() or 0
        columns["position"] = last + 1
    return PlanItem.create(**columns).id


def _columns(draft: PlanItemDraft) -> dict[str, object]:
    subject = Subject.get(Subject.name == draft.subject).id if draft.subject else None
    columns = vars(draft) | {
        "subject": subject, "months": ",".join(str(month) for month in draft.months),
        "carried_from": draft.carried_from_id,
    }  # fmt: skip
    del columns["carried_from_id"]
    return columns
