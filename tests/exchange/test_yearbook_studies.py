"""The sheets 必学篇目, 个人培训, 学历与法考 as they stood on a day of the year."""

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.core.period import Period
from desktop_app.core.scope import EVERYBODY, Denominator, Scope
from desktop_app.exchange.report import worded
from desktop_app.exchange.yearbook import studies
from desktop_app.exchange.yearbook.year import Year
from desktop_app.records import education, law_exams, readings, sessions, trainings
from desktop_app.records.education import EducationDraft
from desktop_app.records.law_exams import LawExamDraft
from desktop_app.records.readings import ReadingDraft
from desktop_app.records.trainings import TrainingDraft


def year(as_of=None):
    return Year(Scope(Period.year(2022).until(as_of), EVERYBODY, Denominator.END, as_of), "某局")


def cells(reports, number=0):
    """The rows of a table of the first sheet, as they are printed."""
    report, *_ = reports
    return [[worded(cell) for cell in row.cells] for row in report.tables[number].rows]


@pytest.fixture
def degree(people):
    education.add(EducationDraft(people[0].id, "云南大学", "本科", date(2020, 9, 1), "毕业", to_date=date(2022, 7, 1)))


def test_trainings_of_the_year_stand_in_order_with_what_they_were_that_day(people):
    kind = next(row.id for row in trainings.kinds() if row.name == "网络培训")
    given = TrainingDraft((people[0].id,), kind, "甲", date(2022, 4, 1), date(2022, 6, 1), hours=2000)
    trainings.add(given)
    trainings.add(TrainingDraft((people[1].id,), kind, "旧", date(2021, 4, 1), date(2021, 6, 1), hours=2000))
    assert [(row[1], row[4], row[12]) for row in cells(studies.trainings(year()))] == [("李雷", "甲", "结业")]
    assert [row[12] for row in cells(studies.trainings(year(date(2022, 5, 1))))] == ["在学"]
    assert cells(studies.trainings(year(date(2022, 3, 1)))) == []


def test_degrees_stand_below_the_registers_figures(degree):
    assert cells(studies.degrees_and_exams(year())) == [["1", "0", "1"]]
    assert cells(studies.degrees_and_exams(year()), 1)[0][9] == "毕业"
    assert cells(studies.degrees_and_exams(year(date(2022, 3, 1))), 1)[0][9] == "在读"


def test_law_exams_stand_with_their_results(people):
    law_exams.add(LawExamDraft(people[0].id, 2022, objective=19000))
    law_exams.add(LawExamDraft(people[1].id, 2021, objective=19000))
    sheet = studies.degrees_and_exams(year())[1:]
    assert cells(sheet) == [["1", "1", "0", "0.0%"]]
    assert [row[1:8] for row in cells(sheet, 1)] == [["2022", "李雷", "办公室", "全国", "190", "", "客观题通过"]]


def test_readings_name_their_sessions_and_who_is_missing(recorded):
    readings.add(ReadingDraft(2022, "宪法"))
    draft = sessions.draft_of(recorded)
    sessions.change(recorded, draft.__class__(**vars(draft) | {"readings": ("《宪法》",)}))
    sheet = studies.required_readings(year())
    assert cells(sheet) == [["1", "1", "100.0%"]]
    assert cells(sheet, 1) == [["1", "2022", "《宪法》", "", "", "全系统", "", "已学", "3月7日", "4", "3"]]
    assert cells(sheet[1:]) == [["王伟（办公室）", "办公室", "1", "1", "《宪法》"]]
    assert cells(studies.required_readings(year(date(2022, 3, 6))), 1)[0][7:] == ["未学", "", "4", "0"]


def test_hours_days_and_scores_are_numbers_that_can_be_added_up(people):
    kind = next(row.id for row in trainings.kinds() if row.name == "网络培训")
    trainings.add(TrainingDraft((people[0].id,), kind, "甲", date(2022, 4, 1), date(2022, 6, 1), hours=2050))
    law_exams.add(LawExamDraft(people[0].id, 2022, objective=19000))
    (training,), (exam,) = (
        sheet.tables[-1].rows for sheet in (studies.trainings(year())[0], studies.degrees_and_exams(year())[1])
    )
    assert training.cells[10:12] == (Decimal("20.5"), None)
    assert exam.cells[5:7] == (Decimal(190), None)
