"""The chain: each step's hash covers its own changes and the hash of the step before."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from desktop_app.store.models import db

CHANGES = "SELECT step_id, id, table_name, row_key, before, after FROM change"
UNIT, RECORD = "\x1f", "\x1e"  # never occur in names, nor in JSON, which escapes control characters


@dataclass(frozen=True)
class Verification:
    """How many steps hold, the hash of the last of them, and what is wrong, as a sentence."""

    count: int
    head_hash: str
    problem: str | None


def head() -> tuple[int, str]:
    """Return the newest step and its hash; (0, "") while nothing was ever done."""
    return db.execute_sql("SELECT id, hash FROM step ORDER BY id DESC LIMIT 1").fetchone() or (0, "")


def seal(header: tuple[Any, ...], tables: set[str]) -> str:
    """Return the hash of a step about to be written; add the names of the tables it changed to the set."""
    changes = db.execute_sql(f"{CHANGES} WHERE step_id = ? ORDER BY id", (header[0],))
    return _digest(header, _noting_tables(changes, tables))


def verify() -> Verification:
    """Walk the whole chain; stops at the first step that does not hold."""
    steps = db.execute_sql(
        "SELECT id, at, actor, title, undoes, schema_version, previous_hash, hash FROM step ORDER BY id"
    )
    groups = groupby(db.execute_sql(f"{CHANGES} ORDER BY id"), key=lambda change: change[0])
    owner, changes = next(groups, (None, ()))
    count, previous = 0, ""
    for *header, stored in steps:
        mine = changes if owner == header[0] else ()
        if (header[0], header[-1]) != (count + 1, previous) or stored != _digest(tuple(header), mine):
            problem = f"操作记录第 {count + 1} 步起与校验值不符：它或它的内容在程序之外被改动过。"
            return Verification(count, previous, problem)
        if owner == header[0]:
            owner, changes = next(groups, (None, ()))
        count, previous = count + 1, stored
    problem = None if owner is None else f"操作记录第 {count} 步之后有内容不属于任何一步：它在程序之外被改动过。"
    return Verification(count, previous, problem)


def _noting_tables(changes: Iterable[tuple[Any, ...]], tables: set[str]) -> Iterator[tuple[Any, ...]]:
    for change in changes:
        tables.add(change[2])
        yield change


def _digest(header: tuple[Any, ...], changes: Iterable[tuple[Any, ...]]) -> str:
    """SHA-256 over (id, at, actor, title, undoes, schema version, previous hash) and every change."""
    sha = hashlib.sha256(json.dumps(header, ensure_ascii=False).encode())
    for _, change_id, table, key, before, after in changes:
        sha.update(f"{RECORD}{change_id}{UNIT}{table}{UNIT}{key}{UNIT}{before or ''}{UNIT}{after or ''}".encode())
    return sha.hexdigest()
