"""One person's file (一人一档): what he attended, led, spoke on, wrote, studied and has to mend; of a year or all.

The sums are figures of the register; the lines are the records behind them. What lies on a day not in post is listed
and said to count for nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any

from peewee import JOIN, fn

from desktop_app.core.attendance import ATTENDED, Mark
from desktop_app.core.number import shown
from desktop_app.core.period import YEARS, Period
from desktop_app.core.problem import state as problem_state
from desktop_app.core.review import NoteState
from desktop_app.core.scope import EVERYBODY, Scope
from desktop_app.core.session import HELD
from desktop_app.core.study import TrainingState
from desktop_app.metrics import facts, lists, register
from desktop_app.metrics.facts import Belongs
from desktop_app.metrics.people import People
from desktop_app.metrics.register import Figures
from desktop_app.store.models import (
    Attendance,
    Category,
    Education,
    LawExam,
    LeaveRecord,
    Note,
    Part,
    Problem,
    Session,
    Training,
)

MARKS, PARTS, NOTES, TRAININGS = "出勤", "角色", "心得笔记", "个人培训"
STUDIES, PROBLEMS, LEAVES = "学历法考", "问题整改", "请假"
GROUPS = (MARKS, PARTS, NOTES, TRAININGS, STUDIES, PROBLEMS, LEAVES)
FIGURES = (
    "全部活动.人次", "全部活动.应到人次", "全部活动.实到率", "全部活动.人学时", "全部活动.人天数",
    "年度学时.人学时", "年度学时.人天数", "全部活动.发言人次", "全部活动.主讲人次",
    "全部笔记.篇数", "全部笔记.字数", "全部笔记.已签",
)  # fmt: skip


@dataclass(frozen=True)
class FileLine:
    """One record. Hours and days (hundredths) and words are what it adds to the sums: nothing where it counts not."""

    id: int
    table: str
    record_id: int
    group: str
    day: date | None
    kind: str
    title: str
    detail: str
    hours: int = 0
    days: int = 0
    words: int = 0
    heads: int = 0
    counts: bool = True


@dataclass(frozen=True)
class Sums:
    """What lines add up to; hours and days in hundredths."""

    lines: int
    heads: int
    hours: int
    days: int
    words: int


@dataclass(frozen=True)
class CadreFile:
    """The figures by name, and the lines, the newest first within each group."""

    figures: Figures
    lines: tuple[FileLine, ...]

    def of(self, group: str) -> tuple[FileLine, ...]:
        """Return the lines of a group; all of them for ""."""
        return tuple(line for line in self.lines if group in ("", line.group))


def read(cadre_id: int, year: int | None = None) -> CadreFile:
    """Return what somebody's file holds of a year, of all years where none is given."""
    period = Period.year(year) if year else Period(date(YEARS.start, 1, 1), date(YEARS.stop, 1, 1))
    belongs = Belongs([stay for stay in People().stays(EVERYBODY, period) if stay.cadre_id == cadre_id])
    lines = _Lines(cadre_id, period, belongs)
    found = (
        *lines.marks(), *lines.parts(), *lines.notes(), *lines.trainings(), *lines.studies(), *lines.problems(),
        *lines.leaves(),
    )  # fmt: skip
    return CadreFile(register.of_cadre(cadre_id, Scope(period), FIGURES), found)


def years(cadre_id: int) -> list[int]:
    """Return the years somebody has records of, the newest first."""
    held = Attendance.select(_year(Session.held_on)).join(Session).where(Attendance.cadre == cadre_id)
    days = (
        Note.handed_in_on, fn.COALESCE(Training.to_date, Training.from_date), Education.from_date,
        Education.credited_on, LawExam.year, Problem.found_on, LeaveRecord.from_date,
    )  # fmt: skip
    tables = (Note, Training, Education, Education, LawExam, Problem, LeaveRecord)
    others = [table.select(_year(day)).where(table.cadre == cadre_id) for table, day in zip(tables, days, strict=True)]
    return sorted({int(year) for query in (held, *others) for (year,) in query.tuples() if year}, reverse=True)


def _year(day: Any) -> Any:
    return fn.DISTINCT(fn.SUBSTR(day, 1, 4)).coerce(False)


def summed(lines: Iterable[FileLine]) -> Sums:
    """Return what the lines add up to, and how many lines there are."""
    lines = list(lines)
    return Sums(
        len(lines),
        sum(line.heads for line in lines),
        sum(line.hours for line in lines),
        sum(line.days for line in lines),
        sum(line.words for line in lines),
    )


