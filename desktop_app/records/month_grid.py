"""Attendance of a month at a glance (月度出勤): names down, sessions across, each cell as of its session's day."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from peewee import fn

from desktop_app.core.attendance import Entry, Mark
from desktop_app.core.collation import full_name
from desktop_app.core.people import UnitKind
from desktop_app.core.period import Period
from desktop_app.core.session import HELD, SessionState
from desktop_app.store.models import Attendance, Cadre, Category, Posting, Session, Unit, db
from desktop_app.store.reading import among, read

OUT_OF_POST = "不在岗"


@dataclass(frozen=True)
class GridSession:
    """A session of the month: one column."""

    id: int
    held_on: date
    start: str
    category: str
    title: str
    state: str

    @property
    def is_held(self) -> bool:
        return self.state in HELD

    @property
    def may_open(self) -> bool:
        """Whether somebody can be marked in it."""
        return self.held_on <= date.today() and self.state not in (SessionState.LOCKED, SessionState.OFF)


@dataclass(frozen=True)
class GridPerson:
    """One row: the unit is that of the last day of the month on which the person was in post."""

    cadre_id: int
    name: str
    distinction: str
    initials: str
    unit: str

    @property
    def full_name(self) -> str:
        return full_name(self.name, self.distinction)


@dataclass(frozen=True)
class Grid:
    """A month; `in_post` are the people expected at each session, by its id."""

    sessions: tuple[GridSession, ...]
    people: tuple[GridPerson, ...]
    entries: Mapping[tuple[int, int], Entry] = field(repr=False)
    """By session id and cadre id."""
    in_post: Mapping[int, frozenset[int]] = field(repr=False)

    def stands_on(self, session_id: int, cadre_id: int) -> bool:
        """Whether somebody is on the sheet of a session: in post on its day, or marked all the same."""
        return cadre_id in self.in_post[session_id] or (session_id, cadre_id) in self.entries

    @cached_property
    def of_sessions(self) -> dict[int, tuple[int, int]]:
        """How many came and how many have a mark, by session; drafts as well, for their own column."""
        return self._counted(0, {session.id for session in self.sessions})

    @cached_property
    def of_people(self) -> dict[int, tuple[int, int]]:
        """How many recorded sessions each came to, and in how many there is a mark."""
        return self._counted(1, {session.id for session in self.sessions if session.is_held})

    def _counted(self, place: int, of: Collection[int]) -> dict[int, tuple[int, int]]:
        found: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
        for key, entry in self.entries.items():
            if key[0] in of:
                came, marked = found[key[place]]
                found[key[place]] = came + entry.mark.is_attended, marked + 1
        return dict(found)


def grid(period: Period, category: str = "") -> Grid:
    """Return the sessions of the period, of one kind where one is given, with everybody who was expected at any."""
    query = (
        Session.select(
            Session.id, Session.held_on, Session.start, Category.name.alias("category"), Session.title, Session.state
        )
        .join(Category)
        .where(Session.held_on.between(period.first, period.last), Session.state != SessionState.OFF)
        .order_by(Session.held_on, Session.start, Session.id)
    )
    if category:
        query = query.where(Category.name == category)
    sessions = tuple(read(query, GridSession))
    entries = _entries([session.id for session in sessions])
    people, spans = _posted(period, {cadre for _, cadre in entries})
    days = {session.held_on for session in sessions}
    on_day = {
        day: frozenset(cadre for cadre, of in spans.items() if any(first <= day <= last for first, last in of))
        for day in days
    }
    in_post = {session.id: on_day[session.held_on] for session in sessions}
    seen = {cadre for _, cadre in entries}.union(*in_post.values())
    return Grid(sessions, tuple(person for person in people if person.cadre_id in seen), entries, in_post)


def latest() -> date:
    """Return the day of the last session that has come; today where there is none."""
    day = Session.select(fn.MAX(Session.held_on)).where(Session.held_on <= date.today()).scalar()
    return date.fromisoformat(str(day)) if day else date.today()


def categories(period: Period) -> list[str]:
    """Return the kinds that have a session in the period."""
    query = (
        Category.select(Category.name)
        .join(Session, on=(Session.category == Category.id))
        .where(Session.held_on.between(period.first, period.last), Session.state != SessionState.OFF)
        .group_by(Category.id)
        .order_by(Category.position, Category.id)
    )
    return [name for (name,) in query.tuples()]


def _entries(ids: list[int]) -> dict[tuple[int, int], Entry]:
    query = Attendance.select(
        Attendance.session, Attendance.cadre, Attendance.mark, Attendance.leave_kind, Attendance.made_up_on,
        Attendance.made_up_way,
    ).where(among(Attendance.session, ids))  # fmt: skip
    plain = {str(mark): Entry(mark) for mark in Mark}  # nearly all: one object for each of them
    return {
        (session, cadre): Entry(Mark(mark), kind, date.fromisoformat(day) if day else None, way)
        if kind or day or way
        else plain[mark]
        for session, cadre, mark, kind, day, way in db.execute(query)
    }


def _posted(period: Period, marked: set[int]) -> tuple[list[GridPerson], dict[int, list[tuple[date, date]]]]:
    """Return who was in post on any day of the period or has a mark, by unit, and on which days each was."""
    overlaps = (Posting.from_date <= period.last) & (Posting.to_date.is_null() | (Posting.to_date >= period.first))
    query = (
        Posting.select(
            Posting.cadre, Cadre.name, Cadre.distinction, Cadre.initials, Unit.name, Unit.kind, Unit.position, Unit.id,
            Posting.from_date, Posting.to_date,
        )
        .join(Cadre)
        .switch(Posting)
        .join(Unit)
        .where(overlaps)
        .order_by(Posting.from_date)
    )  # fmt: skip
    people: dict[int, tuple[tuple[int, int, int], GridPerson]] = {}
    spans: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for cadre, name, distinction, initials, unit, kind, position, unit_id, first, last in db.execute(query):
        if kind == UnitKind.OUTSIDE:
            continue
        people[cadre] = (position, unit_id, cadre), GridPerson(cadre, name, distinction, initials, unit)
        spans[cadre].append((date.fromisoformat(first), date.fromisoformat(last) if last else date.max))
    lost = Cadre.select(Cadre.id, Cadre.name, Cadre.distinction, Cadre.initials).where(
        among(Cadre.id, marked - set(people))
    )
    inside = [person for _, person in sorted(people.values(), key=lambda each: each[0])]
    left = [GridPerson(*each, unit=OUT_OF_POST) for each in lost.tuples()]
    return [*inside, *left], spans
