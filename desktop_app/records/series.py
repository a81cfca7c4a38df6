"""Standing arrangements (例行安排): what is held on which weekdays, and which weeks went by without what is weekly.

A series only proposes; what came of each day is a session (see records/due.py). A rule changed from a day on ends the
series and begins another, so that what was proposed before stays as it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from peewee import fn

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period, day_text
from desktop_app.core.schedule import MOST_WEEKS, Rule, weekdays_text, weeks_without
from desktop_app.core.session import SessionState
from desktop_app.records import holidays, sessions
from desktop_app.records.session_draft import SessionDraft
from desktop_app.store import journal
from desktop_app.store.models import Category, Series, Session
from desktop_app.store.reading import read


@dataclass(frozen=True)
class SeriesDraft:
    """A series as typed: weekdays from Monday 1 to Sunday 7, hours and days in hundredths, start and end "19:30"."""

    category_id: int
    weekdays: tuple[int, ...]
    from_date: date
    to_date: date | None = None
    every_weeks: int = 1
    title: str = ""
    start: str = ""
    end: str = ""
    hours: int = 0
    days: int = 0
    place: str = ""
    skips_holidays: bool = True

    def check(self) -> None:
        if not self.weekdays:
            raise UserError("请选择星期，可以选几天。", "weekdays")
        if not 1 <= self.every_weeks <= MOST_WEEKS:
            raise UserError(f"间隔周数应在1到{MOST_WEEKS}之间。", "every_weeks")
        if self.to_date and self.to_date < self.from_date:
            raise UserError(f"结束日期早于开始日期{day_text(self.from_date)}。", "to_date")
        SessionDraft(
            self.category_id, self.title or "例行安排", self.from_date, start=self.start, end=self.end,
            days=self.days, hours=self.hours,
        ).check()  # fmt: skip

    def clashes(self, other: "SeriesDraft") -> bool:
        """Whether another one of the same kind falls on the same days at the same time."""
        return self.start.zfill(5) == other.start.zfill(5) and self.rule.meets(other.rule)

    @property
    def rule(self) -> Rule:
        return Rule(frozenset(self.weekdays), self.from_date, self.to_date, self.every_weeks, self.skips_holidays)


@dataclass(frozen=True)
class SeriesRow:
    """A line of the list; `sessions` came of it so far."""

    id: int
    category_id: int
    category: str
    title: str
    weekdays: str
    every_weeks: int
    from_date: date
    to_date: date | None
    start: str
    end: str
    hours: int
    days: int
    place: str
    skips_holidays: bool
    sessions: int

    def draft(self) -> SeriesDraft:
        return SeriesDraft(
            self.category_id, tuple(int(number) for number in self.weekdays.split(",")), self.from_date, self.to_date,
            self.every_weeks, self.title, self.start, self.end, self.hours, self.days, self.place, self.skips_holidays,
        )  # fmt: skip

    @property
    def rule(self) -> Rule:
        return self.draft().rule

    @property
    def name(self) -> str:
        return self.title or self.category

    @property
    def days_text(self) -> str:
        """Return 每周一、周四 or 每2周的周一."""
        every = "每" if self.every_weeks == 1 else f"每{self.every_weeks}周的"
        return every + weekdays_text(self.rule.weekdays)

    @property
    def time_text(self) -> str:
        return "—".join(filter(None, (self.start, self.end)))

    @property
    def is_over(self) -> bool:
        return self.to_date is not None and self.to_date < date.today()


@dataclass(frozen=True)
class MissingWeek:
    """A week without a session of a weekly kind; reason where nobody worked in it (春节放假), else empty."""

    category_id: int
    category: str
    monday: date
    sunday: date
    reason: str

    @property
    def id(self) -> int:
        """A week is missing once for each kind."""
        return self.monday.toordinal() * 10_000 + self.category_id


@dataclass(frozen=True)
class NewSeries:
    """A series with its kind by name, as a file has it; draft.category_id is not known there."""

    category: str
    draft: SeriesDraft

    def clashes(self, other: "NewSeries") -> bool:
        return self.category == other.category and self.draft.clashes(other.draft)


def listed() -> list[SeriesRow]:
    """Return all series: by kind, the newest first."""
    came = Session.select(fn.COUNT(Session.id)).where(Session.series == Series.id)
    query = (
        Series.select(
            Series.id, Series.category.alias("category_id"), Category.name.alias("category"), Series.title,
            Series.weekdays, Series.every_weeks, Series.from_date, Series.to_date, Series.start, Series.end,
            Series.hours, Series.days, Series.place, Series.skips_holidays, came.alias("sessions"),
        )
        .join(Category)
        .order_by(Category.position, Series.from_date.desc(), Series.id)
    )  # fmt: skip
    return read(query, SeriesRow)


def fresh(category_id: int, day: date) -> SeriesDraft:
    """Return a new series of a kind as its sessions usually are."""
    usual = sessions.fresh(category_id, day)
    return SeriesDraft(
        category_id, (), day, start=usual.start, end=usual.end, hours=usual.hours, days=usual.days, place=usual.place
    )


def add(draft: SeriesDraft) -> set[str]:
    check(draft)
    with journal.step(f"新增例行安排：{_called(draft)}") as changed:
        create(draft)
    return changed


def change(series_id: int, draft: SeriesDraft, since: date | None = None) -> set[str]:
    """Change a series from the day on: it ends the day before and another begins; without a day the whole of it.

    Another last day alone is no other rule: it is written as it stands.
    """
    old = _draft_of(series_id)
    if since is None or since <= old.from_date or replace(draft, to_date=old.to_date) == old:
        check(draft, series_id)
        with journal.step(f"修改例行安排：{_called(draft)}") as changed:
            Series.update(**_columns(draft)).where(Series.id == series_id).execute()
        return changed
    if old.to_date and since > old.to_date:
        raise UserError(f"这项安排到{day_text(old.to_date)}就结束了，请填那天以前的日期，或者另外新增一项。", "since")
    new = replace(draft, from_date=since)
    check(new, series_id)
    with journal.step(f"自{day_text(since)}起修改例行安排：{_called(new)}") as changed:
        Series.update(to_date=since - timedelta(1)).where(Series.id == series_id).execute()
        new_id = create(new)
        later = (Session.series == series_id) & (fn.COALESCE(Session.planned_on, Session.held_on) >= since)
        Session.update(series=new_id).where(later).execute()
    return changed


def remove(ids: Sequence[int]) -> set[str]:
    """Remove series; the sessions that came of them stay."""
    with journal.step(f"删除例行安排{len(ids)}项") as changed:
        Series.delete().where(Series.id.in_(list(ids))).execute()
    return changed


def create(draft: SeriesDraft) -> int:
    """Write a series inside a step that is already open."""
    return Series.create(**_columns(draft)).id


def named() -> tuple[NewSeries, ...]:
    """Return all series with their kinds by name."""
    return tuple(NewSeries(row.category, row.draft()) for row in listed())


def create_named(new: NewSeries, _: object) -> int:
    """Write a series of a file inside a step that is already open."""
    return create(replace(new.draft, category_id=Category.get(Category.name == new.category).id))


def check(draft: SeriesDraft, series_id: int | None = None) -> None:
    """Check the draft, and that no other series of its kind falls on the same days at the same time."""
    draft.check()
    for row in listed():
        if row.id != series_id and row.category_id == draft.category_id and draft.clashes(row.draft()):
            both = weekdays_text(row.rule.weekdays & draft.rule.weekdays)
            raise UserError(
                f"{row.category}{both}{row.start}已经有例行安排了（{day_text(row.from_date)}起），"
                f"请修改那一项，或先填上它的结束日期。",
                "weekdays",
            )


def missing_weeks(period: Period) -> tuple[MissingWeek, ...]:
    """Return the weeks of the period, over by today, without any session of a kind that is weekly (周例会, 夜学).

    A session that was called off with its reason, or put off to another week, explains its week. A kind is looked at
    from its first session or series on, and only in a period in which it has either.
    """
    calendar = holidays.calendar(period.first - timedelta(7), period.last + timedelta(7))
    of_kind = _sessions_around(period)
    rules: dict[int, list[Rule]] = {}
    for row in listed():
        rules.setdefault(row.category_id, []).append(row.rule)
    found: list[MissingWeek] = []
    for id_, name in Category.select(Category.id, Category.name).where(Category.weekly, ~Category.retired).tuples():
        days, first = of_kind.get(id_, (set[date](), None))
        begin = _begin(period, days, first, rules.get(id_, []))
        if begin is None or begin > period.last:
            continue
        weeks = weeks_without(Period(max(begin, period.first), period.last), days, calendar)
        found += [
            MissingWeek(id_, name, week.monday, week.sunday, week.off) for week in weeks if week.sunday < date.today()
        ]
    return tuple(sorted(found, key=lambda week: week.monday))


def _sessions_around(period: Period) -> dict[int, tuple[set[date], date]]:
    """Return by kind the days around the period that have a session, or had one planned, and its first day ever."""
    found: dict[int, tuple[set[date], date]] = {}
    around = Period(period.first - timedelta(7), period.last + timedelta(7))
    weekly = Category.select(Category.id).where(Category.weekly)
    query = Session.select(Session.category, Session.held_on, Session.planned_on).where(Session.category.in_(weekly))
    for category_id, held_on, planned_on in query.order_by(Session.held_on).tuples():
        days, _ = found.setdefault(category_id, (set(), held_on))
        days |= {day for day in (held_on, planned_on) if day and day in around}
    return found


def _begin(period: Period, days: set[date], first: date | None, rules: Sequence[Rule]) -> date | None:
    """Return the day a kind began; None where nothing of it is in the period."""
    lasting = any(rule.from_date <= period.last and (rule.to_date or period.first) >= period.first for rule in rules)
    if not lasting and not any(day in period for day in days):
        return None
    return min([rule.from_date for rule in rules] + ([first] if first else []))


def explain(weeks: Sequence[MissingWeek], reason: str) -> set[str]:
    """Say why there was no session in these weeks: one is kept on each Monday as 不举行."""
    what = f"{day_text(weeks[0].monday)}一周没有{weeks[0].category}" if len(weeks) == 1 else f"{len(weeks)}周没有活动"
    with journal.step(f"{what}：{reason}") as changed:
        for week in weeks:
            draft = sessions.fresh(week.category_id, week.monday)
            draft = replace(draft, title=week.category, state=SessionState.OFF, reason=reason.strip())
            draft.check()
            sessions.create(draft)
    return changed


def _draft_of(series_id: int) -> SeriesDraft:
    return next(row.draft() for row in listed() if row.id == series_id)


def _called(draft: SeriesDraft) -> str:
    category = Category.get_by_id(draft.category_id).name
    return f"{draft.title or category}，{weekdays_text(draft.weekdays)}{draft.start}"


def _columns(draft: SeriesDraft) -> dict[str, object]:
    columns = vars(draft) | {
        "category": draft.category_id,
        "weekdays": ",".join(str(number) for number in sorted(draft.weekdays)),
        "start": draft.start.zfill(5) if draft.start else "",
        "end": draft.end.zfill(5) if draft.end else "",
        "title": draft.title.strip(),
    }
    del columns["category_id"]
    return columns
