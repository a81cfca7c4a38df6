"""Chase lists: whom to chase and for what, as of today, each row leading to what it is about."""

from datetime import date, timedelta

import pytest

from desktop_app.core.period import Period
from desktop_app.core.scope import Population
from desktop_app.exchange.output import Choice
from desktop_app.exchange.outputs import chase_lists
from desktop_app.exchange.report import RowKind, Sourced, worded
from desktop_app.metrics import register
from desktop_app.records import cadres, notes, plans, quotas, reminders, sessions, units
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.notes import NoteDraft
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.quotas import QuotaDraft
from desktop_app.records.reminders import ReminderDraft
from desktop_app.records.units import UnitDraft

TODAY = date.today()
SPRING = Choice(Period.months(2022, 1, 6))


def body(report):
    return [row for row in report.tables[0].rows if row.kind is RowKind.BODY]


def groups(report):
    return [row.cells[0] for row in report.tables[0].rows if row.kind is RowKind.GROUP]


@pytest.fixture
def owing(people):
    """学习笔记 is owed each month of 2022 by four of 办公室 and one of 城关所; 李雷 handed March's in."""
    units.add(UnitDraft("城关所", "司法所"))
    cadres.add(CadreDraft("赵六"), PostingDraft(units.listed()[-1].id, date(2022, 3, 1)))
    quotas.add(QuotaDraft("学习笔记", "月", date(2022, 3, 1), 1, to_date=date(2022, 4, 30)))
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 11), "三月", 1500, "手写估算"))
    reminders.add("未交", [(people[1].id, "2022年3月学习笔记")], ReminderDraft(TODAY, "电话"))


def test_who_owes_notes_stands_under_his_unit_his_notes_together_the_longest_due_first(owing, people):
    report = chase_lists.notes_owed(SPRING)
    assert groups(report) == ["办公室（7）", "城关所（2）"]
    assert [row.cells[0] for row in body(report)] == list(range(1, 10))
    assert [row.cells[2][:7] for row in body(report)][:7] == ["2022年3月", "2022年4月"] * 3 + ["2022年4月"]
    assert [row.cells[1] for row in body(report)][:7:2] == ["韩梅梅", "王伟（法制股）", "王伟（办公室）", "李雷"]
    first = next(row for row in body(report) if row.cells[1] == "韩梅梅")
    assert first.cells[3:6] == ("超期未交", date(2022, 3, 31), (TODAY - date(2022, 3, 31)).days)
    assert first.cells[6].startswith("已催1次")
    assert first.record == ("cadre", people[1].id)
    assert report.facts[1:] == (
        "口径：全系统",
        f"截至：{TODAY.year}年{TODAY.month}月{TODAY.day}日",
        "未交：9项、5人，其中超期9项",
    )


def test_the_list_of_a_population_has_its_people_alone(owing):
    report = chase_lists.notes_owed(Choice(SPRING.period, Population("司法所")))
    assert groups(report) == ["城关所（2）"]
    assert "口径：司法所" in report.facts


def test_notes_that_wait_are_as_many_as_the_register_counts(people):
    for days, who in ((30, 0), (3, 0), (9, 1)):
        day = TODAY - timedelta(days)
        notes.add(NoteDraft(people[who].id, "心得体会", day, "体会", 1500, "手写估算"))
    report = chase_lists.notes_unsigned(Choice(Period(TODAY - timedelta(60), TODAY)))
    assert [(row.cells[1], row.cells[4]) for row in body(report)] == [("李雷", 30), ("李雷", 3), ("韩梅梅", 9)]
    assert {row.record[0] for row in body(report)} == {"note"}
    assert report.facts[-1] == "超过14天：1篇"
    total = report.tables[0].rows[-1].cells[1]
    assert isinstance(total, Sourced)
    assert register.answer(total.asked).numerator == 3


def test_sessions_not_recorded_are_listed_with_the_days_since(night_study):
    later = sessions.add(sessions.fresh(sessions.draft_of(night_study).category_id, date(2022, 5, 9)))
    report = chase_lists.sessions_unrecorded(SPRING)
    assert [row.record for row in body(report)] == [("session", night_study), ("session", later)]
    days = (date(2022, 3, 7), date(2022, 5, 9))
    assert [row.cells[5] for row in body(report)] == [(TODAY - day).days for day in days]
    assert worded(report.tables[0].rows[-1].cells[1]) == "2"


def test_the_plan_items_that_are_late_stand_by_part_those_that_lack_most_first(recorded):
    for content, target in (("夜学甲", 200), ("夜学乙", 1000), ("办完的", 100)):
        plans.add(PlanItemDraft(2022, "政治理论学习", content, subject="夜学", measure="次数", target=target))
    report = chase_lists.plan_late(Choice(Period.year(2022)))
    assert groups(report) == ["政治理论学习"]
    assert [(*(row.cells[number] for number in (1, 3)), *map(worded, row.cells[4:9])) for row in body(report)] == [
        ("夜学乙", "次", "10", "10", "1", "9", "未完成"), ("夜学甲", "次", "2", "2", "1", "1", "未完成"),
    ]  # fmt: skip
    done = body(report)[0].cells[6]
    assert register.answer(done.asked) == done.figure
    assert report.facts[1:] == ("截至：2022年12月31日", "滞后：2项")


@pytest.mark.parametrize("output", chase_lists.OUTPUTS, ids=lambda output: output.name)
def test_a_ledger_with_nothing_to_chase_gives_a_list_that_says_so(ledger, output):
    (report,) = output.make(SPRING)
    assert not report.tables[0].rows
    assert report.tables[0].empty
    assert report.signature[0].startswith("催办人")
    assert output.file_name(SPRING) == f"2022年上半年{output.name}"
