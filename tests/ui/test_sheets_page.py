import weakref
from datetime import date
from types import SimpleNamespace

import pytest
from docx import Document
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton

from desktop_app.core.attendance import Mark
from desktop_app.core.period import Period
from desktop_app.core.scope import Asked, Population, Scope
from desktop_app.exchange.masking import Masking
from desktop_app.exchange.output import Choice
from desktop_app.exchange.outputs import OUTPUTS, monthly_tally
from desktop_app.records import attendance, categories, exports, history, notes, session_list, sessions
from desktop_app.ui import preview as printing
from desktop_app.ui.dialogs import mask_dialog
from desktop_app.ui.dialogs.mask_dialog import MaskDialog
from desktop_app.ui.outputs import sheet, written_line
from desktop_app.ui.tabs.sheets_page import SheetsPage
from desktop_app.ui.tabs.workbook_page import WorkbookPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the offscreen platform
MARCH = Period.month(2022, 3)
TALLY, SIGN_IN, REGISTER, REVIEWS, RECORD = "月度统计表", "签到表", "出勤登记册", "审签登记表", "干部教育培训登记表"


@pytest.fixture
def page(desk):
    """The page on the tally of the newest month."""
    return desk.show(SheetsPage)


@pytest.fixture
def printer(monkeypatch):
    """What went to the printer instead of it; `agreed` is the answer to the dialog."""
    printer = SimpleNamespace(printed=[], agreed=True)

    def print_directly(reports, parent):
        printer.printed += reports
        return len(reports) if printer.agreed else 0

    monkeypatch.setattr(printing, "print_directly", print_directly)
    return printer


class Printed(QObject):
    """What is told of a preview."""

    printed = Signal(object)


def choose(desk, page, name):
    page.outputs.choose(name)
    desk.settle(page)


def add_session(workbench, day, kind="周例会"):
    category = next(each for each in categories.listed() if each.name == kind)
    assert workbench.do(lambda: sessions.add(sessions.fresh(category.id, day)) and {"session"})
    return session_list.keys(session_list.Wanted(Period(day, day)))[0]


def link_to(page, text):
    return next(place for place in page.shown.links if page.shown.placed.text(place).startswith(text))


# What is chosen


def test_it_begins_with_the_newest_month_that_has_sessions(page):
    assert page.output.name == TALLY
    assert page.shown.choice == Choice(MARCH)


def test_the_pages_on_the_screen_are_those_that_are_printed(page):
    assert page.shown.reports == [monthly_tally.tally(MARCH)]
    assert page.view._places.count == page.shown.pages == 1
    assert not page.progress.text()


def test_every_output_can_be_shown(desk, page):
    for output in OUTPUTS:
        choose(desk, page, output.name)
        assert page.title.text() == output.name
        assert page.about.text() == output.about
        assert page.shown is None or page.shown.output is output
    assert not desk.messages.warnings


def test_only_what_an_output_asks_is_seen(desk, page):
    assert page.bar.month.isVisible()
    assert page.bar.population.isVisible()
    assert not page.bar.session.isVisible()
    choose(desk, page, SIGN_IN)
    assert page.bar.session.isVisible()
    assert not page.bar.month.isVisible()


def test_the_next_output_is_one_step_away(desk, page):
    desk.press("output_after")
    second = page.output
    assert second.name != TALLY
    desk.press("output_before")
    assert page.output.name == TALLY
    desk.press("output_before")
    assert page.output.name == TALLY


def test_headings_of_groups_cannot_be_chosen(qtbot, desk, page):
    page.outputs.view.setFocus()
    names = []
    for _ in OUTPUTS:
        names.append(page.output.name)
        qtbot.keyClick(page.outputs.view, Qt.Key.Key_Down)
    assert len(set(names)) == len(OUTPUTS)


def test_the_month_before_is_one_step_away(desk, page):
    desk.press("step_back")
    desk.settle(page)
    assert page.shown.choice.period == Period.month(2022, 2)


def test_there_is_no_step_past_the_years_that_have_sessions(page):
    page.bar.month.set_month(2022, 1)
    assert not page.bar.month.back.isEnabled()
    page.step_back()
    assert page.bar.choice().period == Period.month(2022, 1)


