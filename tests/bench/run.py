"""Speed and memory of the program on the made ledger, each as a ratio within this one run.

    python -m tests.bench.made_ledger FOLDER      once
    python -m tests.bench.run FOLDER

Nothing is asserted: machines are noisy. The figures of the last run stand in README.md beside this file.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app import app
from desktop_app.core.period import Period
from desktop_app.core.scope import FIXED_POPULATIONS, Asked, Population, Scope
from desktop_app.core.subject import SubjectKind
from desktop_app.exchange import documents, word
from desktop_app.exchange.output import Choice
from desktop_app.exchange.outputs import monthly_tally, personal_record
from desktop_app.exchange.report import Align, Column, Report, Row, Table, links
from desktop_app.metrics import register
from desktop_app.metrics.measures import MEASURES
from desktop_app.records import ledger, session_list, year_pictures
from desktop_app.store import database
from desktop_app.store.models import db
from desktop_app.ui import paper, theme
from desktop_app.ui.attendance_sheet import AttendanceSheet
from desktop_app.ui.look import Look
from desktop_app.ui.messages import Messages
from desktop_app.ui.outputs.sheet import made
from desktop_app.ui.tabs.month_grid_page import MonthGridPage
from desktop_app.ui.workbench import Workbench

ROUNDS = 7
YEAR = 2025

ONE_STATEMENT = """
WITH per_session AS (
  SELECT s.id, s.category_id, CAST(substr(s.held_on, 6, 2) AS INTEGER) AS month, s.hours,
         count(*) AS marked, sum(a.mark IN ('到', '迟到', '补学')) AS attended
  FROM session s CROSS JOIN attendance a ON a.session_id = s.id
  WHERE s.held_on BETWEEN '2025-01-01' AND '2025-12-31' AND s.state IN ('已登记', '已锁定') GROUP BY s.id),
subject_of (subject, session_id, month) AS (
  SELECT category_id, id, month FROM per_session UNION ALL
  SELECT -1, id, month FROM per_session UNION ALL
  SELECT -2, per_session.id, month FROM per_session
  JOIN category c ON c.id = category_id WHERE c.counts_to_duty),
heads AS (
  SELECT o.subject, o.month, count(DISTINCT a.cadre_id) AS people
  FROM subject_of o CROSS JOIN attendance a ON a.session_id = o.session_id
  WHERE a.mark IN ('到', '迟到', '补学') GROUP BY 1, 2)
SELECT o.subject, o.month, count(*), sum(p.marked), sum(p.attended), sum(p.attended * p.hours), h.people
FROM subject_of o JOIN per_session p ON p.id = o.session_id
JOIN heads h ON h.subject = o.subject AND h.month = o.month GROUP BY o.subject, o.month
"""
"""The same sums and head counts of the year's sessions, by hand, for the kinds and the two subjects over all kinds."""


def main(folder: Path) -> None:
    _first_paint(folder)
    _workbook()  # the peaks first: a process does not forget how large the one was that started it
    _large_workbook(folder)
    _year_end("500 people", folder, YEAR)
    ledger.open_(folder)
    application = app.start_application()
    theme.apply(application, "")
    try:
        _tally()
        _pictures()
        _first_page("500 people", YEAR)
        _forms("500 people", YEAR)
        _document("500 people", YEAR)
        _asked_again()
        _attendance()
        _month_grid()
    finally:
        database.close_ledger()
    _sections(folder)
    _small()
    _rows()


def _first_paint(folder: Path) -> None:
    """Processes in turn, so that both meet the same machine."""
    runs = {"control": [], str(folder): []}
    for _ in range(ROUNDS):
        for name, found in runs.items():
            answer = subprocess.run(
                [sys.executable, "-m", "tests.bench.first_paint", name], capture_output=True, text=True, check=True
            )
            found.append(json.loads(answer.stdout.splitlines()[-1]))
    control, ours = runs.values()
    for key, unit in (("painted", "s"), ("filled", "s"), ("peak", "MB")):
        plain, real = (statistics.median(each[key] for each in found) for found in (control, ours))
        _say(f"window {key}", f"{real:.3f} {unit}, control {plain:.3f} {unit}, ratio {real / plain:.2f}")


