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

NOT_ASKED = "暂不要求"


@dataclass(frozen=True)
class DutyLine:
    """How one cadre stands with one duty; hours and days in hundredths, hours after the yearly caps of their kinds.

    A duty of some kinds of session only (网络自学) is not asked while the ledger holds nothing of these kinds in the
    years that count: she does not keep them here, and nobody could meet it.
    """

    rule: DutyRule
    hours: int
    days: int
    is_asked: bool = True

    @property
    def is_met(self) -> bool:
        return not self.is_asked or self.rule.is_met(self.hours, self.days)

    @property
    def lack(self) -> str:
        return self.rule.lack(self.hours, self.days) if self.is_asked else ""

    @property
    def result(self) -> str:
        """达标, what is lacking, or that it is not asked."""
        return self.lack or (str(DutyState.MET) if self.is_asked else NOT_ASKED)


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
        self._recorded = facts.recorded_kinds(self._window()) if self._days else {}
        self._earned = self._read_earned()

    def on(self, day: date) -> Mapping[int, Standing]:
        """Return by cadre how those stand of whom a duty is asked on the day, which is one of those asked for."""
        number = self._days.index(day)
        asked = {rule for rule in self._rules if self._is_asked(rule, day)}
        found: dict[int, Standing] = {}
        for cadre, held in self._duties[day].items():
            if asked.isdisjoint(held):
                continue
            mine = self._earned[cadre][number] if cadre in self._earned else ()
            of_year = [each for each in mine if each.year == day.year and each.category in self._counting]
            found[cadre] = Standing(
                cadre,
                tuple(self._line(rule, mine, day, is_asked=rule in asked) for rule in held),
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

    def _read_earned(self) -> dict[int, list[list[Earned]]]:
        """Return by cadre what counts by each of the days: of their years, and of those before for whom they matter."""
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
        return {cadre: _summed(mine, len(self._days)) for cadre, mine in found.items()}

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

    def _window(self) -> Period:
        """Return all the days that may count for one of the duties of some kinds."""
        years = max((rule.years for rule in self._rules if rule.categories), default=1)
        return Period(date(self._days[0].year - years + 1, 1, 1), self._days[-1])

    def _is_asked(self, rule: DutyRule, day: date) -> bool:
        """Whether anything of the kinds of a duty is recorded in the years that count for it up to the day."""
        first = date(day.year - rule.years + 1, 1, 1)
        return not rule.categories or any(
            begun <= day and ended >= first for kind in rule.categories for begun, ended in self._recorded.get(kind, ())
        )

    def _line(self, rule: DutyRule, earned: Iterable[Earned], day: date, *, is_asked: bool) -> DutyLine:
        kinds = rule.categories or self._counting
        hours = days = 0
        for each in earned:
            if each.year > day.year - rule.years and each.category in kinds:
                hours += self._counted(each, day)
                days += each.days
        return DutyLine(rule, hours, days, is_asked)

    def _counted(self, earned: Earned, day: date) -> int:
        """Return the hours that count of one kind and year, by the caps of that year's last day, or of this day."""
        if earned.category not in self._capped:
            return earned.hours
        last = day if earned.year == day.year else date(earned.year, LAST_MONTH, 31)
        return capped(earned.hours, (cap for cap in self._capped[earned.category] if cap.holds_on(last)))


def _summed(earned: Iterable[Earned], days: int) -> list[list[Earned]]:
    """Add up the hours and days of one cadre by kind and year, for a cap is on their sum, by each of the days."""
    new: list[list[Earned]] = [[] for _ in range(days)]
    for each in earned:
        if each.part < days:
            new[each.part].append(each)
    sums: dict[tuple[str, int], Earned] = {}
    by_day: list[list[Earned]] = []
    for of_day in new:  # each goes on from the one before: a year has twelve months, and everybody is asked for
        for each in of_day:
            key = each.category, each.year
            before = sums.get(key)
            sums[key] = each if before is None else _added(before, each)
        by_day.append(list(sums.values()))
    return by_day


def _added(before: Earned, more: Earned) -> Earned:
    return Earned(
        before.cadre_id, before.category, before.year, more.part, before.hours + more.hours, before.days + more.days
    )
