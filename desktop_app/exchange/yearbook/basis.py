"""取数依据: every figure of 总览 with its rule, its two parts and the records it was counted from.

Records are named as they are on the other sheets: sessions by 编号, what else by the sheet and the 序号 it has there.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from desktop_app.core.figure import Figure, Shape
from desktop_app.core.number import decimal
from desktop_app.exchange.report import Align, Cell, Column, Report, Row, Sourced, Table
from desktop_app.exchange.yearbook.year import Year
from desktop_app.metrics import register
from desktop_app.metrics.behind import Key, behind

NAME = "取数依据"
RIGHT, CENTER = Align.RIGHT, Align.CENTER
_LONGEST = 480
"""Characters of record numbers in one cell: a row that is still whole on a page; more go on in the next row."""
_NUMBERED = re.compile(r"(.*?)(\d{1,9})")
Label = tuple[str, int, int]
"""What stands before the number of a record, the number and how many digits it is written with."""


def basis(year: Year, overview: Report, reports: Sequence[Report]) -> Report:
    """Return the sheet, of the figures as 总览 shows them."""
    cells = (cell for table in overview.tables for row in table.rows for cell in row.cells)
    figures = [cell.figure for cell in cells if isinstance(cell, Sourced)]
    keys, labels = behind([figure.name for figure in figures], year.scope), _labels(reports)
    rows: list[Row] = []
    told: dict[tuple[str, tuple[Key, ...]], str] = {}
    for number, figure in enumerate(figures, start=1):
        mine = keys[figure.name]
        same = told.get((figure.subject, mine))
        said = f"同“{same}”" if same else _said(mine, labels)
        if mine:
            told.setdefault((figure.subject, mine), figure.measure)
        rows += _rows(number, year, figure, said)
    columns = (
        Column("序号", 2.5, CENTER), Column("统计项", 7), Column("指标", 5), Column("数值", 4.5, RIGHT),
        Column("分子", 4.5, RIGHT), Column("分母", 4, RIGHT), Column("记录数", 3.5, RIGHT), Column("算法", 13),
        Column("记录编号", 26),
    )  # fmt: skip
    notes = (
        "活动写编号，其他写所在工作表和序号，如“心得笔记明细1—46”；出勤的记录写它所在的活动，每人的出勤见“出勤明细”。",
        "记录数是算这个数字用到的记录：人次、学时为出勤条数，次数为活动场数。",
    )
    return year.report(NAME, "总览取数依据", Table("", columns, tuple(rows), "总览没有数字"), notes=notes)


def _rows(number: int, year: Year, figure: Figure, said: str) -> Iterable[Row]:
    divided = (figure.numerator, figure.denominator) if figure.shape in _DIVIDED else ()
    parts = tuple(Decimal(decimal(part)) for part in divided) or (None, None)
    rule = register.named(figure.name)[1].rule
    first, *more = [said[at : at + _LONGEST] for at in range(0, len(said), _LONGEST)] or [""]
    cells: tuple[Cell, ...] = (number, figure.subject, figure.measure, year.cell(figure), *parts, figure.records, rule)
    yield Row((*cells, first))
    for piece in more:
        yield Row((None, figure.subject, f"{figure.measure}（续）", None, None, None, None, "", piece))


_DIVIDED = (Shape.RATE, Shape.PER_HEAD)


def _labels(reports: Sequence[Report]) -> Mapping[Key, Label]:
    """Return how each record is named in the book: by its first line that has a number."""
    found: dict[Key, Label] = {}
    for content in reports:
        for row in (row for table in content.tables for row in table.rows):
            if row.record and row.record not in found and (label := _label(content.sheet_name, row)):
                found[row.record] = label
    return found


def _label(sheet: str, row: Row) -> Label | None:
    number, own, *_ = (*row.cells, "", "")
    if not isinstance(number, int):
        return None
    matched = _NUMBERED.fullmatch(own) if row.record and row.record[0] == "session" and isinstance(own, str) else None
    return (matched[1], int(matched[2]), len(matched[2])) if matched else (sheet, number, 1)


def _said(keys: Sequence[Key], labels: Mapping[Key, Label]) -> str:
    """Return the records in few words: LH-001—012、015；心得笔记明细1—46."""
    known = sorted({labels[key] for key in keys if key in labels}, key=lambda label: (label[0], label[1]))
    said = [f"{before}{'、'.join(_runs(list(group)))}" for before, group in groupby(known, key=lambda label: label[0])]
    if missing := sum(key not in labels for key in keys):
        said.append(f"另有{missing}条所在的工作表不在本册")
    return "；".join(said)


def _runs(labels: Sequence[Label]) -> Iterable[str]:
    """Return numbers that follow each other as one: 1—46."""
    numbered = ((label[1] - at, label) for at, label in enumerate(labels))
    for _, group in groupby(numbered, key=lambda each: each[0]):
        run = [f"{number:0{digits}d}" for _, (_, number, digits) in group]
        yield run[0] if len(run) == 1 else f"{run[0]}—{run[-1]}"
