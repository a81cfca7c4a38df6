"""Yearly duties (学时任务): who meets them and who lacks how much, and the records behind somebody's hours.

What the duties are is in duty_rules.py; how they are counted in metrics/duties.py.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from desktop_app.core import duty
from desktop_app.core.attendance import ATTENDED
from desktop_app.core.duty import DayRule, DutyState
from desktop_app.core.figure import Figure
from desktop_app.core.number import shown
from desktop_app.core.period import LAST_MONTH, Period
from desktop_app.core.scope import EVERYBODY, Population, Scope
from desktop_app.core.session import HELD
from desktop_app.metrics import facts, register
from desktop_app.metrics.duties import DutyLine, Standing, Standings
from desktop_app.metrics.evidence import RecordLine
from desktop_app.metrics.facts import Belongs
from desktop_app.metrics.people import People
from desktop_app.records import cadres
from desktop_app.store.models import Attendance, Category, DayHours, Session

YEARLY = "年度学时"
"""The built-in subject of everything whose hours count towards the yearly duty."""
HOURS, DAYS = f"{YEARLY}.人学时", f"{YEARLY}.人天数"
NAMES = ("应达标人数", "达标人数", "达标率")
SUMS = tuple(f"学时达标.{name}" for name in NAMES)


@dataclass(frozen=True)
class PersonLine:
    """How one person stands on the last day that is counted.

    hours and days (hundredths) are all of the year that count towards the duty, before any cap: 年度学时.
    """

    id: int
    name: str
    unit: str
    rank: str
    hours: int
    days: int
    lines: tuple[DutyLine, ...]
    state: DutyState
    lack: str
    since: date | None
    """The first day in post, where that was within the year: the duty is whole all the same."""

    @property
    def unmet(self) -> int:
        return sum(not line.is_met for line in self.lines)


def last_day(year: int) -> date:
    """Return the day on which a year's duties are looked at: its last, or today while it goes on."""
    end, today = date(year, LAST_MONTH, 31), date.today()
    return today if today.year == year else end


def hours_of_days(days: int, on: date) -> int:
    """Return what so many days (hundredths) are worth in hours on the day, by the rule of the place."""
    rules = [DayRule(*row) for row in DayHours.select(DayHours.from_date, DayHours.hours, DayHours.half_day).tuples()]
    rule = duty.rule_on(rules, on)
    return duty.hours_of_days(days, rule) if rule else 0


def of_cadre(cadre_id: int, year: int) -> tuple[DutyLine, ...]:
    """Return how somebody stands with each of his duties; none for who is not in post on the last day."""
    day = last_day(year)
    standing = Standings(People(), [day], cadre_id).on(day).get(cadre_id)
    return standing.lines if standing else ()


def listed(year: int, population: Population = EVERYBODY) -> list[PersonLine]:
    """Return everybody of the population who has a duty; who lacks most duties first, then with fewest hours."""
    return listed_on(last_day(year), population)


def listed_on(day: date, population: Population = EVERYBODY) -> list[PersonLine]:
    """Return the same as of a day: of its year, up to it."""
    people = People()
    standings = Standings(people, [day]).on(day)
    span = Period.year_to(day)
    belonging = {stay.cadre_id for stay in people.stays(population, Period(day, day))}
    begun: dict[int, date] = {}
    for stay in people.stays(EVERYBODY, span):
        begun[stay.cadre_id] = min(stay.first, begun.get(stay.cadre_id, stay.first))
    found = [
        _person(row, standings[row.id], begun[row.id])
        for row in cadres.listed(day)
        if row.id in standings and row.id in belonging
    ]
    return sorted(found, key=lambda line: (-line.unmet, line.hours))


def _person(row: cadres.CadreRow, standing: Standing, begun: date) -> PersonLine:
    since = begun if begun > date(begun.year, 1, 1) else None
    return PersonLine(
        row.id, row.full_name, row.unit or "", row.rank or "", standing.hours, standing.days, standing.lines,
        standing.state, standing.text, since,
    )  # fmt: skip


def sums(year: int, population: Population = EVERYBODY) -> dict[str, Figure]:
    """Return how many have a duty, how many meet theirs, and the share, by the names of the measures."""
    scope = Scope(Period.year(year), population, as_of=last_day(year))
    found = register.figures(scope, set(SUMS))
    return {name: found[whole] for name, whole in zip(NAMES, SUMS, strict=True) if whole in found}


def records(cadre_id: int, year: int) -> list[RecordLine]:
    """Return what somebody's hours of a year were counted from, in the order of the days."""
    span = Period.year_to(last_day(year))
    belongs = Belongs(People().stays(EVERYBODY, span))
    query = (
        Session.select(
            Session.id, Session.uid, Session.held_on, Category.name, Session.title, Session.hours, Session.days
        )
        .join(Category)
        .switch(Session)
        .join(Attendance)
        .where(
            Attendance.cadre == cadre_id,
            Attendance.mark.in_([str(mark) for mark in ATTENDED]),
            Session.held_on.between(span.first, span.last),
            Session.state.in_([str(state) for state in HELD]),
            Category.counts_to_duty,
        )
    )
    names = dict(Category.select(Category.uid, Category.name).tuples())
    lines = [
        RecordLine("session", id_, uid, day, kind, title, "", _worth(hours, days))
        for id_, uid, day, kind, title, hours, days in query.tuples()
        if belongs(cadre_id, day)
    ]
    lines += [
        RecordLine(each.table, each.id, "", each.day, names[each.category], each.title, "",
                   _worth(each.hours, each.days))
        for each in facts.credited(span)
        if each.cadre_id == cadre_id and each.duty and belongs(cadre_id, each.day)
    ]  # fmt: skip
    return sorted(lines, key=lambda line: line.day or span.first)


def _worth(hours: int, days: int) -> str:
    return "、".join(f"{shown(value)}{unit}" for value, unit in ((hours, "学时"), (days, "天")) if value)


def lacking(day: date) -> list[tuple[int, str, list[int]]]:
    """Return each duty (id, name) of which somebody lacks something on the day, with the cadres who do."""
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    for cadre, standing in Standings(People(), [day]).on(day).items():
        for line in standing.lines:
            if not line.is_met:
                found[line.rule.id, line.rule.name].append(cadre)
    return [(id_, name, who) for (id_, name), who in sorted(found.items())]
