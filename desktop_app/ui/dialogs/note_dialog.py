"""Enters one note, or one after the other while a stack of notebooks is worked off."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.core.errors import UserError
from desktop_app.core.period import LAST_MONTH
from desktop_app.core.review import NOTE_KINDS, WORD_SOURCES
from desktop_app.records import cadres, notes
from desktop_app.records.notes import NoteDraft
from desktop_app.ui import theme
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, DateField, WholeField
from desktop_app.ui.person_field import PersonField
from desktop_app.ui.theme import Role, Tone
from desktop_app.ui.workbench import Workbench

MONTHS_OFFERED = 18
LINES_OF_TEXT = 5


class NoteDialog(DraftDialog[NoteDraft]):
    """A note as typed. `warning` is said above the fields; a new note can be followed by the next person's."""

    def __init__(
        self,
        workbench: Workbench,
        given: NoteDraft,
        save: Callable[[NoteDraft], set[str]],
        parent: QWidget | None = None,
        warning: str = "",
    ) -> None:
        is_new = not given.cadre_id
        super().__init__(workbench, "新增心得笔记" if is_new else "修改心得笔记", save, parent)
        self._given = given
        self._saved = 0
        self.notice = theme.label(warning, Role.NOTICE, Tone.WARN)
        self.notice.setWordWrap(True)
        self.notice.setVisible(bool(warning))
        self.wide(self.notice)
        self._add_fields(given)
        if is_new:
            self._offer_next()
        self.cadre.setFocus()

    def draft(self) -> NoteDraft:
        cadre_id = self.cadre.id()
        if cadre_id is None:
            raise UserError("请填写姓名。", "cadre_id")
        return replace(
            self._given,
            cadre_id=cadre_id,
            kind=self.kind.text(),
            title=self.title.text().strip(),
            handed_in_on=self.handed_in_on.day(),
            words=self.words.value(),
            words_source=self.words_source.text(),
            period=self.period.text(),
            content=self.content.toPlainText(),
        )

    @Slot()
    def save_and_go_on(self) -> None:
        """Save, keep what is the same for the whole stack, and wait for the next person."""
        QGuiApplication.inputMethod().commit()
        self._clear_problems()
        if error := self.workbench.attempt(self._write):
            self.show_problem(error)
            return
        self._saved += 1
        self._say_saved(f"已保存第{self._saved}篇：{self.cadre.text()}，{self.kind.text()}，{self.words.value()}字。")
        self.cancel_button.setText("关闭")
        for field in (self.cadre, self.words, self.content):
            field.clear()
        self.cadre.setFocus()

    def _add_fields(self, given: NoteDraft) -> None:
        self.cadre = PersonField(cadres.listed())
        self.cadre.set_ids([given.cadre_id])
        self.words = WholeField("字数", given.words)
        self.kind = ChoiceField(list(dict.fromkeys((*NOTE_KINDS, *notes.kinds()))), given.kind)
        self.words_source = ChoiceField(WORD_SOURCES, given.words_source)
        self.title = QLineEdit(given.title)
        self.handed_in_on = DateField(given.handed_in_on)
        self.period = ChoiceField(_months(given), given.period, fixed=True)
        self.content = QPlainTextEdit(given.content)
        self.content.setPlaceholderText("可不填；可把全文粘贴在这里")
        self.content.setTabChangesFocus(True)
        self.content.setMinimumHeight(LINES_OF_TEXT * self.fontMetrics().lineSpacing())
        self.pair(("cadre_id", "姓名", self.cadre), ("words", "字数", self.words))
        self.pair(("kind", "类别", self.kind), ("words_source", "字数来源", self.words_source))
        self.field("title", "题目", self.title)
        self.pair(("handed_in_on", "提交日期", self.handed_in_on), ("period", "所属月份", self.period))
        self.field("content", "正文", self.content)

    def _offer_next(self) -> None:
        self.next_button = self.buttons.addButton("保存并继续", QDialogButtonBox.ButtonRole.ActionRole)
        self.next_button.setShortcut(QKeySequence("Ctrl+Return"))
        self.next_button.setToolTip("保存，接着填下一个人的（Ctrl+Enter）")
        self.next_button.clicked.connect(self.save_and_go_on)
        self.next_button.setDefault(True)

    def _say_saved(self, text: str) -> None:
        self.notice.setText(text)
        theme.set_tone(self.notice, Tone.GOOD)
        self.notice.show()
        self._grow()


def _months(given: NoteDraft) -> list[str]:
    """Return the months a note can belong to: none, and those up to the day it was handed in."""
    last = given.handed_in_on.year * LAST_MONTH + given.handed_in_on.month - 1
    months = [divmod(number, LAST_MONTH) for number in range(last, last - MONTHS_OFFERED, -1)]
    offered = [f"{year}-{month + 1:02d}" for year, month in months]
    return list(dict.fromkeys(("", *offered, given.period)))


def blank(kind: str, day: date) -> NoteDraft:
    """Return what a new note starts from."""
    return NoteDraft(0, kind or NOTE_KINDS[0], day, words_source=WORD_SOURCES[-1])
