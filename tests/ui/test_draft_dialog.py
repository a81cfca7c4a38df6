import weakref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.core.errors import UserError
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import HundredthsField


class Form(DraftDialog[str]):
    def __init__(self, workbench, save):
        super().__init__(workbench, "表单", save)
        self.title = QLineEdit()
        self.hours = HundredthsField("学时")
        self.field("title", "题目", self.title)
        self.field("hours", "学时", self.hours)

    def draft(self):
        self.hours.value()
        return self.title.text()


def save(text):
    if not text:
        raise UserError("请填写题目。", "title")
    if text == "重":
        raise UserError("已经有了。")
    return {"session"}


@pytest.fixture
def form(qtbot, workbench):
    form = Form(workbench, save)
    qtbot.addWidget(form)
    form.show()
    return form


def test_the_cursor_begins_in_the_first_field_and_tab_stops_only_where_something_can_be_done(form):
    assert form.focusWidget() is form.title
    assert form._scroll.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_what_is_wrong_stands_beside_its_field(form):
    form.accept()
    assert form._problems["title"].text() == "请填写题目。"
    assert form._problems["title"].isVisible()
    assert not form.problem.isVisible()
    assert form.focusWidget() is form.title


def test_the_next_key_takes_the_place_of_a_number_that_is_none(qtbot, form):
    form.title.setText("党课")
    form.hours.setFocus()
    form.hours.setText("两")
    form.accept()
    qtbot.keyClicks(form.hours, "2")
    assert form.hours.text() == "2"


def test_the_keyboard_goes_back_to_the_window_it_came_from(qtbot, workbench, monkeypatch):
    """A window manager may give it to nobody where a question and the form close together."""
    window = QWidget()
    qtbot.addWidget(window)
    monkeypatch.setattr(Form, "exec", lambda form: 0)
    given = []
    monkeypatch.setattr(QWidget, "activateWindow", lambda widget: given.append(widget.window()))
    form = Form(workbench, save)
    form.setParent(window)
    assert not form.run()
    assert given == [window]


def test_the_rows_stay_together_in_a_form_that_is_higher_than_it_need_be(form):
    apart = form.hours.y() - form.title.y()
    form.resize(form.width(), form.height() + 200)
    form.layout().activate()
    assert form.hours.y() - form.title.y() == apart


@pytest.mark.parametrize("answer", [True, False])
def test_what_was_typed_is_given_up_only_when_she_says_so(form, messages, answer):
    form.title.setText("党课")
    messages.answer = answer
    form.reject()
    assert len(messages.asked) == 1
    assert form.isVisible() is not answer
    assert form.title.text() == "党课"


def test_what_was_typed_beside_a_field_that_is_wrong_is_asked_for_too(qtbot, workbench, messages):
    form = Form(workbench, save)
    qtbot.addWidget(form)
    form.hours.setText("两个")  # cannot be read, before and after
    form.show()
    form.title.setText("党课")
    messages.answer = False
    form.reject()
    assert len(messages.asked) == 1
    assert form.isVisible()


def test_a_form_left_as_it_was_closes_without_a_question(form, messages):
    form.reject()
    assert messages.asked == []
    assert not form.isVisible()


def test_what_belongs_to_no_field_stands_at_the_foot(form):
    form.title.setText("重")
    form.accept()
    assert form.problem.text() == "已经有了。"


def test_a_field_that_cannot_be_read_says_so_itself(form):
    form.hours.setText("两个")
    form.accept()
    assert "两个" in form._problems["hours"].text()


def test_a_long_slip_is_shortened_and_leaves_the_form_as_wide_as_it_was(form, qtbot):
    form._grow()
    width = form._scroll.widget().minimumSizeHint().width()
    form.hours.setText("长" * 10_000)
    form.accept()
    line = form._problems["hours"]
    assert line.text().startswith("学时“长长")
    assert len(line.text()) <= 120
    assert form._scroll.widget().minimumSizeHint().width() == width


def test_what_was_typed_stays_and_can_be_saved_then(form, workbench, qtbot):
    form.accept()
    form.title.setText("夜学")
    with qtbot.waitSignal(workbench.changed) as told:
        form.accept()
    assert told.args == [{"session"}]
    assert form.result() == Form.DialogCode.Accepted
    assert not form._problems["title"].isVisible()


def test_a_text_of_several_lines_is_saved_from_the_keyboard_too(qtbot, form):
    text = QPlainTextEdit()
    form.field("content", "内容", text)
    form.title.setText("题目")
    qtbot.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.result() == QDialog.DialogCode.Accepted


def test_fields_are_named_for_screen_readers(form):
    assert form.title.accessibleName() == "题目"


def test_a_dialog_is_freed_with_its_last_reference(workbench, qapp):
    form = Form(workbench, save)
    gone = weakref.ref(form)
    del form
    assert gone() is None
