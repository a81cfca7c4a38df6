import weakref
from datetime import date

import pytest
from docx import Document
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from desktop_app.core.attendance import Mark
from desktop_app.core.period import Period
from desktop_app.core.scope import Asked, Population, Scope
from desktop_app.exchange import yearend_report
from desktop_app.exchange.outputs import monthly_tally as tallies
from desktop_app.records import attendance, categories, sessions
from desktop_app.ui import preview as printing
from desktop_app.ui.outputs import written_line
from desktop_app.ui.tabs import documents_page as yearend_page
from desktop_app.ui.tabs.documents_page import DocumentsPage
from desktop_app.ui.tabs.placeholders_page import PlaceholdersPage
from desktop_app.ui.tabs.tally_page import TallyPage
from desktop_app.ui.tabs.workbook_page import WorkbookPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the offscreen platform
MARCH = Period.month(2022, 3)
TALLY, WORKBOOK, YEAREND, PLACEHOLDERS = TallyPage, WorkbookPage, DocumentsPage, PlaceholdersPage


class Desk:
    """The tab with what a test needs of it: its pages read, where files go, what was said."""

    def __init__(self, qtbot, workbench, messages, folder):
        self.qtbot, self.workbench, self.messages, self.folder = qtbot, workbench, messages, folder
        workbench.look.export_folder = folder
        self.pages = {}

    def show(self, section):
        if section not in self.pages:
            self.pages[section] = page = section(self.workbench)
            self.qtbot.addWidget(page)
            page.resize(1200, 700)
        page = self.page = self.pages[section]
        page.show()
        self.settle(page)
        return page

    def settle(self, page):
        self.qtbot.waitUntil(lambda: not page.is_stale and page.reader.is_idle)

    def press(self, slot, page=TALLY):
        self.pages[page].acts[slot].trigger()

    def pick(self, name):
        """Answer the next question for a file with this one."""
        self.messages.paths = [self.folder / name]
        return self.messages.paths[0]

    @property
    def written(self):
        self.qtbot.waitUntil(self.page.written.isVisible)
        return self.page.written.label.text()

    @property
    def warning(self):
        self.qtbot.waitUntil(lambda: bool(self.messages.warnings))
        return self.messages.warnings[0]


@pytest.fixture
def desk(qtbot, recorded, workbench, messages, tmp_path):
    """The tab on a year with one recorded 夜学."""
    return Desk(qtbot, workbench, messages, tmp_path)


@pytest.fixture
def tally(desk):
    return desk.show(TALLY)


@pytest.fixture
def book(desk):
    return desk.show(WORKBOOK)


@pytest.fixture
def yearend(desk):
    return desk.show(YEAREND)


@pytest.fixture
def placeholders(desk):
    return desk.show(PLACEHOLDERS)


def add_unrecorded(workbench):
    category = next(each for each in categories.listed() if each.name == "周例会")
    assert workbench.do(lambda: sessions.add(sessions.fresh(category.id, date(2022, 3, 14))) and {"session"})


def rows_of(table):
    model = table.rows_model()
    return [model.row_at(number) for number in range(model.rowCount())]


def test_it_begins_with_the_newest_month_that_has_sessions(desk, tally):
    assert tally.month.period() == MARCH
    assert desk.show(WORKBOOK).year.year() == 2022


def test_the_pages_on_the_screen_are_those_that_are_printed(tally):
    assert tally.shown.report == tallies.tally(MARCH)
    assert tally.view.page_count == 1


def test_the_month_before_is_one_step_away(desk, tally):
    desk.press("step_back")
    desk.settle(tally)
    assert tally.shown.month == Period.month(2022, 2)


def test_there_is_no_step_past_the_years_that_have_sessions(tally):
    tally.month.set_month(2022, 1)
    assert not tally.month.back.isEnabled()
    tally.step_back()
    assert tally.month.period() == Period.month(2022, 1)


def test_another_population_is_counted_and_remembered(qtbot, desk, tally, workbench):
    tally.population.set_text("办公室")
    tally.party.setChecked(True)
    desk.settle(tally)
    assert tally.shown.population == Population("办公室", party_only=True)
    again = TallyPage(workbench)
    qtbot.addWidget(again)
    assert again.question().args == (MARCH, Population("办公室", party_only=True))


