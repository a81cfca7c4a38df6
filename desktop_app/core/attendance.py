"""What an attendance mark (出勤) means."""

from enum import StrEnum


class Mark(StrEnum):
    """A mark as stored, shown and imported. No mark at all is 未登记, which is not 缺席."""

    PRESENT = "到"
    LATE = "迟到"
    LEAVE = "请假"
    DUTY = "公差"
    ABSENT = "缺席"
    MADE_UP = "补学"

    @property
    def is_attended(self) -> bool:
        """Counts as one 人次 (实到)."""
        return self in ATTENDED


ATTENDED = (Mark.PRESENT, Mark.LATE, Mark.MADE_UP)

KEYS: dict[str, Mark | None] = {
    "1": Mark.PRESENT,
    "2": Mark.LATE,
    "3": Mark.LEAVE,
    "4": Mark.DUTY,
    "5": Mark.ABSENT,
    "6": Mark.MADE_UP,
    "0": None,
}
"""The keys of the attendance screen; 0 clears."""


class Role(StrEnum):
    """What a cadre did in a session (角色)."""

    HOST = "主持"
    LEAD_READER = "领学"
    LECTURER = "主讲"
    SPEAKER = "研讨发言"
    PREACHER = "宣讲"
    EXCHANGE = "交流"
