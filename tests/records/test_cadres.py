from datetime import date

import pytest
from playhouse.test_utils import count_queries

from desktop_app.core.errors import UserError
from desktop_app.core.scope import Population
from desktop_app.metrics import register
from desktop_app.records import cadres, history, units
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.units import UnitDraft

FROM = date(2020, 1, 1)


@pytest.fixture
def politics(office):
    units.add(UnitDraft("政工科"))
    return units.listed()[-1].id


def refused(act):
    with pytest.raises(UserError) as error:
        act()
    return str(error.value), error.value.field


def stays(cadre):
    return [(row.unit, row.from_date, row.to_date) for row in cadres.postings(cadre)]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (CadreDraft(" 　"), "name"),
        (CadreDraft("赵六", gender="先生"), "gender"),
        (CadreDraft("赵六", staff_kind="临时"), "staff_kind"),
        (CadreDraft("赵六", birth_month="1990-13"), "birth_month"),
        (CadreDraft("赵六", party_joined_on=date(2999, 1, 1)), "party_joined_on"),
        (CadreDraft("李雷"), "distinction"),
        (CadreDraft("李　雷"), "distinction"),
        (CadreDraft("王伟", "法制股"), "distinction"),
        (CadreDraft("王伟", " 法制 股 "), "distinction"),
        (CadreDraft("王伟"), "distinction"),
    ],
)
def test_a_draft_names_the_field_that_is_wrong(people, office, draft, field):
    assert refused(lambda: cadres.add(draft, PostingDraft(office, FROM)))[1] == field
    assert len(cadres.listed()) == 4


def test_people_of_one_name_are_told_apart_by_a_distinction(people, office):
    cadres.add(CadreDraft("李雷", "法制股"), PostingDraft(office, FROM))
    assert [row.full_name for row in cadres.listed()].count("李雷（法制股）") == 1
    assert "同名的人请填写区分" in refused(lambda: cadres.add(CadreDraft("李雷"), PostingDraft(office, FROM)))[0]


def test_names_are_kept_without_spaces_and_spelled(office):
    cadres.add(CadreDraft("曾　国栋"), PostingDraft(office, FROM))
    (row,) = cadres.listed()
    assert (row.name, row.pinyin, row.initials) == ("曾国栋", "zengguodong", "zgd")


def test_the_list_is_as_of_a_day_and_costs_one_query(people, politics):
    cadres.add_posting(people[0].id, PostingDraft(politics, date(2022, 7, 1), "科长", leadership=("中层", "支部书记")))
    cadres.leave(people[1].id, date(2022, 6, 30), "退休")
    with count_queries() as queries:
        before = cadres.listed(date(2022, 6, 30))
    assert queries.count == 1
    assert [row.unit for row in before] == ["办公室"] * 4
    after = {row.full_name: row for row in cadres.listed(date(2022, 7, 1))}
    assert (after["李雷"].unit, after["李雷"].post, after["李雷"].leadership) == ("政工科", "科长", "中层、支部书记")
    assert (after["韩梅梅"].unit, after["韩梅梅"].is_in_post) == (None, False)
    assert [row.full_name for row in cadres.in_post(date(2022, 7, 1))] == ["王伟（法制股）", "王伟（办公室）", "李雷"]


def test_a_new_posting_ends_the_one_before_on_the_day_before(people, politics):
    cadres.add_posting(people[0].id, PostingDraft(politics, date(2022, 7, 1)))
    assert stays(people[0].id) == [("办公室", FROM, date(2022, 6, 30)), ("政工科", date(2022, 7, 1), None)]


def test_a_posting_within_one_that_has_ended_takes_over_its_end(people, politics):
    cadre = people[0].id
    cadres.leave(cadre, date(2022, 12, 31), "退休")
    cadres.add_posting(cadre, PostingDraft(politics, date(2022, 7, 1)))
    assert stays(cadre) == [("办公室", FROM, date(2022, 6, 30)), ("政工科", date(2022, 7, 1), date(2022, 12, 31))]
    assert [row.end_reason for row in cadres.postings(cadre)] == ["", "退休"]


def test_postings_do_not_overlap(people, politics):
    cadre = people[0].id
    cadres.add_posting(cadre, PostingDraft(politics, date(2022, 7, 1)))
    for day, field in ((FROM, "from_date"), (date(2022, 7, 1), "from_date")):
        sentence, at = refused(lambda day=day: cadres.add_posting(cadre, PostingDraft(politics, day)))
        assert ("重叠" in sentence, at) == (True, field)
    first = cadres.postings(cadre)[0]
    late = PostingDraft(first.unit_id, FROM, to_date=date(2022, 7, 1))
    assert refused(lambda: cadres.change_posting(first.id, late))[1] == "to_date"
    assert stays(cadre) == [("办公室", FROM, date(2022, 6, 30)), ("政工科", date(2022, 7, 1), None)]


