"""Why a reported figure is no longer so: which of its records came, went or were changed since, in which step.

The records of then are read from the ledger as it was (journal.as_it_was); the steps since name who touched them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from desktop_app.core.scope import Asked
from desktop_app.metrics import evidence
from desktop_app.metrics.evidence import RecordLine
from desktop_app.records import labels
from desktop_app.records.releases import Difference
from desktop_app.store import journal
from desktop_app.store.journal import ChangeLine
from desktop_app.store.models import Release


class Fate(StrEnum):
    """What became of a record of a figure."""

    CAME = "现在计入"
    WENT = "不再计入"
    CHANGED = "有改动"


@dataclass(frozen=True)
class Cause:
    """A record that made a figure another one: what it `was`, and the last step that touched it."""

    fate: Fate
    record: RecordLine
    was: str
    action: str
    at: datetime | None

    @property
    def table(self) -> str:
        return self.record.table

    @property
    def id(self) -> int:
        return self.record.id


_OWNERS: Mapping[str, tuple[str, str]] = {
    "attendance": ("session", "session_id"), "part": ("session", "session_id"),
    "external_headcount": ("session", "session_id"), "review": ("note", "note_id"),
    "posting": ("cadre", "cadre_id"), "cadre_list_member": ("cadre", "cadre_id"), "leave_record": ("cadre", "cadre_id"),
}  # fmt: skip
"""Whose record a row is part of, where it is none itself, and which column says so."""

_Touched = Mapping[tuple[str, int], Sequence[ChangeLine]]


def causes(release_id: int, differences: Iterable[Difference]) -> dict[int, list[Cause]]:
    """Return for each difference (by its id) the records that made it; UserError where the tables were upgraded since.

    Where no record of its own came, went or changed, it is who was in post: the changes of people are listed.
    """
    wanted = [each for each in differences if each.now is not None]
    release = Release.get_by_id(release_id)
    now = {each.id: _records(each.then.asked) for each in wanted}
    with journal.as_it_was(release.step):
        then = {each.id: _records(each.then.asked) for each in wanted}
    touched = _touched_since(release.step)
    return {each.id: _compared(then[each.id], now[each.id], touched) for each in wanted}


def _records(asked: Asked) -> list[RecordLine]:
    return evidence.records(asked.name, asked.scope, asked.cadre_id)


def _compared(then: Sequence[RecordLine], now: Sequence[RecordLine], touched: _Touched) -> list[Cause]:
    before, after = {_key(line): line for line in then}, {_key(line): line for line in now}
    found: list[tuple[Fate, RecordLine, str]] = []
    found += [(Fate.WENT, line, line.detail) for key, line in before.items() if key not in after]
    for key, line in after.items():
        if key not in before:
            found.append((Fate.CAME, line, ""))
        elif line != before[key] or _changed_itself(line, touched):
            found.append((Fate.CHANGED, line, _other(before[key], line)))
    if not found:
        found = [(Fate.CHANGED, line, "") for line in _people(touched)]
    names = labels.names_of({"cadre": _cadres(touched)})
    causes: list[Cause] = []
    for fate, line, was in found:
        step = _step(line, touched.get((line.table, line.id), ()), names)
        causes.append(Cause(fate, line, was, step.title if step else "", step.at if step else None))
    return causes


def _step(line: RecordLine, changes: Sequence[ChangeLine], names: Mapping[tuple[str, int], str]) -> ChangeLine | None:
    """Return the last change of a record: of what is one person's in a session, the last of his own."""
    mine = [change for change in changes if names.get(("cadre", _row(change).get("cadre_id", 0))) == line.who]
    return next(reversed(mine or changes), None)


def _row(change: ChangeLine) -> Mapping[str, Any]:
    return change.after or change.before or {}


def _cadres(touched: _Touched) -> set[int]:
    found = {_row(change).get("cadre_id") for changes in touched.values() for change in changes}
    return {each for each in found if isinstance(each, int)}


def _key(line: RecordLine) -> tuple[str, int, str, str]:
    return line.table, line.id, line.uid, line.who


def _other(then: RecordLine, now: RecordLine) -> str:
    """Return what a record said that it does not say now; what it is told by is shown beside it already."""
    words = zip(_words(then), _words(now), strict=True)
    return " ".join(was for was, stands in words if was and was != stands) or then.detail


def _words(line: RecordLine) -> tuple[str, ...]:
    return (line.day.isoformat() if line.day else "", line.kind, line.title, line.detail)


def _changed_itself(line: RecordLine, touched: _Touched) -> bool:
    """Say whether the row itself was changed (its hours, its words), not only what hangs on it."""
    return any(change.table == line.table for change in touched.get((line.table, line.id), ()))


def _people(touched: _Touched) -> list[RecordLine]:
    """Return the cadres whose postings or data changed: whoever is in post is divided by."""
    return evidence.cadre_lines([id_ for table, id_ in touched if table == "cadre"])


def _touched_since(step: int) -> _Touched:
    found: dict[tuple[str, int], list[ChangeLine]] = defaultdict(list)
    for change in journal.changes_since(step):
        owner, column = _OWNERS.get(change.table, (change.table, "id"))
        for key in {row[column] for row in (change.before, change.after) if row and row.get(column)}:
            found[owner, key].append(change)
    return found
