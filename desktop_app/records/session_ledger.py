"""The held sessions as lines of the ledger book (台账)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.core.attendance import Role
from desktop_app.core.collation import full_name
from desktop_app.core.period import Period
from desktop_app.core.scope import EVERYBODY
from desktop_app.core.session import HELD
from desktop_app.metrics import register
from desktop_app.metrics.facts import Belongs, Marks
from desktop_app.metrics.people import People
from desktop_app.records import first_topics
from desktop_app.records.session_list import outsiders
from desktop_app.store.models import Cadre, Category, Part, Session

NO_MARKS = Marks()


@dataclass(frozen=True)
class LedgerLine:
    """A held session as it stands in the ledger book: who did what, by role, and the counts of its marks.

    `lectures` are titles of talks with the names of who gave them, `topics` the first topics. `speeches` are the
    研讨发言 that count: of people in post on the day.
    """

    id: int
    number: str
    category: str
    title: str
    held_on: date
    start: str
    end: str
    days: int
    hours: int
    place: str
    region: str
    form: str
    organiser: str
    level: str
    notice_number: str
    readings: str
    films: str
    pass_mark: int | None
    report_due_on: date | None
    report_handed_in_on: date | None
    outsiders: int
    people: Mapping[str, tuple[str, ...]]
    lectures: tuple[tuple[str, tuple[str, ...]], ...]
    topics: tuple[str, ...]
    marks: Marks
    speeches: int

    @property
    def talks(self) -> tuple[str, ...]:
        return tuple(f"{title}（{'、'.join(names)}）" for title, names in self.lectures)

    @property
    def attended(self) -> int:
        return self.marks.attended

    @property
    def marked(self) -> int:
        return self.marks.marked


def ledger_lines(period: Period) -> list[LedgerLine]:
    """Return the held sessions of the period in date order; their marks are counted by the register."""
    people: dict[int, dict[str, tuple[str, ...]]] = {}
    talks: dict[int, dict[str, list[str]]] = {}
    speeches: Counter[int] = Counter()
    belongs = Belongs(People().stays(EVERYBODY, period))
    parts = (
        Part.select(Part.session, Part.role, Part.title, Cadre.name, Cadre.distinction, Cadre.id, Session.held_on)
        .join(Cadre)
        .switch(Part)
        .join(Session)
        .where(Session.held_on.between(period.first, period.last))
        .order_by(Part.id)
    )
    for session_id, role, title, name, distinction, cadre_id, day in parts.tuples():
        speeches[session_id] += role == Role.SPEAKER and belongs(cadre_id, day)
        roles = people.setdefault(session_id, {})
        roles[role] = (*roles.get(role, ()), full_name(name, distinction))
        if title:
            talks.setdefault(session_id, {}).setdefault(title, []).append(full_name(name, distinction))
    topics: dict[int, tuple[str, ...]] = {}
    for row in sorted(first_topics.listed(period=period), key=lambda row: row.id):
        topics[row.session_id] = (*topics.get(row.session_id, ()), row.text)
    query = (
        Session.select(
            Session.id, Session.number, Category.name, Session.title, Session.held_on, Session.start, Session.end,
            Session.days, Session.hours, Session.place, Session.region, Session.form, Session.organiser, Session.level,
            Session.notice_number, Session.readings, Session.films, Session.pass_mark, Session.report_due_on,
            Session.report_handed_in_on, outsiders(),
        )
        .join(Category)
        .where(
            Session.held_on.between(period.first, period.last), Session.state.in_([str(state) for state in HELD])
        )
        .order_by(Session.held_on, Session.start, Session.id)
    )  # fmt: skip
    marks = register.marks(period)
    return [
        LedgerLine(
            *row,
            people=people.get(row[0], {}),
            lectures=tuple((title, tuple(names)) for title, names in talks.get(row[0], {}).items()),
            topics=topics.get(row[0], ()),
            marks=marks.get(row[0], NO_MARKS),
            speeches=speeches[row[0]],
        )
        for row in query.tuples()
    ]
