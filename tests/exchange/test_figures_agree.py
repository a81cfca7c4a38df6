"""One figure, one value: over random years the register, the tally, the workbook, the report and its proof sheet agree.

Every figure that stands in any output with what was asked is asked again, and has as many records as it says.
LEDGER_EXAMPLES=50 tries so many times as many years.
"""

import io
import os
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import docx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desktop_app.core.figure import Figure, Shape
from desktop_app.core.period import Period
from desktop_app.core.scope import EVERYBODY, Population, Scope
from desktop_app.exchange import documents, filling, template, workbook
from desktop_app.exchange.documents import Order
from desktop_app.exchange.output import Ask, Choice
from desktop_app.exchange.outputs import OUTPUTS, monthly_tally
from desktop_app.exchange.outputs.tally_people import AMONG
from desktop_app.exchange.placeholders import Figures
from desktop_app.exchange.report import Report, Row, RowKind, Sourced, figure_in, worded
from desktop_app.exchange.yearbook.ledgers import LEDGERS
from desktop_app.metrics import evidence, register
from desktop_app.records import session_list
from tests.metrics.world import LIST, worlds, written

MORE = int(os.environ.get("LEDGER_EXAMPLES", "1"))
YEAR, DECEMBER = Period.year(2022), Period.month(2022, 12)
LAST_DAY = date(2022, 12, 31)
SAMPLE = 25
"""Of so many figures of each year the records are counted; of all of them the value is asked again."""
NAMES = tuple(
    f"{subject}.{measure}"
    for subjects, measures in (
        (("党课", "夜学", "警示教育", "支部书记讲党课", "全部活动"), ("次数", "人次", "人学时")),
        (("心得体会", "学习笔记", "全部笔记"), ("篇数", "字数")),
    )
    for subject in subjects
    for measure in measures
)
POPULATIONS = ("全系统", "局机关")
Cell = tuple[str, Sourced]
"""Where it stands, and what."""


pytestmark = pytest.mark.usefixtures("one_ledger")


@pytest.fixture(scope="module")
def report_template(tmp_path_factory):
    """A report that names every figure of NAMES for every one of POPULATIONS, a line each."""
    document = docx.Document()
    for name in NAMES:
        for population in POPULATIONS:
            document.add_paragraph(f'{name}@{population}={{{{ {name}("{population}") }}}}')
    path = tmp_path_factory.mktemp("模板") / "总结.docx"
    document.save(str(path))
    return path


@pytest.fixture(scope="module", autouse=True)
def _fill_here():
    """Fill templates in this process: what the limited one is for has tests of its own."""

    def fill(path, answers):
        return template.fill(path, answers.said, Figures(answers.figure, answers.known))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filling, "fill", fill)
        yield


def tried(times=1):
    """Let a test try so many years; they are not made smaller when one fails, which would take minutes."""
    return settings(
        max_examples=times * MORE, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
    )


def cells(where: str, reports: Iterable[Report]) -> Iterator[Cell]:
    """Yield the figures; none but a sum of the rows above it stands there without what was asked."""
    for report in reports:
        for table in report.tables:
            for number, row in enumerate(table.rows, start=1):
                for column, cell in enumerate(row.cells, start=1):
                    is_bare = isinstance(cell, Figure) and bool(cell.subject) and row.kind is not RowKind.SUBTOTAL
                    assert not is_bare, f"{where} {report.sheet_name} {cell}"
                    if isinstance(cell, Sourced):
                        yield f"{where} {report.sheet_name} {table.title}{number}行{column}列", cell


def everything(month: int, population: Population) -> list[Cell]:
    """Return every figure of every output, of the workbook among them."""
    found: list[Cell] = []
    session = next(iter(session_list.keys(session_list.Wanted())), None)
    for output in OUTPUTS:
        period = Period.month(2022, month) if Ask.MONTH in output.asks else YEAR
        choice = Choice(period, population if Ask.POPULATION in output.asks else EVERYBODY)
        if Ask.SESSION in output.asks:
            choice = replace(choice, session_id=session)
        found += cells(output.name, output.make(choice))
    return [*found, *cells("年终台账", workbook.book(workbook.Order(2022)))]


def wrong(found: Iterable[Cell], chance: random.Random) -> list[str]:
    """Return where a figure is not what the register answers, or has not as many records as it says."""
    listed = list(found)
    asked = register.answers({cell.asked for _, cell in listed})
    said = [f"{where}：{cell.asked}" for where, cell in listed if asked.get(cell.asked) != cell.figure]
    for where, cell in chance.sample(listed, min(SAMPLE, len(listed))):
        if register.answer(cell.asked) != cell.figure:
            said.append(f"{where}：再问不同")
        if len(evidence.records(cell.figure.name, cell.scope, cell.cadre_id)) != cell.figure.records:
            said.append(f"{where}：记录数不同")
    return said


years = worlds().filter(lambda made: len(made.people) > 2 and len(made.meetings) > 3 and len(made.papers) > 1)
"""The very first that would be tried otherwise has one person and one session."""
populations = st.builds(Population, st.sampled_from(["全系统", "局机关", "司法所", "办公室", LIST]), st.booleans())


