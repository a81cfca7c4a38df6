from datetime import date, timedelta

from desktop_app.core.attendance import Mark, Role
from desktop_app.core.session import SessionState
from desktop_app.exchange.reading import sessions
from desktop_app.records.exams import Result
from desktop_app.records.first_topics import TopicDraft
from desktop_app.records.imported import NewPart

HEADING = ["编号", "类型", "题目", "日期", "开始", "结束", "天数", "学时", "主持人", "主讲人", "发言人", "学习篇目",
           "片名", "外单位人数", "状态", "事由"]  # fmt: skip
NIGHT = ["2022-001", "夜学", "第1期夜读班", date(2022, 3, 7), "19:30", "21:30", 0, 1.5, None, None, None, None, None,
         None, "已登记", None]  # fmt: skip
MARKS = ["活动编号", "姓名", "区分", "出勤"]
LI_LEI, WANG_WEI = ("李雷", ""), ("王伟", "法制股")


def night(**changed):
    return list((dict(zip(HEADING, NIGHT, strict=True)) | changed).values())


def sheets(*lines, marks=()):
    return {"活动": [HEADING, *lines], "出勤": [MARKS, *marks]}


def test_a_session_is_read_with_its_parts_and_marks(read, known):
    line = night(主持人="李雷", 发言人="王伟（法制股）、李雷", 学习篇目="《党章》、党史", 外单位人数="73人")
    marks = [
        ["2022-001", "李 雷", None, "到"],
        ["2022-001", "王伟", "法制股", "请假"],
        ["2022-001", "张三", None, None],
    ]
    found = read(sessions, known, sheets(line, marks=marks))
    assert (found.problems, found.notices) == ([], [])
    (new,) = found.content
    assert new.category == "夜学"
    assert (new.draft.number, new.draft.held_on, new.draft.state) == (
        "2022-001",
        date(2022, 3, 7),
        SessionState.RECORDED,
    )
    assert (new.draft.start, new.draft.end, new.draft.days, new.draft.hours) == ("19:30", "21:30", 0, 150)
    assert new.draft.readings == ("《党章》", "党史")
    assert new.draft.outsiders == (("外单位", 73),)
    assert new.parts == (
        NewPart(Role.HOST, LI_LEI), NewPart(Role.SPEAKER, WANG_WEI), NewPart(Role.SPEAKER, LI_LEI),
    )  # fmt: skip
    assert new.marks == {LI_LEI: Mark.PRESENT, WANG_WEI: Mark.LEAVE}
    assert found.known.numbers == {"2022-001"}


def read_line(read, known, heading, values, marks=()):
    """Read the usual night study with further columns."""
    return read(sessions, known, {"活动": [[*HEADING, *heading], [*night(), *values]], "出勤": marks or [MARKS]})


def test_what_a_session_carries_beside_is_read(read, known):
    heading = ["第一议题", "议题来源", "落实措施", "责任部门", "落实时限", "落实情况", "成果报告期限", "合格线"]
    values = ["《二十大报告》", "省委", "学一遍", "办公室", "2022-03-31", "在学", "2022.4.1", "60分"]
    found = read_line(read, known, heading, values)
    assert found.problems == []
    draft = found.content[0].draft
    assert draft.first_topics == (
        TopicDraft("《二十大报告》", "省委", "学一遍", "办公室", date(2022, 3, 31), "在学"),
    )  # fmt: skip
    assert (draft.report_due_on, draft.pass_mark) == (date(2022, 4, 1), 6000)


def test_a_topic_that_cannot_be_is_said_once_at_its_cell(read, known):
    found = read_line(read, known, ["第一议题", "落实措施", "落实时限"], [None, "学", None])
    (problem,) = found.problems
    assert problem.startswith("表.xlsx “活动”第 2 行“第一议题”：请填写第一议题的篇目")
    (problem,) = read_line(read, known, ["第一议题", "落实时限"], ["条例", "2022-03-01"]).problems
    assert problem.startswith("表.xlsx “活动”第 2 行“落实时限”：落实时限2022年3月1日早于活动日期")


