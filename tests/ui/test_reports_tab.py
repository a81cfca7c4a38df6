import weakref
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from desktop_app.core.attendance import Mark
from desktop_app.core.period import Period
from desktop_app.core.scope import Population, Scope
from desktop_app.exchange import tally, yearend_report
from desktop_app.records import attendance, categories, sessions
from desktop_app.ui import preview as printing
from desktop_app.ui.messages import OPEN_FILE
from desktop_app.ui.outputs import written_line, yearend_page
from desktop_app.ui.tabs.reports_tab import ReportsTab

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the offscreen platform


@pytest.fixture
def tab(qtbot, recorded, workbench, messages, tmp_path):
    """The tab on a year with one recorded 夜学, seen, with its tally read."""
    workbench.look.export_folder = tmp_path
    tab = ReportsTab(workbench)
    qtbot.addWidget(tab)
    tab.resize(1200, 700)
    tab.show()
    settle(qtbot, tab.tally)
    return tab


def settle(qtbot, page):
    qtbot.waitUntil(lambda: not page.is_stale and page.reader.is_idle)


def show(qtbot, tab, page):
    tab.show_page(page)
    settle(qtbot, page)


def written(qtbot, tab):
    qtbot.waitUntil(tab.written.isVisible)
    return tab.written.label.text()


def due(day):
    category = next(each for each in categories.listed() if each.name == "周例会")
    return sessions.add(sessions.fresh(category.id, day))


def test_it_begins_with_the_newest_month_that_has_sessions(tab):
    assert tab.tally.month.period() == Period.month(2022, 3)
    assert tab.workbook.year.year() == tab.yearend.year.year() == 2022


def test_the_pages_on_the_screen_are_those_that_are_printed(tab):
    assert tab.tally.shown.report == tally.tally(Period.month(2022, 3))
    assert tab.tally.view.page_count == 1


def test_the_month_before_is_one_step_away(qtbot, tab):
    tab.tally.back_action.trigger()
    settle(qtbot, tab.tally)
    assert tab.tally.shown.month == Period.month(2022, 2)
    assert tab.tally.month.back.isEnabled()


def test_there_is_no_step_past_the_years_that_have_sessions(tab):
    tab.tally.month.set_month(2022, 1)
    assert not tab.tally.month.back.isEnabled()
    tab.tally.month.step_back()
    assert tab.tally.month.period() == Period.month(2022, 1)


def test_another_population_is_counted_and_remembered(qtbot, tab, workbench):
    tab.tally.population.set_text("办公室")
    tab.tally.party.setChecked(True)
    settle(qtbot, tab.tally)
    assert tab.tally.shown.population == Population("办公室", party_only=True)
    again = ReportsTab(workbench)
    qtbot.addWidget(again)
    assert again.tally.question().args[1] == Population("办公室", party_only=True)


def test_a_change_of_the_records_changes_the_tally(qtbot, tab, recorded, people, workbench):
    before = tab.tally.shown.report
    assert workbench.do(lambda: attendance.save(recorded, {people[3].id: Mark.PRESENT}))
    settle(qtbot, tab.tally)
    assert tab.tally.shown.report != before


def test_a_click_on_a_figure_opens_its_records(qtbot, tab, workbench):
    place = next(place for place, text in tab.tally.shown.links.items() if text.startswith("夜学 本月人次"))
    view = tab.tally.view
    with qtbot.waitSignal(workbench.open_figure) as opened:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.place_of(place))
    assert opened.args == ["夜学.人次", Scope(Period.month(2022, 3))]


def test_figures_are_reached_and_opened_with_the_keyboard(qtbot, tab, workbench):
    view = tab.tally.view
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.current == (0, 0, 2)
    assert "夜学 本月人次" in view.accessibleDescription()
    with qtbot.waitSignal(workbench.open_figure) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args[0] == "夜学.人次"


def test_arrows_go_down_a_column_and_on_into_the_next_table(qtbot, tab):
    view = tab.tally.view
    qtbot.keyClick(view, Qt.Key.Key_Right)
    seen = []
    for _ in range(4):
        seen.append(view.current)
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert [place[0] for place in seen] == sorted(place[0] for place in seen)
    assert seen[-1][0] == tally.BY_UNIT
    assert len(set(seen)) == len(seen)


