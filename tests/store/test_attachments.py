import errno
import os

import pytest

from desktop_app.core.errors import UserError
from desktop_app.store import attachments, backup


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "签到表 扫描.pdf"
    path.write_bytes(b"%PDF signed")
    return path


def sentence(act):
    with pytest.raises(UserError) as refused:
        act()
    return str(refused.value)


def test_a_content_lies_under_its_hash_for_its_owner_alone(ledger, scan):
    kept = attachments.keep(scan)
    path = ledger / "attachments" / kept.sha256[:2] / kept.sha256
    assert (kept.name, kept.size, path.read_bytes()) == ("签到表 扫描.pdf", 11, b"%PDF signed")
    assert path.stat().st_mode & 0o777 == 0o600
    assert not (ledger / attachments.NEW_NAME).exists()


def test_three_gigabytes_are_refused_before_they_are_read(ledger, tmp_path, monkeypatch):
    huge = tmp_path / "录像.mp4"
    with huge.open("wb") as file:
        file.truncate(3 << 30)
    monkeypatch.setattr(attachments, "copy", lambda *_: pytest.fail("it was read"))
    assert sentence(lambda: attachments.keep(huge)) == "“录像.mp4”有3.0GB，附件最大200MB，请压缩或只留需要的部分。"


def test_a_file_that_grows_while_it_is_read_is_refused_as_well(ledger, scan, monkeypatch):
    monkeypatch.setattr(attachments, "check", lambda path: 1)
    monkeypatch.setattr(attachments, "MOST", 5)
    assert "超过" in sentence(lambda: attachments.keep(scan))
    assert not list(ledger.glob("attachments/*/*"))
    assert not (ledger / attachments.NEW_NAME).exists()


def test_folders_empty_files_pipes_and_what_is_gone_are_refused_in_a_sentence(ledger, tmp_path):
    (tmp_path / "照片").mkdir()
    (tmp_path / "空.txt").touch()
    os.mkfifo(tmp_path / "管道")
    assert sentence(lambda: attachments.check(tmp_path / "照片")) == "“照片”是文件夹，请打开它，选里面的文件。"
    assert sentence(lambda: attachments.check(tmp_path / "空.txt")) == "“空.txt”是空文件，没有内容可以保存。"
    assert sentence(lambda: attachments.check(tmp_path / "管道")) == "“管道”不是文件，不能作附件。"
    assert "找不到“没有.pdf”" in sentence(lambda: attachments.check(tmp_path / "没有.pdf"))


def test_a_full_disk_leaves_nothing_and_says_so(ledger, scan, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(attachments.os, "fsync", full)
    assert sentence(lambda: attachments.keep(scan)) == "无法写入“签到表 扫描.pdf”：磁盘已满，请腾出空间或换一个位置。"
    assert not list(ledger.glob("attachments/*/*"))


def test_a_content_that_is_missing_or_altered_is_not_handed_out(ledger, scan, tmp_path):
    kept = attachments.keep(scan)
    attachments.path_of(kept.sha256).write_bytes(b"%PDF forged")
    target = tmp_path / "出.pdf"
    assert "被改动或已损坏" in sentence(lambda: attachments.write_out(kept, target))
    attachments.path_of(kept.sha256).unlink()
    assert "内容不见了" in sentence(lambda: attachments.write_out(kept, target))
    assert [path.name for path in tmp_path.iterdir() if "出" in path.name] == []


def test_a_name_in_the_bytes_of_older_systems_is_read(ledger, tmp_path):
    path = tmp_path / os.fsdecode("签到.txt".encode("gb18030"))
    path.write_bytes(b"text")
    assert attachments.keep(path).name == "签到.txt"


def test_keeping_it_again_heals_a_content_that_was_altered(ledger, scan):
    kept = attachments.keep(scan)
    attachments.path_of(kept.sha256).write_bytes(b"forged")
    attachments.keep(scan)
    assert attachments.path_of(kept.sha256).read_bytes() == b"%PDF signed"


def test_a_backup_brings_the_contents_with_it(ledger, scan, tmp_path):
    kept = attachments.keep(scan)
    backup.unpack(backup.back_up("手动"), tmp_path / "恢复")
    assert (tmp_path / "恢复/attachments" / kept.sha256[:2] / kept.sha256).read_bytes() == b"%PDF signed"
