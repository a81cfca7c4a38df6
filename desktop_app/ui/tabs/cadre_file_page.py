"""One person's file (一人一档): choose somebody on the left, see what he learnt on the right, open each record."""

from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.number import shown
from desktop_app.core.period import Period
from desktop_app.records import cadre_file, cadres, duties
from desktop_app.records.cadre_file import GROUPS, CadreFile, FileLine
from desktop_app.records.cadres import CadreRow
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.attachments_panel import AttachmentsPanel
from desktop_app.ui.cadre_head import CadreHead
from desktop_app.ui.page import Page
from desktop_app.ui.period_filter import ALL_YEARS, offer
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, HALF, MARGIN, Tone
from desktop_app.ui.workbench import Workbench

PEOPLE_WIDTH = 22  # characters
ATTACHMENTS = "附件"

PEOPLE: tuple[Column[CadreRow], ...] = (
    Column("姓名", lambda row: row.full_name, width=9, tint=lambda row: None if row.is_in_post else Tone.QUIET),
    Column("单位", lambda row: row.unit or row.standing, width=8),
)


def _tone(line: FileLine) -> Tone | None:
    return None if line.counts else Tone.QUIET


def _amount(value: int) -> str:
    return shown(value) if value else ""


LINES: tuple[Column[FileLine], ...] = (
    Column("日期", lambda line: line.day.isoformat() if line.day else "", width=6, tint=_tone),
    Column("类型", lambda line: line.kind, width=9),
    Column("题目", lambda line: line.title, stretch=True),
    Column("情况", lambda line: line.detail if line.counts else f"{line.detail}（不在岗，不计）", width=13, tint=_tone),
    Column("学时", lambda line: _amount(line.hours), sort_key=lambda line: line.hours, right=True, width=3),
    Column("天数", lambda line: _amount(line.days), sort_key=lambda line: line.days, right=True, width=3),
    Column(
        "字数",
        lambda line: f"{line.words:,}" if line.words else "",
        sort_key=lambda line: line.words,
        right=True,
        width=4,
    ),
)


