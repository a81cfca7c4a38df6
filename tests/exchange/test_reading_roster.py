from datetime import date

from desktop_app.exchange.reading import roster
from desktop_app.records.known import Stay
from desktop_app.records.units import UnitDraft

UNITS = [["单位", "性质", "序号"], ["办公室", "局机关", 1], ["河口司法所", "司法所", 2]]
HEADING = ["姓名", "区分", "性别", "出生年月", "单位", "领导身份", "人员类别", "政治面貌", "入职日期", "离岗日期"]
LI_LEI = ["李雷", None, "男", "1996-07", "办公室", "党组成员、班子成员", "公务员", "党员", date(2018, 5, 5), None]
MOVES = ["姓名", "区分", "自何日", "单位", "职务", "职级", "领导身份"]


def line(*pairs, base=LI_LEI):
    """李雷's line with some of its cells changed."""
    changed = dict(zip(HEADING, base, strict=True)) | dict(pairs)
    return list(changed.values())


def roster_of(*lines, moves=()):
    return {"单位": UNITS, "花名册": [HEADING, *lines], "任职变动": [MOVES, *moves]}


def test_units_and_people_with_their_first_posting_are_read(read, nothing):
    found = read(roster, nothing, roster_of(line(("离岗日期", "2022年9月30日"))))
    assert found.problems == []
    assert found.content.units[0] == UnitDraft("办公室", "局机关", position=1)
    (new,) = found.content.cadres
    assert (new.cadre.name, new.cadre.gender, new.cadre.birth_month) == ("李雷", "男", "1996-07")
    assert new.cadre.political_status == "中共党员"
    assert (new.unit, new.leadership) == ("办公室", ("党组成员", "班子成员"))
    assert (new.from_date, new.to_date) == (date(2018, 5, 5), date(2022, 9, 30))
    assert found.known.people["李雷", ""] == (Stay(date(2018, 5, 5), date(2022, 9, 30)),)


def test_names_are_taken_without_spaces_and_their_distinction_from_brackets_or_its_column(read, nothing):
    lines = [line(("姓名", "张　三")), line(("姓名", "王伟（办公室）")), line(("姓名", "王伟"), ("区分", "河口司法所"))]
    found = read(roster, nothing, roster_of(*lines))
    assert [(new.cadre.name, new.cadre.distinction) for new in found.content.cadres] == [
        ("张三", ""), ("王伟", "办公室"), ("王伟", "河口司法所"),
    ]  # fmt: skip


def test_namesakes_are_never_merged(read, nothing):
    found = read(roster, nothing, roster_of(LI_LEI, LI_LEI, line(("区分", "河口"))))
    assert found.problems == [
        "表.xlsx “花名册”第 3 行“姓名”：“李雷”写了两次；同名的人请在“区分”里注明（如所在单位）。",
        "表.xlsx “花名册”第 2 行“区分”：“李雷”有同名的人，请在“区分”里注明（如所在单位）。",
    ]


def test_a_namesake_of_somebody_in_the_ledger_is_asked_about(read, known):
    found = read(roster, known, roster_of(line(("区分", "河口")), line(("姓名", "王伟"))))
    assert found.problems == [
        "表.xlsx “花名册”第 2 行“姓名”：台账里已有没有注明区分的“李雷”，请先在干部里给他填上区分。",
        "表.xlsx “花名册”第 3 行“区分”：“王伟”有同名的人，请在“区分”里注明（如所在单位）。",
    ]


def test_who_is_in_the_ledger_already_is_left_as_he_is(read, known):
    found = read(roster, known, roster_of(LI_LEI, line(("姓名", "韩梅梅"))))
    assert [new.cadre.name for new in found.content.cadres] == ["韩梅梅"]
    assert [unit.name for unit in found.content.units] == ["河口司法所"]
    assert found.notices == ["表.xlsx “花名册”：李雷已在花名册中，跳过。"]
    assert found.problems == []