def test_a_posting_does_not_end_before_it_begins(people, office):
    wrong = PostingDraft(office, date(2022, 7, 1), to_date=date(2022, 6, 1))
    assert refused(lambda: cadres.add_posting(people[0].id, wrong))[1] == "to_date"


def test_who_left_returns_with_a_new_posting(people, politics):
    cadre = people[0].id
    cadres.leave(cadre, date(2022, 3, 31), "借调")
    cadres.add_posting(cadre, PostingDraft(politics, date(2022, 9, 1)))
    assert stays(cadre) == [("办公室", FROM, date(2022, 3, 31)), ("政工科", date(2022, 9, 1), None)]
    assert cadres.postings(cadre)[0].end_reason == "借调"
    in_post = [any(row.id == cadre for row in cadres.in_post(date(2022, month, 1))) for month in (3, 6, 9)]
    assert in_post == [True, False, True]


def test_leaving_needs_a_day_in_post_and_nothing_later(people, politics):
    cadre = people[0].id
    assert refused(lambda: cadres.leave(cadre, date(2019, 1, 1), ""))[1] == "last_day"
    cadres.add_posting(cadre, PostingDraft(politics, date(2022, 9, 1)))
    assert "之后还有任职记录" in refused(lambda: cadres.leave(cadre, date(2022, 6, 30), ""))[0]
    cadres.leave(cadre, date(2022, 9, 1), "调出")
    cadres.leave(cadre, date(2022, 9, 1), "退休")  # the reason put right
    assert cadres.postings(cadre)[-1].end_reason == "退休"


def test_leaving_says_how_much_counts_no_more(recorded, people):
    cadres.leave(people[0].id, date(2022, 3, 6), "调出")
    assert history.undoable().title == "离岗：李雷，2022年3月6日，调出（此后的1条学习记录不再计入统计）"


def test_whoever_has_marks_is_not_removed(recorded, people):
    sentence, _ = refused(lambda: cadres.remove(people[0].id))
    assert sentence == "“李雷”已有学习记录，不能删除；离岗请用“离岗”。"


def test_a_cadre_entered_by_mistake_is_removed_and_comes_back(people):
    cadres.make_list("青年", [people[0].id, people[1].id])
    cadres.remove(people[0].id)
    assert [row.name for row in cadres.listed()] == ["韩梅梅", "王伟", "王伟"]
    assert register.in_post(Population("青年"), date(2022, 1, 1)) == {people[1].id}
    history.undo_last()
    assert cadres.listed() == people
    assert register.in_post(Population("青年"), date(2022, 1, 1)) == {people[0].id, people[1].id}


def test_a_change_of_posting_can_be_put_right(people, politics):
    first = cadres.postings(people[0].id)[0]
    cadres.change_posting(first.id, PostingDraft(politics, date(2021, 1, 1), "主任", "一级科员", ("中层",)))
    (row,) = cadres.postings(people[0].id)
    assert row.draft() == PostingDraft(politics, date(2021, 1, 1), "主任", "一级科员", ("中层",))
    cadres.remove_posting(first.id)
    assert cadres.postings(people[0].id) == []


def test_a_named_list_is_a_population_and_is_replaced_whole(people):
    cadres.make_list(" 青年 ", [people[0].id, people[1].id, people[0].id])
    cadres.make_list("青年", [people[2].id])
    assert cadres.lists() == ["青年"]
    assert register.in_post(Population("青年"), date(2022, 1, 1)) == {people[2].id}
    cadres.make_list("青年", [])
    assert register.in_post(Population("青年"), date(2022, 1, 1)) == set()
    assert cadres.populations() == ["全系统", "局机关", "司法所", "办公室", "青年"]


@pytest.mark.parametrize("name", ["", " ", "局机关", "全系统", "青年党员", "办公室"])
def test_a_list_is_not_called_like_another_population(people, name):
    assert refused(lambda: cadres.make_list(name, [people[0].id]))[1] == "name"


def test_names_in_the_order_of_pinyin(people):
    assert [row.full_name for row in cadres.by_name(people)] == ["韩梅梅", "李雷", "王伟（办公室）", "王伟（法制股）"]
