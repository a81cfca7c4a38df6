"""例行安排: what should have been held on which days of the year, and what came of it."""

from collections.abc import Sequence
from datetime import date

from desktop_app.core.schedule import weekday_text
from desktop_app.exchange.report import Align, Column, Report, Row, RowKind, Table
from desktop_app.exchange.yearbook.year import Year
from desktop_app.records import due
from desktop_app.records.due import Outcome
from desktop_app.records.series import SeriesRow

RIGHT, CENTER = Align.RIGHT, Align.CENTER
RULE = "应举行的日子已避开节假日、计入调休上班日；推迟后已举行的，同时算在已举行里。"


def series(year: Year) -> list[Report]:
    """Return the series of the year with their counts, then each day that was put off or not held."""
    outcomes = due.outcomes(year.scope.period.until(date.today()))
    of_series: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        of_series.setdefault(outcome.series.id, []).append(outcome)
    rows = [Row((*_told(came[0].series), *_counts(came))) for came in of_series.values()]
    if rows:
        rows.append(Row(("合计", "", "", "", "", *_counts(outcomes)), RowKind.TOTAL))
    columns = (
        Column("类型", 6), Column("题目", 8), Column("安排", 10), Column("时间", 6.5), Column("起止", 11),
        Column("应举行", 4, RIGHT), Column("已举行", 4, RIGHT), Column("推迟", 4, RIGHT), Column("不举行", 4, RIGHT),
        Column("未登记", 4, RIGHT),
    )  # fmt: skip
    table = Table("一、各项安排", columns, tuple(rows), "这一年没有例行安排")
    return [year.report("例行安排", "例行安排执行情况", table, _otherwise(outcomes), notes=(RULE,))]


def _told(row: SeriesRow) -> tuple[str, ...]:
    span = f"{row.from_date.isoformat()}{f' 至 {row.to_date.isoformat()}' if row.to_date else ' 起'}"
    return row.category, row.title, row.days_text, row.time_text, span


def _counts(came: Sequence[Outcome]) -> tuple[int, ...]:
    """Return how many days there were, held, put off, called off, and still open."""
    held, off = (sum(each.is_held for each in came), sum(each.is_off for each in came))
    return len(came), held, sum(each.is_moved for each in came), off, len(came) - held - off


def _otherwise(outcomes: Sequence[Outcome]) -> Table:
    """Return planned against actual, where they differ."""
    rows = [
        Row((
            number, each.day, weekday_text(each.day), each.series.category, each.answer.title,
            "不举行" if each.is_off else "推迟", None if each.is_off else each.answer.held_on, each.answer.state,
            each.answer.reason,
        ))
        for number, each in enumerate((each for each in outcomes if each.is_off or each.is_moved), start=1)
        if each.answer
    ]  # fmt: skip
    columns = (
        Column("序号", 2.5, CENTER), Column("原定日期", 5.5), Column("星期", 3), Column("类型", 6), Column("题目", 10),
        Column("结果", 4), Column("实际日期", 5.5), Column("状态", 4), Column("事由", 14),
    )  # fmt: skip
    return Table("二、推迟和不举行", columns, tuple(rows), "没有推迟或不举行的")
