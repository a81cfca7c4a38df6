"""Each check finds what it is for, and nothing in a ledger that is in order."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from desktop_app.core.attendance import Mark
from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.session import SessionState
from desktop_app.records import attendance, cadres, categories, checkup, history, sessions, units
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.units import UnitDraft
from desktop_app.store import journal
from desktop_app.store.models import (
    Attachment,
    Attendance,
    Cadre,
    Category,
    FirstTopic,
    LeaveRecord,
    Note,
    Part,
    Posting,
    Problem,
    Quota,
    Reading,
    Session,
    Subject,
    Training,
)
from tests.records.undoing import one_ledger, taken_back

WEEK = Period(date(2022, 3, 7), date(2022, 3, 13))
TODAY = date(2022, 4, 20)
MONDAY = date(2022, 3, 7)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A ledger in order: four people, and one 夜学 of a Monday with everybody's mark."""
    with one_ledger(tmp_path_factory.mktemp("数据")):
        units.add(UnitDraft("办公室"))
        office = units.listed()[0].id
        names = ("李雷", ""), ("韩梅梅", ""), ("王伟", "法制股"), ("王伟", "办公室")
        for name, distinction in names:
            cadres.add(CadreDraft(name, distinction), PostingDraft(office, date(2020, 1, 1)))
        kinds = {row.name: row.id for row in categories.listed()}
        night = sessions.add(sessions.fresh(kinds["夜学"], MONDAY))
        everybody = [row.id for row in cadres.listed()]
        attendance.save(night, dict.fromkeys(everybody, Mark.PRESENT))
        yield SimpleNamespace(night=night, people=everybody, kinds=kinds)


@pytest.fixture
def at(kept):
    """The same, which every test leaves as it was."""
    with taken_back():
        yield kept


def held(at, kind, day=MONDAY, marks=None, **given):
    """Write a held session past the form; everybody was there unless marks say otherwise."""
    columns = {"state": SessionState.RECORDED, "title": kind, "held_on": day} | given
    with journal.step("种下"):
        made = Session.create(category=at.kinds[kind], **columns).id
        for cadre, mark in (dict.fromkeys(at.people, Mark.PRESENT) if marks is None else marks).items():
            Attendance.create(session=made, cadre=cadre, mark=mark)
    return made


def plant(model, **given):
    with journal.step("种下"):
        return model.create(**given).id


def told(period=WEEK, today=TODAY):
    """What is found, as pairs of check and sentence."""
    return [(each.check.name, each.found.what) for each in checkup.examine(period, today).findings]


def only(period=WEEK, today=TODAY):
    """Return the one finding there is."""
    (found,) = checkup.examine(period, today).findings
    return found


def test_a_ledger_in_order_gives_no_finding(at):
    assert told() == []
    assert checkup.open_findings(WEEK) == 0


def twelve_notes(at, odd):
    for number in range(12):
        plant(Note, cadre=at.people[0], kind="调研文章", handed_in_on=MONDAY, words=odd if number == 5 else 1000)


def five_trainings(at, **odd):
    for number in range(5):
        held(at, "业务培训", MONDAY + timedelta(number), **{"hours": 800, "days": 100} | (odd if number == 4 else {}))


def planted_lecture_of_a_stranger(at):
    session = held(at, "支委会", MONDAY + timedelta(1), {at.people[0]: Mark.PRESENT}, hours=100)
    plant(Part, session=session, cadre=stranger(), role="主持")


def stranger():
    return plant(Cadre, name="张三")


def attended_by_few(at):
    who = [plant(Cadre, name=f"新人{number}") for number in range(4)]
    for each in who:
        plant(Posting, cadre=each, unit=Posting.get().unit_id, from_date=date(2020, 1, 1))
    everyone = [*at.people, *who]
    for number in range(5):
        mark = Mark.ABSENT if number == 4 else Mark.PRESENT
        held(
            at,
            "主题党日",
            MONDAY + timedelta(number),
            dict.fromkeys(everyone[1:], mark) | {everyone[0]: Mark.PRESENT},
        )


