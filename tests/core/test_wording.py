from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.wording import book_titles, chinese_number, enumerated, jin, percent, points, quoted, wan, yu

amounts = st.integers(0, 10**9).map(lambda hundredths: Fraction(hundredths, 100))
shares = st.fractions(0, 1)


@pytest.mark.parametrize(
    ("value", "text"),
    [(10_640, "1.1万"), (20_000, "2万"), (351_115, "35.1万"), (10_500, "1.1万"), (949, "0.1万"), (0, "0万")],
)
def test_ten_thousands_have_one_decimal_and_no_trailing_zero(value, text):
    assert wan(Fraction(value)) == text


@given(amounts)
def test_ten_thousands_are_rounded_half_up(value):
    shown = Fraction(wan(value).removesuffix("万"))
    assert -Fraction(1, 20) < shown - value / 10_000 <= Fraction(1, 20)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (128, "120余"), (18_600, "1.8万余"), (130, "130"), (18_000, "1.8万"), (10_000, "1万"), (10_001, "1万余"),
        (1_235, "1200余"), (11, "10余"), (10, "10"), (9, "9"), (0, "0"), (99, "90余"), (100, "100"), (9_999, "9900余"),
        (123_456, "12.3万余"),
    ],
)  # fmt: skip
def test_a_soft_count_is_floored_and_a_round_one_stays_as_it_is(value, text):
    assert yu(Fraction(value)) == text


@given(amounts)
def test_a_soft_count_never_says_more_than_there_is(value):
    text = yu(value)
    said = text.removesuffix("余")
    number = Fraction(said.removesuffix("万")) * (10_000 if said.endswith("万") else 1)
    assert number <= value
    assert text.endswith("余") == (number != value)
    assert value >= 10 or not text.endswith("余")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (128, "近130"), (130, "130"), (18_600, "近1.9万"), (18_000, "1.8万"), (9, "9"), (10, "10"), (42, "42"),
        (46, "近50"), (11, "11"), (95, "近100"), (99, "近100"), (1_286, "近1300"), (9_950, "近1万"), (101, "近110"),
    ],
)  # fmt: skip
def test_a_soft_count_from_below_is_the_next_round_number_where_it_is_near(value, text):
    assert jin(Fraction(value)) == text


@given(amounts)
def test_a_soft_count_from_below_never_says_less_than_there_is(value):
    text = jin(value)
    said = text.removeprefix("近")
    if text.startswith("近"):
        number = Fraction(said.removesuffix("万")) * (10_000 if said.endswith("万") else 1)
        assert value < number
        assert number * 9 < value * 10
        assert value >= 10
    else:
        assert "万" in said or Fraction(said) == round(value, 2)


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (Fraction(935, 1000), Fraction(912, 1000), "提高2.3个百分点"),
        (Fraction(9, 10), Fraction(1), "下降10.0个百分点"),
        (Fraction(1, 3), Fraction(1, 3), "持平"),
    ],
)
def test_a_difference_of_percentages_is_told_in_points(now, before, text):
    assert points(now, before) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(1370, 1505), "91.0%"), (Fraction(1), "100.0%"), (Fraction(0), "0.0%"), (Fraction(1, 3), "33.3%"),
     (Fraction(9995, 10_000), "100.0%"), (Fraction(125, 1000), "12.5%"), (Fraction(1245, 10_000), "12.5%")],
)  # fmt: skip
def test_percentages_have_one_decimal_throughout(value, text):
    assert percent(value) == text


@given(shares)
def test_percentages_are_rounded_half_up(value):
    shown = Fraction(percent(value).removesuffix("%"))
    assert -Fraction(1, 20) < shown - value * 100 <= Fraction(1, 20)


def test_book_titles_get_their_marks_once():
    assert book_titles(["零容忍", "《榜样6》"]) == "《零容忍》、《榜样6》"
    assert book_titles(["学习《民法典》", "《条例》解读"]) == "《学习〈民法典〉》、《〈条例〉解读》"
    assert book_titles(["《谈治国理政》第四卷", "《选编》（2022年版）"]) == "《谈治国理政》第四卷、《选编》（2022年版）"
    assert book_titles([]) == ""


def test_other_lists():
    assert enumerated(["党史", "宪法"]) == "党史、宪法"
    assert quoted(["知责", "尽责"]) == "“知责”“尽责”"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "零"), (3, "三"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"),
        (115, "一百一十五"), (1005, "一千零五"), (1010, "一千零一十"), (2000, "二千"), (9999, "九千九百九十九"),
    ],
)  # fmt: skip
def test_small_numbers_in_characters(value, text):
    assert chinese_number(Fraction(value)) == text


def test_other_numbers_stay_in_figures():
    assert chinese_number(Fraction(10_000)) == "10000"
    assert chinese_number(Fraction(3, 2)) == "1.5"


@given(st.integers(0, 9999))
def test_no_two_numbers_share_their_characters(value):
    places = {"十": 10, "百": 100, "千": 1000}
    total, digit = 0, 0
    for letter in chinese_number(Fraction(value)):
        if letter in places:
            total, digit = total + max(digit, 1) * places[letter], 0
        else:
            digit = "零一二三四五六七八九".index(letter)
    assert total + digit == value
