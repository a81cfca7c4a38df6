"""Making up (补学): who missed a session that was held, and that they have made up for it since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from desktop_app.core.attendance import Entry, Mark
from desktop_app.core.attendance import check_made_up as check_day
from desktop_app.core.collation import full_name
from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.session import HELD
from desktop_app.records import attendance
from desktop_app.store import journal
from desktop_app.store.models import Attendance, Cadre, Category, Session
from desktop_app.store.reading import among, read

MISSED = (Mark.ABSENT, Mark.LEAVE)
_SHIFT = 1 << 32


@dataclass(frozen=True)
class MissedRow:
    """One person who was 缺席 or on 请假 at one held session."""

    session_id: int
    cadre_id: int
    name: str
    distinction: str
    held_on: date
    category: str
    title: str
    state: str
    mark: str
    leave_kind: str

    @property
    def id(self) -> int:
        """One number for the person and the session."""
        return self.session_id * _SHIFT + self.cadre_id

    @property
    def full_name(self) -> str:
        return full_name(self.name, self.distinction)


def missed(period: Period) -> list[MissedRow]:
    """Return who missed what in the period, the latest first."""
    query = (
        Attendance.select(
            Attendance.session.alias("session_id"), Attendance.cadre.alias("cadre_id"), Cadre.name, Cadre.distinction,
            Session.held_on, Category.name.alias("category"), Session.title, Session.state, Attendance.mark,
            Attendance.leave_kind,
        )
        .join(Session)
        .join(Category)
        .switch(Attendance)
        .join(Cadre)
        .where(
            Session.held_on.between(period.first, period.last),
            Session.state.in_([str(state) for state in HELD]),
            Attendance.mark.in_([str(mark) for mark in MISSED]),
        )
        .order_by(Session.held_on.desc(), Session.id.desc(), Cadre.id)
    )  # fmt: skip
    return read(query, MissedRow)


def make_up(rows: Sequence[MissedRow], day: date, way: str) -> set[str]:
    """Say that these people have made up for these sessions: 补学 stands in place of 缺席 or 请假."""
    if not rows:
        raise UserError("请先选要登记补学的人。")
    if not way.strip():
        raise UserError("请填写补学方式，如自学、集中补学。", "made_up_way")
    sessions = {row.id: row for row in Session.select().where(among(Session.id, {each.session_id for each in rows}))}
    for session in sessions.values():
        attendance.refuse_locked(session)
        check_day(day, session.held_on)
    entry = Entry(Mark.MADE_UP, made_up_on=day, made_up_way=way.strip())
    with journal.step(_title(rows)) as changed:
        for row in rows:
            attendance.rewrite(row.session_id, row.cadre_id, entry)
    return changed


def _title(rows: Sequence[MissedRow]) -> str:
    people = list(dict.fromkeys(row.full_name for row in rows))
    held = sum(1 for _ in groupby(sorted(row.session_id for row in rows)))
    who = people[0] if len(people) == 1 else f"{len(people)}人"
    return f"登记补学：{who}，{held}场"