class _Lines:
    """Reads the groups of lines, one query each."""

    def __init__(self, cadre_id: int, period: Period, belongs: Belongs) -> None:
        self._cadre_id, self._period, self._belongs = cadre_id, period, belongs
        self._numbers = count(1)

    def marks(self) -> list[FileLine]:
        mine = (Attendance.session == Session.id) & (Attendance.cadre == self._cadre_id)
        query = (
            Session.select(
                Session.id, Session.held_on, Category.name, Session.title, Attendance.mark, Attendance.leave_kind,
                Attendance.score, Session.hours, Session.days,
            )
            .join(Category)
            .join(Attendance, JOIN.CROSS)  # from the days to his marks, not from all his marks to the days
            .where(mine, Session.state.in_([str(state) for state in HELD]))
        )  # fmt: skip
        found: list[FileLine] = []
        for id_, day, kind, title, mark, leave_kind, score, hours, days in self._within(query, Session.held_on):
            came = Mark(mark) in ATTENDED
            scored = f"　{shown(score)}分" if score is not None else ""
            detail = f"{mark}{leave_kind and f'（{leave_kind}）'}{scored}"
            earned = {"hours": hours, "days": days, "heads": 1} if came else {}
            found.append(self._line("session", id_, MARKS, day, kind, title, detail, **earned))
        return found

    def parts(self) -> list[FileLine]:
        query = (
            Part.select(Session.id, Session.held_on, Part.role, Part.title, Session.title, Category.name)
            .join(Session)
            .join(Category)
            .where(Part.cadre == self._cadre_id, Session.state.in_([str(state) for state in HELD]))
        )
        return [
            self._line("session", id_, PARTS, day, role, said or title, f"{kind}《{title}》" if said else kind)
            for id_, day, role, said, title, kind in self._within(query, Session.held_on)
        ]

    def notes(self) -> list[FileLine]:
        states = facts.note_states(self._period, {None}, self._cadre_id)[None]
        query = Note.select(Note.id, Note.handed_in_on, Note.kind, Note.title, Note.words)
        query = query.where(Note.cadre == self._cadre_id)
        return [
            self._line("note", id_, NOTES, day, kind, title, states.get(id_, NoteState.WAITING), words=words)
            for id_, day, kind, title, words in self._within(query, Note.handed_in_on)
        ]

    def trainings(self) -> list[FileLine]:
        query = (
            Training.select(
                Training.id, Training.to_date, Training.from_date, Category.name, Training.title, Training.state,
                Training.hours, Training.days,
            )
            .join(Category)
            .where(Training.cadre == self._cadre_id)
            .order_by(Training.from_date.desc())
        )  # fmt: skip
        found: list[FileLine] = []
        for id_, last, first, kind, title, state, hours, days in query.tuples():
            day = last or first
            if self._period.first <= day <= self._period.last:
                done = state == TrainingState.FINISHED and last is not None
                earned = {"hours": hours, "days": days, "heads": 1} if done else {}
                found.append(self._line("training", id_, TRAININGS, day, kind, title, state, **earned))
        return found

    def studies(self) -> list[FileLine]:
        """Degrees studied for in these days, and the law exams of these years; their hours count where granted."""
        first, last = self._period.first, self._period.last
        query = Education.select(
            Education.id, Education.from_date, Education.to_date, Education.level, Education.school, Education.state,
            Education.hours, Education.days, Education.credited_on,
        ).where(Education.cadre == self._cadre_id)  # fmt: skip
        found: list[FileLine] = []
        for id_, begun, ended, level, school, state, hours, days, credited in query.tuples():
            is_credited = credited is not None and first <= credited <= last
            if is_credited or (begun <= last and (ended is None or ended >= first)):
                earned = {"hours": hours, "days": days} if is_credited else {}
                day = credited if is_credited else begun
                found.append(self._line("education", id_, STUDIES, day, level or "学历提升", school, state, **earned))
        results = {id_: result for id_, cadre, *_, result in lists.exam_results() if cadre == self._cadre_id}
        exams = LawExam.select(LawExam.id, LawExam.year, LawExam.hours, LawExam.days, LawExam.credited_on)
        for id_, year, hours, days, credited in exams.where(LawExam.cadre == self._cadre_id).tuples():
            is_credited = credited is not None and first <= credited <= last
            if is_credited or first.year <= year <= last.year:
                earned = {"hours": hours, "days": days} if is_credited else {}
                day = credited if is_credited else None
                found.append(self._line("law_exam", id_, STUDIES, day, "法考", f"{year}年", results[id_], **earned))
        return found

    def problems(self) -> list[FileLine]:
        query = Problem.select(Problem.id, Problem.found_on, Problem.content, Problem.deadline, Problem.closed_on)
        query = query.where(Problem.cadre == self._cadre_id)
        today = date.today()
        return [
            self._line("problem", id_, PROBLEMS, day, "问题", content, problem_state(deadline, closed_on, today))
            for id_, day, content, deadline, closed_on in self._within(query, Problem.found_on)
        ]

    def leaves(self) -> list[FileLine]:
        query = LeaveRecord.select(
            LeaveRecord.id, LeaveRecord.from_date, LeaveRecord.to_date, LeaveRecord.kind, LeaveRecord.remark
        ).where(LeaveRecord.cadre == self._cadre_id)
        return [
            self._line("leave_record", id_, LEAVES, day, kind, remark, f"至{last}，{(last - day).days + 1}天")
            for id_, day, last, kind, remark in self._within(query, LeaveRecord.from_date)
        ]

    def _within(self, query: Any, day: Any) -> Iterable[tuple[Any, ...]]:
        return query.where(day.between(self._period.first, self._period.last)).order_by(day.desc()).tuples()

    def _line(  # noqa: PLR0913, PLR0917  one place makes the lines of all groups
        self, table: str, id_: int, group: str, day: date | None, kind: str, title: str, detail: str, **earned: int
    ) -> FileLine:
        counts = day is None or self._belongs(self._cadre_id, day)
        line = FileLine(next(self._numbers), table, id_, group, day, kind, title, detail, counts=counts)
        return replace(line, **earned) if counts else line
