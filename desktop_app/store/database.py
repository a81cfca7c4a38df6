"""The data folder: creating a ledger, opening it after every check, closing it.

The checks come before the first connection, cheapest first, and change nothing on the disk: a missing or empty file
would silently become a new database, and a program that is older than its data would spoil it. The first page is
encrypted like the rest, so the file's own marks can be read only after the key.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from desktop_app.core.atomic import sync_folder
from desktop_app.core.errors import UserError
from desktop_app.store import anchor, intent, journal, keeping, key_slots, troubles
from desktop_app.store.cipher import connect, driver
from desktop_app.store.folder_lock import FolderLock
from desktop_app.store.migrations import MIGRATIONS
from desktop_app.store.models import TABLES, db

FILE_NAME = "ledger.db"
NEW_NAME = "ledger.db.new"
APPLICATION_ID = 0x43444C47  # "CDLG"
PAGE = 4096
FOREIGN = {  # how files begin that are surely none of ours, whose first bytes are random
    b"SQLite format 3\0": "一个未加密的数据库",
    b"\xff\xd8\xff\xe0": "一张图片",
    b"\xff\xd8\xff\xe1": "一张图片",
    b"\x89PNG\r\n\x1a\n": "一张图片",
    b"PK\x03\x04": "一个压缩包或 Office 文件",
    b"\xd0\xcf\x11\xe0": "一个旧版 Office 文件",
    b"%PDF-": "一个 PDF 文件",
}
NO_WAL = "数据文件夹所在的位置（网络共享或移动盘）只能用较慢的保存方式，数据同样安全。"

_locks: list[FolderLock] = []  # that of the open ledger; there is one at most


@dataclass(frozen=True)
class Opened:
    """What the user should be told after opening: plain sentences, mostly none."""

    notices: tuple[str, ...]


def holds_ledger(folder: Path) -> bool:
    """Whether a ledger is or was there: also the traces of one whose file is missing count."""
    names = (FILE_NAME, anchor.FILE_NAME, keeping.FOLDER)
    return any(os.path.exists(folder / name) for name in names)  # noqa: PTH110  Path.exists raises for a long name


def create(folder: Path) -> None:
    """Make the folder, its key and an empty database; the database comes last and whole.

    A key that is there alone was left by a creation that was cut short, and is used.
    """
    if _locks:
        raise RuntimeError("a ledger is open already")
    if holds_ledger(folder):
        raise UserError(f"“{folder}”里已经有台账数据，请直接打开它，或换一个文件夹。")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"不能建立文件夹“{folder}”，请检查权限，或换一个位置。") from error
    lock = FolderLock(folder)
    try:
        with troubles.told():
            raw_key = key_slots.read(folder)[0] if key_slots.present(folder) else key_slots.create(folder)
            _build(folder / NEW_NAME, raw_key)
            (folder / NEW_NAME).replace(folder / FILE_NAME)
            sync_folder(folder)
    finally:
        lock.release()


def open_ledger(folder: Path) -> Opened:
    """Check, lock, unlock with the key, bring the tables up to date; connects this thread."""
    if _locks:
        raise RuntimeError("a ledger is open already")
    path = folder / FILE_NAME
    _refuse_unusable(path)
    key_slots.read(folder)
    lock = FolderLock(folder)
    try:
        with troubles.told():
            raw_key, version = _unlock(path, key_slots.read(folder))
            key_slots.repair(folder, raw_key)
            _connect(path, raw_key, version)
            notices = (intent.left_over(), anchor.compare(), None if db.journal_mode == "wal" else NO_WAL)
    except BaseException:
        if not db.is_closed():
            db.close()
        lock.release()
        raise
    _locks.append(lock)
    return Opened(tuple(notice for notice in notices if notice))


def close_ledger() -> None:
    """Write the anchor, close this thread's connection, let the next program in; nothing where none is open."""
    if not _locks:
        return
    try:
        anchor.touch(force=True)
    finally:
        db.close()
        _locks.pop().release()


def _refuse_unusable(path: Path) -> None:
    """Look at what can be known of the file without a key."""
    if not os.path.isdir(path.parent):  # noqa: PTH112  Path.is_dir raises for a long name
        raise UserError(f"数据文件夹“{path.parent}”不存在，请检查移动盘是否插好，或另选数据文件夹。")
    if not path.is_file():
        raise UserError(f"“{path.parent}”里没有台账数据文件“{FILE_NAME}”，请另选数据文件夹，或{_restore(path)}。")
    try:
        with path.open("rb+") as file:
            beginning, size = file.read(16), os.fstat(file.fileno()).st_size
    except OSError as error:
        raise UserError(f"数据文件“{path}”不能读写，请检查它的权限。") from error
    if size < PAGE:
        state = "是空的" if size == 0 else "只剩下一小段"
        raise UserError(f"数据文件“{path.name}”{state}，请{_restore(path)}。")
    for mark, kind in FOREIGN.items():
        if beginning.startswith(mark):
            raise UserError(f"“{path}”不是台账数据文件，而是{kind}，请移走它并{_restore(path)}。")


def _restore(path: Path) -> str:
    newest = next(iter(keeping.packages(path.parent / keeping.FOLDER)), None)
    return f"用最近的备份“{newest.name}”恢复" if newest else "用备份恢复"


def _connect(path: Path, raw_key: bytes, version: int) -> None:
    db.init(str(path), raw_key=raw_key)
    db.connect()
    if version < len(MIGRATIONS):
        from desktop_app.store import backup  # noqa: PLC0415  slow to load, and rarely wanted here

        backup.back_up("升级数据之前", pinned=True)
        _migrate(version)


def _unlock(path: Path, raw_keys: tuple[bytes, ...]) -> tuple[bytes, int]:
    """Return the key that fits the file and the version of its tables."""
    marks = {raw_key: found for raw_key in raw_keys if (found := _marks(path, raw_key))}
    if not marks:
        raise UserError(f"数据文件已损坏或与密钥文件不配套，“{path.name}”无法读取，请{_restore(path)}。")
    raw_key, (application, version) = next(iter(marks.items()))
    if application != APPLICATION_ID:
        raise UserError(f"“{path}”不是台账数据文件，请移走它并{_restore(path)}。")
    if version > len(MIGRATIONS):
        raise UserError("这份数据由更新版本的程序保存，请先升级程序。")
    return raw_key, version


def _marks(path: Path, raw_key: bytes) -> tuple[int, int] | None:
    """Look through a connection of its own, which changes nothing, before the real one sets anything."""
    connection = connect(path, raw_key)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # reads a file in WAL mode even where WAL is impossible
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    except driver.DatabaseError as error:
        if not troubles.is_damage(error):
            raise
        return None
    finally:
        connection.close()
    return application, version


def _build(path: Path, raw_key: bytes) -> None:
    for leftover in path.parent.glob(f"{path.name}*"):
        leftover.unlink()
    path.touch(mode=0o600)
    db.init(str(path), raw_key=raw_key)
    db.connect()
    try:
        db.application_id = APPLICATION_ID
        _migrate(0)
    finally:
        db.close()


def _migrate(version: int) -> None:
    """All pending migrations in one transaction; a kill half-way leaves the old version."""
    db.foreign_keys = 0  # has no effect once a transaction is open
    with db.atomic("IMMEDIATE"):
        journal.remove()
        for migration in MIGRATIONS[version:]:
            migration(db)
        db.user_version = len(MIGRATIONS)
        journal.install(TABLES)
        broken = db.execute_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"a migration left {len(broken)} rows that point nowhere")
    db.foreign_keys = 1
