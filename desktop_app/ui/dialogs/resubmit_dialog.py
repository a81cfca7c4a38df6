"""Takes one returned note in again (重交), with what became of it: another title, other words, another file."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.core.review import WORD_SOURCES
from desktop_app.exchange.note_file import NoteText
from desktop_app.records import notes
from desktop_app.records.notes import NoteDraft, NoteRow
from desktop_app.ui import theme
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, DateField, WholeField
from desktop_app.ui.note_file_field import NoteFileField
from desktop_app.ui.theme import Role, Tone
from desktop_app.ui.workbench import Workbench

COUNTED, _, TYPED = WORD_SOURCES


@dataclass(frozen=True)
class Resubmission:
    """When it came again, as it now is, and the files it came with."""

    on_date: date
    note: NoteDraft
    files: tuple[Path, ...]


class ResubmitDialog(DraftDialog[Resubmission]):
    def __init__(self, workbench: Workbench, row: NoteRow, parent: QWidget | None = None) -> None:
        super().__init__(workbench, "重交", partial(_write, row.id), parent, save_text="重交")
        self._given = given = notes.draft_of(row.id)
        opinion = f"退回意见：{row.opinion}（{row.signer}，{row.signed_on}）"
        said = theme.label(f"{row.full_name}　{row.title or row.kind}\n{opinion}", Role.NOTICE, Tone.WARN)
        said.setWordWrap(True)
        self.wide(said)
        self.on_date = DateField(date.today())
        self.words = WholeField("字数", given.words)
        self.words_source = ChoiceField(WORD_SOURCES, given.words_source)
        self.title = QLineEdit(given.title)
        self.file = NoteFileField(workbench)
        self.field("on_date", "重交日期", self.on_date)
        self.field("title", "题目", self.title)
        self.pair(("words", "字数", self.words), ("words_source", "字数来源", self.words_source))
        self.field("files", "新的文件", self.file)
        self.words.textEdited.connect(self._on_words_typed)
        self.file.counted.connect(self._on_counted)
        self.on_date.setFocus()

    def draft(self) -> Resubmission:
        words = self.words.value()
        note = replace(
            self._given,
            title=self.title.text().strip(),
            words=words,
            words_source=self.words_source.text(),
            pages=self._given.pages if words == self._given.words else None,
        )
        return Resubmission(self.on_date.day(), note, self.file.paths())

    @Slot(str)
    def _on_words_typed(self, text: str) -> None:
        del text
        self.words_source.set_text(TYPED)

    @Slot(object)
    def _on_counted(self, text: NoteText) -> None:
        self.words.set_value(text.words)
        self.words_source.set_text(COUNTED)


def _write(note_id: int, again: Resubmission) -> set[str]:
    return notes.resubmit_changed(note_id, again.on_date, again.note, again.files)
