import weakref
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.records import cadres, plans
from desktop_app.records.plans import PlanItemDraft
from desktop_app.ui.dialogs.plan_item_dialog import UNMEASURED, PlanItemDialog

NIGHT = PlanItemDraft(
    2022, "政治理论学习", "每周夜学", "全体干部", "集中", (3, 9), date(2022, 11, 30), "政工科", "2000元",
    "夜学", "次数", "全系统", 4800, "次", 7, "疫情",
)  # fmt: skip


@pytest.fixture
def dialog(qtbot, workbench, recorded):
    made = PlanItemDialog(workbench, "修改计划", NIGHT, plans.add)
    qtbot.addWidget(made)
    return made


def test_what_is_given_comes_back_unchanged(dialog):
    assert dialog.draft() == NIGHT


def test_the_figure_of_the_target_is_shown_while_choosing(dialog):
    assert dialog.figure.text() == "夜学.次数（全系统）：2022年全年1次，有1条记录；2021年全年0次。"
    dialog.measure.set_text("人次")
    assert "夜学.人次（全系统）：2022年全年3人次" in dialog.figure.text()
    assert dialog.target_unit.text() == "人次"
    dialog.party_only.setChecked(True)
    assert "夜学.人次（全系统党员）：2022年全年1人次" in dialog.figure.text()


def test_another_subject_offers_its_own_measures(dialog):
    dialog.subject.set_text("学习笔记")
    assert dialog.measure.findText("人均字数") >= 0
    assert dialog.measure.findText("审签率") < 0
    assert dialog.target_unit.text() == "篇"


def test_a_named_list_can_be_the_population(qtbot, workbench, recorded, people):
    cadres.make_list("青年干部", [people[0].id])
    dialog = PlanItemDialog(workbench, "新增计划", NIGHT, plans.add)
    qtbot.addWidget(dialog)
    dialog.population.set_text("青年干部")
    assert dialog.draft().population == "青年干部"


def test_an_item_without_target_is_kept_without_one(dialog):
    dialog.subject.set_text(UNMEASURED)
    dialog.accept()
    kept = plans.draft_of(plans.progress(2022)[0].id)
    assert (kept.subject, kept.measure, kept.target, kept.target_unit) == ("", "", None, "")


def test_months_are_pressed_buttons(dialog):
    dialog.months.button("12月").click()
    dialog.months.button("3月").click()
    assert dialog.draft().months == (9, 12)


def test_a_missing_number_is_asked_for_beside_the_field(dialog):
    dialog.target.setText("")
    dialog.accept()
    assert "数量" in dialog._problems["target"].text()
    dialog.target.setText("四十八")
    dialog.accept()
    assert "不是数字" in dialog.problem.text() + dialog._problems["target"].text()


def test_a_deadline_of_another_year_is_refused(dialog):
    dialog.deadline.setText("2023-01-05")
    dialog.accept()
    assert dialog._problems["deadline"].text() == "完成时限不在2022年。"


def test_a_dialog_is_freed_with_its_last_reference(workbench, recorded):
    dialog = PlanItemDialog(workbench, "新增计划", NIGHT, plans.add)
    gone = weakref.ref(dialog)
    del dialog
    assert gone() is None


def test_a_subject_nobody_knows_is_refused_beside_it_with_those_named_alike(dialog):
    dialog.subject.set_text("夜读")
    assert dialog.figure.text() == "没有“夜读”这个统计项，相近的有夜学，请改正。"
    dialog.accept()
    assert dialog._problems["subject"].text() == "没有“夜读”这个统计项，相近的有夜学，请改正。"
    assert dialog.subject.text() == "夜读"


def test_a_way_that_names_months_asks_for_them(dialog):
    dialog.schedule.set_text("指定月份")
    dialog.months.choose(())
    dialog.accept()
    assert dialog._problems["months"].text() == "按指定月份推进的，请选开展月份。"
    dialog.schedule.set_text("期末")
    dialog.accept()
    assert plans.progress(2022)[0].schedule.way == "期末"


def test_the_figure_of_this_year_is_the_one_so_far(qtbot, workbench, recorded):
    dialog = PlanItemDialog(workbench, "新增计划", replace(NIGHT, year=date.today().year, deadline=None), plans.add)
    qtbot.addWidget(dialog)
    assert "今年目前为止" in dialog.figure.text()


def test_parts_of_last_year_are_offered(qtbot, workbench, recorded):
    plans.add(replace(NIGHT, year=2021, part="自设部分", deadline=None))
    dialog = PlanItemDialog(workbench, "新增计划", NIGHT, plans.add)
    qtbot.addWidget(dialog)
    assert dialog.part.findText("自设部分") >= 0
