"""The monthly tally (月度统计表): this month, the year so far, the same days of last year; by subject, unit, person.

What this module decides is which figures stand where; the whole is printed, or one of its three views alone.
"""

from collections.abc import Callable, Sequence

from desktop_app.core.figure import NOTHING
from desktop_app.core.period import Period
from desktop_app.core.scope import EVERYBODY, Population
from desktop_app.core.subject import SubjectKind
from desktop_app.exchange.output import Ask, Choice, Output, signature, unrecorded_said
from desktop_app.exchange.outputs.tally_figures import (
    LAST_YEAR,
    OF_NOTES,
    OF_SESSIONS,
    SPANS,
    YEAR,
    TallyFigures,
    figure_columns,
)
from desktop_app.exchange.outputs.tally_people import AMONG, AWAY, LEFT, TallyPeople
from desktop_app.exchange.report import Cell, Column, Report, Row, Table
from desktop_app.metrics.subjects import SubjectOf
from desktop_app.records import settings, stamp

BY_SUBJECT, BY_UNIT, BY_PERSON = "按统计项", "按单位", "按个人"
_ATTENDED = (
    "人次（参训）为到、迟到、补学之和，加个人培训结业，不含外单位；应到、实到率只算活动出勤；"
    "人学时为每场学时乘以该场人次之和，含个人培训。"
)
_OVERLAP = "统计项之间有交叉，各行相加不等于全部活动；年度学时只算计入年度学时任务的。"
_WHERE = "单位按活动和上交当日所在单位统计"


def tally(month: Period, population: Population = EVERYBODY) -> Report:
    """Return the whole tally of a month."""
    figures = TallyFigures(month, population)
    people = TallyPeople(figures)
    tables = (
        *_by_subject(figures, "一、学习培训活动", "二、心得笔记"), people.by_unit("三、各单位"),
        people.by_person("四、个人"),
    )  # fmt: skip
    return _report(figures, "", tables, _of_subjects(figures), _ATTENDED, _of_units(people), _of_people(people))


def by_subject(month: Period, population: Population = EVERYBODY) -> Report:
    figures = TallyFigures(month, population)
    tables = _by_subject(figures, "一、学习培训活动", "二、心得笔记")
    return _report(figures, BY_SUBJECT, tables, _of_subjects(figures), _ATTENDED)


def by_unit(month: Period, population: Population = EVERYBODY) -> Report:
    figures = TallyFigures(month, population)
    people = TallyPeople(figures)
    return _report(figures, BY_UNIT, (people.by_unit(""),), _of_year(figures), _ATTENDED, _of_units(people))


def by_person(month: Period, population: Population = EVERYBODY) -> Report:
    figures = TallyFigures(month, population)
    people = TallyPeople(figures)
    tables = (people.by_person(""),)
    return _report(figures, BY_PERSON, tables, _of_year(figures), _ATTENDED, f"{_WHERE}。", _of_people(people))


def file_name(month: Period, population: Population = EVERYBODY, view: str = "") -> str:
    """Return the name the tally is offered to be saved under, without its ending."""
    return f"{month.text}干部学习培训统计表{view}{population.in_brackets}"


def _report(figures: TallyFigures, view: str, tables: Sequence[Table], *notes: str) -> Report:
    month = figures.month
    return Report(
        title=f"{settings.current().office}干部学习培训月度统计表{f'（{view}）' if view else ''}",
        facts=(
            f"统计期间：{month.text}", f"口径：{figures.population.text}",
            unrecorded_said(figures.periods[YEAR]),
        ),
        tables=tuple(tables),
        signature=signature(),
        notes=tuple(filter(None, notes)),
        stamp=stamp.printed(),
        sheet_name=f"{month.first.year}年{month.first.month}月统计表{view}",
    )  # fmt: skip


def _by_subject(figures: TallyFigures, of_sessions: str, of_notes: str) -> tuple[Table, ...]:
    kinds = (SubjectKind.SESSIONS, SubjectKind.PARTS)
    return _table(figures, of_sessions, kinds, OF_SESSIONS), _table(figures, of_notes, (SubjectKind.NOTES,), OF_NOTES)


def _table(figures: TallyFigures, title: str, kinds: Sequence[SubjectKind], measures: Sequence[str]) -> Table:
    columns = (Column("统计项", 8), *figure_columns(SPANS, measures, 4))
    of_kind = (subject for subject in figures.subjects if subject.kind in kinds)
    rows = (Row((subject.name, *cells)) for subject in of_kind if (cells := _cells(figures, subject, measures)))
    return Table(title, columns, tuple(rows))


def _cells(figures: TallyFigures, subject: SubjectOf, measures: Sequence[str]) -> list[Cell]:
    """Return a subject's figures in all spans; none where nothing of it happened in any."""
    cells: list[Cell] = []
    happened = False
    for span in SPANS:
        for measure in measures:
            name = f"{subject.name}.{measure}"
            if name in figures.whole[span]:
                cells += figures.sourced(figures.whole[span], span, [name])
                happened = happened or figures.whole[span][name].records > 0
            else:
                cells.append(NOTHING)
    return cells if happened else []


def _of_year(figures: TallyFigures) -> str:
    return f"{YEAR}自1月1日至{figures.month.last.month}月{figures.month.last.day}日；“{NOTHING}”为没有记录可算。"


def _of_subjects(figures: TallyFigures) -> str:
    return f"{LAST_YEAR}为上年相同日期；三个期间都没有记录的统计项不列。{_OVERLAP}{_of_year(figures)}"


def _of_units(people: TallyPeople) -> str:
    parts = f"；“{AMONG}”为上一行单位所含的下级单位" if people.has_parts else ""
    apart = f"；{'、'.join(people.apart)}的下级单位不全属于本口径，不单列，数字在合计内" if people.apart else ""
    return f"{_WHERE}{parts}{apart}。"


def _of_people(people: TallyPeople) -> str:
    moved = f"年内调动、离岗的人列在当时所在单位，备注“{AWAY}”“{LEFT}”为月末情况。"
    return moved if people.has_moved else ""


def _output(view: str, about: str, make: Callable[[Period, Population], Report]) -> Output:
    def reports(choice: Choice) -> list[Report]:
        return [make(choice.period, choice.population)]

    def named(choice: Choice) -> str:
        return file_name(choice.period, choice.population, view)

    name = f"月度统计表（{view}）" if view else "月度统计表"
    return Output(name, "每月", about, frozenset({Ask.MONTH, Ask.POPULATION}), reports, named)


OUTPUT = _output("", "本月、本年累计和上年同期的数字，按统计项、单位、个人", tally)
VIEWS = (
    _output(BY_SUBJECT, "各统计项的次数、人次、学时和心得笔记，对照上年同期", by_subject),
    _output(BY_UNIT, "各单位的参训、学时和笔记，局机关、司法所各有小计", by_unit),
    _output(BY_PERSON, "每个人的出勤、学时和笔记，按单位排列，各有小计", by_person),
)
