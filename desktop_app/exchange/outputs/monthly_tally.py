"""The monthly tally (月度统计表): this month, the year so far, the same days of last year; by subject, unit, person.

Every number is asked of the register; what this module decides is which figures stand where.
"""

from collections.abc import Mapping, Sequence

from desktop_app.core.figure import NOTHING, Figure
from desktop_app.core.period import Period
from desktop_app.core.scope import EVERYBODY, Asked, Population, Scope, Slice
from desktop_app.core.subject import SubjectKind
from desktop_app.exchange.output import Ask, Choice, Output
from desktop_app.exchange.report import Align, Cell, Column, Report, Row, RowKind, Table
from desktop_app.metrics import register
from desktop_app.metrics.subjects import SubjectOf, subjects
from desktop_app.records import cadres, session_list, settings, stamp, units

MONTH, YEAR, LAST_YEAR = "本月", "本年累计", "上年同期"
SPANS = (MONTH, YEAR, LAST_YEAR)
BY_UNIT, BY_PERSON = 2, 3
"""Where these tables stand in the report."""
ACTIVITIES, NOTES = "全部活动", "全部笔记"
LISTED = 5
"""So many 未登记 sessions are named on the face."""
OF_SESSIONS = ("次数", "人次", "人学时")
OF_NOTES = ("篇数", "字数", "审签率")
OF_UNIT = (f"{ACTIVITIES}.人次", f"{ACTIVITIES}.人学时", f"{NOTES}.篇数")
OF_PERSON = (f"{ACTIVITIES}.人次", f"{ACTIVITIES}.应到人次", f"{ACTIVITIES}.人学时", f"{NOTES}.篇数", f"{NOTES}.字数")


def tally(month: Period, population: Population = EVERYBODY) -> Report:
    """Return the tally of a month."""
    slices = [Slice(name, period) for name, period in _spans(month).items()]
    scope = Scope(slices[SPANS.index(YEAR)].period, population)
    found = register.by_slice(scope, slices, _subject_names())
    if not any(figure.records for figure in found[LAST_YEAR].values()):
        found[LAST_YEAR] = {}  # the ledger was not kept then: a column of zeros would say that nothing was done
    office = settings.current()
    return Report(
        title=f"{office.office}干部学习培训月度统计表",
        facts=(f"统计期间：{month.text}", f"口径：{population.text}", _unrecorded(month)),
        tables=(
            _by_subject("一、学习培训活动", SubjectKind.SESSIONS, OF_SESSIONS, found),
            _by_subject("二、心得笔记", SubjectKind.NOTES, OF_NOTES, found),
            _by_unit("三、各单位", slices, population),
            _by_person("四、个人", slices, scope),
        ),
        signature=(f"填表人：{office.clerk}", f"审核人：{office.reviewer}", "填表日期：　　　年　　月　　日"),
        notes=(
            f"{YEAR}自1月1日至{month.last.month}月{month.last.day}日；{LAST_YEAR}为上年相同日期。三个期间都没有记录的统计项不列；“—”为没有记录可算。",
            "人次为到、迟到、补学之和，不含外单位；人学时为每场学时乘以该场人次之和；单位按活动和上交当日所在单位统计。",
        ),
        stamp=stamp.printed(),
        sheet_name=f"{month.first.year}年{month.first.month}月统计表",
    )


def unrecorded(month: Period) -> list[int]:
    """Return the sessions up to the month's end that are 未登记: the figures of its tally are without them."""
    return session_list.keys(session_list.Wanted(period=Period.year_to(month.last), due=True), descending=False)


def behind(content: Report, place: tuple[int, int, int], month: Period, population: Population) -> Asked | None:
    """Return what was asked for the figure in a cell (table, row, column) of a tally, to list its records.

    None for what is no figure of a population: names, and the figures of one person.
    """
    number, row_number, column = place
    table = content.tables[number]
    row = table.rows[row_number]
    figure = row.cells[column]
    if number == BY_PERSON or not isinstance(figure, Figure):
        return None
    if number == BY_UNIT and row.kind is RowKind.BODY:
        population = Population(str(row.cells[0]), population.party_only)
    return Asked(figure.name, Scope(_spans(month)[table.columns[column].group or MONTH], population))


def file_name(month: Period, population: Population = EVERYBODY) -> str:
    """Return the name the tally is offered to be saved under, without its ending."""
    of_population = "" if population.is_all else f"（{population.text}）"
    return f"{month.text}干部学习培训统计表{of_population}"


