"""学历提升 and 法考: what somebody studies beside the work, and the study time granted for it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from desktop_app.core.errors import UserError
from desktop_app.core.people import Person
from desktop_app.core.study import LEVELS_OF_STUDY, EducationState
from desktop_app.exchange.reading import cells
from desktop_app.exchange.reading.people import ANYBODY, People, person_of
from desktop_app.exchange.reading.tables import Column, Layout, Line, Table, lines_of
from desktop_app.exchange.sheets import Value
from desktop_app.records.education import EducationDraft, EducationKey, NewEducation
from desktop_app.records.known import Known
from desktop_app.records.law_exams import LawExamDraft, LawExamKey, NewLawExam

_GRANTED = (
    Column("准予学时", ("学时", "计入学时", "折算学时")),
    Column("准予天数", ("天数", "准假天数", "学习假天数")),
    Column("记入日期", ("学时记入日期", "计入日期")),
)
_PERSON = (Column("序号", weak=True), Column("姓名", required=True), Column("区分", ("同名区分",)))

EDUCATION = Layout(
    "学历提升",
    (
        *_PERSON,
        Column("学校", ("院校", "就读院校", "就读学校", "毕业院校", "毕业学校", "学校名称"), required=True),
        Column("专业", ("所学专业", "就读专业")),
        Column("学历", ("学历层次", "层次", "提升学历", "就读学历"), required=True),
        Column("学习形式", ("学习方式", "形式", "就读方式")),
        Column("入学日期", ("入学时间", "开始日期", "开始时间"), required=True),
        Column("毕业日期", ("毕业时间", "预计毕业时间", "结束日期", "结束时间")),
        Column("状态", ("学习状态", "在读情况", "就读情况")),
        *_GRANTED,
        Column("证书编号", ("毕业证书编号", "毕业证书号", "证书号")),
        Column("备注"),
    ),
)
LAW_EXAMS = Layout(
    "法考",
    (
        *_PERSON,
        Column("年度", ("年份", "考试年度", "报考年度", "参考年度", "考试年份"), required=True),
        Column("地区", ("报考地区", "合格线地区")),
        Column("客观题成绩", ("客观题", "客观题分数", "客观成绩"), required=True),
        Column("主观题成绩", ("主观题", "主观题分数", "主观成绩")),
        *_GRANTED,
        Column("证书编号", ("法律职业资格证书编号", "资格证书编号", "资格证号", "证书号")),
        Column("备注"),
    ),
)
_FIELDS = {
    "school": "学校", "level": "学历", "from_date": "入学日期", "to_date": "毕业日期", "state": "状态",
    "hours": "准予学时", "days": "准予天数", "credited_on": "记入日期", "year": "年度", "objective": "客观题成绩",
    "subjective": "主观题成绩",
}  # fmt: skip
_STATES = {
    "在读": EducationState.STUDYING, "在学": EducationState.STUDYING, "就读": EducationState.STUDYING,
    "未毕业": EducationState.STUDYING, "毕业": EducationState.GRADUATED, "已毕业": EducationState.GRADUATED,
    "肄业": EducationState.BROKEN_OFF, "结业": EducationState.BROKEN_OFF, "退学": EducationState.BROKEN_OFF,
}  # fmt: skip
_NO_SCORE = ("", "-", "—", "/", "未出", "未出成绩", "缺考", "未参加", "免考", "成绩保留", "保留")


class _Reader:
    """One file of degrees or law exams against what is known."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.people = People(known.people)
        self.degrees: list[NewEducation] = []
        self.exams: list[tuple[Line, NewLawExam]] = []
        self.seen: dict[EducationKey | LawExamKey, int] = {}

    def read_degree(self, line: Line) -> None:
        person = person_of(line, self.people)
        day = partial(cells.first_day, from_1904=line.table.sheet.from_1904)
        begun, ended = line.read("入学日期", day, None), line.read("毕业日期", day, None)
        if begun is None and line.is_empty("入学日期"):
            line.problem("入学日期", "没有填入学日期，请补上。")
        draft = EducationDraft(
            ANYBODY,
            line.needed("学校"),
            line.needed("学历", _level),
            begun or date.min,
            line.read("状态", _state, "") or _usual_state(ended),
            line.text("专业"),
            line.text("学习形式"),
            ended,
            line.read("准予天数", cells.hundredths("天数", "天 日"), 0),
            line.read("准予学时", cells.hundredths("学时", "学时 小时"), 0),
            line.day("记入日期"),
            line.text("证书编号"),
            line.text("备注"),
        )
        self._check(line, person, draft.check, draft.credited_on)
        if person:
            self._once(line, "学校", (person, draft.school, draft.level), self.known.educations)
        if person and line.is_good:
            self.degrees.append(NewEducation(person, draft))

    def read_exam(self, line: Line) -> None:
        person = person_of(line, self.people)
        draft = LawExamDraft(
            ANYBODY,
            line.needed_number("年度", cells.year),
            line.text("地区"),
            line.read("客观题成绩", partial(_score, "客观题成绩"), None),
            line.read("主观题成绩", partial(_score, "主观题成绩"), None),
            line.read("准予天数", cells.hundredths("天数", "天 日"), 0),
            line.read("准予学时", cells.hundredths("学时", "学时 小时"), 0),
            line.day("记入日期"),
            line.text("证书编号"),
            line.text("备注"),
        )
        self._check(line, person, draft.check, draft.credited_on)
        if person:
            self._once(line, "年度", (person, draft.year), self.known.law_exams)
        if person and line.is_good:
            self.exams.append((line, NewLawExam(person, draft)))

    def _check(self, line: Line, person: Person | None, check: Callable[[], None], credited_on: date | None) -> None:
        if line.is_good:
            line.check(check, _FIELDS)
        if person and credited_on and line.is_good:
            line.check(partial(self.people.check_in_post, person, credited_on), {"": "记入日期"})

    def _once(
        self,
        line: Line,
        heading: str,
        key: EducationKey | LawExamKey,
        known: frozenset[EducationKey] | frozenset[LawExamKey],
    ) -> None:
        if key in self.seen:
            line.problem(heading, f"与第 {self.seen[key]} 行重复，请删去一行。")
        elif key in known:
            line.problem(heading, "台账里已经登记过了，请删去这一行。")
        self.seen.setdefault(key, line.number)


