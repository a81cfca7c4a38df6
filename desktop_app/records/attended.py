"""Who was at the sessions of some kinds (参训人员): a line for a person and a session."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from desktop_app.core.attendance import ATTENDED
from desktop_app.core.collation import full_name
from desktop_app.core.period import Period
from desktop_app.core.scope import EVERYBODY
from desktop_app.core.session import HELD, last_day
from desktop_app.metrics.facts import Belongs
from desktop_app.metrics.people import People
from desktop_app.store.models import Attendance, Cadre, Category, Session
from desktop_app.store.reading import among, read


@dataclass(frozen=True)
class AttendedLine:
    """Somebody at a session; hours, days and score in hundredths."""

    session_id: int
    cadre_id: int
    name: str
    distinction: str
    category: str
    title: str
    organiser: str
    level: str
    held_on: date
    hours: int
    days: int
    score: int | None
    passed: bool | None
    certificate: str

    @property
    def full_name(self) -> str:
        return full_name(self.name, self.distinction)

    @property
    def last_day(self) -> date:
        return last_day(self.held_on, self.days)


def attended(period: Period, kinds: Collection[str], cadre_id: int | None = None) -> list[AttendedLine]:
    """Return who came to the held sessions of these kinds (uids), in the order of the days; of one cadre where named.

    Who was not in post on the day is left out: it counts nowhere.
    """
    query = (
        Attendance.select(
            Session.id.alias("session_id"), Cadre.id.alias("cadre_id"), Cadre.name, Cadre.distinction,
            Category.name.alias("category"), Session.title, Session.organiser, Session.level, Session.held_on,
            Session.hours, Session.days, Attendance.score, Attendance.passed, Attendance.certificate,
        )
        .join(Session)
        .join(Category)
        .switch(Attendance)
        .join(Cadre)
        .where(
            Session.held_on.between(period.first, period.last),
            Session.state.in_([str(state) for state in HELD]),
            among(Category.uid, kinds),
            Attendance.mark.in_([str(mark) for mark in ATTENDED]),
        )
        .order_by(Session.held_on, Session.start, Session.id, Cadre.id)
    )  # fmt: skip
    if cadre_id is not None:
        query = query.where(Attendance.cadre == cadre_id)
    belongs = Belongs(People().stays(EVERYBODY, period))
    return [line for line in read(query, AttendedLine) if belongs(line.cadre_id, line.held_on)]
