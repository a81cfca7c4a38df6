import weakref
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop_app.core.schedule import DayKind, monday
from desktop_app.records import categories, due, history, holidays, series, session_list, sessions
from desktop_app.records.due import Choice
from desktop_app.ui import due_list
from desktop_app.ui.dialogs.attendance_dialog import AttendanceDialog
from desktop_app.ui.dialogs.reason_dialog import ReasonDialog
from desktop_app.ui.due_list import COLUMNS, TYPED
from desktop_app.ui.tabs.due_page import DuePage

FIRST = monday(date.today()) - timedelta(21)


@pytest.fixture
def night(people):
    """夜学 on the Mondays of the last three weeks, whatever holidays there were; gives its kind."""
    kind = next(row.id for row in categories.listed() if row.name == "夜学")
    draft = replace(series.fresh(kind, FIRST), weekdays=(1,), to_date=FIRST + timedelta(20), skips_holidays=False)
    series.add(draft)
    return kind


@pytest.fixture
def page(qtbot, night, workbench):
    page = DuePage(workbench)
    qtbot.addWidget(page)
    page.show()
    page.table.setFocus()
    return page


@pytest.fixture(autouse=True)
def no_holidays(monkeypatch):
    """Let no day of the last weeks be a holiday."""
    monkeypatch.setattr("desktop_app.records.holidays._published", dict)


def lines(page):
    return page.table.due_model().lines()


def type_in_cell(page, qtbot, text):
    editor = page.table.findChild(QLineEdit)
    editor.setText(text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.table.findChild(QLineEdit) is None)


def test_why_there_is_something_on_a_sunday_is_said_beside_it(qtbot, night, workbench):
    sunday = FIRST + timedelta(6)
    holidays.add(holidays.HolidayDraft(sunday, DayKind.WORKED, "国庆节", as_weekday=1))
    series.change(series.listed()[0].id, replace(series.listed()[0].draft(), skips_holidays=True))
    page = DuePage(workbench)
    qtbot.addWidget(page)
    line = next(line for line in lines(page) if line.due.day == sunday)
    assert COLUMNS[TYPED].text(line) == "按周一上班"


def test_the_keys_decide_and_go_on_to_the_next_and_one_act_carries_it_out(page, qtbot):
    assert [line.due.day for line in lines(page)] == [FIRST, FIRST + timedelta(7), FIRST + timedelta(14)]
    page.record_action.trigger()
    page.postpone_action.trigger()
    type_in_cell(page, qtbot, (FIRST + timedelta(9)).isoformat())
    page.off_action.trigger()
    type_in_cell(page, qtbot, "停电")
    assert [line.choice for line in lines(page)] == [Choice.RECORD, Choice.POSTPONE, Choice.OFF]
    page.settle_action.trigger()
    kept = [sessions.draft_of(id_) for id_ in session_list.keys(session_list.Wanted(), descending=False)]
    assert [(each.planned_on, each.held_on, each.state) for each in kept] == [
        (FIRST, FIRST, "待登记"),
        (FIRST + timedelta(7), FIRST + timedelta(9), "待登记"),
        (FIRST + timedelta(14), FIRST + timedelta(14), "不举行"),
    ]
    history.undo_last()
    assert not session_list.keys(session_list.Wanted())


def test_each_decision_has_its_key(page):
    keys = [action.shortcut().toString() for action in page.actions() if action]
    assert keys[:3] == ["1", "2", "3"]
    assert {"Ctrl+Return", "Ctrl+D"} <= set(keys)
    assert len(keys) == len(set(keys))


def test_once_carried_out_the_sheet_of_the_first_is_offered(page, qtbot, workbench, monkeypatch):
    opened = []
    monkeypatch.setattr(AttendanceDialog, "open", lambda self: opened.append(self.sheet.session_id))
    with qtbot.waitSignal(workbench.status) as said:
        page.settle()
    assert said.args == ["已确定3项。按 Ctrl+D 登记第一场的出勤。"]
    assert page.heading.text() == "3场活动等着登记"
    page.sheet_action.trigger()
    assert opened == [lines(page)[0].due.session_id]


def test_a_day_of_a_series_is_recorded_at_once(page, monkeypatch):
    opened = []
    monkeypatch.setattr(AttendanceDialog, "open", lambda self: opened.append(self.sheet.session_id))
    page.table.select_id(lines(page)[1].id)
    page.record()
    (made,) = session_list.keys(session_list.Wanted())
    assert opened == [made]
    assert sessions.draft_of(made).planned_on == FIRST + timedelta(7)
    assert [line.due.session_id for line in lines(page)] == [None, made, None]


def test_what_is_wrong_is_said_and_what_was_typed_stays(page, qtbot):
    page.postpone_action.trigger()
    type_in_cell(page, qtbot, "下个月")
    page.settle()
    assert "“下个月”不是日期" in page.problem.text()
    assert not page.problem.isHidden()
    assert lines(page)[0].day_text == "下个月"
    assert not session_list.keys(session_list.Wanted())


