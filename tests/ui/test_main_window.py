import threading
import weakref
from datetime import datetime

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDropEvent
from PySide6.QtWidgets import QPushButton

from desktop_app.core.period import Period
from desktop_app.core.scope import Asked, Scope
from desktop_app.records import settings
from desktop_app.records.settings import Settings
from desktop_app.ui import help_windows, theme
from desktop_app.ui.dialogs.import_dialog import ImportDialog
from desktop_app.ui.dialogs.records_dialog import RecordsDialog
from desktop_app.ui.main_window import FirstAct, MainWindow
from desktop_app.ui.status_line import RED_LINE, backup_text

TITLES = ["总览", "活动", "心得笔记", "计划", "干部", "报表"]


@pytest.fixture
def window(qtbot, ledger, workbench):
    window = MainWindow(workbench, ledger, ("上次“导入”没有做完。",))
    qtbot.addWidget(window)
    window.read()
    return window


def test_the_window_has_six_pages_and_only_the_first_is_built(window):
    assert window.windowTitle() == "干部学训台账"
    assert [window.pages.tabText(number) for number in range(window.pages.count())] == TITLES
    assert list(window.pages._tabs) == ["总览"]


@pytest.mark.parametrize("title", TITLES)
def test_every_page_opens_and_its_actions_are_in_its_menu(window, title):
    tab = window.pages.open(title)
    in_menus = {action for menu in (*window.menus._of_page.values(), window.menus.edit) for action in menu.actions()}
    assert {action for action in tab.actions() if action is not None} <= in_menus


@pytest.mark.parametrize("title", TITLES)
def test_no_two_actions_of_a_page_have_the_same_keys(window, title):
    tab = window.pages.open(title)
    everywhere = [action for action in window.actions() if not action.shortcut().isEmpty()]
    here = [action for action in tab.actions() if action is not None and not action.shortcut().isEmpty()]
    keys = [action.shortcut().toString() for action in everywhere + here]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("title", TITLES)
def test_every_action_in_a_menu_has_its_keys(window, title):
    window.pages.open(title)
    menus = [each.menu() for each in window.menuBar().actions()]
    in_menus = [action for menu in menus for action in menu.actions() if not (action.isSeparator() or action.menu())]
    assert len(in_menus) > 15
    assert [action.text() for action in in_menus if action.shortcut().isEmpty()] == []


def test_opening_the_menu_of_another_page_shows_that_page(window):
    window.menus._of_page["计划"].aboutToShow.emit()
    assert window.pages.title == "计划"
    assert not window.menus._of_page["活动"].actions()


def test_undo_names_what_it_takes_back(window, workbench):
    assert window.undo.text() == "撤销"
    assert not window.undo.isEnabled()
    workbench.do(lambda: settings.change(Settings(office="某某县司法局")))
    assert window.undo.text() == "撤销 修改设置：单位名称"
    window.undo.trigger()
    assert window.redo.text() == "重做 修改设置：单位名称"
    assert settings.current().office == ""


def test_a_record_opens_on_its_page(window, workbench, recorded):
    workbench.open_record.emit("session", recorded)
    assert window.pages.title == "活动"


def test_a_number_opens_its_records(window, workbench, recorded, qtbot):
    workbench.open_figure.emit(Asked("夜学.人次", Scope(Period.year(2022))))
    (dialog,) = window.findChildren(RecordsDialog)
    assert dialog.table.model().rowCount() == 3


def test_what_happened_before_is_said_above_the_pages_until_it_is_put_away(window):
    assert window.notices.texts() == ["上次“导入”没有做完。"]
    window.notices.findChild(QPushButton).click()
    assert window.notices.texts() == []
    assert window.notices.isHidden()


def test_sample_data_is_marked(window, workbench):
    workbench.do(lambda: settings.change(Settings(sample="2022")))
    assert any("示例数据" in text for text in window.notices.texts())


def test_leaving_the_sample_goes_to_a_folder_of_her_own(window, ledger):
    window.leave_sample()
    assert window.next_folder not in {None, ledger}


