"""Backup packages: one file that holds a whole ledger, checked before it counts as one.

The live database is copied through the backup interface, since a copy of its file would miss what is still in the
write-ahead log. The copy is reopened with the key and compared with what was copied; only then is it packed, with the
key slots, read back against its hashes, and given its name. The attachments lie beside the packages of the ledger's own
backup folder, each once; a package that goes elsewhere holds them itself. Every package holds the clerk's own
templates. unpack() is the way back.
"""

import hashlib
import json
import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from desktop_app.core.atomic import sync_folder, writing
from desktop_app.core.errors import UserError
from desktop_app.store import anchor, attachments, backup_contents, journal, keeping, key_slots, own_files, troubles
from desktop_app.store.check import damage
from desktop_app.store.cipher import connect
from desktop_app.store.keeping import Made
from desktop_app.store.models import db

FORMAT = 3
MANIFEST = "manifest.json"
ATTACHMENTS = attachments.FOLDER
COPY_NAME = "ledger.db.copy"
EVERY = timedelta(minutes=30)
CHUNK = 1 << 20

_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class BackupLine:
    """One package. `step` is the last one in it; of one that cannot be read only name and size are known."""

    path: Path
    made_at: datetime
    reason: str
    pinned: bool
    step: int
    chain_head: str
    size: int
    readable: bool


def back_up(reason: str, to: Path | None = None, *, pinned: bool = False) -> Path:
    """Write a package into the ledger's backup folder, or into another; a pinned one is kept for ever."""
    folder = to or _folder()
    copy = db.path.with_name(COPY_NAME)
    with _one_at_a_time, troubles.told():
        key_slots.read(db.path.parent)  # refuses when both copies are gone
        key_slots.repair(db.path.parent, db.raw_key)
        _prepare(folder)
        try:
            manifest = _copy_database(copy) | {"reason": reason, "pinned": pinned}
            target = _free_name(folder)
            manifest["made_at"] = _made(target).at.isoformat()
            if to is None:
                manifest["contents"] = backup_contents.gather(db.path.parent, folder)
            with writing(target) as temporary:
                _pack(temporary, copy, manifest)
                _read_through(temporary, _hash_only)
        finally:
            _discard(copy)
    anchor.touch(force=True)
    return target


def backups(folder: Path | None = None) -> list[BackupLine]:
    """Return the packages, newest first."""
    return [_line(path) for path in keeping.packages(folder or _folder())]


def prune(folder: Path | None = None) -> list[Path]:
    """Delete the packages that the rules of keeping.py let go; return them.

    One that is pinned, cannot be read or was renamed stays.
    """
    candidates = {
        _made(line.path): line.path
        for line in backups(folder)
        if line.readable and not line.pinned and line.made_at == _made(line.path).at
    }
    gone = [candidates[made] for made in keeping.superfluous(candidates, datetime.now())]
    for path in gone:
        path.unlink()
    return gone


def due() -> bool:
    """Whether something has changed since the last package and that is half an hour ago."""
    now = datetime.now()
    recent = any(abs(now - _made(path).at) < EVERY for path in keeping.packages(_folder()))
    return not recent and changed_since()


def changed_since() -> bool:
    """Whether something has changed that no package holds."""
    head = journal.head()
    return head[0] > 0 and all((line.step, line.chain_head) != head for line in backups())


def unpack(package: Path, folder: Path) -> tuple[str, ...]:
    """Put a package's ledger into a new or empty folder, all or nothing, every member checked by its hash.

    Return the attachments that are not beside the package, or were altered there: the rest is worth having without.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UserError(f"“{folder}”里已有文件，请选一个空文件夹来恢复备份。")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix="~", dir=folder.parent))
    except OSError as error:
        raise UserError(f"备份不能恢复到“{folder}”，请检查那里的空间和权限。") from error
    try:
        manifest = _read_through(package, lambda name, source: _extract(fresh / name, source))
        gone = backup_contents.bring_back(manifest.get("contents", ()), package.parent, fresh)
        if folder.exists():
            folder.rmdir()
        fresh.rename(folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise UserError(f"备份不能恢复到“{folder}”，请检查那里的空间和权限。") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return gone


def _folder() -> Path:
    return db.path.with_name(keeping.FOLDER)


def _prepare(folder: Path) -> None:
    """Make the folder, and take away what a program killed while packing left in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            if path.name.startswith("~") and keeping.made(path.name[1:]):
                path.unlink()
    except OSError as error:
        raise UserError(f"备份文件夹“{folder}”不能写入，请检查移动盘是否插好，或另选文件夹。") from error


def _free_name(folder: Path) -> Path:
    now, number = datetime.now().replace(microsecond=0), 1
    while (folder / Made(now, number).name).exists():
        number += 1
    return folder / Made(now, number).name


def _made(path: Path) -> Made:
    made = keeping.made(path.name)
    if made is None:
        raise ValueError(f"not a backup package: {path.name}")
    return made