def test_a_short_date_is_taken_for_the_next_such_day_and_words_behind_it_for_the_reason(page, qtbot):
    page.postpone_action.trigger()
    day = FIRST + timedelta(2)
    type_in_cell(page, qtbot, f"{day.month}-{day.day}　会议冲突")
    assert lines(page)[0].day_text == f"{day.isoformat()} 会议冲突"
    assert (lines(page)[0].decision().day, lines(page)[0].decision().reason) == (day, "会议冲突")


def test_what_was_decided_stays_while_the_list_is_read_anew(page, workbench, night):
    page.table.select_id(lines(page)[1].id)
    page.table.due_model().put([replace(lines(page)[1], choice=Choice.OFF, reason="停电")])
    sessions.add(replace(sessions.fresh(night, FIRST), state="已登记"))
    workbench.changed.emit({"session"})
    assert [(line.due.day, line.choice, line.reason) for line in lines(page)] == [
        (FIRST + timedelta(7), Choice.OFF, "停电"), (FIRST + timedelta(14), Choice.RECORD, ""),
    ]  # fmt: skip


def test_one_that_was_put_off_is_not_put_off_again(page):
    first = lines(page)[0]
    page.table.due_model().put([replace(first, choice=Choice.POSTPONE, day_text=(FIRST + timedelta(1)).isoformat())])
    page.settle()
    assert {line.choice for line in lines(page)} == {Choice.RECORD}
    assert not page.settle_action.isEnabled()


def test_all_of_before_are_called_off_with_one_reason(page, monkeypatch):
    said = []

    def answer(dialog):
        dialog.accept()
        said.append(dialog._problems["reason"].text())
        dialog.reason.setText("封控")
        dialog.accept()

    monkeypatch.setattr(ReasonDialog, "run", answer)
    page.choose_old_off()
    assert said == ["请填写事由，如停电、会议冲突。"]
    assert {(line.choice, line.reason) for line in lines(page)} == {(Choice.OFF, "封控")}
    assert not session_list.keys(session_list.Wanted())
    page.choose_old_record()
    assert {line.choice for line in lines(page)} == {Choice.RECORD}


def test_enter_on_a_decision_types_what_it_needs(page, qtbot):
    page.table.due_model().put([replace(lines(page)[0], choice=Choice.OFF)])
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.table.findChild(QLineEdit) is not None


def test_a_day_off_is_called_off_with_its_name(night):
    holiday = replace(due.fallen_due(date.today())[0], off="国庆节放假")
    line = due_list.line_of(holiday)
    assert (line.choice, line.reason) == (Choice.OFF, "国庆节放假")


def test_weeks_without_a_session_are_named_and_explained(page, night, workbench, monkeypatch):
    sessions.add(replace(sessions.fresh(night, FIRST), state="已登记"))
    workbench.changed.emit({"session"})
    assert page.missing.isHidden()  # what is still to be decided stands above
    (row,) = series.listed()
    series.change(row.id, replace(row.draft(), to_date=FIRST))
    workbench.changed.emit({"series"})
    assert page.missing.heading.text() == "没有夜学的周：2个"
    week = page.missing.table.rows_model().row_at(0)
    page.missing.table.select_id(week.id)

    def answer(dialog):
        dialog.reason.setText("全员下沉")
        dialog.accept()

    monkeypatch.setattr(ReasonDialog, "run", answer)
    page.missing.explain()
    assert page.missing.heading.text() == "没有夜学的周：1个"


def test_a_year_the_calendar_does_not_know_is_said(page, night, workbench):
    assert page.notice.isHidden()
    row = series.listed()[0]
    series.change(row.id, replace(row.draft(), skips_holidays=True, to_date=None))
    workbench.changed.emit({"series"})
    assert page.notice.text().startswith(f"{date.today().year}年")
    assert "的节假日还没有录入" in page.notice.text()
    assert not page.notice.isHidden()


def test_an_empty_page_says_what_to_do_first(qtbot, ledger, workbench):
    page = DuePage(workbench)
    qtbot.addWidget(page)
    assert page.heading.text() == "没有到期的事项"
    assert "例行安排" in page.table._empty_text
    assert page.missing.isHidden()


def test_the_day_it_was_seen_is_remembered(page, look):
    assert look.due_shown == date.today()


def test_the_list_keeps_qts_rules(page, qtmodeltester):
    qtmodeltester.check(page.table.due_model())


def test_the_page_is_freed_with_its_last_reference(qapp, night, workbench):
    page = DuePage(workbench)
    gone = weakref.ref(page)
    del page
    assert gone() is None


def test_ctrl_enter_leaves_the_first_that_waits_chosen_although_ctrl_is_held(page, qtbot):
    with qtbot.waitActive(page):
        page.activateWindow()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.heading.text() == "3场活动等着登记"
    assert page.table.selected_ids() == [lines(page)[0].id]
    assert page.sheet_action.isEnabled()
