"""An output: something that leaves the office on paper or as a file, made from one or several reports.

What every output has on its face is said here once: period, population, what is not recorded, who signs.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from desktop_app.core.period import Period
from desktop_app.core.scope import EVERYBODY, Denominator, Population, Scope
from desktop_app.exchange import frozen
from desktop_app.exchange.report import BLANK_DAY, Report
from desktop_app.records import session_list, settings

LISTED = 5
"""So many 未登记 sessions are named on the face."""
UNRECORDED = "全部活动.未登记场数"
"""The figure that counts them."""
UNSIGNED = "全部笔记.未审数"
"""The figure of the notes that wait to be signed."""


class Ask(Enum):
    """What must be chosen before an output can be made."""

    MONTH = "月份"
    PERIOD = "期间"
    YEAR = "年度"
    POPULATION = "口径"
    CATEGORY = "活动类型"
    SESSION = "活动"
    CADRE = "干部"


@dataclass(frozen=True)
class Choice:
    """What was chosen; of what an output does not ask, nothing is taken.

    `category` empty: all kinds of session; `session_id` and `cadre_id` None: an empty sheet, or everybody. `named`
    is the template of a document or the sheet of the workbook; `corrects` the release (报出) that this one takes the
    place of.
    """

    period: Period
    population: Population = EVERYBODY
    category: str = ""
    session_id: int | None = None
    cadre_id: int | None = None
    named: str = ""
    corrects: int | None = None

    @property
    def scope(self) -> Scope:
        return Scope(self.period, self.population, Denominator(settings.current().denominator))


@dataclass(frozen=True)
class Output:
    """An output by its name: what it asks and how it is made; all reports of one lie the same way on the paper.

    `about` says in one sentence what it is for. `file_name` is what it is offered to be saved under, without ending.
    """

    name: str
    group: str
    about: str
    asks: frozenset[Ask]
    make: Callable[[Choice], Sequence[Report]]
    file_name: Callable[[Choice], str]

    def reports(self, choice: Choice) -> list[Report]:
        """Make the output; one that takes the place of a release says so on its face (更正)."""
        made = list(self.make(choice))
        return made if choice.corrects is None else frozen.corrected(made, choice.corrects)


def signature() -> tuple[str, ...]:
    """Return the signature line as it is as a rule: who filled it in, who looked through it, and the day."""
    office = settings.current()
    return f"填表人：{office.clerk}", f"审核人：{office.reviewer}", f"填表日期：{BLANK_DAY}"


def facts(choice: Choice, *, counts: bool = True) -> tuple[str, ...]:
    """Return what stands on the face: period, population and, where figures are counted, what is not recorded yet."""
    said = (f"统计期间：{choice.period.text}", f"口径：{choice.population.text}")
    return (*said, unrecorded_said(choice.period)) if counts else said


def unrecorded(period: Period) -> list[int]:
    """Return the sessions of the period that are 未登记: the figures are without them."""
    return session_list.keys(session_list.Wanted(period=period, due=True), descending=False)


def unrecorded_said(period: Period) -> str:
    """Return which sessions are not recorded: without them the figures are not whole."""
    waiting = unrecorded(period)
    first = [(row.held_on, row.category) for row in session_list.rows(waiting[:LISTED])]
    return waiting_said(len(waiting), first, "以下数字不含这些场次")


def waiting_said(number: int, first: Iterable[tuple[date, str]], so: str) -> str:
    """Return how many sessions are 未登记, the days and kinds of the `first` LISTED of them, and what follows of it."""
    if not number:
        return "未登记：无"
    shown = "、".join(f"{day.month}月{day.day}日{category}" for day, category in first)
    return f"未登记：{number}场（{shown}{'等' if number > LISTED else ''}），{so}"
