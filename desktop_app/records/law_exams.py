"""Law exams (法考) by person and year; who passed follows from the scores and the pass marks, never typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.core.collation import full_name
from desktop_app.core.errors import UserError
from desktop_app.core.number import shown
from desktop_app.core.people import Person
from desktop_app.core.period import YEARS
from desktop_app.core.study import MOST_OBJECTIVE, MOST_SUBJECTIVE, NATIONAL, ExamResult, marks_for
from desktop_app.metrics.lists import exam_results, pass_marks
from desktop_app.records import attachments
from desktop_app.records.study_time import check_granted, name_of, refuse_out_of_post, unit_on
from desktop_app.store import journal
from desktop_app.store.models import Cadre, LawExam
from desktop_app.store.reading import among, read


@dataclass(frozen=True)
class LawExamDraft:
    """A law exam as typed: scores in hundredths of a point, None while not known; hours and days the time granted."""

    cadre_id: int
    year: int
    area: str = ""
    objective: int | None = None
    subjective: int | None = None
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
        if self.year not in YEARS:
            raise UserError(f"年度“{self.year}”不对，请写成 2022 这样。", "year")
        if self.year > date.today().year:
            raise UserError(f"{self.year}年还没有到。", "year")
        for value, most, field, label in (
            (self.objective, MOST_OBJECTIVE, "objective", "客观题"),
            (self.subjective, MOST_SUBJECTIVE, "subjective", "主观题"),
        ):
            if value is not None and not 0 <= value <= most:
                raise UserError(f"{label}成绩应在0到{shown(most)}分之间。", field)
        check_granted(self.hours, self.days, self.credited_on)


LawExamKey = tuple[Person, int]
"""What makes a law exam the same one: person (name and distinction) and year."""


@dataclass(frozen=True)
class NewLawExam:
    """A law exam of a file, its person by name and distinction."""

    person: Person
    draft: LawExamDraft


@dataclass(frozen=True)
class _Stored:
    id: int
    cadre_id: int
    name: str
    distinction: str
    unit: str | None
    year: int
    area: str
    objective: int | None
    subjective: int | None
    days: int
    hours: int
    credited_on: date | None
    certificate: str
    remark: str


@dataclass(frozen=True)
class LawExamRow(_Stored):
    """A law exam with its result, and the unit of its cadre at the end of that year."""

    result: ExamResult = ExamResult.OPEN

    @property
    def full_name(self) -> str:
        return full_name(self.name, self.distinction)

    def draft(self) -> LawExamDraft:
        return LawExamDraft(
            self.cadre_id, self.year, self.area, self.objective, self.subjective, self.days, self.hours,
            self.credited_on, self.certificate, self.remark,
        )  # fmt: skip


def listed(year: int | None = None) -> list[LawExamRow]:
    """Return the law exams of a year, or all of them, the latest first."""
    query = (
        LawExam.select(
            LawExam.id, LawExam.cadre.alias("cadre_id"), Cadre.name, Cadre.distinction,
            unit_on(LawExam.cadre, LawExam.year.concat("-12-31")), LawExam.year, LawExam.area, LawExam.objective,
            LawExam.subjective, LawExam.days, LawExam.hours, LawExam.credited_on, LawExam.certificate, LawExam.remark,
        )
        .join(Cadre)
        .order_by(LawExam.year.desc(), LawExam.id)
    )  # fmt: skip
    stored = read(query if year is None else query.where(LawExam.year == year), _Stored)
    results = {id_: result for id_, _, _, _, result in exam_results()}
    return [LawExamRow(**vars(row), result=results[row.id]) for row in stored]


def years() -> list[int]:
    """Return the years that have law exams, the newest first."""
    query = LawExam.select(LawExam.year).distinct().order_by(LawExam.year.desc())
    return [year for (year,) in query.tuples()]


def keys() -> frozenset[LawExamKey]:
    query = LawExam.select(Cadre.name, Cadre.distinction, LawExam.year).join(Cadre)
    return frozenset(((name, distinction), year) for name, distinction, year in query.tuples())


def add(draft: LawExamDraft) -> set[str]:
    _check(draft, None)
    kept = attachments.keep(draft.files)
    with journal.step(f"新增法考：{name_of(draft.cadre_id)}，{draft.year}年") as changed:
        attachments.write("law_exam", create(draft), kept)
    return changed


def change(exam_id: int, draft: LawExamDraft) -> set[str]:
    _check(draft, exam_id)
    with journal.step(f"修改法考：{name_of(draft.cadre_id)}，{draft.year}年") as changed:
        LawExam.update(**_columns(draft)).where(LawExam.id == exam_id).execute()
    return changed


def remove(ids: Sequence[int]) -> set[str]:
    first = LawExam.get_by_id(ids[0])
    what = f"：{name_of(first.cadre_id)}，{first.year}年" if len(ids) == 1 else f"{len(ids)}条"
    with journal.step(f"删除法考{what}") as changed:
        LawExam.delete().where(among(LawExam.id, ids)).execute()
    return changed


def create(draft: LawExamDraft) -> int:
    """Write a law exam inside a step that is already open."""
    return LawExam.create(**_columns(draft)).id


def _check(draft: LawExamDraft, exam_id: int | None) -> None:
    draft.check()
    same = LawExam.select().where(
        LawExam.cadre == draft.cadre_id, LawExam.year == draft.year, LawExam.id != (exam_id or 0)
    )
    if same.exists():
        raise UserError(f"{name_of(draft.cadre_id)}{draft.year}年的法考已经登记过了，请修改那一条。", "year")
    _refuse_subjective_alone(draft)
    refuse_out_of_post((draft.cadre_id,), draft.credited_on, "credited_on")


def _refuse_subjective_alone(draft: LawExamDraft) -> None:
    """Refuse a subjective score of somebody who never passed the objective part: the two are one after the other."""
    known = pass_marks()
    marks = marks_for(known, draft.year, draft.area)
    if draft.subjective is None or marks is None:
        return
    if draft.objective is not None and draft.objective >= marks.objective:
        return
    before = LawExam.get_or_none(LawExam.cadre == draft.cadre_id, LawExam.year == draft.year - 1)
    marks_before = marks_for(known, draft.year - 1, before.area) if before else None
    if marks_before and before.objective is not None and before.objective >= marks_before.objective:
        return
    if draft.objective is None:
        raise UserError(
            f"{draft.year - 1}年没有客观题通过的登记；客观题是上一年通过的请先登记上一年，否则请填客观题成绩。",
            "objective",
        )
    raise UserError(f"客观题没有达到合格线{shown(marks.objective)}分，不会有主观题成绩，请核对。", "subjective")


def _columns(draft: LawExamDraft) -> dict[str, Any]:
    columns = {name: value for name, value in vars(draft).items() if name not in {"cadre_id", "files"}}
    area = draft.area.strip()
    return columns | {"cadre": draft.cadre_id, "area": "" if area == NATIONAL else area}