CASES = {
    "同时在两处": (
        lambda at: held(at, "研讨活动", start="20:00", end="22:00", hours=200, marks={at.people[0]: Mark.LATE}),
        "3月7日“第1次夜学”和“研讨活动”时间重叠，李雷两场都到。",
    ),
    "不在岗有出勤": (
        lambda at: plant(Attendance, session=at.night, cadre=stranger(), mark=Mark.PRESENT),
        "张三3月7日不在岗，“第1次夜学”里却记了“到”，统计不算。",
    ),
    "不在岗有角色": (planted_lecture_of_a_stranger, "张三3月8日不在岗，却是“支委会”的主持人。"),
    "不在岗有笔记": (
        lambda at: plant(Note, cadre=stranger(), kind="心得体会", handed_in_on=date(2022, 3, 9)),
        "张三3月9日不在岗，却交了一篇心得体会，统计不算。",
    ),
    "请假又到会": (
        lambda at: plant(LeaveRecord, cadre=at.people[1], from_date=MONDAY, to_date=MONDAY, kind="病假"),
        "韩梅梅3月7日请病假，“第1次夜学”里却记了“到”。",
    ),
    "重复登记": (
        lambda at: plant(
            Session, category=at.kinds["夜学"], title="第1次夜学", held_on=MONDAY, state=SessionState.RECORDED
        ) and held(at, "夜学", MONDAY + timedelta(1)),
        "3月7日“第1次夜学”登记了两次。",
    ),
    "无人的活动": (
        lambda at: held(at, "支委会", marks={}),
        "3月7日“支委会”已登记，却没有一个人的出勤，也没有外单位人数。",
    ),
    "学时与时间不符": (
        lambda at: held(at, "先进事迹", MONDAY + timedelta(1), start="15:00", end="17:00", hours=300),
        "3月8日“先进事迹”15:00至17:00是2小时，登记的是3学时。",
    ),
    "附件丢失": (
        lambda at: plant(Attachment, session=at.night, name="签到表.jpg", sha256="0" * 64, size=3, added_on=MONDAY),
        "活动的附件“签到表.jpg”不在数据文件夹里了，请重新加入或删除这个附件。",
    ),
    "统计项缺类型": (
        lambda at: plant(Subject, name="旧项", kind="活动", conditions='{"categories": ["没有了"]}'),
        "统计项“旧项”要统计的活动类型有1个已删除，数字会偏少，请在“统计项”里重新选择。",
    ),
    "同名未区分": (
        lambda at: plant(Cadre, name="王伟"),
        "有几个人都叫王伟，其中一人没有填“区分”，导入和粘贴名单时认不出是谁。",
    ),
    "到期未登记": (
        lambda at: held(at, "支委会", marks={}, state=SessionState.DUE), "3月7日“支委会”到期还没有登记出勤。",
    ),
    "草稿未登记": (
        lambda at: held(at, "支委会", marks={}, state=SessionState.DRAFT),
        "3月7日“支委会”的出勤是草稿，已超过7天，还没有登记。",
    ),
    "笔记未审签": (
        lambda at: plant(Note, cadre=at.people[0], kind="学习笔记", handed_in_on=MONDAY),
        "2022年3月交的学习笔记有1篇超过14天还没有审签。",
    ),
    "笔记未交足": (
        lambda at: plant(
            Quota, kind="学习笔记", every="月", notes=1, population="全系统", ranks="", from_date=date(2022, 3, 1)
        ),
        "2022年3月学习笔记超期，李雷、韩梅梅、王伟（法制股）等4人没有交足。",
    ),
    "篇目未学": (
        lambda at: plant(Reading, year=2022, title="党章", deadline=date(2022, 3, 10)),
        "必学篇目《党章》应在2022年3月10日前学，还没有哪次活动学过。",
    ),
    "问题超期": (
        lambda at: plant(Problem, found_on=MONDAY, content="台账不全", deadline=date(2022, 3, 20)),
        "问题“台账不全”应在2022年3月20日前整改，还没有办结。",
    ),
    "第一议题未落实": (
        lambda at: plant(FirstTopic, session=at.night, text="二十大报告", measures="传达", deadline=date(2022, 3, 20)),
        "第一议题“二十大报告”应在2022年3月20日前落实，还没有办结。",
    ),
    "成果报告未交": (
        lambda at: held(
            at, "外出培训", date(2022, 3, 9), notice_number="〔2022〕1号", report_due_on=date(2022, 3, 30)
        ),
        "“外出培训”的成果报告应在2022年3月30日前交，还没有交。",
    ),
    "没有主讲人": (lambda at: held(at, "党课", MONDAY + timedelta(1)), "3月8日“党课”没有填主讲人。"),
    "考试没有成绩": (
        lambda at: held(at, "资格考试", MONDAY + timedelta(1)), "3月8日“资格考试”有4人没有填成绩或是否合格。",
    ),
    "没有通知文号": (lambda at: held(at, "外出培训", date(2022, 3, 9)), "3月9日“外出培训”没有填通知文号。"),
    "培训请假过多": (
        lambda at: plant(
            LeaveRecord, cadre=at.people[0], from_date=date(2022, 3, 9), to_date=date(2022, 3, 9), kind="事假"
        ) and held(at, "业务培训", MONDAY + timedelta(1), days=500),
        "李雷在“业务培训”（5天）期间请假1天，超过了7分之一，请核对学时是否计入。",
    ),
    "实到率异常": (attended_by_few, "3月11日“主题党日”实到率12.5%，同类活动一般是100.0%。"),
    "学时异常": (
        lambda at: five_trainings(at, hours=8000), "3月11日“业务培训”记了80学时，是同类活动一般学时的3倍以上。",
    ),
    "字数异常": (lambda at: twelve_notes(at, 12000), "3月7日交的调研文章有12,000字，同类一般是1,000字。"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_check_finds_what_it_is_for(at, name):
    planting, sentence = CASES[name]
    planting(at)
    assert (name, sentence) in told()


def test_every_check_has_a_case():
    elsewhere = {"缺周例会、夜学", "学时未达标"}
    assert set(CASES) | elsewhere == {check.name for check in checkup.CHECKS}


def test_a_week_without_a_weekly_kind_is_told_until_it_is_explained(at):
    found = told(Period(MONDAY, date(2022, 3, 20)))
    assert found == [("缺周例会、夜学", "2022年3月14日至3月20日一周没有夜学。")]
    held(at, "夜学", date(2022, 3, 16), state=SessionState.OFF, reason="防汛", marks={})
    assert told(Period(MONDAY, date(2022, 3, 20))) == []


def test_duties_are_looked_at_from_december_on(at):
    year = Period.year(2022)
    assert "学时未达标" not in {name for name, _ in told(year, date(2022, 11, 30))}
    lacking = [what for name, what in told(year, date(2022, 12, 1)) if name == "学时未达标"]
    assert lacking[0] == "2022年学时任务“科级及以下”有4人没有达标，请到“学时任务”里看差多少。"


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ({"start": "15:00", "end": "16:00", "hours": 100}, True),
        ({"start": "09:00", "end": "17:30", "hours": 800, "days": 100}, True),  # a day is worth 8 hours
        ({"start": "15:00", "end": "16:30", "hours": 0}, False),
        ({"start": "", "end": "16:30", "hours": 300}, True),
        ({"start": "09:00", "end": "11:00", "hours": 2400, "days": 300}, True),  # of several days
    ],
)
def test_hours_may_be_what_the_day_is_worth(at, given, clean):
    held(at, "先进事迹", MONDAY + timedelta(1), **given)
    assert ("学时与时间不符" not in {name for name, _ in told()}) is clean


