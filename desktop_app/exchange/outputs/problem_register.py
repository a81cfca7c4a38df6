"""问题整改台账: the problems found in a period as they stand on its last day, with their counts on its face."""

from dataclasses import replace
from datetime import date

from desktop_app.core.period import day_text
from desktop_app.core.subject import SubjectKind
from desktop_app.exchange.output import Ask, Choice, Output, facts, signature
from desktop_app.exchange.outputs.asking import figures_table
from desktop_app.exchange.report import Report
from desktop_app.exchange.yearbook.plan import TOTALS, problems_table
from desktop_app.metrics import evidence
from desktop_app.metrics.subjects import of_list
from desktop_app.records import problems, settings, stamp
from desktop_app.records.problems import Wanted


def sheet(choice: Choice) -> Report:
    """Return the problems that the figures of the period count."""
    scope, office, subject = choice.scope, settings.current(), of_list(SubjectKind.PROBLEMS)
    last = min(scope.period.last, date.today())
    counted = {line.id for line in evidence.records(f"{subject}.{TOTALS[0]}", scope)}
    found = [row for row in problems.listed(Wanted(), last) if row.id in counted]
    summary = figures_table("一、合计", scope, SubjectKind.PROBLEMS, subject, TOTALS)
    listed = replace(problems_table(found, last), title="二、台账", empty="这一期间没有登记问题")
    return Report(
        f"{office.office}问题整改台账", (*facts(choice, counts=False), f"整改情况截至：{day_text(last)}"),
        (summary, listed), signature=signature(),
        notes=("问题按发现日期归入期间，超期的在前，已整改的在后。",),
        sideways=True, sheet_name="问题整改台账", stamp=stamp.printed(),
    )  # fmt: skip


def _file_name(choice: Choice) -> str:
    return f"{choice.period.text}问题整改台账{choice.population.in_brackets}"


OUTPUT = Output(
    "问题整改台账", "登记", "一个期间发现的问题和整改情况，超期的在前",
    frozenset({Ask.PERIOD, Ask.POPULATION}), lambda choice: [sheet(choice)], _file_name,
)  # fmt: skip
