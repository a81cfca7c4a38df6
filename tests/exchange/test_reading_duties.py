from dataclasses import replace
from datetime import date

import pytest

from desktop_app.exchange import importing
from desktop_app.exchange.importing import Kind
from desktop_app.exchange.reading import duties
from desktop_app.records import duty_rules, history, known
from desktop_app.records.duty_rules import DutySpan

HEADING = [
    "学时任务",
    "应达学时",
    "应达天数",
    "年限",
    "职级含",
    "职级不含",
    "仅党员",
    "计入类型",
    "开始日期",
    "结束日期",
]


def sheet(*lines):
    return {"学时规定": [HEADING, *lines]}


def test_duties_are_read_and_written_as_one_step(ledger, workbook):
    file = workbook(
        "规定.xlsx",
        sheet(
            ["股级干部", "60学时", "8天", None, "股级、科员", None, None, None, "2022-01-01", None],
            ["预备党员", "40", None, 2, None, "工勤", "是", "党课、夜学", "2022年1月1日", "2023-12-31"],
        ),
    )
    found = importing.read_files([file], known.now())
    assert [str(problem) for problem in found.problems] == []
    (batch,) = found.batches
    assert (batch.kind, batch.count_text) == (Kind.DUTIES, "2项")
    importing.write(batch)
    first, second = duty_rules.duties()[-2:]
    assert (first.hours, first.days, first.years, first.ranks, first.kinds) == (6000, 800, 1, "股级、科员", ())
    assert (second.years, second.party_only, second.not_ranks, second.kinds) == (2, True, "工勤", ("党课", "夜学"))
    assert second.to_date == date(2023, 12, 31)
    assert history.undoable().title.startswith("导入学时规定2项")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (["党员", "40", None, None, None, None, None, None, "2022-01-01", None], "同名的任务“党员”在这段日期已有一条"),
        (["青年", None, None, None, None, None, None, None, "2022-01-01", None], "请填写应达的学时或天数"),
        (["青年", "40", None, None, None, None, None, "读书会", "2022-01-01", None], "没有“读书会”这个活动类型"),
        (["青年", "40", None, None, None, None, "也许", None, "2022-01-01", None], "仅党员"),
        (["青年", "40", None, None, None, None, None, None, "2022-01-01", "2021-01-01"], "结束日期早于开始日期"),
    ],
)
def test_what_is_wrong_is_told_by_its_line(read, known, line, sentence):
    of_party = replace(known, duties=(DutySpan("党员", date(2000, 1, 1), None),))
    (problem,) = read(duties, of_party, sheet(line)).problems
    assert sentence in str(problem)
    assert "第 2 行" in str(problem)


def test_two_of_one_name_may_follow_one_another(read, known):
    before = ["青年", "40", None, None, None, None, None, None, "2022-01-01", "2022-12-31"]
    after = ["青年", "50", None, None, None, None, None, None, "2023-01-01", None]
    found = read(duties, known, sheet(before, after))
    assert found.problems == []
    assert len(found.content) == 2