def test_the_red_line_is_always_there(window):
    assert window.status_line.red_line.text() == RED_LINE == "本系统不得录入国家秘密"


def test_a_backup_on_request_shows_in_the_status_line(window, workbench, qtbot):
    assert window.status_line.backup.text() == "还没有备份"
    window.back_up()
    qtbot.waitUntil(lambda: not workbench.is_busy)
    assert window.status_line.backup.text().startswith("上次备份 今天")


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (None, "还没有备份"),
        (datetime(2022, 3, 7, 9, 5), "上次备份 今天 09:05"),
        (datetime(2022, 3, 6, 9, 5), "今天还没有备份（上次 昨天 09:05）"),
        (datetime(2022, 2, 6, 9, 5), "今天还没有备份（上次 2月6日）"),
        (datetime(2021, 2, 6, 9, 5), "今天还没有备份（上次 2021年2月6日）"),
    ],
)
def test_the_last_backup_is_worded(made, text):
    assert backup_text(made, datetime(2022, 3, 7, 14, 0)) == text


def test_long_work_shows_its_progress_and_can_be_stopped(window, workbench, qtbot):
    go_on = threading.Event()

    def work(report):
        report(3, 4)
        go_on.wait(5)
        report(4, 4)

    workbench.start("导入", work, print)
    qtbot.waitUntil(lambda: window.status_line.bar.value() == 3)
    assert not window.status_line.stop.isHidden()
    with qtbot.waitSignal(workbench.stopped):
        window.status_line.stop.click()
        go_on.set()
    qtbot.waitUntil(window.status_line.stop.isHidden)


def test_closing_during_work_asks_first(window, workbench, messages, qtbot):
    go_on = threading.Event()
    workbench.start("导入", lambda report: go_on.wait(5), print)
    messages.answer = False
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()
    assert messages.asked[0][2] == "停止并退出"
    go_on.set()
    qtbot.waitUntil(lambda: not workbench.is_busy)


def test_the_theme_is_changed_and_remembered(window, look):
    window.toggle_theme()
    assert theme.current() is theme.DARK
    assert look.theme == "深色"
    assert window.theme_action.text() == "换成浅色"
    window.toggle_theme()
    assert theme.current() is theme.LIGHT


def test_the_window_comes_back_where_it_was(window, workbench, ledger, qtbot):
    window.pages.open("计划")
    window.resize(720, 520)
    window.close()
    again = MainWindow(workbench, ledger)
    qtbot.addWidget(again)
    assert again.pages.title == "计划"
    assert (again.width(), again.height()) == (720, 520)


def test_dropped_tables_are_brought_in(window, monkeypatch, tmp_path):
    given = []
    monkeypatch.setattr(ImportDialog, "run", lambda dialog: given.append(dialog._files))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("花名册.xlsx", "照片.jpg")])
    window.dropEvent(
        QDropEvent(
            QPointF(1, 1), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    assert given == [[tmp_path / "花名册.xlsx"]]


def test_a_ledger_made_for_import_begins_with_it(qtbot, ledger, workbench, monkeypatch):
    shown = []
    monkeypatch.setattr(ImportDialog, "run", lambda dialog: shown.append(dialog.windowTitle()))
    window = MainWindow(workbench, ledger, (), FirstAct.IMPORT)
    qtbot.addWidget(window)
    window.read()
    assert shown == ["导入"]


def test_help_shows_the_manual_and_the_keys(window):
    manual = help_windows.show_manual(window)
    keys = help_windows.show_keys(window, window.pages.all_actions())
    assert "干部学训台账" in manual.text.toPlainText()
    assert "Ctrl+Z" in keys.text.toPlainText()
    assert "登记出勤" in keys.text.toPlainText()


def test_about_says_where_the_data_lies(window, messages, ledger):
    window.show_about()
    assert str(ledger) in messages.told[0]


def test_the_window_is_freed_with_its_last_reference(qapp, ledger, workbench):
    window = MainWindow(workbench, ledger)
    gone = weakref.ref(window)
    del window
    assert gone() is None
