"""How figures are worded in Chinese official documents. The only place where a figure is rounded."""

from collections.abc import Iterable
from fractions import Fraction

from desktop_app.core.number import decimal

WAN = 10_000
_TEN = 10
_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def wan(value: Fraction) -> str:
    """In ten thousands with one decimal at most: 10640 → 1.1万."""
    return f"{decimal(value / WAN, 1)}万"


def yu(value: Fraction) -> str:
    """Return a soft count that never says too much: 128 → 120余, 18600 → 1.8万余.

    Below ten and round numbers stay as they are.

    Floors to the second leading figure, at least to tens; from ten thousand on to a tenth of 万.
    """
    whole = int(value)
    if whole < _TEN:
        return decimal(value)
    step = 1000 if whole >= WAN else _TEN ** max(1, len(str(whole)) - 2)
    floor = whole // step * step
    text = wan(Fraction(floor)) if whole >= WAN else str(floor)
    return text if floor == value else f"{text}余"


def percent(value: Fraction) -> str:
    """One decimal throughout: 93.5%."""
    text = decimal(value * 100, 1)
    return f"{text}%" if "." in text else f"{text}.0%"


def book_titles(titles: Iterable[str]) -> str:
    """《甲》、《乙》; titles that carry their marks keep them, and marks within a title become 〈〉."""
    return "、".join(_in_marks(title) for title in titles)


def enumerated(titles: Iterable[str]) -> str:
    return "、".join(titles)


def quoted(titles: Iterable[str]) -> str:
    """“甲”“乙”, as lecture titles stand in running text."""
    return "".join(f"“{title}”" for title in titles)


def _in_marks(title: str) -> str:
    if title.startswith("《") and title.endswith("》"):
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
