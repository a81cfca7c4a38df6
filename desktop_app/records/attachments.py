"""Attachments (附件): photos, scans and notices that belong to a record, and looking at them again."""

import atexit
import shutil
import stat
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.records import labels, signatures
from desktop_app.store import attachments, backup_contents, journal
from desktop_app.store.attachments import Kept, check
from desktop_app.store.models import (
    Attachment,
    Cadre,
    Education,
    LawExam,
    Note,
    PlanItem,
    Problem,
    Session,
    Training,
)
from desktop_app.store.reading import among, read

OWNERS: Mapping[str, type[Any]] = {
    "session": Session, "note": Note, "cadre": Cadre, "problem": Problem, "education": Education,
    "law_exam": LawExam, "training": Training, "plan_item": PlanItem,
}  # fmt: skip
"""The tables whose records can have attachments."""
PROGRAMS = frozenset({
    ".exe", ".com", ".bat", ".cmd", ".scr", ".pif", ".msi", ".js", ".jse", ".vbs", ".vbe", ".wsf", ".ps1", ".lnk",
    ".hta", ".jar", ".reg", ".sh", ".desktop", ".run", ".appimage",
})  # fmt: skip
"""What would not be shown but run."""
FILES_CHANGED = "附件在审签后有改动"
LONGEST_NAME, MOST_BYTES = 120, 240
"""Of a name with its ending: Windows counts characters, Linux bytes, and some are added for the copy beside it."""
KILO = 1024
_UNUSABLE = dict.fromkeys(map(ord, '\\/:*?"<>|'), "_") | dict.fromkeys(range(32), "_")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}


@dataclass(frozen=True)
class AttachmentRow:
    """One attachment; size in bytes."""

    id: int
    name: str
    sha256: str
    size: int
    added_on: date

    @property
    def kept(self) -> Kept:
        return Kept(self.name, self.sha256, self.size)

    @property
    def is_program(self) -> bool:
        return Path(self.name).suffix.lower() in PROGRAMS


@dataclass(frozen=True)
class Missing:
    """An attachment whose content is not in the data folder any more, with the record it belongs to."""

    id: int
    table: str
    record_id: int
    kind: str
    name: str


@dataclass(frozen=True)
class AddedRow:
    """An attachment with the kind and the name of the record it belongs to."""

    id: int
    kind: str
    record: str
    name: str
    size: int
    added_on: date


def listed(table: str, record_id: int) -> list[AttachmentRow]:
    """Return the attachments of a record, in the order in which they were added."""
    query = Attachment.select(
        Attachment.id, Attachment.name, Attachment.sha256, Attachment.size, Attachment.added_on
    ).where(getattr(Attachment, table) == record_id)
    return read(query.order_by(Attachment.id), AttachmentRow)


def add(table: str, record_id: int, paths: Sequence[Path]) -> set[str]:
    """Attach files to a record, all or none of them."""
    kept = keep(paths, (table, record_id))
    what = f"“{kept[0].name}”" if len(kept) == 1 else f"{len(kept)}个"
    with journal.step(f"添加附件{what}（{labels.TABLES[table]}）") as changed:
        write(table, record_id, kept)
        if table == "note":
            signatures.void([record_id], FILES_CHANGED)
    return changed


def keep(paths: Iterable[Path], record: tuple[str, int] | None = None) -> list[Kept]:
    """Copy files into the data folder before the step that attaches them; `record` is the one they are meant for."""
    chosen = list(paths)
    for path in chosen:
        check(path)
    names = {row.sha256: row.name for row in listed(*record)} if record else {}
    found: list[Kept] = []
    for path in chosen:
        kept = attachments.keep(path)
        if kept.sha256 in names:
            raise UserError(f"“{kept.name}”和“{names[kept.sha256]}”内容相同，不用再加一次。", "files")
        names[kept.sha256] = kept.name
        found.append(kept)
    return found


def write(table: str, record_id: int, kept: Iterable[Kept]) -> None:
    """Attach contents inside a step that is already open."""
    for each in kept:
        Attachment.create(**{table: record_id}, **vars(each), added_on=date.today())


def remove(ids: Sequence[int]) -> set[str]:
    """Take attachments off their records; undone with Ctrl+Z or from the history, for their contents stay."""
    names = [name for (name,) in Attachment.select(Attachment.name).where(among(Attachment.id, ids)).tuples()]
    what = f"“{names[0]}”" if len(names) == 1 else f"{len(names)}个"
    of_notes = Attachment.select(Attachment.note).where(among(Attachment.id, ids), Attachment.note.is_null(False))
    notes = [note for (note,) in of_notes.tuples()]
    with journal.step(f"删除附件{what}") as changed:
        signatures.void(notes, FILES_CHANGED)
        Attachment.delete().where(among(Attachment.id, ids)).execute()
    return changed


