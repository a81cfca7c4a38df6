from datetime import date

import pytest

from desktop_app.core.period import Period
from desktop_app.core.scope import Population, Scope

MARCH = Scope(Period.month(2023, 3), Population("局机关"), as_of=date(2023, 3, 31))


@pytest.mark.parametrize(
    ("span", "period", "as_of"),
    [
        ("", Period.month(2023, 3), date(2023, 3, 31)),
        ("上年同期", Period.month(2022, 3), date(2022, 3, 31)),
        ("今年以来", Period.months(2023, 1, 3), date(2023, 3, 31)),
        ("今年以来的上年同期", Period.months(2022, 1, 3), date(2022, 3, 31)),
    ],
)
def test_a_span_is_seen_from_the_last_day_of_the_scope(span, period, as_of):
    scope = MARCH.over(span)
    assert (scope.period, scope.as_of, scope.population) == (period, as_of, Population("局机关"))


def test_the_end_of_february_stays_one_in_a_leap_year():
    scope = Scope(Period.month(2021, 2), as_of=date(2021, 2, 28)).over("上年同期")
    assert (scope.period.last, scope.as_of) == (date(2020, 2, 29), date(2020, 2, 29))


def test_an_earlier_as_of_day_is_that_of_last_year_too():
    scope = Scope(Period.year(2023), as_of=date(2023, 6, 30)).over("上年同期")
    assert (scope.period, scope.as_of) == (Period.year(2022), date(2022, 6, 30))
