"""Chase lists (催办), ready to hand out: notes owed (未交) or unsigned (未审), sessions not recorded, plan items late.

Each stands as of today, the most urgent first (of notes: within a unit), with room for whoever receives it to sign for
it (签收).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import count, groupby

from desktop_app.core.period import Period, day_text
from desktop_app.core.scope import Scope
from desktop_app.exchange.output import UNRECORDED, UNSIGNED, Ask, Choice, Output, unrecorded
from desktop_app.exchange.outputs.asking import sourced
from desktop_app.exchange.report import BLANK_DAY, Align, Cell, Column, Report, Row, RowKind, Sourced, Table
from desktop_app.metrics import evidence, register
from desktop_app.metrics.plan import Progress
from desktop_app.records import chase, plans, session_list, settings, stamp, units
from desktop_app.records.chase import ChaseRow, List

LONG = 14
"""Days after which a note that waits is said to wait long."""
_RECEIPT = Column("签收", 5)
_SIGNED_ROW = 1.4
"""The height of a row in which somebody signs, in lines."""
_RIGHT, _CENTER = Align.RIGHT, Align.CENTER


def notes_owed(choice: Choice) -> Report:
    """未交名单: who has not handed in what the rules ask (应交) in the periods that touch the chosen one."""
    today = date.today()
    rows = _of_population(choice, chase.lists(choice.period, today, LONG)[List.MISSING], today)
    overdue = sum(row.days > 0 for row in rows)
    columns = (
        Column("序号", 2.2, _CENTER), Column("姓名", 4.6), Column("未交事项", 10), Column("情况", 10.2),
        Column("期限", 5.5), Column("超期天数", 4, _RIGHT), Column("催办情况", 4.2), Column("签收", 4.2),
    )  # fmt: skip
    listed = _by_unit(rows, today, lambda row: (row.full_name, row.about, row.state, row.day, max(row.days, 0) or None,
                                                row.reminded, ""))  # fmt: skip
    counted = f"未交：{len(rows)}项、{len({row.cadre_id for row in rows})}人，其中超期{overdue}项"
    table = Table("", columns, listed, "应交的都交了")
    note = "按应交规定统计，交不足的列出所差；期限前的也列出。"
    return _report("心得笔记未交名单", choice, table, note, _population(choice), _as_of(today), counted)


def notes_unsigned(choice: Choice) -> Report:
    """未审名单: the notes of the period that wait to be signed, as the register counts them."""
    today, scope = date.today(), choice.scope
    counted = {line.id for line in evidence.records(UNSIGNED, scope)}
    rows = [row for row in chase.lists(choice.period, today, -1)[List.UNSIGNED] if row.note_id in counted]
    long = sum(row.days > LONG for row in rows)
    columns = (
        Column("序号", 2.2, _CENTER), Column("姓名", 5.5), Column("类别和题目", 14), Column("待审起始", 5.5),
        Column("已等天数", 4, _RIGHT), Column("催办情况", 5.4), _RECEIPT,
    )  # fmt: skip
    listed = _by_unit(rows, today, lambda row: (row.full_name, row.about, row.day, row.days, row.reminded, ""))
    total = _total("待审合计（篇）", sourced(scope, [UNSIGNED])[UNSIGNED], len(columns))
    table = Table("", columns, (*listed, total) if listed else (), "上交的都审签了")
    counts = f"超过{LONG}天：{long}篇"
    note = "退回后重交的，自重交当日起算。"
    return _report("心得笔记未审名单", choice, table, note, _population(choice), _as_of(today), counts)


def sessions_unrecorded(choice: Choice) -> Report:
    """未登记活动: the sessions of the period that were due and are not recorded, the longest due first."""
    today, scope = date.today(), Scope(choice.period)
    columns = (
        Column("序号", 2.2, _CENTER), Column("日期", 5.5), Column("活动类型", 6), Column("题目", 12.4),
        Column("地点", 6), Column("已过天数", 4, _RIGHT), Column("登记人", 5), Column("登记日期", 5),
    )  # fmt: skip
    rows = [
        Row((number, row.held_on, row.category, row.title, row.place, (today - row.held_on).days, "", ""),
            record=("session", row.id), lines=_SIGNED_ROW)
        for number, row in enumerate(session_list.rows(unrecorded(choice.period)), start=1)
    ]  # fmt: skip
    total = _total("未登记合计（场）", sourced(scope, [UNRECORDED])[UNRECORDED], len(columns))
    table = Table("", columns, (*rows, total) if rows else (), "到期的活动都登记了")
    note = "未登记的活动不计入任何统计数字；没有举行的，请登记为不举行并写明原因。"
    return _report("未登记活动清单", choice, table, note, _as_of(today))


def plan_late(choice: Choice) -> Report:
    """滞后计划: the items of the year's plan that are behind, by part; those that lack most of their target first."""
    year = choice.period.last.year
    day = min(date.today(), choice.period.last)
    late = [item for item in plans.progress(year, day) if item.is_late]
    columns = (
        Column("序号", 2.2, _CENTER), Column("内容", 11.5), Column("责任单位", 5.5), Column("计量单位", 4, _CENTER),
        Column("目标", 3.4, _RIGHT), Column("应完成", 3.4, _RIGHT), Column("已完成", 3.4, _RIGHT),
        Column("差额", 3.4, _RIGHT),
        Column("状态", 3.4, _CENTER), _RECEIPT,
    )  # fmt: skip
    rows: list[Row] = []
    numbers = count(1)
    for part in plans.parts(year):
        mine = sorted((item for item in late if item.part == part), key=_share_lacking, reverse=True)
        rows += [Row((part,), RowKind.GROUP)] if mine else []
        rows += [
            Row((next(numbers), *_plan_cells(item)), record=("plan_item", item.id), lines=_SIGNED_ROW) for item in mine
        ]
    table = Table("", columns, tuple(rows), "没有滞后的项目")
    note = "应完成为到截止日按进度安排应完成的数量；差额为应完成减已完成。"
    of_year = replace(choice, period=Period.year(year))
    return _report("年度计划滞后项目清单", of_year, table, note, _as_of(day), f"滞后：{len(late)}项")


