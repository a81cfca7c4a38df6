from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.store.keeping import Made, made, superfluous

NOW = datetime(2026, 3, 31, 18, 0)


def at(**back):
    return Made(NOW - timedelta(**back), 1)


def kept(candidates):
    return sorted(set(candidates) - superfluous(candidates, NOW), reverse=True)


def test_only_names_of_packages_are_read():
    assert made("台账备份-20260331-180000.cadrebak") == Made(NOW, 1)
    assert made("台账备份-20260331-180000-2.cadrebak") == Made(NOW, 2)
    for name in (
        "台账备份-20260331-180000.cadrebak.zip",
        "台账备份-20260331.cadrebak",
        "台账备份-20261331-180000.cadrebak",
        "台账备份-20260331-180000-1.cadrebak",
        "副本 台账备份-20260331-180000.cadrebak",
        "年终.xlsx",
    ):
        assert made(name) is None


def test_a_name_is_what_it_is_read_from():
    assert made(Made(NOW, 3).name) == Made(NOW, 3)


def test_all_of_two_days_stay_and_the_last_of_each_day_before():
    hourly = [at(hours=hours) for hours in range(24 * 5)]
    stay = kept(hourly)
    assert [one for one in stay if one.at.date() >= datetime(2026, 3, 30).date()] == hourly[:43]
    assert [one.at for one in stay[43:]] == [datetime(2026, 3, day, 23) for day in (29, 28, 27, 26)]


def test_years_of_daily_packages_thin_out_to_weeks_and_months():
    stay = kept([at(days=days) for days in range(1000)])
    days = [(NOW - one.at).days for one in stay]
    assert days[:12] == list(range(12))
    assert len(days) == 12 + 8 + 7  # the newest two weeks and months are among the days and weeks
    assert stay[-1].at.date() == datetime(2025, 7, 31).date()


def test_rare_packages_all_stay_however_old():
    yearly = [at(days=365 * years) for years in range(9)]
    assert kept(yearly) == yearly


def test_a_clock_that_was_years_ahead_makes_no_package_look_old():
    future = [Made(NOW + timedelta(days=3000 + days), 1) for days in range(30)]
    daily = [at(days=days) for days in range(12)]
    assert superfluous([*future, *daily], NOW) == set()


@given(st.lists(st.integers(0, 24 * 700), unique=True))
def test_the_newest_always_stays_and_pruning_twice_prunes_no_more(hours):
    candidates = [at(hours=back) for back in hours]
    stay = kept(candidates)
    assert stay[:1] == sorted(candidates, reverse=True)[:1]
    assert kept(stay) == stay
