"""The year-end workbook (年终台账): the sheets of the ledger book in their order, each a Report.

Rows are records; every total, mean and rate is a figure of the register.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from desktop_app.core.period import Period
from desktop_app.core.progress import Report as Listener
from desktop_app.core.progress import silent
from desktop_app.core.scope import EVERYBODY, Denominator, Scope
from desktop_app.exchange.report import Report
from desktop_app.exchange.yearbook import (
    beside,
    kept_rules,
    leave,
    ledgers,
    notes,
    people,
    plan,
    quotas,
    roster,
    series,
    studies,
    summary,
    topics,
)
from desktop_app.exchange.yearbook.year import Year
from desktop_app.records import settings

SHEETS: tuple[Callable[[Year], Sequence[Report]], ...] = (
    summary.summary,
    ledgers.ledgers,
    topics.topics,
    roster.roster,
    people.people,
    ledgers.by_session,
    leave.leave,
    beside.not_held,
    series.series,
    people.notes,
    notes.each_note,
    quotas.handed_in,
    studies.required_readings,
    people.hours,
    studies.trainings,
    studies.degrees_and_exams,
    plan.plan,
    plan.problems,
    summary.months,
    summary.rules,
    kept_rules.kept_rules,
    beside.attached,
)


def write(year: int, path: Path, as_of: date | None = None, report: Listener = silent) -> None:
    """Write the workbook of a year; figures and states as of the day where one is given."""
    from desktop_app.exchange import excel  # noqa: PLC0415  openpyxl is loaded only to write

    office = settings.current().office
    content = book(year, as_of, report)
    excel.write_book(content, path, office, office)


def book(year: int, as_of: date | None = None, report: Listener = silent) -> list[Report]:
    """Return the sheets of a year in their order."""
    period = Period.year(year).until(as_of)
    said = settings.current()
    context = Year(Scope(period, EVERYBODY, Denominator(said.denominator), as_of), said.office)
    sheets: list[Report] = []
    for done, make in enumerate(SHEETS):
        report(done, len(SHEETS))
        sheets += make(context)
    return sheets


def file_name(year: int) -> str:
    """Return the name the workbook is offered to be saved under, without its ending."""
    return f"{year}年干部学习培训台账"
