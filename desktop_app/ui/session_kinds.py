"""What the form of a session asks first, by its kind. Data alone: everything else stands under 更多.

Kinds are told by their uid, which stays when the clerk renames them; a kind of her own asks what most of them do.
"""

from collections.abc import Mapping

KINDS: Mapping[str, tuple[str, ...]] = {
    "周例会": ("topics", "lead", "readings"),
    "夜学": ("lead", "readings", "speakers"),
    "中心组学习": ("topics", "lead", "readings", "speakers"),
    "党课": ("lecture", "speakers"),
    "警示教育": ("films", "form", "speakers"),
    "先进事迹": ("films", "form", "speakers"),
    "研讨活动": ("speakers", "exchange", "readings"),
    "宣讲": ("talk", "outsiders"),
    "业务培训": ("lecture", "organiser", "outsiders"),
    "外出培训": ("organiser", "notice", "form", "report"),
    "任职培训": ("organiser", "notice", "form", "report"),
    "网络培训": ("organiser", "form"),
    "资格考试": ("exam", "organiser"),
    "支部党员大会": ("lead", "readings"),
    "支委会": ("lead", "readings"),
    "党小组会": ("lead", "readings"),
    "主题党日": ("lead", "readings", "films"),
    "我的岗位这样干": ("exchange", "speakers"),
    "我是干部我宣讲": ("talk", "outsiders"),
}
OTHERS = ("lead", "lecture", "readings", "films", "speakers")
_UID = "category-"


def first_groups(uid: str) -> tuple[str, ...]:
    """Return the groups of fields that come right after day, title, times and place."""
    return KINDS.get(uid.removeprefix(_UID), OTHERS)
