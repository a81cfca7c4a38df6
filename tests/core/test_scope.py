from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.period import Period
from desktop_app.core.scope import EVERYBODY, Denominator, Population, Scope, Slice

populations = st.builds(Population, st.sampled_from(["全系统", "局机关", "城关司法所", "青年干部"]), st.booleans())


@pytest.mark.parametrize(
    ("text", "population"),
    [
        ("", EVERYBODY),
        ("全系统", EVERYBODY),
        ("党员", Population("全系统", party_only=True)),
        ("局机关党员", Population("局机关", party_only=True)),
        (" 城关司法所 ", Population("城关司法所")),
    ],
)
def test_a_population_is_read_from_its_name(text, population):
    assert Population.parse(text) == population


@given(populations)
def test_a_population_as_it_is_written_is_read_again(population):
    assert Population.parse(population.text) == population


def test_only_everybody_is_the_whole_system():
    assert EVERYBODY.is_all
    assert not Population(party_only=True).is_all
    assert not Population("局机关").is_all


def test_a_scope_says_its_days_its_as_of_day_and_its_people():
    scope = Scope(Period.months(2022, 1, 11), Population("局机关"), as_of=date(2022, 11, 20))
    assert scope.text == "2022年1—11月（截至2022年11月20日），局机关"
    assert scope.of(EVERYBODY) == Scope(scope.period, as_of=date(2022, 11, 20))
    assert scope.denominator is Denominator.END


def test_a_slice_holds_its_days_up_to_its_as_of_day():
    span = Slice("一季度", Period.quarter(2022, 1), date(2022, 2, 10))
    assert date(2022, 1, 1) in span
    assert date(2022, 2, 10) in span
    assert date(2022, 2, 11) not in span
    assert date(2021, 12, 31) not in span
    assert date(2022, 3, 31) in Slice("一季度", Period.quarter(2022, 1))
