import weakref

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt

from desktop_app.records import cadres, history, ledger
from desktop_app.ui.dialogs import import_dialog
from desktop_app.ui.dialogs.import_dialog import ImportDialog

ROSTER = ledger.SAMPLE / "花名册.xlsx"


@pytest.fixture
def dialog(qtbot, workbench, ledger):
    dialog = ImportDialog(workbench, [])
    qtbot.addWidget(dialog)
    return dialog


@pytest.fixture
def finish(qtbot, workbench):
    """Wait until reading or writing is over."""
    return lambda: qtbot.waitUntil(lambda: not workbench.is_busy, timeout=20_000)


@pytest.fixture
def foreign(tmp_path):
    """A workbook that is no ledger of ours."""
    book = Workbook()
    book.active.append(["菜名", "单价"])
    book.save(tmp_path / "菜单.xlsx")
    return tmp_path / "菜单.xlsx"


def test_nothing_can_be_imported_before_a_file_is_read(dialog):
    assert not dialog.bring_in.isEnabled()
    assert "花名册" in dialog.state.text()


def test_what_would_come_in_is_said_and_then_brought_in(dialog, messages, finish, look):
    messages.paths = [ROSTER]
    dialog.choose.click()
    finish()
    assert "可以导入" in dialog.state.text()
    assert [dialog.found.model().index(0, column).data() for column in (0, 1)] == ["花名册.xlsx", "花名册"]
    assert dialog.bring_in.isEnabled()
    assert cadres.listed() == []
    dialog.bring_in.click()
    finish()
    assert "Ctrl+Z" in dialog.state.text()
    assert cadres.listed()
    assert history.undoable().title.startswith("导入花名册")
    assert look.export_folder == ROSTER.parent


def test_enter_presses_the_button_that_has_the_focus(qtbot, dialog, messages, finish):
    messages.paths = [ROSTER]
    dialog.show()
    dialog.choose.setFocus()
    qtbot.keyClick(dialog.choose, Qt.Key.Key_Return)
    finish()
    assert "可以导入" in dialog.state.text()


def test_problems_come_first_and_nothing_is_imported(dialog, messages, finish, foreign):
    messages.paths = [ROSTER, foreign]
    dialog.choose.click()
    finish()
    assert dialog.state.text().startswith("有 1 处问题")
    assert dialog.problems.model().index(0, 0).data() == "菜单.xlsx"
    assert dialog.words.text().startswith("菜单.xlsx")
    assert not dialog.bring_in.isEnabled()
    dialog.write()
    assert history.undoable() is None


def test_a_mended_file_is_read_again(dialog, messages, finish, foreign):
    messages.paths = [foreign]
    dialog.choose.click()
    finish()
    foreign.write_bytes(ROSTER.read_bytes())
    dialog.again.click()
    finish()
    assert dialog.bring_in.isEnabled()


def test_stopping_leaves_nothing(dialog, messages, finish, monkeypatch):
    messages.paths = [ROSTER]
    dialog.choose.click()
    finish()

    def endless(reading, report):
        while True:
            report(0, 1)

    monkeypatch.setattr(import_dialog.importing, "write_all", endless)
    dialog.bring_in.click()
    assert dialog.leave.text() == "停止"
    dialog.leave.click()
    finish()
    assert dialog.state.text() == "已停止，没有导入任何内容。"
    assert dialog.bring_in.isEnabled()


def test_the_dialog_is_freed_with_its_last_reference(qapp, workbench, ledger):
    dialog = ImportDialog(workbench, [])
    gone = weakref.ref(dialog)
    del dialog
    assert gone() is None
