"""What is counted from the lists beside sessions and notes: degrees, law exams, problems, readings, duties.

Each list answers for a slice of time and a population with its records as they stood on the slice's last day; what a
measure counts of them follows from their states alone.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.core import problem
from desktop_app.core.period import Period
from desktop_app.core.scope import EVERYBODY, Population, Slice
from desktop_app.core.study import EducationState, ExamResult, PassMarks, exam_result, marks_for
from desktop_app.core.subject import SubjectKind
from desktop_app.metrics import readings
from desktop_app.metrics.duties import Standings
from desktop_app.metrics.measures import RecordFact
from desktop_app.metrics.people import People
from desktop_app.metrics.readings import Occasion
from desktop_app.store.models import Education, LawExam, PassMark, Problem


@dataclass(frozen=True)
class Asked:
    """For whom and for when a list is asked: the slice, already cut at its as-of day, and the population.

    `lasts` are the last days of all the slices that are asked for together.
    """

    span: Slice
    population: Population
    people: People
    lasts: tuple[date, ...]

    @property
    def last(self) -> date:
        """The day at whose end the records are looked at."""
        return _last(self.span)

    def belong(self, day: date) -> set[int]:
        """Return the cadres of the population on the day."""
        return {stay.cadre_id for stay in self.people.stays(self.population, Period(day, day))}


def _last(span: Slice) -> date:
    return min(span.period.last, span.as_of or date.max, date.today())


Counter = Callable[[Asked], tuple[RecordFact, ...]]


def _education() -> Counter:
    """Degrees studied for during the slice, of those who belonged on its last day.

    One that is still studied for goes on whatever day was expected for its end.
    """
    rows = list(
        Education.select(
            Education.id, Education.cadre, Education.school, Education.level, Education.state, Education.from_date,
            Education.to_date,
        ).tuples()
    )  # fmt: skip

    def count(asked: Asked) -> tuple[RecordFact, ...]:
        belong = asked.belong(asked.last) if rows else ()
        return tuple(
            RecordFact("education", id_, first, level, school, cadre, EducationState.STUDYING if goes_on else state)
            for id_, cadre, school, level, state, first, last in rows
            for goes_on in [state == EducationState.STUDYING or last > asked.last]
            if cadre in belong and first <= asked.last and (goes_on or last >= asked.span.period.first)
        )

    return count


def _law_exams() -> Counter:
    """Law exams of the years the slice lies in, of those who belonged on its last day."""
    rows = exam_results()

    def count(asked: Asked) -> tuple[RecordFact, ...]:
        years = range(asked.span.period.first.year, asked.last.year + 1)
        belong = asked.belong(asked.last) if rows else ()
        return tuple(
            RecordFact("law_exam", id_, None, f"{year}年", area, cadre, result)
            for id_, cadre, year, area, result in rows
            if year in years and cadre in belong
        )

    return count


def pass_marks() -> list[PassMarks]:
    query = PassMark.select(PassMark.from_year, PassMark.area, PassMark.objective, PassMark.subjective)
    return [PassMarks(*row) for row in query.tuples()]


def exam_results() -> list[tuple[int, int, int, str, ExamResult]]:
    """Return every law exam as (id, cadre, year, area, result), by the pass marks of its year and area."""
    known = pass_marks()
    exams = LawExam.select(
        LawExam.id, LawExam.cadre, LawExam.year, LawExam.area, LawExam.objective, LawExam.subjective
    ).order_by(LawExam.year, LawExam.id)
    passed_first: set[tuple[int, int]] = set()
    found: list[tuple[int, int, int, str, ExamResult]] = []
    for id_, cadre, year, area, objective, subjective in exams.tuples():
        marks = marks_for(known, year, area)
        kept = (cadre, year - 1) in passed_first
        if marks and objective is not None and objective >= marks.objective:
            passed_first.add((cadre, year))
        found.append((id_, cadre, year, area, exam_result(marks, objective, subjective, kept_objective=kept)))
    return found


def _problems() -> Counter:
    """Problems found in the slice: of a person who belonged on that day, of a unit within the population."""
    rows = list(
        Problem.select(
            Problem.id, Problem.found_on, Problem.content, Problem.cadre, Problem.unit, Problem.deadline,
            Problem.closed_on,
        ).order_by(Problem.found_on, Problem.id).tuples()
    )  # fmt: skip

    def count(asked: Asked) -> tuple[RecordFact, ...]:
        found: list[RecordFact] = []
        for id_, day, content, cadre, unit, deadline, closed_on in rows:
            if asked.span.period.first <= day <= asked.last and _concerns(asked, day, cadre, unit):
                state = problem.state(deadline, closed_on, asked.last)
                found.append(RecordFact("problem", id_, day, "", content, cadre, state))
        return tuple(found)

    return count


def _concerns(asked: Asked, day: date, cadre: int | None, unit: int | None) -> bool:
    """Whether a problem of the day is one of the population: its person's, its unit's, or the whole system's."""
    if cadre is not None:
        return cadre in asked.belong(day)
    if unit is not None:
        return not asked.population.party_only and unit in asked.people.units_within(asked.population.name)
    return asked.population == EVERYBODY


