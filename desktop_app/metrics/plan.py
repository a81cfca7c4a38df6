"""How the yearly plan stands: progress is made of the register's own figures and never typed."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from desktop_app.core import plan
from desktop_app.core.figure import Figure, Shape
from desktop_app.core.number import HUNDRED, decimal
from desktop_app.core.period import Period
from desktop_app.core.plan import PlanState, Schedule
from desktop_app.core.scope import Denominator, Population, Scope, Slice
from desktop_app.store.models import PlanItem, Subject


@dataclass(frozen=True)
class Progress:
    """One plan item with what was done by the day, what was expected by then, and the state that follows."""

    id: int
    year: int
    day: date
    part: str
    position: int
    content: str
    audience: str
    form: str
    months: tuple[int, ...]
    deadline: date | None
    responsible: str
    cost: str
    figure_name: str
    population: str
    denominator: Denominator
    target: Fraction | None
    target_unit: str
    not_done_reason: str
    schedule: Schedule
    carried_from_year: int | None
    carried_to_year: int | None
    done: Figure | None
    expected: Fraction
    state: PlanState

    @property
    def is_done(self) -> bool:
        return self.state is PlanState.DONE

    @property
    def is_late(self) -> bool:
        """Whether somebody must be told of it."""
        return self.state in (PlanState.BEHIND, PlanState.NOT_DONE)

    @property
    def unit(self) -> str:
        return self.target_unit or (self.done.unit if self.done else "")

    @property
    def share(self) -> Fraction:
        """Done ÷ target, for the bar; 0 without a target."""
        value = self.done.value if self.done else None
        return value / self.target if value is not None and self.target else Fraction(0)

    @property
    def lacking(self) -> Fraction:
        """What is still to be done of the target; 0 where it is reached or there is none."""
        value = (self.done.value if self.done else None) or Fraction(0)
        return max(Fraction(0), self.target - value) if self.target is not None else Fraction(0)

    @property
    def behind_by(self) -> Fraction:
        """How much less than expected was done by the day; 0 where nothing lacks."""
        value = (self.done.value if self.done else None) or Fraction(0)
        return max(Fraction(0), self.expected - value)

    def amount(self, amount: Fraction) -> str:
        """Return so much of it in words, with its unit."""
        return f"{self.number(amount)}{self.unit}"

    def number(self, amount: Fraction) -> str:
        """Return so much of it as a number; per head with one decimal, as figures are."""
        return decimal(amount, 1 if self.done and self.done.shape is Shape.PER_HEAD else 2)

    @property
    def scope(self) -> Scope:
        """The scope its figure is counted in, for listing the records."""
        period, as_of = _up_to(self.year, self.day)
        return Scope(period, Population.parse(self.population), self.denominator, as_of)


Ask = Callable[[Scope, Sequence[Slice], Collection[str]], Mapping[str, Mapping[str, Figure]]]


def progress(year: int, day: date, ask: Ask, heads: Denominator) -> list[Progress]:
    """Return the items of a year's plan as they stand on the day; `ask` is the register's by_slice.

    `heads`: whom what is aimed at per head is divided by.
    """
    return progress_on([(year, day)], ask, heads)[year, day]


def progress_on(
    asked: Collection[tuple[int, date]], ask: Ask, heads: Denominator
) -> dict[tuple[int, date], list[Progress]]:
    """Return the items of several years' plans as they stand on several days; each figure is asked for once."""
    before = PlanItem.alias()
    query = (
        PlanItem.select(PlanItem, Subject.name.alias("subject_name"), before.year.alias("carried_from_year"))
        .left_outer_join(Subject)
        .switch(PlanItem)
        .left_outer_join(before, on=(PlanItem.carried_from == before.id))
        .where(PlanItem.year.in_({year for year, _ in asked}))
        .order_by(PlanItem.position, PlanItem.id)
    )
    rows = list(query.namedtuples())
    done = _done(rows, asked, ask, heads)
    carried = _carried()
    return {
        (year, day): [
            _progress(row, done.get((year, day, row.population, _figure_name(row))), day, carried.get(row.id), heads)
            for row in rows
            if row.year == year
        ]
        for year, day in asked
    }


def _carried() -> dict[int, int]:
    """Return of each item whose remainder was carried over (结转) the year that it went to."""
    query = PlanItem.select(PlanItem.carried_from, PlanItem.year).where(PlanItem.carried_from.is_null(False))
    return dict(query.tuples())


def _figure_name(row: Any) -> str:
    return f"{row.subject_name}.{row.measure}" if row.subject_name and row.target is not None else ""


def _done(
    rows: Sequence[Any], asked: Collection[tuple[int, date]], ask: Ask, heads: Denominator
) -> dict[tuple[int, date, str, str], Figure]:
    """Ask once per population for all the figures its items aim at, on all the days."""
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if name := _figure_name(row):
            names[row.population].add(name)
    found: dict[tuple[int, date, str, str], Figure] = {}
    spans = {each: Slice(f"{each[0]} {each[1]}", *_up_to(*each)) for each in asked}
    for population, wanted in names.items():
        scope = Scope(next(iter(spans.values())).period, Population.parse(population), heads)
        figures = ask(scope, list(spans.values()), wanted)
        found |= {
            (*each, population, name): figure
            for each, span in spans.items()
            for name, figure in figures[span.name].items()
        }
    return found


def _up_to(year: int, day: date) -> tuple[Period, date]:
    """Return the days in which the figures of a year's plan are counted on the day, and their as-of day."""
    return Period.year(year), min(day, date(year, 12, 31))


def _progress(row: Any, done: Figure | None, day: date, carried_to: int | None, heads: Denominator) -> Progress:
    target = None if row.target is None or done is None else Fraction(row.target, HUNDRED)
    months = tuple(int(month) for month in row.months.split(",") if month)
    schedule = Schedule(row.year, months, row.deadline, row.schedule)
    value = (done.value if done else None) or Fraction(0)
    return Progress(
        id=row.id,
        year=row.year,
        day=day,
        part=row.part,
        position=row.position,
        content=row.content,
        audience=row.audience,
        form=row.form,
        months=months,
        deadline=row.deadline,
        responsible=row.responsible,
        cost=row.cost,
        figure_name=_figure_name(row),
        population=row.population,
        denominator=heads,
        target=target,
        target_unit=row.target_unit,
        not_done_reason=row.not_done_reason,
        schedule=schedule,
        carried_from_year=row.carried_from_year,
        carried_to_year=carried_to,
        done=done,
        expected=plan.expected(target, schedule, day) if target is not None else Fraction(0),
        state=plan.state(target, value, schedule, day, is_carried=carried_to is not None),
    )
