"""Documents (公文) of a period from a Word template: the yearly report, a plan, a briefing note, a quarter's 通报.

The templates are the program's or the clerk's own; figures come from the register as of one day, one scope for a whole
document, and a proof sheet lists every one of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop_app.core.atomic import writing
from desktop_app.core.errors import UserError
from desktop_app.core.figure import Figure
from desktop_app.core.period import Period, day_text
from desktop_app.core.scope import ALL, Denominator, Population, Scope
from desktop_app.core.subject import SubjectKind
from desktop_app.exchange import filling, frozen, output, proof_sheet
from desktop_app.exchange.document_context import context_of
from desktop_app.exchange.filled import Filled
from desktop_app.exchange.report import Report
from desktop_app.exchange.report_context import values
from desktop_app.metrics import register
from desktop_app.metrics.subjects import first_names, subjects
from desktop_app.records import ledger, plans, settings

if TYPE_CHECKING:
    from desktop_app.exchange.masking import Masking

FOLDER: Final = ledger.RESOURCES / "templates"
"""Where the program's own templates lie."""


class Span(Enum):
    """Which period a document is about."""

    YEAR = "年"
    HALF = "半年"
    QUARTER = "季度"
    MONTH = "月"


@dataclass(frozen=True)
class Document:
    """A template by its name; `about` says in a sentence what it is for, `span` what period it is made for."""

    name: str
    about: str
    span: Span
    path: Path
    is_own: bool = False


def _shipped(name: str, about: str, span: Span) -> Document:
    return Document(name, about, span, FOLDER / f"{name}.docx")


REPORT: Final = _shipped("年终总结与计划", "全年教育培训工作的总结，后半是下一年度的计划", Span.YEAR)
PLAN: Final = _shipped("年度教育培训计划", "下一年度的教育培训计划，单独成文", Span.YEAR)
BUILT_IN: Final = (
    REPORT,
    PLAN,
    _shipped("工作提示", "一页纸：学习开展到哪里、谁欠交笔记、哪些计划滞后", Span.MONTH),
    _shipped("季度学习通报", "一个季度的学习情况通报，附各单位情况表", Span.QUARTER),
)


@dataclass(frozen=True)
class Order:
    """A document as it is asked for; as of a day of its period, the last one by default.

    `attachment` names what goes with it (附件说明); `corrects` is the release (报出) that it takes the place of.
    """

    template: Path
    period: Period
    as_of: date | None = None
    attachment: str = ""
    corrects: int | None = None

    @property
    def scope(self) -> Scope:
        """The one scope of the whole document: 今年以来 and 截至 are the same days throughout."""
        day = self.as_of or self.period.last
        if day not in self.period:
            raise UserError(f"截至日期{day_text(day)}不在{self.period.text}。")
        return Scope(self.period.until(day), denominator=Denominator(settings.current().denominator), as_of=day)


@dataclass(frozen=True)
class Checked:
    """What an order comes to: sentences of what must be put right first, or else the document and its figures.

    `notices` are what she should look at before she sends it.
    """

    order: Order
    scope: Scope
    filled: Filled
    notices: tuple[str, ...]

    @property
    def problems(self) -> tuple[str, ...]:
        return self.filled.problems

    def proof(self) -> list[Report]:
        """Return the proof sheet and, behind it, the records."""
        return proof_sheet.reports(title_of(self.order), self.scope, self.filled.uses, self.notices)


def of_year(year: int, as_of: date | None = None, template: Path | None = None) -> Order:
    """Return the order of a year's report."""
    return Order(template or REPORT.path, Period.year(year), as_of)


def check(order: Order) -> Checked:
    """Return what a document would hold, without writing it; UserError where the template is no Word document."""
    scope = order.scope
    figures = _Figures(scope)
    answers = filling.Answers(
        figures.names(),
        lambda names, asked: _said(order, figures.expect(asked), names),
        figures.answer,
    )
    filled = filling.fill(order.template, answers)
    if order.corrects is not None and not filled.problems:
        from desktop_app.exchange.paragraphs import marked_title  # noqa: PLC0415  loads python-docx

        filled = replace(filled, document=marked_title(filled.document, frozen.CORRECTED))
    notices = (*filled.notices, *figures.notices(), *_unplanned(order)) if not filled.problems else ()
    return Checked(order, scope, filled, notices)


