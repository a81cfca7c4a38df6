"""Degrees studied for beside the work (学历提升): who studies what, until when, and the study time granted."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from desktop_app.core.study import EducationState, worth
from desktop_app.records import education
from desktop_app.records.education import EducationRow
from desktop_app.ui.dialogs.education_dialog import EducationDialog
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.list_page import ListPage, first_few
from desktop_app.ui.table import Column
from desktop_app.ui.theme import Tone

ALL_STATES = "全部状态"
TONES = {EducationState.STUDYING: Tone.WARN, EducationState.GRADUATED: Tone.GOOD, EducationState.BROKEN_OFF: Tone.QUIET}


def _tone(row: EducationRow) -> Tone:
    return Tone.BAD if row.is_overdue else TONES[EducationState(row.state)]


def _state(row: EducationRow) -> str:
    return "到期未毕业" if row.is_overdue else row.state


def _granted(row: EducationRow) -> str:
    return worth(row.hours, row.days)


COLUMNS: tuple[Column[EducationRow], ...] = (
    Column("姓名", lambda row: row.full_name, width=8),
    Column("单位", lambda row: row.unit or "", width=6),
    Column("学校", lambda row: row.school, width=10, stretch=True),
    Column("专业", lambda row: row.major, width=7),
    Column("学历", lambda row: row.level, width=4),
    Column("学习形式", lambda row: row.mode, width=5),
    Column("入学日期", lambda row: row.from_date.isoformat(), width=6),
    Column("毕业日期", lambda row: row.to_date.isoformat() if row.to_date else "", width=6),
    Column("状态", _state, width=5, tint=_tone),
    Column("准予学时", _granted, sort_key=lambda row: row.hours, width=6),
    Column("记入日期", lambda row: row.credited_on.isoformat() if row.credited_on else "", width=6),
    Column("证书编号", lambda row: row.certificate, width=7),
)


class EducationPage(ListPage[EducationRow]):
    noun, name = "学历提升", "education"
    columns = COLUMNS
    watches = frozenset({"education", "cadre", "posting", "unit"})
    empty_text = "还没有学历提升。按 Ctrl+N 登记在读、毕业的情况；也可以用“文件 › 导入”一次导入。"
    hint = "查找姓名、学校、专业（Ctrl+F）"

    def read(self) -> Sequence[EducationRow]:
        state = self.state.currentText() if self.state.currentIndex() > 0 else ""
        return [row for row in education.listed() if row.state == (state or row.state)]

    def dialog(self, row: EducationRow | None) -> DraftDialog[Any]:
        save = education.add if row is None else partial(education.change, row.id)
        return EducationDialog(self._workbench, row, save, self)

    def delete(self, ids: Sequence[int]) -> set[str]:
        return education.remove(ids)

    def choices(self) -> Sequence[QWidget]:
        self.state = QComboBox()
        self.state.setAccessibleName("状态")
        self.state.addItems([ALL_STATES, *EducationState])
        self.state.currentIndexChanged.connect(self.reload)
        return (self.state,)

    def summed_up(self, rows: Sequence[EducationRow]) -> str:
        counts = Counter(row.state for row in rows)
        said = "，".join(f"{state}{counts[state]}条" for state in TONES if counts[state])
        return f"共{len(rows):,}条{said and f'：{said}'}"

    def removal(self, rows: Sequence[EducationRow]) -> str:
        named = first_few([f"{row.full_name}在“{row.school}”的{row.level}" for row in rows], self.word)
        return f"要删除{named}吗？附件一起删除，可以用 Ctrl+Z 恢复。"

    def show_record(self, record_id: int) -> None:
        if record_id not in self.table.rows_model().ids():
            self.state.setCurrentIndex(0)
        super().show_record(record_id)
