"""The verbs of the command line that write files: each returns what it wrote, and the ledger is open already."""

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period, known_year, parse_day
from desktop_app.core.scope import Scope
from desktop_app.records import exports

if TYPE_CHECKING:
    from desktop_app.exchange.output import Choice

ENDINGS: dict[str, tuple[str, ...]] = {
    "tally": (".pdf", ".xlsx", ".docx"), "sheet": (".pdf", ".xlsx", ".docx"), "workbook": (".xlsx",),
    "report": (".docx",), "yearend": (),
}  # fmt: skip
"""What the file of a verb may be; none where it is a folder."""


def check_endings(arguments: argparse.Namespace) -> None:
    """Refuse a name whose ending says another kind of file, before the ledger is opened."""
    if endings := ENDINGS[arguments.verb]:
        _check(arguments.out, endings)
    if proof := getattr(arguments, "proof", None):
        _check(proof, (".xlsx",))


def _check(path: Path, endings: Sequence[str]) -> None:
    if path.suffix.lower() not in endings:
        raise UserError(f"“{path.name}”的结尾应是 {' 或 '.join(endings)}。")


def _tally(arguments: argparse.Namespace, scope: Scope | None) -> list[Path]:
    del scope  # a month is asked for
    from desktop_app.exchange.output import Choice

    return _output("月度统计表", Choice(Period.parse_month(arguments.month)), arguments.out)


def _sheet(arguments: argparse.Namespace, scope: Scope | None) -> list[Path]:
    assert scope
    from desktop_app.exchange.output import Choice

    return _output(arguments.name, Choice(scope.period, scope.population), arguments.out)


def _workbook(arguments: argparse.Namespace, scope: Scope | None) -> list[Path]:
    del scope  # a year is asked for
    from desktop_app.exchange import workbook

    workbook.write(workbook.Order(known_year(arguments.year)), arguments.out)
    return [_logged(arguments.out)]


def _report(arguments: argparse.Namespace, scope: Scope | None) -> list[Path]:
    del scope
    from desktop_app.exchange import documents

    order = documents.of_year(known_year(arguments.year), _as_of(arguments), arguments.template)
    documents.write(order, arguments.out, arguments.proof)
    written = [_logged(arguments.out)]
    return [*written, _logged(arguments.proof)] if arguments.proof else written


def _yearend(arguments: argparse.Namespace, scope: Scope | None) -> list[Path]:
    """Write the whole set, or the one kept under a name."""
    del scope
    from desktop_app.exchange import yearend_set
    from desktop_app.ui.pdf_process import drawing

    order = yearend_set.order(
        known_year(arguments.year), _as_of(arguments), arguments.template, arguments.set, arguments.form
    )
    folder = yearend_set.write(order, arguments.out, drawing)
    return sorted(folder.iterdir())


VERBS: dict[str, Callable[[argparse.Namespace, Scope | None], list[Path]]] = {
    "tally": _tally, "sheet": _sheet, "workbook": _workbook, "report": _report, "yearend": _yearend,
}  # fmt: skip


def _output(name: str, choice: "Choice", path: Path) -> list[Path]:
    from desktop_app.exchange import outputs
    from desktop_app.ui.outputs import writing

    writing.write(outputs.named(name).reports(choice), path)
    return [_logged(path)]


def _logged(path: Path) -> Path:
    exports.log_file(path)
    return path


def _as_of(arguments: argparse.Namespace) -> date | None:
    return parse_day(arguments.as_of) if arguments.as_of else None
