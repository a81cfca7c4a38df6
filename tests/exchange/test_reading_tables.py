import pytest

from desktop_app.exchange.reading import notes, roster, sessions
from desktop_app.exchange.sheets import Broken, Sheet

UNITS = ["单位", "性质", "序号"]


def test_columns_are_found_by_name_in_any_order_under_title_lines(read, nothing):
    rows = [["某某县司法局"], [], ["序号", "备用", " 性 质 ", "*单位（全称）"], [1, None, "局机关", "办公室"]]
    found = read(roster, nothing, {"Sheet1": rows})
    assert [unit.name for unit in found.content.units] == ["办公室"]
    assert found.problems == []
    assert found.notices == ["表.xlsx “Sheet1”：“备用”列没有用到，已忽略。"]


def test_a_missing_heading_is_named_with_its_sheet(read, nothing):
    rows = [["标题"], ["活动编号", "姓名", "区分"], ["2022-001", "李雷", None]]
    assert read(sessions, nothing, {"出勤": rows}).problems == ["表.xlsx “出勤”第 2 行：缺少“出勤”列，请补上这个标题。"]
    assert read(sessions, nothing, {"出勤": []}).problems == [
        "表.xlsx “出勤”：缺少“活动编号”、“姓名”、“出勤”列，请补上这个标题。"
    ]


def test_a_table_under_another_name_is_known_by_most_of_its_headings(read, nothing):
    rows = [["姓名", "类别", "题目", "字数", "等次"], ["李雷", "学习笔记", "一月", 1000, "好"]]
    assert read(notes, nothing, {"Sheet1": rows}).problems == [
        "表.xlsx “Sheet1”第 1 行：缺少“提交日期”列，请补上这个标题。"
    ]


def test_a_sheet_of_her_own_beside_the_table_is_passed_over(read, nothing):
    found = read(roster, nothing, {"单位": [UNITS, ["办公室", "局机关"]], "通讯录": [["姓名", "职务", "单位", "电话"]]})
    assert found.problems == []
    assert found.notices == ["表.xlsx “通讯录”：认不出是什么表，已跳过。"]


def test_totals_signatures_and_repeated_headings_are_passed_over_and_said(read, nothing):
    rows = [
        UNITS,
        ["办公室", "局机关", 1],
        UNITS,
        ["合 计", None, 1],
        ["制表人：李雷"],
        [None, None, 7],
        ["政工科", "局机关"],
    ]
    found = read(roster, nothing, {"单位": rows})
    assert [unit.name for unit in found.content.units] == ["办公室", "政工科"]
    assert found.notices == ["表.xlsx “单位”：第 3、4、5 行是合计、签名或重复的标题，已跳过。"]


def test_a_row_that_only_begins_like_a_signature_is_data(read, nothing):
    rows = [UNITS, ["制表中心", "局机关", 1], ["合计", "局机关", 1], ["制表：李雷", None, 2]]
    found = read(roster, nothing, {"单位": rows})
    assert [unit.name for unit in found.content.units] == ["制表中心"]
    assert found.notices == ["表.xlsx “单位”：第 3、4 行是合计、签名或重复的标题，已跳过。"]


def test_an_error_cell_and_a_formula_without_value_are_problems_not_blanks(read, nothing):
    rows = [UNITS, [Broken("#REF!"), "局机关", Broken("")]]
    assert read(roster, nothing, {"单位": rows}).problems == [
        "表.xlsx “单位”第 2 行“单位”：这一格是错误值 #REF!，请在表里改正。",
        "表.xlsx “单位”第 2 行“序号”：这一格的公式还没有算出结果，请用 WPS 打开并保存一次再导入。",
    ]


def test_hidden_rows_and_merged_cells_are_read_and_said(read, nothing):
    sheet = Sheet("单位", [UNITS, ["办公室", "局机关"], ["政工科", "局机关"]], merged=1, hidden=frozenset({3}))
    found = read(roster, nothing, {"单位": sheet})
    assert len(found.content.units) == 2
    assert found.notices == [
        "表.xlsx “单位”：有 1 处上下合并的单元格，每一行都按首格的内容读入。",
        "表.xlsx “单位”：第 3 行被隐藏或筛选掉，也一并读入。",
    ]


def test_a_hidden_sheet_is_not_read_and_that_is_said(read, nothing):
    sheet = Sheet("单位", [UNITS, ["办公室", "局机关"]], is_hidden=True)
    found = read(roster, nothing, {"单位": sheet})
    assert (found.content, found.notices) == (None, ["表.xlsx “单位”：这个工作表被隐藏，没有读。"])


@pytest.mark.parametrize("heading", ["姓名\n", "姓 名", "姓名：", "姓名(必填)", "＊姓名"])
def test_headings_are_compared_without_what_people_add_to_them(heading, read, known):
    rows = [[heading, "自何日", "单位"], ["李雷", "2022-07-01", "办公室"]]
    found = read(roster, known, {"任职变动": rows})
    assert (len(found.content.moves), found.problems) == (1, [])
