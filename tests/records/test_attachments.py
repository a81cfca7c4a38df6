import stat
from dataclasses import replace

import pytest

from desktop_app.core.errors import UserError
from desktop_app.records import attachments, history, ledger, session_list, sessions
from desktop_app.records.session_list import Wanted
from desktop_app.store import attachments as contents


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "合影.jpg"
    path.write_bytes(b"jpeg")
    return path


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "签到.pdf"
    path.write_bytes(b"pdf")
    return path


def names(session_id):
    return [row.name for row in attachments.listed("session", session_id)]


def test_files_are_attached_in_one_step_and_counted_in_the_list(night_study, photo, scan):
    assert attachments.add("session", night_study, [photo, scan]) == {"attachment"}
    assert names(night_study) == ["合影.jpg", "签到.pdf"]
    assert session_list.rows([night_study])[0].attachments == 2
    assert history.steps(1)[0].title == "添加附件2个（活动）"
    history.undo_last()
    assert names(night_study) == []


def test_all_or_none_are_attached(night_study, photo, tmp_path):
    with pytest.raises(UserError):
        attachments.add("session", night_study, [photo, tmp_path / "没有.pdf"])
    assert names(night_study) == []


def test_the_same_content_twice_on_one_record_is_refused_with_the_name_it_has(night_study, photo, tmp_path):
    again = tmp_path / "另一张.jpg"
    again.write_bytes(b"jpeg")
    attachments.add("session", night_study, [photo])
    with pytest.raises(UserError, match=r"“另一张\.jpg”和“合影\.jpg”内容相同"):
        attachments.add("session", night_study, [again])


def test_what_was_taken_off_comes_back_with_its_content(night_study, photo):
    attachments.add("session", night_study, [photo])
    attachments.remove([row.id for row in attachments.listed("session", night_study)])
    history.undo_last()
    (row,) = attachments.listed("session", night_study)
    assert attachments.opened(row).read_bytes() == b"jpeg"


def test_a_session_takes_its_attachments_along_and_brings_them_back(night_study, photo):
    attachments.add("session", night_study, [photo])
    sessions.remove([night_study])
    history.undo_last()
    assert names(night_study) == ["合影.jpg"]


def test_a_new_session_is_stored_with_its_files_as_one_step(night_study, photo, scan):
    draft = replace(sessions.draft_of(night_study), number="", files=(photo,))
    new = sessions.add(draft)
    assert names(new) == ["合影.jpg"]
    sessions.change(new, replace(sessions.draft_of(new), files=(scan,)))
    assert names(new) == ["合影.jpg", "签到.pdf"]
    history.undo_last()
    history.undo_last()
    assert session_list.keys(Wanted()) == [night_study]


def test_the_name_of_an_attachment_finds_its_session(night_study, photo):
    attachments.add("session", night_study, [photo])
    assert session_list.keys(Wanted(text="合影")) == [night_study]
    assert session_list.keys(Wanted(text="签到")) == []


def test_what_is_opened_is_a_copy_under_its_own_name_that_cannot_be_changed(night_study, photo):
    attachments.add("session", night_study, [photo])
    (row,) = attachments.listed("session", night_study)
    copy = attachments.opened(row)
    assert attachments.opened(row) == copy
    assert copy.name == "合影.jpg"
    assert stat.S_IMODE(copy.stat().st_mode) == stat.S_IRUSR
    assert contents.path_of(row.sha256) != copy


def test_what_was_altered_in_the_copy_is_not_shown_for_the_attachment(night_study, photo):
    attachments.add("session", night_study, [photo])
    (row,) = attachments.listed("session", night_study)
    copy = attachments.opened(row)
    copy.chmod(0o600)
    copy.write_bytes(b"altered")
    assert attachments.opened(row).read_bytes() == b"jpeg"
    assert copy.read_bytes() == b"altered"


def test_a_long_name_from_windows_is_opened_where_names_are_counted_in_bytes(night_study, photo):
    attachments.add("session", night_study, [photo])
    (row,) = attachments.listed("session", night_study)
    assert attachments.opened(replace(row, name="关于学习的通知" * 40 + ".jpg")).read_bytes() == b"jpeg"


@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_bytes(b"JPEG")])
def test_a_content_that_was_lost_or_altered_comes_back_from_the_backups(night_study, photo, tmp_path, harm):
    attachments.add("session", night_study, [photo])
    (row,) = attachments.listed("session", night_study)
    ledger.back_up("试")
    harm(contents.path_of(row.sha256))
    attachments.export(row, tmp_path / "出.jpg")
    assert (tmp_path / "出.jpg").read_bytes() == contents.path_of(row.sha256).read_bytes() == b"jpeg"


def test_a_program_is_not_opened(night_study, tmp_path):
    (tmp_path / "安装.EXE").write_bytes(b"MZ")
    attachments.add("session", night_study, [tmp_path / "安装.EXE"])
    (row,) = attachments.listed("session", night_study)
    with pytest.raises(UserError, match="能运行的程序"):
        attachments.opened(row)


def test_copies_never_go_over_another_file(night_study, photo, tmp_path):
    attachments.add("session", night_study, [photo])
    (row,) = attachments.listed("session", night_study)
    ((_, target),) = attachments.targets([row], photo.parent)
    assert target.name == "合影（2）.jpg"
    attachments.export(row, target)
    assert target.read_bytes() == b"jpeg"


def test_contents_that_are_gone_are_listed_with_their_record(night_study, photo, scan):
    attachments.add("session", night_study, [photo, scan])
    assert attachments.missing() == []
    row = attachments.listed("session", night_study)[0]
    contents.path_of(row.sha256).unlink()
    (gone,) = attachments.missing()
    assert (gone.table, gone.record_id, gone.kind, gone.name) == ("session", night_study, "活动", "合影.jpg")


@pytest.mark.parametrize(
    ("given", "usable"),
    [
        ("a:b*c?.pdf", "a_b_c_.pdf"), ("con.txt", "_con.txt"), (" . ", "附件"),
        ("长" * 300 + ".docx", "长" * 78 + ".docx"), ("a" * 300 + ".docx", "a" * 115 + ".docx"),
    ],
)  # fmt: skip
def test_names_are_made_such_as_every_system_takes(given, usable):
    assert attachments.usable_name(given) == usable
