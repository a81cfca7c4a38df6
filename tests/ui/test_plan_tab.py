import weakref
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.core.period import Period
from desktop_app.core.plan import PlanState
from desktop_app.core.scope import Scope
from desktop_app.records import history, next_plan, plans
from desktop_app.records.plans import PlanItemDraft
from desktop_app.ui import theme
from desktop_app.ui.dialogs.part_dialog import PartDialog
from desktop_app.ui.dialogs.plan_item_dialog import PlanItemDialog
from desktop_app.ui.dialogs.reasons_dialog import ReasonsDialog
from desktop_app.ui.plan_lines import BAR, COLUMNS, DONE, STATE, TONES
from desktop_app.ui.tabs.plan_tab import PlanTab

NIGHT = PlanItemDraft(
    2022,
    "政治理论学习",
    "每周夜学",
    "全体干部",
    months=(3, 9),
    subject="夜学",
    measure="次数",
    target=200,
    target_unit="次",
)
HEADS = PlanItemDraft(
    2022, "政治理论学习", "人均心得", subject="心得体会", measure="人均篇数", target=400, target_unit="篇"
)
EXAM = PlanItemDraft(2022, "学历教育", "法考备考", responsible="政工科")


@pytest.fixture
def tab(qtbot, workbench, recorded):
    for draft in (NIGHT, HEADS, EXAM):
        plans.add(draft)
    made = PlanTab(workbench)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    return made


def lines(tab):
    """The texts of all lines, parts first."""
    return [[line.text(number) for number in range(len(COLUMNS))] for line in tab.tree._lines()]


def item(tab, content):
    return next(each for each in tab._items if each.content == content)


def test_a_year_without_a_plan_says_what_to_do_first(qtbot, workbench, ledger):
    tab = PlanTab(workbench)
    qtbot.addWidget(tab)
    assert tab.shown_year() == date.today().year
    assert "Ctrl+N" in tab.tree._empty_text


def test_the_last_year_with_a_plan_is_shown_first_as_of_its_end(tab):
    assert tab.shown_year() == 2022
    assert tab.as_of.text() == "截至2022年12月31日"


def test_items_stand_under_their_part_with_computed_progress(tab):
    parts = [tab.tree.topLevelItem(number).text(0) for number in range(tab.tree.topLevelItemCount())]
    assert [part.split("　")[0] for part in parts] == ["政治理论学习", "学历教育"]
    night, exam = (next(line for line in lines(tab) if line[0] == name) for name in ("每周夜学", "法考备考"))
    assert night[2:6] == ["2次", "1次", "2次", "50%"]
    assert exam[2:8] == ["不计量", "", "", "", PlanState.UNMEASURED, "政工科"]


def test_a_target_per_head_says_so(tab):
    heads = next(line for line in lines(tab) if line[0] == "人均心得")
    assert heads[2:5] == ["人均4篇", "人均0篇", "人均4篇"]


def test_clicking_the_figure_opens_its_records(tab, workbench):
    asked = []
    workbench.open_figure.connect(lambda of: asked.append((of.name, of.scope)))
    line = next(each for each in tab.tree._lines() if each.text(0) == "每周夜学")
    where = tab.tree.visualRect(tab.tree.indexFromItem(line, DONE)).center()
    QTest.mouseClick(tab.tree.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert asked == [("夜学.次数", Scope(Period.year(2022), as_of=date(2022, 12, 31)))]
    QTest.mouseClick(tab.tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, where.y()))
    assert len(asked) == 1


def test_the_records_can_be_asked_for_from_the_keyboard(tab, workbench):
    asked = []
    workbench.open_figure.connect(lambda of: asked.append(of.name))
    tab.tree.select_id(item(tab, "每周夜学").id)
    tab.records_action.trigger()
    assert asked == ["夜学.次数"]
    tab.tree.select_id(item(tab, "法考备考").id)
    assert not tab.records_action.isEnabled()


def test_moving_an_item_changes_places_within_its_part(tab, workbench):
    tab.tree.select_id(item(tab, "人均心得").id)
    assert not tab.down_action.isEnabled()
    tab.up_action.trigger()
    assert [each.content for each in plans.progress(2022)] == ["人均心得", "每周夜学", "法考备考"]
    assert tab.tree.current_item().content == "人均心得"
    assert history.undoable().action == "调整计划顺序"


