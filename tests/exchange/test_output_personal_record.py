from dataclasses import replace
from datetime import date

import pytest
from playhouse.test_utils import count_queries

from desktop_app.core.attendance import Mark, Role
from desktop_app.core.period import Period
from desktop_app.core.scope import Population
from desktop_app.exchange.output import Choice
from desktop_app.exchange.outputs import named
from desktop_app.exchange.outputs.personal_record import COURSES, sheets
from desktop_app.records import (
    attendance,
    cadres,
    categories,
    education,
    exams,
    law_exams,
    notes,
    sessions,
    trainings,
    units,
)
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.education import EducationDraft
from desktop_app.records.exams import Result
from desktop_app.records.law_exams import LawExamDraft
from desktop_app.records.notes import NoteDraft
from desktop_app.records.session_parts import PartDraft
from desktop_app.records.trainings import TrainingDraft
from desktop_app.records.units import UnitDraft
from tests.exchange.shown import agree, cells

YEAR = Choice(Period.year(2022))
HEAD, TAKEN, LEARNT, STUDIED, DUTIES = range(5)


def kind(name):
    return next(each for each in categories.listed() if each.name == name).id


@pytest.fixture
def of():
    """The form of one person of the year."""
    return lambda person: sheets(replace(YEAR, cadre_id=person.id))[0]


@pytest.fixture
def course(people):
    """A training of three days at which 李雷 passed an exam; 韩梅梅 was away."""
    draft = replace(sessions.fresh(kind("业务培训"), date(2022, 5, 30)), title="执法培训", organiser="县政府", days=300)
    id_ = sessions.add(draft)
    attendance.save(id_, {people[0].id: Mark.PRESENT, people[1].id: Mark.ABSENT})
    exams.save(id_, {people[0].id: Result(8250, True, "证7号")})
    return id_


def test_the_person_stands_as_of_the_last_day_of_the_period(people, of):
    units.add(UnitDraft("法制股"))
    cadres.change(people[1].id, CadreDraft("韩梅梅", "", "女", "1996-07", "中共党员", date(2022, 7, 1), "公务员",
                                           date(2018, 5, 5)))  # fmt: skip
    cadres.add_posting(people[1].id, PostingDraft(units.listed()[-1].id, date(2022, 6, 1), "股长", "一级主任科员"))
    cadres.add_posting(people[1].id, PostingDraft(units.listed()[0].id, date(2023, 6, 1), "主任"))
    assert cells(of(people[1])) == [
        ["姓名", "韩梅梅", "性别", "女", "出生年月", "1996年7月"],
        ["政治面貌", "中共党员", "入党时间", "2022年7月", "参加工作时间", "2018年5月"],
        ["工作单位", "法制股", "人员类别", "公务员"], ["职务", "股长", "职级", "一级主任科员"], ["学历", ""],
    ]  # fmt: skip
    before = sheets(Choice(Period.year(2021), cadre_id=people[1].id))[0]
    assert cells(before)[1][1:4] == ["", "入党时间", ""]
    assert cells(before)[2][1] == "办公室"


def test_trainings_stand_with_days_hours_and_results_then_rows_to_write_in(course, people, of):
    trainings.add(
        TrainingDraft((people[0].id,), kind("网络培训"), "网课", date(2022, 3, 1), date(2022, 3, 9), days=200)
    )
    report = of(people[0])
    rows = cells(report, TAKEN)
    assert rows[:3] == [
        ["2022.3.1—3.9", "网课", "", "", "2", "结业"],
        ["2022.5.30—6.1", "执法培训", "县政府", "8", "3", "82.5分，合格，证7号"],
        [""] * 6,
    ]
    assert len(rows) == COURSES
    assert [row.record for row in report.tables[TAKEN].rows[:2]] == [("training", 1), ("session", course)]
    assert cells(of(people[1]), TAKEN) == [[""] * 6] * COURSES


