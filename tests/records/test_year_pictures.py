from dataclasses import replace
from datetime import date

import pytest

from desktop_app.core.attendance import Mark
from desktop_app.core.scope import Population
from desktop_app.core.session import SessionState
from desktop_app.metrics import evidence, register
from desktop_app.records import attendance, cadres, categories, plans, series, sessions, units
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.series import SeriesDraft
from desktop_app.records.units import UnitDraft
from desktop_app.records.year_pictures import WeekState, pictures
from tests.records.undoing import one_ledger, taken_back

DAY = date(2022, 5, 4)


def kind(name):
    return next(row.id for row in categories.listed() if row.name == name)


def held(name, day, present=(), **given):
    session = sessions.add(replace(sessions.fresh(kind(name), day), **given))
    if present:
        attendance.save(session, {each.id: Mark.PRESENT for each in present})
    return session


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """李雷 and 韩梅梅 in the 办公室, 王芳 in a 司法所, and four evenings of which two were recorded."""
    with one_ledger(tmp_path_factory.mktemp("数据")):
        units.add(UnitDraft("办公室", kind="股室"))
        units.add(UnitDraft("东山司法所", kind="司法所"))
        office, station = units.listed()
        for name, unit in (("李雷", office), ("韩梅梅", office), ("王芳", station)):
            cadres.add(CadreDraft(name), PostingDraft(unit.id, date(2020, 1, 1)))
        people = cadres.listed()
        first = held("夜学", date(2022, 3, 7), people[:2])
        attendance.save(first, {people[2].id: Mark.LEAVE})
        held("夜学", date(2022, 3, 14))
        held("夜学", date(2022, 3, 21), state=SessionState.OFF, reason="停电")
        sessions.postpone(held("夜学", date(2022, 3, 28)), date(2022, 4, 4), "会议冲突")
        held("警示教育", date(2022, 4, 12), people[:1])
        yield people


@pytest.fixture
def people(kept):
    with taken_back():
        yield kept


def weeks(population="全系统", day=DAY, year=2022):
    (night,) = pictures(year, Population.parse(population), day).weekly
    return {week.monday: week for week in night.weeks}


def test_the_weeks_are_those_whose_thursday_lies_in_the_year(people):
    found = list(weeks())
    assert (found[0], found[-1], len(found)) == (date(2022, 1, 3), date(2022, 12, 26), 52)


def test_what_became_of_each_week_is_said(people):
    found = weeks()
    states = {
        day: (week.state, week.why) for day, week in found.items() if date(2022, 2, 28) <= day <= date(2022, 5, 9)
    }
    assert states == {
        date(2022, 2, 28): (WeekState.NONE, ""),
        date(2022, 3, 7): (WeekState.HELD, ""),
        date(2022, 3, 14): (WeekState.UNRECORDED, ""),
        date(2022, 3, 21): (WeekState.OFF, "停电"),
        date(2022, 3, 28): (WeekState.OFF, "改到2022年4月4日"),
        date(2022, 4, 4): (WeekState.UNRECORDED, ""),
        date(2022, 4, 11): (WeekState.MISSED, ""),
        date(2022, 4, 18): (WeekState.MISSED, ""),
        date(2022, 4, 25): (WeekState.MISSED, ""),
        date(2022, 5, 2): (WeekState.AHEAD, ""),
        date(2022, 5, 9): (WeekState.AHEAD, ""),
    }


def test_a_week_of_holidays_is_not_missed(people):
    series.add(SeriesDraft(kind("夜学"), (1,), date(2020, 1, 6), start="19:30"))
    found = weeks(year=2020, day=date(2022, 5, 4))
    assert (found[date(2020, 1, 27)].state, found[date(2020, 1, 27)].why) == (WeekState.OFF, "春节放假")
    assert found[date(2020, 2, 10)].state is WeekState.MISSED


