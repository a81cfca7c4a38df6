from datetime import date

import pytest

from desktop_app.core.session import last_day


@pytest.mark.parametrize(("days", "last"), [(0, 4), (50, 4), (100, 4), (150, 5), (300, 6), (450, 8)])
def test_the_last_day_of_a_session_counts_its_first_and_part_of_a_day_as_a_day(days, last):
    assert last_day(date(2022, 4, 4), days) == date(2022, 4, last)
