"""An output as it is shown: made, laid out and its links placed and named, all beside the screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.scope import Asked
from desktop_app.exchange.output import Choice, Output
from desktop_app.exchange.report import Cell, Link, Place, Report, Row, Sourced, Table, links, worded
from desktop_app.records import session_list
from desktop_app.ui.outputs.page_places import Links
from desktop_app.ui.paper import Paper

AT_FIRST, MORE = 6, 15
"""So many reports of a long document are laid out before it is seen, and so many at a time after that."""
_MISSING, _NOTHING = "未登记：", "无"
"""How a face begins to say which sessions are not recorded yet, and how it ends where there are none."""


@dataclass(frozen=True)
class Sheet:
    """`missing` is what its face says of sessions not recorded; empty where all are, or where it does not count any.

    Of a long document the first reports come first, so that they can be seen; further() goes on with the others.
    """

    output: Output
    choice: Choice
    reports: Sequence[Report]
    paper: Paper
    links: Mapping[Place, Link]
    placed: Links
    pages: int
    missing: str
    is_bare: bool
    """Whether nothing stands on it that was ever recorded, for there is no session in the ledger yet."""

    @property
    def is_whole(self) -> bool:
        return self.paper.is_whole

    @property
    def title(self) -> str:
        """What its files are offered to be called, and the log names it."""
        return self.output.file_name(self.choice)

    @property
    def counted(self) -> Period:
        """The days that its figures reach back to: those of a month's tally to New Year."""
        asked = [link.scope.period for link in self.links.values() if isinstance(link, Asked)]
        own = self.choice.period
        return Period(min(each.first for each in (own, *asked) if each.last == own.last), own.last)


def made(output: Output, choice: Choice, refusal: str) -> Sheet:
    """Make an output; UserError where the choice cannot be read."""
    if refusal:
        raise UserError(refusal)
    reports = output.reports(choice)
    return _sheet(output, choice, reports, Paper(reports, AT_FIRST))


def further(sheet: Sheet) -> Sheet:
    """Lay out more of a long document; its links are placed once it is whole."""
    paper = sheet.paper.grown(MORE)
    return _sheet(sheet.output, sheet.choice, sheet.reports, paper) if paper.is_whole else replace(sheet, paper=paper)


def _sheet(output: Output, choice: Choice, reports: Sequence[Report], paper: Paper) -> Sheet:
    found = links(reports[: paper.first])
    texts = {place: said(reports, place, link) for place, link in found.items()}
    missing = next((fact for each in reports for fact in each.facts if _says_missing(fact)), "")
    is_bare = not found and not session_list.keys(session_list.Wanted())
    pages = paper.pages(paper.layout())
    return Sheet(output, choice, reports, paper, found, Links.of(paper, texts), pages, missing, is_bare)


def _says_missing(fact: str) -> bool:
    return fact.startswith(_MISSING) and not fact.endswith(_NOTHING)


def said(reports: Sequence[Report], place: Place, link: Link) -> str:
    """Return what a cell is: 夜学 本月次数：4次，看记录; 2022-03-07 夜学，打开."""
    report, number, row_number, at = place
    table = reports[report].tables[number]
    row = table.rows[row_number]
    if not isinstance(link, Asked):
        return f"{_record(row)}，打开"
    cell = row.cells[at]
    assert isinstance(cell, Sourced)
    return f"{_named(table, row, at, cell)}：{cell.figure.text}，看记录"


def _named(table: Table, row: Row, at: int, cell: Sourced) -> str:
    """Return the figure's name as it stands on the paper: its row and its column; in a form the name it is asked by."""
    column = table.columns[sum(row.spans[:at]) if row.spans else at]
    if not table.is_headed or not column.title:
        return f"{cell.figure.subject} {cell.figure.measure}"
    label = next((worded(each) for each in row.cells[:at] if isinstance(each, str) and each), cell.figure.subject)
    return f"{label} {column.group}{column.title}"


def _record(row: Row) -> str:
    """Return the first two words of a row that say what it is: a running number does not."""
    words = [worded(cell) for cell in row.cells if _tells(cell)]
    return " ".join(words[:2])


def _tells(cell: Cell) -> bool:
    return isinstance(cell, date) or (isinstance(cell, str) and bool(cell) and not cell.isdecimal())
