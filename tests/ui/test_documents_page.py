import weakref
from datetime import date

import pytest
from docx import Document
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from desktop_app.core.period import Period
from desktop_app.core.scope import Asked
from desktop_app.exchange import documents, filling, template
from desktop_app.exchange.masking import Masking
from desktop_app.exchange.placeholders import Figures
from desktop_app.records import exports, ledger, releases, templates
from desktop_app.ui.dialogs.mask_dialog import MaskDialog, MaskedCopy
from desktop_app.ui.dialogs.name_dialog import NameDialog
from desktop_app.ui.dialogs.release_dialog import ReleaseDialog
from desktop_app.ui.outputs.template_list import CHOSEN
from desktop_app.ui.tabs import documents_page
from desktop_app.ui.tabs.documents_page import DocumentsPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the offscreen platform


def write(path, *paragraphs):
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path))
    return path


@pytest.fixture
def beside(monkeypatch):
    """Fill templates in this process: starting one for each test would take the most of their time."""

    def fill(path, answers):
        return template.fill(path, answers.said, Figures(answers.figure, answers.known))

    monkeypatch.setattr(filling, "fill", fill)


@pytest.fixture
def page(desk, beside, tmp_path):
    """The page with one template of her own beside the shipped ones, which is chosen."""
    own = templates.add("我的模板", write(tmp_path / "去年.docx", "夜学{{ 夜学.次数 }}次"))
    desk.workbench.look.keep_choice(CHOSEN, str(own))
    return desk.show(DocumentsPage)


@pytest.fixture
def opened(monkeypatch):
    """The files handed to the desktop."""
    found = []
    monkeypatch.setattr(documents_page, "show_file", found.append)
    return found


@pytest.fixture
def named(monkeypatch):
    """Answer the next question for a name."""

    def answer(name):
        def run(dialog):
            dialog.name.setText(name)
            dialog.accept()
            return True

        monkeypatch.setattr(NameDialog, "run", run)

    return answer


def rows_of(table):
    model = table.rows_model()
    return [model.row_at(number) for number in range(model.rowCount())]


def names(page):
    return [row.document.name for row in rows_of(page.list)]


def test_the_figures_are_shown_before_anything_is_written(qtbot, page, workbench):
    assert "没有问题" in page.state.text()
    (row,) = rows_of(page.table)
    assert (row.cells[3], row.cells[2]) == ("夜学.次数", "1")
    page.table.select_id(row.id)
    with qtbot.waitSignal(workbench.open_figure) as asked:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert asked.args == [Asked("夜学.次数", documents.of_year(2022).scope)]


@pytest.mark.parametrize("with_proof", [True, False])
def test_a_document_is_written_with_its_proof_sheet_or_without_and_logged(desk, page, with_proof):
    page.fields.with_proof.setChecked(with_proof)
    path = desk.pick("总结.docx")
    desk.press("save")
    proof = path.with_name("总结（核对表）.xlsx")
    assert desk.written.splitlines() == [f"已写入：{each}" for each in (path, proof)[: 1 + with_proof]]
    assert proof.exists() == with_proof
    assert [row.what for row in exports.listed()][-1] == "总结"


def test_mistakes_are_listed_until_they_are_put_right(qtbot, desk, page):
    own = page.order().template
    write(own, "夜学{{ 夜雪.次数 }}次，{{ 夜学.次书 }}次")
    desk.press("check")
    qtbot.waitUntil(page.problems.isVisible)
    assert page.problems.count() == 2
    assert "夜雪" in page.problems.item(0).text()
    assert "2处" in page.state.text()
    write(own, "夜学{{ 夜学.次数 }}次")
    desk.press("check")
    qtbot.waitUntil(page.table.isVisible)


def test_a_document_with_mistakes_is_never_written(desk, page):
    write(page.order().template, "{{ 夜雪.次数 }}")
    path = desk.pick("总结.docx")
    desk.press("save")
    assert "夜雪" in desk.warning
    assert not path.exists()


def test_a_template_saved_in_word_is_checked_when_she_comes_back(qtbot, page):
    write(page.order().template, "夜学{{ 夜雪.次数 }}次")
    QCoreApplication.sendEvent(page, QEvent(QEvent.Type.WindowActivate))
    qtbot.waitUntil(page.problems.isVisible)


