"""Qt's application as this program wants it: input method, Chinese, face, icon."""

import os
import sys

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop_app.records.ledger import RESOURCES
from desktop_app.ui import theme
from desktop_app.ui.qt_words import speak_chinese


def start_application() -> QApplication:
    """Make the one application of the process."""
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_IM_MODULE", "ibus")  # the wheels bring no plugin for fcitx, which speaks ibus as well
    application = QApplication([sys.argv[0], "-style", "fusion"])  # setStyle() would cost 10 ms: it wraps a style
    application.setApplicationName("cadre-ledger")
    application.setApplicationDisplayName("干部学训台账")
    speak_chinese(application)
    application.setFont(theme.font())
    application.setWindowIcon(QIcon(str(RESOURCES / "icons" / "ledger.png")))
    return application
