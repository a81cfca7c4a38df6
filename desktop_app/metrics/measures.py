"""The measures (指标): each defined once, with its rule in words.

A measure looks at a Count, which is what one subject took of the facts in one slice of time for one population, and
says the figure's two parts. Nothing is rounded here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from desktop_app.core.attendance import Role
from desktop_app.core.duty import DutyState
from desktop_app.core.figure import Shape
from desktop_app.core.number import HUNDRED
from desktop_app.core.problem import ProblemState
from desktop_app.core.reading import ReadingState
from desktop_app.core.review import NoteState
from desktop_app.core.study import EducationState, ExamResult
from desktop_app.core.subject import SubjectKind
from desktop_app.metrics.facts import CreditFact, Marks, NoteFact, PartFact, SessionFact


class Evidence(StrEnum):
    """Which records prove a figure."""

    SESSIONS = "活动"
    ATTENDED = "人次"
    CAME = "实到"
    EARNED = "学时"
    MARKED = "应到"
    WITH_OUTSIDERS = "实到与外单位"
    GRADED = "有成绩"
    PASSED = "合格"
    CADRES = "人员"
    PARTS = "角色"
    UNRECORDED = "未登记"
    NOTES = "心得笔记"
    PLAN_ITEMS = "计划"
    DONE_ITEMS = "完成的计划"
    RECORDS = "名册"


@dataclass(frozen=True, slots=True)
class RecordFact:
    """One record of a list (学历, 法考, 问题整改, 必学篇目, 学时达标) as it stood at the end of a slice of time."""

    table: str
    id: int
    day: date | None
    kind: str
    title: str
    cadre_id: int | None
    state: str


@dataclass(frozen=True)
class Count:
    """What a subject took in a slice of time, for a population.

    `talks` are the parts of those who spoke to a title, as far as the subject is about them. `heads` is the chosen
    denominator of 人均; `states` are those of the notes on the as-of day, by id.
    """

    sessions: tuple[SessionFact, ...] = ()
    marks: tuple[Marks, ...] = ()
    parts: tuple[PartFact, ...] = ()
    notes: tuple[NoteFact, ...] = ()
    records: tuple[RecordFact, ...] = ()
    credits: tuple[CreditFact, ...] = ()
    names: tuple[str, ...] = ()
    talks: tuple[PartFact, ...] = ()
    people: int = 0
    unrecorded: int = 0
    counts_outsiders: bool = True
    items: int = 0
    measured_items: int = 0
    done_items: int = 0
    heads: Fraction = Fraction(0)
    states: Mapping[int, NoteState] = field(default_factory=dict[int, NoteState])

    @property
    def attended(self) -> int:
        """实到 at sessions."""
        return sum(each.attended for each in self.marks)

    @property
    def came(self) -> int:
        """人次: 实到 at sessions and each personal training that was finished."""
        return self.attended + sum(credit.heads for credit in self.credits)

    @property
    def marked(self) -> int:
        return sum(each.marked for each in self.marks)

    @property
    def graded(self) -> int:
        return sum(each.graded for each in self.marks)

    @property
    def passed(self) -> int:
        return sum(each.passed for each in self.marks)

    @property
    def person_hours(self) -> Fraction:
        held = sum(each.attended * session.hours for session, each in zip(self.sessions, self.marks, strict=True))
        return Fraction(held + sum(credit.hours for credit in self.credits), HUNDRED)

    @property
    def person_days(self) -> Fraction:
        held = sum(each.attended * session.days for session, each in zip(self.sessions, self.marks, strict=True))
        return Fraction(held + sum(credit.days for credit in self.credits), HUNDRED)

    @property
    def with_outsiders(self) -> tuple[SessionFact, ...]:
        """The sessions whose outsiders count: those of the whole system only."""
        return tuple(session for session in self.sessions if session.outsiders) if self.counts_outsiders else ()

    @property
    def words(self) -> int:
        return sum(note.words for note in self.notes)

    def in_state(self, *states: NoteState) -> tuple[NoteFact, ...]:
        return tuple(note for note in self.notes if self.states.get(note.id, NoteState.WAITING) in states)

    def records_in(self, *states: str) -> tuple[RecordFact, ...]:
        return tuple(record for record in self.records if record.state in states)

    def in_role(self, role: Role) -> tuple[PartFact, ...]:
        return tuple(part for part in self.parts if part.role == role)


Fact = SessionFact | PartFact | NoteFact | RecordFact


@dataclass(frozen=True)
class Titles:
    """A list of titles, in order, without repeats."""

    titles: tuple[str, ...]


Answer = Fraction | int | tuple[Fraction | int, Fraction | int] | Titles


@dataclass(frozen=True)
class Measure:
    """One measure: `of` returns a number, (numerator, denominator) or titles; `unit` "" is the subject's own word."""

    name: str
    kinds: tuple[SubjectKind, ...]
    unit: str
    shape: Shape
    evidence: Evidence
    rule: str
    of: Callable[[Count], Answer]
    pick: Callable[[Count], Iterable[Fact]] | None = None
    """Which of the evidence's records, where not all of them."""

    @property
    def reads_states(self) -> bool:
        """Whether it looks at 审签, which need not be read for the others."""
        return self.name in _OF_STATES

    @property
    def can_be_target(self) -> bool:
        """A plan can aim at it: a number that grows as work is done."""
        return self.shape in (Shape.COUNT, Shape.PER_HEAD) and self.name not in _NO_TARGETS


