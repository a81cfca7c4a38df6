"""Every record of the ledger: entered, changed, removed, each as one step that is undone, redone, listed and told."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from desktop_app.core.attendance import Entry, Mark, Role
from desktop_app.core.period import Period
from desktop_app.core.scope import Asked, Population, Scope
from desktop_app.core.subject import Filter
from desktop_app.metrics import register
from desktop_app.records import (
    attachments,
    attendance,
    cadre_lists,
    cadres,
    categories,
    checkup,
    duty_rules,
    education,
    exams,
    first_topics,
    history,
    holidays,
    kept_choices,
    labels,
    law_exams,
    leave,
    make_up,
    notes,
    pass_marks,
    plans,
    problems,
    quotas,
    readings,
    releases,
    reminders,
    series,
    session_list,
    sessions,
    settings,
    subjects,
    trainings,
    units,
)
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.categories import CategoryDraft
from desktop_app.records.duty_rules import CapDraft, DayHoursDraft, DutyDraft
from desktop_app.records.education import EducationDraft
from desktop_app.records.exams import Result
from desktop_app.records.first_topics import TopicDraft
from desktop_app.records.holidays import HolidayDraft
from desktop_app.records.law_exams import LawExamDraft
from desktop_app.records.leave import LeaveDraft
from desktop_app.records.notes import NoteDraft, ReviewDraft
from desktop_app.records.pass_marks import PassMarkDraft
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.problems import ProblemDraft
from desktop_app.records.quotas import QuotaDraft
from desktop_app.records.readings import ReadingDraft
from desktop_app.records.releases import Frozen, ReleaseDraft
from desktop_app.records.reminders import ReminderDraft
from desktop_app.records.series import SeriesDraft
from desktop_app.records.session_parts import PartDraft
from desktop_app.records.subjects import SubjectDraft
from desktop_app.records.trainings import TrainingDraft
from desktop_app.records.units import UnitDraft
from desktop_app.store.models import TABLES, db
from tests.records.undoing import one_ledger, taken_back

DAY, LATER = date(2022, 3, 7), date(2022, 6, 30)
YEAR = Period.year(2022)


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """A small ledger, which every test leaves as it was."""
    folder = tmp_path_factory.mktemp("数据")
    with one_ledger(folder):
        at = SimpleNamespace(file=folder / "通知.txt")
        at.file.write_text("关于举办培训的通知", encoding="utf-8")
        units.add(UnitDraft("办公室"))
        units.add(UnitDraft("政工科"))
        at.office, at.politics = (unit.id for unit in units.listed())
        for name in ("李雷", "韩梅梅"):
            cadres.add(CadreDraft(name), PostingDraft(at.office, date(2020, 1, 1)))
        at.li, at.han = (row.id for row in cadres.listed())
        kinds = {row.name: row.id for row in categories.listed()}
        at.night, at.training, at.exam = (kinds[name] for name in ("夜学", "网络培训", "资格考试"))
        at.session = sessions.add(replace(sessions.fresh(at.night, DAY), title="春训"))
        readings.add(ReadingDraft(2022, "二十大报告"))
        at.reading = readings.listed(2022)[0].id
        notes.add(NoteDraft(at.li, "学习笔记", DAY, "三月", 1000))
        (at.note,) = notes.keys(notes.Wanted())
        yield at


@dataclass(frozen=True)
class Kind:
    """A kind of record: how it is entered, changed and removed; `ids` lists the ids of those that are listed."""

    listed: Callable[[Any], list[Any]]
    add: Callable[[Any], object]
    change: Callable[[Any, Any], object] | None = None
    remove: Callable[[Any, Any], object] | None = None


def draft(at, **fields):
    return replace(sessions.draft_of(at.session), **fields)


def change_session(at, **fields):
    return sessions.change(at.session, draft(at, **fields))


def attached(at):
    return attachments.listed("session", at.session)


def marks(at):
    return [(line.cadre_id, line.entry) for line in attendance.sheet(at.session).lines if line.entry]


def results(at):
    return [line for line in exams.sheet(at.session).lines if line.result != exams.NO_RESULT]


def dismiss(at):
    found = checkup.examine(YEAR).findings
    return checkup.dismiss(found[:1], "本来如此")


KINDS = {
    "单位": Kind(
        lambda at: units.listed(),
        lambda at: units.add(UnitDraft("档案室", parent_id=at.office, valid_from=DAY)),
        lambda at, row: units.change(row.id, replace(row.draft(), name="档案科", kind="局机关", valid_to=LATER)),
        lambda at, row: units.remove(row.id),
    ),
    "干部": Kind(
        lambda at: cadres.listed(),
        lambda at: cadres.add(CadreDraft("王伟", "法制股", "男", "1990-01", "中共党员", DAY), PostingDraft(at.office,
         DAY)),
        lambda at, row: cadres.change(row.id, replace(row.draft(), staff_kind="公务员", joined_on=DAY, remark="转任")),
        lambda at, row: cadres.remove(row.id),
    ),
    "任职": Kind(
        lambda at: cadres.postings(at.li),
        lambda at: cadres.add_posting(at.li, PostingDraft(at.politics, DAY, "科长", "一级科员", ("支部书记",))),
        lambda at, row: cadres.change_posting(row.id, PostingDraft(at.politics, LATER, "副科长", to_date=date(2023, 1,
         1))),
        lambda at, row: cadres.remove_posting(row.id),
    ),
    "请假": Kind(
        lambda at: leave.listed(YEAR),
        lambda at: leave.add(LeaveDraft(at.li, DAY, DAY, "事假")),
        lambda at, row: leave.change(row.id, LeaveDraft(at.li, DAY, LATER, "病假", "住院")),
        lambda at, row: leave.remove([row.id]),
    ),
    "名单": Kind(
        lambda at: cadre_lists.listed(),
        lambda at: cadres.make_list("青年", [at.li]),
        lambda at, row: cadre_lists.change(row.id, "青年干部", [at.li, at.han]),
        lambda at, row: cadre_lists.remove(row.id),
    ),
    "活动类型": Kind(
        lambda at: categories.listed(),
        lambda at: categories.add(CategoryDraft("读书会", "期")),
        lambda at, row: categories.change(
            row.id, CategoryDraft("读书班", "场", "会议室", "19:30", 120, 200, 50, True, False, True)
        ),
        lambda at, row: categories.remove(row.id),
    ),
    "例行安排": Kind(
        lambda at: series.listed(),
        lambda at: series.add(SeriesDraft(at.night, (1, 4), DAY, start="19:30")),
        lambda at, row: series.change(
            row.id, replace(row.draft(), weekdays=(2,), every_weeks=2, to_date=LATER, place="礼堂",
             skips_holidays=False)
        ),
        lambda at, row: series.remove([row.id]),
    ),
    "节假日": Kind(
        lambda at: [row for row in holidays.listed(2022) if row.typed_id],
        lambda at: holidays.add(HolidayDraft(date(2022, 8, 8), name="县庆")),
        lambda at, row: holidays.change(row, HolidayDraft(date(2022, 8, 13), holidays.DayKind.WORKED, "补班", 1)),
        lambda at, row: holidays.remove([row.typed_id]),
    ),
    "活动": Kind(
        lambda at: session_list.rows(session_list.keys(session_list.Wanted())),
        lambda at: sessions.add(replace(sessions.fresh(at.night, LATER), title="夏训")),
        lambda at, row: sessions.change(
            row.id,
            replace(
                sessions.draft_of(row.id), place="礼堂", region="省外", form="集中", organiser="州局", level="州局",
                notice_number="〔2022〕3号", recorder="韩梅梅", agenda="一、传达", content="略", readings=("党章",),
                films=("底线",), pass_mark=6000, report_due_on=LATER, report_handed_in_on=LATER,
            ),
        ),
        lambda at, row: sessions.remove([row.id]),
    ),
    "第一议题": Kind(
        lambda at: first_topics.listed(period=YEAR),
        lambda at: first_topics.add(at.session, TopicDraft("重要讲话", "求是")),
        lambda at, row: first_topics.change(
            row.id,
            replace(row.draft(), measures="列入计划", responsible="办公室", deadline=LATER, outcome="已办",
             closed_on=LATER),
        ),
        lambda at, row: first_topics.remove([row.id]),
    ),
    "出勤": Kind(
        marks,
        lambda at: attendance.save(at.session, {at.li: Mark.LEAVE}),
        lambda at, row: attendance.save(at.session, {at.li: Entry(Mark.MADE_UP, made_up_on=LATER, made_up_way="自学")}),
        lambda at, row: attendance.save(at.session, {at.li: None}),
    ),
    "成绩": Kind(
        results,
        lambda at: exams.save(at.session, {at.li: Result(8500, True, "证001")}, [at.li]),
        lambda at, row: exams.save(at.session, {at.li: Result(5500, False)}),
        lambda at, row: exams.save(at.session, {at.li: exams.NO_RESULT}),
    ),
    "角色": Kind(
        lambda at: list(sessions.draft_of(at.session).parts),
        lambda at: change_session(at, parts=(PartDraft(Role.LECTURER, at.li, "法治思维"),)),
        lambda at, row: change_session(at, parts=(PartDraft(Role.LECTURER, at.li, "法治建设"),)),
        lambda at, row: change_session(at, parts=()),
    ),
    "外单位人数": Kind(
        lambda at: list(sessions.draft_of(at.session).outsiders),
        lambda at: change_session(at, outsiders=(("政法委", 3),)),
        lambda at, row: change_session(at, outsiders=(("政法委", 5),)),
        lambda at, row: change_session(at, outsiders=()),
    ),
    "附件": Kind(
        attached,
        lambda at: attachments.add("session", at.session, [at.file]),
        remove=lambda at, row: attachments.remove([row.id]),
    ),
    "必学篇目": Kind(
        lambda at: readings.listed(2022),
        lambda at: readings.add(ReadingDraft(2022, "宪法", "人大", "法律", "全系统党员", LATER)),
        lambda at, row: readings.change(row.id, ReadingDraft(2022, "宪法修正案", population="局机关")),
        lambda at, row: readings.remove([row.id]),
    ),
    "心得笔记": Kind(
        lambda at: notes.rows(notes.keys(notes.Wanted(), descending=False)),
        lambda at: notes.add(
            NoteDraft(at.han, "心得体会", DAY, "一得", 800, "手写估算", "2022-03", at.session, "略", at.reading, 2)
        ),
        lambda at, row: notes.change(row.id, replace(notes.draft_of(row.id), words=900, reading_id=None, title="二得")),
        lambda at, row: notes.remove([row.id]),
    ),
    "审签": Kind(
        lambda at: notes.reviews(at.note),
        lambda at: notes.hand_back([at.note], ReviewDraft("李书记", LATER, opinion="太短")),
        lambda at, row: notes.resubmit([at.note], LATER),
    ),
    "应交规定": Kind(
        lambda at: quotas.listed(),
        lambda at: quotas.add(QuotaDraft("学习笔记", "季度", DAY, 1)),
        lambda at, row: quotas.change(
            row.id, QuotaDraft("学习笔记", "月", DAY, 1, 6000, "局机关", ("科员",), 5, date(2023, 1, 1))
        ),
        lambda at, row: quotas.remove([row.id]),
    ),
    "催办": Kind(
        lambda at: list(reminders.reminded(["2022年3月学习笔记", "年度计划：夜学"]).items()),
        lambda at: reminders.add("未交", [(at.li, "2022年3月学习笔记"), (None, "年度计划：夜学")], ReminderDraft(DAY,
         "电话")),
    ),
    "统计项": Kind(
        lambda at: subjects.listed(),
        lambda at: subjects.add(SubjectDraft("品牌", filter=Filter(title_has="岗位"))),
        lambda at, row: subjects.change(row.id, replace(row.draft(), name="我的岗位", measure_word="场", retired=True)),
        lambda at, row: subjects.remove(row.id),
    ),
    "年度计划": Kind(
        lambda at: plans.progress(2022, LATER),
        lambda at: plans.add(PlanItemDraft(2022, "理论", "夜学", subject="夜学", measure="次数", target=4800)),
        lambda at, row: plans.change(
            row.id,
            replace(
                plans.draft_of(row.id), audience="全体", months=(3, 6), deadline=LATER, responsible="政工科",
                 cost="2万元",
                population="局机关", not_done_reason="停电", schedule="指定月份",
            ),
        ),
        lambda at, row: plans.remove([row.id]),
    ),
    "学历提升": Kind(
        lambda at: education.listed(),
        lambda at: education.add(EducationDraft(at.li, "国家开放大学", "本科", DAY)),
        lambda at, row: education.change(
            row.id,
            replace(row.draft(), state="毕业", to_date=LATER, hours=4000, days=500, credited_on=LATER, major="法学"),
        ),
        lambda at, row: education.remove([row.id]),
    ),
    "法考": Kind(
        lambda at: law_exams.listed(),
        lambda at: law_exams.add(LawExamDraft(at.li, 2022)),
        lambda at, row: law_exams.change(
            row.id, replace(row.draft(), objective=19000, subjective=11000, days=500, credited_on=LATER,
             certificate="A1")
        ),
        lambda at, row: law_exams.remove([row.id]),
    ),
    "法考合格线": Kind(
        lambda at: pass_marks.listed(),
        lambda at: pass_marks.add(PassMarkDraft(2022, "放宽地区", 16000, 9600)),
        lambda at, row: pass_marks.change(row.id, PassMarkDraft(2023, "某州", 15500, 9500)),
        lambda at, row: pass_marks.remove(row.id),
    ),
    "个人培训": Kind(
        lambda at: trainings.listed(),
        lambda at: trainings.add(TrainingDraft((at.li,), at.training, "公共法律服务", DAY, state="在学")),
        lambda at, row: trainings.change(
            row.id,
            replace(
                row.draft(), state="结业", to_date=LATER, hours=2400, days=300, score=9000, region="省内", level="省厅",
                certificate="X1", remark="优秀",
            ),
        ),
        lambda at, row: trainings.remove([row.id]),
    ),
    "问题整改": Kind(
        lambda at: problems.listed(problems.Wanted(2022)),
        lambda at: problems.add(ProblemDraft(DAY, "学用脱节", at.session, at.li)),
        lambda at, row: problems.change(
            row.id,
            replace(
                problems.draft_of(row.id), cadre_id=None, unit_id=at.office, measure="一月一讲", responsible="李雷",
                deadline=LATER, closed_on=LATER, evidence="报告",
            ),
        ),
        lambda at, row: problems.remove([row.id]),
    ),
    "学时任务": Kind(
        lambda at: duty_rules.duties(),
        lambda at: duty_rules.add_duty(DutyDraft("青年", DAY, 4000, 500)),
        lambda at, row: duty_rules.change_duty(
            row.id,
            DutyDraft("青年干部", DAY, 3000, 0, 5, ("科员",), ("县处级",), True, ("category-夜学",), date(2030, 1, 1)),
        ),
        lambda at, row: duty_rules.remove_duties([row.id]),
    ),
    "学时折算": Kind(
        lambda at: duty_rules.day_hours(),
        lambda at: duty_rules.add_day_hours(DayHoursDraft(DAY, 600, 300)),
        lambda at, row: duty_rules.change_day_hours(row.id, DayHoursDraft(LATER, 750, 375, "州局规定")),
        lambda at, row: duty_rules.remove_day_hours([row.id]),
    ),
    "学时上限": Kind(
        lambda at: duty_rules.caps(),
        lambda at: duty_rules.add_cap(CapDraft(at.night, 2000, DAY)),
        lambda at, row: duty_rules.change_cap(row.id, CapDraft(at.training, 3000, LATER, date(2030, 1, 1))),
        lambda at, row: duty_rules.remove_caps([row.id]),
    ),
    "体检说明": Kind(
        lambda at: checkup.dismissals(), dismiss, remove=lambda at, row: checkup.revoke([row.id])
    ),
    "报出": Kind(
        lambda at: releases.listed(),
        lambda at: releases.add(
            ReleaseDraft("月度统计表", "三月统计表", Period.month(2022, 3), Population(), DAY, "县委组织部", figures())
        ),
    ),
    "保存的选择": Kind(
        lambda at: kept_choices.listed("年终台账"),
        lambda at: kept_choices.keep("年终台账", "简版", ["总览"]),
        lambda at, row: kept_choices.keep("年终台账", row.name, ["总览", "例会"]),
        lambda at, row: kept_choices.remove(row.id),
    ),
    "设置": Kind(
        lambda at: [settings.current()],
        lambda at: settings.change(settings.Settings(office="县司法局")),
        lambda at, row: settings.change(replace(row, clerk="小张", reviewer="李科长", words_to_a_page="350")),
    ),
}  # fmt: skip


def figures():
    asked = Asked("夜学.次数", Scope(Period.month(2022, 3)))
    return (Frozen.of("夜学 本月次数", asked, register.answer(asked)),)


def rows():
    names = [table._meta.table_name for table in TABLES]
    return {name: db.execute_sql(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in names}


def as_one_step(act: Callable[[], object], kind: str) -> None:
    """Do it; look that it is one step, told in her words, and that undo and redo give the same rows."""
    before, steps = rows(), len(history.steps(10_000))
    act()
    after = rows()
    assert after != before
    assert len(history.steps(10_000)) == steps + 1
    step = history.undoable()
    told = labels.described(history.changes(step.id))
    assert kind in {each.kind for each in told} or kind == "成绩"
    words = [step.title, *(each.name for each in told)]
    words += [text for each in told for field in each.fields for text in (field.label, field.before, field.after)]
    assert [word for word in words if re.search(r"[A-Za-z_]{2,}|None|（已删除）|\{", word.replace("txt", ""))] == []
    assert all(each.name for each in told)
    assert [field for each in told for field in each.fields if raw(field)] == []
    history.undo_last()
    assert rows() == before
    history.redo_last()
    assert rows() == after


NUMBERS = ("学时", "天数", "字数", "人数", "页数", "目标", "周", "时长", "成绩", "合格", "篇数", "年", "天", "半天",
 "几",
           "大小", "客观题", "主观题", "每页", "内容")  # fmt: skip


def raw(field: labels.FieldChange) -> bool:
    """Whether a field shows a bare number although it is no number."""
    return not any(word in field.label for word in NUMBERS) and any(
        text.isdigit() for text in (field.before, field.after)
    )


@pytest.mark.parametrize("name", KINDS)
def test_a_record_is_entered_changed_and_removed_each_undone_redone_listed_and_told(here, name):
    kind = KINDS[name]
    with taken_back():
        before = kind.listed(here)
        as_one_step(lambda: kind.add(here), name)
        entered = [row for row in kind.listed(here) if row not in before]
        assert entered
        record = entered[-1]
        if kind.change:
            as_one_step(lambda: kind.change(here, record), name)
            changed = kind.listed(here)
            assert record not in changed or len(changed) > len(before) + 1  # an act of 审签 follows another
            assert len(changed) >= len(before) + (name != "设置")
            record = [row for row in changed if row not in before][-1]
        if kind.remove:
            as_one_step(lambda: kind.remove(here, record), name)
            assert record not in kind.listed(here)


def test_every_table_of_the_ledger_is_among_the_records():
    named = {labels.TABLES[table._meta.table_name] for table in TABLES}
    assert named - set(KINDS) == {"名单成员", "导出记录"}


def test_several_make_ups_are_one_step(here):
    with taken_back():
        attendance.save(here.session, {here.li: Mark.ABSENT, here.han: Mark.LEAVE})
        as_one_step(lambda: make_up.make_up(make_up.missed(YEAR), LATER, "自学"), "出勤")
