from datetime import date, timedelta

import pytest

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.records import chase, notes, quotas, reminders
from desktop_app.records.chase import List
from desktop_app.records.notes import NoteDraft, ReviewDraft, Wanted
from desktop_app.records.quotas import QuotaDraft
from desktop_app.records.reminders import ReminderDraft

MARCH, DAY = Period.month(2022, 3), date(2022, 4, 3)


@pytest.fixture
def owed(people):
    """Everybody owes a note of March by April 5; 李雷 has handed one in."""
    quotas.add(QuotaDraft("学习笔记", "月", date(2022, 3, 1), notes=1, due_days=5))
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 10), "三月", 900))
    return people


def names(found, which):
    return [row.full_name for row in found[which]]


def test_who_handed_in_nothing_is_missing_and_overdue_once_the_days_of_grace_are_over(owed):
    before, after = chase.lists(MARCH, DAY, 14), chase.lists(MARCH, DAY + timedelta(days=3), 14)
    assert names(before, List.MISSING) == ["韩梅梅", "王伟（法制股）", "王伟（办公室）"]
    assert names(before, List.OVERDUE) == []
    assert names(after, List.OVERDUE) == names(after, List.MISSING)
    assert [(row.about, row.state, row.day, row.days) for row in after[List.OVERDUE][:1]] == [
        ("2022年3月学习笔记", "超期未交", date(2022, 4, 5), 1)
    ]


def test_what_waits_longer_than_so_many_days_is_unsigned(owed):
    assert names(chase.lists(MARCH, DAY, 24), List.UNSIGNED) == []
    (row,) = chase.lists(MARCH, DAY, 23)[List.UNSIGNED]
    assert (row.full_name, row.about, row.days) == ("李雷", "学习笔记《三月》", 24)


def test_what_was_handed_back_and_did_not_come_again_is_listed_with_the_opinion(owed):
    ids = notes.keys(Wanted())
    notes.hand_back(ids, ReviewDraft("李书记", date(2022, 4, 1), opinion="太短"))
    found = chase.lists(None, DAY, 14)
    assert [(row.state, row.days, row.note_id) for row in found[List.RETURNED]] == [("退回：太短", 2, ids[0])]
    assert "李雷" in names(found, List.MISSING)


def test_a_line_keeps_its_number_whatever_else_is_listed_so_that_those_selected_stay_the_same(owed):
    before = {row.full_name: row.id for row in chase.lists(MARCH, DAY, 14)[List.MISSING]}
    notes.add(NoteDraft(owed[1].id, "学习笔记", date(2022, 3, 10), "三月", 900))
    after = {row.full_name: row.id for row in chase.lists(MARCH, DAY, 14)[List.MISSING]}
    assert after == {name: before[name] for name in ("王伟（法制股）", "王伟（办公室）")}
    april = chase.lists(Period.month(2022, 4), date(2022, 5, 1), 0)
    numbers = [row.id for row in (*april[List.MISSING], *april[List.UNSIGNED])]
    assert len({*numbers, *before.values()}) == len(numbers) + len(before)


def test_a_list_is_worded_for_sending_round(owed):
    found = chase.lists(MARCH, DAY, 1)
    assert chase.in_words(found[List.MISSING], List.MISSING) == (
        "2022年3月学习笔记未交3人：韩梅梅、王伟（法制股）、王伟（办公室）"
    )
    assert chase.in_words(found[List.UNSIGNED], List.UNSIGNED) == "未审1篇：李雷学习笔记《三月》"


def test_a_round_of_reminding_is_one_step_and_stands_beside_each(owed):
    matters = [row.matter for row in chase.lists(MARCH, DAY, 14)[List.MISSING]]
    reminders.add("未交", matters, ReminderDraft(date(2022, 4, 1), "微信群"))
    reminders.add("未交", matters[:1], ReminderDraft(date(2022, 4, 3), "电话"))
    found = [row.reminded for row in chase.lists(MARCH, DAY, 14)[List.MISSING]]
    assert found == ["已催2次，最近4月3日", "已催1次，最近4月1日", "已催1次，最近4月1日"]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ReminderDraft(date(2022, 4, 1), " "), "way"),
        (ReminderDraft(date.today() + timedelta(1), "电话"), "on_date"),
    ],
)
def test_a_reminder_names_the_field_that_is_wrong(draft, field):
    with pytest.raises(UserError) as error:
        draft.check()
    assert error.value.field == field


def test_without_rules_nobody_owes_anything(people):
    assert chase.lists(None, DAY, 14)[List.MISSING] == []
