"""Contents of attachments go along with every package, and are on the disk of the backups once."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from desktop_app.core.errors import UserError
from desktop_app.store import attachments, backup, backup_contents, keeping


@pytest.fixture
def keep(ledger, tmp_path):
    def keep_(content):
        path = tmp_path / "照片.jpg"
        path.write_bytes(content)
        return attachments.keep(path).sha256

    return keep_


def place(folder, sha256):
    return folder / attachments.FOLDER / sha256[:2] / sha256


def test_several_packages_hold_a_content_once(ledger, keep):
    sha256 = keep(os.urandom(1 << 20))
    packages = [backup.back_up("定时") for _ in range(3)]
    assert sum(package.stat().st_size for package in packages) < 3 * 700_000
    assert [path.name for path in (ledger / keeping.FOLDER / attachments.FOLDER).rglob("*") if path.is_file()] == [
        sha256
    ]


def test_a_package_brings_back_what_was_there_when_it_was_made(ledger, keep, tmp_path):
    first = keep(b"first")
    package = backup.back_up("定时")
    later = keep(b"later")
    backup.back_up("定时")
    assert backup.unpack(package, tmp_path / "恢复") == ()
    assert place(tmp_path / "恢复", first).read_bytes() == b"first"
    assert not place(tmp_path / "恢复", later).exists()
    assert not (tmp_path / "恢复" / backup_contents.NEW_NAME).exists()


def test_a_content_lost_or_altered_in_the_data_folder_comes_back_from_any_later_package(ledger, keep, tmp_path):
    lost, altered = keep(b"lost"), keep(b"good")
    backup.back_up("定时")
    place(ledger, lost).unlink()
    place(ledger, altered).write_bytes(b"altered")
    assert backup.unpack(backup.back_up("定时"), tmp_path / "恢复") == ()
    assert place(tmp_path / "恢复", lost).read_bytes() == b"lost"
    assert place(tmp_path / "恢复", altered).read_bytes() == b"good"


def test_a_content_cut_short_among_the_backups_is_copied_again(ledger, keep):
    sha256 = keep(b"whole")
    backup.back_up("定时")
    place(ledger / keeping.FOLDER, sha256).write_bytes(b"wh")
    backup.back_up("定时")
    assert place(ledger / keeping.FOLDER, sha256).read_bytes() == b"whole"


def test_a_package_for_another_place_holds_the_contents_itself(ledger, keep, tmp_path):
    sha256 = keep(b"scan")
    package = backup.back_up("手动备份", tmp_path / "U盘")
    assert list((tmp_path / "U盘").iterdir()) == [package]
    assert backup.unpack(package, tmp_path / "恢复") == ()
    assert place(tmp_path / "恢复", sha256).read_bytes() == b"scan"


def test_a_package_taken_away_from_its_contents_is_unpacked_and_says_which_are_wanting(ledger, keep, tmp_path):
    sha256 = keep(b"scan")
    package = Path(shutil.copy(backup.back_up("定时"), tmp_path))
    assert backup.unpack(package, tmp_path / "恢复") == (sha256,)
    assert (tmp_path / "恢复" / "ledger.db").exists()


def test_a_content_that_cannot_be_read_keeps_nothing_else_from_the_backup(ledger, keep):
    unreadable, good = keep(b"unreadable"), keep(b"good")
    place(ledger, unreadable).unlink()
    place(ledger, unreadable).mkdir()
    assert backup.back_up("定时").exists()
    assert place(ledger / keeping.FOLDER, good).read_bytes() == b"good"


def test_a_full_disk_while_contents_are_copied_is_told_and_leaves_no_half_of_one(ledger, keep, monkeypatch):
    keep(b"scan")
    (ledger / keeping.FOLDER).mkdir()

    def full(descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(attachments.os, "fsync", full)
    with pytest.raises(UserError, match="磁盘已满"):
        backup_contents.gather(ledger, ledger / keeping.FOLDER)
    assert not [path for path in (ledger / keeping.FOLDER).rglob("*") if path.is_file()]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("name", ["总结:一".encode(), b"a\\b", "总结".encode("gbk")])
def test_a_template_with_a_name_no_other_system_has_keeps_no_backup_from_being_made(ledger, tmp_path, name):
    (ledger / "templates").mkdir()
    for each in (name, b"a_b"):
        (ledger / "templates" / os.fsdecode(each + b".docx")).write_bytes(each)
    backup.unpack(backup.back_up("定时"), tmp_path / "恢复")
    assert {path.read_bytes() for path in (tmp_path / "恢复" / "templates").iterdir()} == {name, b"a_b"}
