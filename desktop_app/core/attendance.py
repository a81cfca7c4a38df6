"""What an attendance mark (出勤) means, and what belongs to it: the kind of a 请假, the day and way of a 补学."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.core.errors import UserError
from desktop_app.core.period import day_text


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


LEAVE_KINDS = (
    "事假", "病假", "年休假", "产假", "陪产假", "婚假", "丧假", "探亲假", "学习", "出差", "公差", "其他",
)  # fmt: skip
ON_DUTY = ("出差", "公差")
"""Kinds of leave that make somebody's mark 公差, not 请假."""
MADE_UP_WAYS = ("自学", "集中补学", "观看录像", "查阅材料", "个别辅导")


@dataclass(frozen=True)
class Entry:
    """A mark as it is entered for one person; leave_kind of a 请假 or 公差, made_up_on and made_up_way of a 补学."""

    mark: Mark
    leave_kind: str = ""
    made_up_on: date | None = None
    made_up_way: str = ""

    @classmethod
    def on_leave(cls, kind: str) -> "Entry":
        """Return what a leave of this kind makes of somebody who is expected."""
        return cls(Mark.DUTY if kind in ON_DUTY else Mark.LEAVE, kind)

    @property
    def detail(self) -> str:
        """Return what belongs to the mark, in words: 事假, 3月9日 自学."""
        day = f"{self.made_up_on.month}月{self.made_up_on.day}日" if self.made_up_on else ""
        return " ".join(filter(None, (self.leave_kind, day, self.made_up_way)))

    def check(self, held_on: date) -> None:
        """UserError where somebody made up for a session before it was held, or on a day still to come."""
        check_made_up(self.made_up_on, held_on)


def check_made_up(day: date | None, held_on: date) -> None:
    """UserError for a day on which a session of held_on cannot have been made up for."""
    if day and day < held_on:
        raise UserError(f"补学日期{day_text(day)}早于活动日期{day_text(held_on)}，请改日期。", "made_up_on")
    if day and day > date.today():
        raise UserError(f"补学日期{day_text(day)}还没有到，请改日期。", "made_up_on")


HAS_LEAVE_KIND = (Mark.LEAVE, Mark.DUTY)
HAS_DETAIL = (*HAS_LEAVE_KIND, Mark.MADE_UP)


class Role(StrEnum):
    """What a cadre did in a session (角色)."""

    HOST = "主持"
    LEAD_READER = "领学"
    LECTURER = "主讲"
    SPEAKER = "研讨发言"
    PREACHER = "宣讲"
    EXCHANGE = "交流"


TALKS = (Role.LECTURER, Role.PREACHER)
"""The roles whose parts are talks, which have a title."""
