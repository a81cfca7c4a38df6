import weakref
from datetime import date

import pytest
from openpyxl import load_workbook

from desktop_app.core.scope import Asked
from desktop_app.exchange.masking import Masking
from desktop_app.records import exports, kept_choices
from desktop_app.ui.dialogs import mask_dialog
from desktop_app.ui.dialogs.mask_dialog import MaskedCopy
from desktop_app.ui.tabs import workbook_page
from desktop_app.ui.tabs.documents_page import DocumentsPage
from desktop_app.ui.tabs.placeholders_page import PlaceholdersPage
from desktop_app.ui.tabs.workbook_page import WorkbookPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the offscreen platform
WORKBOOK, DOCUMENTS, PLACEHOLDERS = WorkbookPage, DocumentsPage, PlaceholdersPage


@pytest.fixture
def book(desk):
    return desk.show(WORKBOOK)


def test_the_workbook_is_seen_sheet_by_sheet_and_written(qtbot, desk, book):
    assert book.sheets.current() == "总览"
    with qtbot.waitSignal(book.reader.ready):
        desk.press("sheet_after", WORKBOOK)
    assert book.sheets.current() == "出勤(人)"
    assert "出勤统计" in book.showing.reports[0].title
    path = desk.pick("台账.xlsx")
    desk.press("save", WORKBOOK)
    assert desk.written == f"已写入：{path}"
    assert path.read_bytes().startswith(b"PK")


def test_the_workbook_counts_to_a_day_only_where_that_is_chosen(book):
    assert book.chosen().as_of is None
    book.span.until.setChecked(True)
    book.span.day.set_day(date(2022, 3, 31))
    assert (book.chosen().year, book.chosen().as_of) == (2022, date(2022, 3, 31))


def test_only_the_sheets_that_are_ticked_are_written(desk, book):
    desk.press("choose_none", WORKBOOK)
    assert not book.acts["save"].isEnabled()
    book.sheets.choose(["夜学", "出勤明细"])
    assert book.count.text() == "已选2张，共42张"
    path = desk.pick("台账.xlsx")
    desk.press("save", WORKBOOK)
    assert desk.written
    assert load_workbook(path).sheetnames == ["夜学", "出勤明细"]


def test_the_sheets_chosen_last_are_chosen_again(desk, book, workbench):
    book.sheets.choose(["总览", "夜学"])
    assert WorkbookPage(workbench).sheets.chosen() == ["总览", "夜学"]


def test_a_choice_of_sheets_is_kept_by_its_name(desk, book):
    kept_choices.keep(workbook_page.KIND, "两张", {"sheets": ["总览", "夜学"]})
    desk.workbench.changed.emit({"kept_choice"})
    book.kept.names.setCurrentIndex(book.kept.names.findText("两张"))
    book.kept.names.activated.emit(book.kept.names.currentIndex())
    assert book.sheets.chosen() == ["总览", "夜学"]


def test_a_figure_of_a_sheet_opens_its_records(qtbot, book, workbench):
    place = next(place for place, link in book.showing.links.items() if isinstance(link, Asked))
    with qtbot.waitSignal(workbench.open_figure) as opened:
        book.view.opened.emit(place)
    assert opened.args == [book.showing.links[place]]


def test_a_masked_copy_of_the_workbook_names_nobody(desk, book, monkeypatch):
    copy = MaskedCopy(Masking(names=True), ".xlsx")
    monkeypatch.setattr(mask_dialog.MaskDialog, "ask", lambda dialog: copy)
    book.sheets.choose(["出勤(人)", "出勤明细"])
    path = desk.pick("脱敏.xlsx")
    desk.press("save_masked", WORKBOOK)
    assert desk.written
    cells = {cell for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"**", "到"} <= cells
    assert "李雷" not in cells
    assert exports.listed()[0].masked


@pytest.mark.parametrize("title", [WORKBOOK, DOCUMENTS, PLACEHOLDERS])
def test_an_empty_ledger_has_empty_pages(ledger, empty_desk, messages, title):
    empty_desk.show(title)
    assert not messages.warnings


@pytest.mark.parametrize("title", [WORKBOOK, DOCUMENTS, PLACEHOLDERS])
def test_the_tab_is_freed_with_its_last_reference(recorded, workbench, title):
    page = title(workbench)
    gone = weakref.ref(page)
    del page
    assert gone() is None
