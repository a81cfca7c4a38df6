"""例行安排 and 节假日: what is held on which weekdays, and the days off and worked that the program does not know."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop_app.core.collation import plain
from desktop_app.core.errors import UserError
from desktop_app.core.schedule import WEEKDAYS, DayKind
from desktop_app.exchange.reading import cells
from desktop_app.exchange.reading.tables import Column, Layout, Line, Table, lines_of
from desktop_app.exchange.sheets import Value
from desktop_app.records.holidays import HolidayDraft
from desktop_app.records.known import Known
from desktop_app.records.series import NewSeries, SeriesDraft

SERIES = Layout(
    "例行安排",
    (
        Column("序号", weak=True),
        Column("类型", ("活动类型",), required=True),
        Column("题目", ("名称",)),
        Column("星期", ("周几", "星期几"), required=True),
        Column("间隔周数", ("每几周一次", "每几周")),
        Column("开始日期", ("起始日期",), required=True),
        Column("结束日期", ("截止日期",)),
        Column("开始", ("开始时间",)),
        Column("结束", ("结束时间",)),
        Column("学时"),
        Column("天数"),
        Column("地点"),
        Column("避开节假日", ("节假日",)),
    ),
)
HOLIDAYS = Layout(
    "节假日",
    (
        Column("序号", weak=True),
        Column("日期", required=True),
        Column("名称", ("节日",)),
        Column("放假或上班", ("放假上班",), required=True),
        Column("按周几上班", ("按周几",)),
    ),
)
_FIELDS = {
    "weekdays": "星期", "every_weeks": "间隔周数", "to_date": "结束日期", "start": "开始", "end": "结束",
    "hours": "学时", "days": "天数", "as_weekday": "按周几上班",
}  # fmt: skip
_DAYS = {sign: number for signs in (WEEKDAYS, "1234567") for number, sign in enumerate(signs, start=1)} | {"天": 7}
_BESIDE = re.compile(r"星期|礼拜|周|每|[、,，;；/和及\s]")
_HEEDED = {"": True, "是": True, "避开": True, "√": True, "否": False, "不避开": False, "×": False}


def read_series(tables: Sequence[Table], known: Known) -> tuple[tuple[NewSeries, ...], Known]:
    """Read the series of a file; also return what is known once it is in, for the files that follow."""
    found: list[tuple[int, NewSeries]] = []
    kinds = {plain(name): name for name in known.categories}
    for line in lines_of(tables, SERIES):
        written = line.needed("类型")
        if written and plain(written) not in kinds:
            line.problem("类型", f"没有“{written}”这个活动类型，请改正或先新增这个类型。")
        new = NewSeries(kinds.get(plain(written), ""), _series(line))
        if line.is_good:
            line.check(new.draft.check, _FIELDS)
        if not line.is_good:
            continue
        if before := next((number for number, other in found if other.clashes(new)), None):
            line.problem("星期", f"与第 {before} 行的星期和时间重叠，请改正。")
        elif any(other.clashes(new) for other in known.series):
            line.problem("星期", f"{new.category}在这个时间已经有例行安排了，请删去这一行。")
        else:
            found.append((line.number, new))
    series = tuple(new for _, new in found)
    return series, replace(known, series=(*known.series, *series))


def _series(line: Line) -> SeriesDraft:
    return SeriesDraft(
        0,
        line.read("星期", _weekdays, ()),
        line.needed_day("开始日期") or date.min,
        line.day("结束日期"),
        line.read("间隔周数", cells.whole("间隔周数", "周"), 1) or 1,
        line.text("题目"),
        line.read("开始", cells.clock, ""),
        line.read("结束", cells.clock, ""),
        line.read("学时", cells.hundredths("学时", "学时"), 0),
        line.read("天数", cells.hundredths("天数", "天"), 0),
        line.text("地点"),
        line.read("避开节假日", _heeded, True),
    )


def _weekdays(value: Value) -> tuple[int, ...]:
    """Read 周一、周四, 星期一 星期四, 一、四 or 1,4."""
    signs = _BESIDE.sub("", cells.folded(value))
    if not signs or not set(signs) <= set(_DAYS):
        raise UserError(f"“{cells.text(value)}”不是星期，请写成 周一、周四 这样。")
    return tuple(sorted({_DAYS[sign] for sign in signs}))


def _heeded(value: Value) -> bool:
    written = cells.word(value)
    if written not in _HEEDED:
        raise UserError(f"“{cells.text(value)}”不认识，请写是或否。")
    return _HEEDED[written]


def read_holidays(tables: Sequence[Table], known: Known) -> tuple[tuple[HolidayDraft, ...], Known]:
    """Read the days of a file; also return what is known once it is in, for the files that follow."""
    found: dict[date, tuple[int, HolidayDraft]] = {}
    for line in lines_of(tables, HOLIDAYS):
        draft = _holiday(line)
        if line.is_good:
            line.check(draft.check, _FIELDS)
        if draft.day in found:
            line.problem("日期", f"与第 {found[draft.day][0]} 行重复，请删去一行。")
        elif draft.day in known.holidays:
            line.problem("日期", "台账里已录入这一天，请删去这一行。")
        elif line.is_good:
            found[draft.day] = line.number, draft
    return tuple(draft for _, draft in found.values()), replace(known, holidays=known.holidays | set(found))


def _holiday(line: Line) -> HolidayDraft:
    kinds = tuple(str(kind) for kind in DayKind)
    weekdays = line.read("按周几上班", _weekdays, ())
    if len(weekdays) > 1:
        line.problem("按周几上班", "只能写一个星期几，请改正。")
    return HolidayDraft(
        line.needed_day("日期") or date.min,
        DayKind(line.needed("放假或上班", cells.one_of(kinds, "安排")) or DayKind.OFF),
        line.text("名称"),
        weekdays[0] if weekdays else None,
    )
