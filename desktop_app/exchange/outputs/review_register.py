"""审签登记表: the notes handed in during a period with what was said of each, by unit, closed by figures.

The notes listed are those that the figures count; of the whole system also those of people not in post, at the end.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from desktop_app.core.review import NoteState
from desktop_app.core.scope import Population, Scope, Slice
from desktop_app.core.subject import SubjectKind
from desktop_app.exchange.output import Ask, Choice, Output, facts
from desktop_app.exchange.outputs.asking import LINE, figures_table, sourced
from desktop_app.exchange.report import BLANK_DAY, Align, Cell, Column, Report, Row, RowKind, Sourced, Table
from desktop_app.exchange.yearbook.notes import OUT_OF_POST
from desktop_app.metrics import evidence, register
from desktop_app.records import notes, settings, stamp, units
from desktop_app.records.notes import NoteRow, Wanted

CENTER = Align.CENTER
ALL_NOTES = "全部笔记"
COUNTED, WORDS = f"{ALL_NOTES}.篇数", f"{ALL_NOTES}.字数"
MEASURES = ("篇数", "字数", "已签", "未审数", "退回数", "审签率")
COLUMNS = (
    Column("序号", 2.5, CENTER), Column("姓名", 6), Column("单位", 7), Column("类别", 5), Column("题目", 14),
    Column("提交日期", 5.5), Column("字数", 4, Align.RIGHT), Column("审签人", 5), Column("审签日期", 5.5),
    Column("等次", 3, CENTER), Column("意见", 9), Column("状态", 3.5, CENTER),
)  # fmt: skip


def sheet(choice: Choice) -> Report:
    """Return the register of a period; the notes stand as they do now."""
    scope, office = choice.scope, settings.current()
    found = notes.rows(notes.keys(Wanted(scope.period), descending=False))
    counted = {line.id for line in evidence.records(COUNTED, scope)}
    by_unit: dict[str, list[NoteRow]] = defaultdict(list)
    for row in found:
        if row.id in counted:
            by_unit[row.unit or ""].append(row)
    apart = [row for row in found if row.id not in counted] if scope.population.is_all else []
    rows = [*_by_unit(scope, by_unit), *([_total(scope)] if counted else []), *_apart(apart, len(counted))]
    summary = figures_table("一、合计", scope, SubjectKind.NOTES, ALL_NOTES, MEASURES)
    notes_below = (f"{len(apart)}篇提交时不在岗，列在最后，不计入小计和合计。",) if apart else ()
    return Report(
        f"{office.office}心得笔记审签登记表", facts(choice, counts=False),
        (summary, Table("二、登记", COLUMNS, tuple(rows), "这一期间没有上交心得笔记")),
        signature=(f"登记人：{office.clerk}", f"审签人：{LINE}", f"审签日期：{BLANK_DAY}"),
        notes=("按提交日期归入期间，单位为提交当日所在单位；审签情况为打印时的情况。", *notes_below),
        sheet_name="审签登记", stamp=stamp.printed(),
    )  # fmt: skip


def _by_unit(scope: Scope, by_unit: dict[str, list[NoteRow]]) -> list[Row]:
    """Return the notes of each unit in the clerk's order of the units, each closed by its 小计."""
    alone = _alone(scope)
    rows, after = list[Row](), 0
    for unit in units.listed(scope.period.last):
        mine = sorted(by_unit.get(unit.name, ()), key=lambda row: (row.cadre_id, row.handed_in_on, row.id))
        if mine:
            rows += _numbered(mine, after)
            counted, words = alone.get(unit.id, (len(mine), sum(row.words for row in mine)))
            rows.append(_closing(f"{unit.name}小计", counted, words, RowKind.SUBTOTAL))
            after += len(mine)
    return rows


def _alone(scope: Scope) -> dict[int, tuple[Sourced, Sourced]]:
    """Return the sums of each unit that is a population of its own, for its 小计.

    One with units under it is not, nor is a unit's share of a named list: their 小计 adds up the lines above it.
    """
    found = register.broken_down(scope, [Slice("", scope.period)], {COUNTED, WORDS})
    names = {row.id: row.name for row in units.listed(scope.period.last)}
    sums: dict[int, tuple[Sourced, Sourced]] = {}
    for unit_id, below in found.units.items():
        if below == {unit_id}:
            own, figures = scope.of(Population(names[unit_id], scope.population.party_only)), found.of_unit("", unit_id)
            sums[unit_id] = Sourced(figures[COUNTED], own), Sourced(figures[WORDS], own)
    return sums


def _numbered(found: Iterable[NoteRow], after: int) -> list[Row]:
    return [Row(_cells(number, row), record=("note", row.id)) for number, row in enumerate(found, start=after + 1)]


def _total(scope: Scope) -> Row:
    found = sourced(scope, [COUNTED, WORDS])
    return _closing("合计", found[COUNTED], found[WORDS], RowKind.TOTAL)


def _closing(label: str, counted: Cell, words: Cell, kind: RowKind) -> Row:
    return Row((label, "篇数", counted, "字数", words, ""), kind, spans=(3, 1, 1, 1, 1, 5))


def _apart(apart: Sequence[NoteRow], after: int) -> list[Row]:
    if not apart:
        return []
    return [Row(("提交时不在岗（不计入统计）",), RowKind.GROUP), *_numbered(apart, after)]


def _cells(number: int, row: NoteRow) -> tuple[Cell, ...]:
    is_reviewed = row.state is not NoteState.WAITING
    review = (row.signer, row.signed_on, row.grade, row.opinion) if is_reviewed else ("", None, "", "")
    return (
        number, row.full_name, row.unit or OUT_OF_POST, row.kind, row.title, row.handed_in_on, row.words, *review,
        row.state,
    )  # fmt: skip


def _file_name(choice: Choice) -> str:
    return f"{choice.period.text}心得笔记审签登记表{choice.population.in_brackets}"


OUTPUT = Output(
    "审签登记表", "登记", "一个期间上交的心得笔记和审签情况，按单位排列，有小计",
    frozenset({Ask.PERIOD, Ask.POPULATION}), lambda choice: [sheet(choice)], _file_name,
)  # fmt: skip
