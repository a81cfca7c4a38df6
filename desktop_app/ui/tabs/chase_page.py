"""应交催交: who has not handed in, what is overdue, unsigned or did not come again, and that they were reminded."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.core.period import Period
from desktop_app.records import chase, notes, quotas, reminders
from desktop_app.records.chase import ChaseRow, List
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.dialogs.quota_dialog import ReminderDialog
from desktop_app.ui.fields import WholeField
from desktop_app.ui.page import Page
from desktop_app.ui.period_filter import PeriodFilter
from desktop_app.ui.reader import Reader
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, MARGIN, Tone
from desktop_app.ui.workbench import Workbench

WAITING = "14"
"""Days after which a note that waits to be signed is chased, until she says otherwise."""
EMPTY = {
    List.MISSING: "应交的都交了。",
    List.OVERDUE: "没有超期未交的。",
    List.UNSIGNED: "没有久等未审的。",
    List.RETURNED: "没有退回未重交的。",
}
SHEETS = {List.MISSING: "未交名单", List.OVERDUE: "未交名单", List.UNSIGNED: "未审名单"}
"""The output that shows a list as it is handed out."""
READING = "正在读取…"
PATIENCE_MS = 300
"""So long what was there before stays without a word, although it is no longer what was asked for."""
NO_RULES = "还没有应交规定，不知道谁该交什么。请在左边“应交规定”里先登记。"


def _days(row: ChaseRow) -> str:
    return f"{row.days}天" if row.days > 0 else f"还有{-row.days}天" if row.days else "今天"


def _tone(row: ChaseRow) -> Tone | None:
    return Tone.BAD if row.days > 0 else Tone.WARN if row.note_id is None else None


COLUMNS: tuple[Column[ChaseRow], ...] = (
    Column("姓名", lambda row: row.full_name, width=10),
    Column("单位", lambda row: row.unit, width=8),
    Column("事项", lambda row: row.about, stretch=True),
    Column("情况", lambda row: row.state, width=13, tint=_tone),
    Column("期限或日期", lambda row: row.day.isoformat(), width=7),
    Column("已过", _days, sort_key=lambda row: row.days, right=True, width=5),
    Column("催办", lambda row: row.reminded, width=12),
)


class ChasePage(Page):
    """Four lists of one span of time; what is selected can be copied and noted down as reminded.

    Reads beside the screen: what everybody owed in all the years may take seconds.
    """

    watches = frozenset({"note", "review", "quota", "reminder", "cadre", "posting", "unit"})

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self._lists: Mapping[List, Sequence[ChaseRow]] = {}
        self._has_rules = False
        self._list = List.MISSING
        self.period = PeriodFilter()
        self.period.set_years(notes.years())
        self.period.year.setCurrentText(f"{date.today().year}年")
        self.waiting = WholeField("天数", int(workbench.look.choice("chase.waiting", WAITING)))
        self.waiting.setAccessibleName("未审超过几天")
        self.waiting.setFixedWidth(self.fontMetrics().horizontalAdvance("0000") + 2 * GAP)
        self.choices = {name: QPushButton() for name in List}
        self.table: TableView[ChaseRow] = TableView(COLUMNS, "chase", workbench.look)
        self.table.setAccessibleName("应交催交")
        self.foot = theme.label("", tone=Tone.QUIET)
        self.reader = Reader(workbench, self)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._make_actions()
        self._lay_out()
        self.reader.ready.connect(self._show_answer)
        self.reader.refused.connect(self._show_refusal)
        self._late.timeout.connect(self._show_waiting)
        self.period.changed.connect(self.reload)
        self.waiting.editingFinished.connect(self._on_waiting)
        self.table.selection_changed.connect(self._on_selection)
        self.table.activated_row.connect(self.open_note)
        self.setFocusProxy(self.table)
        self._on_selection()
        self.reload()

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        return [self.remind_action, self.copy_action, self.open_action, self.sheet_action, None, *self._ways]

    @Slot()
    def reload(self) -> None:
        self.period.set_years(notes.years())
        self._late.start(PATIENCE_MS)
        days = int(self.waiting.text() or 0)
        self.reader.ask(partial(_read, self.period.period(), days))

    def show_list(self, name: List) -> None:
        self._list = name
        self._show()

    @Slot()
    def remind(self) -> None:
        """Note down that those selected were reminded."""
        rows = self.table.selected_rows()
        names = list(dict.fromkeys(row.full_name for row in rows))
        save = partial(reminders.add, self._list, [row.matter for row in rows])
        if rows:
            dialog = ReminderDialog(self._workbench, names, save, self)
            if dialog.run():
                self._workbench.look.keep_choice("reminder.way", dialog.way.text())
                self._workbench.status.emit(f"已记下催办{len(names)}人。")

    @Slot()
    def copy(self) -> None:
        """Copy those selected, or the whole list, as it is sent round."""
        rows = self.table.selected_rows() or self._shown()
        if rows:
            QGuiApplication.clipboard().setText(chase.in_words(rows, self._list))
            self._workbench.status.emit(f"已复制{len(rows)}条，可以粘贴到微信、短信或通知里。")

    @Slot()
    def open_note(self) -> None:
        row = self.table.current_row()
        if row and row.note_id is not None:
            self._workbench.open_record.emit("note", row.note_id)

    @Slot()
    def open_sheet(self) -> None:
        """Show the list as it is handed out; of all years, that of this year."""
        from desktop_app.exchange.output import Choice  # noqa: PLC0415  loaded when it is used

        if name := SHEETS.get(self._list):
            period = self.period.period() or Period.year(date.today().year)
            self._workbench.open_output.emit(name, Choice(period))

    @Slot()
    def _on_waiting(self) -> None:
        if self.waiting.text().strip().isdecimal():
            self._workbench.look.keep_choice("chase.waiting", str(self.waiting.value()))
        else:
            self.waiting.setText(WAITING)
        self.reload()

    @Slot()
    def _on_choice(self) -> None:
        sender = self.sender()
        self.show_list(next(name for name, each in self.choices.items() if each is sender))

    @Slot()
    def _on_way(self) -> None:
        self.show_list(list(List)[self._ways.index(self.sender())])  # type: ignore[arg-type]  # one of them sent it
        self.table.setFocus()

    @Slot()
    def _on_selection(self) -> None:
        rows = self.table.selected_rows()
        self.remind_action.setEnabled(bool(rows))
        self.open_action.setEnabled(len(rows) == 1 and rows[0].note_id is not None)
        self.sheet_action.setEnabled(self._list in SHEETS)
        shown = self._shown()
        people = len({row.cadre_id for row in shown})
        text = f"{self._list}{len(shown):,}条，{people:,}人" if shown else ""
        self.foot.setText(f"{text}　已选{len(rows):,}条" if rows else text)

    @Slot(object)
    def _show_answer(self, answer: tuple[Mapping[List, Sequence[ChaseRow]], bool]) -> None:
        self._late.stop()
        self._lists, self._has_rules = answer
        for name, each in self.choices.items():
            each.setText(f"{name}　{len(self._lists[name]):,}")
            each.setMinimumWidth(_width(each))
        self._show()

    @Slot()
    def _show_waiting(self) -> None:
        self.table.set_empty_text(READING)
        self.foot.setText(READING)

    @Slot(str)
    def _show_refusal(self, sentence: str) -> None:
        self._late.stop()
        self._lists = {}
        for name, each in self.choices.items():
            each.setText(name)
        self._show()
        self.table.set_empty_text(sentence)

    def _shown(self) -> Sequence[ChaseRow]:
        return self._lists.get(self._list, ())

    def _show(self) -> None:
        self.choices[self._list].setChecked(True)
        self.table.show_rows(self._shown())
        by_rules = self._list in (List.MISSING, List.OVERDUE)
        nothing = NO_RULES if by_rules and not self._has_rules else EMPTY[self._list]
        self.table.set_empty_text(nothing if self._lists else READING)
        self._on_selection()

    def _make_actions(self) -> None:
        self.remind_action = action(self, "记一次催办…", "Ctrl+R", self.remind, "记下选中的人已催办")
        self.copy_action = action(self, "复制名单", "Ctrl+Shift+C", self.copy, "复制成一句话，可以发到群里")
        self.open_action = action(self, "打开这一篇", "F2", self.open_note)
        tip = "到“表册”里看可以签收的名单，打印或存成文件"
        self.sheet_action = action(self, "打印名单…", "Ctrl+P", self.open_sheet, tip)
        self._ways = [
            action(self, str(name), f"Ctrl+Shift+{number}", self._on_way) for number, name in enumerate(List, start=1)
        ]

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(GAP)
        for each in (self.remind_action, self.copy_action, self.open_action, self.sheet_action):
            above.addWidget(button(each, primary=each is self.remind_action))
        above.addStretch(1)
        choices = QHBoxLayout()
        choices.setSpacing(GAP)
        choices.addWidget(self.period)
        choices.addSpacing(GAP)
        for name, each in self.choices.items():
            each.setText(name)
            each.setCheckable(True)
            each.setAutoExclusive(True)
            each.setProperty("entry", True)
            each.setAccessibleName(name)
            each.setToolTip(self._ways[list(List).index(name)].toolTip())
            each.clicked.connect(self._on_choice)
            choices.addWidget(each)
        choices.addStretch(1)
        choices.addWidget(QLabel("未审超过"))
        choices.addWidget(self.waiting)
        choices.addWidget(QLabel("天"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(above)
        layout.addLayout(choices)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.foot)


def _width(choice: QPushButton) -> int:
    """Return the room its text takes once it is chosen: Qt leaves the bold letters of that state out of account."""
    bold = choice.font()
    bold.setBold(True)
    plain, chosen = choice.fontMetrics(), QFontMetrics(bold)
    return choice.sizeHint().width() + chosen.horizontalAdvance(choice.text()) - plain.horizontalAdvance(choice.text())


def _read(span: Period | None, waiting: int) -> tuple[Mapping[List, Sequence[ChaseRow]], bool]:
    """Return the lists as of today, and whether there is any rule of what has to be handed in."""
    return chase.lists(span, date.today(), waiting), bool(quotas.listed())
