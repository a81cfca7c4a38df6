"""Personal trainings, degrees, law exams and pass marks: entering, changing, undoing, and what is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop_app.core.errors import UserError
from desktop_app.records import (
    attachments,
    cadres,
    categories,
    education,
    history,
    law_exams,
    pass_marks,
    trainings,
)
from desktop_app.records.education import EducationDraft
from desktop_app.records.law_exams import LawExamDraft
from desktop_app.records.pass_marks import PassMarkDraft
from desktop_app.records.trainings import FinishDraft, TrainingDraft

TODAY = date.today()
TOMORROW = TODAY + timedelta(1)


TRAINING = TrainingDraft((1,), 1, "网络专题班", date(2022, 4, 1), date(2022, 4, 10), hours=2000, days=300)
DEGREE = EducationDraft(1, "云南大学", "本科", date(2020, 9, 1), "毕业", to_date=date(2022, 7, 1))
EXAM = LawExamDraft(1, 2022, objective=19000, subjective=11000)


@pytest.fixture
def training(people):
    kind = next(row.id for row in trainings.kinds() if row.name == "网络培训")
    return replace(TRAINING, cadre_ids=(people[0].id,), category_id=kind)


@pytest.fixture
def degree(people):
    return replace(DEGREE, cadre_id=people[0].id)


@pytest.fixture
def exam(people):
    return replace(EXAM, cadre_id=people[0].id)


def refused(call):
    with pytest.raises(UserError) as caught:
        call()
    return caught.value.field, str(caught.value)


def test_one_form_enters_a_training_for_several_people(training, people):
    trainings.add(replace(training, cadre_ids=(people[0].id, people[2].id)))
    assert [(row.full_name, row.unit) for row in trainings.listed()] == [
        ("王伟（法制股）", "办公室"),
        ("李雷", "办公室"),
    ]
    assert history.undoable().title == "新增个人培训：李雷等2人，网络专题班"


def test_a_training_is_changed_removed_and_brought_back(training):
    trainings.add(training)
    (row,) = trainings.listed(2022)
    assert row.draft() == training
    trainings.change(row.id, replace(training, title="任职班"))
    trainings.remove([row.id])
    assert trainings.listed() == []
    history.undo_last()
    assert [each.title for each in trainings.listed()] == ["任职班"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"cadre_ids": ()}, "cadre_ids"),
        ({"category_id": 0}, "category_id"),
        ({"title": " "}, "title"),
        ({"state": "毕业"}, "state"),
        ({"region": "国外"}, "region"),
        ({"level": "镇"}, "level"),
        ({"to_date": None}, "to_date"),
        ({"to_date": TOMORROW}, "to_date"),
        ({"to_date": date(2022, 3, 31)}, "to_date"),
        ({"from_date": TOMORROW, "to_date": None, "state": "未结业"}, "from_date"),
        ({"days": 1001}, "days"),
        ({"hours": 24001}, "hours"),
        ({"hours": -1}, "hours"),
        ({"hours": 0, "days": 0}, "hours"),
    ],
)
def test_a_training_that_cannot_be_is_refused_beside_its_field(changed, field):
    assert refused(replace(TRAINING, **changed).check)[0] == field


def test_a_training_counts_only_for_who_was_in_post_on_its_last_day(training):
    early = replace(training, from_date=date(2019, 1, 1), to_date=date(2019, 1, 31))
    assert refused(lambda: trainings.add(early)) == ("to_date", "李雷在2019年1月31日不在岗，请核对日期和人员。")


def test_the_same_training_twice_is_refused(training):
    trainings.add(training)
    assert refused(lambda: trainings.add(training)) == ("title", "李雷的“网络专题班”（2022年4月1日起）登记过了。")


def test_one_record_stays_one_persons(training, people):
    trainings.add(training)
    both = replace(training, cadre_ids=(people[0].id, people[1].id))
    assert refused(lambda: trainings.change(trainings.listed()[0].id, both))[0] == "cadre_ids"


def test_a_class_is_finished_at_once_or_not_at_all(training, people):
    running = replace(training, cadre_ids=(people[0].id, people[1].id), state="在学", hours=0)
    trainings.add(running)
    ids = [row.id for row in trainings.listed()]
    assert refused(lambda: trainings.finish(ids, FinishDraft(TOMORROW, 5000)))[0] == "to_date"
    trainings.finish(ids, FinishDraft(date(2022, 6, 30), 5000))
    assert {(row.state, row.to_date, row.hours, row.days) for row in trainings.listed()} == {
        ("结业", date(2022, 6, 30), 5000, 300)
    }
    history.undo_last()
    assert {row.state for row in trainings.listed()} == {"在学"}


def test_what_goes_on_past_its_last_day_is_marked(training):
    trainings.add(replace(training, state="在学"))
    assert trainings.listed()[0].is_overdue


def test_study_time_is_no_kind_of_training(ledger):
    assert {"学历提升", "法考"}.isdisjoint(row.name for row in trainings.kinds())


def test_a_kind_with_trainings_and_those_of_study_time_stay(training):
    trainings.add(training)
    for name in ("网络培训", "学历提升"):
        row = next(row for row in categories.listed() if row.name == name)
        assert "不能删除" in refused(lambda row=row: categories.remove(row.id))[1]


def test_files_are_attached_for_each_of_the_people(training, people, tmp_path):
    paper = tmp_path / "结业证.txt"
    paper.write_text("结业", encoding="utf-8")
    trainings.add(replace(training, cadre_ids=(people[0].id, people[1].id), files=(paper,)))
    assert [attachments.listed("training", row.id)[0].name for row in trainings.listed()] == ["结业证.txt"] * 2


def test_a_degree_is_entered_changed_and_removed(degree):
    education.add(degree)
    (row,) = education.listed()
    assert (row.draft(), row.full_name, row.unit) == (degree, "李雷", "办公室")
    education.change(row.id, replace(degree, major="法学"))
    education.remove([row.id])
    history.undo_last()
    assert education.listed()[0].major == "法学"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"cadre_id": 0}, "cadre_id"),
        ({"school": ""}, "school"),
        ({"level": ""}, "level"),
        ({"state": "结业"}, "state"),
        ({"state": "在读"}, "state"),
        ({"to_date": None}, "to_date"),
        ({"to_date": TOMORROW}, "to_date"),
        ({"to_date": date(2019, 7, 1)}, "to_date"),
        ({"from_date": TOMORROW, "to_date": None, "state": "在读"}, "from_date"),
        ({"hours": 4000}, "credited_on"),
        ({"credited_on": date(2022, 1, 1)}, "hours"),
        ({"hours": 4000, "credited_on": TOMORROW}, "credited_on"),
        ({"hours": 4000, "credited_on": date(2020, 1, 1)}, "credited_on"),
    ],
)
def test_a_degree_that_contradicts_itself_is_refused_beside_its_field(changed, field):
    assert refused(replace(DEGREE, **changed).check)[0] == field


def test_the_same_degree_twice_is_refused(degree):
    education.add(degree)
    assert refused(lambda: education.add(degree))[0] == "school"


def test_study_time_needs_a_day_in_post(degree, people):
    cadres.leave(people[0].id, date(2021, 12, 31), "调出")
    late = replace(degree, hours=100, credited_on=date(2022, 2, 1))
    assert refused(lambda: education.add(late)) == ("credited_on", "李雷在2022年2月1日不在岗，请核对日期和人员。")


def test_who_should_have_finished_by_now_is_marked(degree, monkeypatch):
    education.add(replace(degree, state="在读", to_date=TOMORROW))
    assert not education.listed()[0].is_overdue
    later = TODAY + timedelta(9)
    monkeypatch.setattr(education, "date", type("Later", (date,), {"today": classmethod(lambda _: later)}))
    assert education.listed()[0].is_overdue


def test_a_law_exam_shows_how_it_came_out(exam):
    law_exams.add(exam)
    (row,) = law_exams.listed(2022)
    assert (row.draft(), row.result, row.unit) == (exam, "通过", "办公室")
    law_exams.change(row.id, replace(exam, subjective=9000))
    assert law_exams.listed()[0].result == "客观题通过"
    law_exams.remove([row.id])
    assert law_exams.listed() == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"cadre_id": 0}, "cadre_id"),
        ({"year": 22}, "year"),
        ({"year": TODAY.year + 1}, "year"),
        ({"objective": 30001}, "objective"),
        ({"subjective": 18001}, "subjective"),
        ({"days": 100}, "credited_on"),
    ],
)
def test_a_law_exam_that_cannot_be_is_refused_beside_its_field(changed, field):
    assert refused(replace(EXAM, **changed).check)[0] == field


def test_no_subjective_score_without_the_objective_part(exam):
    assert refused(lambda: law_exams.add(replace(exam, objective=17900)))[0] == "subjective"
    assert refused(lambda: law_exams.add(replace(exam, objective=None)))[0] == "objective"


def test_the_objective_part_of_the_year_before_lets_the_subjective_stand_alone(exam):
    law_exams.add(replace(exam, year=2021, subjective=None))
    law_exams.add(replace(exam, objective=None))
    assert [row.result for row in law_exams.listed()] == ["通过", "客观题通过"]


def test_an_exam_twice_in_a_year_is_refused(exam):
    law_exams.add(exam)
    assert refused(lambda: law_exams.add(exam)) == ("year", "李雷2022年的法考已经登记过了，请修改那一条。")


def test_pass_marks_are_kept_by_year_and_area(ledger):
    pass_marks.add(PassMarkDraft(2020, " 放宽地区 ", 16000, 9000))
    assert pass_marks.areas() == ["全国", "放宽地区"]
    row = pass_marks.listed()[0]
    pass_marks.change(row.id, replace(row.draft(), objective=15500))
    assert pass_marks.listed()[0].objective == 15500
    pass_marks.remove(row.id)
    assert pass_marks.areas() == ["全国"]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (PassMarkDraft(0, "甲县", 16000, 9000), "from_year"),
        (PassMarkDraft(2020, "", 16000, 9000), "area"),
        (PassMarkDraft(2020, "甲县", 0, 9000), "objective"),
        (PassMarkDraft(2020, "甲县", 16000, 18100), "subjective"),
    ],
)
def test_pass_marks_that_cannot_be_are_refused_beside_their_field(draft, field):
    assert refused(draft.check)[0] == field


def test_pass_marks_twice_are_refused_and_some_national_ones_always_stay(ledger):
    assert refused(lambda: pass_marks.add(PassMarkDraft(2018, "全国", 16000, 9000)))[0] == "from_year"
    assert "至少要留一条" in refused(lambda: pass_marks.remove(pass_marks.listed()[0].id))[1]
