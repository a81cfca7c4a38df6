from datetime import date

import pytest
from playhouse.test_utils import count_queries

from desktop_app.core.number import HUNDRED
from desktop_app.core.period import Period
from desktop_app.core.scope import Scope, Slice
from desktop_app.metrics import register
from desktop_app.records import cadre_file, cadres, categories, education, law_exams, leave, notes, problems, trainings
from desktop_app.records.cadre_file import LEAVES, MARKS, NOTES, PARTS, PROBLEMS, STUDIES, TRAININGS
from desktop_app.records.education import EducationDraft
from desktop_app.records.law_exams import LawExamDraft
from desktop_app.records.leave import LeaveDraft
from desktop_app.records.notes import NoteDraft
from desktop_app.records.problems import ProblemDraft
from desktop_app.records.trainings import TrainingDraft
from desktop_app.store import journal
from desktop_app.store.models import Part

YEAR = 2022


@pytest.fixture
def li(recorded, people):
    """李雷: at a night study where he spoke, two notes, a training, a degree with study time, a problem, a leave."""
    who = people[0].id
    online = next(row.id for row in categories.listed() if row.name == "网络培训")
    with journal.step("发言"):
        Part.create(session=recorded, cadre=who, role="研讨发言", title="学宪法")
    notes.add(NoteDraft(who, "心得体会", date(2022, 3, 9), "体会", 1500))
    notes.add(NoteDraft(who, "学习笔记", date(2021, 12, 9), "笔记", 8000))
    trainings.add(TrainingDraft((who,), online, "网络学院", date(2022, 5, 1), date(2022, 5, 9), hours=2000))
    education.add(EducationDraft(who, "开放大学", "本科", date(2021, 9, 1), hours=1000, credited_on=date(2022, 7, 1)))
    problems.add(ProblemDraft(date(2022, 4, 1), "笔记不及时", cadre_id=who))
    leave.add(LeaveDraft(who, date(2022, 8, 1), date(2022, 8, 5), "年休假"))
    return who


def group_of(found, group):
    return [(line.day, line.title, line.detail) for line in found.of(group)]


def test_a_file_holds_every_kind_of_record_of_the_year(li):
    found = cadre_file.read(li, YEAR)
    assert group_of(found, MARKS)[0][0] == date(2022, 3, 7)
    assert group_of(found, PARTS) == [(date(2022, 3, 7), "学宪法", found.of(PARTS)[0].detail)]
    assert group_of(found, NOTES) == [(date(2022, 3, 9), "体会", "待审")]
    assert group_of(found, TRAININGS) == [(date(2022, 5, 9), "网络学院", "结业")]
    assert group_of(found, STUDIES) == [(date(2022, 7, 1), "开放大学", "在读")]
    assert group_of(found, PROBLEMS) == [(date(2022, 4, 1), "笔记不及时", "整改中")]
    assert group_of(found, LEAVES) == [(date(2022, 8, 1), "", "至2022-08-05，5天")]


def test_all_years_hold_what_the_year_leaves_out(li):
    assert len(cadre_file.read(li, YEAR).of(NOTES)) == 1
    assert [line.title for line in cadre_file.read(li).of(NOTES)] == ["体会", "笔记"]
    assert cadre_file.years(li) == [2022, 2021]


def test_a_year_with_nothing_but_a_training_an_exam_or_a_leave_is_known_too(people):
    who = people[0].id
    online = next(row.id for row in categories.listed() if row.name == "网络培训")
    trainings.add(TrainingDraft((who,), online, "网络学院", date(2020, 12, 1), date(2021, 1, 9), hours=100))
    law_exams.add(LawExamDraft(who, 2023))
    leave.add(LeaveDraft(who, date(2020, 8, 1), date(2020, 8, 5), "年休假"))
    assert cadre_file.years(who) == [2023, 2021, 2020]


@pytest.mark.parametrize("left_on", [None, date(2022, 3, 8), date(2022, 3, 1)])
def test_the_sums_are_those_of_the_register(li, left_on):
    """Also where he left in between: what lies after that day is listed and counts for nothing."""
    if left_on:
        cadres.leave(li, left_on, "退休")
    found = cadre_file.read(li, YEAR)
    scope = Scope(Period.year(YEAR))
    by_cadre = register.by_cadre(scope, [Slice("", scope.period)], {
        "全部活动.人次", "全部活动.应到人次", "全部活动.人学时", "全部活动.人天数", "全部笔记.篇数", "全部笔记.字数",
    })[""].get(li, {})  # fmt: skip
    asked = {name: figure.numerator for name, figure in by_cadre.items()}
    sums = cadre_file.summed(found.lines)
    assert sums.heads == asked.get("全部活动.人次", 0)
    assert sums.hours == asked.get("全部活动.人学时", 0) * HUNDRED
    assert sums.days == asked.get("全部活动.人天数", 0) * HUNDRED
    assert sums.words == asked.get("全部笔记.字数", 0)
    assert sum(line.counts for line in found.of(NOTES)) == asked.get("全部笔记.篇数", 0)
    assert sum(line.counts for line in found.of(MARKS)) == asked.get("全部活动.应到人次", 0)
    assert {name: found.figures[name].numerator for name in asked} == asked


def test_a_file_is_read_in_a_handful_of_queries_however_much_it_holds(li, people):
    with count_queries() as few:
        cadre_file.read(people[1].id, YEAR)
    with count_queries() as many:
        cadre_file.read(li, YEAR)
    assert few.count <= many.count <= 40