def test_a_change_of_the_records_changes_the_tally(desk, tally, recorded, people):
    before = tally.shown.report.tables
    assert desk.workbench.do(lambda: attendance.save(recorded, {people[3].id: Mark.PRESENT}))
    desk.settle(tally)
    assert tally.shown.report.tables != before


def test_a_click_on_a_figure_opens_its_records(qtbot, tally, workbench):
    place = next(place for place, text in tally.shown.links.items() if text.startswith("夜学 本月人次"))
    view = tally.view
    with qtbot.waitSignal(workbench.open_figure) as opened:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.place_of(place))
    assert opened.args == [Asked("夜学.人次", Scope(MARCH))]


def test_a_click_beside_the_figures_opens_nothing(qtbot, tally, workbench):
    with qtbot.assertNotEmitted(workbench.open_figure):
        qtbot.mouseClick(tally.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))


def test_figures_are_reached_and_opened_with_the_keyboard(qtbot, tally, workbench):
    for _ in range(2):
        qtbot.keyClick(tally.view, Qt.Key.Key_Right)
    assert tally.view.current == (0, 0, 2)
    assert "夜学 本月人次" in tally.view.accessibleDescription()
    with qtbot.waitSignal(workbench.open_figure) as opened:
        qtbot.keyClick(tally.view, Qt.Key.Key_Return)
    assert opened.args[0].name == "夜学.人次"


def test_arrows_go_down_a_column_and_on_into_the_next_table(qtbot, tally):
    qtbot.keyClick(tally.view, Qt.Key.Key_Right)
    seen = []
    for _ in range(4):
        seen.append(tally.view.current)
        qtbot.keyClick(tally.view, Qt.Key.Key_Down)
    assert [place[0] for place in seen] == [0, 0, 0, tallies.BY_UNIT]
    assert {place[2] for place in seen} == {1}


def test_sessions_not_recorded_are_said_before_anything_is_printed(desk, tally, monkeypatch):
    printed = []
    monkeypatch.setattr(printing, "print_directly", lambda report, parent: printed.append(report))
    assert tally.notice.isHidden()
    add_unrecorded(desk.workbench)
    desk.settle(tally)
    assert "1场活动还没有登记" in tally.notice_text.text()
    desk.messages.answer = False
    desk.press("print_out")
    assert "1场" in desk.messages.asked[0][1]
    assert not printed
    desk.messages.answer = True
    desk.press("print_out")
    assert printed == [tally.shown.report]


def test_the_notice_lists_the_sessions_not_recorded(qtbot, desk, tally):
    add_unrecorded(desk.workbench)
    desk.settle(tally)
    with qtbot.waitSignal(desk.workbench.open_figure) as opened:
        tally.notice_button.click()
    assert opened.args == [Asked("全部活动.未登记场数", Scope(Period.year_to(MARCH.last)))]


def test_the_preview_shows_what_is_on_the_screen(desk, tally, monkeypatch):
    seen = []
    monkeypatch.setattr(printing, "preview", lambda report, parent: seen.append(report))
    desk.press("preview")
    assert seen == [tally.shown.report]


def test_a_preview_asked_from_another_page_waits_for_the_tally(desk, tally, placeholders, monkeypatch):
    seen = []
    monkeypatch.setattr(printing, "preview", lambda report, parent: seen.append(report))
    add_unrecorded(desk.workbench)
    assert tally.is_stale
    desk.press("preview")
    desk.qtbot.waitUntil(lambda: bool(seen))
    assert tally.isVisible()
    assert "未登记：本年累计1场" in seen[0].facts[2]


@pytest.mark.parametrize(
    ("slot", "ending", "begins"),
    [("save_pdf", ".pdf", b"%PDF"), ("save_excel", ".xlsx", b"PK"), ("save_word", ".docx", b"PK")],
)
def test_the_tally_is_written_and_named(desk, tally, slot, ending, begins):
    path = desk.pick("三月").with_suffix(ending)
    desk.press(slot)
    assert desk.written == f"已写入：{path}"
    assert path.read_bytes().startswith(begins)


def test_the_offered_name_says_month_and_population(desk, tally, monkeypatch):
    offered = []
    monkeypatch.setattr(desk.messages, "ask_save_path", lambda title, path, kinds: offered.append(path))
    tally.population.set_text("办公室")
    desk.settle(tally)
    desk.press("save_pdf")
    assert offered == [desk.folder / "2022年3月干部学习培训统计表（办公室）.pdf"]