def test_his_figures_are_those_of_the_register_of_him_alone(course, people, of):
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 7), "三月", 1200))
    lecture = replace(sessions.fresh(kind("党课"), date(2022, 7, 1)), parts=(PartDraft(Role.LECTURER, people[0].id),))
    attendance.save(sessions.add(lecture), {people[0].id: Mark.PRESENT})
    report = of(people[0])
    assert cells(report, LEARNT) == [
        ["应到人次", "2", "参加人次", "2", "实到率", "100.0%"], ["学时", "9.5", "天数", "3", "计入年度学时", "9.5"],
        ["笔记篇数", "1", "笔记字数", "1200", "已审签篇数", "0"], ["讲党课", "1", "研讨发言", "0", "领学", "0"],
    ]  # fmt: skip
    assert agree([report]) == 12


def test_who_has_done_nothing_has_figures_of_nothing_and_no_word_of_the_machine(people, of):
    report = of(people[2])
    assert agree([report]) == 12
    assert cells(report, LEARNT)[0] == ["应到人次", "0", "参加人次", "0", "实到率", "—"]
    assert not any("None" in cell for number in range(6) for row in cells(report, number) for cell in row)


def test_degrees_and_law_exams_stand_and_the_last_degree_is_on_the_head(people, of):
    li = people[0].id
    education.add(EducationDraft(li, "开放大学", "本科", date(2019, 3, 1), "毕业", "法学", to_date=date(2022, 1, 5)))
    education.add(EducationDraft(li, "政法大学", "研究生", date(2022, 9, 1), "毕业", to_date=date(2023, 6, 30)))
    law_exams.add(LawExamDraft(li, 2021, objective=18500, subjective=11000))
    report = of(people[0])
    assert cells(report)[4] == ["学历", "本科，开放大学法学"]
    assert cells(report, STUDIED) == [
        ["本科", "开放大学法学", "2019.3.1—2022.1.5", "", "毕业"],
        ["研究生", "政法大学", "2022.9.1—2023.6.30", "", "在读"],
        ["法考", "", "2021年", "客观题185，主观题110", "通过"],
    ]


def test_duties_stand_as_of_the_last_day(people, of):
    names = {row[0] for row in cells(of(people[0]), DUTIES)}
    assert "科级及以下" in names
    assert of(people[0]).tables[DUTIES].title == "四、学时任务（截至2022年12月31日）"


def test_without_a_person_it_is_everybody_in_post_by_unit(people):
    cadres.leave(people[1].id, date(2022, 5, 1), "调出")
    assert [report.sheet_name for report in sheets(YEAR)] == ["李雷", "王伟（法制股）", "王伟（办公室）"]
    assert [
        report.sheet_name for report in sheets(replace(YEAR, population=Population("全系统", party_only=True)))
    ] == ["李雷"]


def test_who_left_keeps_his_last_post_on_the_form(people, of):
    cadres.leave(people[1].id, date(2022, 5, 1), "调出")
    assert cells(of(people[1]))[2][1] == "办公室（2022年5月1日调出）"


def test_everybody_costs_the_same_queries_as_a_few(course, people, office):
    with count_queries() as few:
        sheets(YEAR)
    for number in range(20):
        cadres.add(CadreDraft(f"丙{number}"), PostingDraft(office, date(2020, 1, 1)))
    attendance.save(course, {person.id: Mark.PRESENT for person in cadres.listed()})
    with count_queries() as many:
        assert len(sheets(YEAR)) == 24
    assert many.count == few.count


def test_nobody_in_post_is_said(people):
    (report,) = sheets(Choice(Period.year(2010)))
    assert (report.tables[0].rows, report.tables[0].empty) == ((), "全系统没有在岗人员")


def test_it_lies_upright_and_is_called_after_whom_it_is_about(people):
    output = named("干部教育培训登记表")
    assert not any(report.is_sideways for report in sheets(YEAR))
    assert output.file_name(YEAR) == "2022年干部教育培训登记表"
    assert output.file_name(replace(YEAR, cadre_id=people[0].id)) == "2022年干部教育培训登记表（李雷）"
