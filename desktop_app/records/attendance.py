"""The attendance sheet (出勤) of a session: everyone due on its date, and saving what is shown and nothing else.

There is one mark for a person and a session: whoever makes up for it (补学) gets that in place of 缺席 or 请假, so
nobody is ever counted twice. Marks of a draft (草稿) are kept and count nowhere until the session is recorded.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desktop_app.core.attendance import Entry, Mark
from desktop_app.core.collation import full_name, plain, split_name
from desktop_app.core.errors import UserError
from desktop_app.core.period import day_text
from desktop_app.core.session import HELD, SessionState
from desktop_app.records import cadres, leave
from desktop_app.records.pinyin import spelled
from desktop_app.store import journal
from desktop_app.store.models import Attendance, Category, Session, UnsavedMarks

Given = Mark | Entry
"""What may be said of one person: a bare mark leaves alone what belonged to the same mark before."""
LAST_MARKS = 5
LONGEST_NAME = 5
"""How many pieces a name may be written in: four characters with spaces between, and the distinction."""


@dataclass(frozen=True)
class SheetLine:
    """One person on the sheet.

    `before` are the marks of the last five sessions of the same kind, oldest first, "" where there is none; `leave`
    is the kind of leave entered in advance that covers the day, "" where there is none.
    """

    cadre_id: int
    name: str
    distinction: str
    unit: str
    post: str
    initials: str
    entry: Entry | None
    before: tuple[str, ...]
    leave: str = ""

    @property
    def mark(self) -> Mark | None:
        return self.entry.mark if self.entry else None

    @property
    def full_name(self) -> str:
        return full_name(self.name, self.distinction)

    @property
    def name_beside_unit(self) -> str:
        """Return the name where the unit stands in the next column: a distinction that only repeats it is left out."""
        return self.name if self.distinction == self.unit else self.full_name


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


NO_SHEET = Sheet(0, "", "", date.min, "", "", SessionState.OFF, ())
"""What is open where no session is."""


def sheet(session_id: int) -> Sheet:
    session = Session.get_by_id(session_id)
    entries = entries_of(session_id)
    before, away = _marks_before(session), leave.on_day(session.held_on)
    people = [row for row in cadres.listed(session.held_on) if row.is_in_post or row.id in entries]
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
                entries.get(row.id), tuple(each.get(row.id, "") for each in before), away.get(row.id, ""),
            )
            for row in people
        ),
    )  # fmt: skip


def entries_of(session_id: int) -> dict[int, Entry]:
    """Return what is stored of a session, by cadre id."""
    rows = Attendance.select(
        Attendance.cadre, Attendance.mark, Attendance.leave_kind, Attendance.made_up_on, Attendance.made_up_way
    ).where(Attendance.session == session_id)
    return {cadre: Entry(Mark(mark), *rest) for cadre, mark, *rest in rows.tuples()}


def save(session_id: int, marks: Mapping[int, Given | None]) -> set[str]:
    """Write the marks of the people shown (None clears) and nobody else's; the session is then recorded."""
    session = _markable(session_id)
    kept = entries_of(session_id)
    wanted = _checked(session, kept, marks)
    with journal.step(f"登记出勤“{session.title}”（{_count(marks)}人）") as changed:
        _write_over(session_id, kept, wanted)
        Session.update(state=SessionState.RECORDED, reason="").where(Session.id == session_id).execute()
    return changed


def save_draft(session_id: int, marks: Mapping[int, Given | None]) -> set[str]:
    """Keep marks without counting them (草稿); what is recorded already has no draft."""
    session = _markable(session_id)
    if session.state in HELD:
        raise UserError(f"“{session.title}”已登记，改动请直接保存。")
    kept = entries_of(session_id)
    wanted = _checked(session, kept, marks)
    with journal.step(f"草稿“{session.title}”（{_count(marks)}人）") as changed:
        _write_over(session_id, kept, wanted)
        left = Attendance.select().where(Attendance.session == session_id).exists()
        state = SessionState.DRAFT if left else SessionState.DUE
        Session.update(state=state).where(Session.id == session_id).execute()
    return changed


