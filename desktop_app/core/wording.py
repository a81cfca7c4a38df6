"""How figures are worded in Chinese official documents. The only place where a figure is rounded."""

import re
from collections.abc import Iterable
from fractions import Fraction

from desktop_app.core.number import decimal

WAN = 10_000
_TEN = 10
_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_VOLUME = re.compile(r"《[^《》]+》(?:第[一二三四五六七八九十百\d]+[卷册辑编章篇讲集版]|（[^（）]*）)+")
"""A title in its marks with a volume or an edition behind them."""


def wan(value: Fraction) -> str:
    """In ten thousands with one decimal at most: 10640 → 1.1万."""
    return f"{decimal(value / WAN, 1)}万"


def yu(value: Fraction) -> str:
    """Return a soft count that never says too much: 128 → 120余, 18600 → 1.8万余 [S].

    Below ten and round numbers stay as they are [K]. Floors to the second leading figure, at least to tens; from ten
    thousand on to a tenth of 万.
    """
    whole = int(value)
    if whole < _TEN:
        return decimal(value)
    step = _step(whole)
    floor = whole // step * step
    text = _round_text(floor)
    return text if floor == value else f"{text}余"


def jin(value: Fraction) -> str:
    """Return a soft count that never says too little: 128 → 近130, 18600 → 近1.9万 [K].

    The mirror of 余: up to the next round number of the same steps; below ten and round numbers stay as they are, and
    so does what is no more than nine tenths of the round number: 42 is not 近50.
    """
    if value < _TEN:
        return decimal(value)
    step = _step(int(value))
    ceiling = -(-value // step) * step
    if ceiling == value or value * _TEN <= ceiling * (_TEN - 1):
        return _round_text(int(ceiling)) if ceiling == value else decimal(value)
    return f"近{_round_text(int(ceiling))}"


def points(now: Fraction, before: Fraction) -> str:
    """Return how a rate has changed, a difference of percentages being 百分点: 提高2.3个百分点, 持平 [S]."""
    text = percent(abs(now - before))
    if text == percent(Fraction(0)):
        return "持平"
    return f"{'提高' if now > before else '下降'}{text.removesuffix('%')}个百分点"


def _step(whole: int) -> int:
    return 1000 if whole >= WAN else _TEN ** max(1, len(str(whole)) - 2)


def _round_text(whole: int) -> str:
    return wan(Fraction(whole)) if whole >= WAN else str(whole)


def percent(value: Fraction) -> str:
    """One decimal throughout: 93.5%."""
    text = decimal(value * 100, 1)
    return f"{text}%" if "." in text else f"{text}.0%"


def book_titles(titles: Iterable[str]) -> str:
    """《甲》、《乙》第二卷; titles that carry their marks keep them, and marks within a title become 〈〉."""
    return "、".join(_in_marks(title) for title in titles)


def enumerated(titles: Iterable[str]) -> str:
    return "、".join(titles)


def quoted(titles: Iterable[str]) -> str:
    """“甲”“乙”, as lecture titles stand in running text."""
    return "".join(f"“{title}”" for title in titles)


def _in_marks(title: str) -> str:
    if (title.startswith("《") and title.endswith("》")) or _VOLUME.fullmatch(title):
        return title
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def chinese_number(value: Fraction) -> str:
    """三, 十二, 一百零五: whole numbers up to 9999; others stay in Arabic numerals."""
    if value.denominator != 1 or not 0 <= value < WAN:
        return decimal(value)
    whole = int(value)
    if whole == 0:
        return _DIGITS[0]
    text, gap = "", False
    for place in reversed(range(len(str(whole)))):
        digit = whole // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + _PLACES[place]
        gap = digit == 0
    return text.removeprefix("一") if text.startswith("一十") else text
