"""The sheets of what was promised: the plan with how far it is (计划), and problems with how they stand (问题整改)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from desktop_app.core.figure import Figure
from desktop_app.core.number import decimal
from desktop_app.exchange.report import Align, Cell, Column, Report, Row, RowKind, Sourced, Table
from desktop_app.exchange.yearbook.year import Year, share
from desktop_app.metrics import register
from desktop_app.metrics.plan import Progress
from desktop_app.records import plans
from desktop_app.records import problems as problem_records
from desktop_app.records.problems import ProblemRow, Wanted

RIGHT, CENTER = Align.RIGHT, Align.CENTER
TOTALS = ("问题数", "已整改数", "超期数", "整改率")


def plan(year: Year) -> list[Report]:
    columns = (
        Column("序号", 2.5, CENTER), Column("内容", 12), Column("对象", 6), Column("责任单位", 6),
        Column("统计口径", 10), Column("进度安排", 6), Column("目标", 4, RIGHT), Column("单位", 3),
        Column("应完成", 4, RIGHT, note="到统计日按进度安排应完成的数量"),
        Column("已完成", 4, RIGHT, note="按统计口径由记录算出，不能填写"),
        Column("差额", 4, RIGHT, note="应完成而没有完成的"), Column("应完成比例", 4, RIGHT, note="应完成÷目标"),
        Column("完成率", 4, RIGHT, note="已完成÷目标"), Column("状态", 4, CENTER),
        Column("未完成原因", 8), Column("结转", 6),
    )  # fmt: skip
    rows: list[Row] = []
    part = None
    items = plans.progress(year.number, year.day)
    parts = list(dict.fromkeys(item.part for item in items))
    for number, item in enumerate(sorted(items, key=lambda item: parts.index(item.part)), start=1):
        if item.part != part:
            part = item.part
            rows.append(Row((part,), RowKind.GROUP))
        rows.append(_item(number, item))
    return [
        year.report(
            "计划", "干部教育培训计划完成情况", Table("", columns, tuple(rows), "没有这一年的计划"), is_signed=True
        ),
        year.report("年度计划", "年度计划", _as_planned(items)),
    ]


def _as_planned(items: Sequence[Progress]) -> Table:
    """Make the plan itself a table, in the headings that the import understands."""
    columns = (
        Column("年度", 3, CENTER), Column("部分", 6), Column("序号", 2, CENTER), Column("内容", 11), Column("对象", 6),
        Column("形式", 4), Column("月份", 4), Column("完成时限", 5.5), Column("责任单位", 5), Column("经费", 4),
        Column("统计项", 6), Column("指标", 5), Column("口径", 5), Column("目标", 4, RIGHT), Column("计量单位", 3),
        Column("进度安排", 4), Column("结转自", 3), Column("未完成原因", 6),
    )  # fmt: skip
    return Table("", columns, tuple(map(_planned, items)), "没有这一年的计划")


def _planned(item: Progress) -> Row:
    subject, _, measure = item.figure_name.rpartition(".")
    return Row(
        (
            item.year, item.part, item.position, item.content, item.audience, item.form,
            "、".join(map(str, item.months)), item.deadline, item.responsible, item.cost, subject, measure,
            item.population, _exact(item.target), item.target_unit,
            item.schedule.way, item.carried_from_year, item.not_done_reason,
        ),
        record=("plan_item", item.id),
    )  # fmt: skip


def _item(number: int, item: Progress) -> Row:
    is_measured = item.target is not None
    rule = f"{item.figure_name}（{item.population}）" if item.figure_name else ""
    return Row(
        (
            number, item.content, item.audience, item.responsible, rule, _schedule(item),
            _exact(item.target), item.target_unit,
            _exact(item.expected) if is_measured else None, Sourced(item.done, item.scope) if item.done else None,
            _exact(item.behind_by) if item.behind_by else None, *(_shares(item) if is_measured else (None, None)),
            item.state, item.not_done_reason, _carried(item),
        ),
        record=("plan_item", item.id),
    )  # fmt: skip


def _exact(value: Fraction | None) -> Decimal | None:
    return None if value is None else Decimal(decimal(value))


def _shares(item: Progress) -> tuple[Figure, Figure]:
    """Return how much of the target should be reached by the day, and how much is."""
    return share(item.expected, item.target or 1), share(item.share)


def _schedule(item: Progress) -> str:
    """Return how an item is spread over its year: 平均, 指定月份（3、6月）, 期末（9月30日前）."""
    months = f"{'、'.join(map(str, item.months))}月" if item.months else ""
    until = f"{item.deadline.month}月{item.deadline.day}日前" if item.deadline else ""
    way = item.schedule.known_way if item.target is not None else ""
    within = "，".join(filter(None, (months, until)))
    return f"{way}（{within}）" if way and within else way or within


def _carried(item: Progress) -> str:
    said = (
        f"结转自{item.carried_from_year}年" if item.carried_from_year else "",
        f"结转到{item.carried_to_year}年" if item.carried_to_year else "",
    )
    return "；".join(filter(None, said))


def problems(year: Year) -> list[Report]:
    """问题整改: the problems found in the year, as they stand on its last day, or on the as-of day."""
    found = register.figures(year.scope, {f"问题整改.{name}" for name in TOTALS})
    said = "，".join(f"{name}{found[f'问题整改.{name}'].text}" for name in TOTALS)
    note = f"{said}。问题按发现日期归入年度，状态截至统计日。"
    table = problems_table(problem_records.listed(Wanted(year.number), year.day), year.day)
    return [year.report("问题整改", "问题整改台账", table, notes=(note,))]


def problems_table(found: Sequence[ProblemRow], last: date) -> Table:
    """Make problems a table, in the headings that the import understands, as they stand on the last day."""
    columns = (
        Column("序号", 2.5, CENTER), Column("发现日期", 5.5), Column("来源活动", 7.5), Column("干部", 4.5),
        Column("单位", 7), Column("问题", 14), Column("整改措施", 12), Column("责任人", 5), Column("时限", 5.5),
        Column("办结日期", 5.5), Column("整改证明", 8), Column("状态", 4, CENTER),
    )  # fmt: skip
    rows = [
        Row(
            _problem(number, row, is_closed=row.closed_on is not None and row.closed_on <= last),
            record=("problem", row.id),
        )
        for number, row in enumerate(found, start=1)
    ]
    return Table("", columns, tuple(rows), "没有登记的问题")


def _problem(number: int, row: ProblemRow, *, is_closed: bool) -> tuple[Cell, ...]:
    closed_on, proof = (row.closed_on, row.evidence) if is_closed else (None, "")
    return (
        number, row.found_on, row.session[11:], row.cadre, row.unit, row.content, row.measure, row.responsible,
        row.deadline, closed_on, proof, row.state,
    )  # fmt: skip