def test_what_is_wrong_with_a_person_is_said_at_its_cell(read, nothing):
    wrong = line(
        ("性别", "未知"), ("出生年月", "九六年"), ("单位", "法治股"), ("入职日期", "很久以前"),
        ("离岗日期", "2022-02-30"),
    )  # fmt: skip
    found = read(roster, nothing, roster_of(wrong, line(("姓名", None)), line(("姓名", "韩梅梅"), ("入职日期", None))))
    assert found.problems == [
        "表.xlsx “花名册”第 2 行“入职日期”：“很久以前”不是日期，请写成 2022-03-07 这样。",
        "表.xlsx “花名册”第 2 行“离岗日期”：“2022-02-30”不是日期，请写成 2022-03-07 这样。",
        "表.xlsx “花名册”第 2 行“出生年月”：“九六年”不是年月，请写成 1996-07 这样。",
        "表.xlsx “花名册”第 2 行“性别”：性别“未知”不认识，请填男或女。",
        "表.xlsx “花名册”第 2 行“单位”：“法治股”不在单位表里，台账里也没有，请改正或先登记这个单位。",
        "表.xlsx “花名册”第 3 行“姓名”：没有填姓名，请补上。",
        "表.xlsx “花名册”第 4 行“入职日期”：没有填入职日期，请补上。",
    ]


def test_a_person_cannot_leave_before_coming(read, nothing):
    found = read(roster, nothing, roster_of(line(("离岗日期", "2018-05-04"))))
    assert found.problems == [
        "表.xlsx “花名册”第 2 行“离岗日期”：离岗日期2018年5月4日早于入职日期2018年5月5日，请核对。"
    ]


def test_a_wrong_unit_is_said_at_its_cell(read, nothing):
    units = [["单位", "性质"], ["办公室", "科室"], ["全系统", "局机关"], ["政工科", "局机关"], ["政工科", "局机关"]]
    problems = read(roster, nothing, {"单位": units}).problems
    assert [problem.split("：")[0] for problem in problems] == [
        "表.xlsx “单位”第 2 行“性质”", "表.xlsx “单位”第 3 行“单位”", "表.xlsx “单位”第 5 行“单位”",
    ]  # fmt: skip


def test_changes_of_posting_are_read(read, nothing):
    found = read(
        roster, nothing, roster_of(LI_LEI, moves=[["李雷", None, 44805, "河口司法所", "所长", None, "支部书记"]])
    )
    (move,) = found.content.moves
    assert (move.person, move.from_date, move.unit) == (("李雷", ""), date(2022, 9, 1), "河口司法所")
    assert (move.post, move.rank, move.leadership) == ("所长", "", ("支部书记",))


def test_a_change_of_posting_must_fall_within_the_time_in_post(read, nothing):
    moves = [["李雷", None, day, "河口司法所"] for day in ("2018-05-05", "2020-01-01", "2020-01-01")]
    moves.append(["韩梅梅", None, "2020-01-01", "河口司法所"])
    found = read(roster, nothing, roster_of(line(("离岗日期", "2022-09-30")), moves=moves))
    assert found.problems == [
        "表.xlsx “任职变动”第 4 行“自何日”：李雷自2020年1月1日的变动写了两次，请删去一行。",
        "表.xlsx “任职变动”第 5 行“姓名”：“韩梅梅”不在花名册里，请改正姓名或先在花名册里登记。",
        "表.xlsx “任职变动”第 2 行“自何日”：李雷的变动日期2018年5月5日不晚于入职日期2018年5月5日，请核对。",
    ]


def test_who_left_and_has_a_later_posting_in_the_same_file_returns(read, nothing):
    moves = [["李雷", None, "2022-12-01", "河口司法所"]]
    found = read(roster, nothing, roster_of(line(("离岗日期", "2022-09-30")), moves=moves))
    assert found.problems == []
    assert found.known.people["李雷", ""] == (Stay(date(2018, 5, 5), date(2022, 9, 30)), Stay(date(2022, 12, 1), None))
    assert any("李雷离岗后又有任职变动，按返回岗位读入" in notice for notice in found.notices)


def test_a_change_the_ledger_has_is_passed_over_and_a_return_is_taken(read, known):
    moves = [["李雷", None, "2015-01-01", "办公室"], ["张三", None, "2023-01-01", "办公室"]]
    found = read(roster, known, {"任职变动": [MOVES, *moves]})
    assert [move.person for move in found.content.moves] == [("张三", "")]
    assert found.notices == [
        "表.xlsx “任职变动”：李雷的任职变动台账里已有，已跳过。",
        "表.xlsx “任职变动”：张三离岗后又有任职变动，按返回岗位读入；如是笔误请先改正。",
    ]
    assert found.known.people["张三", ""][-1] == Stay(date(2023, 1, 1), None)


def test_unusual_roles_are_shown_so_that_a_slip_is_seen(read, nothing):
    found = read(roster, nothing, roster_of(line(("领导身份", "支部书计"), ("政治面貌", "民革"))))
    assert found.problems == []
    assert any("领导身份“支部书计”不是常用的" in notice for notice in found.notices)
    assert any("政治面貌“民革”不是常用的" in notice for notice in found.notices)


