import weakref
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.core.attendance import Mark, Role
from desktop_app.core.scope import Asked, Scope
from desktop_app.core.session import SessionState
from desktop_app.records import attendance, cadres, categories, history, session_list, sessions, units
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.session_parts import PartDraft
from desktop_app.records.units import UnitDraft
from desktop_app.ui.dialogs.attendance_dialog import AttendanceDialog
from desktop_app.ui.dialogs.problem_dialog import ProblemDialog
from desktop_app.ui.dialogs.reason_dialog import ReasonDialog
from desktop_app.ui.dialogs.session_dialog import SessionDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.tabs.sessions_tab import SessionsTab


@pytest.fixture
def tab(qtbot, workbench, people):
    made = SessionsTab(workbench)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialogs(monkeypatch):
    """The dialogs that would have been shown; that of a session is saved as it stands."""
    shown = []

    def save(dialog):
        shown.append(dialog)
        dialog.accept()
        return bool(dialog.result())

    monkeypatch.setattr(SessionDialog, "run", save)

    def keep(dialog):
        shown.append(dialog)

    monkeypatch.setattr(ReasonDialog, "run", keep)
    return shown


def titles(tab):
    model = tab.table.rows_model()
    return [model.row_at(number).title for number in range(model.rowCount())]


def enter(kind, day, **values):
    category = next(row for row in categories.listed() if row.name == kind)
    return sessions.add(replace(sessions.fresh(category.id, day), **values))


def test_an_empty_list_says_what_to_do_first(tab):
    assert "Ctrl+N" in tab.table._empty_text


def test_adding_enters_what_the_kind_usually_is_and_shows_it(tab, dialogs, look):
    look.keep_choice("sessions.category", "夜学")
    tab.add_action.trigger()
    assert titles(tab) == ["第1次夜学"]
    assert tab.table.current_row().title == "第1次夜学"
    assert tab.foot.text() == "共1场&nbsp;&nbsp;&nbsp;&nbsp;未登记1场"


def test_the_kind_entered_last_is_remembered(tab, dialogs, look):
    tab.add_action.trigger()
    assert look.choice("sessions.category") == categories.listed()[0].name


def test_the_filters_narrow_together(tab, qtbot):
    enter("夜学", date(2022, 3, 7))
    enter("夜学", date(2022, 8, 7))
    enter("党课", date(2022, 3, 9), films=("焦裕禄",))
    tab.reload()
    tab.filters.period.year.setCurrentText("2022年")
    tab.filters.period.span.setCurrentText("第一季度")
    assert len(titles(tab)) == 2
    tab.filters.kind.setCurrentText("夜学")
    assert titles(tab) == ["第1次夜学"]
    tab.filters.clear()
    with qtbot.waitSignal(tab.filters.changed):
        tab.filters.search.setText("焦裕禄")
    assert titles(tab) == ["第1次党课"]


def test_initials_of_whoever_had_a_part_find_the_session(tab, people, qtbot):
    enter("夜学", date(2022, 3, 7))
    wanted = enter("党课", date(2022, 3, 9), parts=(PartDraft(Role.LECTURER, people[1].id),))
    with qtbot.waitSignal(tab.filters.changed):
        tab.filters.search.setText("HMM")
    assert list(tab.table.rows_model().ids()) == [wanted]


def test_what_waits_is_filtered_and_tinted(tab, recorded):
    waiting = enter("夜学", date(2022, 4, 7))
    tab.filters.state.setCurrentText("未登记")
    model = tab.table.rows_model()
    assert list(model.ids()) == [waiting]
    assert model.index(0, 6).data() == "未登记"
    assert model.index(0, 0).data(Qt.ItemDataRole.ForegroundRole) is not None


def test_a_row_says_how_many_came(tab, recorded):
    tab.reload()
    model = tab.table.rows_model()
    assert [model.index(0, column).data() for column in (0, 4, 6, 7)] == ["2022-03-07 19:30", "2", "已登记", "3/4"]


def test_the_foot_shows_the_registers_figures_of_a_kind_and_opens_their_records(tab, recorded, workbench, qtbot):
    tab.reload()
    tab.filters.period.year.setCurrentText("2022年")
    tab.filters.kind.setCurrentText("夜学")
    assert "1次" in tab.foot.text()
    assert "75.0%" in tab.foot.text()
    with qtbot.waitSignal(workbench.open_figure) as told:
        tab.foot.linkActivated.emit("夜学.次数")
    assert told.args == [Asked("夜学.次数", Scope(tab.filters.period.period()))]


def test_removing_says_how_many_and_is_undone(tab, recorded, messages, workbench):
    tab.reload()
    tab.table.selectAll()
    tab.remove_action.trigger()
    _, text, button = messages.asked[-1]
    assert button == "删除1场"
    assert "其中1场已登记" in text
    assert "Ctrl+Z" in text
    assert titles(tab) == []
    workbench.undo()
    assert attendance.sheet(recorded).lines[0].mark is Mark.PRESENT


