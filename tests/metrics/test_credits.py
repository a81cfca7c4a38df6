"""What is learned outside sessions: where it counts, and where not."""

from datetime import date
from fractions import Fraction

import pytest

from desktop_app.core.attendance import Mark
from desktop_app.core.period import Period
from desktop_app.core.scope import Denominator, Population, Scope, Slice
from desktop_app.metrics import evidence, register
from desktop_app.records import attendance, categories, education, law_exams, sessions, trainings
from desktop_app.records.education import EducationDraft
from desktop_app.records.law_exams import LawExamDraft
from desktop_app.records.trainings import TrainingDraft

YEAR = Scope(Period.year(2022))
ENDED = date(2022, 6, 30)


def kind(name):
    return next(row for row in categories.listed() if row.name == name)


def train(people, name="网络培训", **changed):
    given = {"hours": 5000, "days": 200} | changed
    ids = tuple(person.id for person in people)
    trainings.add(TrainingDraft(ids, kind(name).id, "宪法网络班", date(2022, 4, 1), ENDED, **given))


def value(name, scope=YEAR):
    return register.figure(name, scope).value


@pytest.fixture
def granted(people):
    """40 hours and 5 days for a degree on 1 July, 16 hours for the law exam on 1 September, of the first two."""
    education.add(
        EducationDraft(
            people[0].id, "云南大学", "本科", date(2020, 9, 1), days=500, hours=4000, credited_on=date(2022, 7, 1)
        )
    )
    law_exams.add(LawExamDraft(people[1].id, 2022, hours=1600, credited_on=date(2022, 9, 1)))


def test_a_finished_training_is_one_attendance_with_its_hours_and_no_session(people):
    train(people[:2])
    found = {
        measure: value(f"网络培训.{measure}") for measure in ("次数", "人次", "人数", "人学时", "人天数", "应到人次")
    }
    assert found == {"次数": 0, "人次": 2, "人数": 2, "人学时": 100, "人天数": 4, "应到人次": 0}
    assert value("网络培训.实到率") is None
    assert value("网络培训.人均学时") == Fraction(100, 4)


@pytest.mark.parametrize("state", ["在学", "未结业"])
def test_a_training_that_was_not_finished_counts_nowhere(people, state):
    train(people[:1], state=state)
    assert (value("网络培训.人次"), value("全部活动.人学时")) == (0, 0)


def test_a_training_counts_on_its_last_day(people):
    train(people[:1])
    months = register.by_month(2022, YEAR, {"网络培训.人学时"})
    assert [month for month in months if months[month]["网络培训.人学时"].numerator] == [6]


def test_after_the_as_of_day_it_counts_not_yet(people):
    train(people[:1])
    assert value("网络培训.人次", Scope(YEAR.period, as_of=date(2022, 6, 29))) == 0
    assert value("网络培训.人次", Scope(YEAR.period, as_of=ENDED)) == 1


def test_somebody_who_attended_and_trained_is_one_person(people):
    session_id = sessions.add(sessions.fresh(kind("网络培训").id, date(2022, 3, 7)))
    attendance.save(session_id, {people[0].id: Mark.PRESENT, people[2].id: Mark.LEAVE})
    train(people[:2])
    assert (value("网络培训.人次"), value("网络培训.人数"), value("网络培训.次数")) == (3, 2, 1)
    assert value("网络培训.实到率") == Fraction(1, 2)


def test_study_time_is_hours_and_days_but_nobody_present(people, granted):
    assert (value("全部活动.人学时"), value("全部活动.人天数"), value("全部活动.人次")) == (56, 5, 0)
    assert value("全部活动.人均学时", Scope(YEAR.period, denominator=Denominator.SUBMITTERS)) is None


def test_the_duty_takes_study_time_only_where_she_says_so(people, granted):
    assert value("年度学时.人学时") == 0
    row = kind("学历提升")
    categories.change(row.id, row.draft().__class__(**vars(row.draft()) | {"counts_to_duty": True}))
    assert value("年度学时.人学时") == 40


def test_what_was_earned_belongs_to_the_unit_of_that_day(people, granted):
    train(people[:1])
    assert value("全部活动.人学时", YEAR.of(Population("局机关", party_only=True))) == 90
    assert value("全部活动.人学时", YEAR.of(Population("司法所"))) == 0


def test_each_cadres_hours_hold_what_he_earned_outside(people, granted):
    train(people[:1])
    names = {"全部活动.人学时", "全部活动.人次", "全部活动.实到率"}
    found = register.by_cadre(YEAR, [Slice("", YEAR.period)], names)[""]
    mine = found[people[0].id]
    assert (mine["全部活动.人学时"].value, mine["全部活动.人学时"].records) == (90, 2)
    assert (mine["全部活动.人次"].value, mine["全部活动.实到率"].value) == (1, None)


def test_figures_open_the_trainings_and_the_study_time_behind_them(people, granted):
    train(people[:1])
    lines = evidence.records("全部活动.人学时", YEAR)
    assert [(line.table, line.kind, line.detail) for line in lines] == [
        ("training", "网络培训", "50学时、2天"),
        ("education", "学历提升", "40学时、5天"),
        ("law_exam", "法考", "16学时"),
    ]
    assert [line.who for line in evidence.records("全部活动.人次", YEAR)] == ["李雷"]
    assert [line.who for line in evidence.records("全部活动.人数", YEAR)] == ["李雷"]
