"""The head anchor: the newest step and its hash, written down outside the database.

A lost or cut write-ahead log drops the last steps while every check inside the database says that all is well. The
anchor, written at closing, after import, backup and sign-off, and every 30 seconds of work, names such a loss.
"""

import json
import logging
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from peewee import DatabaseError

from desktop_app.core.atomic import write_whole
from desktop_app.core.errors import UserError
from desktop_app.store import journal
from desktop_app.store.models import db

FILE_NAME = "ledger.head.json"
EVERY_SECONDS = 30

log = logging.getLogger(__name__)


@dataclass
class _Written:
    """What was written last, and when, so that the file is not written again for nothing."""

    head: tuple[Path, int, str] | None = None
    at: float = 0.0


_written = _Written()
_one_writer = threading.Lock()


def touch(force: bool = False) -> None:
    """Write the anchor, unless that was less than 30 seconds ago and nothing forces it, or a step is not saved yet.

    A failure is logged only: the work itself is saved already.
    """
    if db.in_transaction():
        return
    with _one_writer:
        now = time.monotonic()
        if not force and now - _written.at < EVERY_SECONDS:
            return
        _written.at = now
        try:
            _write(db.path.with_name(FILE_NAME))
        except (UserError, DatabaseError):
            log.exception("the head anchor could not be written")


def compare() -> str | None:
    """Return what the database has lost since the anchor was written, as a sentence; never an error."""
    try:
        noted = json.loads(db.path.with_name(FILE_NAME).read_bytes())
        step, sha, at = int(noted["step"]), str(noted["hash"]), datetime.fromisoformat(noted["at"])
    except (OSError, ValueError, KeyError, TypeError):
        log.info("there is no readable head anchor to compare with")
        return None
    newest, _ = journal.head()
    day = f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"
    if newest < step:
        return f"上次之后有 {step - newest} 步操作丢失（{day}时共 {step} 步，现在只有 {newest} 步），请核对最近的记录。"
    if step and _hash_of(step) != sha:
        return f"数据与上次（{day}）留下的印记不符，数据文件被换过或在程序之外改动过，请核对最近的记录。"
    return None


def _write(path: Path) -> None:
    step, sha = journal.head()
    if _written.head != (path, step, sha) or not path.exists():
        content = {"step": step, "hash": sha, "at": datetime.now().isoformat(timespec="seconds")}
        write_whole(path, json.dumps(content).encode())
        _written.head = (path, step, sha)


def _hash_of(step: int) -> Any:
    return db.execute_sql("SELECT hash FROM step WHERE id = ?", (step,)).fetchone()[0]
