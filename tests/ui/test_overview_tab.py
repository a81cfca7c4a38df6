import weakref
from datetime import date

import pytest
from PySide6.QtCore import Qt

from desktop_app.records import notes, plans, problems, sessions
from desktop_app.records.notes import NoteDraft
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.problems import ProblemDraft
from desktop_app.ui.dialogs.records_dialog import RecordsDialog
from desktop_app.ui.tabs.overview_tab import OverviewTab


@pytest.fixture
def tab(qtbot, ledger, workbench):
    tab = OverviewTab(workbench)
    qtbot.addWidget(tab)
    return tab


@pytest.fixture
def in_march(tab, recorded):
    """The page in March 2022, when one 夜学 was held."""
    tab.go_to(date(2022, 3, 31))
    return tab


def cell(tab, name, column):
    model = tab.figures.figures
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    return model.index(names.index(name), column)


def test_a_month_shows_what_was_held_in_it_and_in_its_year(in_march):
    assert [cell(in_march, "夜学", column).data() for column in range(1, 5)] == ["1次", "3人次", "1次", "3人次"]
    in_march.step_forward()
    assert in_march.month.text() == "2022年4月"
    assert [cell(in_march, "夜学", column).data() for column in range(1, 5)] == ["0", "0", "1次", "3人次"]


def test_what_has_nothing_comes_last(in_march):
    model = in_march.figures.figures
    assert model.index(0, 0).data() == "夜学"
    last = model.index(model.rowCount() - 1, 1)
    assert last.data() == "0"


def test_the_grid_keeps_qts_rules(in_march, qtmodeltester):
    qtmodeltester.check(in_march.figures.figures)


def test_stepping_goes_over_the_turn_of_the_year(tab):
    tab.go_to(date(2022, 1, 31))
    tab.step_back()
    assert tab.month.text() == "2021年12月"
    tab.step_forward()
    assert tab.month.text() == "2022年1月"


def test_the_page_begins_with_this_month_and_comes_back_to_it(tab):
    today = date.today()
    assert tab.month.text() == f"{today.year}年{today.month}月"
    assert not tab.this_month.isEnabled()
    tab.step_back()
    assert tab.this_month.isEnabled()
    tab.go_to_today()
    assert tab._day == today


def test_enter_and_click_on_a_number_open_its_records(in_march, workbench, qtbot):
    index = cell(in_march, "夜学", 2)
    in_march.figures.setCurrentIndex(index)
    with qtbot.waitSignal(workbench.open_figure) as opened:
        qtbot.keyClick(in_march.figures, Qt.Key.Key_Return)
    (asked,) = opened.args
    name, scope = asked.name, asked.scope
    assert (name, scope.period.text) == ("夜学.人次", "2022年3月")
    with qtbot.waitSignal(workbench.open_figure) as opened:
        in_march.figures.clicked.emit(cell(in_march, "夜学", 4))
    assert opened.args[0].scope.period.text == "2022年"


def test_a_name_opens_nothing(in_march, workbench, qtbot):
    with qtbot.assertNotEmitted(workbench.open_figure):
        in_march.figures.clicked.emit(cell(in_march, "夜学", 0))


def test_the_cards_count_what_waits(tab, night_study, people):
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 9), "三月", 1200))
    plans.add(
        PlanItemDraft(2022, "政治理论学习", "夜学", subject="夜学", measure="次数", target=4800, target_unit="次")
    )
    tab.go_to(date(2022, 11, 30))
    assert tab.due.number.text() == "1场"
    assert tab.due.lines.item(0).text().startswith("2022-03-07　第1")
    assert tab.waiting.number.text() == "1篇"
    assert "李雷" in tab.waiting.lines.item(0).text()
    assert tab.behind.number.text() == "1项"
    assert tab.behind.lines.item(0).text() == "夜学　0次／48次"


def test_a_card_opens_its_records_and_its_whole_list(tab, night_study, workbench, qtbot):
    tab.reload()
    with qtbot.waitSignal(workbench.open_record) as opened:
        tab.due.lines.itemActivated.emit(tab.due.lines.item(0))
    assert opened.args == ["session", night_study]
    tab.due.number.click()
    (dialog,) = tab.findChildren(RecordsDialog)
    assert dialog.windowTitle() == "未登记的活动"


def test_overdue_problems_are_named_and_opened(tab, workbench):
    tab.reload()
    assert tab.overdue.isHidden()
    problems.add(ProblemDraft(date(2022, 3, 7), "卷宗不全", deadline=date(2022, 4, 1)))
    problems.add(ProblemDraft(date(2022, 3, 7), "记录不全"))
    tab.reload()
    assert tab.overdue.text() == "超期没有整改的问题1个"
    asked = []
    workbench.open_record.connect(lambda table, record_id: asked.append((table, record_id)))
    tab.overdue.click()
    assert asked == [("problem", 1)]


def test_an_empty_ledger_says_what_to_do_first(tab):
    tab.reload()
    assert not tab.hint.isHidden()
    assert "Ctrl+O" in tab.hint.text()
    assert tab.due.lines.isHidden()


def test_an_empty_year_leads_to_the_last_one_that_has_any(tab, recorded):
    tab.reload()
    assert tab.hint.isHidden()
    assert tab.latest.text() == "看最近有活动的2022年3月"
    tab.latest.click()
    assert cell(tab, "夜学", 1).data() == "1次"
    assert tab.latest.isHidden()


def test_figures_follow_what_changes(in_march, workbench, recorded):
    in_march.show()
    workbench.do(lambda: sessions.remove([recorded]))
    assert cell(in_march, "夜学", 1).data() == "0"


def test_a_hidden_page_reads_nothing_until_it_is_seen(in_march, workbench, recorded, qtbot):
    in_march.hide()
    workbench.do(lambda: sessions.remove([recorded]))
    assert cell(in_march, "夜学", 1).data() == "1次"
    in_march.show()
    qtbot.waitUntil(lambda: cell(in_march, "夜学", 1).data() == "0")


def test_the_page_stands_before_its_figures_are_read(tab, qtbot):
    tab.show()
    tab.grab()
    assert tab.figures.figures.rowCount() == 0
    qtbot.waitUntil(lambda: tab.figures.figures.rowCount() > 0)


def test_the_page_is_freed_with_its_last_reference(qapp, ledger, workbench):
    tab = OverviewTab(workbench)
    gone = weakref.ref(tab)
    del tab
    assert gone() is None