def _tally() -> None:
    scope = Scope(Period.year(YEAR))
    by_hand = _best(lambda: db.execute_sql(ONE_STATEMENT).fetchall())
    duties = {f"学时达标.{measure}" for measure in MEASURES[SubjectKind.DUTIES]}
    names = {f"{name}.{measure}" for name, measures in register.names().items() for measure in measures} - duties
    whole = _best(lambda: register.by_month(YEAR, scope, names))
    _say("duties by month", f"{_best(lambda: register.by_month(YEAR, scope, duties)) * 1000:.0f} ms")
    _say("year's tally", f"{whole * 1000:.0f} ms, one statement {by_hand * 1000:.0f} ms, ratio {whole / by_hand:.2f}")


def _first_page(whose: str, year: int) -> None:
    """A month's tally as it is shown: its figures, its pages and what can be opened on them."""
    choice = Choice(Period.month(year, 11))
    figures = _best(lambda: monthly_tally.OUTPUT.reports(choice))
    whole = _best(lambda: made(monthly_tally.OUTPUT, choice, ""))
    first = _best(lambda: made(monthly_tally.VIEWS[0], choice, ""))
    said = f"{whole * 1000:.0f} ms, of these its figures {figures * 1000:.0f}; by subject alone {first * 1000:.0f} ms"
    _say(f"month's tally of {whose} until its first page", said)


def _forms(whose: str, year: int) -> Sequence[Report]:
    """干部教育培训登记表 of everybody, a form each, before they are laid out; and until the first of them is seen."""
    choice = Choice(Period.year(year))
    first = _best(lambda: made(personal_record.OUTPUT, choice, ""))
    _say(f"forms of {whose} until the first page", f"{first * 1000:.0f} ms")
    _say(f"forms of {whose}", f"{_best(lambda: personal_record.OUTPUT.reports(choice)) * 1000:.0f} ms")
    return personal_record.OUTPUT.reports(choice)


def _document(whose: str, year: int) -> None:
    """The yearly report from its template: checked and filled in a process of its own, its proof, both as files."""
    order = documents.of_year(year)
    checked = documents.check(order)
    filled, proved = _best(partial(documents.check, order)), _best(checked.proof)
    _say(f"report of a year, {whose}: checked and filled", f"{filled * 1000:.0f} ms")
    _say("its proof sheet, every record listed", f"{proved * 1000:.0f} ms")
    with tempfile.TemporaryDirectory() as place:
        files = Path(place, "report.docx"), Path(place, "proof.xlsx")
        _say("both as files", f"{_best(partial(documents.write, order, *files)) * 1000:.0f} ms")


def _asked_again() -> None:
    """The figures of a month's tally as its release asks for them again."""
    reports = monthly_tally.OUTPUT.reports(Choice(Period.month(YEAR, 11)))
    asked = [link for link in links(reports).values() if isinstance(link, Asked)]
    _say(f"{len(asked)} released figures", f"{_best(lambda: register.answers(asked)) * 1000:.0f} ms")


def _year_end(whose: str, folder: Path, year: int) -> None:
    """The whole set, from the command line: a process of its own, which is asked for its peak."""
    with tempfile.TemporaryDirectory() as place:
        started = time.perf_counter()
        command = [sys.executable, "-m", "desktop_app", "--data", str(folder), "yearend", "--year", str(year)]
        process = subprocess.Popen([*command, "--out", place], stdout=subprocess.DEVNULL)
        _, code, used = os.wait4(process.pid, 0)
        if code:
            raise SystemExit(code)
        took, peak = time.perf_counter() - started, used.ru_maxrss / 1024
    _say(f"year-end set of {whose}, whole process", f"{took:.1f} s, peak {peak:.0f} MB")


def _small() -> None:
    """The same on the sample year, of 34 people."""
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, "-m", "desktop_app", "--data", f"{place}/data", "init", "--sample"]
        subprocess.run(command, check=True, capture_output=True)
        ledger.open_(Path(place) / "data")
        try:
            _first_page("34 people", 2022)
            forms = _forms("34 people", 2022)
            wrote = _best(lambda: paper.write_pdf(forms, Path(place) / "forms.pdf"))
            _say("the same as a PDF", f"{wrote * 1000:.0f} ms")
            _document("34 people", 2022)
        finally:
            database.close_ledger()


def _pictures() -> None:
    for name in FIXED_POPULATIONS:
        took = _best(partial(year_pictures.pictures, YEAR, Population(name)))
        _say(f"pictures of the year, {name}", f"{took * 1000:.0f} ms")


def _sections(folder: Path) -> None:
    """A window of its own: every section, and how long the screen stands still while something is read or written."""
    subprocess.run([sys.executable, "-m", "tests.bench.sections", str(folder), str(YEAR)], check=True)


