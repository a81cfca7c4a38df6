"""What cannot be right is refused beside its field, in one sentence, and what was typed stays on the screen."""

from datetime import date
from functools import partial

import pytest

from desktop_app.core.attendance import Role
from desktop_app.records import attendance, cadres, categories, notes, plans, readings, sessions, subjects
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.readings import ReadingDraft
from desktop_app.ui.attachments_panel import AttachmentsPanel
from desktop_app.ui.dialogs.note_dialog import NoteDialog, blank
from desktop_app.ui.dialogs.plan_item_dialog import PlanItemDialog
from desktop_app.ui.dialogs.posting_dialog import CORRECT, MOVE, NOWHERE, PostingDialog
from desktop_app.ui.dialogs.reading_dialog import ReadingDialog
from desktop_app.ui.dialogs.session_dialog import SessionDialog


def refused(dialog, field):
    """Return the sentence beside the field once the dialog was to be saved; nothing may stand anywhere else."""
    dialog.show()
    before = dialog._typed()
    dialog.accept()
    assert dialog.isVisible()
    assert dialog._typed() == before
    said = {name: line.text() for name, line in dialog._problems.items() if not line.isHidden()}
    assert list(said) == [field], said
    assert said[field].count("。") == 1, said[field]
    assert dialog.problem.isHidden()
    return said[field]


@pytest.fixture
def shown(qtbot, workbench):
    def make(kind, *given):
        dialog = kind(workbench, *given)
        qtbot.addWidget(dialog)
        return dialog

    return make


def test_a_posting_over_another_one(shown, people):
    dialog = shown(PostingDialog, MOVE, NOWHERE, partial(cadres.add_posting, people[0].id))
    dialog.fields.unit.set_text("办公室")
    dialog.fields.from_date.setText("2019-01-01")
    assert "重叠" in refused(dialog, "from_date")


def test_a_posting_that_ends_before_it_begins(shown, people):
    (posting,) = cadres.postings(people[0].id)
    dialog = shown(PostingDialog, CORRECT, posting.draft(), partial(cadres.change_posting, posting.id))
    dialog.fields.to_date.setText("2019-12-31")
    assert refused(dialog, "to_date") == "任职的结束日期早于开始日期。"


@pytest.mark.parametrize("end", ["19:00", "19:30"])
def test_a_session_of_two_hours_that_ends_before_it_begins(shown, people, end):
    night = next(row for row in categories.listed() if row.name == "夜学")
    dialog = shown(SessionDialog, sessions.fresh(night.id, date(2022, 3, 7)), sessions.add)
    dialog.hours.setText("2")
    dialog.end.setText(end)
    assert refused(dialog, "end") == f"结束时间{end}不晚于开始时间19:30。"


def test_a_session_moved_to_a_day_on_which_somebody_marked_was_not_there(shown, recorded):
    dialog = shown(SessionDialog, sessions.draft_of(recorded), partial(sessions.change, recorded))
    dialog.held_on.setText("2019-03-07")
    assert "不在岗" in refused(dialog, "held_on")


def test_a_part_of_somebody_off_the_roster(shown, night_study, people):
    cadres.leave(people[1].id, date(2022, 1, 31), "调出")
    dialog = shown(SessionDialog, sessions.draft_of(night_study), partial(sessions.change, night_study))
    dialog.people[Role.HOST].setText("韩梅梅")
    assert "韩梅梅" in refused(dialog, "part_host")


def test_nobody_off_the_roster_stands_on_the_sheet_to_be_marked(night_study, people):
    cadres.leave(people[1].id, date(2022, 1, 31), "调出")
    assert people[1].id not in [line.cadre_id for line in attendance.sheet(night_study).lines]


def test_a_reading_that_is_on_the_list_already(shown, ledger):
    readings.add(ReadingDraft(2022, "党章"))
    dialog = shown(ReadingDialog, ReadingDraft(2022, ""), readings.add)
    dialog.name.setText("《党 章》")
    assert "党章" in refused(dialog, "title")


def test_a_plan_target_on_a_subject_that_is_gone(shown, people):
    brand = subjects.SubjectDraft("青年夜校", "活动", "场")
    subjects.add(brand)
    item = PlanItemDraft(2022, "理论", "青年夜校", subject="青年夜校", measure="次数", target=400, target_unit="场")
    dialog = shown(PlanItemDialog, "新增计划", item, plans.add)
    subjects.remove(next(row.id for row in subjects.listed() if row.name == "青年夜校"))
    assert "青年夜校" in refused(dialog, "subject")


def test_an_attachment_of_three_gigabytes(qtbot, workbench, night_study, tmp_path, messages):
    film = tmp_path / "录像.mp4"
    with film.open("wb") as file:
        file.truncate(3 << 30)
    panel = AttachmentsPanel(workbench, "session", night_study)
    qtbot.addWidget(panel)
    panel.take([film])
    assert panel.problem.text().startswith("“录像.mp4”")
    assert panel.problem.text().count("。") == 1
    assert (panel.list.count(), messages.warnings) == (0, [])


def test_a_word_document_that_is_none(qtbot, shown, people, workbench, tmp_path):
    picture = tmp_path / "李雷3月学习笔记.docx"
    picture.write_bytes(b"\xff\xd8\xff\xe0" + b"jpeg" * 100)
    dialog = shown(NoteDialog, blank("学习笔记", date(2022, 3, 20)), lambda draft, files: notes.add(draft))
    dialog.title.setText("三月")
    with qtbot.waitSignal(workbench.busy, check_params_cb=lambda busy: not busy):
        dialog.file.read([picture])
    assert "李雷3月学习笔记.docx" in dialog.file.said.text()
    assert dialog.file.paths() == ()
    assert dialog.title.text() == "三月"
