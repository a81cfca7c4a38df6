import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout

from desktop_app.ui.actions import action, button


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_that_has_the_focus_and_no_other(qtbot, key):
    dialog, pressed = QDialog(), []
    qtbot.addWidget(dialog)
    add = button(action(dialog, "新增…", "", lambda: pressed.append("新增")))
    default = QPushButton("保存")
    default.setDefault(True)
    default.clicked.connect(lambda: pressed.append("保存"))
    layout = QVBoxLayout(dialog)
    layout.addWidget(add)
    layout.addWidget(default)
    dialog.show()
    qtbot.keyClick(add, key)
    assert pressed == ["新增"]
