import weakref
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.records import first_topics, sessions
from desktop_app.records.first_topics import TopicDraft
from desktop_app.ui.dialogs.first_topic_dialog import TopicClosingDialog, TopicDialog
from desktop_app.ui.tabs.first_topics_page import FirstTopicsPage


@pytest.fixture
def topics(recorded):
    drafts = (
        TopicDraft("二十大报告"), TopicDraft("条例", "省委", "学一遍", "政工科", date(2022, 3, 31)),
        TopicDraft("讲话", measures="传达"),
    )  # fmt: skip
    sessions.change(recorded, replace(sessions.draft_of(recorded), first_topics=drafts))
    return [row.id for row in first_topics.listed()]


@pytest.fixture
def page(qtbot, workbench, topics):
    made = FirstTopicsPage(workbench)
    qtbot.addWidget(made)
    made.show()
    return made


def texts(page):
    model = page.table.rows_model()
    return [model.row_at(row).text for row in range(model.rowCount())]


def test_the_page_lists_what_is_open_overdue_and_closed(page):
    assert texts(page) == ["二十大报告", "条例", "讲话"]
    assert page.foot.text() == "共3个：超期1个，落实中1个，无需落实1个"
    page.state.setCurrentText("未办结")
    assert texts(page) == ["条例", "讲话"]
    page.state.setCurrentText("超期")
    assert texts(page) == ["条例"]
    page.year.setCurrentText(f"{date.today().year}年")
    assert texts(page) == []


def test_a_record_that_is_filtered_out_is_found_all_the_same(page, topics):
    page.state.setCurrentText("超期")
    page.show_record(topics[2])
    assert page.table.current_row().text == "讲话"


def test_several_are_closed_at_once(page, monkeypatch):
    def close(dialog):
        dialog.outcome.setText("已传达学习")
        dialog.accept()
        return True

    monkeypatch.setattr(TopicClosingDialog, "run", close)
    page.table.selectAll()
    page.close_action.trigger()
    assert page.foot.text() == "共3个：已办结3个"
    assert {row.outcome for row in first_topics.listed()} == {"已传达学习"}
    assert not page.close_action.isEnabled()


def test_an_outcome_is_asked_for_beside_its_field(qtbot, workbench, topics):
    rows = [row for row in first_topics.listed() if row.text == "条例"]
    dialog = TopicClosingDialog(workbench, rows, lambda closing: first_topics.close([rows[0].id], closing))
    qtbot.addWidget(dialog)
    dialog.accept()
    assert "请填写落实情况" in dialog._problems["outcome"].text()


def test_a_topic_is_changed(qtbot, workbench, page, monkeypatch, topics):
    def change(dialog):
        dialog.lines["responsible"].setText("办公室")
        dialog.accept()
        return True

    monkeypatch.setattr(TopicDialog, "run", change)
    page.show_record(topics[1])
    page.change_action.trigger()
    assert page.table.current_row().responsible == "办公室"


def test_a_new_one_belongs_to_a_session_of_this_year(qtbot, workbench, night_study, monkeypatch):
    page = FirstTopicsPage(workbench)
    qtbot.addWidget(page)
    assert "Ctrl+N" in page.table._empty_text
    dialog = TopicDialog(workbench, None, lambda typed: set())
    qtbot.addWidget(dialog)
    dialog.accept()
    assert "今年还没有" in dialog._problems["session"].text()
    today = sessions.add(replace(sessions.draft_of(night_study), number="", held_on=date.today()))
    dialog = TopicDialog(workbench, None, lambda typed: first_topics.add(*typed))
    qtbot.addWidget(dialog)
    dialog.lines["text"].setText("条例")
    dialog.accept()
    assert [(row.session_id, row.text) for row in first_topics.listed()] == [(today, "条例")]


def test_the_session_of_a_topic_is_opened(page, workbench, qtbot, recorded, topics):
    page.show_record(topics[0])
    with qtbot.waitSignal(workbench.open_record) as opened:
        page.session_action.trigger()
    assert opened.args == ["session", recorded]


def test_page_and_dialogs_are_freed_with_their_last_reference(workbench, topics):
    rows = first_topics.listed()
    for made in (
        lambda: FirstTopicsPage(workbench),
        lambda: TopicDialog(workbench, rows[0], lambda typed: set()),
        lambda: TopicClosingDialog(workbench, rows, lambda closing: set()),
    ):
        gone = weakref.ref(made())
        assert gone() is None
