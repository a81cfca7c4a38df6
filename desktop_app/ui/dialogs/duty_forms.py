"""The forms of the rules of the yearly duty: a duty, what a training day is worth, how much of a kind counts."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop_app.core.collation import split_list
from desktop_app.core.errors import UserError
from desktop_app.records import categories, duty_rules
from desktop_app.records.duty_rules import CapDraft, CapRow, DayHoursDraft, DayHoursRow, DutyDraft, DutyRow
from desktop_app.ui import theme
from desktop_app.ui.chips import Chips
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, DateField, HundredthsField, OptionalDateField, WholeField
from desktop_app.ui.theme import Tone
from desktop_app.ui.workbench import Workbench


class DutyDialog(DraftDialog[DutyDraft]):
    def __init__(self, workbench: Workbench, row: DutyRow | None = None, parent: QWidget | None = None) -> None:
        given = row.draft() if row else DutyDraft("", _new_year())
        save: Callable[[DutyDraft], set[str]] = (
            partial(duty_rules.change_duty, row.id) if row else duty_rules.add_duty
        )  # fmt: skip
        super().__init__(workbench, "修改学时任务" if row else "新增学时任务", save, parent)
        self._uids = {each.name: each.uid for each in categories.listed()}
        names = {uid: name for name, uid in self._uids.items()}
        self.name = QLineEdit(given.name)
        self.name.setPlaceholderText("如 科级及以下")
        self.hours = HundredthsField("学时", given.hours)
        self.days = HundredthsField("天数", given.days)
        self.years = WholeField("年限", given.years)
        self.ranks = QLineEdit("、".join(given.ranks))
        self.ranks.setPlaceholderText("职级里含有这些字的人，用“、”隔开；不填是所有人")
        self.not_ranks = QLineEdit("、".join(given.not_ranks))
        self.not_ranks.setPlaceholderText("职级里含有这些字的人除外，可不填")
        self.party_only = QCheckBox("只要求党员")
        self.party_only.setChecked(given.party_only)
        self.categories = Chips(list(self._uids), [names.get(uid, uid) for uid in given.categories], columns=5)
        self.from_date, self.to_date = DateField(given.from_date), OptionalDateField(given.to_date)
        self._lay_fields()

    def _lay_fields(self) -> None:
        self.field("name", "名称", self.name)
        self.section("应达多少（学时、天数有一项达到即可，填0的不要求）")
        self.pair(("hours", "学时", self.hours), ("days", "天数", self.days))
        self.field("years", "几年内", self.years)
        self.section("谁的任务")
        self.field("ranks", "职级含", self.ranks)
        self.field("not_ranks", "职级不含", self.not_ranks)
        self.field("party_only", "政治面貌", self.party_only)
        self.section("计入哪些活动类型（都不选：所有计入年度学时的类型）")
        self.wide(self.categories)
        self.wide(theme.label("只计几类的任务，这几类一次也没有登记过的，暂不要求。", tone=Tone.QUIET))
        self.section("何时执行")
        self.pair(("from_date", "自何日起", self.from_date), ("to_date", "最后一日", self.to_date))
        said = theme.label("看当年最后一日（今年看今天）执行的规定，和当日的职级、政治面貌。", tone=Tone.QUIET)
        self.wide(said)
        self.name.setFocus()

    def draft(self) -> DutyDraft:
        return DutyDraft(
            self.name.text().strip(),
            self.from_date.day(),
            self.hours.value() or 0,
            self.days.value() or 0,
            self.years.value(),
            split_list(self.ranks.text()),
            split_list(self.not_ranks.text()),
            self.party_only.isChecked(),
            tuple(self._uids.get(name, name) for name in self.categories.chosen()),
            self.to_date.day(),
        )


class DayHoursDialog(DraftDialog[DayHoursDraft]):
    def __init__(self, workbench: Workbench, row: DayHoursRow | None = None, parent: QWidget | None = None) -> None:
        given = row.draft() if row else DayHoursDraft(_new_year(), 800, 400)
        save: Callable[[DayHoursDraft], set[str]] = (
            partial(duty_rules.change_day_hours, row.id) if row else duty_rules.add_day_hours
        )  # fmt: skip
        super().__init__(workbench, "修改学时折算" if row else "新增学时折算", save, parent)
        self.from_date = DateField(given.from_date)
        self.locality = QLineEdit(given.locality)
        self.locality.setPlaceholderText("如 某某州，按哪里的规定，可不填")
        self.hours = HundredthsField("一天的学时", given.hours)
        self.half_day = HundredthsField("半天的学时", given.half_day)
        self.pair(("hours", "一天折合学时", self.hours), ("half_day", "半天折合学时", self.half_day))
        self.field("from_date", "自何日起", self.from_date)
        self.field("locality", "哪里的规定", self.locality)
        said = theme.label("到下一条的开始日期为止。改动只影响以后登记的活动，已登记的学时不变。", tone=Tone.QUIET)
        said.setWordWrap(True)
        self.wide(said)
        self.hours.setFocus()

    def draft(self) -> DayHoursDraft:
        return DayHoursDraft(
            self.from_date.day(), self.hours.value() or 0, self.half_day.value() or 0, self.locality.text().strip()
        )


class CapDialog(DraftDialog[CapDraft]):
    def __init__(self, workbench: Workbench, row: CapRow | None = None, parent: QWidget | None = None) -> None:
        given = row.draft() if row else CapDraft(0, 0, _new_year())
        save: Callable[[CapDraft], set[str]] = partial(duty_rules.change_cap, row.id) if row else duty_rules.add_cap
        super().__init__(workbench, "修改学时上限" if row else "新增学时上限", save, parent)
        self._ids = {
            each.name: each.id
            for each in categories.listed()
            if each.id == given.category_id or (each.counts_to_duty and not each.retired)
        }
        chosen = next((name for name, id_ in self._ids.items() if id_ == given.category_id), "")
        self.category = ChoiceField(list(self._ids), chosen, fixed=True)
        self.hours = HundredthsField("学时", given.hours)
        self.from_date, self.to_date = DateField(given.from_date), OptionalDateField(given.to_date)
        self.pair(("category_id", "活动类型", self.category), ("hours", "一年最多计入学时", self.hours))
        self.pair(("from_date", "自何日起", self.from_date), ("to_date", "最后一日", self.to_date))
        said = theme.label("只限学时，不限天数；超出的学时仍在活动里，只是不计入任务。", tone=Tone.QUIET)
        said.setWordWrap(True)
        self.wide(said)
        self.category.setFocus()

    def draft(self) -> CapDraft:
        if self.category.text() not in self._ids:
            raise UserError("请选择活动类型。", "category_id")
        return CapDraft(
            self._ids[self.category.text()], self.hours.value() or 0, self.from_date.day(), self.to_date.day()
        )


def _new_year() -> date:
    return date(date.today().year, 1, 1)
