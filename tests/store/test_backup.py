import json
import os
import shutil
from datetime import datetime, timedelta
from zipfile import ZipFile

import pytest

from desktop_app.core.errors import UserError
from desktop_app.store import backup, check, database, journal, keeping, key_slots, troubles
from desktop_app.store.cipher import driver
from desktop_app.store.models import Cadre


@pytest.fixture
def clock(monkeypatch):
    """Set the clock that packages are named by."""

    def set_to(moment):
        class Clock(datetime):
            @classmethod
            def now(cls, tz=None):
                return cls(*moment.timetuple()[:6])

        monkeypatch.setattr(backup, "datetime", Clock)

    return set_to


def test_a_package_unpacked_elsewhere_is_the_same_ledger(ledger, add_cadres, tmp_path):
    add_cadres("李雷", "韩梅梅")
    head = journal.head()
    package = backup.back_up("导入之前")
    add_cadres("后来的人")
    database.close_ledger()
    backup.unpack(package, tmp_path / "恢复")
    assert database.open_ledger(tmp_path / "恢复").notices == ()
    assert (Cadre.select().count(), journal.head(), check.check()) == (2, head, [])
    database.close_ledger()
    database.open_ledger(ledger)


def test_a_package_says_what_it_holds(ledger, add_cadres):
    add_cadres("李雷", "韩梅梅")
    package = backup.back_up("导入之前", pinned=True)
    (line,) = backup.backups()
    assert (line.path, line.reason, line.pinned, line.step, line.readable) == (package, "导入之前", True, 1, True)
    with ZipFile(package) as content:
        manifest = json.loads(content.read(backup.MANIFEST))
    assert (manifest["counts"]["cadre"], manifest["counts"]["change"]) == (2, 2)
    assert manifest["chain_head"] == journal.head()[1]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps other rights")
def test_a_package_is_for_its_owner_only_since_the_key_is_in_it(ledger):
    assert backup.back_up("试").stat().st_mode & 0o777 == 0o600


def test_two_packages_in_one_second_are_two(ledger, clock):
    clock(datetime(2026, 3, 31, 18))
    first, second = backup.back_up("一"), backup.back_up("二")
    assert [line.path for line in backup.backups()] == [second, first]
    assert second.name == "台账备份-20260331-180000-2.cadrebak"


def test_nothing_but_packages_is_left_behind(ledger, tmp_path):
    elsewhere = tmp_path / "U盘"
    elsewhere.mkdir()
    (elsewhere / f"~{keeping.Made(datetime(2026, 3, 1), 1).name}").write_bytes(b"killed while packing")
    for name in (backup.COPY_NAME, f"{backup.COPY_NAME}-journal"):
        (ledger / name).write_bytes(b"killed while copying")
    package = backup.back_up("试", elsewhere)
    assert list(elsewhere.iterdir()) == [package]
    assert not list(ledger.glob(f"{backup.COPY_NAME}*"))


def test_a_place_that_cannot_be_written_is_named(ledger, tmp_path):
    (tmp_path / "文件").touch()
    with pytest.raises(UserError, match=r"^备份文件夹“.+”不能写入"):
        backup.back_up("试", tmp_path / "文件" / "备份")


def test_a_full_disk_while_copying_is_told_although_the_driver_gives_no_code():
    with pytest.raises(UserError, match=r"^磁盘已满"), troubles.told():
        raise driver.OperationalError("database or disk is full")


def test_a_package_never_takes_in_the_key_of_another_ledger(ledger):
    key_slots.create(ledger)
    with pytest.raises(UserError, match="不是这份数据的"):
        backup.back_up("试")


def test_a_backup_is_due_half_an_hour_after_the_last_when_something_changed(ledger, add_cadres, clock):
    assert not backup.due()
    add_cadres("李雷")
    clock(datetime(2026, 3, 31, 18))
    assert backup.due()
    backup.back_up("定时")
    add_cadres("韩梅梅")
    clock(datetime(2026, 3, 31, 18, 29))
    assert not backup.due()
    assert backup.changed_since()
    clock(datetime(2026, 3, 31, 18, 30))
    assert backup.due()


def test_a_backup_is_not_due_when_nothing_changed(ledger, add_cadres, clock):
    add_cadres("李雷")
    clock(datetime(2026, 3, 31, 18))
    backup.back_up("定时")
    clock(datetime(2026, 4, 30, 18))
    assert not backup.due()
    assert not backup.changed_since()


def test_pruning_leaves_pinned_renamed_and_foreign_files(ledger, clock):
    start = datetime(2026, 3, 31, 18)
    for hours in range(4):
        clock(start - timedelta(days=5, hours=hours))
        backup.back_up("定时", pinned=hours == 3)
    for days in (0, 1):
        clock(start - timedelta(days=days))
        backup.back_up("定时")
    folder = ledger / keeping.FOLDER
    renamed = folder / keeping.Made(start - timedelta(days=5, hours=9), 1).name
    shutil.copy(folder / keeping.Made(start, 1).name, renamed)
    broken = folder / keeping.Made(start - timedelta(days=5, hours=8), 1).name
    broken.write_bytes(b"PK broken")
    (folder / "说明.txt").touch()
    gone = backup.prune()
    assert {keeping.made(path.name).at.hour for path in gone} == {16, 17}
    assert all(path.exists() for path in (renamed, broken, folder / "说明.txt"))
    assert len(backup.backups()) == 6


def test_a_damaged_package_is_named_and_nothing_is_unpacked(ledger, add_cadres, tmp_path):
    add_cadres("李雷")
    package = backup.back_up("试")
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 1
    package.write_bytes(data)
    with pytest.raises(UserError, match="已损坏"):
        backup.unpack(package, tmp_path / "恢复")
    assert not (tmp_path / "恢复").exists()
    package.write_bytes(b"no package at all")
    with pytest.raises(UserError, match="已损坏"):
        backup.unpack(package, tmp_path / "恢复")
    assert not backup.backups()[0].readable


@pytest.mark.parametrize("name", ["../outside", "/outside", "attachments/../../outside", "C:\\outside"])
def test_a_package_cannot_write_outside_its_folder(ledger, tmp_path, name):
    package = tmp_path / "台账备份-20260331-180000.cadrebak"
    with ZipFile(package, "w") as content:
        content.writestr(name, b"")
        content.writestr(backup.MANIFEST, json.dumps({"format": 1, "sha256": {name: ""}}))
    with pytest.raises(UserError, match="已损坏"):
        backup.unpack(package, tmp_path / "里面" / "恢复")
    assert not list((tmp_path / "里面").iterdir())


def test_a_folder_with_something_in_it_is_not_unpacked_into(ledger, tmp_path):
    with pytest.raises(UserError, match="空文件夹"):
        backup.unpack(backup.back_up("试"), ledger)


def test_a_backup_inside_a_step_is_a_bug(ledger):
    with pytest.raises(RuntimeError), journal.step("试"):
        backup.back_up("试")
