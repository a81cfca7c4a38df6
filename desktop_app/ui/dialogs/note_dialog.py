"""Enters one note, or one after the other while a stack of notebooks is worked off."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.core.errors import UserError
from desktop_app.core.period import LAST_MONTH
from desktop_app.core.review import NOTE_KINDS, WORD_SOURCES, NoteState
from desktop_app.exchange.note_file import NoteText
from desktop_app.records import cadres, note_files, notes, settings
from desktop_app.records.notes import NoteDraft, NoteRow
from desktop_app.ui import theme
from desktop_app.ui.attachments_panel import AttachmentsPanel
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, DateField, WholeField
from desktop_app.ui.note_answers import ReadingField, SessionField
from desktop_app.ui.note_file_field import NoteFileField
from desktop_app.ui.person_field import PersonField
from desktop_app.ui.theme import Role, Tone
from desktop_app.ui.workbench import Workbench

MONTHS_OFFERED = 18
LINES_OF_TEXT = 4
COUNTED, ESTIMATED, TYPED = WORD_SOURCES
Save = Callable[[NoteDraft, Sequence[Path]], set[str]]
"""Writes a note with the files that are to be attached."""


class NoteDialog(DraftDialog[NoteDraft]):
    """A note as typed; a new one can be followed by the next person's.

    `kept` is the line of one that is kept: its attachments are shown, and that saving a change voids its signature.
    """

    def __init__(
        self,
        workbench: Workbench,
        given: NoteDraft,
        save: Save,
        parent: QWidget | None = None,
        kept: NoteRow | None = None,
    ) -> None:
        is_new = not given.cadre_id
        file = NoteFileField(workbench)
        title = "新增心得笔记" if is_new else "修改心得笔记"
        super().__init__(workbench, title, partial(_save_with_file, save, file), parent)
        self.file = file
        self._given = given
        self._saved = 0
        warning = _warning_of(kept) if kept else ""
        self.notice = theme.label(warning, Role.NOTICE, Tone.WARN)
        self.notice.setWordWrap(True)
        self.notice.setVisible(bool(warning))
        self.wide(self.notice)
        self._add_fields(given)
        if kept:
            self.field("attachments", "附件", AttachmentsPanel(workbench, "note", kept.id))
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
            pages=self.pages.value() or None,
            reading_id=self.reading.id(),
            session_id=self.session.id(),
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
        for field in (self.cadre, self.words, self.pages, self.content, self.file):
            field.clear()
        self.cadre.setFocus()

    def _add_fields(self, given: NoteDraft) -> None:
        self._people = cadres.listed()
        self.cadre = PersonField(self._people)
        self.cadre.set_ids([given.cadre_id])
        self.words = WholeField("字数", given.words)
        self.kind = ChoiceField(list(dict.fromkeys((*NOTE_KINDS, *notes.kinds()))), given.kind)
        self.pages = WholeField("页数", given.pages or 0)
        self.pages.setPlaceholderText(f"手写的，每页算{settings.current().words_to_a_page}字")
        self.words_source = ChoiceField(WORD_SOURCES, given.words_source)
        self.title = QLineEdit(given.title)
        self.handed_in_on = DateField(given.handed_in_on)
        self.period = ChoiceField(months_up_to(given.handed_in_on, given.period), given.period, fixed=True)
        self.reading = ReadingField(given.handed_in_on.year, given.reading_id)
        self.session = SessionField(given.handed_in_on, given.session_id)
        self.content = QPlainTextEdit(given.content)
        self.content.setPlaceholderText("可不填；可把全文粘贴在这里")
        self.content.setTabChangesFocus(True)
        self.content.setMinimumHeight(LINES_OF_TEXT * self.fontMetrics().lineSpacing())
        self.pair(("cadre_id", "姓名", self.cadre), ("words", "字数", self.words))
        self.pair(("kind", "类别", self.kind), ("pages", "页数", self.pages))
        self.pair(("handed_in_on", "提交日期", self.handed_in_on), ("words_source", "字数来源", self.words_source))
        self.field("title", "题目", self.title)
        self.pair(("period", "所属月份", self.period), ("reading_id", "对应篇目", self.reading))
        self.field("session_id", "对应活动", self.session)
        self.field("files", "文件", self.file)
        self.field("content", "正文", self.content)
        self.pages.textEdited.connect(self._estimate)
        self.words.textEdited.connect(self._on_words_typed)
        self.handed_in_on.day_changed.connect(self._offer_answers)
        self.file.counted.connect(self._fill_in_file)

    @Slot(str)
    def _estimate(self, text: str) -> None:
        """Let the pages say how many words there are."""
        if text.strip().isdecimal() and int(text):
            self.words.set_value(int(text) * int(settings.current().words_to_a_page))
            self.words_source.set_text(ESTIMATED)

    @Slot(str)
    def _on_words_typed(self, text: str) -> None:
        del text
        self.words_source.set_text(TYPED)

    @Slot(object)
    def _offer_answers(self, day: date) -> None:
        self.reading.offer(day.year)
        self.session.offer(day)

    @Slot(object)
    def _fill_in_file(self, text: NoteText) -> None:
        """Fill in what the file tells; what was typed already stays, but for the words, which are counted now."""
        self.words.set_value(text.words)
        self.words_source.set_text(COUNTED)
        kinds = [self.kind.itemText(number) for number in range(self.kind.count())]
        guess = note_files.guess(text.path, self._people, kinds, self.handed_in_on.known(), text.first_line)
        if not self.cadre.text().strip():
            self.cadre.setText(guess.name)
            self.cadre.set_ids(guess.people if len(guess.people) == 1 else ())
        if not self.title.text().strip():
            self.title.setText(guess.title)
        if guess.period and not self.period.text():
            self.period.set_text(guess.period)

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


def _save_with_file(save: Save, file: NoteFileField, draft: NoteDraft) -> set[str]:
    return save(draft, file.paths())


def months_up_to(day: date, given: str) -> list[str]:
    """Return the months a note can belong to: none, those up to the day it was handed in, and the one given."""
    last = day.year * LAST_MONTH + day.month - 1
    months = [divmod(number, LAST_MONTH) for number in range(last, last - MONTHS_OFFERED, -1)]
    offered = [f"{year}-{month + 1:02d}" for year, month in months]
    return list(dict.fromkeys(("", *offered, given)))


def blank(kind: str, day: date) -> NoteDraft:
    """Return what a new note starts from."""
    return NoteDraft(0, kind or NOTE_KINDS[0], day, words_source=WORD_SOURCES[-1])


def _warning_of(row: NoteRow) -> str:
    """Return what is said above the fields of a note that was signed; empty for any other."""
    if row.state is not NoteState.SIGNED or not row.signed_on:
        return ""
    return f"这篇已由{row.signer}于{row.signed_on.isoformat()}审签。保存改动后原审签作废，要重新审签。"
