"""Required readings (必学篇目): the list of a year, how far it is covered, and what each person still has to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from desktop_app.core.errors import UserError
from desktop_app.core.period import YEARS, Period
from desktop_app.core.reading import ReadingState, same_title
from desktop_app.core.scope import ALL, Population
from desktop_app.metrics import readings
from desktop_app.metrics.people import People
from desktop_app.records import cadres, signatures
from desktop_app.records.cadres import CadreRow
from desktop_app.store import journal
from desktop_app.store.models import Reading
from desktop_app.store.reading import among, read

KINDS = ("政治理论", "党规党纪", "法律法规", "业务知识", "先进事迹", "其他")


@dataclass(frozen=True)
class ReadingDraft:
    """A required reading as typed; population says whose it is, as 全系统, 党员, a unit or a named list."""

    year: int
    title: str
    source: str = ""
    kind: str = ""
    population: str = ALL
    deadline: date | None = None
    position: int = 0

    def check(self) -> None:
        if self.year not in YEARS:
            raise UserError(f"年度“{self.year}”不对，请写成 2022 这样。", "year")
        if not same_title(self.title):
            raise UserError("请填写篇目。", "title")
        if self.deadline and self.deadline.year != self.year:
            raise UserError(f"完成时限不在{self.year}年。", "deadline")


ReadingKey = tuple[int, str]
"""What makes a reading the same one: year and title, as titles are compared."""


@dataclass(frozen=True)
class _Stored:
    id: int
    year: int
    title: str
    source: str
    kind: str
    population: str
    deadline: date | None
    position: int


@dataclass(frozen=True)
class ReadingRow(_Stored):
    """A line of the list, with what was covered by the day it is looked at."""

    state: ReadingState = ReadingState.OPEN
    days: tuple[date, ...] = ()
    sessions: tuple[int, ...] = ()
    should: int = 0
    covered: int = 0

    def draft(self) -> ReadingDraft:
        return ReadingDraft(
            self.year, self.title, self.source, self.kind, self.population, self.deadline, self.position
        )


@dataclass(frozen=True)
class PersonRow:
    """Somebody with what is still to be read: all that is his or hers and was not covered."""

    id: int
    cadre: CadreRow
    should: int
    missing: tuple[str, ...]


def listed(year: int, day: date | None = None) -> list[ReadingRow]:
    """Return the list of a year as it stands at the end of the day, today by default."""
    query = Reading.select(
        Reading.id, Reading.year, Reading.title, Reading.source, Reading.kind, Reading.population, Reading.deadline,
        Reading.position,
    ).where(Reading.year == year)  # fmt: skip
    stored = {row.id: row for row in read(query, _Stored)}
    return [
        ReadingRow(
            **vars(stored[each.reading.id]),
            state=each.state,
            days=tuple(occasion.day for occasion in each.occasions),
            sessions=tuple(occasion.session_id for occasion in each.occasions),
            should=len(each.should),
            covered=len(each.covered),
        )
        for each in readings.coverage(year, day or date.today())
    ]


def missing(reading_id: int, day: date | None = None) -> list[CadreRow]:
    """Return who has not covered a reading yet, in the order of the roster."""
    year, day = Reading.get_by_id(reading_id).year, day or date.today()
    found = next(each for each in readings.coverage(year, day) if each.reading.id == reading_id)
    return [row for row in cadres.listed(_within(year, day)) if row.id in found.missing]


def by_person(year: int, day: date | None = None) -> list[PersonRow]:
    """Return what everybody still has to read, in the order of the roster; only those who have to read anything."""
    day = day or date.today()
    found = readings.coverage(year, day)
    return [
        PersonRow(
            row.id,
            row,
            len(mine),
            tuple(each.reading.title for each in mine if row.id in each.missing),
        )
        for row in cadres.listed(_within(year, day))
        if (mine := [each for each in found if row.id in each.should])
    ]


def titles(year: int) -> list[str]:
    """Return the titles on the list of a year, in its order: offered where sessions and notes are typed."""
    return [reading.title for reading in readings.required(year)]


def ids(year: int) -> dict[str, int]:
    """Return the readings of a year by their titles, in the order of the list."""
    return {reading.title: reading.id for reading in readings.required(year)}


def year_of(reading_id: int) -> int | None:
    """Return the year on whose list a reading stands; None where it is gone."""
    found = Reading.get_or_none(Reading.id == reading_id)
    return found.year if found else None


def years() -> list[int]:
    """Return the years that have a list, this one and the next, for which lists are made; the newest first."""
    found = {year for (year,) in Reading.select(Reading.year).distinct().tuples()}
    this = date.today().year
    return sorted({this, this + 1, *found}, reverse=True)


def ids_by_key() -> dict[ReadingKey, int]:
    """Return all readings by year and title, as titles are compared."""
    query = Reading.select(Reading.year, Reading.title, Reading.id).tuples()
    return {(year, same_title(title)): id_ for year, title, id_ in query}


def keys() -> frozenset[ReadingKey]:
    return frozenset((year, same_title(title)) for year, title in Reading.select(Reading.year, Reading.title).tuples())


def add(draft: ReadingDraft) -> set[str]:
    _check(draft, None)
    with journal.step(f"新增必学篇目“{draft.title.strip()}”（{draft.year}年）") as changed:
        create(draft)
    return changed


def change(reading_id: int, draft: ReadingDraft) -> set[str]:
    _check(draft, reading_id)
    with journal.step(f"修改必学篇目“{draft.title.strip()}”（{draft.year}年）") as changed:
        Reading.update(**_columns(draft)).where(Reading.id == reading_id).execute()
    return changed


def remove(chosen: Sequence[int]) -> set[str]:
    """Remove readings; notes written on them stay, but lose their signatures."""
    what = f"“{Reading.get_by_id(chosen[0]).title}”" if len(chosen) == 1 else f"{len(chosen)}篇"
    with journal.step(f"删除必学篇目{what}") as changed:
        signatures.void_answering("reading", chosen)
        Reading.delete().where(among(Reading.id, chosen)).execute()
    return changed


def copy_last_year(year: int) -> set[str]:
    """Put last year's list on this year's as well: what stands there already is left out, deadlines move on a year."""
    known = {title for of_year, title in keys() if of_year == year}
    before = Reading.select().where(Reading.year == year - 1).order_by(Reading.position, Reading.id)
    new = [row for row in before if same_title(row.title) not in known]
    if not new:
        said = f"{year - 1}年的篇目{year}年都有了。" if before.exists() else f"{year - 1}年没有必学篇目可以复制。"
        raise UserError(said)
    with journal.step(f"复制{year - 1}年的必学篇目{len(new)}篇到{year}年") as changed:
        for row in new:
            deadline = _a_year_later(row.deadline) if row.deadline else None
            create(ReadingDraft(year, row.title, row.source, row.kind, row.population, deadline, row.position))
    return changed


def create(draft: ReadingDraft) -> None:
    """Write a reading inside a step that is already open; without a place of its own it comes last."""
    last = Reading.select(fn.MAX(Reading.position)).where(Reading.year == draft.year).scalar() or 0
    Reading.create(**_columns(draft) | {"position": draft.position or last + 1})


def check_population(name: str) -> None:
    """Refuse a population nobody knows, beside its field."""
    try:
        People().stays(Population.parse(name), Period.year(date.today().year))
    except UserError as error:
        raise UserError(str(error), "population") from None


def _check(draft: ReadingDraft, reading_id: int | None) -> None:
    draft.check()
    others = Reading.select(Reading.title).where(Reading.year == draft.year, Reading.id != (reading_id or 0))
    same = next((title for (title,) in others.tuples() if same_title(title) == same_title(draft.title)), None)
    if same:
        raise UserError(f"{draft.year}年的必学篇目里已经有“{same}”了。", "title")
    check_population(draft.population)


def _columns(draft: ReadingDraft) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in vars(draft).items()}


def _a_year_later(day: date) -> date:
    leaps = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28) if leaps else day.replace(year=day.year + 1)


def _within(year: int, day: date) -> date:
    """Return the day, or the nearest of the year."""
    period = Period.year(year)
    return max(period.first, min(day, period.last))
