import weakref
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.core.review import NoteState
from desktop_app.records import history, notes
from desktop_app.records.notes import NoteDraft, ReviewDraft, Wanted
from desktop_app.ui.dialogs.note_dialog import NoteDialog
from desktop_app.ui.dialogs.resubmit_dialog import ResubmitDialog
from desktop_app.ui.dialogs.review_dialog import ReviewDialog, ReviewsDialog
from desktop_app.ui.tabs.notes_tab import NotesTab

DAY = date(2022, 3, 20)


@pytest.fixture
def stack(people):
    """One 学习笔记 of everybody, of 1000, 1001, ... words; their ids from the first on the roster."""
    for number, row in enumerate(people):
        notes.add(NoteDraft(row.id, "学习笔记", DAY + timedelta(days=number), "3月学习笔记", 1000 + number))
    return notes.keys(Wanted(), descending=False)


@pytest.fixture
def tab(qtbot, workbench, stack):
    made = NotesTab(workbench)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def sign_as(monkeypatch):
    """Fill the dialog of 审签 as this signer and save it."""
    shown = []

    def run(dialog):
        shown.append(dialog)
        dialog.signer.set_text("程扎西")
        dialog.on_date.set_day(date(2022, 4, 1))
        dialog.opinion.setText("已阅")
        dialog.accept()
        return bool(dialog.result())

    monkeypatch.setattr(ReviewDialog, "run", run)
    return shown


@pytest.fixture
def resubmit_with(monkeypatch):
    """Take the note in again with 1,500 words; gives what the dialog says of why it was handed back."""
    said = []

    def run(dialog):
        said.extend(
            label.text().partition("\n")[2] for label in dialog.findChildren(QLabel) if "退回意见" in label.text()
        )
        dialog.on_date.set_day(date(2022, 4, 3))
        dialog.words.set_value(1500)
        dialog.accept()
        return bool(dialog.result())

    monkeypatch.setattr(ResubmitDialog, "run", run)
    return said


def column(tab, title):
    model = tab.table.rows_model()
    number = [each.title for each in model.columns].index(title)
    return [model.index(line, number).data() for line in range(model.rowCount())]


def select(tab, *ids):
    model, selection = tab.table.rows_model(), tab.table.selectionModel()
    selection.clear()
    for id_ in ids:
        line = list(model.ids()).index(id_)
        selection.select(model.index(line, 0), selection.SelectionFlag.Select | selection.SelectionFlag.Rows)


def test_an_empty_list_says_what_to_do_first(qtbot, workbench, ledger):
    tab = NotesTab(workbench)
    qtbot.addWidget(tab)
    assert "Ctrl+N" in tab.table._empty_text


def test_the_newest_note_stands_first_and_homonyms_are_told_apart(tab):
    assert column(tab, "姓名") == ["王伟（办公室）", "王伟（法制股）", "韩梅梅", "李雷"]
    assert column(tab, "单位") == ["办公室"] * 4
    assert column(tab, "状态") == ["待审"] * 4


def test_the_filters_narrow_the_list(tab):
    tab.filters.search.setText("ll")
    tab.filters.changed.emit()
    assert column(tab, "姓名") == ["李雷"]
    tab.filters.clear()
    tab.filters.period.year.setCurrentText("2022年")
    tab.filters.period.span.setCurrentText("4月")
    assert column(tab, "姓名") == []
    assert "没有符合条件" in tab.table._empty_text
    tab.filters.period.span.setCurrentText("3月")
    assert len(column(tab, "姓名")) == 4


def test_the_foot_counts_what_is_selected(tab, stack):
    assert tab.foot.text() == "共4篇"
    select(tab, stack[0], stack[2])
    assert tab.foot.text() == "共4篇　已选2篇，2,002字"


def test_what_needs_a_note_waits_until_one_is_selected(tab, stack):
    needing = [tab.change_action, tab.remove_action, tab.sign_action, tab.hand_back_action, tab.reviews_action]
    assert not any(each.isEnabled() for each in needing)
    select(tab, stack[0])
    assert all(each.isEnabled() for each in needing)
    select(tab, stack[0], stack[1])
    assert [each.isEnabled() for each in needing] == [False, True, True, True, False]


def test_the_stack_is_signed_in_one_act_and_only_what_waits(tab, stack, sign_as, workbench):
    notes.sign(stack[:1], ReviewDraft("周海涛", date(2022, 3, 25)))
    tab.reload()
    tab.table.selectAll()
    tab.sign_action.trigger()
    assert sign_as[0].windowTitle() == "审签3篇"
    assert column(tab, "状态") == ["已签"] * 4
    assert column(tab, "审签人") == ["程扎西", "程扎西", "程扎西", "周海涛"]
    assert history.undoable().action.startswith("审签3篇")


