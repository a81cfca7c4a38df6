from dataclasses import replace
from datetime import date

import pytest

from desktop_app.exchange.reading import plan
from desktop_app.records.plans import PlanItemDraft

HEADING = ["年度", "部分", "序号", "内容", "统计项", "指标", "口径", "目标", "计量单位", "月份", "完成时限"]
NIGHTS = [2022, "政治理论学习", 2, "每周一晚夜学", "夜学", "次数", "全系统", 48, "次", None, None]


def item(**changed):
    return list((dict(zip(HEADING, NIGHTS, strict=True)) | changed).values())


def sheet(*lines):
    return {"年度计划": [HEADING, *lines]}


def test_an_item_is_read_with_its_target(read, known):
    found = read(plan, known, sheet(item(年度="2022年", 月份="3月、6月", 完成时限="2022.6.30", 口径="办公室")))
    assert found.problems == []
    assert [each.draft for each in found.content] == [
        PlanItemDraft(
            2022, "政治理论学习", "每周一晚夜学", months=(3, 6), deadline=date(2022, 6, 30), subject="夜学",
            measure="次数", population="办公室", target=4800, target_unit="次", position=2,
        ),
    ]  # fmt: skip


def test_an_item_without_target_is_not_measured(read, known):
    (found,) = read(plan, known, sheet(item(统计项=None, 指标=None, 口径=None, 目标=None))).content
    draft = found.draft
    assert (draft.subject, draft.measure, draft.target, draft.population) == ("", "", None, "全系统")


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"年度": "今年"}, "“年度”：“今年”不是年度，请写成 2022 这样。"),
        ({"年度": None}, "“年度”：没有填年度，请补上。"),
        ({"部分": None}, "“部分”：没有填部分，请补上。"),
        ({"目标": "四十八"}, "“目标”：目标“四十八”不是数字，请只写数字。"),
        ({"目标": None}, "“目标”：目标要有统计项、指标和数量三项，不计量的都不填。"),
        ({"统计项": "夜读"}, "“统计项”：没有“夜读”这个统计项，相近的有夜学，请改正。"),
        ({"指标": "场次"}, "“指标”：“场次”不能作“夜学”的目标，请用次数、人次。"),
        ({"指标": "实到率"}, "“指标”：“实到率”不能作“夜学”的目标，请用次数、人次。"),
        ({"指标": None}, "“指标”：没有填指标，可用次数、人次。"),
        ({"统计项": "年度计划", "指标": "完成数"}, "“统计项”：“年度计划”不能作计划的目标，请改正。"),
        ({"口径": "全局"}, "“口径”：没有“全局”这个口径，请用全系统、局机关、司法所、单位或名单的名称。"),
        ({"月份": "十三"}, "“月份”：“十三”不是月份，请写成 3、6、9 这样。"),
        ({"月份": "13"}, "“月份”：月份应在1到12之间。"),
        ({"完成时限": "年底"}, "“完成时限”：“年底”不是日期，请写成 2022-03-07 这样。"),
    ],
)
def test_what_is_wrong_with_an_item_is_said_at_its_cell(changed, problem, read, known):
    assert read(plan, known, sheet(item(**changed))).problems == [f"表.xlsx “年度计划”第 2 行{problem}"]


def test_the_schedule_and_where_an_item_was_carried_over_from_are_read(read, known):
    heading = [*HEADING, "进度安排", "结转自"]
    before = [*item(年度=2021), "期末", None]
    later = [*item(), "按月", 2021]
    found = read(plan, known, {"年度计划": [heading, before, later]})
    assert found.problems == []
    assert [(each.draft.schedule, each.carried_from) for each in found.content] == [
        ("期末", None), ("按月", (2021, "政治理论学习", "每周一晚夜学")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("schedule", "carried", "problem"),
    [
        ("随时", None, "“进度安排”：不认识的进度安排“随时”，请用平均、按月、指定月份、期末。"),
        ("指定月份", None, "“月份”：按指定月份推进的，请选开展月份。"),
        (None, 2021, "“结转自”：2021年的计划里没有这一项，请先导入2021年的计划或清空这一格。"),
    ],
)
def test_a_schedule_or_a_year_that_is_none_is_said_at_its_cell(schedule, carried, problem, read, known):
    line = [*item(), schedule, carried]
    found = read(plan, known, {"年度计划": [[*HEADING, "进度安排", "结转自"], line]})
    assert found.problems == [f"表.xlsx “年度计划”第 2 行{problem}"]


def test_a_retired_subject_is_no_target(read, known):
    retired = replace(known, retired_subjects=frozenset({"夜学"}))
    assert "“夜学”已停用" in read(plan, retired, sheet(item())).problems[0]


def test_party_members_of_a_population_are_one_too(read, known):
    assert read(plan, known, sheet(item(口径="局机关党员"))).content[0].draft.population == "局机关党员"


def test_the_same_item_is_not_taken_twice(read, known):
    first = read(plan, known, sheet(item(), item()))
    assert first.problems == ["表.xlsx “年度计划”第 3 行“内容”：与第 2 行重复，请删去一行。"]
    assert read(plan, first.known, sheet(item())).problems == [
        "表.xlsx “年度计划”第 2 行“内容”：2022年的计划里已有这一项，请删去这一行。"
    ]
