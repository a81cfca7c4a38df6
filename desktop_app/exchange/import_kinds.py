"""What can be imported: each kind of table with how it is read, counted and written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from desktop_app.core.people import Person
from desktop_app.core.progress import Report
from desktop_app.exchange.reading import (
    categories,
    duties,
    leave,
    marks,
    notes,
    plan,
    problems,
    quotas,
    readings,
    roster,
    series,
    sessions,
    studies,
    trainings,
)
from desktop_app.exchange.reading.tables import Layout, Table
from desktop_app.records import imports, new_marks
from desktop_app.records.categories import create as create_category
from desktop_app.records.duty_rules import create_named as create_duty
from desktop_app.records.education import create as create_education
from desktop_app.records.holidays import create as create_holiday
from desktop_app.records.imported import NewSession, Roster
from desktop_app.records.known import Known
from desktop_app.records.law_exams import create as create_law_exam
from desktop_app.records.leave import create as create_leave
from desktop_app.records.new_marks import NewMark
from desktop_app.records.problems import create_named as create_problem
from desktop_app.records.quotas import create as create_quota
from desktop_app.records.readings import create as create_reading
from desktop_app.records.series import create_named as create_series
from desktop_app.records.trainings import create_named as create_training


class Kind(StrEnum):
    """What a file brings."""

    ROSTER = "花名册"
    CATEGORIES = "活动类型"
    SESSIONS = "活动台账"
    MARKS = "出勤"
    LEAVE = "请假"
    READINGS = "必学篇目"
    NOTES = "心得笔记"
    PLAN = "年度计划"
    QUOTAS = "应交规定"
    DUTIES = "学时规定"
    TRAININGS = "个人培训"
    EDUCATION = "学历提升"
    LAW_EXAMS = "法考"
    SERIES = "例行安排"
    HOLIDAYS = "节假日"
    PROBLEMS = "问题整改"


Reader = Callable[[Sequence[Table], Known], tuple[Any, Known]]
Counter = Callable[[Any], tuple[int, str]]
Writer = Callable[[Any, str, Report], set[str]]
Creator = Callable[[Any, Mapping[Person, int]], object]
"""Writes one record inside a step that is already open, given the ids of people by name."""


@dataclass(frozen=True)
class Way:
    """How files of a kind are read, counted (137, "137场、3999人次出勤") and written."""

    layouts: tuple[Layout, ...]
    read: Reader
    count: Counter
    write: Writer


def _count_roster(content: Roster) -> tuple[int, str]:
    counted = (
        (content.units, "个单位"), (content.cadres, "人"), (content.past, "段任职经历"), (content.moves, "次任职变动"),
    )  # fmt: skip
    text = "、".join(f"{len(each)}{word}" for each, word in counted if each)
    return sum(len(each) for each, _ in counted), text


def _count_sessions(content: tuple[NewSession, ...]) -> tuple[int, str]:
    return len(content), f"{len(content)}场、{sum(len(each.marks) for each in content)}人次出勤"


def _counted(word: str) -> Counter:
    return lambda found: (len(found), f"{len(found)}{word}")


def _list(kind: Kind, word: str, layout: Layout, read: Reader, create: Creator) -> Way:
    """Return the way of a list whose records are written one by one, each by `create`."""

    def write(new: Sequence[Any], source: str, report: Report) -> set[str]:
        return imports.add_list(f"导入{kind}{len(new)}{word}（{source}）", new, create, report)

    return Way((layout,), read, _counted(word), write)


def _plain(create: Callable[[Any], object]) -> Creator:
    """Make the writer of a record that names nobody fit among those that do."""
    return lambda draft, people: create(draft)


def _of_person(create: Callable[[Any], object]) -> Creator:
    """Make the writer of somebody's record fit: the file names him, the draft wants his id."""
    return lambda new, people: create(replace(new.draft, cadre_id=people[new.person]))


def _add_marks(new: Sequence[NewMark], source: str, report: Report) -> set[str]:
    title = f"导入出勤{len(new)}人次（{source}）"
    return imports.add_list(title, new_marks.by_session(new), new_marks.create, report)


WAYS: Mapping[Kind, Way] = {
    Kind.ROSTER: Way(roster.LAYOUTS, roster.read, _count_roster, imports.add_roster),
    Kind.CATEGORIES: _list(Kind.CATEGORIES, "个类型", categories.CATEGORIES, categories.read, _plain(create_category)),
    Kind.SESSIONS: Way(sessions.LAYOUTS, sessions.read, _count_sessions, imports.add_sessions),
    Kind.MARKS: Way(marks.LAYOUTS, marks.read, _counted("人次"), _add_marks),
    Kind.LEAVE: _list(Kind.LEAVE, "条", leave.LEAVE, leave.read, _of_person(create_leave)),
    Kind.READINGS: _list(Kind.READINGS, "篇", readings.READINGS, readings.read, _plain(create_reading)),
    Kind.NOTES: Way(notes.LAYOUTS, notes.read, _counted("篇"), imports.add_notes),
    Kind.PLAN: Way(plan.LAYOUTS, plan.read, _counted("项"), imports.add_plan),
    Kind.QUOTAS: _list(Kind.QUOTAS, "条", quotas.QUOTAS, quotas.read, _plain(create_quota)),
    Kind.DUTIES: _list(Kind.DUTIES, "项", duties.DUTIES, duties.read, _plain(create_duty)),
    Kind.TRAININGS: _list(Kind.TRAININGS, "条", trainings.TRAININGS, trainings.read, create_training),
    Kind.EDUCATION: _list(
        Kind.EDUCATION, "条", studies.EDUCATION, studies.read_education, _of_person(create_education)
    ),
    Kind.LAW_EXAMS: _list(Kind.LAW_EXAMS, "条", studies.LAW_EXAMS, studies.read_law_exams, _of_person(create_law_exam)),
    Kind.SERIES: _list(Kind.SERIES, "项", series.SERIES, series.read_series, create_series),
    Kind.HOLIDAYS: _list(Kind.HOLIDAYS, "天", series.HOLIDAYS, series.read_holidays, _plain(create_holiday)),
    Kind.PROBLEMS: _list(Kind.PROBLEMS, "个", problems.PROBLEMS, problems.read, create_problem),
}
"""In the order in which files are read and written: what one brings is known to those after it."""

LAYOUTS = tuple(dict.fromkeys(layout for way in WAYS.values() for layout in way.layouts))
