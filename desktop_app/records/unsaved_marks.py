"""What was marked on an open sheet and not saved yet, kept in passing: a power cut costs no more than some seconds.

It is kept beside the records, not among them: nothing of it is in the history, which would drown in it. What a killed
program left becomes a draft (草稿) when the ledger is opened again.
"""

import json
from collections.abc import Mapping
from datetime import date

from desktop_app.core.attendance import Entry, Mark
from desktop_app.core.errors import UserError
from desktop_app.core.session import UNRECORDED
from desktop_app.records import attendance, cadres
from desktop_app.store import troubles
from desktop_app.store.models import Session, UnsavedMarks, db


def keep(session_id: int, marks: Mapping[int, Entry | None]) -> None:
    """Keep what is not saved of a sheet (None: cleared) in place of what was kept before; nothing forgets it.

    Of a session that an undo has taken away nothing is kept.
    """
    with troubles.told(), db.atomic("IMMEDIATE"):
        UnsavedMarks.delete().where(UnsavedMarks.session == session_id).execute()
        if marks and Session.select().where(Session.id == session_id).exists():
            UnsavedMarks.create(session=session_id, marks=json.dumps([_packed(*each) for each in marks.items()]))


def recover() -> str:
    """Make drafts of what a killed program left; return what the clerk is told of it, nothing where there was none.

    What cannot be a draft now (the session was moved, or the clock has gone back) is tried again the next time.
    """
    told: list[str] = []
    refused: list[str] = []
    for session_id, packed in list(UnsavedMarks.select(UnsavedMarks.session, UnsavedMarks.marks).tuples()):
        session = Session.get_by_id(session_id)
        on_sheet = {row.id for row in cadres.in_post(session.held_on)} | set(attendance.entries_of(session_id))
        marks = {cadre: entry for cadre, entry in map(_unpacked, json.loads(packed)) if cadre in on_sheet}
        try:
            if marks and session.state in UNRECORDED and attendance.save_draft(session_id, marks):
                told.append(f"“{session.title}”{len(marks)}人")
            else:
                keep(session_id, {})
        except UserError as error:
            refused.append(f"上次没有来得及保存的{len(marks)}人出勤标记还没有存成草稿：{error}")
    if told:
        refused.insert(0, f"上次没有来得及保存的出勤标记已存为草稿：{'、'.join(told)}，请接着登记。")
    return "\n".join(refused)


def _packed(cadre: int, entry: Entry | None) -> list[object]:
    if entry is None:
        return [cadre]
    day = entry.made_up_on.isoformat() if entry.made_up_on else ""
    return [cadre, entry.mark, entry.leave_kind, day, entry.made_up_way]


def _unpacked(packed: list[str]) -> tuple[int, Entry | None]:
    if len(packed) == 1:
        return int(packed[0]), None
    cadre, mark, leave_kind, day, way = packed
    return int(cadre), Entry(Mark(mark), leave_kind, date.fromisoformat(day) if day else None, way)
