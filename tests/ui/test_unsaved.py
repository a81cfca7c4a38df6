"""What is typed and not saved yet outlives whatever is undone, moved or brought in around it."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop_app.core.attendance import Mark
from desktop_app.records import attendance, cadres, history, session_list, sessions
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.store.models import UnsavedMarks
from desktop_app.ui.attendance_sheet import AttendanceSheet
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.tabs.month_grid_page import MonthGridPage
from desktop_app.ui.tabs.note_grid_page import NoteGridPage


@pytest.fixture
def grid(qtbot, workbench, night_study, people):
    """月度出勤 of March 2022 with its one column open and two marks in it."""
    page = MonthGridPage(workbench)
    qtbot.addWidget(page)
    page.show()
    page.month.set_month(2022, 3)
    page.open_column(0)
    QTest.keyClicks(page.view, "12")
    return page


@pytest.fixture
def notes_page(qtbot, workbench, people):
    page = NoteGridPage(workbench)
    qtbot.addWidget(page)
    page.month.set_years([2026, 2022])
    page.show()
    page.month.set_month(2022, 3)
    return page


def begin_typing(page, row, text):
    page.view.setCurrentIndex(page.model.index(row, 2))
    page.view.setFocus()
    QTest.keyClicks(page.view, text[0])
    QTest.keyClicks(editor(page), text[1:])


def editor(page):
    return next(each for each in page.view.viewport().findChildren(QLineEdit) if each.isVisible())


def marks(page):
    return [page.model.index(row, 0).data() for row in range(page.model.rowCount())]


def change(session_id, **values):
    return sessions.change(session_id, replace(sessions.draft_of(session_id), **values))


def add_person(name, office):
    cadres.add(CadreDraft(name), PostingDraft(office, date(2020, 1, 1)))
    return {"cadre", "posting"}


def test_marks_come_back_with_the_session_that_an_undo_took_away(grid, workbench):
    workbench.undo()
    assert grid.keeping.session_id == 0
    workbench.redo()
    grid.month.set_month(2022, 3)
    grid.open_column(0)
    assert marks(grid) == ["√", "迟到", "", ""]


def test_marks_follow_a_session_that_is_moved_to_another_month(grid, workbench, night_study):
    workbench.do(partial(change, night_study, held_on=date(2022, 4, 11)))
    assert UnsavedMarks.select().count() == 1
    grid.month.set_month(2022, 4)
    grid.open_column(0)
    assert marks(grid) == ["√", "迟到", "", ""]


def test_what_was_recorded_meanwhile_stands_over_what_was_set_aside(grid, workbench, night_study, people):
    workbench.do(partial(change, night_study, held_on=date(2022, 4, 11)))
    workbench.do(partial(attendance.save_draft, night_study, {people[0].id: Mark.ABSENT}))
    grid.month.set_month(2022, 4)
    grid.open_column(0)
    assert marks(grid) == ["缺席", "迟到", "", ""]


def test_a_window_closes_over_a_column_whose_session_was_taken_back_elsewhere(grid, workbench):
    grid.hide()
    workbench.undo()
    grid.keeping.keep()
    assert grid.close_column()


def test_the_next_key_marks_the_same_person_after_one_above_is_gone(grid, workbench, people):
    grid.view.go_to(2, 0)
    workbench.do(partial(cadres.remove, people[1].id))
    assert grid.model.person(grid.view.currentIndex().row()).full_name == "王伟（法制股）"


def test_undo_takes_back_what_is_not_saved_before_any_step(qtbot, workbench, ledger, night_study):
    window = MainWindow(workbench, ledger)
    qtbot.addWidget(window)
    page = window.pages.open("活动", "月度出勤")
    page.month.set_month(2022, 3)
    page.open_column(0)
    page.model.mark(0, Mark.ABSENT)
    window.menus.edit.aboutToShow.emit()
    assert window.undo.text() == "撤销 没有保存的标记"
    window.undo.trigger()
    assert not page.model.roll.unsaved()
    assert session_list.rows([night_study])
    window.undo.trigger()
    assert not session_list.rows([night_study])


def test_redo_waits_for_unsaved_marks(qtbot, workbench, night_study):
    sessions.remove([night_study])
    history.undo_last()
    sheet = AttendanceSheet(workbench, night_study)
    qtbot.addWidget(sheet)
    QTest.keyClicks(sheet.view, "1")
    sheet.redo_action.trigger()
    assert session_list.rows([night_study])
    assert sheet.unsaved() == 1


def test_a_cell_that_is_being_typed_goes_on_after_a_reload(notes_page, workbench, people):
    begin_typing(notes_page, 1, "12")
    workbench.changed.emit({"note"})
    QTest.keyClicks(editor(notes_page), "00")
    QTest.keyClick(editor(notes_page), Qt.Key.Key_Return)
    assert notes_page.model.typed() == {(people[1].id, notes_page.model.grid.kinds[0]): "1200"}


def test_a_cell_comes_back_with_the_person_that_an_undo_took_away(notes_page, workbench, office, messages):
    workbench.do(partial(add_person, "新人", office))
    begin_typing(notes_page, 4, "800")
    workbench.undo()
    assert notes_page.model.typed() == {}
    assert notes_page.may_close()
    workbench.redo()
    assert list(notes_page.model.typed().values()) == ["800"]


def test_cells_are_taken_back_one_by_one(notes_page):
    for row, text in ((0, "800"), (1, "900")):
        begin_typing(notes_page, row, text)
        QTest.keyClick(editor(notes_page), Qt.Key.Key_Return)
    assert notes_page.unsaved_act() == "没有保存的一格"
    notes_page.take_back()
    assert list(notes_page.model.typed().values()) == ["800"]
    notes_page.take_back()
    assert notes_page.unsaved_act() == ""
