"""What a report template may name beside the figures: who writes, which year, next year's plan.

Each field says the name it goes by in a template and what it means; the template, its check and the manual all read
it here. Every value is already text: empty where there is nothing to say, so that `{% if 项.责任 %}` asks for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from typing import Any, get_args, get_type_hints


class Kind(Enum):
    """What a name in a template stands for, where it is no figure and no list."""

    TEXT = "文字"
    NUMBER = "数字"
    TRUTH = "判断"


Sort = Kind | Mapping[str, Any] | list[Any]
"""A kind, an object with the sorts of its parts, or a list with the one sort of its elements."""


def _named(name: str, meaning: str, **default: Any) -> Any:
    return field(metadata={"name": name, "meaning": meaning}, **default)


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
class Context:
    unit_name: str = _named("单位名称", "发文单位全称，也写进文件属性的作者和单位，如 江源县司法局")
    year: str = _named("年度", "总结的年份，如 2022")
    next_year: str = _named("下一年度", "计划的年份，如 2023")
    as_of: str = _named("截止日期", "全文数据统计到哪一天，如 2022年12月31日")
    dated: str = _named("成文日期", "落款的日期，如 2022年12月31日")
    recipient: str = _named("主送机关", "报告送给谁，不带冒号，如 中共江源县委政法委员会；不写就没有这一行", default="")
    plan: Plan = field(metadata={"name": "计划", "meaning": "下一年度计划"}, default_factory=Plan)


def values(record: Any) -> Any:
    """Return a record as a template sees it: a mapping by the names of its fields, lists for tuples."""
    if isinstance(record, tuple):
        return [values(each) for each in record]
    if not is_dataclass(record):
        return record
    return {each.metadata["name"]: values(getattr(record, each.name)) for each in fields(record)}


def sorts(record: Any) -> dict[str, Sort]:
    """Return what each name of a record stands for, without needing a record at hand."""
    hints = get_type_hints(record)
    return {each.metadata["name"]: _sort(hints[each.name]) for each in fields(record)}


def meanings(record: Any = Context, before: str = "") -> dict[str, str]:
    """Return every name with its meaning, for the manual and the list of placeholders: 计划.部分 and so on."""
    found: dict[str, str] = {}
    hints = get_type_hints(record)
    for each in fields(record):
        name = f"{before}{each.metadata['name']}"
        found[name] = each.metadata["meaning"]
        inner = next(iter(get_args(hints[each.name])), hints[each.name])
        if is_dataclass(inner):
            found |= meanings(inner, f"{name}.")
    return found


def _sort(hint: Any) -> Sort:
    if elements := get_args(hint):
        return [sorts(elements[0])]
    return sorts(hint) if is_dataclass(hint) else Kind.TEXT
