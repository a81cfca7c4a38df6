import weakref
from datetime import date

import pytest
from PySide6.QtCore import Qt

from desktop_app.core.period import Period
from desktop_app.core.session import SessionState
from desktop_app.records import categories, checkup, history
from desktop_app.store import journal
from desktop_app.store.models import Session
from desktop_app.ui.dialogs.dismissals_dialog import DismissalsDialog
from desktop_app.ui.dialogs.reason_dialog import ReasonDialog
from desktop_app.ui.outputs.checkup_line import CheckupLine
from desktop_app.ui.tabs.checkup_page import NOTHING, CheckupPage
from tests.records.undoing import one_ledger, taken_back

YEAR = date.today().year
DAY = date(YEAR, 1, 5)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A meeting of this year, recorded without anybody, and its hours are wrong."""
    with one_ledger(tmp_path_factory.mktemp("数据")):
        kind = next(row.id for row in categories.listed() if row.name == "支委会")
        given = {"start": "15:00", "end": "17:00", "hours": 300, "state": SessionState.RECORDED}
        with journal.step("种下"):
            meeting = Session.create(category=kind, title="支委会", held_on=DAY, **given).id
        yield meeting


@pytest.fixture
def empty_session(kept):
    with taken_back():
        yield kept


@pytest.fixture
def page(qtbot, workbench, empty_session):
    page = CheckupPage(workbench)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page._result is not None and page.reader.is_idle)
    return page


def shown(page):
    model = page.table.rows_model()
    return [model.row_at(number).check.name for number in range(model.rowCount())]


def choose(page, name):
    """Select the first finding of a check."""
    model = page.table.rows_model()
    numbers = [number for number in range(model.rowCount()) if model.row_at(number).check.name == name]
    page.table.selectRow(numbers[0])


def looked(qtbot, page, act):
    """Do something and wait until the page has looked again."""
    before = page._result
    act()
    qtbot.waitUntil(lambda: page._result is not before and page.reader.is_idle)


def test_findings_are_grouped_by_check_with_their_counts(page):
    model = page.groups.rows_model()
    told = [(model.row_at(number).name, model.row_at(number).count) for number in range(model.rowCount())]
    assert told[:3] == [("全部", len(page._result.findings)), ("无人的活动", 1), ("学时与时间不符", 1)]
    page.groups.select_id(model.ids()[2])
    assert shown(page) == ["学时与时间不符"]
    assert "共" in page.foot.text()


def test_a_repair_is_named_done_and_undone(page, qtbot):
    choose(page, "学时与时间不符")
    assert page.repair_action.text() == "按起止时间改学时"
    looked(qtbot, page, page.repair)
    assert "学时与时间不符" not in shown(page)
    assert page.table.selected_ids()  # the next one, to go on with
    looked(qtbot, page, page._workbench.undo)
    assert "学时与时间不符" in shown(page)


def test_several_repairs_are_asked_about_and_one_step(page, qtbot, messages):
    page.table.selectAll()
    messages.answer = False
    page.repair()
    assert messages.asked == [
        ("一起修复", "改回待登记1处、按起止时间改学时1处，一步做完，可以用 Ctrl+Z 恢复。", "修复2处")
    ]
    messages.answer = True
    looked(qtbot, page, page.repair)
    assert history.undoable().title.startswith("数据体检修复2处：")
    assert not {"无人的活动", "学时与时间不符"} & set(shown(page))


def test_what_cannot_be_repaired_is_opened(page, qtbot, empty_session):
    choose(page, "无人的活动")
    with qtbot.waitSignal(page._workbench.open_record) as opened:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == ["session", empty_session]


def test_what_is_right_is_told_no_more_and_can_be_told_again(page, qtbot, monkeypatch):
    monkeypatch.setattr(ReasonDialog, "run", lambda dialog: dialog.reason.setText("碰头会") or dialog.accept())
    choose(page, "无人的活动")
    looked(qtbot, page, page.dismiss)
    assert "无人的活动" not in shown(page)
    assert "另有1条说过正常，不再提示" in page.foot.text()
    dialog = DismissalsDialog(page._workbench, page._result.dismissed)
    qtbot.addWidget(dialog)
    dialog.table.selectRow(0)
    assert dialog.table.current_row().what == "1月5日“支委会”已登记，却没有一个人的出勤，也没有外单位人数。"
    looked(qtbot, page, dialog.revoke)
    assert "无人的活动" in shown(page)
    assert dialog.table.rows_model().rowCount() == 0


def test_the_whole_check_up_goes_by_keys(page, qtbot, monkeypatch):
    """Choose a check, repair what it found, call the rest right: arrows, Ctrl+R, Ctrl+D."""
    page.activateWindow()
    choose(page, "学时与时间不符")
    page.table.setFocus()
    looked(qtbot, page, lambda: qtbot.keyClick(page, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier))
    assert history.undoable().title == "数据体检修复1处：学时与时间不符，按起止时间改学时"
    monkeypatch.setattr(ReasonDialog, "run", lambda dialog: dialog.reason.setText("都看过") or dialog.accept())
    page.table.selectAll()
    looked(qtbot, page, lambda: qtbot.keyClick(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier))
    assert shown(page) == []
    assert page.table._empty_text == NOTHING


def test_the_line_before_printing_says_how_much_is_open_and_leads_there(qtbot, workbench, empty_session):
    line = CheckupLine(workbench)
    qtbot.addWidget(line)
    line.look(Period.month(YEAR, 1))
    qtbot.waitUntil(lambda: line.reader.is_idle)
    assert line.text() == f"{YEAR}年1月的数据体检还有{checkup.open_findings(Period.month(YEAR, 1))}条"
    with qtbot.waitSignal(workbench.open_record) as opened:
        line.click()
    assert opened.args == ["checkup", YEAR]


def test_page_dialog_and_line_are_freed_with_their_last_reference(qtbot, workbench, empty_session):
    page, dialog, line = CheckupPage(workbench), DismissalsDialog(workbench, ()), CheckupLine(workbench)
    reader = weakref.ref(page.reader)
    qtbot.waitUntil(lambda: reader().is_idle)
    gone = [weakref.ref(each) for each in (page, dialog, line)]
    del page, dialog, line
    assert [ref() for ref in gone] == [None] * 3
