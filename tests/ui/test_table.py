import gc
import weakref
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop_app.ui.rows_model import BLOCK, PagedModel, RowsModel
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import Tone


@dataclass(frozen=True)
class Line:
    id: int
    name: str
    words: int


COLUMNS = (
    Column("姓名", lambda line: line.name, order="name", width=8),
    Column("题目", lambda line: f"第{line.id}篇", stretch=True),
    Column("字数", lambda line: str(line.words), sort_key=lambda line: line.words, right=True, tint=lambda _: Tone.BAD),
)
LINES = [Line(1, "曾国栋", 900), Line(2, "安吉", 12000), Line(3, "李雷", 3000)]


class Store:
    """Ten thousand lines of which it is counted what was read."""

    def __init__(self):
        self.read = []

    def keys(self, order, descending):
        return sorted(range(10_000), reverse=descending)

    def rows(self, ids):
        self.read.append(len(ids))
        return [Line(id_, f"第{id_}人", id_) for id_ in ids]


@pytest.fixture
def view(qtbot, look):
    view = TableView(COLUMNS, "test", look)
    qtbot.addWidget(view)
    view.show_rows(LINES)
    return view


def shown(view, column=0):
    return [view.model().index(row, column).data() for row in range(view.model().rowCount())]


def test_the_list_read_whole_keeps_qts_rules(qtmodeltester, qapp):
    model = RowsModel(COLUMNS)
    model.show_rows(LINES)
    qtmodeltester.check(model)


def test_the_paged_list_keeps_qts_rules(qtmodeltester, qapp):
    store = Store()
    model = PagedModel(COLUMNS, store.keys, store.rows, order="name")
    model.reload()
    qtmodeltester.check(model)


def test_a_click_on_a_heading_sorts_by_pinyin_and_again_backwards(view):
    view._on_heading_clicked(0)
    assert shown(view) == ["安吉", "李雷", "曾国栋"]
    view._on_heading_clicked(0)
    assert shown(view) == ["曾国栋", "李雷", "安吉"]


def test_figures_sort_as_numbers_and_stand_on_the_right(view):
    view._on_heading_clicked(2)
    assert shown(view, 2) == ["900", "3000", "12000"]
    assert view.model().index(0, 2).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_selection_and_current_row_survive_a_reload_and_a_new_order(view):
    view.select_id(3)
    view.show_rows([Line(9, "新人", 1), *LINES])
    assert view.current_row().id == 3
    view._on_heading_clicked(0)
    assert view.selected_ids() == [3]


def test_what_is_gone_is_no_longer_selected(view):
    view.select_id(3)
    view.show_rows(LINES[:2])
    assert view.selected_ids() == []


def test_enter_opens_the_current_row(view, qtbot):
    view.select_id(2)
    with qtbot.waitSignal(view.activated_row) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [LINES[1]]


def test_copied_rows_paste_into_a_sheet(view, qtbot):
    view.selectAll()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[1] == "安吉\t第2篇\t12000"


def test_widths_she_dragged_are_remembered(qtbot, view, look, monkeypatch):
    monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)
    view.setColumnWidth(0, 321)
    again = TableView(COLUMNS, "test", look)
    qtbot.addWidget(again)
    assert again.columnWidth(0) == 321


def test_an_empty_list_says_what_to_do_first(view):
    view.show_rows([])
    before = view.grab().toImage()
    view.set_empty_text("还没有活动。按 Ctrl+N 新增第一场。")
    assert view.grab().toImage() != before


@pytest.fixture
def long_view(qtbot, look):
    store = Store()
    view = TableView(COLUMNS, "long", look)
    qtbot.addWidget(view)
    view.show_pages(store.keys, store.rows, "name")
    view.store = store
    view.reload()
    view.resize(600, 400)
    return view


def test_a_long_list_reads_only_what_is_looked_at(long_view):
    long_view.grab()
    assert long_view.model().rowCount() == 10_000
    assert long_view.store.read == [BLOCK]


def test_a_long_list_jumps_to_a_record_far_away(long_view):
    assert long_view.select_id(17)
    assert long_view.current_row().name == "第17人"
    assert long_view.store.read == [BLOCK]


def test_a_long_list_is_sorted_by_its_query(long_view):
    long_view._on_heading_clicked(0)  # the list's own order is by name, backwards
    assert long_view.rows_model().ids()[0] == 0
    long_view._on_heading_clicked(1)  # cannot be sorted by
    assert long_view.rows_model().ids()[0] == 0


def test_a_list_does_not_keep_the_page_it_belongs_to(qtbot, look):
    class Page(Store):
        pass

    page = Page()
    view = TableView(COLUMNS, "page", look)
    qtbot.addWidget(view)
    view.show_pages(page.keys, page.rows, "name")
    gone = weakref.ref(page)
    del page
    gc.collect()
    assert gone() is None


def test_the_stretched_column_stays_readable_in_a_narrow_window(view, qtbot):
    view.show()
    character = view.fontMetrics().horizontalAdvance("国")
    view.resize(20 * character, 200)
    qtbot.waitUntil(lambda: view.columnWidth(1) >= 8 * character)
    assert view.horizontalScrollBar().maximum() > 0
    view.resize(60 * character, 200)
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() == 0)
    assert view.columnWidth(1) > 20 * character


def test_a_chosen_row_stays_chosen_while_ctrl_is_held(view):
    view.show()
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyPress(view, Qt.Key.Key_Control, control)
    for _ in range(2):
        view.selectRow(0)
    assert len(view.selected_ids()) == 1
    QTest.keyRelease(view, Qt.Key.Key_Control)
