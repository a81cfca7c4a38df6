import weakref

import pytest
from PySide6.QtWidgets import QDialog

from desktop_app.records import exports
from desktop_app.ui.dialogs import exports_dialog
from desktop_app.ui.dialogs.exports_dialog import ExportsDialog


@pytest.fixture
def log(ledger, tmp_path):
    """Three things that went out, the newest a file."""
    exports.log("月度统计表", "打印", "", 3)
    exports.log("签到表", "Word", str(tmp_path / "不在了.docx"))
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"")
    exports.log("台账", "Excel", str(path), masked=True)
    return path


@pytest.fixture
def dialog(qtbot, log, workbench, monkeypatch):
    monkeypatch.setattr(exports_dialog, "PAUSE_MS", 0)
    dialog = ExportsDialog(workbench)
    qtbot.addWidget(dialog)
    return dialog


def shown(dialog):
    model = dialog.table.rows_model()
    return [model.row_at(number).what for number in range(model.rowCount())]


def test_the_newest_stands_first(dialog):
    assert shown(dialog) == ["台账", "签到表", "月度统计表"]


def test_it_is_searched_by_what_how_and_where(qtbot, dialog):
    for text, found in (("打印", ["月度统计表"]), ("签到", ["签到表"]), ("xlsx", ["台账"]), ("没有", [])):
        dialog.search.setText(text)
        qtbot.waitUntil(lambda found=found: shown(dialog) == found)


def test_a_new_entry_is_seen_at_once(dialog, workbench):
    assert workbench.do(lambda: exports.log("登记册", "PDF", "a.pdf", 2))
    assert shown(dialog)[0] == "登记册"


def test_a_file_and_its_folder_are_opened(dialog, log, monkeypatch):
    opened = []
    monkeypatch.setattr(exports_dialog, "show_file", opened.append)
    dialog.open_action.trigger()
    dialog.folder_action.trigger()
    assert opened == [log, log.parent]


def test_what_was_printed_has_no_file(dialog):
    dialog.table.selectRow(2)
    assert not dialog.open_action.isEnabled()
    assert not dialog.folder_action.isEnabled()


def test_a_file_that_is_gone_is_said(dialog, messages):
    dialog.table.selectRow(1)
    dialog.open_action.trigger()
    assert "不在了.docx" in messages.warnings[0]


def test_it_is_freed_with_its_last_reference(log, workbench):
    dialog = ExportsDialog(workbench)
    gone = weakref.ref(dialog)
    del dialog
    assert gone() is None


def test_it_opens_from_the_menu_of_files(qtbot, ledger, workbench, tmp_path, monkeypatch):
    from desktop_app.ui.main_window import MainWindow  # noqa: PLC0415

    seen = []
    monkeypatch.setattr(QDialog, "exec", lambda dialog: seen.append(dialog.windowTitle()))
    window = MainWindow(workbench, tmp_path)
    qtbot.addWidget(window)
    next(each for each in window.menus.file.actions() if each.text() == "导出记录…").trigger()
    assert seen == ["导出记录"]
