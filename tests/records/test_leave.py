from dataclasses import replace
from datetime import date

import pytest

from desktop_app.core.attendance import Entry, Mark
from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.records import attendance, cadres, history, leave
from desktop_app.records.leave import LeaveDraft

DAY = date(2022, 3, 7)


@pytest.fixture
def away(people):
    """李雷 is on 事假 from 3 to 9 March."""
    draft = LeaveDraft(people[0].id, date(2022, 3, 3), date(2022, 3, 9), "事假", "家中有事")
    leave.add(draft)
    return draft


def refused(draft):
    with pytest.raises(UserError) as error:
        leave.add(draft)
    return error.value.field, str(error.value)


def test_a_leave_is_one_step_that_says_whose_it_is(away):
    assert history.undoable().title == "请假：李雷，事假，2022年3月3日至3月9日"
    history.undo_last()
    assert leave.listed() == []


def test_the_days_of_a_period_find_the_leaves_that_touch_it(away):
    assert [row.full_name for row in leave.listed(Period(date(2022, 3, 9), date(2022, 3, 20)))] == ["李雷"]
    assert leave.listed(Period(date(2022, 3, 10), date(2022, 3, 20))) == []
    assert leave.listed()[0].days == 7
    assert leave.years()[-1] == 2022


def test_a_day_knows_who_is_away_and_why(away, people):
    assert leave.on_day(date(2022, 3, 3)) == leave.on_day(date(2022, 3, 9)) == {people[0].id: "事假"}
    assert leave.on_day(date(2022, 3, 10)) == {}


def test_an_end_before_the_start_is_refused_beside_it(people):
    field, sentence = refused(LeaveDraft(people[0].id, DAY, date(2022, 3, 6), "事假"))
    assert (field, "早于开始日期2022年3月7日" in sentence) == ("to_date", True)


def test_a_leave_over_another_of_the_same_person_is_refused(away, people):
    field, sentence = refused(LeaveDraft(people[0].id, date(2022, 3, 9), date(2022, 3, 12), "病假"))
    assert (field, "2022年3月3日至2022年3月9日已有事假" in sentence) == ("from_date", True)
    leave.add(LeaveDraft(people[1].id, date(2022, 3, 9), date(2022, 3, 12), "病假"))


def test_a_leave_is_no_overlap_of_itself_when_it_is_changed(away):
    leave.change(leave.listed()[0].id, replace(away, to_date=date(2022, 3, 15)))
    assert leave.listed()[0].to_date == date(2022, 3, 15)


def test_days_out_of_post_are_refused_beside_the_day_that_is_wrong(people):
    cadres.leave(people[0].id, date(2022, 3, 31), "退休")
    field, sentence = refused(LeaveDraft(people[0].id, DAY, date(2022, 4, 2), "病假"))
    assert (field, sentence.startswith("李雷在2022年4月1日不在岗")) == ("to_date", True)
    assert refused(LeaveDraft(people[0].id, date(2022, 4, 1), date(2022, 4, 2), "病假"))[0] == "from_date"
    assert refused(LeaveDraft(people[1].id, date(2019, 4, 1), DAY, "病假"))[0] == "from_date"


def test_a_kind_is_needed(people):
    assert refused(LeaveDraft(people[0].id, DAY, DAY, " "))[0] == "kind"


def test_the_sheets_of_its_days_know_it_and_nothing_is_marked_by_it(away, night_study):
    first, second, *_ = attendance.sheet(night_study).lines
    assert (first.leave, first.entry, second.leave) == ("事假", None, "")


def test_marks_saved_because_of_it_stay_when_it_is_removed(away, night_study, people):
    attendance.save(night_study, {people[0].id: Entry.on_leave("事假")})
    leave.remove([leave.listed()[0].id])
    assert attendance.entries_of(night_study) == {people[0].id: Entry(Mark.LEAVE, "事假")}


def test_trips_on_duty_are_no_leave():
    assert Entry.on_leave("出差").mark is Entry.on_leave("公差").mark is Mark.DUTY
    assert Entry.on_leave("学习").mark is Mark.LEAVE
