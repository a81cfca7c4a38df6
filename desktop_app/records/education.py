"""Degrees studied for beside the work (学历提升), with the study time granted for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.core.collation import full_name
from desktop_app.core.errors import UserError
from desktop_app.core.people import Person
from desktop_app.core.period import day_text
from desktop_app.core.study import EducationState
from desktop_app.records import attachments
from desktop_app.records.study_time import check_granted, name_of, refuse_out_of_post, unit_on
from desktop_app.store import journal
from desktop_app.store.models import Cadre, Education
from desktop_app.store.reading import among, read


@dataclass(frozen=True)
class EducationDraft:
    """A degree as typed; to_date is when it was or will be finished, hours and days (hundredths) the time granted."""

    cadre_id: int
    school: str
    level: str
    from_date: date
    state: str = EducationState.STUDYING
    major: str = ""
    mode: str = ""
    to_date: date | None = None
    days: int = 0
    hours: int = 0
    credited_on: date | None = None
    certificate: str = ""
    remark: str = ""
    files: tuple[Path, ...] = ()
    """Attached with it when it is added."""

    def check(self) -> None:
        if not self.cadre_id:
            raise UserError("请填写姓名。", "cadre_id")
        if not self.school.strip():
            raise UserError("请填写学校。", "school")
        if not self.level.strip():
            raise UserError("请填写学历层次，如本科。", "level")
        if self.state not in list(EducationState):
            raise UserError(f"状态“{self.state}”不认识，请用：{'、'.join(EducationState)}。", "state")
        self._check_days()
        check_granted(self.hours, self.days, self.credited_on, self.from_date)

    def _check_days(self) -> None:
        if self.from_date > date.today():
            raise UserError(f"入学日期{day_text(self.from_date)}还没有到。", "from_date")
        if self.to_date and self.to_date < self.from_date:
            raise UserError("毕业日期早于入学日期。", "to_date")
        if self.state == EducationState.STUDYING:
            if self.to_date and self.to_date <= date.today():
                raise UserError(
                    f"毕业日期{day_text(self.to_date)}已经过了，请把状态改为毕业或肄业，还在读的请改毕业日期。", "state"
                )
        elif self.to_date is None:
            raise UserError(f"{self.state}的请填写毕业日期。", "to_date")
        elif self.to_date > date.today():
            raise UserError(f"毕业日期{day_text(self.to_date)}还没有到，状态请选在读。", "to_date")


EducationKey = tuple[Person, str, str]
"""What makes a degree the same one: person (name and distinction), school, level."""


@dataclass(frozen=True)
class NewEducation:
    """A degree of a file, its person by name and distinction."""

    person: Person
    draft: EducationDraft


@dataclass(frozen=True)
class EducationRow:
    """A degree with the unit of its cadre when it was finished, or now."""

    id: int
    cadre_id: int
    name: str
    distinction: str
    unit: str | None
    school: str
    major: str
    level: str
    mode: str
    from_date: date
    to_date: date | None
    state: str
    days: int
    hours: int
    credited_on: date | None
    certificate: str
    remark: str

    @property
    def full_name(self) -> str:
        return full_name(self.name, self.distinction)

    def state_on(self, day: date) -> str:
        """Return how it stood at the end of the day: what was finished later was still studied for."""
        is_over = self.to_date is not None and self.to_date <= day
        return self.state if is_over else EducationState.STUDYING

    @property
    def is_overdue(self) -> bool:
        """Still studying although the day on which it was to be finished is over."""
        return self.state == EducationState.STUDYING and bool(self.to_date and self.to_date <= date.today())

    def draft(self) -> EducationDraft:
        return EducationDraft(
            self.cadre_id, self.school, self.level, self.from_date, self.state, self.major, self.mode, self.to_date,
            self.days, self.hours, self.credited_on, self.certificate, self.remark,
        )  # fmt: skip


def listed(cadre_id: int | None = None) -> list[EducationRow]:
    """Return all degrees, or those of one cadre, the latest first."""
    query = (
        Education.select(
            Education.id, Education.cadre.alias("cadre_id"), Cadre.name, Cadre.distinction,
            unit_on(Education.cadre, Education.to_date), Education.school, Education.major, Education.level,
            Education.mode, Education.from_date, Education.to_date, Education.state, Education.days, Education.hours,
            Education.credited_on, Education.certificate, Education.remark,
        )
        .join(Cadre)
        .order_by(Education.from_date.desc(), Education.id.desc())
    )  # fmt: skip
    return read(query if cadre_id is None else query.where(Education.cadre == cadre_id), EducationRow)


def keys() -> frozenset[EducationKey]:
    query = Education.select(Cadre.name, Cadre.distinction, Education.school, Education.level).join(Cadre)
    return frozenset(((name, distinction), school, level) for name, distinction, school, level in query.tuples())


def add(draft: EducationDraft) -> set[str]:
    _check(draft, None)
    kept = attachments.keep(draft.files)
    with journal.step(f"新增学历提升：{name_of(draft.cadre_id)}，{draft.school}") as changed:
        attachments.write("education", create(draft), kept)
    return changed


def change(education_id: int, draft: EducationDraft) -> set[str]:
    _check(draft, education_id)
    with journal.step(f"修改学历提升：{name_of(draft.cadre_id)}，{draft.school}") as changed:
        Education.update(**_columns(draft)).where(Education.id == education_id).execute()
    return changed


def remove(ids: Sequence[int]) -> set[str]:
    first = Education.get_by_id(ids[0])
    what = f"：{name_of(first.cadre_id)}，{first.school}" if len(ids) == 1 else f"{len(ids)}条"
    with journal.step(f"删除学历提升{what}") as changed:
        Education.delete().where(among(Education.id, ids)).execute()
    return changed


def create(draft: EducationDraft) -> int:
    """Write a degree inside a step that is already open."""
    return Education.create(**_columns(draft)).id


def _check(draft: EducationDraft, education_id: int | None) -> None:
    draft.check()
    same = Education.select().where(
        Education.cadre == draft.cadre_id,
        Education.school == draft.school.strip(),
        Education.level == draft.level.strip(),
        Education.id != (education_id or 0),
    )
    if same.exists():
        raise UserError(f"{name_of(draft.cadre_id)}在“{draft.school}”读{draft.level}已经登记过了。", "school")
    refuse_out_of_post((draft.cadre_id,), draft.credited_on, "credited_on")


def _columns(draft: EducationDraft) -> dict[str, Any]:
    columns = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in vars(draft).items()
        if name not in {"cadre_id", "files"}
    }
    return columns | {"cadre": draft.cadre_id}
