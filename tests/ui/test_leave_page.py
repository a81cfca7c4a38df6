import weakref
from datetime import date

import pytest
from PySide6.QtTest import QTest

from desktop_app.records import history, leave
from desktop_app.records.leave import LeaveDraft
from desktop_app.ui.dialogs.leave_record_dialog import LeaveRecordDialog
from desktop_app.ui.tabs.leave_page import LeavePage


@pytest.fixture
def page(qtbot, workbench, people):
    leave.add(LeaveDraft(people[0].id, date(2022, 3, 3), date(2022, 3, 9), "事假"))
    leave.add(LeaveDraft(people[1].id, date(2021, 5, 3), date(2021, 5, 9), "出差", "去州里"))
    made = LeavePage(workbench)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(qtbot, workbench, people):
    made = LeaveRecordDialog(workbench, None)
    qtbot.addWidget(made)
    made.show()
    return made


def names(page):
    model = page.table.rows_model()
    return [model.row_at(number).full_name for number in range(model.rowCount())]


def test_the_period_above_narrows_the_list(page):
    assert names(page) == ["李雷", "韩梅梅"]
    page.period.year.setCurrentText("2021年")
    assert names(page) == ["韩梅梅"]
    page.show_record(leave.listed()[0].id)
    assert page.chosen().full_name == "李雷"


def test_the_list_says_what_the_sheet_will_show(page):
    model = page.table.rows_model()
    assert [model.index(row, 5).data() for row in range(2)] == ["请假", "公差"]


def test_removing_names_how_many_and_can_be_undone(page, messages):
    page.table.select_id(leave.listed()[0].id)
    page.remove()
    assert messages.asked[-1][2] == "删除1条"
    assert names(page) == ["韩梅梅"]
    history.undo_last()
    assert len(leave.listed()) == 2


def test_a_leave_is_entered_by_initials_and_days(dialog, people):
    dialog.person.setText("李雷")
    dialog.from_date.set_day(date(2022, 3, 3))
    assert dialog.to_date.day() == date(2022, 3, 3)
    dialog.to_date.set_day(date(2022, 3, 5))
    dialog.kind.set_text("出差")
    assert dialog.length.text() == "到2022年3月5日止，共3天，出勤记“公差”（出差、公差算公差）"
    dialog.accept()
    assert leave.listed()[0].draft() == LeaveDraft(people[0].id, date(2022, 3, 3), date(2022, 3, 5), "出差")


def test_what_is_wrong_is_said_beside_its_field_and_stays_typed(dialog):
    dialog.accept()
    assert dialog._problems["cadre_id"].text() == "请填写请假的人。"
    dialog.person.setText("李雷")
    dialog.to_date.setText("2020-01-01")
    dialog.accept()
    assert "早于开始日期" in dialog._problems["to_date"].text()
    assert dialog.to_date.text() == "2020-01-01"


def test_moving_the_first_day_keeps_the_length(dialog):
    dialog.from_date.set_day(date(2022, 3, 3))
    dialog.to_date.set_day(date(2022, 3, 5))
    dialog.from_date.set_day(date(2022, 4, 10))
    assert dialog.to_date.day() == date(2022, 4, 12)


def test_page_and_dialog_are_freed_with_their_last_reference(workbench, people):
    for kind, given in ((LeavePage, ()), (LeaveRecordDialog, (None,))):
        gone = weakref.ref(kind(workbench, *given))
        assert gone() is None


def test_keys_reach_the_form(page, monkeypatch):
    opened = []
    monkeypatch.setattr(LeaveRecordDialog, "run", lambda dialog: opened.append(dialog.windowTitle()))
    page.table.setFocus()
    page.table.select_id(leave.listed()[0].id)
    QTest.keyClicks(page.table, "\r")
    page.add_action.trigger()
    assert opened == ["修改请假：李雷", "新增请假"]
