"""A note about long work that must be all or nothing, so that the next start can say how it ended.

The database itself keeps such work whole: it is one step. The note only remembers that it had begun.
"""

import json
import logging
import os
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from desktop_app.core.atomic import write_whole
from desktop_app.store import journal
from desktop_app.store.models import db

FILE_NAME = "ledger.doing.json"

log = logging.getLogger(__name__)


@contextmanager
def doing(title: str) -> Generator[None, None, None]:
    """Keep the note while the block, one step or steps together, is running; what is part of more needs no other."""
    if db.in_transaction():
        yield
        return
    note = {
        "title": title,
        "started_at": datetime.now().isoformat(timespec="seconds"),
        "pid": os.getpid(),
        "newest_step": journal.newest_step(),
    }
    write_whole(_path(), json.dumps(note, ensure_ascii=False).encode())
    try:
        yield
    finally:
        _path().unlink(missing_ok=True)


def left_over() -> str | None:
    """How work ended that was under way when the program was stopped; the note is taken away."""
    try:
        note = json.loads(_path().read_bytes())
        title, newest_then = str(note["title"]), int(note["newest_step"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        log.warning("the note about work under way cannot be read", exc_info=True)
        return None
    _path().unlink()
    if journal.newest_step() > newest_then:
        return f"上次“{title}”已经完成。"
    return f"上次“{title}”没有做完，数据保持在它开始之前的样子。"


def _path() -> Path:
    return db.path.with_name(FILE_NAME)
