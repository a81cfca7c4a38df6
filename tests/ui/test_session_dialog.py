import weakref
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.core.attendance import Role
from desktop_app.core.session import SessionState, hours_between
from desktop_app.records import cadres, categories, sessions
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.ui.dialogs.session_dialog import SessionDialog


def kind(name):
    return next(row for row in categories.listed() if row.name == name)


@pytest.fixture
def saved():
    return []


@pytest.fixture
def new(qtbot, workbench, people, saved):
    """A new 夜学 on 2022-03-07."""
    given = sessions.fresh(kind("夜学").id, date(2022, 3, 7))
    dialog = SessionDialog(workbench, given, lambda draft: saved.append(draft) or draft.check() or set(), is_new=True)
    qtbot.addWidget(dialog)
    return dialog


def test_a_new_session_begins_as_its_kind_usually_is(new):
    assert new.fields["title"].text() == "第1次夜学"
    assert (new.start.clock(), new.end.clock(), new.hours.text()) == ("19:30", "21:30", "2")


def test_another_kind_fills_anew_what_was_not_typed(new):
    new.fields["place"].set_text("党员活动室")
    new.category.set_text("周例会")
    assert new.fields["title"].text() == "第1次周例会"
    assert (new.start.clock(), new.hours.text()) == ("08:30", "1.5")
    assert new.fields["place"].text() == "党员活动室"


def test_hours_follow_the_times_until_they_are_typed(new):
    new.end.setText("21:00")
    new.end.editingFinished.emit()
    assert new.hours.text() == "1.5"
    new.hours.setText("3")
    new.end.setText("22:00")
    new.end.editingFinished.emit()
    assert new.hours.text() == "3"


def test_looking_at_the_rest_of_the_form_is_no_change(new, messages):
    new.show()
    new.more.toggle()
    new.reject()
    assert messages.asked == []


def test_hours_of_times():
    assert hours_between("19:30", "21:00") == 150
    assert hours_between("19:30", "19:00") is None
    assert hours_between("", "19:00") is None


def test_everything_typed_comes_back_in_the_draft(new, saved, people):
    new.fields["title"].setText("学习报告")
    new.people[Role.HOST].setText("李雷")
    new.people[Role.SPEAKER].setText("韩梅梅、王伟（法制股）")
    new.texts["readings"].setPlainText("《甲》、《乙》\n丙")
    new.texts["outsiders"].setPlainText("县委党校：30\n城关镇 12人")
    new.texts["agenda"].setPlainText("一、学习\n二、讨论")
    new.accept()
    draft = saved[-1]
    assert draft.title == "学习报告"
    assert draft.parts == (
        (Role.HOST, people[0].id), (Role.SPEAKER, people[1].id), (Role.SPEAKER, people[2].id),
    )  # fmt: skip
    assert draft.readings == ("《甲》", "《乙》", "丙")
    assert draft.outsiders == (("县委党校", 30), ("城关镇", 12))
    assert draft.agenda == "一、学习\n二、讨论"


def test_what_is_not_changed_stays_as_it_was(qtbot, workbench, people, saved):
    given = sessions.SessionDraft(
        kind("党课").id, "不忘初心", date(2022, 6, 30), "2022-066", date(2022, 6, 29), "15:00", "16:30", 50, 150,
        "大礼堂", "省内", "大会", "县委组织部", "县委县政府", "〔2022〕3号", "韩梅梅", "一", "二", ("甲",), ("乙",),
        parts=((Role.LECTURER, people[0].id), (Role.EXCHANGE, people[3].id)), outsiders=(("党校", 3),),
    )  # fmt: skip
    dialog = SessionDialog(workbench, given, lambda draft: saved.append(draft) or set())
    qtbot.addWidget(dialog)
    dialog.accept()
    assert saved == [given]


def test_somebody_who_has_left_keeps_the_part_of_then(qtbot, workbench, people, night_study, saved):
    draft = replace(sessions.draft_of(night_study), parts=((Role.HOST, people[0].id),))
    sessions.change(night_study, draft)
    cadres.leave(people[0].id, date(2021, 12, 31), "调出")
    dialog = SessionDialog(workbench, sessions.draft_of(night_study), lambda draft: saved.append(draft) or set())
    qtbot.addWidget(dialog)
    dialog.accept()
    assert saved[-1].parts == draft.parts


def test_only_those_in_post_on_the_day_are_offered(new, office):
    cadres.add(CadreDraft("新来的"), PostingDraft(office, date(2022, 5, 1)))
    new.held_on.set_day(date(2022, 4, 30))
    assert new.people[Role.HOST].matches("新来") == []
    new.held_on.set_day(date(2022, 5, 1))
    assert new.people[Role.HOST].matches("新来") == ["新来的"]


def test_the_problem_stands_beside_its_field_and_nothing_typed_is_lost(new, saved):
    new.show()
    new.fields["title"].setText("")
    new.people[Role.HOST].setText("李雷")
    new.accept()
    assert new._problems["title"].text() == "请填写题目。"
    assert new.isVisible()
    assert new.people[Role.HOST].text() == "李雷"


def test_a_problem_under_the_fold_opens_it(new):
    new.show()
    assert not new.texts["outsiders"].isVisible()
    new.texts["outsiders"].setPlainText("县委党校")
    new.accept()
    assert new.texts["outsiders"].isVisible()
    assert "没有人数" in new._problems["outsiders"].text()


def test_the_fold_is_remembered(new, look):
    assert look.choice("session.more") == "folded"
    new.more.setChecked(True)
    assert look.choice("session.more") == "open"


def test_calling_off_needs_a_reason_and_coming_back_forgets_it(new, saved):
    new.state.set_text(SessionState.OFF)
    new.accept()
    assert "事由" in new._problems["reason"].text()
    new.fields["reason"].setText("停电")
    new.accept()
    assert saved[-1].reason == "停电"
    new.state.set_text(SessionState.DUE)
    assert new.draft().reason == ""


def test_a_recorded_session_keeps_its_state(qtbot, workbench, recorded):
    dialog = SessionDialog(workbench, sessions.draft_of(recorded), lambda draft: set())
    qtbot.addWidget(dialog)
    assert dialog.draft().state is SessionState.RECORDED
    assert dialog.state.count() == 1


def test_a_locked_session_is_only_looked_at(qtbot, workbench, recorded):
    sessions.lock([recorded])
    dialog = SessionDialog(workbench, sessions.draft_of(recorded), lambda draft: set())
    qtbot.addWidget(dialog)
    assert not dialog.save_button.isEnabled()


def test_the_dialog_is_freed_with_its_last_reference(workbench, night_study):
    gone = weakref.ref(SessionDialog(workbench, sessions.draft_of(night_study), lambda draft: set()))
    assert gone() is None
