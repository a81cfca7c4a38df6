"""The year-end report (年终总结与计划) and its proof sheet (核对表), which lists every figure that stands in it.

The template is the clerk's; figures come from the register as of one day, next year's plan from its items.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.atomic import writing
from desktop_app.core.errors import UserError
from desktop_app.core.figure import Figure
from desktop_app.core.number import decimal
from desktop_app.core.period import Period, day_text
from desktop_app.core.scope import ALL, Denominator, Population, Scope
from desktop_app.exchange.report import Align, Column, Report, Row, Table
from desktop_app.exchange.report_context import Context, Plan, PlanLine, PlanPart
from desktop_app.metrics import register
from desktop_app.metrics.plan import Progress
from desktop_app.records import ledger, plans, settings, stamp

if TYPE_CHECKING:
    from desktop_app.exchange import placeholders, template

TEMPLATE = ledger.RESOURCES / "templates" / "年终总结与计划.docx"


def write(
    year: int, path: Path, as_of: date | None = None, template: Path | None = None, proof: Path | None = None
) -> None:
    """Write the report of a year as of a day (the year's end by default) and, where asked for, its proof sheet.

    UserError that lists every mistake of the template before anything is written.
    """
    from desktop_app.exchange import template as word_template  # noqa: PLC0415  loads docxtpl, 0.2 s

    scope = scope_of(year, as_of)
    if template and path.resolve() == template.resolve():
        raise UserError(f"总结不能写到模板“{template.name}”自己上面，请换一个文件名。")
    filled = word_template.render(template or TEMPLATE, context_of(year, scope), figures_in(scope))
    with writing(path) as temporary:
        temporary.write_bytes(filled.document)
        if proof:  # before the report takes its place: a proof sheet that cannot be written leaves neither
            from desktop_app.exchange import excel  # noqa: PLC0415  loads openpyxl

            office = settings.current().office
            excel.write(proof_sheet(scope, filled.uses), proof, office, office)


@dataclass(frozen=True)
class Checked:
    """What a template comes to: sentences of what must be put right first, or else the figures of the document."""

    scope: Scope
    problems: tuple[str, ...]
    uses: "tuple[template.Use, ...]" = ()


def check(year: int, as_of: date | None = None, template: Path | None = None) -> Checked:
    """Return what the report would hold, without writing it; UserError where the template is no Word document."""
    from desktop_app.exchange import template as word_template  # noqa: PLC0415

    scope = scope_of(year, as_of)
    path, figures = template or TEMPLATE, figures_in(scope)
    if problems := word_template.check(path, figures):
        return Checked(scope, problems)
    return Checked(scope, (), word_template.render(path, context_of(year, scope), figures).uses)


def figures_in(scope: Scope) -> "placeholders.Figures":
    """Return the register as a template sees it; all figures of a population are asked for at once."""
    from desktop_app.exchange import placeholders  # noqa: PLC0415  loads Jinja

    @cache
    def of_population(name: str) -> register.Figures:
        return register.figures(scope.of(Population.parse(name)))

    def lookup(subject: str, measure: str, population: str | None) -> Figure:
        return of_population(population or ALL)[f"{subject}.{measure}"]

    return placeholders.Figures(lookup, register.names())


def scope_of(year: int, as_of: date | None) -> Scope:
    """Return the one scope of a whole report: 今年以来 and 截至 are the same days throughout."""
    day = as_of or date(year, 12, 31)
    if day.year != year:
        raise UserError(f"截至日期{day_text(day)}不在{year}年。")
    return Scope(Period.year_to(day), denominator=Denominator(settings.current().denominator), as_of=day)


def proof_sheet(scope: Scope, uses: "Sequence[template.Use]") -> Report:
    """Return the 核对表: each figure of the document, where it stands, its rule, scope and number of records."""
    columns = (
        Column("序号", 2.5, Align.CENTER), Column("所在位置", 12), Column("文中写作", 8), Column("取数名称", 9),
        Column("数值", 5, Align.RIGHT), Column("分子", 4, Align.RIGHT), Column("分母", 4, Align.RIGHT),
        Column("口径", 5), Column("算法", 18), Column("记录数", 3.5, Align.RIGHT),
    )  # fmt: skip
    rows = [
        Row(
            (
                number, use.place, use.text, use.figure.name + (f"|{use.wording}" if use.wording else ""), use.figure,
                *_parts(use.figure), use.population or ALL, register.named(use.figure.name)[1].rule,
                use.figure.records,
            )
        )
        for number, use in enumerate(uses, start=1)
    ]  # fmt: skip
    return Report(
        f"{scope.period.first.year}年终总结数据核对表",
        (f"统计期间：{scope.text}", f"人均的分母：{scope.denominator}"),
        (Table("", columns, tuple(rows), "报告里没有数字"),),
        signature=("核对人：", "核对日期：　　　年　　月　　日"),
        notes=("报告里每一个取自台账的数字都在此列出；在程序的“报表”页双击同名数字，可看到逐条记录。",),
        sideways=True,
        sheet_name="核对表",
        stamp=stamp.printed(),
    )


def _parts(figure: Figure) -> tuple[str, str]:
    """Numerator and denominator of what was divided; a count has none."""
    if figure.denominator == 1 and figure.value == figure.numerator:
        return "", ""
    return decimal(figure.numerator), decimal(figure.denominator)


def context_of(year: int, scope: Scope) -> Context:
    """Return what the report names beside its figures."""
    said = settings.current()
    day = scope.period.last
    return Context(
        unit_name=said.office or "（请在设置里填写单位名称）",
        year=str(year),
        next_year=str(year + 1),
        as_of=day_text(day),
        dated=day_text(day),
        recipient=said.recipient,
        plan=Plan(_plan_parts(plans.progress(year + 1, date(year + 1, 1, 1)))),
    )


def _plan_parts(items: Sequence[Progress]) -> tuple[PlanPart, ...]:
    parts: dict[str, list[PlanLine]] = {}
    for item in items:
        of_part = parts.setdefault(item.part, [])
        of_part.append(
            PlanLine(
                number=str(len(of_part) + 1),
                content=item.content,
                audience=item.audience,
                form=item.form,
                time=_time(item),
                target=_target(item),
                responsible=item.responsible,
            )
        )
    return tuple(PlanPart(name, tuple(lines)) for name, lines in parts.items())


def _time(item: Progress) -> str:
    if item.months:
        return "、".join(f"{month}月" for month in item.months)
    return f"{item.deadline.month}月{item.deadline.day}日前" if item.deadline else ""


def _target(item: Progress) -> str:
    if item.target is None:
        return ""
    measure = item.figure_name.partition(".")[2]
    before = f"{item.population}人均" if measure.startswith("人均") else ""
    unit = item.target_unit or (item.done.unit if item.done else "")
    return f"{before}{decimal(item.target)}{unit}"


def file_name(year: int) -> str:
    """Return the name the report is offered to be saved under, without its ending."""
    return f"{year}年干部教育培训工作总结及{year + 1}年计划"
