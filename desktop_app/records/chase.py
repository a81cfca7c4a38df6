"""Whom to chase (应交催交): who has not handed in, what is overdue, unsigned, or did not come again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from desktop_app.core.collation import full_name
from desktop_app.core.period import Period
from desktop_app.core.quota import Standing
from desktop_app.core.review import NoteState
from desktop_app.records import notes, quotas, reminders
from desktop_app.records.notes import NoteRow, Wanted
from desktop_app.records.quotas import Owing
from desktop_app.records.reminders import Matter

_ROOM = 10**8
"""More than there are days and rules."""


class List(StrEnum):
    """The lists, each of which can be gone through on its own."""

    MISSING = "未交"
    OVERDUE = "超期"
    UNSIGNED = "未审"
    RETURNED = "退回未重交"


@dataclass(frozen=True)
class ChaseRow:
    """One person and one matter. `days` since it was due, handed in or handed back; `note_id` where there is a note."""

    id: int
    cadre_id: int
    name: str
    distinction: str
    unit: str
    about: str
    state: str
    day: date
    days: int
    note_id: int | None = None
    reminded: str = ""

    @property
    def full_name(self) -> str:
        return full_name(self.name, self.distinction)

    @property
    def matter(self) -> Matter:
        return self.cadre_id, self.about


def lists(span: Period | None, day: date, waiting: int) -> Mapping[List, Sequence[ChaseRow]]:
    """Return the lists of a span of time (None: from the beginning) as they stand on the day.

    未审 are those that wait for longer than so many days.
    """
    owed = quotas.owing(span or _whole(day), day)
    lacking = [each for each in owed if each.due.standing is not Standing.MET]
    missing = [_of_owing(each, day) for each in lacking]
    unsigned = [row for row in _in_state(span, NoteState.WAITING) if (day - _since(row)).days > waiting]
    found = {
        List.MISSING: missing,
        List.OVERDUE: [row for row in missing if row.days > 0],
        List.UNSIGNED: [_of_note(row, day) for row in unsigned],
        List.RETURNED: [_of_note(row, day) for row in _in_state(span, NoteState.RETURNED)],
    }
    known = reminders.reminded({row.about for rows in found.values() for row in rows})
    return {
        name: [replace(row, reminded=known[row.matter].text) if row.matter in known else row for row in rows]
        for name, rows in found.items()
    }


def in_words(rows: Sequence[ChaseRow], name: List) -> str:
    """Return a list as it is sent round: 2022年3月学习笔记未交2人：张三、李四."""
    by_matter: dict[str, list[str]] = {}
    for row in rows:
        about = row.about if row.note_id is None else ""
        by_matter.setdefault(about, []).append(row.full_name if row.note_id is None else f"{row.full_name}{row.about}")
    return "\n".join(
        f"{about}{name}{len(who)}{'人' if about else '篇'}：{'、'.join(who)}" for about, who in by_matter.items()
    )


def _whole(day: date) -> Period:
    first = min((rule.from_date for rule in quotas.listed()), default=day)
    return Period(min(first, day), day)


def _in_state(span: Period | None, state: NoteState) -> list[NoteRow]:
    return notes.rows(notes.keys(Wanted(span, state=state), descending=False))


def _since(row: NoteRow) -> date:
    """Return from when a note waits: since it came, came again, or lost its signature."""
    return row.signed_on or row.handed_in_on


def _of_owing(owing: Owing, day: date) -> ChaseRow:
    """Return it with a number that is its own whatever else is listed, below zero since those above are of notes."""
    person, due_on = owing.person, owing.due.due_on
    number = ((person.id * _ROOM) + owing.quota.id) * _ROOM + owing.period.last.toordinal()
    return ChaseRow(
        -number, person.id, person.name, person.distinction, person.unit or "", owing.about, owing.due.text(day),
        due_on, (day - due_on).days,
    )  # fmt: skip


def _of_note(row: NoteRow, day: date) -> ChaseRow:
    since = _since(row)
    about = f"{row.kind}《{row.title}》" if row.title else f"{row.handed_in_on.isoformat()}的{row.kind}"
    state = f"{row.state}：{row.opinion}" if row.state is NoteState.RETURNED else str(row.state)
    return ChaseRow(
        row.id, row.cadre_id, row.name, row.distinction, row.unit or "", about, state, since, (day - since).days, row.id
    )
