import weakref
from datetime import date

import pytest

from desktop_app.core.review import Act, NoteState
from desktop_app.records import notes
from desktop_app.records.notes import NoteDraft, ReviewDraft, Wanted
from desktop_app.ui.dialogs.review_dialog import ReviewDialog, ReviewsDialog

DAY = date(2022, 3, 20)


@pytest.fixture
def stack(people):
    for row in people[:2]:
        notes.add(NoteDraft(row.id, "学习笔记", DAY, words=1000))
    return notes.keys(Wanted(), descending=False)


def ask(qtbot, workbench, act, ids, left_out=0):
    dialog = ReviewDialog(workbench, act, ids, left_out=left_out)
    qtbot.addWidget(dialog)
    return dialog


def test_it_says_whose_notes_are_signed_and_how_many(qtbot, workbench, stack):
    dialog = ask(qtbot, workbench, Act.SIGN, stack)
    assert dialog.summary.text() == "李雷、韩梅梅的2篇，共2,000字。"
    assert dialog.save_button.text() == "审签2篇"


def test_one_act_signs_them_all(qtbot, workbench, stack):
    dialog = ask(qtbot, workbench, Act.SIGN, stack)
    dialog.signer.set_text("程扎西")
    dialog.on_date.set_day(date(2022, 3, 25))
    dialog.grade.set_text("较好")
    dialog.accept()
    rows = notes.rows(stack)
    assert {(row.signer, row.signed_on, row.grade, row.state) for row in rows} == {
        ("程扎西", date(2022, 3, 25), "较好", NoteState.SIGNED)
    }


def test_the_last_signer_and_grade_are_offered(qtbot, workbench, stack):
    first = ask(qtbot, workbench, Act.SIGN, stack[:1])
    first.signer.set_text("程扎西")
    first.grade.set_text("好")
    first.accept()
    second = ask(qtbot, workbench, Act.SIGN, stack[1:])
    assert (second.signer.text(), second.grade.text()) == ("程扎西", "好")


def test_a_missing_signer_is_asked_for_beside_the_field(qtbot, workbench, stack):
    dialog = ask(qtbot, workbench, Act.SIGN, stack)
    dialog.accept()
    assert dialog._problems["signer"].text() == "请填写审签人。"
    assert len(notes.keys(Wanted(state=NoteState.WAITING))) == 2


def test_handing_back_wants_an_opinion(qtbot, workbench, stack):
    dialog = ask(qtbot, workbench, Act.RETURN, stack[:1])
    dialog.signer.set_text("程扎西")
    dialog.accept()
    assert dialog._problems["opinion"].text() == "退回请填写意见。"


def test_taking_in_again_asks_for_the_day_only(qtbot, workbench, stack):
    notes.hand_back(stack[:1], ReviewDraft("程扎西", date(2022, 3, 25), opinion="重写"))
    dialog = ask(qtbot, workbench, Act.RESUBMIT, stack[:1])
    assert "signer" not in dialog._widgets
    dialog.accept()
    assert notes.rows(stack[:1])[0].state is NoteState.WAITING


@pytest.mark.parametrize("kind", ["act", "history"])
def test_a_dialog_is_freed_with_its_last_reference(workbench, stack, kind):
    row = notes.rows(stack)[0]
    dialog = ReviewDialog(workbench, Act.SIGN, stack) if kind == "act" else ReviewsDialog(workbench, row)
    gone = weakref.ref(dialog)
    del dialog
    assert gone() is None
