import weakref

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.records import cadre_lists, cadres
from desktop_app.ui.dialogs.cadre_lists_dialog import CadreListsDialog, ListDialog
from desktop_app.ui.tabs.cadres_tab import CadresTab


@pytest.fixture
def lists(qtbot, workbench, people):
    cadres.make_list("青年", [people[0].id, people[3].id])
    dialog = CadreListsDialog(workbench)
    qtbot.addWidget(dialog)
    dialog.table.select_id(cadre_lists.listed()[0].id)
    return dialog


def test_a_list_is_given_another_name_and_other_people(lists, people, monkeypatch):
    def run(form):
        form.name.setText("青年干部")
        form.people.set_ids([people[1].id, people[2].id])
        form.accept()

    monkeypatch.setattr(ListDialog, "run", run)
    lists.change_action.trigger()
    (row,) = cadre_lists.listed()
    assert (row.name, row.names) == ("青年干部", "韩梅梅、王伟（法制股）")
    assert lists.table.rows_model().row_at(0) == row


def test_who_nobody_knows_is_said_beside_the_field(lists, workbench, qtbot):
    form = ListDialog(workbench, cadre_lists.listed()[0], lambda typed: set())
    qtbot.addWidget(form)
    assert form.people.text() == "李雷、王伟（办公室）"
    form.people.setText("张三丰")
    form.accept()
    assert not form.result()


def test_a_list_is_removed_after_a_question(lists, messages):
    lists.remove_action.trigger()
    assert cadre_lists.listed() == []


def test_the_page_of_cadres_opens_the_lists(qtbot, workbench, people, monkeypatch):
    opened = []

    def run(dialog):
        opened.append(dialog)

    monkeypatch.setattr(CadreListsDialog, "run", run)
    tab = CadresTab(workbench)
    qtbot.addWidget(tab)
    tab.lists_action.trigger()
    assert len(opened) == 1


def test_a_closed_dialog_is_freed(workbench, people):
    dialog = CadreListsDialog(workbench)
    ghost = weakref.ref(dialog)
    dialog.deleteLater()
    del dialog
    QApplication.sendPostedEvents(None, 52)
    assert ghost() is None
