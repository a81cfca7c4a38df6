from dataclasses import replace
from datetime import date

import pytest
from playhouse.test_utils import count_queries

from desktop_app.core.attendance import Mark
from desktop_app.core.period import Period
from desktop_app.exchange.output import Choice
from desktop_app.exchange.outputs.training_register import sheet
from desktop_app.records import attendance, categories, sessions, trainings
from desktop_app.records.trainings import TrainingDraft
from tests.exchange.shown import agree, cells

YEAR = Choice(Period.year(2022))


@pytest.fixture
def send(people):
    kind = next(each for each in categories.listed() if each.name == "外出培训")

    def sent(day, who, **given):
        id_ = sessions.add(replace(sessions.fresh(kind.id, day), **given))
        attendance.save(id_, {people[number].id: mark for number, mark in who.items()})
        return id_

    return sent


def test_a_training_away_stands_with_notice_days_and_who_went(send):
    id_ = send(
        date(2022, 4, 4), {0: Mark.PRESENT, 1: Mark.ABSENT, 2: Mark.LATE}, title="骨干班", organiser="省厅",
        level="省厅", region="省外", notice_number="〔2022〕7号", days=450, hours=4000, report_due_on=date(2022, 5, 1),
    )  # fmt: skip
    report = sheet(YEAR)
    assert cells(report, 1) == [
        ["1", "〔2022〕7号", "骨干班", "省厅", "省厅", "省外", "2022-04-04", "2022-04-08", "4.5", "40", "2",
         "李雷、王伟（法制股）", "2022-05-01", ""]
    ]  # fmt: skip
    assert report.tables[1].rows[0].record == ("session", id_)


def test_its_figures_are_those_of_the_register(send):
    send(date(2022, 4, 4), {0: Mark.PRESENT}, days=300, hours=2400)
    report = sheet(YEAR)
    assert cells(report) == [["外出培训", "1", "1", "1", "24", "3"], ["任职培训", "0", "0", "0", "0", "0"]]
    assert agree([report]) == 10


def test_personal_trainings_stand_as_they_were_at_the_end_of_the_period(people):
    kind = next(each for each in categories.listed() if each.name == "任职培训")
    draft = TrainingDraft((people[0].id,), kind.id, "任职班", date(2022, 3, 1), date(2022, 6, 1), days=500, hours=4000)
    trainings.add(draft)
    row = ["1", "李雷", "办公室", "任职班", "", "", "", "2022-03-01", "2022-06-01", "5", "40"]
    assert cells(sheet(YEAR), 2) == [[*row, "结业", ""]]
    assert cells(sheet(Choice(Period.month(2022, 3))), 2) == [[*row, "在学", ""]]
    assert cells(sheet(Choice(Period.month(2022, 7))), 2) == []


def test_it_costs_the_same_queries_however_many_were_sent(send):
    send(date(2022, 4, 4), {0: Mark.PRESENT})
    with count_queries() as few:
        sheet(YEAR)
    for month in range(5, 10):
        send(date(2022, month, 4), dict.fromkeys(range(4), Mark.PRESENT))
    with count_queries() as many:
        sheet(YEAR)
    assert many.count == few.count
