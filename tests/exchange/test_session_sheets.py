from dataclasses import replace
from datetime import date

import pytest

from desktop_app.core.attendance import Mark, Role
from desktop_app.core.period import Period
from desktop_app.core.scope import Scope
from desktop_app.core.session import SessionState
from desktop_app.exchange.yearbook import ledgers, topics
from desktop_app.exchange.yearbook.year import Year
from desktop_app.records import attendance, categories, exams, first_topics, sessions
from desktop_app.records.exams import Result
from desktop_app.records.first_topics import Closing, TopicDraft
from desktop_app.records.session_parts import PartDraft

DAY = date(2022, 3, 7)
YEAR = Year(Scope(Period.year(2022)), "某局")


@pytest.fixture
def held(people):
    """Enter a held session of a kind with everybody there; returns its id."""

    def enter(kind, **values):
        category = next(row.id for row in categories.listed() if row.name == kind)
        draft = replace(sessions.fresh(category, DAY), title=kind, state=SessionState.DUE, **values)
        session = sessions.add(draft)
        attendance.save(session, {each.id: Mark.PRESENT for each in people})
        return session

    return enter


def sheet(name):
    return next(report for report in ledgers.ledgers(YEAR) if report.sheet_name == name)


def line(table, number=0):
    """A row by the headings of its table."""
    return dict(zip([column.title for column in table.columns], table.rows[number].cells, strict=True))


def test_a_training_elsewhere_shows_its_notice_region_and_report(held):
    held("外出培训", notice_number="〔2022〕3号", level="省厅", region="省外", days=300, hours=2400,
         report_due_on=date(2022, 3, 31))  # fmt: skip
    found = line(sheet("外出培训").tables[0])
    shown = ("通知文号", "层级", "区域", "天数", "学时", "成果报告期限", "成果报告提交")
    assert [found[name] for name in shown] == ["〔2022〕3号", "省厅", "省外", 3, 24, date(2022, 3, 31), None]


def test_lectures_are_listed_with_titles_and_who_gave_them(held, people):
    parts = [PartDraft(Role.LECTURER, each.id, "论担当") for each in people[:2]]
    held("党课", parts=tuple(parts))
    assert line(sheet("党课").tables[0])["讲题"] == "论担当（李雷、韩梅梅）"


def test_exams_have_their_results_by_person_closed_by_the_register(held, people):
    exam = held("资格考试", pass_mark=6000)
    exams.save(exam, {people[0].id: Result(5900, False), people[1].id: Result(9000, True, "证1")})
    by_session, by_person = sheet("考试").tables
    assert [line(by_session)[name] for name in ("合格线", "有成绩", "合格")] == [60, 2, 1]
    *results, total = [row.cells[5:] for row in by_person.rows]
    assert results == [("韩梅梅", 90, "合格", "证1"), ("李雷", 59, "不合格", "")]
    assert [str(cell) for cell in total] == ["合格人次", "1", "合格率", "50.0%"]


def test_first_topics_stand_as_on_the_as_of_day(held):
    measure = TopicDraft("条例", "省委", "学一遍", "政工科", date(2022, 3, 31))
    held("周例会", first_topics=(TopicDraft("二十大报告"), measure))
    (_, topic) = first_topics.listed()
    first_topics.close([topic.id], Closing("学了一遍", date(2022, 4, 10)))

    def states(day):
        (report,) = topics.topics(Year(Scope(Period.year(2022).until(day), as_of=day), "某局"))
        return [(found["第一议题"], found["落实情况"], found["办结日期"], found["状态"])
                for found in (line(report.tables[0], number) for number in range(2))]  # fmt: skip

    assert states(date(2022, 4, 1)) == [("二十大报告", "", None, "无需落实"), ("条例", "", None, "超期")]
    assert states(date(2022, 12, 31))[1] == ("条例", "学了一遍", date(2022, 4, 10), "已办结")
    assert line(sheet("例会").tables[0])["第一议题"] == "二十大报告；条例"


def test_topics_of_a_session_that_was_not_held_are_no_work_of_the_year(held, people):
    category = next(row.id for row in categories.listed() if row.name == "周例会")
    sessions.add(replace(sessions.fresh(category, DAY), first_topics=(TopicDraft("条例"),)))
    (report,) = topics.topics(YEAR)
    assert report.tables[0].rows == ()
