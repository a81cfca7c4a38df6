"""Writing a file whole or not at all.

The new content is written beside the target, forced to the disk and put in the target's place; killed or out of space
half-way, the old file is still there, untouched.
"""

import errno
import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.core.errors import UserError

SENTENCES = {
    errno.ENOSPC: "无法写入“{name}”：磁盘已满，请腾出空间或换一个位置。",
    errno.EDQUOT: "无法写入“{name}”：磁盘配额已用完，请腾出空间或换一个位置。",
    errno.EROFS: "无法写入“{name}”：所在的磁盘是只读的，请换一个位置。",
    errno.EACCES: "无法写入“{name}”：文件正被打开或文件夹不允许写入，请关闭打开它的程序或换一个位置。",
    errno.EPERM: "无法写入“{name}”：文件正被打开或文件夹不允许写入，请关闭打开它的程序或换一个位置。",
    errno.ENOTDIR: "无法写入“{name}”：所选的位置不是文件夹，请另选位置。",
    errno.EBUSY: "无法写入“{name}”：文件正被占用，请关闭打开它的程序。",
    errno.EISDIR: "无法写入“{name}”：已有同名的文件夹，请换一个名字。",
    errno.ENAMETOOLONG: "无法写入“{name}”：名字太长，请换一个短些的名字。",
    errno.EIO: "无法写入“{name}”：磁盘读写出错，请换一个位置。",
}


@contextmanager
def writing(path: Path) -> Generator[Path, None, None]:
    """Yield a name beside the path to write to; it takes the path's place when all went well.

    Only one writer at a time for a path: the name beside it is always the same, so that what a killed program left
    is overwritten the next time.
    """
    if not os.path.isdir(path.parent):  # noqa: PTH112  Path.is_dir raises for a long name
        raise UserError(f"无法写入“{path.name}”：文件夹“{path.parent}”不存在，请另选位置。")
    temporary = path.with_name(f"~{path.name}")
    name = path.name.removeprefix("~")  # one such name may be written on its way to another
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        if error.errno not in SENTENCES or error.filename not in {None, str(temporary), str(path), temporary, path}:
            raise
        raise UserError(SENTENCES[error.errno].format(name=name)) from error
    finally:
        _discard(temporary)


@contextmanager
def writing_folder(path: Path) -> Generator[Path, None, None]:
    """Yield a folder beside the path to write files into; it becomes the path when all went well, else it is gone."""
    temporary = path.with_name(f"~{path.name}")
    try:
        shutil.rmtree(temporary, ignore_errors=True)  # what a killed program left
        temporary.mkdir(parents=True)
        yield temporary
        temporary.rename(path)
        sync_folder(path.parent)
    except OSError as error:
        if error.errno not in SENTENCES:
            raise
        raise UserError(SENTENCES[error.errno].format(name=path.name)) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def write_whole(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write a small file; by default only its owner may read it."""
    with writing(path) as temporary:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), mode)
        with open(descriptor, "wb") as file:  # noqa: PTH123  a descriptor, so that the mode holds from the first byte
            file.write(data)


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder last through a power cut; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _discard(temporary: Path) -> None:
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        return  # the failure before this one is what the user must hear of
