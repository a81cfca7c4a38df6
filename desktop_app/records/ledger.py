"""The ledger as a whole: making one, opening it, closing it, copying it.

The backup module is loaded where a copy is made or looked at: the window should stand before that.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import desktop_app
from desktop_app.core.errors import UserError
from desktop_app.store import anchor, database, keeping, troubles
from desktop_app.store.models import UnsavedMarks, db

if TYPE_CHECKING:
    from desktop_app.store.backup import BackupLine

RESOURCES = Path(desktop_app.__file__).parents[1] / "resources"
SAMPLE = RESOURCES / "sample"


def default_folder() -> Path:
    """Return where data lies unless she chose another place: her own data folder, never beside the program."""
    from platformdirs import user_data_path  # noqa: PLC0415  only when no folder is remembered

    return user_data_path("cadre-ledger", appauthor=False, roaming=False)


def exists(folder: Path) -> bool:
    return database.holds_ledger(folder)


def create(folder: Path) -> None:
    """Make an empty ledger in the folder, which is created where it does not exist."""
    database.create(folder)


def open_(folder: Path) -> tuple[str, ...]:
    """Open the ledger of the folder; return what the clerk should be told about it."""
    notices = database.open_ledger(folder).notices
    if UnsavedMarks.select().exists():
        from desktop_app.records import unsaved_marks  # noqa: PLC0415  only after the program was killed

        notices = (*notices, *filter(None, (unsaved_marks.recover(),)))
    return notices


def close() -> None:
    """Close the ledger; a copy is made first where anything changed since the last one."""
    from desktop_app.store import backup  # noqa: PLC0415

    try:
        refuse_vanished()
        if backup.changed_since():
            backup.back_up("退出时")
            backup.prune()
    finally:
        database.close_ledger()


def back_up(reason: str, to: Path | None = None) -> Path:
    """Write a checked copy of everything as one file, into the data folder's backups or the given folder."""
    from desktop_app.store import backup  # noqa: PLC0415

    refuse_vanished()
    return backup.back_up(reason, to)


def backups() -> "list[BackupLine]":
    from desktop_app.store import backup  # noqa: PLC0415

    return backup.backups()


def refuse_vanished() -> None:
    """Say that the data folder is gone (a stick pulled out, a folder moved) while the ledger is open."""
    if not db.path.exists():
        raise UserError(f"数据文件夹“{folder()}”不见了，刚才的改动可能没有保存；请把它放回原处再继续，不要在别处新建。")


def folder() -> Path:
    """Return the data folder of the open ledger."""
    return db.path.parent


def last_backup() -> datetime | None:
    """Return when the newest copy in the data folder was made, by its name; None while there is none."""
    newest = next(iter(keeping.packages(folder() / keeping.FOLDER)), None)
    made = keeping.made(newest.name) if newest else None
    return made.at if made else None


def check_up() -> list[str]:
    """Check pages, references and the journal's chain; return what is wrong in sentences, nothing when all is well."""
    from desktop_app.store import check  # noqa: PLC0415

    return check.check()


def keep_safe() -> None:
    """Write the anchor (at most every 30 s) and a copy (at most every 30 min); called while the window is open."""
    from desktop_app.store import backup  # noqa: PLC0415

    refuse_vanished()
    anchor.touch()
    if backup.due():
        backup.back_up("定时")
        backup.prune()


def fault(error: BaseException) -> str | None:
    """Return the sentence for a fault of the disk or the data file behind an error; None where it is a bug of ours."""
    return troubles.in_words(error)
