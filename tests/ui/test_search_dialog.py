import weakref

import pytest
from PySide6.QtCore import Qt

from desktop_app.ui.dialogs.search_dialog import SearchDialog


@pytest.fixture
def dialog(qtbot, workbench, night_study):
    made = SearchDialog(workbench)
    qtbot.addWidget(made)
    made.show()
    return made


def look_for(qtbot, dialog, text):
    with qtbot.waitSignal(dialog.reader.ready):
        qtbot.keyClicks(dialog.text, text)


def test_what_is_typed_is_looked_for_and_enter_opens_the_first(qtbot, dialog, workbench, night_study):
    look_for(qtbot, dialog, "1")
    assert [row.title for row in dialog.table.rows_model()._rows] == ["第1次夜学"]
    with qtbot.waitSignal(workbench.open_record) as opened:
        qtbot.keyClick(dialog.text, Qt.Key.Key_Return)
    assert opened.args == ["session", night_study]


def test_the_arrow_leads_into_the_list(qtbot, dialog):
    look_for(qtbot, dialog, "1")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Down)
    assert dialog.table.current_row().title == "第1次夜学"


def test_nothing_found_says_so(qtbot, dialog):
    look_for(qtbot, dialog, "zzz")
    assert "没有找到“zzz”" in dialog.table._empty_text


def test_the_dialog_is_freed_with_its_last_reference(qapp, workbench, ledger):
    gone = weakref.ref(SearchDialog(workbench))
    assert gone() is None
