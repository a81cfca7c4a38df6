"""The attendance sheet (出勤) of a session: everyone due on its date, and saving what is shown and nothing else."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.core.attendance import Mark
from desktop_app.core.collation import full_name, plain, split_name
from desktop_app.core.errors import UserError
from desktop_app.core.period import day_text
from desktop_app.core.session import HELD, SessionState
from desktop_app.records import cadres
from desktop_app.store import journal
from desktop_app.store.models import Attendance, Category, Session

LAST_MARKS = 5
LONGEST_NAME = 5
"""How many pieces a name may be written in: four characters with spaces between, and the distinction."""


@dataclass(frozen=True)
class SheetLine:
    """One person on the sheet.

    `before` are the marks of the last five sessions of the same kind, oldest first, "" where there is none.
    """

    cadre_id: int
    name: str
    distinction: str
    unit: str
    post: str
    initials: str
    mark: Mark | None
    before: tuple[str, ...]

    @property
    def full_name(self) -> str:
        return full_name(self.name, self.distinction)


@dataclass(frozen=True)
class Sheet:
    """A session with everyone in post on its date, by unit, and whoever has a mark all the same."""

    session_id: int
    category: str
    title: str
    held_on: date
    start: str
    place: str
    state: SessionState
    lines: tuple[SheetLine, ...]

    @property
    def is_recorded(self) -> bool:
        return self.state in HELD

    @property
    def is_ahead(self) -> bool:
        """Its day has not come, so nobody can be marked yet."""
        return self.held_on > date.today()


def sheet(session_id: int) -> Sheet:
    session = Session.get_by_id(session_id)
    marks = {
        cadre: Mark(mark)
        for cadre, mark in Attendance.select(Attendance.cadre, Attendance.mark)
        .where(Attendance.session == session_id)
        .tuples()
    }
    before = _marks_before(session)
    people = [row for row in cadres.listed(session.held_on) if row.is_in_post or row.id in marks]
    return Sheet(
        session_id,
        str(Category.get_by_id(session.category_id).name),
        str(session.title),
        session.held_on,
        str(session.start),
        str(session.place),
        SessionState(session.state),
        tuple(
            SheetLine(
                row.id, row.name, row.distinction, row.unit or "不在岗", row.post or "", row.initials,
                marks.get(row.id), tuple(each.get(row.id, "") for each in before),
            )
            for row in people
        ),
    )  # fmt: skip


def save(session_id: int, marks: Mapping[int, Mark | None]) -> set[str]:
    """Write the marks of the people shown (None clears) and nobody else's; the session is then recorded."""
    session = Session.get_by_id(session_id)
    if session.state == SessionState.LOCKED:
        raise UserError(f"“{session.title}”已锁定，请先解锁再改。")
    if session.held_on > date.today():
        raise UserError(f"“{session.title}”在{day_text(session.held_on)}，还没有到日子，不能登记出勤。")
    kept = dict(Attendance.select(Attendance.cadre, Attendance.mark).where(Attendance.session == session_id).tuples())
    on_roster = {row.id for row in cadres.in_post(session.held_on)} | set(kept)
    if strangers := set(marks) - on_roster:
        names = "、".join(row.full_name for row in cadres.listed() if row.id in strangers)
        raise UserError(f"{names}在{day_text(session.held_on)}不在岗，不能登记出勤。")
    cleared = [cadre for cadre, mark in marks.items() if mark is None and cadre in kept]
    with journal.step(f"登记出勤“{session.title}”（{len([mark for mark in marks.values() if mark])}人）") as changed:
        Attendance.delete().where(Attendance.session == session_id, Attendance.cadre.in_(cleared)).execute()
        for cadre, mark in marks.items():
            if mark is not None and cadre in kept:
                Attendance.update(mark=mark).where(
                    Attendance.session == session_id, Attendance.cadre == cadre
                ).execute()
        write(session_id, {cadre: mark for cadre, mark in marks.items() if mark and cadre not in kept})
        Session.update(state=SessionState.RECORDED, reason="").where(Session.id == session_id).execute()
    return changed


def write(session_id: int, marks: Mapping[int, Mark]) -> None:
    """Write marks of people who have none yet, inside a step that is already open."""
    Attendance.insert_many(
        [{"session": session_id, "cadre": cadre, "mark": mark} for cadre, mark in marks.items()]
    ).execute()


@dataclass(frozen=True)
class Matched:
    """What a pasted list of names came to."""

    cadre_ids: tuple[int, ...]
    doubtful: tuple[str, ...]
    """Names that several people on the sheet bear."""
    unknown: tuple[str, ...]


def match(sheet_: Sheet, text: str) -> Matched:
    """Find the people of a pasted list ("张三、李四 王五", one a line as well) on the sheet."""
    by_name: dict[str, list[SheetLine]] = defaultdict(list)
    for line in sheet_.lines:
        by_name[plain(line.name)].append(line)
    found: list[int] = []
    doubtful: list[str] = []
    unknown: list[str] = []
    for written in _written(text, set(by_name)):
        name, distinction = split_name(written)
        hits = [line for line in by_name.get(name, []) if not distinction or line.distinction == distinction]
        if len(hits) == 1:
            found.append(hits[0].cadre_id)
        else:
            (doubtful if hits else unknown).append(written)
    return Matched(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(doubtful)), tuple(dict.fromkeys(unknown)))


def _written(text: str, names: set[str]) -> list[str]:
    """Split a list as people paste it; 张　三 written with spaces is one name where somebody is called so."""
    found: list[str] = []
    for piece in re.split(r"[、，,；;\r\n\t]+", text):
        words = piece.split()
        while words:
            lengths = range(min(len(words), LONGEST_NAME), 1, -1)
            length = next((length for length in lengths if split_name(" ".join(words[:length]))[0] in names), 1)
            found.append(" ".join(words[:length]))
            del words[:length]
    return found


def _marks_before(session: Any) -> list[dict[int, str]]:
    """Return the marks by cadre of the last sessions of the same kind before this one, oldest first."""
    last = (
        Session.select(Session.id)
        .where(
            Session.category == session.category_id,
            Session.state.in_([str(state) for state in HELD]),
            (Session.held_on < session.held_on) | ((Session.held_on == session.held_on) & (Session.id < session.id)),
        )
        .order_by(Session.held_on.desc(), Session.id.desc())
        .limit(LAST_MARKS)
    )
    ids = [id_ for (id_,) in last.tuples()][::-1]
    marks: dict[int, dict[int, str]] = {id_: {} for id_ in ids}
    rows = Attendance.select(Attendance.session, Attendance.cadre, Attendance.mark).where(Attendance.session.in_(ids))
    for session_id, cadre, mark in rows.tuples():
        marks[session_id][cadre] = mark
    return list(marks.values())
