"""The proof sheet (核对表) of a document: every figure that stands in it, and below which records it was counted from.

Two reports of one workbook: 核对表 has a line for each figure, 核对依据 one for each record behind it. The marks of one
session are one record there, with how many they are: its number leads to the names.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from desktop_app.core.figure import Figure
from desktop_app.core.number import decimal
from desktop_app.core.scope import ALL, Population, Scope
from desktop_app.exchange.filled import Use
from desktop_app.exchange.output import unrecorded_said
from desktop_app.exchange.report import BLANK_DAY, Align, Column, Report, Row, RowKind, Sourced, Table
from desktop_app.metrics import evidence, register
from desktop_app.metrics.evidence import RecordLine
from desktop_app.records import session_list, stamp

SHOWN: Final = 3
"""So many records are named in the sheet itself; all stand on the one behind it."""
NAMED: Final = 12
"""So many people of one session are named."""
MARKS_FROM: Final = 2
"""As many lines of one session are told as one."""


@dataclass(frozen=True)
class Record:
    """What stands behind a figure, as it is listed: a session once, whatever it counts for."""

    table: str
    id: int
    day: date | None
    kind: str
    title: str
    label: str
    counted: str


def reports(title: str, scope: Scope, uses: Sequence[Use], notices: Sequence[str]) -> list[Report]:
    """Return 核对表 and 核对依据 of a document of this title."""
    found = _records(scope, uses)
    rows = [_row(number, use, scope, found[_key(use)]) for number, use in enumerate(uses, start=1)]
    facts = (
        f"统计期间：{scope.text.rpartition('，')[0]}",
        f"人均的分母：{scope.denominator}",
        unrecorded_said(scope.period),
    )
    sheet = Report(
        f"{title}数据核对表",
        facts,
        (Table("", _COLUMNS, tuple(rows), "文中没有取自台账的数字"),),
        signature=("核对人：", f"核对日期：{BLANK_DAY}"),
        notes=(
            "文中用取数名称写出的数字都在此列出，逐条记录见“核对依据”；清单里的名单、份数、进度以台账为准，不逐项列出。",
            *notices,
        ),
        sideways=True,
        sheet_name="核对表",
        stamp=stamp.printed(),
    )
    return [sheet, _grounds(title, facts, uses, found)] if uses else [sheet]


def scope_of(use: Use, scope: Scope) -> Scope:
    """Return the scope that a figure of a document was asked in."""
    return scope.over(use.span).of(Population.parse(use.population or ALL))


_COLUMNS: Final = (
    Column("序号", 2.5, Align.CENTER), Column("所在位置", 11), Column("文中写作", 7), Column("取数名称", 9),
    Column("数值", 5, Align.RIGHT), Column("分子", 4, Align.RIGHT), Column("分母", 4, Align.RIGHT), Column("口径", 4),
    Column("期间", 4), Column("算法", 15), Column("记录数", 3.5, Align.RIGHT), Column("记录", 11),
)  # fmt: skip
_GROUNDS: Final = (
    Column("编号或姓名", 9), Column("日期", 5.5, Align.CENTER), Column("类型", 7), Column("题目", 14),
    Column("计入", 20),
)  # fmt: skip
_Key = tuple[str, str, str]


def _key(use: Use) -> _Key:
    return use.figure.name, use.population or ALL, use.span


def _row(number: int, use: Use, scope: Scope, records: Sequence[Record]) -> Row:
    asked = scope_of(use, scope)
    name = use.figure.name + (f"|{use.wording}" if use.wording else "")
    return Row(
        (
            number, use.place, use.text, name, Sourced(use.figure, asked), *_parts(use.figure), use.population or ALL,
            use.span or "本期", register.named(use.figure.name)[1].rule, use.figure.records, _in_short(records),
        )
    )  # fmt: skip


def _parts(figure: Figure) -> tuple[Decimal | None, Decimal | None]:
    """Numerator and denominator of what was divided; a count has none."""
    if figure.denominator == 1 and figure.value == figure.numerator:
        return None, None
    return Decimal(decimal(figure.numerator)), Decimal(decimal(figure.denominator))


def _in_short(records: Sequence[Record]) -> str:
    """Name the first records: 2022-001、2022-003、2022-005等42条."""
    first = "、".join(record.label for record in records[:SHOWN])
    return f"{first}等{len(records)}条" if len(records) > SHOWN else first


def _grounds(title: str, facts: tuple[str, ...], uses: Sequence[Use], found: dict[_Key, tuple[Record, ...]]) -> Report:
    """List the records of all figures; those counted from the very same ones (次数, 学时) stand under one heading."""
    same: dict[tuple[Record, ...], dict[_Key, list[int]]] = defaultdict(lambda: defaultdict(list))
    figures = {_key(use): use.figure for use in uses}
    for number, use in enumerate(uses, start=1):
        same[found[_key(use)]][_key(use)].append(number)
    rows: list[Row] = []
    for records, keys in same.items():
        heading = "；".join(_heading(key, numbers, figures[key]) for key, numbers in keys.items())
        rows.append(Row((heading,), RowKind.GROUP))
        rows += [
            Row((record.label, record.day, record.kind, record.title, record.counted), record=(record.table, record.id))
            for record in records
        ]
        if not records:
            rows.append(Row(("没有记录", None, "", "", "")))
    return Report(
        f"{title}数据核对依据", facts, (Table("", _GROUNDS, tuple(rows)),), sideways=True, sheet_name="核对依据",
        notes=("序号与核对表相同；一场活动不论计入多少人次，都只列一行。",), stamp=stamp.printed(),
    )  # fmt: skip


def _heading(key: _Key, numbers: Sequence[int], figure: Figure) -> str:
    said = "，".join(filter(None, key[1:]))
    value = f"{len(figure.titles)}个题目" if figure.titles else figure.text
    return f"第{'、'.join(map(str, numbers))}项　{key[0]}（{said}）：{value}"


def _records(scope: Scope, uses: Sequence[Use]) -> dict[_Key, tuple[Record, ...]]:
    """Return the records of every figure, those of one scope looked up together."""
    by_scope: dict[Scope, dict[str, _Key]] = defaultdict(dict)
    for use in uses:
        by_scope[scope_of(use, scope)][use.figure.name] = _key(use)
    lines = {
        keys[name]: found
        for asked, keys in by_scope.items()
        for name, found in evidence.records_of(keys, asked).items()
    }
    sessions = {line.id for found in lines.values() for line in found if line.table == "session"}
    numbers = {row.id: row.number for row in session_list.rows(sorted(sessions))}
    return {key: _told(found, numbers) for key, found in lines.items()}


def _told(lines: Iterable[RecordLine], numbers: dict[int, str]) -> tuple[Record, ...]:
    """Tell the lines of each session as one record, all others one by one."""
    by_record: dict[tuple[str, int], list[RecordLine]] = defaultdict(list)
    for line in lines:
        by_record[line.table, line.id].append(line)
    return tuple(_record(table, id_, of_record, numbers.get(id_, "")) for (table, id_), of_record in by_record.items())


def _record(table: str, id_: int, lines: Sequence[RecordLine], number: str) -> Record:
    first = lines[0]
    day = first.day
    if table == "session":
        return Record(table, id_, day, first.kind, first.title, number or f"{day}{first.kind}", _counted(lines, number))
    label = first.who or first.title
    shown = f"{first.day.month}月{first.day.day}日{label}" if first.day and first.who else label
    return Record(table, id_, day, first.kind, first.title, shown, "，".join(str(line.detail) for line in lines))


def _counted(lines: Sequence[RecordLine], number: str) -> str:
    """Return whom a session counts for: 32：张三到、李四迟到 …; of a session that counts as such, its state."""
    people = [line for line in lines if line.who != number]
    if not people:
        return str(lines[0].detail)
    named = "、".join(f"{line.who}（{line.detail}）" if line.detail != "到" else line.who for line in people[:NAMED])
    if len(people) < MARKS_FROM:
        return named
    return f"{len(people)}人次：{named}{'等' if len(people) > NAMED else ''}"
