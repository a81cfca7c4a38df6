from dataclasses import replace
from datetime import date

import pytest
from playhouse.test_utils import count_queries

from desktop_app.core.errors import UserError
from desktop_app.core.plan import PlanState
from desktop_app.core.scope import Denominator
from desktop_app.metrics import evidence, register
from desktop_app.records import (
    attendance,
    history,
    next_plan,
    notes,
    plan_quarters,
    plan_timeline,
    plans,
    settings,
    subjects,
)
from desktop_app.records.notes import NoteDraft
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.reminders import ReminderDraft


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
        (item(schedule="随时"), "schedule"),
        (item(schedule="指定月份"), "months"),
        (measured(subject="午学"), "subject"),
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
        population="局机关党员", position=7, not_done_reason="疫情", schedule="按月",
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


def test_what_is_done_per_head_is_divided_as_the_settings_say(people):
    plans.add(measured(subject="学习笔记", measure="人均篇数"))
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 7), "宪法"))
    settings.change(replace(settings.current(), denominator=Denominator.SUBMITTERS))
    (found,) = plans.progress(2022)
    assert found.done.denominator == 1
    assert found.done == register.figure("学习笔记.人均篇数", found.scope)


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


def test_a_subject_nobody_knows_is_refused_with_those_named_alike(ledger):
    assert refused(lambda: plans.add(measured(subject="夜读"))) == (
        "没有“夜读”这个统计项，相近的有夜学，请改正。", "subject",
    )  # fmt: skip


def test_a_retired_subject_is_no_new_target_but_an_item_keeps_it(ledger):
    plans.add(measured())
    row = next(row for row in subjects.listed() if row.name == "夜学")
    subjects.change(row.id, replace(row.draft(), retired=True))
    assert refused(lambda: plans.add(measured(content="另一项")))[1] == "subject"
    (kept,) = plans.progress(2022)
    plans.change(kept.id, measured(content="夜学改名"))
    assert plans.progress(2022)[0].content == "夜学改名"


@pytest.mark.parametrize(
    ("subject", "measure"),
    [("学历提升", "毕业人数"), ("法考", "通过人数"), ("问题整改", "已整改数"), ("支部书记讲党课", "次数")],
)
def test_the_lists_can_be_aimed_at(ledger, subject, measure):
    plans.add(measured(subject=subject, measure=measure))
    assert plans.progress(2022)[0].done.numerator == 0


def test_a_part_is_renamed_and_merged_for_its_year_only(ledger):
    for content, part, year in (("甲", "理论", 2022), ("乙", "业务", 2022), ("丙", "理论", 2023)):
        plans.add(item(content=content, part=part, year=year))
    plans.rename_part(2022, "理论", "政治理论学习")
    assert (plans.parts(2022), plans.parts(2023)) == (["政治理论学习", "业务"], ["理论"])
    plans.rename_part(2022, "业务", "政治理论学习")
    assert plans.parts(2022) == ["政治理论学习"]
    assert history.undoable().action == "计划“业务”并入“政治理论学习”（2022年）"
    assert refused(lambda: plans.rename_part(2022, "政治理论学习", " "))[1] == "name"


def test_reasons_are_given_to_several_items_in_one_step(recorded):
    for content in ("甲", "乙"):
        plans.add(measured(content=content))
    one, two = plans.unfinished(2022)
    assert plans.give_reasons({one.id: "疫情停办 ", two.id: ""}) == {"plan_item"}
    assert [each.not_done_reason for each in plans.unfinished(2022)] == ["疫情停办", ""]
    assert plans.reasons() == ["疫情停办"]
    assert plans.give_reasons({one.id: "疫情停办"}) == set()


def test_what_is_left_of_an_item_goes_into_next_year_and_the_item_keeps_its_reason(recorded):
    plans.add(measured(target=500, months=(3, 9), deadline=date(2022, 9, 30), not_done_reason="疫情"))
    (old,) = plans.progress(2022)
    assert next_plan.carry_over(2022, [old.id]) == {"plan_item"}
    assert history.undoable().action == "结转计划1项到2023年"
    (old,), (new,) = plans.progress(2022), plans.progress(2023, date(2023, 1, 1))
    assert (old.state, old.carried_to_year, old.not_done_reason) == (PlanState.CARRIED, 2023, "疫情")
    assert (new.target, new.carried_from_year, new.not_done_reason) == (4, 2022, "")
    assert (new.months, new.deadline, new.content) == ((3, 9), date(2023, 9, 30), "夜学")
    assert plans.draft_of(new.id).carried_from_id == old.id
    history.undo_last()
    assert [each.state for each in plans.progress(2022)] == [PlanState.NOT_DONE]