def _spans(month: Period) -> dict[str, Period]:
    year = Period.year_to(month.last)
    return {MONTH: month, YEAR: year, LAST_YEAR: year.a_year_before()}


def _subject_names() -> set[str]:
    of_kind = {SubjectKind.SESSIONS: OF_SESSIONS, SubjectKind.PARTS: ("次数", "人次"), SubjectKind.NOTES: OF_NOTES}
    return {f"{subject.name}.{measure}" for subject in subjects() for measure in of_kind.get(subject.kind, ())}


def _by_subject(title: str, kind: SubjectKind, measures: Sequence[str], found: Mapping[str, register.Figures]) -> Table:
    columns = [Column("统计项", 8)]
    columns += [Column(measure, 4, Align.RIGHT, span) for span in SPANS for measure in measures]
    kinds = (kind, SubjectKind.PARTS) if kind is SubjectKind.SESSIONS else (kind,)
    rows = [
        Row((subject.name, *cells))
        for subject in subjects()
        if subject.kind in kinds and (cells := _cells(subject, measures, found)) is not None
    ]
    return Table(title, tuple(columns), tuple(rows))


def _cells(
    subject: SubjectOf, measures: Sequence[str], found: Mapping[str, register.Figures]
) -> tuple[Cell, ...] | None:
    """Return a subject's figures in all spans; None where nothing of it happened in any."""
    figures = [found[span].get(f"{subject.name}.{measure}") for span in SPANS for measure in measures]
    happened = any(figure and figure.records for figure in figures)
    return tuple(NOTHING if figure is None else figure for figure in figures) if happened else None


def _by_unit(title: str, slices: Sequence[Slice], population: Population) -> Table:
    columns = (
        Column("单位", 8),
        Column("期末在岗", 3, Align.RIGHT),
        *(
            Column(heading, 4, Align.RIGHT, span)
            for span in (MONTH, YEAR)
            for heading in ("参训人次", "人学时", "笔记篇数")
        ),
    )
    rows: list[Row] = []
    within = register.units_within(population)
    for unit in units.listed(slices[0].period.last):
        if unit.id not in within:
            continue
        of_unit = Population(unit.name, population.party_only)
        cells = _unit_cells(unit.name, of_unit, slices)
        if any(isinstance(cell, Figure) and cell.numerator for cell in cells):
            rows.append(Row(cells))
    return Table(title, columns, (*rows, Row(_unit_cells("合计", population, slices), RowKind.TOTAL)))


def _unit_cells(label: str, population: Population, slices: Sequence[Slice]) -> tuple[Cell, ...]:
    found = register.by_slice(Scope(slices[0].period, population), slices[:2], {*OF_UNIT, "在岗.人数"})
    return label, found[MONTH]["在岗.人数"], *(found[span][name] for span in (MONTH, YEAR) for name in OF_UNIT)


def _by_person(title: str, slices: Sequence[Slice], scope: Scope) -> Table:
    columns = (
        Column("姓名", 4),
        Column("单位", 8),
        *(
            Column(heading, 3, Align.RIGHT, span)
            for span in (MONTH, YEAR)
            for heading in ("实到", "应到", "学时", "笔记", "字数")
        ),
    )
    found = register.by_cadre(scope, slices[:2], set(OF_PERSON))
    belonging = register.in_post(scope.population, slices[0].period.last)
    rows: list[Row] = []
    for person in cadres.listed(slices[0].period.last):
        figures = [found[span].get(person.id, {}).get(name) for span in (MONTH, YEAR) for name in OF_PERSON]
        if person.id in belonging or any(figures):
            rows.append(Row((person.name_beside_unit, person.unit or "（已离岗）", *figures)))
    return Table(title, columns, tuple(rows))


def _unrecorded(month: Period) -> str:
    """Say on the face of the tally which sessions are not recorded: without them its figures are not whole."""
    waiting = unrecorded(month)
    if not waiting:
        return "未登记：无"
    first = session_list.rows(waiting[:LISTED])
    shown = "、".join(f"{row.held_on.month}月{row.held_on.day}日{row.category}" for row in first)
    more = "等" if len(waiting) > LISTED else ""
    return f"未登记：本年累计{len(waiting)}场（{shown}{more}），以下数字不含这些场次"


def _make(choice: Choice) -> list[Report]:
    return [tally(choice.period, choice.population)]


OUTPUT = Output(
    "月度统计表", "每月", "本月、本年累计和上年同期的数字，按统计项、单位、个人",
    frozenset({Ask.MONTH, Ask.POPULATION}), _make, lambda choice: file_name(choice.period, choice.population),
)  # fmt: skip
