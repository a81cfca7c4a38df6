"""Finds placeholders by what people say: 开了几次夜学 leads to 夜学.次数, 谁没交 to 未交名单.

A small table of everyday words; beside it counts what a line is called and what its rule says. Nothing is guessed from
elsewhere: the first lines are those that most of what was typed speaks of.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, Protocol, TypeVar

from desktop_app.core.collation import plain, split_list

MEASURES: Final[Sequence[tuple[str, tuple[str, ...]]]] = (
    (r"人均.{0,6}字|每人.{0,6}字|平均.{0,6}字", ("人均字数",)),
    (r"人均.{0,6}篇|每人.{0,6}篇|平均.{0,6}篇", ("人均篇数",)),
    (r"人均.{0,6}(学时|小时|课时)|每人.{0,6}(学时|小时)", ("人均学时",)),
    (r"多少字|几万字|几个字|写了.{0,4}字", ("字数", "人均字数")),
    (r"多少篇|几篇|篇数|交了多少", ("篇数", "篇目数")),
    (r"出勤率|到会率|到课率|参训率|参学率|到得齐", ("实到率",)),
    (r"应到|应该来|该来", ("应到人次",)),
    (r"多少人次|几人次|来了.{0,3}人|参加.{0,6}人|到了.{0,3}人|去了.{0,3}人|派了.{0,3}人", ("人次", "人数")),
    (r"多少人|几个人|几人|多少名|哪些人", ("人数", "人次")),
    (r"多少次|几次|几回|次数|多少场|几场|几期|多少期|几节|搞了|办了|开了|开展了", ("次数",)),
    (r"几天|多少天", ("天数", "人天数")),
    (r"学时|课时|小时|多长时间", ("学时", "人学时", "人均学时")),
    (r"片子|什么片|看了什么|哪些片|电影|影片|观看", ("片名",)),
    (r"学了什么|读了什么|学了哪些|读了哪些|什么文章|哪些文章|篇目", ("篇目",)),
    (r"讲了什么|讲的什么|讲了哪些|什么课", ("讲题", "题目")),
    (r"什么题目|哪些题目|什么主题|题目", ("题目", "讲题")),
    (r"谁讲|谁主讲|主讲人|谁上的课|谁上课", ("主讲",)),
    (r"第一议题|议题", ("议题",)),
    (r"发言|发了言|谁说", ("发言人次", "人次")),
    (r"领学", ("领学人次",)),
    (r"签了|审签率|签字率", ("审签率", "已签")),
    (r"没签|没审|未审|待审|等着签", ("未审数",)),
    (r"退回|打回", ("退回数",)),
    (r"没登记|没录|漏登|漏录|未登记|还没记", ("未登记场数",)),
    (r"合格|及格", ("合格人次", "合格率")),
    (r"通过|考过|过线", ("通过人数", "通过率", "合格人次")),
    (r"报考|报名", ("报考人数",)),
    (r"达标|够学时|学时够", ("达标人数", "达标率")),
    (r"整改了|改了多少|改完", ("已整改数", "整改率")),
    (r"超期|过期", ("超期数",)),
    (r"毕业", ("毕业人数",)),
    (r"完成了多少|完成率|完成得", ("完成率", "完成数")),
)
"""What is said, and the measures it asks for, the likeliest first."""

SUBJECTS: Final[Sequence[tuple[str, tuple[str, ...]]]] = (
    (r"例会|周会|开会|会议", ("周例会",)),
    (r"夜读|夜校|晚上学|夜里学|夜学", ("夜学",)),
    (r"心得|体会", ("心得体会",)),
    (r"读书笔记|笔记", ("学习笔记", "全部笔记")),
    (r"写了|人均写|交了", ("学习笔记", "心得体会", "全部笔记")),
    (r"书记.{0,4}(党课|讲课|讲)", ("支部书记讲党课",)),
    (r"(党组|班子).{0,4}(党课|讲课|讲)", ("党组成员讲党课",)),
    (r"党课|讲课", ("支部书记讲党课", "党组成员讲党课")),
    (r"警示", ("警示教育", "警示教育大会")),
    (r"片子|什么片|电影|影片", ("警示教育", "先进事迹")),
    (r"先进|典型|榜样", ("先进事迹",)),
    (r"发言|研讨|讨论", ("研讨发言",)),
    (r"外出|出去|外派|出差学|去外面|省外|派出", ("外出培训",)),
    (r"业务课|业务学|业务培训", ("业务培训",)),
    (r"法考|司考|法律职业", ("法考",)),
    (r"考试|考了", ("资格考试", "法考")),
    (r"学历|在读|读研|读本科|毕业", ("学历提升", "学历")),
    (r"问题|整改", ("问题整改",)),
    (r"必学|必读|规定篇目", ("必学篇目",)),
    (r"岗位这样干", ("我的岗位这样干",)),
    (r"宣讲", ("我是干部我宣讲",)),
    (r"中心组", ("中心组学习",)),
    (r"计划.{0,4}完成|完成.{0,4}计划", ("年度计划",)),
    (r"全局多少人|有多少干部|多少干部|在岗|在编|在册", ("在岗",)),
    (r"达标|够学时|学时够", ("学时达标",)),
    (r"一共|总共|全部活动|所有活动", ("全部活动",)),
)
"""What is said, and the subjects it speaks of."""

NAMES: Final[Sequence[tuple[str, tuple[str, ...]]]] = (
    (r"没交|没有交|未交|欠交|没写|谁欠|不交|催交", ("未交名单",)),
    (r"没签|没审|未审|待审|等着签", ("待审笔记",)),
    (r"没登记|没录|漏登|漏录|未登记", ("未登记活动",)),
    (r"滞后|落后|没跟上|没完成|哪些计划|拖了|慢了", ("滞后计划",)),
    (r"今年的?计划|本年计划|计划.{0,4}怎么样|计划进度", ("本年计划",)),
    (r"明年|下一年|下年|来年", ("计划.部分", "计划.部分.项目", "下一年度")),
    (r"党课|讲课|谁讲|讲题", ("讲课",)),
    (r"各单位|每个单位|各所|哪个单位|各股室|按单位", ("单位情况",)),
    (r"截至|截止|到哪天|到哪一天|统计到", ("截止日期",)),
    (r"落款|署名|成文|哪天写", ("成文日期", "单位名称")),
    (r"单位名|单位叫|我局|全称", ("单位名称",)),
    (r"主送|送给谁|报给谁|抬头", ("主送机关",)),
    (r"附件", ("附件说明",)),
    (r"哪一年|哪年|年份|年度", ("年度", "下一年度")),
    (r"统计期间|哪段时间|期间|季度", ("期间",)),
)
"""What is said, and the names beside the figures that it asks for."""

_FILLERS: Final = re.compile(
    r"一共|总共|我们|今年|本年|全年|这个|那个|什么|哪些|多少|怎么|有没有|没有|几个?|了|的|吗|呢|是|有|谁|在|都|人均|请|把"
)
_NAMED, _SAID, _FIRST, _LATER, _LIKELY = 40, 12, 12, 7, 2
_LEAST_SHARE: Final = 0.45
"""How much of the best line's weight a line must have to be listed."""


