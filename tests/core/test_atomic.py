import errno
import os

import pytest

from desktop_app.core.atomic import write_whole, writing
from desktop_app.core.errors import UserError


def test_the_new_content_takes_the_place_of_the_old(tmp_path):
    path = tmp_path / "月报.xlsx"
    path.write_text("旧")
    with writing(path) as temporary:
        temporary.write_text("新")
        assert path.read_text() == "旧"
    assert path.read_text() == "新"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_half_way_leaves_the_old_file(tmp_path):
    path = tmp_path / "月报.xlsx"
    path.write_text("旧")

    def half():
        with writing(path) as temporary:
            temporary.write_text("半")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert path.read_text() == "旧"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(("code", "words"), [(errno.ENOSPC, "磁盘已满"), (errno.EROFS, "只读"), (errno.EACCES, "关闭")])
def test_what_the_disk_refuses_is_said_in_a_sentence(tmp_path, code, words):
    path = tmp_path / "月报.xlsx"
    with pytest.raises(UserError, match=f"月报.xlsx.*{words}"), writing(path) as temporary:
        raise OSError(code, os.strerror(code), str(temporary))


def test_trouble_with_another_file_is_not_blamed_on_this_one(tmp_path):
    with pytest.raises(PermissionError), writing(tmp_path / "月报.docx"):
        raise PermissionError(errno.EACCES, "", "模板.docx")


def test_a_folder_whose_name_is_too_long_is_named(tmp_path):
    with pytest.raises(UserError, match="不存在"), writing(tmp_path / ("长" * 300) / "月报.docx"):
        pass


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(UserError, match="没有这个文件夹"), writing(tmp_path / "没有这个文件夹" / "月报.xlsx"):
        pass


def test_a_folder_of_the_same_name_is_named(tmp_path):
    (tmp_path / "月报").mkdir()
    with pytest.raises(UserError, match="同名的文件夹"):
        write_whole(tmp_path / "月报", b"")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps other rights")
def test_small_files_are_for_their_owner_only(tmp_path):
    write_whole(tmp_path / "钥匙", b"x")
    assert (tmp_path / "钥匙").stat().st_mode & 0o777 == 0o600
