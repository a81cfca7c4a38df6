"""Asks for a standing arrangement (例行安排) and shows, while it is typed, on which days it will fall next."""

from contextlib import suppress
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop_app.core.errors import UserError
from desktop_app.core.schedule import WEEKDAYS, weekday_text
from desktop_app.core.session import hours_between
from desktop_app.records import categories, holidays, series
from desktop_app.records.series import SeriesDraft, SeriesRow
from desktop_app.ui import theme
from desktop_app.ui.chips import Chips
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, ClockField, DateField, HundredthsField, OptionalDateField, WholeField
from desktop_app.ui.theme import Role, Tone
from desktop_app.ui.workbench import Workbench

Typed = tuple[SeriesDraft, date | None]
"""A series, and from which day on its rule is another; None for the whole of it."""
SHOWN = 5
NAMES = tuple(f"周{weekday}" for weekday in WEEKDAYS)
SINCE = "填了日期：到前一日为止仍照原来的，这一天起按这里的办。清空：整项都改，用来改正登记错的。"
NOTHING_YET = "填好星期、日期和时间，这里就列出接下来的五场。"


class SeriesDialog(DraftDialog[Typed]):
    """One series; a new one begins as its kind usually is."""

    def __init__(self, workbench: Workbench, row: SeriesRow | None = None, parent: QWidget | None = None) -> None:
        save = partial(_change, row.id) if row else _add
        super().__init__(workbench, "修改例行安排" if row else "新增例行安排", save, parent)
        kinds = [kind for kind in categories.listed() if not kind.retired or (row and kind.id == row.category_id)]
        self._kinds = {kind.name: kind.id for kind in kinds}
        weekly = next((kind for kind in kinds if kind.weekly), kinds[0])
        self._row = row
        given = row.draft() if row else series.fresh(weekly.id, date.today())
        self._make_fields(given, row.category if row else weekly.name)
        follows = row is None or given.hours == hours_between(given.start, given.end)
        self._filled_hours = self.hours.text() if follows else None
        self._lay_out_fields()
        self._connect_fields()
        self._show_next()
        self.category.setFocus()

    def draft(self) -> Typed:
        draft = SeriesDraft(
            self._kinds[self.category.text()],
            tuple(NAMES.index(name) + 1 for name in self.weekdays.chosen()),
            self.from_date.day(),
            self.to_date.day(),
            self.every_weeks.value(),
            self.name.text().strip(),
            self.start.clock(),
            self.end.clock(),
            self.hours.value() or 0,
            self.days.value() or 0,
            self.place.text().strip(),
            self.skips_holidays.isChecked(),
        )
        return draft, self.since.day() if self._row else None

    def _make_fields(self, given: SeriesDraft, category: str) -> None:
        self.category = ChoiceField(list(self._kinds), category, fixed=True)
        self.name = QLineEdit(given.title)
        self.name.setPlaceholderText("可不填，自动写第几次")
        self.weekdays = Chips(NAMES, [NAMES[number - 1] for number in given.weekdays], columns=len(NAMES))
        self.every_weeks = WholeField("间隔周数", given.every_weeks)
        self.from_date, self.to_date = DateField(given.from_date), OptionalDateField(given.to_date)
        self.start, self.end = ClockField(given.start), ClockField(given.end)
        self.hours, self.days = HundredthsField("学时", given.hours), HundredthsField("天数", given.days)
        self.place = QLineEdit(given.place)
        self.skips_holidays = QCheckBox("避开节假日；调休上班的日子，按它顶替的星期几算")
        self.skips_holidays.setChecked(given.skips_holidays)
        begun = self._row is not None and given.from_date < date.today() and not self._row.is_over
        self.since = OptionalDateField(date.today() if begun else None)
        self.next = theme.label("", Role.NOTICE)
        self.next.setWordWrap(True)
        self.next.setAccessibleName("接下来的五场")

    def _lay_out_fields(self) -> None:
        self.pair(("category_id", "类型", self.category), ("title", "题目", self.name))
        self.field("weekdays", "星期", self.weekdays)
        self.pair(("every_weeks", "每几周一次", self.every_weeks), ("place", "地点", self.place))
        self.pair(("from_date", "开始日期", self.from_date), ("to_date", "结束日期", self.to_date))
        self.pair(("start", "开始时间", self.start), ("end", "结束时间", self.end))
        self.pair(("hours", "学时", self.hours), ("days", "天数", self.days))
        self.wide(self.skips_holidays)
        if self._row:
            self.field("since", "自何日起改", self.since)
            hint = theme.label(SINCE, tone=Tone.QUIET)
            hint.setWordWrap(True)
            self.wide(hint)
        self.wide(self.next)

    def _connect_fields(self) -> None:
        for line in (self.every_weeks, self.from_date, self.to_date, self.start, self.end, self.since):
            line.textChanged.connect(self._show_next)
        for line in (self.start, self.end):
            line.editingFinished.connect(self._suggest_hours)
        self.weekdays.changed.connect(self._show_next)
        self.skips_holidays.toggled.connect(self._show_next)
        self.category.currentTextChanged.connect(self._on_category)

    @Slot()
    def _on_category(self) -> None:
        """Fill in what sessions of the kind usually have, unless the series is one that is kept already."""
        if self._row is None:
            usual = series.fresh(self._kinds[self.category.text()], self.from_date.known())
            self.start.setText(usual.start)
            self.end.setText(usual.end)
            self.hours.set_value(usual.hours)
            self.days.set_value(usual.days)
            self.place.setText(usual.place)
            self._filled_hours = self.hours.text()

    @Slot()
    def _suggest_hours(self) -> None:
        """Take the hours from the times, unless they were typed."""
        hours = hours_between(self.start.clock(), self.end.clock())
        if hours is not None and self.hours.text() == self._filled_hours:
            self.hours.set_value(hours)
            self._filled_hours = self.hours.text()

    @Slot()
    def _show_next(self) -> None:
        said, tone = NOTHING_YET, None
        with suppress(UserError):  # not whole yet; said when it is saved
            draft, since = self.draft()
            draft.check()
            said, tone = next_text(draft, max(since or date.today(), date.today()))
        self.next.setText(said)
        theme.set_tone(self.next, tone)


def next_text(draft: SeriesDraft, first: date) -> tuple[str, Tone | None]:
    """Return the next days of a series with what is special about them, and the tone in which to say it."""
    begin = max(first, draft.from_date)
    calendar = holidays.calendar(begin, begin + timedelta(366))
    days = draft.rule.next_days(SHOWN, begin, calendar)
    if not days:
        return "按这样的安排，今天以后没有一场。", Tone.WARN
    lines = [f"接下来{len(days)}场："]
    for day in days:
        special = calendar.get(day)
        lines.append(f"{day.isoformat()}　{weekday_text(day)}{f'（{special.text}）' if special else ''}")
    walked = ((day, calendar[day]) for day in sorted(calendar) if begin <= day <= days[-1])
    skipped = [f"{day.isoformat()}{special.text}" for day, special in walked if draft.rule.skips(day, calendar)]
    if skipped:
        lines.append(f"避开：{'、'.join(skipped)}")
    unknown = holidays.unknown_years(begin, days[-1]) if draft.skips_holidays else []
    lines += [f"{year}年的节假日还没有录入，这一年的没有避开放假。" for year in unknown]
    return "\n".join(lines), Tone.WARN if unknown else None


def _add(typed: Typed) -> set[str]:
    return series.add(typed[0])


def _change(series_id: int, typed: Typed) -> set[str]:
    return series.change(series_id, *typed)
