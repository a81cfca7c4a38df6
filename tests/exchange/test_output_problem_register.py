from datetime import date

import pytest

from desktop_app.core.period import Period
from desktop_app.core.scope import Population
from desktop_app.exchange.output import Choice
from desktop_app.exchange.outputs.problem_register import sheet
from desktop_app.records import problems
from desktop_app.records.problems import ProblemDraft
from tests.exchange.shown import agree, cells


@pytest.fixture
def found(people, office):
    problems.add(ProblemDraft(date(2022, 2, 1), "笔记不及时", cadre_id=people[0].id, deadline=date(2022, 3, 1),
                              closed_on=date(2022, 5, 2), evidence="已补"))  # fmt: skip
    problems.add(ProblemDraft(date(2022, 4, 1), "出勤不齐", unit_id=office, deadline=date(2022, 12, 31)))
    problems.add(ProblemDraft(date(2022, 4, 2), "制度不全"))


def test_the_problems_of_the_period_stand_as_of_its_last_day(found):
    report = sheet(Choice(Period.quarter(2022, 1)))
    assert cells(report) == [["1", "0", "1", "0.0%"]]
    assert [(row[5], row[11]) for row in cells(report, 1)] == [("笔记不及时", "超期")]
    assert report.facts[-1] == "整改情况截至：2022年3月31日"


def test_the_counts_on_its_face_are_figures_and_agree_with_the_lines(found):
    report = sheet(Choice(Period.year(2022)))
    assert cells(report) == [["3", "1", "0", "33.3%"]]
    assert agree([report]) == 4
    states = [row[11] for row in cells(report, 1)]
    assert [str(len(states)), str(states.count("已整改")), str(states.count("超期"))] == cells(report)[0][:3]


def test_of_a_population_only_its_problems_are_listed(found):
    report = sheet(Choice(Period.year(2022), Population("局机关", party_only=True)))
    assert [row[5] for row in cells(report, 1)] == ["笔记不及时"]
    assert agree([report]) == 4


def test_a_row_opens_its_problem(found):
    assert {row.record for row in sheet(Choice(Period.year(2022))).tables[1].rows} == {
        ("problem", n) for n in (1, 2, 3)
    }
