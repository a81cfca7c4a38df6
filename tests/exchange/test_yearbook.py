from dataclasses import replace
from datetime import date

from openpyxl import load_workbook

from desktop_app.core.attendance import Mark, Role
from desktop_app.core.subject import Filter, SubjectKind
from desktop_app.exchange import document_context, documents, workbook
from desktop_app.exchange.report import RowKind, worded
from desktop_app.records import attendance, cadres, categories, next_plan, plans, problems, sessions, subjects
from desktop_app.records.categories import CategoryDraft
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.problems import ProblemDraft
from desktop_app.records.session_draft import SessionDraft
from desktop_app.records.session_parts import PartDraft
from desktop_app.records.subjects import SubjectDraft


def sheet(year, name):
    return next(report for report in workbook.book(workbook.Order(year)) if report.sheet_name == name)


def test_a_year_without_marks_says_so_in_the_file_too(ledger, tmp_path):
    path = tmp_path / "台账.xlsx"
    workbook.write(workbook.Order(2022, sheets={"出勤明细"}), path)
    said = [cell for row in load_workbook(path).active.values for cell in row]
    assert "没有登记的出勤" in said


def test_sessions_that_wait_to_be_recorded_are_said_on_the_first_sheet(night_study):
    assert sheet(2022, "总览").notes[0] == "未登记：1场到期而未登记的活动，各表的数字不含这些场次。"
    assert not any("未登记" in note for note in sheet(2021, "总览").notes)


def test_a_session_of_a_kind_that_is_called_like_a_list_stands_in_the_workbook(people):
    kind = next(row.id for row in categories.listed() if row.name == "法考")
    session = sessions.add(SessionDraft(kind, "法考考务", date(2022, 9, 17)))
    attendance.save(session, {people[0].id: Mark.PRESENT})
    (others,) = sheet(2022, "其他活动").tables
    assert [row.cells[4] for row in others.rows] == ["法考考务", 1]
    (of_people,) = sheet(2022, "出勤(人)").tables
    assert "法考" not in {column.title for column in of_people.columns}


def test_a_ledger_adds_up_whatever_became_of_the_subject_of_its_kind(people):
    """One is called otherwise now and another bears its name, one takes less than its kind, one is gone."""
    own = {row.name: row for row in subjects.listed()}
    subjects.change(own["党课"].id, replace(own["党课"].draft(), filter=Filter(("category-党课",), title_has="专题")))
    for name in ("读书会", "沙龙"):
        categories.add(CategoryDraft(name))
    own = {row.name: row for row in subjects.listed()}
    subjects.change(own["读书会"].id, replace(own["读书会"].draft(), name="读书会场次"))
    subjects.add(SubjectDraft("读书会", SubjectKind.SESSIONS, "次", Filter(title_has="课")))
    subjects.remove(own["沙龙"].id)
    for name in ("党课", "读书会", "沙龙"):
        kind = next(row.id for row in categories.listed() if row.name == name)
        attendance.save(sessions.add(SessionDraft(kind, f"{name}一", date(2022, 3, 7))), {people[0].id: Mark.PRESENT})
    for name, kinds in (("党课", ["党课"]), ("其他活动", ["读书会", "沙龙"])):
        totals = [row for row in sheet(2022, name).tables[0].rows if row.kind is RowKind.TOTAL]
        assert [(row.cells[2], worded(row.cells[4]), worded(row.cells[-3])) for row in totals] == [
            (kind, "1", "1") for kind in kinds
        ]
    titles = [column.title for column in sheet(2022, "出勤(人)").tables[0].columns]
    assert "读书会场次" in titles
    assert not {"党课", "读书会"} & set(titles)
    assert "全部一致" in sheet(2022, "核对").notes[0]


def test_a_speech_of_somebody_not_in_post_counts_on_no_line_of_a_ledger(people):
    kind = next(row.id for row in categories.listed() if row.name == "夜学")
    parts = (PartDraft(Role.SPEAKER, people[0].id), PartDraft(Role.SPEAKER, people[1].id))
    attendance.save(sessions.add(SessionDraft(kind, "夜学", date(2022, 3, 7), parts=parts)), {})
    cadres.leave(people[0].id, date(2022, 3, 1), "调出")
    assert [worded(row.cells[-1]) for row in sheet(2022, "夜学").tables[0].rows] == ["1", "1"]


