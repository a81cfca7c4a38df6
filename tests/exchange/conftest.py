from datetime import date

import pytest
from openpyxl import Workbook

from desktop_app.exchange.reading.tables import Findings, recognise
from desktop_app.exchange.sheets import Sheet
from desktop_app.records.known import Known, Stay

SESSION_MEASURES = ("次数", "人次", "实到率")
ALWAYS = (Stay(date(2015, 1, 1), None),)


@pytest.fixture
def nothing():
    """What an empty ledger knows."""
    return Known(
        people={},
        units=frozenset(),
        categories=frozenset({"夜学", "党课"}),
        numbers=frozenset(),
        subjects={"夜学": SESSION_MEASURES, "学习笔记": ("篇数", "人均字数"), "年度计划": ("计划数", "完成率")},
        lists=frozenset(),
        notes=frozenset(),
        plan=frozenset(),
    )


@pytest.fixture
def known(nothing):
    """A ledger with 李雷, 张三 who left, and two called 王伟, in 办公室."""
    people = {
        ("李雷", ""): ALWAYS,
        ("张三", ""): (Stay(date(2015, 1, 1), date(2022, 6, 30)),),
        ("王伟", "法制股"): ALWAYS,
        ("王伟", "办公室"): ALWAYS,
    }
    return Known(**vars(nothing) | {"people": people, "units": frozenset({"办公室"})})


class Read:
    """What a reader made of sheets: what is written, what is known then, problems and notices as sentences."""

    def __init__(self, reader, known, sheets):
        findings = Findings("表.xlsx")
        built = [each if isinstance(each, Sheet) else Sheet(name, each) for name, each in sheets.items()]
        tables = recognise(built, reader.LAYOUTS, findings)
        self.content, self.known = reader.read(tables, known) if tables else (None, known)
        self.problems = [str(problem) for problem in findings.problems]
        self.notices = findings.notices


@pytest.fixture
def workbook(tmp_path):
    """Make an .xlsx file of sheets by name, each a list of rows."""

    def make(name, sheets):
        book = Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def read():
    return Read
