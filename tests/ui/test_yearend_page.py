import weakref
from datetime import date

import pytest

from desktop_app.exchange import yearend_set
from desktop_app.exchange.yearend_set import MATERIALS, Form
from desktop_app.records import exports, history, kept_choices
from desktop_app.ui.outputs.kept_choice_bar import UNKEPT
from desktop_app.ui.tabs.yearend_page import YearendPage


@pytest.fixture
def page(qtbot, workbench, recorded):
    page = YearendPage(workbench)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    settle(qtbot, page)
    return page


def settle(qtbot, page):
    qtbot.waitUntil(lambda: not page.is_stale and page.reader.is_idle)


def tick_only(page, *names):
    for name, box in page.boxes.items():
        box.setChecked(name in names)


def test_it_begins_with_everything_of_the_newest_year(page):
    order = page.order()
    assert (order.year, order.form, order.as_of, order.template) == (2022, Form.PDF, None, None)
    assert order.materials == tuple(each.name for each in MATERIALS)


def test_what_was_ticked_is_remembered(qtbot, page, workbench):
    tick_only(page, "党课登记")
    page.forms[Form.WORD].setChecked(True)
    again = YearendPage(workbench)
    qtbot.addWidget(again)
    assert (again.order().materials, again.order().form) == (("党课登记",), Form.WORD)


def test_with_nothing_ticked_nothing_can_be_written(page):
    tick_only(page)
    assert not page.acts["write_all"].isEnabled()
    page.acts["choose_all"].trigger()
    assert page.acts["write_all"].isEnabled()


def test_the_whole_set_is_written_logged_and_named(qtbot, page, messages, tmp_path):
    tick_only(page, "党课登记", "问题整改台账")
    messages.paths = [tmp_path]
    page.acts["write_all"].trigger()
    qtbot.waitUntil(page.written.isVisible)
    (folder,) = tmp_path.glob("2022年终材料*")
    assert page.written.label.text() == f"已写入3个文件：{folder}"
    assert (folder / yearend_set.LIST).read_bytes().startswith(b"%PDF")
    (logged, *_) = exports.listed()
    assert (logged.what, logged.place) == ("2022年终材料（3个文件）", str(folder))


def test_a_choice_is_kept_by_its_name_taken_up_and_removed(qtbot, page, workbench):
    tick_only(page, "党课登记")
    workbench.do(lambda: kept_choices.keep(yearend_set.KIND, "简版", page._content()))
    page.kept.show_content(page._content())
    assert page.kept.names.text() == "简版"
    page.acts["choose_all"].trigger()
    assert page.kept.names.text() == UNKEPT
    page.kept.names.setCurrentIndex(page.kept.names.findText("简版"))
    page.kept.names.activated.emit(page.kept.names.currentIndex())
    assert page.order().materials == ("党课登记",)
    page.kept.remove()
    assert kept_choices.listed(yearend_set.KIND) == []
    history.undo_last()
    assert [row.name for row in kept_choices.listed(yearend_set.KIND)] == ["简版"]


def test_sessions_not_recorded_are_told_before_anything_is_written(qtbot, workbench, night_study):
    page = YearendPage(workbench)
    qtbot.addWidget(page)
    page.show()
    settle(qtbot, page)
    assert page.state.text().startswith("有1场活动还没有登记")


def test_a_year_in_which_nothing_was_recorded_is_told(qtbot, workbench, ledger):
    page = YearendPage(workbench)
    qtbot.addWidget(page)
    page.show()
    settle(qtbot, page)
    assert "没有登记任何活动" in page.state.text()


def test_a_choice_of_nothing_cannot_be_kept(page):
    tick_only(page)
    assert not page.kept.keep_button.isEnabled()


def test_the_day_up_to_which_it_counts_stays_within_the_year(page):
    page.span.until.setChecked(True)
    page.span.day.set_day(date(2022, 6, 30))
    assert page.order().as_of == date(2022, 6, 30)
    assert page.order().period.text == "2022年上半年"


def test_the_page_is_freed_with_its_last_reference(workbench, recorded):
    page = YearendPage(workbench)
    gone = weakref.ref(page)
    del page
    assert gone() is None
