import weakref
from datetime import date

import docx
import pytest

from desktop_app.core.attendance import Mark
from desktop_app.core.figure import Figure, Shape
from desktop_app.core.period import Period
from desktop_app.core.scope import Asked, Scope
from desktop_app.exchange import documents, frozen, outputs, workbook
from desktop_app.exchange.output import Choice
from desktop_app.exchange.report import Align, Column, Report, Row, Sourced, Table
from desktop_app.metrics import register
from desktop_app.records import attendance, history, releases
from desktop_app.ui.dialogs import release_dialog
from desktop_app.ui.dialogs.records_dialog import RecordsDialog
from desktop_app.ui.dialogs.release_dialog import ReleaseDialog
from desktop_app.ui.tabs.documents_page import DocumentsPage
from desktop_app.ui.tabs.releases_page import ReleasesPage
from desktop_app.ui.tabs.workbook_page import WorkbookPage

MARCH = Scope(Period.month(2022, 3))


def sheet():
    """A sheet with two figures of March."""
    columns = (Column("统计项", 8), Column("次数", 4, Align.RIGHT, "本月"), Column("人次", 4, Align.RIGHT, "本月"))
    cells = [Sourced(register.figure(name, MARCH), MARCH) for name in ("夜学.次数", "夜学.人次")]
    return Report("三月统计表", (), (Table("一、活动", columns, (Row(("夜学", *cells)),)),))


def a_draft():
    return releases.ReleaseDraft(
        "月度统计表", "三月统计表", MARCH.period, MARCH.population, date(2022, 4, 1), "县委组织部",
        frozen.of_reports([sheet()]), choice={},
    )  # fmt: skip


@pytest.fixture
def page(qtbot, workbench, recorded):
    """The page with March reported, and a mark changed since."""
    releases.add(a_draft())
    page = ReleasesPage(workbench)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    settle(qtbot, page)
    return page


def settle(qtbot, page):
    qtbot.waitUntil(lambda: not page.is_stale and page.reader.is_idle and bool(page._shown.rows))


def differences(page):
    model = page.changes.rows_model()
    return [model.row_at(number).then.place for number in range(model.rowCount())]


def test_each_figure_is_kept_with_the_words_that_say_where_it_stood():
    columns = (Column("姓名", 4, is_label=True), Column("", 4), Column("学时", 4, is_label=True), Column("", 4))
    form = Table("二、学习", columns, (Row(("姓名", "李雷", "学时", _figure())),), is_headed=False)
    report = Report("登记表", (), (form,))
    assert [each.place for each in frozen.of_reports([report])] == ["二、学习 姓名 学时"]


def _figure():
    return Sourced(Figure("夜学", "人学时", "学时", Shape.COUNT, 2), MARCH, 1)


def test_while_nothing_changed_the_page_says_so(page):
    assert page.table.rows_model().rowCount() == 1
    assert page.state.text() == "2022年4月1日报出的2个数字都没有变。"


def test_a_changed_figure_is_listed_with_then_and_now(qtbot, page, workbench, recorded, people):
    workbench.do(lambda: attendance.save(recorded, {people[3].id: Mark.PRESENT}))
    qtbot.waitUntil(lambda: bool(differences(page)))
    assert differences(page) == ["一、活动 夜学 本月人次"]
    texts = [page.changes.model().index(0, column).data() for column in range(5)]
    assert texts[2:] == ["3人次", "4人次", "+1"]
    assert page.state.text() == "2022年4月1日报出的2个数字里有1个变了，列在下面。"


def test_the_records_that_made_it_open_in_a_window(qtbot, page, workbench, recorded, people):
    workbench.do(lambda: attendance.save(recorded, {people[3].id: Mark.PRESENT}))
    qtbot.waitUntil(lambda: bool(differences(page)))
    page.changes.selectRow(0)
    page.acts["open_causes"].trigger()
    qtbot.waitUntil(lambda: bool(page.window().findChildren(RecordsDialog)))
    (dialog,) = page.window().findChildren(RecordsDialog)
    row = [dialog.table.model().index(0, column).data() for column in range(7)]
    assert row[0] == "现在计入"
    assert row[4] == people[3].full_name
    assert row[6] == history.undoable().title
    dialog.close()


def test_a_correction_opens_the_output_with_what_was_chosen(qtbot, page, workbench):
    with qtbot.waitSignal(workbench.open_output) as opened:
        page.acts["correct"].trigger()
    name, choice = opened.args
    assert (name, choice.period, choice.corrects) == ("月度统计表", MARCH.period, releases.listed()[0].id)


