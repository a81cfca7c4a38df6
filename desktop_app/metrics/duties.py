"""Who has which yearly duty (学时任务) and meets it: counted from what was attended on days in post.

Whose a duty is (rank, party membership) and which rules hold is read on one day, the last that counts; the hours are
those of its year up to it, and of as many years before as the duty looks back on.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.core.collation import split_list
from desktop_app.core.duty import Cap, DutyRule, DutyState, capped
from desktop_app.core.period import LAST_MONTH, Period
from desktop_app.core.scope import ALL, EVERYBODY, Population
from desktop_app.metrics import facts
from desktop_app.metrics.facts import Belongs, Earned
from desktop_app.metrics.people import People, Stay
from desktop_app.store.models import Category, Duty, DutyCap, Posting


@dataclass(frozen=True)
class DutyLine:
    """How one cadre stands with one duty; hours and days in hundredths, hours after the yearly caps of their kinds."""

    rule: DutyRule
    hours: int
    days: int

    @property
    def is_met(self) -> bool:
        return self.rule.is_met(self.hours, self.days)

    @property
    def lack(self) -> str:
        return self.rule.lack(self.hours, self.days)


@dataclass(frozen=True)
class Standing:
    """How one cadre stands with all the duties he has on the day.

    hours and days (hundredths) are all of the year up to it that count towards the duty, before any cap: 年度学时.
    """

    cadre_id: int
    lines: tuple[DutyLine, ...]
    hours: int
    days: int

    @property
    def state(self) -> DutyState:
        return DutyState.MET if all(line.is_met for line in self.lines) else DutyState.LACKING

    @property
    def text(self) -> str:
        """What is lacking, duty by duty; empty where nothing is."""
        return "；".join(f"{line.rule.name}{line.lack}" for line in self.lines if not line.is_met)


def rules() -> tuple[DutyRule, ...]:
    query = Duty.select(
        Duty.id, Duty.name, Duty.ranks, Duty.not_ranks, Duty.party_only, Duty.categories, Duty.hours, Duty.days,
        Duty.years, Duty.from_date, Duty.to_date,
    ).order_by(Duty.id)  # fmt: skip
    return tuple(
        DutyRule(id_, name, split_list(ranks), split_list(nots), bool(party), tuple(json.loads(kinds)), *rest)
        for id_, name, ranks, nots, party, kinds, *rest in query.tuples()
    )


def caps() -> tuple[Cap, ...]:
    query = DutyCap.select(Category.uid, DutyCap.hours, DutyCap.from_date, DutyCap.to_date).join(Category)
    return tuple(Cap(*row) for row in query.tuples())


class Standings:
    """How everybody in post, or one of them, stands on each of these days; many cost the same few queries as one."""

    def __init__(self, people: People, days: Iterable[date], cadre_id: int | None = None) -> None:
        self._people = people
        self._only = cadre_id
        self._days = sorted(set(days))
        self._rules = rules()
        self._capped: dict[str, list[Cap]] = defaultdict(list)
        for cap in caps():
            self._capped[cap.category].append(cap)
        counting = Category.select(Category.uid).where(Category.counts_to_duty)
        self._counting = frozenset(uid for (uid,) in counting.tuples())
        postings = Posting.select(Posting.cadre, Posting.rank, Posting.from_date, Posting.to_date)
        self._ranks = list(postings.tuples())
        self._duties = {day: self._duties_on(day) for day in self._days}
        self._earned = self._read_earned()

    def on(self, day: date) -> Mapping[int, Standing]:
        """Return by cadre how those stand who have a duty on the day, which is one of those asked for."""
        number = self._days.index(day)
        found: dict[int, Standing] = {}
        for cadre, held in self._duties[day].items():
            mine = _summed(each for each in self._earned.get(cadre, ()) if each.part <= number)
            of_year = [each for each in mine if each.year == day.year and each.category in self._counting]
            found[cadre] = Standing(
                cadre,
                tuple(self._line(rule, mine, day) for rule in held),
                sum(each.hours for each in of_year),
                sum(each.days for each in of_year),
            )
        return found

    def _duties_on(self, day: date) -> dict[int, tuple[DutyRule, ...]]:
        """Return the duties of everybody in post on the day who has any."""
        on_day = Period(day, day)
        ranks: dict[int, list[str]] = defaultdict(list)
        for cadre, rank, first, last in self._ranks:
            if first <= day and (last is None or last >= day):
                ranks[cadre].append(rank)
        party = {stay.cadre_id for stay in self._people.stays(Population(ALL, party_only=True), on_day)}
        holding = [rule for rule in self._rules if rule.holds_on(day)]
        found: dict[int, tuple[DutyRule, ...]] = {}
        for stay in self._stays(on_day):
            cadre = stay.cadre_id
            held = tuple(rule for rule in holding if rule.concerns(ranks[cadre], is_party=cadre in party))
            if held:
                found[cadre] = held
        return found

    def _read_earned(self) -> dict[int, list[Earned]]:
        """Return by cadre what counts: of the years of the days, and of those before for whom they matter."""
        if not self._days:
            return {}
        asked = Period(date(self._days[0].year, 1, 1), self._days[-1])
        earned = self._attended(asked) + self._credited(asked)
        first_years: dict[int, int] = {}
        for day, duties in self._duties.items():
            for cadre, held in duties.items():
                year = day.year - max(rule.years for rule in held) + 1
                first_years[cadre] = min(year, first_years.get(cadre, year))
        earliest = min(first_years.values(), default=asked.first.year)
        if earliest < asked.first.year:
            before = Period(date(earliest, 1, 1), date(asked.first.year - 1, LAST_MONTH, 31))
            stays = self._stays(before)
            mine = [stay for stay in stays if first_years.get(stay.cadre_id, asked.first.year) < asked.first.year]
            earned += facts.earned(before, self._days, mine) + self._credited(before)
        found: dict[int, list[Earned]] = defaultdict(list)
        for each in earned:
            found[each.cadre_id].append(each)
        return found

    def _attended(self, asked: Period) -> list[Earned]:
        if self._only is not None:
            return facts.earned(asked, self._days, self._stays(asked))
        concerned = {cadre for duties in self._duties.values() for cadre in duties}
        away = [stay for stay in self._people.outside(asked) if stay.cadre_id in concerned]
        too_much = facts.earned(asked, self._days, away) if away else []
        return facts.earned(asked, self._days, None) + [
            replace(each, hours=-each.hours, days=-each.days)  # few were away: quicker taken off than left out
            for each in too_much
        ]

    def _stays(self, period: Period) -> tuple[Stay, ...]:
        stays = self._people.stays(EVERYBODY, period)
        return stays if self._only is None else tuple(stay for stay in stays if stay.cadre_id == self._only)

    def _credited(self, period: Period) -> list[Earned]:
        """Return what was earned outside sessions, on days in post."""
        belongs = Belongs(self._stays(period))
        return [
            Earned(
                credit.cadre_id, credit.category, credit.day.year, sum(credit.day > day for day in self._days),
                credit.hours, credit.days,
            )
            for credit in facts.credited(period)
            if belongs(credit.cadre_id, credit.day)
        ]  # fmt: skip

    def _line(self, rule: DutyRule, earned: Iterable[Earned], day: date) -> DutyLine:
        kinds = rule.categories or self._counting
        hours = days = 0
        for each in earned:
            if each.year > day.year - rule.years and each.category in kinds:
                hours += self._counted(each, day)
                days += each.days
        return DutyLine(rule, hours, days)

    def _counted(self, earned: Earned, day: date) -> int:
        """Return the hours that count of one kind and year, by the caps of that year's last day, or of this day."""
        if earned.category not in self._capped:
            return earned.hours
        last = day if earned.year == day.year else date(earned.year, LAST_MONTH, 31)
        return capped(earned.hours, (cap for cap in self._capped[earned.category] if cap.holds_on(last)))


def _summed(earned: Iterable[Earned]) -> list[Earned]:
    """Add up the hours and days of one cadre by kind and year: a cap is on their sum."""
    found: dict[tuple[str, int], Earned] = {}
    for each in earned:
        key = each.category, each.year
        before = found.get(key)
        found[key] = replace(each, hours=each.hours + before.hours, days=each.days + before.days) if before else each
    return list(found.values())
