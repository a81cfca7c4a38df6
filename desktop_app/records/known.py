"""What the ledger knows before a file is written: by it a reader tells right from wrong and new from old."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from desktop_app.core.attendance import Entry
from desktop_app.core.people import Person
from desktop_app.metrics import register
from desktop_app.records import (
    cadres,
    duty_rules,
    education,
    holidays,
    law_exams,
    leave,
    new_marks,
    problems,
    quotas,
    readings,
    series,
    trainings,
)
from desktop_app.records.duty_rules import DutySpan
from desktop_app.records.education import EducationKey
from desktop_app.records.exams import Result
from desktop_app.records.imported import NoteKey, PlanKey, Roster
from desktop_app.records.law_exams import LawExamKey
from desktop_app.records.leave import LeaveKey
from desktop_app.records.new_marks import KnownSession
from desktop_app.records.problems import ProblemKey
from desktop_app.records.quotas import QuotaKey
from desktop_app.records.readings import ReadingKey
from desktop_app.records.series import NewSeries
from desktop_app.records.trainings import TrainingKey
from desktop_app.store.models import Cadre, Category, Note, PlanItem, Posting, Session, Subject, Unit


@dataclass(frozen=True)
class Stay:
    """When somebody is in post: for checking that a mark or note falls within it. last is None while it lasts."""

    first: date
    last: date | None


@dataclass(frozen=True)
class Known:
    """What a reader must know of the ledger to tell right from wrong."""

    people: Mapping[Person, tuple[Stay, ...]]
    units: frozenset[str]
    categories: frozenset[str]
    numbers: frozenset[str]
    subjects: Mapping[str, tuple[str, ...]]
    lists: frozenset[str]
    notes: frozenset[NoteKey]
    plan: frozenset[PlanKey]
    retired_subjects: frozenset[str] = frozenset()
    unit_days: Mapping[str, tuple[date | None, date | None]] = field(
        default_factory=dict[str, tuple[date | None, date | None]]
    )
    """When each unit was set up and closed."""
    problems: frozenset[ProblemKey] = frozenset()
    educations: frozenset[EducationKey] = frozenset()
    law_exams: frozenset[LawExamKey] = frozenset()
    trainings: frozenset[TrainingKey] = frozenset()
    readings: frozenset[ReadingKey] = frozenset()
    quotas: frozenset[QuotaKey] = frozenset()
    duties: tuple[DutySpan, ...] = ()
    leaves: frozenset[LeaveKey] = frozenset()
    series: tuple[NewSeries, ...] = ()
    holidays: frozenset[date] = frozenset()
    sessions: tuple[KnownSession, ...] = ()
    marks_of: Callable[[int], Mapping[Person, tuple[Entry, Result]]] = new_marks.marks_of
    """What is stored of a session, by its id: asked only for those that a file names."""

    def with_roster(self, roster: Roster) -> "Known":
        """Return what is known once the roster is in."""
        people = dict(self.people)
        for each in roster.cadres:
            people[each.cadre.name, each.cadre.distinction] = (Stay(each.from_date, each.to_date),)
        told = {past.person for past in roster.past}
        for each in roster.cadres:
            if (each.cadre.name, each.cadre.distinction) in told:
                people[each.cadre.name, each.cadre.distinction] = ()
        for past in roster.past:
            stays = (*people.get(past.person, ()), Stay(past.posting.from_date, past.posting.to_date))
            people[past.person] = tuple(sorted(stays, key=lambda stay: stay.first))
        for move in sorted(roster.moves, key=lambda move: move.from_date):
            people[move.person] = _moved(people.get(move.person, ()), move.from_date)
        days = {unit.name: (unit.valid_from, unit.valid_to) for unit in roster.units}
        return replace(self, people=people, units=self.units | days.keys(), unit_days={**self.unit_days, **days})


def _moved(stays: tuple[Stay, ...], day: date) -> tuple[Stay, ...]:
    """Return the stays of somebody posted anew from the day on: one that lasts over it is cut, else he returns."""
    before = tuple(stay for stay in stays if stay.first < day)
    lasting = before and (before[-1].last is None or before[-1].last >= day)
    if not lasting:
        return (*before, Stay(day, None), *stays[len(before) :])
    cut = Stay(before[-1].first, day - timedelta(days=1))
    return (*before[:-1], cut, Stay(day, before[-1].last), *stays[len(before) :])


def now() -> Known:
    """Return what the ledger knows now, in a handful of queries."""
    stays: dict[int, list[Stay]] = {}
    for cadre, first, last in (
        Posting.select(Posting.cadre, Posting.from_date, Posting.to_date).order_by(Posting.from_date).tuples()
    ):
        stays.setdefault(cadre, []).append(Stay(first, last))
    return Known(
        people={
            (name, distinction): tuple(stays.get(id_, ()))
            for id_, name, distinction in Cadre.select(Cadre.id, Cadre.name, Cadre.distinction).tuples()
        },
        units=frozenset(name for (name,) in Unit.select(Unit.name).tuples()),
        unit_days={
            name: (first, last) for name, first, last in Unit.select(Unit.name, Unit.valid_from, Unit.valid_to).tuples()
        },
        categories=frozenset(name for (name,) in Category.select(Category.name).tuples()),
        numbers=frozenset(number for (number,) in Session.select(Session.number).tuples() if number),
        subjects=register.names(),
        lists=frozenset(cadres.lists()),
        notes=frozenset(
            ((name, distinction), *rest)
            for name, distinction, *rest in Note.select(
                Cadre.name, Cadre.distinction, Note.kind, Note.title, Note.handed_in_on, Note.words
            )
            .join(Cadre)
            .tuples()
        ),
        plan=frozenset(PlanItem.select(PlanItem.year, PlanItem.part, PlanItem.content).tuples()),
        problems=problems.keys(),
        educations=education.keys(),
        law_exams=law_exams.keys(),
        trainings=trainings.keys(),
        readings=readings.keys(),
        quotas=quotas.keys(),
        duties=duty_rules.spans(),
        leaves=leave.keys(),
        series=series.named(),
        holidays=holidays.typed_days(),
        sessions=new_marks.known_sessions(),
        retired_subjects=frozenset(name for (name,) in Subject.select(Subject.name).where(Subject.retired).tuples()),
    )
