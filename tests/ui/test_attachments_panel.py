import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from desktop_app.records import attachments, exports, history
from desktop_app.ui import attachments_panel
from desktop_app.ui.attachments_panel import AttachmentsPanel
from desktop_app.ui.tabs.sessions_tab import SessionsTab


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "合影.jpg"
    path.write_bytes(b"jpeg")
    return path


@pytest.fixture
def panel(qtbot, workbench, night_study):
    made = AttachmentsPanel(workbench, "session", night_study)
    qtbot.addWidget(made)
    made.show()
    return made


def dropped(path, position=QPointF(5, 5)):  # noqa: B008  a plain value
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        position, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.data = data  # the event does not keep it alive
    return event


def texts(panel):
    return [panel.list.item(row).text() for row in range(panel.list.count())]


def test_a_file_that_is_dropped_is_attached_and_listed(panel, photo):
    assert panel.hint.isVisible()
    panel.dropEvent(dropped(photo))
    assert texts(panel) == ["合影.jpg（4B）"]
    assert not panel.hint.isVisible()


def test_files_are_chosen(panel, photo, messages):
    messages.paths = [photo]
    panel.add_button.click()
    assert texts(panel) == ["合影.jpg（4B）"]


def test_what_cannot_be_attached_is_said(panel, tmp_path, messages):
    panel.take([tmp_path])
    assert "是文件夹" in panel.problem.text()
    assert messages.warnings == []


def test_one_that_cannot_be_attached_does_not_hinder_the_others(panel, photo, tmp_path):
    (tmp_path / "空.txt").touch()
    panel.take([tmp_path / "空.txt", photo])
    assert texts(panel) == ["合影.jpg（4B）"]
    assert panel.problem.text().startswith("“空.txt”")


def test_enter_opens_a_copy_and_del_takes_it_off_after_a_question(panel, photo, messages, monkeypatch, workbench):
    shown = []
    monkeypatch.setattr(attachments_panel, "show_file", shown.append)
    panel.take([photo])
    panel.list.setCurrentRow(0)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert [path.name for path in shown] == ["合影.jpg"]
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert messages.asked[0][1] == "要删除附件合影.jpg吗？按 Ctrl+Z 可以恢复。"
    assert texts(panel) == []
    workbench.do(history.undo_last)
    assert texts(panel) == ["合影.jpg（4B）"]


def test_one_is_saved_elsewhere(panel, photo, messages, tmp_path):
    panel.take([photo])
    panel.list.setCurrentRow(0)
    messages.paths = [tmp_path / "出去.jpg"]
    panel.save_button.click()
    assert (tmp_path / "出去.jpg").read_bytes() == b"jpeg"
    assert [(row.what, row.place) for row in exports.listed()] == [(photo.name, str(messages.paths[0]))]


def test_much_to_copy_is_copied_beside_the_screen(panel, photo, workbench, qtbot, monkeypatch):
    monkeypatch.setattr(attachments_panel, "AT_ONCE", 0)
    with qtbot.waitSignal(workbench.changed):
        panel.take([photo])
    assert texts(panel) == ["合影.jpg（4B）"]
    qtbot.waitUntil(lambda: not workbench.is_busy)


def test_files_of_a_record_that_is_not_kept_yet_can_be_put_away_again(qtbot, workbench, photo, people):
    panel = AttachmentsPanel(workbench, "session", None)
    qtbot.addWidget(panel)
    panel.take([photo, photo])
    assert panel.pending() == (photo,)
    panel.list.setCurrentRow(0)
    panel.remove_chosen()
    assert panel.pending() == ()


def test_a_file_is_dropped_on_a_session_in_the_list(qtbot, workbench, night_study, photo, messages):
    tab = SessionsTab(workbench)
    qtbot.addWidget(tab)
    tab.show()
    view = tab.table.viewport()
    place = view.mapTo(tab, tab.table.visualRect(tab.table.model().index(0, 0)).center())
    tab.dropEvent(dropped(photo, QPointF(place)))
    assert [row.name for row in attachments.listed("session", night_study)] == ["合影.jpg"]
    assert tab.table.current_row() is None or tab.table.current_row().attachments == 1
    tab.dropEvent(dropped(photo, QPointF(1, 1)))
    assert messages.warnings == ["请把文件拖到要附上它的那一场活动上。"]


def test_tables_dropped_on_the_list_are_left_to_the_import(qtbot, workbench, people):
    tab = SessionsTab(workbench)
    qtbot.addWidget(tab)
    event = dropped(Path("/台账.xlsx"))
    event.ignore()
    tab.dragEnterEvent(event)
    assert not event.isAccepted()


def test_the_panel_is_freed_with_its_last_reference(workbench, night_study):
    gone = weakref.ref(AttachmentsPanel(workbench, "session", night_study))
    assert gone() is None
