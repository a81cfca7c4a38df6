import weakref
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest

from desktop_app.core.attendance import Mark
from desktop_app.core.session import SessionState
from desktop_app.records import attendance, categories, history, session_list, sessions
from desktop_app.ui.attendance_sheet import AttendanceSheet
from desktop_app.ui.dialogs.attendance_dialog import AttendanceDialog
from desktop_app.ui.dialogs.name_list_dialog import NameListDialog
from desktop_app.ui.roll_layout import Run
from desktop_app.ui.roll_model import RollModel
from desktop_app.ui.theme import Tone

LEI, MEIMEI, WEI_LAW, WEI_OFFICE = range(4)


@pytest.fixture
def sheet(qtbot, workbench, night_study):
    made = AttendanceSheet(workbench, night_study)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    return made


@pytest.fixture
def recorded_sheet(qtbot, workbench, recorded):
    """李雷, 韩梅梅, 王伟（法制股） 到, 王伟（办公室） 请假."""
    made = AttendanceSheet(workbench, recorded)
    qtbot.addWidget(made)
    return made


def stored(session_id):
    return [line.mark for line in attendance.sheet(session_id).lines]


def marks(sheet):
    return [sheet.model.mark(row) for row in range(sheet.model.rowCount())]


def test_the_model_keeps_qts_rules(qtmodeltester, night_study, qapp):
    model = RollModel(qapp)
    model.show_sheet(attendance.sheet(night_study), keep_unsaved=False)
    qtmodeltester.check(model)


def test_everybody_due_is_there_homonyms_told_apart_and_nobody_marked(sheet):
    assert [sheet.model.index(row).data() for row in range(4)] == [
        "李雷", "韩梅梅", "王伟（法制股）", "王伟（办公室）",
    ]  # fmt: skip
    assert marks(sheet) == [None] * 4
    assert sheet.head.state.text() == "未登记"


def test_a_digit_marks_and_moves_on(sheet):
    QTest.keyClicks(sheet.view, "132")
    assert marks(sheet) == [Mark.PRESENT, Mark.LEAVE, Mark.LATE, None]
    assert sheet.view.row() == 3


def test_zero_clears(sheet):
    QTest.keyClicks(sheet.view, "1")
    sheet.view.go_to(LEI)
    QTest.keyClicks(sheet.view, "0")
    assert marks(sheet)[LEI] is None


def test_arrows_move_without_marking(sheet):
    QTest.keyClick(sheet.view, Qt.Key.Key_Down)
    QTest.keyClick(sheet.view, Qt.Key.Key_End)
    QTest.keyClick(sheet.view, Qt.Key.Key_Up)
    assert sheet.view.row() == 2
    assert marks(sheet) == [None] * 4


def test_right_goes_to_the_next_column(sheet, qtbot, monkeypatch):
    monkeypatch.setattr("desktop_app.ui.roll_page.flow", two_columns)
    sheet.show()
    sheet.view.doItemsLayout()
    QTest.keyClick(sheet.view, Qt.Key.Key_Right)
    assert sheet.view.row() == 2
    QTest.keyClick(sheet.view, Qt.Key.Key_Left)
    assert sheet.view.row() == 0


def two_columns(counts, sizes, height, columns):
    return [Run(0, 0, 0, 0, 2, False), Run(1, 0, 0, 2, 2, True)], columns


def test_initials_jump_to_the_next_who_fits(sheet):
    QTest.keyClicks(sheet.view, "ww")
    assert sheet.view.row() == WEI_LAW
    assert sheet.view.typed.hint.text() == "找 ww"
    sheet.view.typed.forget()
    QTest.keyClicks(sheet.view, "ww")
    assert sheet.view.row() == WEI_OFFICE
    QTest.keyClicks(sheet.view, "3")
    assert marks(sheet)[WEI_OFFICE] is Mark.LEAVE
    assert sheet.view.typed.hint.isHidden()