def _readings() -> Counter:
    """Count readings of the slice's years that are somebody's of the population; covered is what was read within it."""
    wanted = readings.required()
    held: dict[int, Mapping[int, tuple[Occasion, ...]]] = {}

    def count(asked: Asked) -> tuple[RecordFact, ...]:
        first, last = asked.span.period.first, asked.last
        mine = [reading for reading in wanted if reading.year in range(first.year, last.year + 1)]
        within: dict[int, list[Occasion]] = {}
        for reading in mine:
            if reading.year not in held:
                held[reading.year] = readings.occasions(wanted, Period.year(reading.year))
            of_reading = held[reading.year].get(reading.id, ())
            within[reading.id] = [each for each in of_reading if first <= each.day <= last]
        if mine and not asked.population.is_all:
            belong = asked.belong(last)
            mine = [reading for reading in mine if belong & readings.should_cover(reading, asked.people, last)]
            stays = asked.people.stays(asked.population, asked.span.period)
            came = readings.attended([each for reading in mine for each in within[reading.id]], stays)
            within = {id_: [each for each in held_ if each.session_id in came] for id_, held_ in within.items()}
        return tuple(
            RecordFact("reading", reading.id, reading.deadline, f"{reading.year}年", reading.title, None,
                       reading.state(last, is_covered=bool(within[reading.id])))
            for reading in mine
        )  # fmt: skip

    return count


def _duties() -> Counter:
    """Everybody of the population on the last day who has a duty, and whether all his duties are met by then."""
    made: list[Standings] = []

    def count(asked: Asked) -> tuple[RecordFact, ...]:
        if not made:
            made.append(Standings(asked.people, asked.lasts))
        belong = asked.belong(asked.last)
        return tuple(
            RecordFact("cadre_file", cadre, None, "学时任务", standing.text, cadre, standing.state)
            for cadre, standing in made[0].on(asked.last).items()
            if cadre in belong
        )

    return count


COUNTERS: dict[SubjectKind, Callable[[], Counter]] = {
    SubjectKind.EDUCATION: _education,
    SubjectKind.LAW_EXAMS: _law_exams,
    SubjectKind.PROBLEMS: _problems,
    SubjectKind.READINGS: _readings,
    SubjectKind.DUTIES: _duties,
}
"""How each list is read, once for all the slices of an asking."""


def counted(
    kind: SubjectKind, spans: Iterable[Slice], population: Population, people: People
) -> list[tuple[RecordFact, ...]]:
    """Return the records of a list for each slice; one that begins after its as-of day holds none."""
    count = COUNTERS[kind]()
    spans = list(spans)
    lasts = tuple(_last(span) for span in spans)
    asked = [Asked(span, population, people, lasts) for span in spans]
    return [count(each) if each.span.period.first <= each.last else () for each in asked]
