from datetime import date

import pytest

from desktop_app.core.period import Period
from desktop_app.ui.outputs.period_field import SPANS, UNTIL, PeriodField

YEAR = 2022


@pytest.fixture
def field(qtbot):
    field = PeriodField()
    qtbot.addWidget(field)
    field.set_years([2023, 2022, 2021])
    field.set_period(Period.year(YEAR))
    return field


@pytest.mark.parametrize(
    "period",
    [
        Period.year(2021), Period.half(YEAR, 2), Period.quarter(YEAR, 3), Period.month(YEAR, 2),
        Period.months(YEAR, 1, 11), Period.year_to(date(YEAR, 5, 17)),
    ],
    ids=lambda period: period.text,
)  # fmt: skip
def test_every_kind_of_period_can_be_shown(field, period):
    field.set_period(period)
    assert field.period() == period


def test_no_period_stands_there_under_two_names(field):
    assert len({Period.months(YEAR, *span) for span in SPANS.values()}) == len(SPANS)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (Period.year(YEAR), Period.year(2021)),
        (Period.half(YEAR, 1), Period.half(2021, 2)),
        (Period.quarter(YEAR, 1), Period.quarter(2021, 4)),
        (Period.month(YEAR, 3), Period.month(YEAR, 2)),
        (Period.months(YEAR, 1, 11), Period.months(2021, 1, 11)),
        (Period.year_to(date(YEAR, 5, 17)), Period.year_to(date(2021, 5, 17))),
    ],
    ids=lambda period: period.text,
)
def test_the_span_before_is_as_long(field, period, before):
    field.set_period(period)
    field.step_back()
    assert field.period() == before
    field.step_forth()
    assert field.period() == period


def test_there_is_no_step_past_the_years_there_are(field):
    field.set_period(Period.month(2021, 1))
    assert not field.back.isEnabled()
    field.step_back()
    assert field.period() == Period.month(2021, 1)


def test_the_day_is_asked_for_only_where_it_ends_the_period(field):
    field.show()
    assert not field.day.isVisible()
    field.span.set_text(UNTIL)
    assert field.day.isVisible()


def test_one_choice_is_said_once(qtbot, field):
    said = []
    field.changed.connect(lambda: said.append(field.period()))
    field.set_period(Period.quarter(2021, 2))
    field.year.set_year(2023)
    assert said == [Period.quarter(2021, 2), Period.quarter(2023, 2)]
