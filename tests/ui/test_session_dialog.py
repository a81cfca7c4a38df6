import weakref
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QTextCursor

from desktop_app.core.attendance import Role
from desktop_app.core.session import SessionState, hours_between
from desktop_app.records import cadres, categories, duties, readings, sessions
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.first_topics import TopicDraft
from desktop_app.records.readings import ReadingDraft
from desktop_app.records.session_parts import PartDraft
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
    dialog = SessionDialog(workbench, given, lambda draft: saved.append(draft) or draft.check() or set())
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
    new.outsiders.table.paste("县委党校：30\n城关镇 12人")
    new.texts["agenda"].setPlainText("一、学习\n二、讨论")
    new.accept()
    draft = saved[-1]
    assert draft.title == "学习报告"
    assert draft.parts == (
        PartDraft(Role.HOST, people[0].id), PartDraft(Role.SPEAKER, people[1].id),
        PartDraft(Role.SPEAKER, people[2].id),
    )  # fmt: skip
    assert draft.readings == ("《甲》", "《乙》", "丙")
    assert draft.outsiders == (("县委党校", 30), ("城关镇", 12))
    assert draft.agenda == "一、学习\n二、讨论"


def test_what_is_not_changed_stays_as_it_was(qtbot, workbench, people, saved):
    given = sessions.SessionDraft(
        kind("党课").id, "不忘初心", date(2022, 6, 30), "2022-066", date(2022, 6, 29), "15:00", "16:30", 50, 150,
        "大礼堂", "省内", "大会", "县委组织部", "县委县政府", "〔2022〕3号", "韩梅梅", "一", "二", ("甲",), ("乙",),
        parts=(PartDraft(Role.LECTURER, people[0].id, "论担当"), PartDraft(Role.EXCHANGE, people[3].id)),
        outsiders=(("党校", 3),), pass_mark=6000, report_due_on=date(2022, 7, 10),
        first_topics=(TopicDraft("党章", measures="学", deadline=date(2022, 7, 1)), TopicDraft("宪法")),
    )  # fmt: skip
    dialog = SessionDialog(workbench, given, lambda draft: saved.append(draft) or set())
    qtbot.addWidget(dialog)
    dialog.accept()
    assert saved == [given]


def test_somebody_who_has_left_keeps_the_part_of_then(qtbot, workbench, people, night_study, saved):
    draft = replace(sessions.draft_of(night_study), parts=(PartDraft(Role.HOST, people[0].id),))
    sessions.change(night_study, draft)
    cadres.leave(people[0].id, date(2021, 12, 31), "调出")
    dialog = SessionDialog(
        workbench, sessions.draft_of(night_study), lambda draft: saved.append(draft) or set(), session_id=night_study
    )
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
    assert not new.outsiders.isVisible()
    new.outsiders.table.put(0, 0, "县委党校")
    new.accept()
    assert new.outsiders.isVisible()
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


def row_of(dialog, name):
    """Where the group of a field stands in the form."""
    return dialog._form.getItemPosition(dialog._form.indexOf(dialog._labels[name]))[0]


def test_each_kind_asks_first_what_it_is_about(new):
    new.show()
    new.category.set_text("外出培训")
    assert new.report_due_on.isVisible()
    assert not new.topics.isVisible()
    new.category.set_text("周例会")
    assert new.topics.isVisible()
    assert not new.report_due_on.isVisible()
    assert row_of(new, "first_topics") < row_of(new, "part_lead_reader") < row_of(new, "files")
    assert row_of(new, "files") < row_of(new, "report_due_on")


def test_what_is_filled_in_is_seen_whatever_the_kind_asks(qtbot, workbench, night_study):
    draft = replace(sessions.draft_of(night_study), pass_mark=6000)
    dialog = SessionDialog(workbench, draft, lambda draft: set(), session_id=night_study)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.pass_mark.isVisible()


def test_tab_goes_through_the_fields_as_they_stand(new, qtbot):
    new.category.set_text("党课")
    new.show()
    qtbot.waitActive(new)
    new.people[Role.LECTURER].setFocus()
    assert new.focusWidget() is new.people[Role.LECTURER]
    new.focusNextChild()
    assert new.focusWidget() is new.talks[Role.LECTURER]


def test_a_lecture_has_its_title_beside_who_gave_it(new, saved, people):
    new.people[Role.LECTURER].setText("李雷、韩梅梅")
    new.talks[Role.LECTURER].setText("论担当；学党章")
    new.accept()
    assert saved[-1].parts == (
        PartDraft(Role.LECTURER, people[0].id, "论担当"), PartDraft(Role.LECTURER, people[1].id, "学党章"),
    )  # fmt: skip
    new.talks[Role.LECTURER].setText("甲；乙；丙")
    new.accept()
    assert "讲题的个数与主讲的2人不一致" in new._problems["talk_lecturer"].text()
    new.people[Role.LECTURER].clear()
    new.accept()
    assert "请填写主讲的人" in new._problems["talk_lecturer"].text()