def test_the_items_of_a_part_stand_together_in_the_order_of_the_plan(ledger):
    for position, (part, content) in enumerate((("学习", "甲"), ("培训", "乙"), ("学习", "丙")), start=1):
        plans.add(PlanItemDraft(2022, part, content, position=position))
    (table,) = sheet(2022, "计划").tables
    assert [[cell for cell in row.cells[:2] if cell] for row in table.rows] == [
        ["学习"], [1, "甲"], [2, "丙"], ["培训"], [3, "乙"],
    ]  # fmt: skip


def test_the_plan_says_how_it_is_spread_what_lacks_and_where_it_went(recorded):
    plans.add(
        PlanItemDraft(
            2022, "学习", "夜学", responsible="政工科", schedule="指定月份", months=(3, 9), subject="夜学",
            measure="次数", target=400, target_unit="次", not_done_reason="疫情",
        )
    )  # fmt: skip
    next_plan.carry_over(2022, [plans.progress(2022)[0].id])
    (table,) = sheet(2022, "计划").tables
    cells = dict(zip([column.title for column in table.columns], table.rows[1].cells, strict=True))
    assert {name: str(cells[name]) for name in ("进度安排", "应完成", "差额", "状态", "未完成原因", "结转")} == {
        "进度安排": "指定月份（3、9月）", "应完成": "4", "差额": "3", "状态": "结转", "未完成原因": "疫情",
        "结转": "结转到2023年",
    }  # fmt: skip


def test_problems_stand_as_of_the_day_of_the_workbook(office):
    problems.add(
        ProblemDraft(date(2022, 3, 7), "卷宗不全", unit_id=office, deadline=date(2022, 4, 1),
                     closed_on=date(2022, 6, 1), evidence="报告")
    )  # fmt: skip
    problems.add(ProblemDraft(date(2022, 9, 1), "后来的"))

    def rows(as_of):
        made = next(each for each in workbook.book(workbook.Order(2022, as_of)) if each.sheet_name == "问题整改")
        return [(row.cells[5], row.cells[9], row.cells[11]) for row in made.tables[0].rows], made.notes[0]

    found, note = rows(date(2022, 5, 31))
    assert found == [("卷宗不全", None, "超期")]
    assert note.startswith("问题数1个，已整改数0个，超期数1个")
    assert rows(None)[0] == [("后来的", None, "整改中"), ("卷宗不全", date(2022, 6, 1), "已整改")]


def test_a_target_without_a_unit_of_its_own_is_told_in_that_of_its_figure(ledger):
    plans.add(PlanItemDraft(2023, "学习", "例会", subject="周例会", measure="次数", target=4000))
    (part,) = document_context.context_of(documents.of_year(2022).scope).plan.parts
    assert part.items[0].target == "40次"


def test_the_hours_stand_against_each_duty_with_what_is_lacking(recorded):
    (table,) = sheet(2022, "学时").tables
    titles = [column.title for column in table.columns]
    assert titles[6:] == ["科级及以下", "党员", "网络自学", "是否达标"]
    first = dict(zip(titles, table.rows[0].cells, strict=True))
    assert {name: str(first[name]) for name in ("姓名", "计入学时", *titles[6:])} == {
        "姓名": "李雷", "计入学时": "2", "科级及以下": "差88学时或12天", "党员": "差30学时", "网络自学": "暂不要求",
        "是否达标": "未达标",
    }  # fmt: skip
    assert str(table.rows[1].cells[7]) == "—"  # who is not in the party has no such duty
    assert str(table.rows[-1].cells[-1]) == "0.0%"
    assert sheet(2022, "学时").notes[0].startswith("学时任务：科级及以下90学时或12天；党员32学时；")


def test_a_renamed_kind_stays_on_the_sheet_of_its_ledger(recorded):
    row = next(row for row in categories.listed() if row.name == "夜学")
    categories.change(row.id, replace(row.draft(), name="夜读班"))
    lines = [row for row in sheet(2022, "夜学").tables[0].rows if row.record]
    assert [line.record for line in lines] == [("session", recorded)]
