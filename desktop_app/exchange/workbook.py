"""The year-end workbook (年终台账): the sheets of the ledger book in their order, each a Report.

Rows are records; every total, mean and rate is a figure of the register.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.progress import Report as Listener
from desktop_app.core.progress import part, silent
from desktop_app.core.scope import EVERYBODY, Denominator, Scope
from desktop_app.exchange import frozen, output
from desktop_app.exchange.book import HEADING, At, Book, Chart, Details, Formula, Series
from desktop_app.exchange.masking import Masking, masked, of_rows
from desktop_app.exchange.report import Cell, Report, RowKind
from desktop_app.exchange.yearbook import (
    agreement,
    basis,
    beside,
    kept_rules,
    leave,
    ledgers,
    marks,
    notes,
    people,
    plan,
    quotas,
    roster,
    series,
    studies,
    summary,
    topics,
)
from desktop_app.exchange.yearbook.year import Year
from desktop_app.records import categories, settings

BOOK, FIGURES, DETAILS = "台账", "统计", "明细"
GROUPS = (BOOK, FIGURES, DETAILS)


@dataclass(frozen=True)
class Sort:
    """What makes sheets, with their names in the order in which it makes them and the group each belongs to."""

    make: Callable[[Year], Sequence[Report]]
    sheets: Mapping[str, str]


def _all_of(group: str, *names: str) -> dict[str, str]:
    return dict.fromkeys(names, group)


SORTS: tuple[Sort, ...] = (
    Sort(summary.summary, _all_of(FIGURES, summary.NAME)),
    Sort(ledgers.ledgers, _all_of(BOOK, *(ledger.name for ledger in ledgers.LEDGERS))),
    Sort(people.people, _all_of(FIGURES, "出勤(人)")),
    Sort(ledgers.by_session, _all_of(FIGURES, "出勤(场)")),
    Sort(people.notes, _all_of(FIGURES, "心得笔记")),
    Sort(people.hours, _all_of(FIGURES, "学时")),
    Sort(plan.plan, {"计划": FIGURES, "年度计划": DETAILS}),
    Sort(studies.degrees_and_exams, _all_of(BOOK, "学历提升", "法考")),
    Sort(plan.problems, _all_of(BOOK, "问题整改")),
    Sort(summary.months, _all_of(FIGURES, "月份矩阵")),
    Sort(summary.rules, {"口径说明": FIGURES, "统计项": DETAILS, "活动类型": DETAILS}),
    Sort(topics.topics, _all_of(BOOK, "第一议题")),
    Sort(leave.leave, _all_of(BOOK, "请假")),
    Sort(beside.not_held, _all_of(BOOK, "未举行的活动")),
    Sort(series.series, _all_of(BOOK, "例行安排")),
    Sort(quotas.handed_in, _all_of(FIGURES, "应交情况")),
    Sort(studies.required_readings, _all_of(FIGURES, "必学篇目", "必学未学完")),
    Sort(studies.trainings, _all_of(BOOK, "个人培训")),
    Sort(notes.each_note, _all_of(DETAILS, "心得笔记明细")),
    Sort(roster.roster, _all_of(DETAILS, "花名册", "任职变动", "任职经历", "单位")),
    Sort(kept_rules.kept_rules, _all_of(DETAILS, "学时规定", "其他规定")),
    Sort(beside.attached, _all_of(DETAILS, "附件目录")),
    Sort(marks.marks, _all_of(DETAILS, marks.NAME)),
)
_LAST_OF_BOOK = "口径说明"
"""Behind it stand 核对 and 取数依据, and then what the figures were counted from."""
_LATE = ("年度计划", "统计项", "活动类型")
"""Made beside another sheet, but bound further behind."""


def _in_order() -> dict[str, str]:
    made = {name: group for sort in SORTS for name, group in sort.sheets.items()}
    found: dict[str, str] = {}
    for name, group in made.items():
        if name not in _LATE:
            found[name] = group
        if name == _LAST_OF_BOOK:
            found |= _all_of(FIGURES, agreement.NAME, basis.NAME)
    details = found.pop(marks.NAME)
    return found | {name: made[name] for name in _LATE} | {marks.NAME: details}


SHEETS: Mapping[str, str] = _in_order()
"""Every sheet there can be, in the order of the book, with its group."""
OF_OTHERS = frozenset({agreement.NAME, basis.NAME})
"""The sheets that say something of the others."""
_MADE = 40
"""So much of the work, in per cent, is done when the sheets are made and the file is begun."""


@dataclass(frozen=True)
class Order:
    """Which workbook is wanted: the year, the day up to which it counts, the sheets (None: all).

    `corrects` is a sheet with the release (报出) that it takes the place of.
    """

    year: int
    as_of: date | None = None
    sheets: Collection[str] | None = None
    corrects: tuple[str, int] | None = None


def write(order: Order, path: Path, report: Listener = silent) -> None:
    """Write the workbook of a year; figures and states as of the day where one is given."""
    from desktop_app.exchange import excel  # noqa: PLC0415  openpyxl is loaded only to write

    office = settings.current().office
    excel.write_whole(whole(order, part(report, 0, _MADE)), path, (office, office), part(report, _MADE, 100))


def write_masked(order: Order, path: Path, masking: Masking, report: Listener = silent) -> None:
    """Write a copy for outsiders; the file does not say whose it is. Stars cannot be calculated or drawn."""
    from desktop_app.exchange import excel  # noqa: PLC0415
    from desktop_app.exchange.masked_word import nameless  # noqa: PLC0415

    made = whole(order, part(report, 0, _MADE))
    mask = of_rows(masking)
    details = {name: replace(each, rows=partial(_masked_rows, each, mask)) for name, each in made.details.items()}
    copy = Book(tuple(masked(made.reports, masking)), has_contents=made.has_contents, details=details)
    with nameless(path) as place:
        excel.write_whole(copy, place, ("", ""), part(report, _MADE, 100))


def _masked_rows(of: Details, mask: Callable[[Sequence[Cell]], tuple[Cell, ...]]) -> Iterator[Sequence[Cell]]:
    return map(mask, of.rows())


def book(order: Order, report: Listener = silent) -> list[Report]:
    """Return the sheets of a year in their order, as they are shown; of 出勤明细 the first lines."""
    return list(_reports(order, report)[0])


def whole(order: Order, report: Listener = silent) -> Book:
    """Return the workbook of a year with its formulas, charts, ways and details."""
    reports, formulas = _reports(order, report)
    details: dict[str, Details] = {}
    if marks.NAME in (content.sheet_name for content in reports):
        last, of_marks = marks.streamed(_year(order))
        details = {marks.NAME: of_marks} if of_marks.count else {}
        reports = [last if content.sheet_name == marks.NAME else content for content in reports]
    is_led = reports[0].sheet_name == summary.NAME
    return Book(tuple(reports), formulas, is_led, tuple(_charts(reports)) if is_led else (), details)


def file_name(year: int) -> str:
    """Return the name the workbook is offered to be saved under, without its ending."""
    return f"{year}年干部学习培训台账"


def _year(order: Order) -> Year:
    period, said = Period.year(order.year).until(order.as_of), settings.current()
    scope = Scope(period, EVERYBODY, Denominator(said.denominator), order.as_of)
    return Year(scope, said.office, output.unrecorded_said(period))


def _reports(order: Order, report: Listener) -> tuple[list[Report], Mapping[At, Formula]]:
    """Return the sheets that were chosen, in the order of the book, and the formulas on 核对."""
    year, chosen = _year(order), SHEETS.keys() if order.sheets is None else SHEETS.keys() & set(order.sheets)
    if not chosen:
        raise UserError("没有选工作表，请至少选一张。")
    found: dict[str, Report] = {}
    for done, sort in enumerate(SORTS):
        report(done, len(SORTS) + 2)
        if chosen & sort.sheets.keys():
            found |= {made.sheet_name: made for made in sort.make(year) if made.sheet_name in chosen}
    report(len(SORTS), len(SORTS) + 2)
    formulas: Mapping[At, Formula] = {}
    if basis.NAME in chosen:
        overview = found.get(summary.NAME) or summary.summary(year)[0]
        found[basis.NAME] = basis.basis(year, overview, list(found.values()))
    if agreement.NAME in chosen:
        found[agreement.NAME], formulas = agreement.agreement(year, list(found.values()))
    if order.corrects and order.corrects[0] in found:
        sheet, release = order.corrects
        (found[sheet],) = frozen.corrected([found[sheet]], release)
    return [found[name] for name in SHEETS if name in found], formulas


def _charts(reports: Sequence[Report]) -> list[Chart]:
    """Draw the kinds of session by month, and the plan against what should be done by now."""
    found = {content.sheet_name: content for content in reports}
    kinds = {row.name for row in categories.listed()}
    drawn: list[Chart] = []
    if months := found.get("月份矩阵"):
        here = "月份矩阵"
        rows = [number for number, row in enumerate(months.tables[0].rows) if row.cells[0] in kinds]
        lines = tuple(Series((here, 0, row, 0), (here, 0, row, 1), (here, 0, row, 12)) for row in rows)
        names = ((here, 0, HEADING, 1), (here, 0, HEADING, 12))
        drawn += [Chart("各月活动次数", names, lines, is_stacked=True)] if lines else []
    if planned := found.get("计划"):
        drawn += _plan_chart(planned)
    return drawn


def _plan_chart(planned: Report) -> list[Chart]:
    here, table = "计划", planned.tables[0]
    items = [number for number, row in enumerate(table.rows) if row.kind is RowKind.BODY]
    if not items:
        return []
    titles = [column.title for column in table.columns]
    lines = tuple(
        Series((here, 0, HEADING, column), (here, 0, items[0], column), (here, 0, items[-1], column))
        for column in (titles.index("应完成比例"), titles.index("完成率"))
    )
    names = ((here, 0, items[0], 1), (here, 0, items[-1], 1))
    return [Chart("年度计划完成率", names, lines, is_percent=True, is_lying=True)]
