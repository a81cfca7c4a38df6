from dataclasses import replace
from datetime import date

import pytest

from desktop_app.core.attendance import Mark, Role
from desktop_app.core.period import Period
from desktop_app.core.scope import Population, Scope
from desktop_app.metrics import days, evidence, register
from desktop_app.metrics.measures import Evidence
from desktop_app.records import attendance, categories, notes, problems, sessions
from desktop_app.records.notes import NoteDraft
from desktop_app.records.problems import ProblemDraft
from desktop_app.records.session_parts import PartDraft

UNDATED = {Evidence.CADRES, Evidence.UNRECORDED, Evidence.PLAN_ITEMS, Evidence.DONE_ITEMS}
SUBJECTS = ("夜学", "党课", "支部书记讲党课", "心得体会", "问题整改", "全部活动")


@pytest.fixture
def year(recorded, people):
    """The 夜学 of March, a lecture at which nobody of the office but its lecturer was, a note and a problem."""
    lecture = next(each for each in categories.listed() if each.name == "党课")
    draft = sessions.fresh(lecture.id, date(2022, 5, 9))
    parts = (PartDraft(Role.LECTURER, people[0].id),)
    held = sessions.add(replace(draft, parts=parts, outsiders=(("县委", 12),)))
    attendance.save(held, {people[0].id: Mark.PRESENT, people[1].id: Mark.ABSENT})
    notes.add(NoteDraft(people[1].id, "心得体会", date(2022, 3, 20), "体会", words=900))
    problems.add(ProblemDraft(date(2022, 6, 1), "记录不全", cadre_id=people[2].id))


@pytest.mark.parametrize("population", ["全系统", "局机关党员"])
def test_the_days_of_a_figure_are_those_of_its_records(year, population):
    scope = Scope(Period.year(2022), Population.parse(population))
    names = [f"{subject}.{measure}" for subject in SUBJECTS for measure in register.names()[subject]]
    names = [name for name in names if register.named(name)[1].evidence not in UNDATED]
    found = days.days(names, scope)
    for name in names:
        assert set(found[name]) == {line.day for line in evidence.records(name, scope)}, name
    assert found["全部活动.人次"] == (date(2022, 3, 7), date(2022, 5, 9))


def test_a_figure_of_people_has_the_days_on_which_they_came(year):
    scope = Scope(Period.year(2022))
    assert days.days(["夜学.人数"], scope)["夜学.人数"] == (date(2022, 3, 7),)


def test_without_a_figure_nothing_is_asked(year):
    assert days.days([], Scope(Period.year(2022))) == {}