def test_what_is_left_per_head_is_rounded_up_to_the_decimal_that_is_printed(recorded, people):
    notes.add(NoteDraft(people[0].id, "心得体会", date(2022, 3, 8), "体会", words=1000))
    plans.add(measured(subject="心得体会", measure="人均篇数", target=30))
    next_plan.carry_over(2022, [plans.progress(2022)[0].id])
    assert plans.draft_of(plans.progress(2023)[0].id).target == 10


def test_what_is_done_or_was_carried_over_is_not_carried_again(recorded):
    plans.add(measured(target=100))
    plans.add(measured(content="更多"))
    done, undone = plans.progress(2022)
    assert "已经完成" in refused(lambda: next_plan.carry_over(2022, [done.id]))[0]
    next_plan.carry_over(2022, [undone.id])
    assert "已经结转到2023年" in refused(lambda: next_plan.carry_over(2022, [undone.id]))[0]
    assert len(plans.progress(2023)) == 1


def test_next_years_plan_begins_as_this_years_without_its_progress(ledger):
    plans.add(measured(content="2024年春训", year=2024, deadline=date(2024, 2, 29), not_done_reason="疫情", position=3))
    plans.add(item(content="法考", part="学历", year=2024, schedule="期末", position=5))
    assert next_plan.start(2024) == {"plan_item"}
    assert history.undoable().action == "从2024年起草2025年计划（2项）"
    first, second = (plans.draft_of(each.id) for each in plans.progress(2025))
    assert first == measured(content="2025年春训", year=2025, deadline=date(2025, 2, 28), position=3)
    assert (second.schedule, second.part, second.position) == ("期末", "学历", 5)


def test_a_plan_that_is_there_is_only_added_to_when_that_is_asked_for(ledger):
    for content in ("甲", "乙"):
        plans.add(item(content=content))
    plans.add(item(content="乙", year=2023))
    assert "2023年已有计划1项" in refused(lambda: next_plan.start(2022))[0]
    next_plan.start(2022, only_missing=True)
    assert [each.content for each in plans.progress(2023)] == ["乙", "甲"]
    assert "没有要补的" in refused(lambda: next_plan.start(2022, only_missing=True))[0]
    assert "2030年还没有计划" in refused(lambda: next_plan.start(2030))[0]


def test_what_was_carried_over_does_not_stand_in_for_the_item_of_next_year(recorded):
    plans.add(measured(target=500))
    next_plan.carry_over(2022, [plans.progress(2022)[0].id])
    assert (next_plan.count(2022), next_plan.count(2023)) == (1, 0)
    next_plan.start(2022)
    assert [(each.target, each.carried_from_year) for each in plans.progress(2023)] == [(4, 2022), (5, None)]


def test_the_quarterly_check_is_as_of_the_quarters_end_with_those_behind_first(recorded):
    plans.add(measured(content="一次", target=100, responsible="办公室"))
    plans.add(measured(content="四十次", target=4000, responsible="政工科"))
    first, fourth = plan_quarters.lines(2022, 1), plan_quarters.lines(2022, 4)
    assert [(line.item.content, line.item.state) for line in first] == [("四十次", "滞后"), ("一次", "完成")]
    assert (first[0].item.expected, first[0].item.behind_by, fourth[0].item.behind_by) == (9, 8, 39)
    assert [line.item.responsible for line in plan_quarters.lines(2022, 1, by_responsible=True)] == ["办公室", "政工科"]


def test_reminding_of_items_is_noted_and_counted(recorded):
    plans.add(measured())
    lines = plan_quarters.lines(2022, 1)
    for day in (4, 5):
        plan_quarters.remind(lines, ReminderDraft(date(2022, 4, day), "电话"))
    assert history.undoable().action == "催办1项（电话，2022年4月5日）"
    assert plan_quarters.lines(2022, 1)[0].reminded == "已催2次，最近4月5日"


def test_the_time_line_has_the_days_on_which_something_was_done(recorded):
    plans.add(measured())
    plans.add(item(content="不计量", part="其他"))
    plans.add(item(content="也在理论"))
    line = plan_timeline.timeline(2022)
    assert [row.item.content for row in line.rows] == ["夜学", "也在理论", "不计量"]
    assert [row.days for row in line.rows] == [(date(2022, 3, 7),), (), ()]
    assert line.parts == ("理论", "其他")
    assert plan_timeline.timeline(2022, date(2022, 3, 6)).rows[0].days == ()
