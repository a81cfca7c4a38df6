"""Figures by unit and by cadre, read at once: each is what it is when asked for alone."""

import os

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desktop_app.core.period import Period
from desktop_app.core.scope import Asked, Denominator, Population, Scope, Slice
from desktop_app.metrics import register
from desktop_app.metrics.breakdown import BY_CADRE
from desktop_app.store.models import Unit
from tests.metrics.world import LIST, UNITS, World, worlds, written

YEAR, SPRING = Period.year(2022), Period.months(2022, 3, 4)
SLICES = [Slice("年", YEAR), Slice("春", SPRING)]
SUBJECTS = ("全部活动", "党课", "支部书记讲党课", "省外培训", "全部笔记", "心得体会", "在岗")
MORE = int(os.environ.get("LEDGER_EXAMPLES", "1"))


pytestmark = pytest.mark.usefixtures("one_ledger")


def few(number):
    """Try so many; they are not made smaller when one fails, which would take minutes."""
    return settings(
        max_examples=number * MORE, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
    )


years = worlds().filter(lambda made: len(made.people) > 1 and len(made.meetings) > 2)
populations = st.builds(Population, st.sampled_from(["全系统", "局机关", "司法所", "办公室"]), st.booleans())


def askable():
    """Every figure of SUBJECTS that can be broken down."""
    names = register.names()
    return {f"{subject}.{measure}" for subject in SUBJECTS for measure in names[subject] if measure in BY_CADRE}


@few(4)
@given(years, populations)
def test_the_figures_of_every_unit_are_those_of_the_unit_asked_alone(made, population):
    with written(made):
        names, called = askable(), dict(Unit.select(Unit.id, Unit.name).tuples())
        found = register.broken_down(Scope(YEAR, population), SLICES, names)
        for each in SLICES:
            for unit in found.units:
                alone = Scope(each.period, Population(called[unit], population.party_only))
                assert found.of_unit(each.name, unit) == register.figures(alone, names)


@few(3)
@given(years, populations, st.data())
def test_the_figures_of_a_cadre_in_a_unit_are_those_of_him_there_alone(made, population, data):
    with written(made) as ids:
        names, called = askable(), dict(Unit.select(Unit.id, Unit.name).tuples())
        found = register.broken_down(Scope(YEAR, population), SLICES, names)
        cadre = ids[data.draw(st.sampled_from(sorted(ids)))]
        whole = Scope(SPRING, population)
        assert found.of_cadre("春", cadre) == register.of_cadre(cadre, whole, names)
        for unit in found.units:
            there = Scope(SPRING, Population(called[unit], population.party_only))
            assert found.of_cadre("春", cadre, unit) == register.of_cadre(cadre, there, names)


@few(2)
@given(years, st.booleans(), st.data())
def test_many_figures_of_units_and_of_people_in_them_are_what_each_is_alone(made, party_only, data):
    with written(made) as ids:
        among, by = ("全系统", "局机关", *UNITS), data.draw(st.sampled_from(Denominator))
        scopes = [Scope(SPRING, Population(name, party_only), by) for name in among]
        who = st.sampled_from([None, *sorted(ids.values()), 999_999])
        names = sorted(askable() | {"全部笔记.人均字数", "全部活动.人均学时"})
        one = st.builds(Asked, st.sampled_from(names), st.sampled_from(scopes), who)
        asked = data.draw(st.lists(one, min_size=20, max_size=20))
        known = [each for each in asked if each.cadre_id != 999_999]
        assert register.answers(asked) == {each: register.answer(each) for each in known}


def test_a_unit_stands_there_with_those_under_it_or_not_at_all(ledger_of_units):
    def units_of(name):
        found = register.broken_down(Scope(YEAR, Population(name)), SLICES, ())
        return {ledger_of_units[unit] for unit in found.units}

    assert units_of("全系统") == set(UNITS) - {"政法委"}
    assert units_of("局机关") == {"办公室", "政工科"}
    assert units_of("政工科") == {"政工科"}
    assert units_of(LIST) == set()
    Unit.update(parent=Unit.get(Unit.name == "政工科").id).where(Unit.name == "城关所").execute()
    assert units_of("局机关") == set()  # a township office under it is no part of 局机关
    assert units_of("办公室") == {"办公室", "政工科", "城关所"}


@pytest.fixture
def ledger_of_units():
    with written(World()):
        yield dict(Unit.select(Unit.id, Unit.name).tuples())
