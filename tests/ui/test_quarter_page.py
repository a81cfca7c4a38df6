import weakref
from datetime import date

import pytest

from desktop_app.records import plan_quarters, plans
from desktop_app.records.plans import PlanItemDraft
from desktop_app.ui.dialogs.urge_dialog import UrgeDialog
from desktop_app.ui.tabs.quarter_page import QuarterPage


def measured(content, target, responsible=""):
    return PlanItemDraft(
        2022, "理论", content, responsible=responsible, subject="夜学", measure="次数", target=target, target_unit="次"
    )


@pytest.fixture
def page(qtbot, workbench, recorded):
    plans.add(measured("一次", 100, "办公室"))
    plans.add(measured("四十次", 4000, "政工科"))
    made = QuarterPage(workbench)
    qtbot.addWidget(made)
    made.show()
    return made


def cells(page, row):
    model = page.table.rows_model()
    return [model.data(model.index(row, column)) for column in range(model.columnCount())]


def test_a_year_without_a_plan_says_only_what_to_do_first(qtbot, workbench, ledger):
    page = QuarterPage(workbench)
    qtbot.addWidget(page)
    page.show()
    assert "还没有计划" in page.table._empty_text
    assert page.foot.isHidden()


def test_a_past_year_begins_with_its_last_quarter(page):
    assert (page.shown_year(), page.quarter.currentText()) == (2022, "第四季度")
    assert page.as_of.text() == "截至2022年12月31日"


def test_each_item_stands_as_of_the_end_of_the_quarter(page):
    page.quarter.setCurrentIndex(0)
    assert cells(page, 0) == ["滞后", "政工科", "四十次", "理论", "40次", "9次", "1次", "差8次", ""]
    assert page.foot.text() == "共2项：滞后1项，完成1项。要催办的：政工科1项"


def test_the_quarters_are_walked_through_over_the_year(page):
    page.quarter.setCurrentIndex(0)
    page.before_action.trigger()
    assert (page.shown_year(), page.quarter.currentIndex()) == (2022, 0)
    page.after_action.trigger()
    assert page.as_of.text() == "截至2022年6月30日"


def test_items_are_ordered_by_who_is_responsible(page):
    page.by_responsible.setChecked(True)
    assert [cells(page, row)[1] for row in range(2)] == ["办公室", "政工科"]


def test_those_behind_are_chosen_and_urged_together(page, monkeypatch):
    def run(dialog):
        dialog.on_date.set_day(date(2023, 1, 5))
        dialog.accept()

    monkeypatch.setattr(UrgeDialog, "run", run)
    page.late_action.trigger()
    assert [line.item.content for line in page.table.selected_rows()] == ["四十次"]
    page.urge_action.trigger()
    assert cells(page, 0)[-1] == "已催1次，最近1月5日"


def test_a_reminder_of_tomorrow_is_refused_beside_the_day(qtbot, workbench, page):
    dialog = UrgeDialog(workbench, plan_quarters.lines(2022, 1))
    qtbot.addWidget(dialog)
    dialog.on_date.set_day(date(2199, 1, 1))
    dialog.accept()
    assert "还没有到" in dialog._problems["on_date"].text()


def test_the_records_and_the_item_are_opened(page, workbench):
    figures, records = [], []
    workbench.open_figure.connect(lambda of: figures.append((of.name, of.scope.as_of)))
    workbench.open_record.connect(lambda table, record_id: records.append((table, record_id)))
    page.quarter.setCurrentIndex(0)
    page.late_action.trigger()
    page.records_action.trigger()
    page.open_action.trigger()
    assert figures == [("夜学.次数", date(2022, 3, 31))]
    assert records == [("plan_item", plans.progress(2022)[1].id)]


def test_a_page_and_a_dialog_are_freed_with_their_last_reference(workbench, recorded):
    plans.add(measured("一次", 100))
    page, dialog = QuarterPage(workbench), UrgeDialog(workbench, plan_quarters.lines(2022, 1))
    gone = weakref.ref(page), weakref.ref(dialog)
    del page, dialog
    assert [each() for each in gone] == [None, None]
