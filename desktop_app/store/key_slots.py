"""The key-slot file: the data key, wrapped once for each way in, in two copies beside the database.

The database is always encrypted with a random key that never changes, so that a password is set, changed or dropped by
rewriting this small file. A slot has a kind; there is one so far, "open", for a ledger without a password: the key lies
in a file that only the user of the computer can read. Slots that wrap the key under a password are further kinds.
"""

import base64
import binascii
import hashlib
import json
import logging
import secrets
from pathlib import Path
from typing import Any

from desktop_app.core.atomic import write_whole
from desktop_app.core.errors import UserError

FILE_NAME = "ledger.keys"
COPY_NAME = "ledger.keys.bak"
VERSION = 1
KEY_BYTES = 32

log = logging.getLogger(__name__)


def create(folder: Path) -> bytes:
    """Make a data key and write it down in both copies; return it."""
    raw_key = secrets.token_bytes(KEY_BYTES)
    slot = {"kind": "open", "key": base64.b64encode(raw_key).decode(), "check": _check(raw_key)}
    _write(folder, json.dumps({"version": VERSION, "slots": [slot]}, indent=1).encode())
    return raw_key


def present(folder: Path) -> bool:
    return any((folder / name).exists() for name in (FILE_NAME, COPY_NAME))


def read(folder: Path) -> tuple[bytes, ...]:
    """Return the data keys of the copies that are whole: mostly one, two where a copy is from another ledger."""
    keys = tuple(dict.fromkeys(key for data in _copies(folder) if (key := _key_in(data)) is not None))
    if keys:
        return keys
    state = "已损坏" if present(folder) else "不见了"
    raise UserError(f"密钥文件“{FILE_NAME}”{state}，数据无法读取，请从备份中取回它。")


def repair(folder: Path, raw_key: bytes) -> None:
    """Make both copies equal again when one was lost, damaged or swapped; the one that holds the key is right."""
    copies = _copies(folder)
    right = next((data for data in copies if _key_in(data) == raw_key), None)
    if right is None:
        raise UserError(f"密钥文件“{FILE_NAME}”不是这份数据的，请从备份中取回它。")
    if any(data != right for data in copies):
        log.warning("one copy of the key slots was damaged, missing or not ours: rewritten from the other")
        _write(folder, right)


def _copies(folder: Path) -> list[bytes]:
    return [_bytes_of(folder / name) for name in (FILE_NAME, COPY_NAME)]


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise UserError(f"密钥文件“{path.name}”读不出来，请检查数据文件夹的权限。") from error


def _write(folder: Path, data: bytes) -> None:
    for name in (FILE_NAME, COPY_NAME):
        write_whole(folder / name, data)


def _key_in(data: bytes) -> bytes | None:
    """Return the key of the open slot; None where the copy is damaged."""
    try:
        content: dict[str, Any] = json.loads(data)
        version, slots = int(content["version"]), {slot["kind"]: slot for slot in content["slots"]}
    except (ValueError, KeyError, TypeError):
        return None
    if version > VERSION or (slots and "open" not in slots):
        raise UserError(f"密钥文件“{FILE_NAME}”由更新版本的程序保存，请先升级程序。")
    try:
        raw_key = base64.b64decode(slots["open"]["key"], validate=True)
        whole = len(raw_key) == KEY_BYTES and slots["open"]["check"] == _check(raw_key)
    except (binascii.Error, KeyError, TypeError, ValueError):
        return None
    return raw_key if whole else None


def _check(raw_key: bytes) -> str:
    """Enough to tell a damaged key from a whole one."""
    return hashlib.sha256(b"cadre-ledger data key" + raw_key).hexdigest()[:16]
