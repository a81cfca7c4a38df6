"""Asks for what is said once of the office: it stands on everything printed and decides how figures are divided."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.core.scope import Denominator
from desktop_app.records import settings
from desktop_app.records.settings import TITLES, Settings
from desktop_app.ui import theme
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField
from desktop_app.ui.theme import Tone
from desktop_app.ui.workbench import Workbench


class SettingsDialog(DraftDialog[Settings]):
    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, "设置", settings.change, parent)
        self._before = now = settings.current()
        self.office = QLineEdit(now.office)
        self.office.setPlaceholderText("如 某某县司法局")
        self.recipient = QLineEdit(now.recipient)
        self.recipient.setPlaceholderText("年终总结的主送机关，如 县委组织部")
        self.clerk = QLineEdit(now.clerk)
        self.reviewer = QLineEdit(now.reviewer)
        self.denominator = ChoiceField(list(Denominator), now.denominator, fixed=True)
        self.words_to_a_page = QLineEdit(now.words_to_a_page)
        self.section("印在表上的")
        self.field("office", TITLES["office"], self.office)
        self.field("recipient", TITLES["recipient"], self.recipient)
        self.pair(("clerk", TITLES["clerk"], self.clerk), ("reviewer", TITLES["reviewer"], self.reviewer))
        self.section("怎样计算")
        self.pair(
            ("denominator", TITLES["denominator"], self.denominator),
            ("words_to_a_page", TITLES["words_to_a_page"], self.words_to_a_page),
        )
        words = theme.label("改动后，新的统计数字都按新的办法算；以前印出的表不会变。", tone=Tone.QUIET)
        words.setWordWrap(True)
        self.wide(words)

    def draft(self) -> Settings:
        return replace(
            self._before,
            office=self.office.text().strip(),
            recipient=self.recipient.text().strip(),
            clerk=self.clerk.text().strip(),
            reviewer=self.reviewer.text().strip(),
            denominator=self.denominator.text(),
            words_to_a_page=self.words_to_a_page.text().strip(),
        )
