"""The life of a session (活动): planned, due, begun to be recorded, recorded, locked or not held."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from desktop_app.core.number import HUNDRED

_CLOCK = re.compile(r"^([01]?\d|2[0-3]):([0-5]\d)$")
BETWEEN_TALKS = "；"


class SessionState(StrEnum):
    PLANNED = "计划"
    DUE = "待登记"
    DRAFT = "草稿"
    RECORDED = "已登记"
    LOCKED = "已锁定"
    OFF = "不举行"


HELD = (SessionState.RECORDED, SessionState.LOCKED)
"""The states in which a session counts in any figure."""

UNRECORDED = (SessionState.PLANNED, SessionState.DUE, SessionState.DRAFT)
"""The states that make a session 未登记 once its day has come. Marks of a draft are kept and count nowhere."""

FORMS = ("集中", "视频", "观影", "参观", "外出", "自学", "大会")
REGIONS = ("本地", "省内", "省外")
LEVELS = ("省厅", "州局", "县委县政府", "本局")
MOST_SCORE = 1000 * HUNDRED
"""The highest score of any exam, in hundredths."""


def last_day(held_on: date, days: int) -> date:
    """Return the last day of a session of so many days (hundredths) that begins on a day."""
    return held_on + timedelta(days=max(1, -(-days // HUNDRED)) - 1)


def hours_between(start: str, end: str) -> int | None:
    """Return the hours from "19:30" to "21:00" in hundredths (150); None unless both are times, the end later."""
    minutes = [int(text[:-3]) * 60 + int(text[-2:]) for text in (start, end) if _CLOCK.match(text)]
    if len(minutes) < 2 or minutes[1] <= minutes[0]:  # noqa: PLR2004  both
        return None
    return (minutes[1] - minutes[0]) * HUNDRED // 60


def talks_of(text: str, speakers: int) -> tuple[str, ...] | None:
    """Share the titles of talks out among their speakers: one for all, or as many as there are with ； between.

    None where neither is so.
    """
    whole = text.strip()
    titles = [title.strip() for title in whole.replace(";", BETWEEN_TALKS).split(BETWEEN_TALKS)]
    if speakers <= 1 or len(titles) == 1:
        return (whole,) * speakers if speakers or not whole else None
    return tuple(titles) if len(titles) == speakers else None


def talks_text(titles: Sequence[str]) -> str:
    """Return titles of talks as talks_of() reads them."""
    return titles[0] if len(set(titles)) == 1 else BETWEEN_TALKS.join(titles)