def _copy_database(copy: Path) -> dict[str, Any]:
    """Copy the database as it is at one moment, check the copy, and describe it."""
    if db.in_transaction():
        raise RuntimeError("a backup within a step would hold what is not yet saved")
    _discard(copy)  # what a program killed while copying left
    copy.touch(mode=0o600)
    target = connect(copy, db.raw_key)
    try:
        with db.atomic():  # a read transaction: counted and copied is the same moment
            described = _describe(db.execute_sql)
            db.connection().backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
        found = damage(target)
        if found or _describe(target.execute) != described:
            raise UserError(f"备份没有通过检查，没有留下这份备份：{found or '与原数据不一致，请再备份一次。'}")
    finally:
        target.close()
    with copy.open("rb+") as file:
        os.fsync(file.fileno())
    return described


def _discard(copy: Path) -> None:
    for path in copy.parent.glob(f"{copy.name}*"):  # and the rollback journal beside it
        path.unlink()


def _describe(execute: Callable[[str], Any]) -> dict[str, Any]:
    tables = execute(r"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'")
    names = [name for (name,) in tables.fetchall()]  # of the file as it is: it may wait for a migration
    step, chain_head = execute("SELECT id, hash FROM step ORDER BY id DESC LIMIT 1").fetchone() or (0, "")
    return {
        "format": FORMAT,
        "schema": execute("PRAGMA user_version").fetchone()[0],
        "sqlite": execute("SELECT sqlite_version()").fetchone()[0],
        "cipher": execute("PRAGMA cipher_version").fetchone()[0],
        "counts": {name: execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names},
        "step": step,
        "chain_head": chain_head,
    }


def _pack(target: Path, copy: Path, manifest: dict[str, Any]) -> None:
    folder = db.path.parent
    members = {db.path.name: copy} | {name: folder / name for name in (key_slots.FILE_NAME, key_slots.COPY_NAME)}
    if "contents" not in manifest:
        attached = (path for path in sorted((folder / ATTACHMENTS).rglob("*")) if path.is_file())
        members |= {path.relative_to(folder).as_posix(): path for path in attached}
    members |= own_files.packed(folder)
    hashes: dict[str, str] = {}
    target.touch(mode=0o600)  # the key is in it
    with ZipFile(target, "w") as package:  # not compressed: encrypted data does not shrink
        for name, path in members.items():
            with path.open("rb") as source, package.open(name, "w", force_zip64=True) as out:
                hashes[name] = _pour(source, out)
        package.writestr(MANIFEST, json.dumps(manifest | {"sha256": hashes}, ensure_ascii=False, indent=1))


def _line(path: Path) -> BackupLine:
    at, size = _made(path).at, path.stat().st_size
    try:
        with ZipFile(path) as package:
            manifest = _manifest(package, path)
    except (BadZipFile, OSError, UserError):
        unknown = "已损坏，读不出来"
        return BackupLine(path, at, unknown, pinned=False, step=0, chain_head="", size=size, readable=False)
    return BackupLine(
        path,
        datetime.fromisoformat(manifest["made_at"]),
        manifest["reason"],
        pinned=manifest["pinned"],
        step=manifest["step"],
        chain_head=manifest["chain_head"],
        size=size,
        readable=True,
    )


def _manifest(package: ZipFile, path: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(package.read(MANIFEST))
        newer = manifest["format"] > FORMAT
    except (KeyError, ValueError, TypeError) as error:
        raise UserError(f"“{path.name}”不是完整的备份，请换一份备份。") from error
    if newer:
        raise UserError(f"备份“{path.name}”由更新版本的程序保存，请先升级程序。")
    return manifest


def _read_through(path: Path, take: Callable[[str, Any], str]) -> dict[str, Any]:
    """Hand every member to `take`, which returns its SHA-256, and compare that with the manifest, which is returned."""
    damaged = UserError(f"备份“{path.name}”已损坏，请换一份备份。")
    try:
        with ZipFile(path) as package:
            manifest = _manifest(package, path)
            expected: dict[str, str] = manifest["sha256"]
            names = [name for name in package.namelist() if name != MANIFEST]
            if sorted(names) != sorted(expected) or not all(map(_is_ours, names)):
                raise damaged
            for name in names:
                with package.open(name) as source:
                    if take(name, source) != expected[name]:
                        raise damaged
    except (BadZipFile, EOFError, KeyError) as error:
        raise damaged from error
    return manifest


def _is_ours(name: str) -> bool:
    """Whether a member's name stays within the folder it is unpacked to."""
    parts = PurePosixPath(name).parts
    inside = len(parts) == 1 or parts[0] in (ATTACHMENTS, own_files.FOLDER)
    return inside and not any(part == ".." or set(part) & set(":\\/") for part in parts)


def _hash_only(_name: str, source: BinaryIO) -> str:
    return _pour(source, None)


def _extract(path: Path, source: BinaryIO) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    with path.open("wb") as out:
        sha = _pour(source, out)
        out.flush()
        os.fsync(out.fileno())
    return sha


def _pour(source: Any, out: Any) -> str:
    sha = hashlib.sha256()
    while chunk := source.read(CHUNK):
        sha.update(chunk)
        if out is not None:
            out.write(chunk)
    return sha.hexdigest()
