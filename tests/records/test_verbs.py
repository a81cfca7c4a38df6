"""Each verb is one step with a title a clerk can read, and undo and redo put every row as it was."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from desktop_app.core.attendance import Mark, Role
from desktop_app.core.subject import Filter, SubjectKind
from desktop_app.records import (
    attendance,
    cadres,
    categories,
    due,
    duty_rules,
    history,
    holidays,
    leave,
    ledger,
    notes,
    plans,
    series,
    session_list,
    sessions,
    settings,
    subjects,
    units,
)
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.categories import CategoryDraft
from desktop_app.records.due import Choice, Decision
from desktop_app.records.duty_rules import CapDraft, DayHoursDraft, DutyDraft
from desktop_app.records.holidays import HolidayDraft
from desktop_app.records.leave import LeaveDraft
from desktop_app.records.notes import NoteDraft, ReviewDraft
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.series import SeriesDraft
from desktop_app.records.session_draft import SessionDraft
from desktop_app.records.session_parts import PartDraft
from desktop_app.records.settings import Settings
from desktop_app.records.subjects import SubjectDraft
from desktop_app.records.units import HandOverDraft, UnitDraft
from desktop_app.store import database
from desktop_app.store.models import TABLES, db

DAY = date(2022, 3, 7)
SIGNED_BY = ReviewDraft("李书记", date(2022, 4, 2), "好")


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """The ids of a small ledger, which every test leaves as it was."""
    folder = tmp_path_factory.mktemp("数据") / "台账"
    ledger.create(folder)
    ledger.open_(folder)
    found = SimpleNamespace()
    for name in ("办公室", "政工科", "旧科室"):
        units.add(UnitDraft(name))
    found.office, found.politics, found.unused = (unit.id for unit in units.listed())
    for name in ("李雷", "韩梅梅", "误录"):
        cadres.add(CadreDraft(name), PostingDraft(found.office, date(2020, 1, 1)))
    found.li, found.han, found.wrong = (row.id for row in cadres.listed())
    found.night = next(row.id for row in categories.listed() if row.name == "夜学")
    for day in (7, 14, 21):
        host = (PartDraft(Role.HOST, found.li),)
        sessions.add(SessionDraft(found.night, f"夜学{day}日", date(2022, 3, day), parts=host))
    found.recorded, found.due, found.locked = session_list.keys(session_list.Wanted(), descending=False)
    for session in (found.recorded, found.locked):
        attendance.save(session, {found.li: Mark.PRESENT, found.han: Mark.LEAVE})
    sessions.lock([found.locked])
    for number in (1, 2, 3):
        notes.add(NoteDraft(found.li, "学习笔记", DAY, f"第{number}篇", 1000))
    found.waiting, found.signed, found.returned = notes.keys(notes.Wanted(), descending=False)
    notes.sign([found.signed], SIGNED_BY)
    notes.hand_back([found.returned], replace(SIGNED_BY, opinion="太短"))
    plans.add(PlanItemDraft(2022, "理论", "夜学", subject="夜学", measure="次数", target=4800))
    plans.add(PlanItemDraft(2022, "业务", "法考"))
    found.item, found.other_item = (item.id for item in plans.progress(2022))
    categories.add(CategoryDraft("读书会"))
    found.reading = categories.listed()[-1].id
    subjects.add(SubjectDraft("品牌", filter=Filter(title_has="品牌")))
    found.brand = max(row.id for row in subjects.listed())
    found.posting = cadres.postings(found.li)[0].id
    lecture = next(row.id for row in categories.listed() if row.name == "党课")
    series.add(SeriesDraft(lecture, (3,), date(2022, 3, 1), date(2022, 3, 20), start="15:00"))
    (found.series,) = series.listed()
    yield found
    database.close_ledger()


def rows():
    names = [table._meta.table_name for table in TABLES]
    return {name: db.execute_sql(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in names}


def settle(choice, **decided):
    fallen = [each for each in due.fallen_due(date(2022, 3, 20)) if each.series_id]
    return due.settle([Decision(each, choice, **decided) for each in fallen])


def change_session(here, **fields):
    return sessions.change(here.due, replace(sessions.draft_of(here.due), **fields))


VERBS = {
    "新增活动“夜学”（2022年3月8日）": lambda at: sessions.add(SessionDraft(at.night, "夜学", date(2022, 3, 8))),
    "修改活动“夜学14日”（2022年3月14日）": lambda at: change_session(at, title="改了", outsiders=(("政法委", 3),)),
    "删除活动“夜学7日”": lambda at: sessions.remove([at.recorded]),
    "删除活动2场": lambda at: sessions.remove([at.recorded, at.due]),
    "不举行：“夜学14日”，下村": lambda at: sessions.call_off(at.due, "下村"),
    "推迟：“夜学14日”到2022年3月16日": lambda at: sessions.postpone(at.due, date(2022, 3, 16), "停电"),
    "新增例行安排：夜学，周一、周四19:30": lambda at: series.add(SeriesDraft(at.night, (1, 4), DAY, start="19:30")),
    "修改例行安排：党课，周三16:00": lambda at: series.change(at.series.id, replace(at.series.draft(), start="16:00")),
    "自2022年3月7日起修改例行安排：党课，周五15:00": lambda at: series.change(
        at.series.id, replace(at.series.draft(), weekdays=(5,)), DAY
    ),
    "删除例行安排1项": lambda at: series.remove([at.series.id]),
    "到期事项：待登记3项": lambda at: settle(Choice.RECORD),
    "到期事项：推迟3项": lambda at: settle(Choice.POSTPONE, day=date(2022, 3, 21)),
    "到期事项：不举行3项": lambda at: settle(Choice.OFF, reason="停电"),
    "录入节假日：2060年1月1日放假": lambda at: holidays.add(HolidayDraft(date(2060, 1, 1), name="元旦")),
    "锁定活动1场": lambda at: sessions.lock([at.recorded]),
    "解锁“夜学21日”：补登": lambda at: sessions.unlock(at.locked, "补登"),
    "登记出勤“夜学14日”（1人）": lambda at: attendance.save(at.due, {at.li: Mark.LATE, at.han: None}),
    "登记出勤“夜学7日”（2人）": lambda at: attendance.save(at.recorded, {at.li: Mark.ABSENT, at.han: Mark.LEAVE}),
    "草稿“夜学14日”（1人）": lambda at: attendance.save_draft(at.due, {at.li: Mark.LATE}),
    "请假：李雷，事假，2022年3月3日至3月9日": lambda at: leave.add(
        LeaveDraft(at.li, date(2022, 3, 3), date(2022, 3, 9), "事假")
    ),
    "新增学习笔记：李雷，2022年3月7日": lambda at: notes.add(NoteDraft(at.li, "学习笔记", DAY, words=1)),
    "修改学习笔记：李雷": lambda at: notes.change(at.waiting, replace(notes.draft_of(at.waiting), words=2)),
    "修改学习笔记：李雷，原审签作废": lambda at: notes.change(at.signed, replace(notes.draft_of(at.signed), words=2)),
    "删除心得笔记1篇": lambda at: notes.remove([at.waiting]),
    "删除心得笔记3篇（其中已签1篇）": lambda at: notes.remove([at.waiting, at.signed, at.returned]),
    "审签1篇（李书记，2022年4月2日）": lambda at: notes.sign([at.waiting], SIGNED_BY),
    "退回1篇（李书记）": lambda at: notes.hand_back([at.waiting], replace(SIGNED_BY, opinion="太短")),
    "重交1篇": lambda at: notes.resubmit([at.returned], date(2022, 4, 3)),
    "新增干部“赵六（法制股）”": lambda at: cadres.add(CadreDraft("赵六", "法制股"), PostingDraft(at.office, DAY)),
    "修改干部“李雷”": lambda at: cadres.change(at.li, CadreDraft("李雷", gender="男")),
    "删除干部“误录”": lambda at: cadres.remove(at.wrong),
    "任职变动：李雷，政工科，自2022年3月7日起": lambda at: cadres.add_posting(at.li, PostingDraft(at.politics, DAY)),
    "修改任职：李雷": lambda at: cadres.change_posting(at.posting, PostingDraft(at.politics, date(2021, 1, 1))),
    "删除任职：李雷": lambda at: cadres.remove_posting(at.posting),
    "借调：李雷，政工科，2022年3月7日起": lambda at: cadres.second(at.li, PostingDraft(at.politics, DAY, kind="借调")),
    "“办公室”2022年3月7日撤销，3人转到“综合科”": lambda at: units.hand_over(at.office, HandOverDraft(DAY, "综合科")),
    "离岗：韩梅梅，2022年12月31日，调出": lambda at: cadres.leave(at.han, date(2022, 12, 31), "调出"),
    "离岗：李雷，2022年3月7日（此后的3条学习记录不再计入统计）": lambda at: cadres.leave(at.li, DAY, ""),
    "名单“青年”（2人）": lambda at: cadres.make_list("青年", [at.li, at.han]),
    "新增单位“档案室”": lambda at: units.add(UnitDraft("档案室", parent_id=at.office)),
    "修改单位“综合科”": lambda at: units.change(at.office, UnitDraft("综合科")),
    "删除单位“旧科室”": lambda at: units.remove(at.unused),
    "新增活动类型“大讲堂”": lambda at: categories.add(CategoryDraft("大讲堂", "期")),
    "修改活动类型“夜学”": lambda at: categories.change(at.night, CategoryDraft("夜读班", "期")),
    "删除活动类型“读书会”": lambda at: categories.remove(at.reading),
    "新增统计项“发言”": lambda at: subjects.add(
        SubjectDraft("发言", SubjectKind.PARTS, "人次", Filter(role="研讨发言"))
    ),
    "修改统计项“品牌”": lambda at: subjects.change(at.brand, SubjectDraft("新品牌", retired=True)),
    "删除统计项“品牌”": lambda at: subjects.remove(at.brand),
    "新增计划“夜学”（2023年）": lambda at: plans.add(PlanItemDraft(2023, "理论", "夜学")),
    "修改计划“法考培训”（2022年）": lambda at: plans.change(at.other_item, PlanItemDraft(2022, "业务", "法考培训")),
    "删除计划2项": lambda at: plans.remove([at.item, at.other_item]),
    "调整计划顺序": lambda at: plans.arrange([at.other_item, at.item]),
    "修改设置：单位名称、填表人": lambda at: settings.change(Settings(office="县司法局", clerk="小张")),
    "新增学时任务“青年”": lambda at: duty_rules.add_duty(DutyDraft("青年", date(2022, 1, 1), hours=4000)),
    "修改学时任务“党员”": lambda at: duty_rules.change_duty(
        duty_rules.duties()[2].id, replace(duty_rules.duties()[2].draft(), hours=4000)
    ),
    "删除学时任务2项": lambda at: duty_rules.remove_duties([row.id for row in duty_rules.duties()[:2]]),
    "新增学时折算（自2022年3月1日起）": lambda at: duty_rules.add_day_hours(DayHoursDraft(date(2022, 3, 1), 600, 300)),
    "修改学时折算（自2000年1月1日起）": lambda at: duty_rules.change_day_hours(
        duty_rules.day_hours()[0].id, DayHoursDraft(date(2000, 1, 1), 750, 375)
    ),
    "新增学时上限“夜学”": lambda at: duty_rules.add_cap(CapDraft(at.night, 2000, date(2022, 1, 1))),
}


@pytest.mark.parametrize("title", VERBS)
def test_each_verb_is_one_step_and_undo_and_redo_put_every_row_back(here, title):
    before, steps_before = rows(), len(history.steps(10_000))
    VERBS[title](here)
    after = rows()
    assert len(history.steps(10_000)) == steps_before + 1
    assert history.undoable().title == title
    assert history.undo_last() == {name for name in before if before[name] != after[name]}
    assert rows() == before
    assert history.redoable().action == title
    history.redo_last()
    assert rows() == after
    history.undo_last()
    assert rows() == before


def test_a_verb_names_the_tables_it_touched(here):
    assert attendance.save(here.due, {here.li: Mark.PRESENT}) == {"attendance", "session"}
    assert history.undo_last() == {"attendance", "session"}
    assert notes.sign([here.waiting], SIGNED_BY) == {"review"}
    history.undo_last()
    assert categories.change(here.night, CategoryDraft("夜读班")) == {"category", "subject"}
    history.undo_last()


def test_a_verb_that_changes_nothing_leaves_no_step(here):
    newest = history.steps(1)[0].id
    assert sessions.change(here.due, sessions.draft_of(here.due)) == set()
    assert notes.change(here.signed, notes.draft_of(here.signed)) == set()
    assert attendance.save(here.recorded, {here.li: Mark.PRESENT}) == set()
    assert plans.change(here.item, plans.draft_of(here.item)) == set()
    assert settings.change(settings.current()) == set()
    assert cadres.change(here.li, next(row for row in cadres.listed() if row.id == here.li).draft()) == set()
    assert units.change(here.office, units.listed()[0].draft()) == set()
    assert history.steps(1)[0].id == newest
