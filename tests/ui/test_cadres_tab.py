import weakref
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.core.scope import ALL
from desktop_app.records import cadres, units
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.units import UnitDraft
from desktop_app.ui.dialogs.cadre_dialog import CadreDialog, NewCadreDialog
from desktop_app.ui.dialogs.leave_dialog import CadreListDialog, LeaveDialog, ReturnDialog
from desktop_app.ui.dialogs.posting_dialog import PostingDialog
from desktop_app.ui.dialogs.unit_dialog import UnitsDialog
from desktop_app.ui.tabs.cadres_tab import CadresTab
from desktop_app.ui.unit_tree import LEFT


@pytest.fixture
def tab(qtbot, workbench, people):
    units.add(UnitDraft("城关司法所", "司法所"))
    made = CadresTab(workbench)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def answer(monkeypatch):
    """Let dialogs of a kind be filled by a function and saved."""

    def with_(kind, fill):
        def run(dialog):
            fill(dialog)
            dialog.accept()
            return bool(dialog.result())

        monkeypatch.setattr(kind, "run", run)

    return with_


def names(tab):
    model = tab.table.rows_model()
    return [model.row_at(number).full_name for number in range(model.rowCount())]


def counts(tab):
    found, stack = {}, [tab.units.topLevelItem(number) for number in range(tab.units.topLevelItemCount())]
    while stack:
        line = stack.pop()
        found[line.text(0)] = int(line.text(1))
        stack += [line.child(number) for number in range(line.childCount())]
    return found


def test_an_empty_ledger_says_what_to_do_first(qtbot, workbench, ledger):
    tab = CadresTab(workbench)
    qtbot.addWidget(tab)
    assert "Ctrl+N" in tab.table._empty_text


def test_units_show_how_many_are_in_post(tab):
    assert counts(tab) == {ALL: 4, "局机关": 4, "办公室": 4, "司法所": 0, "城关司法所": 0, LEFT: 0}


def test_choosing_a_unit_lists_its_people(tab):
    tab.units.choose("城关司法所")
    assert names(tab) == []
    tab.units.choose("局机关")
    assert names(tab) == ["李雷", "韩梅梅", "王伟（法制股）", "王伟（办公室）"]
    assert tab.foot.text() == "局机关：4人，其中党员1人"


@pytest.mark.parametrize(("typed", "found"), [("hmm", ["韩梅梅"]), ("lilei", ["李雷"]), ("法制", ["王伟（法制股）"])])
def test_people_are_found_by_chinese_and_by_pinyin(tab, typed, found):
    tab.search.setText(typed)
    assert names(tab) == found


def test_the_list_is_as_of_a_day(tab):
    tab.as_of.set_day(date(2019, 12, 31))
    assert names(tab) == []
    tab.units.choose(LEFT)
    assert len(names(tab)) == 4


def test_somebody_who_moves_is_in_both_units_on_their_days(tab, answer, people):
    def fill(dialog):
        dialog.fields.unit.set_text("城关司法所")
        dialog.fields.post.set_text("所长")
        dialog.fields.from_date.set_day(date(2022, 7, 1))

    answer(PostingDialog, fill)
    tab.table.select_id(people[0].id)
    tab.postings.move_action.trigger()
    assert counts(tab)["城关司法所"] == 1
    assert tab.postings.table.rows_model().rowCount() == 2
    tab.as_of.set_day(date(2022, 6, 30))
    assert counts(tab)["城关司法所"] == 0


def test_somebody_leaves_and_returns(tab, answer, people):
    answer(LeaveDialog, lambda dialog: dialog.last_day.set_day(date(2022, 3, 31)))
    answer(PostingDialog, lambda dialog: dialog.fields.from_date.set_day(date(2022, 9, 1)))
    tab.table.select_id(people[1].id)
    assert not tab.postings.return_action.isEnabled()
    tab.postings.leave_action.trigger()
    assert "韩梅梅" not in names(tab)
    tab.show_record(people[1].id)
    assert tab.units.choice().name == LEFT
    assert not tab.postings.leave_action.isEnabled()
    tab.postings.return_action.trigger()
    assert counts(tab)[LEFT] == 0
    assert [row.end_reason for row in cadres.postings(people[1].id)] == ["调出", ""]


