"""What a reader of a filled document might stumble over, although nothing in its template is wrong.

Each is a sentence that names the places; none of them keeps a document from being written.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from desktop_app.core.figure import Figure
from desktop_app.core.scope import ALL

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|《[^》]*》|〈[^〉]*〉")
"""What is not the template's own words: placeholders, and titles, which bear years of their own."""
_UNTIL = re.compile(r"截至\s*((?:(\d{4})\s*年)?\s*(\d{1,2})\s*月\s*(?:(\d{1,2})\s*日|底|末)?)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年")


class Use(Protocol):
    """A figure as it stands in a document."""

    @property
    def figure(self) -> Figure: ...
    @property
    def population(self) -> str | None: ...
    @property
    def span(self) -> str: ...
    @property
    def place(self) -> str: ...


class Line(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def where(self) -> str: ...


def of_populations(uses: Sequence[Use]) -> list[str]:
    """Name each measure that has two values in one document because it is asked for two populations."""
    first: dict[tuple[str, str], Use] = {}
    said: dict[tuple[str, str], str] = {}
    for use in uses:
        key = use.figure.name, use.span
        known = first.setdefault(key, use)
        if _population(use) != _population(known) and use.figure.value != known.figure.value and key not in said:
            said[key] = (
                f"“{use.figure.name}”有两个口径的数：{known.place}是{_population(known)}的{known.figure.text}，"
                f"{use.place}是{_population(use)}的{use.figure.text}，请看文中是否写明了口径。"
            )
    return list(said.values())


def of_typed_days(lines: Iterable[Line], year: int, day: tuple[int, int]) -> list[str]:
    """Name the 截至 days and the years that are typed by hand and are not those of the document.

    `day` is month and day of the document's as-of date. The year to come is not told of: its plan is in most reports.
    """
    return [sentence for line in lines for sentence in _of_line(line, year, day)]


def _of_line(line: Line, year: int, day: tuple[int, int]) -> Iterator[str]:
    text = _TAG.sub("◇", line.text)
    for until in _UNTIL.finditer(text):
        if not _is_day(until, year, day):
            yield (
                f"{line.where}：手写的“截至{until[1].strip()}”与统计截至的{year}年{day[0]}月{day[1]}日不是同一天，"
                "可改写成“截至{{ 截止日期 }}”。"
            )
    for typed in dict.fromkeys(_YEAR.findall(_UNTIL.sub("", text))):
        if int(typed) not in (year, year + 1):
            yield f"{line.where}：手写的“{typed}年”不是统计的{year}年，可改写成“{{{{ 年度 }}}}年”，请核对。"


def _is_day(typed: re.Match[str], year: int, day: tuple[int, int]) -> bool:
    """Whether a typed 截至 is the document's day; of one without a day (3月, 3月底) only the month is compared."""
    same_year = typed[2] is None or int(typed[2]) == year
    same_day = typed[4] is None or int(typed[4]) == day[1]
    return same_year and int(typed[3]) == day[0] and same_day


def _population(use: Use) -> str:
    return use.population or ALL
