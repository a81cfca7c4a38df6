from dataclasses import replace
from datetime import date

import pytest

from desktop_app.core.attendance import Mark, Role
from desktop_app.core.period import Period
from desktop_app.core.scope import Scope
from desktop_app.exchange.output import Choice
from desktop_app.exchange.outputs.learning_registers import party_lectures, titles
from desktop_app.metrics import register
from desktop_app.records import attendance, cadres, categories, readings, sessions
from desktop_app.records.first_topics import TopicDraft
from desktop_app.records.readings import ReadingDraft
from desktop_app.records.session_parts import PartDraft
from tests.exchange.shown import agree, cells

YEAR = Period.year(2022)


@pytest.fixture
def hold(people):
    """Hold a session of a kind; everybody comes but the last."""

    def held(kind, day, **given):
        category = next(each for each in categories.listed() if each.name == kind)
        id_ = sessions.add(replace(sessions.fresh(category.id, day), title=f"{kind}一", **given))
        attendance.save(id_, {each.id: Mark.PRESENT for each in people[:3]} | {people[3].id: Mark.ABSENT})
        return id_

    return held


def test_what_was_read_watched_and_taught_stands_in_the_order_of_the_days(hold, people):
    li, han = people[0].id, people[1].id
    hold("党课", date(2022, 7, 1), parts=(PartDraft(Role.LECTURER, li, "守初心"),))
    hold("夜学", date(2022, 3, 7), readings=("党章", "《宪法》"), parts=(PartDraft(Role.LEAD_READER, han),))
    hold("警示教育", date(2022, 5, 1), films=("失守",))
    assert [row[:8] for row in cells(titles(YEAR))] == [
        ["1", "2022-03-07", "夜学", "夜学一", "学习", "《党章》", "韩梅梅", ""],
        ["2", "2022-03-07", "夜学", "夜学一", "学习", "《宪法》", "韩梅梅", ""],
        ["3", "2022-05-01", "警示教育", "警示教育一", "观看", "《失守》", "", ""],
        ["4", "2022-07-01", "党课", "党课一", "讲授", "《守初心》", "李雷", ""],
    ]
    assert [row[8] for row in cells(titles(YEAR))] == ["3"] * 4


def test_what_is_on_the_required_list_is_marked_and_its_figures_stand_below(hold):
    readings.add(ReadingDraft(2022, "《党章》"))
    hold("夜学", date(2022, 3, 7), readings=("党章", "宪法"))
    report = titles(YEAR)
    assert [row[7] for row in cells(report)] == ["是", ""]
    assert cells(report, 1) == [["1", "1", "100.0%"]]
    assert agree([report]) == 3


def test_a_first_topic_that_stands_among_the_readings_is_listed_once(hold):
    hold("周例会", date(2022, 3, 7), first_topics=(TopicDraft("《讲话》"),), readings=("讲话", "条例"))
    assert [row[4:6] for row in cells(titles(YEAR))] == [["第一议题", "《讲话》"], ["学习", "《条例》"]]


def test_one_kind_of_session_may_be_asked_alone(hold):
    hold("夜学", date(2022, 3, 7), readings=("党章",))
    hold("周例会", date(2022, 3, 8), readings=("宪法",))
    assert [row[5] for row in cells(titles(YEAR, "周例会"))] == ["《宪法》"]
    assert cells(titles(Period.month(2022, 4))) == []


def test_a_row_opens_its_session(hold):
    id_ = hold("夜学", date(2022, 3, 7), readings=("党章",))
    assert titles(YEAR).tables[0].rows[0].record == ("session", id_)


def test_a_party_lecture_names_who_gave_it_as_what_on_its_day(hold, people):
    li, han = people[0].id, people[1].id
    parts = (
        PartDraft(Role.LECTURER, li, "守初心"),
        PartDraft(Role.LECTURER, han, "担使命"),
        PartDraft(Role.SPEAKER, han),
    )
    hold("党课", date(2022, 7, 1), parts=parts)
    posting = cadres.postings(li)[0]
    cadres.change_posting(posting.id, replace(posting.draft(), to_date=date(2022, 8, 1)))
    rows = cells(party_lectures(Choice(YEAR)))
    assert rows[0] == ["1", "2022-07-01", "《守初心》", "李雷", "支部书记", "会议室", "4", "3", "韩梅梅"]
    assert rows[1] == ["2", "2022-07-01", "《担使命》", "韩梅梅", "", "会议室", "", "", ""]
    assert rows[2] == ["合计（场次）", "1", "", "4", "3", "1"]


def test_the_lectures_are_closed_by_figures_of_the_register(hold):
    hold("党课", date(2022, 7, 1))
    report = party_lectures(Choice(YEAR))
    assert agree([report]) == 4
    assert report.tables[0].rows[-1].cells[1].figure == register.figure("党课.次数", Scope(YEAR))
    assert cells(report)[0][3:5] == ["", ""]  # to be written by hand


def test_a_period_without_lectures_has_no_total(people):
    assert party_lectures(Choice(YEAR)).tables[0].rows == ()
