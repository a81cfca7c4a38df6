"""A sheet read by its headings: which kind of table it is, where its columns stand, which of its rows are data.

The order of columns, title lines above the heading and columns of her own do not matter; rows that are no data
(合计, 制表人, the heading repeated on each page) are passed over, and said so.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TypeVar

from desktop_app.core.collation import plain
from desktop_app.core.errors import UserError
from desktop_app.exchange.problem import Problem
from desktop_app.exchange.reading import cells
from desktop_app.exchange.sheets import Broken, Sheet, Value

T = TypeVar("T")

HEADING_WITHIN = 20
"""A heading stands in one of the first rows or nowhere."""
ENOUGH_TO_GUESS = 3
"""So many known headings tell what a table is meant to be, although one it needs is missing."""
SUMMARIES = ("合计", "总计", "小计", "共计", "制表", "填表", "审核人", "备注:", "注:", "说明:")
NEVER_MISSED = ("", "序号")
MANY = 5


@dataclass(frozen=True)
class Column:
    """A heading with its other names. A `weak` one alone does not make a row: numbers are filled in ahead."""

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    weak: bool = False


@dataclass(frozen=True)
class Layout:
    """A kind of table: the usual name of its sheet and its columns."""

    name: str
    columns: tuple[Column, ...]

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)


@dataclass
class Findings:
    """What is wrong in a file, and what was passed over."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def notice(self, sentence: str) -> None:
        full = f"{self.file} {sentence}"
        if full not in self.notices:
            self.notices.append(full)


@dataclass(frozen=True)
class Table:
    """A sheet whose kind and columns are known."""

    layout: Layout
    sheet: Sheet
    heading_row: int
    columns: Mapping[str, int]
    """Where each known heading stands, counted from 0."""
    findings: Findings

    def problem(self, row: int, column: str, sentence: str) -> None:
        self.findings.problems.append(Problem(self.findings.file, self.sheet.name, row, column, sentence))

    def notice(self, sentence: str) -> None:
        self.findings.notice(f"“{self.sheet.name}”：{sentence}")

    def lines(self) -> Iterator["Line"]:
        """Yield the rows that are data."""
        heading = _folded(self.sheet.rows[self.heading_row - 1])
        weak = {column.name for column in self.layout.columns if column.weak}
        telling = [index for name, index in self.columns.items() if name not in weak]
        passed_over: list[int] = []
        hidden: list[int] = []
        for number, values in enumerate(self.sheet.rows[self.heading_row :], start=self.heading_row + 1):
            if all(index >= len(values) or _is_empty(values[index]) for index in telling):
                continue
            if self._is_summary(values) or _folded(values) == heading:
                passed_over.append(number)
                continue
            if number in self.sheet.hidden:
                hidden.append(number)
            yield Line(self, number, values)
        if passed_over:
            self.notice(f"第 {numbers(passed_over)} 行是合计、签名或重复的标题，已跳过。")
        if hidden:
            self.notice(f"第 {numbers(hidden)} 行被隐藏或筛选掉，也一并读入。")

    def _is_summary(self, values: Sequence[Value]) -> bool:
        """Whether a row is a total or a signature; one that has all it needs is none: 制表技能培训 is a title."""
        first = next((value for value in values if not _is_empty(value)), None)
        begins = plain(first) if isinstance(first, str) else ""
        if begins in SUMMARIES or not begins.startswith(SUMMARIES):
            return begins in SUMMARIES
        needed = [self.columns[name] for name in self.layout.required]
        return any(index >= len(values) or _is_empty(values[index]) for index in needed)


@dataclass
class Line:
    """A row of a table. Whatever cannot be used becomes a problem of its table and leaves the default behind."""

    table: Table
    number: int
    values: Sequence[Value]
    is_good: bool = True

    def problem(self, heading: str, sentence: str) -> None:
        self.is_good = False
        self.table.problem(self.number, heading, sentence)

    def value(self, heading: str) -> Value:
        """Return the cell as it came; None where it is empty, cannot be used or the table has no such column."""
        index = self.table.columns.get(heading)
        if index is None or index >= len(self.values):
            return None
        value = self.values[index]
        if isinstance(value, Broken):
            self.problem(heading, value.sentence)
            return None
        return value

    def is_empty(self, heading: str) -> bool:
        index = self.table.columns.get(heading)
        return index is None or index >= len(self.values) or _is_empty(self.values[index])

    def read(self, heading: str, how: Callable[[Value], T], default: T) -> T:
        value = self.value(heading)
        if value is None:
            return default
        try:
            return how(value)
        except UserError as error:
            self.problem(heading, str(error))
            return default

    def text(self, heading: str) -> str:
        return self.read(heading, cells.text, "")

    def needed(self, heading: str, how: Callable[[Value], str] = cells.text) -> str:
        """Return a text that must not be empty."""
        return self._needed(heading, self.read(heading, how, ""))

    def day(self, heading: str) -> date | None:
        return self.read(heading, partial(cells.day, from_1904=self.table.sheet.from_1904), None)

    def needed_number(self, heading: str, how: Callable[[Value], int]) -> int:
        return self._needed(heading, self.read(heading, how, 0))

    def needed_day(self, heading: str) -> date | None:
        return self._needed(heading, self.day(heading))

    def _needed(self, heading: str, found: T) -> T:
        if not found and self.is_empty(heading):
            self.problem(heading, f"没有填{heading}，请补上。")
        return found

    def check(self, check: Callable[[], None], headings: Mapping[str, str]) -> None:
        """Turn what a draft says of one of its fields into a problem of that field's column."""
        try:
            check()
        except UserError as error:
            heading = headings.get(error.field, "")
            self.problem(heading if heading in self.table.columns else "", str(error))


