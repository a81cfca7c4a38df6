"""The sheet's drafts, guesses from leave, and what belongs to a mark."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.core.attendance import Entry, Mark
from desktop_app.core.session import SessionState
from desktop_app.records import attendance, categories, history, leave, session_list, sessions
from desktop_app.records.leave import LeaveDraft
from desktop_app.store.models import UnsavedMarks
from desktop_app.ui.attendance_sheet import AttendanceSheet
from desktop_app.ui.dialogs.make_up_dialog import MakeUpDialog
from desktop_app.ui.tabs.sessions_tab import SessionsTab

LEI, MEIMEI, WEI_LAW, WEI_OFFICE = range(4)
TODAY = date.today()


@pytest.fixture
def fresh(people):
    """A 夜学 of three days ago, not recorded."""
    category = next(each for each in categories.listed() if each.name == "夜学")
    return sessions.add(sessions.fresh(category.id, TODAY - timedelta(3)))


@pytest.fixture
def open_sheet(qtbot, workbench):
    def open_(session_id):
        made = AttendanceSheet(workbench, session_id)
        qtbot.addWidget(made)
        made.resize(1000, 600)
        made.show()
        return made

    return open_


@pytest.fixture
def sheet(open_sheet, fresh):
    return open_sheet(fresh)


def entry(sheet, row):
    return sheet.model.entry(sheet.model.line(row).cadre_id)


def state(session_id):
    return session_list.rows([session_id])[0].state


# Drafts


def test_ctrl_s_keeps_a_draft_that_the_list_calls_unrecorded(sheet, fresh, workbench, qtbot):
    QTest.keyClicks(sheet.view, "13")
    assert sheet.save()
    assert (state(fresh), sheet.unsaved(), sheet.head.state.text()) == ("草稿", 0, "未登记（草稿）")
    tab = SessionsTab(workbench)
    qtbot.addWidget(tab)
    model = tab.table.rows_model()
    texts = [model.index(0, column).data() for column in range(model.columnCount())]
    assert "未登记（草稿）" in texts
    assert "1/2" not in texts
    assert sheet.record()
    assert state(fresh) == SessionState.RECORDED


def test_what_is_marked_is_kept_in_passing_and_no_step_of_history(sheet, fresh, qtbot):
    steps = len(history.steps(100))
    sheet.keeping.pause.setInterval(0)
    QTest.keyClicks(sheet.view, "1")
    qtbot.waitUntil(UnsavedMarks.select().exists)
    sheet.take_back()
    qtbot.waitUntil(lambda: not UnsavedMarks.select().exists())
    assert len(history.steps(100)) == steps
    assert state(fresh) == SessionState.DUE


def test_ctrl_z_still_takes_back_one_key_after_marks_were_kept_in_passing(sheet):
    QTest.keyClicks(sheet.view, "12")
    sheet.keeping.keep()
    sheet.take_back()
    assert [entry(sheet, row) for row in (LEI, MEIMEI)] == [Entry(Mark.PRESENT), None]


def test_nothing_of_a_recorded_sheet_is_kept_in_passing(open_sheet, recorded):
    sheet = open_sheet(recorded)
    QTest.keyClicks(sheet.view, "5")
    sheet.keeping.keep()
    assert not UnsavedMarks.select().exists()


def test_locking_and_unlocking_in_the_sheet(open_sheet, recorded, workbench):
    sheet = open_sheet(recorded)
    sheet.lock_action.trigger()
    assert (state(recorded), sheet.view.can_mark) == ("已锁定", False)
    assert not sheet.lock_action.isEnabled()
    sessions.unlock(recorded, "补登")
    workbench.changed.emit({"session"})
    assert sheet.view.can_mark


# Leave


@pytest.fixture
def away(fresh, people):
    """李雷 is ill, 韩梅梅 on a trip; a guess on the sheet opened after it."""
    leave.add(LeaveDraft(people[0].id, TODAY - timedelta(9), TODAY, "病假"))
    leave.add(LeaveDraft(people[1].id, TODAY - timedelta(9), TODAY, "出差"))


def test_leave_fills_the_sheet_in_as_a_guess_that_says_so(away, open_sheet, fresh):
    sheet = open_sheet(fresh)
    assert (entry(sheet, LEI), entry(sheet, MEIMEI)) == (Entry(Mark.LEAVE, "病假"), Entry(Mark.DUTY, "出差"))
    assert "2人按请假单填" in sheet.head.explanation.text()
    assert sheet.unsaved() == 0
    index = sheet.model.index(LEI)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "李雷，办公室，请假，病假，按请假单填"
    sheet.all_came()
    assert sheet.record()
    kept = attendance.entries_of(fresh)
    assert sorted(each.detail for each in kept.values()) == ["", "", "出差", "病假"]


def test_a_guess_never_stands_over_a_stored_mark_nor_in_a_recorded_sheet(away, open_sheet, fresh, people):
    attendance.save(fresh, {people[0].id: Mark.PRESENT})
    sheet = open_sheet(fresh)
    assert (entry(sheet, LEI), entry(sheet, MEIMEI)) == (Entry(Mark.PRESENT), None)


def test_leave_entered_while_the_sheet_is_open_shows_at_once(sheet, workbench, people):
    workbench.do(lambda: leave.add(LeaveDraft(people[0].id, TODAY - timedelta(3), TODAY, "事假")))
    assert entry(sheet, LEI) == Entry(Mark.LEAVE, "事假")


def test_saving_a_filtered_sheet_writes_the_guesses_shown_and_no_others(away, open_sheet, fresh, people):
    sheet = open_sheet(fresh)
    sheet.search.setText("韩梅梅")
    assert sheet.record()
    assert attendance.entries_of(fresh) == {people[1].id: Entry(Mark.DUTY, "出差")}


# What belongs to a mark


def test_six_puts_down_today_and_what_was_given_last_without_leaving_the_names(sheet, look):
    QTest.keyClicks(sheet.view, "6")
    bar = sheet.below.bar
    assert sheet.below.currentWidget() is bar
    assert entry(sheet, LEI).made_up_on == TODAY
    bar.way.set_text("自学")
    bar.day.set_day(TODAY - timedelta(1))
    bar.take()
    sheet.view.setFocus()
    QTest.keyClicks(sheet.view, "6")
    given_ = Entry(Mark.MADE_UP, made_up_on=TODAY - timedelta(1), made_up_way="自学")
    assert [entry(sheet, LEI), entry(sheet, MEIMEI)] == [given_, given_]
    assert look.choice("attendance.made_up_way") == "自学"
    QTest.keyClicks(sheet.view, "1")
    assert sheet.below.currentWidget() is sheet.keys


def test_enter_goes_to_the_fields_and_enter_back(sheet, qtbot):
    sheet.activateWindow()
    QTest.keyClicks(sheet.view, "3")
    QTest.keyClick(sheet.view, Qt.Key.Key_Return)
    bar = sheet.below.bar
    qtbot.waitUntil(bar.kind.lineEdit().hasFocus)
    QTest.keyClicks(bar.kind.lineEdit(), "bj")
    QTest.keyClick(bar.kind.lineEdit(), Qt.Key.Key_Return)
    qtbot.waitUntil(sheet.view.hasFocus)
    assert entry(sheet, LEI) == Entry(Mark.LEAVE, "病假")
    assert sheet.view.row() == MEIMEI


def test_one_enter_leads_back_where_the_kind_was_written_out(sheet, qtbot):
    sheet.activateWindow()
    QTest.keyClicks(sheet.view, "3")
    QTest.keyClick(sheet.view, Qt.Key.Key_Return)
    line = sheet.below.bar.kind.lineEdit()
    qtbot.waitUntil(line.hasFocus)
    composed = QInputMethodEvent()
    composed.setCommitString("病假")
    QApplication.sendEvent(line, composed)
    QTest.keyClick(QApplication.activePopupWidget() or line, Qt.Key.Key_Return)
    qtbot.waitUntil(sheet.view.hasFocus)
    assert entry(sheet, LEI) == Entry(Mark.LEAVE, "病假")


@pytest.mark.parametrize(("days", "words"), [(-9, "早于活动日期"), (5, "还没有到")])
def test_a_day_that_cannot_be_is_said_beside_it_stays_typed_and_saves_nothing(sheet, fresh, days, words):
    QTest.keyClicks(sheet.view, "6")
    bar = sheet.below.bar
    typed = (TODAY + timedelta(days)).isoformat()
    bar.day.setText(typed)
    assert not sheet.record()
    assert words in bar.problem.text()
    assert bar.day.text() == typed
    assert state(fresh) == SessionState.DUE


def test_another_person_turned_to_gives_the_refused_day_up(sheet):
    QTest.keyClicks(sheet.view, "6")
    sheet.below.bar.day.setText("2020-01-01")
    sheet.below.bar.take()
    QTest.keyClicks(sheet.view, "6")
    assert sheet.below.bar.problem.text() == ""
    assert sheet.record()


def test_the_list_of_the_missed_makes_up_for_those_chosen(qtbot, workbench, recorded, people):
    dialog = MakeUpDialog(workbench, date(2022, 3, 7), "第1次夜学")
    qtbot.addWidget(dialog)
    assert [row.full_name for row in dialog._rows] == ["王伟（办公室）"]
    dialog.table.selectAll()
    assert dialog.save_button.text() == "登记补学（1人次）"
    dialog.day.setText("2022-03-01")
    dialog.accept()
    assert "早于活动日期" in dialog._problems["made_up_on"].text()
    dialog.day.setText("2022-03-09")
    dialog.way.set_text("自学")
    dialog.accept()
    made_up = Entry(Mark.MADE_UP, made_up_on=date(2022, 3, 9), made_up_way="自学")
    assert attendance.entries_of(recorded)[people[3].id] == made_up


# Any keys

KEYS = st.lists(st.sampled_from("0123456lhw" + "\b\x1b"), max_size=25)


@given(keys=KEYS, bulk=st.booleans())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_keys_saving_stores_exactly_what_is_shown(keys, bulk, fresh, people, workbench):
    sheet = AttendanceSheet(workbench, fresh)
    for key in keys:
        if key == "\b":
            QTest.keyClick(sheet.view, Qt.Key.Key_Backspace)
        elif key == "\x1b":
            sheet.take_back() if sheet.unsaved() else QTest.keyClick(sheet.view, Qt.Key.Key_Up)
        else:
            QTest.keyClicks(sheet.view, key)
    if bulk:
        sheet.all_came()
    shown = {line.cadre_id: sheet.model.entry(line.cadre_id) for line in sheet.model.lines()}
    assert sheet.record()
    assert attendance.entries_of(fresh) == {cadre: each for cadre, each in shown.items() if each}
