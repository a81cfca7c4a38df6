import weakref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop_app.core.period import Period
from desktop_app.core.scope import Asked
from desktop_app.exchange import documents
from desktop_app.ui.tabs.placeholders_page import PlaceholdersPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the offscreen platform


@pytest.fixture
def page(desk):
    return desk.show(PlaceholdersPage)


def rows_of(table):
    model = table.rows_model()
    return [model.row_at(number) for number in range(model.rowCount())]


def row_of(page, name):
    return next(row for row in rows_of(page.table) if row.name == name)


def search(qtbot, page, text):
    page.search.setText(text)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    return rows_of(page.table)


def clipboard():
    return QGuiApplication.clipboard().text()


def test_placeholders_are_found_by_what_is_said(qtbot, page):
    first = search(qtbot, page, "开了几次夜学")[0]
    assert (first.name, first.text) == ("夜学.次数", "1次")
    assert page.chosen_name.text() == "夜学.次数"


def test_a_click_on_copy_copies_and_says_so(qtbot, page):
    row = row_of(page, "夜学.次数")
    page.table.select_id(row.id)
    place = page.table.visualRect(page.table.currentIndex().siblingAtColumn(0)).center()
    with qtbot.waitSignal(page.bench.status) as said:
        qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert clipboard() == "{{ 夜学.次数 }}"
    assert "{{ 夜学.次数 }}" in said.args[0]
    assert "{{ 夜学.次数 }}" in page.copied.text()


def test_a_click_elsewhere_only_chooses(qtbot, page):
    QGuiApplication.clipboard().setText("")
    row = row_of(page, "夜学.次数")
    page.table.select_id(row.id)
    place = page.table.visualRect(page.table.currentIndex().siblingAtColumn(1)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert clipboard() == ""


def test_enter_copies_too(qtbot, page):
    page.table.select_id(row_of(page, "未交名单").id)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert clipboard().splitlines()[0] == "{%p for 人 in 未交名单 %}"


def test_enter_behind_what_was_typed_copies_the_likeliest(qtbot, page):
    search(qtbot, page, "开了几次夜学")
    assert clipboard() == "{{ 夜学.次数 }}"


def test_one_can_type_at_once(page):
    page.setFocus()
    assert page.focusProxy() is page.search


def test_a_population_is_copied_with_the_placeholder(desk, page):
    page.population.set_text("局机关")
    desk.settle(page)
    assert row_of(page, "夜学.次数").copied == '{{ 夜学.次数("局机关") }}'


def test_the_values_are_of_the_chosen_period(desk, page):
    page.period.set_period(Period.quarter(2022, 2))
    desk.settle(page)
    assert row_of(page, "夜学.次数").text == "0次"


def test_every_way_to_word_a_figure_is_a_button(page):
    page.table.select_id(row_of(page, "夜学.次数").id)
    grid = [(number // 2, number % 2 * 2) for number in range(page.ways.count() // 2)]
    ways = [
        (page.ways.itemAtPosition(row, column).widget(), page.ways.itemAtPosition(row, column + 1).widget().text())
        for row, column in grid
    ]
    said = {way.property("placeholder"): text for way, text in ways}
    assert said["{{ 夜学.次数|汉字数 }}"] == "一"
    assert said['{{ 夜学.次数("上年同期") }}'] == "0"
    ways[0][0].click()
    assert clipboard() == "{{ 夜学.次数 }}"


def test_the_records_of_a_placeholder_are_opened(qtbot, desk, page):
    page.table.select_id(row_of(page, "夜学.次数").id)
    with qtbot.waitSignal(desk.workbench.open_figure) as opened:
        desk.press("open_records")
    assert opened.args == [Asked("夜学.次数", documents.of_year(2022).scope)]


def test_the_page_is_freed_with_its_last_reference(recorded, workbench):
    page = PlaceholdersPage(workbench)
    gone = weakref.ref(page)
    del page
    assert gone() is None
