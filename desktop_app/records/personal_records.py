"""What stands on somebody's 干部教育培训登记表: read for everybody at once, as of the last day of a period."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from desktop_app.core.number import shown
from desktop_app.core.period import Period
from desktop_app.core.scope import EVERYBODY, Population, Scope
from desktop_app.core.study import EducationState, TrainingState
from desktop_app.metrics import register
from desktop_app.metrics.duties import DutyLine
from desktop_app.metrics.register import Figures
from desktop_app.records import attended, cadres, categories, duties, education, law_exams, trainings
from desktop_app.records.attended import AttendedLine
from desktop_app.records.cadres import CadreRow, PostingRow
from desktop_app.records.education import EducationRow
from desktop_app.records.exams import PASSED
from desktop_app.records.law_exams import LawExamRow
from desktop_app.records.trainings import TrainingRow

KINDS = frozenset(
    {"category-业务培训", "category-外出培训", "category-任职培训", "category-网络培训", "category-资格考试"}
)
TRAINING = "培训"
"""A kind of her own whose name holds this is one of trainings too."""


@dataclass(frozen=True)
class Course:
    """A training of somebody's: a session of the office or one of his own; hours and days in hundredths."""

    table: str
    id: int
    first: date
    last: date | None
    title: str
    organiser: str
    hours: int
    days: int
    result: str


@dataclass(frozen=True)
class PersonalRecord:
    """One person's, as of a day; `held` is the posting on it or, of who has left, the last before it."""

    cadre: CadreRow
    day: date
    held: PostingRow | None
    courses: tuple[Course, ...]
    degrees: tuple[EducationRow, ...]
    exams: tuple[LawExamRow, ...]
    duties: tuple[DutyLine, ...]
    figures: Figures

    @property
    def political_status(self) -> str:
        """Empty for who joined the party later: what he was before is not known."""
        joined = self.cadre.party_joined_on
        return "" if joined and joined > self.day else self.cadre.political_status

    @property
    def party_joined_on(self) -> date | None:
        joined = self.cadre.party_joined_on
        return joined if joined and joined <= self.day else None

    @property
    def degree(self) -> EducationRow | None:
        """The last degree that was finished by the day."""
        finished = [row for row in self.degrees if row.state_on(self.day) == EducationState.GRADUATED]
        return max(finished, key=lambda row: row.to_date or row.from_date, default=None)


def read(
    period: Period, names: Collection[str], population: Population = EVERYBODY, cadre_id: int | None = None
) -> list[PersonalRecord]:
    """Return the records of everybody of the population in post, or of one cadre alone, with these figures of each."""
    day = min(period.last, date.today())
    wanted = register.in_post(population, day) if cadre_id is None else {cadre_id}
    people = [row for row in cadres.listed(day) if row.id in wanted]
    held, courses = _held(day, cadre_id), _courses(period, day, cadre_id)
    degrees = _by_cadre(row for row in reversed(education.listed(cadre_id)) if row.from_date <= day)
    exams = _by_cadre(row for row in reversed(law_exams.listed()) if row.year <= day.year)
    standing = {line.id: line.lines for line in duties.listed_on(day)}
    figures = register.each_cadre(wanted, Scope(period), names)
    return [
        PersonalRecord(
            row, day, held.get(row.id), tuple(courses.get(row.id, ())), tuple(degrees.get(row.id, ())),
            tuple(exams.get(row.id, ())), standing.get(row.id, ()), figures[row.id],
        )
        for row in people
    ]  # fmt: skip


def _held(day: date, cadre_id: int | None) -> Mapping[int, PostingRow]:
    """Return each cadre's last posting that had begun by the day."""
    return {row.cadre_id: row for row in cadres.postings(cadre_id) if row.from_date <= day}


def _courses(period: Period, day: date, cadre_id: int | None) -> Mapping[int, list[Course]]:
    """Return everybody's trainings of the period in the order of their days."""
    kinds = {row.uid for row in categories.listed() if row.uid in KINDS or TRAINING in row.name}
    found: dict[int, list[Course]] = defaultdict(list)
    for line in attended.attended(period, kinds, cadre_id):
        found[line.cadre_id].append(_session(line))
    for row in trainings.going_on(period, cadre_id):
        found[row.cadre_id].append(_training(row, day))
    return {cadre: sorted(mine, key=lambda course: (course.first, course.id)) for cadre, mine in found.items()}


def _session(line: AttendedLine) -> Course:
    return Course(
        "session", line.session_id, line.held_on, line.last_day, line.title, line.organiser or line.level, line.hours,
        line.days, _result(line.score, PASSED[line.passed], line.certificate),
    )  # fmt: skip


def _training(row: TrainingRow, day: date) -> Course:
    """Return a training of somebody's own; what is not finished has brought no hours."""
    state = row.state_on(day)
    hours, days = (row.hours, row.days) if state == TrainingState.FINISHED else (0, 0)
    return Course(
        "training", row.id, row.from_date, row.to_date, row.title, row.organiser or row.level, hours, days,
        _result(row.score, state, row.certificate),
    )  # fmt: skip


def _result(score: int | None, said: str, certificate: str) -> str:
    return "，".join(filter(None, (f"{shown(score)}分" if score is not None else "", said, certificate)))


class _OfCadre(Protocol):
    @property
    def cadre_id(self) -> int: ...


_Row = TypeVar("_Row", bound=_OfCadre)


def _by_cadre(rows: Iterable[_Row]) -> Mapping[int, list[_Row]]:
    found: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.cadre_id].append(row)
    return found
