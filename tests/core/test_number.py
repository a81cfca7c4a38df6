from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.errors import UserError
from desktop_app.core.number import decimal, hundredths, shown


@given(st.integers(0, 10**9))
def test_what_is_shown_is_read_again_as_the_same(value):
    assert hundredths(shown(value), "学时") == value


@given(st.integers(0, 10**6))
def test_a_float_from_a_workbook_keeps_its_two_decimals(value):
    assert hundredths(value / 100, "学时") == value


@pytest.mark.parametrize(
    ("written", "value"), [("2", 200), (2, 200), (2.0, 200), ("1.5", 150), (" 0.75 ", 75), ("0", 0), ("1.50", 150)]
)
def test_hours_as_people_write_them(written, value):
    assert hundredths(written, "学时") == value


@pytest.mark.parametrize(
    ("written", "sentence"),
    [("两", "学时“两”不是数字。"), ("", "学时“”不是数字。"), ("-1", "学时“-1”小于零。"), ("nan", "不是数字"),
     ("inf", "不是数字"), ("1e999999999", "不是数字"), ("1/0", "不是数字"), (None, "不是数字"),
     ("1.555", "学时“1.555”最多两位小数。")],
)  # fmt: skip
def test_what_is_no_number_of_hours_is_said(written, sentence):
    with pytest.raises(UserError, match=sentence):
        hundredths(written, "学时")


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (Fraction(3, 2), 2, "1.5"), (Fraction(2), 2, "2"), (Fraction(1, 8), 2, "0.13"), (Fraction(1, 200), 2, "0.01"),
        (Fraction(121, 33), 1, "3.7"), (Fraction(25, 100), 1, "0.3"), (Fraction(5, 2), 0, "3"), (Fraction(0), 2, "0"),
        (Fraction(-1, 8), 2, "-0.13"), (Fraction(-1, 1000), 2, "0"), (Fraction(100), 0, "100"),
    ],
)  # fmt: skip
def test_a_number_is_rounded_half_up_without_trailing_zeros(value, digits, text):
    assert decimal(value, digits) == text


@given(st.fractions(0, 10**6), st.integers(0, 3))
def test_rounding_is_never_off_by_more_than_half_a_step(value, digits):
    assert abs(Fraction(decimal(value, digits)) - value) * 10**digits * 2 <= 1
