import weakref

import pytest
from PySide6.QtCore import Qt

from desktop_app.records import ledger as ledgers
from desktop_app.store import database
from desktop_app.ui.first_run import FirstRunPage
from desktop_app.ui.main_window import FirstAct


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "数据" / "台账"


@pytest.fixture
def page(qtbot, folder, messages):
    page = FirstRunPage(folder, messages)
    qtbot.addWidget(page)
    return page


def test_the_folder_is_shown(page, folder):
    assert page.place.text() == str(folder)
    assert page.open_there.isHidden()


def test_an_empty_ledger_is_made(page, folder):
    page.empty.click()
    assert ledgers.exists(folder)
    assert (page.chosen.folder, page.chosen.first_act) == (folder, FirstAct.NOTHING)


def test_the_sample_lies_beside_her_own_data(page, folder):
    page.sample.click()
    assert page.chosen.first_act is FirstAct.SAMPLE
    assert page.chosen.folder.name == "台账-示例"
    assert not ledgers.exists(folder)


def test_enter_takes_what_has_the_focus(qtbot, page):
    page.show()
    page.bring_in.setFocus()
    qtbot.keyClick(page.bring_in, Qt.Key.Key_Return)
    assert page.chosen.first_act is FirstAct.IMPORT


def test_a_sample_that_is_there_is_opened_again(page, folder, qtbot, messages):
    page.sample.click()
    again = FirstRunPage(folder, messages)
    qtbot.addWidget(again)
    again.sample.click()
    assert again.chosen.folder == page.chosen.folder
    assert again.chosen.first_act is FirstAct.NOTHING


def test_import_comes_first_in_the_new_ledger(page, folder):
    page.bring_in.click()
    assert page.chosen.first_act is FirstAct.IMPORT
    assert ledgers.exists(folder)


def test_another_folder_can_be_chosen(page, messages, tmp_path):
    messages.paths = [tmp_path / "别处"]
    page.change.click()
    assert page.place.text() == str(tmp_path / "别处")


def test_a_folder_that_holds_a_ledger_is_offered_for_opening(page, messages, ledger):
    database.close_ledger()
    messages.paths = [ledger]
    page.change.click()
    assert "已经有台账" in page.problem.text()
    page.empty.click()
    assert page.chosen is None
    page.open_there.click()
    assert page.chosen.folder == ledger


def test_a_folder_that_cannot_be_made_is_said_on_the_page(page, messages, tmp_path):
    (tmp_path / "文件").write_text("不是文件夹", encoding="utf-8")
    messages.paths = [tmp_path / "文件" / "台账"]
    page.change.click()
    page.empty.click()
    assert "不能建立文件夹" in page.problem.text()
    assert page.chosen is None


def test_the_page_is_freed_with_its_last_reference(qapp, folder, messages):
    page = FirstRunPage(folder, messages)
    gone = weakref.ref(page)
    del page
    assert gone() is None
