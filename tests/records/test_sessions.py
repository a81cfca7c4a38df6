from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop_app.core.attendance import Mark, Role
from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.session import SessionState
from desktop_app.records import attendance, cadres, categories, history, session_ledger, session_list, sessions
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.first_topics import TopicDraft
from desktop_app.records.session_draft import SessionDraft
from desktop_app.records.session_list import Wanted
from desktop_app.records.session_parts import PartDraft

DAY = date(2022, 3, 7)


@pytest.fixture
def night(people):
    return next(row.id for row in categories.listed() if row.name == "夜学")


@pytest.fixture
def talk(people):
    return next(row.id for row in categories.listed() if row.name == "党课")


def field_of(act):
    """The sentence and the field with which something is refused."""
    with pytest.raises(UserError) as refused:
        act()
    return str(refused.value), refused.value.field


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"title": " "}, "title", "题目"),
        ({"start": "25:00"}, "start", "开始时间“25:00”不对"),
        ({"end": "9点"}, "end", "结束时间“9点”不对"),
        ({"start": "10:00", "end": "9:30"}, "end", "结束时间9:30不晚于开始时间10:00"),
        ({"region": "国外"}, "region", "区域“国外”不认识，请用：本地、省内、省外"),
        ({"level": "村"}, "level", "主办层级“村”不认识"),
        ({"state": SessionState.OFF}, "reason", "事由"),
        ({"hours": -1}, "hours", "学时小于零"),
        ({"days": -1}, "days", "天数小于零"),
        ({"outsiders": (("政法委", -1),)}, "outsiders", "“政法委”的人数小于零"),
        ({"outsiders": (("政法委", 3), ("政法委", 2))}, "outsiders", "同一个外单位填了两次"),
        ({"pass_mark": -1}, "pass_mark", "合格线应在0和1000之间"),
        ({"report_due_on": DAY - timedelta(1)}, "report_due_on", "成果报告期限2022年3月6日早于活动日期"),
        ({"report_handed_in_on": DAY - timedelta(1)}, "report_handed_in_on", "成果报告提交日期"),
        ({"first_topics": (TopicDraft("", "省委"),)}, "first_topics", "请填写第一议题的篇目"),
    ],
)
def test_a_draft_names_the_field_that_is_wrong(fields, field, sentence):
    draft = SessionDraft(**{"category_id": 1, "title": "夜学", "held_on": DAY} | fields)
    found, at = field_of(draft.check)
    assert at == field
    assert sentence in found


def test_a_refused_draft_leaves_nothing(night):
    newest = history.steps(1)[0].id
    field_of(lambda: sessions.add(SessionDraft(night, "夜学", DAY, start="x")))
    assert session_list.keys(Wanted()) == []
    assert history.steps(1)[0].id == newest


def test_numbers_run_on_within_a_year(night):
    for day, number in ((DAY, ""), (DAY, "2022-007"), (DAY, ""), (date(2021, 3, 7), "")):
        sessions.add(SessionDraft(night, "夜学", day, number=number))
    numbers = [row.number for row in session_list.rows(session_list.keys(Wanted(), "number", descending=False))]
    assert numbers == ["2021-001", "2022-001", "2022-007", "2022-008"]


def test_a_number_used_twice_is_refused_with_the_other_session(night):
    sessions.add(SessionDraft(night, "第一期", DAY, number="A1"))
    sentence, field = field_of(lambda: sessions.add(SessionDraft(night, "第二期", DAY, number="A1")))
    assert (field, sentence) == ("number", "编号“A1”已用于“第一期”（2022年3月7日）。")
    (first,) = session_list.keys(Wanted())
    sessions.change(first, replace(sessions.draft_of(first), title="改了"))  # its own number is no clash


def test_what_is_typed_is_read_again(talk, people):
    draft = SessionDraft(
        talk, " 廉政党课 ", DAY, "A1", date(2022, 3, 4), "9:00", "10:30", 50, 150, "会议室", "省内", "集中", "州局",
        "州局", "州司发〔2022〕3号", "韩梅梅", "议程", "内容", ("党章", "宪法"), ("榜样",), SessionState.DUE, "",
        (PartDraft(Role.LECTURER, people[0].id, "论担当"), PartDraft(Role.HOST, people[1].id)),
        (("政法委", 3), ("检察院", 0)), None, 6000, date(2022, 3, 20), date(2022, 3, 18),
    )  # fmt: skip
    session = sessions.add(draft)
    assert sessions.draft_of(session) == replace(draft, title="廉政党课", start="09:00")


def test_the_title_of_a_talk_survives_a_change_of_something_else_and_can_be_changed(talk, people):
    session = sessions.add(SessionDraft(talk, "党课", DAY, parts=(PartDraft(Role.LECTURER, people[0].id, "论担当"),)))
    assert "part" not in sessions.change(session, replace(sessions.draft_of(session), place="大礼堂"))
    other = (PartDraft(Role.LECTURER, people[0].id, "学党章"),)
    sessions.change(session, replace(sessions.draft_of(session), parts=other))
    assert sessions.draft_of(session).parts == other


