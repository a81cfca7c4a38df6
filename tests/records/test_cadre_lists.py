from datetime import date

import pytest

from desktop_app.core.errors import UserError
from desktop_app.records import cadre_lists, cadres, history, plans, quotas, units
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.quotas import QuotaDraft
from desktop_app.records.units import UnitDraft

DAY = date(2022, 1, 1)


@pytest.fixture
def young(people):
    cadres.make_list("青年", [people[2].id, people[0].id])
    return cadre_lists.listed()[0]


def test_a_list_shows_its_people_by_name(young):
    assert (young.name, young.names) == ("青年", "李雷、王伟（法制股）")


def test_what_uses_a_list_follows_its_new_name(young, people):
    plans.add(PlanItemDraft(2022, "理论", "青年读书", population="青年党员"))
    quotas.add(QuotaDraft("学习笔记", "月", DAY, 1, population="青年"))
    cadre_lists.change(young.id, "青年干部", [people[1].id])
    (item,) = plans.progress(2022, DAY)
    (rule,) = quotas.listed()
    assert (item.population, rule.population) == ("青年干部党员", "青年干部")
    assert cadre_lists.listed()[0].names == "韩梅梅"


def test_a_list_that_is_used_is_not_removed(young):
    quotas.add(QuotaDraft("学习笔记", "月", DAY, 1, population="青年"))
    with pytest.raises(UserError, match="应交规定用“青年”作口径，不能删除"):
        cadre_lists.remove(young.id)


def test_only_who_comes_and_goes_is_written(young, people):
    cadre_lists.change(young.id, "青年", [people[0].id, people[1].id])
    changes = history.changes(history.undoable().id)
    assert [(each.before is None, each.after is None) for each in changes] == [(False, True), (True, False)]


@pytest.mark.parametrize(("name", "said"), [("", "请填写名单名称"), ("局机关", "统计口径"), ("骨干", "已经有名单")])
def test_a_wrong_name_is_refused(young, people, name, said):
    cadres.make_list("骨干", [people[1].id])
    with pytest.raises(UserError, match=said):
        cadre_lists.change(young.id, name, [people[0].id])


def test_a_list_is_not_left_empty(young):
    with pytest.raises(UserError, match="至少要有一人"):
        cadre_lists.change(young.id, "青年", [])


def test_a_rule_of_what_is_handed_in_follows_the_new_name_of_its_unit(people, office):
    quotas.add(QuotaDraft("学习笔记", "月", DAY, 1, population="办公室党员"))
    units.change(office, UnitDraft("综合科"))
    assert quotas.listed()[0].population == "综合科党员"
    units.add(UnitDraft("档案室"))
    archive = units.listed()[-1].id
    quotas.add(QuotaDraft("心得体会", "月", DAY, 1, population="档案室"))
    with pytest.raises(UserError, match="应交规定用“档案室”作口径"):
        units.remove(archive)
