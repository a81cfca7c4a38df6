import weakref
from datetime import date
from functools import partial

import pytest

from desktop_app.records import units
from desktop_app.records.units import UnitDraft
from desktop_app.ui.dialogs.unit_dialog import HandOverDialog, UnitDialog, UnitsDialog


@pytest.fixture
def dialog(qtbot, workbench, office):
    units.add(UnitDraft("文印室", parent_id=office))
    made = UnitsDialog(workbench)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def type_name(monkeypatch):
    def as_(name):
        def run(dialog):
            dialog.name.setText(name)
            dialog.accept()
            return bool(dialog.result())

        monkeypatch.setattr(UnitDialog, "run", run)

    return as_


def names(dialog):
    model = dialog.table.rows_model()
    return [model.row_at(number).name for number in range(model.rowCount())]


def test_a_unit_is_added_renamed_and_removed(dialog, type_name, messages):
    type_name("城关司法所")
    dialog.add_action.trigger()
    assert names(dialog) == ["办公室", "文印室", "城关司法所"]
    assert dialog.table.current_row().name == "城关司法所"
    type_name("城东司法所")
    dialog.change_action.trigger()
    dialog.remove_action.trigger()
    assert messages.asked[-1][2] == "删除“城东司法所”"
    assert names(dialog) == ["办公室", "文印室"]


def test_a_unit_with_others_below_stays(dialog, messages):
    dialog.table.selectRow(0)
    dialog.remove_action.trigger()
    assert "撤销日期" in messages.warnings[0]


def test_what_is_kept_of_a_unit_comes_back_unchanged(qtbot, workbench, dialog, office):
    row = units.listed()[1]
    form = UnitDialog(workbench, "修改单位", row.draft(), units.add)
    qtbot.addWidget(form)
    assert form.draft() == row.draft()
    form.position.setText("")
    assert form.draft().position == row.position


def test_a_unit_is_never_offered_what_is_below_it_as_its_parent(qtbot, workbench, dialog):
    form = UnitDialog(workbench, "修改单位", units.listed()[0].draft(), units.add)
    qtbot.addWidget(form)
    assert form.parent_unit.count() == 1


def test_the_same_name_twice_is_refused_beside_the_name(qtbot, workbench, dialog):
    form = UnitDialog(workbench, "新增单位", UnitDraft("文印室"), units.add)
    qtbot.addWidget(form)
    form.accept()
    assert form._problems["name"].text() == "已经有单位“文印室”了。"


def test_a_unit_is_handed_over_to_one_of_a_new_name(qtbot, workbench, people):
    row = units.listed()[0]
    form = HandOverDialog(workbench, row, partial(units.hand_over, row.id))
    qtbot.addWidget(form)
    form.last_day.set_day(date(2022, 6, 30))
    form.accept()
    assert "更名的填新名称" in form._problems["follower"].text()
    form.follower.set_text("综合办公室")
    form.accept()
    assert [(unit.name, unit.valid_to, unit.in_post) for unit in units.listed()] == [
        ("办公室", date(2022, 6, 30), 0), ("综合办公室", None, 4),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [UnitDialog, UnitsDialog, HandOverDialog])
def test_a_dialog_is_freed_with_its_last_reference(workbench, office, kind):
    make = {
        UnitsDialog: lambda: UnitsDialog(workbench),
        UnitDialog: lambda: UnitDialog(workbench, "", UnitDraft(""), units.add),
        HandOverDialog: lambda: HandOverDialog(workbench, units.listed()[0], units.add),
    }
    dialog = make[kind]()
    gone = weakref.ref(dialog)
    del dialog
    assert gone() is None
