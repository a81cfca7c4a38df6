"""取数名称: every placeholder a template can hold, with what it says now; copied by a double click."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.core.collation import plain, split_list
from desktop_app.core.scope import ALL, Asked, Population
from desktop_app.exchange import placeholder_list, yearend_report
from desktop_app.exchange.placeholder_list import PlaceholderLine
from desktop_app.records import cadres, session_list
from desktop_app.ui import theme
from desktop_app.ui.actions import button
from desktop_app.ui.fields import ChoiceField
from desktop_app.ui.outputs.output_page import Act, OutputPage, line, page_layout
from desktop_app.ui.outputs.year_field import YearField, newest_day
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, Role, Tone
from desktop_app.ui.workbench import Workbench

SEARCH_PAUSE_MS = 150
SHORT = 24
"""Characters of a long list of titles that are shown beside its placeholder."""
COLUMNS = (
    Column[PlaceholderLine]("取数名称", lambda row: row.name, width=16),
    Column[PlaceholderLine](
        "现在的数值", lambda row: row.text, width=12, right=True,
        sort_key=lambda row: (row.figure.numerator if row.figure else -1, row.text),
    ),
    Column[PlaceholderLine](
        "记录数", lambda row: str(row.figure.records) if row.figure else "", width=4, right=True,
        sort_key=lambda row: row.figure.records if row.figure else -1,
    ),
    Column[PlaceholderLine]("算法或含义", lambda row: row.rule, width=20, stretch=True),
)  # fmt: skip


class PlaceholdersPage(OutputPage):
    """A list to search, and below it the chosen one in all the ways it can be worded."""

    offered = (
        Act("copy_chosen", "复制取数名称", "Ctrl+Shift+C", "复制后粘贴到模板里"),
        Act("open_records", "看记录", "Ctrl+R", "列出这个数字的全部记录"),
        Act("look_for", "查找", "Ctrl+F", "查找取数名称"),
        Act("open_subjects", "统计项…", "Ctrl+Shift+S", "查看内置的统计项，增加自己的"),
    )

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        year = newest_day().year
        self._lines: list[PlaceholderLine] = []
        self.year, self.population, self.party = YearField(), ChoiceField([], fixed=True), QCheckBox("只计党员")
        self.population.setAccessibleName("口径")
        self.year.set_years(session_list.years())
        self.year.set_year(year)
        self.population.set_words(cadres.populations())
        self.population.setCurrentIndex(0)
        self.search = QLineEdit()
        self.search.setAccessibleName("查找取数名称")
        self.search.setPlaceholderText("查找名称或算法，如 周例会 次数（Ctrl+F）")
        self.search.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE_MS)
        self.table: TableView[PlaceholderLine] = TableView(COLUMNS, "placeholders", workbench.look)
        self.table.setAccessibleName("取数名称")
        self.table.set_empty_text("正在统计…")
        self._make_chosen()
        self._lay_out()
        self._connect()

    def question(self) -> Callable[[], list[PlaceholderLine]]:
        return partial(placeholder_list.lines, self.year.year(), self._population())

    def show_answer(self, answer: list[PlaceholderLine]) -> None:
        self._lines = answer
        self._filter()

    @Slot()
    def show_waiting(self) -> None:
        self._lines = []
        self._filter()

    def show_refusal(self, sentence: str) -> None:
        self._lines = []
        self._filter()
        self.table.set_empty_text(sentence)

    @Slot()
    def reload(self) -> None:
        self.year.set_years(session_list.years())
        self.population.set_words(cadres.populations())
        super().reload()

    @Slot()
    def look_for(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def open_subjects(self) -> None:
        from desktop_app.ui.subjects_page import SubjectsPage  # noqa: PLC0415  loaded when it is used

        SubjectsPage(self.bench, self).run()

    @Slot()
    def copy_chosen(self) -> None:
        if row := self.table.current_row():
            self._copy(row.copied)

    @Slot()
    def open_records(self) -> None:
        row = self.table.current_row()
        if row and row.figure:
            scope = yearend_report.scope_of(self.year.year(), None).of(self._population())
            self.bench.open_figure.emit(Asked(row.name, scope))

    def _population(self) -> Population:
        return Population(self.population.text() or ALL, self.party.isChecked())

    @Slot()
    def _filter(self) -> None:
        """Show the lines that hold every word typed."""
        words = [plain(word) for word in split_list(self.search.text())]
        found = [row for row in self._lines if all(word in plain(row.name + row.rule) for word in words)]
        self.table.set_empty_text("没有这样的名称，请少写几个字。" if self._lines else "正在统计…")
        self.table.show_rows(found)
        self._show_chosen()

    @Slot()
    def _show_chosen(self) -> None:
        """Show the chosen one's rule and every way to word it, each a button that copies it."""
        row = self.table.current_row()
        self.chosen.setVisible(row is not None)
        for number in reversed(range(self.ways.count())):
            if (item := self.ways.takeAt(number)) and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()
        if row is None:
            return
        self.chosen_name.setText(row.name)
        self.chosen_rule.setText(f"{row.rule}。{f'统计项条件：{row.conditions}。' if row.conditions else ''}")
        ways = placeholder_list.wordings(row.figure, self._population()) if row.figure else [(row.copied, row.text)]
        for number, (placeholder, text) in enumerate(ways):
            way = QPushButton(placeholder)
            way.setToolTip("复制")
            way.clicked.connect(self._on_way)
            self.ways.addWidget(way, number // 2, number % 2 * 2)
            result = theme.label(text if len(text) <= SHORT else f"{text[:SHORT]}…")
            result.setToolTip(text)
            self.ways.addWidget(result, number // 2, number % 2 * 2 + 1)

    @Slot()
    def _on_way(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            self._copy(sender.text())

    @Slot(object)
    def _on_activated(self, row: PlaceholderLine) -> None:
        self._copy(row.copied)

    def _copy(self, placeholder: str) -> None:
        QGuiApplication.clipboard().setText(placeholder)
        self.copied.setText(f"已复制 {placeholder.splitlines()[0]}，到模板里粘贴。")

    def _make_chosen(self) -> None:
        self.chosen = QFrame()
        theme.set_role(self.chosen, Role.CARD)
        self.chosen_name = theme.label("", Role.HEADING)
        self.chosen_rule = theme.label("", tone=Tone.QUIET)
        self.chosen_rule.setWordWrap(True)
        self.ways = QGridLayout()
        self.ways.setHorizontalSpacing(GAP)
        self.ways.setVerticalSpacing(GAP // 2)
        self.ways.setColumnStretch(1, 1)
        self.ways.setColumnStretch(3, 1)
        inside = QVBoxLayout(self.chosen)
        inside.addWidget(self.chosen_name)
        inside.addWidget(self.chosen_rule)
        inside.addLayout(self.ways)
        self.chosen.hide()

    def _lay_out(self) -> None:
        layout = page_layout(
            self,
            "取数名称",
            button(self.acts["copy_chosen"], primary=True),
            button(self.acts["open_records"]),
            button(self.acts["open_subjects"]),
        )
        self.copied = theme.label("双击一行就复制，粘贴到 Word 模板里，写报告时换成数字。", tone=Tone.QUIET)
        layout.addWidget(self.copied)
        layout.addLayout(line(self.year, theme.label("口径"), self.population, self.party, self.search))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.chosen)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self._filter)
        self._pause.timeout.connect(self._filter)
        self.year.currentIndexChanged.connect(self.reload)
        self.population.currentIndexChanged.connect(self.reload)
        self.party.toggled.connect(self.reload)
        self.table.selection_changed.connect(self._show_chosen)
        self.table.activated_row.connect(self._on_activated)
