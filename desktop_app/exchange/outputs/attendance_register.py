"""出勤登记册: a month's marks, names down and recorded sessions across, as they are filed and signed.

A busy month is set in parts by date, so that it stays legible.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from desktop_app.core.attendance import Mark
from desktop_app.core.figure import Figure
from desktop_app.core.period import Period
from desktop_app.core.scope import Scope, Slice
from desktop_app.exchange.output import LISTED, Ask, Choice, Output, signature, waiting_said
from desktop_app.exchange.report import Align, Cell, Column, Report, Row, RowKind, Sourced, Table, text_width
from desktop_app.metrics import register as figures
from desktop_app.metrics.facts import Marks
from desktop_app.metrics.subjects import of_category
from desktop_app.records import categories, month_grid, settings, stamp
from desktop_app.records.month_grid import Grid, GridPerson, GridSession

SIGNS = {
    Mark.PRESENT: "√", Mark.LATE: "迟", Mark.LEAVE: "假", Mark.DUTY: "公", Mark.ABSENT: "缺", Mark.MADE_UP: "补",
}  # fmt: skip
NOT_DUE = "—"
"""Of somebody who was not in post on the day; an empty cell is 未登记."""
MOST = 22
"""So many sessions stand side by side on A4 turned sideways in letters of 8 points."""
_EVERYTHING = "全部活动"
_NUMERALS = "一二三四五六七八九十"
_RIGHT, _CENTER = Align.RIGHT, Align.CENTER


@dataclass(frozen=True)
class _Sums:
    """实到 and 应到 as the register counts them, of each session, of each person and of all.

    A kind that has no subject of its own any more has no figures of people: they are counted from the marks shown.
    """

    grid: Grid
    of_sessions: Mapping[int, Marks]
    of_people: Mapping[int, Mapping[str, Figure]]
    of_all: Mapping[str, Figure]
    scope: Scope
    names: tuple[str, ...]
    """实到, 应到, 实到率."""

    def of_person(self, cadre_id: int) -> tuple[Cell, ...]:
        if not self.of_all:
            return *self.grid.of_people.get(cadre_id, (0, 0)), None
        found = self.of_people.get(cadre_id)
        return self._cells(found, cadre_id) if found else (0, 0, None)

    def together(self) -> tuple[Cell, ...]:
        return self._cells(self.of_all, None) if self.of_all else (None, None, None)

    def _cells(self, found: Mapping[str, Figure], cadre_id: int | None) -> tuple[Cell, ...]:
        cells = (Sourced(found[name], self.scope, cadre_id) for name in self.names)
        return tuple(cell if cell.figure.denominator else None for cell in cells)


def register(period: Period, category: str = "") -> Report:
    """Return the marks of the recorded sessions of a month, of one kind where one is given."""
    grid = month_grid.grid(period, category)
    held = [session for session in grid.sessions if session.is_held]
    parts = list(_parts(held))
    sums = _sums(grid, period, category)
    tables = [_table(grid, part, sums, number, len(parts)) for number, part in enumerate(parts, start=1)]
    empty = Table("", (Column("姓名", 6), Column("出勤", 20)), (), "这个月没有已登记的活动")
    legend = "，".join(f"{sign} {mark}" for mark, sign in SIGNS.items())
    return Report(
        f"{settings.current().office}干部出勤登记册",
        (f"统计期间：{period.text}", f"活动类型：{category or '全部'}", f"已登记：{len(held)}场", _unrecorded(grid)),
        tuple(tables) or (empty,),
        signature=signature(),
        notes=(f"符号：{legend}；“{NOT_DUE}”为当日不在岗，空白为没有登记。",
               "实到为到、迟到、补学；请假、公差、缺席都算应到；没有登记的不算应到。", *_uncounted(grid)),
        sheet_name=f"出勤{period.first.month}月", stamp=stamp.printed(),
    )  # fmt: skip


def _sums(grid: Grid, period: Period, category: str) -> _Sums:
    uid = next((row.uid for row in categories.listed() if row.name == category), "")
    subject = of_category(uid) if category else _EVERYTHING
    names = tuple(f"{subject}.{measure}" for measure in ("实到人次", "应到人次", "实到率"))
    scope = Scope(period)
    of_people = figures.by_cadre(scope, [Slice("", period)], names)[""]
    return _Sums(grid, figures.marks(period), of_people, figures.figures(scope, names), scope, names)


def _parts(sessions: Sequence[GridSession]) -> Iterator[list[GridSession]]:
    """Yield the sessions in as few parts as are legible, of about the same size; a day is not divided."""
    count = -(-len(sessions) // MOST)
    part: list[GridSession] = []
    for _, same in groupby(sessions, key=lambda session: session.held_on):
        of_day = list(same)
        if part and (len(part) + len(of_day) > MOST or len(part) >= len(sessions) / count):
            yield part
            part = []
        part += of_day
    if part:
        yield part


def _title(part: Sequence[GridSession], number: int) -> str:
    first, last = part[0].held_on, part[-1].held_on
    return f"{_NUMERALS[number - 1]}、{first.month}月{first.day}日至{last.day}日（{len(part)}场）"


def _table(grid: Grid, part: Sequence[GridSession], sums: _Sums, number: int, parts: int) -> Table:
    """Return one part; the sums of people stand in the last, and are those of the whole month."""
    title, is_last = _title(part, number) if parts > 1 else "", number == parts
    longest = max((text_width(person.unit) for person in grid.people), default=0)
    columns = [
        Column("姓名", 5), Column("单位", min(max(7, longest), 10 if len(part) < MOST else 7)),
        *(Column(session.category, 2.3, _CENTER, f"{session.held_on.day}日") for session in part),
    ]  # fmt: skip
    if is_last:
        columns += [Column(name, 2.6, _RIGHT, "全月" if title else "合计") for name in ("实到", "应到", "实到率")]
    rows = [
        Row((_name(person), person.unit, *(_mark(grid, each, person.cadre_id) for each in part),
             *(sums.of_person(person.cadre_id) if is_last else ())))
        for person in grid.people
    ]  # fmt: skip
    marks = [sums.of_sessions.get(session.id, Marks()) for session in part]
    came, due, rate = sums.together()
    closing = ("实到", [each.attended for each in marks], (came, None, rate)), (
        "应到", [each.marked for each in marks], (None, due, None)
    )  # fmt: skip
    rows += [Row((label, "", *counts, *(whole if is_last else ())), RowKind.TOTAL) for label, counts, whole in closing]
    return Table(title, tuple(columns), tuple(rows), starts_page=number > 1)


def _name(person: GridPerson) -> str:
    return person.name if person.distinction == person.unit else person.full_name


def _uncounted(grid: Grid) -> list[str]:
    held = {session.id for session in grid.sessions if session.is_held}
    apart = sum(cadre not in grid.in_post[session] for session, cadre in grid.entries if session in held)
    return [f"有{apart}处标记的人当日不在岗，照登记列出，不计入实到和应到。"] if apart else []


def _mark(grid: Grid, session: GridSession, cadre_id: int) -> str:
    if entry := grid.entries.get((session.id, cadre_id)):
        return SIGNS[entry.mark]
    return "" if grid.stands_on(session.id, cadre_id) else NOT_DUE


def _unrecorded(grid: Grid) -> str:
    waiting = [session for session in grid.sessions if not session.is_held and session.held_on <= date.today()]
    return waiting_said(len(waiting), [(each.held_on, each.category) for each in waiting[:LISTED]], "不在表内")


def _make(choice: Choice) -> list[Report]:
    return [register(choice.period, choice.category)]


def _file_name(choice: Choice) -> str:
    return f"{choice.period.text}{choice.category}出勤登记册"


OUTPUT = Output(
    "出勤登记册", "每月", "一个月里每场活动每个人的出勤，姓名在左、日期在上", frozenset({Ask.MONTH, Ask.CATEGORY}),
    _make, _file_name,
)  # fmt: skip
