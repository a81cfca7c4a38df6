"""Required readings (必学篇目): which sessions covered each text, whose duty it is, and who has covered it.

A held session of the reading's year covers it when the title stands among what was read or in a first topic (第一议题).
A person has covered it by attending such a session, or by handing in a note on it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.reading import ReadingState, same_title, titles_in
from desktop_app.core.scope import EVERYBODY, Population
from desktop_app.core.session import HELD
from desktop_app.metrics import facts
from desktop_app.metrics.people import People, Stay
from desktop_app.store.models import FirstTopic, Note, Reading, Session


@dataclass(frozen=True)
class Required:
    """A text on the list of a year; population as it is written, "" for everybody."""

    id: int
    year: int
    title: str
    population: str
    deadline: date | None

    def state(self, day: date, *, is_covered: bool) -> ReadingState:
        """Return how it stands at the end of the day."""
        if is_covered:
            return ReadingState.COVERED
        return ReadingState.OVERDUE if self.deadline and self.deadline < day else ReadingState.OPEN


@dataclass(frozen=True)
class Occasion:
    """A session that covered a reading."""

    session_id: int
    day: date


@dataclass(frozen=True)
class Coverage:
    """How a reading stands at the end of a day: the sessions that covered it, who should cover it and who has."""

    reading: Required
    state: ReadingState
    occasions: tuple[Occasion, ...]
    should: frozenset[int]
    covered: frozenset[int]

    @property
    def missing(self) -> frozenset[int]:
        return self.should - self.covered


def required(year: int | None = None) -> list[Required]:
    """Return the list of a year, or of all years, in its order."""
    query = Reading.select(Reading.id, Reading.year, Reading.title, Reading.population, Reading.deadline)
    query = query.order_by(Reading.year, Reading.position, Reading.id)
    return [Required(*row) for row in (query if year is None else query.where(Reading.year == year)).tuples()]


def occasions(wanted: Sequence[Required], period: Period) -> Mapping[int, tuple[Occasion, ...]]:
    """Return the sessions of the period that covered each reading, by its id, in date order."""
    by_title: dict[tuple[int, str], list[int]] = defaultdict(list)
    for reading in wanted:
        by_title[reading.year, same_title(reading.title)].append(reading.id)
    found: dict[int, dict[int, Occasion]] = defaultdict(dict)
    for session_id, day, text in _read_in(period) if wanted else ():
        for title in titles_in(text):
            for reading_id in by_title.get((day.year, title), ()):
                found[reading_id].setdefault(session_id, Occasion(session_id, day))
    return {reading_id: tuple(sessions.values()) for reading_id, sessions in found.items()}


def should_cover(reading: Required, people: People, day: date) -> frozenset[int]:
    """Return whose duty a reading is on the day; nobody's where its population is not known any more."""
    try:
        stays = people.stays(Population.parse(reading.population), Period(day, day))
    except UserError:
        return frozenset()
    return frozenset(stay.cadre_id for stay in stays)


def coverage(year: int, day: date) -> list[Coverage]:
    """Return how the list of a year stands at the end of the day; of a day after it, at the end of the year."""
    wanted, period = required(year), Period.year(year)
    day = max(period.first, min(day, period.last))
    held = occasions(wanted, period.until(day))
    covered: dict[int, set[int]] = defaultdict(set)
    groups = [(reading_id, each.session_id) for reading_id, sessions in held.items() for each in sessions]
    people = People()
    for line in facts.cadre_marks(groups, people.stays(EVERYBODY, period)) if groups else ():
        if line.attended:
            covered[line.group].add(line.cadre_id)
    notes = Note.select(Note.reading, Note.cadre).where(
        Note.reading.in_([reading.id for reading in wanted]), Note.handed_in_on <= day
    )
    for reading_id, cadre_id in notes.tuples():
        covered[reading_id].add(cadre_id)
    return [
        Coverage(
            reading,
            reading.state(day, is_covered=reading.id in held),
            held.get(reading.id, ()),
            should,
            should & covered[reading.id],
        )
        for reading in wanted
        for should in [should_cover(reading, people, day)]
    ]


def attended(held: Iterable[Occasion], stays: Sequence[Stay]) -> set[int]:
    """Return which of these sessions at least one of the people attended."""
    groups = [(session_id, session_id) for session_id in {each.session_id for each in held}]
    return {line.group for line in facts.cadre_marks(groups, stays) if line.attended} if groups else set()


def _read_in(period: Period) -> list[tuple[int, date, str]]:
    """Return what was read in the held sessions of the period, as (session, day, text), in date order."""
    is_held = Session.held_on.between(period.first, period.last) & Session.state.in_([str(state) for state in HELD])
    read: Any = Session.select(Session.id, Session.held_on, Session.readings).where(is_held, Session.readings != "")
    topics: Any = FirstTopic.select(Session.id, Session.held_on, FirstTopic.text).join(Session).where(is_held)
    rows = [*read.tuples(), *topics.tuples()]
    return sorted(rows, key=lambda row: (row[1], row[0]))