def test_first_topics_are_typed_one_after_another(new, saved):
    first = new.topics.topics[0]
    assert first.lines["outcome"].isHidden()
    first.lines["text"].setText("二十大报告")
    first.lines["measures"].setText("学一遍")
    first.days["deadline"].setText("2022-03-31")
    assert not first.lines["outcome"].isHidden()
    new.topics.more.click()
    new.topics.topics[1].lines["text"].setText("条例")
    new.accept()
    assert saved[-1].first_topics == (
        TopicDraft("二十大报告", measures="学一遍", deadline=date(2022, 3, 31)), TopicDraft("条例"),
    )  # fmt: skip


def test_a_topic_that_cannot_be_is_said_beside_it(new):
    new.topics.topics[0].lines["text"].setText("条例")
    new.topics.topics[0].days["deadline"].setText("2022-03-01")
    new.accept()
    assert "早于活动日期" in new._problems["first_topics"].text()
    new.topics.topics[0].days["deadline"].setText("三月底")
    new.accept()
    assert "三月底" in new._problems["first_topics"].text()


def test_units_from_outside_are_pasted_from_a_sheet_and_added_up(new, saved):
    new.outsiders.table.setCurrentCell(0, 0)
    new.outsiders.table.paste("城关镇\t12\n县医院\t3\n")
    assert new.outsiders.total.text() == "共2个单位，15人"
    new.accept()
    assert saved[-1].outsiders == (("城关镇", 12), ("县医院", 3))
    new.outsiders.table.put(2, 0, "城关镇")
    new.outsiders.table.put(2, 1, "1")
    new.accept()
    assert "写了两次" in new._problems["outsiders"].text()


def test_hours_of_several_days_are_what_a_day_is_worth(new):
    new.category.set_text("外出培训")
    worth = duties.hours_of_days(300, date(2022, 3, 7))
    new.days.setText("3")
    new.days.editingFinished.emit()
    assert new.hours.value() == worth > 0
    new.hours.setText("20")
    new.days.setText("4")
    new.days.editingFinished.emit()
    assert new.hours.text() == "20"


def test_files_of_a_new_session_wait_for_its_save(new, saved, tmp_path):
    (tmp_path / "合影.jpg").write_bytes(b"jpeg")
    (tmp_path / "空.txt").touch()
    new.files.take([tmp_path / "合影.jpg"])
    new.files.take([tmp_path / "空.txt"])
    assert new.files.problem.text() == "“空.txt”是空文件，没有内容可以保存。"
    new.accept()
    assert saved[-1].files == (tmp_path / "合影.jpg",)


def test_nothing_that_was_put_in_is_forgotten_without_a_question(new, messages, tmp_path):
    messages.answer = False
    (tmp_path / "合影.jpg").write_bytes(b"jpeg")
    new.show()
    new.outsiders.table.put(0, 0, "城关镇")
    new.reject()
    new.outsiders.table.put(0, 0, "")
    new.reject()
    new.files.take([tmp_path / "合影.jpg"])
    new.show()
    new.reject()
    assert len(messages.asked) == 2


def test_the_years_required_readings_are_offered(qtbot, workbench, night_study):
    readings.add(ReadingDraft(2022, "《中国共产党章程》"))
    dialog = SessionDialog(workbench, sessions.draft_of(night_study), lambda draft: set(), session_id=night_study)
    qtbot.addWidget(dialog)
    assert dialog.readings.matches("章程") == ["《中国共产党章程》"]
    dialog.readings.setPlainText("民法典\n章程")
    dialog.readings.moveCursor(QTextCursor.MoveOperation.End)
    dialog.readings._put("《中国共产党章程》")
    assert dialog.draft().readings == ("民法典", "《中国共产党章程》")
    assert dialog.readings.matches("章程") == []


def test_a_recorded_session_keeps_its_state(qtbot, workbench, recorded):
    dialog = SessionDialog(workbench, sessions.draft_of(recorded), lambda draft: set(), session_id=recorded)
    qtbot.addWidget(dialog)
    assert dialog.draft().state is SessionState.RECORDED
    assert dialog.state.count() == 1


def test_a_locked_session_is_only_looked_at(qtbot, workbench, recorded):
    sessions.lock([recorded])
    dialog = SessionDialog(workbench, sessions.draft_of(recorded), lambda draft: set(), session_id=recorded)
    qtbot.addWidget(dialog)
    assert not dialog.save_button.isEnabled()
    title = dialog.fields["title"]
    qtbot.keyClicks(title, "x")
    assert title.text() == sessions.draft_of(recorded).title
    assert not dialog.held_on.isEnabled()
    assert dialog.files.isEnabled()


def test_the_dialog_is_freed_with_its_last_reference(workbench, night_study):
    gone = weakref.ref(SessionDialog(workbench, sessions.draft_of(night_study), lambda draft: set()))
    assert gone() is None