def _attendance() -> None:
    with tempfile.TemporaryDirectory() as look:
        bench = Workbench(Messages(), Look(Path(look) / "look.ini"))
        newest, *_ = session_list.keys(session_list.Wanted())
        started = time.perf_counter()
        sheet = AttendanceSheet(bench, newest)
        sheet.resize(1280, 800)
        sheet.show()
        sheet.grab()
        QApplication.processEvents()  # its first layout is part of opening, not of the first key
        _say("attendance sheet of 500 opens", f"{(time.perf_counter() - started) * 1000:.0f} ms")
        _strokes("a key until it is painted", sheet.view)
        sheet.hide()
        sheet.deleteLater()


def _month_grid() -> None:
    """The busiest month of the year, read and painted; then the keys in one of its columns."""
    with tempfile.TemporaryDirectory() as look:
        bench = Workbench(Messages(), Look(Path(look) / "look.ini"))
        page = MonthGridPage(bench)
        page.resize(1280, 800)
        page.show()
        page.grab()
        QApplication.processEvents()
        started = time.perf_counter()
        page.month.set_month(YEAR, 3)
        page.grab()
        QApplication.processEvents()
        shown = f"{len(page.model.grid.people)} × {len(page.model.grid.sessions)}"
        _say(f"month grid of {shown} opens", f"{(time.perf_counter() - started) * 1000:.0f} ms")
        started = time.perf_counter()
        page.open_column(0)
        page.grab()
        QApplication.processEvents()
        _say("a column of it opens", f"{(time.perf_counter() - started) * 1000:.0f} ms")
        _strokes("a key in it until it is painted", page.view)
        page.hide()
        page.deleteLater()


def _strokes(what: str, view: QWidget) -> None:
    strokes: list[float] = []
    keys = [Qt.Key(ord(key)) for key in "123456" * 20]  # making Qt's table of keys is no keystroke
    for key in keys:
        started = time.perf_counter()
        QTest.keyClick(view, key)
        QApplication.processEvents()
        strokes.append((time.perf_counter() - started) * 1000)
    _say(what, f"median {statistics.median(strokes):.1f} ms, worst {max(strokes):.1f} ms")


def _rows() -> None:
    """A report of 500 rows of ten columns: as a PDF and as a Word document."""
    numbers = (Column("数", 3, Align.RIGHT) for _ in range(7))
    columns = (Column("姓名", 4), Column("单位", 7), *numbers, Column("备注", 10))
    rows = (Row(("李堃喆", "法律援助中心", *(n * k for k in range(7)), "学习《监察法》")) for n in range(500))
    reports = [Report("台账", (), (Table("", columns, tuple(rows)),))]
    with tempfile.TemporaryDirectory() as place:
        as_pdf = _best(lambda: paper.write_pdf(reports, Path(place) / "rows.pdf"))
        as_word = _best(lambda: word.write(reports, Path(place) / "rows.docx"))
    _say("500 rows on paper", f"{as_pdf * 1000:.0f} ms, as a Word document {as_word * 1000:.0f} ms")


def _workbook() -> None:
    """The whole process, on a ledger of 34 cadres."""
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, "-m", "desktop_app", "--data", f"{place}/data"]
        subprocess.run([*command, "init", "--sample"], check=True, capture_output=True)
        took = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            subprocess.run(
                [*command, "workbook", "--year", "2022", "--out", f"{place}/book.xlsx"], check=True, capture_output=True
            )
            took.append(time.perf_counter() - started)
        _say("workbook of a year, whole process", f"median {statistics.median(took):.2f} s")
        _year_end("34 people", Path(place) / "data", 2022)
        shutil.rmtree(f"{place}/data")


def _large_workbook(folder: Path) -> None:
    """A year of the made ledger: its marks alone, and every sheet; in processes of their own, for the peak."""
    for what, sheets in (("150,000 marks", ["出勤明细"]), ("every sheet of a year of 500 people", [])):
        command = [sys.executable, "-m", "tests.bench.workbook_size", str(folder), str(YEAR), *sheets]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found = json.loads(told.splitlines()[-1])
        _say(f"workbook of {what}", f"{found['took']:.1f} s, peak {found['peak']:.0f} MB, file {found['size']:.1f} MB")


def _best(work: Callable[[], object]) -> float:
    found = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return min(found)


def _say(what: str, figure: str) -> None:
    print(f"{what}: {figure}", flush=True)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1]))