_S, _P, _N = (SubjectKind.SESSIONS,), (SubjectKind.PARTS,), (SubjectKind.NOTES,)
_PLAN = (SubjectKind.PLAN,)
_OF_STATES = ("已签", "未审数", "退回数", "审签率")
_NO_TARGETS = ("未登记场数", "未审数", "退回数", "超期数")


def _role(role: Role) -> Callable[[Count], tuple[PartFact, ...]]:
    return lambda count: count.in_role(role)


def _roles_counted(name: str, role: Role) -> Measure:
    pick = _role(role)
    return Measure(
        name, _S, "人次", Shape.COUNT, Evidence.PARTS, f"角色为“{role}”的人次", lambda count: len(pick(count)), pick
    )


def _in_states(*states: str) -> Callable[[Count], tuple[RecordFact, ...]]:
    """Take all records where no state is named."""
    return lambda count: count.records_in(*states) if states else count.records


def _listed(name: str, kind: SubjectKind, unit: str, rule: str, *states: str, heads: bool = False) -> Measure:
    """Count the records of a list in these states: each of them, or each person among them once."""
    pick = _in_states(*states)

    def count(found: Count) -> int:
        return len({record.cadre_id for record in pick(found)}) if heads else len(pick(found))

    return Measure(name, (kind,), unit, Shape.COUNT, Evidence.RECORDS, rule, count, pick)


def _share(name: str, kind: SubjectKind, rule: str, *states: str) -> Measure:
    """Divide the records of a list in these states by all of them."""
    pick = _in_states(*states)
    return Measure(
        name, (kind,), "", Shape.RATE, Evidence.RECORDS, rule, lambda count: (len(pick(count)), len(count.records))
    )


def _titles(titles: Iterable[str]) -> Titles:
    return Titles(tuple(dict.fromkeys(title for title in titles if title)))


