import weakref

import pytest

from desktop_app.core.attendance import Mark
from desktop_app.records import attendance, history, settings
from desktop_app.records.settings import Settings
from desktop_app.ui.dialogs import history_dialog
from desktop_app.ui.dialogs.history_dialog import HistoryDialog


@pytest.fixture
def dialog(qtbot, workbench, recorded):
    dialog = HistoryDialog(workbench)
    qtbot.addWidget(dialog)
    return dialog


def titles(dialog):
    return [dialog.steps.model().index(row, 1).data() for row in range(dialog.steps.model().rowCount())]


def changes(dialog):
    model = dialog.changes.model()
    return [tuple(model.index(row, column).data() for column in range(4)) for row in range(model.rowCount())]


def test_the_newest_step_comes_first_with_its_changes(dialog):
    assert titles(dialog)[0].startswith("登记出勤")
    assert ("新增", "出勤", "李雷，2022-03-07 第1次夜学", "出勤：到") in [
        (verb, kind, name, fields.split("；")[-1]) for verb, kind, name, fields in changes(dialog)
    ]


def test_a_change_is_told_as_old_and_new(qtbot, workbench, recorded, people):
    attendance.save(recorded, {people[0].id: Mark.LEAVE})
    dialog = HistoryDialog(workbench)
    qtbot.addWidget(dialog)
    assert changes(dialog) == [("修改", "出勤", "李雷，2022-03-07 第1次夜学", "出勤：到 → 请假")]


def test_steps_are_searched(dialog, qtbot):
    dialog.search.setText("新增干部")
    dialog.reload()
    assert len(titles(dialog)) == 4
    dialog.search.setText("没有这样的")
    dialog.reload()
    assert titles(dialog) == []
    assert not dialog.undo.isEnabled()


def test_older_steps_are_read_a_page_at_a_time(qtbot, workbench, ledger, monkeypatch):
    monkeypatch.setattr(history_dialog, "PAGE", 2)
    for name in ("甲", "乙", "丙"):
        settings.change(Settings(office=name))
    dialog = HistoryDialog(workbench)
    qtbot.addWidget(dialog)
    assert len(titles(dialog)) == 2
    dialog.older.click()
    assert len(titles(dialog)) == 3
    assert dialog.older.isHidden()


def test_any_step_can_be_taken_back(dialog, recorded):
    dialog.undo.click()
    assert titles(dialog)[0].startswith("撤销：登记出勤")
    assert dialog.steps.model().index(1, 4).data() == "已撤销"
    dialog.steps.selectRow(1)
    assert not dialog.undo.isEnabled()


def test_what_has_changed_since_is_refused_in_a_sentence(dialog, people):
    row = next(number for number, title in enumerate(titles(dialog)) if title.startswith("新增活动"))
    dialog.steps.selectRow(row)
    dialog.undo.click()
    assert "请先撤销后来的操作" in dialog.problem.text()
    assert not dialog.problem.isHidden()
    assert history.undoable().title.startswith("登记出勤")


def test_the_dialog_is_freed_with_its_last_reference(qapp, workbench, ledger):
    dialog = HistoryDialog(workbench)
    gone = weakref.ref(dialog)
    del dialog
    assert gone() is None