class Line(Protocol):
    """A placeholder; `says` is all that is written of it, `list_name` its name as it is looked up."""

    @property
    def name(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def conditions(self) -> str: ...


Found = TypeVar("Found", bound=Line)


def ranked(lines: Sequence[Found], said: str) -> list[Found]:
    """Return the lines that fit what was typed, the likeliest first; all of them where nothing was."""
    text = plain(said)
    if not text:
        return list(lines)
    asked = _Asked(text, [plain(word) for word in split_list(said)])
    weighed = [(asked.weight(line), line) for line in lines]
    best = max((weight for weight, _ in weighed), default=0)
    found = [(weight, line) for weight, line in weighed if weight and weight >= best * _LEAST_SHARE]
    return [line for _, line in sorted(found, key=lambda pair: -pair[0])]


class _Asked:
    """What was typed, taken apart once for all the lines."""

    def __init__(self, text: str, words: Sequence[str]) -> None:
        self._words = words
        self._measures = _hints(MEASURES, text)
        self._subjects = _hints(SUBJECTS, text)
        self._names = _hints(NAMES, text)
        self._text = text
        self._pairs = {left + right for left, right in pairwise(_FILLERS.sub("", text))}

    def weight(self, line: Line) -> float:
        subject, _, measure = line.name.partition(".")
        written = plain(f"{line.name}{line.rule}{line.conditions}")
        weight = self._names.get(line.name, 0) * 1.5 + self._measures.get(measure, 0)
        weight += self._subjects.get(subject, 0) if measure else 0
        weight += sum(_SAID for each in (subject, measure) if len(each) > 1 and each in self._text)
        if all(word in plain(line.name) for word in self._words):
            weight += _NAMED
        elif all(word in written for word in self._words):
            weight += _SAID
        if weight and subject.startswith("全部"):
            weight += _LIKELY if not self._subjects else 0
        return weight + sum(pair in written for pair in self._pairs) * (1 if weight else 0.5)


def _hints(table: Iterable[tuple[str, tuple[str, ...]]], text: str) -> dict[str, float]:
    """Return the weight of everything that what was said asks for."""
    found: dict[str, float] = {}
    for pattern, names in table:
        if re.search(pattern, text):
            for number, name in enumerate(names):
                found[name] = max(found.get(name, 0), _LATER if number or found else _FIRST)
    return found
