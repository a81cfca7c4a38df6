"""Every mark of a year (出勤明细), read session by session: a year of a large office has 150,000."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop_app.core.collation import full_name
from desktop_app.core.period import Period
from desktop_app.core.scope import EVERYBODY
from desktop_app.core.session import HELD
from desktop_app.metrics import register
from desktop_app.store.models import Cadre, Category, Posting, Session, Unit, db


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A mark with its session and its person; `unit` on the day of the session, None: not in post then.

    `score` in hundredths.
    """

    held_on: date
    number: str
    category: str
    title: str
    name: str
    unit: str | None
    mark: str
    leave_kind: str
    made_up_on: date | None
    made_up_way: str
    score: int | None
    passed: bool | None


def count(period: Period) -> int:
    """Return how many marks the held sessions of the period have."""
    ((found,),) = db.execute_sql(_COUNT, (period.first.isoformat(), period.last.isoformat())).fetchall()
    return found


def each(period: Period) -> Iterator[MarkLine]:
    """Return the marks in the order of their sessions, in each unit by unit."""
    people = {id_: full_name(*name) for id_, *name in Cadre.select(Cadre.id, Cadre.name, Cadre.distinction).tuples()}
    postings = _postings()
    sessions = list(
        Session.select(Session.id, Session.held_on, Session.number, Category.name, Session.title)
        .join(Category)
        .where(*_held(period))
        .order_by(Session.held_on, Session.start, Session.id)
        .tuples()
    )
    in_post = register.in_post_on(EVERYBODY, {session[1] for session in sessions}) if sessions else {}
    for id_, day, number, category, title in sessions:
        lines: list[tuple[tuple[int, int], MarkLine]] = []
        for cadre, mark, leave, made_up_on, way, score, passed in db.execute_sql(_OF_SESSION, (id_,)).fetchall():
            position, unit = _on(postings.get(cadre, ()), day)
            known = unit if cadre in in_post[day] else None
            made_up = date.fromisoformat(made_up_on) if made_up_on else None
            result = None if passed is None else bool(passed)
            line = MarkLine(
                day, number, category, title, people[cadre], known, mark, leave, made_up, way, score, result
            )  # fmt: skip
            lines.append(((position, cadre), line))
        yield from (line for _, line in sorted(lines, key=lambda each: each[0]))


_OF_SESSION = (
    "SELECT cadre_id, mark, leave_kind, made_up_on, made_up_way, score, passed FROM attendance WHERE session_id = ?"
)
_COUNT = (
    "SELECT count(*) FROM session s CROSS JOIN attendance a ON a.session_id = s.id"
    f" WHERE s.held_on BETWEEN ? AND ? AND s.state IN {tuple(map(str, HELD))}"
)
_Stay = tuple[date, date | None, int, str]
"""From and to, the position of the unit and its name."""


def _postings() -> dict[int, list[_Stay]]:
    query = (
        Posting.select(Posting.cadre, Posting.from_date, Posting.to_date, Unit.position, Unit.name)
        .join(Unit)
        .order_by(Posting.from_date)
    )
    found: dict[int, list[_Stay]] = {}
    for cadre, *stay in query.tuples():
        found.setdefault(cadre, []).append((stay[0], stay[1], stay[2] or 0, stay[3]))
    return found


def _on(stays: list[_Stay] | tuple[()], day: date) -> tuple[int, str]:
    """Return the unit of a day; the last place of all where there is none."""
    for first, last, position, unit in stays:
        if first <= day and (last is None or last >= day):
            return position, unit
    return 1_000_000, ""


def _held(period: Period) -> tuple[object, object]:
    return (
        Session.held_on.between(period.first, period.last),
        Session.state.in_([str(state) for state in HELD]),
    )
