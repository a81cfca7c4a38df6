"""The sheets 心得笔记明细, 年度计划, 学时规定 and 其他规定."""

from datetime import date

from desktop_app.core.period import Period
from desktop_app.core.scope import EVERYBODY, Denominator, Scope
from desktop_app.exchange.report import worded
from desktop_app.exchange.yearbook.kept_rules import kept_rules
from desktop_app.exchange.yearbook.notes import each_note
from desktop_app.exchange.yearbook.plan import plan
from desktop_app.exchange.yearbook.quotas import handed_in
from desktop_app.exchange.yearbook.year import Year
from desktop_app.records import cadres, duty_rules, notes, plans, quotas
from desktop_app.records.duty_rules import DutyDraft
from desktop_app.records.notes import NoteDraft, ReviewDraft
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.quotas import QuotaDraft


def year(as_of=None):
    return Year(Scope(Period.year(2022).until(as_of), EVERYBODY, Denominator.END, as_of), "某局")


def cells(report, number=0):
    return [[worded(cell) for cell in row.cells] for row in report.tables[number].rows]


def test_each_note_stands_with_what_was_said_of_it_by_the_day(people):
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 7), "三月", 1200, period="2022-03"))
    notes.sign(notes.keys(notes.Wanted()), ReviewDraft("程书记", date(2022, 4, 1), "好"))
    (sheet,) = each_note(year())
    begins = ["1", "李雷", "办公室", "学习笔记", "三月", "2022-03-07", "2022-03", "1200", "手工录入"]
    assert cells(sheet) == [[*begins, "已签", "程书记", "2022-04-01", "好", ""]]
    (earlier,) = each_note(year(date(2022, 3, 31)))
    assert cells(earlier) == [[*begins, "待审"]]


def test_a_note_handed_in_out_of_post_is_listed_and_said_not_to_count(people):
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 7), "三月", 1200))
    cadres.leave(people[0].id, date(2022, 3, 1), "退休")
    (sheet,) = each_note(year())
    assert cells(sheet)[0][2] == "（不在岗）"
    assert sheet.notes == ("1篇提交时不在岗，列在这里，不计入统计。",)


def test_the_plan_stands_as_it_was_made(ledger):
    plans.add(PlanItemDraft(2022, "理论", "夜学", months=(3, 6), subject="夜学", measure="次数", target=4800))
    _, sheet = plan(year())
    (row,) = cells(sheet)
    assert (row[:4], row[6], row[10:14]) == (["2022", "理论", "1", "夜学"], "3、6", ["夜学", "次数", "全系统", "48"])


def test_what_was_owed_for_december_and_came_in_january_is_no_more_lacking(people):
    quotas.add(QuotaDraft("学习笔记", "月", date(2022, 12, 1), 1))
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2023, 1, 3), "全年", 1200, period="2022-12"))
    assert cells(handed_in(year())[0])[-1][-2:] == ["4", "1"]
    assert cells(handed_in(year(date(2022, 12, 31)))[0])[-1][-2:] == ["4", "0"]


def test_in_a_year_that_goes_on_the_plan_stands_as_of_today(ledger):
    this_year = date.today().year
    plans.add(PlanItemDraft(this_year, "学习", "夜学", subject="夜学", measure="次数", target=3_650_000))
    (sheet, _) = plan(Year(Scope(Period.year(this_year)), "某局"))
    assert sheet.tables[0].rows[-1].cells[13] == plans.progress(this_year)[0].state


def test_the_rules_of_the_year_and_the_lists_are_told(people):
    duty_rules.add_duty(DutyDraft("早年", date(2010, 1, 1), 4000, to_date=date(2021, 12, 31)))
    quotas.add(QuotaDraft("学习笔记", "月", date(2022, 1, 1), 1, population="局机关"))
    cadres.make_list("青年", [people[0].id])
    duties, others = kept_rules(year())
    assert "早年" not in {row[0] for row in cells(duties)}
    assert cells(others, 3) == [["学习笔记", "每月1篇", "局机关", "0", "2022-01-01", ""]]
    assert cells(others, 4) == [["青年", "1", "李雷"]]
