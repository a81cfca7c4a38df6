"""The first page: where the data will lie, and with what to begin."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCommandLinkButton, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.core.errors import UserError
from desktop_app.records import ledger
from desktop_app.ui import theme
from desktop_app.ui.main_window import FirstAct
from desktop_app.ui.messages import Messages
from desktop_app.ui.status_line import RED_LINE
from desktop_app.ui.theme import GAP, MARGIN, Role, Tone

WELCOME = (
    "干部学训台账把一年的例会、夜学、党课、培训和心得笔记记在一处，月度统计表、年终台账和年终总结都从这里取数。"
    "数据只放在这台电脑的一个文件夹里，不联网。"
)


@dataclass(frozen=True)
class Beginning:
    """What was chosen: the folder, and what the window does first."""

    folder: Path
    first_act: FirstAct = FirstAct.NOTHING


class FirstRunPage(QDialog):
    """Makes the ledger; what stands in the way is said on the page itself."""

    def __init__(self, folder: Path, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("干部学训台账")
        self._folder, self._messages = folder, messages
        self.chosen: Beginning | None = None
        self.place = theme.label("", Role.HEADING)
        self.place.setWordWrap(True)
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.change = QPushButton("更改…")
        self.change.clicked.connect(self.change_folder)
        self.problem = theme.label("", Role.NOTICE, Tone.BAD)
        self.problem.setWordWrap(True)
        self.open_there = QPushButton("打开这里的台账")
        self.open_there.clicked.connect(self.open_existing)
        self.empty = _choice("建立空台账", "从录入单位和干部开始。")
        self.empty.clicked.connect(self.begin_empty)
        self.sample = _choice("先看示例数据", "一个虚构单位 2022 年的数据，单独放在一个文件夹里，不会混进您的台账。")
        self.sample.clicked.connect(self.begin_sample)
        self.bring_in = _choice("导入已有表格…", "花名册、活动台账、心得笔记、年度计划等 Excel 文件。")
        self.bring_in.clicked.connect(self.begin_import)
        self._lay_out()
        self._show_folder()
        self.empty.setFocus()

    def run(self) -> Beginning | None:
        """Show the page; None when it was closed."""
        self.exec()
        self.deleteLater()
        return self.chosen

    @Slot()
    def change_folder(self) -> None:
        if folder := self._messages.ask_folder("选择放数据的文件夹", self._folder.parent):
            self._folder = folder
            self._show_folder()

    @Slot()
    def begin_empty(self) -> None:
        self._begin(self._folder, FirstAct.NOTHING)

    @Slot()
    def begin_sample(self) -> None:
        folder = _sample_folder(self._folder)
        if ledger.exists(folder):  # tried before
            self._finish(Beginning(folder))
        else:
            self._begin(folder, FirstAct.SAMPLE)

    @Slot()
    def begin_import(self) -> None:
        self._begin(self._folder, FirstAct.IMPORT)

    @Slot()
    def open_existing(self) -> None:
        self._finish(Beginning(self._folder))

    def _begin(self, folder: Path, first_act: FirstAct) -> None:
        try:
            ledger.create(folder)
        except UserError as error:
            self._show_problem(str(error))
        else:
            self._finish(Beginning(folder, first_act))

    def _finish(self, chosen: Beginning) -> None:
        self.chosen = chosen
        self.accept()

    def _show_folder(self) -> None:
        self.place.setText(str(self._folder))
        self._show_problem("这个文件夹里已经有台账数据。" if ledger.exists(self._folder) else "")

    def _show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.open_there.setVisible(ledger.exists(self._folder))

    def _lay_out(self) -> None:
        welcome = QLabel(WELCOME)
        welcome.setWordWrap(True)
        place = QHBoxLayout()
        place.addWidget(self.place, 1)
        place.addWidget(self.change)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * MARGIN, 2 * MARGIN, 2 * MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(theme.label("干部学训台账", Role.TITLE))
        layout.addWidget(welcome)
        layout.addSpacing(GAP)
        layout.addWidget(theme.label("数据放在", tone=Tone.QUIET))
        layout.addLayout(place)
        layout.addWidget(self.problem)
        layout.addWidget(self.open_there, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addSpacing(GAP)
        for button in (self.empty, self.sample, self.bring_in):
            layout.addWidget(button)
        layout.addStretch(1)
        layout.addWidget(theme.label(RED_LINE, tone=Tone.QUIET))
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 46)


def _sample_folder(folder: Path) -> Path:
    """Return where the sample lies: beside her own data, never in it."""
    return folder.with_name(f"{folder.name}-示例")


def _choice(title: str, words: str) -> QCommandLinkButton:
    made = QCommandLinkButton(title, words)
    made.setIcon(theme.icon("go"))
    return made
