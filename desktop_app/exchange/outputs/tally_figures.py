"""The figures of a month's tally: each asked of the register, once for all its tables, and kept with what was asked."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from desktop_app.core.period import Period
from desktop_app.core.scope import Population, Scope, Slice
from desktop_app.core.subject import SubjectKind
from desktop_app.exchange.report import Align, Column, Sourced
from desktop_app.metrics import register
from desktop_app.metrics.breakdown import Breakdown
from desktop_app.metrics.register import Figures
from desktop_app.metrics.subjects import SubjectOf, subjects

MONTH, YEAR, LAST_YEAR = "本月", "本年累计", "上年同期"
SPANS = (MONTH, YEAR, LAST_YEAR)
NOW = (MONTH, YEAR)
ACTIVITIES, NOTES = "全部活动", "全部笔记"
IN_POST = "在岗.人数"
OF_SESSIONS = ("次数", "人次", "人学时")
OF_NOTES = ("篇数", "字数", "审签率")
MEASURES = {SubjectKind.SESSIONS: OF_SESSIONS, SubjectKind.PARTS: ("次数", "人次"), SubjectKind.NOTES: OF_NOTES}
OF_UNIT = {
    "参训人次": f"{ACTIVITIES}.人次", "实到率": f"{ACTIVITIES}.实到率", "人学时": f"{ACTIVITIES}.人学时",
    "笔记篇数": f"{NOTES}.篇数",
}  # fmt: skip
OF_PERSON = {
    "参训": f"{ACTIVITIES}.人次", "应到": f"{ACTIVITIES}.应到人次", "学时": f"{ACTIVITIES}.人学时",
    "笔记": f"{NOTES}.篇数", "字数": f"{NOTES}.字数",
}  # fmt: skip
"""What is told of each, by the heading of its column."""


@dataclass(frozen=True)
class TallyFigures:
    """The figures of a month and a population, in the three spans of time."""

    month: Period
    population: Population

    @cached_property
    def periods(self) -> dict[str, Period]:
        year = Period.year_to(self.month.last)
        return {MONTH: self.month, YEAR: year, LAST_YEAR: year.a_year_before()}

    @cached_property
    def subjects(self) -> tuple[SubjectOf, ...]:
        return tuple(subject for subject in subjects() if subject.kind in MEASURES)

    @cached_property
    def whole(self) -> dict[str, Figures]:
        """The figures of the population by span; none of last year where no ledger was kept then.

        A column of zeros would say that nothing was done.
        """
        names = {f"{subject.name}.{measure}" for subject in self.subjects for measure in MEASURES[subject.kind]}
        asked = {*names, IN_POST, *OF_UNIT.values(), *OF_PERSON.values()}
        found = register.by_slice(self._scope(YEAR), self._slices(SPANS), asked)
        if not any(found[LAST_YEAR][name].records for name in names):
            found[LAST_YEAR] = {}
        return found

    @cached_property
    def parts(self) -> Breakdown:
        """The figures of units and people, of this month and year."""
        return register.broken_down(
            self._scope(YEAR), self._slices(NOW), {IN_POST, *OF_UNIT.values(), *OF_PERSON.values()}
        )

    def sourced(
        self,
        found: Figures,
        span: str,
        names: Iterable[str],
        population: Population | None = None,
        cadre_id: int | None = None,
    ) -> list[Sourced]:
        """Return cells of figures of a span, of a part of the population where one is given."""
        scope = self._scope(span, population)
        return [Sourced(found[name], scope, cadre_id) for name in names]

    def unit(self, name: str) -> Population:
        """Return a part of the population: a unit, or 局机关 or 司法所 of it."""
        return Population(name, self.population.party_only)

    def _scope(self, span: str, population: Population | None = None) -> Scope:
        return Scope(self.periods[span], population or self.population)

    def _slices(self, spans: Collection[str]) -> list[Slice]:
        return [Slice(span, self.periods[span]) for span in spans]


def figure_columns(spans: Sequence[str], headings: Iterable[str], width: float) -> list[Column]:
    """Return the columns of figures, the same under each span."""
    names = list(headings)
    return [Column(name, width, Align.RIGHT, span) for span in spans for name in names]
