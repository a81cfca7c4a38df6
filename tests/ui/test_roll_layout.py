import pytest

from desktop_app.ui.roll_layout import Sizes, flow, units_of

SIZES = Sizes(row=30, heading=34, gap=4)
OFFICE = [4, 4, 5, 3, 3, 3, 2, 1, 3, 2, 1, 1, 1]


@pytest.mark.parametrize(("height", "columns"), [(550, 3), (2000, 1), (300, 2), (60, 1)])
def test_everybody_stands_somewhere_once_and_in_order(height, columns):
    runs, _ = flow(OFFICE, SIZES, height, columns)
    assert [run.first for run in runs] == [sum(run.count for run in runs[:number]) for number in range(len(runs))]
    assert sum(run.count for run in runs) == sum(OFFICE)


def test_an_office_fits_on_one_screen():
    runs, columns = flow(OFFICE, SIZES, 550, 3)
    assert columns == 3
    assert all(run.top + SIZES.block(run.count) <= 550 for run in runs)


def test_columns_that_are_all_seen_are_about_equally_long():
    runs, _ = flow([5] * 6, SIZES, 2000, 3)
    assert [run.column for run in runs] == [0, 0, 1, 1, 2, 2]


def test_what_does_not_fit_goes_into_further_columns():
    runs, columns = flow([19] * 26, SIZES, 550, 3)
    assert columns == runs[-1].column + 1 > 3


def test_a_long_unit_is_divided_and_says_that_it_goes_on():
    runs, _ = flow([40], SIZES, 550, 3)
    assert [run.continued for run in runs] == [False, True, True]


def test_a_heading_is_never_left_alone_at_the_foot():
    for height in range(150, 700, 7):
        runs, _ = flow([7, 30, 2, 9], SIZES, height, 1)
        assert all(run.count >= 2 or run.continued for run in runs)


def test_nobody_needs_no_room():
    assert flow([], SIZES, 500, 3) == ([], 3)


def test_units_are_those_that_follow_each_other():
    assert units_of(["办公室", "办公室", "政工科"]) == [("办公室", 2), ("政工科", 1)]
    assert units_of([]) == []


def test_few_people_of_one_unit_stay_together():
    runs, _ = flow([5], SIZES, 550, 3)
    assert [(run.column, run.count) for run in runs] == [(0, 5)]
