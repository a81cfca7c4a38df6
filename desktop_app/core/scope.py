"""Which part of the records a figure is about: days, people, and whom it is divided by."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from desktop_app.core.period import Period, day_text, same_day

ALL, BUREAU, OFFICES = "全系统", "局机关", "司法所"
FIXED_POPULATIONS = (ALL, BUREAU, OFFICES)
PARTY = "党员"
LAST_YEAR, YEAR_TO_DATE = "上年同期", "今年以来"
SPANS = (LAST_YEAR, YEAR_TO_DATE)
"""The spans of time beside its own that a document may ask a figure for."""


class Denominator(StrEnum):
    """Whom 人均 is divided by; printed beside every per-head figure."""

    END = "期末在岗"
    AVERAGE = "期内平均在岗"
    EVER = "期内曾在岗"
    SUBMITTERS = "实际提交者"


@dataclass(frozen=True)
class Population:
    """The people counted (口径): 全系统, 局机关, 司法所, a unit's name or a named list; party members only or all."""

    name: str = ALL
    party_only: bool = False

    @classmethod
    def parse(cls, text: str) -> "Population":
        """Read 局机关, 局机关党员, 党员 (of the whole system) or a unit's name."""
        text = text.strip()
        if text.endswith(PARTY):
            return cls(text.removesuffix(PARTY) or ALL, party_only=True)
        return cls(text or ALL)

    @property
    def is_all(self) -> bool:
        return self.name == ALL and not self.party_only

    @property
    def text(self) -> str:
        return f"{self.name}{PARTY}" if self.party_only else self.name

    @property
    def in_brackets(self) -> str:
        """（局机关）, as it stands behind the name of a file; nothing where everybody is meant."""
        return "" if self.is_all else f"（{self.text}）"


EVERYBODY = Population()


@dataclass(frozen=True)
class Scope:
    """Period, population and denominator of a figure.

    `as_of` is the day on which states are read (notes signed, plan items done); None reads them as they stand now.
    """

    period: Period
    population: Population = EVERYBODY
    denominator: Denominator = Denominator.END
    as_of: date | None = None

    def of(self, population: Population) -> "Scope":
        return replace(self, population=population)

    def over(self, spans: str) -> "Scope":
        """Return the scope of a span of time as seen from the last day of this one; "" is its own.

        今年以来 may be asked for the same days of last year: both names are in `spans` then.
        """
        scope = self
        if YEAR_TO_DATE in spans:
            scope = replace(scope, period=Period.year_to(scope.period.last))
        if LAST_YEAR in spans:
            before = scope.period.a_year_before()
            day = self.as_of
            as_of = day and (before.last if day == scope.period.last else same_day(day, day.year - 1))
            scope = replace(scope, period=before, as_of=as_of)
        return scope

    @property
    def text(self) -> str:
        """期间、口径 and, where one is set, the as-of date, as printed on the face of every output."""
        until = f"（截至{day_text(self.as_of)}）" if self.as_of else ""
        return f"{self.period.text}{until}，{self.population.text}"


@dataclass(frozen=True)
class Slice:
    """One of the spans of time figures are asked for at once (本月, 本年累计 …), by the name of the asker."""

    name: str
    period: Period
    as_of: date | None = None
    """Takes the place of the scope's where it is set."""

    def __contains__(self, day: date) -> bool:
        """Whether what happened on the day counts: what came after the as-of day does not."""
        return day in self.period and (self.as_of is None or day <= self.as_of)


@dataclass(frozen=True)
class Asked:
    """A figure as it was asked for: enough to ask it again and to list its records; of one cadre where one is named."""

    name: str
    scope: Scope
    cadre_id: int | None = None
