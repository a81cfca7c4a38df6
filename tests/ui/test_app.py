import logging

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app import app
from desktop_app.records import ledger as ledgers
from desktop_app.store import database
from desktop_app.ui.look import Look


@pytest.fixture
def closed(ledger):
    """The folder of a ledger that is not open."""
    database.close_ledger()
    return ledger


def test_a_ledger_opens_without_a_word(closed, messages):
    assert app._open(closed, messages) == ()
    assert messages.asked == []


def test_what_stands_in_the_way_is_said_with_a_way_out(closed, messages):
    (closed / "ledger.db").write_bytes(b"")
    messages.pressed = "退出"
    assert app._open(closed, messages) is None
    title, text, buttons = messages.asked[0]
    assert title == "打不开台账"
    assert "是空的" in text
    assert buttons == ("重试", "另选数据文件夹…", "退出")


def test_another_folder_can_be_chosen_instead(closed, messages, tmp_path):
    (closed / "ledger.db").unlink()
    messages.pressed, messages.paths = "另选数据文件夹…", [tmp_path / "别处"]
    assert app._open(closed, messages) == tmp_path / "别处"


def test_the_log_lies_beside_the_data(tmp_path):
    handler = app._log_to(tmp_path / "logs")
    try:
        logging.getLogger("test").info("opened")
        assert "opened" in (tmp_path / "logs" / "cadre-ledger.log").read_text(encoding="utf-8")
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()


def test_a_long_log_is_put_aside_at_the_start(tmp_path):
    log = tmp_path / "cadre-ledger.log"
    log.write_bytes(b"x" * (app.LONGEST_LOG + 1))
    handler = app._log_to(tmp_path)
    logging.getLogger().removeHandler(handler)
    handler.close()
    assert not log.exists()
    assert (tmp_path / "cadre-ledger.old.log").stat().st_size > app.LONGEST_LOG


def test_a_log_whose_folder_vanished_is_silent(tmp_path):
    handler = app.LogFile(tmp_path / "没有这个文件夹" / "log", delay=True)
    handler.handle(logging.makeLogRecord({"msg": "出错"}))
    handler.close()
    assert list(tmp_path.iterdir()) == []


def test_the_whole_way_from_start_to_close(qapp, tmp_path, monkeypatch, messages):
    """The window opens on a ledger, is closed at once, and leaves the ledger closed and its folder remembered."""
    folder, look = tmp_path / "台账", Look(tmp_path / "look.ini")
    ledgers.create(folder)
    seen = []

    def loop():
        for window in QApplication.topLevelWidgets():
            if isinstance(window, app.MainWindow) and window.isVisible():
                seen.append(window.windowTitle())
                window.close()

    monkeypatch.setattr(app, "start_application", lambda: qapp)
    monkeypatch.setattr(app.QApplication, "exec", loop)
    monkeypatch.setattr(app.Look, "of_this_user", lambda: look)
    monkeypatch.setattr(app, "Messages", lambda: messages)
    monkeypatch.setattr(type(messages), "install_hook", lambda self: None)
    assert app.run(folder) == 0
    assert seen == ["干部学训台账"]
    assert look.data_folder == folder
    ledgers.open_(folder)
    database.close_ledger()
