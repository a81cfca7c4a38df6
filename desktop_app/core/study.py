"""Studying beside the work: degrees (学历提升), the law exam (法考), and one person's own training (个人培训)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.core.number import shown

EDUCATION_CATEGORY, LAW_EXAM_CATEGORY = "category-学历提升", "category-法考"
"""The uids of the kinds under which study time granted (准予的学时) counts."""
MOST_OBJECTIVE, MOST_SUBJECTIVE = 30000, 18000
"""The full marks (满分) of the two parts of the law exam, in hundredths of a point."""


def worth(hours: int, days: int) -> str:
    """Return what was earned in words, 40学时、5天, from hundredths; empty for nothing."""
    parts = ((hours, "学时"), (days, "天"))
    return "、".join(f"{shown(value)}{unit}" for value, unit in parts if value)


class EducationState(StrEnum):
    STUDYING = "在读"
    GRADUATED = "毕业"
    BROKEN_OFF = "肄业"


LEVELS_OF_STUDY = ("专科", "本科", "研究生")
MODES_OF_STUDY = ("函授", "自学考试", "开放教育", "网络教育", "在职研究生", "全日制")


class TrainingState(StrEnum):
    RUNNING = "在学"
    FINISHED = "结业"
    NOT_FINISHED = "未结业"


class ExamResult(StrEnum):
    """How somebody's law exam came out, by the pass marks of its year and area."""

    OPEN = "未出成绩"
    OBJECTIVE = "客观题通过"
    PASSED = "通过"
    FAILED = "未通过"


NATIONAL = "全国"
"""The area whose pass marks hold where none of her own is kept."""


@dataclass(frozen=True)
class PassMarks:
    """合格线 from a year on, of an area; scores in hundredths of a point."""

    from_year: int
    area: str
    objective: int
    subjective: int


def marks_for(known: Iterable[PassMarks], year: int, area: str) -> PassMarks | None:
    """Return the newest pass marks of the area up to the year, else the national ones; None where none is known."""
    begun = [marks for marks in known if marks.from_year <= year]
    of_area = [marks for marks in begun if marks.area == (area or NATIONAL)]
    national = [marks for marks in begun if marks.area == NATIONAL]
    return max(of_area or national, key=lambda marks: marks.from_year, default=None)


def exam_result(
    marks: PassMarks | None, objective: int | None, subjective: int | None, *, kept_objective: bool = False
) -> ExamResult:
    """Return the result; `kept_objective`: the objective part passed the year before still holds (成绩两年有效)."""
    if marks is None or (objective is None and subjective is None):
        return ExamResult.OPEN
    if not kept_objective and (objective is None or objective < marks.objective):
        return ExamResult.FAILED
    if subjective is not None and subjective >= marks.subjective:
        return ExamResult.PASSED
    keeps = objective is not None and objective >= marks.objective  # holds for the next year, too
    return ExamResult.OBJECTIVE if keeps or subjective is None else ExamResult.FAILED