def test_a_corrected_output_says_on_its_face_what_it_takes_the_place_of(page):
    choice = Choice(MARCH.period, corrects=releases.listed()[0].id)
    (report, *_) = outputs.named("月度统计表").reports(choice)
    assert report.title.endswith("（更正）")
    assert report.facts[-1] == "更正说明：本表代替2022年4月1日报县委组织部的“三月统计表”。"


def test_the_list_of_changes_can_be_laid_beside_the_paper(page, recorded, people):
    attendance.save(recorded, {people[3].id: Mark.PRESENT})
    (row,) = releases.listed()
    report = frozen.list_of_changes(row, releases.differences(row.id))
    assert report.tables[0].rows[0].cells == (1, "一、活动 夜学 本月人次", "夜学.人次", "3人次", "4人次", "+1")
    assert "报出数字2个，其中1个有变动" in report.facts


def test_reporting_begins_at_the_recipient_and_ends_with_a_word(qtbot, workbench, recorded, monkeypatch):
    def run(dialog):
        qtbot.addWidget(dialog)
        assert dialog.focusWidget() is dialog.recipient
        return True

    monkeypatch.setattr(ReleaseDialog, "run", run)
    with qtbot.waitSignal(workbench.status) as said:
        assert release_dialog.release(workbench, "月度统计表", Choice(MARCH.period), [sheet()])
    assert "报出记录" in said.args[0]


def test_what_has_no_figures_is_refused_before_anything_is_asked(workbench, messages, recorded):
    assert not release_dialog.release(workbench, "签到表", Choice(MARCH.period), [Report("签到表", (), ())])
    assert messages.warnings == ["“签到表”里没有取自台账的数字，不用报出。"]


def test_reporting_asks_for_the_recipient_and_keeps_the_figures(qtbot, workbench, recorded):
    dialog = ReleaseDialog(workbench, a_draft())
    qtbot.addWidget(dialog)
    dialog.recipient.set_text("")
    dialog.accept()
    assert releases.listed() == []
    assert "报给谁" in dialog._problems["recipient"].text()
    dialog.recipient.set_text("州司法局")
    dialog.accept()
    (row,) = releases.listed()
    assert (row.recipient, row.figures) == ("州司法局", 2)
    assert [each.asked for each in releases.figures_of(row.id)] == [
        Asked("夜学.次数", MARCH), Asked("夜学.人次", MARCH)
    ]  # fmt: skip


def test_a_corrected_sheet_of_the_workbook_says_so(page):
    release = releases.listed()[0].id
    order = workbook.Order(2022, sheets={"夜学", "党课"}, corrects=("夜学", release))
    titles = [report.title for report in workbook.book(order)]
    assert [title.endswith("（更正）") for title in titles] == [True, False]


def test_a_corrected_document_says_so_behind_its_title(page, tmp_path):
    order = documents.Order(documents.BUILT_IN[2].path, MARCH.period, corrects=releases.listed()[0].id)
    documents.write(order, tmp_path / "工作提示.docx")
    said = [each.text for each in docx.Document(str(tmp_path / "工作提示.docx")).paragraphs if each.text]
    assert said[0].endswith("（更正）")
    assert documents.title_of(order) == "2022年3月工作提示（更正）"


def test_a_reported_document_is_made_again_in_its_section_as_a_correction(qtbot, page, workbench):
    release = releases.listed()[0].id
    shown = DocumentsPage(workbench)
    qtbot.addWidget(shown)
    shown.show_output("公文", Choice(MARCH.period, named="工作提示", corrects=release))
    order = shown.order()
    assert (order.template.stem, order.period, order.corrects) == ("工作提示", MARCH.period, release)


def test_a_reported_sheet_of_the_workbook_is_made_again_in_its_section_as_a_correction(qtbot, page, workbench):
    release = releases.listed()[0].id
    shown = WorkbookPage(workbench)
    qtbot.addWidget(shown)
    shown.show_output("年终台账", Choice(Period.year(2022), named="夜学", corrects=release))
    assert (shown.sheets.current(), shown.chosen().corrects) == ("夜学", ("夜学", release))
    shown.span.until.setChecked(True)
    assert shown.chosen().corrects is None


def test_an_empty_page_says_what_to_do_first(qtbot, workbench, ledger):
    page = ReleasesPage(workbench)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: not page.is_stale and page.reader.is_idle)
    assert "报出…" in page.table._empty_text
    assert page.state.isHidden()
    assert not any(page.acts[name].isEnabled() for name in ("correct", "open_causes", "preview"))


def test_the_page_and_the_dialog_are_freed_with_their_last_reference(workbench, recorded):
    page, dialog = ReleasesPage(workbench), ReleaseDialog(workbench, a_draft())
    gone = [weakref.ref(page), weakref.ref(dialog)]
    del page, dialog
    assert [each() for each in gone] == [None, None]