def test_what_is_saved_in_the_dialog_is_shown(tab, monkeypatch):
    def run(dialog):
        dialog.content.setText("每周一晚夜学")
        dialog.accept()

    monkeypatch.setattr(PlanItemDialog, "run", run)
    tab.tree.select_id(item(tab, "每周夜学").id)
    QTest.keyClick(tab.tree, Qt.Key.Key_Return)
    assert tab.tree.current_item().content == "每周一晚夜学"


def test_a_new_item_starts_in_the_chosen_part(tab, monkeypatch):
    given = []
    monkeypatch.setattr(PlanItemDialog, "run", lambda dialog: given.append(dialog.part.text()))
    tab.tree.select_id(item(tab, "法考备考").id)
    tab.add_action.trigger()
    assert given == ["学历教育"]


def test_deleting_asks_and_names_the_item(tab, messages):
    tab.tree.select_id(item(tab, "法考备考").id)
    tab.remove_action.trigger()
    assert "法考备考" in messages.asked[-1][1]
    assert len(plans.progress(2022)) == 2


def test_next_year_can_be_planned(tab):
    tab.year.setCurrentText(f"{date.today().year + 1}年")
    assert tab.shown_year() == date.today().year + 1
    assert tab.tree.topLevelItemCount() == 0


def test_an_item_of_another_year_is_shown_in_its_year(tab):
    wanted = item(tab, "法考备考").id
    tab.year.setCurrentText(f"{date.today().year}年")
    tab.show_record(wanted)
    assert tab.shown_year() == 2022
    assert tab.tree.current_id() == wanted


def test_an_item_that_was_taken_back_meanwhile_is_not_looked_for(tab):
    tab.show_record(999_999)
    assert tab.shown_year() == 2022


def test_the_detail_says_how_an_item_is_measured(tab):
    tab.tree.select_id(item(tab, "每周夜学").id)
    assert tab.detail.text() == "按“夜学.次数”计量；口径全系统；3、9月开展"


@pytest.fixture(params=[theme.LIGHT.name, theme.DARK.name])
def themed(qapp, request):
    sheet = qapp.styleSheet()
    theme.apply(qapp, request.param)
    yield
    theme.apply(qapp, theme.LIGHT.name)
    qapp.setStyleSheet(sheet)


def test_the_bar_is_drawn_in_the_colour_of_the_state(themed, tab):
    night = next(each for each in tab.tree._lines() if each.text(0) == "每周夜学")
    bar = tab.tree.visualRect(tab.tree.indexFromItem(night, BAR))
    drawn = tab.tree.viewport().grab().toImage()
    assert drawn.pixelColor(bar.left() + 4 * theme.GAP, bar.center().y()) == theme.color(TONES[PlanState.NOT_DONE])


def test_a_tab_is_freed_with_its_last_reference(workbench, recorded, qapp):
    plans.add(NIGHT)
    tab = PlanTab(workbench)
    gone = weakref.ref(tab)
    del tab
    QApplication.sendPostedEvents()
    assert gone() is None


def test_reasons_are_asked_for_everything_that_was_not_done(tab, monkeypatch):
    asked = []

    def run(dialog):
        asked.extend(dialog.reasons)
        for field in dialog.reasons.values():
            field.set_text("疫情停办")
        dialog.accept()

    monkeypatch.setattr(ReasonsDialog, "run", run)
    tab.reasons_action.trigger()
    assert asked == [item(tab, "每周夜学").id, item(tab, "人均心得").id]
    tab.tree.select_id(asked[0])
    assert tab.detail.text().endswith("未完成原因：疫情停办")
    assert tab.tree.currentItem().toolTip(STATE) == "未完成原因：疫情停办"


def test_where_nothing_is_undone_no_reason_is_asked_for(tab, messages):
    tab.year.setCurrentText(f"{date.today().year}年")
    tab.reasons_action.trigger()
    assert messages.told == [f"{date.today().year}年没有到期未完成的项目，没有要填的原因。"]


def test_a_whole_part_is_carried_over_at_once(tab):
    tab.tree.select_part("政治理论学习")
    tab.carry_action.trigger()
    assert [each.content for each in plans.progress(2023)] == ["每周夜学", "人均心得"]
    assert not tab.carry_action.isEnabled()
    assert {each.state for each in plans.progress(2022)} == {PlanState.CARRIED, PlanState.UNMEASURED}


def test_next_years_plan_is_begun_and_shown(tab, messages):
    tab.next_action.trigger()
    assert tab.shown_year() == 2023
    assert [each.content for each in tab._items] == ["每周夜学", "人均心得", "法考备考"]
    tab.year.show_year(2022)
    tab.next_action.trigger()
    assert messages.asked[-1][2] == "只补没有的"
    assert "没有要补的" in messages.warnings[-1]


