"""The rows by unit of a tally: only units of its population, so that they belong to the total below them."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.core.attendance import Mark
from desktop_app.core.period import Period
from desktop_app.core.scope import Population, Scope
from desktop_app.exchange.outputs import monthly_tally as tally
from desktop_app.exchange.report import RowKind
from desktop_app.metrics import register
from desktop_app.records import attendance, cadres, sessions, units
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.units import UnitDraft

MARCH = Period.month(2022, 3)


@pytest.fixture
def both(recorded):
    """A 夜学 with three of 办公室 and one of 城关所."""
    units.add(UnitDraft("城关所", "司法所"))
    cadres.add(CadreDraft("赵六"), PostingDraft(units.listed()[-1].id, date(2020, 1, 1)))
    attendance.save(recorded, {cadres.listed()[-1].id: Mark.PRESENT})
    return recorded


@pytest.mark.parametrize(
    ("population", "shown"),
    [
        ("全系统", ["办公室", "局机关小计", "城关所", "司法所小计", "合计"]),
        ("局机关", ["办公室", "合计"]),
        ("司法所", ["城关所", "合计"]),
        ("城关所", ["城关所", "合计"]),
        ("青年", ["合计"]),
    ],
)
def test_only_units_of_the_population_stand_above_its_total(both, people, population, shown):
    cadres.make_list("青年", [people[0].id])
    (table,) = tally.by_unit(MARCH, Population(population)).tables
    assert [row.cells[0] for row in table.rows] == shown
    *rows, total = table.rows
    asked = register.figure("全部活动.人次", Scope(MARCH, Population(population)))
    assert total.kind is RowKind.TOTAL
    assert total.cells[2].figure == asked
    if rows:
        of_units = [row.cells[2].figure.numerator for row in rows if row.kind is RowKind.BODY]
        assert sum(of_units) == asked.numerator


def test_a_unit_under_another_stands_below_it_as_part_of_it(both):
    office = units.listed()[0]
    units.add(UnitDraft("档案室", parent_id=office.id))
    cadres.add_posting(cadres.listed()[0].id, PostingDraft(units.listed()[-1].id, date(2022, 3, 1)))
    (table,) = tally.by_unit(MARCH).tables
    assert [(row.cells[0], row.cells[2].figure.numerator) for row in table.rows] == [
        ("办公室", 3), ("其中：档案室", 1), ("局机关小计", 3), ("城关所", 1), ("司法所小计", 1), ("合计", 4),
    ]  # fmt: skip


def test_a_unit_with_a_part_of_another_population_is_said_to_stand_in_the_sum_alone(both):
    units.change(units.listed()[-1].id, replace(units.listed()[-1].draft(), parent_id=units.listed()[0].id))
    report = tally.by_unit(MARCH, Population("局机关"))
    assert [row.cells[0] for row in report.tables[0].rows] == ["合计"]
    assert any("办公室的下级单位不全属于本口径，不单列，数字在合计内" in note for note in report.notes)
    assert not any("不单列" in note for note in tally.by_unit(MARCH).notes)


def test_a_month_with_sessions_not_recorded_says_so_on_its_face(both):
    category = sessions.draft_of(both).category_id
    sessions.add(sessions.fresh(category, date(2022, 2, 28)))
    sessions.add(sessions.fresh(category, date(2022, 4, 4)))
    assert tally.tally(MARCH).facts[2] == "未登记：1场（2月28日夜学），以下数字不含这些场次"
    assert tally.tally(Period.month(2022, 1)).facts[2] == "未登记：无"
