from desktop_app.exchange import workbook, yearend_report
from desktop_app.records import plans
from desktop_app.records.plans import PlanItemDraft


def sheet(year, name):
    return next(report for report in workbook.book(year) if report.sheet_name == name)


def test_sessions_that_wait_to_be_recorded_are_said_on_the_first_sheet(night_study):
    assert sheet(2022, "总览").notes[0] == "未登记：1场到期而未登记的活动，各表的数字不含这些场次。"
    assert not any("未登记" in note for note in sheet(2021, "总览").notes)


def test_the_items_of_a_part_stand_together_in_the_order_of_the_plan(ledger):
    for position, (part, content) in enumerate((("学习", "甲"), ("培训", "乙"), ("学习", "丙")), start=1):
        plans.add(PlanItemDraft(2022, part, content, position=position))
    (table,) = sheet(2022, "计划").tables
    assert [[cell for cell in row.cells[:2] if cell] for row in table.rows] == [
        ["学习"], [1, "甲"], [2, "丙"], ["培训"], [3, "乙"],
    ]  # fmt: skip


def test_a_target_without_a_unit_of_its_own_is_told_in_that_of_its_figure(ledger):
    plans.add(PlanItemDraft(2023, "学习", "例会", subject="周例会", measure="次数", target=4000))
    (part,) = yearend_report.context_of(2022, yearend_report.scope_of(2022, None)).plan.parts
    assert part.items[0].target == "40次"