def test_a_click_beside_the_figures_opens_nothing(qtbot, tab, workbench):
    with qtbot.assertNotEmitted(workbench.open_figure):
        qtbot.mouseClick(tab.tally.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))


def test_sessions_not_recorded_are_said_before_anything_is_printed(qtbot, tab, workbench, messages, monkeypatch):
    printed = []
    monkeypatch.setattr(printing, "print_directly", lambda report, parent: printed.append(report))
    assert tab.tally.notice.isHidden()
    assert workbench.do(lambda: due(date(2022, 3, 14)) and {"session"})
    settle(qtbot, tab.tally)
    assert "1场活动还没有登记" in tab.tally.notice_text.text()
    messages.answer = False
    tab.tally.print_action.trigger()
    assert "1场" in messages.asked[0][1]
    assert not printed
    messages.answer = True
    tab.tally.print_action.trigger()
    assert printed == [tab.tally.shown.report]


def test_the_notice_lists_the_sessions_not_recorded(qtbot, tab, workbench):
    workbench.do(lambda: due(date(2022, 3, 14)) and {"session"})
    settle(qtbot, tab.tally)
    with qtbot.waitSignal(workbench.open_figure) as opened:
        tab.tally.notice_button.click()
    assert opened.args == ["全部活动.未登记场数", Scope(Period.year_to(date(2022, 3, 31)))]


def test_the_preview_shows_what_is_on_the_screen(tab, monkeypatch):
    shown = []
    monkeypatch.setattr(printing, "preview", lambda report, parent: shown.append(report))
    tab.tally.preview_action.trigger()
    assert shown == [tab.tally.shown.report]


def test_a_preview_asked_from_another_page_waits_for_the_tally(qtbot, tab, workbench, monkeypatch):
    shown = []
    monkeypatch.setattr(printing, "preview", lambda report, parent: shown.append(report))
    show(qtbot, tab, tab.placeholders)
    workbench.do(lambda: due(date(2022, 3, 14)) and {"session"})
    assert tab.tally.is_stale
    tab.tally.preview_action.trigger()
    qtbot.waitUntil(lambda: bool(shown))
    assert tab.tally.isVisible()
    assert "未登记：1场" in shown[0].facts[2]


@pytest.mark.parametrize(
    ("action", "ending", "begins"),
    [("pdf_action", ".pdf", b"%PDF"), ("excel_action", ".xlsx", b"PK"), ("word_action", ".docx", b"PK")],
)
def test_the_tally_is_written_and_named(qtbot, tab, messages, tmp_path, action, ending, begins):
    messages.paths = [tmp_path / "三月"]
    getattr(tab.tally, action).trigger()
    path = tmp_path / f"三月{ending}"
    assert written(qtbot, tab) == f"已写入：{path}"
    assert path.read_bytes().startswith(begins)


def test_the_offered_name_says_month_and_population(qtbot, tab, messages, monkeypatch, tmp_path):
    offered = []
    monkeypatch.setattr(messages, "ask_save_path", lambda title, path, kinds: offered.append(path))
    tab.tally.population.set_text("办公室")
    settle(qtbot, tab.tally)
    tab.tally.pdf_action.trigger()
    assert offered == [tmp_path / "2022年3月干部学习培训统计表（办公室）.pdf"]


def test_thinking_better_of_it_writes_nothing(tab, tmp_path):
    before = set(tmp_path.iterdir())
    tab.tally.excel_action.trigger()
    assert set(tmp_path.iterdir()) == before
    assert tab.written.isHidden()


def test_a_name_without_ending_never_replaces_a_file_unasked(tab, messages, tmp_path):
    old = tmp_path / "三月.pdf"
    old.write_bytes(b"old")
    messages.paths, messages.answer = [tmp_path / "三月"], False
    tab.tally.pdf_action.trigger()
    assert str(old) in messages.asked[0][1]
    assert old.read_bytes() == b"old"


def test_a_folder_that_cannot_be_written_is_one_sentence(qtbot, tab, messages, tmp_path):
    messages.paths = [tmp_path / "没有这个文件夹" / "三月.pdf"]
    tab.tally.pdf_action.trigger()
    qtbot.waitUntil(lambda: bool(messages.warnings))
    assert "不存在" in messages.warnings[0]
    assert tab.written.isHidden()


