"""What is said of people and units: kinds, party membership, leadership roles."""

from enum import StrEnum

Person = tuple[str, str]
"""How a file names somebody: name and distinction (区分)."""


class UnitKind(StrEnum):
    """单位性质. The bureau's own sections are 局机关 or 股室; 外单位 stands outside the system."""

    BUREAU = "局机关"
    SECTION = "股室"
    OFFICE = "司法所"
    OUTSIDE = "外单位"


PARTY_STATUSES = ("中共党员", "中共预备党员", "共青团员", "民主党派", "群众")
PARTY_MEMBERS = ("中共党员", "中共预备党员")
GENDERS = ("男", "女")
STAFF_KINDS = ("公务员", "参公", "事业", "工勤", "辅助")
LEADERSHIP = ("党组书记", "党组成员", "支部书记", "支部委员", "班子成员", "中层")
