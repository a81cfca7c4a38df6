"""The life of a session (活动): planned, due, begun to be recorded, recorded, locked or not held."""

import re
from enum import StrEnum

from desktop_app.core.number import HUNDRED

_CLOCK = re.compile(r"^([01]?\d|2[0-3]):([0-5]\d)$")


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


def hours_between(start: str, end: str) -> int | None:
    """Return the hours from "19:30" to "21:00" in hundredths (150); None unless both are times, the end later."""
    minutes = [int(text[:-3]) * 60 + int(text[-2:]) for text in (start, end) if _CLOCK.match(text)]
    if len(minutes) < 2 or minutes[1] <= minutes[0]:  # noqa: PLR2004  both
        return None
    return (minutes[1] - minutes[0]) * HUNDRED // 60
