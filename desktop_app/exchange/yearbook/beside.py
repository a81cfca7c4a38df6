"""What stands beside the ledgers of held sessions: those that were not held (未举行), and the files kept (附件目录)."""

from desktop_app.core.session import HELD
from desktop_app.exchange.report import Align, Column, Report, Row, Table
from desktop_app.exchange.yearbook.year import Year
from desktop_app.records import attachments, session_list, sessions
from desktop_app.records.session_list import Wanted

CENTER, RIGHT = Align.CENTER, Align.RIGHT


def not_held(year: Year) -> list[Report]:
    """Return the sessions of the year that count in no figure, with their state and why they were called off."""
    keys = session_list.keys(Wanted(year.scope.period), descending=False)
    lines = [row for row in session_list.rows(keys) if row.state not in HELD]
    rows = [
        Row(
            (
                number, line.number, line.category, line.held_on, line.title,
                line.planned_on if line.was_moved else None, line.state, sessions.draft_of(line.id).reason,
            )
        )
        for number, line in enumerate(lines, start=1)
    ]  # fmt: skip
    columns = (
        Column("序号", 2.5, CENTER), Column("编号", 5.5), Column("类型", 6), Column("日期", 5.5), Column("题目", 14),
        Column("原定日期", 5.5), Column("状态", 4, CENTER), Column("事由", 14),
    )  # fmt: skip
    table = Table("", columns, tuple(rows), "这一年的活动都已举行并登记")
    return [year.report("未举行的活动", "未举行、未登记的活动", table, notes=("这些活动不计入各项数字。",))]


def attached(year: Year) -> list[Report]:
    """Return the files added during the year, each with the record it belongs to."""
    rows = [
        Row((number, row.kind, row.record, row.name, attachments.size_text(row.size), row.added_on))
        for number, row in enumerate(attachments.added(year.scope.period), start=1)
    ]
    columns = (
        Column("序号", 2.5, CENTER), Column("属于", 5), Column("记录", 16), Column("附件名称", 16),
        Column("大小", 4, RIGHT), Column("加入日期", 5.5),
    )  # fmt: skip
    return [year.report("附件目录", "附件目录", Table("", columns, tuple(rows), "这一年没有加入附件"))]