def _plan_cells(item: Progress) -> Sequence[Cell]:
    counted = (item.target or Fraction(0), item.expected, item.behind_by)
    target, expected, behind = (Decimal(item.number(amount)) for amount in counted)
    done = Sourced(item.done, item.scope) if item.done else None
    return item.content, item.responsible, item.unit, target, expected, done, behind, str(item.state), ""


def _share_lacking(item: Progress) -> float:
    return float(item.behind_by / item.target) if item.target else 0.0


def _of_population(choice: Choice, rows: Iterable[ChaseRow], day: date) -> list[ChaseRow]:
    if choice.population.is_all:
        return list(rows)
    belonging = register.in_post(choice.population, day)
    return [row for row in rows if row.cadre_id in belonging]


def _by_unit(rows: Iterable[ChaseRow], day: date, cells: Callable[[ChaseRow], tuple[Cell, ...]]) -> tuple[Row, ...]:
    """Return the rows under their units in the clerk's order; in each, what one person owes together, longest first."""
    places = {row.name: place for place, row in enumerate(units.listed(day))}
    longest: dict[int, int] = {}
    for row in (listed := list(rows)):
        longest[row.cadre_id] = max(row.days, longest.get(row.cadre_id, row.days))

    def place(row: ChaseRow) -> tuple[object, ...]:
        of_unit = places.get(row.unit, len(places)), row.unit
        return *of_unit, -longest[row.cadre_id], row.cadre_id, -row.days, row.about, row.id

    ordered = sorted(listed, key=place)
    found: list[Row] = []
    numbers = count(1)
    for unit, mine in groupby(ordered, key=lambda row: row.unit):
        people = list(mine)
        found.append(Row((f"{unit or '不在岗'}（{len(people)}）",), RowKind.GROUP))
        for row in people:
            record = ("note", row.note_id) if row.note_id is not None else ("cadre", row.cadre_id)
            found.append(Row((next(numbers), *cells(row)), record=record, lines=_SIGNED_ROW))
    return tuple(found)


def _total(label: str, figure: Cell, columns: int) -> Row:
    return Row((label, figure, ""), RowKind.TOTAL, spans=(2, 1, columns - 3))


def _population(choice: Choice) -> str:
    return f"口径：{choice.population.text}"


def _as_of(day: date) -> str:
    return f"截至：{day_text(day)}"


def _report(title: str, choice: Choice, table: Table, note: str, *said: str) -> Report:
    office = settings.current()
    return Report(
        f"{office.office}{title}",
        (f"统计期间：{choice.period.text}", *said),
        (table,),
        signature=(f"催办人：{office.clerk}", f"审核人：{office.reviewer}", f"发出日期：{BLANK_DAY}"),
        notes=(note,), sheet_name=title, stamp=stamp.printed(),
    )  # fmt: skip


def _output(name: str, about: str, make: Callable[[Choice], Report], *asks: Ask) -> Output:
    def file_name(choice: Choice) -> str:
        return f"{choice.period.text}{name}{choice.population.in_brackets}"

    return Output(name, "催办", about, frozenset(asks), lambda choice: [make(choice)], file_name)


OUTPUTS = (
    _output("未交名单", "按应交规定谁还没交、差多少，按单位排列，可以签收", notes_owed, Ask.PERIOD, Ask.POPULATION),
    _output("未审名单", "待审的心得笔记和已经等了几天，按单位排列", notes_unsigned, Ask.PERIOD, Ask.POPULATION),
    _output("未登记活动", "到期没有登记的活动，最早的在前", sessions_unrecorded, Ask.PERIOD),
    _output("滞后计划", "年度计划里进度滞后和到期未完成的项目，差得多的在前", plan_late, Ask.YEAR),
)
