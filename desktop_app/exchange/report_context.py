"""What a template may name beside the figures: who writes, which days it is about, plans, lists of people and lectures.

Each field says the name it goes by in a template and what it means; the template, its check and the page of names all
read it here. Every value is already text: empty where there is nothing to say, so that `{% if 项.责任 %}` asks for it;
of a list `{% if 未交名单 %}` asks whether it holds anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from typing import Any, get_args, get_type_hints


class Kind(Enum):
    """What a name in a template stands for, where it is no figure and no list."""

    TEXT = "文字"
    DAY = "日期"
    NUMBER = "数字"
    TRUTH = "判断"


Sort = Kind | Mapping[str, Any] | list[Any]
"""A kind, an object with the sorts of its parts, or a list with the one sort of its elements."""


def _named(name: str, meaning: str, kind: Kind = Kind.TEXT, **default: Any) -> Any:
    return field(metadata={"name": name, "meaning": meaning, "kind": kind}, **default)


@dataclass(frozen=True)
class PlanLine:
    """One item of next year's plan."""

    number: str = _named("序号", "在本部分里的序号，如 1")
    content: str = _named("内容", "要办的事，句末不带标点，如 每周一晚夜学")
    audience: str = _named("对象", "面向谁，如 全体干部", default="")
    form: str = _named("形式", "怎样办，如 集中、视频", default="")
    time: str = _named("时间", "何时，接在“安排在”后面，如 3月、9月，或 6月30日前", default="")
    target: str = _named("目标", "多少，接在“年度目标为”后面，如 46次、全系统人均4篇", default="")
    responsible: str = _named("责任", "由谁负责，如 政工科", default="")


@dataclass(frozen=True)
class PlanPart:
    """A part of next year's plan, such as 政治理论学习."""

    name: str = _named("名称", "这一部分的名称，如 政治理论学习")
    items: tuple[PlanLine, ...] = _named("项目", "这一部分的计划项目，用 for 逐条写出")


@dataclass(frozen=True)
class Plan:
    parts: tuple[PlanPart, ...] = _named(
        "部分", "下一年度计划的各部分，用 for 逐条写出；没有下一年度计划时是空的", default=()
    )


@dataclass(frozen=True)
class PlanStanding:
    """One item of this year's plan as it stands on the as-of day."""

    number: str = _named("序号", "从 1 起的序号")
    part: str = _named("部分", "属于计划的哪一部分，如 政治理论学习")
    content: str = _named("内容", "要办的事，如 每周一晚夜学")
    target: str = _named("目标", "年度目标，如 46次；不计量的是空的", default="")
    expected: str = _named("应完成", "截至统计日应完成多少，如 30次", default="")
    done: str = _named("已完成", "截至统计日已完成多少，如 28次", default="")
    behind: str = _named("差额", "比应完成的少多少，如 2次；没有少的是空的", default="")
    state: str = _named("状态", "正常、滞后、完成、未完成、未到期等", default="")
    responsible: str = _named("责任", "由谁负责，如 政工科", default="")


@dataclass(frozen=True)
class Owed:
    """Who has not handed in what was due by the as-of day."""

    number: str = _named("序号", "从 1 起的序号")
    name: str = _named("姓名", "欠交的人，同名的带区分，如 王伟（法制股）")
    unit: str = _named("单位", "所在单位，如 办公室")
    kind: str = _named("类别", "哪一期的哪一种，如 2022年3月学习笔记")
    due: str = _named("应交", "应交多少，如 1篇 或 10000字")
    handed_in: str = _named("已交", "已交多少，如 0篇")
    lacking: str = _named("欠交", "还欠多少，如 1篇")


@dataclass(frozen=True)
class Ower:
    """Somebody who stands in the list of what was not handed in, once for all."""

    number: str = _named("序号", "从 1 起的序号")
    name: str = _named("姓名", "欠交的人，同名的带区分，如 王伟（法制股）")
    unit: str = _named("单位", "所在单位，如 办公室")
    owed: str = _named("份数", "欠交几份，如 3")


@dataclass(frozen=True)
class UnsignedNote:
    """A note that waits for its review on the as-of day."""

    number: str = _named("序号", "从 1 起的序号")
    name: str = _named("姓名", "写的人")
    unit: str = _named("单位", "所在单位")
    kind: str = _named("类别", "心得体会、学习笔记等")
    title: str = _named("题目", "篇名，没有写篇名的是空的")
    handed_in: str = _named("提交日期", "如 2022年3月7日", Kind.DAY)
    days: str = _named("天数", "到统计日已经等了多少天，如 14")


@dataclass(frozen=True)
class Unrecorded:
    """A session of the period that is due and not recorded."""

    number: str = _named("序号", "从 1 起的序号")
    day: str = _named("日期", "如 2022年3月7日", Kind.DAY)
    category: str = _named("类型", "活动类型，如 夜学")
    title: str = _named("题目", "活动题目，没有的是空的")


