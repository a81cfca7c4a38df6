import weakref
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop_app.records import cadres, history, notes
from desktop_app.records.notes import NoteDraft, ReviewDraft, Wanted
from desktop_app.ui.dialogs.note_dialog import NoteDialog
from desktop_app.ui.tabs.note_grid_page import NoteGridPage

MARCH = (2022, 3)


@pytest.fixture
def page(qtbot, workbench, people):
    """March 2022 with a signed 学习笔记 of 李雷."""
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 20), "三月", 900))
    notes.sign(notes.keys(Wanted()), ReviewDraft("李书记", date(2022, 3, 25)))
    made = NoteGridPage(workbench)
    qtbot.addWidget(made)
    made.month.set_years([2026, 2022])
    made.resize(900, 500)
    made.show()
    made.month.set_month(*MARCH)
    return made


def put(page, row, kind):
    index = page.model.index(row, 2 + page.model.grid.kinds.index(kind))
    page.view.setCurrentIndex(index)
    page.view.setFocus()
    return index


def type_text(page, text, key=Qt.Key.Key_Return):
    """Type into the current cell, as she does, and leave it with a key."""
    QTest.keyClicks(page.view, text[0])
    editor = next(each for each in page.view.viewport().findChildren(QLineEdit) if each.isVisible())
    QTest.keyClicks(editor, text[1:])
    QTest.keyClick(editor, key)


def test_the_month_shows_who_handed_in_what(page):
    assert put(page, 0, "学习笔记").data() == "900"
    assert put(page, 1, "学习笔记").data() == ""
    assert page.model.index(0, page.model.columnCount() - 1).data() == "900"
    assert page.foot.text() == "2022年3月已登记1篇，900字"
    assert page.handed_in_on.day() == date(2022, 3, 31)


def test_typing_over_what_is_kept_says_where_it_is_changed_and_moves_nowhere(page):
    index = put(page, 0, "学习笔记")
    QTest.keyClicks(page.view, "9")
    assert page.problem.text() == "李雷这个月的学习笔记已登记1篇：修改请按 F2 打开，再登记一篇请按 Ctrl+N。"
    assert page.view.currentIndex() == index
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    assert page.problem.isHidden()


def test_typing_for_somebody_who_has_left_says_that_he_has(page, people):
    notes.add(NoteDraft(people[1].id, "心得体会", date(2022, 3, 1), words=900, period="2022-03"))
    cadres.leave(people[1].id, date(2022, 3, 10), "调出")
    page.reload()
    row = next(number for number in range(4) if page.model.line_at(number).full_name == people[1].full_name)
    put(page, row, "学习笔记")
    QTest.keyClicks(page.view, "9")
    assert page.problem.text() == "韩梅梅月底已离岗，这里不能登记；要补登记请按 Ctrl+N。"


def test_the_notebooks_of_last_year_can_be_entered_although_none_has_come_yet(qtbot, workbench, people):
    made = NoteGridPage(workbench)
    qtbot.addWidget(made)
    assert made.month.year.has(date.today().year - 1)


def test_enter_goes_down_and_everything_typed_is_one_step(page):
    put(page, 1, "学习笔记")
    type_text(page, "1200")
    type_text(page, "3")
    assert page.view.currentIndex().row() == 3
    assert page.foot.text().endswith("还有2格没有保存")
    page.save_action.trigger()
    assert history.undoable().title == "登记2022年3月心得笔记2篇（2022年3月31日交）"
    assert sorted(row.words for row in notes.rows(notes.keys(Wanted()))) == [3, 900, 1200]
    assert not page.model.typed()


def test_tab_goes_to_the_next_kind(page):
    index = put(page, 1, "心得体会")
    type_text(page, "1200", Qt.Key.Key_Tab)
    assert page.view.currentIndex().column() == index.column() + 1


def test_pages_are_estimated_by_the_words_of_a_page(page):
    page.model.setData(put(page, 1, "学习笔记"), "3页")
    page.save()
    row = notes.rows(notes.keys(Wanted()))
    assert {(each.words, each.words_source) for each in row} >= {(1200, "手写估算")}


def test_what_is_no_amount_is_said_and_nothing_is_written(page):
    page.model.setData(put(page, 1, "学习笔记"), "1200")
    page.model.setData(put(page, 2, "学习笔记"), "很多")
    page.save()
    assert "“很多”不是字数" in page.problem.text()
    assert page.view.currentIndex().row() == 2
    assert len(notes.keys(Wanted())) == 1
    assert len(page.model.typed()) == 2


def test_a_cell_that_has_a_note_is_opened_and_not_typed_over(page, monkeypatch):
    index = put(page, 0, "学习笔记")
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
    said = []
    monkeypatch.setattr(NoteDialog, "run", lambda dialog: said.append(dialog.notice.text()))
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    page.open_action.trigger()
    assert len(said) == 2
    assert "原审签作废" in said[0]


def test_a_cell_with_several_notes_leads_to_the_list(page, people, workbench, qtbot):
    workbench.do(lambda: notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 21), words=100)))
    assert put(page, 0, "学习笔记").data() == "2篇 1,000"
    with qtbot.waitSignal(workbench.open_record) as opened:
        page.open_action.trigger()
    assert opened.args[0] == "note"


def test_what_is_typed_survives_what_happens_elsewhere(page, people, workbench):
    page.model.setData(put(page, 1, "学习笔记"), "1200")
    page.model.setData(put(page, 2, "学习笔记"), "800")
    workbench.do(lambda: notes.add(NoteDraft(people[1].id, "学习笔记", date(2022, 3, 21), words=100)))
    assert list(page.model.typed().values()) == ["800"]


@pytest.mark.parametrize(("answer", "left"), [("取消", (3, 1, 1)), ("放弃", (4, 0, 1)), ("保存", (4, 0, 2))])
def test_another_month_asks_what_becomes_of_what_is_not_saved(page, messages, answer, left):
    page.model.setData(put(page, 1, "学习笔记"), "1200")
    messages.pressed = answer
    page.forth_action.trigger()
    assert messages.asked[-1][1] == "2022年3月有1格还没有保存。"
    assert (page.month.period().first.month, len(page.model.typed()), len(notes.keys(Wanted()))) == left


def test_one_who_was_not_in_post_that_day_is_named(page, people, workbench):
    page.model.setData(put(page, 1, "学习笔记"), "1200")
    page.handed_in_on.set_day(date(2022, 4, 5))
    workbench.do(lambda: cadres.leave(people[1].id, date(2022, 4, 1), "调出"))
    page.save()
    assert "韩梅梅在2022年4月5日不在岗" in page.problem.text()
    assert page.model.typed()


def test_del_empties_a_cell_that_is_not_saved(page):
    page.model.setData(put(page, 1, "学习笔记"), "1200")
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    assert not page.model.typed()
    assert not page.save_action.isEnabled()


def test_the_model_is_a_good_model(page, qtmodeltester):
    qtmodeltester.check(page.model)


def test_an_empty_ledger_says_what_to_do_first(qtbot, workbench, ledger):
    page = NoteGridPage(workbench)
    qtbot.addWidget(page)
    assert "先在“干部”里登记" in page.view._empty_text


def test_the_page_is_freed_with_its_last_reference(workbench, people):
    page = NoteGridPage(workbench)
    gone = weakref.ref(page)
    del page
    assert gone() is None
