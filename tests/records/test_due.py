from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.records import attendance, categories, due, history, series, session_list, sessions
from desktop_app.records.due import Answer, Choice, Decision, _answered
from desktop_app.records.series import SeriesDraft, SeriesRow

TODAY = date(2022, 3, 25)
MONDAYS = [date(2022, 3, 7), date(2022, 3, 14), date(2022, 3, 21)]


@pytest.fixture
def night(people):
    """夜学 every Monday 19:30 from 2022-03-07 on; gives its draft."""
    kind = next(row.id for row in categories.listed() if row.name == "夜学")
    draft = SeriesDraft(kind, (1,), MONDAYS[0], start="19:30", end="21:30", hours=200, place="三楼会议室")
    series.add(draft)
    return draft


def fallen(today=TODAY):
    return [(each.day, each.session_id is not None) for each in due.fallen_due(today)]


def session(draft, day, **more):
    return sessions.add(replace(sessions.fresh(draft.category_id, day), **more))


def test_every_day_up_to_today_falls_due(night):
    assert fallen() == [(day, False) for day in MONDAYS]
    assert fallen(MONDAYS[0]) == [(MONDAYS[0], False)]
    assert not fallen(MONDAYS[0] - timedelta(1))


def test_recording_makes_the_sessions_of_the_series_in_one_step(night):
    due.settle([Decision(each, Choice.RECORD) for each in due.fallen_due(TODAY)])
    assert fallen() == [(day, True) for day in MONDAYS]
    made = [sessions.draft_of(id_) for id_ in session_list.keys(session_list.Wanted(), descending=False)]
    assert [each.title for each in made] == ["第1次夜学", "第2次夜学", "第3次夜学"]
    assert [each.number for each in made] == ["2022-001", "2022-002", "2022-003"]
    assert {(each.start, each.end, each.hours, each.place) for each in made} == {("19:30", "21:30", 200, "三楼会议室")}
    assert [each.planned_on for each in made] == MONDAYS
    assert history.undoable().action == "到期事项：待登记3项"
    history.undo_last()
    assert fallen() == [(day, False) for day in MONDAYS]


def test_what_is_put_off_keeps_both_days_and_answers_for_the_planned_one(night):
    first = due.fallen_due(TODAY)[0]
    due.settle([Decision(first, Choice.POSTPONE, date(2022, 3, 9), "会议冲突")])
    (made,) = [sessions.draft_of(id_) for id_ in session_list.keys(session_list.Wanted())]
    assert (made.planned_on, made.held_on, made.reason) == (MONDAYS[0], date(2022, 3, 9), "会议冲突")
    assert fallen() == [(date(2022, 3, 9), True), (MONDAYS[1], False), (MONDAYS[2], False)]


def test_what_is_put_off_to_another_day_of_the_series_does_not_answer_for_that_one(night):
    due.settle([Decision(due.fallen_due(TODAY)[0], Choice.POSTPONE, MONDAYS[1])])
    assert fallen() == [(MONDAYS[1], False), (MONDAYS[1], True), (MONDAYS[2], False)]


def test_what_is_not_held_is_kept_with_its_reason_and_does_not_fall_due_again(night):
    due.settle([Decision(due.fallen_due(TODAY)[0], Choice.OFF, reason="停电")])
    (made,) = [sessions.draft_of(id_) for id_ in session_list.keys(session_list.Wanted())]
    assert (made.state, made.reason, made.title) == ("不举行", "停电", "夜学")
    assert fallen() == [(day, False) for day in MONDAYS[1:]]


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        ({"choice": Choice.OFF}, "请填写事由"),
        ({"choice": Choice.POSTPONE}, "推迟到哪一天"),
        ({"choice": Choice.POSTPONE, "day": MONDAYS[0]}, "应晚于2022年3月7日"),
    ],
)
def test_one_that_cannot_be_carried_out_is_named_and_nothing_is_done(night, decision, sentence):
    first, second, _ = due.fallen_due(TODAY)
    with pytest.raises(UserError, match=sentence) as refused:
        due.settle([Decision(second, Choice.RECORD), Decision(first, **decision)])
    assert refused.value.field == str(first.id)
    assert str(refused.value).startswith("2022年3月7日夜学：")
    assert fallen() == [(day, False) for day in MONDAYS]


def test_a_session_entered_by_hand_answers_for_its_day(night):
    session(night, MONDAYS[0], state="已登记")
    session(night, date(2022, 3, 16), planned_on=MONDAYS[1], state="已登记")
    assert fallen() == [(MONDAYS[2], False)]


def test_one_session_answers_for_one_of_two_series_of_a_day(night):
    series.add(replace(night, start="08:30", end="", weekdays=(1,)))
    session(night, MONDAYS[0], state="已登记", start="19:30")
    assert [(each.day, each.start) for each in due.fallen_due(MONDAYS[0])] == [(MONDAYS[0], "08:30")]


