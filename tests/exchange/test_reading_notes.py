from datetime import date, timedelta

from desktop_app.core.review import Act
from desktop_app.exchange.reading import notes
from desktop_app.records.notes import ReviewDraft

HEADING = ["姓名", "区分", "类别", "题目", "提交日期", "字数", "字数来源", "状态", "审签人", "审签日期", "等次", "意见"]
SIGNED = ["李雷", None, "学习笔记", "1月学习笔记", date(2022, 1, 20), 1098, "手写估算", "已签", "程扎西",
          date(2022, 1, 25), "较好", None]  # fmt: skip
WAITING = {"状态": "待审", "审签人": None, "审签日期": None, "等次": None}


def note(**changed):
    return list((dict(zip(HEADING, SIGNED, strict=True)) | changed).values())


def sheet(*lines):
    return {"心得笔记": [HEADING, *lines]}


def test_a_signed_note_is_read_with_its_signature(read, known):
    (new,) = read(notes, known, sheet(note())).content
    assert (new.person, new.draft.kind, new.draft.words, new.draft.words_source) == (
        ("李雷", ""),
        "学习笔记",
        1098,
        "手写估算",
    )
    assert (new.act, new.review) == (Act.SIGN, ReviewDraft("程扎西", date(2022, 1, 25), "较好"))


def test_a_note_waits_or_was_handed_back(read, known):
    back = note(题目="2月", 状态="退回", 等次=None, 意见="请补充")
    waiting, returned = read(notes, known, sheet(note(**WAITING), back)).content
    assert (waiting.act, waiting.review) == (None, None)
    assert (returned.act, returned.review.opinion) == (Act.RETURN, "请补充")


def test_where_no_state_is_given_the_day_of_signing_says_it(read, known):
    assert read(notes, known, sheet(note(状态=None))).content[0].act is Act.SIGN
    assert read(notes, known, sheet(note(**WAITING | {"状态": None}))).content[0].act is None


def test_the_two_names_of_one_ledger_are_one(read, known):
    found = read(notes, known, sheet(note(类别="读书笔记")))
    assert found.content[0].draft.kind == "学习笔记"
    assert found.notices == []


def test_a_new_kind_is_announced(read, known):
    found = read(notes, known, sheet(note(类别="调研报告")))
    assert found.notices == ["表.xlsx “心得笔记”：类别“调研报告”是新的（1篇），将新增同名的统计项；如是笔误请先改正。"]
    assert "篇数" in found.known.subjects["调研报告"]


def test_what_is_wrong_with_a_note_is_said_at_its_cell(read, known):
    lines = [
        note(姓名="韩梅梅"), note(姓名="张三", 提交日期="2022-07-01", 审签日期="2022-07-02"), note(提交日期="一月"),
        note(字数="约一千"), note(字数=None), note(字数来源="猜的"), note(状态="签了"), note(等次="优"),
    ]  # fmt: skip
    assert read(notes, known, sheet(*lines)).problems == [
        "表.xlsx “心得笔记”第 2 行“姓名”：“韩梅梅”不在花名册里，请改正姓名或先在花名册里登记。",
        "表.xlsx “心得笔记”第 3 行“姓名”：张三在2022年7月1日不在岗，请核对日期或任职。",
        "表.xlsx “心得笔记”第 4 行“提交日期”：“一月”不是日期，请写成 2022-03-07 这样。",
        "表.xlsx “心得笔记”第 5 行“字数”：字数“约一千”不是数字，请只写数字。",
        "表.xlsx “心得笔记”第 6 行“字数”：没有填字数，请补上。",
        "表.xlsx “心得笔记”第 7 行“字数来源”：不认识的字数来源“猜的”，请用文件统计、手写估算、手工录入。",
        "表.xlsx “心得笔记”第 8 行“状态”：不认识的状态“签了”，请用待审、已签、退回。",
        "表.xlsx “心得笔记”第 9 行“等次”：不认识的等次“优”，请用好、较好、一般。",
    ]


def test_a_signature_must_fit_its_state_and_days(read, known):
    tomorrow = date.today() + timedelta(days=1)
    lines = [
        note(状态="待审", 题目="1"), note(审签人=None, 题目="2"), note(审签日期=None, 题目="3"),
        note(审签日期="2022-01-19", 题目="4"), note(审签日期=tomorrow, 题目="5"), note(状态="退回", 题目="6"),
    ]  # fmt: skip
    assert [problem.split("行")[1] for problem in read(notes, known, sheet(*lines)).problems] == [
        "“状态”：状态是“待审”，却有审签日期，请改正状态或删去日期。",
        "“审签人”：状态是“已签”，请填写审签人。",
        "“审签日期”：状态是“已签”，请填写审签日期。",
        "“审签日期”：审签日期2022年1月19日早于提交日期2022年1月20日，请核对。",
        f"“审签日期”：审签日期{tomorrow.year}年{tomorrow.month}月{tomorrow.day}日还没有到，请核对。",
        "“意见”：状态是“退回”，请填写意见。",
    ]


def test_the_same_note_is_not_taken_twice(read, known):
    first = read(notes, known, sheet(note(), note()))
    assert first.problems == ["表.xlsx “心得笔记”第 3 行：与第 2 行完全相同，请删去一行。"]
    assert read(notes, first.known, sheet(note())).problems == [
        "表.xlsx “心得笔记”第 2 行：这一篇台账里已有，请删去这一行。"
    ]
