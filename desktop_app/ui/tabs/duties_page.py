"""学时任务: who meets the duties of a year and who lacks how much, those who lack most first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.core.collation import plain
from desktop_app.core.duty import DutyState
from desktop_app.core.figure import Figure
from desktop_app.core.number import shown
from desktop_app.core.period import Period
from desktop_app.core.scope import Asked, Population, Scope
from desktop_app.metrics.duties import DutyLine
from desktop_app.records import cadres, duties, month_grid, session_list
from desktop_app.records.duties import PersonLine
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.dialogs.duty_rules_dialog import DutyRulesDialog
from desktop_app.ui.dialogs.records_dialog import Listing, RecordsDialog
from desktop_app.ui.fields import ChoiceField
from desktop_app.ui.outputs.year_field import YearField
from desktop_app.ui.page import Page
from desktop_app.ui.reader import Reader
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, MARGIN, Tone
from desktop_app.ui.workbench import Workbench

ALL_STATES = "全部"
EMPTY = "还没有人有学时任务。先在“花名册”里登记干部的任职，再看“学时规定”（Ctrl+G）。"
NOT_FOUND = "没有符合条件的人，请放宽上面的条件。"
SHOWN_DUTIES = 4


def _tone(row: PersonLine) -> Tone | None:
    return Tone.GOOD if row.state is DutyState.MET else Tone.WARN


COLUMNS: tuple[Column[PersonLine], ...] = (
    Column("姓名", lambda row: row.name, width=7),
    Column("单位", lambda row: row.unit, width=6),
    Column("职级", lambda row: row.rank, width=6),
    Column("计入学时", lambda row: shown(row.hours), sort_key=lambda row: row.hours, right=True, width=4),
    Column("培训天数", lambda row: shown(row.days), sort_key=lambda row: row.days, right=True, width=4),
    Column("结果", lambda row: row.state, sort_key=lambda row: row.unmet, width=4, tint=_tone),
    Column("差多少", lambda row: row.lack, stretch=True),
    Column("年内到岗", lambda row: row.since.isoformat() if row.since else "", width=6),
)


@dataclass(frozen=True)
class _DutyRow:
    """A duty of the chosen person as a line."""

    id: int
    line: DutyLine


def _line_tone(line: DutyLine) -> Tone:
    if not line.is_asked:
        return Tone.QUIET
    return Tone.GOOD if line.is_met else Tone.WARN


OF_PERSON: tuple[Column[_DutyRow], ...] = (
    Column("任务", lambda row: row.line.rule.name, width=8),
    Column("应达", lambda row: row.line.rule.text, stretch=True),
    Column("已计学时", lambda row: shown(row.line.hours), right=True, width=5),
    Column("已计天数", lambda row: shown(row.line.days), right=True, width=5),
    Column("结果", lambda row: row.line.result, width=12, tint=lambda row: _line_tone(row.line)),
)  # fmt: skip


class DutiesPage(Page):
    """Reads beside the screen; Enter opens the records somebody's hours were counted from."""

    watches = frozenset(
        {"attendance", "session", "cadre", "posting", "unit", "category", "duty", "duty_cap", "training", "education",
         "law_exam", "subject", "cadre_list", "cadre_list_member"}
    )  # fmt: skip

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self._rows: Sequence[PersonLine] = ()
        self.year = YearField()
        self.year.set_years(session_list.years())
        self.year.set_year(month_grid.latest().year)  # not next year's, which has plans only
        self.population = ChoiceField([], fixed=True)
        self.population.setAccessibleName("口径")
        self.state = QComboBox()
        self.state.setAccessibleName("结果")
        self.state.addItems([ALL_STATES, DutyState.LACKING, DutyState.MET])
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找姓名、单位、职级（Ctrl+F）")
        self.search.setAccessibleName("查找")
        self.search.setClearButtonEnabled(True)
        self.rate = QPushButton()
        self.rate.setFlat(True)
        self.rate.setToolTip("打开达标率的记录")
        self.table: TableView[PersonLine] = TableView(COLUMNS, "duties_of_people", workbench.look)
        self.table.setAccessibleName("学时任务")
        self.of_person: TableView[_DutyRow] = TableView(OF_PERSON, "duties_of_person", workbench.look)
        self.of_person.setAccessibleName("选中的人的各项任务")
        self.foot = theme.label("", tone=Tone.QUIET)
        self.reader = Reader(workbench, self)
        self.records_action = action(
            self, "看学时的来源…", "Ctrl+R", self.show_records, "选中的人的学时由哪些记录得来，回车也可以"
        )
        self.person_action = action(self, "一人一档", "Ctrl+P", self.open_person, "打开选中的人的一人一档")
        self.rules_action = action(self, "学时规定…", "Ctrl+G", self.change_rules, "各项任务、一天折多少学时、上限")
        self.find_action = action(self, "查找", "Ctrl+F", self._look_for_words)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)
        self.reload()

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        return [self.records_action, self.person_action, self.rules_action, None, self.find_action]

    def show_record(self, record_id: int) -> None:
        """Come here from elsewhere: the rules have a list of their own, here stands what comes of them."""
        del record_id
        self.table.setFocus()

    @Slot()
    def reload(self) -> None:
        self.year.set_years(session_list.years())
        self.population.set_words([*cadres.populations(), "党员"])
        if self.population.currentIndex() < 0:
            self.population.setCurrentIndex(0)
        self.read()

    @Slot()
    def read(self) -> None:
        self.reader.ask(partial(_read, self.year.year(), Population.parse(self.population.text())))

    @Slot()
    def show_records(self) -> None:
        if row := self._chosen():
            year = self.year.year()
            lines = duties.records(row.id, year)
            words = f"{Period.year_to(duties.last_day(year)).text}，在岗期间实到的、计入年度学时的活动，和记入的学时。"
            total = f"合计{shown(row.hours)}学时，{shown(row.days)}天，由{len(lines)}条记录得来"
            RecordsDialog(self._workbench, Listing(f"{row.name}　计入学时", words, total, lines), self.window()).show()

    @Slot()
    def open_person(self) -> None:
        if row := self._chosen():
            self._workbench.open_record.emit("cadre_file", row.id)

    @Slot()
    def change_rules(self) -> None:
        DutyRulesDialog(self._workbench, self).run()

    @Slot()
    def open_rate(self) -> None:
        year, population = self.year.year(), Population.parse(self.population.text())
        scope = Scope(Period.year(year), population, as_of=duties.last_day(year))
        self._workbench.open_figure.emit(Asked(duties.SUMS[-1], scope))

    def _chosen(self) -> PersonLine | None:
        return self.table.current_row() if len(self.table.selected_ids()) == 1 else None

    @Slot(object)
    def _show_answer(self, answer: "tuple[Sequence[PersonLine], dict[str, Figure]]") -> None:
        self._rows, sums = answer
        self.rate.setText("　".join(f"{name} {figure.text}" for name, figure in sums.items()))
        self.rate.setEnabled(bool(self._rows))
        self._show_wanted()
        if self._rows and self.table.current_row() is None:
            self.table.selectRow(0)

    @Slot(str)
    def _show_refusal(self, sentence: str) -> None:
        self.table.show_rows(())
        self.table.set_empty_text(sentence)

    @Slot()
    def _show_wanted(self) -> None:
        words, state = plain(self.search.text()).lower(), self.state.currentText()
        shown_rows = [
            row
            for row in self._rows
            if (state in (ALL_STATES, row.state))
            and (not words or words in plain(f"{row.name}{row.unit}{row.rank}").lower())
        ]
        self.table.show_rows(shown_rows)
        self.table.set_empty_text(NOT_FOUND if self._rows else EMPTY)
        lacking = sum(row.state is DutyState.LACKING for row in shown_rows)
        resting = dict.fromkeys(line.rule.name for row in self._rows for line in row.lines if not line.is_asked)
        told = f"“{'、'.join(resting)}”没有登记过，暂不要求；" if resting else ""
        self.foot.setText(
            f"共{len(shown_rows)}人，未达标{lacking}人。{told}年内到岗的任务不减免；各项的算法见“学时规定”。"
        )
        self._show_person()

    @Slot()
    def _show_person(self) -> None:
        row = self._chosen()
        for each in (self.records_action, self.person_action):
            each.setEnabled(row is not None)
        lines = row.lines if row else ()
        self.of_person.show_rows([_DutyRow(line.rule.id, line) for line in lines])

    @Slot()
    def _look_for_words(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _connect(self) -> None:
        self.reader.ready.connect(self._show_answer)
        self.reader.refused.connect(self._show_refusal)
        self.year.currentIndexChanged.connect(self.read)
        self.population.currentIndexChanged.connect(self.read)
        self.state.currentIndexChanged.connect(self._show_wanted)
        self.search.textChanged.connect(self._show_wanted)
        self.rate.clicked.connect(self.open_rate)
        self.table.activated_row.connect(self.show_records)
        self.table.selection_changed.connect(self._show_person)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for each in (self.records_action, self.person_action, self.rules_action):
            buttons.addWidget(button(each, primary=each is self.records_action))
        buttons.addStretch(1)
        buttons.addWidget(self.rate)
        above = QHBoxLayout()
        above.setSpacing(GAP)
        for widget in (self.year, self.population, self.state):
            above.addWidget(widget)
        above.addWidget(self.search, 1)
        row_height = self.of_person.verticalHeader().defaultSectionSize()
        self.of_person.setFixedHeight((SHOWN_DUTIES + 1) * row_height + GAP)
        self.of_person.setSelectionMode(TableView.SelectionMode.NoSelection)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(buttons)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.of_person)
        layout.addWidget(self.foot)


def _read(year: int, population: Population) -> tuple[Sequence[PersonLine], dict[str, Figure]]:
    return duties.listed(year, population), duties.sums(year, population)