def test_while_mistakes_are_listed_no_place_for_the_document_is_asked(qtbot, desk, page, monkeypatch):
    asked = []
    monkeypatch.setattr(desk.messages, "ask_save_path", lambda *of: asked.append(of))
    write(page.order().template, "夜学{{ 夜雪.次数 }}次")
    desk.press("check")
    qtbot.waitUntil(page.problems.isVisible)
    desk.press("save")
    assert "1处要先改好" in desk.warning
    assert not asked


def test_what_to_look_at_stands_below_the_figures(qtbot, desk, page):
    write(page.order().template, "截至2021年11月底，{{ 夜学.次数 }}次")
    desk.press("check")
    qtbot.waitUntil(page.notices.isVisible)
    assert "手写的“截至2021年11月底”" in page.notices.item(0).text()


def test_a_template_is_made_from_an_example_and_opened(desk, page, opened, named):
    page.list.choose(documents.REPORT.path)
    named("2022年总结")
    desk.press("new_from")
    made = ledger.folder() / "templates" / "2022年总结.docx"
    assert opened == [made]
    assert made.read_bytes() == documents.REPORT.path.read_bytes()
    assert page.order().template == made


def test_a_document_of_hers_is_taken_in_as_a_template(desk, page, opened, named):
    named("前年的")
    write(desk.pick("前年总结.docx"), "甲")
    desk.press("add")
    assert "前年的" in names(page)
    assert page.order().template.stem == "前年的"


def test_a_template_of_hers_is_renamed_and_deleted_after_a_backup(qtbot, desk, page, messages, named):
    named("新名")
    desk.press("rename")
    assert "新名" in names(page)
    assert "我的模板" not in names(page)
    desk.press("remove")
    qtbot.waitUntil(lambda: "新名" not in names(page))
    assert ledger.backups()[0].reason == "删除模板“新名”前"


def test_the_shipped_templates_are_neither_renamed_nor_deleted(desk, page):
    page.list.choose(documents.REPORT.path)
    assert not any(page.acts[slot].isEnabled() for slot in ("open_template", "rename", "remove"))


def test_each_shipped_template_is_offered_for_its_own_kind_of_period(page):
    page.list.choose(documents.REPORT.path)
    assert page.order().period == Period.year(2022)
    page.list.choose(next(each for each in documents.BUILT_IN if each.span is documents.Span.QUARTER).path)
    assert page.order().period == Period.quarter(2022, 1)


def test_the_day_stays_within_the_period(page):
    page.fields.period.set_period(Period.month(2022, 4))
    assert page.order().as_of == date(2022, 4, 30)


def test_a_masked_copy_is_written_and_logged_as_such(desk, page, monkeypatch):
    monkeypatch.setattr(MaskDialog, "ask", lambda _: MaskedCopy(Masking(digits=True), ".docx"))
    path = desk.pick("给外面.docx")
    desk.press("save_masked")
    assert desk.written == f"已写入：{path}"
    assert Document(str(path)).paragraphs[0].text == "夜学*次"
    assert exports.listed()[0].masked


def test_a_masked_copy_is_offered_under_a_masked_name(desk, page, monkeypatch):
    monkeypatch.setattr(MaskDialog, "ask", lambda _: MaskedCopy(Masking(digits=True), ".docx"))
    offered = []
    monkeypatch.setattr(desk.messages, "ask_save_path", lambda title, suggested, kinds: offered.append(suggested.name))
    desk.press("save_masked")
    assert offered == [f"{documents.title_of(page.order())}（脱敏）.docx".replace("2022", "××××")]


def test_only_what_was_checked_is_reported(desk, page, messages):
    write(page.order().template, "{{ 夜雪.次数 }}")
    desk.press("check")
    desk.settle(page)
    desk.press("release")
    assert "还没有核对好" in messages.warnings[0]


def test_a_document_is_reported_with_the_figures_in_it(desk, page, monkeypatch):
    def run(dialog):
        dialog.recipient.set_text("州司法局")
        dialog.accept()
        return True

    monkeypatch.setattr(ReleaseDialog, "run", run)
    desk.press("release")
    (row,) = releases.listed()
    assert row.recipient == "州司法局"
    assert [each.asked for each in releases.figures_of(row.id)] == [Asked("夜学.次数", documents.of_year(2022).scope)]


def test_the_page_is_freed_with_its_last_reference(recorded, workbench):
    page = DocumentsPage(workbench)
    gone = weakref.ref(page)
    del page
    assert gone() is None


def test_the_question_for_a_name_is_freed(recorded, workbench):
    dialog = NameDialog(workbench, ("改名", "给模板换一个名称。"), "甲", lambda _: set())
    gone = weakref.ref(dialog)
    del dialog
    assert gone() is None
