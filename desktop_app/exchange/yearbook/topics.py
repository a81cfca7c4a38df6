"""The sheet of first topics (第一议题) and what became of them."""

from datetime import date

from desktop_app.core.first_topic import WAITING
from desktop_app.exchange.report import Align, Cell, Column, Report, Row, Table
from desktop_app.exchange.yearbook.year import Year
from desktop_app.metrics import register
from desktop_app.records import first_topics
from desktop_app.records.first_topics import TopicRow


def topics(year: Year) -> list[Report]:
    """第一议题: those of the year's held sessions in the order of their days, as they stood on its last day."""
    columns = (
        Column("序号", 2.5, Align.CENTER), Column("日期", 5.5), Column("类型", 6), Column("活动", 9),
        Column("第一议题", 14), Column("来源", 8), Column("落实措施", 12), Column("责任", 6), Column("时限", 5.5),
        Column("落实情况", 12), Column("办结日期", 5.5), Column("状态", 4.5, Align.CENTER),
    )  # fmt: skip
    last = year.day
    found = [row for row in first_topics.listed(last, year.scope.period) if row.is_held]
    found.sort(key=lambda row: (row.held_on, row.id))
    rows = [
        Row(_cells(number, row, last), record=("session", row.session_id)) for number, row in enumerate(found, start=1)
    ]
    held = register.figures(year.scope, {"第一议题.次数"}).get("第一议题.次数")
    waiting = sum(row.state in WAITING for row in found)
    said = f"有第一议题的活动{held.text}，" if held else ""
    note = f"{said}议题{len(found)}个，其中{waiting}个还没有办结；状态截至统计日。"
    table = Table("", columns, tuple(rows), "没有登记的第一议题")
    return [year.report("第一议题", "第一议题学习落实台账", table, notes=(note,))]


def _cells(number: int, row: TopicRow, last: date) -> tuple[Cell, ...]:
    closed_on = row.closed_on if row.closed_on and row.closed_on <= last else None
    return (
        number, row.held_on, row.category, row.session, row.text, row.source, row.measures, row.responsible,
        row.deadline, row.outcome if closed_on or not row.closed_on else "", closed_on, row.state,
    )  # fmt: skip
