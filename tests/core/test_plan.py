from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.plan import PlanState, Schedule, Way, expected, state

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


def worked(year, way, months, last, day):
    """What share is due by the day, counted day by day and month by month without any formula."""
    if day >= last:
        return Fraction(1)
    days = [date(year, 1, 1) + timedelta(n) for n in range((last - date(year, 1, 1)).days + 1)]
    if way == Way.EVENLY:
        return Fraction(sum(each <= day for each in days), len(days))
    if way == Way.AT_END:
        return Fraction(0)
    asked = months if way == Way.NAMED_MONTHS else sorted({each.month for each in days})
    ends = [each for each in (date(year, 1, 1) + timedelta(n) for n in range(366)) if (each + timedelta(1)).day == 1]
    return Fraction(sum(end <= day and end.month in asked and end.year == year for end in ends), len(asked))


ways = st.builds(
    Schedule,
    st.sampled_from([2022, 2024]),
    st.lists(st.integers(1, 12), min_size=1, unique=True).map(lambda months: tuple(sorted(months))),
    st.none() | st.integers(0, 364).map(timedelta),
    st.sampled_from(list(Way)),
).map(lambda made: replace(made, deadline=date(made.year, 1, 1) + made.deadline if made.deadline else None))


@given(ways, st.integers(-40, 420), st.integers(1, 30))
def test_every_way_agrees_with_a_count_by_the_day(schedule, after, target):
    day = date(schedule.year, 1, 1) + timedelta(after)
    share = worked(schedule.year, schedule.way, schedule.months, schedule.last_day, day)
    assert schedule.share_by(day) == share
    assert expected(Fraction(target), schedule, day) == int(target * share)


@given(ways, st.integers(0, 366))
def test_every_way_only_grows_from_nothing_to_the_whole(schedule, after):
    day = date(schedule.year, 1, 1) + timedelta(after)
    assert schedule.share_by(date(schedule.year - 1, 12, 31)) == 0
    assert schedule.share_by(day) <= schedule.share_by(day + timedelta(1)) <= 1
    assert schedule.share_by(schedule.last_day) == 1


@given(ways)
def test_work_is_scheduled_within_the_year_and_up_to_the_last_day(schedule):
    for first, last in schedule.spans:
        assert date(schedule.year, 1, 1) <= first <= last <= schedule.last_day


def test_without_a_way_named_months_are_followed_and_else_the_days():
    assert (Schedule(2022, (3,)).known_way, Schedule(2022).known_way) == (Way.NAMED_MONTHS, Way.EVENLY)


@pytest.mark.parametrize(("way", "due"), [(Way.EVENLY, 5), (Way.MONTHLY, 5), (Way.NAMED_MONTHS, 6), (Way.AT_END, 0)])
def test_what_is_expected_in_june_by_the_way_of_spreading(way, due):
    assert expected(Fraction(12), Schedule(2022, (3, 9), way=way), date(2022, 6, 15)) == due


def test_what_was_carried_over_is_not_called_undone_any_more():
    last = date(2022, 12, 31)
    assert state(Fraction(12), Fraction(5), EVENLY, last, is_carried=True) is PlanState.CARRIED
    assert state(Fraction(12), Fraction(5), EVENLY, date(2022, 7, 2), is_carried=True) is PlanState.BEHIND
    assert state(Fraction(12), Fraction(12), EVENLY, last, is_carried=True) is PlanState.DONE
