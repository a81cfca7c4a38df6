"""Parses one workbook in a process of its own, with a limit on memory and time: `workbook_worker.py READER FILE`.

Whatever a file does to a library, it does here: the program only ever sees plain values, one line of JSON per row,
or that this process ended without the last line. Two readers are at hand: calamine is ten times faster, openpyxl
survives a value in the last cell of a sheet, where calamine asks for 500 GB and aborts.

Lines: {"sheet", "hidden", "from_1904", "merged", "hidden_rows"} opens a sheet, [...] is a row, {"end"} comes last;
{"refused", ...} instead of it says why the file is not read. In a row a date is {"d"}, a time {"t"}, a length of time
in seconds {"s"}, a cell that cannot be used {"e"} with its error or "" for a formula without a value.
"""

import itertools
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from desktop_app.exchange import workbook_checks
from desktop_app.exchange.workbook_checks import RefusedError

MEMORY = 1_500 * 2**20
CPU_SECONDS = 20
MAX_ROWS = 120_000
MAX_CELLS = 2_000_000
MAX_TEXT = 64_000_000
SAFE_INTEGER = 10**15

Sheets = Iterator[tuple[str, bool, Iterable[Sequence[Any]]]]
"""Name, whether it is hidden, rows."""


def main(reader: str, path: Path) -> None:
    limit_itself()
    try:
        checked = workbook_checks.check(path)
        margins: dict[str, Any] = {}
        if checked.has_margin:
            from desktop_app.exchange.workbook_margins import margins as read_margins  # noqa: PLC0415  rarely needed

            margins = read_margins(path)
        budget = Budget()
        for name, hidden, rows in READERS[reader](path):
            margin = margins.get(name)
            kept = budget.spend(name, rows)
            if margin:
                _break(name, kept, margin.broken)
                _fill_down(name, kept, margin.merged)
            _say({
                "sheet": name,
                "from_1904": checked.from_1904,
                "merged": sum(first[0] < last[0] for first, last in margin.merged) if margin else 0,
                "hidden": hidden,
                "hidden_rows": margin.hidden if margin else [],
            })  # fmt: skip
            for row in kept:
                _say(row)
        _say({"end": True})
    except RefusedError as refused:
        _say({"refused": str(refused), "sheet": refused.sheet, "row": refused.row})


def limit_itself() -> None:
    """Ask the system to end this process rather than the machine; Windows has only the limit on time from outside."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  not on Windows

        for what, most in (
            (resource.RLIMIT_AS, MEMORY),
            (resource.RLIMIT_CPU, CPU_SECONDS),
            (resource.RLIMIT_CORE, 0),
        ):
            _, allowed = resource.getrlimit(what)
            limit = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
            resource.setrlimit(what, (limit, limit))


class Budget:
    """How much of a workbook is read in all; what goes beyond is refused by name, not cut off."""

    def __init__(self) -> None:
        self._cells = MAX_CELLS
        self._text = MAX_TEXT

    def spend(self, sheet: str, rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
        """Return the rows as plain values without empty ends, counted from the first row of the sheet."""
        kept: list[list[Any]] = []
        filled = 0
        for number, row in enumerate(rows, start=1):
            values = [_plain(value) for value in row]
            while values and values[-1] is None:
                values.pop()
            kept.append(values)
            if values:
                filled = number
                self._cells -= sum(value is not None for value in values)
                self._text -= sum(len(value) for value in values if type(value) is str)
                if number > MAX_ROWS:
                    raise _too_long(sheet, number)
                if self._cells < 0 or self._text < 0:
                    raise RefusedError("到这里内容已经太多，请分成几个文件再导入。", sheet, number)
        return kept[:filled]


def _too_long(sheet: str, row: int) -> RefusedError:
    return RefusedError(f"超过 {MAX_ROWS} 行，请删去多余的行或分成几个文件再导入。", sheet, row)


def _calamine(path: Path) -> Sheets:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415  one reader is enough

    book = CalamineWorkbook.from_path(path)
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet:
            hidden = sheet.visible != SheetVisibleEnum.Visible
            yield sheet.name, hidden, book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)


def _openpyxl(path: Path) -> Sheets:
    from openpyxl import load_workbook  # noqa: PLC0415  slow to load

    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # WPS writes wrong ones; believed, they cost cells
        yield sheet.title, sheet.sheet_state != "visible", sheet.iter_rows(values_only=True)


READERS: dict[str, Callable[[Path], Sheets]] = {"calamine": _calamine, "openpyxl": _openpyxl}


def _plain(value: Any) -> Any:
    """Return the same for both readers: blanks as None, whole numbers as int, dates and times as their text."""
    if value is None or isinstance(value, str | bool | int):
        return None if value == "" else value
    match value:
        case float():
            found = int(value) if value.is_integer() and abs(value) < SAFE_INTEGER else value
        case datetime() if value.time() == time():
            found = {"d": value.date().isoformat()}
        case date():
            found = {"d": value.isoformat()}
        case time():
            found = {"t": value.isoformat()}
        case timedelta():
            found = {"s": value.total_seconds()}
        case _:
            found = str(value)
    return found


def _break(sheet: str, rows: list[list[Any]], broken: dict[tuple[int, int], str]) -> None:
    for (row, column), error in broken.items():
        if row >= MAX_ROWS:
            raise _too_long(sheet, row + 1)
        while len(rows) <= row:
            rows.append([])
        rows[row].extend(itertools.repeat(None, column + 1 - len(rows[row])))
        rows[row][column] = {"e": error}


def _fill_down(sheet: str, rows: list[list[Any]], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Say in each row what is written once over several: a unit over its people, a session over its marks."""
    left = MAX_CELLS
    for (first, column), (last, _) in merged:
        if first >= len(rows) or column >= len(rows[first]):
            continue
        below = rows[first + 1 : last + 1]
        left -= len(below)
        if left < 0:
            raise RefusedError("合并的单元格太多，请取消合并再导入。", sheet, first + 1)
        for row in below:
            row.extend(itertools.repeat(None, column + 1 - len(row)))
            row[column] = rows[first][column]


def _say(line: Any) -> None:
    sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
