import weakref
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.core.attendance import Entry, Mark
from desktop_app.core.session import SessionState
from desktop_app.records import attendance, cadres, categories, leave, session_list, sessions
from desktop_app.records.leave import LeaveDraft
from desktop_app.store.models import UnsavedMarks
from desktop_app.ui.dialogs.make_up_dialog import MakeUpDialog
from desktop_app.ui.month_grid_model import GridModel
from desktop_app.ui.tabs.month_grid_page import MonthGridPage

LEI, MEIMEI, WEI_LAW, WEI_OFFICE = range(4)


def enter(kind, day):
    return sessions.add(sessions.fresh(next(row.id for row in categories.listed() if row.name == kind), day))


@pytest.fixture
def second(recorded):
    """A 夜学 of the 14th, not recorded; 韩梅梅 has left before it."""
    cadres.leave(cadres.listed()[1].id, date(2022, 3, 10), "调出")
    return enter("夜学", date(2022, 3, 14))


@pytest.fixture
def page(qtbot, workbench, second):
    made = MonthGridPage(workbench)
    qtbot.addWidget(made)
    made.resize(1170, 640)
    made.show()
    made.month.set_month(2022, 3)
    return made


def texts(page, column):
    return [page.model.index(row, column).data() for row in range(page.model.rowCount())]


def test_a_month_shows_names_down_sessions_across_and_totals(page):
    assert [page.model.headerData(row, Qt.Orientation.Vertical) for row in range(4)][:2] == ["李雷", "韩梅梅"]
    assert texts(page, 0) == ["√", "√", "√", "请假"]
    assert texts(page, 2) == ["1/1", "1/1", "1/1", "0/1"]
    assert page.model.heading(0)[:3] == ("7日 一", "夜学", "3/4")
    assert page.model.heading(1)[:3] == ("14日 一", "夜学", "未登记")


def test_the_model_keeps_qts_rules(page, qtmodeltester):
    qtmodeltester.check(page.model)


def test_enter_opens_a_column_and_digits_mark_downwards_past_who_was_not_there(page, second):
    page.view.go_to(0, 1)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert page.keeping.session_id == second
    QTest.keyClicks(page.view, "15")
    assert texts(page, 1) == ["√", "", "缺席", ""]
    assert page.view.currentIndex().row() == WEI_OFFICE
    assert page.model.is_blank(MEIMEI, 1)
    assert page.model.heading(1)[2] == "1/2"


def test_a_cell_of_somebody_not_in_post_cannot_be_marked(page):
    page.open_column(1)
    page.view.go_to(MEIMEI, 1)
    QTest.keyClicks(page.view, "1")
    assert texts(page, 1)[MEIMEI] == ""
    assert not page.model.roll.unsaved()


def test_digits_do_nothing_in_a_column_that_is_not_open(page, recorded):
    page.open_column(1)
    page.view.go_to(LEI, 0)
    QTest.keyClicks(page.view, "5")
    assert attendance.entries_of(recorded)[page.model.person(LEI).cadre_id] == Entry(Mark.PRESENT)
    assert not page.model.roll.unsaved()


def test_a_double_click_opens_a_column(page, recorded, qtbot):
    rect = page.view.visualRect(page.model.index(LEI, 0))
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    QTest.mouseDClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert page.keeping.session_id == recorded


def test_initials_find_a_name_in_the_open_column(page):
    page.open_column(1)
    QTest.keyClicks(page.view, "ww")
    assert page.view.currentIndex().row() == WEI_LAW
    QTest.keyClicks(page.view, "4")
    assert texts(page, 1)[WEI_LAW] == "公差"


def test_saving_records_the_column_and_opens_the_next_that_waits(page, second):
    third = enter("党课", date(2022, 3, 20))
    page.reload()
    page.open_column(1)
    page.all_came()
    page.record_and_next()
    assert session_list.rows([second])[0].state == SessionState.RECORDED
    assert page.keeping.session_id == third
    assert page.model.open_column == 2
    assert texts(page, 3)[LEI] == "2/2"
    page.all_came()
    page.record_and_next()
    assert page.keeping.session_id == 0


def test_the_whole_column_takes_three_chords(page, second, qtbot):
    page.activateWindow()
    page.view.setFocus()
    qtbot.waitUntil(page.view.hasFocus)
    page.view.go_to(0, 1)
    for key in (Qt.Key.Key_D, Qt.Key.Key_A, Qt.Key.Key_Return):
        QTest.keyClick(page.view, key, Qt.KeyboardModifier.ControlModifier)
    assert session_list.rows([second])[0].state == SessionState.RECORDED
    assert len(attendance.entries_of(second)) == 3


