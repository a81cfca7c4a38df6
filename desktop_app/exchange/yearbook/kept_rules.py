"""The rules and lists that the office keeps: duties, what a day is worth, caps, pass marks, quotas, named lists."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from desktop_app.exchange.report import Align, Cell, Column, Report, Row, Table
from desktop_app.exchange.yearbook.year import Year, amount
from desktop_app.records import cadre_lists, duty_rules, pass_marks, quotas

RIGHT, CENTER = Align.RIGHT, Align.CENTER
_FROM, _TO = Column("开始日期", 5.5), Column("结束日期", 5.5)


def kept_rules(year: Year) -> list[Report]:
    """学时规定 (under the headings that the import knows) and 其他规定: what held in the year."""
    first, last = year.scope.period.first, year.scope.period.last

    def holds(from_date: date, to_date: date | None) -> bool:
        return from_date <= last and (to_date is None or to_date >= first)

    duties = [
        (row.name, _amount(row.hours), _amount(row.days), row.years, row.ranks, row.not_ranks,
         "是" if row.party_only else "否", "、".join(row.kinds), row.from_date, row.to_date)
        for row in duty_rules.duties()
        if holds(row.from_date, row.to_date)
    ]  # fmt: skip
    days = [
        (row.from_date, row.locality, amount(row.hours), amount(row.half_day))
        for row in duty_rules.day_hours()
        if row.from_date <= last
    ]
    caps = [
        (row.category, amount(row.hours), row.from_date, row.to_date)
        for row in duty_rules.caps()
        if holds(row.from_date, row.to_date)
    ]
    marks = [
        (f"{row.from_year}年", row.area, amount(row.objective), amount(row.subjective))
        for row in pass_marks.listed()
        if row.from_year <= year.number
    ]
    asked = [
        (row.kind, row.asked, row.who, row.due_days, row.from_date, row.to_date)
        for row in quotas.listed()
        if holds(row.from_date, row.to_date)
    ]
    lists = [(row.name, len(row.people), row.names) for row in cadre_lists.listed()]
    others = (
        _table("一、学时折算", days, Column("自何日起", 5.5), Column("地区规定", 9), Column("一天学时", 4, RIGHT),
               Column("半天学时", 4, RIGHT)),
        _table("二、学时上限", caps, Column("活动类型", 8), Column("每年学时", 4, RIGHT), _FROM, _TO),
        _table("三、法考合格线", marks, Column("自哪年起", 4), Column("地区", 9), Column("客观题", 4, RIGHT),
               Column("主观题", 4, RIGHT)),
        _table("四、应交规定", asked, Column("类别", 6), Column("应交", 8), Column("口径", 10),
               Column("期后几天内", 4, RIGHT), _FROM, _TO),
        _table("五、名单", lists, Column("名单", 6), Column("人数", 3, RIGHT), Column("人员", 28)),
    )  # fmt: skip
    of_duties = _table(
        "", duties, Column("学时任务", 7), Column("应达学时", 4, RIGHT), Column("应达天数", 4, RIGHT),
        Column("年限", 3, RIGHT), Column("职级含", 6), Column("职级不含", 6), Column("仅党员", 3, CENTER),
        Column("计入类型", 10), _FROM, _TO,
    )  # fmt: skip
    return [
        year.report("学时规定", "年度学时规定", of_duties),
        year.report("其他规定", "其他规定和名单", *others, notes=("名单是现在的人员。",)),
    ]


def _table(title: str, rows: Sequence[tuple[Cell, ...]], *columns: Column) -> Table:
    return Table(title, columns, tuple(Row(cells) for cells in rows), "没有")


def _amount(hundredths: int) -> Decimal | None:
    return amount(hundredths) if hundredths else None