@tried()
@given(years, st.integers(1, 12), populations, st.integers(0, 9999))
def test_every_figure_of_every_output_is_what_the_register_answers(made, month, population, seed):
    with written(made):
        assert not wrong(everything(month, population), random.Random(seed))


def values(found: Iterable[Cell]) -> dict[tuple[str, str], set[str]]:
    """Return how the figures of the year stand there, by name and population."""
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for _, cell in found:
        if cell.scope.period == YEAR and cell.cadre_id is None:
            seen[cell.figure.name, cell.scope.population.text].add(worded(cell))
    return seen


def in_word(document: bytes) -> dict[tuple[str, str], set[str]]:
    lines = [paragraph.text for paragraph in docx.Document(io.BytesIO(document)).paragraphs]
    split = [line.replace("=", "@").split("@") for line in lines if "@" in line]
    return {(name, population): {text} for name, population, text in split}


@tried()
@given(years)
def test_a_figure_is_the_same_in_register_tally_workbook_report_and_proof(report_template, made):
    with written(made):
        filled = documents.check(Order(report_template, YEAR))
        assert not filled.problems
        word, proof = in_word(filled.filled.document), values(cells("核对表", filled.proof()))
        tally = {}
        for population in POPULATIONS:
            tally |= values(cells("统计表", [monthly_tally.tally(DECEMBER, Population(population))]))
        book = values(cells("年终台账", workbook.book(workbook.Order(2022, LAST_DAY))))
        for name in NAMES:
            for population in POPULATIONS:
                figure = register.figure(name, Scope(YEAR, Population(population)))
                said = {str(figure)}
                assert word[name, population] == said, name
                assert proof[name, population] == said, name
                is_told = (name, population) in tally or not figure.records  # a subject without records has no row
                assert is_told, name
                assert tally.get((name, population), said) == said, name
                assert book.get((name, population), said) == said, name
                if figure.records and population == "全系统" and not name.startswith("支部书记"):
                    assert (name, population) in book, name


def _one_more(figure: Figure) -> Figure:
    return replace(figure, numerator=figure.numerator + 1)


def is_sum(rows: Iterable[Row], total: Row) -> bool:
    """Say whether the figures of the rows, but for rates, add up to those of the total."""
    listed, columns = list(rows), [n for n, cell in enumerate(total.cells) if isinstance(cell, Sourced)]
    figures = [[row.cells[n].figure for row in listed] for n in columns]
    totals = [total.cells[n].figure for n in columns]
    return all(
        whole.shape is Shape.RATE or sum(each.numerator for each in parts) == whole.numerator
        for parts, whole in zip(figures, totals, strict=True)
    )


@tried(2)
@given(years, st.integers(1, 12), populations)
def test_the_rows_of_a_tally_add_up_to_its_sums(made, month, population):
    with written(made):
        people = monthly_tally.by_person(Period.month(2022, month), population).tables[0].rows
        assert is_sum((row for row in people if row.kind is RowKind.BODY), people[-1])
        units = monthly_tally.by_unit(Period.month(2022, month), population).tables[0].rows
        tops = [row for row in units if row.kind is RowKind.BODY and not str(row.cells[0]).startswith(AMONG)]
        assert is_sum(tops, units[-1]) or population.name == LIST  # its people are not told apart by unit
        of_kinds = [row for row in units if row.kind is RowKind.SUBTOTAL]
        assert not of_kinds or is_sum(of_kinds, units[-1])


def number(cell) -> Fraction:
    figure = figure_in(cell)
    return figure.numerator if figure else Fraction(cell if isinstance(cell, int | Decimal) else 0)


@tried()
@given(years)
def test_the_lines_of_a_ledger_add_up_to_its_sums(made):
    with written(made):
        for report in workbook.book(workbook.Order(2022, sheets=[ledger.name for ledger in LEDGERS])):
            rows = report.tables[0].rows
            first = [column.title for column in report.tables[0].columns].index("学时")
            for total in (row for row in rows if row.kind is RowKind.TOTAL):
                lines = [row for row in rows if row.kind is RowKind.BODY and row.cells[2] == total.cells[2]]
                assert number(total.cells[4]) == len(lines)
                for column in range(first, len(total.cells)):
                    assert number(total.cells[column]) == sum(number(line.cells[column]) for line in lines)


@tried()
@given(years, st.integers(0, 9999))
def test_a_changed_number_is_found_where_it_stands(made, seed):
    chance = random.Random(seed)
    with written(made):
        found = list(cells("统计表", [monthly_tally.tally(DECEMBER)]))
        at = chance.randrange(len(found))
        where, cell = found[at]
        found[at] = where, Sourced(_one_more(cell.figure), cell.scope, cell.cadre_id)
        assert [said.partition("：")[0] for said in wrong(found, chance)][:1] == [where]


@tried()
@given(years, st.integers(0, 9999))
def test_a_changed_count_of_records_is_found_too(made, seed):
    chance = random.Random(seed)
    with written(made):
        (where, cell), *_ = cells("统计表", [monthly_tally.tally(DECEMBER)])
        more = replace(cell.figure, records=cell.figure.records + 1)
        said = wrong([(where, Sourced(more, cell.scope, cell.cadre_id))], chance)
        assert f"{where}：记录数不同" in said
