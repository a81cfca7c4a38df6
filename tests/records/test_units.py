from datetime import date

import pytest

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.scope import Population, Scope
from desktop_app.metrics import register
from desktop_app.records import cadres, history, plans, units
from desktop_app.records.cadres import PostingDraft
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.units import HandOverDraft, UnitDraft


def refused(act):
    with pytest.raises(UserError) as error:
        act()
    return str(error.value), error.value.field


def names():
    return [unit.name for unit in units.listed()]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (UnitDraft(" "), "name"),
        (UnitDraft("办公室"), "name"),
        (UnitDraft(" 办公室 "), "name"),
        (UnitDraft("局机关"), "name"),
        (UnitDraft("退休党员"), "name"),
        (UnitDraft("青年"), "name"),
        (UnitDraft("新所", "派出所"), "kind"),
        (UnitDraft("新所", valid_from=date(2022, 2, 1), valid_to=date(2022, 1, 1)), "valid_to"),
    ],
)
def test_a_draft_names_the_field_that_is_wrong(people, draft, field):
    cadres.make_list("青年", [people[0].id])
    assert refused(lambda: units.add(draft))[1] == field
    assert names() == ["办公室"]


def test_units_stand_in_the_order_they_came_with_those_in_post(people):
    units.add(UnitDraft("政工科 "))
    units.add(UnitDraft("城关所", "司法所", position=1))
    assert [(unit.name, unit.in_post) for unit in units.listed()] == [("办公室", 4), ("城关所", 0), ("政工科", 0)]
    assert units.listed(date(2019, 1, 1))[0].in_post == 0


def test_a_unit_is_not_above_itself(office):
    units.add(UnitDraft("档案室", parent_id=office))
    archive = units.listed()[-1].id
    for parent in (office, archive):
        assert (
            refused(lambda parent=parent: units.change(office, UnitDraft("办公室", parent_id=parent)))[1] == "parent_id"
        )


def test_a_unit_people_were_posted_to_is_not_removed(people, office):
    assert "请填写撤销日期" in refused(lambda: units.remove(office))[0]


def test_a_unit_others_stand_under_is_not_removed(office):
    units.add(UnitDraft("档案室", parent_id=office))
    assert "下级单位" in refused(lambda: units.remove(office))[0]


def test_the_plan_follows_a_unit_to_its_new_name(people, office):
    for population in ("办公室", "办公室党员", "局机关"):
        plans.add(
            PlanItemDraft(2022, "理论", population, subject="夜学", measure="次数", population=population, target=100)
        )
    units.change(office, UnitDraft("综合科"))
    assert [item.population for item in plans.progress(2022)] == ["综合科", "综合科党员", "局机关"]


def test_a_unit_the_plan_counts_is_not_removed(office):
    units.add(UnitDraft("档案室"))
    archive = units.listed()[-1].id
    plans.add(PlanItemDraft(2022, "理论", "夜学", subject="夜学", measure="次数", population="档案室党员", target=100))
    assert "年度计划用“档案室”作口径" in refused(lambda: units.remove(archive))[0]


def test_a_unit_that_is_renamed_on_a_day_keeps_its_past(people, office):
    """The figures before the day are those of the old name, after it of the new one."""
    units.hand_over(office, HandOverDraft(date(2022, 6, 30), "综合办公室"))
    old, new = units.listed()
    assert (old.valid_to, new.name, new.valid_from, new.kind) == (
        date(2022, 6, 30), "综合办公室", date(2022, 7, 1), old.kind,
    )  # fmt: skip
    before, after = ({row.unit for row in cadres.in_post(day)} for day in (date(2022, 6, 30), date(2022, 7, 1)))
    assert (before, after) == ({"办公室"}, {"综合办公室"})
    assert cadres.postings(people[0].id)[-1].leadership == "支部书记"
    assert history.undoable().title == "“办公室”2022年6月30日撤销，4人转到“综合办公室”"
    history.undo_last()
    assert cadres.listed() == people


def test_a_unit_is_merged_into_one_there_is_and_who_comes_later_with_it(people, office):
    units.add(UnitDraft("政工科"))
    cadres.leave(people[0].id, date(2022, 3, 31), "调出")
    cadres.add_posting(people[0].id, PostingDraft(office, date(2022, 9, 1)))
    units.hand_over(office, HandOverDraft(date(2022, 6, 30), "政工科"))
    assert {row.unit for row in cadres.in_post(date(2022, 9, 1))} == {"政工科"}
    assert [row.unit for row in cadres.postings(people[0].id)] == ["办公室", "政工科"]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (HandOverDraft(date(2022, 6, 30), "办公室"), "follower"),
        (HandOverDraft(date(2022, 6, 30), "局机关"), "name"),
        (HandOverDraft(date(2022, 6, 30), "旧所"), "follower"),
    ],
)
def test_a_unit_is_not_handed_over_to_itself_or_to_none(people, office, draft, field):
    units.add(UnitDraft("旧所", valid_to=date(2021, 12, 31)))
    with pytest.raises(UserError) as error:
        units.hand_over(office, draft)
    assert error.value.field == field


@pytest.mark.parametrize(
    ("days", "field"), [({"valid_to": date(2022, 6, 30)}, "valid_to"), ({"valid_from": date(2021, 1, 1)}, "valid_from")]
)
def test_a_unit_is_there_while_somebody_is_posted_to_it(people, office, days, field):
    with pytest.raises(UserError) as error:
        units.change(office, UnitDraft("办公室", **days))
    assert error.value.field == field


def test_a_renaming_moves_no_figure_of_the_whole_system(recorded, office):
    scope = Scope(Period.year(2022))
    before = register.figures(scope)
    units.hand_over(office, HandOverDraft(date(2022, 3, 6), "综合办公室"))
    assert register.figures(scope) == before
    assert register.figure("夜学.人次", scope.of(Population("综合办公室"))).numerator == 3
    assert register.figure("夜学.人次", scope.of(Population("办公室"))).numerator == 0