def test_what_was_typed_of_a_name_is_forgotten_after_a_moment(sheet, qtbot):
    sheet.view.typed.pause.setInterval(0)
    QTest.keyClicks(sheet.view, "hm")
    qtbot.waitUntil(sheet.view.typed.hint.isHidden)
    QTest.keyClicks(sheet.view, "l")
    assert sheet.view.row() == LEI


def test_initials_of_nobody_are_said_and_move_nothing(sheet):
    QTest.keyClicks(sheet.view, "zq")
    assert "名单里没有" in sheet.view.typed.hint.text()
    assert sheet.view.row() == LEI


def test_a_click_on_a_mark_sets_it_and_a_second_clears_it(sheet):
    sheet.show()
    rect = sheet.view.visualRect(sheet.model.index(MEIMEI))
    places = [QPoint(x, rect.center().y()) for x in range(rect.left(), rect.right())]
    place = next(place for place in places if sheet.view.drawing.mark_at(rect, place) is Mark.DUTY)
    QTest.mouseClick(sheet.view.viewport(), Qt.MouseButton.LeftButton, pos=place + QPoint(3, 0))
    assert marks(sheet)[MEIMEI] is Mark.DUTY
    QTest.mouseClick(sheet.view.viewport(), Qt.MouseButton.LeftButton, pos=place + QPoint(3, 0))
    assert marks(sheet)[MEIMEI] is None


def test_setting_the_unmarked_leaves_a_leave_alone(sheet):
    QTest.keyClicks(sheet.view, "3")
    sheet.set_all(Mark.PRESENT, only_unmarked=True)
    assert marks(sheet) == [Mark.LEAVE, Mark.PRESENT, Mark.PRESENT, Mark.PRESENT]


def test_setting_all_says_how_many_it_overwrites(sheet, messages):
    QTest.keyClicks(sheet.view, "31")
    messages.answer = False
    sheet.set_all(Mark.PRESENT, only_unmarked=False)
    assert marks(sheet)[LEI] is Mark.LEAVE
    _, text, button = messages.asked[-1]
    assert "请假1人" in text
    assert button == "覆盖1人"
    messages.answer = True
    sheet.set_all(Mark.PRESENT, only_unmarked=False)
    assert marks(sheet) == [Mark.PRESENT] * 4


def test_totals_run_along(sheet):
    QTest.keyClicks(sheet.view, "136")
    assert sheet.totals.text() == ("本场4人，应到3人，实到2人，迟到0人，请假1人，公差0人，缺席0人，补学1人，未登记1人")


def test_saving_writes_one_step_and_records_the_session(sheet, night_study):
    steps = len(history.steps(100))
    QTest.keyClicks(sheet.view, "1115")
    assert sheet.record()
    assert stored(night_study) == [Mark.PRESENT] * 3 + [Mark.ABSENT]
    assert len(history.steps(100)) == steps + 1
    assert sheet.head.state.text() == "已登记"
    assert sheet.unsaved() == 0


def test_saving_a_filtered_sheet_writes_only_what_is_shown_and_never_deletes_the_rest(recorded_sheet, recorded):
    recorded_sheet.search.setText("李雷")
    QTest.keyClicks(recorded_sheet.view, "5")
    assert recorded_sheet.record()
    assert stored(recorded) == [Mark.ABSENT, Mark.PRESENT, Mark.PRESENT, Mark.LEAVE]


def test_what_the_filter_hides_waits_unsaved_and_is_said(recorded_sheet, recorded):
    recorded_sheet.view.go_to(WEI_OFFICE)
    QTest.keyClicks(recorded_sheet.view, "0")
    recorded_sheet.search.setText("ll")
    QTest.keyClicks(recorded_sheet.view, "2")
    recorded_sheet.record()
    assert stored(recorded) == [Mark.LATE, Mark.PRESENT, Mark.PRESENT, Mark.LEAVE]
    assert recorded_sheet.unsaved() == 1
    assert "另有1人" in recorded_sheet.head.notice.text()
    recorded_sheet.save_and_next()
    assert recorded_sheet.search.text() == ""
    recorded_sheet.record()
    assert stored(recorded)[WEI_OFFICE] is None


