"""Days off and days worked for them (节假日): the published arrangements, overlaid by what the clerk typed.

The published ones come with the program and end some year. For a year they do not know she types the days from the
notice; a day she typed stands before a published one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period, day_text
from desktop_app.core.schedule import Calendar, DayKind, SpecialDay
from desktop_app.store import journal
from desktop_app.store.models import Holiday

NAMES = {
    "New Year's Day": "元旦", "Spring Festival": "春节", "Tomb-sweeping Day": "清明节", "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节", "Mid-autumn Festival": "中秋节", "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}  # fmt: skip
"""What the published days are called in the notices."""
APART = timedelta(60)
"""Two holidays of one name further apart than this are those of two years."""


@dataclass(frozen=True)
class HolidayDraft:
    """A day as typed; as_weekday (Monday 1 to Sunday 7) for one that is worked in place of that weekday."""

    day: date
    kind: DayKind = DayKind.OFF
    name: str = ""
    as_weekday: int | None = None

    def check(self) -> None:
        if self.as_weekday is not None and self.kind is DayKind.OFF:
            raise UserError("放假的日子不用填按周几上班。", "as_weekday")
        if self.as_weekday is not None and not 1 <= self.as_weekday <= 7:  # noqa: PLR2004  the days of a week
            raise UserError("按周几上班请填周一到周日。", "as_weekday")


@dataclass(frozen=True)
class HolidayRow:
    """A day of the list; `typed_id` where it was typed, None where it is the published arrangement."""

    day: date
    special: SpecialDay
    typed_id: int | None

    @property
    def id(self) -> int:
        """A day is in the list once."""
        return self.day.toordinal()

    def draft(self) -> HolidayDraft:
        return HolidayDraft(self.day, self.special.kind, self.special.name, self.special.as_weekday)


def calendar(first: date, last: date) -> Calendar:
    """Return the days from first to last that are not what their weekday says."""
    found = {day: special for day, special in _published().items() if first <= day <= last}
    return found | {day: special for day, special, _ in _typed(first, last)}


def is_known(year: int) -> bool:
    """Whether the days off of a year are published, or she typed any."""
    return year in _published_years() or year in _typed_years()


def unknown_years(first: date, last: date) -> list[int]:
    """Return the years from first to last whose days off nobody has given yet."""
    known = _published_years() | _typed_years()
    return [year for year in range(first.year, last.year + 1) if year not in known]


def years() -> list[int]:
    """Return the years that have days, newest first; this year and the next are always among them."""
    this = date.today().year
    return sorted(_published_years() | _typed_years() | {this, this + 1}, reverse=True)


def listed(year: int) -> list[HolidayRow]:
    """Return the days of a year in their order, the typed ones before the published."""
    period = Period.year(year)
    typed = {day: HolidayRow(day, special, id_) for day, special, id_ in _typed(period.first, period.last)}
    published = {day: HolidayRow(day, special, None) for day, special in _published().items() if day in period}
    return [row for _, row in sorted((published | typed).items())]


def add(draft: HolidayDraft) -> set[str]:
    """Enter a day; one that is published is overlaid, one that was typed is not typed twice."""
    draft.check()
    if Holiday.select().where(Holiday.day == draft.day).exists():
        raise UserError(f"{day_text(draft.day)}已经录入了，请修改那一行。", "day")
    with journal.step(f"录入节假日：{day_text(draft.day)}{draft.kind}") as changed:
        create(draft)
    return changed


def change(row: HolidayRow, draft: HolidayDraft) -> set[str]:
    """Change a day of the list; a published one is overlaid by what was typed."""
    if row.typed_id is None:
        return add(draft)
    draft.check()
    if Holiday.select().where(Holiday.day == draft.day, Holiday.id != row.typed_id).exists():
        raise UserError(f"{day_text(draft.day)}已经录入了，请修改那一行。", "day")
    with journal.step(f"修改节假日：{day_text(row.day)}") as changed:
        Holiday.update(**vars(draft)).where(Holiday.id == row.typed_id).execute()
    return changed


def put(drafts: Sequence[HolidayDraft], title: str) -> set[str]:
    """Enter many days at once, over those that were typed before."""
    for draft in drafts:
        draft.check()
    with journal.step(title) as changed:
        Holiday.delete().where(Holiday.day.in_([draft.day for draft in drafts])).execute()
        for draft in drafts:
            create(draft)
    return changed


def remove(typed_ids: Sequence[int]) -> set[str]:
    """Remove typed days; the published arrangement of those days holds again."""
    with journal.step(f"删除节假日{len(typed_ids)}天") as changed:
        Holiday.delete().where(Holiday.id.in_(list(typed_ids))).execute()
    return changed


def create(draft: HolidayDraft) -> int:
    """Write a day inside a step that is already open."""
    return Holiday.create(**vars(draft)).id


def typed_days() -> frozenset[date]:
    return frozenset(day for (day,) in Holiday.select(Holiday.day).tuples())


def _typed(first: date, last: date) -> list[tuple[date, SpecialDay, int]]:
    query = Holiday.select(Holiday.day, Holiday.kind, Holiday.name, Holiday.as_weekday, Holiday.id)
    return [
        (day, SpecialDay(DayKind(kind), name, as_weekday), id_)
        for day, kind, name, as_weekday, id_ in query.where(Holiday.day.between(first, last)).tuples()
    ]


def _typed_years() -> set[int]:
    return {day.year for day in typed_days()}


def _published_years() -> set[int]:
    return {day.year for day in _published()}


@lru_cache(maxsize=1)
def _published() -> Mapping[date, SpecialDay]:
    """Return the days of all published years.

    For which weekday a day is worked is not published; the guess: the extra workdays of a holiday stand, in order, for
    its days off in lieu. She can put it right.
    """
    from chinese_calendar import constants  # noqa: PLC0415  loaded when the first day is asked for

    found = {day: SpecialDay(DayKind.OFF, NAMES[holiday]) for day, holiday in constants.holidays.items()}
    for holiday, name in NAMES.items():
        worked = [day for day, of in constants.workdays.items() if of == holiday]
        in_lieu = [day for day, of in constants.in_lieu_days.items() if of == holiday]
        for cluster in _clusters([*worked, *in_lieu]):
            off = sorted(day for day in in_lieu if day in cluster)
            for number, day in enumerate(sorted(day for day in worked if day in cluster)):
                as_weekday = off[number].isoweekday() if number < len(off) else None
                found[day] = SpecialDay(DayKind.WORKED, name, as_weekday)
    return found


def _clusters(days: Iterable[date]) -> list[set[date]]:
    """Return the days of one holiday year by year."""
    in_order = sorted(days)
    clusters = [{day} for day in in_order[:1]]
    for before, day in pairwise(in_order):
        if day - before > APART:
            clusters.append(set())
        clusters[-1].add(day)
    return clusters
