"""The year-end workbook after LibreOffice has worked out every formula anew: no value is another."""

import json
from itertools import zip_longest

import pytest
from openpyxl import load_workbook

from desktop_app.exchange import sample, workbook
from desktop_app.records import ledger
from desktop_app.store import database

NAME = "年终台账"


def write_files(folder):
    data = folder.parent / "台账"
    ledger.create(data)
    ledger.open_(data)
    try:
        sample.add()
        workbook.write(workbook.Order(2022), folder / f"{NAME}.xlsx")
    finally:
        database.close_ledger()


@pytest.fixture(scope="module")
def both(office):
    """The workbook as it was written and as it was recalculated: values only."""
    files = (office.written / f"{NAME}.xlsx", office.recalculated(NAME))
    return [
        {
            sheet.title: list(sheet.iter_rows(values_only=True))
            for sheet in load_workbook(each, data_only=True, read_only=True)
        }
        for each in files
    ]


def test_recalculation_changes_no_value(both):
    written, recalculated = both
    assert written.keys() == recalculated.keys()
    for name, rows in written.items():
        for number, (row, other) in enumerate(zip_longest(rows, recalculated[name], fillvalue=())):
            assert _plain(row) == _plain(other), f"{name} {number + 1}"


def test_every_comparison_agrees_and_its_values_are_there_uncalculated(both):
    lines = [row for row in both[0]["核对"] if isinstance(row[0], int)]
    assert len(lines) > 100
    assert {row[8] for row in lines} == {"一致"}
    assert all(row[4] == row[6] and row[7] == 0 for row in lines)


def _plain(row):
    """The cells without the empty ones at the end; numbers to nine digits: LibreOffice writes fifteen."""
    cells = [float(f"{cell:.9g}") if isinstance(cell, int | float) else cell for cell in row]
    while cells and cells[-1] is None:
        cells.pop()
    return json.dumps(cells, default=str, ensure_ascii=False)
