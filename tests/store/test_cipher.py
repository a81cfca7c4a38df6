import os
import sqlite3
import sys
from threading import Thread

import pytest

from desktop_app.store import cipher, database
from desktop_app.store.models import Cadre, db


def setting(name):
    return db.execute_sql(f"PRAGMA {name}").fetchone()[0]


def test_every_setting_is_in_force(ledger):
    assert {name: setting(name) for name in cipher.SETTINGS} == cipher.SETTINGS
    assert (setting("journal_mode"), setting("synchronous")) == ("wal", 2)


def test_the_file_is_nothing_without_the_key(ledger, add_cadres):
    add_cadres("李雷")
    db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    assert "李雷".encode() not in (ledger / database.FILE_NAME).read_bytes()
    with pytest.raises(sqlite3.DatabaseError), sqlite3.connect(ledger / database.FILE_NAME) as plain:
        plain.execute("SELECT count(*) FROM cadre")


def test_a_missing_file_never_becomes_a_database(tmp_path):
    with pytest.raises(cipher.driver.OperationalError):
        cipher.connect(tmp_path / "没有.db", b"k" * 32)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="names are characters elsewhere")
def test_a_folder_named_in_another_encoding_holds_a_ledger_too(tmp_path):
    folder = tmp_path / os.fsdecode("数据".encode("gbk"))
    database.create(folder)
    assert database.open_ledger(folder).notices == ()
    database.close_ledger()


def test_another_thread_has_its_own_connection(ledger, add_cadres):
    add_cadres("李雷")
    counted = []

    def count():
        with db.connection_context():
            counted.append(Cadre.select().count())

    thread = Thread(target=count)
    thread.start()
    thread.join()
    assert counted == [1]


@pytest.mark.skipif(sys.platform == "win32", reason="a file system of Unix is imitated")
@pytest.mark.parametrize("system", ["unix-none", "unix-dotfile"])
def test_where_wal_is_impossible_the_rollback_journal_serves(closed, add_cadres, monkeypatch, system):
    real = cipher.driver.connect
    monkeypatch.setattr(cipher.driver, "connect", lambda name, **more: real(f"{name}&vfs={system}", **more))
    opened = database.open_ledger(closed)
    add_cadres("李雷")
    assert (setting("journal_mode"), setting("synchronous")) == ("delete", 3)
    assert opened.notices == (database.NO_WAL,)
    database.close_ledger()