def test_a_new_cadre_starts_in_the_chosen_unit(tab, answer):
    answer(NewCadreDialog, lambda dialog: dialog.cadre.name.setText("赵敏"))
    tab.units.choose("城关司法所")
    tab.add_action.trigger()
    assert names(tab) == ["赵敏"]


def test_without_units_the_units_come_first(qtbot, workbench, ledger, messages, monkeypatch):
    shown = []
    monkeypatch.setattr(UnitsDialog, "run", lambda dialog: shown.append(dialog.windowTitle()))
    tab = CadresTab(workbench)
    qtbot.addWidget(tab)
    tab.add_action.trigger()
    assert shown == ["单位"]
    assert "单位" in messages.warnings[0]


def test_once_there_is_a_unit_the_first_cadre_follows(qtbot, workbench, ledger, monkeypatch):
    asked = []
    monkeypatch.setattr(UnitsDialog, "run", lambda _: units.add(UnitDraft("办公室")))
    monkeypatch.setattr(NewCadreDialog, "run", lambda dialog: asked.append(dialog.windowTitle()))
    tab = CadresTab(workbench)
    qtbot.addWidget(tab)
    tab.add_action.trigger()
    assert asked == ["新增干部"]


def test_enter_changes_the_one_at_hand(tab, answer, people):
    answer(CadreDialog, lambda dialog: dialog.cadre.remark.setText("借调县委办"))
    tab.table.select_id(people[0].id)
    tab.table.activated_row.emit(tab.table.current_row())
    assert tab.table.current_row().remark == "借调县委办"


def test_a_posting_is_put_right_and_removed(tab, answer, people, messages):
    answer(PostingDialog, lambda dialog: dialog.fields.rank.set_text("一级科员"))
    tab.table.select_id(people[0].id)
    tab.postings.change_posting_action.trigger()
    assert tab.table.current_row().rank == "一级科员"
    tab.postings.remove_posting_action.trigger()
    assert "2020-01-01" in messages.asked[-1][1]
    assert counts(tab)[LEFT] == 1


def test_whoever_has_records_is_not_deleted(tab, recorded, people, messages):
    tab.table.select_id(people[0].id)
    tab.remove_action.trigger()
    assert "离岗" in messages.warnings[0]
    assert len(cadres.listed()) == 4


def test_the_people_selected_are_kept_as_a_list(tab, answer, people):
    answer(CadreListDialog, lambda dialog: dialog.name.set_text("青年干部"))
    tab.units.choose("办公室")
    tab.table.selectAll()
    tab.list_action.trigger()
    assert cadres.lists() == ["青年干部"]
    assert "青年干部" in cadres.populations()


def test_nothing_can_be_done_to_nobody(tab):
    tab.table.clearSelection()
    tab.units.choose("城关司法所")
    shut = (
        tab.change_action, tab.remove_action, tab.file_action, tab.postings.move_action, tab.postings.second_action,
        tab.postings.leave_action, tab.postings.return_action, tab.postings.bring_back_action,
        tab.postings.change_posting_action,
    )  # fmt: skip
    assert not any(each.isEnabled() for each in shut)


def test_a_tab_is_freed_with_its_last_reference(workbench, people, qapp):
    tab = CadresTab(workbench)
    gone = weakref.ref(tab)
    del tab
    QApplication.sendPostedEvents()
    assert gone() is None


