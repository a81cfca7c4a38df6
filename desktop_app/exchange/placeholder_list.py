"""What can be written into a template: every placeholder with its meaning and what it says right now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Final

from desktop_app.core.figure import Figure, Shape
from desktop_app.core.scope import LAST_YEAR, Population, Scope
from desktop_app.exchange import document_context
from desktop_app.exchange.report_context import meanings, values
from desktop_app.metrics import register
from desktop_app.metrics.measures import MEASURES
from desktop_app.metrics.subjects import subjects
from desktop_app.records.subjects import in_words

ELEMENTS: Final = {
    "计划.部分.项目": ("项", "部分.项目"),
    "计划.部分": ("部分", "计划.部分"),
    "本年计划": ("条", "本年计划"),
    "滞后计划": ("条", "滞后计划"),
    "未交名单": ("人", "未交名单"),
    "欠交人员": ("人", "欠交人员"),
    "待审笔记": ("篇", "待审笔记"),
    "未登记活动": ("场", "未登记活动"),
    "讲课": ("讲", "讲课"),
    "单位情况": ("行", "单位情况"),
}
"""The lists of a document: what an element is called between its for and endfor, and how the list is named there."""
_SHOWN: Final = {
    "计划.部分.项目": "{{ 项.序号 }}.{{ 项.内容 }}",
    "计划.部分": "{{ 部分.名称 }}",
    "本年计划": "{{ 条.序号 }}.{{ 条.内容 }}，目标{{ 条.目标 }}，已完成{{ 条.已完成 }}",
    "滞后计划": "{{ 条.序号 }}.{{ 条.内容 }}，应完成{{ 条.应完成 }}，已完成{{ 条.已完成 }}",
    "未交名单": "{{ 人.姓名 }}（{{ 人.单位 }}）：{{ 人.类别 }}，欠交{{ 人.欠交 }}",
    "欠交人员": "{{ 人.姓名 }}（{{ 人.单位 }}）欠交{{ 人.份数 }}份",
    "待审笔记": "{{ 篇.姓名 }}：{{ 篇.类别 }}，{{ 篇.提交日期|月日 }}提交，已{{ 篇.天数 }}天",
    "未登记活动": "{{ 场.日期|月日 }}{{ 场.类型 }}",
    "讲课": "{{ 讲.日期|月日 }}{{ 讲.身份 }}{{ 讲.主讲 }}：《{{ 讲.题目 }}》",
    "单位情况": "{{ 行.单位 }}：参训{{ 行.参训人次 }}人次，实到率{{ 行.实到率 }}",
}
"""What is copied between for and endfor, to be rewritten."""


@dataclass(frozen=True)
class PlaceholderLine:
    """A placeholder: as it is copied into a template, what it says now, and by which rule.

    `conditions` says what the subject of a figure takes, or between which lines the name of a list's element stands;
    `figure` is None for names that stand for no figure, `earlier` is it on the same days of last year.
    """

    id: int
    name: str
    copied: str
    text: str
    rule: str
    conditions: str = ""
    figure: Figure | None = None
    earlier: Figure | None = None
    is_list: bool = False


def lines(scope: Scope) -> list[PlaceholderLine]:
    """Return every placeholder with its value in a document of the scope, figures for its population."""
    found = [*_figures(scope), *_names(scope)]
    return [replace(line, id=number) for line, number in zip(found, count(1), strict=False)]


def copied(name: str, population: Population, wording: str = "", span: str = "") -> str:
    """Return a figure's placeholder; the document's own population and span are not named."""
    said = "，".join(f'"{each}"' for each in ("" if population.is_all else population.text, span) if each)
    return f"{{{{ {name}{f'({said})' if said else ''}{f'|{wording}' if wording else ''} }}}}".replace("，", ", ")


def ways(line: PlaceholderLine, population: Population) -> list[tuple[str, str]]:
    """Return the ways to write a placeholder: as it is copied, and what it then says."""
    if line.is_list:
        name = ELEMENTS[line.name][1]
        counted = f"{{{{ {name}|条数 }}}}"
        asked = f"{{% if {name} %}}有{{% else %}}没有{{% endif %}}"
        return [(line.copied, line.text), (counted, line.text.removesuffix("条")), (asked, _is_there(line))]
    return wordings(line, population) if line.figure else [(line.copied, line.text)]


def wordings(line: PlaceholderLine, population: Population) -> list[tuple[str, str]]:
    """Return the ways to word a figure, and to ask for last year's and for a zero."""
    from desktop_app.exchange.placeholders import WORDINGS, worded  # noqa: PLC0415  loads Jinja

    figure = line.figure
    if figure is None:
        return []
    suitable = [name for name, wording in WORDINGS.items() if figure.shape in wording.suits]
    found = [(copied(figure.name, population, name), worded(figure, name, line.earlier)) for name in ("", *suitable)]
    if line.earlier and figure.shape is not Shape.TITLES:
        found.append((copied(figure.name, population, span=LAST_YEAR), worded(line.earlier, "")))
    if figure.shape in (Shape.COUNT, Shape.TITLES):
        plain, said = found[0]
        asked = plain.removeprefix("{{ ").removesuffix(" }}")
        zero = f"{{% if {asked} %}}{plain}{figure.unit}{{% else %}}未开展{{% endif %}}"
        found.append((zero, f"{said}{figure.unit}" if figure.value else "未开展"))
    return found


def _figures(scope: Scope) -> Iterator[PlaceholderLine]:
    found, earlier = register.figures(scope), register.figures(scope.over(LAST_YEAR))
    for subject in subjects():
        conditions = in_words(subject.filter)
        for measure in MEASURES[subject.kind].values():
            figure = found[f"{subject.name}.{measure.name}"]
            placeholder = copied(figure.name, scope.population)
            yield PlaceholderLine(
                0, figure.name, placeholder, figure.text, measure.rule, conditions, figure, earlier[figure.name]
            )


def _names(scope: Scope) -> Iterator[PlaceholderLine]:
    """Yield the names beside the figures: lists with the lines that write them out, and what an element holds."""
    said = values(document_context.context_of(scope))
    seen: set[str] = set()
    for name, meaning in meanings().items():
        within = next((of for of in ELEMENTS if name.startswith(f"{of}.")), "")
        if name in ELEMENTS:
            yield PlaceholderLine(0, name, _written_out(name), _how_many(said, name), meaning, is_list=True)
        elif within:
            short = f"{ELEMENTS[within][0]}{name.removeprefix(within)}"
            if short not in seen:
                seen.add(short)
                yield PlaceholderLine(0, short, f"{{{{ {short} }}}}", "", meaning, f"写在{_opening(within)}之后")
        elif isinstance(text := said.get(name), str):
            yield PlaceholderLine(0, name, f"{{{{ {name} }}}}", text, meaning)


def _opening(name: str) -> str:
    element, list_name = ELEMENTS[name]
    return f"{{%p for {element} in {list_name} %}}"


def _written_out(name: str) -> str:
    return f"{_opening(name)}\n{_SHOWN[name]}\n{{%p endfor %}}"


def _how_many(said: Mapping[str, Any], name: str) -> str:
    """Say how many a list holds; of one within each element of another that depends on which."""
    found: Any = said
    for part in name.split("."):
        if not isinstance(found, Mapping):
            return ""
        found = found[part]
    return f"{len(found)}条"


def _is_there(line: PlaceholderLine) -> str:
    return "" if not line.text else "没有" if line.text == "0条" else "有"
