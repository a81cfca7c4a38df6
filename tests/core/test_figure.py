from fractions import Fraction

import pytest

from desktop_app.core.figure import NOTHING, Figure, Shape


def figure(shape, numerator, denominator=1, unit="次", titles=()):
    return Figure("周例会", "次数", unit, shape, Fraction(numerator), Fraction(denominator), titles)


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (figure(Shape.COUNT, 46), "46次"),
        (figure(Shape.COUNT, Fraction(135, 2), unit="学时"), "67.5学时"),
        (figure(Shape.PER_HEAD, 121, 33, "篇"), "3.7篇"),
        (figure(Shape.PER_HEAD, 132, 33, "篇"), "4篇"),
        (figure(Shape.PER_HEAD, 5, 0, "篇"), NOTHING),
        (figure(Shape.RATE, 1370, 1505, ""), "91.0%"),
        (figure(Shape.RATE, 0, 0, ""), NOTHING),
        (figure(Shape.TITLES, 2, unit="", titles=("党史", "宪法")), "党史、宪法"),
        (figure(Shape.TITLES, 0, unit=""), NOTHING),
    ],
)
def test_a_figure_is_worded_with_its_measure_word(made, text):
    assert made.text == text


def test_a_figure_stays_exact_until_it_is_worded():
    made = figure(Shape.PER_HEAD, 121, 33)
    assert made.value == Fraction(121, 33)
    assert str(made) == "3.7"
    assert made.name == "周例会.次数"


def test_a_rate_of_nothing_has_no_value():
    assert figure(Shape.RATE, 0, 0).value is None
