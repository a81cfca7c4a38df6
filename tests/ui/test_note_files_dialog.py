import weakref
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from desktop_app.exchange import note_file
from desktop_app.exchange.note_file import FilesRead
from desktop_app.records import attachments, history, notes
from desktop_app.records.notes import NoteDraft, ReviewDraft, Wanted
from desktop_app.ui.dialogs.note_dialog import NoteDialog, blank
from desktop_app.ui.dialogs.note_files_dialog import NoteFilesDialog
from desktop_app.ui.dialogs.resubmit_dialog import ResubmitDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.note_file_field import NoteFileField
from desktop_app.ui.tabs.notes_tab import NotesTab

NAMES = ("李雷3月学习笔记.txt", "王伟心得体会.txt", "扫描件.txt")


@pytest.fixture
def files(tmp_path, people):
    made = [tmp_path / name for name in NAMES]
    for path in made:
        path.write_text(f"学习{path.stem}", "utf-8")
    return made


@pytest.fixture
def dialog(qtbot, workbench, people, files):
    found = note_file.read_all(files)
    made = NoteFilesDialog(workbench, FilesRead(found.texts, ("坏的.docx：文件不完整或已损坏。",)))
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_file_is_a_line_with_what_its_name_tells(dialog):
    assert [line.cadre_id.text() for line in dialog.lines] == ["李雷", "王伟", ""]
    assert [line.kind.text() for line in dialog.lines] == ["学习笔记", "心得体会", "心得体会"]
    assert [line.words.value() for line in dialog.lines] == [10, 8, 5]
    assert dialog.lines[0].period.text().endswith("-03")
    assert dialog.save_button.text() == "收下3篇"
    assert dialog.lines[2].cadre_id.hasFocus()


def test_a_homonym_and_a_file_of_nobody_are_asked_for_under_their_lines(dialog):
    dialog.accept()
    assert "叫“王伟”的有2人" in dialog._problems["line1"].text()
    dialog.lines[1].cadre_id.setText("王伟（办公室）")
    dialog.accept()
    assert "看不出是谁的" in dialog._problems["line2"].text()
    assert dialog.lines[2].cadre_id.hasFocus()
    assert notes.keys(Wanted()) == []


def test_the_keys_that_take_a_stack_in_go_on_doing_so_after_a_line_is_left_out(qtbot, dialog):
    dialog.lines[1].leave_out.click()
    dialog.lines[2].cadre_id.setText("韩梅梅")
    qtbot.keyClick(dialog.lines[0].title, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(notes.keys(Wanted())) == 2)


def test_enter_still_saves_after_a_click_that_was_refused(qtbot, dialog):
    dialog.save_button.setFocus()
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert dialog.lines[1].cadre_id.hasFocus()
    assert dialog.save_button.isDefault()


def test_what_is_wrong_with_a_line_is_no_longer_said_once_it_is_left_out(dialog):
    dialog.accept()
    assert dialog._problems["line1"].isVisible()
    dialog.lines[1].leave_out.click()
    assert dialog._problems["line1"].isHidden()


def test_a_stack_is_taken_in_as_one_step_without_what_is_left_out(dialog):
    dialog.lines[1].cadre_id.setText("王伟（法制股）")
    dialog.lines[1].words.set_value(100)
    dialog.lines[2].leave_out.click()
    assert dialog.save_button.text() == "收下2篇"
    dialog.accept()
    assert history.undoable().title == "收到心得笔记2篇"
    rows = notes.rows(notes.keys(Wanted(), "words", descending=False))
    assert [(row.full_name, row.words, row.words_source) for row in rows] == [
        ("李雷", 10, "文件统计"),
        ("王伟（法制股）", 100, "手工录入"),
    ]
    assert [row.name for row in attachments.listed("note", rows[0].id)] == [NAMES[0]]


def test_a_date_that_is_none_is_said_under_its_line(dialog):
    dialog.lines[1].leave_out.click()
    dialog.lines[2].leave_out.click()
    dialog.lines[0].handed_in_on.setText("昨天")
    dialog.accept()
    assert "不是日期" in dialog._problems["line0"].text()
    assert dialog.lines[0].handed_in_on.hasFocus()


