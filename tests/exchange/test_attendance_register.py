"""出勤登记册: every mark of a month as of its day, with 实到 and 应到 as the register counts them."""

from datetime import date, timedelta

import pytest

from desktop_app.core.attendance import Mark
from desktop_app.core.period import Period
from desktop_app.exchange.output import Choice
from desktop_app.exchange.outputs.attendance_register import MOST, OUTPUT, register
from desktop_app.exchange.report import Sourced, worded
from desktop_app.metrics import register as figures
from desktop_app.records import attendance, cadres, categories, sessions

MARCH = Period.month(2022, 3)


@pytest.fixture
def enter(people):
    """Plan a session of a kind on a day of March; returns its id."""

    def plan(kind, day):
        category = next(row.id for row in categories.listed() if row.name == kind)
        return sessions.add(sessions.fresh(category, date(2022, 3, day)))

    return plan


def rows(report, number=0):
    return [tuple(worded(cell) for cell in row.cells) for row in report.tables[number].rows]


def test_each_mark_has_its_sign_and_each_person_and_session_their_sums(recorded):
    assert rows(register(MARCH)) == [
        ("李雷", "办公室", "√", "1", "1", "100.0%"),
        ("韩梅梅", "办公室", "√", "1", "1", "100.0%"),
        ("王伟（法制股）", "办公室", "√", "1", "1", "100.0%"),
        ("王伟", "办公室", "假", "0", "1", "0.0%"),
        ("实到", "", "3", "3", "", "75.0%"),
        ("应到", "", "4", "", "4", ""),
    ]  # fmt: skip
    assert "√ 到，迟 迟到，假 请假" in register(MARCH).notes[0]


def test_who_was_not_in_post_and_who_is_not_marked_are_told_apart(recorded, people, enter):
    attendance.save(enter("夜学", 21), {people[0].id: Mark.LATE})
    cadres.leave(people[2].id, date(2022, 3, 10), "调出")
    marks = {row[0]: row[2:4] for row in rows(register(MARCH))}
    assert marks["李雷"] == ("√", "迟")
    assert marks["韩梅梅"] == ("√", "")
    assert marks["王伟（法制股）"] == ("√", "—")


def test_a_mark_of_somebody_not_in_post_is_shown_and_said_not_to_count(recorded, people):
    cadres.leave(people[0].id, date(2022, 3, 1), "调出")
    report = register(MARCH)
    assert rows(report)[-2][:3] == ("实到", "", "2")
    assert next(row for row in rows(report) if row[0] == "李雷")[2:5] == ("√", "0", "0")
    assert report.notes[2].startswith("有1处标记的人当日不在岗")


def test_unrecorded_sessions_are_said_and_left_out(recorded, enter):
    enter("夜学", 21)
    assert register(MARCH).facts[2:] == ("已登记：1场", "未登记：1场（3月21日夜学），不在表内")
    assert len(register(MARCH).tables[0].columns) == 6


def test_a_busy_month_is_set_in_legible_parts_and_no_day_is_divided(people, enter):
    for number in range(25):
        session = enter("夜学", 1 + number // 2)
        attendance.save(session, {people[0].id: Mark.PRESENT})
    first, second = register(MARCH).tables
    days = [[column.group for column in table.columns if column.group.endswith("日")] for table in (first, second)]
    assert sum(map(len, days)) == 25
    assert max(map(len, days)) <= MOST
    assert not set(days[0]) & set(days[1])
    assert (first.title, second.title) == ("一、3月1日至7日（14场）", "二、3月8日至13日（11场）")
    assert second.starts_page
    assert [worded(cell) for cell in second.rows[0].cells[-3:]] == ["25", "25", "100.0%"]


def test_one_kind_alone_has_the_figures_of_its_own_subject(recorded, people, enter):
    attendance.save(enter("党课", 9), {each.id: Mark.PRESENT for each in people})
    report = register(MARCH, "党课")
    assert rows(report)[-2:] == [("实到", "", "4", "4", "", "100.0%"), ("应到", "", "4", "", "4", "")]
    asked = {cell.asked for row in report.tables[0].rows for cell in row.cells if isinstance(cell, Sourced)}
    assert {each.name for each in asked} == {"党课.实到人次", "党课.应到人次", "党课.实到率"}
    assert all(figures.answer(each).records for each in asked)
    assert OUTPUT.file_name(Choice(MARCH, category="党课")) == "2022年3月党课出勤登记册"


def test_a_month_without_sessions_says_so(ledger):
    (table,) = register(Period(date(2022, 4, 1), date(2022, 4, 1) + timedelta(29))).tables
    assert not table.rows
    assert table.empty == "这个月没有已登记的活动"