@dataclass(frozen=True)
class Lecture:
    """A party lecture of the period: its title and who gave it."""

    number: str = _named("序号", "从 1 起的序号")
    day: str = _named("日期", "如 2022年3月7日", Kind.DAY)
    category: str = _named("类型", "活动类型，如 党课")
    title: str = _named("题目", "讲的题目，没有写讲题的是活动题目")
    lecturer: str = _named("主讲", "讲的人；请外面的人讲、没有登记主讲人的是空的")
    role: str = _named("身份", "主讲人讲课那天的身份，如 支部书记、党组成员")


@dataclass(frozen=True)
class UnitStanding:
    """How a unit stands in the period."""

    number: str = _named("序号", "从 1 起的序号")
    unit: str = _named("单位", "单位名称")
    in_post: str = _named("在岗", "期末在岗人数，如 6")
    attended: str = _named("参训人次", "参加各类活动的人次，如 212")
    hours: str = _named("人学时", "参加各类活动的人学时，如 430")
    rate: str = _named("实到率", "如 96.3%")
    notes: str = _named("笔记篇数", "上交的心得笔记篇数，如 40")
    words_each: str = _named("人均字数", "上交的心得笔记人均字数，如 10640")


@dataclass(frozen=True)
class Context:
    unit_name: str = _named("单位名称", "发文单位全称，也写进文件属性的作者和单位，如 江源县司法局")
    year: str = _named("年度", "统计期间所在的年份，如 2022")
    next_year: str = _named("下一年度", "下一年的年份，如 2023")
    period: str = _named("期间", "统计期间，如 2022年、2022年第三季度、2022年3月")
    as_of: str = _named("截止日期", "全文数据统计到哪一天，如 2022年12月31日", Kind.DAY)
    dated: str = _named("成文日期", "落款的日期，如 2022年12月31日", Kind.DAY)
    recipient: str = _named("主送机关", "送给谁，不带冒号，如 中共江源县委政法委员会；不写就没有这一行", default="")
    attachment: str = _named("附件说明", "附件的名称，如 2023年度教育培训计划表；没有附件的是空的", default="")
    plan: Plan = field(metadata={"name": "计划", "meaning": "下一年度计划"}, default_factory=Plan)
    standing: tuple[PlanStanding, ...] = _named("本年计划", "本年计划各项截至统计日的情况", default=())
    behind: tuple[PlanStanding, ...] = _named("滞后计划", "本年计划里滞后和到期未完成的各项", default=())
    owed: tuple[Owed, ...] = _named("未交名单", "截至统计日，期内到期还没有交齐心得笔记的人，一人一期一行", default=())
    owers: tuple[Ower, ...] = _named("欠交人员", "未交名单上的人，一人一行，欠得多的在前", default=())
    unsigned: tuple[UnsignedNote, ...] = _named("待审笔记", "期内上交、截至统计日还没有审签的各篇", default=())
    unrecorded: tuple[Unrecorded, ...] = _named("未登记活动", "期内到期而未登记的活动，各项数字都不含这些", default=())
    lectures: tuple[Lecture, ...] = _named("讲课", "期内的党课，一讲一行，按日期先后", default=())
    units: tuple[UnitStanding, ...] = _named("单位情况", "各单位期内的情况，一个单位一行", default=())


def values(record: Any) -> Any:
    """Return a record as a template sees it: a mapping by the names of its fields, lists for tuples."""
    if isinstance(record, tuple):
        return [values(each) for each in record]
    if not is_dataclass(record):
        return record
    return {each.metadata["name"]: values(getattr(record, each.name)) for each in fields(record)}


def names_of_fields() -> dict[str, str]:
    """Return the name in a template of each field of the context."""
    return {each.name: each.metadata["name"] for each in fields(Context)}


def sorts(record: Any) -> dict[str, Sort]:
    """Return what each name of a record stands for, without needing a record at hand."""
    hints = get_type_hints(record)
    return {each.metadata["name"]: _sort(hints[each.name], each.metadata.get("kind")) for each in fields(record)}


def meanings(record: Any = Context, before: str = "") -> dict[str, str]:
    """Return every name with its meaning, for the page of names and the check: 计划.部分 and so on."""
    found: dict[str, str] = {}
    hints = get_type_hints(record)
    for each in fields(record):
        name = f"{before}{each.metadata['name']}"
        found[name] = each.metadata["meaning"]
        inner = next(iter(get_args(hints[each.name])), hints[each.name])
        if is_dataclass(inner):
            found |= meanings(inner, f"{name}.")
    return found


def _sort(hint: Any, kind: Kind | None) -> Sort:
    if elements := get_args(hint):
        return [sorts(elements[0])]
    return sorts(hint) if is_dataclass(hint) else kind or Kind.TEXT
