"""帮助: the manual, the keys, and what this program is. Everything is inside; nothing is looked up outside."""

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QAction, QImage, QTextDocument
from PySide6.QtWidgets import QDialog, QMainWindow, QMenu, QTextBrowser, QVBoxLayout

from desktop_app.records.ledger import RESOURCES
from desktop_app.ui.messages import Messages
from desktop_app.ui.status_line import RED_LINE
from desktop_app.ui.theme import MARGIN

MANUAL = RESOURCES / "manual" / "使用说明.md"
PICTURE_WIDTH = 46  # characters
ATTENDANCE_KEYS = "| 出勤表里 | 1 到、2 迟到、3 请假、4 公差、5 缺席、6 补学、0 清除 |"


class _Page(QTextBrowser):
    """Shows pictures no wider than its text."""

    def loadResource(self, kind: int, name: QUrl) -> Any:
        found = super().loadResource(kind, name)
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return found
        room = self.fontMetrics().horizontalAdvance("国") * PICTURE_WIDTH
        picture = QImage(self.document().baseUrl().resolved(name).toLocalFile())
        return picture.scaledToWidth(min(room, picture.width()), Qt.TransformationMode.SmoothTransformation)


class Reader(QDialog):
    """A window for reading, which may stay open beside the work."""

    def __init__(self, title: str, parent: QMainWindow) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.text = _Page()
        self.text.setOpenExternalLinks(False)
        self.text.document().setDocumentMargin(MARGIN)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        metrics = self.fontMetrics()
        self.resize(metrics.horizontalAdvance("国") * 52, metrics.height() * 36)


def show_manual(parent: QMainWindow) -> Reader:
    reader = Reader("使用说明", parent)
    reader.text.document().setBaseUrl(QUrl.fromLocalFile(f"{MANUAL.parent}/"))
    reader.text.setMarkdown(MANUAL.read_text(encoding="utf-8"))
    reader.show()
    return reader


def show_keys(parent: QMainWindow) -> Reader:
    reader = Reader("键盘快捷键", parent)
    reader.text.setMarkdown(_keys(parent))
    reader.show()
    return reader


def show_about(messages: Messages, folder: Path) -> None:
    try:
        number = version("cadre-ledger")
    except PackageNotFoundError:
        number = "未安装的源代码"
    messages.tell(
        "关于干部学训台账",
        f"干部学训台账 {number}\n\n{RED_LINE}。程序不联网，数据只在本机：\n{folder}\n\n"
        f"Qt {qVersion()}，Python {platform.python_version()}，{platform.system()} {platform.machine()}",
    )


def _keys(window: QMainWindow) -> str:
    """Return the keys of all menus as a table: what the menus say, so that the two never differ."""
    lines = ["| 做什么 | 按键 |", "|---|---|"]
    for top in window.menuBar().actions():
        menu = top.menu()
        actions: list[QAction] = menu.actions() if isinstance(menu, QMenu) else []
        lines += [
            f"| {top.text()}　{each.text()} | {each.shortcut().toString()} |"
            for each in actions
            if not each.shortcut().isEmpty()
        ]
    return "\n".join([*lines, ATTENDANCE_KEYS])
