from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from playhouse.test_utils import count_queries

from desktop_app.core.attendance import Mark, Role
from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.plan import PlanState
from desktop_app.core.scope import EVERYBODY, Denominator, Population, Scope
from desktop_app.core.subject import Filter, SubjectKind
from desktop_app.metrics import evidence, register
from desktop_app.metrics.subjects import SubjectOf
from desktop_app.records import (
    attendance,
    cadres,
    categories,
    history,
    notes,
    plans,
    problems,
    sessions,
    subjects,
    units,
)
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.notes import NoteDraft, ReviewDraft
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.problems import ProblemDraft
from desktop_app.records.session_draft import SessionDraft
from desktop_app.records.session_parts import PartDraft
from desktop_app.records.subjects import SubjectDraft
from desktop_app.records.units import UnitDraft

YEAR = Scope(Period.year(2022))


def kind_of(name):
    return next(row.id for row in categories.listed() if row.name == name)


def held(category, day, marks=(), **fields):
    """Enter a session of the kind and record the marks; return its id."""
    session = sessions.add(SessionDraft(kind_of(category), fields.pop("title", category), day, **fields))
    attendance.save(session, dict(marks))
    return session


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("午学.次数", "没有“午学”这个统计项"),
        ("夜学.篇数", "“夜学”没有“篇数”这个指标，可用：次数、人次"),
        ("夜学", "“夜学”没有“”这个指标"),
        ("", "没有“”这个统计项"),
    ],
)
def test_a_name_nobody_knows_is_said(ledger, name, sentence):
    for ask in (register.figure, evidence.records):
        with pytest.raises(UserError, match=sentence):
            ask(name, YEAR)


def test_a_population_nobody_knows_is_said(ledger):
    with pytest.raises(UserError, match="没有“火星所”这个口径"):
        register.figures(YEAR.of(Population("火星所")))


def test_a_recorded_session_counts_and_a_locked_one_too(recorded):
    assert register.figure("夜学.次数", YEAR).text == "1次"
    assert register.figure("夜学.人次", YEAR).text == "3人次"
    assert register.figure("夜学.实到率", YEAR).text == "75.0%"
    assert register.figure("夜学.人学时", YEAR).text == "6学时"
    sessions.lock([recorded])
    assert register.figure("夜学.次数", YEAR).numerator == 1


def test_a_session_not_recorded_is_said_and_counts_in_nothing_else(night_study):
    assert register.figure("夜学.次数", YEAR).numerator == 0
    assert register.figure("夜学.未登记场数", YEAR).numerator == 1
    assert register.figure("夜学.未登记场数", replace(YEAR, as_of=date(2022, 3, 6))).numerator == 0
    sessions.call_off(night_study, "下村")
    assert register.figure("夜学.未登记场数", YEAR).numerator == 0


def test_what_is_not_due_today_is_neither_unrecorded_nor_overdue_though_the_as_of_day_is_later(people):
    today = date.today()
    sessions.add(SessionDraft(kind_of("夜学"), "夜学", today + timedelta(5)))
    problems.add(ProblemDraft(today, "学用脱节", deadline=today + timedelta(5)))
    scope = Scope(Period(today, today + timedelta(30)))
    for each in (scope, replace(scope, as_of=scope.period.last)):
        for name in ("夜学.未登记场数", "问题整改.超期数"):
            assert register.figure(name, each).numerator == len(evidence.records(name, each)) == 0


def test_lists_are_in_date_order_and_name_nothing_twice(people):
    for day, films, readings in (
        (9, ("榜样",), ("党章",)),
        (7, ("零容忍", "榜样"), ()),
        (8, ("零容忍",), ("宪法", "党章")),
    ):
        held("警示教育", date(2022, 3, day), films=films, readings=readings, title=f"{min(day, 8)}日")
    assert register.figure("警示教育.片名", YEAR).titles == ("零容忍", "榜样")
    assert register.figure("警示教育.篇目", YEAR).titles == ("宪法", "党章")
    assert register.figure("警示教育.题目", YEAR).titles == ("7日", "8日")
    assert [line.day.day for line in evidence.records("警示教育.篇目", YEAR)] == [8, 9]


