import weakref

import pytest

from desktop_app.records import categories
from desktop_app.records.categories import CategoryDraft
from desktop_app.ui.dialogs.category_dialog import CategoriesDialog, CategoryDialog


@pytest.fixture
def listing(qtbot, workbench, ledger):
    dialog = CategoriesDialog(workbench)
    qtbot.addWidget(dialog)
    return dialog


def row_of(name):
    return next(row for row in categories.listed() if row.name == name)


def test_a_new_kind_is_entered_and_listed(qtbot, workbench, listing):
    dialog = CategoryDialog(workbench)
    qtbot.addWidget(dialog)
    dialog.name.setText("读书分享会")
    dialog.measure_word.set_text("场")
    dialog.start.setText("1500")
    dialog.hours.setText("1.5")
    dialog.weekly.setChecked(True)
    dialog.accept()
    assert row_of("读书分享会").draft() == CategoryDraft("读书分享会", "场", start="15:00", hours=150, weekly=True)
    assert listing.table.rows_model().row_at(len(categories.listed()) - 1).name == "读书分享会"


def test_changing_a_kind_begins_with_what_it_is(qtbot, workbench, ledger):
    before = row_of("夜学")
    dialog = CategoryDialog(workbench, before.id)
    qtbot.addWidget(dialog)
    dialog.retired.setChecked(True)
    dialog.accept()
    assert row_of("夜学").retired
    assert row_of("夜学").hours == before.hours


def test_a_name_taken_already_is_said_beside_it(qtbot, workbench, ledger):
    dialog = CategoryDialog(workbench)
    qtbot.addWidget(dialog)
    dialog.name.setText("夜学")
    dialog.accept()
    assert "已经有" in dialog._problems["name"].text()


def test_a_kind_never_used_can_be_removed(listing, messages):
    listing._workbench.do(lambda: categories.add(CategoryDraft("读书分享会")))
    listing.table.select_id(row_of("读书分享会").id)
    listing.remove()
    assert messages.asked[-1][2] == "删除“读书分享会”"
    assert "读书分享会" not in [row.name for row in categories.listed()]


def test_a_kind_in_use_can_only_be_retired(workbench, qtbot, night_study):
    dialog = CategoriesDialog(workbench)
    qtbot.addWidget(dialog)
    dialog.table.select_id(row_of("夜学").id)
    assert not dialog.remove_action.isEnabled()
    assert dialog.change_action.isEnabled()


@pytest.mark.parametrize("kind", [CategoriesDialog, CategoryDialog])
def test_each_dialog_is_freed_with_its_last_reference(workbench, ledger, kind):
    gone = weakref.ref(kind(workbench))
    assert gone() is None
