"""What only real processes show: the lock between two programs, and one that is killed at work."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.core.errors import UserError
from desktop_app.store import check, database, folder_lock, intent
from desktop_app.store.models import Cadre

OPEN = """
import sys
from pathlib import Path
from desktop_app.store import database, intent, journal
from desktop_app.store.models import Cadre
database.open_ledger(Path(sys.argv[1]))
"""
WAIT = "print('ready', flush=True); sys.stdin.read()\n"
WORK = (
    OPEN
    + """
with intent.doing("导入 花名册.xlsx"), journal.step("导入 花名册.xlsx（20000人）"):
    for hundred in range(200):
        Cadre.insert_many([{"name": f"{hundred}-{number}"} for number in range(100)]).execute()
    """
    + WAIT
)
WORKED = (
    OPEN
    + """
with intent.doing("导入 花名册.xlsx"):
    with journal.step("导入 花名册.xlsx（1人）"):
        Cadre.create(name="李雷")
    """
    + WAIT
)


@pytest.fixture
def program(closed):
    """Start a program on the ledger; it waits in the middle of its work until killed."""
    started = []

    def start(code):
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(closed)],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout.readline() == "ready\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_second_program_is_told_who_has_the_ledger_until_that_one_dies(closed, program):
    first = program(OPEN + WAIT)
    with pytest.raises(UserError, match=rf"进程号 {first.pid}、自\d+月\d+日"):
        database.open_ledger(closed)
    first.kill()
    first.wait()
    database.open_ledger(closed)
    database.close_ledger()


def test_a_kill_in_the_middle_of_a_big_step_leaves_nothing_and_is_told(closed, program):
    worker = program(WORK)
    worker.kill()
    worker.wait()
    (notice,) = database.open_ledger(closed).notices
    assert notice == "上次“导入 花名册.xlsx”没有做完，数据保持在它开始之前的样子。"
    assert Cadre.select().count() == 0
    assert check.check() == []
    database.close_ledger()
    assert database.open_ledger(closed).notices == ()
    database.close_ledger()


def test_a_kill_after_the_step_is_told_as_done(closed, program):
    worker = program(WORKED)
    worker.kill()
    worker.wait()
    assert database.open_ledger(closed).notices == ("上次“导入 花名册.xlsx”已经完成。",)
    assert Cadre.select().count() == 1
    database.close_ledger()


@pytest.mark.parametrize("text", [b"", b"\xff\xfe garbage", json.dumps({"pid": "?"}).encode(), b"[1]"])
def test_garbage_in_the_lock_file_harms_nobody(closed, text):
    (closed / folder_lock.FILE_NAME).write_bytes(text)
    database.open_ledger(closed)
    assert json.loads((closed / folder_lock.FILE_NAME).read_text())["pid"] == os.getpid()
    (closed / folder_lock.FILE_NAME).write_bytes(text)
    with pytest.raises(UserError, match="另一个本程序使用"):
        folder_lock.FolderLock(closed)
    database.close_ledger()


def test_work_that_ended_leaves_no_note(ledger):
    with intent.doing("导入"):
        assert (ledger / intent.FILE_NAME).exists()
    assert not (ledger / intent.FILE_NAME).exists()


def test_a_garbled_note_stops_nobody(closed):
    (closed / intent.FILE_NAME).write_bytes(b"\xff")
    assert database.open_ledger(closed).notices == ()
    database.close_ledger()