def test_changing_one_mark_touches_nobody_else(recorded_sheet, recorded):
    QTest.keyClicks(recorded_sheet.view, "2")
    recorded_sheet.record()
    assert len(history.changes(history.steps(1)[0].id)) == 1


def test_a_sheet_of_nobody_is_saved_only_when_meant(sheet, messages, night_study):
    messages.answer = False
    assert not sheet.record()
    assert session_list.rows([night_study])[0].state == SessionState.DUE
    messages.answer = True
    assert sheet.record()
    assert session_list.rows([night_study])[0].state == SessionState.RECORDED


def test_saving_and_going_on_opens_the_next_that_waits(sheet, night_study, qtbot):
    other = sessions.add(sessions.fresh(sessions.draft_of(night_study).category_id, date(2022, 3, 14)))
    QTest.keyClicks(sheet.view, "1111")
    sheet.save_and_next()
    assert sheet.session_id == other
    assert marks(sheet) == [None] * 4
    QTest.keyClicks(sheet.view, "1111")
    with qtbot.waitSignal(sheet.finished, timeout=1000):
        sheet.save_and_next()
    assert session_list.next_unrecorded() is None


def test_undo_takes_back_marks_first_and_then_the_saved_step(sheet, night_study):
    QTest.keyClicks(sheet.view, "1")
    sheet.set_all(Mark.PRESENT, only_unmarked=True)
    sheet.take_back()
    assert marks(sheet) == [Mark.PRESENT, None, None, None]
    sheet.record()
    sheet.take_back()
    assert marks(sheet) == [None] * 4
    assert session_list.rows([night_study])[0].state == SessionState.DUE


def test_a_sheet_whose_session_is_undone_closes(sheet, qtbot):
    with qtbot.waitSignal(sheet.finished, timeout=1000):
        sheet.take_back()


def test_the_marks_before_are_told(workbench, qtbot, recorded):
    later = sessions.add(sessions.fresh(sessions.draft_of(recorded).category_id, date(2022, 3, 14)))
    sheet = AttendanceSheet(workbench, later)
    qtbot.addWidget(sheet)
    tip = sheet.model.index(WEI_OFFICE).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.endswith("近1次同类活动：请假")


def test_a_locked_sheet_is_only_looked_at(workbench, qtbot, recorded):
    sessions.lock([recorded])
    sheet = AttendanceSheet(workbench, recorded)
    qtbot.addWidget(sheet)
    QTest.keyClicks(sheet.view, "5")
    assert sheet.unsaved() == 0
    assert "已锁定" in sheet.head.notice.text()
    assert not sheet.save_action.isEnabled()


def test_a_session_still_to_come_is_only_looked_at(workbench, qtbot, people):
    ahead = sessions.add(sessions.fresh(categories.listed()[0].id, date(date.today().year + 1, 3, 1)))
    sheet = AttendanceSheet(workbench, ahead)
    qtbot.addWidget(sheet)
    assert "还没有到日子" in sheet.head.notice.text()
    QTest.keyClicks(sheet.view, "1")
    assert sheet.unsaved() == 0


def test_a_pasted_list_marks_those_it_names_and_shows_the_rest(qtbot, night_study):
    dialog = NameListDialog(attendance.sheet(night_study), "李雷、王伟 赵六")
    qtbot.addWidget(dialog)
    shown = " ".join(line.text() for line in dialog._lines.values())
    assert dialog.button.text() == "设为到（1人）"
    assert "王伟" in shown
    assert "赵六" in shown
    dialog.text.setPlainText("李蕾")
    assert dialog._lines[Tone.BAD].text() == "名单里没有，不会登记：李蕾（是不是李雷？）"
    dialog.text.setPlainText("李雷 王伟（法制股）")
    assert dialog.button.text() == "设为到（2人）"


def test_pasting_into_the_sheet_takes_the_clipboard(sheet):
    QGuiApplication.clipboard().setText("韩梅梅\n王伟（办公室）")
    sheet.paste_names()
    sheet._names.accept()
    assert marks(sheet) == [None, Mark.PRESENT, None, Mark.PRESENT]