def test_a_copy_is_a_new_session_of_today_that_goes_on_counting(tab, dialogs, people):
    old = enter("夜学", date(2022, 3, 7), parts=(PartDraft(Role.HOST, people[0].id),), number="2022-001")
    enter("夜学", date.today())
    tab.reload()
    tab.show_record(old)
    tab.copy_action.trigger()
    made = sessions.draft_of(tab.table.selected_ids()[0])
    assert (made.title, made.held_on, made.parts) == ("第2次夜学", date.today(), (PartDraft(Role.HOST, people[0].id),))
    assert made.number not in {"", "2022-001"}


def test_a_title_of_its_own_is_copied(tab, dialogs):
    old = enter("党课", date(2022, 3, 7), title="不忘初心")
    tab.reload()
    tab.show_record(old)
    tab.copy_action.trigger()
    assert titles(tab) == ["不忘初心", "不忘初心"]


def test_calling_off_asks_why(tab, dialogs, night_study):
    tab.reload()
    tab.show_record(night_study)
    tab.call_off_action.trigger()
    dialogs[0].accept()
    assert "事由" in dialogs[0]._problems["reason"].text()
    dialogs[0].reason.setText("停电")
    dialogs[0].accept()
    assert session_list.rows([night_study])[0].state == SessionState.OFF


def test_locking_takes_the_recorded_ones_and_unlocking_asks_why(tab, dialogs, recorded):
    enter("夜学", date(2022, 4, 7))
    tab.reload()
    tab.table.selectAll()
    tab.lock_action.trigger()
    assert session_list.rows([recorded])[0].state == SessionState.LOCKED
    tab.show_record(recorded)
    assert not tab.lock_action.isEnabled()
    tab.unlock_action.trigger()
    dialogs[0].reason.setText("漏登一人")
    dialogs[0].accept()
    assert session_list.rows([recorded])[0].state == SessionState.RECORDED
    assert "漏登一人" in history.steps(1)[0].title


def test_locking_nothing_recorded_says_so(tab, messages):
    enter("夜学", date(2022, 4, 7))
    enter("夜学", date(2022, 4, 8))
    tab.reload()
    tab.table.selectAll()
    tab.lock_action.trigger()
    assert "已登记" in messages.warnings[0]


def test_a_double_click_on_what_waits_records_it(tab, night_study, monkeypatch):
    opened = []

    def keep(dialog):
        opened.append(dialog)

    monkeypatch.setattr(AttendanceDialog, "open", keep)
    tab.reload()
    place = tab.table.visualRect(tab.table.model().index(0, 3)).center()
    QTest.mouseClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened[0].sheet.session_id == night_study


def test_enter_changes_the_session(tab, dialogs, night_study):
    tab.reload()
    tab.show_record(night_study)
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    assert isinstance(dialogs[0], SessionDialog)


def test_a_record_hidden_by_the_filters_is_shown_all_the_same(tab, night_study):
    tab.reload()
    tab.filters.state.setCurrentText("已登记")
    tab.show_record(night_study)
    assert tab.table.selected_ids() == [night_study]


def test_nothing_to_record_is_said(tab, workbench, qtbot):
    with qtbot.waitSignal(workbench.status):
        tab.record_next_action.trigger()


def test_the_tab_is_freed_with_its_last_reference(workbench, people):
    gone = weakref.ref(SessionsTab(workbench))
    assert gone() is None


@pytest.fixture
def thirty_four(ledger):
    """34 people in two units, 张三, 王五 and 周平 among them, and a 周例会 that waits."""
    for number, name in enumerate(("办公室", "政工科")):
        units.add(UnitDraft(name, position=number + 1))
    offices = [row.id for row in units.listed()]
    names = [f"李{sign}" for sign in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌"]
    for number, name in enumerate([*names, "张三", "王五", "周平"]):
        cadres.add(CadreDraft(name), PostingDraft(offices[number % 2], date(2020, 1, 1)))
    return enter("周例会", date(2022, 3, 7))


def test_a_weekly_meeting_with_three_exceptions_takes_fifteen_presses(qtbot, workbench, look, thirty_four, ledger):
    look.tab = 1
    window = MainWindow(workbench, ledger)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.read()
    presses = 0

    def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
        nonlocal presses
        presses += 1
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
        QTest.keyClick(target, key, modifiers)

    press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), AttendanceDialog))
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press("1")
    for name_and_mark in ("zs3", "ww4", "zp5"):
        for key in name_and_mark:
            press(key)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    found = {line.name: line.mark for line in attendance.sheet(thirty_four).lines}
    assert len(found) == 34
    assert {name: mark for name, mark in found.items() if mark is not Mark.PRESENT} == {
        "张三": Mark.LEAVE, "王五": Mark.DUTY, "周平": Mark.ABSENT,
    }  # fmt: skip
    assert presses <= 15


def test_a_problem_found_at_a_session_begins_with_it(qtbot, workbench, recorded, monkeypatch):
    given = []
    monkeypatch.setattr(ProblemDialog, "run", lambda dialog: given.append(dialog.draft()))
    tab = SessionsTab(workbench)
    qtbot.addWidget(tab)
    tab.table.select_id(recorded)
    tab.problem_action.trigger()
    assert [(draft.session_id, draft.found_on) for draft in given] == [(recorded, date(2022, 3, 7))]
