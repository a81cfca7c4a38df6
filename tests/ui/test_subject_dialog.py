import weakref
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.core.attendance import Role
from desktop_app.core.period import Period
from desktop_app.core.scope import Scope
from desktop_app.core.subject import Filter, SubjectKind
from desktop_app.metrics import register
from desktop_app.records import notes, sessions, subjects
from desktop_app.records.notes import NoteDraft
from desktop_app.records.session_parts import PartDraft
from desktop_app.records.subjects import SubjectDraft
from desktop_app.ui.dialogs.subject_dialog import SubjectDialog
from desktop_app.ui.subjects_page import SubjectsPage

WHOLE = SubjectDraft(
    "书记讲党课", SubjectKind.SESSIONS, "场",
    Filter(
        ("category-党课",), ("集中",), ("本地",), ("本局",), "党史", "主讲", ("支部书记",), ("党组成员",), duty=True
    ),
    retired=True,
)  # fmt: skip


@pytest.fixture
def lecture(recorded, people, look):
    """A 夜学 of 2022 in which 李雷, then 支部书记, lectured; and a note."""
    sessions.change(recorded, replace(sessions.draft_of(recorded), parts=(PartDraft(Role.LECTURER, people[0].id),)))
    notes.add(NoteDraft(people[1].id, "心得体会", date(2022, 3, 9), words=800))
    look.keep_choice("subject.year", "2022年")


@pytest.fixture
def dialog(qtbot, workbench, lecture):
    made = SubjectDialog(workbench, SubjectDraft("新统计项"), subjects.add)
    qtbot.addWidget(made)
    return made


def test_what_is_given_comes_back_unchanged(qtbot, workbench, ledger):
    dialog = SubjectDialog(workbench, WHOLE, subjects.add)
    qtbot.addWidget(dialog)
    assert dialog.draft() == WHOLE


def test_the_result_follows_the_conditions(dialog, qtbot):
    assert (dialog.result_text.text(), dialog.evidence.text()) == ("1次", "次数，依据1条记录")
    dialog.role.set_text("主讲")
    dialog.leadership.button("支部书记").click()
    qtbot.waitUntil(lambda: not dialog._pause.isActive())
    assert dialog.result_text.text() == "1次"
    dialog.not_leadership.button("支部书记").click()
    qtbot.waitUntil(lambda: dialog.result_text.text() == "0次")


def test_it_is_what_the_register_says_once_kept(dialog):
    dialog.categories.button("夜学").click()
    dialog.show_result()
    dialog.accept()
    kept = register.figure("新统计项.次数", Scope(Period.year(2022)))
    assert dialog.result_text.text() == kept.text == "1次"


def test_each_kind_has_its_own_conditions_and_measure_word(dialog):
    dialog.kind.set_text("心得笔记")
    assert dialog.categories.isHidden()
    assert not dialog.note_kinds.isHidden()
    assert dialog.result_text.text() == "1篇"
    dialog.note_kinds.button("学习笔记").click()
    dialog.show_result()
    assert dialog.result_text.text() == "0篇"


def test_a_part_wants_its_role_first(dialog):
    dialog.kind.set_text("角色")
    assert dialog.evidence.text() == "请选择要统计的角色。"
    dialog.accept()
    assert dialog._problems["role"].text() == "请选择要统计的角色。"
    dialog.role.set_text("主讲")
    dialog.show_result()
    assert dialog.result_text.text() == "1人次"


def test_conditions_of_another_kind_are_not_kept(dialog):
    dialog.categories.button("夜学").click()
    dialog.kind.set_text("心得笔记")
    assert dialog.conditions() == Filter()


def test_the_name_of_a_built_in_subject_is_fixed(qtbot, workbench, ledger):
    row = next(row for row in subjects.listed() if row.built_in)
    dialog = SubjectDialog(workbench, row.draft(), subjects.add, built_in=True)
    qtbot.addWidget(dialog)
    assert not dialog.name.isEnabled()
    assert not dialog.kind.isEnabled()


def test_the_page_lists_every_subject_with_its_result(qtbot, workbench, lecture):
    page = SubjectsPage(workbench)
    qtbot.addWidget(page)
    model = page.table.rows_model()
    lines = {model.row_at(number).row.name: model.row_at(number) for number in range(model.rowCount())}
    assert lines["夜学"].figure.text == "1次"
    assert lines["党组成员讲党课"].words.startswith("类型为党课")
    assert len(lines) == len(subjects.listed())


def test_the_page_opens_the_records_of_a_result(qtbot, workbench, lecture):
    asked = []
    workbench.open_figure.connect(lambda of: asked.append((of.name, of.scope.period)))
    page = SubjectsPage(workbench)
    qtbot.addWidget(page)
    page.table.select_id(next(row.id for row in subjects.listed() if row.name == "夜学"))
    page.records_action.trigger()
    assert asked == [("夜学.次数", Period.year(2022))]


def test_own_subjects_are_added_and_removed_built_in_ones_stay(qtbot, workbench, lecture, monkeypatch, messages):
    def run(dialog):
        dialog.name.setText("我的品牌")
        dialog.accept()

    monkeypatch.setattr(SubjectDialog, "run", run)
    page = SubjectsPage(workbench)
    qtbot.addWidget(page)
    page.table.selectRow(0)
    assert not page.remove_action.isEnabled()
    page.add_action.trigger()
    page.table.select_id(max(row.id for row in subjects.listed()))
    assert page.table.current_row().row.name == "我的品牌"
    page.remove_action.trigger()
    assert messages.asked[-1][2] == "删除“我的品牌”"
    assert all(row.built_in for row in subjects.listed())


def test_the_page_stands_beside_the_window_and_is_gone_when_closed(qtbot, workbench, ledger):
    page = SubjectsPage(workbench)
    page.run()
    assert not page.isModal()
    with qtbot.waitSignal(page.destroyed):
        page.close_action.trigger()


@pytest.mark.parametrize("kind", [SubjectDialog, SubjectsPage])
def test_a_dialog_is_freed_with_its_last_reference(workbench, ledger, kind):
    dialog = SubjectsPage(workbench) if kind is SubjectsPage else SubjectDialog(workbench, WHOLE, subjects.add)
    gone = weakref.ref(dialog)
    del dialog
    assert gone() is None