def write(session_id: int, marks: Mapping[int, Given]) -> None:
    """Write marks of people who have none yet, inside a step that is already open."""
    Attendance.insert_many(
        [{"session": session_id, "cadre": cadre} | _columns(entered(given)) for cadre, given in marks.items()]
    ).execute()


def rewrite(session_id: int, cadre_id: int, entry: Entry) -> None:
    """Replace somebody's mark, inside a step that is already open; score and certificate stay."""
    Attendance.update(**_columns(entry)).where(Attendance.session == session_id, Attendance.cadre == cadre_id).execute()


def entered(given: Given) -> Entry:
    return given if isinstance(given, Entry) else Entry(given)


def refuse_locked(session: Any) -> None:
    if session.state == SessionState.LOCKED:
        raise UserError(f"“{session.title}”已锁定，请先解锁再改。")


def _markable(session_id: int) -> Any:
    """Return the session; UserError where nobody can be marked in it."""
    session = Session.get_by_id(session_id)
    refuse_locked(session)
    if session.held_on > date.today():
        raise UserError(f"“{session.title}”在{day_text(session.held_on)}，还没有到日子，不能登记出勤。")
    return session


def _checked(session: Any, kept: Mapping[int, Entry], marks: Mapping[int, Given | None]) -> dict[int, Entry | None]:
    """Return what is to stand for these people; UserError for somebody off the roster or a day that cannot be."""
    on_roster = {row.id for row in cadres.in_post(session.held_on)} | set(kept)
    if strangers := set(marks) - on_roster:
        names = "、".join(row.full_name for row in cadres.listed() if row.id in strangers)
        raise UserError(f"{names}在{day_text(session.held_on)}不在岗，不能登记出勤。")
    wanted: dict[int, Entry | None] = {}
    for cadre, given in marks.items():
        stays = cadre in kept and isinstance(given, Mark) and kept[cadre].mark is given
        wanted[cadre] = entry = kept[cadre] if stays else entered(given) if given else None
        if entry:
            entry.check(session.held_on)
    return wanted


def _write_over(session_id: int, kept: Mapping[int, Entry], wanted: Mapping[int, Entry | None]) -> None:
    """Make the marks of these people what is wanted; what was kept of them in passing is not needed any more."""
    cleared = [cadre for cadre, entry in wanted.items() if entry is None and cadre in kept]
    Attendance.delete().where(Attendance.session == session_id, Attendance.cadre.in_(cleared)).execute()
    for cadre, entry in wanted.items():
        if entry and cadre in kept and entry != kept[cadre]:
            rewrite(session_id, cadre, entry)
    write(session_id, {cadre: entry for cadre, entry in wanted.items() if entry and cadre not in kept})
    UnsavedMarks.delete().where(UnsavedMarks.session == session_id).execute()


def _count(marks: Mapping[int, Given | None]) -> int:
    return sum(given is not None for given in marks.values())


def _columns(entry: Entry) -> dict[str, Any]:
    return vars(entry)


@dataclass(frozen=True)
class Matched:
    """What a pasted list of names came to."""

    cadre_ids: tuple[int, ...]
    doubtful: tuple[str, ...]
    """Names that several people on the sheet bear."""
    unknown: tuple[str, ...]
    alike: Mapping[str, str] = field(default_factory=dict[str, str])
    """Who on the sheet sounds like somebody unknown: 李蕾 → 李雷."""


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
    nobody = tuple(dict.fromkeys(unknown))
    return Matched(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(doubtful)), nobody, _alike(sheet_, nobody))


def _alike(sheet_: Sheet, unknown: Sequence[str]) -> dict[str, str]:
    """Return who is spelled alike: a list that was dictated or scanned has the sound right and a character wrong."""
    if not unknown:
        return {}
    by_sound = {spelled(plain(line.name))[0]: line.full_name for line in sheet_.lines}
    sounds = {written: by_sound.get(spelled(split_name(written)[0])[0], "") for written in unknown}
    return {written: name for written, name in sounds.items() if name}


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
