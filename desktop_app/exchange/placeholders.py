"""The language of placeholders (占位符): what `{{ 研讨发言.人次|余 }}` in a Word template means.

A figure is asked of the register by name, for a population when called with one, and worded by a filter; nothing else
can be said. A template comes from anywhere, so it is run in a sandbox that knows only these few words: no arithmetic,
no assignment, no attribute or function of Python, nothing that could make a page without end.

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
from desktop_app.core.wording import book_titles, chinese_number, enumerated, percent, quoted, wan, yu
from desktop_app.exchange.report import printable
from desktop_app.exchange.report_context import Kind

Lookup = Callable[[str, str, str | None], Figure]
"""lookup(subject, measure, population); UserError for a population nobody knows."""

LOOP: Final = {"index": Kind.NUMBER, "length": Kind.NUMBER, "first": Kind.TRUTH, "last": Kind.TRUTH}
"""What a template may ask of `loop` within a for."""

DEEPEST: Final = {nodes.For: 3, nodes.If: 20}
"""How many blocks may stand within each other: enough for any report, too few to run for ever."""

_THOUSAND: Final = 1000
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
    """周例会.次数 as it stands in a template; called with the name of a population it is that population's."""

    def __init__(self, lookup: Lookup, subject: str, measure: str, population: str | None = None) -> None:
        self.subject, self.measure, self.population = subject, measure, population
        self._lookup = lookup

    @property
    def figure(self) -> Figure:
        return self._lookup(self.subject, self.measure, self.population)

    def __call__(self, population: str) -> "Measured":
        return Measured(self._lookup, self.subject, self.measure, population)

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
    """A filter: which figures it suits, said in words for the one it does not, and how it words them."""

    suits: tuple[Shape, ...]
    suits_in_words: str
    word: Callable[[Figure], str]


def _wan(figure: Figure) -> str:
    """Below a thousand a number stays as it is: nobody writes 0.1万字 for 620."""
    value = figure.value or Fraction(0)
    return wan(value) if value >= _THOUSAND else decimal(value, 0)


WORDINGS: Final = {
    "万": Wording((Shape.COUNT, Shape.PER_HEAD), "数量和人均数", _wan),
    "余": Wording((Shape.COUNT,), "次数、人次这样的数量", lambda figure: yu(figure.numerator)),
    "汉字数": Wording((Shape.COUNT,), "次数、人次这样的数量", lambda figure: chinese_number(figure.numerator)),
    "百分比": Wording((Shape.RATE,), "比率", lambda figure: percent(figure.value or Fraction(0))),
    "书名号": Wording((Shape.TITLES,), "题目、片名这样的清单", lambda figure: book_titles(figure.titles)),
    "引号": Wording((Shape.TITLES,), "题目、片名这样的清单", lambda figure: quoted(figure.titles)),
    "顿号": Wording((Shape.TITLES,), "题目、片名这样的清单", lambda figure: enumerated(figure.titles)),
}

_SHAPES = {Shape.COUNT: "数量", Shape.PER_HEAD: "人均数", Shape.RATE: "比率", Shape.TITLES: "清单"}


def worded(figure: Figure, wording_name: str) -> str:
    """Return the figure as the filter words it, "" being no filter; UserError where the filter does not suit it."""
    if not wording_name:
        return figure.number
    wording = WORDINGS[wording_name]
    if figure.shape not in wording.suits:
        raise UserError(
            f"“{figure.name}”是{_SHAPES[figure.shape]}，不能写成“|{wording_name}”，"
            f"“{wording_name}”只用于{wording.suits_in_words}。"
        )
    is_nothing = figure.value is None or (figure.shape is Shape.TITLES and not figure.titles)
    return NOTHING if is_nothing else wording.word(figure)


@dataclass(frozen=True)
class Printed:
    """A figure on its way into the document."""

    figure: Figure
    population: str | None
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
        self.filters = {name: partial(_word, wording_name=name) for name in WORDINGS}
        self.globals, self.tests = {}, {}
        self.printed: list[Printed] = []

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
            value = Printed(value.figure, value.population, "", value.figure.number)
        if isinstance(value, Printed):
            self.printed.append(value)
            return f"{MARK_OPENS}{len(self.printed) - 1}{_MARK_CLOSES}{printable(value.text)}"
        return value if isinstance(value, Undefined) else printable(str(value))


def _word(value: Measured | int, wording_name: str) -> Printed | str:
    """Filter a figure, or the number of a loop: the check before lets nothing else through."""
    if isinstance(value, Measured):
        return Printed(value.figure, value.population, wording_name, worded(value.figure, wording_name))
    return worded(Figure("loop", "index", "", Shape.COUNT, Fraction(value)), wording_name)


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def _is_said(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Filter) and node.name not in WORDINGS:
        return False
    return type(node) in _SAID


def _depth(node: nodes.Node, kind: type[nodes.Node]) -> int:
    inner = max((_depth(child, kind) for child in node.iter_child_nodes()), default=0)
    return inner + isinstance(node, kind)
