"""Contents of attached files, in the data folder under their hash: never twice, never under the name they came with.

A content is never deleted: a step of the journal may bring the record back that it belongs to.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop_app.core.atomic import SENTENCES, sync_folder
from desktop_app.core.errors import UserError
from desktop_app.store.models import db

FOLDER = "attachments"
NEW_NAME = "attachment.new"
MOST_MB = 200
MOST = MOST_MB << 20
CHUNK = 1 << 20


@dataclass(frozen=True)
class Kept:
    """A content that is safely in the data folder, and the name it came with."""

    name: str
    sha256: str
    size: int


def check(path: Path) -> int:
    """Return the size of a file that can be attached; UserError says why one cannot. Reads nothing of it."""
    name = shown_name(path)
    with _readable(name):
        found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise UserError(f"“{name}”是文件夹，请打开它，选里面的文件。")
    if not stat.S_ISREG(found.st_mode):
        raise UserError(f"“{name}”不是文件，不能作附件。")
    if found.st_size > MOST:
        raise UserError(f"“{name}”有{_megabytes(found.st_size)}，附件最大{MOST_MB}MB，请压缩或只留需要的部分。")
    if found.st_size == 0:
        raise UserError(f"“{name}”是空文件，没有内容可以保存。")
    return found.st_size


def keep(path: Path) -> Kept:
    """Copy a file into the data folder, forced to the disk, and return what it is kept as."""
    check(path)
    name = shown_name(path)
    beside = db.path.with_name(NEW_NAME)
    try:
        with _readable(name), path.open("rb") as source:
            sha, size = copy(source, beside, name)
        target = path_of(sha)
        with writable(name):
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside.replace(target)  # over one that is there: it may have been altered
            sync_folder(target.parent)
    finally:
        beside.unlink(missing_ok=True)
    return Kept(name, sha, size)


def path_of(sha256: str) -> Path:
    return db.path.with_name(FOLDER) / sha256[:2] / sha256


def is_there(sha256: str, size: int) -> bool:
    """Whether a content is there with its size; whether it is the same is seen when it is read."""
    try:
        return path_of(sha256).stat().st_size == size
    except OSError:
        return False


def is_content(path: Path, sha256: str) -> bool:
    """Whether a file holds exactly this content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256


def write_out(kept: Kept, target: Path, mode: int = 0o600) -> None:
    """Copy a content to a path, which is overwritten; UserError where it is missing or was altered."""
    source_path = path_of(kept.sha256)
    if not source_path.is_file():
        raise UserError(f"附件“{kept.name}”的内容不见了，请从备份里找回，或删除后重新添加。")
    beside = target.with_name(f"~{target.name}")
    try:
        with _readable(kept.name), source_path.open("rb") as source:
            sha, _ = copy(source, beside, target.name)
        if sha != kept.sha256:
            raise UserError(f"附件“{kept.name}”的内容被改动或已损坏，请从备份里找回，或删除后重新添加。")
        with writable(target.name):
            beside.chmod(mode)
            beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def shown_name(path: Path) -> str:
    """Return a file's own name as text."""
    return shown(path.name)


def shown(text: str) -> str:
    """Return a name with bytes that are no UTF-8 read as GB18030, since the database takes only text."""
    name = os.fsencode(text)
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("gb18030", "replace")


def copy(source: BinaryIO, beside: Path, name: str) -> tuple[str, int]:
    """Copy to a file only its owner may read; return the SHA-256 and the size. Stops where there is too much of it.

    UserError where it cannot be written, OSError where it cannot be read.
    """
    sha, size = hashlib.sha256(), 0
    with writable(name):
        beside.unlink(missing_ok=True)  # what a program killed while copying left
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with open(descriptor, "wb") as out:  # noqa: PTH123  a descriptor, so that the mode holds from the first byte
        while chunk := source.read(CHUNK):
            sha.update(chunk)
            size += len(chunk)
            if size > MOST:
                raise UserError(f"“{name}”超过{MOST_MB}MB，请压缩或只留需要的部分。")
            with writable(name):
                out.write(chunk)
        with writable(name):
            out.flush()
            os.fsync(out.fileno())
    return sha.hexdigest(), size


@contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise UserError(f"找不到“{name}”，请检查它是否已移走或改名。") from error
    except OSError as error:
        raise UserError(f"“{name}”不能读取，请关闭正在使用它的程序，并检查它的权限。") from error


@contextmanager
def writable(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        sentence = SENTENCES.get(error.errno or 0, "无法写入“{name}”：请检查数据文件夹能否写入。")
        raise UserError(sentence.format(name=name)) from error


def _megabytes(size: int) -> str:
    megabytes = size / (1 << 20)
    return f"{megabytes / 1024:.1f}GB" if megabytes >= 1024 else f"{megabytes:.0f}MB"  # noqa: PLR2004  a GB
