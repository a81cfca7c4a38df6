"""The subjects (统计项) with what each gives in a year: the register of figures as the clerk reads it."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.figure import Figure
from desktop_app.core.period import Period
from desktop_app.core.scope import Asked, Scope
from desktop_app.core.subject import SubjectKind
from desktop_app.metrics import register
from desktop_app.records import month_grid, notes, session_list, subjects
from desktop_app.records.subjects import SubjectDraft, SubjectRow
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.dialogs.subject_dialog import MAIN, SubjectDialog
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, MARGIN, Tone
from desktop_app.ui.workbench import Workbench

TABLES = frozenset({"subject", "category", "session", "attendance", "part", "note", "plan_item", "cadre", "posting"})


@dataclass(frozen=True)
class SubjectLine:
    """A subject with its conditions in words and its first figure."""

    row: SubjectRow
    words: str
    figure: Figure

    @property
    def id(self) -> int:
        return self.row.id


def _tone(line: SubjectLine) -> Tone | None:
    return Tone.QUIET if line.row.retired else None


COLUMNS: tuple[Column[SubjectLine], ...] = (
    Column("统计项", lambda line: line.row.name, width=10, tint=_tone),
    Column("统计什么", lambda line: line.row.kind, width=5, tint=_tone),
    Column("条件", lambda line: line.words, width=24, stretch=True, tint=_tone),
    Column(
        "结果",
        lambda line: line.figure.text,
        sort_key=lambda line: line.figure.numerator,
        right=True,
        width=6,
        tint=_tone,
    ),
    Column("来源", lambda line: "内置" if line.row.built_in else "自定", width=4, tint=_tone),
    Column("状态", lambda line: "停用" if line.row.retired else "", width=4, tint=_tone),
)


class SubjectsPage(QDialog):
    """The list, with adding, changing and retiring; each result opens its records."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.setWindowTitle("统计项")
        self.year = QComboBox()
        self.year.setAccessibleName("年份")
        self.year.addItems([f"{year}年" for year in sorted({*session_list.years(), *notes.years()}, reverse=True)])
        self.year.setCurrentText(workbench.look.choice("subject.year", f"{month_grid.latest().year}年"))
        self.table: TableView[SubjectLine] = TableView(COLUMNS, "subjects", workbench.look)
        self.table.setAccessibleName("统计项")
        self._make_actions()
        self._lay_out()
        self.year.currentTextChanged.connect(self._on_year)
        self.table.activated_row.connect(self.change)
        self.table.selection_changed.connect(self._enable)
        workbench.changed.connect(self._on_changed)
        self.reload()
        self.table.selectRow(0)
        self.table.setFocus()

    def run(self) -> None:
        """Show it beside the window, not before it: the records behind a result open next to it."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.show()

    @Slot()
    def reload(self) -> None:
        rows = subjects.listed()
        found = register.figures(self._scope(), {self._figure_name(row) for row in rows})
        self.table.show_rows(
            [SubjectLine(row, subjects.in_words(row.draft().filter), found[self._figure_name(row)]) for row in rows]
        )
        self._enable()

    @Slot()
    def add(self) -> None:
        SubjectDialog(self._workbench, SubjectDraft(""), subjects.add, self).run()

    @Slot()
    def change(self) -> None:
        if line := self.table.current_row():
            save = partial(subjects.change, line.id)
            SubjectDialog(self._workbench, line.row.draft(), save, self, built_in=line.row.built_in).run()

    @Slot()
    def remove(self) -> None:
        line = self.table.current_row()
        if line and self._workbench.ask(
            "删除统计项", f"要删除统计项“{line.row.name}”吗？可以用“撤销”恢复。", f"删除“{line.row.name}”"
        ):
            self._workbench.do(partial(subjects.remove, line.id))

    @Slot()
    def show_records(self) -> None:
        if line := self.table.current_row():
            self._workbench.open_figure.emit(Asked(line.figure.name, self._scope()))

    def _scope(self) -> Scope:
        return Scope(Period.year(int(self.year.currentText().removesuffix("年"))))

    def _figure_name(self, row: SubjectRow) -> str:
        return f"{row.name}.{MAIN[SubjectKind(row.kind)]}"

    def _make_actions(self) -> None:
        self.add_action = action(self, "新增…", "Ctrl+N", self.add)
        self.change_action = action(self, "修改…", "F2", self.change, "修改或停用选中的统计项")
        self.remove_action = action(self, "删除", "Del", self.remove, "只能删除自定的")
        self.records_action = action(self, "查看记录", "Ctrl+L", self.show_records, "列出结果依据的记录")
        self.close_action = action(self, "关闭", "", self.reject)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(GAP)
        for each in (self.add_action, self.change_action, self.remove_action, self.records_action):
            bar.addWidget(button(each, primary=each is self.add_action))
        bar.addStretch(1)
        bar.addWidget(self.year)
        bar.addWidget(button(self.close_action))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addLayout(bar)
        layout.addWidget(self.table, 1)
        layout.addWidget(theme.label("报告模板里用“统计项.指标”取数，如“周例会.次数”。", tone=Tone.QUIET))
        character = self.fontMetrics().horizontalAdvance("国")
        theme.fit(self, 72 * character, 46 * character)

    @Slot()
    def _enable(self) -> None:
        line = self.table.current_row()
        for each in (self.change_action, self.records_action):
            each.setEnabled(line is not None)
        self.remove_action.setEnabled(line is not None and not line.row.built_in)

    @Slot()
    def _on_year(self) -> None:
        self._workbench.look.keep_choice("subject.year", self.year.currentText())
        self.reload()

    @Slot(object)
    def _on_changed(self, tables: set[str]) -> None:
        if TABLES & tables:
            self.reload()
