"""Results of an exam (成绩): names down, score, passed and certificate across; Enter goes down, lists are pasted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QWidget

from desktop_app.core.errors import UserError
from desktop_app.core.number import hundredths, shown
from desktop_app.core.period import day_text
from desktop_app.records import exams
from desktop_app.records.exams import Result, ScoreLine
from desktop_app.ui import theme
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.outsiders_table import TYPED
from desktop_app.ui.theme import GAP, Tone
from desktop_app.ui.workbench import Workbench

NAME, UNIT, MARK, SCORE, PASSED, CERTIFICATE = range(6)
HEADINGS = ("姓名", "单位", "出勤", "成绩", "合格", "证书编号")
WIDTHS = {NAME: 9, UNIT: 9, MARK: 5, SCORE: 6, PASSED: 6}
MEANINGS = {
    "": None, "合格": True, "是": True, "通过": True, "1": True, "√": True, "不合格": False, "否": False,
    "未通过": False, "0": False, "×": False,
}  # fmt: skip
LAST_WIDTH = 12
ROWS_SEEN = 15
HINT = "可以从 WPS 复制“姓名、成绩”两列，在这里按 Ctrl+V 粘贴；填好按 Ctrl+Enter 保存。"


class _Table(QTableWidget):
    """Enter goes down within the column; what is pasted is read by the dialog."""

    def __init__(self, rows: int) -> None:
        super().__init__(rows, len(HEADINGS))
        self.setHorizontalHeaderLabels(HEADINGS)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + GAP)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(CERTIFICATE, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, self.fontMetrics().horizontalAdvance("国") * width)
        self.setEditTriggers(TYPED)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(True)
        last = self.fontMetrics().horizontalAdvance("国") * LAST_WIDTH
        self.setMinimumWidth(sum(self.columnWidth(column) for column in WIDTHS) + last)
        line = self.verticalHeader().defaultSectionSize()
        self.setMinimumHeight(header.sizeHint().height() + min(rows, ROWS_SEEN) * line + GAP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.state() != QTableWidget.State.EditingState:  # else it goes down when the cell is left
                self.go_down()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            for item in self.selectedItems():
                if item.column() >= SCORE:
                    item.setText("")
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:  # by Enter
            self.go_down()

    def go_down(self) -> None:
        self.setCurrentCell(min(self.currentRow() + 1, self.rowCount() - 1), self.currentColumn())


@dataclass(frozen=True)
class Entered:
    """The results that were changed, and who is marked 到 with them."""

    results: Mapping[int, Result]
    present: tuple[int, ...]


class ScoresDialog(DraftDialog[Entered]):
    """The results of one session."""

    def __init__(self, workbench: Workbench, session_id: int, parent: QWidget | None = None) -> None:
        self._sheet = exams.sheet(session_id)
        super().__init__(workbench, "成绩", partial(_save, session_id), parent)
        self._present: tuple[int, ...] = ()
        sheet = self._sheet
        mark = f"，合格线{shown(sheet.pass_mark)}分" if sheet.pass_mark is not None else "，没有填合格线"
        self.wide(QLabel(f"{day_text(sheet.held_on)} {sheet.title}{mark}"))
        self.table = _Table(len(sheet.lines))
        self.table.setAccessibleName("成绩")
        for row, line in enumerate(sheet.lines):
            self._fill(row, line)
        self.wide(self.table)
        self.said = theme.label(HINT, tone=Tone.QUIET)
        self.said.setWordWrap(True)
        self.wide(self.said)
        self.table.installEventFilter(self)
        self.table.cellChanged.connect(self._on_changed)
        self.table.setCurrentCell(0, SCORE)
        self.table.setFocus()
        self.save_button.setShortcut(QKeySequence("Ctrl+Return"))  # comes before what Enter does in an open cell
        self._note_typed()
        if sheet.is_locked:
            self.problem.setText("本场已锁定，只能查看；要修改请先解锁。")
            self.problem.show()
            self.save_button.setEnabled(False)

    def draft(self) -> Entered:
        return Entered(self._changed(), self._present)

    def _changed(self) -> dict[int, Result]:
        typed = [(line, self._result(row)) for row, line in enumerate(self._sheet.lines)]
        return {line.cadre_id: result for line, result in typed if result != line.result}

    def accept(self) -> None:
        """Save; whoever has a result but no mark of having been there is marked so only when she says so."""
        self.close_cell()
        self._present = ()
        try:
            absent = exams.not_attending(self._sheet, self._changed())
        except UserError as error:
            self.show_problem(error)
            return
        if absent:
            names = "、".join(f"{line.full_name}（{line.mark or '未登记'}）" for line in absent)
            text = f"{names}没有登记到场。有成绩的要登记为“到”，一并登记吗？"
            if not self.workbench.ask("登记为到", text, f"{len(absent)}人登记为到"):
                return
            self._present = tuple(line.cadre_id for line in absent)
        super().accept()

    def paste(self, text: str) -> None:
        """Read names with scores, and passed and certificate where they follow; say whom nobody is called."""
        unknown: list[str] = []
        for line in filter(None, map(str.strip, text.splitlines())):
            name, *values = [piece.strip() for piece in re.split(r"[\t,，]|\s{2,}", line)]
            if not values:
                name, _, value = line.rpartition(" ")
                values = [value] if name else []
            row = self._row_of(name)
            if row is None or not values:
                unknown.append(name or line)
                continue
            for column, value in zip((SCORE, PASSED, CERTIFICATE), values, strict=False):
                if value:
                    self._put(row, column, value)
        if unknown:
            self._say(f"没有对上，请核对姓名（同名的请写“姓名（区分）”）：{'、'.join(unknown)}", Tone.BAD)
        else:
            self._say("全部对上。", Tone.GOOD)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_key = watched is self.table and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if is_key and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
            return True
        return super().eventFilter(watched, event)

    def _fill(self, row: int, line: ScoreLine) -> None:
        result = line.result
        texts = (
            line.full_name, line.unit, line.mark or "未登记", "" if result.score is None else shown(result.score),
            exams.PASSED[result.passed], result.certificate,
        )  # fmt: skip
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            if column < SCORE:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            if column == SCORE:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if column == MARK and not line.attended:
                item.setForeground(theme.color(Tone.WARN if line.mark else Tone.QUIET))
            self.table.setItem(row, column, item)

    def _result(self, row: int) -> Result:
        line = self._sheet.lines[row]
        score, passed, certificate = (self._at(row, column) for column in (SCORE, PASSED, CERTIFICATE))
        if passed not in MEANINGS:
            raise UserError(f"{line.full_name}的“{passed}”认不出，请写合格或不合格。")
        result = Result(hundredths(score, f"{line.full_name}的成绩") if score else None, MEANINGS[passed], certificate)
        try:
            result.check()
        except UserError as error:
            raise UserError(f"{line.full_name}的{error}") from None
        return result

    def _row_of(self, name: str) -> int | None:
        """Return the row of the one person who is called so."""
        wanted = name.replace(" ", "").replace("\u3000", "").replace("(", "（").replace(")", "）")
        lines = self._sheet.lines
        full = [row for row, line in enumerate(lines) if line.full_name == wanted]
        found = full or [row for row, line in enumerate(lines) if line.name == wanted]
        return found[0] if len(found) == 1 else None

    def _at(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item else ""

    def _put(self, row: int, column: int, text: str) -> None:
        item = self.table.item(row, column)
        if item:
            item.setText(text)

    def _say(self, sentence: str, tone: Tone) -> None:
        self.said.setText(sentence)
        theme.set_tone(self.said, tone)
        self._grow()

    def _note_typed(self) -> None:
        cells = [self._at(row, column) for row in range(self.table.rowCount()) for column in (3, 4, 5)]
        self.table.setProperty("typed", "\n".join(cells))

    @Slot(int, int)
    def _on_changed(self, row: int, column: int) -> None:
        """Say whether a score that was entered is enough; what she then writes herself stays."""
        if column == SCORE and self._sheet.pass_mark is not None:
            try:
                score = hundredths(self._at(row, SCORE), "成绩") if self._at(row, SCORE) else None
            except UserError:
                score = None  # said when the form is saved
            self._put(row, PASSED, exams.PASSED[exams.passes(score, self._sheet.pass_mark)])
        self._note_typed()


def _save(session_id: int, entered: Entered) -> set[str]:
    return exams.save(session_id, entered.results, entered.present)