def test_a_meeting_that_ends_when_the_other_begins_is_no_second_place(at):
    held(at, "研讨活动", start="17:30", end="19:30", hours=200)
    assert told() == []


def test_a_training_of_several_days_is_all_of_them(at):
    held(at, "外出培训", MONDAY - timedelta(1), {at.people[0]: Mark.PRESENT}, days=300, notice_number="1号")
    assert only().found.what == "3月7日“外出培训”和“第1次夜学”时间重叠，李雷两场都到。"


def test_who_makes_up_is_in_no_second_place(at):
    held(at, "研讨活动", start="20:00", end="22:00", hours=200, marks={at.people[0]: Mark.MADE_UP})
    assert told() == []


def test_fifteen_days_after_is_late_and_fourteen_is_not(at):
    plant(Note, cadre=at.people[0], kind="学习笔记", handed_in_on=MONDAY)
    assert told(today=MONDAY + timedelta(14)) == []
    assert len(told(today=MONDAY + timedelta(15))) == 1


REPAIRED = ("不在岗有出勤", "不在岗有角色", "请假又到会", "重复登记", "无人的活动", "学时与时间不符")


@pytest.mark.parametrize("name", REPAIRED)
def test_a_repair_is_one_step_after_which_nothing_is_found_and_undo_brings_it_back(at, name):
    CASES[name][0](at)
    chosen = [each for each in checkup.examine(WEEK, TODAY).findings if each.check.name == name]
    steps = len(history.steps(1000))
    checkup.repair(chosen)
    assert len(history.steps(1000)) == steps + 1
    assert history.undoable().title.startswith(f"数据体检修复1处：{name}，")
    assert name not in {finding for finding, _ in told()}
    history.undo_last()
    assert name in {finding for finding, _ in told()}


def test_every_repair_has_a_test():
    assert {check.name for check in checkup.CHECKS if check.fix} == set(REPAIRED)


