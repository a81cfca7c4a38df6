import weakref
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop_app.core.attendance import Mark
from desktop_app.records import exams, sessions
from desktop_app.records.exams import Result
from desktop_app.ui.dialogs.scores_dialog import CERTIFICATE, PASSED, SCORE, ScoresDialog


@pytest.fixture
def exam(recorded):
    sessions.change(recorded, replace(sessions.draft_of(recorded), pass_mark=6000))
    return recorded


@pytest.fixture
def dialog(qtbot, workbench, exam):
    made = ScoresDialog(workbench, exam)
    qtbot.addWidget(made)
    made.show()
    return made


def results(exam):
    return {line.full_name: line.result for line in exams.sheet(exam).lines if line.result != exams.NO_RESULT}


def test_a_score_says_whether_it_is_enough_which_can_be_put_right(dialog, exam):
    dialog._put(0, SCORE, "59.5")
    assert dialog._at(0, PASSED) == "不合格"
    dialog._put(0, PASSED, "合格")
    dialog._put(0, CERTIFICATE, "证001")
    dialog.accept()
    assert results(exam) == {"李雷": Result(5950, True, "证001")}


def test_digits_are_typed_straight_and_enter_goes_down(dialog, qtbot, exam):
    qtbot.waitActive(dialog)
    for row, digits in enumerate(("88", "59")):
        QTest.keyClicks(dialog.table, digits[0])
        editor = dialog.table.focusWidget()
        QTest.keyClicks(editor, digits[1])
        QTest.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: dialog.table.currentRow() > row)  # noqa: B023  called at once
    assert dialog.isVisible()
    assert dialog.table.currentRow() == 2
    dialog.accept()
    assert results(exam) == {"李雷": Result(8800, True), "韩梅梅": Result(5900, False)}


def test_ctrl_enter_saves_with_what_stands_in_the_open_cell(dialog, qtbot, exam):
    qtbot.waitActive(dialog)
    QTest.keyClicks(dialog.table, "8")
    QTest.keyClicks(dialog.table.focusWidget(), "8")
    QTest.keyClick(dialog.table.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert results(exam) == {"李雷": Result(8800, True)}


def test_a_list_is_pasted_and_whom_nobody_is_called_is_named(dialog, exam):
    QGuiApplication.clipboard().setText("李　雷\t88\n韩梅梅 59\n王伟\t70\n王伟（法制股），77\n张三\t60\n李雷")
    QTest.keyClick(dialog.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog.said.text().endswith("：王伟、张三、李雷")
    dialog.accept()
    assert results(exam) == {
        "李雷": Result(8800, True), "韩梅梅": Result(5900, False), "王伟（法制股）": Result(7700, True),
    }  # fmt: skip


def test_whoever_was_not_marked_is_asked_about(dialog, exam, messages):
    dialog._put(3, SCORE, "90")
    messages.answer = False
    dialog.accept()
    assert dialog.isVisible()
    assert messages.asked[0][1].startswith("王伟（办公室）（请假）没有登记到场")
    messages.answer = True
    dialog.accept()
    line = exams.sheet(exam).lines[3]
    assert (line.mark, line.result) == (Mark.PRESENT, Result(9000, True))


def test_what_is_no_score_is_said_and_stays(dialog):
    dialog._put(0, SCORE, "优")
    dialog.accept()
    assert dialog.problem.text() == "李雷的成绩“优”不是数字。"
    dialog._put(0, SCORE, "80")
    dialog._put(0, PASSED, "还行")
    dialog.accept()
    assert "“还行”认不出" in dialog.problem.text()
    assert dialog._at(0, PASSED) == "还行"


def test_scores_that_were_typed_are_not_given_up_without_a_question(dialog, messages):
    messages.answer = False
    dialog._put(0, SCORE, "80")
    dialog.reject()
    assert dialog.isVisible()


def test_a_locked_sheet_is_only_looked_at(qtbot, workbench, exam):
    sessions.lock([exam])
    dialog = ScoresDialog(workbench, exam)
    qtbot.addWidget(dialog)
    assert not dialog.save_button.isEnabled()


def test_the_dialog_is_freed_with_its_last_reference(workbench, exam):
    gone = weakref.ref(ScoresDialog(workbench, exam))
    assert gone() is None
