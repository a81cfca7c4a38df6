import weakref
from datetime import date

import pytest

from desktop_app.core.period import Period
from desktop_app.core.scope import Asked, Scope
from desktop_app.records import notes
from desktop_app.records.notes import NoteDraft
from desktop_app.ui.dialogs import records_dialog
from desktop_app.ui.dialogs.records_dialog import RecordsDialog

YEAR = Scope(Period.year(2022))


@pytest.fixture
def dialog(qtbot, workbench, recorded):
    dialog = RecordsDialog(workbench, records_dialog.of_figure(Asked("夜学.人次", YEAR)))
    qtbot.addWidget(dialog)
    return dialog


def test_a_figure_is_shown_with_its_rule_its_scope_and_its_records(dialog):
    assert dialog.windowTitle() == "夜学　人次"
    assert (
        dialog.words.text() == "出勤为到、迟到、补学的人次之和，个人培训结业一次算一人次；不含外单位。\n2022年，全系统"
    )
    assert dialog.total.text() == "合计 3人次，由 3 条记录得来"
    who = [dialog.table.model().index(row, 3).data() for row in range(3)]
    assert who == ["李雷", "韩梅梅", "王伟（法制股）"]


def test_what_is_divided_shows_both_parts(recorded, people):
    notes.add(NoteDraft(people[0].id, "心得体会", date(2022, 3, 9), "心得", 1200))
    listing = records_dialog.of_figure(Asked("心得体会.人均篇数", YEAR))
    assert listing.total == "合计 0.3篇（1÷4），由 1 条记录得来"
    assert listing.words.endswith("人均的分母：期末在岗")


def test_a_figure_of_one_person_shows_his_records_alone(recorded, people):
    listing = records_dialog.of_figure(Asked("夜学.人次", YEAR, people[0].id))
    assert listing.total == "合计 1人次，由 1 条记录得来"
    assert listing.words.endswith("全系统，李雷一人")
    assert [line.who for line in listing.lines] == ["李雷"]


def test_a_double_click_opens_the_record(dialog, workbench, recorded, qtbot):
    with qtbot.waitSignal(workbench.open_record) as opened:
        dialog.table.doubleClicked.emit(dialog.table.model().index(1, 0))
    assert opened.args == ["session", recorded]


def test_what_waits_is_listed_with_its_count(people, night_study):
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 9), "三月", 1200))
    assert records_dialog.of_due_sessions([night_study]).total == "共 1 场"
    waiting = records_dialog.of_waiting_notes(notes.keys(notes.Wanted()))
    assert [(line.table, line.who, line.detail) for line in waiting.lines] == [("note", "李雷", "1200字")]


def test_the_dialog_is_freed_with_its_last_reference(qapp, workbench, recorded):
    dialog = RecordsDialog(workbench, records_dialog.of_figure(Asked("夜学.次数", YEAR)))
    gone = weakref.ref(dialog)
    del dialog
    assert gone() is None