def test_hours_are_put_right_by_the_times(at):
    session = held(at, "先进事迹", MONDAY + timedelta(1), start="15:00", end="17:00", hours=300)
    checkup.repair([only()])
    assert sessions.draft_of(session).hours == 200


def test_a_mark_against_leave_becomes_leave_of_its_kind(at):
    plant(LeaveRecord, cadre=at.people[1], from_date=MONDAY, to_date=MONDAY, kind="病假")
    checkup.repair([only()])
    mark = Attendance.get(Attendance.session == at.night, Attendance.cadre == at.people[1])
    assert (mark.mark, mark.leave_kind) == (Mark.LEAVE, "病假")


def test_a_locked_session_is_not_repaired(at):
    held(at, "先进事迹", MONDAY + timedelta(1), start="15:00", end="17:00", hours=300, state=SessionState.LOCKED)
    assert not only().can_be_repaired
    with pytest.raises(UserError, match="请打开记录修改"):
        checkup.repair([only()])


def test_a_session_locked_since_it_was_found_stays_as_it_is(at):
    session = held(at, "先进事迹", MONDAY + timedelta(1), start="15:00", end="17:00", hours=300)
    found = only()
    with journal.step("锁定"):
        Session.update(state=SessionState.LOCKED).where(Session.id == session).execute()
    with pytest.raises(UserError, match="已锁定"):
        checkup.repair([found])
    assert sessions.draft_of(session).hours == 300


def test_a_session_that_got_marks_since_is_not_made_due(at):
    session = held(at, "支委会", marks={})
    found = only()
    attendance.save(session, {at.people[0]: Mark.PRESENT})
    with pytest.raises(UserError, match="重新体检"):
        checkup.repair([found])


def test_of_two_alike_only_an_empty_one_can_be_removed(at):
    held(at, "夜学", title="第1次夜学")
    found = next(each for each in checkup.examine(WEEK, TODAY).findings if each.check.name == "重复登记")
    assert not found.can_be_repaired


def test_what_she_calls_right_is_told_no_more_and_can_be_revoked(at):
    held(at, "外出培训", date(2022, 3, 9))
    checkup.dismiss([only()], "县里统一组织，没有文号")
    result = checkup.examine(WEEK, TODAY)
    assert result.findings == ()
    assert [each.check.name for each in result.dismissed] == ["没有通知文号"]
    assert [row.reason for row in checkup.dismissals()] == ["县里统一组织，没有文号"]
    checkup.revoke([row.id for row in checkup.dismissals()])
    assert only().check.name == "没有通知文号"


def test_what_is_called_right_twice_is_kept_once(at):
    held(at, "外出培训", date(2022, 3, 9))
    found = only()
    checkup.dismiss([found, found], "没有文号")
    checkup.dismiss([found], "再说一次")
    assert [row.reason for row in checkup.dismissals()] == ["没有文号"]


def test_what_she_called_right_comes_back_when_its_facts_change(at):
    session = held(at, "先进事迹", MONDAY + timedelta(1), start="15:00", end="17:00", hours=300)
    checkup.dismiss([only()], "两场并作一场")
    assert told() == []
    sessions.change(session, replace(sessions.draft_of(session), place="礼堂"))
    assert told() == []
    sessions.change(session, replace(sessions.draft_of(session), hours=400))
    assert only().check.name == "学时与时间不符"


def test_a_group_that_was_called_right_comes_back_with_another_member(at):
    plant(Note, cadre=at.people[0], kind="学习笔记", handed_in_on=MONDAY)
    checkup.dismiss([only()], "不用审")
    assert told() == []
    plant(Note, cadre=at.people[1], kind="学习笔记", handed_in_on=MONDAY)
    assert only().found.what == "2022年3月交的学习笔记有2篇超过14天还没有审签。"


def test_a_reason_is_asked_for(at):
    held(at, "外出培训", date(2022, 3, 9))
    with pytest.raises(UserError) as refused:
        checkup.dismiss([only()], " ")
    assert refused.value.field == "reason"


def test_leave_of_somebodys_own_training_is_looked_at_as_well(at):
    plant(
        Training, cadre=at.people[0], category=Category.get(Category.name == "任职培训").id, title="初任培训",
        from_date=MONDAY, to_date=date(2022, 3, 13), state="结业",
    )  # fmt: skip
    plant(LeaveRecord, cadre=at.people[0], from_date=date(2022, 3, 9), to_date=date(2022, 3, 9), kind="事假")
    assert told() == []  # one day in seven may be
    plant(LeaveRecord, cadre=at.people[0], from_date=date(2022, 3, 10), to_date=date(2022, 3, 10), kind="事假")
    assert only().check.name == "培训请假过多"