def test_sessions_that_wait_fall_due_beside_the_series(night):
    waiting = session(night, MONDAYS[0])
    planned = session(night, date(2022, 3, 16), state="计划")
    session(night, date(2022, 4, 1), state="计划")
    found = {each.session_id: each for each in due.fallen_due(TODAY) if each.session_id}
    assert set(found) == {waiting, planned}
    due.settle([Decision(found[planned], Choice.RECORD), Decision(found[waiting], Choice.POSTPONE, date(2022, 3, 8))])
    assert sessions.draft_of(planned).state == "待登记"
    assert sessions.draft_of(waiting).planned_on == MONDAYS[0]


def test_one_that_was_recorded_is_not_called_off(night, people):
    waiting = session(night, MONDAYS[0])
    (found,) = due.fallen_due(MONDAYS[0])
    attendance.save(waiting, {people[0].id: "到"})
    with pytest.raises(UserError, match="已登记出勤"):
        due.settle([Decision(found, Choice.OFF, reason="停电")])


def test_a_day_off_is_proposed_as_not_held_where_the_series_does_not_heed_holidays(night):
    (row,) = series.listed()
    series.change(row.id, replace(night, skips_holidays=False))
    holiday = next(each for each in due.fallen_due(date(2022, 4, 4)) if each.day == date(2022, 4, 4))
    assert (holiday.off, holiday.usual) == ("清明节放假", Choice.OFF)
    assert {each.usual for each in due.fallen_due(TODAY)} == {Choice.RECORD}


def test_holidays_are_heeded_and_days_worked_for_them_are_taken(night):
    days = [day for day, _ in fallen(date(2022, 4, 11))]
    assert days[-3:] == [date(2022, 3, 28), date(2022, 4, 2), date(2022, 4, 11)]


def test_what_fell_due_since_a_day_is_only_what_is_newer(night):
    assert due.fell_since(None, TODAY)
    assert due.fell_since(date(2022, 3, 20), TODAY)
    assert not due.fell_since(MONDAYS[2], TODAY)
    assert not due.fell_since(None, date(2022, 3, 6))


def test_a_look_on_a_day_still_to_come_was_taken_with_a_wrong_clock(night):
    assert due.fell_since(date(2035, 1, 1), TODAY)


def test_a_rule_changed_from_a_day_on_leaves_the_days_before_it(night):
    (row,) = series.listed()
    series.change(row.id, replace(night, weekdays=(3,)), since=date(2022, 3, 15))
    assert [day for day, _ in fallen()] == [MONDAYS[0], MONDAYS[1], date(2022, 3, 16), date(2022, 3, 23)]


def test_a_removed_series_takes_its_proposals_with_it(night):
    found = due.fallen_due(TODAY)
    series.remove([series.listed()[0].id])
    assert not fallen()
    with pytest.raises(UserError, match="刚被删除"):
        due.settle([Decision(found[0], Choice.RECORD)])


def test_what_came_of_each_day_is_told_for_a_period(night):
    recorded, off, moved = due.fallen_due(TODAY)
    due.settle([
        Decision(recorded, Choice.RECORD), Decision(off, Choice.OFF, reason="停电"),
        Decision(moved, Choice.POSTPONE, date(2022, 3, 23)),
    ])  # fmt: skip
    came = due.outcomes(Period(date(2022, 3, 1), date(2022, 3, 31)))
    assert [(each.day, each.is_held, each.is_off, each.is_moved) for each in came] == [
        (MONDAYS[0], False, False, False),
        (MONDAYS[1], False, True, False),
        (MONDAYS[2], False, False, True),
        (date(2022, 3, 28), False, False, False),
    ]
    assert [each.answer is None for each in came] == [False, False, False, True]


# Which session answers for which day

ROW = SeriesRow(1, 1, "夜学", "", "1", 1, date(2022, 1, 3), None, "19:30", "", 0, 0, "", True, 0)
NUMBERS = st.integers(0, 5).map(lambda number: date(2022, 1, 3) + timedelta(number))
KEPT = st.builds(
    lambda series_id, planned, held, start: (series_id, planned, held, start),
    st.none() | st.integers(1, 2), st.none() | NUMBERS, NUMBERS, st.sampled_from(["", "19:30"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(KEPT, max_size=8), st.sets(st.tuples(st.integers(1, 2), NUMBERS), max_size=8))
def test_each_session_answers_for_one_day_at_most_and_for_one_it_touches(kept, days):
    given = [Answer(number, 1, *each, "夜学", "已登记", "") for number, each in enumerate(kept)]
    proposed = [(replace(ROW, id=series_id), day) for series_id, day in sorted(days)]
    came = _answered(proposed, given)
    assert [(row, day) for row, day, _ in came] == proposed
    answers = [answer.id for _, _, answer in came if answer]
    assert len(answers) == len(set(answers))
    for row, day, answer in came:
        assert answer is None or day in (answer.planned_on, answer.held_on)
        if answer is None:  # nothing of its own is overlooked
            assert not any(one.series_id == row.id and (one.planned_on or one.held_on) == day for one in given)
