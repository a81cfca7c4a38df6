"""Asks for one item of the yearly plan. Its target is a figure; where that figure stands is shown while choosing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from desktop_app.core.period import LAST_MONTH, Period
from desktop_app.core.plan import PARTS, Way
from desktop_app.core.scope import ALL, Population, Scope, Slice
from desktop_app.core.session import FORMS
from desktop_app.core.subject import SubjectKind
from desktop_app.metrics import register
from desktop_app.records import cadres, plans, subjects
from desktop_app.records.plans import PlanItemDraft
from desktop_app.ui import theme
from desktop_app.ui.chips import Chips
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, HundredthsField, OptionalDateField
from desktop_app.ui.theme import GAP, Role
from desktop_app.ui.workbench import Workbench

UNMEASURED = "不计量"
BY_MONTHS = "按月份或平均"
HINTS = {
    BY_MONTHS: "选了月份的，每到一个月末完成一份；没有选的，全年平均推进",
    Way.EVENLY: "按天数平均推进到时限或年底",
    Way.MONTHLY: "每到一个月末完成相等的一份",
    Way.NAMED_MONTHS: "每到一个选中月份的月末完成一份",
    Way.AT_END: "到时限或年底一次完成，以前不算滞后",
}
"""What each way of spreading a target means."""
MONTHS = tuple(f"{month}月" for month in range(1, LAST_MONTH + 1))


class PlanItemDialog(DraftDialog[PlanItemDraft]):
    """An item as typed; how far it is done is never asked."""

    def __init__(
        self,
        workbench: Workbench,
        title: str,
        given: PlanItemDraft,
        save: Callable[[PlanItemDraft], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, f"{title}（{given.year}年）", save, parent)
        self._given = given
        self._kinds = {
            row.name: row.kind
            for row in subjects.listed()
            if row.kind != SubjectKind.PLAN and (not row.retired or row.name == given.subject)
        }  # what else is typed is refused beside its field
        self._add_words(given)
        self._add_target(given)
        self._offer_measures()
        self.measure.set_text(given.measure)
        self._show_figure()
        self.subject.currentTextChanged.connect(self._on_subject)
        self.schedule.currentIndexChanged.connect(self._show_schedule)
        self.measure.currentIndexChanged.connect(self._on_measure)
        self.population.currentIndexChanged.connect(self._show_figure)
        self.party_only.toggled.connect(self._show_figure)
        self.content.setFocus()

    def draft(self) -> PlanItemDraft:
        words = replace(
            self._given,
            part=self.part.text(),
            content=self.content.text().strip(),
            audience=self.audience.text().strip(),
            form=self.form.text(),
            months=tuple(int(month.removesuffix("月")) for month in self.months.chosen()),
            deadline=self.deadline.day(),
            responsible=self.responsible.text().strip(),
            cost=self.cost.text().strip(),
            not_done_reason=self.not_done_reason.text().strip(),
            schedule="" if self.schedule.text() == BY_MONTHS else self.schedule.text(),
        )
        if not self._subject():
            return replace(words, subject="", measure="", population=ALL, target=None, target_unit="")
        return replace(
            words,
            subject=self._subject(),
            measure=self.measure.text(),
            population=self._population().text,
            target=self.target.value(),
            target_unit=self.target_unit.text().strip(),
        )

    def _subject(self) -> str:
        chosen = self.subject.text()
        return "" if chosen == UNMEASURED else chosen

    def _is_known(self) -> bool:
        return self._subject() in self._kinds

    def _population(self) -> Population:
        return Population(self.population.text(), self.party_only.isChecked())

    def _add_words(self, given: PlanItemDraft) -> None:
        parts = (*plans.parts(given.year), *plans.parts(given.year - 1), *PARTS)
        self.part = ChoiceField(list(dict.fromkeys(parts)), given.part)
        self.content = QLineEdit(given.content)
        self.audience = QLineEdit(given.audience)
        self.form = ChoiceField(("", *FORMS), given.form)
        self.months = Chips(MONTHS, [f"{month}月" for month in given.months])
        self.deadline = OptionalDateField(given.deadline)
        self.responsible = QLineEdit(given.responsible)
        self.cost = QLineEdit(given.cost)
        self.not_done_reason = QLineEdit(given.not_done_reason)
        self.field("content", "内容", self.content)
        self.pair(("part", "部分", self.part), ("audience", "对象", self.audience))
        self.pair(("form", "形式", self.form), ("responsible", "责任", self.responsible))
        self.field("months", "开展月份", self.months)
        self.schedule = ChoiceField((BY_MONTHS, *Way), given.schedule or BY_MONTHS, fixed=True)
        self.pair(("schedule", "进度安排", self.schedule), ("deadline", "完成时限", self.deadline))
        self.pair(("cost", "经费", self.cost), ("not_done_reason", "未完成原因", self.not_done_reason))
        self._show_schedule()
        self.not_done_reason.setPlaceholderText("可不填")

    def _add_target(self, given: PlanItemDraft) -> None:
        known = Population.parse(given.population)
        self.subject = ChoiceField((UNMEASURED, *self._kinds), given.subject or UNMEASURED)
        self.measure = ChoiceField((), fixed=True)
        self.population = ChoiceField(list(dict.fromkeys((*cadres.populations(), known.name))), known.name, fixed=True)
        self.party_only = QCheckBox("只算党员")
        self.party_only.setChecked(known.party_only)
        self.target = HundredthsField("目标", given.target, optional=True)
        self.target_unit = QLineEdit(given.target_unit)
        self.target_unit.setAccessibleName("计量单位")
        self.target_unit.setPlaceholderText("单位")
        self.figure = theme.label("", Role.NOTICE)
        self.figure.setWordWrap(True)
        self.section("目标")
        self.pair(("subject", "统计项", self.subject), ("measure", "指标", self.measure))
        self.pair(
            ("population", "口径", _beside(self.population, self.party_only)),
            ("target", "数量", _beside(self.target, self.target_unit)),
        )
        self.wide(self.figure)

    def _offer_measures(self) -> None:
        subject = self._subject()
        self.measure.set_words(plans.measures_of(self._kinds[subject]) if self._is_known() else ())
        if self.measure.currentIndex() < 0 and self.measure.count():
            self.measure.setCurrentIndex(0)
        for field in (self.measure, self.population, self.party_only, self.target, self.target_unit):
            field.setEnabled(bool(subject))

    @Slot()
    def _on_subject(self) -> None:
        self._offer_measures()
        self._on_measure()

    @Slot()
    def _show_schedule(self) -> None:
        self.schedule.setToolTip(HINTS[self.schedule.text()])

    @Slot()
    def _on_measure(self) -> None:
        self._show_figure(with_unit=True)

    @Slot()
    def _show_figure(self, *_: object, with_unit: bool = False) -> None:
        """Say where the figure of the target stands this year and where it ended last year."""
        if not self._subject():
            self.figure.setText("不计量的项目只列在计划里，不算完成率。")
            return
        if not self._is_known():
            self.figure.setText(plans.near(self._subject(), list(self._kinds)))
            return
        name, year = f"{self._subject()}.{self.measure.text()}", self._given.year
        this, before = Period.year(year), Period.year(year - 1)
        found = register.by_slice(
            Scope(this, self._population()), [Slice("this", this), Slice("before", before)], {name}
        )
        now, then = found["this"][name], found["before"][name]
        if with_unit:
            self.target_unit.setText(now.unit)
        so_far = "今年目前为止" if year == date.today().year else f"{year}年全年"
        self.figure.setText(
            f"{name}（{self._population().text}）：{so_far}{now.text}，有{now.records}条记录；"
            f"{year - 1}年全年{then.text}。"
        )


def _beside(main: QWidget, other: QWidget) -> QWidget:
    """Return both in one row, the first with the room; it takes the focus of the row."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GAP)
    layout.addWidget(main, 2)
    layout.addWidget(other, 1)
    row.setFocusProxy(main)
    return row