def test_thinking_better_of_it_writes_nothing(desk, tally):
    before = set(desk.folder.iterdir())
    desk.press("save_excel")
    assert set(desk.folder.iterdir()) == before
    assert desk.page.written.isHidden()


def test_a_name_without_ending_never_replaces_a_file_unasked(desk, tally):
    old = desk.pick("三月").with_suffix(".pdf")
    old.write_bytes(b"old")
    desk.messages.answer = False
    desk.press("save_pdf")
    assert str(old) in desk.messages.asked[0][1]
    assert old.read_bytes() == b"old"


def test_a_folder_that_is_gone_is_one_sentence(desk, tally):
    desk.pick("没有这个文件夹/三月.pdf")
    desk.press("save_pdf")
    assert "不存在" in desk.warning
    assert desk.page.written.isHidden()


def test_the_next_file_goes_where_the_last_one_went(desk, tally):
    path = desk.pick("年终/三月.pdf")
    path.parent.mkdir()
    desk.press("save_pdf")
    assert str(path) in desk.written
    assert desk.workbench.look.export_folder == path.parent


def test_what_was_written_can_be_opened(desk, tally, monkeypatch):
    opened = []
    monkeypatch.setattr(written_line, "show_file", opened.append)
    path = desk.pick("三月.pdf")
    desk.press("save_pdf")
    assert desk.written
    desk.page.written.open_file.click()
    desk.page.written.open_folder.click()
    assert opened == [path, path.parent]


def test_what_was_written_is_not_said_of_another_page(desk, tally):
    desk.pick("三月.pdf")
    desk.press("save_pdf")
    assert desk.written
    desk.show(PLACEHOLDERS)
    assert desk.page.written.isHidden()


def test_nothing_else_can_be_written_meanwhile(qtbot, desk, tally, book):
    desk.pick("三月.pdf")
    with qtbot.waitSignal(desk.workbench.busy, check_params_cb=lambda busy: not busy):
        desk.press("save_pdf")
        assert not book.acts["save"].isEnabled()
    assert book.acts["save"].isEnabled()


def test_the_workbook_is_seen_sheet_by_sheet_and_written(desk, book):
    assert book.sheet.text() == "总览"
    book.forth.click()
    assert book.sheet.text() == "例会"
    path = desk.pick("台账.xlsx")
    desk.press("save", WORKBOOK)
    assert desk.written == f"已写入：{path}"
    assert path.read_bytes().startswith(b"PK")


def test_the_workbook_counts_to_a_day_only_where_that_is_chosen(book):
    assert book.question().args == (2022, None)
    book.until.setChecked(True)
    book.day.set_day(date(2022, 3, 31))
    assert book.question().args == (2022, date(2022, 3, 31))


def test_the_report_shows_its_figures_before_it_is_written(qtbot, yearend, workbench):
    assert "没有问题" in yearend.state.text()
    names = [row.cells[3] for row in rows_of(yearend.table)]
    yearend.table.selectRow(names.index("夜学.次数"))
    with qtbot.waitSignal(workbench.open_figure) as opened:
        qtbot.keyClick(yearend.table, Qt.Key.Key_Return)
    assert opened.args == [Asked("夜学.次数", yearend_report.scope_of(2022, None))]


@pytest.mark.parametrize("with_proof", [True, False])
def test_the_report_is_written_with_its_proof_sheet_or_without(desk, yearend, with_proof):
    yearend.with_proof.setChecked(with_proof)
    path = desk.pick("总结.docx")
    desk.press("save", YEAREND)
    proof = path.with_name("总结（核对表）.xlsx")
    assert desk.written.splitlines() == [f"已写入：{each}" for each in (path, proof)[: 1 + with_proof]]
    assert proof.exists() == with_proof


def template(path, *paragraphs):
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path))


def test_mistakes_in_her_template_are_listed_until_they_are_put_right(qtbot, desk, yearend):
    own = desk.pick("我的模板.docx")
    template(own, "夜学{{ 夜雪.次数 }}次，{{ 夜学.次书 }}次")
    desk.press("choose", YEAREND)
    qtbot.waitUntil(yearend.problems.isVisible)
    assert yearend.problems.count() == 2
    assert "夜雪" in yearend.problems.item(0).text()
    assert "2处" in yearend.state.text()
    template(own, "夜学{{ 夜学.次数 }}次")
    desk.press("check", YEAREND)
    qtbot.waitUntil(yearend.table.isVisible)
    assert [row.cells[3] for row in rows_of(yearend.table)] == ["夜学.次数"]


