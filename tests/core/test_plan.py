from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.plan import PlanState, Schedule, expected, state

EVENLY = Schedule(2022)
IN_MONTHS = Schedule(2022, months=(3, 9))
BY_JUNE = Schedule(2022, deadline=date(2022, 6, 30))
days = st.dates(date(2021, 6, 1), date(2023, 6, 1))
schedules = st.sampled_from([EVENLY, IN_MONTHS, BY_JUNE, Schedule(2022, (1, 2), date(2022, 9, 1))])


@pytest.mark.parametrize(
    ("schedule", "day", "due"),
    [
        (EVENLY, date(2021, 12, 31), 0),
        (EVENLY, date(2022, 1, 1), 0),
        (EVENLY, date(2022, 7, 2), 6),  # the 183rd day of 365
        (EVENLY, date(2022, 12, 30), 11),
        (EVENLY, date(2022, 12, 31), 12),
        (IN_MONTHS, date(2022, 3, 30), 0),
        (IN_MONTHS, date(2022, 3, 31), 6),
        (IN_MONTHS, date(2022, 9, 29), 6),
        (IN_MONTHS, date(2022, 9, 30), 12),
        (BY_JUNE, date(2022, 6, 29), 11),
        (BY_JUNE, date(2022, 6, 30), 12),
        (BY_JUNE, date(2023, 1, 1), 12),
    ],
)
def test_how_much_of_twelve_is_expected_by_a_day(schedule, day, due):
    assert expected(Fraction(12), schedule, day) == due


def test_a_target_that_is_no_whole_number_is_expected_in_parts():
    assert expected(Fraction(3, 2), IN_MONTHS, date(2022, 4, 1)) == Fraction(3, 4)


@given(schedules, days, days)
def test_what_is_expected_only_grows_and_is_the_target_in_the_end(schedule, one, other):
    first, last = sorted((one, other))
    target = Fraction(12)
    assert 0 <= expected(target, schedule, first) <= expected(target, schedule, last) <= target
    assert expected(target, schedule, schedule.last_day) == target


@pytest.mark.parametrize(
    ("done", "schedule", "day", "is_"),
    [
        (0, EVENLY, date(2022, 1, 10), PlanState.NOT_DUE),
        (1, EVENLY, date(2022, 1, 10), PlanState.ON_TRACK),
        (5, EVENLY, date(2022, 7, 2), PlanState.BEHIND),
        (6, EVENLY, date(2022, 7, 2), PlanState.ON_TRACK),
        (12, EVENLY, date(2022, 7, 2), PlanState.DONE),
        (13, EVENLY, date(2021, 7, 2), PlanState.DONE),
        (11, EVENLY, date(2022, 12, 30), PlanState.ON_TRACK),
        (11, EVENLY, date(2022, 12, 31), PlanState.NOT_DONE),
        (11, EVENLY, date(2023, 3, 1), PlanState.NOT_DONE),
        (12, EVENLY, date(2023, 3, 1), PlanState.DONE),
        (0, IN_MONTHS, date(2022, 3, 30), PlanState.NOT_DUE),
        (5, IN_MONTHS, date(2022, 4, 1), PlanState.BEHIND),
        (11, BY_JUNE, date(2022, 6, 30), PlanState.NOT_DONE),
    ],
)
def test_how_twelve_stand_on_a_day(done, schedule, day, is_):
    assert state(Fraction(12), Fraction(done), schedule, day) is is_


def test_without_a_target_nothing_is_measured():
    assert state(None, Fraction(5), EVENLY, date(2022, 7, 1)) is PlanState.UNMEASURED


@given(schedules, days, st.integers(0, 14))
def test_more_done_never_stands_worse(schedule, day, done):
    order = [PlanState.NOT_DONE, PlanState.BEHIND, PlanState.NOT_DUE, PlanState.ON_TRACK, PlanState.DONE]
    one, more = (order.index(state(Fraction(12), Fraction(number), schedule, day)) for number in (done, done + 1))
    assert one <= more
