"""What figures are made of: the sessions, marks, parts and notes of a period, each read by one grouped query."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from peewee import Expression, fn

from desktop_app.core.attendance import ATTENDED
from desktop_app.core.period import Period
from desktop_app.core.review import STATE_AFTER, NoteState
from desktop_app.core.session import HELD, UNRECORDED
from desktop_app.core.study import EDUCATION_CATEGORY, LAW_EXAM_CATEGORY, TrainingState
from desktop_app.metrics.people import Stay, by_cadre
from desktop_app.store.models import Category, ExternalHeadcount, FirstTopic, Note, Part, Review, Session, db


@dataclass(frozen=True, slots=True)
class Marks:
    """How many marks a session has, of one population: all, 实到, of these with a result, and of these passed."""

    marked: int = 0
    attended: int = 0
    graded: int = 0
    passed: int = 0


@dataclass(frozen=True, slots=True)
class PartFact:
    """One part (角色) somebody had in a session."""

    id: int
    session_id: int
    day: date
    cadre_id: int
    role: str
    title: str


@dataclass(frozen=True, slots=True)
class SessionFact:
    """One held session, with days and hours in hundredths."""

    id: int
    day: date
    category: str
    title: str
    form: str
    region: str
    level: str
    days: int
    hours: int
    readings: tuple[str, ...]
    films: tuple[str, ...]
    duty: bool
    topics: tuple[str, ...] = ()
    parts: tuple[PartFact, ...] = field(default=(), compare=False)
    outsiders: int = 0

    @property
    def first_topic(self) -> bool:
        """Whether it carried a first topic (第一议题)."""
        return bool(self.topics)


class NoteFact(NamedTuple):
    """One note handed in; there are thousands of them, and a tuple is made in a third of the time."""

    id: int
    day: date
    cadre_id: int
    kind: str
    title: str
    words: int


def sessions(period: Period) -> list[SessionFact]:
    """Return the held sessions of the period in date order, with their parts and outsiders."""
    return _sessions(_held(period))


def unrecorded(period: Period, today: date) -> list[SessionFact]:
    """Return the sessions of the period that were due by the day and are not recorded (未登记)."""
    due = Session.held_on.between(period.first, min(period.last, today))
    return _sessions(due & Session.state.in_([str(state) for state in UNRECORDED]))


def _sessions(chosen: Expression) -> list[SessionFact]:
    parts: dict[int, list[PartFact]] = defaultdict(list)
    for part in _parts(chosen):
        parts[part.session_id].append(part)
    topics: dict[int, list[str]] = defaultdict(list)
    of_sessions = FirstTopic.select(FirstTopic.session, FirstTopic.text).join(Session).where(chosen)
    for session_id, text in _raw(of_sessions.order_by(FirstTopic.id)):
        topics[session_id].append(text)
    outsiders = dict(
        ExternalHeadcount.select(ExternalHeadcount.session, fn.SUM(ExternalHeadcount.headcount))
        .join(Session)
        .where(chosen)
        .group_by(ExternalHeadcount.session)
        .tuples()
    )
    query = (
        Session.select(
            Session.id, Session.held_on, Category.uid, Session.title, Session.form, Session.region, Session.level,
            Session.days, Session.hours, Session.readings, Session.films, Category.counts_to_duty,
        )
        .join(Category)
        .where(chosen)
        .order_by(Session.held_on, Session.start, Session.id)
    )  # fmt: skip
    return [
        SessionFact(
            row[0],
            date.fromisoformat(row[1]),
            *row[2:9],
            readings=tuple(row[9].splitlines()),
            films=tuple(row[10].splitlines()),
            duty=bool(row[11]),
            topics=tuple(topics.get(row[0], ())),
            parts=tuple(parts[row[0]]),
            outsiders=outsiders.get(row[0], 0),
        )
        for row in _raw(query)
    ]


def notes(period: Period, cadre_id: int | None = None) -> list[NoteFact]:
    """Return the notes handed in during the period, in the order of their days; of one cadre where one is named."""
    query = (
        Note.select(Note.id, Note.handed_in_on, Note.cadre, Note.kind, Note.title, Note.words)
        .where(_handed_in(period, cadre_id))
        .order_by(Note.handed_in_on, Note.id)
    )
    return [NoteFact(id_, date.fromisoformat(day), *rest) for id_, day, *rest in _raw(query)]


def note_states(
    period: Period, days: Iterable[date | None], cadre_id: int | None = None
) -> dict[date | None, dict[int, NoteState]]:
    """Return how the notes of the period stood at the end of each day (None: how they stand now).

    A note that is missing had no act of 审签 by then: it waits.
    """
    reviews = Review.select(Review.note, Review.on_date, Review.act).order_by(Review.on_date, Review.id)
    reviews = reviews.join(Note).where(_handed_in(period, cadre_id))
    acts = [(note, day, STATE_AFTER[act]) for note, day, act in _raw(reviews)]
    return {
        as_of: {note: state for note, day, state in acts if as_of is None or day <= as_of.isoformat()}
        for as_of in set(days)
    }


def marks(period: Period, stays: Sequence[Stay] | None) -> dict[int, Marks]:
    """Return the marks per session, of the population's stays or (None) of everybody."""
    rows = db.execute_sql(
        f"{_members(stays)} SELECT s.id, count(*), sum(a.mark IN {_ATTENDED}),"
        f" sum(CASE WHEN a.passed IS NOT NULL AND a.mark IN {_ATTENDED} THEN 1 + a.passed * {_A_PASS} END)"
        f" FROM session s {_of(stays)}"
        f" WHERE s.held_on BETWEEN ? AND ? AND s.state IN {_HELD} GROUP BY s.id",
        (*_given(stays), period.first.isoformat(), period.last.isoformat()),
    )
    return {
        session: Marks(marked, attended, (results or 0) % _A_PASS, (results or 0) // _A_PASS)
        for session, marked, attended, results in rows.fetchall()
    }


@dataclass(frozen=True, slots=True)
class CreditFact:
    """Hours and days (hundredths) somebody earned outside any session, on the day from which they count.

    A personal training that was finished is one 人次 (`heads` 1); study time granted for a degree or the law exam is
    hours and days alone.
    """

    table: str
    id: int
    day: date
    cadre_id: int
    category: str
    title: str
    region: str
    level: str
    hours: int
    days: int
    heads: int
    duty: bool


_CREDITS = f"""
SELECT 'training', t.id, t.to_date AS day, t.cadre_id, c.uid, t.title, t.region, t.level, t.hours, t.days, 1,
    c.counts_to_duty FROM training t JOIN category c ON c.id = t.category_id
    WHERE t.state = '{TrainingState.FINISHED}' AND t.to_date BETWEEN ?1 AND ?2
UNION ALL
SELECT 'education', e.id, e.credited_on, e.cadre_id, c.uid, e.school, '', '', e.hours, e.days, 0, c.counts_to_duty
    FROM education e JOIN category c ON c.uid = '{EDUCATION_CATEGORY}'
    WHERE e.credited_on BETWEEN ?1 AND ?2 AND (e.hours OR e.days)
UNION ALL
SELECT 'law_exam', l.id, l.credited_on, l.cadre_id, c.uid, l.year || '年法考', '', '', l.hours, l.days, 0,
    c.counts_to_duty FROM law_exam l JOIN category c ON c.uid = '{LAW_EXAM_CATEGORY}'
    WHERE l.credited_on BETWEEN ?1 AND ?2 AND (l.hours OR l.days)
ORDER BY day, 1, 2
"""


def credited(period: Period) -> list[CreditFact]:
    """Return what was earned outside sessions in the period: finished trainings, study time granted."""
    rows = db.execute_sql(_CREDITS, (period.first.isoformat(), period.last.isoformat())).fetchall()
    return [
        CreditFact(table, id_, date.fromisoformat(day), *rest, duty=bool(duty)) for table, id_, day, *rest, duty in rows
    ]


_RECORDED = f"""
SELECT c.uid, s.held_on, s.held_on FROM session s JOIN category c ON c.id = s.category_id
    WHERE s.held_on BETWEEN ?1 AND ?2 AND s.state IN ({", ".join(f"'{state}'" for state in HELD)})
UNION SELECT c.uid, t.from_date, ifnull(t.to_date, t.from_date) FROM training t JOIN category c ON c.id = t.category_id
    WHERE t.from_date <= ?2 AND ifnull(t.to_date, t.from_date) >= ?1
UNION SELECT '{EDUCATION_CATEGORY}', credited_on, credited_on FROM education WHERE credited_on BETWEEN ?1 AND ?2
UNION SELECT '{LAW_EXAM_CATEGORY}', credited_on, credited_on FROM law_exam WHERE credited_on BETWEEN ?1 AND ?2
"""


def recorded_kinds(period: Period) -> dict[str, list[tuple[date, date]]]:
    """Return by kind (uid) on which days anything is recorded: held sessions, trainings of any state, study time."""
    found: dict[str, list[tuple[date, date]]] = defaultdict(list)
    rows = db.execute_sql(_RECORDED, (period.first.isoformat(), period.last.isoformat())).fetchall()
    for kind, first, last in rows:
        found[kind].append((date.fromisoformat(first), date.fromisoformat(last)))
    return found


def has_marks(stays: Sequence[Stay]) -> bool:
    """Whether anybody has a mark on a day of these stays."""
    rows = db.execute_sql(
        f"{_members(stays)} SELECT 1 FROM member m CROSS JOIN session s ON s.held_on BETWEEN m.first AND m.last"
        f" CROSS JOIN attendance a ON a.session_id = s.id AND a.cadre_id = m.cadre_id LIMIT 1",
        _given(stays),
    )
    return rows.fetchone() is not None


def people(
    groups: Iterable[tuple[int, int]], stays: Sequence[Stay] | None, beside: Iterable[tuple[int, int]] = ()
) -> dict[int, int]:
    """Return how many distinct cadres attended each group of sessions; groups are pairs (group, session id).

    `beside` are pairs (group, cadre id) of those who count without a session.
    """
    came = f"FROM picked CROSS JOIN session s ON s.id = picked.session_id {_of(stays)} WHERE a.mark IN {_ATTENDED}"
    given, others = (*_given(stays), json.dumps(list(groups))), list(beside)
    query = f"SELECT grp, count(DISTINCT a.cadre_id) {came} GROUP BY grp"
    if others:
        query = (
            f"SELECT grp, count(DISTINCT cadre_id) FROM (SELECT grp, a.cadre_id {came} UNION ALL {_PAIRS}) GROUP BY grp"
        )
        given = (*given, json.dumps(others))
    rows = db.execute_sql(f"{_members(stays, f'picked (grp, session_id) AS MATERIALIZED ({_PAIRS})')} {query}", given)
    return dict(rows.fetchall())


@dataclass(frozen=True, slots=True)
class CadreMarks:
    """One cadre's marks in one group of sessions; hours and days (hundredths) are those attended."""

    group: int
    cadre_id: int
    marked: int
    attended: int
    hours: int
    days: int


def cadre_marks(groups: Iterable[tuple[int, int]], stays: Sequence[Stay] | None) -> list[CadreMarks]:
    """Return what each cadre attended in each group of sessions."""
    rows = db.execute_sql(
        f"{_members(stays, f'picked (grp, session_id) AS MATERIALIZED ({_PAIRS})')}"
        f" SELECT grp, a.cadre_id, count(*), sum(a.mark IN {_ATTENDED}),"
        f" sum((a.mark IN {_ATTENDED}) * s.hours), sum((a.mark IN {_ATTENDED}) * s.days)"
        f" FROM picked CROSS JOIN session s ON s.id = picked.session_id {_of(stays)} GROUP BY grp, a.cadre_id",
        (*_given(stays), json.dumps(list(groups))),
    )
    return [CadreMarks(*row) for row in rows.fetchall()]


@dataclass(frozen=True, slots=True)
class StayMarks:
    """The marks of one stay in one group of sessions; hours and days (hundredths) are those attended."""

    group: int
    stay: Stay
    marked: int
    attended: int
    hours: int
    days: int


def stay_marks(groups: Sequence[Sequence[SessionFact]], stays: Sequence[Stay]) -> list[StayMarks]:
    """Return what was attended in each group of sessions, apart for each stay that has marks in it.

    Each stay looks its own marks up along the key: nothing is sorted to be grouped, which would take twice as long.
    """
    picked = [
        (number, each.id, each.day.isoformat(), 1 + each.hours * _AN_HOUR, each.days)
        for number, sessions in enumerate(groups)
        for each in sessions
    ]
    rows = db.execute_sql(_OF_STAYS, (*_given(stays), json.dumps(picked), len(groups)))
    return [
        StayMarks(group, stays[number], marked, came % _AN_HOUR, came // _AN_HOUR, days)
        for group, number, marked, came, days in (
            (group, number, *json.loads(counted)) for group, number, counted in rows.fetchall()
        )
        if marked
    ]


@dataclass(frozen=True, slots=True)
class Earned:
    """What one cadre attended of one kind of session (uid) in one year; hours and days in hundredths.

    `part`: how many of the days asked for were over by then.
    """

    cadre_id: int
    category: str
    year: int
    part: int
    hours: int
    days: int


def earned(period: Period, until: Sequence[date], stays: Sequence[Stay] | None) -> list[Earned]:
    """Return what each cadre attended by kind and year, apart for each of the days up to which it is asked."""
    part = " + ".join("(s.held_on > ?)" for _ in until)
    rows = db.execute_sql(
        f"{_members(stays)} SELECT a.cadre_id, c.uid, CAST(substr(s.held_on, 1, 4) AS INTEGER), {part}, sum(s.hours),"
        f" sum(s.days) FROM session s {_of(stays)} JOIN category c ON c.id = s.category_id WHERE s.held_on BETWEEN ?"
        f" AND ? AND s.state IN {_HELD} AND a.mark IN {_ATTENDED} GROUP BY a.cadre_id, s.category_id, 3, 4",
        (*_given(stays), *(day.isoformat() for day in until), period.first.isoformat(), period.last.isoformat()),
    )
    return [Earned(*row) for row in rows.fetchall()]


class Belongs:
    """Whether a cadre belonged on a day."""

    def __init__(self, stays: Sequence[Stay]) -> None:
        self._stays = by_cadre(stays)

    def __call__(self, cadre_id: int, day: date) -> bool:
        for stay in self._stays.get(cadre_id, ()):  # noqa: SIM110  asked thousands of times: any() takes twice as long
            if stay.first <= day <= stay.last:
                return True
        return False

    def unit(self, cadre_id: int, day: date) -> int:
        """Return the unit in which a cadre belonged on a day on which he did."""
        return next(stay.unit_id for stay in self._stays[cadre_id] if stay.first <= day <= stay.last)


_A_PASS = 1 << 20
"""What a pass adds to the sum of the results, each of which adds 1: two sums would cost the year's query twice."""
_AN_HOUR = 1 << 20
"""What each hundredth of an hour attended adds to a sum in which each time that somebody came adds 1."""
_ATTENDED = "(" + ", ".join(f"'{mark}'" for mark in ATTENDED) + ")"
_HELD = "(" + ", ".join(f"'{state}'" for state in HELD) + ")"
_PAIRS = "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)"
_STAYS = (
    "member (cadre_id, first, last) AS MATERIALIZED (SELECT json_extract(value, '$[0]'),"
    " json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(?))"
)


_OF_STAYS = f"""
WITH {_STAYS},
numbered AS MATERIALIZED (SELECT cadre_id, first, last, row_number() OVER () - 1 AS number FROM member),
picked (grp, session_id, day, worth, days) AS MATERIALIZED (SELECT json_extract(value, '$[0]'),
    json_extract(value, '$[1]'), json_extract(value, '$[2]'), json_extract(value, '$[3]'), json_extract(value, '$[4]')
    FROM json_each(?)),
grps (grp) AS (SELECT 0 UNION ALL SELECT grp + 1 FROM grps WHERE grp + 1 < ?)
SELECT g.grp, m.number, (
    SELECT json_array(count(*), sum((a.mark IN {_ATTENDED}) * p.worth), sum((a.mark IN {_ATTENDED}) * p.days))
    FROM picked p CROSS JOIN attendance a ON a.session_id = p.session_id AND a.cadre_id = m.cadre_id
    WHERE p.grp = g.grp AND p.day BETWEEN m.first AND m.last)
FROM grps g CROSS JOIN numbered m
"""


def _members(stays: Sequence[Stay] | None, *more: str) -> str:
    tables = [*([] if stays is None else [_STAYS]), *more]
    return f"WITH {', '.join(tables)}" if tables else ""


def _of(stays: Sequence[Stay] | None) -> str:
    """Join the marks of a session: each cadre's where the stays cover its day, straight along the key."""
    if stays is None:
        return "CROSS JOIN attendance a ON a.session_id = s.id"
    return (
        "CROSS JOIN member m ON s.held_on BETWEEN m.first AND m.last"
        " CROSS JOIN attendance a ON a.session_id = s.id AND a.cadre_id = m.cadre_id"
    )


def _given(stays: Sequence[Stay] | None) -> tuple[str, ...]:
    if stays is None:
        return ()
    return (json.dumps([(stay.cadre_id, stay.first.isoformat(), stay.last.isoformat()) for stay in stays]),)


def _held(period: Period) -> Expression:
    return Session.held_on.between(period.first, period.last) & Session.state.in_([str(state) for state in HELD])


def _handed_in(period: Period, cadre_id: int | None) -> Expression:
    within = Note.handed_in_on.between(period.first, period.last)
    return within if cadre_id is None else within & (Note.cadre == cadre_id)


def _parts(chosen: Expression) -> list[PartFact]:
    query = (
        Part.select(Part.id, Part.session, Session.held_on, Part.cadre, Part.role, Part.title)
        .join(Session)
        .where(chosen)
        .order_by(Part.id)
    )
    return [PartFact(id_, session, date.fromisoformat(day), *rest) for id_, session, day, *rest in _raw(query)]


def _raw(query: Any) -> Iterable[tuple[Any, ...]]:
    """Run a query without turning every cell into Python's types: thousands of dates cost more than the query."""
    return db.execute(query)