def test_changing_a_session_leaves_alone_the_parts_that_stay(talk, people):
    session = sessions.add(
        SessionDraft(talk, "党课", DAY, parts=(PartDraft(Role.HOST, people[0].id), lecturer := _lecturer(people)))
    )
    draft = sessions.draft_of(session)
    parts = (lecturer, PartDraft(Role.LEAD_READER, people[0].id))
    sessions.change(session, replace(draft, parts=parts))
    verbs = [(change.before is None, change.after is None) for change in history.changes(history.undoable().id)]
    assert sorted(verbs) == [(False, True), (True, False)]
    assert sessions.draft_of(session).parts == parts


def _lecturer(people):
    return PartDraft(Role.LECTURER, people[1].id)


def test_who_is_not_in_post_that_day_has_no_part(talk, people, office):
    cadres.add(CadreDraft("新来的"), PostingDraft(office, date(2022, 5, 1)))
    new = cadres.listed()[-1].id
    host = (PartDraft(Role.HOST, new),)
    sentence, field = field_of(lambda: sessions.add(SessionDraft(talk, "党课", DAY, parts=host)))
    assert (field, sentence) == ("parts", "新来的在2022年3月7日不在岗，请核对日期和人员。")
    session = sessions.add(SessionDraft(talk, "党课", date(2022, 5, 2), parts=host))
    moved = replace(sessions.draft_of(session), held_on=DAY)
    assert field_of(lambda: sessions.change(session, moved))[1] == "held_on"


def test_a_recorded_session_does_not_move_to_a_day_before_somebody_came(recorded):
    moved = replace(sessions.draft_of(recorded), held_on=date(2019, 3, 7))
    sentence, field = field_of(lambda: sessions.change(recorded, moved))
    assert field == "held_on"
    assert sentence.startswith("李雷、韩梅梅、王伟（法制股）、王伟（办公室）在2019年3月7日不在岗")
    sessions.change(recorded, replace(moved, held_on=date(2022, 3, 8)))


def test_a_locked_sheet_refuses_every_change(recorded, people):
    sessions.lock([recorded])
    newest = history.steps(1)[0].id
    for act in (
        lambda: sessions.change(recorded, replace(sessions.draft_of(recorded), title="改了")),
        lambda: sessions.remove([recorded]),
        lambda: sessions.call_off(recorded, "下村"),
        lambda: attendance.save(recorded, {people[0].id: Mark.ABSENT}),
    ):
        assert field_of(act)[0] == "“第1次夜学”已锁定，请先解锁再改。"
    assert history.steps(1)[0].id == newest


def test_a_selection_with_one_locked_session_is_not_removed_at_all(recorded, night):
    sessions.lock([recorded])
    other = sessions.add(SessionDraft(night, "另一场", DAY))
    field_of(lambda: sessions.remove([other, recorded]))
    assert len(session_list.keys(Wanted())) == 2


def test_only_recorded_sessions_are_locked(recorded, night):
    due = sessions.add(SessionDraft(night, "未登记的", DAY))
    assert "“未登记的”现在是“待登记”，只有已登记的能锁定" in field_of(lambda: sessions.lock([recorded, due]))[0]
    assert session_list.rows([recorded])[0].state == SessionState.RECORDED


def test_unlocking_asks_for_a_reason(recorded):
    sessions.lock([recorded])
    assert field_of(lambda: sessions.unlock(recorded, " "))[1] == "reason"
    sessions.unlock(recorded, "补登")
    assert session_list.rows([recorded])[0].state == SessionState.RECORDED
    assert "补登" in history.undoable().title


def test_a_session_with_marks_is_not_called_off(recorded, night_study):
    assert "已登记出勤" in field_of(lambda: sessions.call_off(recorded, "下村"))[0]
    off = replace(sessions.draft_of(recorded), state=SessionState.OFF, reason="下村")
    assert field_of(lambda: sessions.change(recorded, off))[1] == "state"


def test_calling_off_asks_why(night_study):
    assert field_of(lambda: sessions.call_off(night_study, ""))[1] == "reason"
    sessions.call_off(night_study, "下村")
    assert sessions.draft_of(night_study).reason == "下村"


def test_a_new_session_is_as_its_kind_usually_is(night):
    first = sessions.add(sessions.fresh(night, DAY))
    sessions.call_off(first, "下村")
    draft = sessions.fresh(night, date(2022, 3, 14))
    assert (draft.title, draft.start, draft.end, draft.hours) == ("第1次夜学", "19:30", "21:30", 200)
    sessions.add(draft)
    assert sessions.fresh(night, date(2022, 3, 21)).title == "第2次夜学"
    assert sessions.fresh(night, date(2023, 3, 21)).title == "第1次夜学"


def test_the_ledger_book_holds_what_was_held_with_the_registers_marks(recorded, night):
    sessions.add(SessionDraft(night, "未登记的", DAY))
    (line,) = session_ledger.ledger_lines(Period.year(2022))
    assert (line.id, line.attended, line.marked, line.outsiders, line.people) == (recorded, 3, 4, 0, {})
