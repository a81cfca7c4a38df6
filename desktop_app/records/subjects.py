"""Subjects (统计项) as the clerk keeps them: the built-in ones, and her own for the brands of the year."""

from dataclasses import dataclass
from typing import Any

from peewee import fn

from desktop_app.core.errors import UserError
from desktop_app.core.subject import Filter, SubjectKind
from desktop_app.metrics.measures import MEASURES
from desktop_app.store import journal
from desktop_app.store.models import Category, PlanItem, Subject
from desktop_app.store.reading import read

FORBIDDEN = " 　.．|{}（）()“”\"'+-*/%"

NO_CONDITIONS = Filter()
WHOLES_FROM = 1000
"""The place in the order from which 全部活动 and the like stand, below everything the clerk adds."""


@dataclass(frozen=True)
class SubjectDraft:
    """A subject as typed: what it counts, under which conditions, with which measure word."""

    name: str
    kind: SubjectKind = SubjectKind.SESSIONS
    measure_word: str = "次"
    filter: Filter = NO_CONDITIONS
    retired: bool = False

    def check(self) -> None:
        check_name(self.name, "统计项")
        if self.kind is SubjectKind.PARTS and not self.filter.role:
            raise UserError("请选择要统计的角色。", "role")
        if (self.filter.leadership or self.filter.not_leadership) and not self.filter.role:
            raise UserError("按领导身份统计，请先选择角色。", "role")


@dataclass(frozen=True)
class SubjectRow:
    id: int
    name: str
    kind: str
    measure_word: str
    conditions: str
    built_in: bool
    retired: bool

    def draft(self) -> SubjectDraft:
        return SubjectDraft(
            self.name, SubjectKind(self.kind), self.measure_word, Filter.from_json(self.conditions), self.retired
        )

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(MEASURES[SubjectKind(self.kind)])


def check_name(name: str, of: str) -> None:
    """Refuse a name by which a template could not ask for a figure; `of` says what bears it."""
    if not name.strip():
        raise UserError(f"请填写{of}名称。", "name")
    if bad := set(name) & set(FORBIDDEN):
        raise UserError(f"{of}名称“{name}”里不能有“{''.join(sorted(bad))}”，报告里要用名称取数。", "name")
    if not name[0].isalpha():
        raise UserError(f"{of}名称“{name}”要以文字开头，报告里要用名称取数。", "name")


def listed() -> list[SubjectRow]:
    query = Subject.select(
        Subject.id,
        Subject.name,
        Subject.kind,
        Subject.measure_word,
        Subject.conditions,
        Subject.built_in,
        Subject.retired,
    ).order_by(Subject.position, Subject.id)
    return read(query, SubjectRow)


def add(draft: SubjectDraft) -> set[str]:
    _check(draft, None)
    with journal.step(f"新增统计项“{draft.name}”") as changed:
        create(draft)
    return changed


def change(subject_id: int, draft: SubjectDraft) -> set[str]:
    _check(draft, subject_id)
    old = Subject.get_by_id(subject_id)
    if old.built_in and (old.name != draft.name or old.kind != draft.kind):
        raise UserError(f"“{old.name}”是内置统计项，报告模板要用到，名称和种类不能改。", "name")
    if old.kind != draft.kind and is_planned(subject_id):
        raise UserError(f"年度计划用到了“{old.name}”，种类不能改。", "kind")
    with journal.step(f"修改统计项“{old.name}”") as changed:
        Subject.update(**_columns(draft)).where(Subject.id == subject_id).execute()
    return changed


def remove(subject_id: int) -> set[str]:
    subject = Subject.get_by_id(subject_id)
    if subject.built_in:
        raise UserError(f"“{subject.name}”是内置统计项，不能删除；不用的可以停用。")
    if is_planned(subject_id):
        raise UserError(f"年度计划用到了“{subject.name}”，不能删除；不用的可以停用。")
    with journal.step(f"删除统计项“{subject.name}”") as changed:
        Subject.delete_by_id(subject_id)
    return changed


def is_planned(subject_id: int) -> bool:
    """Say whether a plan aims at a figure of the subject."""
    return PlanItem.select().where(PlanItem.subject == subject_id).exists()


def in_words(conditions: Filter) -> str:
    """Return what a subject takes as the clerk would say it: 类型为党课，主讲的领导身份含支部书记."""
    names = dict(Category.select(Category.uid, Category.name).tuples())
    kinds = "、".join(names.get(uid, uid) for uid in conditions.categories)
    role = conditions.role
    said = (
        ("类型为{}", kinds),
        ("形式为{}", "、".join(conditions.forms)),
        ("区域为{}", "、".join(conditions.regions)),
        ("主办层级为{}", "、".join(conditions.levels)),
        ("题目含“{}”", conditions.title_has),
        ("角色为{}", "" if conditions.leadership else role),
        (f"{role}的领导身份含{{}}", "、".join(conditions.leadership)),
        (f"{role}的领导身份不含{{}}", "、".join(conditions.not_leadership)),
        ("类别为{}", "、".join(conditions.note_kinds)),
        ("计划部分为{}", "、".join(conditions.plan_parts)),
        ("{}", "计入年度学时的类型" if conditions.duty else ""),
        ("{}", "有第一议题" if conditions.first_topic else ""),
    )
    return "，".join(form.format(value) for form, value in said if value) or "全部"


def create(draft: SubjectDraft) -> int:
    """Write a subject inside a step that is already open."""
    before_wholes = Subject.select(fn.MAX(Subject.position)).where(Subject.position < WHOLES_FROM)
    position = (before_wholes.scalar() or 0) + 1
    return Subject.create(position=position, **_columns(draft)).id


def _check(draft: SubjectDraft, subject_id: int | None) -> None:
    draft.check()
    if Subject.select().where(Subject.name == draft.name, Subject.id != (subject_id or 0)).exists():
        raise UserError(f"已经有“{draft.name}”这个统计项了。", "name")


def _columns(draft: SubjectDraft) -> dict[str, Any]:
    columns = vars(draft) | {"conditions": draft.filter.to_json()}
    del columns["filter"]
    return columns
