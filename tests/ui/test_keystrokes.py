"""How many key presses and clicks the everyday paths take, from the main window, through real widgets.

A chord (Ctrl+Enter) is one press of the hand; where the keys held down are counted as well, it is said.
"""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from desktop_app.core.attendance import Mark
from desktop_app.core.session import SessionState
from desktop_app.records import attendance, cadres, categories, notes, session_list, sessions
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.notes import NoteDraft, ReviewDraft
from desktop_app.ui.dialogs.attendance_dialog import AttendanceDialog
from desktop_app.ui.dialogs.records_dialog import RecordsDialog
from desktop_app.ui.dialogs.review_dialog import ReviewDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.roll_view import RollView

FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢"


class Hand:
    """Presses and clicks, each counted; `keys` counts what is held down as well."""

    def __init__(self):
        self.presses = self.keys = 0

    def chord(self, widget, text):
        """Press Ctrl+Shift+D and the like in the window the widget is in."""
        *held, last = text.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for name in held:
            modifiers |= getattr(Qt.KeyboardModifier, f"{'Control' if name == 'Ctrl' else name}Modifier")
        QTest.keyClick(widget, getattr(Qt.Key, f"Key_{last}"), modifiers)
        self._count(1 + len(held))

    def type(self, widget, text):
        for letter in text:
            QTest.keyClicks(widget, letter)
            self._count(1)

    def click(self, widget, place=None):
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place or widget.rect().center()
        )
        self._count(1)

    def _count(self, keys):
        self.presses += 1
        self.keys += keys
        QApplication.processEvents()


@pytest.fixture
def hand():
    return Hand()


@pytest.fixture
def office_of_34(office):
    for number, family in enumerate(FAMILY):
        cadres.add(CadreDraft(f"{family}{'伟芳娜敏静'[number % 5]}"), PostingDraft(office, date(2020, 1, 1)))
    return cadres.listed()


@pytest.fixture
def meeting(office_of_34):
    """A weekly meeting of 34 people that waits to be recorded."""
    kind = next(row for row in categories.listed() if row.name == "周例会")
    return sessions.add(sessions.fresh(kind.id, date(2022, 3, 7)))


@pytest.fixture
def window(qtbot, workbench, meeting, ledger):
    made = MainWindow(workbench, ledger)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.isActiveWindow() and made.pages.isVisible())
    QApplication.processEvents()
    return made


def opened(qtbot, kind):
    found = []

    def is_there():
        shown = (widget for widget in QApplication.topLevelWidgets() if widget.isVisible())
        found[:] = [widget for widget in shown if isinstance(widget, kind)]
        assert found

    qtbot.waitUntil(is_there)
    return found[0]


def button(within, text):
    return next(each for each in within.findChildren(QToolButton) if each.text() == text and each.isVisible())


EXCEPTIONS = {"孙娜": Mark.LEAVE, "韩静": Mark.DUTY, "张敏": Mark.ABSENT}


def exceptions(hand, names, people):
    """Type the initials of each and the digit of the mark."""
    digit = {Mark.LEAVE: "3", Mark.DUTY: "4", Mark.ABSENT: "5"}
    by_name = {person.name: person.initials for person in people}
    for name, mark in EXCEPTIONS.items():
        hand.type(names, by_name[name] + digit[mark])


def is_recorded(session_id):
    lines = attendance.sheet(session_id).lines
    assert session_list.rows([session_id])[0].state == SessionState.RECORDED
    assert {line.name: line.mark for line in lines if line.mark is not Mark.PRESENT} == EXCEPTIONS
    assert len(lines) == 34


def test_a_meeting_of_34_with_three_exceptions_takes_at_most_15_presses(window, meeting, office_of_34, hand, qtbot):
    hand.chord(window, "Ctrl+2")
    assert window.pages.section_title == "活动"
    hand.chord(window, "Ctrl+Shift+D")
    dialog = opened(qtbot, AttendanceDialog)
    names = dialog.findChild(RollView)
    hand.chord(names, "Ctrl+1")
    exceptions(hand, names, office_of_34)
    hand.chord(names, "Ctrl+Return")
    is_recorded(meeting)
    assert hand.presses <= 15


def test_with_the_mouse_for_the_buttons_no_more_than_15_keys_and_clicks_at_all(
    window, meeting, office_of_34, hand, qtbot
):
    tabs = window.pages.tabBar()
    hand.click(tabs, tabs.tabRect(1).center())
    assert window.pages.section_title == "活动"
    hand.click(button(window, "登记下一场未登记"))
    dialog = opened(qtbot, AttendanceDialog)
    hand.click(button(dialog, "未登记的都到"))
    exceptions(hand, dialog.findChild(RollView), office_of_34)
    hand.click(button(dialog, "登记并打开下一场"))
    is_recorded(meeting)
    assert hand.keys == hand.presses <= 15


def test_how_often_and_when_this_year_takes_one_click(window, office_of_34, hand, qtbot, workbench):
    kind = next(row for row in categories.listed() if row.name == "夜学")
    this_year = [date(date.today().year, 1, 1), date.today()]
    for day in dict.fromkeys(this_year):
        attendance.save(sessions.add(sessions.fresh(kind.id, day)), {office_of_34[0].id: Mark.PRESENT})
    tab = window.pages.open("总览", "总览")
    tab.go_to_today()
    figures = tab.figures
    model = figures.model()
    row = next(row for row in range(model.rowCount()) if model.index(row, 0).data() == "夜学")
    index = model.index(row, 3)
    assert index.data() == f"{len(dict.fromkeys(this_year))}次"
    figures.scrollTo(index)
    hand.click(figures.viewport(), figures.visualRect(index).center())
    listing = opened(qtbot, RecordsDialog)
    days = [listing.table.rows_model().row_at(number).day for number in range(len(listing.table.rows_model().ids()))]
    assert sorted(days) == sorted(dict.fromkeys(this_year))
    assert hand.keys == hand.presses <= 2
    listing.close()


def test_signing_off_34_notes_takes_at_most_6_presses(window, office_of_34, hand, qtbot):
    for person in office_of_34:
        notes.add(NoteDraft(person.id, "学习笔记", date(2022, 3, 31), words=1000))
    ids = notes.keys(notes.Wanted())
    notes.sign(ids[:1], ReviewDraft("李书记", date(2022, 4, 1)))
    notes.change(ids[0], replace(notes.draft_of(ids[0]), words=1100))

    def sign():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ReviewDialog)
        hand.chord(dialog, "Return")

    hand.chord(window, "Ctrl+3")
    hand.chord(window, "Ctrl+Shift+A")
    QTimer.singleShot(0, sign)
    hand.chord(window, "Ctrl+G")
    assert {(row.state, row.signer) for row in notes.rows(ids)} == {("已签", "李书记")}
    assert hand.presses <= 4