def read_education(tables: Sequence[Table], known: Known) -> tuple[tuple[NewEducation, ...], Known]:
    """Read the degrees of a file; also return what is known once it is in, for the files that follow."""
    reader = _Reader(known)
    for line in lines_of(tables, EDUCATION):
        reader.read_degree(line)
    keys = frozenset((each.person, each.draft.school, each.draft.level) for each in reader.degrees)
    return tuple(reader.degrees), replace(known, educations=known.educations | keys)


def read_law_exams(tables: Sequence[Table], known: Known) -> tuple[tuple[NewLawExam, ...], Known]:
    """Read the law exams of a file, with a subjective score alone only where the year before is known, too."""
    reader = _Reader(known)
    for line in lines_of(tables, LAW_EXAMS):
        reader.read_exam(line)
    exams = frozenset((each.person, each.draft.year) for _, each in reader.exams) | known.law_exams
    for line, each in reader.exams:
        alone = each.draft.subjective is not None and each.draft.objective is None
        if alone and (each.person, each.draft.year - 1) not in exams:
            line.problem("客观题成绩", f"没有填客观题成绩，也没有{each.draft.year - 1}年的登记，请补上。")
    return tuple(each for _, each in reader.exams), replace(known, law_exams=exams)


def _level(value: Value) -> str:
    written = cells.word(value)
    return written if written in LEVELS_OF_STUDY else cells.text(value)


def _state(value: Value) -> str:
    written = cells.word(value)
    if written and written not in _STATES:
        raise UserError(f"不认识的状态“{cells.text(value)}”，请用{'、'.join(EducationState)}。")
    return _STATES[written] if written else ""


def _usual_state(ended: date | None) -> str:
    """Return the state where none is written: who has finished has a day on which he did."""
    return EducationState.GRADUATED if ended and ended <= date.today() else EducationState.STUDYING


def _score(what: str, value: Value) -> int | None:
    return None if cells.word(value) in _NO_SCORE else cells.hundredths(what, "分")(value)
