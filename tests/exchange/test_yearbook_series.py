from dataclasses import replace
from datetime import date

from desktop_app.core.period import Period
from desktop_app.core.scope import Scope
from desktop_app.exchange import workbook
from desktop_app.exchange.yearbook import series as yearbook
from desktop_app.exchange.yearbook.year import Year
from desktop_app.records import attendance, categories, due, series, session_list
from desktop_app.records.due import Choice, Decision


def sheet(as_of=None):
    (report,) = yearbook.series(Year(Scope(Period.year(2022).until(as_of)), "某某县司法局"))
    return report


def cells(table):
    return [row.cells for row in table.rows]


def test_each_series_is_counted_and_what_went_otherwise_is_listed(people):
    kind = next(row.id for row in categories.listed() if row.name == "夜学")
    first = date(2022, 3, 7)
    series.add(replace(series.fresh(kind, first), weekdays=(1,), to_date=date(2022, 3, 31)))
    held, off, moved, _ = due.fallen_due(date(2022, 3, 31))
    due.settle([
        Decision(held, Choice.RECORD), Decision(off, Choice.OFF, reason="停电"),
        Decision(moved, Choice.POSTPONE, date(2022, 3, 23)),
    ])  # fmt: skip
    (recorded,) = session_list.keys(session_list.Wanted(text="第1次"))
    attendance.save(recorded, {people[0].id: "到"})
    counts, otherwise = sheet().tables
    line, total = cells(counts)
    assert line[2] == "每周一"
    assert line[5:] == total[5:] == (4, 1, 1, 1, 2)
    assert [row[1:2] + row[5:] for row in cells(otherwise)] == [
        (date(2022, 3, 14), "不举行", None, "不举行", "停电"),
        (date(2022, 3, 21), "推迟", date(2022, 3, 23), "待登记", ""),
    ]
    assert cells(sheet(date(2022, 3, 14)).tables[0])[0][5:] == (2, 1, 0, 1, 0)


def test_a_year_without_series_says_so(ledger):
    assert "例行安排" in workbook.SHEETS
    assert sheet().tables[0].empty == "这一年没有例行安排"
    assert not sheet().tables[0].rows
