"""Contents of attachments among the backups: each is there once, under its hash, beside the packages that list it.

Packages are many, contents are large and never change: with all of them in every package 500 MB of photos would fill
25 GB of disk. Nothing is ever deleted here, as nothing is in the data folder.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from desktop_app.core.atomic import sync_folder
from desktop_app.store import attachments, keeping
from desktop_app.store.models import db

NEW_NAME = "~attachment.new"
HASH = re.compile(r"[0-9a-f]{64}")


def gather(data: Path, backups: Path) -> dict[str, int]:
    """Copy the contents that are not among the backups yet; return the size of each that is there then.

    One that cannot be read or was altered in the data folder does not take the place of the good one.
    """
    there = _contents(backups)
    for sha256, size in _contents(data).items():
        if there.get(sha256) != size and _copy(sha256, data, backups):
            there[sha256] = size
    return there


def bring_back(listed: Iterable[str], backups: Path, data: Path) -> tuple[str, ...]:
    """Copy contents from the backups to a data folder; return those that are not there or were altered."""
    return tuple(sha256 for sha256 in listed if not HASH.fullmatch(sha256) or not _copy(sha256, backups, data))


def mend(sha256: str) -> bool:
    """Put a content of the open ledger back from its backups where it is missing or altered; False where all is well.

    False as well where the backups do not have it.
    """
    place = attachments.path_of(sha256)
    if place.is_file() and attachments.is_content(place, sha256):
        return False
    data = db.path.parent
    return not bring_back([sha256], data / keeping.FOLDER, data)


def _contents(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in _files(folder)}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in (folder / attachments.FOLDER).glob("??/*") if HASH.fullmatch(path.name))


def _copy(sha256: str, from_: Path, to: Path) -> bool:
    """Copy one whole or not at all, forced to the disk; False where it cannot be read or is not what its hash says."""
    source, target = (folder / attachments.FOLDER / sha256[:2] / sha256 for folder in (from_, to))
    beside = to / NEW_NAME
    try:
        with source.open("rb") as content:
            found, _ = attachments.copy(content, beside, str(to))
        if found != sha256:
            return False
        with attachments.writable(str(to)):
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside.replace(target)
            sync_folder(target.parent)
    except OSError:
        return False
    finally:
        beside.unlink(missing_ok=True)
    return True
