"""The law exam (法考): who sat it in which year, the scores, and by the pass marks how it came out."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QWidget

from desktop_app.core.number import shown
from desktop_app.core.study import NATIONAL, ExamResult, worth
from desktop_app.records import law_exams
from desktop_app.records.law_exams import LawExamRow
from desktop_app.ui.actions import action
from desktop_app.ui.dialogs.law_exam_dialog import LawExamDialog
from desktop_app.ui.dialogs.pass_marks_dialog import PassMarksDialog
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.list_page import ListPage, first_few
from desktop_app.ui.period_filter import ALL_YEARS, offer
from desktop_app.ui.table import Column
from desktop_app.ui.theme import Tone

TONES = {
    ExamResult.PASSED: Tone.GOOD,
    ExamResult.OBJECTIVE: Tone.WARN,
    ExamResult.FAILED: Tone.BAD,
    ExamResult.OPEN: Tone.QUIET,
}


def _tone(row: LawExamRow) -> Tone:
    return TONES[row.result]


def _score(score: int | None) -> str:
    return "" if score is None else shown(score)


def _granted(row: LawExamRow) -> str:
    return worth(row.hours, row.days)


COLUMNS: tuple[Column[LawExamRow], ...] = (
    Column("年度", lambda row: str(row.year), width=3),
    Column("姓名", lambda row: row.full_name, width=8),
    Column("单位", lambda row: row.unit or "", width=7),
    Column("地区", lambda row: row.area or NATIONAL, width=6),
    Column("客观题", lambda row: _score(row.objective), sort_key=lambda row: row.objective or 0, right=True, width=4),
    Column("主观题", lambda row: _score(row.subjective), sort_key=lambda row: row.subjective or 0, right=True, width=4),
    Column("结果", lambda row: row.result, width=6, tint=_tone),
    Column("准予学时", _granted, sort_key=lambda row: row.hours, width=6),
    Column("记入日期", lambda row: row.credited_on.isoformat() if row.credited_on else "", width=6),
    Column("证书编号", lambda row: row.certificate, width=8),
    Column("备注", lambda row: row.remark, width=8, stretch=True),
)


class LawExamsPage(ListPage[LawExamRow]):
    noun, name = "法考", "law_exams"
    columns = COLUMNS
    watches = frozenset({"law_exam", "pass_mark", "cadre", "posting", "unit"})
    empty_text = "还没有法考登记。按 Ctrl+N 登记谁在哪一年报考；也可以用“文件 › 导入”一次导入。"
    hint = "查找姓名、地区、结果（Ctrl+F）"

    def read(self) -> Sequence[LawExamRow]:
        offer(self.year, [ALL_YEARS, *(f"{year}年" for year in law_exams.years())])
        return law_exams.listed(
            int(self.year.currentText().removesuffix("年")) if self.year.currentIndex() > 0 else None
        )

    def dialog(self, row: LawExamRow | None) -> DraftDialog[Any]:
        save = law_exams.add if row is None else partial(law_exams.change, row.id)
        return LawExamDialog(self._workbench, row, save, self)

    def delete(self, ids: Sequence[int]) -> set[str]:
        return law_exams.remove(ids)

    def choices(self) -> Sequence[QWidget]:
        self.year = QComboBox()
        self.year.setAccessibleName("年份")
        self.year.addItem(ALL_YEARS)
        self.year.currentIndexChanged.connect(self.reload)
        return (self.year,)

    def more_actions(self) -> list[QAction | None]:
        return [action(self, "合格线…", "Ctrl+L", self.open_pass_marks, "各年、各地区的合格线；改了以后结果跟着变")]

    def summed_up(self, rows: Sequence[LawExamRow]) -> str:
        counts = Counter(row.result for row in rows)
        said = "，".join(f"{result}{counts[result]}人次" for result in TONES if counts[result])
        return f"共{len(rows):,}条{said and f'：{said}'}"

    def removal(self, rows: Sequence[LawExamRow]) -> str:
        named = first_few([f"{row.full_name}{row.year}年的法考" for row in rows], self.word)
        return f"要删除{named}吗？附件一起删除，可以用 Ctrl+Z 恢复。"

    def show_record(self, record_id: int) -> None:
        if record_id not in self.table.rows_model().ids():
            self.year.setCurrentIndex(0)
        super().show_record(record_id)

    @Slot()
    def open_pass_marks(self) -> None:
        PassMarksDialog(self._workbench, self).run()
