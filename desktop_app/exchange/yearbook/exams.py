"""Results of exams by person (个人成绩), a part of the sheet 考试."""

from desktop_app.exchange.report import Align, Cell, Column, Row, RowKind, Table
from desktop_app.exchange.yearbook.year import Year, amount
from desktop_app.metrics import register
from desktop_app.records import exams
from desktop_app.records.exams import PASSED, ResultLine

MEASURES = ("全部活动.合格人次", "全部活动.合格率")


def results_table(year: Year, title: str) -> Table:
    columns = (
        Column("序号", 2, Align.CENTER), Column("编号", 5.5), Column("类型", 6), Column("日期", 5.5),
        Column("题目", 14), Column("姓名", 6), Column("成绩", 4, Align.RIGHT), Column("是否合格", 5, Align.CENTER),
        Column("证书编号", 10),
    )  # fmt: skip
    lines = exams.results(year.scope.period)
    rows = [Row(_cells(number, line)) for number, line in enumerate(lines, start=1)]
    found = register.figures(year.scope, set(MEASURES))
    passed, rate = (year.cell(found[name]) for name in MEASURES)
    if rows:
        rows.append(Row(("合计", "", "", None, "", "合格人次", passed, "合格率", rate), RowKind.TOTAL))
    return Table(title, columns, tuple(rows), "没有登记的成绩")


def _cells(number: int, line: ResultLine) -> tuple[Cell, ...]:
    score = amount(line.result.score) if line.result.score is not None else None
    return (
        number, line.number, line.category, line.held_on, line.title, line.name, score, PASSED[line.result.passed],
        line.result.certificate,
    )  # fmt: skip
