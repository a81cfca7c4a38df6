import weakref
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.core.errors import UserError
from desktop_app.records import notes
from desktop_app.records.notes import NoteDraft, ReviewDraft
from desktop_app.ui.dialogs.note_dialog import NoteDialog, blank

DAY = date(2022, 3, 20)


@pytest.fixture
def saved():
    return []


@pytest.fixture
def dialog(qtbot, workbench, people, saved):
    def save(draft, files):
        if not draft.words:
            raise UserError("请填写字数。", "words")
        saved.append(draft)
        return {"note"}

    made = NoteDialog(workbench, blank("学习笔记", DAY), save)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_new_note_starts_from_the_kind_and_day_given(dialog, people):
    dialog.cadre.setText("李雷")
    dialog.words.setText("1,098")
    dialog.title.setText("3月学习笔记")
    dialog.period.set_text("2022-02")
    assert dialog.draft() == NoteDraft(
        people[0].id, "学习笔记", DAY, "3月学习笔记", 1098, "手工录入", "2022-02", None, ""
    )


def test_the_next_person_keeps_what_is_the_same_for_the_stack(dialog, saved, people):
    dialog.cadre.setText("李雷")
    dialog.words.setText("1098")
    dialog.title.setText("3月学习笔记")
    dialog.next_button.click()
    assert [draft.words for draft in saved] == [1098]
    assert dialog.isVisible()
    assert (dialog.cadre.text(), dialog.words.text(), dialog.title.text()) == ("", "", "3月学习笔记")
    assert dialog.cadre.hasFocus()
    assert "第1篇：李雷" in dialog.notice.text()


def test_enter_saves_and_goes_on(dialog, saved):
    dialog.cadre.setText("韩梅梅")
    dialog.words.setText("900")
    QTest.keyClick(dialog.words, Qt.Key.Key_Return)
    assert len(saved) == 1
    assert dialog.isVisible()


def test_a_refusal_stands_beside_its_field_and_nothing_typed_is_lost(dialog, saved):
    dialog.cadre.setText("韩梅梅")
    dialog.title.setText("3月学习笔记")
    dialog.next_button.click()
    assert dialog._problems["words"].text() == "请填写字数。"
    assert dialog.words.hasFocus()
    assert dialog.title.text() == "3月学习笔记"
    assert not saved


@pytest.mark.parametrize(
    ("name", "sentence"), [("", "请填写姓名。"), ("张三", "名册里没有“张三”"), ("王伟", "叫“王伟”的有2人")]
)
def test_whoever_is_not_one_person_is_said(dialog, name, sentence):
    dialog.cadre.setText(name)
    dialog.words.setText("1")
    dialog.accept()
    assert sentence in dialog._problems["cadre_id"].text()


def test_text_where_words_belong_is_said(dialog):
    dialog.cadre.setText("李雷")
    dialog.words.setText("很多")
    dialog.accept()
    assert "不是整数" in dialog._problems["words"].text()


def test_an_existing_note_is_shown_whole_and_saved_once(qtbot, workbench, people):
    notes.add(NoteDraft(people[0].id, "心得体会", DAY, "一季度心得", 1500, "文件统计", "2021-12", content="全文"))
    note = notes.keys(notes.Wanted())[0]
    notes.sign([note], ReviewDraft("李书记", DAY))
    given = notes.draft_of(note)
    dialog = NoteDialog(workbench, given, partial(notes.change, note), None, notes.rows([note])[0])
    qtbot.addWidget(dialog)
    assert dialog.draft() == given
    assert "原审签作废" in dialog.notice.text()
    assert not hasattr(dialog, "next_button")


def test_a_dialog_is_freed_with_its_last_reference(workbench, people):
    dialog = NoteDialog(workbench, blank("", DAY), notes.add)
    gone = weakref.ref(dialog)
    del dialog
    assert gone() is None