def write(order: Order, path: Path, proof: Path | None = None) -> Checked:
    """Write a document and, where asked for, its proof sheet; return what it holds.

    UserError that lists every mistake of the template before anything is written.
    """
    checked = _whole(order, path)
    with writing(path) as temporary:
        temporary.write_bytes(checked.filled.document)
        if proof:  # before the document takes its place: a proof sheet that cannot be written leaves neither
            from desktop_app.exchange import excel  # noqa: PLC0415  loads openpyxl

            if path.exists():
                path.open("rb+").close()  # open elsewhere: said while the old proof sheet is still there
            office = settings.current().office
            excel.write_book(checked.proof(), proof, office, office)
    return checked


def write_masked(order: Order, masking: "Masking", path: Path) -> None:
    """Write a copy for outsiders (脱敏); UserError as of write()."""
    from desktop_app.exchange.masked_word import masked_document  # noqa: PLC0415

    masked = masked_document(_whole(order, path).filled.document, masking)
    with writing(path) as temporary:
        temporary.write_bytes(masked)


def _whole(order: Order, path: Path) -> Checked:
    """Return an order that can be written to the path; UserError where it cannot."""
    if path.resolve() == order.template.resolve():
        raise UserError(f"公文不能写到模板“{order.template.name}”自己上面，请换一个文件名。")
    checked = check(order)
    if checked.problems:
        listed = "\n".join(f"{number}. {problem}" for number, problem in enumerate(checked.problems, start=1))
        raise UserError(f"模板“{order.template.name}”有 {len(checked.problems)} 处要先改好：\n{listed}")
    return checked


def title_of(order: Order) -> str:
    """Return what a document is called: as a file, without its ending, on its proof sheet and among the releases."""
    year, name = order.period.last.year, order.template.stem.removeprefix(Span.QUARTER.value)
    known = {REPORT.path: f"{year}年干部教育培训工作总结及{year + 1}年计划", PLAN.path: f"{year + 1}{PLAN.name}"}
    mark = "" if order.corrects is None else frozen.CORRECTED
    return f"{known.get(order.template, f'{order.period.text}{name}')}{mark}"


def proof_name(path: Path) -> Path:
    """Return where the proof sheet of a document is written: beside it."""
    return path.with_name(f"{path.stem}（核对表）.xlsx")


class _Figures:
    """The register as a document asks it: all that stand in it of one population and span at once."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._expected: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._renamed = first_names()
        self._of = cache(self._ask)

    def names(self) -> dict[str, tuple[str, ...]]:
        """Return every subject with its measures, built-in ones also by the name they came with."""
        known = register.names()
        return known | {first: known[name] for first, name in self._renamed.items()}

    def expect(self, asked: Iterable[Sequence[str]]) -> Scope:
        """Take note of what will be asked of which population and span; return the scope it will be asked in."""
        for name, population, span in asked:
            self._expected[population or ALL, span].add(self._present(name))
        self._expected[ALL, ""] |= set(self._held())
        return self._scope

    def answer(self, subject: str, measure: str, population: str | None, span: str) -> Figure:
        name = self._present(f"{subject}.{measure}")
        return self._of(population or ALL, span).get(name) or register.figure(name, self._scope_of(population, span))

    def notices(self) -> list[str]:
        """Say what is missing from the records themselves."""
        found: list[str] = []
        if not any(self._of(ALL, "")[name].records for name in self._held()):
            found.append(f"{self._scope.period.text}没有登记任何活动和心得笔记，文中的数字都是零，请看期间选得对不对。")
        if output.unrecorded(self._scope.period):
            found.append(f"{output.unrecorded_said(self._scope.period)}。")
        return found

    def _present(self, name: str) -> str:
        subject, dot, measure = name.partition(".")
        return f"{self._renamed.get(subject, subject)}{dot}{measure}"

    def _held(self) -> list[str]:
        """Return the figures that say whether anything was recorded at all."""
        counted = {SubjectKind.SESSIONS: "次数", SubjectKind.NOTES: "篇数"}
        return [f"{each.name}.{counted[each.kind]}" for each in subjects() if each.kind in counted]

    def _ask(self, population: str, span: str) -> register.Figures:
        return register.figures(self._scope_of(population, span), self._expected[population, span])

    def _scope_of(self, population: str | None, span: str) -> Scope:
        return self._scope.over(span).of(Population.parse(population or ALL))


def _unplanned(order: Order) -> list[str]:
    """Say that there is nothing yet to put into a plan."""
    year = order.period.last.year + 1
    if order.template != PLAN.path or plans.parts(year):
        return []
    return [f"{year}年度计划还没有项目，附表是空的，请先在“计划”里编好再写出。"]


def _said(order: Order, scope: Scope, names: list[str]) -> dict[str, object]:
    said = values(context_of(scope, order.attachment, names))
    return {name: said[name] for name in names}
