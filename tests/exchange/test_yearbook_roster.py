from datetime import date

from desktop_app.core.period import Period
from desktop_app.core.posting import PostingDraft
from desktop_app.core.scope import Scope
from desktop_app.exchange.yearbook.roster import roster
from desktop_app.exchange.yearbook.year import Year
from desktop_app.records import cadres, units
from desktop_app.records.units import UnitDraft


def lines(report, *titles):
    (table,) = report.tables
    places = [[column.title for column in table.columns].index(title) for title in titles]
    return [tuple(row.cells[place] for place in places) for row in table.rows]


def test_the_roster_is_as_of_the_years_end_and_tells_the_years_changes(people):
    units.add(UnitDraft("县委政法委", "外单位"))
    units.add(UnitDraft("政工科"))
    outside, politics = (row.id for row in units.listed()[1:])
    cadres.second(people[0].id, PostingDraft(outside, date(2022, 3, 1), to_date=date(2022, 5, 31), kind="借调"))
    cadres.leave(people[1].id, date(2022, 6, 30), "退休")
    cadres.add_posting(people[2].id, PostingDraft(politics, date(2023, 1, 1), "科长"))
    everybody, changes, _, _ = roster(Year(Scope(Period.year(2022)), "司法局"))
    assert lines(everybody, "姓名", "单位", "离岗日期", "离岗原因") == [
        ("李雷", "办公室", None, ""), ("王伟", "办公室", None, ""), ("王伟", "办公室", None, ""),
        ("韩梅梅", "办公室", date(2022, 6, 30), "退休"),
    ]  # fmt: skip
    assert lines(changes, "姓名", "自何日", "任职类别", "单位", "最后一日", "原单位") == [
        ("李雷", date(2022, 3, 1), "借调", "县委政法委", date(2022, 5, 31), "办公室"),
        ("李雷", date(2022, 6, 1), "任职", "办公室", None, "县委政法委"),
    ]


def test_a_year_without_changes_has_no_sheet_of_them(people):
    sheets = [report.sheet_name for report in roster(Year(Scope(Period.year(2022)), "司法局"))]
    assert sheets == ["花名册", "任职经历", "单位"]


def test_histories_stand_as_they_were_on_the_last_day(people, office):
    cadres.add_posting(people[0].id, PostingDraft(office, date(2023, 2, 1), "主任"))
    cadres.leave(people[1].id, date(2022, 6, 30), "退休")
    *_, histories, offices = roster(Year(Scope(Period.year(2022)), "司法局"))
    found = {name: rest for name, *rest in lines(histories, "姓名", "职务", "结束日期", "离任原因")}
    assert (found["李雷"], found["韩梅梅"]) == (["", None, ""], ["", date(2022, 6, 30), "退休"])
    assert lines(offices, "单位", "性质", "在岗人数") == [("办公室", "股室", 3)]
