from dataclasses import replace
from datetime import date

import pytest

from desktop_app.core.attendance import Mark
from desktop_app.core.duty import DutyState
from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.scope import Population, Scope
from desktop_app.metrics import evidence
from desktop_app.records import attendance, cadres, categories, duties, duty_rules, sessions, units
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.duty_rules import CapDraft, DayHoursDraft, DutyDraft
from desktop_app.records.units import UnitDraft
from desktop_app.store import journal
from desktop_app.store.models import Posting, Training
from tests.records.undoing import one_ledger, taken_back

NEW_YEAR = date(2022, 1, 1)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Four people in the 办公室, of whom 李雷 is in the party."""
    with one_ledger(tmp_path_factory.mktemp("数据")):
        units.add(UnitDraft("办公室"))
        for name, status in (("李雷", "中共党员"), ("韩梅梅", ""), ("王芳", ""), ("赵强", "群众")):
            cadres.add(CadreDraft(name, political_status=status), PostingDraft(units.listed()[0].id, date(2020, 1, 1)))
        yield cadres.listed()


@pytest.fixture
def people(kept):
    with taken_back():
        yield kept


@pytest.fixture
def office(people):
    return people[0].unit_id


def lines(cadre_id, year=2022):
    return {line.rule.name: line for line in duties.of_cadre(cadre_id, year)}


def held(kind, day, who, **given):
    category = next(row.id for row in categories.listed() if row.name == kind)
    session = sessions.add(replace(sessions.fresh(category, day), **given))
    attendance.save(session, dict.fromkeys(who, Mark.PRESENT))


def test_a_new_ledger_has_the_usual_duties(people):
    told = [(row.name, row.hours, row.days, row.years, row.kinds) for row in duty_rules.duties()]
    assert told == [
        ("科级及以下", 9000, 1200, 1, ()),
        ("县处级以上", 55000, 9000, 5, ()),
        ("党员", 3200, 0, 1, ()),
        ("网络自学", 5000, 0, 1, ("网络培训",)),
    ]


def test_who_has_a_duty_follows_from_rank_and_party(people):
    li, han = people[0].id, people[1].id
    assert list(lines(li)) == ["科级及以下", "党员", "网络自学"]
    assert list(lines(han)) == ["科级及以下", "网络自学"]
    with journal.step("晋升"):
        Posting.update(rank="二级调研员").where(Posting.cadre == han).execute()
    assert list(lines(han)) == ["县处级以上", "网络自学"]


def test_a_promotion_during_the_year_is_read_on_its_last_day(people, office):
    han = people[1].id
    cadres.add_posting(han, PostingDraft(office, date(2022, 9, 1), rank="三级调研员"))
    assert list(lines(han)) == ["县处级以上", "网络自学"]
    assert "科级及以下" in lines(han, 2021)


def test_hours_of_five_years_count_for_who_looks_back_on_them(people):
    han = people[1].id
    with journal.step("晋升"):
        Posting.update(rank="二级调研员").where(Posting.cadre == han).execute()
    for year in (2020, 2021, 2022):
        held("业务培训", date(year, 5, 10), [han], days=3000, hours=0)
    assert lines(han)["县处级以上"].days == 9000
    assert lines(han)["县处级以上"].is_met
    assert lines(han, 2021)["县处级以上"].lack == "差550学时或30天"


def test_a_cap_is_on_the_sum_of_a_kind_and_year(people):
    li = people[0].id
    night = next(row.id for row in categories.listed() if row.name == "夜学")
    for month in (1, 2, 3):
        held("夜学", date(2022, month, 5), [li], hours=1000)
    assert lines(li)["党员"].hours == 3000
    duty_rules.add_cap(CapDraft(night, 2000, NEW_YEAR))
    assert lines(li)["党员"].hours == 2000
    (person,) = [row for row in duties.listed(2022) if row.id == li]
    assert person.hours == 3000  # what he earned is told whole


def test_trainings_of_ones_own_count(people):
    li = people[0].id
    network = next(row.id for row in categories.listed() if row.name == "网络培训")
    with journal.step("网络培训"):
        Training.create(
            cadre=li, category=network, title="干部网络学院", from_date=NEW_YEAR, to_date=date(2022, 6, 30), hours=5000,
            state="结业",
        )  # fmt: skip
    assert lines(li)["网络自学"].is_met
    assert [line.title for line in duties.records(li, 2022)] == ["干部网络学院"]


def test_a_duty_of_kinds_that_nobody_ever_records_is_not_asked_until_the_first_is_recorded(people):
    li, han = people[0].id, people[1].id
    held("夜学", date(2022, 8, 1), [li, han], hours=9000)
    assert (lines(han)["网络自学"].result, lines(han)["科级及以下"].result) == ("暂不要求", "达标")
    assert duties.sums(2022)["达标人数"].number == "2"
    held("网络培训", date(2022, 9, 1), [li], hours=5000)
    assert (lines(li)["网络自学"].result, lines(han)["网络自学"].result) == ("达标", "差50学时")
    assert duties.sums(2022)["达标人数"].number == "1"
    assert not lines(han, 2021)["网络自学"].is_asked
    duty_rules.remove_duties([row.id for row in duty_rules.duties()[:3]])
    assert duties.listed(2021) == []  # nothing is asked of anybody


def test_who_lacks_most_comes_first_and_who_came_within_the_year_is_told(people, office):
    cadres.add(CadreDraft("新人"), PostingDraft(office, date(2022, 7, 1)))
    held("夜学", date(2022, 8, 1), [people[1].id], hours=9000)
    found = duties.listed(2022)
    assert [row.name for row in found][-1] == "韩梅梅"
    assert found[0].name == "李雷"  # two duties, none of them met
    assert {row.name: row.since for row in found}["新人"] == date(2022, 7, 1)
    assert {row.name: row.since for row in found}["李雷"] is None


def test_the_sums_are_those_of_the_register(people):
    duty_rules.remove_duties([row.id for row in duty_rules.duties()[2:]])
    held("夜学", date(2022, 8, 1), [people[1].id], hours=9000)
    assert [figure.number for figure in duties.sums(2022).values()] == ["4", "1", "25.0%"]
    assert [row.state for row in duties.listed(2022)].count(DutyState.MET) == 1
    assert duties.listed(2022, Population("司法所")) == []
    scope = Scope(Period.year(2022), as_of=date(2022, 12, 31))
    assert {line.table for line in evidence.records("学时达标.达标率", scope)} == {"cadre_file"}


def test_who_left_has_no_duty_and_his_records_before_are_kept(people):
    cadres.leave(people[0].id, date(2022, 6, 30), "退休")
    assert duties.of_cadre(people[0].id, 2022) == ()
    assert [row.name for row in duties.listed(2021)].count("李雷") == 1


def test_a_duty_that_ended_is_asked_of_its_years_only(people):
    party = duty_rules.duties()[2]
    duty_rules.change_duty(party.id, replace(party.draft(), to_date=date(2022, 12, 30)))
    assert "党员" not in lines(people[0].id)
    assert "党员" in lines(people[0].id, 2021)


def test_days_are_worth_hours_by_the_rule_of_their_day(people):
    duty_rules.add_day_hours(DayHoursDraft(date(2023, 1, 1), 750, 350, "某州"))
    assert duties.hours_of_days(150, date(2022, 12, 31)) == 1200
    assert duties.hours_of_days(150, date(2023, 1, 1)) == 1100


DUTY = DutyDraft("青年", NEW_YEAR, hours=4000)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"hours": 0}, "hours"),
        ({"years": 0}, "years"),
        ({"years": 21}, "years"),
        ({"to_date": date(2021, 12, 31)}, "to_date"),
        ({"name": "党员"}, "from_date"),
    ],
)
def test_a_duty_that_cannot_be_is_refused_beside_its_field(people, given, field):
    with pytest.raises(UserError) as refused:
        duty_rules.add_duty(replace(DUTY, **given))
    assert refused.value.field == field


def test_the_next_rule_of_the_same_name_begins_after_the_last(people):
    party = duty_rules.duties()[2]
    duty_rules.change_duty(party.id, replace(party.draft(), to_date=date(2021, 12, 31)))
    duty_rules.add_duty(replace(DUTY, name="党员"))
    with pytest.raises(UserError, match="日期重叠"):
        duty_rules.change_duty(party.id, replace(party.draft(), to_date=NEW_YEAR))


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (DayHoursDraft(NEW_YEAR, 0, 0), "hours"),
        (DayHoursDraft(NEW_YEAR, 2500, 400), "hours"),
        (DayHoursDraft(NEW_YEAR, 600, 800), "half_day"),
        (DayHoursDraft(date(2000, 1, 1), 600, 300), "from_date"),
    ],
)
def test_a_days_worth_that_cannot_be_is_refused_beside_its_field(people, draft, field):
    with pytest.raises(UserError) as refused:
        duty_rules.add_day_hours(draft)
    assert refused.value.field == field


def test_the_last_rule_of_a_days_worth_stays(people):
    with pytest.raises(UserError, match="至少要留一条"):
        duty_rules.remove_day_hours([duty_rules.day_hours()[0].id])


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"category_id": 0}, "category_id"),
        ({"hours": 0}, "hours"),
        ({"to_date": date(2021, 1, 1)}, "to_date"),
        ({"from_date": date(2023, 1, 1)}, "from_date"),
    ],
)
def test_a_cap_that_cannot_be_is_refused_beside_its_field(people, given, field):
    night = next(row.id for row in categories.listed() if row.name == "夜学")
    draft = CapDraft(night, 2000, NEW_YEAR)
    duty_rules.add_cap(draft)
    with pytest.raises(UserError) as refused:
        duty_rules.add_cap(replace(draft, **given))
    assert refused.value.field == field