def test_signatures_are_not_taken_back_without_asking(tab, stack, workbench, messages):
    notes.sign(stack, ReviewDraft("周海涛", date(2022, 3, 25)))
    tab.reload()
    messages.answer = False
    workbench.undo()
    assert column(tab, "状态") == ["已签"] * 4
    assert messages.asked[-1][2] == "撤销4篇的审签"
    messages.answer = True
    workbench.undo()
    assert column(tab, "状态") == ["待审"] * 4


def test_what_signs_nothing_is_undone_without_a_word(tab, stack, workbench, messages):
    notes.sign(stack, ReviewDraft("周海涛", date(2022, 3, 25)))
    notes.remove(stack[:1])
    workbench.undo()
    assert messages.asked == []
    assert column(tab, "状态") == ["已签"] * 4


def test_all_that_wait_are_shown_and_selected_at_once(tab, stack):
    notes.sign(stack[:1], ReviewDraft("周海涛", date(2022, 3, 25)))
    tab.reload()
    tab.select_waiting_action.trigger()
    assert sorted(tab.table.selected_ids()) == sorted(stack[1:])


def test_signing_what_does_not_wait_is_said(tab, stack, sign_as, messages):
    notes.sign(stack, ReviewDraft("周海涛", date(2022, 3, 25)))
    tab.table.selectAll()
    tab.sign_action.trigger()
    assert not sign_as
    assert "待审" in messages.warnings[0]


def test_a_note_is_handed_back_and_taken_in_again(tab, stack, sign_as, resubmit_with):
    select(tab, stack[0])
    tab.hand_back_action.trigger()
    assert column(tab, "状态")[-1] == "退回"
    assert column(tab, "意见")[-1] == "已阅"
    tab.resubmit_action.trigger()
    assert resubmit_with == ["退回意见：已阅（程扎西，2022-04-01）"]
    assert column(tab, "状态")[-1] == "待审"
    assert column(tab, "字数")[-1] == "1,500"
    assert column(tab, "审签人")[-1] == ""


def test_changing_a_signed_note_warns_and_shows_the_signature_void(tab, stack, monkeypatch):
    notes.sign(stack, ReviewDraft("周海涛", date(2022, 3, 25)))
    tab.reload()
    said = []

    def run(dialog):
        said.append(dialog.notice.text())
        dialog.words.set_value(1200)
        dialog.accept()
        return True

    monkeypatch.setattr(NoteDialog, "run", run)
    tab.table.select_id(stack[0])
    tab.change_action.trigger()
    assert "周海涛于2022-03-25审签" in said[0]
    assert column(tab, "状态")[-1] == "待审（签名作废）"
    assert column(tab, "字数")[-1] == "1,200"


def test_deleting_asks_by_number_and_can_be_undone(tab, stack, messages, workbench):
    select(tab, stack[0], stack[1])
    tab.remove_action.trigger()
    assert messages.asked[-1][2] == "删除2篇"
    assert len(column(tab, "姓名")) == 2
    workbench.undo()
    assert len(column(tab, "姓名")) == 4


def test_not_confirming_deletes_nothing(tab, stack, messages):
    messages.answer = False
    tab.table.selectAll()
    tab.remove_action.trigger()
    assert len(notes.keys(Wanted())) == 4


def test_a_record_is_shown_even_when_it_was_filtered_away(tab, stack):
    tab.filters.show_state(NoteState.RETURNED)
    assert column(tab, "姓名") == []
    tab.show_record(stack[2])
    assert tab.table.current_row().id == stack[2]


def test_enter_opens_the_note_at_hand(tab, stack, monkeypatch):
    opened = []
    monkeypatch.setattr(NoteDialog, "run", lambda dialog: opened.append(dialog.cadre.text()))
    tab.table.select_id(stack[1])
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    assert opened == ["韩梅梅"]


def test_the_reviews_of_a_note_are_listed_oldest_first(tab, stack, monkeypatch):
    notes.hand_back(stack[:1], ReviewDraft("周海涛", date(2022, 3, 25), opinion="字数不够"))
    notes.resubmit(stack[:1], date(2022, 3, 28))
    acts = []

    def run(dialog):
        rows = dialog.table.rows_model()
        acts.extend(rows.row_at(number).act for number in range(rows.rowCount()))

    monkeypatch.setattr(ReviewsDialog, "run", run)
    tab.table.select_id(stack[0])
    tab.reviews_action.trigger()
    assert acts == ["退回", "重交"]


def test_a_hidden_page_is_read_when_it_is_shown(tab, stack, workbench):
    tab.hide()
    workbench.do(lambda: notes.remove(stack[:3]))
    assert len(tab.table.rows_model().ids()) == 4
    tab.show()
    assert len(tab.table.rows_model().ids()) == 1


def test_every_action_has_a_key_of_its_own(tab):
    keys = [each.shortcut().toString() for each in tab.actions() if each]
    assert all(keys)
    assert len(set(keys)) == len(keys)


def test_a_tab_is_freed_with_its_last_reference(workbench, stack, qapp):
    tab = NotesTab(workbench)
    gone = weakref.ref(tab)
    del tab
    QApplication.sendPostedEvents()
    assert gone() is None
