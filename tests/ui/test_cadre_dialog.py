import weakref
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.records import cadres, history
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.ui.dialogs.cadre_dialog import CadreDialog, ChangedCadre, NewCadre, NewCadreDialog
from desktop_app.ui.dialogs.posting_dialog import NOWHERE


def save(new):
    return cadres.add(new.cadre, new.posting, new.namesake)


@pytest.fixture
def dialog(qtbot, workbench, people):
    made = NewCadreDialog(workbench, NOWHERE, save)
    qtbot.addWidget(made)
    return made


def test_a_cadre_comes_with_the_first_posting(dialog, office):
    dialog.cadre.name.setText("赵敏")
    dialog.cadre.gender.set_text("女")
    dialog.cadre.joined_on.setText("2018.5.5")
    dialog.posting.unit.set_text("办公室")
    dialog.posting.from_date.set_day(date(2018, 5, 5))
    dialog.posting.post.set_text("科员")
    dialog.posting.leadership.choose(["中层"])
    assert dialog.draft() == NewCadre(
        CadreDraft("赵敏", gender="女", joined_on=date(2018, 5, 5)),
        PostingDraft(office, date(2018, 5, 5), "科员", "", ("中层",)),
    )


def test_a_homonym_is_said_while_the_name_is_typed(dialog):
    assert dialog.cadre.homonyms.isHidden()
    dialog.cadre.name.setText("王伟")
    assert not dialog.cadre.homonyms.isHidden()
    assert "王伟（法制股）、王伟（办公室）" in dialog.cadre.homonyms.text()


def test_the_form_grows_with_what_it_has_to_say(dialog, qtbot):
    def shows_all():
        page = dialog._scroll.widget()
        return dialog._scroll.viewport().height() >= page.heightForWidth(page.width())

    dialog._grow()
    dialog.show()
    assert shows_all()
    dialog.cadre.name.setText("王伟")  # a homonym
    qtbot.waitUntil(shows_all, timeout=1000)
    dialog.accept()  # the unit is missing
    qtbot.waitUntil(shows_all, timeout=1000)


def test_a_homonym_wants_a_distinction(dialog):
    dialog.cadre.name.setText("李　雷")
    dialog.posting.unit.set_text("办公室")
    dialog.accept()
    assert dialog._problems["distinction"].text() == "请填写这一位的区分（如所在单位）。"
    dialog.cadre.distinction.setText("城关司法所")
    dialog.accept()
    assert "李雷（城关司法所）" in [row.full_name for row in cadres.listed()]


def test_the_one_who_bears_the_name_already_gets_a_distinction_in_the_same_step(dialog):
    assert dialog.cadre.namesake.isHidden()
    dialog.cadre.name.setText("李雷")
    assert not dialog.cadre.namesake.isHidden()
    assert dialog.cadre.namesake.text() == "办公室"
    dialog.cadre.distinction.setText("城关司法所")
    dialog.posting.unit.set_text("办公室")
    dialog.accept()
    assert {"李雷（办公室）", "李雷（城关司法所）"} <= {row.full_name for row in cadres.listed()}
    history.undo_last()
    assert [row.full_name for row in cadres.listed()].count("李雷") == 1


def test_two_of_one_name_are_not_given_the_same_distinction(dialog):
    dialog.cadre.name.setText("李雷")
    dialog.cadre.distinction.setText("办公室")
    dialog.posting.unit.set_text("办公室")
    dialog.accept()
    assert "与这一位的不同" in dialog._problems["namesake"].text()


def test_a_homonym_told_apart_already_is_not_asked_for_again(dialog):
    dialog.cadre.name.setText("王伟")
    assert dialog.cadre.namesake.isHidden()


def test_a_posting_wants_a_unit(dialog):
    dialog.cadre.name.setText("赵敏")
    dialog.accept()
    assert "请选择单位" in dialog._problems["unit_id"].text()
    assert dialog.cadre.name.text() == "赵敏"


def test_a_date_that_is_none_is_said_beside_its_field(dialog):
    dialog.cadre.name.setText("赵敏")
    dialog.cadre.joined_on.setText("去年")
    dialog.accept()
    assert "不是日期" in dialog._problems["joined_on"].text()


def test_what_is_kept_of_a_cadre_comes_back_unchanged(qtbot, workbench, people):
    whole = CadreDraft("李雷", "", "男", "1996-07", "中共党员", date(2019, 7, 1), "公务员", date(2018, 5, 5), "备注")
    cadres.change(people[0].id, whole)
    row = cadres.listed()[0]
    dialog = CadreDialog(workbench, row, lambda changed: cadres.change(row.id, changed.cadre))
    qtbot.addWidget(dialog)
    assert dialog.draft() == ChangedCadre(whole)
    assert dialog.cadre.homonyms.isHidden()
    dialog.cadre.remark.setText("")
    dialog.accept()
    assert cadres.listed()[0].draft() == replace(whole, remark="")


@pytest.mark.parametrize("is_new", [True, False])
def test_a_dialog_is_freed_with_its_last_reference(workbench, people, is_new):
    dialog = NewCadreDialog(workbench, NOWHERE, save) if is_new else CadreDialog(workbench, people[0], save)
    gone = weakref.ref(dialog)
    del dialog
    assert gone() is None
