"""Fields of forms: each takes what a clerk types and gives back a plain value, or the sentence of what is wrong."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QCompleter,
    QLineEdit,
    QMenu,
    QWidget,
    QWidgetAction,
)

from desktop_app.core.errors import UserError
from desktop_app.core.number import hundredths, shown
from desktop_app.core.period import parse_day
from desktop_app.ui import theme
from desktop_app.ui.theme import Tone

ROOM_FOR_ICON = 48  # pixels for the calendar and the margins of a short field
_CLOCK = re.compile(r"^(\d{1,2})[:：.]?(\d{2})$")


def to_qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def to_date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


class OptionalDateField(QLineEdit):
    """A day that may be left empty: typed in any of the usual ways, picked with the button, or stepped with ↑ and ↓.

    Not a QDateEdit: there 2026-01-05, typed as it stands, becomes the first of the month that stood before, for the
    hyphen after a full year steps over the month.
    """

    def __init__(self, day: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("年-月-日，可不填")
        self.set_day(day)
        self._calendar: QCalendarWidget | None = None
        pick = self.addAction(theme.icon("calendar"), QLineEdit.ActionPosition.TrailingPosition)
        pick.setToolTip("选日期（Alt+↓）")
        pick.setShortcut("Alt+Down")
        pick.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        pick.triggered.connect(self._pick)
        self.editingFinished.connect(self._tidy)

    def day(self) -> date | None:
        """UserError for text that is no date."""
        text = self.text().strip()
        try:
            return parse_day(text) if text else None
        except UserError as error:
            raise UserError(str(error), self.objectName()) from None

    def set_day(self, day: date | None) -> None:
        self.setText(day.isoformat() if day else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        days = (event.key() == Qt.Key.Key_Up) - (event.key() == Qt.Key.Key_Down)
        if not days or not self._step(days):
            super().keyPressEvent(event)

    def _step(self, days: int) -> bool:
        """Move on by days; False where there is no date to move on from."""
        try:
            day = self.day()
        except UserError:
            return False
        if day:
            self.set_day(day + timedelta(days))
        return day is not None

    @Slot()
    def _pick(self) -> None:
        menu = QMenu(self)
        self._calendar = _calendar(menu)
        try:
            day = self.day()
        except UserError:
            day = None  # what is typed is no date: begin with today
        self._calendar.setSelectedDate(to_qdate(day or date.today()))
        self._calendar.activated.connect(self._on_picked)
        self._calendar.clicked.connect(self._on_picked)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(self._calendar)
        menu.addAction(holder)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        self._calendar.setFocus()

    @Slot(QDate)
    def _on_picked(self, day: QDate) -> None:
        self.set_day(to_date(day))
        if self._calendar and isinstance(menu := self._calendar.parent(), QMenu):
            menu.hide()
        self._calendar = None

    @Slot()
    def _tidy(self) -> None:
        """Write a date as all others are written."""
        try:
            self.set_day(self.day())
        except UserError:
            return  # said when the form is saved


class DateField(OptionalDateField):
    """A day that must be given."""

    day_changed = Signal(object)  # date: another day was given, not each key of it

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        self._known = day
        super().__init__(day, parent)
        self.setPlaceholderText("年-月-日")

    def day(self) -> date:
        """UserError for text that is no date, and for none."""
        day = super().day()
        if day is None:
            raise UserError("请填写日期。", self.objectName())
        return day

    def known(self) -> date:
        """Return the last day that was one, while another is being typed."""
        return self._known

    def set_day(self, day: date | None) -> None:
        super().set_day(day)
        if day and day != self._known:
            self._known = day
            self.day_changed.emit(day)


class DayFilter(DateField):
    """The day a page is shown for: what is no day within the range gives way to the last that was one."""

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        self._first, self._last = date.min, date.max
        super().__init__(day, parent)
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("2022-03-07") + ROOM_FOR_ICON)

    def day(self) -> date:
        return self.known()

    def set_range(self, first: date, last: date) -> None:
        self._first, self._last = first, last

    def set_day(self, day: date | None) -> None:
        super().set_day(day if day and self._first <= day <= self._last else self.known())

    @Slot()
    def _tidy(self) -> None:
        try:
            self.set_day(DateField.day(self))
        except UserError:
            self.set_day(self.known())


class HundredthsField(QLineEdit):
    """A number with at most two decimals, kept as whole hundredths: 1.5 → 150. `what` names it in sentences."""

    def __init__(
        self, what: str, value: int | None = 0, parent: QWidget | None = None, *, optional: bool = False
    ) -> None:
        super().__init__(parent)
        self._what, self._optional = what, optional
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.set_value(value)

    def value(self) -> int | None:
        """Return hundredths; None for an empty optional field, 0 for any other empty one."""
        text = self.text().strip()
        if not text:
            return None if self._optional else 0
        try:
            return hundredths(text, self._what)
        except UserError as error:
            raise UserError(str(error), self.objectName()) from None

    def set_value(self, value: int | None) -> None:
        self.setText("" if value is None else shown(value))


class WholeField(QLineEdit):
    """A whole number from 0 on; empty is 0. `what` names it in sentences."""

    def __init__(self, what: str, value: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(str(value) if value else "", parent)
        self._what = what
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def value(self) -> int:
        text = self.text().strip().replace(",", "").replace("，", "")
        if not text:
            return 0
        if not text.isdecimal():
            raise UserError(f"{self._what}“{text}”不是整数。", self.objectName())
        return int(text)

    def set_value(self, value: int) -> None:
        self.setText(str(value) if value else "")


class ChoiceField(QComboBox):
    """One of the known words; other words can be typed unless it is `fixed`."""

    def __init__(
        self, words: Sequence[str], chosen: str = "", parent: QWidget | None = None, *, fixed: bool = False
    ) -> None:
        super().__init__(parent)
        self.setEditable(not fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(16)
        if not fixed:
            self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            completer = QCompleter(self.model(), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.setCompleter(completer)
        self.set_words(words)
        self.set_text(chosen)

    def text(self) -> str:
        return self.currentText().strip()

    def set_text(self, text: str) -> None:
        if self.isEditable():
            self.setCurrentIndex(self.findText(text))
            self.setEditText(text)
        else:
            self.setCurrentIndex(self.findText(text))

    def set_words(self, words: Sequence[str]) -> None:
        """Offer other words; what is chosen stays where it is still offered or can be typed."""
        chosen = self.currentText()
        self.blockSignals(True)
        self.clear()
        self.addItems(list(words))
        self.set_text(chosen)
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        _only_with_focus(self, event, super().wheelEvent)


class ClockField(QLineEdit):
    """A time of day; 1930, 19：30 and 9.05 are understood. Whether it is one is checked with the draft."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText("如 19:30")
        self.editingFinished.connect(self._tidy)

    def clock(self) -> str:
        """Return 19:30, or what was typed when it is no time of day."""
        text = self.text().strip()
        found = _CLOCK.match(text)
        return f"{found[1].zfill(2)}:{found[2]}" if found else text

    @Slot()
    def _tidy(self) -> None:
        self.setText(self.clock())


def _calendar(parent: QWidget) -> QCalendarWidget:
    """Return a month from Monday on, without the numbers of its weeks, its week-ends in the red of the theme."""
    made = QCalendarWidget(parent)
    made.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    made.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
    red = QTextCharFormat()
    red.setForeground(theme.color(Tone.BAD))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        made.setWeekdayTextFormat(day, red)
    return made


def _only_with_focus(widget: QWidget, event: QWheelEvent, turn: Callable[[QWheelEvent], None]) -> None:
    """Let the wheel scroll the page, unless the field was chosen: else scrolling changes what is under the mouse."""
    if widget.hasFocus():
        turn(event)
    else:
        event.ignore()