def test_a_mark_repaints_two_rows_and_no_more(sheet, qtbot, qapp, monkeypatch):
    drawn = []
    draw = sheet.view.drawing.draw
    monkeypatch.setattr(sheet.view.drawing, "draw", lambda *given: (drawn.append(given[2].name), draw(*given)))
    with qtbot.waitExposed(sheet):
        sheet.show()
    qtbot.waitUntil(lambda: "王伟" in drawn)
    qapp.processEvents()
    drawn.clear()
    QTest.keyClicks(sheet.view, "1")
    qtbot.waitUntil(lambda: bool(drawn))
    assert set(drawn) == {"李雷", "韩梅梅"}


@pytest.fixture
def dialog(qtbot, workbench, night_study):
    made = AttendanceDialog(workbench, night_study)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_screen_reader_finds_a_list_of_people_with_their_marks(dialog):
    QTest.keyClicks(dialog.sheet.view, "3")
    read = QAccessible.queryAccessibleInterface(dialog.sheet.view)
    assert read.role() == QAccessible.Role.List
    assert read.child(LEI).text(QAccessible.Text.Name) == "李雷，办公室，请假"


def test_escape_closes_without_a_question_where_nothing_would_be_lost(dialog, messages):
    QTest.keyClick(dialog.sheet.view, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not messages.asked


@pytest.fixture
def recorded_dialog(qtbot, workbench, recorded):
    made = AttendanceDialog(workbench, recorded)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_escape_keeps_marks_of_a_session_not_recorded_as_a_draft(dialog, messages, night_study):
    QTest.keyClicks(dialog.sheet.view, "15")
    dialog.reject()
    assert not dialog.isVisible()
    assert not messages.asked
    assert stored(night_study) == [Mark.PRESENT, Mark.ABSENT, None, None]
    assert session_list.rows([night_study])[0].state == SessionState.DRAFT


def test_escape_asks_what_becomes_of_changes_to_a_recorded_one(recorded_dialog, messages, recorded):
    QTest.keyClicks(recorded_dialog.sheet.view, "5")
    messages.pressed = "继续登记"
    recorded_dialog.reject()
    assert recorded_dialog.isVisible()
    messages.pressed = "保存并关闭"
    recorded_dialog.reject()
    assert not recorded_dialog.isVisible()
    assert stored(recorded)[LEI] is Mark.ABSENT


def test_saving_on_closing_saves_all_it_was_asked_about_hidden_or_not(recorded_dialog, messages, recorded):
    recorded_dialog.sheet.set_all(Mark.LATE, only_unmarked=False)
    recorded_dialog.sheet.search.setText("王伟")
    recorded_dialog.sheet.view.setFocus()
    messages.pressed = "保存并关闭"
    recorded_dialog.reject()
    assert not recorded_dialog.isVisible()
    assert stored(recorded) == [Mark.LATE] * 4


def test_what_a_filter_hides_is_in_the_draft_too(dialog, night_study):
    dialog.sheet.all_came()
    dialog.sheet.search.setText("王伟")
    dialog.sheet.view.setFocus()
    dialog.reject()
    assert stored(night_study) == [Mark.PRESENT] * 4


def test_changes_to_a_recorded_one_can_be_given_up(recorded_dialog, messages, recorded):
    QTest.keyClicks(recorded_dialog.sheet.view, "5")
    messages.pressed = "放弃1人的标记"
    recorded_dialog.reject()
    assert not recorded_dialog.isVisible()
    assert stored(recorded)[LEI] is Mark.PRESENT


def test_the_keys_reach_the_names_as_soon_as_the_window_opens(dialog, qtbot):
    dialog.activateWindow()
    qtbot.waitUntil(dialog.sheet.view.hasFocus)
    QTest.keyClicks(dialog.focusWidget(), "1")
    assert marks(dialog.sheet)[LEI] is Mark.PRESENT


def test_sheet_and_dialog_are_freed_with_their_last_reference(workbench, night_study):
    for kind in (AttendanceSheet, AttendanceDialog):
        gone = weakref.ref(kind(workbench, night_study))
        assert gone() is None
