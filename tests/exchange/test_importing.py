"""Import as a whole: files in any order, all problems at once, all or nothing."""

import os
import random
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from desktop_app.core.errors import UserError
from desktop_app.core.progress import Cancelled
from desktop_app.exchange import importing
from desktop_app.exchange.importing import Kind, Problem
from desktop_app.records import cadres, history, known, ledger, notes, plans, session_list
from desktop_app.records import ledger as ledgers
from desktop_app.records.session_list import Wanted

FOUR = [ledger.SAMPLE / f"{name}.xlsx" for name in ("花名册", "活动台账", "心得笔记", "年度计划")]
UNITS = [["单位", "性质"], ["办公室", "局机关"]]
PEOPLE = [["姓名", "单位", "入职日期"], ["李雷", "办公室", date(2020, 1, 1)], ["韩梅梅", "办公室", date(2020, 1, 1)]]
SESSIONS = [["编号", "类型", "题目", "日期"], ["2022-001", "读书会", "第1期", date(2022, 3, 7)]]
MARKS = [["活动编号", "姓名", "出勤"], ["2022-001", "李雷", "到"], ["2022-001", "韩梅梅", "请假"]]
PLAN = [["年度", "部分", "内容", "统计项", "指标", "目标"], [2022, "政治理论学习", "读书", "读书会", "次数", 12]]


@pytest.fixture
def small_year(workbook):
    """A roster, sessions of a new kind and a plan that aims at that kind."""
    return {
        "roster": workbook("花名册.xlsx", {"单位": UNITS, "花名册": PEOPLE}),
        "sessions": workbook("活动台账.xlsx", {"活动": SESSIONS, "出勤": MARKS}),
        "plan": workbook("年度计划.xlsx", {"年度计划": PLAN}),
    }


def read(*paths, report=lambda done, total: None):
    return importing.read_files(paths, known.now(), report)


def counts():
    return (
        len(cadres.listed()),
        len(session_list.keys(Wanted())),
        len(notes.keys(notes.Wanted())),
        len(plans.progress(2022)),
    )


def test_the_files_of_a_year_may_come_in_any_order(ledger):
    shuffled = random.Random(3).sample(FOUR, len(FOUR))
    reading = read(*shuffled)
    assert [batch.kind for batch in reading.batches] == [Kind.ROSTER, Kind.SESSIONS, Kind.NOTES, Kind.PLAN]
    assert [batch.count_text for batch in reading.batches] == [
        "13个单位、34人、3次任职变动", "137场、3999人次出勤", "481篇", "11项",
    ]  # fmt: skip
    assert (reading.problems, reading.notices) == ((), ())


def test_each_file_is_a_step_of_history_that_can_be_undone(ledger):
    importing.write_all(read(*FOUR))
    assert counts() == (34, 137, 481, 11)
    assert [step.title for step in history.steps(10)] == [
        "导入年度计划11项（年度计划.xlsx）",
        "导入心得笔记481篇（心得笔记.xlsx）",
        "导入活动137场（活动台账.xlsx）",
        "导入花名册（34人，花名册.xlsx）",
    ]
    history.undo_last()
    history.undo_last()
    assert counts() == (34, 137, 0, 0)
    assert ledgers.check_up() == []


def test_a_copy_is_made_before_anything_is_written(ledger, small_year):
    importing.write_all(read(small_year["roster"]))
    assert [copy.reason for copy in ledgers.backups()] == ["导入前"]


def test_a_later_file_knows_what_an_earlier_one_brings(ledger, small_year):
    reading = read(small_year["plan"], small_year["sessions"], small_year["roster"])
    assert reading.problems == ()
    importing.write_all(reading)
    assert counts() == (2, 1, 0, 1)
    assert plans.progress(2022)[0].done.value == 1


def test_some_of_the_files_can_come_later(ledger, small_year):
    importing.write_all(read(small_year["roster"]))
    importing.write_all(read(small_year["sessions"]))
    assert counts() == (2, 1, 0, 0)


def test_one_workbook_may_hold_everything(ledger, workbook):
    path = workbook("台账.xlsx", {"年度计划": PLAN, "出勤": MARKS, "活动": SESSIONS, "单位": UNITS, "人员": PEOPLE})
    reading = read(path)
    assert reading.problems == ()
    importing.write_all(reading)
    assert counts() == (2, 1, 0, 1)


