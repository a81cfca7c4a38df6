"""One person's own trainings (个人培训): 任职培训, 网络培训 and others that were no session of the office.

What was finished (结业) counts for the figures of its kind on its last day: one 人次 with its hours and days.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from peewee import fn

from desktop_app.core.collation import full_name
from desktop_app.core.errors import UserError
from desktop_app.core.number import HUNDRED
from desktop_app.core.people import Person
from desktop_app.core.period import Period, day_text
from desktop_app.core.session import LEVELS, REGIONS
from desktop_app.core.study import EDUCATION_CATEGORY, LAW_EXAM_CATEGORY, TrainingState
from desktop_app.records import attachments, categories
from desktop_app.records.categories import CategoryRow
from desktop_app.records.study_time import check_amounts, name_of, refuse_out_of_post, unit_on
from desktop_app.store import journal
from desktop_app.store.models import Cadre, Category, Training
from desktop_app.store.reading import among, read

HOURS_A_DAY = 24


@dataclass(frozen=True)
class TrainingDraft:
    """A training as typed; hours, days and score in hundredths, to_date its last day.

    Several people who took the same course are entered at once and have a record each.
    """

    cadre_ids: tuple[int, ...]
    category_id: int
    title: str
    from_date: date
    to_date: date | None = None
    state: str = TrainingState.FINISHED
    organiser: str = ""
    level: str = ""
    region: str = ""
    hours: int = 0
    days: int = 0
    score: int | None = None
    certificate: str = ""
    remark: str = ""
    files: tuple[Path, ...] = ()
    """Attached with it, for each of its people, when it is added."""

    def check(self) -> None:
        if not self.cadre_ids:
            raise UserError("请填写姓名。", "cadre_ids")
        if not self.category_id:
            raise UserError("请选择类型；没有的请先在“活动类型”里新增。", "category_id")
        if not self.title.strip():
            raise UserError("请填写培训名称。", "title")
        for value, known, field, label in (
            (self.state, list(TrainingState), "state", "状态"),
            (self.level, ("", *LEVELS), "level", "主办层级"),
            (self.region, ("", *REGIONS), "region", "区域"),
        ):
            if value not in known:
                raise UserError(f"{label}“{value}”不认识，请用：{'、'.join(filter(None, known))}。", field)
        check_amounts(self.hours, self.days)
        self._check_days()
        if self.state == TrainingState.FINISHED and not (self.hours or self.days):
            raise UserError("结业的请填写学时或天数，没有的话这次培训不增加学时。", "hours")

    def _check_days(self) -> None:
        if self.from_date > date.today() and self.state != TrainingState.RUNNING:
            raise UserError(f"开始日期{day_text(self.from_date)}还没有到，状态请选在学。", "from_date")
        if self.to_date and self.to_date < self.from_date:
            raise UserError("结束日期早于开始日期。", "to_date")
        if self.state != TrainingState.FINISHED:
            return
        if self.to_date is None:
            raise UserError("结业的请填写结束日期，学时算在这一天。", "to_date")
        if self.to_date > date.today():
            raise UserError(f"结束日期{day_text(self.to_date)}还没有到，状态请选在学。", "to_date")
        span = (self.to_date - self.from_date).days + 1
        if self.days > span * HUNDRED:
            raise UserError(f"从开始到结束只有{span}天，天数请核对。", "days")
        if self.hours > span * HOURS_A_DAY * HUNDRED:
            raise UserError(f"从开始到结束只有{span}天，学时请核对。", "hours")


@dataclass(frozen=True)
class FinishDraft:
    """What finishes several trainings at once; hours and days (hundredths) of 0 leave each its own."""

    to_date: date
    hours: int = 0
    days: int = 0


TrainingKey = tuple[Person, str, date]
"""What makes a training the same one: person (name and distinction), title, first day."""


@dataclass(frozen=True)
class NewTraining:
    """A training of a file: its person by name and distinction, its kind by name."""

    person: Person
    kind: str
    draft: TrainingDraft


@dataclass(frozen=True)
class TrainingRow:
    """A training with the unit of its cadre on its last day."""

    id: int
    cadre_id: int
    name: str
    distinction: str
    unit: str | None
    category_id: int
    category: str
    title: str
    organiser: str
    level: str
    region: str
    from_date: date
    to_date: date | None
    hours: int
    days: int
    state: str
    score: int | None
    certificate: str
    remark: str

    @property
    def full_name(self) -> str:
        return full_name(self.name, self.distinction)

    @property
    def is_overdue(self) -> bool:
        """Said to go on although its last day is over: its hours do not count yet."""
        return self.state == TrainingState.RUNNING and bool(self.to_date and self.to_date < date.today())

    def state_on(self, day: date) -> str:
        """Return how it stood at the end of the day: what was finished later still went on."""
        is_open = self.state == TrainingState.FINISHED and self.to_date is not None and self.to_date > day
        return TrainingState.RUNNING if is_open else self.state

    def draft(self) -> TrainingDraft:
        return TrainingDraft(
            (self.cadre_id,), self.category_id, self.title, self.from_date, self.to_date, self.state, self.organiser,
            self.level, self.region, self.hours, self.days, self.score, self.certificate, self.remark,
        )  # fmt: skip


def listed(year: int | None = None, cadre_id: int | None = None) -> list[TrainingRow]:
    """Return the trainings that ended in the year or, not ended, began in it; all by default; the latest first."""
    day = fn.COALESCE(Training.to_date, Training.from_date)
    query = (
        Training.select(
            Training.id, Training.cadre.alias("cadre_id"), Cadre.name, Cadre.distinction,
            unit_on(Training.cadre, Training.to_date), Training.category.alias("category_id"),
            Category.name.alias("category"), Training.title, Training.organiser, Training.level, Training.region,
            Training.from_date, Training.to_date, Training.hours, Training.days,
            Training.state, Training.score, Training.certificate, Training.remark,
        )
        .join(Cadre)
        .switch(Training)
        .join(Category)
        .order_by(day.desc(), Training.id.desc())
    )  # fmt: skip
    if year is not None:
        query = query.where(day.between(f"{year}-01-01", f"{year}-12-31"))
    if cadre_id is not None:
        query = query.where(Training.cadre == cadre_id)
    return read(query, TrainingRow)


def going_on(period: Period, cadre_id: int | None = None) -> list[TrainingRow]:
    """Return the trainings that went on in the period, the earliest ended first."""
    return [
        row
        for row in reversed(listed(cadre_id=cadre_id))
        if row.from_date <= period.last and (row.to_date is None or row.to_date >= period.first)
    ]


def years() -> list[int]:
    """Return the years that have trainings, the newest first."""
    year = fn.SUBSTR(fn.COALESCE(Training.to_date, Training.from_date), 1, 4)
    return [int(each) for (each,) in Training.select(year).distinct().order_by(year.desc()).tuples()]


def kinds() -> list[CategoryRow]:
    """Return the kinds a training can be of; study time granted for degrees and the law exam has lists of its own."""
    own = (EDUCATION_CATEGORY, LAW_EXAM_CATEGORY)
    return [row for row in categories.listed() if not row.retired and row.uid not in own]


def keys() -> frozenset[TrainingKey]:
    query = Training.select(Cadre.name, Cadre.distinction, Training.title, Training.from_date).join(Cadre)
    return frozenset(((name, distinction), title, day) for name, distinction, title, day in query.tuples())


def add(draft: TrainingDraft) -> set[str]:
    """Enter a training for each of its people."""
    _check(draft, None)
    kept = attachments.keep(draft.files)
    with journal.step(f"新增个人培训：{_who(draft)}，{draft.title}") as changed:
        for training_id in create(draft):
            attachments.write("training", training_id, kept)
    return changed


def change(training_id: int, draft: TrainingDraft) -> set[str]:
    _check(draft, training_id)
    cadre_id, *others = draft.cadre_ids
    if others:
        raise UserError("这条记录是一个人的；另外的人请新增。", "cadre_ids")
    with journal.step(f"修改个人培训：{_who(draft)}，{draft.title}") as changed:
        Training.update(**_columns(draft, cadre_id)).where(Training.id == training_id).execute()
    return changed


def finish(ids: Sequence[int], draft: FinishDraft) -> set[str]:
    """Say of these trainings that they were finished (结业), all or none."""
    finished = [
        (
            row.id,
            replace(
                row.draft(),
                state=TrainingState.FINISHED,
                to_date=draft.to_date,
                hours=draft.hours or row.hours,
                days=draft.days or row.days,
            ),
        )
        for row in listed()
        if row.id in ids
    ]
    for training_id, each in finished:
        _check(each, training_id)
    with journal.step(f"个人培训结业{len(ids)}条（{day_text(draft.to_date)}）") as changed:
        for training_id, each in finished:
            Training.update(**_columns(each, each.cadre_ids[0])).where(Training.id == training_id).execute()
    return changed


def remove(ids: Sequence[int]) -> set[str]:
    first = Training.get_by_id(ids[0])
    what = f"：{name_of(first.cadre_id)}，{first.title}" if len(ids) == 1 else f"{len(ids)}条"
    with journal.step(f"删除个人培训{what}") as changed:
        Training.delete().where(among(Training.id, ids)).execute()
    return changed


def create(draft: TrainingDraft) -> list[int]:
    """Write a training of each of its people inside a step that is already open; return their ids."""
    return [Training.create(**_columns(draft, cadre_id)).id for cadre_id in draft.cadre_ids]


def create_named(new: NewTraining, people: Mapping[Person, int]) -> None:
    """Write a training of a file inside an open step."""
    kind = Category.get(Category.name == new.kind).id
    create(replace(new.draft, cadre_ids=(people[new.person],), category_id=kind))


def _check(draft: TrainingDraft, training_id: int | None) -> None:
    draft.check()
    same = Training.select(Training.cadre).where(
        Training.cadre.in_(draft.cadre_ids),
        Training.title == draft.title.strip(),
        Training.from_date == draft.from_date,
        Training.id != (training_id or 0),
    )
    for (cadre_id,) in same.tuples():
        raise UserError(f"{name_of(cadre_id)}的“{draft.title}”（{day_text(draft.from_date)}起）登记过了。", "title")
    if draft.state == TrainingState.FINISHED:
        refuse_out_of_post(draft.cadre_ids, draft.to_date, "to_date")


def _who(draft: TrainingDraft) -> str:
    first = name_of(draft.cadre_ids[0])
    return first if len(draft.cadre_ids) == 1 else f"{first}等{len(draft.cadre_ids)}人"


def _columns(draft: TrainingDraft, cadre_id: int) -> dict[str, Any]:
    columns = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in vars(draft).items()
        if name not in {"cadre_ids", "category_id", "files"}
    }
    return columns | {"cadre": cadre_id, "category": draft.category_id}
