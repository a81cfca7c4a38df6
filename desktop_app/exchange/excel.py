"""Reports as Excel workbooks, one sheet each, ready to print.

Cells hold values; where one is a formula its value stands in the file beside it: a formula alone shows nothing in
previews and in the protected view of WPS until it is calculated. Import this module only where a workbook is written:
openpyxl is slow to load.
"""

import re
from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_APP

from desktop_app.core.atomic import writing
from desktop_app.core.progress import Report as Listener
from desktop_app.core.progress import part, silent
from desktop_app.exchange import excel_looks as looks
from desktop_app.exchange.book import Book
from desktop_app.exchange.excel_details import DetailRows
from desktop_app.exchange.excel_extras import Extras
from desktop_app.exchange.excel_sheet import FilledSheet
from desktop_app.exchange.office_file import extended_properties
from desktop_app.exchange.report import Report, printable

_LONGEST_TAB: Final = 31
_PACKED: Final = 4
"""How hard the file is packed: 6, as a rule, takes twice as long for a tenth less of it."""
_FORBIDDEN_IN_TAB = re.compile(r"[\[\]:*?/\\]")
_FORMULA = re.compile(rb'(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f>)(?:<v\s*/>|<v></v>)')
_END_OF_ROWS: Final = b"</sheetData>"


def write_book(reports: Sequence[Report], path: Path, author: str = "", company: str = "") -> None:
    """Write one sheet per report; `author` and `company` are the office's, for the properties of the file."""
    write_whole(Book(tuple(reports)), path, (author, company))


def write_whole(whole: Book, path: Path, office: tuple[str, str], report: Listener = silent) -> None:
    """Write a book with all that it has beside its reports; `office` is author and company."""
    author, company = office
    coming = sum(details.count for details in whole.details.values())
    report, rest = part(report, 0, 50 if coming else 100), part(report, 50, 100)
    book = Workbook()
    book.remove(book.worksheets[0])
    # the first font of a book: column widths are counted in its digits
    first = Font(name=looks.SONG, size=looks.BODY_SIZE)
    book._fonts[0] = first  # noqa: SLF001  # pyright: ignore[reportAttributeAccessIssue]
    for style in looks.styles():
        book.add_named_style(style)
    sheets: dict[str, FilledSheet] = {}
    streams: dict[str, DetailRows] = {}
    for done, (content, tab) in enumerate(zip(whole.reports, _tabs(whole.reports), strict=True)):
        report(done, len(whole.reports))
        filled = FilledSheet(book.create_sheet(tab), content, author)
        details = whole.details.get(tab)
        filled.fill(details.watched(rest) if details else None)
        if filled.details:
            streams[tab] = DetailRows(filled.sheet, content.tables[-1], filled.details, filled.rows_at)
        sheets[tab] = filled
    extras = Extras(whole, sheets)
    extras.add()
    book.properties.creator = book.properties.lastModifiedBy = author
    book.properties.language, book.properties.title = "zh-CN", whole.reports[0].title
    parts = {
        f"xl/worksheets/sheet{number}.xml": (extras.values(tab), streams.get(tab))
        for number, tab in enumerate(sheets, start=1)
    }
    with writing(path) as temporary, _Package(temporary, company, parts) as package:
        ExcelWriter(book, package).write_data()


class _Package(ZipFile):
    """The file as a zip: the company among its properties in place of openpyxl's own name, and sheets made whole.

    `parts` are the sheets by their names in the zip: the values of their formulas by address, and the rows to come.
    """

    def __init__(self, path: Path, company: str, parts: Mapping[str, tuple[dict[str, str], DetailRows | None]]) -> None:
        super().__init__(path, "w", ZIP_DEFLATED, compresslevel=_PACKED)
        self._properties = extended_properties("Microsoft Excel", company)
        self._parts = parts

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **kwargs: Any) -> None:
        replaced = self._properties if zinfo_or_arcname == ARC_APP else data
        super().writestr(zinfo_or_arcname, replaced, *args, **kwargs)

    def write(self, filename: str | PathLike[str], arcname: Any = None, *args: Any, **kwargs: Any) -> None:
        values, stream = self._parts.get(str(arcname), ({}, None))
        if not values and not stream:
            super().write(filename, arcname, *args, **kwargs)
            return
        sheet = _calculated(Path(filename).read_bytes(), values)
        with self.open(str(arcname), "w") as written:
            at = _place_of(stream, sheet) if stream else 0
            written.write(sheet[:at])
            for chunk in stream.chunks() if stream else ():
                written.write(chunk)
            written.write(sheet[at:])


def _place_of(stream: DetailRows, sheet: bytes) -> int:
    """Return where the rows belong in the sheet: before the first row below them, else behind all others."""
    at = sheet.find(f'<row r="{stream.next_row}"'.encode())
    return at if at >= 0 else sheet.index(_END_OF_ROWS)


def _calculated(sheet: bytes, values: Mapping[str, str]) -> bytes:
    """Return the sheet with the value of each formula beside it."""
    return _FORMULA.sub(lambda found: found[1] + f"<v>{values[found[2].decode()]}</v>".encode(), sheet)


def _tabs(reports: Sequence[Report]) -> list[str]:
    """Return a permitted name for each sheet, none twice."""
    taken: dict[str, str] = {}
    for content in reports:
        plain = (
            _FORBIDDEN_IN_TAB.sub(" ", printable(content.sheet_name or content.title)).replace("\n", " ").strip(" '")
        )
        plain = plain[:_LONGEST_TAB] or "表"
        name, number = plain, 1
        while name.lower() in taken:
            number += 1
            name = f"{plain[: _LONGEST_TAB - 5]}({number})"
        taken[name.lower()] = name
    return list(taken.values())
