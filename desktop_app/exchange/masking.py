"""脱敏: copies for outsiders, in which digits, names and units are chosen to be shown as stars, one for each character.

Every digit goes, figures and dates included, and so do numbers in Chinese words before a counter (三次) and days in
them (二〇二二年). The number that a paragraph begins with (1. （2）) is layout and stays, as do other numbers in words:
they are mostly part of a phrase (三会一课, 八项规定). Of names, those that the ledger knows are masked wherever they
stand, also where spaces stand between their characters.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Any, Final

from desktop_app.exchange.report import Cell, Report, Row, figure_in, worded
from desktop_app.records import names

STAMP: Final = "脱敏件"
_STAR: Final = "*"
_STAR_IN_A_NAME: Final = "×"
"""No file and no tab of a workbook may have a star in its name."""
_KEPT: Final = re.compile(r"[^\s（）()]")
"""A character of a name that is masked; what stands between is left, so that the line keeps its shape."""
_DOT: Final = "[·•‧・∙．]"
"""What may be typed between the two parts of a name (买买提·吐尔逊)."""
_DIGIT: Final = r"\d"
_SPOKEN: Final = "〇○零一二两三四五六七八九十百千"
_IN_WORDS: Final = (
    rf"(?<![第万亿{_SPOKEN}])[{_SPOKEN}][万亿{_SPOKEN}]*"
    r"(?=(?:余|多)?(?:人次|次(?!性)|场|人(?!一)|篇|字|学时|小时|期(?!一)|名|天|项(?!规定)))"
    rf"|(?<=百分之)[点{_SPOKEN}]+"
    r"|[〇○零一二三四五六七八九]{4}(?=年)|(?<=年)[一二三四五六七八九十]{1,2}(?=月)|(?<=月)[一二三四五六七八九十]{1,3}(?=日)"
)
_NUMBERING: Final = re.compile(r"\s*(?:[（(][1-9]\d?[）)]|[1-9]\d?[.．、）)])(?!\d)")


@dataclass(frozen=True)
class Masking:
    """What is masked; each is chosen for itself."""

    digits: bool = False
    names: bool = False
    units: bool = False

    def __bool__(self) -> bool:
        return self.digits or self.names or self.units


class Mask:
    """Masks text; it knows the names that the ledger holds when it is made."""

    def __init__(self, masking: Masking) -> None:
        self.masks_digits = masking.digits
        words = (names.people() if masking.names else set[str]()) | (names.units() if masking.units else set[str]())
        self._names = _pattern(words)
        digits = f"{_DIGIT}|{_IN_WORDS}" if masking.digits else ""
        self._all = re.compile("|".join(part for part in (self._names.pattern, digits) if part) or r"(?!)")
        self.text = lru_cache(4096)(self._text)

    def data(self, text: str) -> str:
        """Mask what stands in a cell: a number that it begins with is no layout."""
        return self._all.sub(_starred, text)

    def word(self, text: str) -> str:
        """Mask the names in text whose digits mean something to a program."""
        return self._names.sub(_starred, text)

    def _text(self, text: str) -> str:
        start = found.end() if (found := _NUMBERING.match(text)) else 0
        return text[:start] + self.data(text[start:])


def masked(reports: Sequence[Report], masking: Masking) -> list[Report]:
    """Return the reports with what was chosen as stars; nothing in them leads to a record or to the journal."""
    mask = Mask(masking)
    return [_masked_report(content, mask) for content in reports]


def of_rows(masking: Masking) -> Callable[[Sequence[Cell]], tuple[Cell, ...]]:
    """Return what masks the cells of a row, for rows that are too many to be a report."""
    mask = Mask(masking)
    return lambda cells: tuple(_masked_cell(cell, mask) for cell in cells)


def masked_file_name(name: str, masking: Masking) -> str:
    """Return the name of a file, without its ending, with what was chosen as ×."""
    return f"{Mask(masking).text(name).replace(_STAR, _STAR_IN_A_NAME)}（脱敏）"


def _masked_report(content: Report, mask: Mask) -> Report:
    tab = mask.text(content.sheet_name or content.title).replace(_STAR, _STAR_IN_A_NAME)
    return replace(_masked(content, mask), sheet_name=tab, stamp=STAMP, sideways=content.is_sideways)


def _masked(value: Any, mask: Mask) -> Any:
    """Return a value, and all that it holds, with its text masked."""
    if isinstance(value, Enum) or not value:
        return value
    if isinstance(value, str):
        return mask.text(value)
    if isinstance(value, tuple):
        return tuple(_masked(each, mask) for each in value)
    if isinstance(value, Row):
        return replace(value, cells=tuple(_masked_cell(cell, mask) for cell in value.cells), record=None)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _masked(getattr(value, field.name), mask) for field in fields(value)})
    return value


def _masked_cell(cell: Cell, mask: Mask) -> Cell:
    figure = figure_in(cell)
    if isinstance(cell, str) or (mask.masks_digits and cell is not None):
        return mask.data(worded(cell))
    return _masked(figure or cell, mask)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds the words, the longest first, by their first letter: a ledger may know a thousand."""
    found = defaultdict[str, list[str]](list)
    for word in sorted({"".join(word.split()) for word in words} - {""}, key=len, reverse=True):
        first, *others = word
        found[first].append("".join(rf"\s*{_DOT if letter in _DOT else re.escape(letter)}" for letter in others))
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in found.items()) or r"(?!)")


def _starred(found: re.Match[str]) -> str:
    return _KEPT.sub(_STAR, found[0])
