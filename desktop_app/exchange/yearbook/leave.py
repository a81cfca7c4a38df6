"""请假: who was away in the year, and for how long."""

from desktop_app.core.attendance import Entry
from desktop_app.exchange.report import Align, Column, Report, Row, RowKind, Table
from desktop_app.exchange.yearbook.year import Year
from desktop_app.records import cadres
from desktop_app.records import leave as leaves
from desktop_app.records.leave import LeaveRow

RIGHT, CENTER = Align.RIGHT, Align.CENTER


def leave(year: Year) -> list[Report]:
    """Return the leaves that have a day in the year, in the order of their first days."""
    period = year.scope.period
    rows = leaves.listed(period)[::-1]
    units = {person.id: person.unit or "" for person in cadres.listed(period.last)}
    lines = [
        Row(
            (
                number, row.full_name, units.get(row.cadre_id, ""), row.kind, row.from_date, row.to_date,
                _days(row, year), Entry.on_leave(row.kind).mark, row.remark,
            )
        )
        for number, row in enumerate(rows, start=1)
    ]  # fmt: skip
    people = len({row.cadre_id for row in rows})
    total = Row(
        ("合计", f"{people}人", "", f"{len(rows)}条", None, None, sum(_days(row, year) for row in rows), "", ""),
        RowKind.TOTAL,
    )
    columns = (
        Column("序号", 2.5, CENTER), Column("姓名", 6), Column("单位", 8), Column("类别", 5), Column("开始日期", 5.5),
        Column("结束日期", 5.5), Column("天数", 3, RIGHT), Column("出勤记", 4, CENTER), Column("备注", 10),
    )  # fmt: skip
    notes = ("天数按日历计，首尾两日都算；跨年的只算本年的天数。",)
    table = Table("", columns, (*lines, total) if lines else (), "这一年没有登记请假")
    return [year.report("请假", "干部请假台账", table, notes=notes)]


def _days(row: LeaveRow, year: Year) -> int:
    """Return the days of a leave that lie in the year."""
    period = year.scope.period
    return (min(row.to_date, period.last) - max(row.from_date, period.first)).days + 1
