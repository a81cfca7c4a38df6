"""Whatever stands in the cells, reading ends in values or in sentences, and what was read can be written."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.exchange.importing import Batch, Kind, write
from desktop_app.exchange.reading import notes, plan, problems, roster, sessions
from desktop_app.exchange.sheets import Broken
from desktop_app.records import history, known

WORDS = (
    "李雷", "王伟（法制股）", "办公室", "局机关", "夜学", "2022-001", "已登记", "不举行", "到", "请假", "学习笔记",
    "待审", "已签", "次数", "全系统", "男", "《甲》《乙》", "19:30", "2022-03-07", "政治理论学习", "合计", "〇",
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(WORDS), st.none(), st.integers(-5, 50_000), st.floats(), st.booleans(), st.text(max_size=5),
    st.dates(date(2015, 1, 1), date(2023, 1, 1)), st.just(datetime(2022, 3, 7, 19, 30)), st.just(Broken("#REF!")),
)  # fmt: skip
READERS = {Kind.ROSTER: roster, Kind.SESSIONS: sessions, Kind.NOTES: notes, Kind.PLAN: plan, Kind.PROBLEMS: problems}


@st.composite
def sheets_of(draw, reader):
    """A file with all the tables of a kind: every column, a few rows of anything."""
    sheets = {}
    for layout in reader.LAYOUTS:
        names = [column.name for column in layout.columns]
        row = st.lists(VALUES, min_size=len(names), max_size=len(names))
        sheets[layout.name] = [names, *draw(st.lists(row, max_size=3))]
    return sheets


@pytest.mark.parametrize("kind", READERS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_anything_in_the_cells_becomes_values_or_sentences(kind, data, read, known):
    found = read(READERS[kind], known, data.draw(sheets_of(READERS[kind])))
    assert all(problem.endswith("。") for problem in found.problems)


THEN = st.dates(date(2020, 1, 1), date(2022, 1, 1))
NEW_PEOPLE = ("张三", "李四", "王五", "赵六", "李雷")
MEANT = {
    "编号": st.integers(1, 999).map(str),
    "类型": st.sampled_from(("夜学", "读书会")),
    "题目": st.just("第1期"),
    "日期": THEN,
    "状态": st.sampled_from((None, "已登记")),
    "活动编号": st.just("1"),
    "出勤": st.sampled_from((None, "到", "迟到", "补学")),
    "姓名": st.sampled_from(("李雷", "韩梅梅", "王 伟（法制股）")),
    "单位": st.just("办公室"),
    "性质": st.just("局机关"),
    "入职日期": st.dates(date(2015, 1, 1), date(2019, 1, 1)),
    "自何日": THEN,
    "类别": st.sampled_from(("学习笔记", "报告")),
    "提交日期": THEN,
    "字数": st.integers(0, 3000),
    "年度": st.just(2022),
    "部分": st.just("业务"),
    "内容": st.text(min_size=1),
    "统计项": st.just("夜学"),
    "指标": st.sampled_from(("次数", "人次")),
    "目标": st.sampled_from((12, "1.5")),
    "发现日期": THEN,
    "问题": st.text(min_size=1),
    "干部": st.sampled_from((None, "李雷", "王伟（法制股）")),
    "来源活动": st.sampled_from((None, "查摆会")),
    "整改证明": st.just("报告"),
}


@st.composite
def meant_sheets(draw, reader):
    """Rows as a clerk means them; only now and then are two of them in each other's way."""
    sheets = {}
    for layout in reader.LAYOUTS:
        names = [column.name for column in layout.columns if column.name in MEANT]
        meant = MEANT | ({"姓名": st.sampled_from(NEW_PEOPLE)} if layout is roster.CADRES else {})
        if layout is notes.NOTES:
            meant["状态"] = st.sampled_from((None, "待审"))
        if layout is problems.PROBLEMS:
            meant["办结日期"] = st.sampled_from((None, date(2022, 3, 1)))
        if layout is sessions.MARKS and len(sheets["活动"]) > 1:
            meant["活动编号"] = st.sampled_from([row[0] for row in sheets["活动"][1:]])
        row = st.tuples(*(meant[name] for name in names)).map(list)
        sheets[layout.name] = [names, *draw(st.lists(row, max_size=3))]
    return sheets


@pytest.mark.parametrize("kind", READERS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_was_read_without_a_problem_can_be_written(kind, data, read, people):
    found = read(READERS[kind], known.now(), data.draw(meant_sheets(READERS[kind])))
    if found.content and not found.problems:
        before = history.undoable()
        write(Batch(kind, "表.xlsx", "", 1, found.content))
        now = known.now()  # new sessions have no id before they are written: marks of theirs are another import
        assert found.known == replace(now, sessions=found.known.sessions)
        if history.undoable() != before:
            history.undo_last()
