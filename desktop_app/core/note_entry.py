"""What is written into a cell of the month grid: words (1200, 1.2万) or pages (3页)."""

import re
from dataclasses import dataclass
from decimal import Decimal

from desktop_app.core.collation import plain
from desktop_app.core.errors import UserError

_AMOUNT = re.compile(r"(?P<number>\d{1,9}(?:\.\d+)?)(?P<unit>万字?|字|页|)")
WAN = 10_000
MOST_WORDS, MOST_PAGES = 1_000_000, 2_000


@dataclass(frozen=True)
class Amount:
    """How much was handed in: words, or pages that are words by the office's words to a page."""

    words: int
    pages: int | None = None


def parse_amount(text: str, words_to_a_page: int) -> Amount | None:
    """Read a cell; None where it is empty, UserError for what is no amount."""
    written = plain(text).replace(",", "")
    if not written:
        return None
    found = _AMOUNT.fullmatch(written)
    number = Decimal(found["number"]) if found else Decimal(0)
    unit = found["unit"] if found else ""
    exact = number * WAN if unit.startswith("万") else number
    if not exact or exact != int(exact) or exact > (MOST_PAGES if unit == "页" else MOST_WORDS):
        raise UserError(f"“{text.strip()}”不是字数，请写成 1200、1.2万，或 3页。")
    return Amount(int(exact) * words_to_a_page, int(exact)) if unit == "页" else Amount(int(exact))
