"""出勤明细: every mark of the year, a line each; too many for a Report, so they are read while they are written."""

from collections.abc import Iterator
from itertools import islice

from desktop_app.exchange.book import Details
from desktop_app.exchange.report import Align, Cell, Column, Report, Row, Table
from desktop_app.exchange.yearbook.notes import OUT_OF_POST
from desktop_app.exchange.yearbook.year import Year, amount
from desktop_app.records import year_marks
from desktop_app.records.exams import PASSED
from desktop_app.records.year_marks import MarkLine

NAME = "出勤明细"
SHOWN = 200
"""So many lines are shown in a preview."""
CENTER = Align.CENTER
_COLUMNS = (
    Column("日期", 5.5), Column("编号", 6), Column("类型", 5), Column("题目", 13), Column("姓名", 6),
    Column("单位", 8, note="活动当日所在单位"), Column("出勤", 3, CENTER), Column("请假类别", 4, CENTER),
    Column("补学日期", 5.5), Column("补学方式", 5), Column("成绩", 3, Align.RIGHT), Column("合格", 3.5, CENTER),
)  # fmt: skip


def marks(year: Year) -> list[Report]:
    """Return the sheet with its first lines, as it is shown on the screen."""
    count = year_marks.count(year.scope.period)
    rows = tuple(Row(tuple(_cells(line))) for line in islice(year_marks.each(year.scope.period), SHOWN))
    more = (f"这里只显示前{SHOWN}行，全部{count}行在生成的工作簿里。",) if count > SHOWN else ()
    return [_report(year, rows, "没有登记的出勤", more)]


def streamed(year: Year) -> tuple[Report, Details]:
    """Return the sheet without lines, and the lines to come."""
    count = year_marks.count(year.scope.period)

    def rows() -> Iterator[tuple[Cell, ...]]:
        return map(_cells, year_marks.each(year.scope.period))

    return _report(year, (), "" if count else "没有登记的出勤"), Details(count, rows)


def _report(year: Year, rows: tuple[Row, ...], empty: str, more: tuple[str, ...] = ()) -> Report:
    notes = ("每人每场一行；没有登记出勤的不列。单位是活动当日所在单位，不在岗的不计入统计。", *more)
    return year.report(NAME, "出勤明细", Table("", _COLUMNS, rows, empty), notes=notes)


def _cells(line: MarkLine) -> tuple[Cell, ...]:
    score = None if line.score is None else amount(line.score)
    return (
        line.held_on, line.number, line.category, line.title, line.name, line.unit or OUT_OF_POST, line.mark,
        line.leave_kind, line.made_up_on, line.made_up_way, score, PASSED[line.passed],
    )  # fmt: skip