def test_the_problems_of_all_files_are_listed_at_once_and_nothing_is_written(ledger, workbook, tmp_path):
    (tmp_path / "照片.xlsx").write_bytes(b"\xff\xd8\xff\xe0\0")
    paths = [
        workbook("年度计划.xlsx", {"年度计划": [PLAN[0], [2022, "甲", "乙", "读书汇", "次数", 1]]}),
        tmp_path / "照片.xlsx",
        workbook("活动台账.xlsx", {"活动": SESSIONS, "出勤": [*MARKS, ["2022-001", "李磊", "√√"]]}),
        workbook("花名册.xlsx", {"单位": UNITS, "花名册": PEOPLE}),
        workbook("别的.xlsx", {"Sheet1": [["甲", "乙"]]}),
    ]
    reading = read(*paths)
    assert [(problem.file, problem.row, problem.column) for problem in reading.problems] == [
        ("年度计划.xlsx", 2, "统计项"),
        ("照片.xlsx", 0, ""),
        ("活动台账.xlsx", 4, "出勤"),
        ("活动台账.xlsx", 4, "姓名"),
        ("别的.xlsx", 0, ""),
    ]
    with pytest.raises(UserError, match=r"^文件里有5处问题，没有导入任何内容"):
        importing.write_all(reading)
    assert counts() == (0, 0, 0, 0)
    assert history.undoable() is None


def test_a_problem_says_its_place_in_one_sentence():
    problem = Problem("活动台账.xlsx", "出勤", 12, "出勤", "不认识的出勤“√√”，请用到、迟到。")
    assert str(problem) == "活动台账.xlsx “出勤”第 12 行“出勤”：不认识的出勤“√√”，请用到、迟到。"
    assert str(Problem("照片.xlsx", "", 0, "", "这是一张图片。")) == "照片.xlsx：这是一张图片。"


def test_a_workbook_without_any_known_table_says_which_headings_there_could_be(ledger, workbook):
    (problem,) = read(workbook("别的.xlsx", {"Sheet1": [["甲", "乙"]]})).problems
    assert str(problem).startswith("别的.xlsx：没有认出可以导入的表（花名册、活动类型、活动台账、")


def test_the_same_year_a_second_time_adds_nobody_and_nothing_twice(ledger, small_year):
    importing.write_all(read(*small_year.values()))
    again = read(*small_year.values())
    assert again.notices == ("花名册.xlsx “花名册”：李雷、韩梅梅已在花名册中，跳过。",)
    assert [(problem.file, problem.column) for problem in again.problems] == [
        ("活动台账.xlsx", "编号"), ("年度计划.xlsx", "内容"),
    ]  # fmt: skip


def test_who_had_left_returns_and_may_be_marked_again(ledger, workbook, small_year):
    people = [[*PEOPLE[0], "离岗日期"], [*PEOPLE[1], "2021-12-31"], [*PEOPLE[2], None]]
    importing.write_all(read(workbook("人.xlsx", {"单位": UNITS, "花名册": people})))
    assert len(read(small_year["sessions"]).problems) == 1
    back = workbook("变动.xlsx", {"任职变动": [["姓名", "自何日", "单位"], ["李雷", "2022-02-01", "办公室"]]})
    reading = read(small_year["sessions"], back)
    assert reading.problems == ()
    importing.write_all(reading)
    spans = [(posting.from_date, posting.to_date) for posting in cadres.postings(1)]
    assert spans == [(date(2020, 1, 1), date(2021, 12, 31)), (date(2022, 2, 1), None)]


def test_stopped_half_way_everything_is_as_before(ledger, small_year):
    def stop(done, total):
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        importing.write_all(read(*small_year.values()), stop)
    assert counts() == (0, 0, 0, 0)
    assert history.undoable() is None
    importing.write_all(read(*small_year.values()))
    assert counts() == (2, 1, 0, 1)


def test_progress_counts_up_to_everything(ledger, small_year):
    seen = []
    importing.write_all(read(*small_year.values()), lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert {total for _, total in seen} == {5}


KILLED = """
import os, signal, sys
from pathlib import Path
from desktop_app.exchange import importing
from desktop_app.records import known, ledger

def kill(done, total):
    if done == 300:
        os.kill(os.getpid(), signal.SIGKILL)

ledger.open_(Path(sys.argv[1]))
importing.write_all(importing.read_files(sorted(ledger.SAMPLE.glob("*.xlsx")), known.now()), kill)
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_killed_while_importing_nothing_of_it_is_left_and_the_next_start_says_so(tmp_path):
    folder = tmp_path / "台账"
    ledgers.create(folder)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(folder)], cwd=Path(__file__).parents[2], check=False)
    assert killed.returncode == -signal.SIGKILL
    told = ledgers.open_(folder)
    try:
        assert told == (
            "上次“导入花名册.xlsx、活动台账.xlsx、其他台账.xlsx、心得笔记.xlsx、年度计划.xlsx”没有做完，数据保持在它开始之前的样子。",
        )
        assert counts() == (0, 0, 0, 0)
        assert ledgers.check_up() == []
    finally:
        ledgers.close()