@dataclass(frozen=True)
class _Guess:
    """The row of a sheet that looks most like the heading of a layout."""

    layout: Layout
    row: int
    columns: dict[str, int]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(name for name in self.layout.required if name not in self.columns)

    @property
    def likeness(self) -> tuple[bool, int]:
        return not self.missing, len(self.columns)


def recognise(sheets: Iterable[Sheet], layouts: Sequence[Layout], findings: Findings) -> list[Table]:
    """Say which sheets of a file are which kind of table, by their headings.

    A sheet that lacks a column it needs is a problem where its name says what it should be, and where the file has no
    other table; any other sheet is passed over.
    """
    tables: list[Table] = []
    unknown: list[tuple[Sheet, _Guess]] = []
    for sheet in sheets:
        named = next((layout for layout in layouts if layout.name == plain(sheet.name)), None)
        guess = _best_guess(sheet, layouts, named)
        if sheet.is_hidden:
            if not guess.missing:
                findings.notice(f"“{sheet.name}”：这个工作表被隐藏，没有读。")
        elif not guess.missing:
            tables.append(Table(guess.layout, sheet, guess.row, guess.columns, findings))
        elif named:
            _miss(sheet, _guess(sheet, named), findings)
        elif sheet.rows:
            unknown.append((sheet, guess))
    for sheet, guess in unknown:
        if not tables and not findings.problems and len(guess.columns) >= ENOUGH_TO_GUESS:
            _miss(sheet, guess, findings)
        else:
            findings.notice(f"“{sheet.name}”：认不出是什么表，已跳过。")
    for table in tables:
        _tell_what_is_ignored(table)
    return tables


def _best_guess(sheet: Sheet, layouts: Sequence[Layout], named: Layout | None) -> _Guess:
    """Return the layout that fits best; the one the sheet is named after where it lacks nothing for that."""
    if named and not (guess := _guess(sheet, named)).missing:
        return guess
    return max((_guess(sheet, layout) for layout in layouts), key=lambda each: each.likeness)


def _miss(sheet: Sheet, guess: _Guess, findings: Findings) -> None:
    missing = "、".join(f"“{name}”" for name in guess.missing)
    row = guess.row if guess.columns else 0
    findings.problems.append(Problem(findings.file, sheet.name, row, "", f"缺少{missing}列，请补上这个标题。"))


def _guess(sheet: Sheet, layout: Layout) -> _Guess:
    rows = enumerate(sheet.rows[:HEADING_WITHIN], start=1)
    guesses = [_Guess(layout, number, _columns(_folded(values), layout)) for number, values in rows]
    return max(guesses, key=lambda guess: guess.likeness, default=_Guess(layout, 0, {}))


def _columns(headings: Sequence[str], layout: Layout) -> dict[str, int]:
    places: dict[str, int] = {}
    for index, heading in enumerate(headings):
        places.setdefault(heading, index)
    columns: dict[str, int] = {}
    for column in layout.columns:
        index = next((places[name] for name in (column.name, *column.aliases) if name in places), None)
        if index is not None:
            columns[column.name] = index
    return columns


def _folded(values: Iterable[Value]) -> list[str]:
    """Return headings as they are compared: no spaces or line breaks, no star, no unit in brackets (字数（字）)."""
    return [_without_brackets(plain(cells.text(value))).strip("*:") if value else "" for value in values]


def _without_brackets(heading: str) -> str:
    return heading[: heading.index("(")] if heading.endswith(")") and heading.find("(") > 0 else heading


def _is_empty(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not cells.text(value))


def _tell_what_is_ignored(table: Table) -> None:
    used = set(table.columns.values())
    headings = table.sheet.rows[table.heading_row - 1]
    ignored = [cells.text(value) for index, value in enumerate(headings) if index not in used]
    ignored = [heading for heading in ignored if heading not in NEVER_MISSED]
    if ignored:
        table.notice(f"{'、'.join(f'“{heading}”' for heading in ignored)}列没有用到，已忽略。")
    if table.sheet.merged:
        table.notice(f"有 {table.sheet.merged} 处上下合并的单元格，每一行都按首格的内容读入。")


def numbers(rows: Sequence[int]) -> str:
    shown = "、".join(map(str, rows[:MANY]))
    return shown if len(rows) <= MANY else f"{shown} 等 {len(rows)}"


def tables_of(tables: Iterable[Table], layout: Layout) -> list[Table]:
    return [table for table in tables if table.layout is layout]


def lines_of(tables: Iterable[Table], layout: Layout) -> Iterator[Line]:
    """Yield the data rows of all tables of a kind: a workbook may well have a sheet for each month."""
    for table in tables_of(tables, layout):
        yield from table.lines()


def listed(names: Sequence[str], word: str = "个") -> str:
    """Return the first few names of a list, and how many there are where there are more."""
    shown = "、".join(names[:MANY])
    return shown if len(names) <= MANY else f"{shown}等{len(names)}{word}"