def test_files_that_were_chosen_are_read_and_shown(qtbot, workbench, files, messages, monkeypatch):
    tab = NotesTab(workbench)
    qtbot.addWidget(tab)
    shown = []
    monkeypatch.setattr(NoteFilesDialog, "run", lambda dialog: shown.append(len(dialog.lines)))
    messages.paths = files
    with qtbot.waitSignal(workbench.busy, check_params_cb=lambda busy: not busy):
        tab.receive_action.trigger()
    assert shown == [3]


def test_files_none_of_which_can_be_read_are_named(qtbot, workbench, people, tmp_path, messages):
    tab = NotesTab(workbench)
    qtbot.addWidget(tab)
    with qtbot.waitSignal(workbench.busy, check_params_cb=lambda busy: not busy):
        tab.receive([tmp_path / "没有.txt"])
    assert messages.warnings == ["没有.txt：找不到这个文件，请检查它是否已移走或改名。"]


def test_documents_dropped_on_the_window_go_to_the_notes(qtbot, workbench, ledger, files, monkeypatch):
    window = MainWindow(workbench, ledger)
    qtbot.addWidget(window)
    received = []
    monkeypatch.setattr(NotesTab, "receive", lambda tab, paths: received.extend(paths))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                                Qt.KeyboardModifier.NoModifier))  # fmt: skip
    assert received == files
    assert window.pages.title == "心得笔记"


def test_the_window_stays_open_while_something_typed_is_not_saved(qtbot, workbench, ledger, people, messages):
    window = MainWindow(workbench, ledger)
    qtbot.addWidget(window)
    page = window.pages.open("心得笔记", "月度登记")
    page.model.setData(page.model.index(0, 2), "1200")
    window.pages.open("总览")
    messages.pressed = "取消"
    assert not window.close()
    assert window.pages.section_title == "总览" or page.model.typed()
    messages.pressed = "放弃"
    assert window.close()


def test_a_file_fills_in_a_single_note_and_is_kept_with_it(qtbot, workbench, people, files):
    dialog = NoteDialog(workbench, blank("", date.today()), notes.add)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitSignal(dialog.file.counted):
        dialog.file.read(files[:1])
    qtbot.waitUntil(lambda: not workbench.is_busy)
    assert (dialog.cadre.text(), dialog.words.value(), dialog.words_source.text()) == ("李雷", 10, "文件统计")
    assert dialog.title.text() == "3月学习笔记"
    dialog.accept()
    (note,) = notes.keys(Wanted())
    assert [row.name for row in attachments.listed("note", note)] == [NAMES[0]]


def test_pages_say_how_many_words_there_are(qtbot, workbench, people):
    dialog = NoteDialog(workbench, blank("", date.today()), notes.add)
    qtbot.addWidget(dialog)
    dialog.pages.setText("3")
    dialog.pages.textEdited.emit("3")
    assert (dialog.words.value(), dialog.words_source.text()) == (1200, "手写估算")
    dialog.words.textEdited.emit("900")
    assert dialog.words_source.text() == "手工录入"


def test_a_returned_note_is_taken_in_with_what_became_of_it(qtbot, workbench, people, files):
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 20), "三月", 900, pages=2))
    ids = notes.keys(Wanted())
    notes.hand_back(ids, ReviewDraft("李书记", date(2022, 4, 1), opinion="太短"))
    dialog = ResubmitDialog(workbench, notes.rows(ids)[0])
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.on_date.set_day(date(2022, 3, 30))
    dialog.words.setText("1500")
    dialog.words.textEdited.emit("1500")
    dialog.accept()
    assert "早于" in dialog._problems["on_date"].text()
    dialog.on_date.set_day(date(2022, 4, 3))
    dialog.accept()
    (row,) = notes.rows(ids)
    assert (row.state, row.words, row.words_source) == ("待审", 1500, "手工录入")
    assert notes.draft_of(ids[0]).pages is None


def test_dialogs_are_freed_with_their_last_reference(workbench, people, files):
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 20), "三月", 900))
    row = notes.rows(notes.keys(Wanted()))[0]
    found = note_file.read_all(files[:1])
    made = [
        NoteFilesDialog(workbench, found),
        ResubmitDialog(workbench, row),
        NoteFileField(workbench),
        NoteDialog(workbench, notes.draft_of(row.id), notes.add, None, row),
    ]
    gone = [weakref.ref(each) for each in made]
    made.clear()
    assert [each() for each in gone] == [None] * 4
