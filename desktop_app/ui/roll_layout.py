"""Where the people of an attendance sheet stand: unit by unit, down the columns of a page, like a printed roll."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_AT_LEAST = 2
"""A heading is never left with fewer of its people than this at the foot of a column."""


@dataclass(frozen=True)
class Sizes:
    """Heights in pixels: of a person's row, of a unit's heading, and of the gap after a unit."""

    row: int
    heading: int
    gap: int

    def block(self, people: int) -> int:
        return self.heading + people * self.row


@dataclass(frozen=True)
class Run:
    """People of one unit that stand under each other: rows first..first+count-1, heading at the top."""

    column: int
    top: int
    unit: int
    first: int
    count: int
    continued: bool


def flow(counts: Sequence[int], sizes: Sizes, height: int, columns: int) -> tuple[list[Run], int]:
    """Place units of so many people each in columns; return the runs and how many columns they take.

    Where everything fits into the columns that are seen at once, these are made about equally long; otherwise they
    are as high as the page and there are as many as it takes. Only units longer than half the page are divided.
    """
    divided = {unit for unit, count in enumerate(counts) if sizes.block(count) > height // 2}
    for each in _candidates(counts, sizes, height, columns, divided):
        runs = list(_poured(counts, sizes, each, divided))
        if not runs or runs[-1].column < columns:
            return runs, columns
    runs = list(_poured(counts, sizes, height, divided))
    return runs, max(columns, runs[-1].column + 1 if runs else 0)


def _candidates(counts: Sequence[int], sizes: Sizes, height: int, columns: int, divided: set[int]) -> range:
    """Return the heights to try, from an equal share upwards."""
    share = sum(sizes.block(count) + sizes.gap for count in counts) // columns
    whole = [sizes.block(count) for unit, count in enumerate(counts) if unit not in divided]
    return range(min(max(share, sizes.block(_AT_LEAST), *whole), height), height, sizes.row)


def _poured(counts: Sequence[int], sizes: Sizes, height: int, divided: set[int]) -> Iterator[Run]:
    column, top, first = 0, 0, 0
    for unit, count in enumerate(counts):
        left, continued = count, False
        while left:
            fits = max(0, (height - top - sizes.heading) // sizes.row)
            if top and fits < left and (unit not in divided or fits < _AT_LEAST):
                column, top = column + 1, 0
                continue
            taken = min(left, max(fits, 1))
            yield Run(column, top, unit, first, taken, continued)
            first, left, continued = first + taken, left - taken, True
            top += sizes.block(taken) + sizes.gap


def units_of(names: Sequence[str]) -> list[tuple[str, int]]:
    """Return the units with how many follow each other of each: [办公室, 办公室, 政工科] → 办公室 2, 政工科 1."""
    starts = [0, *(number for number, (one, next_) in enumerate(pairwise(names), start=1) if one != next_)]
    ends = [*starts[1:], len(names)]
    return [(names[start], end - start) for start, end in zip(starts, ends, strict=True)] if names else []
