import weakref

import pytest

from desktop_app.core.scope import Denominator
from desktop_app.records import settings
from desktop_app.records.settings import Settings
from desktop_app.ui.dialogs.settings_dialog import SettingsDialog


@pytest.fixture
def dialog(qtbot, workbench, ledger):
    settings.change(Settings(office="某某县司法局", sample="2022"))
    dialog = SettingsDialog(workbench)
    qtbot.addWidget(dialog)
    return dialog


def test_what_is_kept_is_shown_and_what_is_typed_is_kept(dialog):
    assert dialog.office.text() == "某某县司法局"
    dialog.clerk.setText(" 周文 ")
    dialog.denominator.set_text(Denominator.AVERAGE)
    dialog.accept()
    kept = settings.current()
    assert (kept.office, kept.clerk, kept.denominator) == ("某某县司法局", "周文", "期内平均在岗")
    assert kept.sample == "2022"


def test_what_is_wrong_stands_beside_its_field(dialog):
    dialog.denominator.setCurrentIndex(-1)
    dialog.accept()
    assert "不认识" in dialog._problems["denominator"].text()


def test_the_dialog_is_freed_with_its_last_reference(qapp, workbench, ledger):
    dialog = SettingsDialog(workbench)
    gone = weakref.ref(dialog)
    del dialog
    assert gone() is None