def test_the_month_chosen_stays_when_another_output_is_looked_at(desk, page):
    page.bar.month.set_month(2022, 2)
    choose(desk, page, REGISTER)
    assert page.shown.choice.period == Period.month(2022, 2)


def test_the_year_of_another_output_is_the_year_of_all(desk, page):
    add_session(desk.workbench, date(2023, 5, 4))
    page.bar.month.set_month(2023, 2)
    choose(desk, page, REVIEWS)
    assert page.bar.choice().period == Period.year(2023)
    page.bar.period.year.set_year(2022)
    choose(desk, page, TALLY)
    assert page.bar.choice().period == Period.month(2022, 2)


def test_each_output_remembers_its_population(qtbot, desk, page, workbench):
    page.bar.population.set_text("办公室")
    page.bar.party.setChecked(True)
    desk.settle(page)
    assert page.shown.choice.population == Population("办公室", party_only=True)
    choose(desk, page, REVIEWS)
    assert page.shown.choice.population == Population()
    again = SheetsPage(workbench)
    qtbot.addWidget(again)
    again.outputs.choose(TALLY)
    assert again.bar.choice().population == Population("办公室", party_only=True)


def test_the_output_looked_at_last_comes_first(qtbot, desk, page, workbench):
    choose(desk, page, REGISTER)
    again = SheetsPage(workbench)
    qtbot.addWidget(again)
    assert again.output.name == REGISTER


def test_the_newest_session_of_the_month_is_offered_first(desk, page, recorded):
    later = add_session(desk.workbench, date(2022, 8, 1))
    choose(desk, page, SIGN_IN)
    assert page.shown.choice.session_id == recorded
    desk.press("step_forth")
    desk.settle(page)
    assert page.shown.choice.session_id == later
    desk.press("step_forth")
    assert page.bar.choice().session_id == later


def test_an_empty_sheet_needs_no_session(desk, page):
    choose(desk, page, SIGN_IN)
    page.bar.session.choose(None)
    desk.settle(page)
    assert page.shown.choice.session_id is None
    assert page.shown.title == "空白签到表"


def test_what_is_no_session_gives_way_to_the_one_chosen(qtbot, desk, page, recorded):
    choose(desk, page, SIGN_IN)
    field = page.bar.session
    before = field.currentText()
    field.setFocus()
    field.lineEdit().selectAll()
    qtbot.keyClicks(field, "zz")
    page.view.setFocus()
    assert field.currentText() == before
    assert page.bar.choice().session_id == recorded


def test_the_file_of_one_cadre_or_of_all(desk, page, people):
    choose(desk, page, RECORD)
    everybody = page.shown.pages
    page.bar.cadre.choose(people[0].id)
    desk.settle(page)
    assert page.shown.choice.cadre_id == people[0].id
    assert page.shown.pages < everybody
    page.bar.cadre.clear()
    desk.settle(page)
    assert page.shown.choice.cadre_id is None


def test_a_name_nobody_bears_is_said_on_the_page(qtbot, desk, page):
    choose(desk, page, RECORD)
    page.bar.cadre.setText("没有这人")
    page.bar.cadre.editingFinished.emit()
    qtbot.waitUntil(lambda: page.shown is None)
    assert "没有“没有这人”" in page.view.accessibleDescription()
    assert not desk.messages.warnings


def test_an_output_is_shown_with_what_was_chosen_elsewhere(desk, page, recorded):
    page.show_output(SIGN_IN, Choice(MARCH, session_id=recorded))
    desk.settle(page)
    assert (page.shown.output.name, page.shown.choice.session_id) == (SIGN_IN, recorded)
    page.show_output(REGISTER, Choice(Period.month(2022, 5), category="夜学"))
    desk.settle(page)
    assert page.shown.choice == Choice(Period.month(2022, 5), category="夜学")


# What is seen


def test_a_change_of_the_records_changes_what_is_seen(desk, page, recorded, people):
    before = page.shown.reports
    assert desk.workbench.do(lambda: attendance.save(recorded, {people[3].id: Mark.PRESENT}))
    desk.settle(page)
    assert page.shown.reports != before


def test_a_click_on_a_figure_opens_its_records(qtbot, page, workbench):
    place = link_to(page, "夜学 本月人次：3人次，看记录")
    with qtbot.waitSignal(workbench.open_figure) as opened:
        qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=page.view.place_of(place))
    assert (opened.args[0].name, opened.args[0].scope.period) == ("夜学.人次", MARCH)


