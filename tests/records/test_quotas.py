from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.quota import EVERY, Due, periods, shares, whole_periods
from desktop_app.records import cadres, history, notes, quotas, units
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.notes import NoteDraft, ReviewDraft, Wanted
from desktop_app.records.quotas import QuotaDraft
from desktop_app.records.units import UnitDraft

MARCH = Period.month(2022, 3)
RULE = QuotaDraft("学习笔记", "月", date(2022, 1, 1), notes=1, words=8000, due_days=5)
LATER = date(2022, 12, 31)


def hand_in(cadre, words, day=date(2022, 3, 20), period=""):
    notes.add(NoteDraft(cadre.id, "学习笔记", day, words=words, period=period))


def texts(span=MARCH, day=LATER):
    return [each.due.text(day) for each in quotas.owing(span, day)]


def refused(draft):
    with pytest.raises(UserError) as error:
        quotas.add(draft)
    return error.value.field, str(error.value)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": " "}, "kind"),
        ({"every": "周"}, "every"),
        ({"notes": 0, "words": 0}, "notes"),
        ({"notes": -1}, "notes"),
        ({"due_days": 400}, "due_days"),
        ({"to_date": date(2021, 1, 1)}, "to_date"),
    ],
)
def test_a_rule_names_the_field_that_is_wrong(fields, field):
    with pytest.raises(UserError) as error:
        replace(RULE, **fields).check()
    assert error.value.field == field


def test_a_rule_is_read_as_it_was_typed(ledger):
    quotas.add(replace(RULE, ranks=("一级科员", "二级科员"), to_date=date(2022, 12, 31)))
    (row,) = quotas.listed()
    assert row.draft() == replace(RULE, ranks=("一级科员", "二级科员"), to_date=date(2022, 12, 31))
    assert (row.asked, row.who) == ("每月1篇、8,000字", "全系统，一级科员、二级科员")


def test_a_rule_that_overlaps_another_is_refused(office):
    quotas.add(RULE)
    for other in (
        RULE,
        replace(RULE, words=6000, from_date=date(2023, 1, 1)),
        replace(RULE, population="办公室"),
        replace(RULE, ranks=("一级科员",)),
        replace(RULE, kind="读书笔记"),
    ):
        field, sentence = refused(other)
        assert field == "from_date"
        assert "2022年1月1日至今的“学习笔记，每月1篇、8,000字，全系统”重叠" in sentence


def test_rules_of_other_kinds_periods_ranks_units_or_days_stand_side_by_side(office):
    units.add(UnitDraft("城关司法所", "司法所"))
    first = replace(RULE, ranks=("一级科员",), population="办公室", to_date=date(2022, 12, 31))
    for each in (
        first,
        replace(first, kind="心得体会"),
        replace(first, every="季度"),
        replace(first, ranks=("四级主任科员",)),
        replace(first, population="司法所"),
        replace(first, from_date=date(2023, 1, 1), to_date=None),
    ):
        quotas.add(each)
    assert len(quotas.listed()) == 6


def test_a_rule_may_be_changed_without_meeting_itself(ledger):
    quotas.add(RULE)
    quotas.change(quotas.listed()[0].id, replace(RULE, words=6000))
    assert quotas.listed()[0].words == 6000
    history.undo_last()
    assert quotas.listed()[0].words == 8000


def test_everybody_stands_to_the_rule_by_what_was_handed_in(people):
    quotas.add(RULE)
    hand_in(people[0], 8000)
    hand_in(people[1], 5000)
    assert texts() == ["已交足", "超期不足（差3,000字）", "超期未交", "超期未交"]
    assert texts(day=date(2022, 4, 5)) == ["已交足", "不足（差3,000字）", "未交", "未交"]


def test_a_note_counts_for_its_month_not_for_the_day_it_came(people):
    quotas.add(RULE)
    hand_in(people[0], 9000, date(2022, 4, 2), "2022-03")
    assert texts()[0] == "已交足"
    assert texts(Period.month(2022, 4))[0] == "超期未交"
    assert texts(day=date(2022, 4, 1))[0] == "未交"


def test_what_was_handed_back_does_not_count_until_it_comes_again(people):
    quotas.add(RULE)
    hand_in(people[0], 9000)
    ids = notes.keys(Wanted())
    notes.hand_back(ids, ReviewDraft("李书记", date(2022, 4, 1), opinion="太短"))
    assert texts()[0] == "超期未交"
    assert texts(day=date(2022, 3, 31))[0] == "已交足"
    notes.resubmit(ids, date(2022, 4, 3))
    assert texts()[0] == "已交足"


def test_who_owes_is_decided_on_the_last_day_of_the_period(people):
    quotas.add(RULE)
    cadres.leave(people[0].id, date(2022, 3, 30), "调出")
    cadres.leave(people[1].id, date(2022, 3, 31), "退休")
    assert [each.person.name for each in quotas.owing(MARCH, LATER)] == ["韩梅梅", "王伟", "王伟"]


def test_only_the_ranks_of_a_rule_owe(office, people):
    cadres.add(CadreDraft("张三"), PostingDraft(office, date(2020, 1, 1), rank="一级科员"))
    quotas.add(replace(RULE, ranks=("科员",)))
    assert [each.person.name for each in quotas.owing(MARCH, LATER)] == ["张三"]


def test_a_rule_asks_only_where_it_holds_on_the_last_day(people):
    quotas.add(replace(RULE, from_date=date(2022, 3, 15), to_date=date(2022, 4, 29)))
    found = {each.period.text for each in quotas.owing(Period.year(2022), LATER)}
    assert found == {"2022年3月"}


def test_a_month_asks_for_its_quarter_and_never_for_what_has_not_begun(people):
    quotas.add(replace(RULE, every="季度"))
    assert {each.about for each in quotas.owing(MARCH, LATER)} == {"2022年第一季度学习笔记"}
    assert quotas.owing(MARCH, date(2021, 12, 31)) == []


@pytest.mark.parametrize("every", EVERY)
def test_the_periods_of_a_year_cover_it_once(every):
    found = periods(every, Period.year(2022))
    assert sum(each.days for each in found) == 365
    assert whole_periods(every, Period.year(2022)) == found


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(EVERY), st.dates(date(2020, 1, 1), date(2023, 1, 1)), st.integers(0, 400))
def test_the_periods_that_touch_a_span_are_those_one_of_whose_days_lies_in_it(every, first, days):
    span = Period(first, date.fromordinal(first.toordinal() + days))
    everything = periods(every, Period(date(2019, 1, 1), date(2025, 12, 31)))
    assert whole_periods(every, span) == [each for each in everything if each.first <= span.last and first <= each.last]


def test_ranks_are_shared_where_a_word_holds_another():
    assert shares((), ("一级科员",))
    assert shares(("科员",), ("一级科员",))
    assert not shares(("一级科员",), ("二级科员",))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 3), st.integers(0, 9000), st.integers(0, 3), st.integers(0, 9000))
def test_more_handed_in_never_lacks_more(notes_asked, words_asked, more_notes, more_words):
    due = Due(notes_asked, words_asked, 1, 1000, LATER)
    more = Due(notes_asked, words_asked, 1 + more_notes, 1000 + more_words, LATER)
    assert more.lacking_notes <= due.lacking_notes
    assert more.lacking_words <= due.lacking_words