class CadreFilePage(Page):
    """Everybody ever entered is in the list, whoever left too."""

    title = "一人一档"
    watches = frozenset(
        {
            "cadre", "posting", "unit", "session", "attendance", "part", "note", "review", "training", "education",
            "law_exam", "problem", "leave_record", "category", "duty", "attachment",
        }
    )  # fmt: skip

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self._people: list[CadreRow] = []
        self._file: CadreFile | None = None
        self.search = QLineEdit()
        self.people: TableView[CadreRow] = TableView(PEOPLE, "file_people", workbench.look)
        self.year = QComboBox()
        self.head = CadreHead()
        self.groups = QTabBar()
        self.lines: TableView[FileLine] = TableView(LINES, "file_lines", workbench.look)
        self.attachments = AttachmentsPanel(workbench, "cadre", None)
        self.foot = theme.label("", tone=Tone.QUIET)
        self._set_up()
        self._make_actions()
        self._lay_out()
        self._connect()
        self.reload()

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        years = [self.before_action, self.after_action]
        return [self.open_action, self.roster_action, self.record_action, None, *years, None, self.find_action]

    def show_record(self, cadre_id: int) -> None:
        """Show the file of somebody."""
        if not self.people.select_id(cadre_id):
            self.search.clear()
            self.people.select_id(cadre_id)
        self.lines.setFocus()

    @Slot()
    def reload(self) -> None:
        self._people = cadres.listed()
        self._show_people()

    @Slot()
    def open_line(self) -> None:
        if line := self.lines.current_row():
            self._workbench.open_record.emit(line.table, line.record_id)

    @Slot()
    def open_roster(self) -> None:
        if row := self.people.current_row():
            self._workbench.open_record.emit("cadre", row.id)

    @Slot()
    def open_personal_record(self) -> None:
        """Show his 登记表 of the year among the 表册; of all years, that of the newest."""
        from desktop_app.exchange.output import Choice  # noqa: PLC0415  loaded when it is used
        from desktop_app.exchange.outputs import personal_record  # noqa: PLC0415

        if row := self.people.current_row():
            year = Period.year(self.chosen_year() or int(self.year.itemText(0).removesuffix("年")))
            self._workbench.open_output.emit(personal_record.OUTPUT.name, Choice(year, cadre_id=row.id))

    @Slot()
    def show_year_before(self) -> None:
        self.year.setCurrentIndex(min(self.year.count() - 1, self.year.currentIndex() + 1))

    @Slot()
    def show_year_after(self) -> None:
        self.year.setCurrentIndex(max(0, self.year.currentIndex() - 1))

    @Slot()
    def look_for_words(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def chosen_year(self) -> int | None:
        """Return the year that is shown; None for all years."""
        chosen = self.year.currentText()
        return None if chosen == ALL_YEARS else int(chosen.removesuffix("年"))

    @Slot()
    def _show_people(self) -> None:
        self.people.set_empty_text("没有这样的人。" if self._people else "还没有干部，请先在“花名册”里新增。")
        self.people.blockSignals(True)  # his file is read once, when the list is whole
        self.people.show_rows([row for row in self._people if row.is_called(self.search.text())])
        if self.people.current_row() is None and self.people.rows_model().ids():
            self.people.selectRow(0)
        self.people.blockSignals(False)
        self._show_chosen()

    @Slot()
    def _show_chosen(self) -> None:
        """Offer the years of the one chosen, this year among them, and show his file."""
        row = self.people.current_row()
        self.attachments.show_record(row.id if row else None)
        self.attachments.setEnabled(row is not None)
        before, this_year = self.year.currentText(), date.today().year
        known = cadre_file.years(row.id) if row else []
        offer(self.year, [*(f"{year}年" for year in sorted({this_year, *known}, reverse=True)), ALL_YEARS])
        self.year.blockSignals(True)  # his file is read once, when the year stands
        if self.year.findText(before) < 0:
            last = next((year for year in known if year <= this_year), this_year)
            self.year.setCurrentText(f"{last}年")
        self.year.blockSignals(False)
        self._show_file()

    @Slot()
    def _show_file(self) -> None:
        row, year = self.people.current_row(), self.chosen_year()
        self._file = cadre_file.read(row.id, year) if row else None
        if row and self._file:
            standing = duties.of_cadre(row.id, year) if year else ()
            self.head.show_cadre(row, cadres.postings(row.id), self._file.figures, standing)
        else:
            self.head.clear()
        self.head.setVisible(row is not None)
        for each in (self.open_action, self.roster_action, self.record_action):
            each.setEnabled(row is not None)
        for number, group in enumerate(GROUPS):
            count = len(self._file.of(group)) if self._file else 0
            self.groups.setTabText(number, f"{group} {count}" if count else group)
        self._show_group()

    @Slot()
    def _show_group(self) -> None:
        number = self.groups.currentIndex()
        is_attachments = number == len(GROUPS)
        self._stack.setCurrentIndex(int(is_attachments))
        if is_attachments:
            self.foot.setText("")
            return
        group = GROUPS[number]
        lines = self._file.of(group) if self._file else ()
        nothing = f"这一年没有{group}的记录。" if self.chosen_year() else f"没有{group}的记录。"
        self.lines.set_empty_text(nothing if self._file else "在左边选中一人，这里列出学习的记录。")
        self.lines.show_rows(lines)
        self.foot.setText(_said(lines))

    def _set_up(self) -> None:
        self.search.setPlaceholderText("姓名或拼音首字母（Ctrl+F）")
        self.search.setAccessibleName("查找")
        self.search.setClearButtonEnabled(True)
        self.people.setAccessibleName("干部")
        self.people.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.year.setAccessibleName("年份")
        self.lines.setAccessibleName("记录")
        self.groups.setAccessibleName("记录的类别")
        self.groups.setDocumentMode(True)
        self.groups.setDrawBase(False)
        self.groups.setExpanding(False)
        for group in (*GROUPS, ATTACHMENTS):
            self.groups.addTab(group)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._show_people)
        self.people.selection_changed.connect(self._on_person)
        self.people.activated_row.connect(self._take_lines)
        self.year.currentIndexChanged.connect(self._show_file)
        self.groups.currentChanged.connect(self._show_group)
        self.lines.activated_row.connect(self.open_line)

    @Slot()
    def _take_lines(self) -> None:
        self.lines.setFocus()

    def _make_actions(self) -> None:
        self.open_action = action(self, "打开记录", "Ctrl+Return", self.open_line, "打开选中的一条，回车也可以")
        self.roster_action = action(self, "看花名册", "Ctrl+I", self.open_roster, "在花名册里看这个人")
        tip = "到“表册”里看这个人的教育培训登记表，打印或存成文件"
        self.record_action = action(self, "登记表…", "Ctrl+P", self.open_personal_record, tip)
        self.before_action = action(self, "上一年", "Alt+Left", self.show_year_before)
        self.after_action = action(self, "下一年", "Alt+Right", self.show_year_after)
        self.find_action = action(self, "查找", "Ctrl+F", self.look_for_words)

    def _lay_out(self) -> None:
        left = QWidget()
        people = QVBoxLayout(left)
        people.setContentsMargins(0, 0, 0, 0)
        people.setSpacing(GAP)
        people.addWidget(self.search)
        people.addWidget(self.people, 1)
        bar = QHBoxLayout()
        bar.setSpacing(GAP)
        bar.addWidget(self.year)
        for each in (self.before_action, self.after_action):
            bar.addWidget(button(each))
        bar.addStretch(1)
        for each in (self.open_action, self.roster_action, self.record_action):
            bar.addWidget(button(each))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.lines)
        files = QWidget()
        box = QVBoxLayout(files)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.attachments)
        box.addStretch(1)
        self._stack.addWidget(files)
        right = QWidget()
        file = QVBoxLayout(right)
        file.setContentsMargins(HALF, 0, 0, 0)
        file.setSpacing(GAP)
        file.addLayout(bar)
        file.addWidget(self.head)
        file.addWidget(self.groups)
        file.addWidget(self._stack, 1)
        file.addWidget(self.foot)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setHandleWidth(GAP)
        across.setChildrenCollapsible(False)
        across.addWidget(left)
        across.addWidget(right)
        across.setStretchFactor(1, 1)
        across.setSizes([PEOPLE_WIDTH * self.fontMetrics().horizontalAdvance("国"), 1])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.addWidget(across)
        self.setFocusProxy(self.people)

    @Slot()
    def _on_person(self) -> None:
        if self.people.current_row() is not None:
            self._show_chosen()


def _said(lines: tuple[FileLine, ...]) -> str:
    """Return what a group of lines adds up to."""
    sums = cadre_file.summed(lines)
    parts = (
        (f"实到{sums.heads}次", sums.heads), (f"{shown(sums.hours)}学时", sums.hours),
        (f"{shown(sums.days)}天", sums.days), (f"{sums.words:,}字", sums.words),
    )  # fmt: skip
    return "，".join((f"共{sums.lines}条", *(text for text, value in parts if value)))
