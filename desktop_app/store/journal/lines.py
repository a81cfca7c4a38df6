"""What a history page reads: steps, newest first, and the changes of a step or of a record."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop_app.store.models import db

UNDONE, REDONE = "撤销：", "重做："
STEP = "SELECT id, at, actor, title, undoes, schema_version FROM step"


@dataclass(frozen=True)
class StepLine:
    """One step. `changes` is how many rows it wrote; `undone` that a later step took it back."""

    id: int
    at: datetime
    actor: str
    title: str
    undoes: int | None
    schema_version: int
    changes: int
    undone: bool

    @property
    def action(self) -> str:
        """The title without 撤销 or 重做 before it: what a menu names."""
        return self.title.removeprefix(UNDONE).removeprefix(REDONE)


@dataclass(frozen=True)
class ChangeLine:
    """One row as it was before and after a step; None where it was not there."""

    step_id: int
    at: datetime
    actor: str
    title: str
    table: str
    key: tuple[Any, ...]
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def steps(limit: int, before_id: int | None = None, text: str = "") -> list[StepLine]:
    """Newest first, older than before_id, with the text in the title or the actor's name."""
    rows = db.execute_sql(
        f"{STEP} WHERE (? IS NULL OR id < ?) AND (instr(title, ?) OR instr(actor, ?)) ORDER BY id DESC LIMIT ?",
        (before_id, before_id, text, text, limit),
    ).fetchall()
    return _lines(rows)


def one(step_id: int) -> StepLine:
    return _lines(db.execute_sql(f"{STEP} WHERE id = ?", (step_id,)).fetchall())[0]


def changes_of(step_id: int) -> list[ChangeLine]:
    return _changes("change.step_id = ?", (step_id,))


def changes_since(step_id: int) -> list[ChangeLine]:
    """Return all changes of later steps, the oldest first."""
    return _changes("change.step_id > ?", (step_id,))


def history_of(table: str, key: tuple[Any, ...]) -> list[ChangeLine]:
    """All that ever happened to a row, newest first."""
    row_key = json.dumps(key, ensure_ascii=False, separators=(",", ":"))  # as SQLite's json_array writes it
    return _changes("table_name = ? AND row_key = ?", (table, row_key))[::-1]


def undone_among(step_ids: Iterable[int]) -> set[int]:
    """Which of these steps have no effect any more: a later step undoes them and is not undone itself."""
    wanted = json.dumps(list(step_ids))
    later = db.execute_sql(
        "WITH RECURSIVE later (id, undoes) AS ("
        " SELECT id, undoes FROM step WHERE undoes IN (SELECT value FROM json_each(?)) UNION"
        " SELECT step.id, step.undoes FROM later JOIN step ON step.undoes = later.id)"
        " SELECT id, undoes FROM later ORDER BY id DESC",
        (wanted,),
    )
    undone: set[int] = set()
    for step_id, undoes in later.fetchall():
        if step_id not in undone:
            undone.add(undoes)
    return undone


def _lines(rows: list[tuple[Any, ...]]) -> list[StepLine]:
    step_ids = [row[0] for row in rows]
    undone = undone_among(step_ids)
    counts = dict(
        db.execute_sql(
            "SELECT step_id, count(*) FROM change WHERE step_id IN (SELECT value FROM json_each(?)) GROUP BY step_id",
            (json.dumps(step_ids),),
        ).fetchall()
    )
    return [
        StepLine(
            id=step_id,
            at=datetime.fromisoformat(at),
            actor=actor,
            title=title,
            undoes=undoes,
            schema_version=version,
            changes=counts.get(step_id, 0),
            undone=step_id in undone,
        )
        for step_id, at, actor, title, undoes, version in rows
    ]


def _changes(condition: str, parameters: tuple[Any, ...]) -> list[ChangeLine]:
    rows = db.execute_sql(
        "SELECT step.id, at, actor, title, table_name, row_key, before, after"
        f" FROM change JOIN step ON step.id = change.step_id WHERE {condition} ORDER BY change.id",
        parameters,
    )
    return [
        ChangeLine(
            step_id=step_id,
            at=datetime.fromisoformat(at),
            actor=actor,
            title=title,
            table=table,
            key=tuple(json.loads(key)),
            before=json.loads(before or "null"),
            after=json.loads(after or "null"),
        )
        for step_id, at, actor, title, table, key, before, after in rows.fetchall()
    ]
