"""取数名称: every placeholder a template can hold, found by what people say, with what it says now; a click copies."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.core.scope import ALL, Asked, Denominator, Population, Scope
from desktop_app.exchange import everyday_words, placeholder_list
from desktop_app.exchange.placeholder_list import PlaceholderLine
from desktop_app.records import cadres, session_list, settings
from desktop_app.ui import theme
from desktop_app.ui.actions import button
from desktop_app.ui.fields import ChoiceField
from desktop_app.ui.outputs.output_page import Act, OutputPage, line, page_layout
from desktop_app.ui.outputs.period_field import PeriodField
from desktop_app.ui.outputs.year_field import newest_day
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, Role, Tone
from desktop_app.ui.workbench import Workbench

SEARCH_PAUSE_MS = 150
SHORT = 24
"""Characters of a long list of titles, or of a long placeholder, that are shown."""
COPY = "复制"
PLACEHOLDER = "placeholder"
"""The property of a button that holds what it copies."""
COLUMNS = (
    Column[PlaceholderLine](COPY, lambda _: COPY, width=2),
    Column[PlaceholderLine]("取数名称", lambda row: row.name, width=14),
    Column[PlaceholderLine](
        "现在的数值", lambda row: row.text, width=10, right=True,
        sort_key=lambda row: (row.figure.numerator if row.figure else -1, row.text),
    ),
    Column[PlaceholderLine](
        "记录数", lambda row: str(row.figure.records) if row.figure else "", width=4, right=True,
        sort_key=lambda row: row.figure.records if row.figure else -1,
    ),
    Column[PlaceholderLine]("算法或含义", lambda row: row.rule, width=20, stretch=True),
)  # fmt: skip
COPY_COLUMN = 0


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
        self._lines: list[PlaceholderLine] = []
        self.period, self.population, self.party = PeriodField(), ChoiceField([], fixed=True), QCheckBox("只计党员")
        self.population.setAccessibleName("口径")
        self.period.set_years(session_list.years())
        self.period.show_year(newest_day().year)
        self.population.set_words(cadres.populations())
        self.population.setCurrentIndex(0)
        self.search = QLineEdit()
        self.search.setAccessibleName("查找取数名称")
        self.search.setPlaceholderText("想写什么就打什么，如 开了几次夜学、谁没交（Ctrl+F）")
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
        return partial(placeholder_list.lines, self.scope())

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
        self.period.set_years(session_list.years())
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
            self.bench.open_figure.emit(Asked(row.name, self.scope()))

    def scope(self) -> Scope:
        """Return the scope of what is shown: as a document of this period would have it."""
        period = self.period.period()
        return Scope(period, self._population(), Denominator(settings.current().denominator), period.last)

    def _population(self) -> Population:
        return Population(self.population.text() or ALL, self.party.isChecked())

    @Slot()
    def _filter(self) -> None:
        """Show the lines that fit what was typed, the likeliest first."""
        found = everyday_words.ranked(self._lines, self.search.text())
        self.table.set_empty_text("没有找到，请换个说法或少写几个字。" if self._lines else "正在统计…")
        self.table.show_rows(found)
        if self.search.text() and found:
            self.table.select_id(found[0].id)
        self._show_chosen()

    @Slot()
    def _copy_likeliest(self) -> None:
        self._filter()
        if self.search.text():
            self.copy_chosen()

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
        said = f"{row.conditions}。" if row.is_list or not row.figure else f"统计项条件：{row.conditions}。"
        self.chosen_rule.setText(f"{row.rule}。{said if row.conditions else ''}")
        for number, (placeholder, text) in enumerate(placeholder_list.ways(row, self._population())):
            way = QPushButton(_in_short(" ".join(placeholder.split("\n")), 2 * SHORT))
            way.setProperty(PLACEHOLDER, placeholder)
            way.setToolTip(f"复制：\n{placeholder}")
            way.clicked.connect(self._on_way)
            self.ways.addWidget(way, number // 2, number % 2 * 2)
            result = theme.label(_in_short(text, SHORT))
            result.setToolTip(text)
            self.ways.addWidget(result, number // 2, number % 2 * 2 + 1)

    @Slot()
    def _on_way(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            self._copy(sender.property(PLACEHOLDER))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.table.rows_model().row_at(index.row())
        if row and index.column() == COPY_COLUMN:
            self._copy(row.copied)

    @Slot(object)
    def _on_activated(self, row: PlaceholderLine) -> None:
        self._copy(row.copied)

    def _copy(self, placeholder: str) -> None:
        QGuiApplication.clipboard().setText(placeholder)
        said = f"已复制 {' '.join(placeholder.splitlines())}，到模板里粘贴。"
        self.copied.setText(said)
        self.bench.status.emit(said)

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
        self.copied = theme.label("点“复制”或按回车，再到 Word 模板里粘贴，写公文时换成当时的数字。", tone=Tone.QUIET)
        layout.addWidget(self.copied)
        layout.addLayout(line(self.period, theme.label("口径"), self.population, self.party, self.search))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.chosen)
        self.setFocusProxy(self.search)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self._copy_likeliest)
        self._pause.timeout.connect(self._filter)
        self.period.changed.connect(self.reload)
        self.population.currentIndexChanged.connect(self.reload)
        self.party.toggled.connect(self.reload)
        self.table.selection_changed.connect(self._show_chosen)
        self.table.activated_row.connect(self._on_activated)
        self.table.clicked.connect(self._on_clicked)


def _in_short(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[:room]}…"
