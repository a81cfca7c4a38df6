"""The party lectures (党课) of a period: title and lecturer of each, as reports list them."""

from dataclasses import dataclass
from datetime import date

from desktop_app.core.attendance import TALKS
from desktop_app.core.collation import full_name
from desktop_app.core.period import Period
from desktop_app.metrics import facts
from desktop_app.metrics.people import People
from desktop_app.store.models import Cadre, Category

LECTURE = "category-党课"
FIRST_NAMED = ("支部书记", "党组书记", "党组成员")
"""As which of several roles somebody lectures: 支部书记讲党课 counts whoever is 支部书记, whatever else he is."""


@dataclass(frozen=True)
class LectureRow:
    """A talk of a party lecture; without lecturer where none is written down."""

    session_id: int
    day: date
    category: str
    title: str
    lecturer: str
    role: str


def listed(period: Period) -> list[LectureRow]:
    """Return the talks of the held party lectures, oldest first."""
    kind = Category.get_or_none(Category.uid == LECTURE)
    held = [session for session in facts.sessions(period) if session.category == LECTURE]
    if kind is None or not held:
        return []
    people = People()
    cadres = Cadre.select(Cadre.id, Cadre.name, Cadre.distinction).tuples()
    names = {id_: full_name(name, distinction) for id_, name, distinction in cadres}
    found: list[LectureRow] = []
    for session in held:
        talks = [part for part in session.parts if part.role in TALKS]
        found += [
            LectureRow(
                session.id, session.day, kind.name, part.title or session.title, names[part.cadre_id],
                _role(people.leadership(part.cadre_id, part.day)),
            )
            for part in talks
        ]  # fmt: skip
        if not talks:
            found.append(LectureRow(session.id, session.day, kind.name, session.title, "", ""))
    return found


def _role(held: frozenset[str]) -> str:
    first = next((role for role in FIRST_NAMED if role in held), None)
    return first or "、".join(sorted(held))
