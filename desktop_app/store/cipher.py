"""The database driver: peewee on SQLCipher, with a raw key and settings that are read back.

peewee's own SQLCipher driver quotes its key as a passphrase, which costs 0.1 s at every opening to stretch. Ours is
32 random bytes already. The file must exist: a mistyped or missing path never becomes a new, empty database.
"""

import os
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from peewee import SqliteDatabase
from sqlcipher3 import dbapi2

from desktop_app.store import troubles

driver: Any = dbapi2  # it has no type stubs

SETTINGS = {
    "foreign_keys": 1,
    "recursive_triggers": 1,  # else the rows that REPLACE deletes would escape the journal
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "temp_store": 2,  # in memory: nothing of the data lies unencrypted on the disk
    "busy_timeout": 5000,
    "cache_size": -2000,  # KB; the driver's 8000 are no faster where a year is read once, and weigh on the window
}
SYNCHRONOUS = {"wal": 2, "delete": 3}  # FULL and EXTRA: what was acknowledged survives a power cut


class CipherDatabase(SqliteDatabase):
    """Give the key with init(path, raw_key=...). Each thread has its own connection."""

    server_version = driver.sqlite_version_info

    @property
    def path(self) -> Path:
        return Path(str(self.database))

    @property
    def raw_key(self) -> bytes:
        return self.connect_params["raw_key"]

    def _connect(self) -> Any:
        connection = connect(self.path, self.raw_key)
        try:
            _choose_journal(connection)
            for name, value in SETTINGS.items():
                _set(connection, name, value)
            cast("Any", self)._add_conn_hooks(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def connect(path: Path, raw_key: bytes) -> Any:
    """Return a bare connection to an existing file, with the key and nothing else set; it changes nothing."""
    posix = path.absolute().as_posix()
    address = f"file://{'' if posix.startswith('/') else '/'}{quote(os.fsencode(posix))}?mode=rw"
    connection: Any = driver.connect(address, uri=True, isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{raw_key.hex()}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")
    if not connection.execute("PRAGMA cipher_version").fetchone():
        connection.close()
        raise RuntimeError("the driver was built without encryption")
    return connection


def _choose_journal(connection: Any) -> None:
    """WAL where the file system can do it; otherwise (shares, some sticks) the slower rollback journal."""
    try:
        mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    except driver.OperationalError as error:
        if troubles.code_of(error) != troubles.CANTOPEN:
            raise
        mode = "impossible"
    if mode != "wal":
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # a file left in WAL mode opens no other way here
        mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        connection.execute("PRAGMA locking_mode = NORMAL")
    _set(connection, "synchronous", SYNCHRONOUS[mode])


def _set(connection: Any, name: str, value: int) -> None:
    connection.execute(f"PRAGMA {name} = {value}")
    if connection.execute(f"PRAGMA {name}").fetchone() != (value,):
        raise RuntimeError(f"the database refused {name} = {value}")
