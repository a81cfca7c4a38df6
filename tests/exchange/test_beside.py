"""What was not held and what was attached goes out as files, too."""

from datetime import date

import pytest

from desktop_app.exchange import workbook
from desktop_app.records import attachments, categories, sessions


def rows(report):
    (table,) = report.tables
    return [row.cells for row in table.rows]


def sheet(name, year=2022):
    return next(report for report in workbook.book(workbook.Order(year)) if report.sheet_name == name)


@pytest.fixture
def called_off(recorded):
    """A second 夜学, not held because of snow; it was planned for the day before."""
    night = next(row for row in categories.listed() if row.name == "夜学")
    session = sessions.add(sessions.fresh(night.id, date(2022, 3, 14)))
    sessions.postpone(session, date(2022, 3, 15))
    sessions.call_off(session, "大雪封路")
    return session


def test_a_session_that_was_not_held_stands_with_its_reason(called_off):
    ((_, number, kind, day, _, planned, state, reason),) = rows(sheet("未举行的活动"))
    assert (number, kind, day, planned) == ("2022-002", "夜学", date(2022, 3, 15), date(2022, 3, 14))
    assert (state, reason) == ("不举行", "大雪封路")


def test_files_stand_with_the_record_they_belong_to(recorded, people, tmp_path):
    scan = tmp_path / "签到表.jpg"
    scan.write_bytes(b"jpeg")
    attachments.add("session", recorded, [scan])
    attachments.add("cadre", people[2].id, [scan])
    today = date.today()
    assert [cells[1:] for cells in rows(sheet("附件目录", today.year))] == [
        ("活动", "2022-03-07 第1次夜学", "签到表.jpg", "4B", today),
        ("干部", "王伟（法制股）", "签到表.jpg", "4B", today),
    ]