def test_what_was_earlier_in_the_day_comes_first(people):
    for start, title in (("19:30", "晚上"), ("8:30", "早上"), ("14:00", "下午")):
        held("警示教育", date(2022, 3, 7), title=title, start=start, films=(title,))
    assert register.figure("警示教育.题目", YEAR).titles == ("早上", "下午", "晚上")
    assert register.figure("警示教育.片名", YEAR).titles == ("早上", "下午", "晚上")


def test_people_from_outside_are_counted_apart_and_for_the_whole_system_only(people):
    marks = {people[0].id: Mark.PRESENT}
    held("业务培训", date(2022, 3, 7), marks, outsiders=(("政法委", 3), ("检察院", 2)))
    assert register.figure("业务培训.人次", YEAR).numerator == 1
    assert register.figure("业务培训.人次含外单位", YEAR).numerator == 6
    assert register.figure("业务培训.人次含外单位", YEAR.of(Population("局机关"))).numerator == 1
    assert [line.detail for line in evidence.records("业务培训.人次含外单位", YEAR)] == ["到", "5人"]


def test_two_lecturers_of_one_name_are_two(people):
    for day, cadre in ((7, people[2]), (8, people[3]), (9, people[2])):
        held("党课", date(2022, 3, day), parts=(PartDraft(Role.LECTURER, cadre.id),))
    assert register.figure("党课.主讲", YEAR).titles == ("王伟（法制股）", "王伟（办公室）")
    assert register.figure("党课.主讲人次", YEAR).numerator == 3


def test_one_lecture_is_never_counted_for_the_secretary_and_the_party_group(office, people):
    cadres.add(CadreDraft("杨组员"), PostingDraft(office, date(2020, 1, 1), leadership=("党组成员",)))
    member = next(row for row in cadres.listed() if row.name == "杨组员")
    held("党课", date(2022, 3, 7), parts=(PartDraft(Role.LECTURER, people[0].id), PartDraft(Role.LECTURER, member.id)))
    held("党课", date(2022, 4, 7), parts=(PartDraft(Role.LECTURER, member.id),))
    assert register.figure("支部书记讲党课.次数", YEAR).numerator == 1
    assert register.figure("党组成员讲党课.次数", YEAR).numerator == 1


def test_titles_of_lectures_are_listed_by_who_gave_them(office, people):
    cadres.add(CadreDraft("杨组员"), PostingDraft(office, date(2020, 1, 1), leadership=("党组成员",)))
    member = next(row for row in cadres.listed() if row.name == "杨组员")
    secretary = PartDraft(Role.LECTURER, people[0].id, "论担当")
    held("党课", date(2022, 3, 7), parts=(secretary, PartDraft(Role.LECTURER, people[1].id, "学党章")))
    held("党课", date(2022, 4, 7), parts=(PartDraft(Role.LECTURER, member.id, "讲宪法"),))
    assert register.figure("党课.讲题", YEAR).titles == ("论担当", "学党章", "讲宪法")
    assert register.figure("支部书记讲党课.讲题", YEAR).titles == ("论担当",)
    assert register.figure("党组成员讲党课.讲题", YEAR).titles == ("讲宪法",)


def test_a_lecture_counts_by_what_the_lecturer_was_that_day(office, people):
    for month in (3, 10):
        held("党课", date(2022, month, 7), parts=(PartDraft(Role.LECTURER, people[0].id),))
    before = register.figures(Scope(Period.half(2022, 1)))
    cadres.add_posting(people[0].id, PostingDraft(office, date(2022, 9, 1)))
    assert register.figure("支部书记讲党课.次数", YEAR).numerator == 1
    assert register.figures(Scope(Period.half(2022, 1))) == before


def test_a_lecturer_without_a_mark_still_lectured_for_his_unit(people):
    held("党课", date(2022, 3, 7), parts=(PartDraft(Role.LECTURER, people[0].id),))
    bureau = YEAR.of(Population("局机关"))
    assert register.figure("党课.主讲人次", bureau).numerator == 1
    assert register.figure("党课.次数", bureau).numerator == 0


