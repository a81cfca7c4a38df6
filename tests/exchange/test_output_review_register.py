from datetime import date

import pytest
from playhouse.test_utils import count_queries

from desktop_app.core.period import Period
from desktop_app.core.scope import Population
from desktop_app.exchange.output import Choice
from desktop_app.exchange.outputs.review_register import sheet
from desktop_app.exchange.report import RowKind
from desktop_app.records import cadres, notes, units
from desktop_app.records.cadres import PostingDraft
from desktop_app.records.notes import NoteDraft, ReviewDraft
from desktop_app.records.units import UnitDraft
from tests.exchange.shown import agree, cells

MARCH = Choice(Period.month(2022, 3))


@pytest.fixture
def written(people):
    """李雷 wrote in 办公室 and, after he moved, in 司法所; 韩梅梅 in 办公室, not signed yet."""
    units.add(UnitDraft("城关司法所", "司法所"))
    for cadre, day, title in ((0, 5, "甲"), (0, 25, "乙"), (1, 8, "丙")):
        notes.add(NoteDraft(people[cadre].id, "学习笔记", date(2022, 3, day), title, 1000 + day))
    cadres.add_posting(people[0].id, PostingDraft(units.listed()[-1].id, date(2022, 3, 20)))
    first = notes.keys(notes.Wanted(), descending=False)[:1]
    notes.sign(first, ReviewDraft("程书记", date(2022, 4, 1), "好", "认真"))
    return people


def test_notes_stand_under_the_unit_of_their_day_with_what_was_said_of_them(written):
    rows = cells(sheet(MARCH), 1)
    assert rows[0] == [
        "1", "李雷", "办公室", "学习笔记", "甲", "2022-03-05", "1005", "程书记", "2022-04-01", "好", "认真", "已签",
    ]  # fmt: skip
    assert rows[1][1:5] == ["韩梅梅", "办公室", "学习笔记", "丙"]
    assert rows[1][7:] == ["", "", "", "", "待审"]
    assert rows[3][:5] == ["3", "李雷", "城关司法所", "学习笔记", "乙"]


def test_each_unit_and_the_whole_are_closed_by_figures_of_the_register(written):
    report = sheet(MARCH)
    sums = [row for row in report.tables[1].rows if row.kind is not RowKind.BODY]
    assert [(row.kind, str(row.cells[0]), str(row.cells[2]), str(row.cells[4])) for row in sums] == [
        (RowKind.SUBTOTAL, "办公室小计", "2", "2013"), (RowKind.SUBTOTAL, "城关司法所小计", "1", "1025"),
        (RowKind.TOTAL, "合计", "3", "3038"),
    ]  # fmt: skip
    assert agree([report]) == 6 + 3 * 2


def test_a_row_opens_its_note(written):
    report = sheet(MARCH)
    assert [row.record for row in report.tables[1].rows if row.kind is RowKind.BODY] == [
        ("note", id_) for id_ in (1, 3, 2)
    ]


def test_of_a_population_only_its_notes_are_listed(written):
    report = sheet(Choice(MARCH.period, Population("司法所")))
    assert [row[1] for row in cells(report, 1)] == ["李雷", "篇数", "篇数"]
    agree([report])


def test_a_unit_with_units_under_it_is_summed_over_its_own_lines(written, office):
    below = units.listed()[-1]
    units.change(below.id, UnitDraft("城关司法所", "司法所", parent_id=office, position=below.position))
    sums = [row for row in cells(sheet(MARCH), 1) if row[0].endswith("小计")]
    assert [row[2] for row in sums] == ["2", "1"]


def test_what_was_handed_in_out_of_post_is_listed_last_and_counted_nowhere(written):
    cadres.leave(written[1].id, date(2022, 3, 1), "退休")
    report = sheet(MARCH)
    rows = cells(report, 1)
    assert rows[-2] == ["提交时不在岗（不计入统计）"]
    assert rows[-1][:3] == ["3", "韩梅梅", "（不在岗）"]
    assert next(row for row in rows if row[0] == "合计")[2] == "2"
    assert report.notes[-1].startswith("1篇提交时不在岗")


def test_nothing_handed_in_is_said(people):
    assert sheet(MARCH).tables[1].rows == ()


def test_it_costs_the_same_queries_however_many_wrote(written):
    with count_queries() as few:
        sheet(MARCH)
    for number in range(20):
        notes.add(NoteDraft(written[number % 4].id, "心得体会", date(2022, 3, 28), f"题{number}", 500))
    with count_queries() as many:
        sheet(MARCH)
    assert many.count == few.count


def test_who_signs_and_the_chain_stand_on_it(written):
    report = sheet(MARCH)
    assert report.signature[1].startswith("审签人：")
    assert "台账第" in report.stamp
    assert report.facts == ("统计期间：2022年3月", "口径：全系统")
