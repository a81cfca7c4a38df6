"""The year in pictures (图表): its weeks, its months, the plan and the hours; every mark leads to its records."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_app.core.period import Period, day_text
from desktop_app.core.scope import ALL, Population
from desktop_app.records import cadres, month_grid, session_list, settings, stamp, year_pictures
from desktop_app.records.series import MissingWeek
from desktop_app.records.year_pictures import YearPictures
from desktop_app.ui import theme
from desktop_app.ui.actions import button
from desktop_app.ui.fields import ChoiceField
from desktop_app.ui.missing_weeks import add_missing
from desktop_app.ui.outputs.output_page import line
from desktop_app.ui.outputs.year_field import YearField
from desktop_app.ui.pages import DUE
from desktop_app.ui.pictures import heat_map, hour_bars, month_bars, plan_bars
from desktop_app.ui.pictures.picture import AnyPicture, Mark
from desktop_app.ui.pictures.picture_page import RECORDS, SAVING, YEARS, PicturePage
from desktop_app.ui.pictures.picture_view import PictureView
from desktop_app.ui.theme import GAP, MARGIN, Role, Tone
from desktop_app.ui.workbench import Workbench

if TYPE_CHECKING:
    from desktop_app.ui.pictures.document import Document

EVERY = "全部图"
POPULATION, SHOWN = "pictures.population", "pictures.shown"
DRAWN: dict[str, tuple[Callable[[YearPictures], AnyPicture], str]] = {
    heat_map.HeatMap.name: (heat_map.picture, "这一年没有每周开展的活动，请到“活动类型”里勾上“每周都有”。"),
    month_bars.MonthBars.name: (month_bars.picture, "这一年还没有登记过的活动。"),
    plan_bars.PlanBars.name: (plan_bars.picture, "这一年还没有计划，请到“年度计划”里新增。"),
    hour_bars.HourBars.name: (hour_bars.picture, "还没有人有学时任务，请到“学时任务”里看学时规定。"),
}
"""The pictures by their names: what makes them, and what is said where there is nothing to draw."""


class PicturesPage(PicturePage):
    """All four one below the other, or one alone; what is seen is what is saved and printed."""

    offered = (RECORDS, *SAVING, *YEARS)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self._shown: YearPictures | None = None
        self.year, self.as_of = YearField(), theme.label("", tone=Tone.QUIET)
        self.population, self.which = ChoiceField([], fixed=True), ChoiceField([EVERY, *DRAWN], fixed=True)
        self.population.setAccessibleName("口径")
        self.which.setAccessibleName("看哪一张图")
        self.which.set_text(workbench.look.choice(SHOWN, EVERY))
        self.views = {name: PictureView(name) for name in DRAWN}
        self.names: dict[str, QLabel] = {name: theme.label(name, Role.HEADING) for name in DRAWN}
        self._view = self.views[heat_map.HeatMap.name]
        self._offer()
        self.year.set_year(month_grid.latest().year)  # not next year's, which has plans only
        self.population.set_text(workbench.look.choice(POPULATION, ALL))
        self._offer()
        self._lay_out()
        self._connect()
        self._show_wanted()

    def question(self) -> Callable[[], YearPictures]:
        self._offer()
        return partial(year_pictures.pictures, self.year.year(), Population.parse(self.population.text()))

    @Slot(object)
    def show_answer(self, answer: YearPictures) -> None:
        self._shown = answer
        self.as_of.setText(f"截至{day_text(answer.day)}")
        for name, (draw, nothing) in DRAWN.items():
            self.views[name].set_empty_text(nothing)
            self.views[name].show_picture(draw(answer))
        self._make_room()
        self.show_acts()

    @Slot()
    def show_waiting(self) -> None:
        for view in self.views.values():
            view.set_empty_text("正在读取…")

    def show_refusal(self, sentence: str) -> None:
        for view in self.views.values():
            view.set_empty_text(sentence)

    def has_pictures(self) -> bool:
        return any(self.views[name].picture() for name in self._wanted())

    def document(self) -> "Document | None":
        from desktop_app.exchange import output  # noqa: PLC0415  loaded when something is written
        from desktop_app.ui.pictures.document import Document  # noqa: PLC0415

        found = tuple(picture for name in self._wanted() if (picture := self.views[name].picture()))
        if not found or not self._shown:
            return None
        of, what = self._shown, found[0].name if len(found) == 1 else "学习教育图表"
        facts = output.facts(output.Choice(Period.year(of.year).until(of.day), of.population))
        office = settings.current().office
        facts = (f"单位：{office}", *facts) if office else facts
        return Document(f"{of.year}年{what}", facts, stamp.printed(), found)

    def mark(self) -> Mark | None:
        return self._view.current_mark()

    def step(self, years: int) -> None:
        if self.year.has(self.year.year() + years):
            self.year.set_year(self.year.year() + years)

    @Slot(object)
    def open_mark(self, mark: Mark) -> None:
        """Open what a mark leads to; a week that nobody knows anything of is entered or explained in 到期事项.

        That lists the weeks of this year; what was forgotten in another is entered at once.
        """
        if not isinstance(mark.opens, MissingWeek):
            super().open_mark(mark)
        elif mark.opens.sunday.year == date.today().year:
            self.bench.open_section.emit(*DUE)
        else:
            add_missing(self.bench, mark.opens, self)

    def _wanted(self) -> list[str]:
        chosen = self.which.text()
        return [chosen] if chosen in DRAWN else list(DRAWN)

    def _offer(self) -> None:
        """Offer the years and populations there are now."""
        self.year.set_years(session_list.years())
        self.population.set_words([*cadres.populations(), "党员"])
        if self.population.currentIndex() < 0:
            self.population.blockSignals(True)
            self.population.setCurrentIndex(0)
            self.population.blockSignals(False)

    @Slot()
    def _on_population(self) -> None:
        self.bench.look.keep_choice(POPULATION, self.population.text())
        self.reload()

    @Slot()
    def _on_which(self) -> None:
        self.bench.look.keep_choice(SHOWN, self.which.text())
        self._show_wanted()

    @Slot()
    def _on_chosen(self) -> None:
        sender = self.sender()
        if isinstance(sender, PictureView) and (sender.hasFocus() or sender is self._view):
            self._view = sender
            self.show_acts()

    def _show_wanted(self) -> None:
        wanted = self._wanted()
        for name, view in self.views.items():
            view.setVisible(name in wanted)
            self.names[name].setVisible(len(wanted) > 1)
        self._view = self.views[wanted[0]]
        self.setFocusProxy(self._view)
        self._make_room()
        self.show_acts()

    def _make_room(self) -> None:
        """Give the pictures their height now: else they are seen one over the other until Qt comes to it."""
        self._column.activate()
        self._inner.setMinimumHeight(self._column.minimumSize().height())

    def _connect(self) -> None:
        self.year.currentIndexChanged.connect(self.reload)
        self.population.currentIndexChanged.connect(self._on_population)
        self.which.currentIndexChanged.connect(self._on_which)
        for view in self.views.values():
            view.chosen.connect(self._on_chosen)
            view.opened.connect(self.open_mark)

    def _lay_out(self) -> None:
        buttons = [button(self.acts[act.slot]) for act in (RECORDS, *SAVING)]
        before, after = (button(self.acts[act.slot]) for act in YEARS)
        area = QScrollArea()
        self._inner = QWidget()
        self._column = column = QVBoxLayout(self._inner)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(GAP)
        for name, view in self.views.items():
            column.addWidget(self.names[name])
            column.addWidget(view)
        column.addStretch(1)
        area.setWidgetResizable(True)
        area.setWidget(self._inner)
        area.setFocusPolicy(area.focusPolicy().NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(line(*buttons, None))
        layout.addLayout(line(before, self.year, after, self.population, self.which, self.as_of, None))
        layout.addWidget(area, 1)
        layout.addWidget(self.written)
