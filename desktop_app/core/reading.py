"""Required readings (必学篇目): when a text on the list counts as covered, and whether two titles are the same text."""

from enum import StrEnum

from desktop_app.core.collation import plain


class ReadingState(StrEnum):
    COVERED = "已学"
    OPEN = "未学"
    OVERDUE = "超期未学"


def same_title(title: str) -> str:
    """Return a title as it is compared: 《甲 乙》 and 甲乙 are one text."""
    return plain(title).strip('《》〈〉“”"')
