import weakref
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
    assert dialog.figure.text() == "夜学.次数（全系统）：2022年现在是1次，有1条记录；2021年是0次。"
    dialog.measure.set_text("人次")
    assert "夜学.人次（全系统）：2022年现在是3人次" in dialog.figure.text()
    assert dialog.target_unit.text() == "人次"
    dialog.party_only.setChecked(True)
    assert "夜学.人次（全系统党员）：2022年现在是1人次" in dialog.figure.text()


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
