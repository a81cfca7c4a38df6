"""Marks that count nowhere yet: drafts, what is kept in passing, and 补学 afterwards."""

from datetime import date

import pytest

from desktop_app.core.attendance import Entry, Mark
from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.scope import Scope
from desktop_app.core.session import SessionState
from desktop_app.metrics import register
from desktop_app.records import attendance, cadres, history, ledger, make_up, session_list, sessions, unsaved_marks

MARCH = Period.month(2022, 3)
NAMES = {"夜学.次数", "夜学.人次", "夜学.应到人次", "夜学.未登记场数"}


def figures():
    return {name[3:]: int(figure.numerator) for name, figure in register.figures(Scope(MARCH), NAMES).items()}


def test_figures_and_lists_ignore_a_draft(night_study, people):
    before = figures()
    attendance.save_draft(night_study, {people[0].id: Mark.PRESENT, people[1].id: Mark.LEAVE})
    assert figures() == before == {"次数": 0, "人次": 0, "应到人次": 0, "未登记场数": 1}
    row = session_list.rows([night_study])[0]
    assert (row.state, row.is_due, row.attended, row.marked) == ("草稿", True, 0, 0)


def test_recording_a_draft_counts_what_it_held_and_what_is_added(night_study, people):
    attendance.save_draft(night_study, {people[0].id: Mark.PRESENT})
    attendance.save(night_study, {people[1].id: Mark.LEAVE})
    assert figures() == {"次数": 1, "人次": 1, "应到人次": 2, "未登记场数": 0}


def test_a_draft_is_one_step_and_an_emptied_one_is_none(night_study, people):
    attendance.save_draft(night_study, {people[0].id: Mark.PRESENT})
    assert history.undoable().title == "草稿“第1次夜学”（1人）"
    attendance.save_draft(night_study, {people[0].id: None})
    assert attendance.sheet(night_study).state is SessionState.DUE


def test_a_recorded_session_has_no_draft(recorded, people):
    with pytest.raises(UserError, match="已登记"):
        attendance.save_draft(recorded, {people[0].id: Mark.ABSENT})


def test_calling_off_a_draft_clears_its_marks_and_undo_brings_them_back(night_study, people):
    attendance.save_draft(night_study, {people[0].id: Mark.PRESENT})
    sessions.call_off(night_study, "下村")
    assert attendance.entries_of(night_study) == {}
    history.undo_last()
    assert attendance.sheet(night_study).state is SessionState.DRAFT
    assert len(attendance.entries_of(night_study)) == 1


def test_what_cannot_be_a_draft_now_keeps_nobody_from_opening_the_ledger_and_is_tried_again(
    ledger, night_study, people, monkeypatch
):
    unsaved_marks.keep(night_study, {people[0].id: Entry(Mark.LATE)})

    class ClockGoneBack(date):
        @classmethod
        def today(cls):
            return cls(2000, 1, 1)

    with monkeypatch.context() as wrong:
        wrong.setattr(attendance, "date", ClockGoneBack)
        assert "还没有到日子" in unsaved_marks.recover()
    assert "已存为草稿：“第1次夜学”1人" in unsaved_marks.recover()
    assert unsaved_marks.recover() == ""


def test_marks_of_a_session_that_is_not_held_are_no_draft_of_it(ledger, night_study, people):
    unsaved_marks.keep(night_study, {people[0].id: Entry(Mark.LATE)})
    sessions.call_off(night_study, "停电")
    assert unsaved_marks.recover() == ""
    assert session_list.rows([night_study])[0].state == SessionState.OFF


def test_nothing_is_kept_of_a_session_that_was_taken_back(ledger, night_study, people):
    history.undo_last()
    unsaved_marks.keep(night_study, {people[0].id: Entry(Mark.LATE)})
    assert unsaved_marks.recover() == ""


