"""One program at a time for a data folder, window or command line alike.

A lock of the operating system on a file that stays where it is: the kernel lets go of it when a program ends, however
it ends, so a lock is never stale, and what the file says (host, process, program, since when) is only for the sentence
shown to the second one. A lock file that merely exists would need guesses about processes long dead. Qt's lock file is
of that kind, and Qt is not loaded where there is no window.
"""

import errno
import json
import logging
import os
import platform
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_app.core.errors import UserError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

log = logging.getLogger(__name__)

FILE_NAME = "ledger.lock"
NO_LOCKS_HERE = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}  # some network file systems
FAR_BYTE = 1 << 30  # Windows locks bytes against reading too: lock one beyond the text


class FolderLock:
    """Held from construction to release()."""

    def __init__(self, folder: Path) -> None:
        path = folder / FILE_NAME
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise UserError(f"数据文件夹“{folder}”不能写入，请检查它的权限，或换一个文件夹。") from error
        try:
            _lock(self._descriptor)
        except OSError as error:
            holder = _read(self._descriptor)
            os.close(self._descriptor)
            if error.errno in NO_LOCKS_HERE:
                raise UserError(f"“{folder}”所在的位置不支持加锁，请把数据文件夹放到本机的磁盘上。") from error
            raise UserError(f"数据正由{_described(holder)}使用，请先关闭那个窗口。") from error
        _sign(self._descriptor)

    def release(self) -> None:
        os.close(self._descriptor)


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        os.lseek(descriptor, FAR_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sign(descriptor: int) -> None:
    text = {
        "host": platform.node(),
        "pid": os.getpid(),
        "program": Path(sys.argv[0]).name,
        "since": datetime.now().isoformat(timespec="seconds"),
    }
    try:
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, json.dumps(text, ensure_ascii=False).encode())
    except OSError:
        log.warning("the lock is held, but its file cannot say by whom", exc_info=True)


def _read(descriptor: int) -> dict[str, Any]:
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        content = json.loads(os.read(descriptor, 4096))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _described(holder: dict[str, Any]) -> str:
    try:
        since = datetime.fromisoformat(holder["since"])
        return (
            f"另一个本程序（主机 {holder['host']}、进程号 {holder['pid']}、"
            f"自{since.month}月{since.day}日{since:%H:%M}起）"
        )
    except (KeyError, TypeError, ValueError):
        return "另一个本程序"
