from datetime import date

import pytest

from desktop_app.exchange import importing
from desktop_app.exchange.reading import problems
from desktop_app.records import history, known
from desktop_app.records import problems as records
from desktop_app.records.problems import NewProblem, ProblemDraft, Wanted

HEADING = ["发现日期", "来源活动", "干部", "单位", "问题", "整改措施", "责任人", "时限", "办结日期", "整改证明"]
LINE = ["2022-03-07", None, None, None, "卷宗不全", "补齐", "李雷", "2022-04-30", None, None]


def line(**changed):
    return list((dict(zip(HEADING, LINE, strict=True)) | changed).values())


def sheet(*lines):
    return {"问题整改": [HEADING, *lines]}


def test_a_problem_is_read_with_its_person(read, known):
    found = read(problems, known, sheet(line(干部="王伟（法制股）", 单位="办公室", 来源活动="夜学")))
    assert found.problems == []
    draft = ProblemDraft(date(2022, 3, 7), "卷宗不全", measure="补齐", responsible="李雷", deadline=date(2022, 4, 30))
    assert found.content == (NewProblem(draft, ("王伟", "法制股"), "", "夜学"),)


def test_a_problem_of_a_unit_or_of_nobody_is_read_too(read, known):
    found = read(problems, known, sheet(line(单位="办公室"), line(问题="乙", 办结日期="2022.4.1", 整改证明="报告")))
    assert [(each.unit, each.draft.closed_on) for each in found.content] == [("办公室", None), ("", date(2022, 4, 1))]


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"发现日期": None}, "“发现日期”：没有填发现日期，请补上。"),
        ({"问题": None}, "“问题”：没有填问题，请补上。"),
        ({"单位": "火星所"}, "“单位”：没有“火星所”这个单位，请改正或先在花名册里登记。"),
        ({"干部": "赵六"}, "“干部”：“赵六”不在花名册里，请改正姓名或先在花名册里登记。"),
        ({"发现日期": "2022-07-01", "干部": "张三", "时限": None},
         "“干部”：张三在2022年7月1日不在岗，请核对日期或任职。"),
        ({"时限": "2022-03-01"}, "“时限”：整改时限早于发现日期2022年3月7日，请改正。"),
        ({"办结日期": "2022-04-01"}, "“整改证明”：请填写整改证明，如整改报告、照片、会议记录。"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_problem_is_said_at_its_cell(changed, problem, read, known):
    assert read(problems, known, sheet(line(**changed))).problems == [f"表.xlsx “问题整改”第 2 行{problem}"]


def test_the_same_problem_comes_once(read, known):
    found = read(problems, known, sheet(line(), line()))
    assert found.problems == ["表.xlsx “问题整改”第 3 行“问题”：与第 2 行重复，请删去一行。"]


def test_a_file_of_problems_becomes_one_step_and_does_not_come_again(recorded, workbook):
    path = workbook("问题.xlsx", sheet(line(干部="李雷", 来源活动="夜学"), line(问题="乙", 单位="办公室")))
    importing.write_all(importing.read_files([path], known.now()))
    assert history.undoable().action == "导入问题整改2个（问题.xlsx）"
    assert {(row.content, row.cadre, row.session_id) for row in records.listed(Wanted())} == {
        ("卷宗不全", "李雷", recorded), ("乙", "", None),
    }  # fmt: skip
    assert len(importing.read_files([path], known.now()).problems) == 2
