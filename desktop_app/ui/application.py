"""Qt's application as this program wants it: input method, Chinese, face, icon."""

import os
import sys
from collections.abc import Mapping

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop_app.records.ledger import RESOURCES
from desktop_app.ui import theme
from desktop_app.ui.freeing import Freeing
from desktop_app.ui.qt_words import speak_chinese


def uses_fcitx(environment: Mapping[str, str]) -> bool:
    """Whether Chinese is typed through fcitx, for which Qt's wheels bring no plugin; it answers to ibus as well.

    Only then: where no input method runs, the plugin for ibus ends the program on a machine without D-Bus.
    """
    named = (environment.get(name, "") for name in ("QT_IM_MODULE", "XMODIFIERS", "GTK_IM_MODULE"))
    return any("fcitx" in name for name in named)


def start_application() -> QApplication:
    """Make the one application of the process."""
    if uses_fcitx(os.environ):
        os.environ["QT_IM_MODULE"] = "ibus"
    application = QApplication([sys.argv[0], "-style", "fusion"])  # setStyle() would cost 10 ms: it wraps a style
    application.setApplicationName("cadre-ledger")
    application.setApplicationDisplayName("干部学训台账")
    speak_chinese(application)
    Freeing(application)
    application.setFont(theme.font())
    application.setWindowIcon(QIcon(str(RESOURCES / "icons" / "ledger.png")))
    return application
