"""What was not held, what was attached, and the marks of a month go out as files, too."""

from datetime import date

import pytest
from openpyxl import load_workbook

from desktop_app.core.attendance import Mark
from desktop_app.core.period import Period
from desktop_app.exchange import workbook
from desktop_app.exchange.outputs import attendance_register
from desktop_app.records import attachments, attendance, cadres, categories, sessions

MARCH = Period.month(2022, 3)


def rows(report):
    (table,) = report.tables
    return [row.cells for row in table.rows]


def sheet(name, year=2022):
    return next(report for report in workbook.book(year) if report.sheet_name == name)


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


def test_the_register_of_a_month_holds_every_mark_as_of_its_day(recorded, called_off, people):
    cadres.leave(people[1].id, date(2022, 3, 9), "调出")
    report = attendance_register.register(MARCH)
    assert rows(report) == [
        ("李雷", "办公室", "到", 1, 1),
        ("韩梅梅", "办公室", "到", 1, 1),
        ("王伟（法制股）", "办公室", "到", 1, 1),
        ("王伟（办公室）", "办公室", "请假", 0, 1),
        ("实到/应到", "", "3/4", 3, 4),
    ]


def test_who_was_not_in_post_and_who_is_not_marked_are_told_apart(recorded, people):
    night = next(row for row in categories.listed() if row.name == "夜学")
    later = sessions.add(sessions.fresh(night.id, date(2022, 3, 21)))
    attendance.save(later, {people[0].id: Mark.LATE})
    cadres.leave(people[2].id, date(2022, 3, 10), "调出")
    cells = {row[0]: row[2:4] for row in rows(attendance_register.register(MARCH))}
    assert cells["李雷"] == ("到", "迟到")
    assert cells["韩梅梅"] == ("到", "")
    assert cells["王伟（法制股）"] == ("到", "—")


def test_unrecorded_sessions_are_said_and_left_out(recorded, people):
    night = next(row for row in categories.listed() if row.name == "夜学")
    sessions.add(sessions.fresh(night.id, date(2022, 3, 21)))
    report = attendance_register.register(MARCH)
    assert "另有1场未登记，不在表内。" in report.notes
    assert len(report.tables[0].columns) == 5


def test_the_register_is_written_as_a_workbook(recorded, tmp_path):
    path = tmp_path / "登记册.xlsx"
    attendance_register.write(MARCH, "夜学", path)
    values = [cell for row in load_workbook(path).active.iter_rows(values_only=True) for cell in row if cell]
    assert "2022年3月干部出勤登记册" in values[0]
    assert values.count("到") == 3