def test_marks_after_somebody_left_count_nowhere(people, recorded):
    cadres.leave(people[0].id, date(2022, 3, 1), "调出")
    for population in (EVERYBODY, Population("局机关"), Population("办公室")):
        assert register.figure("夜学.人次", YEAR.of(population)).numerator == 2
    assert register.marks(YEAR.period)[recorded].attended == 2
    assert len(evidence.records("夜学.人次", YEAR)) == 2


def test_whoever_is_posted_outside_belongs_to_nothing_but_that_unit(people, recorded):
    units.add(UnitDraft("政法委", "外单位"))
    outside = next(unit.id for unit in units.listed() if unit.name == "政法委")
    cadres.add_posting(people[0].id, PostingDraft(outside, date(2022, 3, 1)))
    assert register.figure("在岗.人数", YEAR).numerator == 3
    assert register.figure("夜学.人次", YEAR).numerator == 2
    assert register.figure("夜学.人次", YEAR.of(Population("政法委"))).numerator == 1


def test_a_unit_holds_the_units_under_it(office, people, recorded):
    units.add(UnitDraft("档案室", parent_id=office))
    archive = next(unit.id for unit in units.listed() if unit.name == "档案室")
    cadres.add_posting(people[0].id, PostingDraft(archive, date(2022, 1, 1)))
    assert register.figure("夜学.人次", YEAR.of(Population("办公室"))).numerator == 3
    assert register.figure("夜学.人次", YEAR.of(Population("档案室"))).numerator == 1


def test_each_denominator_divides_by_its_own_people(office, people):
    cadres.leave(people[1].id, date(2022, 6, 30), "退休")
    cadres.add(CadreDraft("新来的"), PostingDraft(office, date(2022, 12, 1)))
    for cadre in people[:2]:
        notes.add(NoteDraft(cadre.id, "心得体会", date(2022, 3, 7), words=1500))
    heads = {
        Denominator.END: 4,
        Denominator.EVER: 5,
        Denominator.SUBMITTERS: 2,
        Denominator.AVERAGE: 3 + Fraction(181 + 31, 365),
    }
    for denominator, expected in heads.items():
        figure = register.figure("心得体会.人均字数", replace(YEAR, denominator=denominator))
        assert (figure.numerator, figure.denominator) == (3000, expected)


def test_party_members_count_from_the_day_they_joined(office):
    joined = CadreDraft("新党员", political_status="中共预备党员", party_joined_on=date(2022, 7, 1))
    cadres.add(joined, PostingDraft(office, date(2020, 1, 1)))
    (cadre,) = cadres.listed()
    for month in (3, 9):
        notes.add(NoteDraft(cadre.id, "心得体会", date(2022, month, 7), words=1000))
    assert register.figure("心得体会.篇数", YEAR.of(Population.parse("党员"))).numerator == 1
    assert register.figure("在岗.人数", Scope(Period.half(2022, 1), Population.parse("党员"))).numerator == 0


def test_a_signature_counts_from_its_day_and_until_it_is_void(people):
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 7), words=1000))
    (note,) = notes.keys(notes.Wanted())
    notes.sign([note], ReviewDraft("李书记", date(2022, 4, 2), "好"))
    rate = [
        register.figure("学习笔记.审签率", replace(YEAR, as_of=as_of)).text
        for as_of in (date(2022, 4, 1), date(2022, 4, 2), None)
    ]
    assert rate == ["0.0%", "100.0%", "100.0%"]
    notes.change(note, replace(notes.draft_of(note), words=1200))
    assert register.figure("学习笔记.已签", YEAR).numerator == 0
    assert register.figure("学习笔记.已签", replace(YEAR, as_of=date(2022, 12, 31))).numerator == 1


def test_a_year_of_months_for_all_subjects_costs_the_same_however_many_sessions(people):
    for measure, population in (("次数", "全系统"), ("人次", "局机关"), ("人学时", "党员")):
        plans.add(
            PlanItemDraft(2022, "理论", measure, subject="夜学", measure=measure, population=population, target=1000)
        )

    def cost():
        with count_queries() as queries:
            register.by_month(2022, YEAR)
        return queries.count

    held("夜学", date(2022, 1, 5), {people[0].id: Mark.PRESENT})
    one = cost()
    for month in range(1, 13):
        marks = {cadre.id: Mark.PRESENT for cadre in people}
        lecturer = (PartDraft(Role.LECTURER, people[0].id),)
        held("夜学", date(2022, month, 8), marks, parts=lecturer, outsiders=(("政法委", 3),))
        notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, month, 8), words=100))
    assert cost() == one
    assert one <= 80