def test_titles_of_talks_go_to_those_who_gave_them(read, known):
    line = night(主讲人="李雷、王伟（法制股）")
    found = read(sessions, known, {"活动": [[*HEADING, "讲题"], [*line, "论担当；学党章"]]})
    assert found.content[0].parts == (
        NewPart(Role.LECTURER, LI_LEI, "论担当"), NewPart(Role.LECTURER, WANG_WEI, "学党章"),
    )  # fmt: skip
    (problem,) = read(sessions, known, {"活动": [[*HEADING, "讲题"], [*line, "甲；乙；丙"]]}).problems
    assert "“讲题”：讲题与主讲人、宣讲人的人数不一致" in problem


def test_units_from_outside_are_read_with_their_headcounts(read, known):
    found = read(sessions, known, sheets(night(外单位人数="城关镇12人、县医院3人")))
    assert found.content[0].draft.outsiders == (("城关镇", 12), ("县医院", 3))


def test_results_come_with_the_marks(read, known):
    marks = [[*MARKS, "成绩", "合格", "证书编号"], ["2022-001", "李雷", None, "到", 88.5, None, "证1"],
             ["2022-001", "王伟", "法制股", "到", 90, "不合格", None]]  # fmt: skip
    found = read_line(read, known, ["合格线"], [60], marks)
    assert found.problems == []
    assert found.content[0].results == {LI_LEI: Result(8850, True, "证1"), WANG_WEI: Result(9000, False)}
    absent = [*marks[:1], ["2022-001", "李雷", None, "请假", 60, None, None]]
    (problem,) = read_line(read, known, [], [], absent).problems
    assert problem.startswith("表.xlsx “出勤”第 2 行“出勤”：出勤是“请假”，却有成绩或证书")


def test_an_unknown_mark_is_named_with_those_there_are(read, known):
    found = read(sessions, known, sheets(night(), marks=[["2022-001", "李雷", None, "√√"]]))
    assert found.problems == ["表.xlsx “出勤”第 2 行“出勤”：不认识的出勤“√√”，请用到、迟到、请假、公差、缺席、补学。"]


def test_people_who_are_unknown_doubtful_or_not_in_post_are_named(read, known):
    people = (("韩梅梅", None), ("王伟", None), ("王伟", "政工科"), ("王伟（法制股）", "办公室"), (None, None))
    marks = [["2022-001", name, beside, "到"] for name, beside in people]
    late = night(编号="2022-002", 日期="2022-07-01", 主讲人="张三", 发言人="李四")
    found = read(sessions, known, sheets(night(), late, marks=[*marks, ["2022-002", "张三", None, "到"]]))
    assert found.problems == [
        "表.xlsx “活动”第 3 行“主讲人”：张三在2022年7月1日不在岗，请核对日期或任职。",
        "表.xlsx “活动”第 3 行“发言人”：“李四”不在花名册里，请改正姓名或先在花名册里登记。",
        "表.xlsx “出勤”第 2 行“姓名”：“韩梅梅”不在花名册里，请改正姓名或先在花名册里登记。",
        "表.xlsx “出勤”第 3 行“姓名”：“王伟”有2人同名：王伟（法制股）、王伟（办公室），请注明区分。",
        "表.xlsx “出勤”第 4 行“姓名”：“王伟（政工科）”不在花名册里，"
        "同名的有王伟（法制股）、王伟（办公室），请改正区分。",
        "表.xlsx “出勤”第 5 行“姓名”：“王伟（法制股）”与区分“办公室”不一致，请改成一致。",
        "表.xlsx “出勤”第 6 行“姓名”：没有填姓名，请补上。",
        "表.xlsx “出勤”第 7 行“姓名”：张三在2022年7月1日不在岗，请核对日期或任职。",
    ]


def test_the_last_day_in_post_still_counts(read, known):
    found = read(sessions, known, sheets(night(日期="2022-06-30"), marks=[["2022-001", "张三", None, "到"]]))
    assert found.problems == []


def test_a_number_twice_or_already_in_the_ledger_is_a_problem(read, known):
    again = night(题目="第2期")
    there = night(编号="2021-007")
    known = type(known)(**vars(known) | {"numbers": frozenset({"2021-007"})})
    assert read(sessions, known, sheets(night(), again, there)).problems == [
        "表.xlsx “活动”第 3 行“编号”：编号“2022-001”与第 2 行重复，请改正。",
        "表.xlsx “活动”第 4 行“编号”：编号“2021-007”的活动台账里已有，请改正编号或删去这一行。",
    ]