def test_a_click_on_a_line_opens_its_record(qtbot, desk, page, workbench, people):
    draft = notes.NoteDraft(people[0].id, "心得体会", date(2022, 3, 9), "学报告有感", 1200)
    assert workbench.do(lambda: notes.add(draft))
    choose(desk, page, REVIEWS)
    place = next(place for place, link in page.shown.links.items() if not isinstance(link, Asked))
    assert page.shown.placed.text(place).endswith("，打开")
    with qtbot.waitSignal(workbench.open_record) as opened:
        page.view.opened.emit(place)
    assert opened.args[0] == "note"


def test_a_click_beside_the_figures_opens_nothing(qtbot, page, workbench):
    with qtbot.assertNotEmitted(workbench.open_figure):
        qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))


def test_figures_are_reached_and_opened_with_the_keyboard(qtbot, page, workbench):
    for _ in range(2):
        qtbot.keyClick(page.view, Qt.Key.Key_Right)
    assert page.view.current == (0, 0, 0, 2)
    assert "夜学 本月人次" in page.view.accessibleDescription()
    with qtbot.waitSignal(workbench.open_figure) as opened:
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert opened.args[0].name == "夜学.人次"


def test_arrows_go_down_a_column_and_on_into_the_next_table(qtbot, page):
    qtbot.keyClick(page.view, Qt.Key.Key_Right)
    seen = []
    for _ in range(4):
        seen.append(page.view.current)
        qtbot.keyClick(page.view, Qt.Key.Key_Down)
    assert [place[1] for place in seen[:3]] == [0, 0, 0]
    assert seen[3][1] > 0


def test_nothing_is_read_before_it_is_looked_at(qtbot, recorded, workbench):
    page = SheetsPage(workbench)
    qtbot.addWidget(page)
    assert page.is_stale
    assert page.reader.is_idle


def test_an_empty_ledger_has_empty_pages(empty_desk, messages):
    page = empty_desk.show(SheetsPage)
    assert "还没有活动" in page.progress.text()
    for output in OUTPUTS:
        choose(empty_desk, page, output.name)
    assert not messages.warnings


# What goes out


def test_sessions_not_recorded_are_said_before_anything_is_printed(desk, page, printer):
    assert page.notice.isHidden()
    add_session(desk.workbench, date(2022, 3, 14))
    desk.settle(page)
    assert "1场" in page.notice_text.text()
    desk.messages.answer = False
    desk.press("print_out")
    assert "1场" in desk.messages.asked[0][1]
    assert not printer.printed
    desk.messages.answer = True
    desk.press("print_out")
    assert printer.printed == list(page.shown.reports)


def test_the_notice_lists_the_sessions_not_recorded(qtbot, desk, page):
    add_session(desk.workbench, date(2022, 3, 14))
    desk.settle(page)
    with qtbot.waitSignal(desk.workbench.open_figure) as opened:
        page.notice_button.click()
    assert opened.args == [Asked("全部活动.未登记场数", Scope(Period.year_to(MARCH.last)))]


def test_the_preview_shows_what_is_on_the_screen(desk, page, monkeypatch):
    seen = []
    monkeypatch.setattr(printing, "preview", lambda reports, parent: seen.extend(reports) or Printed())
    desk.press("preview")
    assert seen == list(page.shown.reports)


def test_a_preview_asked_from_another_page_waits_for_the_sheet(desk, page, monkeypatch):
    seen = []
    monkeypatch.setattr(printing, "preview", lambda reports, parent: seen.extend(reports) or Printed())
    desk.show(WorkbookPage)
    page.hide()
    add_session(desk.workbench, date(2022, 3, 14))
    assert page.is_stale
    desk.press("preview", SheetsPage)
    desk.qtbot.waitUntil(lambda: bool(seen))
    assert any("1场" in fact for fact in seen[0].facts)


def test_what_was_printed_is_logged_and_what_was_not_is_not(desk, page, printer):
    printer.agreed = False
    desk.press("print_out")
    assert not exports.listed()
    printer.agreed = True
    desk.press("print_out")
    row = exports.listed()[0]
    assert (row.what, row.way, row.place, row.pages, row.masked) == (page.shown.title, "打印", "", 1, False)


