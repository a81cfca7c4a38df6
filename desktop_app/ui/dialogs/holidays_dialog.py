"""Days off and days worked for them (节假日): the list of a year, one day of it, and a whole notice pasted at once."""

from contextlib import suppress
from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.core.errors import UserError
from desktop_app.core.holiday_notice import days_of
from desktop_app.core.schedule import WEEKDAYS, DayKind, weekday_text
from desktop_app.records import holidays
from desktop_app.records.holidays import HolidayDraft, HolidayRow
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, DateField
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, MARGIN, Role, Tone
from desktop_app.ui.workbench import Workbench

NAMES = ("", *(f"周{weekday}" for weekday in WEEKDAYS))
EXAMPLE = "国庆节：10月1日至7日放假调休，共7天。9月28日（周日）、10月11日（周六）上班。"


def _tone(row: HolidayRow) -> Tone | None:
    return Tone.ACCENT if row.special.kind is DayKind.WORKED else None


COLUMNS: tuple[Column[HolidayRow], ...] = (
    Column("日期", lambda row: row.day.isoformat(), width=6, tint=_tone),
    Column("星期", lambda row: weekday_text(row.day), width=3, tint=_tone),
    Column("安排", lambda row: row.special.kind, width=3, tint=_tone),
    Column("名称", lambda row: row.special.name, width=7, stretch=True, tint=_tone),
    Column("按周几上班", lambda row: NAMES[row.special.as_weekday or 0], width=5, tint=_tone),
    Column("来源", lambda row: "自己录入" if row.typed_id else "国家公布", width=5, tint=_tone),
)


class HolidayDialog(DraftDialog[HolidayDraft]):
    """One day."""

    def __init__(self, workbench: Workbench, row: HolidayRow | None, year: int, parent: QWidget | None = None) -> None:
        save = partial(holidays.change, row) if row else holidays.add
        super().__init__(workbench, "修改节假日" if row else "新增节假日", save, parent)
        given = row.draft() if row else HolidayDraft(max(date(year, 1, 1), min(date.today(), date(year, 12, 31))))
        self.day = DateField(given.day)
        self.kind = ChoiceField(list(DayKind), given.kind, fixed=True)
        self.name = QLineEdit(given.name)
        self.as_weekday = ChoiceField(NAMES, NAMES[given.as_weekday or 0], fixed=True)
        self.pair(("day", "日期", self.day), ("kind", "安排", self.kind))
        self.pair(("name", "名称", self.name), ("as_weekday", "按周几上班", self.as_weekday))
        hint = theme.label("调休上班的日子，选它顶替星期几：那一天的例行安排就排在这一天。", tone=Tone.QUIET)
        hint.setWordWrap(True)
        self.wide(hint)
        self.kind.currentTextChanged.connect(self._on_kind)
        self._on_kind()
        self.day.setFocus()

    def draft(self) -> HolidayDraft:
        return HolidayDraft(
            self.day.day(),
            DayKind(self.kind.text()),
            self.name.text().strip(),
            NAMES.index(self.as_weekday.text()) or None,
        )

    @Slot()
    def _on_kind(self) -> None:
        is_worked = self.kind.text() == DayKind.WORKED
        self.as_weekday.setEnabled(is_worked)
        if not is_worked:
            self.as_weekday.set_text("")


class NoticeDialog(DraftDialog[str]):
    """A notice as it was published, read into days while it is pasted."""

    def __init__(self, workbench: Workbench, year: int, parent: QWidget | None = None) -> None:
        super().__init__(workbench, f"粘贴{year}年放假通知", partial(_put, year), parent, "录入这些天")
        self._year = year
        copied = QGuiApplication.clipboard().text()
        self.text = QPlainTextEdit(copied if DayKind.OFF in copied else "")
        self.text.setPlaceholderText(EXAMPLE)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(self.fontMetrics().height() * 8)
        self.found = theme.label("", Role.NOTICE)
        self.found.setWordWrap(True)
        self.field("text", "通知内容", self.text)
        self.wide(self.found)
        self.text.textChanged.connect(self._show_found)
        self._show_found()
        self.text.setFocus()

    def draft(self) -> str:
        return self.text.toPlainText()

    @Slot()
    def _show_found(self) -> None:
        said = "把放假通知整段粘贴进来，这里列出认出的日子。"
        with suppress(UserError):  # not whole yet; said when it is saved
            days = days_of(self.draft(), self._year)
            off = [day for day, special in days.items() if special.kind is DayKind.OFF]
            worked = [
                f"{day.month}月{day.day}日{special.text}"
                for day, special in days.items()
                if special.kind is DayKind.WORKED
            ]
            said = f"认出放假{len(off)}天，上班{len(worked)}天{'：' if worked else ''}{'、'.join(worked)}。"
            said += "按周几上班是按顺序推算的，录入后可以逐天修改。" if worked else ""
        self.found.setText(said)


