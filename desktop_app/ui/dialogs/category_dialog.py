"""Kinds of session (活动类型): the list of them, and one of them with what a new session of it starts from."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_app.core.number import shown
from desktop_app.records import categories
from desktop_app.records.categories import CategoryDraft, CategoryRow
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, ClockField, HundredthsField, WholeField
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, MARGIN, Tone
from desktop_app.ui.workbench import Workbench

MEASURE_WORDS = ("次", "期", "场", "部", "节")


def _tone(row: CategoryRow) -> Tone | None:
    return Tone.QUIET if row.retired else None


def _number(hundredths: int) -> str:
    return shown(hundredths) if hundredths else ""


COLUMNS: tuple[Column[CategoryRow], ...] = (
    Column("类型", lambda row: row.name, width=9, stretch=True, tint=_tone),
    Column("量词", lambda row: row.measure_word, width=3),
    Column("地点", lambda row: row.place, width=8),
    Column("开始", lambda row: row.start, width=4),
    Column("分钟", lambda row: str(row.minutes or ""), sort_key=lambda row: row.minutes, right=True, width=3),
    Column("学时", lambda row: _number(row.hours), sort_key=lambda row: row.hours, right=True, width=3),
    Column("天数", lambda row: _number(row.days), sort_key=lambda row: row.days, right=True, width=3),
    Column("每周", lambda row: "每周" if row.weekly else "", width=3),
    Column("计入任务", lambda row: "" if row.counts_to_duty else "不计入", width=4),
    Column("已有场次", lambda row: f"{row.sessions:,}", sort_key=lambda row: row.sessions, right=True, width=4),
    Column("使用", lambda row: "停用" if row.retired else "在用", width=3, tint=_tone),
)


class CategoryDialog(DraftDialog[CategoryDraft]):
    """One kind of session."""

    def __init__(self, workbench: Workbench, category_id: int | None = None, parent: QWidget | None = None) -> None:
        given = next((row.draft() for row in categories.listed() if row.id == category_id), CategoryDraft(""))
        save = categories.add if category_id is None else partial(categories.change, category_id)
        super().__init__(workbench, "修改活动类型" if category_id else "新增活动类型", save, parent)
        self.name = QLineEdit(given.name)
        self.measure_word = ChoiceField(MEASURE_WORDS, given.measure_word)
        self.place = QLineEdit(given.place)
        self.start = ClockField(given.start)
        self.minutes = WholeField("时长", given.minutes)
        self.hours = HundredthsField("学时", given.hours)
        self.days = HundredthsField("天数", given.days)
        self.weekly = _tick("每周都有", given.weekly)
        self.counts_to_duty = _tick("学时计入年度学习任务", given.counts_to_duty)
        self.retired = _tick("停用（不再出现在新增里，已有的活动不变）", given.retired)
        self.pair(("name", "类型", self.name), ("measure_word", "量词", self.measure_word))
        usual = theme.label("新增这类活动时先填好下面这些，每场还可以改。", tone=Tone.QUIET)
        self.wide(usual)
        self.field("place", "地点", self.place)
        self.pair(("start", "开始时间", self.start), ("minutes", "时长（分钟）", self.minutes))
        self.pair(("hours", "学时", self.hours), ("days", "天数", self.days))
        for box in (self.weekly, self.counts_to_duty, self.retired):
            self.wide(box)
        self.name.setFocus()

    def draft(self) -> CategoryDraft:
        return CategoryDraft(
            self.name.text().strip(),
            self.measure_word.text(),
            self.place.text().strip(),
            self.start.clock(),
            self.minutes.value(),
            self.hours.value() or 0,
            self.days.value() or 0,
            self.weekly.isChecked(),
            self.counts_to_duty.isChecked(),
            self.retired.isChecked(),
        )


class CategoriesDialog(QDialog):
    """The list of kinds."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.setWindowTitle("活动类型")
        self.table: TableView[CategoryRow] = TableView(COLUMNS, "categories", workbench.look)
        self.table.setAccessibleName("活动类型")
        self.table.activated_row.connect(self.change)
        self.add_action = action(self, "新增…", "Ctrl+N", self.add)
        self.change_action = action(self, "修改…", "F2", self.change, "修改选中的类型，回车也可以")
        self.remove_action = action(self, "删除", "Del", self.remove, "删除没有用过的类型")
        self._lay_out()
        self.table.selection_changed.connect(self._show_possible)
        workbench.changed.connect(self._on_changed)
        self.reload()

    def run(self) -> None:
        theme.fit(self, self.fontMetrics().horizontalAdvance("国") * 72, self.fontMetrics().height() * 34)
        self.exec()
        self.deleteLater()

    @Slot()
    def reload(self) -> None:
        self.table.show_rows(categories.listed())
        self._show_possible()

    @Slot()
    def add(self) -> None:
        CategoryDialog(self._workbench, None, self).run()

    @Slot()
    def change(self) -> None:
        if row := self.table.current_row():
            CategoryDialog(self._workbench, row.id, self).run()

    @Slot()
    def remove(self) -> None:
        row = self.table.current_row()
        if row and self._workbench.ask(
            "删除活动类型", f"删除“{row.name}”和同名的统计项吗？可以用 Ctrl+Z 恢复。", f"删除“{row.name}”"
        ):
            self._workbench.do(partial(categories.remove, row.id))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(button(self.add_action, primary=True))
        buttons.addWidget(button(self.change_action))
        buttons.addWidget(button(self.remove_action))
        buttons.addStretch()
        close = QDialogButtonBox()
        close.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addLayout(buttons)
        layout.addWidget(self.table, 1)
        hint = QLabel("类型改名后，同名的统计项跟着改；不再使用的类型请停用，用过的不能删除。")
        theme.set_tone(hint, Tone.QUIET)
        layout.addWidget(hint)
        layout.addWidget(close)
        self.table.setFocus()

    @Slot()
    def _show_possible(self) -> None:
        row = self.table.current_row()
        self.change_action.setEnabled(row is not None)
        self.remove_action.setEnabled(row is not None and not row.sessions)

    @Slot(object)
    def _on_changed(self, tables: set[str]) -> None:
        if {"category", "session"} & tables:
            self.reload()


def _tick(text: str, ticked: bool) -> QCheckBox:
    box = QCheckBox(text)
    box.setChecked(ticked)
    return box