def test_a_report_with_mistakes_is_never_written(desk, yearend):
    template(desk.pick("我的模板.docx"), "{{ 夜雪.次数 }}")
    desk.press("choose", YEAREND)
    path = desk.pick("总结.docx")
    desk.press("save", YEAREND)
    assert "夜雪" in desk.warning
    assert not path.exists()


def test_a_template_that_is_gone_is_said_on_the_page(qtbot, desk, yearend):
    desk.pick("没有了.docx")
    desk.press("choose", YEAREND)
    qtbot.waitUntil(yearend.problems.isVisible)
    assert "没有了.docx" in yearend.problems.item(0).text()
    assert not desk.messages.warnings


def test_her_own_template_is_chosen_before_it_is_used(yearend):
    yearend.own.click()
    assert yearend.builtin.isChecked()
    assert yearend.order().template is None


def test_a_copy_of_the_template_is_opened_and_used_from_now_on(desk, yearend, monkeypatch):
    opened = []
    monkeypatch.setattr(yearend_page, "show_file", opened.append)
    copy = desk.pick("模板.docx")
    desk.press("copy", YEAREND)
    assert desk.written == f"已写入：{copy}"
    assert opened == [copy]
    assert yearend.order().template == copy
    assert copy.read_bytes() == yearend_report.TEMPLATE.read_bytes()


def test_placeholders_are_found_by_their_words(qtbot, placeholders):
    placeholders.search.setText("夜学 人次")
    qtbot.keyClick(placeholders.search, Qt.Key.Key_Return)
    rows = rows_of(placeholders.table)
    assert ("夜学.人次", "3人次") in [(row.name, row.text) for row in rows]
    assert all("夜学" in row.name for row in rows)


def test_a_double_click_copies_a_placeholder(placeholders):
    row = next(row for row in rows_of(placeholders.table) if row.name == "夜学.次数")
    placeholders.table.activated_row.emit(row)
    assert QGuiApplication.clipboard().text() == "{{ 夜学.次数 }}"
    assert "{{ 夜学.次数 }}" in placeholders.copied.text()


def test_a_population_is_copied_with_the_placeholder(desk, placeholders):
    placeholders.population.set_text("局机关")
    desk.settle(placeholders)
    row = next(row for row in rows_of(placeholders.table) if row.name == "夜学.次数")
    assert row.copied == '{{ 夜学.次数("局机关") }}'


def test_every_way_to_word_a_figure_is_a_button(placeholders):
    row = next(row for row in rows_of(placeholders.table) if row.name == "夜学.次数")
    placeholders.table.select_id(row.id)
    way = placeholders.ways.itemAtPosition(1, 2).widget()
    assert way.text() == "{{ 夜学.次数|汉字数 }}"
    assert placeholders.ways.itemAtPosition(1, 3).widget().text() == "一"
    way.click()
    assert QGuiApplication.clipboard().text() == way.text()


def test_the_records_of_a_placeholder_are_opened(qtbot, desk, placeholders):
    row = next(row for row in rows_of(placeholders.table) if row.name == "夜学.次数")
    placeholders.table.select_id(row.id)
    with qtbot.waitSignal(desk.workbench.open_figure) as opened:
        desk.press("open_records", PLACEHOLDERS)
    assert opened.args == [Asked("夜学.次数", yearend_report.scope_of(2022, None))]


def test_nothing_is_read_before_it_is_looked_at(qtbot, recorded, workbench):
    page = TallyPage(workbench)
    qtbot.addWidget(page)
    assert page.is_stale
    assert page.reader.is_idle


@pytest.mark.parametrize("title", [TALLY, WORKBOOK, YEAREND, PLACEHOLDERS])
def test_an_empty_ledger_has_empty_pages(qtbot, ledger, workbench, messages, title):
    Desk(qtbot, workbench, messages, ledger).show(title)
    assert not messages.warnings


@pytest.mark.parametrize("title", [TALLY, WORKBOOK, YEAREND, PLACEHOLDERS])
def test_the_tab_is_freed_with_its_last_reference(recorded, workbench, title):
    page = title(workbench)
    gone = weakref.ref(page)
    del page
    assert gone() is None