def test_what_was_printed_out_of_the_preview_is_logged(desk, page, monkeypatch):
    dialog = Printed()
    monkeypatch.setattr(printing, "preview", lambda reports, parent: dialog)
    desk.press("preview")
    assert not exports.listed()
    dialog.printed.emit(3)
    assert [(row.what, row.way, row.pages) for row in exports.listed()] == [(page.shown.title, "打印", 3)]


def test_a_log_entry_reads_nothing_anew_and_is_never_taken_back(desk, page, printer):
    before = history.undoable()
    desk.press("print_out")
    assert not page.is_stale
    assert history.undoable() == before


@pytest.mark.parametrize(
    ("slot", "ending", "begins", "way", "pages"),
    [
        ("save_pdf", ".pdf", b"%PDF", "PDF", 1),
        ("save_excel", ".xlsx", b"PK", "Excel", None),
        ("save_word", ".docx", b"PK", "Word", None),
    ],
)
def test_a_sheet_is_written_named_and_logged(desk, page, slot, ending, begins, way, pages):  # noqa: PLR0913, PLR0917
    path = desk.pick("三月").with_suffix(ending)
    desk.press(slot)
    assert desk.written == f"已写入：{path}"
    assert path.read_bytes().startswith(begins)
    row = exports.listed()[0]
    assert (row.what, row.way, row.place, row.pages) == ("三月", way, str(path), pages)


def test_the_offered_name_says_month_and_population(desk, page, monkeypatch):
    offered = []
    monkeypatch.setattr(desk.messages, "ask_save_path", lambda title, path, kinds: offered.append(path))
    page.bar.population.set_text("办公室")
    desk.settle(page)
    desk.press("save_pdf")
    assert offered == [desk.folder / "2022年3月干部学习培训统计表（办公室）.pdf"]


def test_thinking_better_of_it_writes_nothing(desk, page):
    before = set(desk.folder.iterdir())
    desk.press("save_excel")
    assert set(desk.folder.iterdir()) == before
    assert page.written.isHidden()


def test_a_name_without_ending_never_replaces_a_file_unasked(desk, page):
    old = desk.pick("三月").with_suffix(".pdf")
    old.write_bytes(b"old")
    desk.messages.answer = False
    desk.press("save_pdf")
    assert str(old) in desk.messages.asked[0][1]
    assert old.read_bytes() == b"old"


def test_a_folder_that_is_gone_is_one_sentence(desk, page):
    desk.pick("没有这个文件夹/三月.pdf")
    desk.press("save_pdf")
    assert "不存在" in desk.warning
    assert page.written.isHidden()
    assert not exports.listed()


def test_the_next_file_goes_where_the_last_one_went(desk, page):
    path = desk.pick("年终/三月.pdf")
    path.parent.mkdir()
    desk.press("save_pdf")
    assert str(path) in desk.written
    assert desk.workbench.look.export_folder == path.parent


def test_what_was_written_is_not_said_of_another_output(desk, page):
    desk.pick("三月.pdf")
    desk.press("save_pdf")
    assert desk.written
    desk.press("output_after")
    assert page.written.isHidden()


def test_what_was_written_can_be_opened(desk, page, monkeypatch):
    opened = []
    monkeypatch.setattr(written_line, "show_file", opened.append)
    path = desk.pick("三月.pdf")
    desk.press("save_pdf")
    assert desk.written
    page.written.open_file.click()
    page.written.open_folder.click()
    assert opened == [path, path.parent]


def test_what_was_written_is_not_said_of_another_page(desk, page):
    desk.pick("三月.pdf")
    desk.press("save_pdf")
    assert desk.written
    desk.show(WorkbookPage)
    assert desk.page.written.isHidden()


def test_nothing_else_can_be_written_meanwhile(qtbot, desk, page):
    book = desk.show(WorkbookPage)
    desk.pick("三月.pdf")
    with qtbot.waitSignal(desk.workbench.busy, check_params_cb=lambda busy: not busy):
        desk.press("save_pdf", SheetsPage)
        assert not book.acts["save"].isEnabled()
    assert book.acts["save"].isEnabled()


