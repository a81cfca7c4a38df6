"""Required readings (必学篇目): when a text on the list counts as covered, and whether two titles are the same text."""

import re
from enum import StrEnum

from desktop_app.core.collation import plain


class ReadingState(StrEnum):
    COVERED = "已学"
    OPEN = "未学"
    OVERDUE = "超期未学"


_IN_MARKS = re.compile("《([^《》]+)》")
_NO_MARKS = dict.fromkeys(map(ord, '《》〈〉“”"'))


def same_title(title: str) -> str:
    """Return a title as it is compared: 《甲 乙》 and 甲乙 are one text, so are 《〈甲〉第四卷》 and 《甲》第四卷."""
    return plain(title).translate(_NO_MARKS)


def titles_in(text: str) -> frozenset[str]:
    """Return the titles a text names, as they are compared: each of its lines, and whatever stands within 《》."""
    written = [*text.splitlines(), *_IN_MARKS.findall(text)]
    return frozenset(title for title in map(same_title, written) if title)
