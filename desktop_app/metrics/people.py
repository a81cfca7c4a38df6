"""Who belonged to which population on which day: every figure about people starts here.

Belonging is a set of stays: a cadre, a first and a last day. A posting in a unit of the system is one stay in that
unit; 局机关, 司法所, a unit and a named list are choices among the stays, and party membership cuts them off at the day
of joining. So one shape serves every population, and facts stay as of their date whoever moves later.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from desktop_app.core.errors import UserError
from desktop_app.core.people import PARTY_MEMBERS, UnitKind
from desktop_app.core.period import Period
from desktop_app.core.scope import ALL, BUREAU, EVERYBODY, OFFICES, Population
from desktop_app.store.models import Cadre, CadreList, CadreListMember, Posting, Unit, db

KINDS_OF = {BUREAU: (UnitKind.BUREAU, UnitKind.SECTION), OFFICES: (UnitKind.OFFICE,)}


@dataclass(frozen=True, slots=True)
class Stay:
    """The days, both included, on which a cadre belonged, and in which unit (0 where it is none of the system's)."""

    cadre_id: int
    first: date
    last: date
    unit_id: int = 0


@dataclass(frozen=True, slots=True)
class _Posted:
    cadre_id: int
    unit_id: int
    leadership: frozenset[str]
    first: date
    last: date


class People:
    """The postings of everybody, read once for all the figures of one asking."""

    def __init__(self) -> None:
        units = _raw(Unit.select(Unit.id, Unit.name, Unit.kind, Unit.parent))
        self._unit_kinds: dict[int, str] = {unit: kind for unit, _, kind, _ in units}
        self._unit_names: dict[str, int] = {name: unit for unit, name, _, _ in units}
        self._parents: dict[int, int | None] = {unit: parent for unit, _, _, parent in units}
        cadres = _raw(Cadre.select(Cadre.id, Cadre.political_status, Cadre.party_joined_on))
        self._cadres: list[int] = [cadre for cadre, _, _ in cadres]
        self._party_from: dict[int, date] = {
            cadre: date.fromisoformat(joined) if joined else date.min
            for cadre, status, joined in cadres
            if status in PARTY_MEMBERS
        }
        postings = Posting.select(
            Posting.cadre, Posting.unit, Posting.leadership, Posting.from_date, Posting.to_date
        ).order_by(Posting.from_date)
        self._posted = [
            _Posted(
                cadre, unit, frozenset(leadership.split("、")), date.fromisoformat(first),
                date.fromisoformat(last) if last else date.max,
            )
            for cadre, unit, leadership, first, last in _raw(postings)
        ]  # fmt: skip
        self._by_cadre: dict[int, list[_Posted]] = defaultdict(list)
        for posted in self._posted:
            self._by_cadre[posted.cadre_id].append(posted)

    def leadership(self, cadre_id: int, day: date) -> frozenset[str]:
        """Return the leadership roles (领导身份) of a cadre on the day."""
        posted = self._posting(cadre_id, day)
        return posted.leadership if posted else frozenset()

    def stays(self, population: Population, period: Period) -> tuple[Stay, ...]:
        """Return who belonged when, cut to the period; UserError for a population nobody knows."""
        units, cadres = self._choice(population.name)
        found: list[Stay] = []
        for posted in self._posted:
            first, last = max(posted.first, period.first), min(posted.last, period.last)
            if posted.unit_id not in units or (cadres is not None and posted.cadre_id not in cadres):
                continue
            if population.party_only:
                first = max(first, self._party_from.get(posted.cadre_id, date.max))
            if first <= last:
                found.append(Stay(posted.cadre_id, first, last, posted.unit_id))
        return tuple(found)

    def outside(self, period: Period) -> tuple[Stay, ...]:
        """Return who was not in post in the system, and when: nothing counts that anybody has on such a day."""
        inside = by_cadre(self.stays(EVERYBODY, period))
        found: list[Stay] = []
        for cadre in self._cadres:
            free = period.first.toordinal()
            for stay in inside.get(cadre, ()):
                if free < stay.first.toordinal():
                    found.append(Stay(cadre, date.fromordinal(free), stay.first - timedelta(days=1)))
                free = max(free, stay.last.toordinal() + 1)
            if free <= period.last.toordinal():
                found.append(Stay(cadre, date.fromordinal(free), period.last))
        return tuple(found)

    def units_within(self, name: str) -> set[int]:
        """Return the units that belong to a population as a whole; none for a named list."""
        units, cadres = self._choice(name)
        return units if cadres is None else set()

    def whole_units(self, name: str) -> dict[int, set[int]]:
        """Return the units of a population that belong to it with all units under them, each with these and itself."""
        within = self.units_within(name)
        return {unit: below for unit in within if (below := self._below(unit)) <= within}

    def unit(self, name: str) -> int | None:
        """Return the unit that a population of this name is; None where it is no single unit."""
        return None if name == ALL or name in KINDS_OF else self._unit_names.get(name)

    def _choice(self, name: str) -> tuple[set[int], set[int] | None]:
        """Return the units of a population and, for a named list, its people."""
        inside = {unit for unit, kind in self._unit_kinds.items() if kind != UnitKind.OUTSIDE}
        if name == ALL:
            return inside, None
        if name in KINDS_OF:
            return {unit for unit in inside if self._unit_kinds[unit] in KINDS_OF[name]}, None
        if name in self._unit_names:
            return self._below(self._unit_names[name]), None
        members = CadreListMember.select(CadreListMember.cadre).join(CadreList).where(CadreList.name == name).tuples()
        if not CadreList.select().where(CadreList.name == name).exists():
            raise UserError(f"没有“{name}”这个口径，请用全系统、局机关、司法所、单位名称或名单名称。")
        return inside, {cadre for (cadre,) in members}

    def _below(self, unit: int) -> set[int]:
        """Return a unit and all units under it."""
        found = {unit}
        while more := {child for child, parent in self._parents.items() if parent in found} - found:
            found |= more
        return found

    def _posting(self, cadre_id: int, day: date) -> _Posted | None:
        return next((posted for posted in self._by_cadre[cadre_id] if posted.first <= day <= posted.last), None)


def by_cadre(stays: Iterable[Stay]) -> Mapping[int, tuple[Stay, ...]]:
    """Return each cadre's stays, in the order given."""
    found: dict[int, tuple[Stay, ...]] = {}
    for stay in stays:
        found[stay.cadre_id] = (*found.get(stay.cadre_id, ()), stay)
    return found


def count_in_post(stays: Iterable[Stay], day: date) -> int:
    """Return how many are in post on the day (期末在岗)."""
    return len({stay.cadre_id for stay in stays if stay.first <= day <= stay.last})


def average_in_post(stays: Iterable[Stay], period: Period) -> Fraction:
    """Return the daily mean of those in post (期内平均在岗)."""
    within = ((max(stay.first, period.first), min(stay.last, period.last)) for stay in stays)
    return Fraction(sum(max(0, (last - first).days + 1) for first, last in within), period.days)


def _raw(query: Any) -> list[tuple[Any, ...]]:
    """Run a query without turning every cell into Python's types: the postings are read for every figure."""
    return db.execute(query).fetchall()