PAST = ["姓名", "单位", "职务", "职级", "领导身份", "开始日期", "结束日期", "类别", "离任原因"]


def past_of(*lines):
    return {"单位": UNITS, "花名册": [HEADING, LI_LEI], "任职经历": [PAST, *lines]}


def test_a_history_of_postings_takes_the_place_of_the_rosters_one(read, nothing):
    found = read(roster, nothing, past_of(
        ["李雷", "河口司法所", "科员", "一级科员", None, date(2018, 5, 5), date(2020, 1, 31), None, None],
        ["李雷", "办公室", "主任", "四级主任科员", "中层", date(2020, 2, 1), None, "挂职", None],
    ))  # fmt: skip
    assert found.problems == []
    assert [(past.unit, past.posting.post, past.posting.kind) for past in found.content.past] == [
        ("河口司法所", "科员", "任职"), ("办公室", "主任", "挂职"),
    ]  # fmt: skip
    assert found.known.people["李雷", ""] == (Stay(date(2018, 5, 5), date(2020, 1, 31)), Stay(date(2020, 2, 1), None))


def test_postings_of_a_history_do_not_overlap(read, nothing):
    found = read(roster, nothing, past_of(
        ["李雷", "河口司法所", "科员", None, None, date(2018, 5, 5), date(2020, 2, 1), None, None],
        ["李雷", "办公室", "主任", None, None, date(2020, 2, 1), None, None, None],
        ["李雷", "办公室", "主任", None, None, date(2017, 2, 1), date(2016, 2, 1), None, None],
    ))  # fmt: skip
    assert found.problems == [
        "表.xlsx “任职经历”第 3 行“开始日期”：李雷的这段任职与2018年5月5日至2020年2月1日的任职重叠，请改日期。",
        "表.xlsx “任职经历”第 4 行“结束日期”：任职的结束日期早于开始日期。",
    ]


def test_a_history_the_ledger_has_is_passed_over(read, known):
    stay = known.people["李雷", ""][0]
    line = ["李雷", "办公室", "科员", None, None, stay.first, stay.last, None, None]
    found = read(roster, known, {"任职经历": [PAST, line]})
    assert (found.problems, found.content.past) == ([], ())
    assert "任职经历台账里已有，已跳过" in "".join(found.notices)


def test_a_secondment_among_the_changes_knows_its_last_day(read, nothing):
    heading = [*MOVES, "类别", "最后一日"]
    seconded = ["李雷", None, date(2022, 3, 1), "河口司法所", None, None, None, "借调", date(2022, 5, 31)]
    found = read(roster, nothing, {"单位": UNITS, "花名册": [HEADING, LI_LEI], "任职变动": [heading, seconded]})
    assert found.problems == []
    (move,) = found.content.moves
    assert (move.kind, move.to_date) == ("借调", date(2022, 5, 31))


def test_a_secondment_does_not_outlast_the_posting_it_interrupts(read, nothing):
    heading = [*MOVES, "类别", "最后一日"]
    seconded = ["李雷", None, date(2022, 3, 1), "河口司法所", None, None, None, "借调", date(2022, 12, 31)]
    lines = {"单位": UNITS, "花名册": [HEADING, line(("离岗日期", date(2022, 9, 30)))], "任职变动": [heading, seconded]}
    assert read(roster, nothing, lines).problems == [
        "表.xlsx “任职变动”第 2 行“最后一日”：李雷原来的任职到2022年9月30日为止，最后一日不能晚于这一天，请核对。"
    ]


def test_nobody_is_moved_to_a_unit_that_was_closed_by_then(read, nothing):
    named = [*UNITS[0], "撤销日期"]
    closed = [named, [*UNITS[1], None], [*UNITS[2], date(2021, 12, 31)]]
    moves = [MOVES, ["李雷", None, date(2022, 3, 1), "河口司法所", None, None, None]]
    assert read(roster, nothing, {"单位": closed, "花名册": [HEADING, LI_LEI], "任职变动": moves}).problems == [
        "表.xlsx “任职变动”第 2 行“单位”：“河口司法所”在2022年3月1日还没有成立或已经撤销，请改正单位或日期。"
    ]


def test_a_month_alone_is_taken_as_its_first_day_and_said(read, nothing):
    found = read(roster, nothing, roster_of(line(("入职日期", "2015年3月"))))
    (new,) = found.content.cadres
    assert new.from_date == date(2015, 3, 1)
    assert found.problems == []
    assert found.notices == ["表.xlsx “花名册”：第 2 行的入职日期只有年月，按当月1日读入。"]
