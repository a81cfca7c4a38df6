"""A figure: a number with its unit, exact until it is shown, knowing what it is divided by."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from desktop_app.core.number import decimal
from desktop_app.core.wording import enumerated, percent

NOTHING = "—"
"""Shown where a figure has no value: a rate of nothing."""


class Shape(StrEnum):
    """What kind of number a measure gives."""

    COUNT = "count"
    PER_HEAD = "per head"
    RATE = "rate"
    TITLES = "titles"


@dataclass(frozen=True)
class Figure:
    """subject.measure in a scope.

    For a count `numerator` is the value and `denominator` is 1; per-head figures and rates keep both parts. A list
    of titles has their number as its value.
    """

    subject: str
    measure: str
    unit: str
    shape: Shape
    numerator: Fraction
    denominator: Fraction = Fraction(1)
    titles: tuple[str, ...] = ()
    records: int = 0

    @property
    def name(self) -> str:
        return f"{self.subject}.{self.measure}"

    @property
    def value(self) -> Fraction | None:
        """Exact; None for a rate or a per-head figure of nobody."""
        if self.denominator == 1:
            return self.numerator  # most are counts, and a table has thousands
        return self.numerator / self.denominator if self.denominator else None

    @property
    def number(self) -> str:
        """The number alone, worded: 46, 3.7, 93.5%, 《甲》、《乙》."""
        if self.shape is Shape.TITLES:
            return enumerated(self.titles) or NOTHING
        if self.value is None:
            return NOTHING
        if self.shape is Shape.RATE:
            return percent(self.value)
        return decimal(self.value, 1 if self.shape is Shape.PER_HEAD else 2)

    @property
    def text(self) -> str:
        """The number with its measure word: 46次."""
        has_unit = self.shape in (Shape.COUNT, Shape.PER_HEAD) and self.value is not None
        return f"{self.number}{self.unit}" if has_unit else self.number

    def __str__(self) -> str:
        return self.number
