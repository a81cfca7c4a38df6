"""What can be written into a report template: every placeholder with its meaning and what it says right now."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

from desktop_app.core.figure import Figure
from desktop_app.core.scope import Population, Scope
from desktop_app.exchange import yearend_report
from desktop_app.exchange.report_context import meanings, values
from desktop_app.metrics import register
from desktop_app.metrics.measures import MEASURES
from desktop_app.metrics.subjects import subjects
from desktop_app.records.subjects import in_words

_LISTS: Final = {
    "计划.部分": "{%p for 部分 in 计划.部分 %}\n{{ 部分.名称 }}\n{%p endfor %}",
    "计划.部分.项目": "{%p for 项 in 部分.项目 %}\n{{ 项.序号 }}.{{ 项.内容 }}\n{%p endfor %}",
}
"""How the lists of a report are written out."""
_WITHIN: Final = {"计划.部分.项目.": "项.", "计划.部分.": "部分."}
"""What an element of a list is called between its for and endfor."""


@dataclass(frozen=True)
class PlaceholderLine:
    """A placeholder: as it is copied into a template, what it says now, and by which rule.

    `conditions` says what the subject of a figure takes; `figure` is None for names that stand for no figure.
    """

    id: int
    name: str
    copied: str
    text: str
    rule: str
    conditions: str = ""
    figure: Figure | None = None


def lines(year: int, population: Population) -> list[PlaceholderLine]:
    """Return every placeholder with its value in the year's report, figures for the population."""
    scope = yearend_report.scope_of(year, None)
    number = count(1)
    return [*_figures(scope.of(population), number), *_names(year, scope, number)]


def copied(name: str, population: Population, wording: str = "") -> str:
    """Return a figure's placeholder; the report's own population is not named."""
    of_population = "" if population.is_all else f'("{population.text}")'
    return f"{{{{ {name}{of_population}{f'|{wording}' if wording else ''} }}}}"


def wordings(figure: Figure, population: Population) -> list[tuple[str, str]]:
    """Return the ways to word a figure: the placeholder and what it then says."""
    from desktop_app.exchange.placeholders import WORDINGS, worded  # noqa: PLC0415  loads Jinja

    suitable = [name for name, wording in WORDINGS.items() if figure.shape in wording.suits]
    return [(copied(figure.name, population, name), worded(figure, name)) for name in ("", *suitable)]


def _figures(scope: Scope, number: Iterator[int]) -> Iterator[PlaceholderLine]:
    found = register.figures(scope)
    for subject in subjects():
        conditions = in_words(subject.filter)
        for measure in MEASURES[subject.kind].values():
            figure = found[f"{subject.name}.{measure.name}"]
            placeholder = copied(figure.name, scope.population)
            yield PlaceholderLine(next(number), figure.name, placeholder, figure.text, measure.rule, conditions, figure)


def _names(year: int, scope: Scope, number: Iterator[int]) -> Iterator[PlaceholderLine]:
    said = values(yearend_report.context_of(year, scope))
    for name, meaning in meanings().items():
        within = next((before for before in _WITHIN if name.startswith(before)), "")
        short = f"{_WITHIN[within]}{name.removeprefix(within)}" if within else name
        text = said.get(name)
        if name in _LISTS or within or isinstance(text, str):
            placeholder = _LISTS.get(name, f"{{{{ {short} }}}}")
            yield PlaceholderLine(next(number), short, placeholder, text if isinstance(text, str) else "", meaning)