def test_the_plan_stands_as_what_was_done_by_the_day(people):
    plans.add(PlanItemDraft(2022, "理论", "夜学", subject="夜学", measure="次数", target=200, target_unit="次"))
    plans.add(PlanItemDraft(2022, "理论", "调研"))
    for month in (3, 9):
        held("夜学", date(2022, month, 7), {people[0].id: Mark.PRESENT})
    for day, done, state in (
        (date(2022, 3, 6), 0, PlanState.NOT_DUE),
        (date(2022, 8, 1), 1, PlanState.ON_TRACK),
        (date(2022, 9, 7), 2, PlanState.DONE),
        (date(2023, 5, 1), 2, PlanState.DONE),
    ):
        item, unmeasured = plans.progress(2022, day)
        assert (item.done.numerator, item.state) == (done, state)
        assert item.done.records == len(evidence.records(item.figure_name, item.scope)) == done
        assert unmeasured.state is PlanState.UNMEASURED
    done = {month: found["年度计划.完成数"].numerator for month, found in register.by_month(2022, YEAR).items()}
    assert [done[month] for month in (1, 8, 9, 12)] == [0, 0, 1, 1]
    assert register.figure("年度计划.完成率", YEAR).text == "100.0%"
    assert [line.title for line in evidence.records("年度计划.计划数", YEAR)] == ["夜学", "调研"]
    assert [line.title for line in evidence.records("年度计划.完成数", YEAR)] == ["夜学"]
    assert register.figure("年度计划.完成数", YEAR).records == 1


def test_next_years_plan_has_nothing_done_before_it_begins(people):
    plans.add(PlanItemDraft(2022, "理论", "夜学", subject="夜学", measure="次数", target=200))
    held("夜学", date(2022, 1, 1), {people[0].id: Mark.PRESENT})
    (item,) = plans.progress(2022, date(2021, 12, 31))
    assert (item.done.numerator, item.expected, item.state) == (0, 0, PlanState.NOT_DUE)


def test_a_subject_can_be_tried_before_it_is_kept(recorded):
    tried = SubjectOf(0, "试", SubjectKind.SESSIONS, "场", Filter(title_has="夜学"), retired=False)
    assert register.preview(tried, "人次", YEAR).text == "3人次"
    assert register.preview(tried, "次数", YEAR).text == "1场"


def test_a_retired_subject_is_still_counted(recorded):
    subjects.add(SubjectDraft("旧品牌", retired=True))
    assert register.figure("旧品牌.次数", YEAR).numerator == 1


def test_records_lead_to_what_they_are_about(people, recorded):
    lines = evidence.records("夜学.应到人次", YEAR)
    assert {line.table for line in lines} == {"session"}
    assert {line.id for line in lines} == {recorded}
    assert [(line.who, line.detail) for line in lines] == [
        ("李雷", "到"),
        ("韩梅梅", "到"),
        ("王伟（法制股）", "到"),
        ("王伟（办公室）", "请假"),
    ]
    assert [line.who for line in evidence.records("夜学.人数", YEAR)] == ["李雷", "韩梅梅", "王伟（法制股）"]


def test_what_was_undone_is_counted_no_more(recorded):
    history.undo_last()
    assert register.figure("夜学.次数", YEAR).numerator == 0
    history.redo_last()
    assert register.figure("夜学.人次", YEAR).numerator == 3


def test_the_units_of_a_population(office, people):
    units.add(UnitDraft("城关所", "司法所"))
    units.add(UnitDraft("档案室", parent_id=office))
    ids = {unit.name: unit.id for unit in units.listed()}
    cadres.make_list("青年", [people[0].id])
    assert register.units_within(Population("局机关")) == {ids["办公室"], ids["档案室"]}
    assert register.units_within(Population("司法所")) == {ids["城关所"]}
    assert register.units_within(Population("办公室")) == {ids["办公室"], ids["档案室"]}
    assert register.units_within(Population("青年")) == set()
    assert register.in_post(Population("青年"), date(2022, 1, 1)) == {people[0].id}