def test_without_an_open_column_the_first_that_waits_is_opened(page, second):
    page.next_action.trigger()
    assert page.keeping.session_id == second


def test_escape_closes_the_column_and_keeps_a_draft(page, second):
    page.open_column(1)
    QTest.keyClicks(page.view, "1")
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    assert page.model.open_column == -1
    assert texts(page, 1)[LEI] == "√"
    assert page.model.heading(1)[2] == "草稿"
    assert texts(page, 2)[LEI] == "1/1"
    assert session_list.rows([second])[0].state == SessionState.DRAFT


def test_changes_to_a_recorded_column_are_asked_about(page, recorded, messages):
    page.open_column(0)
    QTest.keyClicks(page.view, "5")
    messages.pressed = "继续登记"
    assert not page.close_column()
    page.month.step_back()
    assert page.month.period().first == date(2022, 3, 1)
    messages.pressed = "放弃1人的标记"
    assert page.close_column()
    assert texts(page, 0)[LEI] == "√"


def test_backspace_takes_a_mark_back_and_leave_is_a_guess(page, second, people, workbench):
    workbench.do(lambda: leave.add(LeaveDraft(people[0].id, date(2022, 3, 14), date(2022, 3, 14), "事假")))
    page.open_column(1)
    assert texts(page, 1)[LEI] == "请假"
    assert page.model.is_guess(LEI, 1)
    QTest.keyClicks(page.view, "1")
    assert not page.model.is_guess(LEI, 1)
    assert page.model.is_unsaved(LEI, 1)
    QTest.keyClick(page.view, Qt.Key.Key_Backspace)
    assert page.model.is_guess(LEI, 1)


def test_marks_stay_while_the_month_is_read_anew_and_are_kept_when_it_is_left(page, second, workbench):
    page.open_column(1)
    QTest.keyClicks(page.view, "1")
    workbench.changed.emit({"cadre"})
    assert texts(page, 1)[LEI] == "√"
    page.hide()
    assert UnsavedMarks.select().count() == 1


def test_the_window_closes_over_a_draft_and_asks_about_a_recorded_column(page, second, messages):
    page.open_column(0)
    QTest.keyClicks(page.view, "5")
    messages.pressed = "继续登记"
    assert not page.window().close()
    messages.pressed = "放弃1人的标记"
    page.close_column()
    page.open_column(1)
    QTest.keyClicks(page.view, "1")
    assert page.window().close()
    assert session_list.rows([second])[0].state == SessionState.DRAFT


def test_locked_and_coming_sessions_are_not_opened_and_it_is_said_why(page, recorded, workbench, qtbot):
    sessions.lock([recorded])
    page.reload()
    with qtbot.waitSignal(workbench.status) as said:
        page.open_column(0)
    assert "已锁定" in said.args[0]
    assert page.model.open_column == -1


def test_one_kind_alone_can_be_shown(page):
    enter("党课", date(2022, 3, 20))
    page.reload()
    page.kind.setCurrentText("党课")
    assert [session.category for session in page.model.grid.sessions] == ["党课"]


def test_the_page_begins_with_the_last_month_that_had_a_session(page, workbench, qtbot):
    other = MonthGridPage(workbench)
    qtbot.addWidget(other)
    assert other.month.period().first == date(2022, 3, 1)


def test_a_month_without_sessions_says_what_to_do(page, workbench):
    page.month.step_back()
    workbench.changed.emit({"cadre"})
    assert page.model.rowCount() == 0
    assert "2022年2月没有活动" in page.view._empty_text


def test_each_action_has_a_key_of_its_own(page):
    keys = [each.shortcut().toString() for each in page.actions() if each]
    assert len(set(keys)) == len(keys)
    assert "" not in keys


def test_the_list_of_the_missed_is_at_hand(page, monkeypatch):
    shown = []
    monkeypatch.setattr(MakeUpDialog, "run", lambda dialog: shown.append(len(dialog._rows)))
    page.make_up()
    assert shown == [1]


def test_page_and_model_are_freed_with_their_last_reference(workbench, people):
    for kind, given in ((MonthGridPage, (workbench,)), (GridModel, ()), (MakeUpDialog, (workbench, date(2022, 3, 7)))):
        gone = weakref.ref(kind(*given))
        assert gone() is None
