import weakref
from datetime import date, timedelta
from threading import Event

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication

from desktop_app.core.errors import UserError
from desktop_app.records import chase, history, notes, quotas
from desktop_app.records.chase import List
from desktop_app.records.notes import NoteDraft, ReviewDraft, Wanted
from desktop_app.records.quotas import QuotaDraft
from desktop_app.ui.dialogs.quota_dialog import QuotaDialog, ReminderDialog, fresh
from desktop_app.ui.tabs.chase_page import ChasePage
from desktop_app.ui.tabs.quotas_page import QuotasPage

RULE = QuotaDraft("学习笔记", "月", date(2022, 3, 1), notes=1, to_date=date(2022, 3, 31))


@pytest.fixture
def page(qtbot, workbench, people):
    """Everybody owed a note of March 2022; only 李雷 handed one in, and it was never signed."""
    quotas.add(RULE)
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 10), "三月", 900))
    made = ChasePage(workbench)
    qtbot.addWidget(made)
    made.period.choose_all()
    made.show()
    qtbot.waitUntil(lambda: made.reader.is_idle)
    return made


@pytest.fixture
def answered(qtbot, page):
    return lambda: qtbot.waitUntil(lambda: page.reader.is_idle)


@pytest.fixture
def remind_by(monkeypatch):
    def run(dialog):
        dialog.on_date.set_day(date(2022, 4, 1))
        dialog.way.set_text("微信群")
        dialog.accept()
        return bool(dialog.result())

    monkeypatch.setattr(ReminderDialog, "run", run)


def column(page, title):
    model = page.table.rows_model()
    number = [each.title for each in model.columns].index(title)
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_every_list_says_how_many_it_holds(page):
    assert [each.text() for each in page.choices.values()] == ["未交　3", "超期　3", "未审　1", "退回未重交　0"]
    assert column(page, "姓名") == ["韩梅梅", "王伟（法制股）", "王伟（办公室）"]
    assert column(page, "情况") == ["超期未交"] * 3


def test_a_list_is_chosen_by_its_button_or_its_keys(page):
    list(page.choices.values())[2].click()
    assert column(page, "事项") == ["学习笔记《三月》"]
    page._ways[3].trigger()
    assert page.table._empty_text == "没有退回未重交的。"


def test_those_selected_are_noted_down_as_reminded_in_one_step(page, remind_by, answered):
    page.table.selectAll()
    page.remind_action.trigger()
    answered()
    assert column(page, "催办") == ["已催1次，最近4月1日"] * 3
    assert history.undoable().title == "催办3人（微信群，2022年4月1日）"


def test_a_list_is_copied_as_it_is_sent_round(page):
    page.copy_action.trigger()
    assert QApplication.clipboard().text() == "2022年3月学习笔记未交3人：韩梅梅、王伟（法制股）、王伟（办公室）"


def test_how_long_a_note_may_wait_is_hers_to_say(page, workbench, answered):
    page.waiting.setText("99999")
    page.waiting.editingFinished.emit()
    answered()
    assert page.choices["未审"].text() == "未审　0"
    assert workbench.look.choice("chase.waiting") == "99999"
    page.waiting.setText("abc")
    page.waiting.editingFinished.emit()
    assert page.waiting.text() == "14"


def test_a_note_of_the_list_is_opened(page, workbench, qtbot, answered):
    notes.hand_back(notes.keys(Wanted()), ReviewDraft("李书记", date(2022, 4, 1), opinion="太短"))
    page.reload()
    answered()
    page._ways[3].trigger()
    page.table.selectRow(0)
    with qtbot.waitSignal(workbench.open_record) as opened:
        page.open_action.trigger()
    assert opened.args == ["note", notes.keys(Wanted())[0]]


def test_without_rules_the_page_says_what_to_do_first(qtbot, workbench, people):
    page = ChasePage(workbench)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.reader.is_idle)
    assert "应交规定" in page.table._empty_text


def test_the_lists_are_read_beside_the_screen_and_claim_nothing_meanwhile(qtbot, qapp, workbench, page, monkeypatch):
    threads, go_on, read = [], Event(), chase.lists

    def slowly(*asked):
        threads.append(QThread.currentThread())
        go_on.wait(5)
        return read(*asked)

    monkeypatch.setattr(chase, "lists", slowly)
    other = ChasePage(workbench)
    qtbot.addWidget(other)
    other.show_list(List.RETURNED)
    assert other.table._empty_text == "正在读取…"
    go_on.set()
    qtbot.waitUntil(lambda: other.reader.is_idle)
    assert other.table._empty_text == "没有退回未重交的。"
    assert qapp.thread() not in threads


def test_what_cannot_be_read_says_so_in_place_of_the_list(page, answered, monkeypatch):
    def refuse(*asked):
        raise UserError("台账正在被恢复。")

    monkeypatch.setattr(chase, "lists", refuse)
    page.reload()
    answered()
    assert (page.table.rows_model().rowCount(), page.table._empty_text) == (0, "台账正在被恢复。")


def test_a_rule_is_entered_changed_and_removed(qtbot, workbench, people, monkeypatch):
    page = QuotasPage(workbench)
    qtbot.addWidget(page)
    page.show()

    def fill(dialog):
        dialog.words.set_value(8000)
        dialog.ranks.setText("科员、四级主任科员")
        dialog.from_date.set_day(date(2022, 1, 1))
        dialog.accept()
        return bool(dialog.result())

    monkeypatch.setattr(QuotaDialog, "run", fill)
    page.add_action.trigger()
    (row,) = quotas.listed()
    assert (row.kind, row.asked, row.ranks) == ("心得体会", "每月1篇、8,000字", "科员、四级主任科员")
    page.table.selectRow(0)
    page.change_action.trigger()
    assert len(quotas.listed()) == 1
    page.remove_action.trigger()
    assert quotas.listed() == []


def test_a_rule_that_overlaps_is_said_beside_its_first_day(qtbot, workbench, people):
    quotas.add(RULE)
    dialog = QuotaDialog(workbench, RULE, quotas.add)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.accept()
    assert "重叠" in dialog._problems["from_date"].text()
    assert fresh(quotas.listed()).kind == "心得体会"


def test_a_reminder_of_tomorrow_is_refused_beside_its_day(qtbot, workbench, people):
    dialog = ReminderDialog(workbench, ["李雷"], lambda draft: draft.check() or set())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.on_date.set_day(date.today() + timedelta(days=1))
    dialog.accept()
    assert "还没有到" in dialog._problems["on_date"].text()


def test_pages_and_dialogs_are_freed_with_their_last_reference(workbench, people):
    made = [
        ChasePage(workbench),
        QuotasPage(workbench),
        QuotaDialog(workbench, RULE, quotas.add),
        ReminderDialog(workbench, ["李雷"], lambda draft: set()),
    ]
    gone = [weakref.ref(each) for each in made]
    made.clear()
    assert [each() for each in gone] == [None] * 4
