"""Every figure of a tally stands in its cell with what was asked, so that it can be asked again and opened."""

from datetime import date

import pytest

from desktop_app.core.attendance import Mark
from desktop_app.core.period import Period
from desktop_app.core.scope import Population
from desktop_app.exchange.output import Choice
from desktop_app.exchange.outputs.monthly_tally import OUTPUT, VIEWS, by_person, file_name, tally
from desktop_app.exchange.report import RowKind, Sourced
from desktop_app.metrics import evidence, register
from desktop_app.records import attendance, cadres, notes, sessions, units
from desktop_app.records.cadres import PostingDraft
from desktop_app.records.notes import NoteDraft
from desktop_app.records.units import UnitDraft

MARCH = Period.month(2022, 3)


@pytest.fixture
def note(people):
    notes.add(NoteDraft(people[0].id, "心得体会", date(2022, 2, 11), "心得", 1500, "手写估算"))


@pytest.fixture
def moved(recorded, people):
    """韩梅梅 was in 政工科 from the 1st of February to the 9th of March, and came to a 夜学 there."""
    units.add(UnitDraft("政工科"))
    there = units.listed()[-1].id
    cadres.add_posting(people[1].id, PostingDraft(there, date(2022, 2, 1)))
    cadres.add_posting(people[1].id, PostingDraft(people[1].unit_id, date(2022, 3, 1)))
    sessions.add(sessions.fresh(sessions.draft_of(recorded).category_id, date(2022, 2, 7)))
    attendance.save(recorded + 1, {people[1].id: Mark.PRESENT})


def sourced(report):
    rows = [row for table in report.tables for row in table.rows]
    return [cell for row in rows for cell in row.cells if isinstance(cell, Sourced)]


def number(cell):
    return cell.figure.numerator


@pytest.mark.parametrize("population", [Population(), Population("局机关"), Population("办公室", party_only=True)])
def test_every_figure_of_a_tally_can_be_asked_again_and_shows_its_records(moved, note, population):
    cells = sourced(tally(MARCH, population))
    assert len(cells) > 60
    for cell in cells:
        assert register.answer(cell.asked) == cell.figure
        assert len(evidence.records(cell.asked.name, cell.asked.scope, cell.cadre_id)) == cell.figure.records


def test_whoever_moved_stands_under_both_units_with_what_he_did_in_each(moved):
    (table,) = by_person(MARCH).tables
    rows = [(row.cells[0], number(row.cells[6]), row.cells[-1]) for row in table.rows if row.kind is not RowKind.GROUP]
    assert [row for row in rows if row[0] == "韩梅梅"] == [("韩梅梅", 1, ""), ("韩梅梅", 1, "已调出")]
    assert rows[-1][:2] == ("合计", 4)


def test_sums_are_those_of_the_rows_above_them(moved, note):
    *rows, total = by_person(MARCH).tables[0].rows
    people = [row for row in rows if row.kind is RowKind.BODY]
    sums = [row for row in rows if row.kind is RowKind.SUBTOTAL]
    assert len(sums) == 1  # one person under 政工科 needs none
    for column in range(1, 11):
        assert sum(number(row.cells[column]) for row in people) == number(total.cells[column])


def test_what_counts_trainings_of_ones_own_too_is_not_called_presence(moved):
    headings = [column.title for column in by_person(MARCH).tables[0].columns]
    assert headings[1:3] == ["参训", "应到"]
    assert "应到、实到率只算活动出勤" in by_person(MARCH).notes[1]


def test_the_people_of_a_named_list_stand_in_one_row_each(moved, people):
    cadres.make_list("青年", [people[1].id])
    (table,) = by_person(MARCH, Population("青年")).tables
    assert [(row.cells[0], row.kind) for row in table.rows] == [
        ("办公室", RowKind.GROUP), ("韩梅梅", RowKind.BODY), ("合计", RowKind.TOTAL),
    ]  # fmt: skip
    assert table.rows[1].record == ("cadre", people[1].id)
    assert number(table.rows[1].cells[6]) == 2


def test_the_views_hold_the_figures_of_the_whole(recorded):
    whole, *views = (output.make(Choice(MARCH))[0] for output in (OUTPUT, *VIEWS))
    assert [table.rows for view in views for table in view.tables] == [table.rows for table in whole.tables]
    assert all(view.signature and "台账第" in view.stamp for view in views)


def test_the_file_is_named_after_the_month_and_whom_it_counts():
    assert file_name(MARCH) == "2022年3月干部学习培训统计表"
    assert file_name(MARCH, Population("局机关", party_only=True), "按单位") == (
        "2022年3月干部学习培训统计表按单位（局机关党员）"
    )