class HolidaysDialog(QDialog):
    """The days of a year."""

    def __init__(self, workbench: Workbench, year: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.setWindowTitle("节假日")
        self.year = ChoiceField([str(each) for each in holidays.years()], str(year or date.today().year), fixed=True)
        self.year.setAccessibleName("年份")
        self.notice = theme.label("", Role.NOTICE, Tone.WARN)
        self.notice.setWordWrap(True)
        self.table: TableView[HolidayRow] = TableView(COLUMNS, "holidays", workbench.look)
        self.table.setAccessibleName("节假日")
        self.table.set_empty_text("这一年还没有节假日。通知公布后按 Ctrl+V 整段粘贴，或按 Ctrl+N 逐天新增。")
        self.add_action = action(self, "新增…", "Ctrl+N", self.add)
        self.change_action = action(self, "修改…", "F2", self.change, "修改选中的一天，回车也可以")
        self.remove_action = action(self, "删除", "Del", self.remove, "删除自己录入的，国家公布的安排恢复")
        self.paste_action = action(self, "粘贴放假通知…", "Ctrl+V", self.paste, "把放假通知整段粘贴进来")
        self._lay_out()
        self.year.currentTextChanged.connect(self.reload)
        self.table.activated_row.connect(self.change)
        self.table.selection_changed.connect(self._show_possible)
        workbench.changed.connect(self._on_changed)
        self.reload()

    def run(self) -> None:
        theme.fit(self, self.fontMetrics().horizontalAdvance("国") * 48, self.fontMetrics().height() * 36)
        self.exec()
        self.deleteLater()

    @Slot()
    def reload(self) -> None:
        year = int(self.year.currentText())
        self.table.show_rows(holidays.listed(year))
        self.notice.setText(f"{year}年的节假日还没有，例行安排不会避开放假的日子；请按通知录入。")
        self.notice.setVisible(not holidays.is_known(year))
        self._show_possible()

    @Slot()
    def add(self) -> None:
        dialog = HolidayDialog(self._workbench, None, int(self.year.currentText()), self)
        if dialog.run():
            self.year.set_words([str(each) for each in holidays.years()])
            self.year.set_text(str(dialog.day.day().year))  # a day of another year is to be seen as well

    @Slot()
    def change(self) -> None:
        if row := self.table.current_row():
            HolidayDialog(self._workbench, row, row.day.year, self).run()

    @Slot()
    def remove(self) -> None:
        ids = [row.typed_id for row in self.table.selected_rows() if row.typed_id]
        text = f"要删除自己录入的{len(ids)}天吗？国家公布过的会恢复原来的安排，可以用 Ctrl+Z 恢复。"
        if ids and self._workbench.ask("删除节假日", text, f"删除{len(ids)}天"):
            self._workbench.do(partial(holidays.remove, ids))

    @Slot()
    def paste(self) -> None:
        NoticeDialog(self._workbench, int(self.year.currentText()), self).run()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.year)
        for each in (self.add_action, self.change_action, self.remove_action):
            buttons.addWidget(button(each))
        buttons.addSpacing(GAP)
        buttons.addWidget(button(self.paste_action, primary=True))
        buttons.addStretch()
        close = QDialogButtonBox()
        close.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addLayout(buttons)
        layout.addWidget(self.notice)
        layout.addWidget(self.table, 1)
        hint = theme.label("“按周几上班”是按公布的放假和上班日期依次对应的，不对的请修改。", tone=Tone.QUIET)
        layout.addWidget(hint)
        layout.addWidget(close)
        self.table.setFocus()

    @Slot()
    def _show_possible(self) -> None:
        rows = self.table.selected_rows()
        self.change_action.setEnabled(len(rows) == 1)
        self.remove_action.setEnabled(any(row.typed_id for row in rows))

    @Slot(object)
    def _on_changed(self, tables: set[str]) -> None:
        if "holiday" in tables:
            self.reload()


def _put(year: int, text: str) -> set[str]:
    found = days_of(text, year)
    drafts = [HolidayDraft(day, each.kind, each.name, each.as_weekday) for day, each in found.items()]
    return holidays.put(drafts, f"录入{year}年节假日{len(drafts)}天")
