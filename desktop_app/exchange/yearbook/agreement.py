"""核对: that the same figure is the same on every sheet of the book, a comparison a line, with what it is made of.

The two numbers of a line are formulas that lead to where they stand; their values, the difference and the word beside
it are made here of the very cells of the reports.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from desktop_app.core.number import decimal
from desktop_app.exchange.book import At, Formula
from desktop_app.exchange.report import Align, Cell, Column, Report, Row, RowKind, Table, figure_in
from desktop_app.exchange.yearbook import summary
from desktop_app.exchange.yearbook.ledgers import LEDGERS
from desktop_app.exchange.yearbook.year import Year
from desktop_app.metrics.subjects import of_categories

NAME = "核对"
RIGHT, CENTER = Align.RIGHT, Align.CENTER
SUM = "合计"
AGREES, DIFFERS = "一致", "不一致"
_SUBJECT, _FIRST, _SECOND, _DIFFERENCE = 1, 4, 6, 7
"""The cells of a line that its formulas name."""


@dataclass(frozen=True)
class Term:
    """A number with where it stands; in `text` {} is a cell of `cells`, and SUBJECT the name of what is compared."""

    where: str
    value: Fraction
    text: str
    cells: tuple[At | tuple[At, At], ...]


@dataclass(frozen=True)
class Line:
    """A comparison: the figure as 总览 (or the first sheet that has it) states it, and the same from elsewhere."""

    subject: str
    measure: str
    first: Term
    second: Term


class Sheets:
    """The sheets of the book by name: finds the cells in which a figure stands."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._reports = {content.sheet_name: content for content in reports}

    def __contains__(self, name: str) -> bool:
        return name in self._reports

    def tables(self, name: str) -> Iterator[tuple[int, Table]]:
        if name in self._reports:
            yield from enumerate(self._reports[name].tables)

    def cell(self, where: str, at: At) -> Term | None:
        """Return a number as it stands in a cell; None for an empty one and for text."""
        value = _value(self._reports[at[0]].tables[at[1]].rows[at[2]].cells[at[3]])
        return None if value is None else Term(f"{at[0]} {where}".strip(), value, "{}", (at,))

    def named(self, sheet: str, title: str, row_name: str, column: str, group: str = "") -> Term | None:
        """Return the number of the row that begins with a name, under a heading; in the table of this title."""
        where = "" if sheet == summary.NAME else f"{title.partition('、')[2]} {row_name if row_name == SUM else column}"
        for number, table in self.tables(sheet):
            if table.title != title:
                continue
            across = _column(table, column, group)
            for row_number, row in enumerate(table.rows):
                if across is not None and row.cells[0] == row_name and across < len(row.cells):
                    return self.cell(where.strip(), (sheet, number, row_number, across))
        return None

    def rows(self, sheet: str, number: int, kind: RowKind) -> list[int]:
        return [at for at, row in enumerate(self._reports[sheet].tables[number].rows) if row.kind is kind]

    def summed(self, where: str, sheet: str, number: int, column: int, rows: Sequence[int]) -> Term | None:
        """Return the sum of the cells of these rows: 小计 for example."""
        table = self._reports[sheet].tables[number]
        found = [(at, value) for at in rows if (value := _value(table.rows[at].cells[column])) is not None]
        if not found:
            return None
        cells = tuple((sheet, number, at, column) for at, _ in found)
        total = sum((value for _, value in found), Fraction(0))
        return Term(f"{sheet} {where}", total, "+".join(["{}"] * len(cells)), cells)

    def matched(self, where: str, of_table: tuple[str, int], column: str, wanted: str, adds: str = "") -> Term | None:
        """Return how many lines have this name under a heading, or the sum of what they have under another."""
        sheet, number = of_table
        table = self._reports[sheet].tables[number]
        lines, key = self.rows(sheet, number, RowKind.BODY), _column(table, column)
        of = _column(table, adds) if adds else None
        if not lines or key is None:
            return None
        mine = [at for at in lines if table.rows[at].cells[key] == wanted]
        keys = ((sheet, number, lines[0], key), (sheet, number, lines[-1], key))
        if of is None:
            return Term(f"{sheet} {where}", Fraction(len(mine)), "COUNTIF({},SUBJECT)", (keys,))
        total = sum((_value(table.rows[at].cells[of]) or Fraction(0) for at in mine), Fraction(0))
        sums = ((sheet, number, lines[0], of), (sheet, number, lines[-1], of))
        return Term(f"{sheet} {where}", total, "SUMIF({},SUBJECT,{})", (keys, sums))


