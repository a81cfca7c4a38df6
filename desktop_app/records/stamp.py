"""What stands small at the foot of everything printed: the day, and the journal's head that proves its state."""

from datetime import date

from desktop_app.core.period import day_text
from desktop_app.store import journal

SHOWN_DIGITS = 16


def printed() -> str:
    """Return the line: date printed and the first 16 characters of the journal's chain."""
    step, head = journal.head()
    proof = f"　台账第{step}步 {head[:SHOWN_DIGITS]}" if step else ""
    return f"打印日期：{day_text(date.today())}{proof}"
