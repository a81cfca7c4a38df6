"""The year of a plan in one picture (时间线): what each item was to be done when, and on which days it was."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.metrics import days
from desktop_app.metrics.plan import Progress
from desktop_app.records import plans


@dataclass(frozen=True)
class TimelineRow:
    """An item with the days on which something of it was done, in order."""

    item: Progress
    days: tuple[date, ...]


@dataclass(frozen=True)
class Timeline:
    """A year's plan as it stands on the day: the items in the order of their parts."""

    year: int
    day: date
    rows: tuple[TimelineRow, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.item.part for row in self.rows))

    def of_part(self, part: str) -> tuple[TimelineRow, ...]:
        return tuple(row for row in self.rows if row.item.part == part)


def timeline(year: int, day: date | None = None) -> Timeline:
    """Return the picture of a year's plan on the day (today by default, in a year that is over its last)."""
    on = min(day or date.today(), date(year, 12, 31))
    items = plans.progress(year, on)
    done: dict[str, dict[str, tuple[date, ...]]] = {
        population: days.days({item.figure_name for item in same if item.figure_name}, next(iter(same)).scope)
        for population, same in _by_population(items).items()
    }
    rows = (TimelineRow(item, done[item.population].get(item.figure_name, ())) for item in by_part(items))
    return Timeline(year, on, tuple(rows))


def by_part(items: Sequence[Progress]) -> tuple[Progress, ...]:
    """Return the items of each part together, the parts in their order."""
    order = list(dict.fromkeys(item.part for item in items))
    return tuple(sorted(items, key=lambda item: order.index(item.part)))


def _by_population(items: Iterable[Progress]) -> dict[str, list[Progress]]:
    found: dict[str, list[Progress]] = defaultdict(list)
    for item in items:
        found[item.population].append(item)
    return found