def agreement(year: Year, reports: Sequence[Report]) -> tuple[Report, Mapping[At, Formula]]:
    """Return the sheet with a line for each comparison the chosen sheets allow, and the formulas of its cells."""
    rows: list[Row] = []
    formulas: dict[At, Formula] = {}
    for number, line in enumerate(_lines(Sheets(reports)), start=1):
        difference = line.first.value - line.second.value
        rows.append(
            Row(
                (
                    number, line.subject, line.measure, line.first.where, _number(line.first.value), line.second.where,
                    _number(line.second.value), _number(difference), DIFFERS if difference else AGREES,
                )
            )
        )  # fmt: skip
        here = [(NAME, 0, number - 1, column) for column in range(9)]
        for column, term in ((_FIRST, line.first), (_SECOND, line.second)):
            formulas[here[column]] = _formula(term, here[_SUBJECT])
        formulas[here[_DIFFERENCE]] = Formula("ROUND({}-{},2)", (here[_FIRST], here[_SECOND]))
    columns = (
        Column("序号", 2.5, CENTER), Column("统计项", 9), Column("指标", 5), Column("第一处", 10),
        Column("数", 4.5, RIGHT), Column("第二处", 12), Column("数", 4.5, RIGHT),
        Column("差额", 3.5, RIGHT, note="第一处减第二处"), Column("结果", 4, CENTER),
    )  # fmt: skip
    differing = sum(row.cells[-1] == DIFFERS for row in rows)
    result = f"{differing}处不一致" if differing else "全部一致"
    said = f"共核对{len(rows)}处，{result}。两处的数和差额是公式，点开可以看到取自哪一格。"
    table = Table("", columns, tuple(rows), "所选的工作表之间没有可以核对的数字")
    return year.report(NAME, "台账各表核对", table, notes=(said,), is_signed=True), formulas


def _formula(term: Term, subject: At) -> Formula:
    """Put the cell with the name of what is compared where the formula asks for it."""
    before, found, after = term.text.partition("SUBJECT")
    if not found:
        return Formula(term.text, term.cells)
    number = before.count("{}")
    return Formula(f"{before}{{}}{after}", (*term.cells[:number], subject, *term.cells[number:]))


def _lines(sheets: Sheets) -> Iterator[Line]:
    for subject, measure, *terms in (*_sessions(sheets), *_notes(sheets), *_others(sheets)):
        first, *others = [term for term in terms if term] or [None]
        for other in others:
            if first and other:
                yield Line(subject, measure, first, other)


Compared = tuple[str, str, *tuple[Term | None, ...]]
"""What is compared, and the numbers that should be the same; the first that there is, with each of the others."""


def _sessions(sheets: Sheets) -> Iterator[Compared]:
    for subject in _subjects(sheets):
        overview = [
            sheets.named(summary.NAME, summary.SESSIONS_TITLE, subject, measure)
            for measure in ("次数", "应到人次", "人次", "学时", "人学时")
        ]
        held, marked, came, hours, of_people = overview
        in_ledger = _ledger(sheets, subject)
        by_session = subject if "出勤(场)" in sheets else ""
        every = subject == "全部活动"
        total = by_session and every
        yield (
            subject, "次数", held, in_ledger.get("题目"), in_ledger.get("lines"),
            sheets.named("月份矩阵", "", subject, "全年"), _months(sheets, subject),
            sheets.named("出勤(场)", "", "合计", "题目") if total else _of_kind(sheets, subject),
        )  # fmt: skip
        yield (
            subject, "应到人次", marked, in_ledger.get("应到"),
            sheets.named("出勤(场)", "", "合计", "应到") if total else _of_kind(sheets, subject, "应到"),
            sheets.named("出勤(人)", "", "合计", "应到合计") if every else None,
            _subtotals(sheets, "出勤(人)", "", "应到合计") if every else None,
        )  # fmt: skip
        column, group = ("人次合计", "") if every else (subject, "参加人次")
        yield (
            subject, "人次", came, sheets.named("出勤(人)", "", "合计", column, group),
            _subtotals(sheets, "出勤(人)", "", column, group),
        )  # fmt: skip
        yield subject, "学时", hours, in_ledger.get("学时")
        if every:
            yield (
                subject, "人学时", of_people, sheets.named("学时", "", "合计", "全部学时"),
                _subtotals(sheets, "学时", "", "全部学时"),
            )  # fmt: skip


def _subjects(sheets: Sheets) -> list[str]:
    """Return what is compared: each kind that has a ledger and a subject of its name, and all sessions."""
    own = of_categories()
    kinds = [
        str(row.cells[2])
        for ledger in LEDGERS
        for _, table in sheets.tables(ledger.name)
        for row in table.rows
        if row.kind is RowKind.TOTAL and own.get(str(row.cells[2])) == row.cells[2]
    ]
    return [*dict.fromkeys(kinds), "全部活动"]


