from threading import Event

import pytest
from PySide6.QtCore import QObject, QThread

from desktop_app.core.errors import UserError
from desktop_app.ui.reader import Reader


@pytest.fixture
def owner(qapp):
    return QObject()


@pytest.fixture
def reader(owner, workbench, ledger):
    return Reader(workbench, owner)


def test_it_answers_from_beside_the_screen(qtbot, qapp, reader):
    with qtbot.waitSignal(reader.ready) as answered:
        reader.ask(QThread.currentThread)
        assert not reader.is_idle
    assert answered.args[0] is not qapp.thread()
    qtbot.waitUntil(lambda: reader.is_idle)


def test_only_the_newest_question_is_answered(qtbot, reader):
    go_on, answers = Event(), []
    reader.ready.connect(answers.append)
    reader.ask(lambda: go_on.wait(5))
    reader.ask(lambda: "second")
    reader.ask(lambda: "third")
    go_on.set()
    qtbot.waitUntil(lambda: bool(answers) and reader.is_idle)
    assert answers == ["third"]


def test_what_she_can_put_right_is_a_sentence_of_the_page(qtbot, reader, messages):
    def refuse():
        raise UserError("模板打不开。")

    with qtbot.waitSignal(reader.refused) as refused:
        reader.ask(refuse)
    assert refused.args == ["模板打不开。"]
    assert not messages.warnings


def test_a_bug_is_shown_as_one(qtbot, reader, messages):
    with qtbot.waitSignal(reader.refused) as refused:
        reader.ask(lambda: 1 / 0)
    assert "division" in messages.warnings[0]
    assert "F5" in refused.args[0]


def test_writing_goes_on_while_it_reads(qtbot, reader, workbench, office):
    go_on = Event()
    reader.ask(lambda: go_on.wait(5))
    assert workbench.do(lambda: {"unit"})
    go_on.set()
    qtbot.waitUntil(lambda: reader.is_idle)


def test_nothing_is_read_once_the_window_has_closed(qtbot, reader, workbench):
    go_on = Event()
    reader.ask(lambda: go_on.wait(5))
    reader.ask(lambda: "later")
    go_on.set()
    workbench.shut_down()
    qtbot.waitUntil(lambda: reader.is_idle)
    assert not workbench.children()


def test_a_page_may_go_while_it_is_still_reading(qtbot, owner, reader, workbench):
    go_on = Event()
    reader.ask(lambda: go_on.wait(5))
    reader.setParent(None)
    reader.deleteLater()
    go_on.set()
    workbench.shut_down()
    qtbot.waitUntil(lambda: not workbench.children())