def opened(row: AttachmentRow) -> Path:
    """Write a copy that cannot be changed, under the name it came with, and return its path; gone when we exit."""
    if row.is_program:
        raise UserError(f"“{row.name}”是能运行的程序，不在这里打开；确实需要的请另存到别处。")
    number = 0
    while True:
        number += 1
        path = _opened_folder() / f"{row.sha256}-{number}" / usable_name(row.name)
        if not path.exists():  # one that is still being looked at could not be replaced on Windows
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_out(row, path, stat.S_IRUSR)
        if attachments.is_content(path, row.sha256):  # she may have made it writable and altered it
            return path


def export(row: AttachmentRow, target: Path) -> None:
    """Copy an attachment to where she chose."""
    _write_out(row, target, stat.S_IRUSR | stat.S_IWUSR)


def targets(rows: Iterable[AttachmentRow], folder: Path) -> list[tuple[AttachmentRow, Path]]:
    """Return where each is copied to within a folder, none over another file."""
    found: dict[Path, AttachmentRow] = {}
    for row in rows:
        name = Path(usable_name(row.name))
        path, number = folder / name, 1
        while path in found or path.exists():
            number += 1
            path = folder / f"{name.stem}（{number}）{name.suffix}"
        found[path] = row
    return [(row, path) for path, row in found.items()]


def size_text(size: int) -> str:
    """Return 850B, 12KB or 3.4MB."""
    if size < KILO:
        return f"{size}B"
    return f"{size / KILO:.0f}KB" if size < KILO * KILO else f"{size / KILO / KILO:.1f}MB"


def added(period: Period) -> list[AddedRow]:
    """Return the attachments added in the period with what their record is called, in the order of adding."""
    columns = [getattr(Attachment, table) for table in OWNERS]
    query = Attachment.select(Attachment.id, Attachment.name, Attachment.size, Attachment.added_on, *columns)
    rows = query.where(Attachment.added_on.between(period.first, period.last)).order_by(Attachment.id).tuples()
    owned = [(*row[:4], *_owner(row[4:])) for row in rows]
    names = labels.names_of({table: {key for *_, of, key in owned if of == table} for table in OWNERS})
    return [
        AddedRow(id_, labels.TABLES[table], names[table, key], name, size, day)
        for id_, name, size, day, table, key in owned
    ]


def missing() -> list[Missing]:
    """Return the attachments whose content is not there, or not of its size."""
    columns = [getattr(Attachment, table) for table in OWNERS]
    query = Attachment.select(Attachment.id, Attachment.name, Attachment.sha256, Attachment.size, *columns)
    found: list[Missing] = []
    for id_, name, sha256, size, *owners in query.order_by(Attachment.id).tuples():
        if not attachments.is_there(sha256, size):
            table, record_id = _owner(owners)
            found.append(Missing(id_, table, record_id, labels.TABLES[table], name))
    return found


def _owner(keys: Sequence[int | None]) -> tuple[str, int]:
    """Return table and id of the one record an attachment belongs to, of its columns in the order of OWNERS."""
    return next((table, key) for table, key in zip(OWNERS, keys, strict=True) if key is not None)


def usable_name(name: str) -> str:
    """Return a name as every system takes it: without signs that Windows refuses, its ending kept when it is cut."""
    clean = name.translate(_UNUSABLE).strip(" .") or "附件"
    stem, dot, ending = clean.rpartition(".")
    stem, ending = (stem, dot + ending) if dot and len(ending) <= 8 else (clean, "")  # noqa: PLR2004  of an ending
    stem = f"_{stem}" if stem.split(".")[0].lower() in _RESERVED else stem
    stem = stem[: LONGEST_NAME - len(ending)]
    return stem.encode()[: MOST_BYTES - len(ending.encode())].decode("utf-8", "ignore") + ending


def _write_out(row: AttachmentRow, target: Path, mode: int) -> None:
    """Copy a content to a path; one that was lost or altered comes back from the backups first."""
    try:
        attachments.write_out(row.kept, target, mode)
    except UserError:
        if not backup_contents.mend(row.sha256):
            raise
        attachments.write_out(row.kept, target, mode)


@cache
def _opened_folder() -> Path:
    """Make the folder for copies that are looked at; only this account can read it."""
    folder = Path(tempfile.mkdtemp(prefix="cadre-ledger-"))
    atexit.register(_empty, folder)
    return folder


def _empty(folder: Path) -> None:
    for path in folder.rglob("*"):
        path.chmod(stat.S_IRWXU)  # Windows deletes no file that is read-only
    shutil.rmtree(folder, ignore_errors=True)
