"""What one placeholder means, found out before anything is written: names, populations and filters are all looked up.

Whatever is wrong becomes a sentence that names it and the nearest thing that would be right.
"""

from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from jinja2 import nodes

from desktop_app.core.errors import UserError
from desktop_app.core.figure import Shape
from desktop_app.core.scope import SPANS
from desktop_app.exchange.placeholders import FILTERS, OF_DAYS, OF_LISTS, WORDINGS, Figures, Measured, worded
from desktop_app.exchange.report_context import Kind, Sort

_LIKENESS = 0.4
_COMPARED = ({Kind.NUMBER}, {Kind.TEXT})
Meaning = Sort | Measured | None
"""None where a problem was said already."""


class Subject(dict[str, Measured]):
    """A subject with its measures."""


Names = ChainMap[str, Any]


def names_of(figures: Figures, sorts: Mapping[str, Sort]) -> Names:
    """Return all that a template may name; a value of the report goes before a subject of the same name."""
    return ChainMap({}, dict(sorts), {name: Subject(measures) for name, measures in figures.subjects().items()})


class Meanings:
    """Reads parsed expressions; `say` takes each problem's sentence."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say

    def printed(self, node: nodes.Node, names: Names) -> None:
        """Check an expression that is to be printed."""
        if isinstance(node, nodes.CondExpr):
            self.asked(node.test, names)
            if node.expr2 is None:
                return self._problem("这里的 if 缺少 else，请写成“甲 if 条件 else 乙”。")
            self.printed(node.expr1, names)
            return self.printed(node.expr2, names)
        match self.of(node, names):
            case Subject() as subject:
                name, measure = _text(node), next(iter(subject), "指标")
                self._say(f"“{name}”是统计项，后面要写指标，例如“{name}.{measure}”。")
            case list():
                self._say(f"“{_text(node)}”是一份清单，要用 for 逐条写出；只写有几条，写成“{_text(node)}|{OF_LISTS}”。")
            case Mapping() as record:
                self._say(f"“{_text(node)}”后面还要写一个点和名称，可用：{'、'.join(record)}。")
            case Kind.TRUTH:
                self._say("判断只能放在 if 后面，不能写出来。")
        return None

    def asked(self, node: nodes.Node, names: Names) -> None:
        """Check the condition of an if."""
        match node:
            case nodes.And() | nodes.Or():
                self.asked(node.left, names)
                self.asked(node.right, names)
            case nodes.Not():
                self.asked(node.node, names)
            case nodes.Compare():
                self._compare(node, names)
            case _:
                if isinstance(self.of(node, names), Subject):
                    self._say(f"“{_text(node)}”是统计项，后面要写指标，例如“{_text(node)}.次数”。")

    def looped(self, node: nodes.Node, names: Names) -> Sort | None:
        """Return the sort of the elements of what a for goes through; None where it is no list."""
        match self.of(node, names):
            case [element]:
                return element
            case None:
                return None
            case Measured() as measured if measured.figure.shape is Shape.TITLES:
                return self._problem(f"“{_text(node)}”不用 for，直接写“{{{{ {_text(node)}|书名号 }}}}”就是全部。")
        return self._problem(f"“{_text(node)}”不是清单，不能用在 for 里，清单有：{'、'.join(_lists(names))}。")

    def of(self, node: nodes.Node, names: Names) -> Meaning:  # noqa: PLR0911  one line for each kind of node
        match node:
            case nodes.Const(value=bool() | None):
                return Kind.TRUTH
            case nodes.Const(value=value):
                return Kind.TEXT if isinstance(value, str) else Kind.NUMBER
            case nodes.Name(name=name):
                return names[name] if name in names else self._unknown_name(name, names)
            case nodes.Getattr():
                return self._looked_up(self._member(node, names))
            case nodes.Call():
                return self._looked_up(self._called(node, names))
            case nodes.Filter():
                return self._filtered(node, names)
            case nodes.And() | nodes.Or() | nodes.Not() | nodes.Compare():
                self.asked(node, names)
                return Kind.TRUTH
        return self._problem("占位符里只能写名称、口径和写法（如“|万”），不能做运算或取其中的一部分。")

    def _member(self, node: nodes.Getattr, names: Names) -> Meaning:
        owner = self.of(node.node, names)
        if isinstance(owner, Mapping):
            return owner[node.attr] if node.attr in owner else self._unknown_member(node, owner)
        if isinstance(owner, list):
            name = _text(node.node)
            self._say(f"“{name}”是一份清单，请在“{{%p for 项 in {name} %}}”和“{{%p endfor %}}”之间写“项.{node.attr}”。")
        elif owner is not None:
            self._say(f"“{_text(node.node)}”后面不能再写“.{node.attr}”。")
        return None

    def _called(self, node: nodes.Call, names: Names) -> Measured | None:
        callee = self._member(node.node, names) if isinstance(node.node, nodes.Getattr) else None
        said = [each.value for each in node.args if isinstance(each, nodes.Const) and isinstance(each.value, str)]
        if isinstance(callee, Measured) and said and len(said) == len(node.args) and not node.kwargs:
            populations = [each for each in said if each not in SPANS]
            if len(populations) <= 1:
                return callee(*said)
        if callee is not None or not isinstance(node.node, nodes.Getattr):
            self._say(
                f"括号里只能写一个口径或{'、'.join(SPANS)}，并加引号，"
                '例如“心得体会.人均篇数("局机关")”“夜学.次数("上年同期")”。'
            )
        return None

    def _filtered(self, node: nodes.Filter, names: Names) -> Meaning:
        if node.name not in FILTERS:
            return self._problem(
                f"没有“|{node.name}”这种写法{_nearest(node.name, FILTERS)}；可用：{'、'.join(FILTERS)}。"
            )
        if isinstance(node.node, nodes.Filter) or node.args or node.kwargs:
            return self._problem(f"“|{node.name}”前后只能有一个名称，不能再加别的写法。")
        inner = node.node
        if inner is None:
            return self._problem(f"“|{node.name}”前面缺少名称。")
        meaning = self.of(inner, names)
        if meaning is not None:
            self._suits(node.name, inner, meaning)
        return Kind.TEXT

    def _suits(self, name: str, inner: nodes.Node, meaning: Sort | Measured) -> None:
        """Say where a filter does not suit what stands before it."""
        match meaning:
            case Measured():
                if name in WORDINGS:
                    self._try(lambda: worded(meaning.figure, name))
                else:
                    what = "日期" if name in OF_DAYS else "清单"
                    self._say(f"“{_text(inner)}”是统计指标，不能写成“|{name}”，“{name}”只用于{what}。")
            case Kind.DAY if name in OF_DAYS:
                return
            case list() if name == OF_LISTS:
                return
            case Kind.NUMBER if name == "汉字数":
                return
            case Kind.DAY:
                self._say(f"“{_text(inner)}”是日期，不能写成“|{name}”，日期可用：{'、'.join(OF_DAYS)}。")
            case list():
                self._say(f"“{_text(inner)}”是一份清单，不能写成“|{name}”，清单可用：{OF_LISTS}。")
            case _:
                self._say(f"“{_text(inner)}”不是统计指标，不能写成“|{name}”。")

    def _compare(self, node: nodes.Compare, names: Names) -> None:
        sides = [self.of(side, names) for side in (node.expr, *(operand.expr for operand in node.ops))]
        if any(operand.op in ("in", "notin") for operand in node.ops):
            self._say("条件里只能用 ==、!=、>、>=、<、<=、and、or、not。")
        elif None not in sides and {_comparable(side) for side in sides} not in _COMPARED:
            self._say("条件两边不能比较：数字只能和数字比，文字只能和加引号的文字比。")

    def _looked_up(self, meaning: Meaning) -> Meaning:
        """Ask the register now, so that a population nobody knows is found before anything is written."""
        if isinstance(meaning, Measured) and not self._try(lambda: meaning.figure):
            return None
        return meaning

    def _try(self, ask: Callable[[], object]) -> bool:
        try:
            ask()
        except UserError as error:
            self._say(str(error))
            return False
        return True

    def _unknown_name(self, name: str, names: Names) -> None:
        figures = (f"{subject}.{measure}" for subject in names for measure in _parts(names[subject]))
        self._say(f"没有“{name}”这个名称{_nearest(name, [*names, *figures])}。")

    def _unknown_member(self, node: nodes.Getattr, owner: Mapping[str, Any]) -> None:
        what = "指标" if isinstance(owner, Subject) else "名称"
        close = _nearest(node.attr, owner)
        self._say(f"“{_text(node.node)}”没有“{node.attr}”这个{what}{close}；可用：{'、'.join(owner)}。")

    def _problem(self, sentence: str) -> None:
        self._say(sentence)


def _nearest(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), n=3, cutoff=_LIKENESS)
    return f"，最接近的是{'、'.join(f'“{each}”' for each in close)}" if close else ""


def _parts(meaning: Any) -> Iterable[str]:
    return meaning if isinstance(meaning, Mapping) else ()


def _lists(names: Names) -> list[str]:
    """Return the lists that can be gone through here, those within a record as 计划.部分."""
    found: list[str] = []
    for name, sort in names.items():
        if isinstance(sort, list):
            found.append(name)
        elif isinstance(sort, Mapping) and not isinstance(sort, Subject):
            found += [f"{name}.{each}" for each, inner in sort.items() if isinstance(inner, list)]
    return found


def _comparable(meaning: Meaning) -> Kind | None:
    """Return what a value is compared as; None for what cannot be compared with anything of use."""
    if isinstance(meaning, Measured):
        return Kind.NUMBER
    if meaning is Kind.DAY:
        return Kind.TEXT
    return meaning if isinstance(meaning, Kind) else None


def _text(node: nodes.Node) -> str:
    """Return a name as the clerk wrote it."""
    match node:
        case nodes.Name(name=name):
            return name
        case nodes.Getattr(node=owner, attr=attr):
            return f"{_text(owner)}.{attr}"
        case nodes.Call(node=callee):
            return _text(callee)
        case nodes.Const(value=value):
            return str(value)
    return "这里"
