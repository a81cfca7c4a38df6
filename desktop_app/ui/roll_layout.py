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
    are as high as the page and there are as many as it takes.
    """
    heights = sorted({height, *_candidates(counts, sizes, height, columns)})
    for each in heights:
        runs = list(_poured(counts, sizes, each))
        if not runs or runs[-1].column < columns:
            return runs, columns
    runs = list(_poured(counts, sizes, height))
    return runs, runs[-1].column + 1


def _candidates(counts: Sequence[int], sizes: Sizes, height: int, columns: int) -> range:
    everything = sum(sizes.block(count) + sizes.gap for count in counts)
    return range(min(max(everything // columns, sizes.block(_AT_LEAST)), height), height, sizes.row)


def _poured(counts: Sequence[int], sizes: Sizes, height: int) -> Iterator[Run]:
    """Pour the units into columns of a height; a unit is divided only if it is longer than half a column."""
    column, top, first = 0, 0, 0
    for unit, count in enumerate(counts):
        left, continued = count, False
        while left:
            fits = max(0, (height - top - sizes.heading) // sizes.row)
            divided = sizes.block(count) > height // 2
            if top and fits < left and (not divided or fits < _AT_LEAST):
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
