import sys

import pytest

from desktop_app.core.errors import UserError
from desktop_app.ui.messages import Messages


class Told(Messages):
    """Keeps what would have been shown."""

    def __init__(self):
        super().__init__()
        self.shown = []

    def choose(self, title, text, buttons, icon=None, *, default=""):
        self.shown.append((title, text, list(buttons)))
        self.default = default
        return buttons[0]


@pytest.fixture
def told(qapp):
    return Told()


def test_what_the_user_can_put_right_is_shown_as_it_stands(told):
    told.show_failure(UserError("请填写题目。"))
    assert told.shown == [("没有完成", "请填写题目。", ["知道了"])]


def test_a_full_disk_is_no_bug(told):
    full = RuntimeError("from the driver")
    full.sqlite_errorcode = 13
    told.show_failure(full)
    assert told.shown[0][1].startswith("磁盘已满")


def test_a_bug_is_logged_whole_and_said_with_the_place_of_the_log(told, tmp_path, caplog):
    told.log_folder = tmp_path
    told.show_failure(ValueError("a bug"))
    (title, text, _) = told.shown[0]
    assert title == "程序出错"
    assert str(tmp_path) in text
    assert "a bug" in caplog.text


def test_a_storm_of_bugs_is_said_once(told, caplog):
    def again(title, text, buttons, icon=None, **_):
        told.shown.append(title)
        told.show_failure(ValueError("while it is shown"))
        return buttons[0]

    told.choose = again
    told.show_failure(ValueError("first"))
    assert told.shown == ["程序出错"]
    assert caplog.text.count("unexpected error") == 2


def test_a_question_is_answered_by_the_button_that_names_what_it_does(told):
    assert told.ask("删除", "要删除吗？", "删除3场")
    assert told.shown[0][2] == ["删除3场", "取消"]


def test_enter_never_does_what_cannot_be_undone(told):
    told.ask("删除", "要删除吗？", "删除3场")
    assert told.default == "删除3场"
    told.ask("还没有保存", "关闭后就没有了。", "放弃", is_final=True)
    assert told.default == "取消"


def test_what_escapes_a_slot_reaches_the_user(told, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", None)
    told.install_hook()
    sys.excepthook(UserError, UserError("不行。"), None)
    assert told.shown[0][1] == "不行。"
