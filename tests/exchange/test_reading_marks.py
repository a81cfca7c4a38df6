"""出勤 as a long table, joined to sessions that are there already."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.core.attendance import Entry, Mark
from desktop_app.core.session import SessionState
from desktop_app.exchange import importing
from desktop_app.exchange.importing import Kind
from desktop_app.exchange.reading import marks as reading
from desktop_app.records import attendance, history, known, new_marks, session_list
from desktop_app.records.exams import NO_RESULT, Result
from desktop_app.records.new_marks import KnownSession

DAY = date(2022, 3, 7)
DATED = ["日期", "题目", "姓名", "出勤", "请假类别", "补学日期", "补学方式", "成绩", "合格", "证书编号"]
NUMBERED = ["活动编号", "姓名", "出勤"]


def stored(session_id):
    assert session_id == 1
    return {("李雷", ""): (Entry(Mark.PRESENT), NO_RESULT)}


@pytest.fixture
def held(known):
    there = (
        KnownSession(1, "2022-001", DAY, "第1次夜学", "夜学", "待登记"),
        KnownSession(2, "2022-002", DAY, "廉政", "夜学", "已登记"),
        KnownSession(3, "2022-003", DAY, "廉政", "党课", "已登记", 6000),
        KnownSession(4, "2022-004", DAY, "锁了的", "党课", "已锁定"),
        KnownSession(5, "2022-005", date(date.today().year + 1, 1, 1), "以后的", "党课", "计划"),
    )
    return replace(known, sessions=there, marks_of=lambda id_: stored(id_) if id_ == 1 else {})


def line(title, name, mark, *more):
    return ["2022-03-07", title, name, mark, *more, *[""] * (6 - len(more))]


def test_a_session_is_found_by_its_number_or_by_day_and_title(read, held):
    by_number = read(reading, held, {"出勤": [NUMBERED, ["2022-003", "李雷", "到"]]})
    by_title = read(reading, held, {"出勤": [DATED, line("第1次 夜学", "王伟（法制股）", "迟到")]})
    assert (by_number.problems, by_title.problems) == ([], [])
    assert (by_number.content[0].session_id, by_title.content[0].session_id) == (3, 1)


def test_two_of_one_title_on_a_day_are_told_apart_by_their_kind(read, held):
    found = read(reading, held, {"出勤": [DATED, line("廉政", "李雷", "到")]})
    assert "2场" in found.problems[0]
    with_kind = [[*row, kind] for row, kind in ((DATED, "类型"), (line("廉政", "李雷", "到"), "党课"))]
    assert read(reading, held, {"出勤": with_kind}).content[0].session_id == 3


def test_what_belongs_to_a_mark_comes_with_it(read, held):
    rows = [
        DATED,
        line("廉政", "李雷", "请假", "病假"),
        line("第1次夜学", "王伟（法制股）", "补学", "", "2022-03-09", "自学"),
        line("锁了的", "王伟（办公室）", "到"),
    ]
    with_kind = [[*row, kind] for row, kind in zip(rows, ("类型", "党课", "", ""), strict=True)]
    found = read(reading, held, {"出勤": with_kind})
    assert [each.entry for each in found.content] == [
        Entry(Mark.LEAVE, "病假"),
        Entry(Mark.MADE_UP, made_up_on=date(2022, 3, 9), made_up_way="自学"),
    ]
    assert "已锁定" in found.problems[0]


def test_a_score_passes_by_the_pass_mark_of_its_session(read, held):
    rows = [[*DATED, "类型"], [*line("廉政", "李雷", "到", "", "", "", "59.5"), "党课"]]
    assert read(reading, held, {"出勤": rows}).content[0].result == Result(5950, False, "")


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (line("第1次夜学", "李雷", "缺席"), "出勤", "已登记“到”"),
        (line("没有这场", "李雷", "到"), "题目", "没有“没有这场”"),
        (line("廉政", "赵六", "到"), "姓名", "不在花名册"),
        (line("第1次夜学", "王伟（法制股）", "补学", "", "2022-03-01"), "补学日期", "早于活动日期"),
        (line("第1次夜学", "王伟（法制股）", "到", "病假"), "请假类别", "却有请假类别"),
        (line("第1次夜学", "王伟（法制股）", "到", "", "2022-03-09"), "补学日期", "却有补学"),
        (line("第1次夜学", "王伟（法制股）", "缺席", "", "", "", "90"), "出勤", "却有成绩"),
    ],
)
def test_what_cannot_be_is_a_problem_of_its_row_and_column(read, held, row, column, words):
    found = read(reading, held, {"出勤": [DATED, row]})
    assert found.content == ()
    assert any("第 2 行" in each and column in each and words in each for each in found.problems), found.problems


def test_who_is_off_the_roster_that_day_and_days_to_come_are_refused(read, held):
    ahead = replace(held, people={("张三", ""): held.people[("张三", "")]})
    off = replace(ahead, sessions=(KnownSession(6, "9", date(2022, 7, 1), "夜学", "夜学", "已登记"),))
    found = read(reading, off, {"出勤": [NUMBERED, ["9", "张三", "到"]]})
    assert "张三在2022年7月1日不在岗" in found.problems[0]
    found = read(reading, held, {"出勤": [NUMBERED, ["2022-005", "李雷", "到"]]})
    assert "还没有到" in found.problems[0]


def test_the_same_mark_again_is_passed_over_and_said(read, held):
    found = read(reading, held, {"出勤": [DATED, line("第1次夜学", "李雷", "到")]})
    assert (found.content, found.problems) == ((), [])
    assert any("1 条出勤台账里已经一样" in notice for notice in found.notices)


def test_one_person_twice_is_a_problem(read, held):
    found = read(reading, held, {"出勤": [NUMBERED, ["2022-003", "李雷", "到"], ["2022-003", "李雷", "缺席"]]})
    assert "第 2 行重复" in found.problems[0]


def test_a_file_of_marks_records_the_sessions_that_waited_in_one_step(night_study, people, workbook):
    rows = [DATED, line("第1次夜学", "李雷", "到"), line("第1次夜学", "韩梅梅", "请假", "病假")]
    read_ = importing.read_files([workbook("出勤.xlsx", {"出勤": rows})], known.now())
    assert [(batch.kind, batch.count_text) for batch in read_.batches] == [(Kind.MARKS, "2人次")]
    importing.write_all(read_)
    assert history.undoable().title == "导入出勤2人次（出勤.xlsx）"
    assert session_list.rows([night_study])[0].state == SessionState.RECORDED
    assert attendance.entries_of(night_study)[people[1].id] == Entry(Mark.LEAVE, "病假")
    history.undo_last()
    assert session_list.rows([night_study])[0].state == SessionState.DUE


def test_marks_beside_their_sessions_are_read_with_them(people, workbook):
    book = {
        "活动": [["编号", "类型", "题目", "日期"], ["2022-077", "夜学", "夜学", DAY]],
        "出勤": [[*NUMBERED, "请假类别"], ["2022-077", "李雷", "请假", "事假"]],
    }
    importing.write_all(importing.read_files([workbook("活动.xlsx", book)], known.now()))
    (session,) = new_marks.known_sessions()
    assert new_marks.marks_of(session.id) == {("李雷", ""): (Entry(Mark.LEAVE, "事假"), NO_RESULT)}
