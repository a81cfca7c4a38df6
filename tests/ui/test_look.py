from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QStandardPaths

from desktop_app.ui.look import Look


@pytest.fixture
def again(look, tmp_path):
    """Read the file anew, as the next start does."""

    def read():
        look.save()
        return Look(tmp_path / "look.ini")

    return read


def test_nothing_is_remembered_at_first(look):
    assert look.data_folder is None
    assert look.tab == 0
    assert look.theme == ""
    assert look.geometry("main").isEmpty()
    assert look.widths("sessions") == {}


def test_places_and_choices_are_remembered(look, again):
    look.data_folder = Path("/数据/台账")
    look.tab = 3
    look.theme = "深色"
    look.keep_geometry("main", QByteArray(b"\x01\x02"))
    look.keep_choice("notes.kind", "学习笔记")
    found = again()
    assert found.data_folder == Path("/数据/台账")
    assert (found.tab, found.theme) == (3, "深色")
    assert found.geometry("main") == QByteArray(b"\x01\x02")
    assert found.choice("notes.kind") == "学习笔记"
    assert found.choice("notes.state", "待审") == "待审"


def test_widths_are_remembered_by_heading(look, again):
    look.keep_widths("sessions", {"日期": 120, "人次": 60})
    assert again().widths("sessions") == {"日期": 120, "人次": 60}


def test_a_spoilt_file_is_as_good_as_none(look, again):
    look._settings.setValue("tab", "第三")
    look._settings.setValue("widths/sessions", "日期=宽")
    found = again()
    assert found.tab == 0
    assert found.widths("sessions") == {}


def test_the_last_folder_is_forgotten_when_it_is_gone(look, tmp_path):
    look.export_folder = tmp_path
    assert look.export_folder == tmp_path
    look.export_folder = tmp_path / "拔掉的盘"
    assert look.export_folder != tmp_path / "拔掉的盘"


def test_without_a_folder_for_documents_files_go_home(look, monkeypatch, tmp_path):
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "文档"))
    assert look.export_folder == Path.home()
