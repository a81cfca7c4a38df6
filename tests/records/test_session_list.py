from dataclasses import replace
from datetime import date, timedelta

import pytest
from playhouse.test_utils import count_queries

from desktop_app.core.attendance import Role
from desktop_app.core.period import Period
from desktop_app.core.session import SessionState
from desktop_app.records import attendance, categories, session_list, sessions
from desktop_app.records.first_topics import TopicDraft
from desktop_app.records.session_draft import SessionDraft
from desktop_app.records.session_list import ORDERS, Wanted
from desktop_app.records.session_parts import PartDraft

DAY = date(2022, 3, 7)


@pytest.fixture
def night(people):
    return next(row.id for row in categories.listed() if row.name == "夜学")


@pytest.fixture
def talk(people):
    return next(row.id for row in categories.listed() if row.name == "党课")


def test_reports_that_are_due_are_listed_until_they_are_handed_in(night, people):
    day = date(2022, 4, 1)
    draft = SessionDraft(night, "省厅培训", DAY, report_due_on=day, state=SessionState.RECORDED)
    late = sessions.add(draft)
    sessions.add(replace(draft, title="没有举行", state=SessionState.DUE))
    sessions.add(replace(draft, title="已经交了", report_handed_in_on=day))
    assert [row.id for row in session_list.reports_due(day)] == []
    assert [(row.id, row.title) for row in session_list.reports_due(day + timedelta(1))] == [(late, "省厅培训")]


def test_the_next_to_record_follows_the_one_at_hand(night):
    ids = [sessions.add(SessionDraft(night, "夜学", DAY + timedelta(days))) for days in (0, 7, 14)]
    sessions.add(SessionDraft(night, "还早", date.today() + timedelta(3)))
    assert session_list.next_unrecorded() == ids[0]
    attendance.save(ids[1], {})
    assert session_list.next_unrecorded(ids[1]) == ids[2]
    attendance.save(ids[2], {})
    assert session_list.next_unrecorded(ids[2]) == ids[0]
    assert session_list.next_unrecorded(ids[0]) is None


def test_the_list_shows_who_came_and_who_came_from_outside(recorded):
    sessions.change(recorded, replace(sessions.draft_of(recorded), outsiders=(("政法委", 3), ("检察院", 2))))
    (row,) = session_list.rows([recorded])
    assert (row.attended, row.marked, row.outsiders, row.is_due) == (3, 4, 5, False)


def test_a_page_of_the_list_costs_one_query_and_keeps_its_order(night):
    ids = [sessions.add(SessionDraft(night, "夜学", DAY + timedelta(day % 5))) for day in range(15)]
    for wanted in (ids[3:5], ids):
        with count_queries() as queries:
            page = session_list.rows(wanted[::-1])
        assert [row.id for row in page] == wanted[::-1]
        assert queries.count == 1
    with count_queries() as queries:
        assert len(session_list.keys(Wanted(text="夜学", category="夜学"))) == 15
    assert queries.count == 1


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_is_the_same_list_either_way_round(night, talk, order):
    for day, kind, title, hours in (
        (3, talk, "乙", 100),
        (1, night, "甲", 100),
        (3, night, "甲", 50),
        (2, talk, "丙", 0),
    ):
        sessions.add(SessionDraft(kind, title, date(2022, 3, day), hours=hours))
    upwards = session_list.keys(Wanted(), order, descending=False)
    assert session_list.keys(Wanted(), order)[::-1] == upwards
    assert sorted(upwards) == sorted(session_list.keys(Wanted()))


def test_days_order_by_time_within_the_day(night):
    ids = [sessions.add(SessionDraft(night, "夜学", DAY, start=start)) for start in ("19:30", "8:30", "14:00")]
    assert session_list.keys(Wanted(), descending=False) == [ids[1], ids[2], ids[0]]


def test_what_is_wanted_narrows_the_list(night, talk, people):
    first = sessions.add(SessionDraft(night, "学 宪法", DAY, place="三楼", readings=("民法典",)))
    second = sessions.add(
        SessionDraft(
            talk, "廉政课", date(2022, 4, 1), films=("榜样",),
            parts=(PartDraft(Role.LECTURER, people[0].id, "论担当"),),
            outsiders=(("政法委", 3),), first_topics=(TopicDraft("二十大报告", "省委"),), notice_number="〔2022〕3号",
        )
    )  # fmt: skip
    attendance.save(second, {})
    for wanted, found in (
        (Wanted(period=Period.month(2022, 3)), [first]),
        (Wanted(category="党课"), [second]),
        (Wanted(state="待登记"), [first]),
        (Wanted(due=True), [first]),
        (Wanted(ids=(second,)), [second]),
        (Wanted(ids=()), []),
        (Wanted(text="学 宪法"), [first]),
        (Wanted(text=" 三楼 "), [first]),
        (Wanted(text="民法"), [first]),
        (Wanted(text="榜样"), [second]),
        (Wanted(text="李雷"), [second]),
        (Wanted(text="论担当"), [second]),
        (Wanted(text="二十大"), [second]),
        (Wanted(text="政法委"), [second]),
        (Wanted(text="〔2022〕"), [second]),
        (Wanted(text="李　雷"), [second]),
        (Wanted(text="LL"), [second]),
        (Wanted(text="2022-001"), [first]),
        (Wanted(text="%"), []),
        (Wanted(text="课", category="夜学"), []),
    ):
        assert session_list.keys(wanted) == found, wanted


def test_the_years_that_have_sessions(night):
    assert session_list.years() == [date.today().year]
    sessions.add(SessionDraft(night, "夜学", DAY))
    assert session_list.years() == [date.today().year, 2022]


def test_sessions_are_named_to_choose_from_newest_first_without_those_not_held(night_study, office):
    meeting = next(row for row in categories.listed() if row.name == "周例会")
    later, off = (sessions.add(sessions.fresh(meeting.id, date(2022, 3, day))) for day in (14, 21))
    sessions.call_off(off, "放假")
    named = session_list.named(Period.year(2022))
    assert [each.id for each in named] == [later, night_study]
    assert named[1].text.startswith("2022-03-07 ")
    assert named[1].text.count("夜学") == 1