def test_a_week_held_without_anybody_of_the_population_is_not_missed(people):
    assert weeks("办公室")[date(2022, 3, 7)].state is WeekState.HELD
    attendance.save(held("夜学", date(2022, 4, 11)), {people[2].id: Mark.PRESENT})
    assert weeks("办公室")[date(2022, 4, 11)].state is WeekState.ELSEWHERE
    assert weeks("司法所")[date(2022, 4, 11)].state is WeekState.HELD


def test_a_weekly_kind_that_is_not_in_use_is_left_out(people):
    assert [each.name for each in pictures(2022, day=DAY).weekly] == ["夜学"]
    assert not pictures(2023, day=DAY).weekly


def test_kinds_of_which_there_is_nothing_are_left_out_of_the_months(people):
    found = {row.name: row for row in pictures(2022, day=DAY).monthly}
    assert list(found) == ["夜学", "警示教育", "全部活动"]
    assert [int(cell.held.numerator) for cell in found["全部活动"].months][2:5] == [1, 1, 0]
    assert [int(cell.waiting.numerator) for cell in found["夜学"].months][2:5] == [1, 1, 0]
    assert found["夜学"].year.text == "1次"


@pytest.mark.parametrize("population", ["全系统", "办公室", "司法所"])
def test_every_number_is_the_registers_own_and_opens_as_many_records(people, population):
    found = pictures(2022, Population.parse(population), DAY)
    shown = [(cell.asked, cell.held) for row in found.monthly for cell in row.months]
    shown += [(cell.asked_waiting, cell.waiting) for row in found.monthly for cell in row.months]
    shown += [(row.asked, row.year) for row in (*found.monthly, *found.weekly)]
    shown += [(week.held, week.times) for row in found.weekly for week in row.weeks if week.state is WeekState.HELD]
    for asked, figure in shown[::5]:
        assert register.answer(asked) == figure
        assert len(evidence.records(asked.name, asked.scope)) == figure.records


def test_a_kind_by_another_condition_is_no_kind(people):
    names = {row.name for row in pictures(2022, day=DAY).monthly}
    assert names.isdisjoint({"年度学时", "支部书记讲党课"})


def test_the_plan_stands_as_of_the_day_its_parts_together(people):
    for content, part in (("甲", "理论"), ("乙", "业务"), ("丙", "理论")):
        plans.add(PlanItemDraft(2022, part, content, subject="夜学", measure="次数", target=1200, target_unit="次"))
    found = pictures(2022, day=DAY).plan
    assert [item.content for item in found] == ["甲", "丙", "乙"]
    assert found[0].expected == 4


def test_people_stand_in_the_order_of_what_they_did_of_their_duty(people):
    held("业务培训", date(2022, 4, 20), people[1:2], hours=9000)
    held("业务培训", date(2022, 4, 21), people[2:3], hours=4500)
    found = pictures(2022, day=DAY).people
    assert [(each.person.name, each.share, each.is_met) for each in found][:2] == [
        ("韩梅梅", pytest.approx(92 / 90), True),
        ("王芳", 0.5, False),
    ]


def test_days_count_where_they_are_nearer_to_the_duty(people):
    held("业务培训", date(2022, 4, 20), people[:1], hours=900, days=1200)
    (first, *_) = pictures(2022, day=DAY).people
    assert (first.person.name, first.counts_days, first.share) == ("李雷", True, 1.0)


def test_the_duty_that_is_not_met_is_the_one_shown(people):
    held("业务培训", date(2022, 4, 20), people, hours=9000)
    held("网络培训", date(2022, 4, 21), people[:1], hours=1000)
    found = {each.person.name: each.line for each in pictures(2022, day=DAY).people}
    assert (found["李雷"].rule.name, found["李雷"].hours) == ("网络自学", 1000)


def test_nobody_and_nothing_is_no_error(people):
    found = pictures(2019, Population.parse("东山司法所"), DAY)
    assert (found.weekly, found.monthly, found.plan, found.people) == ((), (), (), ())


def test_a_year_that_is_over_is_seen_on_its_last_day(people):
    assert pictures(2022, day=date(2023, 6, 1)).day == date(2022, 12, 31)
    assert pictures(2022, day=DAY).day == DAY