def test_a_closed_unit_is_shown_while_it_was_open(tab):
    units.add(UnitDraft("旧所", "司法所", valid_to=date(2021, 12, 31)))
    tab.reload()
    assert "旧所" not in counts(tab)
    tab.as_of.set_day(date(2021, 6, 1))
    assert "旧所" in counts(tab)


def test_units_below_a_unit_count_with_it(tab, office):
    units.add(UnitDraft("文印室", parent_id=office))
    room = next(row.id for row in units.listed() if row.name == "文印室")
    cadres.add(CadreDraft("赵敏"), PostingDraft(room, date(2022, 1, 1)))
    tab.reload()
    assert counts(tab)["办公室"] == 5
    tab.units.choose("文印室")
    assert names(tab) == ["赵敏"]


@pytest.fixture
def elsewhere():
    units.add(UnitDraft("县委政法委", "外单位"))


def test_somebody_is_seconded_elsewhere_and_comes_back(tab, answer, people, elsewhere):
    def fill(dialog):
        dialog.fields.unit.set_text("县委政法委")
        dialog.fields.from_date.set_day(date(2022, 3, 1))

    answer(PostingDialog, fill)
    answer(ReturnDialog, lambda dialog: dialog.last_day.set_day(date(2022, 5, 31)))
    tab.table.select_id(people[0].id)
    assert not tab.postings.bring_back_action.isEnabled()
    tab.postings.second_action.trigger()
    assert "李雷" not in names(tab)
    tab.show_record(people[0].id)
    assert (tab.units.choice().name, tab.table.current_row().standing) == ("县委政法委", "借调")
    tab.postings.bring_back_action.trigger()
    assert [row.kind for row in cadres.postings(people[0].id)] == ["任职", "借调", "任职"]


def test_who_retired_stands_apart_from_who_was_transferred(tab, people):
    cadres.leave(people[0].id, date(2022, 3, 31), "退休")
    cadres.leave(people[1].id, date(2022, 3, 31), "调出")
    tab.reload()
    assert {name: count for name, count in counts(tab).items() if name in (LEFT, "退休", "调出")} == {
        LEFT: 2, "退休": 1, "调出": 1,
    }  # fmt: skip
    tab.units.choose("退休")
    assert names(tab) == ["李雷"]


def test_the_list_is_narrowed_to_party_members_and_staff_kinds(tab):
    tab.filters.party.setCurrentText("党员")
    assert names(tab) == ["李雷"]
    tab.filters.party.setCurrentText("非党员")
    assert len(names(tab)) == 3
    tab.filters.staff_kind.setCurrentText("公务员")
    assert names(tab) == []


def test_a_search_that_finds_nobody_here_says_where_he_is(tab, people):
    cadres.leave(people[0].id, date(2022, 6, 30), "退休")
    tab.reload()
    tab.filters.search.setText("lilei")
    assert tab.table._empty_text == "这里没有符合条件的人；在离岗人员（退休）里有1人。"
    tab.filters.search.setText("孙悟空")
    assert tab.table._empty_text == "这里没有符合条件的人。"


def test_after_adding_somebody_the_list_shows_him_whatever_was_filtered(tab, answer):
    def fill(dialog):
        dialog.cadre.name.setText("赵敏")
        dialog.posting.unit.set_text("城关司法所")

    answer(NewCadreDialog, fill)
    tab.search.setText("lilei")
    tab.add_action.trigger()
    assert tab.table.current_row().full_name == "赵敏"


def test_the_file_of_somebody_is_one_key_away(tab, qtbot, workbench, people):
    tab.table.select_id(people[1].id)
    with qtbot.waitSignal(workbench.open_record) as opened:
        tab.file_action.trigger()
    assert opened.args == ["cadre_file", people[1].id]


def test_removing_a_posting_names_what_counts_no_more(tab, recorded, people, messages):
    messages.answer = False
    tab.table.select_id(people[0].id)
    tab.postings.remove_posting_action.trigger()
    assert "1条学习记录将不再计入统计" in messages.asked[-1][1]