def test_a_mark_twice_or_of_a_session_that_is_not_there_is_a_problem(read, known):
    marks = [["2022-001", "李雷", None, "到"], ["2022-001", "李雷", None, "请假"], ["2022-009", "李雷", None, "到"]]
    assert read(sessions, known, sheets(night(), marks=marks)).problems == [
        "表.xlsx “出勤”第 3 行“姓名”：李雷在“2022-001”的出勤与第 2 行重复，请删去一行。",
        "表.xlsx “出勤”第 4 行“活动编号”：编号“2022-009”不在这个文件的活动表里，请改正编号。",
    ]


def test_marks_of_a_session_whose_line_is_wrong_are_not_complained_about_as_well(read, known):
    found = read(sessions, known, sheets(night(日期="三月七日"), marks=[["2022-001", "张三", None, "到"]]))
    assert found.problems == ["表.xlsx “活动”第 2 行“日期”：“三月七日”不是日期，请写成 2022-03-07 这样。"]
    assert found.content == ()


def test_what_is_wrong_with_a_session_is_said_at_its_cell(read, known):
    wrong = night(题目=None, 开始="晚上", 天数="半天", 学时="两小时", 外单位人数=7.5, 状态="办了")
    assert read(sessions, known, sheets(wrong)).problems == [
        "表.xlsx “活动”第 2 行“状态”：不认识的状态“办了”，请用计划、待登记、草稿、已登记、已锁定、不举行。",
        "表.xlsx “活动”第 2 行“题目”：没有填题目，请补上。",
        "表.xlsx “活动”第 2 行“开始”：“晚上”不是时刻，请写成 19:30 这样。",
        "表.xlsx “活动”第 2 行“天数”：天数“半天”不是数字，请只写数字。",
        "表.xlsx “活动”第 2 行“学时”：学时“两小时”不是数字，请只写数字。",
        "表.xlsx “活动”第 2 行“外单位人数”：外单位人数“7.5”应是整数，请改正。",
    ]


def test_a_session_cannot_end_before_it_begins(read, known):
    (problem,) = read(sessions, known, sheets(night(结束="19:00"))).problems
    assert problem.startswith("表.xlsx “活动”第 2 行“结束”：结束时间19:00不晚于开始时间19:30")


def test_one_that_was_not_held_has_a_reason_and_no_marks(read, known):
    found = read(sessions, known, sheets(night(状态="不举行")))
    assert found.problems == ["表.xlsx “活动”第 2 行“事由”：不举行的活动请填写事由。"]
    off = night(状态="不举行", 事由="法定节假日")
    assert read(sessions, known, sheets(off)).content[0].draft.reason == "法定节假日"
    assert read(sessions, known, sheets(off, marks=[["2022-001", "李雷", None, "到"]])).problems == [
        "表.xlsx “活动”第 2 行“状态”：状态是“不举行”，却有出勤记录，请改正状态或删去出勤。"
    ]


def test_a_day_to_come_is_planned_and_cannot_be_recorded(read, known):
    ahead = date.today() + timedelta(days=30)
    assert read(sessions, known, sheets(night(日期=ahead, 状态=None))).content[0].draft.state is SessionState.PLANNED
    (problem,) = read(sessions, known, sheets(night(日期=ahead))).problems
    assert "还没有到，不能是“已登记”" in problem


def test_a_new_kind_of_session_is_announced_and_known_to_the_plan(read, known):
    found = read(sessions, known, sheets(night(类型="读书会"), night(编号="2022-002", 类型="读书会")))
    assert found.notices == ["表.xlsx “活动”：活动类型“读书会”是新的（2场），将连同统计项一起新增；如是笔误请先改正。"]
    assert "次数" in found.known.subjects["读书会"]
    assert read(sessions, known, sheets(night(类型="读书|会"))).problems[0].startswith("表.xlsx “活动”第 2 行“类型”")


def test_without_any_roster_one_sentence_says_so(read, nothing):
    found = read(sessions, nothing, sheets(night(主持人="李雷"), marks=[["2022-001", "李雷", None, "到"]]))
    assert found.problems == ["表.xlsx “活动”：台账里还没有人员，请先导入花名册，或与花名册一起导入。"]
