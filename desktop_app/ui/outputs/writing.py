"""Reports as files of each kind; what writes them is loaded when it is needed, beside the screen."""

from collections.abc import Sequence
from pathlib import Path

from desktop_app.core.progress import Report as Listener
from desktop_app.core.progress import silent
from desktop_app.exchange.masking import Masking, masked
from desktop_app.exchange.report import Report
from desktop_app.records import settings


def write(reports: Sequence[Report], path: Path, listener: Listener = silent) -> None:
    """Write the reports as what the ending of the path says."""
    del listener  # a moment's work
    _write(reports, path, settings.current().office)


def write_masked(reports: Sequence[Report], masking: Masking, path: Path, listener: Listener) -> None:
    """Write a copy for outsiders; the file does not say whose it is."""
    del listener
    copy = masked(reports, masking)
    if path.suffix.lower() == ".pdf":
        _write(copy, path, "")
        return
    from desktop_app.exchange.masked_word import nameless  # noqa: PLC0415

    with nameless(path) as place:
        _write(copy, place, "")


def _write(reports: Sequence[Report], path: Path, office: str) -> None:
    match path.suffix.lower():
        case ".pdf":
            from desktop_app.ui import paper  # noqa: PLC0415

            paper.write_pdf(reports, path, is_dated=bool(office))
        case ".xlsx":
            from desktop_app.exchange import excel  # noqa: PLC0415

            excel.write_book(reports, path, office, office)
        case _:
            from desktop_app.exchange import word  # noqa: PLC0415

            word.write(reports, path, office)
