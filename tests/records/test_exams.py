from dataclasses import replace
from datetime import date

import pytest

from desktop_app.core.attendance import Mark
from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.scope import Population, Scope
from desktop_app.metrics import evidence, register
from desktop_app.records import attendance, exams, history, session_list, sessions
from desktop_app.records.exams import Result

YEAR = Scope(Period.year(2022))


@pytest.fixture
def exam(recorded):
    """The recorded 夜学 with a pass mark of 60: three were there, the fourth is on leave."""
    sessions.change(recorded, replace(sessions.draft_of(recorded), pass_mark=6000))
    return recorded


def test_results_are_read_again_and_undone_in_one_step(exam, people):
    results = {people[0].id: Result(8850, True, "证001"), people[1].id: Result(5900, False)}
    exams.save(exam, results)
    lines = {line.cadre_id: line for line in exams.sheet(exam).lines}
    assert {id_: lines[id_].result for id_ in results} == results
    assert exams.sheet(exam).pass_mark == 6000
    history.undo_last()
    assert exams.sheet(exam).lines[0].result == exams.NO_RESULT


@pytest.mark.parametrize(
    ("score", "mark", "passed"), [(6000, 6000, True), (5999, 6000, False), (None, 6000, None), (90, None, None)]
)
def test_whether_a_score_is_enough(score, mark, passed):
    assert exams.passes(score, mark) is passed


def test_whoever_was_not_there_has_no_result_unless_he_is_marked_too(exam, people):
    absent = people[3].id
    results = {absent: Result(7000, True)}
    assert [line.cadre_id for line in exams.not_attending(exams.sheet(exam), results)] == [absent]
    with pytest.raises(UserError, match="没有登记到场"):
        exams.save(exam, results)
    exams.save(exam, results, present=[absent])
    line = next(line for line in exams.sheet(exam).lines if line.cadre_id == absent)
    assert (line.mark, line.result) == (Mark.PRESENT, Result(7000, True))


def test_results_of_a_session_nobody_recorded_record_it(night_study, people):
    exams.save(night_study, {people[0].id: Result(7000)}, present=[people[0].id])
    assert session_list.rows([night_study])[0].state == "已登记"


def test_a_score_beyond_any_exam_and_a_locked_sheet_are_refused(exam, people):
    with pytest.raises(UserError, match="应在0和1000之间"):
        exams.save(exam, {people[0].id: Result(100_001)})
    sessions.lock([exam])
    with pytest.raises(UserError, match="已锁定"):
        exams.save(exam, {people[0].id: Result(7000)})


def test_figures_count_those_who_were_there_and_passed(exam, people):
    exams.save(exam, {people[0].id: Result(9000, True), people[1].id: Result(100, False), people[2].id: Result(8000)})
    assert register.figure("夜学.合格人次", YEAR).value == 1
    rate = register.figure("夜学.合格率", YEAR)
    assert (rate.numerator, rate.denominator) == (1, 2)
    assert [line.detail for line in evidence.records("夜学.合格率", YEAR)] == ["到，90分，合格", "到，1分，不合格"]
    assert register.figure("夜学.合格人次", YEAR.of(Population.parse("局机关"))).records <= 1


def test_a_result_counts_no_more_once_its_owner_was_not_there(exam, people):
    exams.save(exam, {people[0].id: Result(9000, True)})
    attendance.save(exam, {people[0].id: Mark.ABSENT})
    assert register.figure("夜学.合格人次", YEAR).value == 0
    assert exams.results(Period.year(2022)) == []


def test_the_list_of_the_year_begins_with_the_best(exam, people):
    exams.save(
        exam, {people[0].id: Result(7000, True), people[1].id: Result(9000, True), people[2].id: Result(None, True)}
    )
    assert [line.name for line in exams.results(Period.year(2022))] == ["韩梅梅", "李雷", "王伟（法制股）"]
    assert exams.results(Period(date(2022, 4, 1), date(2022, 4, 30))) == []
