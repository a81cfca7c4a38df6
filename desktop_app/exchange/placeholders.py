"""The language of placeholders (占位符): what `{{ 研讨发言.人次|余 }}` in a Word template means.

A figure is asked of the register by name, for a population or a span of time when called with one, and worded by a
filter; nothing else can be said. A template comes from anywhere, so it is run in a sandbox that knows only these few
words: no arithmetic, no assignment, no attribute or function of Python, nothing that could make a page without end.

Imports Jinja: the rest of the program imports this module only when a template is used.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial, total_ordering
from typing import Any, Final

from jinja2 import StrictUndefined, Template, TemplateError, Undefined, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

from desktop_app.core.errors import UserError
from desktop_app.core.figure import NOTHING, Figure, Shape
from desktop_app.core.number import decimal
from desktop_app.core.scope import LAST_YEAR, SPANS
from desktop_app.core.wording import (
    book_titles,
    chinese_number,
    enumerated,
    jin,
    percent,
    points,
    quoted,
    wan,
    yu,
)
from desktop_app.exchange.report import printable
from desktop_app.exchange.report_context import Kind

Lookup = Callable[[str, str, str | None, str], Figure]
"""lookup(subject, measure, population, span); UserError for a population nobody knows."""

LOOP: Final = {"index": Kind.NUMBER, "length": Kind.NUMBER, "first": Kind.TRUTH, "last": Kind.TRUTH}
"""What a template may ask of `loop` within a for."""

DEEPEST: Final = {nodes.For: 3, nodes.If: 20}
"""How many blocks may stand within each other: enough for any report, too few to run for ever."""

_THOUSAND: Final = 1000
_BESIDE: Final = "的"
"""Between 今年以来 and 上年同期 where both are asked."""
_LONGEST: Final = 3_000_000
"""Characters that a filling may print: more than any report, less than fills the memory."""
MARK_OPENS, _MARK_CLOSES = "\U0010ff00", "\U0010ff01"
MARK = re.compile(f"{MARK_OPENS}([0-9]+){_MARK_CLOSES}")
"""Stands before each figure in a filled document until its place is known; holds the figure's number in `printed`."""

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*')")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_FULL_WIDTH = str.maketrans("（）｜，。．＝＞＜！", "()|,..=><!")

_SAID = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Call, nodes.Filter,
    nodes.If, nodes.For, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
)  # fmt: skip
"""All that a template may be made of."""

HIDDEN = "模板里看不见的地方（图片说明、域代码等）有写错的占位符，请把那里的大括号删去。"


@total_ordering
class Measured:
    """周例会.次数 as it stands in a template; called with a population or a span of time it is of that one."""

    def __init__(
        self, lookup: Lookup, subject: str, measure: str, population: str | None = None, span: str = ""
    ) -> None:
        self.subject, self.measure, self.population, self.span = subject, measure, population, span
        self._lookup = lookup

    @property
    def figure(self) -> Figure:
        return self._lookup(self.subject, self.measure, self.population, self.span)

    @property
    def a_year_before(self) -> Figure:
        """The same on the same days of last year."""
        return self(LAST_YEAR).figure

    def __call__(self, *said: str) -> "Measured":
        population, spans = self.population, {*filter(None, self.span.split(_BESIDE))}
        for each in said:
            if each in SPANS:
                spans.add(each)
            else:
                population = each
        return Measured(self._lookup, self.subject, self.measure, population, _BESIDE.join(sorted(spans)))

    def __bool__(self) -> bool:
        return bool(self.figure.value)

    def __eq__(self, other: object) -> bool:
        return _exact(self) == _exact(other)

    def __hash__(self) -> int:
        return hash(_exact(self))

    def __lt__(self, other: object) -> bool:
        return _exact(self) < _exact(other)


def _exact(value: Any) -> Any:
    """Return what a figure is compared by; a rate of nobody compares as nothing, just as it is false in an if."""
    return value.figure.value or Fraction(0) if isinstance(value, Measured) else value


class Figures:
    """The register as a template sees it: known by name, each figure asked for once."""

    def __init__(self, lookup: Lookup, known: Mapping[str, Collection[str]]) -> None:
        self._lookup = cache(lookup)
        self.known = {subject: tuple(measures) for subject, measures in known.items()}

    def subjects(self) -> dict[str, dict[str, Measured]]:
        """Return every subject with its measures, none of them looked up yet."""
        return {
            subject: {measure: Measured(self._lookup, subject, measure) for measure in measures}
            for subject, measures in self.known.items()
        }


@dataclass(frozen=True)
class Wording:
    """A filter: which figures it suits, said in words for the one it does not, and how it words them.

    `word` is given the figure and, for one that `compares`, that of the same days of last year.
    """

    suits: tuple[Shape, ...]
    suits_in_words: str
    word: Callable[[Figure, Figure | None], str]
    compares: bool = False


def _wan(figure: Figure, _: Figure | None) -> str:
    """Below a thousand a number stays as it is: nobody writes 0.1万字 for 620."""
    value = figure.value or Fraction(0)
    return wan(value) if value >= _THOUSAND else decimal(value, 0)


def _points(figure: Figure, earlier: Figure | None) -> str:
    if earlier is None or earlier.value is None or figure.value is None:
        return NOTHING
    return points(figure.value, earlier.value)


