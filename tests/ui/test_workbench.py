import threading

from desktop_app.core.errors import UserError
from desktop_app.records import history, settings
from desktop_app.records.settings import Settings

OFFICE = Settings(office="某某县司法局")


def rename():
    return settings.change(OFFICE)


def refuse():
    raise UserError("不行。", "title")


def test_a_write_tells_which_tables_it_touched(ledger, workbench, qtbot):
    with qtbot.waitSignal(workbench.changed) as told:
        assert workbench.do(rename)
    assert told.args == [{"setting"}]


def test_a_refusal_reaches_the_user(workbench, messages):
    assert not workbench.do(refuse)
    assert messages.warnings == ["不行。"]


def test_a_dialog_gets_the_refusal_to_show_it_itself(workbench, messages):
    error = workbench.attempt(refuse)
    assert error.field == "title"
    assert messages.warnings == []


def test_undo_and_redo_say_what_they_did(ledger, workbench, qtbot):
    workbench.do(rename)
    with qtbot.waitSignal(workbench.status) as said:
        workbench.undo()
    assert said.args == ["已撤销：修改设置：单位名称"]
    assert settings.current().office == ""
    workbench.redo()
    assert settings.current() == OFFICE


def test_long_work_runs_on_its_own_thread_and_connection(qtbot, workbench, ledger):
    done = []

    def work(report):
        report(1, 2)
        assert threading.current_thread() is not threading.main_thread()
        return rename()

    with qtbot.waitSignal(workbench.progressed) as told:
        assert workbench.start("改名", work, done.append)
    qtbot.waitUntil(lambda: not workbench.is_busy)
    assert told.args == [1, 2]
    assert done == [{"setting"}]
    assert settings.current() == OFFICE


def test_a_failure_in_long_work_reaches_the_user(qtbot, workbench, messages, ledger):
    workbench.start("读取", lambda report: refuse(), print)
    qtbot.waitUntil(lambda: not workbench.is_busy)
    assert messages.warnings == ["不行。"]


def test_stopped_work_leaves_nothing(qtbot, workbench, ledger):
    def work(report):
        while True:
            report(0, 0)

    with qtbot.waitSignals([workbench.stopped, workbench.busy]):
        workbench.start("导入", work, print)
        workbench.stop()
    qtbot.waitUntil(lambda: not workbench.is_busy)
    assert history.undoable() is None


def test_nothing_is_written_while_long_work_runs(qtbot, workbench, messages, ledger):
    go_on = threading.Event()
    workbench.start("导入", lambda report: go_on.wait(5), print)
    assert not workbench.do(rename)
    assert not workbench.start("导出", print, print)
    go_on.set()
    qtbot.waitUntil(lambda: not workbench.is_busy)
    assert messages.warnings == ["“导入”还没有完成，请等它结束或先停止。"] * 2


def test_keeping_safe_is_quiet(qtbot, workbench, messages, ledger):
    workbench.do(rename)
    with qtbot.waitSignal(workbench.kept_safe):
        workbench.keep_safe()
    assert messages.warnings == []
    assert len(list((ledger / "backups").iterdir())) == 1
