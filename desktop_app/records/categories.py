"""Kinds of session (活动类型): the clerk adds, renames and retires them; each brings its subject of the same name."""

from dataclasses import dataclass
from typing import Any

from peewee import fn

from desktop_app.core.errors import UserError
from desktop_app.core.study import EDUCATION_CATEGORY, LAW_EXAM_CATEGORY
from desktop_app.core.subject import Filter, SubjectKind
from desktop_app.records import subjects
from desktop_app.records.subjects import SubjectDraft
from desktop_app.store import journal
from desktop_app.store.models import Category, Series, Session, Subject, Training, new_uid
from desktop_app.store.reading import read


@dataclass(frozen=True)
class CategoryDraft:
    """A kind of session with what a new one starts from: hours and days in hundredths, start "19:30"."""

    name: str
    measure_word: str = "次"
    place: str = ""
    start: str = ""
    minutes: int = 0
    hours: int = 0
    days: int = 0
    weekly: bool = False
    counts_to_duty: bool = True
    retired: bool = False

    def check(self) -> None:
        subjects.check_name(self.name, "活动类型")
        if not self.measure_word.strip():
            raise UserError("请填写量词，如次、期、场。", "measure_word")


@dataclass(frozen=True)
class CategoryRow:
    id: int
    uid: str
    name: str
    measure_word: str
    place: str
    start: str
    minutes: int
    hours: int
    days: int
    weekly: bool
    counts_to_duty: bool
    retired: bool
    sessions: int

    def draft(self) -> CategoryDraft:
        return CategoryDraft(
            self.name, self.measure_word, self.place, self.start, self.minutes, self.hours, self.days, self.weekly,
            self.counts_to_duty, self.retired,
        )  # fmt: skip


def listed() -> list[CategoryRow]:
    sessions = Session.select(fn.COUNT(Session.id)).where(Session.category == Category.id)
    query = Category.select(
        Category.id, Category.uid, Category.name, Category.measure_word, Category.place, Category.start,
        Category.minutes, Category.hours, Category.days, Category.weekly, Category.counts_to_duty, Category.retired,
        sessions.alias("sessions"),
    ).order_by(Category.position, Category.id)  # fmt: skip
    return read(query, CategoryRow)


def add(draft: CategoryDraft) -> set[str]:
    _check(draft, None)
    with journal.step(f"新增活动类型“{draft.name}”") as changed:
        create(draft)
    return changed


def change(category_id: int, draft: CategoryDraft) -> set[str]:
    """Change a kind of session; a new name is also given to its subject."""
    _check(draft, category_id)
    old = Category.get_by_id(category_id)
    with journal.step(f"修改活动类型“{old.name}”") as changed:
        Category.update(**vars(draft)).where(Category.id == category_id).execute()
        if subject := _subject_of(old):
            Subject.update(name=draft.name, measure_word=draft.measure_word).where(Subject.id == subject.id).execute()
    return changed


def remove(category_id: int) -> set[str]:
    category = Category.get_by_id(category_id)
    for table, what in ((Session, "活动"), (Training, "个人培训"), (Series, "例行安排")):
        if table.select().where(table.category == category_id).exists():
            raise UserError(f"“{category.name}”已有{what}，不能删除；不再使用的类型请设为停用。")
    if category.uid in (EDUCATION_CATEGORY, LAW_EXAM_CATEGORY):
        raise UserError(f"“{category.name}”用来记准予的学时，不能删除；不再使用的类型请设为停用。")
    subject = _subject_of(category)
    if subject and subject.built_in:
        raise UserError(f"“{category.name}”是内置类型，报告模板里有它的统计项，不能删除；不再使用的类型请设为停用。")
    if subject and subjects.is_planned(subject.id):
        raise UserError(f"年度计划用到了“{category.name}”，不能删除；不再使用的类型请设为停用。")
    with journal.step(f"删除活动类型“{category.name}”") as changed:
        if subject:
            Subject.delete_by_id(subject.id)
        Category.delete_by_id(category_id)
    return changed


def create(draft: CategoryDraft) -> int:
    """Write a kind of session and its subject inside a step that is already open."""
    _refuse_taken(draft.name)
    category = Category.create(
        uid=new_uid(), position=(Category.select(fn.MAX(Category.position)).scalar() or 0) + 1, **vars(draft)
    )
    conditions = Filter(categories=(str(category.uid),))
    subjects.create(SubjectDraft(draft.name, SubjectKind.SESSIONS, draft.measure_word, conditions))
    return category.id


def _subject_of(category: Category) -> Any:
    """Return the subject a kind of session brought with it, as long as the clerk has not made another of it."""
    conditions = Filter(categories=(str(category.uid),)).to_json()
    return Subject.get_or_none(Subject.name == category.name, Subject.conditions == conditions)


def _refuse_taken(name: str) -> None:
    """Each kind of session has a subject of its name; two of one name would be one figure short."""
    if Subject.select().where(Subject.name == name).exists():
        raise UserError(f"已经有“{name}”这个统计项了，活动类型请换一个名称。", "name")


def _check(draft: CategoryDraft, category_id: int | None) -> None:
    draft.check()
    if Category.select().where(Category.name == draft.name, Category.id != (category_id or 0)).exists():
        raise UserError(f"已经有“{draft.name}”这个类型了。", "name")
    if category_id is None or Category.get_by_id(category_id).name != draft.name:
        _refuse_taken(draft.name)
