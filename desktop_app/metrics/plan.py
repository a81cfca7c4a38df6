"""How the yearly plan stands: progress is made of the register's own figures and never typed."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from desktop_app.core import plan
from desktop_app.core.figure import Figure
from desktop_app.core.number import HUNDRED
from desktop_app.core.period import Period
from desktop_app.core.plan import PlanState, Schedule
from desktop_app.core.scope import Population, Scope, Slice
from desktop_app.store.models import PlanItem, Subject


@dataclass(frozen=True)
class Progress:
    """One plan item with what was done by the day, what was expected by then, and the state that follows."""

    id: int
    year: int
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
    target: Fraction | None
    target_unit: str
    not_done_reason: str
    done: Figure | None
    expected: Fraction
    state: PlanState

    @property
    def is_done(self) -> bool:
        return self.state is PlanState.DONE

    @property
    def share(self) -> Fraction:
        """Done ÷ target, for the bar; 0 without a target."""
        value = self.done.value if self.done else None
        return value / self.target if value is not None and self.target else Fraction(0)


Ask = Callable[[Scope, Sequence[Slice], Collection[str]], Mapping[str, Mapping[str, Figure]]]


def progress(year: int, day: date, ask: Ask) -> list[Progress]:
    """Return the items of a year's plan as they stand on the day; `ask` is the register's by_slice."""
    query = (
        PlanItem.select(PlanItem, Subject.name.alias("subject_name"))
        .left_outer_join(Subject)
        .where(PlanItem.year == year)
        .order_by(PlanItem.position, PlanItem.id)
    )
    rows = list(query.namedtuples())
    done = _done(rows, Period.year(year).until(max(day, date(year, 1, 1))), ask)
    return [_progress(row, done.get((row.population, _figure_name(row))), day) for row in rows]


def _figure_name(row: Any) -> str:
    return f"{row.subject_name}.{row.measure}" if row.subject_name and row.target is not None else ""


def _done(rows: Sequence[Any], period: Period, ask: Ask) -> dict[tuple[str, str], Figure]:
    """Ask once per population for all the figures its items aim at."""
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if name := _figure_name(row):
            names[row.population].add(name)
    found: dict[tuple[str, str], Figure] = {}
    for population, wanted in names.items():
        scope = Scope(period, Population.parse(population), as_of=period.last)
        for name, figure in ask(scope, [Slice("", period)], wanted)[""].items():
            found[population, name] = figure
    return found


def _progress(row: Any, done: Figure | None, day: date) -> Progress:
    target = None if row.target is None or done is None else Fraction(row.target, HUNDRED)
    months = tuple(int(month) for month in row.months.split(",") if month)
    schedule = Schedule(row.year, months, row.deadline)
    value = (done.value if done else None) or Fraction(0)
    return Progress(
        id=row.id,
        year=row.year,
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
        target=target,
        target_unit=row.target_unit,
        not_done_reason=row.not_done_reason,
        done=done,
        expected=plan.expected(target, schedule, day) if target is not None else Fraction(0),
        state=plan.state(target, value, schedule, day),
    )
