"""A stack of notes that came as files: a line each with what its name tells, put right where wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from desktop_app.core.errors import UserError
from desktop_app.core.review import NOTE_KINDS, WORD_SOURCES
from desktop_app.exchange.note_file import FilesRead, NoteText
from desktop_app.records import cadres, note_files, notes
from desktop_app.records.cadres import CadreRow
from desktop_app.records.notes import NoteDraft
from desktop_app.ui import theme
from desktop_app.ui.dialogs.note_dialog import months_up_to
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, DateField, WholeField
from desktop_app.ui.person_field import PersonField
from desktop_app.ui.theme import HALF, Role, Tone
from desktop_app.ui.workbench import Workbench

COUNTED, _, TYPED = WORD_SOURCES
COLUMNS = {"姓名": 9, "类别": 8, "题目": 0, "字数": 5, "提交日期": 9, "所属月份": 8, "": 4}
"""Headings over the fields of a line with their widths in characters; 0 takes the room that is left."""
FIELDS = ("cadre_id", "kind", "title", "words", "handed_in_on", "period")
NAME_SHOWN = 14
SIZE = (86, 20)
"""Characters across, lines down."""

Received = Sequence[tuple[NoteDraft, Path]]


@dataclass(frozen=True)
class Offered:
    """What every line offers."""

    people: Sequence[CadreRow]
    kinds: Sequence[str]
    day: date


class FileLine(QWidget):
    """One file: whose, what and how long."""

    left_out = Signal()

    def __init__(self, text: NoteText, offered: Offered) -> None:
        super().__init__()
        self.text = text
        guess = note_files.guess(text.path, offered.people, offered.kinds, offered.day, text.first_line)
        self.cadre_id = PersonField(offered.people)
        self.cadre_id.setText(guess.name)
        if len(guess.people) == 1:
            self.cadre_id.set_ids(guess.people)
        self.kind = ChoiceField(offered.kinds, guess.kind)
        self.title = QLineEdit(guess.title)
        self.title.setCursorPosition(0)
        self.words = WholeField("字数", text.words)
        self.handed_in_on = DateField(offered.day)
        self.period = ChoiceField(months_up_to(offered.day, guess.period), guess.period, fixed=True)
        self.leave_out = QToolButton()
        self.leave_out.setText("不收")
        self.leave_out.setCheckable(True)
        self.leave_out.toggled.connect(self._on_left_out)
        self._fields = (self.cadre_id, self.kind, self.title, self.words, self.handed_in_on, self.period)
        for name, widget in zip(FIELDS, self._fields, strict=True):
            widget.setObjectName(name)
        layout = _row(self, (*self._fields, self.leave_out))
        layout.setContentsMargins(0, 0, 0, 0)
        for widget, name in zip((*self._fields, self.leave_out), COLUMNS, strict=True):
            widget.setAccessibleName(f"{text.path.name}的{name}" if name else f"不收{text.path.name}")
        self.setFocusProxy(self.cadre_id)

    @property
    def is_wanted(self) -> bool:
        return not self.leave_out.isChecked()

    def draft(self) -> NoteDraft:
        cadre_id = self.cadre_id.id()
        if cadre_id is None:
            raise UserError("从文件名看不出是谁的，请填写姓名。", "cadre_id")
        words = self.words.value()
        return NoteDraft(
            cadre_id, self.kind.text(), self.handed_in_on.day(), self.title.text().strip(), words,
            COUNTED if words == self.text.words else TYPED, self.period.text(),
        )  # fmt: skip

    @Slot()
    def _on_left_out(self) -> None:
        for field in self._fields:
            field.setEnabled(self.is_wanted)
        self.left_out.emit()


class NoteFilesDialog(DraftDialog[Received]):
    """The lines of a stack; one step 收到心得笔记N篇. Files that could not be read are named above."""

    def __init__(self, workbench: Workbench, found: FilesRead, parent: QWidget | None = None) -> None:
        super().__init__(workbench, "收到的心得笔记", note_files.receive, parent)
        self.wide(theme.label("姓名、类别、题目和月份是从文件名猜的，请核对；文件会作为附件留存。", tone=Tone.QUIET))
        for sentence in found.problems:
            said = theme.label(f"没有读：{sentence}", Role.NOTICE, Tone.BAD)
            said.setWordWrap(True)
            self.wide(said)
        if found.texts:
            self.field("", "文件", _headings())
        kinds = list(dict.fromkeys((*NOTE_KINDS, *notes.kinds())))
        offered = Offered(cadres.listed(), kinds, date.today())
        self.lines = [FileLine(text, offered) for text in found.texts]
        for number, line in enumerate(self.lines):
            self.field(f"line{number}", _short(line.text.path.name), line)
            line.setToolTip(line.text.path.name)
            line.left_out.connect(self._name_save)
        self._name_save()
        if doubtful := next((line for line in self.lines if not line.cadre_id.text()), None):
            doubtful.setFocus()

    def draft(self) -> Received:
        drafts: list[tuple[NoteDraft, Path]] = []
        for number, line in enumerate(self._wanted()):
            try:
                drafts.append((line.draft(), line.text.path))
            except UserError as error:
                raise UserError(str(error), f"{number}.{error.field}") from None
        return drafts

    def show_problem(self, error: UserError) -> None:
        """Show it under its line and put the cursor into the field: errors count the lines that are wanted."""
        number, _, field = error.field.rpartition(".")
        wanted = self._wanted()
        if not field or (len(wanted) > 1 and not number):
            super().show_problem(error)
            return
        line = wanted[int(number or 0)]
        super().show_problem(UserError(str(error), line.objectName()))
        wrong = getattr(line, field, None)
        if isinstance(wrong, QWidget):
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """Ask for room for long titles."""
        width, height = self.fontMetrics().horizontalAdvance("国") * SIZE[0], self.fontMetrics().height() * SIZE[1]
        return super().sizeHint().expandedTo(QSize(width, 0)).boundedTo(QSize(2 * width, 2 * height))

    def _wanted(self) -> list[FileLine]:
        return [line for line in self.lines if line.is_wanted]

    @Slot()
    def _name_save(self) -> None:
        for line in self.lines:
            if not line.is_wanted:
                self._problems[line.objectName()].hide()
        count = len(self._wanted())
        self.save_button.setText(f"收下{count}篇")
        self.save_button.setEnabled(bool(count))


def _headings() -> QWidget:
    made = QWidget()
    layout = _row(made, [theme.label(name, tone=Tone.QUIET) for name in COLUMNS])
    layout.setContentsMargins(0, HALF, 0, 0)
    return made


def _row(owner: QWidget, widgets: Sequence[QWidget]) -> QHBoxLayout:
    """Lay widgets out under the headings."""
    layout = QHBoxLayout(owner)
    layout.setSpacing(HALF)
    for widget, width in zip(widgets, COLUMNS.values(), strict=True):
        if width:
            widget.setFixedWidth(width * owner.fontMetrics().horizontalAdvance("国"))
        layout.addWidget(widget, 0 if width else 1)
    return layout


def _short(name: str) -> str:
    """Leave out the middle of a long name: its beginning and its ending tell most."""
    half = NAME_SHOWN // 2
    return name if len(name) <= NAME_SHOWN else f"{name[:half]}…{name[-half:]}"