def _ledger(sheets: Sheets, subject: str) -> dict[str, Term]:
    """Return the total of a kind in its ledger by heading; "lines": how many lines it has there."""
    found: dict[str, Term] = {}
    for ledger in LEDGERS:
        for number, table in list(sheets.tables(ledger.name))[:1]:
            for at in sheets.rows(ledger.name, number, RowKind.TOTAL):
                if table.rows[at].cells[2] == subject:
                    for title in ("题目", "学时", "应到", "实到"):
                        column = _column(table, title)
                        term = sheets.cell("合计", (ledger.name, number, at, column)) if column is not None else None
                        found |= {title: term} if term else {}
                    lines = sheets.matched("行数", (ledger.name, number), "类型", subject)
                    found |= {"lines": lines} if lines else {}
    return found


def _of_kind(sheets: Sheets, kind: str, adds: str = "") -> Term | None:
    for number, _ in sheets.tables("出勤(场)"):
        return sheets.matched("按类型", ("出勤(场)", number), "类型", kind, adds)
    return None


def _months(sheets: Sheets, subject: str) -> Term | None:
    """Return the sum of the twelve months of a subject."""
    for number, table in sheets.tables("月份矩阵"):
        for at, row in enumerate(table.rows):
            if row.cells[0] == subject:
                total = sum((_value(cell) or Fraction(0) for cell in row.cells[1:13]), Fraction(0))
                span = (("月份矩阵", number, at, 1), ("月份矩阵", number, at, 12))
                return Term("月份矩阵 各月之和", total, "SUM({})", (span,))
    return None


def _subtotals(sheets: Sheets, sheet: str, title: str, column: str, group: str = "") -> Term | None:
    for number, table in sheets.tables(sheet):
        across = _column(table, column, group)
        if table.title == title and across is not None:
            return sheets.summed("小计之和", sheet, number, across, sheets.rows(sheet, number, RowKind.SUBTOTAL))
    return None


def _notes(sheets: Sheets) -> Iterator[Compared]:
    by_head, by_person = "一、人均", "二、个人"
    subjects = [
        str(row.cells[0])
        for _, table in sheets.tables(summary.NAME)
        if table.title == summary.NOTES_TITLE
        for row in table.rows
    ]
    for subject in subjects:
        for measure in ("篇数", "字数", "已签"):
            yield (
                subject, measure, sheets.named(summary.NAME, summary.NOTES_TITLE, subject, measure),
                sheets.named("心得笔记", by_head, subject, measure),
                sheets.named("心得笔记", by_person, "合计", measure, subject),
                _subtotals(sheets, "心得笔记", by_person, measure, subject),
            )  # fmt: skip


def _others(sheets: Sheets) -> Iterator[Compared]:
    for number, table in sheets.tables(summary.NAME):
        if table.title == summary.PLAN_TITLE and "计划" in sheets:
            lines = sheets.rows("计划", 0, RowKind.BODY)
            planned = sheets.cell("", (summary.NAME, number, 0, 0))
            yield "年度计划", "计划数", planned, _counted(sheets, "计划", "序号", lines)
    yield "完成", "年度计划完成数", _done(sheets), _finished(sheets)


def _done(sheets: Sheets) -> Term | None:
    for number, table in sheets.tables(summary.NAME):
        if table.title == summary.PLAN_TITLE:
            return sheets.cell("", (summary.NAME, number, 0, 1))
    return None


def _finished(sheets: Sheets) -> Term | None:
    return sheets.matched("状态为完成", ("计划", 0), "状态", "完成") if "计划" in sheets else None


def _counted(sheets: Sheets, sheet: str, title: str, lines: Sequence[int]) -> Term | None:
    """Return how many lines are numbered."""
    table = dict(sheets.tables(sheet))[0]
    column = _column(table, title)
    if not lines or column is None:
        return None
    span = ((sheet, 0, lines[0], column), (sheet, 0, lines[-1], column))
    return Term(f"{sheet} 行数", Fraction(len(lines)), "COUNT({})", (span,))


def _column(table: Table, title: str, group: str = "") -> int | None:
    return next(
        (number for number, each in enumerate(table.columns) if each.title == title and each.group == group), None
    )


def _value(cell: Cell) -> Fraction | None:
    if figure := figure_in(cell):
        return figure.value
    return Fraction(cell) if isinstance(cell, int | Decimal) else None


def _number(value: Fraction) -> Decimal:
    return Decimal(decimal(value))