def test_a_part_changes_places_with_the_next(tab):
    tab.tree.select_part("学历教育")
    tab.up_action.trigger()
    assert plans.parts(2022) == ["学历教育", "政治理论学习"]
    assert tab.tree.current_part() == "学历教育"
    assert not tab.up_action.isEnabled()


def test_a_part_is_renamed(tab, monkeypatch):
    def run(dialog):
        dialog.name.set_text("政治理论学习")
        assert dialog.note.text() == "“学历教育”的各项将并入“政治理论学习”。"
        dialog.accept()

    monkeypatch.setattr(PartDialog, "run", run)
    tab.tree.select_id(item(tab, "法考备考").id)
    tab.part_action.trigger()
    assert plans.parts(2022) == ["政治理论学习"]


def test_what_was_carried_over_is_told_from_the_item_of_the_year_itself(tab):
    next_plan.carry_over(2022, [item(tab, "每周夜学").id])
    next_plan.start(2022)
    tab.reload()
    tab.year.show_year(2023)
    night = [line[0] for line in lines(tab) if line[0].startswith("每周夜学")]
    assert sorted(night) == ["每周夜学", "每周夜学（2022年结转）"]


def test_a_part_that_was_renamed_stays_chosen(tab, monkeypatch):
    def run(dialog):
        dialog.name.set_text("学历")
        dialog.accept()
        return bool(dialog.result())

    monkeypatch.setattr(PartDialog, "run", run)
    tab.tree.select_part("学历教育")
    tab.part_action.trigger()
    assert tab.tree.is_on_part()
    assert tab.tree.current_part() == "学历"


def test_a_new_item_is_the_chosen_one_afterwards(tab, monkeypatch):
    def run(dialog):
        dialog.content.setText("送教下乡")
        dialog.accept()
        return bool(dialog.result())

    monkeypatch.setattr(PlanItemDialog, "run", run)
    tab.add_action.trigger()
    assert tab.tree.current_item().content == "送教下乡"


def test_dialogs_are_freed_with_their_last_reference(workbench, tab):
    dialogs = [ReasonsDialog(workbench, plans.unfinished(2022)), PartDialog(workbench, 2022, "学历教育")]
    gone = [weakref.ref(each) for each in dialogs]
    dialogs.clear()
    assert [each() for each in gone] == [None, None]


def drop(tab, content, on, *, below=False):
    """Drop an item on the line of these words, in its upper or lower half."""
    tab.tree.select_id(item(tab, content).id)
    line = next(each for each in tab.tree._lines() if each.text(0).startswith(on))
    box = tab.tree.visualItemRect(line)
    where = QPointF(box.left() + 5, box.bottom() - 2 if below else box.top() + 2)
    no = Qt.KeyboardModifier.NoModifier
    tab.tree.dropEvent(QDropEvent(where, Qt.DropAction.MoveAction, QMimeData(), Qt.MouseButton.LeftButton, no))


def test_an_item_is_dragged_within_its_part(tab):
    drop(tab, "每周夜学", "人均心得", below=True)
    assert [each.content for each in plans.progress(2022)] == ["人均心得", "每周夜学", "法考备考"]
    drop(tab, "每周夜学", "人均心得")
    assert [each.content for each in plans.progress(2022)] == ["每周夜学", "人均心得", "法考备考"]
    assert history.undoable().action == "移动计划“每周夜学”到“政治理论学习”"


def test_an_item_is_dragged_into_another_part(tab):
    drop(tab, "每周夜学", "学历教育")
    assert [(each.content, each.part) for each in plans.progress(2022)] == [
        ("人均心得", "政治理论学习"), ("法考备考", "学历教育"), ("每周夜学", "学历教育"),
    ]  # fmt: skip
    assert tab.tree.current_item().content == "每周夜学"


def test_an_item_dropped_on_itself_stays_where_it_is(tab):
    before = history.undoable().id
    drop(tab, "每周夜学", "每周夜学")
    assert history.undoable().id == before


def test_deleting_a_part_names_it_and_how_many_go(tab, messages):
    tab.tree.select_part("政治理论学习")
    tab.remove_action.trigger()
    assert messages.asked[-1][1] == "要删除“政治理论学习”这个部分的2项计划吗？可以用“撤销”恢复。"
    assert plans.parts(2022) == ["学历教育"]