_COUNTS: Final = ((Shape.COUNT,), "次数、人次这样的数量")
_LISTS: Final = ((Shape.TITLES,), "题目、片名这样的清单")
POINTS: Final = "百分点"
WORDINGS: Final = {
    "万": Wording((Shape.COUNT, Shape.PER_HEAD), "数量和人均数", _wan),
    "余": Wording(*_COUNTS, lambda figure, _: yu(figure.numerator)),
    "近": Wording(*_COUNTS, lambda figure, _: jin(figure.numerator)),
    "汉字数": Wording(*_COUNTS, lambda figure, _: chinese_number(figure.numerator)),
    "百分比": Wording((Shape.RATE,), "比率", lambda figure, _: percent(figure.value or Fraction(0))),
    POINTS: Wording((Shape.RATE,), "比率", _points, compares=True),
    "书名号": Wording(*_LISTS, lambda figure, _: book_titles(figure.titles)),
    "引号": Wording(*_LISTS, lambda figure, _: quoted(figure.titles)),
    "顿号": Wording(*_LISTS, lambda figure, _: enumerated(figure.titles)),
}
"""The filters of figures."""

OF_DAYS: Final[Mapping[str, Callable[[str], str]]] = {
    "日期": lambda day: day,
    "月日": lambda day: day.partition("年")[2] or day,
}
"""The filters of days, which stand as 2022年3月7日 in the context."""
OF_LISTS: Final = "条数"
"""The filter that says how many a list of the context holds."""
FILTERS: Final = (*WORDINGS, *OF_DAYS, OF_LISTS)

_SHAPES = {Shape.COUNT: "数量", Shape.PER_HEAD: "人均数", Shape.RATE: "比率", Shape.TITLES: "清单"}


def worded(figure: Figure, wording_name: str, earlier: Figure | None = None) -> str:
    """Return the figure as the filter words it, "" being no filter; UserError where the filter does not suit it.

    `earlier` is the figure of the same days of last year, for a filter that compares.
    """
    if not wording_name:
        return figure.number
    wording = WORDINGS[wording_name]
    if figure.shape not in wording.suits:
        raise UserError(
            f"“{figure.name}”是{_SHAPES[figure.shape]}，不能写成“|{wording_name}”，"
            f"“{wording_name}”只用于{wording.suits_in_words}。"
        )
    is_nothing = figure.value is None or (figure.shape is Shape.TITLES and not figure.titles)
    return NOTHING if is_nothing else wording.word(figure, earlier)


@dataclass(frozen=True)
class Printed:
    """A figure on its way into the document; `span` as in Measured."""

    figure: Figure
    population: str | None
    span: str
    wording: str
    text: str


def half_width(tag: str) -> str:
    """Return a tag with the punctuation that Chinese input and Word's autocorrection put there made plain.

    Text between quotes stays as it is: a unit's name may hold full-width brackets.
    """
    pieces = _QUOTED.split(tag.translate(_QUOTES))
    return "".join(piece if number % 2 else piece.translate(_FULL_WIDTH) for number, piece in enumerate(pieces))


class Sandbox(SandboxedEnvironment):
    """Jinja with all taken away but the language above; `printed` are the figures of one filling, in its order."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=self._print)
        self.filters = {name: partial(_word, wording_name=name) for name in FILTERS}
        self.globals, self.tests = {}, {}
        self.printed: list[Printed] = []
        self._length = 0

    def from_string(
        self,
        source: str | nodes.Template,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  Jinja's name
        template_class: type[Template] | None = None,
    ) -> Template:
        """Compile what was looked through node by node; UserError for anything that is no placeholder of ours."""
        try:
            tree = self.parse(_TAG.sub(lambda tag: half_width(tag[0]), str(source)))
            too_deep = any(_depth(tree, kind) > deepest for kind, deepest in DEEPEST.items())
            if too_deep or not all(_is_said(node) for node in _walk(tree)):
                raise UserError(HIDDEN)
            return super().from_string(tree, globals, template_class)
        except (TemplateError, RecursionError) as error:
            raise UserError(HIDDEN) from error

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return isinstance(obj, LoopContext) and attr in LOOP

    def is_safe_callable(self, obj: Any) -> bool:
        return isinstance(obj, Measured)

    def _print(self, value: Any) -> Any:
        if isinstance(value, Measured):
            value = Printed(value.figure, value.population, value.span, "", value.figure.number)
        text = printable(value.text if isinstance(value, Printed) else str(value))
        self._length += len(text)
        if self._length > _LONGEST:
            raise UserError("模板里的 for 一层套一层，写出来的文件会太长，请减少 for 里再套的 for。")
        if isinstance(value, Printed):
            self.printed.append(value)
            return f"{MARK_OPENS}{len(self.printed) - 1}{_MARK_CLOSES}{text}"
        return value if isinstance(value, Undefined) else text


def _word(value: Measured | int | str | list[Any], wording_name: str) -> Printed | str:
    """Filter a figure, a day, a list or the number of a loop: the check before lets nothing else through."""
    if isinstance(value, Measured):
        earlier = value.a_year_before if WORDINGS[wording_name].compares else None
        text = worded(value.figure, wording_name, earlier)
        return Printed(value.figure, value.population, value.span, wording_name, text)
    if isinstance(value, str):
        return OF_DAYS[wording_name](value)
    if isinstance(value, list):
        return str(len(value))
    return worded(Figure("loop", "index", "", Shape.COUNT, Fraction(value)), wording_name)


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def _is_said(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        return False
    return type(node) in _SAID


def _depth(node: nodes.Node, kind: type[nodes.Node]) -> int:
    inner = max((_depth(child, kind) for child in node.iter_child_nodes()), default=0)
    return inner + isinstance(node, kind)
