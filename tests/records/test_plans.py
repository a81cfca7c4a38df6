from datetime import date

import pytest
from playhouse.test_utils import count_queries

from desktop_app.core.errors import UserError
from desktop_app.core.plan import PlanState
from desktop_app.metrics import evidence
from desktop_app.records import attendance, plans
from desktop_app.records.plans import PlanItemDraft


def item(**fields):
    return PlanItemDraft(**{"year": 2022, "part": "理论", "content": "夜学"} | fields)


def measured(**fields):
    return item(**{"subject": "夜学", "measure": "次数", "target": 200, "target_unit": "次"} | fields)


def refused(act):
    with pytest.raises(UserError) as error:
        act()
    return str(error.value), error.value.field


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (item(part=" "), "part"),
        (item(content=""), "content"),
        (item(deadline=date(2023, 1, 1)), "deadline"),
        (item(months=(13,)), "months"),
        (item(target=100), "target"),
        (item(subject="夜学", measure="次数"), "target"),
        (measured(target=0), "target"),
        (measured(subject="午学"), "measure"),
        (measured(measure="篇数"), "measure"),
        (measured(measure="题目"), "measure"),
        (measured(measure="实到率"), "measure"),
        (measured(measure="未登记场数"), "measure"),
        (measured(subject="年度计划", measure="完成数"), "subject"),
        (measured(population="火星所"), "population"),
    ],
)
def test_a_draft_names_the_field_that_is_wrong(ledger, draft, field):
    assert refused(lambda: plans.add(draft))[1] == field
    assert plans.progress(2022) == []


def test_what_is_typed_is_read_again(ledger):
    draft = measured(
        audience="全体干部", form="集中", months=(3, 9), deadline=date(2022, 9, 30), responsible="政工科", cost="2千元",
        population="局机关党员", position=7, not_done_reason="疫情",
    )  # fmt: skip
    plans.add(draft)
    assert plans.draft_of(plans.progress(2022)[0].id) == draft


def test_items_stand_in_the_order_they_came_until_they_are_arranged(ledger):
    for content, part in (("甲", "理论"), ("乙", "业务"), ("丙", "理论")):
        plans.add(item(content=content, part=part))
    ids = [each.id for each in plans.progress(2022)]
    assert [each.content for each in plans.progress(2022)] == ["甲", "乙", "丙"]
    assert plans.parts(2022) == ["理论", "业务"]
    plans.arrange(ids[::-1])
    assert [each.content for each in plans.progress(2022)] == ["丙", "乙", "甲"]


def test_a_plan_of_a_year_that_is_over_says_what_was_not_done(recorded):
    plans.add(measured())
    plans.add(measured(content="一次", target=100))
    states = {
        day: [each.state for each in plans.progress(2022, day)]
        for day in (date(2022, 3, 6), date(2022, 12, 30), date(2022, 12, 31), None)
    }
    assert states[date(2022, 3, 6)] == [PlanState.NOT_DUE, PlanState.NOT_DUE]
    assert states[date(2022, 12, 30)] == [PlanState.ON_TRACK, PlanState.DONE]
    assert states[date(2022, 12, 31)] == [PlanState.NOT_DONE, PlanState.DONE]
    assert states[None] == [PlanState.NOT_DONE, PlanState.DONE]


def test_progress_follows_the_records_and_lists_them(night_study, people):
    plans.add(measured(subject="夜学", measure="人次", target=400, target_unit="人次"))
    (before,) = plans.progress(2022)
    attendance.save(night_study, {people[0].id: "到"})
    (after,) = plans.progress(2022)
    assert (before.done.numerator, after.done.numerator, after.share) == (0, 1, after.done.value / 4)
    assert len(evidence.records(after.figure_name, after.scope)) == 1
    assert plans.progress(2022, date(2022, 3, 6))[0].done.numerator == 0


def test_the_plan_costs_the_same_however_many_items_it_has(ledger):
    def cost():
        with count_queries() as queries:
            plans.progress(2022, date(2022, 6, 30))
        return queries.count

    plans.add(measured())
    one = cost()
    for measure in ("人次", "人学时", "次数", "学时"):
        plans.add(measured(measure=measure, content=measure))
    assert cost() == one


def test_what_can_be_aimed_at(ledger):
    assert "次数" in plans.measures_of("活动")
    assert not {"实到率", "题目", "未登记场数", "片名"} & set(plans.measures_of("活动"))
    assert not {"未审数", "退回数", "审签率"} & set(plans.measures_of("心得笔记"))
