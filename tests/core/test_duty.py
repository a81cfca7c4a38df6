from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.duty import Cap, DayRule, DutyRule, capped, hours_of_days, rule_on

OLD, NEW = DayRule(date(2000, 1, 1), 800, 400), DayRule(date(2024, 1, 1), 600, 250)
DAY = date(2022, 12, 31)


def duty(**given):
    kept = {"ranks": (), "not_ranks": (), "party_only": False, "categories": (), "hours": 0, "days": 0, "years": 1}
    return DutyRule(id=1, name="任务", from_date=date(2000, 1, 1), to_date=None, **kept | given)


def test_the_rule_of_a_day_is_the_last_that_has_begun():
    assert [rule_on([NEW, OLD], date(year, 6, 1)) for year in (2023, 2024, 2026)] == [OLD, NEW, NEW]
    assert rule_on([NEW, OLD], date(1999, 1, 1)) == OLD
    assert rule_on([], DAY) is None


@pytest.mark.parametrize(
    ("days", "hours"), [(0, 0), (50, 250), (100, 600), (150, 850), (300, 1800), (25, 150), (33, 198), (1, 6)]
)
def test_whole_and_half_days_go_by_the_rule_and_parts_in_proportion(days, hours):
    assert hours_of_days(days, NEW) == hours


@given(st.integers(0, 40_000), st.integers(100, 2400))
def test_days_are_worth_their_hours_to_the_hundredth(days, hours):
    exact = Fraction(days * hours, 100)
    assert abs(hours_of_days(days, DayRule(DAY, hours, hours // 2)) - exact) <= 1


def test_hours_or_days_suffice_whichever_is_asked():
    either = duty(hours=9000, days=1200)
    assert either.is_met(9000, 0)
    assert either.is_met(0, 1200)
    assert not either.is_met(8999, 1199)
    assert not duty(hours=3200).is_met(0, 99900)


def test_what_is_lacking_names_only_what_is_asked():
    assert duty(hours=9000, days=1200).lack(6050, 850) == "差29.5学时或3.5天"
    assert duty(hours=3200).lack(0, 500) == "差32学时"
    assert duty(hours=3200).lack(3200, 0) == ""
    assert duty(hours=55000, days=9000, years=5).text == "5年内550学时或90天"


def test_a_duty_is_of_the_ranks_it_names():
    county = duty(ranks=("县处级", "调研员"))
    assert county.concerns(["四级调研员"], is_party=False)
    assert not county.concerns(["一级科员"], is_party=True)
    assert not duty(not_ranks=("调研员",)).concerns(["四级调研员"], is_party=True)
    assert duty(not_ranks=("调研员",)).concerns([""], is_party=False)
    assert not duty(party_only=True).concerns([""], is_party=False)


def test_a_duty_and_a_cap_hold_from_their_first_to_their_last_day():
    ended = Cap("夜学", 2000, date(2022, 1, 1), date(2022, 12, 31))
    assert [ended.holds_on(day) for day in (date(2021, 12, 31), DAY, date(2023, 1, 1))] == [False, True, False]
    assert duty().holds_on(DAY)
    assert capped(2500, [ended]) == 2000
    assert capped(1500, [ended]) == 1500
    assert capped(1500, []) == 1500