def test_what_is_kept_in_passing_is_no_step_and_becomes_a_draft_after_a_kill(ledger, night_study, people):
    day = date(2022, 3, 9)
    steps = len(history.steps(100))
    marks = {people[0].id: Entry(Mark.LEAVE, "病假"), people[1].id: Entry(Mark.MADE_UP, made_up_on=day)}
    unsaved_marks.keep(night_study, {people[3].id: Entry(Mark.LATE)})
    unsaved_marks.keep(night_study, marks)
    assert len(history.steps(100)) == steps
    from desktop_app.store import database  # noqa: PLC0415

    database.close_ledger()
    (told,) = reopened(ledger)
    assert told == "上次没有来得及保存的出勤标记已存为草稿：“第1次夜学”2人，请接着登记。"
    assert attendance.entries_of(night_study) == marks
    assert attendance.sheet(night_study).state is SessionState.DRAFT
    assert unsaved_marks.recover() == ""


def reopened(folder):
    return ledger.open_(folder)


def test_what_was_saved_meanwhile_is_not_kept_any_more(night_study, people):
    unsaved_marks.keep(night_study, {people[0].id: Entry(Mark.LATE)})
    attendance.save(night_study, {people[0].id: Mark.PRESENT})
    assert unsaved_marks.recover() == ""
    assert attendance.entries_of(night_study) == {people[0].id: Entry(Mark.PRESENT)}


def test_who_left_the_roster_meanwhile_is_not_recovered(night_study, people):
    unsaved_marks.keep(night_study, {people[0].id: Entry(Mark.LATE), people[1].id: Entry(Mark.LATE)})
    cadres.leave(people[0].id, date(2022, 1, 1), "调出")
    assert "1人" in unsaved_marks.recover()


def test_a_bare_mark_leaves_what_belongs_to_the_same_mark(night_study, people):
    attendance.save(night_study, {people[0].id: Entry(Mark.LEAVE, "病假"), people[1].id: Mark.PRESENT})
    attendance.save(night_study, {people[0].id: Mark.LEAVE})
    assert attendance.entries_of(night_study)[people[0].id].leave_kind == "病假"
    attendance.save(night_study, {people[0].id: Mark.ABSENT})
    assert attendance.entries_of(night_study)[people[0].id] == Entry(Mark.ABSENT)


@pytest.mark.parametrize("day", [date(2022, 3, 6), date(date.today().year + 1, 1, 1)])
def test_made_up_before_the_session_or_in_the_future_is_refused(night_study, people, day):
    with pytest.raises(UserError) as error:
        attendance.save(night_study, {people[0].id: Entry(Mark.MADE_UP, made_up_on=day)})
    assert error.value.field == "made_up_on"
    assert attendance.entries_of(night_study) == {}


def test_making_up_counts_once_and_turns_the_absence_into_it(recorded, people):
    attendance.save(recorded, {people[0].id: Mark.ABSENT})
    assert (figures()["人次"], figures()["应到人次"]) == (2, 4)
    rows = make_up.missed(MARCH)
    assert [(row.full_name, row.mark) for row in rows] == [("李雷", "缺席"), ("王伟（办公室）", "请假")]
    make_up.make_up([row for row in rows if row.mark == "缺席"], date(2022, 3, 9), "自学")
    assert history.undoable().title == "登记补学：李雷，1场"
    assert (figures()["人次"], figures()["应到人次"]) == (3, 4)
    attendance.save(recorded, {people[0].id: Entry(Mark.MADE_UP, made_up_on=date(2022, 3, 10))})
    assert (figures()["人次"], figures()["应到人次"]) == (3, 4)
    assert [row.full_name for row in make_up.missed(MARCH)] == ["王伟（办公室）"]


def test_many_make_up_at_once_in_one_step(recorded, people):
    attendance.save(recorded, {people[0].id: Mark.ABSENT})
    make_up.make_up(make_up.missed(MARCH), date(2022, 3, 9), "集中补学")
    assert history.undoable().title == "登记补学：2人，1场"
    assert figures()["人次"] == 4


def test_making_up_is_refused_beside_its_field(recorded):
    rows = make_up.missed(MARCH)
    for day, way, field in ((date(2022, 3, 1), "自学", "made_up_on"), (date(2022, 3, 9), "", "made_up_way")):
        with pytest.raises(UserError) as error:
            make_up.make_up(rows, day, way)
        assert error.value.field == field
    sessions.lock([recorded])
    with pytest.raises(UserError, match="已锁定"):
        make_up.make_up(rows, date(2022, 3, 9), "自学")