_ALL_MEASURES = (
    Measure(
        "次数", _S, "", Shape.COUNT, Evidence.SESSIONS,
        "期内已登记、已锁定的场数；不举行、计划、待登记的不算；全系统以外的口径，只算其中至少一人有出勤记录的场次",
        lambda count: len(count.sessions),
    ),
    Measure(
        "人次", _S, "人次", Shape.COUNT, Evidence.ATTENDED,
        "出勤为到、迟到、补学的人次之和，个人培训结业一次算一人次；不含外单位",
        lambda count: count.came,
    ),
    Measure(
        "人数", _S, "人", Shape.COUNT, Evidence.CADRES, "上述人次中不重复的干部人数", lambda count: count.people
    ),
    Measure(
        "应到人次", _S, "人次", Shape.COUNT, Evidence.MARKED,
        "有出勤记录的人次之和，请假、公差、缺席都是应到；未登记的和个人培训不算",
        lambda count: count.marked,
    ),
    Measure(
        "实到人次", _S, "人次", Shape.COUNT, Evidence.CAME,
        "出勤为到、迟到、补学的人次之和，不含个人培训和外单位",
        lambda count: count.attended,
    ),
    Measure(
        "实到率", _S, "", Shape.RATE, Evidence.MARKED, "各场实到人次之和÷应到人次之和，不是各场比率的平均",
        lambda count: (count.attended, count.marked),
    ),
    Measure(
        "学时", _S, "学时", Shape.COUNT, Evidence.SESSIONS, "各场学时之和，每场只算一次",
        lambda count: Fraction(sum(session.hours for session in count.sessions), HUNDRED),
    ),
    Measure(
        "天数", _S, "天", Shape.COUNT, Evidence.SESSIONS, "各场天数之和，每场只算一次",
        lambda count: Fraction(sum(session.days for session in count.sessions), HUNDRED),
    ),
    Measure(
        "人学时", _S, "学时", Shape.COUNT, Evidence.EARNED,
        "每场学时×该场实到人次，再求和；加个人培训结业的学时，以及学历提升、法考准予的学时",
        lambda count: count.person_hours,
    ),
    Measure(
        "人天数", _S, "天", Shape.COUNT, Evidence.EARNED,
        "每场天数×该场实到人次，再求和；加个人培训结业的天数，以及学历提升、法考准予的天数",
        lambda count: count.person_days,
    ),
    Measure(
        "人均学时", _S, "学时", Shape.PER_HEAD, Evidence.EARNED, "人学时÷人均的分母",
        lambda count: (count.person_hours, count.heads),
    ),
    Measure(
        "人次含外单位", _S, "人次", Shape.COUNT, Evidence.WITH_OUTSIDERS,
        "人次加外单位人数；外单位人数只计入全系统口径",
        lambda count: count.came + sum(session.outsiders for session in count.with_outsiders),
    ),
    _roles_counted("发言人次", Role.SPEAKER),
    _roles_counted("领学人次", Role.LEAD_READER),
    _roles_counted("主讲人次", Role.LECTURER),
    Measure(
        "合格人次", _S, "人次", Shape.COUNT, Evidence.PASSED, "实到而成绩合格的人次之和", lambda count: count.passed
    ),
    Measure(
        "合格率", _S, "", Shape.RATE, Evidence.GRADED, "合格人次÷实到而登记了合格与否的人次",
        lambda count: (count.passed, count.graded),
    ),
    Measure(
        "未登记场数", _S, "场", Shape.COUNT, Evidence.UNRECORDED, "到期而未登记的活动场数",
        lambda count: count.unrecorded,
    ),
    Measure(
        "题目", _S, "", Shape.TITLES, Evidence.SESSIONS, "各场题目，按日期先后，不重复",
        lambda count: _titles(session.title for session in count.sessions),
    ),
    Measure(
        "片名", _S, "", Shape.TITLES, Evidence.SESSIONS, "观看的影片，按日期先后，不重复",
        lambda count: _titles(film for session in count.sessions for film in session.films),
        lambda count: (session for session in count.sessions if session.films),
    ),
    Measure(
        "篇目", _S, "", Shape.TITLES, Evidence.SESSIONS, "学习的篇目，按日期先后，不重复",
        lambda count: _titles(reading for session in count.sessions for reading in session.readings),
        lambda count: (session for session in count.sessions if session.readings),
    ),
    Measure(
        "主讲", _S, "", Shape.TITLES, Evidence.PARTS, "主讲人，按日期先后，不重复", lambda count: _titles(count.names),
        _role(Role.LECTURER),
    ),
    Measure(
        "讲题", _S, "", Shape.TITLES, Evidence.PARTS,
        "主讲、宣讲的题目，按日期先后，不重复；统计项限定了主讲人身份的，只列这些人讲的",
        lambda count: _titles(part.title for part in count.talks),
        lambda count: (part for part in count.talks if part.title),
    ),
    Measure(
        "议题", _S, "", Shape.TITLES, Evidence.SESSIONS, "第一议题的篇目，按日期先后，不重复",
        lambda count: _titles(topic for session in count.sessions for topic in session.topics),
        lambda count: (session for session in count.sessions if session.topics),
    ),
    Measure(
        "次数", _P, "次", Shape.COUNT, Evidence.SESSIONS, "有这一角色的活动场数", lambda count: len(count.sessions)
    ),
    Measure(
        "人次", _P, "人次", Shape.COUNT, Evidence.PARTS, "担任这一角色一次算一人次", lambda count: len(count.parts)
    ),
    Measure(
        "人数", _P, "人", Shape.COUNT, Evidence.CADRES, "担任过这一角色的不重复人数",
        lambda count: count.people,
    ),
    Measure(
        "篇数", _N, "", Shape.COUNT, Evidence.NOTES, "期内上交的篇数，以上交日期为准", lambda count: len(count.notes)
    ),
    Measure("字数", _N, "字", Shape.COUNT, Evidence.NOTES, "期内上交各篇字数之和", lambda count: count.words),
    Measure(
        "人均篇数", _N, "", Shape.PER_HEAD, Evidence.NOTES, "篇数÷人均的分母",
        lambda count: (len(count.notes), count.heads),
    ),
    Measure(
        "人均字数", _N, "字", Shape.PER_HEAD, Evidence.NOTES, "字数÷人均的分母",
        lambda count: (count.words, count.heads),
    ),
    Measure(
        "已签", _N, "篇", Shape.COUNT, Evidence.NOTES, "截至统计日已审签的篇数",
        lambda count: len(count.in_state(NoteState.SIGNED)), lambda count: count.in_state(NoteState.SIGNED),
    ),
    Measure(
        "未审数", _N, "篇", Shape.COUNT, Evidence.NOTES, "截至统计日待审的篇数",
        lambda count: len(count.in_state(NoteState.WAITING)), lambda count: count.in_state(NoteState.WAITING),
    ),
    Measure(
        "退回数", _N, "篇", Shape.COUNT, Evidence.NOTES, "截至统计日退回未重交的篇数",
        lambda count: len(count.in_state(NoteState.RETURNED)), lambda count: count.in_state(NoteState.RETURNED),
    ),
    Measure(
        "审签率", _N, "", Shape.RATE, Evidence.NOTES, "已签篇数÷上交篇数",
        lambda count: (len(count.in_state(NoteState.SIGNED)), len(count.notes)),
    ),
    Measure("计划数", _PLAN, "项", Shape.COUNT, Evidence.PLAN_ITEMS, "年度计划的项目数", lambda count: count.items),
    Measure(
        "完成数", _PLAN, "项", Shape.COUNT, Evidence.DONE_ITEMS, "截至统计日已达目标的项目数",
        lambda count: count.done_items,
    ),
    Measure(
        "完成率", _PLAN, "", Shape.RATE, Evidence.PLAN_ITEMS, "完成数÷有量化目标的项目数",
        lambda count: (count.done_items, count.measured_items),
    ),
    Measure(
        "人数", (SubjectKind.ROSTER,), "人", Shape.COUNT, Evidence.CADRES, "期末在岗的干部人数",
        lambda count: count.people,
    ),
    _listed("人数", SubjectKind.EDUCATION, "人", "期内在读、毕业、肄业的不重复人数，按期末所在单位归口", heads=True),
    _listed("在读人数", SubjectKind.EDUCATION, "人", "期末仍在读的人数", EducationState.STUDYING, heads=True),
    _listed("毕业人数", SubjectKind.EDUCATION, "人", "期内毕业的人数", EducationState.GRADUATED, heads=True),
    _listed("报考人数", SubjectKind.LAW_EXAMS, "人", "该年度登记法考的人数", heads=True),
    _listed("客观题通过人数", SubjectKind.LAW_EXAMS, "人", "该年度客观题达到合格线而未通过主观题的人数",
            ExamResult.OBJECTIVE, heads=True),
    _listed("通过人数", SubjectKind.LAW_EXAMS, "人", "该年度客观题、主观题都达到合格线的人数（客观题成绩两年有效）",
            ExamResult.PASSED, heads=True),
    _share("通过率", SubjectKind.LAW_EXAMS, "通过人数÷报考人数", ExamResult.PASSED),
    _listed("问题数", SubjectKind.PROBLEMS, "个", "期内发现的问题数"),
    _listed("已整改数", SubjectKind.PROBLEMS, "个", "期内发现、截至统计日已办结的问题数", ProblemState.CLOSED),
    _listed("超期数", SubjectKind.PROBLEMS, "个", "期内发现、截至统计日超过时限未办结的问题数", ProblemState.OVERDUE),
    _share("整改率", SubjectKind.PROBLEMS, "已整改数÷问题数", ProblemState.CLOSED),
    _listed("篇目数", SubjectKind.READINGS, "篇", "所在年度必学篇目的篇数；全系统以外的口径，只算其中有人应学的"),
    _listed("已学篇数", SubjectKind.READINGS, "篇",
            "期内已有活动学过的必学篇目；全系统以外的口径，其中至少一人参加过才算", ReadingState.COVERED),
    _share("完成率", SubjectKind.READINGS, "已学篇数÷篇目数", ReadingState.COVERED),
    _listed("应达标人数", SubjectKind.DUTIES, "人", "期末在岗、有年度学时任务的人数", heads=True),
    _listed("达标人数", SubjectKind.DUTIES, "人",
            "期末在岗、学时任务全部达到的人数；只计几种活动类型的任务（如网络自学），一次也没有登记过的暂不要求",
            DutyState.MET, heads=True),
    _share("达标率", SubjectKind.DUTIES,
           "达标人数÷应达标人数；只计几种活动类型的任务（如网络自学），一次也没有登记过的暂不要求", DutyState.MET),
)  # fmt: skip

MEASURES: dict[SubjectKind, dict[str, Measure]] = {
    kind: {measure.name: measure for measure in _ALL_MEASURES if kind in measure.kinds} for kind in SubjectKind
}
