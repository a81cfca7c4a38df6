"""The log of what went out (导出记录): every file written and every sheet printed, which nobody takes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from pathlib import Path

from desktop_app.store import journal
from desktop_app.store.attachments import shown
from desktop_app.store.journal import CLERK
from desktop_app.store.models import ExportLog

WAYS = {".pdf": "PDF", ".xlsx": "Excel", ".docx": "Word", ".png": "图片"}
"""What a file is called, by its ending."""


@dataclass(frozen=True)
class ExportRow:
    """A thing that went out; `pages` is None where it has none, `place` empty where it went to the printer."""

    id: int
    at: datetime
    actor: str
    what: str
    way: str
    place: str
    pages: int | None
    masked: bool


def log(what: str, way: str, place: str = "", pages: int | None = None, *, masked: bool = False) -> set[str]:
    """Write down that something went out: 月度统计表, 打印 …; a step of history that is never undone."""
    what, place = shown(what), str(Path(*map(shown, Path(place).parts))) if place else ""
    with journal.step(f"{way}：{what}{'（脱敏）' if masked else ''}") as changed:
        ExportLog.create(
            at=datetime.now().isoformat(timespec="seconds"), actor=CLERK, what=what, way=way, place=place, pages=pages,
            masked=masked,
        )  # fmt: skip
    return changed


def log_file(path: Path, pages: int | None = None) -> set[str]:
    """Write down a file that was written: by its name, as what its ending says."""
    return log(path.stem, WAYS[path.suffix.lower()], str(path), pages)


def log_masked(what: str, path: Path, pages: int | None = None) -> set[str]:
    """Write down a copy for outsiders (脱敏), of what it is one: its own name hides that."""
    return log(what, WAYS[path.suffix.lower()], str(path), pages, masked=True)


def listed(text: str = "", limit: int = 1000) -> Sequence[ExportRow]:
    """Return the newest first; those in which the text stands, where one is given."""
    columns = (
        ExportLog.id, ExportLog.at, ExportLog.actor, ExportLog.what, ExportLog.way, ExportLog.place, ExportLog.pages,
        ExportLog.masked,
    )  # fmt: skip
    found = ExportLog.id > 0
    if text := text.strip():
        searched = (ExportLog.what, ExportLog.way, ExportLog.place, ExportLog.at)
        found = reduce(or_, (column.contains(text) for column in searched))
    query = ExportLog.select(*columns).where(found).order_by(ExportLog.id.desc()).limit(limit)
    return [
        ExportRow(id_, datetime.fromisoformat(at), actor, what, way, place, pages, bool(masked))
        for id_, at, actor, what, way, place, pages, masked in query.tuples()
    ]
