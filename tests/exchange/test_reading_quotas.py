from datetime import date

from desktop_app.exchange import importing
from desktop_app.exchange import workbook as yearbook
from desktop_app.exchange.reading import notes, quotas
from desktop_app.records import known, readings
from desktop_app.records import notes as note_records
from desktop_app.records import quotas as quota_records
from desktop_app.records.notes import NoteDraft, Wanted
from desktop_app.records.quotas import QuotaDraft

HEADINGS = ["类别", "周期", "篇数", "字数", "口径", "职级", "宽限天数", "开始日期", "结束日期"]
RULE = ["读书笔记", "每月", 1, "8,000", "局机关", "科员、四级主任科员", 5, "2022-01-01", "2022-12-31"]


class _Module:
    LAYOUTS, read = (quotas.QUOTAS,), staticmethod(quotas.read)


def test_a_rule_is_read_by_its_headings(read, known):
    found = read(_Module, known, {"应交规定": [HEADINGS, RULE]})
    assert found.problems == []
    assert found.content == (
        QuotaDraft(
            "学习笔记", "月", date(2022, 1, 1), 1, 8000, "局机关", ("科员", "四级主任科员"), 5, date(2022, 12, 31)
        ),
    )


def test_what_is_wrong_in_a_rule_stands_at_its_cell(read, known):
    rows = [
        HEADINGS,
        ["心得体会", "周", 1, "", "", "", "", "2022-01-01", ""],
        [*RULE[:4], "火星", *RULE[5:]],
        RULE,
        RULE,
    ]
    found = read(_Module, known, {"应交规定": rows})
    assert [problem.split("：", 1)[0] for problem in found.problems] == [
        "表.xlsx “应交规定”第 2 行“周期”",
        "表.xlsx “应交规定”第 3 行“口径”",
        "表.xlsx “应交规定”第 5 行",
    ]


def test_a_note_names_the_reading_it_answers_and_its_pages(read, known):
    headings = ["姓名", "类别", "提交日期", "字数", "页数", "对应篇目"]
    rows = [
        headings,
        ["李雷", "学习笔记", "2022-03-07", 1200, 3, "《中国共产党章程》"],
        ["李雷", "学习笔记", "2022-03-08", 1200, "", "没有的"],
    ]
    known = type(known)(**vars(known) | {"readings": frozenset({(2022, "中国共产党章程")})})
    found = read(notes, known, {"心得笔记": rows})
    assert [(each.draft.pages, each.reading) for each in found.content] == [(3, (2022, "中国共产党章程"))]
    assert found.problems == ["表.xlsx “心得笔记”第 3 行“对应篇目”：2022年的必学篇目里没有“没有的”，请先登记或改正。"]


def test_rules_readings_and_notes_of_one_workbook_come_in_one_after_the_other(people, workbook):
    path = workbook(
        "年.xlsx",
        {
            "应交规定": [HEADINGS, [*RULE[:4], "办公室", "", *RULE[6:]]],
            "必学篇目": [["年度", "篇目"], [2022, "中国共产党章程"]],
            "心得笔记": [
                ["姓名", "类别", "提交日期", "字数", "对应篇目"],
                ["李雷", "学习笔记", "2022-03-07", 1200, "中国共产党章程"],
            ],
        },
    )
    reading = importing.read_files([path], known.now())
    assert reading.problems == ()
    importing.write_all(reading)
    assert [row.asked for row in quota_records.listed()] == ["每月1篇、8,000字"]
    (note,) = note_records.keys(Wanted())
    assert note_records.draft_of(note).reading_id == readings.ids(2022)["中国共产党章程"]
    again = importing.read_files([path], known.now())
    assert any("台账里已有" in problem.text for problem in again.problems)


def test_the_workbook_of_the_year_says_who_handed_in_what(people):
    quota_records.add(QuotaDraft("学习笔记", "季度", date(2022, 1, 1), notes=1, words=1000))
    note_records.add(NoteDraft(people[0].id, "学习笔记", date(2022, 2, 7), words=1200))
    note_records.add(NoteDraft(people[1].id, "学习笔记", date(2022, 2, 7), words=400))
    (sheet,) = (each for each in yearbook.book(yearbook.Order(2022)) if each.sheet_name == "应交情况")
    (table,) = sheet.tables
    assert table.title == "学习笔记：每季度1篇、1,000字（全系统）"
    assert table.rows[0].cells == (
        "李雷",
        "办公室",
        "已交足",
        "差1篇、1,000字",
        "差1篇、1,000字",
        "差1篇、1,000字",
        4,
        1,
    )
    assert table.rows[1].cells[2] == "差600字"
    assert table.rows[-1].cells == ("交足/应交", "", "1/4", "0/4", "0/4", "0/4", 16, 1)