def test_what_is_reported_is_what_is_on_the_screen(desk, page, monkeypatch):
    reported = []

    def release(*of):
        reported.append(of)
        return True

    monkeypatch.setattr("desktop_app.ui.dialogs.release_dialog.release", release)
    desk.press("release")
    bench, name, choice, reports = reported[0]
    assert (bench, name, choice) == (desk.workbench, page.output.name, page.shown.choice)
    assert list(reports) == list(page.shown.reports)


def test_the_page_is_freed_with_its_last_reference(recorded, workbench):
    page = SheetsPage(workbench)
    gone = weakref.ref(page)
    del page
    assert gone() is None


def test_every_button_has_a_name_for_a_screen_reader(page):
    buttons = [each for each in page.findChildren(QPushButton) if each.isVisible()]
    assert all(each.accessibleName() or each.text() for each in buttons)


@pytest.mark.parametrize("kind", ["PDF", "Word", "Excel"])
def test_a_masked_copy_is_written_and_logged_as_one(desk, page, monkeypatch, kind):
    def ask(dialog):
        dialog.kind.set_text(kind)
        return dialog.draft()

    monkeypatch.setattr(MaskDialog, "ask", ask)
    path = desk.pick("给外面").with_suffix(mask_dialog.KINDS[kind])
    desk.press("save_masked")
    assert str(path) in desk.written
    assert [(row.what, row.way, row.masked) for row in exports.listed()] == [(page.shown.title, kind, True)]
    if kind == "Word":
        said = "".join(cell.text for table in Document(str(path)).tables for row in table.rows for cell in row.cells)
        assert "夜学" in said
        assert "李雷" not in said
        assert not set(said) & set("123456789")


def test_a_masked_copy_hides_something(qtbot, workbench, recorded):
    dialog = MaskDialog(workbench)
    qtbot.addWidget(dialog)
    for box in (dialog.digits, dialog.names, dialog.units):
        box.setChecked(False)
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Rejected
    dialog.names.setChecked(True)
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.draft() == mask_dialog.MaskedCopy(Masking(names=True), ".pdf")


def test_what_was_hidden_last_is_offered_again(qtbot, workbench, recorded):
    first = MaskDialog(workbench)
    qtbot.addWidget(first)
    first.digits.setChecked(False)
    first.kind.set_text("Word")
    first.accept()
    again = MaskDialog(workbench)
    qtbot.addWidget(again)
    assert again.draft() == mask_dialog.MaskedCopy(Masking(names=True, units=True), ".docx")


def test_the_masking_dialog_is_freed_with_its_last_reference(qapp, workbench):
    dialog = MaskDialog(workbench)
    gone = weakref.ref(dialog)
    del dialog
    assert gone() is None


# Long documents


@pytest.fixture
def long_record(monkeypatch, desk, page):
    """The personal record with so few at a time that it is long."""
    monkeypatch.setattr(sheet, "AT_FIRST", 1)
    monkeypatch.setattr(sheet, "MORE", 1)
    seen = []
    monkeypatch.setattr(page.view, "show_linked", lambda paper, placed: seen.append((paper.first, paper.is_whole)))
    page.outputs.choose(RECORD)
    return seen


def test_of_a_long_document_the_first_page_is_seen_while_the_others_are_laid_out(desk, page, people, long_record):
    desk.settle(page)
    assert long_record == [(1, False), (len(people), True)]
    assert page.shown.is_whole
    assert not page.progress.text()


def test_what_is_written_of_a_long_document_is_the_whole(qtbot, desk, page, people, long_record):
    qtbot.waitUntil(lambda: bool(long_record))
    path = desk.pick("登记表.pdf")
    desk.press("save_pdf")
    assert str(path) in desk.written
    assert exports.listed()[0].pages == page.shown.pages
    assert page.shown.is_whole


def test_another_output_does_not_wait_for_the_rest_of_a_long_document(qtbot, desk, page, long_record):
    qtbot.waitUntil(lambda: bool(long_record))
    choose(desk, page, TALLY)
    assert page.shown.output.name == TALLY
    assert (4, True) not in long_record


def test_the_keyboard_goes_over_the_page_as_the_eye_does(page):
    page.written.show()
    order, at = [], page.outputs.view
    while at not in order:
        order.append(at)
        at = at.nextInFocusChain()
    wanted = (page.outputs.view, page.bar.month.back, page.bar.population, page.view, page.written.open_file)
    places = [order.index(each) for each in wanted]
    assert places == sorted(places)
