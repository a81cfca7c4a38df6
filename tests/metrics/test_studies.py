"""Figures of degrees, law exams and required readings, as they stood at the end of a span of time."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.core.attendance import Mark
from desktop_app.core.period import Period
from desktop_app.core.scope import Population, Scope
from desktop_app.core.study import ExamResult, PassMarks, exam_result, marks_for
from desktop_app.metrics import evidence, register
from desktop_app.records import attendance, education, law_exams, pass_marks, readings, sessions
from desktop_app.records.education import EducationDraft
from desktop_app.records.law_exams import LawExamDraft
from desktop_app.records.pass_marks import PassMarkDraft
from desktop_app.records.readings import ReadingDraft

YEAR = Scope(Period.year(2022))
NATIONAL = PassMarks(2018, "全国", 18000, 10800)


def values(subject, scope=YEAR):
    found = register.figures(scope)
    return {name.partition(".")[2]: figure.value for name, figure in found.items() if name.startswith(f"{subject}.")}


@pytest.fixture
def degree(people):
    """李雷 studied from September 2020 to July 2022."""
    education.add(EducationDraft(people[0].id, "云南大学", "本科", date(2020, 9, 1), "毕业", to_date=date(2022, 7, 1)))


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period.month(2020, 8), (0, 0, 0)),
        (Period.month(2022, 3), (1, 1, 0)),
        (Period.month(2022, 7), (1, 0, 1)),
        (Period.month(2022, 8), (0, 0, 0)),
        (Period.year(2022), (1, 0, 1)),
    ],
)
def test_a_degree_is_studied_for_until_its_last_day(degree, period, expected):
    assert tuple(values("学历提升", Scope(period)).values()) == expected


def test_up_to_the_as_of_day_somebody_was_still_studying(degree):
    assert values("学历提升", Scope(YEAR.period, as_of=date(2022, 6, 30)))["在读人数"] == 1


def test_somebody_with_two_degrees_is_one_person(degree, people):
    education.add(EducationDraft(people[0].id, "中央党校", "研究生", date(2022, 9, 1)))
    found = values("学历提升")
    assert (found["人数"], found["在读人数"], found["毕业人数"]) == (1, 1, 1)
    assert len(evidence.records("学历提升.人数", YEAR)) == 2


def test_degrees_of_another_population_are_not_counted(degree):
    assert values("学历提升", YEAR.of(Population("司法所")))["人数"] == 0


@st.composite
def studied(draw):
    begun = draw(st.dates(date(2021, 1, 1), date(2022, 12, 31)))
    state = draw(st.sampled_from(["在读", "毕业", "肄业"]))
    ended = draw(st.dates(begun, date(2023, 6, 30))) if state != "在读" or draw(st.booleans()) else None
    return begun, ended, state


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(studied(), st.dates(date(2021, 1, 1), date(2023, 3, 1)), st.integers(0, 400))
def test_a_degree_counts_as_a_look_at_every_day_says(people, given_, first, length):
    """Studied for on any day of the period; and on the last day it still is, or how it ended."""
    from datetime import timedelta  # noqa: PLC0415

    from desktop_app.store.models import Education, db  # noqa: PLC0415

    begun, ended, state = given_
    last = first + timedelta(length)
    days = [first + timedelta(n) for n in range(length + 1)]
    goes_on = [begun <= day and (state == "在读" or ended is None or day <= ended) for day in days]
    studying = begun <= last and (state == "在读" or (ended is not None and last < ended))
    with db.atomic() as everything:
        db.execute_sql("INSERT INTO current_step (id) VALUES (1)")
        Education.create(cadre=people[0].id, school="甲", level="本科", from_date=begun, to_date=ended, state=state)
        found = values("学历提升", Scope(Period(first, last)))
        everything.rollback()
    graduated = any(goes_on) and not studying and state == "毕业"
    assert tuple(found.values()) == (any(goes_on), any(goes_on) and studying, graduated)


@pytest.mark.parametrize(
    ("scores", "kept", "result"),
    [
        ((None, None), False, "未出成绩"),
        ((17900, None), False, "未通过"),
        ((18000, None), False, "客观题通过"),
        ((18000, 10799), False, "客观题通过"),
        ((18000, 10800), False, "通过"),
        ((None, 10800), False, "未通过"),
        ((None, 10800), True, "通过"),
        ((None, 10700), True, "未通过"),
    ],
)
def test_the_result_follows_from_the_scores(scores, kept, result):
    assert exam_result(NATIONAL, *scores, kept_objective=kept) == ExamResult(result)


def test_the_newest_marks_of_the_area_hold_else_the_national_ones():
    relaxed = PassMarks(2020, "甲县", 16000, 9000)
    known = [NATIONAL, relaxed, PassMarks(2023, "甲县", 16500, 9500)]
    assert marks_for(known, 2022, "甲县") == relaxed
    assert marks_for(known, 2019, "甲县") == NATIONAL
    assert marks_for(known, 2022, "") == NATIONAL
    assert marks_for(known, 2017, "") is None


def test_the_objective_part_holds_for_two_years(people):
    law_exams.add(LawExamDraft(people[0].id, 2021, objective=19000))
    law_exams.add(LawExamDraft(people[0].id, 2022, subjective=11000))
    assert values("法考")["通过人数"] == 1
    assert values("法考", Scope(Period.year(2021)))["客观题通过人数"] == 1


def test_law_exams_are_counted_by_year_and_people(people):
    for person, scores in zip(people, ((19000, 11000), (19000, None), (12000, None), (None, None)), strict=True):
        law_exams.add(LawExamDraft(person.id, 2022, "", *scores))
    assert values("法考") == {"报考人数": 4, "客观题通过人数": 1, "通过人数": 1, "通过率": Fraction(1, 4)}
    assert values("法考", Scope(Period.year(2021)))["报考人数"] == 0
    assert [line.detail for line in evidence.records("法考.通过人数", YEAR)] == ["通过"]


def test_other_pass_marks_change_the_results(people):
    law_exams.add(LawExamDraft(people[0].id, 2022, "甲县", 16500, None))
    assert values("法考")["客观题通过人数"] == 0
    pass_marks.add(PassMarkDraft(2022, "甲县", 16000, 9000))
    assert values("法考")["客观题通过人数"] == 1


@pytest.fixture
def listed(recorded):
    """The texts 宪法 (by the end of June), 党章 for party members, 民法典."""
    readings.add(ReadingDraft(2022, "宪法", deadline=date(2022, 6, 30)))
    readings.add(ReadingDraft(2022, "《党章》", population="党员"))
    readings.add(ReadingDraft(2022, "民法典"))


def read_in(session_id, *titles):
    draft = sessions.draft_of(session_id)
    sessions.change(session_id, draft.__class__(**vars(draft) | {"readings": titles}))


def test_a_reading_is_covered_by_a_held_session_within_the_days(listed, recorded):
    assert values("必学篇目") == {"篇目数": 3, "已学篇数": 0, "完成率": 0}
    read_in(recorded, "《宪法》", "学习《党 章》")
    assert values("必学篇目")["已学篇数"] == 2
    assert values("必学篇目", Scope(Period.month(2022, 4)))["已学篇数"] == 0
    assert values("必学篇目", Scope(Period.year(2022), as_of=date(2022, 3, 6)))["已学篇数"] == 0


def test_for_part_of_the_people_one_of_them_must_have_attended(listed, recorded, people):
    read_in(recorded, "民法典")
    party = YEAR.of(Population.parse("党员"))
    assert values("必学篇目", party)["已学篇数"] == 1
    attendance.save(recorded, {people[0].id: Mark.ABSENT})
    assert values("必学篇目", party) == {"篇目数": 3, "已学篇数": 0, "完成率": 0}
    assert values("必学篇目")["已学篇数"] == 1


def test_texts_of_others_are_not_asked_of_a_population(listed):
    assert values("必学篇目", YEAR.of(Population("司法所")))["篇目数"] == 0


def test_a_reading_not_covered_by_its_deadline_is_overdue(listed):
    lines = {line.title: line.detail for line in evidence.records("必学篇目.篇目数", YEAR)}
    assert lines == {"宪法": "超期未学", "《党章》": "未学", "民法典": "未学"}
