"""Kinds of session (活动类型): the clerk adds, renames and retires them; each brings its subject of the same name."""

from dataclasses import dataclass

from peewee import fn

from desktop_app.core.errors import UserError
from desktop_app.core.subject import Filter, SubjectKind
from desktop_app.store import journal
from desktop_app.store.models import Category, Session, Subject, new_uid
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
        if not self.name.strip():
            raise UserError("请填写类型名称。", "name")
        if set(self.name) & set(" .|{}（）()"):
            raise UserError(f"类型名称“{self.name}”里不能有空格、点号、竖线和括号。", "name")
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
        Subject.update(name=draft.name, measure_word=draft.measure_word).where(
            Subject.name == old.name, Subject.conditions == _filter_of(str(old.uid))
        ).execute()
    return changed


def remove(category_id: int) -> set[str]:
    category = Category.get_by_id(category_id)
    if Session.select().where(Session.category == category_id).exists():
        raise UserError(f"“{category.name}”已有活动，不能删除；不再使用的类型请设为停用。")
    with journal.step(f"删除活动类型“{category.name}”") as changed:
        Subject.delete().where(
            Subject.name == category.name, Subject.conditions == _filter_of(str(category.uid))
        ).execute()
        Category.delete_by_id(category_id)
    return changed


def create(draft: CategoryDraft) -> int:
    """Write a kind of session and its subject inside a step that is already open."""
    category = Category.create(
        uid=new_uid(), position=(Category.select(fn.MAX(Category.position)).scalar() or 0) + 1, **vars(draft)
    )
    if not Subject.select().where(Subject.name == draft.name).exists():
        Subject.create(
            name=draft.name,
            kind=SubjectKind.SESSIONS,
            measure_word=draft.measure_word,
            conditions=_filter_of(str(category.uid)),
            position=(Subject.select(fn.MAX(Subject.position)).scalar() or 0) + 1,
        )
    return category.id


def _filter_of(uid: str) -> str:
    return Filter(categories=(uid,)).to_json()


def _check(draft: CategoryDraft, category_id: int | None) -> None:
    draft.check()
    if Category.select().where(Category.name == draft.name, Category.id != (category_id or 0)).exists():
        raise UserError(f"已经有“{draft.name}”这个类型了。", "name")
