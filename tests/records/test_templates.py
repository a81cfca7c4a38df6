import pytest

from desktop_app.core.errors import UserError
from desktop_app.records import ledger as ledgers
from desktop_app.records import templates
from desktop_app.store import backup, own_files


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "去年.docx"
    path.write_bytes(b"PK-1")
    return path


def names():
    return [each.name for each in templates.listed()]


def test_a_template_is_copied_in_under_its_name(ledger, source):
    path = templates.add(" 年终  总结 ", source)
    assert (path.parent.name, path.read_bytes(), names()) == ("templates", b"PK-1", ["年终 总结"])
    assert source.exists()


def test_a_name_is_given_once_and_must_be_one(ledger, source):
    templates.add("总结", source)
    assert templates.free_name("总结") == "总结2"
    for name in ("总结", "", "甲/乙", "~甲", ".甲", "甲" * 61):
        with pytest.raises(UserError) as told:
            templates.add(name, source)
        assert told.value.field == "name"
    assert names() == ["总结"]


def test_a_template_is_renamed_but_never_over_another(ledger, source):
    path = templates.add("甲", source)
    templates.add("乙", source)
    with pytest.raises(UserError, match="已经有叫“乙”的模板"):
        templates.rename(path, "乙")
    templates.rename(path, "丙")
    assert names() == ["丙", "乙"]


def test_a_file_that_is_gone_or_too_large_is_not_taken_in(ledger, source, monkeypatch):
    with pytest.raises(UserError, match="没有复制成"):
        templates.add("甲", source.with_name("没有.docx"))
    monkeypatch.setattr(own_files, "LARGEST", 1)
    with pytest.raises(UserError, match="大于"):
        templates.add("甲", source)
    assert names() == []


def test_what_an_open_document_leaves_beside_it_is_no_template(ledger, source):
    path = templates.add("甲", source)
    for name in ("~$甲.docx", ".~甲.docx", "说明.txt"):
        path.with_name(name).touch()
    assert names() == ["甲"]


def test_a_deleted_template_is_in_the_backup_made_before(ledger, source, tmp_path):
    path = templates.add("甲", source)
    templates.remove(path)
    assert names() == []
    package = ledgers.backups()[0]
    assert package.reason == "删除模板“甲”前"
    backup.unpack(package.path, tmp_path / "恢复")
    assert (tmp_path / "恢复" / "templates" / "甲.docx").read_bytes() == b"PK-1"


def test_a_backup_is_made_although_a_template_cannot_be_read(ledger, source, monkeypatch, tmp_path):
    templates.add("甲", source)
    monkeypatch.setattr(own_files, "LARGEST", 1)
    backup.unpack(ledgers.back_up("试"), tmp_path / "恢复")
    assert not (tmp_path / "恢复" / "templates").exists()
