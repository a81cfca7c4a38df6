from datetime import date

import pytest

from desktop_app.core.errors import UserError
from desktop_app.records import cadres, plans, units
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.units import UnitDraft


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