def test_the_next_file_goes_where_the_last_one_went(qtbot, tab, messages, workbench, tmp_path):
    messages.paths = [tmp_path / "年终" / "三月.pdf"]
    messages.paths[0].parent.mkdir()
    tab.tally.pdf_action.trigger()
    written(qtbot, tab)
    assert workbench.look.export_folder == tmp_path / "年终"


def test_what_was_written_can_be_opened(qtbot, tab, messages, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(written_line, "show_file", opened.append)
    messages.paths = [tmp_path / "三月.pdf"]
    tab.tally.pdf_action.trigger()
    written(qtbot, tab)
    assert tab.written.open_file.text() == OPEN_FILE
    tab.written.open_file.click()
    tab.written.open_folder.click()
    assert opened == [tmp_path / "三月.pdf", tmp_path]


def test_nothing_else_can_be_written_meanwhile(qtbot, tab, messages, workbench, tmp_path):
    messages.paths = [tmp_path / "三月.pdf"]
    with qtbot.waitSignal(workbench.busy, check_params_cb=lambda busy: not busy):
        tab.tally.pdf_action.trigger()
        assert not tab.workbook.write_action.isEnabled()
    assert tab.workbook.write_action.isEnabled()


def test_the_workbook_is_seen_sheet_by_sheet_and_written(qtbot, tab, messages, tmp_path):
    show(qtbot, tab, tab.workbook)
    assert tab.workbook.sheet.text() == "总览"
    tab.workbook.forth.click()
    assert tab.workbook.sheet.text() == "例会"
    messages.paths = [tmp_path / "台账.xlsx"]
    tab.workbook.write_action.trigger()
    assert written(qtbot, tab) == f"已写入：{tmp_path / '台账.xlsx'}"


def test_the_workbook_counts_to_a_day_only_where_that_is_chosen(tab):
    assert tab.workbook.question().args == (2022, None)
    tab.workbook.until.setChecked(True)
    tab.workbook.day.set_day(date(2022, 3, 31))
    assert tab.workbook.question().args == (2022, date(2022, 3, 31))


def test_the_report_shows_its_figures_before_it_is_written(qtbot, tab, workbench):
    show(qtbot, tab, tab.yearend)
    page = tab.yearend
    assert "没有问题" in page.state.text()
    names = [page.table.rows_model().row_at(number).cells[3] for number in range(page.table.model().rowCount())]
    assert "夜学.次数" in names
    page.table.selectRow(names.index("夜学.次数"))
    with qtbot.waitSignal(workbench.open_figure) as opened:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == ["夜学.次数", yearend_report.scope_of(2022, None)]


def test_the_report_is_written_with_its_proof_sheet(qtbot, tab, messages, tmp_path):
    show(qtbot, tab, tab.yearend)
    messages.paths = [tmp_path / "总结.docx"]
    tab.yearend.write_action.trigger()
    proof = tmp_path / "总结（核对表）.xlsx"
    assert written(qtbot, tab) == f"已写入：{tmp_path / '总结.docx'}\n已写入：{proof}"
    assert proof.exists()


def test_the_proof_sheet_can_be_left_out(qtbot, tab, messages, tmp_path):
    show(qtbot, tab, tab.yearend)
    tab.yearend.with_proof.setChecked(False)
    messages.paths = [tmp_path / "总结.docx"]
    tab.yearend.write_action.trigger()
    assert "核对表" not in written(qtbot, tab)


def test_mistakes_in_her_template_are_listed_in_words(qtbot, tab, messages, tmp_path):
    from docx import Document

    own = tmp_path / "我的模板.docx"
    document = Document()
    document.add_paragraph("夜学{{ 夜雪.次数 }}次，{{ 夜学.次书 }}次")
    document.save(str(own))
    show(qtbot, tab, tab.yearend)
    messages.paths = [own]
    tab.yearend.choose_action.trigger()
    qtbot.waitUntil(lambda: tab.yearend.problems.isVisible())
    listed = [tab.yearend.problems.item(number).text() for number in range(tab.yearend.problems.count())]
    assert len(listed) == 2
    assert "夜雪" in listed[0]
    assert "2处" in tab.yearend.state.text()
    document = Document()
    document.add_paragraph("夜学{{ 夜学.次数 }}次")
    document.save(str(own))
    tab.yearend.check_action.trigger()
    qtbot.waitUntil(lambda: tab.yearend.table.isVisible())
    assert tab.yearend.table.model().rowCount() == 1


def test_a_template_that_is_gone_is_said_on_the_page(qtbot, tab, messages, tmp_path):
    show(qtbot, tab, tab.yearend)
    messages.paths = [tmp_path / "没有了.docx"]
    tab.yearend.choose_action.trigger()
    qtbot.waitUntil(lambda: tab.yearend.problems.isVisible())
    assert "没有了.docx" in tab.yearend.problems.item(0).text()
    assert not messages.warnings


def test_her_own_template_is_chosen_before_it_is_used(qtbot, tab, messages):
    show(qtbot, tab, tab.yearend)
    tab.yearend.own.click()
    assert tab.yearend.builtin.isChecked()
    assert tab.yearend.order().template is None


def test_a_copy_of_the_template_is_opened_and_used_from_now_on(qtbot, tab, messages, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(yearend_page, "show_file", opened.append)
    messages.paths = [tmp_path / "模板.docx"]
    tab.yearend.copy_action.trigger()
    written(qtbot, tab)
    assert opened == [tmp_path / "模板.docx"]
    assert tab.yearend.order().template == tmp_path / "模板.docx"
    assert opened[0].read_bytes() == yearend_report.TEMPLATE.read_bytes()


def test_placeholders_are_found_by_their_words(qtbot, tab):
    show(qtbot, tab, tab.placeholders)
    tab.placeholders.search.setText("夜学 人次")
    qtbot.keyClick(tab.placeholders.search, Qt.Key.Key_Return)
    found = tab.placeholders.table.rows_model()
    rows = [found.row_at(number) for number in range(found.rowCount())]
    assert ("夜学.人次", "3人次") in [(row.name, row.text) for row in rows]
    assert all("夜学" in row.name for row in rows)


def test_a_double_click_copies_a_placeholder(qtbot, tab):
    show(qtbot, tab, tab.placeholders)
    row = next(row for row in rows_of(tab.placeholders) if row.name == "夜学.次数")
    tab.placeholders.table.activated_row.emit(row)
    assert QGuiApplication.clipboard().text() == "{{ 夜学.次数 }}"
    assert "{{ 夜学.次数 }}" in tab.placeholders.copied.text()


def test_a_population_is_copied_with_the_placeholder(qtbot, tab):
    show(qtbot, tab, tab.placeholders)
    tab.placeholders.population.set_text("局机关")
    settle(qtbot, tab.placeholders)
    row = next(row for row in rows_of(tab.placeholders) if row.name == "夜学.次数")
    assert row.copied == '{{ 夜学.次数("局机关") }}'


def test_every_way_to_word_a_figure_is_a_button(qtbot, tab):
    show(qtbot, tab, tab.placeholders)
    row = next(row for row in rows_of(tab.placeholders) if row.name == "夜学.次数")
    tab.placeholders.table.select_id(row.id)
    way = tab.placeholders.ways.itemAtPosition(1, 2).widget()
    assert way.text() == "{{ 夜学.次数|汉字数 }}"
    assert tab.placeholders.ways.itemAtPosition(1, 3).widget().text() == "一"
    way.click()
    assert QGuiApplication.clipboard().text() == way.text()


def rows_of(page):
    model = page.table.rows_model()
    return [model.row_at(number) for number in range(model.rowCount())]


def test_nothing_is_read_before_it_is_looked_at(qtbot, recorded, workbench):
    tab = ReportsTab(workbench)
    qtbot.addWidget(tab)
    assert all(page.is_stale and page.reader.is_idle for page in tab.pages)


def test_every_action_has_a_shortcut_of_its_own(tab):
    keys = [action.shortcut().toString() for action in tab.actions() if action]
    assert all(keys)
    assert len(set(keys)) == len(keys)


def test_an_empty_ledger_has_an_empty_tally(qtbot, ledger, workbench):
    tab = ReportsTab(workbench)
    qtbot.addWidget(tab)
    tab.show()
    for page in tab.pages:
        show(qtbot, tab, page)
    assert tab.tally.view.page_count == 1


def test_the_tab_is_freed_with_its_last_reference(recorded, workbench):
    tab = ReportsTab(workbench)
    gone = weakref.ref(tab)
    del tab
    assert gone() is None
