"""帮助: the manual, the keys, and what this program is. Everything is inside; nothing is looked up outside."""

import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QAction, QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QMainWindow, QMenu, QTextBrowser, QVBoxLayout

from desktop_app.records.ledger import RESOURCES
from desktop_app.ui import theme
from desktop_app.ui.messages import Messages
from desktop_app.ui.status_line import RED_LINE
from desktop_app.ui.theme import MARGIN

MANUAL = RESOURCES / "manual" / "使用说明.md"
PICTURE_WIDTH = 46  # characters
ATTENDANCE_KEYS = "| 出勤表 | 到、迟到、请假、公差、缺席、补学、清除 | 1、2、3、4、5、6、0 |"


class _Page(QTextBrowser):
    """Shows pictures no wider than its text."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        found = super().loadResource(kind, name)
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return found
        room = self.fontMetrics().horizontalAdvance("国") * PICTURE_WIDTH
        picture = QImage(self.document().baseUrl().resolved(QUrl(name)).toLocalFile())
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
        theme.fit(self, metrics.horizontalAdvance("国") * 52, metrics.height() * 36)


def show_manual(parent: QMainWindow, heading: str = "") -> Reader:
    """Show the manual at the chapter of this heading, where it has one."""
    reader = Reader("使用说明", parent)
    reader.text.document().setBaseUrl(QUrl.fromLocalFile(f"{MANUAL.parent}/"))
    reader.text.setMarkdown(MANUAL.read_text(encoding="utf-8"))
    reader.show()
    place = _chapter(reader.text.document(), heading)
    if place is not None:
        reader.text.setTextCursor(place)
        reader.text.verticalScrollBar().setValue(
            reader.text.verticalScrollBar().value() + reader.text.cursorRect().top() - MARGIN
        )
    return reader


def _chapter(document: QTextDocument, heading: str) -> QTextCursor | None:
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() and block.text() == heading:
            return QTextCursor(block)
        block = block.next()
    return None


def show_keys(parent: QMainWindow, of_pages: Mapping[str, Sequence[QAction | None]]) -> Reader:
    """Show the keys of the menus and of the pages, as the actions themselves know them."""
    shown: dict[str, Sequence[QAction | None]] = {}
    for top in parent.menuBar().actions():
        menu = top.menu()
        if isinstance(menu, QMenu):
            shown[top.text()] = menu.actions()
    reader = Reader("键盘快捷键", parent)
    reader.text.setMarkdown(_keys(shown | dict(of_pages)))
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


def _keys(actions: Mapping[str, Sequence[QAction | None]]) -> str:
    lines = ["| 在哪里 | 做什么 | 按键 |", "|---|---|---|"]
    for place, mine in actions.items():
        lines += [
            f"| {place} | {_name(action)} | {action.shortcut().toString()} |"
            for action in mine
            if action and not action.shortcut().isEmpty()
        ]
    return "\n".join([*lines, ATTENDANCE_KEYS])


def _name(action: QAction) -> str:
    """Return what an action does, without the step that 撤销 names just now."""
    return action.text().partition(" ")[0].rstrip("…")
