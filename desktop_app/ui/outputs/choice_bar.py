"""What must be chosen before an output is made: month, period, year, population, kind, session, person.

Only the fields the output asks for are seen. Year and month go from one output to the next; the rest is remembered for
each output.
"""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from desktop_app.core.period import Period
from desktop_app.core.scope import ALL, EVERYBODY, Population
from desktop_app.exchange.output import Ask, Choice, Output
from desktop_app.records import cadres, categories, session_list
from desktop_app.ui.fields import ChoiceField
from desktop_app.ui.look import Look
from desktop_app.ui.outputs.chosen_fields import CadreField, SessionField
from desktop_app.ui.outputs.month_field import MonthField
from desktop_app.ui.outputs.period_field import UNTIL, PeriodField
from desktop_app.ui.outputs.year_field import YearField, newest_day
from desktop_app.ui.theme import GAP

ALL_KINDS = "全部类型"


class ChoiceBar(QWidget):
    """`changed` when something else was chosen; it reads only what the fields seen need."""

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._output = look, ""
        self._asks: frozenset[Ask] = frozenset()
        self._is_filling = False
        self._day = date.today()
        self.month, self.period, self.year = MonthField(), PeriodField(), YearField()
        self.population, self.party = ChoiceField([], fixed=True), QCheckBox("只计党员")
        self.kind, self.session, self.cadre = ChoiceField([ALL_KINDS], fixed=True), SessionField(), CadreField()
        self.population.setAccessibleName("口径")
        self.kind.setAccessibleName("活动类型")
        for each in (self.population, self.kind):
            each.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)
        self._fields: Mapping[Ask, tuple[QWidget, ...]] = {
            Ask.MONTH: (self.month,),
            Ask.PERIOD: (self.period,),
            Ask.YEAR: (self.year,),
            Ask.SESSION: (self.year, self.session),
            Ask.POPULATION: (QLabel("口径"), self.population, self.party),
            Ask.CATEGORY: (QLabel("活动类型"), self.kind),
            Ask.CADRE: (QLabel("干部"), self.cadre),
        }
        self._lay_out()
        self._start()
        self._connect()

    def show_output(self, output: Output) -> None:
        """Show the fields it asks for, as they were when it was looked at last; says nothing."""
        self._output, self._asks = output.name, output.asks
        seen = {field for ask in self._asks for field in self._fields[ask]}
        for field in {field for fields in self._fields.values() for field in fields}:
            field.setVisible(field in seen)
        self._is_filling = True
        self.offer()
        self.population.setCurrentIndex(max(0, self.population.findText(self._kept("population", ALL))))
        self.party.setChecked(bool(self._kept("party")))
        self.kind.setCurrentIndex(max(0, self.kind.findText(self._kept("kind"))))
        span = self._kept("span")
        self.period.span.setCurrentIndex(max(0, self.period.span.findText(span)))
        self._is_filling = False

    def offer(self) -> None:
        """Offer what there is now of what the output asks; what is chosen stays where it is still there."""
        self._offer_years()
        if Ask.POPULATION in self._asks:
            self.population.set_words(cadres.populations())
            if self.population.currentIndex() < 0:
                self._silently(self.population, 0)
        if Ask.CATEGORY in self._asks:
            self.kind.set_words([ALL_KINDS, *(row.name for row in categories.listed())])
            if self.kind.currentIndex() < 0:
                self._silently(self.kind, 0)
        if Ask.SESSION in self._asks:
            self._offer_sessions()
        if Ask.CADRE in self._asks:
            self.cadre.set_people(cadres.by_name(cadres.listed()))

    def choice(self) -> Choice:
        kind = self.kind.text() if self.kind.currentIndex() > 0 else ""
        return Choice(
            self._period(),
            Population(self.population.text() or ALL, self.party.isChecked())
            if Ask.POPULATION in self._asks else EVERYBODY,
            kind if Ask.CATEGORY in self._asks else "",
            self.session.session_id() if Ask.SESSION in self._asks else None,
            self.cadre.cadre_id() if Ask.CADRE in self._asks else None,
        )  # fmt: skip

    def refusal(self) -> str:
        """Return what is wrong with what is typed; nothing where all can be read."""
        return self.cadre.refusal if Ask.CADRE in self._asks else ""

    def set_choice(self, choice: Choice) -> None:
        """Show a choice made elsewhere; says so once."""
        self._is_filling = True
        self._show_day(choice.period.last)
        self.period.set_period(choice.period)
        self.population.setCurrentIndex(max(0, self.population.findText(choice.population.name)))
        self.party.setChecked(choice.population.party_only)
        self.kind.setCurrentIndex(max(0, self.kind.findText(choice.category)))
        if Ask.SESSION in self._asks:
            self._offer_sessions()
            self.session.choose(choice.session_id)
        if Ask.CADRE in self._asks:
            self.cadre.choose(choice.cadre_id)
        self._is_filling = False
        self._on_chosen()

    def step(self, by: int) -> None:
        """Go on to the next month, span, session or year, whichever is asked, or back."""
        if Ask.MONTH in self._asks:
            self.month.step(by)
        elif Ask.PERIOD in self._asks:
            self.period.step(by)
        elif Ask.SESSION in self._asks:
            self.session.step(by)
        elif Ask.YEAR in self._asks and self.year.has(self.year.year() + by):
            self.year.set_year(self.year.year() + by)

    def _period(self) -> Period:
        if Ask.MONTH in self._asks:
            return self.month.period()
        if Ask.PERIOD in self._asks:
            return self.period.period()
        of_session = self.session.period() if Ask.SESSION in self._asks else None
        return of_session or Period.year(self.year.year())

    def _offer_sessions(self) -> None:
        self.session.set_sessions(session_list.named(Period.year(self.year.year())), self._day)

    def _start(self) -> None:
        """Begin with the newest month that has records."""
        self._is_filling = True
        self._show_day(newest_day())
        self._is_filling = False

    def _offer_years(self) -> None:
        """Offer the years that have sessions, and the one that is shown."""
        years = sorted({*session_list.years(), self._day.year}, reverse=True)
        for field in (self.month, self.period, self.year):
            field.set_years(years)

    def _show_day(self, day: date) -> None:
        """Show the year and the month of a day in all fields of time."""
        month = Period.month(day.year, day.month)
        self._day = month.last
        self._offer_years()
        self.month.set_month(day.year, day.month)
        self.period.show_year(day.year)
        self.year.set_year(day.year)

    def _kept(self, name: str, default: str = "") -> str:
        return self._look.choice(f"sheets.{self._output}.{name}", default)

    def _keep(self) -> None:
        kept = {"population": self.population.text(), "party": "1" if self.party.isChecked() else "",
                "kind": self.kind.text(), "span": self.period.span.text()}  # fmt: skip
        if kept["span"] == UNTIL:
            del kept["span"]  # a day of another year says nothing
        for name, value in kept.items():
            self._look.keep_choice(f"sheets.{self._output}.{name}", value)

    @Slot()
    def _on_month(self) -> None:
        self._share(self.month.period().last)

    @Slot()
    def _on_year(self) -> None:
        """Show the same month of the other year."""
        year = self.year.year() if self.sender() is self.year else self.period.year.year()
        if year != self._day.year:
            self._share(Period.month(year, self._day.month).last)
        else:
            self._on_chosen()

    def _share(self, day: date) -> None:
        if self._is_filling:
            return
        self._is_filling = True
        self._show_day(day)
        if Ask.SESSION in self._asks:
            self._offer_sessions()
        self._is_filling = False
        self._on_chosen()

    @Slot()
    def _on_chosen(self) -> None:
        if not self._is_filling:
            self._keep()
            self.changed.emit()

    def _silently(self, field: ChoiceField, index: int) -> None:
        field.blockSignals(True)
        field.setCurrentIndex(index)
        field.blockSignals(False)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for fields in self._fields.values():
            for field in fields:
                if layout.indexOf(field) < 0:
                    layout.addWidget(field)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.month.changed.connect(self._on_month)
        self.period.changed.connect(self._on_year)
        self.year.currentIndexChanged.connect(self._on_year)
        for field in (self.population, self.kind, self.session):
            field.currentIndexChanged.connect(self._on_chosen)
        self.party.toggled.connect(self._on_chosen)
        self.cadre.chosen.connect(self._on_chosen)
