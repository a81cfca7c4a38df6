import weakref
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.records import cadres, units
from desktop_app.records.units import UnitDraft
from desktop_app.ui.dialogs.leave_dialog import CadreListDialog, Leave, LeaveDialog, ReturnDialog
from desktop_app.ui.dialogs.posting_dialog import CORRECT, MOVE, NOWHERE, SECOND, PostingDialog


@pytest.fixture
def first(people):
    """The posting of 李雷."""
    return cadres.postings(people[0].id)[0]


def test_putting_right_a_posting_shows_its_end_as_well(qtbot, workbench, first):
    dialog = PostingDialog(workbench, CORRECT, first.draft(), lambda draft: cadres.change_posting(first.id, draft))
    qtbot.addWidget(dialog)
    assert dialog.draft() == first.draft()
    dialog.fields.to_date.setText("2019-12-31")
    dialog.accept()
    assert dialog._problems["to_date"].text() == "任职的结束日期早于开始日期。"


def test_a_move_that_overlaps_is_refused_beside_the_day(qtbot, workbench, people):
    dialog = PostingDialog(workbench, MOVE, NOWHERE, lambda draft: cadres.add_posting(people[0].id, draft))
    qtbot.addWidget(dialog)
    dialog.fields.unit.set_text("办公室")
    dialog.fields.from_date.set_day(date(2019, 1, 1))
    dialog.accept()
    assert "重叠" in dialog._problems["from_date"].text()


def test_closed_units_are_not_offered_unless_they_are_meant(qtbot, workbench, first):
    units.add(UnitDraft("旧所", "司法所", valid_to=date(2019, 12, 31)))
    dialog = PostingDialog(workbench, MOVE, first.draft(), cadres.lists)
    qtbot.addWidget(dialog)
    assert dialog.fields.unit.findText("旧所") < 0
    assert dialog.fields.unit.text() == "办公室"


def test_leaving_gives_the_last_day_and_the_reason(qtbot, workbench, people):
    saved = []
    dialog = LeaveDialog(workbench, people[0], lambda leave: saved.append(leave) or set())
    qtbot.addWidget(dialog)
    dialog.last_day.set_day(date(2022, 6, 30))
    dialog.reason.set_text("退休")
    dialog.accept()
    assert saved == [Leave(date(2022, 6, 30), "退休")]


def test_a_list_of_the_same_name_is_said_to_be_replaced(qtbot, workbench, people):
    cadres.make_list("青年干部", [people[0].id])
    dialog = CadreListDialog(workbench, people)
    qtbot.addWidget(dialog)
    dialog.accept()
    assert "名单名称" in dialog._problems["name"].text()
    dialog.name.set_text("青年干部")
    assert "换成这些人" in dialog.replaced.text()
    dialog.accept()
    assert dialog.result()


@pytest.mark.parametrize("kind", ["posting", "leave", "list", "return"])
def test_a_dialog_is_freed_with_its_last_reference(workbench, people, kind):
    make = {
        "posting": lambda: PostingDialog(workbench, MOVE, NOWHERE, cadres.lists),
        "leave": lambda: LeaveDialog(workbench, people[0], cadres.lists),
        "list": lambda: CadreListDialog(workbench, people),
        "return": lambda: ReturnDialog(workbench, people[0], cadres.postings(people[0].id)[0], cadres.lists),
    }
    dialog = make[kind]()
    gone = weakref.ref(dialog)
    del dialog
    assert gone() is None


def test_the_units_offered_are_those_of_the_day(qtbot, workbench, people):
    units.add(UnitDraft("旧所", "司法所", valid_to=date(2019, 12, 31)))
    dialog = PostingDialog(workbench, MOVE, NOWHERE, cadres.lists)
    qtbot.addWidget(dialog)
    assert dialog.fields.unit.findText("旧所") < 0
    dialog.fields.from_date.set_day(date(2019, 6, 1))
    assert dialog.fields.unit.findText("旧所") >= 0
    dialog.fields.unit.set_text("旧所")
    dialog.fields.from_date.set_day(date(2022, 6, 1))
    dialog.accept()
    assert "2022年6月1日有的单位" in dialog._problems["unit_id"].text()


def test_a_secondment_asks_for_its_last_day_and_keeps_the_kind(qtbot, workbench, first):
    saved = []
    dialog = PostingDialog(workbench, SECOND, NOWHERE, lambda draft: saved.append(draft) or set())
    qtbot.addWidget(dialog)
    dialog.fields.unit.set_text("办公室")
    dialog.fields.from_date.set_day(date(2022, 3, 1))
    dialog.fields.to_date.setText("2022-05-31")
    dialog.fields.kind.set_text("挂职")
    dialog.accept()
    assert (saved[0].kind, saved[0].to_date) == ("挂职", date(2022, 5, 31))


def test_roles_of_her_own_words_stand_beside_the_usual_ones(qtbot, workbench, first):
    cadres.change_posting(first.id, replace(first.draft(), leadership=("支部书记", "工会主席")))
    dialog = PostingDialog(workbench, CORRECT, cadres.postings(first.cadre_id)[0].draft(), cadres.lists)
    qtbot.addWidget(dialog)
    dialog.fields.leadership.others.setText("妇委会主任、中层")
    assert dialog.draft().leadership == ("支部书记", "工会主席", "妇委会主任", "中层")


def test_what_a_leave_takes_out_of_the_figures_is_said_before_it_is_saved(qtbot, workbench, people):
    dialog = LeaveDialog(workbench, people[0], cadres.lists)
    qtbot.addWidget(dialog)
    dialog.count_lost(lambda leave: 3 if leave.last_day < date(2022, 6, 30) else 0)
    assert dialog.uncounted.isHidden()
    dialog.last_day.set_day(date(2022, 3, 31))
    assert "有3条学习记录" in dialog.uncounted.text()
    assert not dialog.uncounted.isHidden()
    dialog.last_day.setText("2022-")
    assert dialog.uncounted.isHidden()
