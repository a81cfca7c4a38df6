"""The life of a session (活动): planned, due, recorded, locked or not held."""

from enum import StrEnum


class SessionState(StrEnum):
    PLANNED = "计划"
    DUE = "待登记"
    RECORDED = "已登记"
    LOCKED = "已锁定"
    OFF = "不举行"


HELD = (SessionState.RECORDED, SessionState.LOCKED)
"""The states in which a session counts in any figure."""

UNRECORDED = (SessionState.PLANNED, SessionState.DUE)
"""The states that make a session 未登记 once its day has come."""

FORMS = ("集中", "视频", "观影", "参观", "外出", "自学", "大会")
REGIONS = ("本地", "省内", "省外")
LEVELS = ("省厅", "州局", "县委县政府", "本局")
