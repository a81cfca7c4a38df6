from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.schedule import monday
from desktop_app.records import categories, history, series, session_list, sessions
from desktop_app.records.series import SeriesDraft


@pytest.fixture
def kind(ledger):
    """The id of the kind 夜学."""
    return next(row.id for row in categories.listed() if row.name == "夜学")


@pytest.fixture
def night(kind):
    """夜学 every Monday 19:30 from 2022-03-07 on."""
    return SeriesDraft(kind, (1,), date(2022, 3, 7), start="19:30", end="21:30", hours=200)


def only():
    (row,) = series.listed()
    return row


def test_a_series_is_listed_as_it_was_typed(night):
    series.add(replace(night, weekdays=(4, 1), start="9:30", end="11:00"))
    assert (only().category, only().days_text, only().time_text) == ("夜学", "每周一、周四", "09:30—11:00")
    assert only().draft() == replace(night, weekdays=(1, 4), start="09:30", end="11:00")


def test_a_new_one_begins_as_its_kind_usually_is(kind):
    usual = next(row for row in categories.listed() if row.id == kind)
    fresh = series.fresh(kind, date(2022, 3, 7))
    assert (fresh.start, fresh.hours, fresh.place) == (usual.start, usual.hours, usual.place)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"weekdays": ()}, "weekdays"),
        ({"to_date": date(2022, 3, 6)}, "to_date"),
        ({"every_weeks": 0}, "every_weeks"),
        ({"every_weeks": 53}, "every_weeks"),
        ({"start": "25:00"}, "start"),
        ({"end": "18:00"}, "end"),
        ({"hours": -100}, "hours"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(wrong, field):
    draft = SeriesDraft(1, (1,), date(2022, 3, 7), start="19:30", end="21:30", hours=200)
    draft.check()
    with pytest.raises(UserError) as refused:
        replace(draft, **wrong).check()
    assert refused.value.field == field


def test_a_second_one_at_the_same_time_is_refused(night):
    series.add(night)
    with pytest.raises(UserError, match="周一19:30已经有例行安排了") as refused:
        series.add(replace(night, weekdays=(1, 2)))
    assert refused.value.field == "weekdays"
    series.add(replace(night, start="08:30", end=""))
    assert len(series.listed()) == 2


def test_alternating_weeks_and_a_later_span_do_not_overlap(night):
    series.add(replace(night, every_weeks=2, to_date=date(2022, 6, 30)))
    series.add(replace(night, every_weeks=2, from_date=date(2022, 3, 14), to_date=date(2022, 6, 30)))
    series.add(replace(night, from_date=date(2022, 7, 1)))
    assert len(series.listed()) == 3


def test_changed_from_a_day_on_the_old_rule_ends_the_day_before(night):
    series.add(night)
    series.change(only().id, replace(night, weekdays=(2,)), since=date(2022, 9, 1))
    new, old = series.listed()
    assert (old.weekdays, old.to_date) == ("1", date(2022, 8, 31))
    assert (new.weekdays, new.from_date) == ("2", date(2022, 9, 1))
    history.undo_last()
    assert only().draft() == night


def test_sessions_planned_after_that_day_belong_to_the_new_one(night, people):
    series.add(night)
    for day in (date(2022, 3, 7), date(2022, 9, 5)):
        draft = sessions.fresh(night.category_id, day)
        sessions.add(replace(draft, series_id=only().id, planned_on=day))
    series.change(only().id, replace(night, weekdays=(2,)), since=date(2022, 9, 1))
    assert [row.sessions for row in series.listed()] == [1, 1]


def test_without_a_day_and_for_another_end_alone_the_series_itself_is_changed(night):
    series.add(night)
    series.change(only().id, replace(night, place="三楼"))
    assert only().place == "三楼"
    series.change(only().id, replace(night, place="三楼", to_date=date(2022, 12, 31)), since=date(2022, 9, 1))
    assert (only().from_date, only().to_date) == (date(2022, 3, 7), date(2022, 12, 31))


def test_one_that_is_over_is_not_changed_from_a_later_day_on(night):
    ended = replace(night, to_date=date(2022, 6, 30))
    series.add(ended)
    with pytest.raises(UserError, match="就结束了") as refused:
        series.change(only().id, replace(ended, weekdays=(2,)), since=date(2022, 7, 1))
    assert refused.value.field == "since"


def test_what_came_of_a_series_stays_when_it_is_removed(night, people):
    series.add(night)
    session_id = sessions.add(replace(sessions.fresh(night.category_id, night.from_date), series_id=only().id))
    series.remove([only().id])
    assert sessions.draft_of(session_id).series_id is None


def test_a_kind_with_a_series_is_not_removed(night):
    categories.add(categories.CategoryDraft("读书会"))
    kind = next(row.id for row in categories.listed() if row.name == "读书会")
    series.add(replace(night, category_id=kind))
    with pytest.raises(UserError, match="已有例行安排，不能删除"):
        categories.remove(kind)


# Weeks


def weeks(first, last):
    return [(week.category, week.monday, week.reason) for week in series.missing_weeks(Period(first, last))]


def test_weeks_without_a_session_are_named_from_the_first_one_on(night, people):
    for day in (date(2022, 3, 7), date(2022, 3, 21)):
        sessions.add(sessions.fresh(night.category_id, day))
    assert weeks(date(2022, 1, 1), date(2022, 3, 31)) == [
        ("夜学", date(2022, 3, 14), ""), ("夜学", date(2022, 3, 28), ""),
    ]  # fmt: skip


def test_a_series_tells_that_a_kind_is_in_use_and_a_holiday_week_why_it_is_empty(night):
    series.add(replace(night, from_date=date(2022, 9, 26)))
    assert weeks(date(2022, 9, 26), date(2022, 10, 9)) == [
        ("夜学", date(2022, 9, 26), ""),
        ("夜学", date(2022, 10, 3), ""),
    ]
    series.change(only().id, replace(night, from_date=date(2020, 1, 20)))
    assert ("夜学", date(2020, 1, 27), "春节放假") in weeks(date(2020, 1, 20), date(2020, 2, 2))


def test_a_week_explained_or_put_off_is_not_missing(night, people):
    sessions.add(sessions.fresh(night.category_id, date(2022, 3, 7)))
    put_off = sessions.add(sessions.fresh(night.category_id, date(2022, 3, 14)))
    sessions.postpone(put_off, date(2022, 3, 21))
    (week,) = series.missing_weeks(Period(date(2022, 3, 1), date(2022, 3, 31)))
    assert week.monday == date(2022, 3, 28)
    series.explain([week], "全员下沉")
    assert not weeks(date(2022, 3, 1), date(2022, 3, 31))
    explained = sessions.draft_of(session_list.keys(session_list.Wanted(state="不举行"))[0])
    assert (explained.held_on, explained.reason) == (date(2022, 3, 28), "全员下沉")


def test_no_reason_explains_nothing(night, people):
    sessions.add(sessions.fresh(night.category_id, date(2022, 3, 7)))
    (week,) = series.missing_weeks(Period(date(2022, 3, 7), date(2022, 3, 20)))
    with pytest.raises(UserError) as refused:
        series.explain([week], " ")
    assert refused.value.field == "reason"


def test_a_period_without_any_use_of_a_kind_misses_nothing(night, people):
    sessions.add(sessions.fresh(night.category_id, date(2022, 3, 7)))
    assert not weeks(date(2023, 1, 1), date(2023, 12, 31))


def test_the_week_that_is_not_over_is_not_missing(night):
    this = monday(date.today())
    series.add(replace(night, from_date=this - timedelta(7)))
    assert [week for _, week, _ in weeks(this - timedelta(7), this + timedelta(6))] == [this - timedelta(7)]
