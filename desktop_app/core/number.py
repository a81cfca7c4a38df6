"""Numbers as kept and as typed: days, hours and targets are whole hundredths, never floats.

A journal row is JSON; a real would lose digits there, and 0.1 + 0.2 has no place in a figure.
"""

import re
from fractions import Fraction
from typing import Final

from desktop_app.core.errors import UserError

HUNDRED: Final = 100
_NUMBER: Final = re.compile(r"[-+]?(\d{1,18}\.?\d{0,18}|\.\d{1,18})(e[-+]?\d\d)?", re.ASCII)
"""What a number looks like. Anything Fraction takes would be too much: 1e999999999 keeps it busy for ever."""


def hundredths(value: object, what: str) -> int:
    """Return a typed or imported number (2, 1.5, "0.5") as whole hundredths.

    `what` names it in the sentence of the UserError raised for text, a negative number or a third decimal.
    """
    text = str(value).strip()
    if not _NUMBER.fullmatch(text):
        raise UserError(f"{what}“{value}”不是数字。")
    exact = Fraction(text) * HUNDRED
    if exact < 0:
        raise UserError(f"{what}“{value}”小于零。")
    if exact.denominator != 1:
        raise UserError(f"{what}“{value}”最多两位小数。")
    return int(exact)


def shown(hundredths_: int) -> str:
    """Return hundredths as a person writes them: 200 → 2, 150 → 1.5."""
    return decimal(Fraction(hundredths_, HUNDRED))


def decimal(value: Fraction, digits: int = 2) -> str:
    """Return the value rounded half up to at most so many decimals, without trailing zeros: 3/2 → 1.5."""
    if value.denominator == 1:
        return str(value.numerator)
    scale: int = 10**digits
    scaled = value * scale
    whole = (abs(scaled.numerator) * 2 + scaled.denominator) // (2 * scaled.denominator)
    text = f"{whole // scale}.{whole % scale:0{digits}d}" if digits else str(whole)
    text = text.rstrip("0").rstrip(".") if digits else text
    return f"-{text}" if scaled < 0 and whole else text
