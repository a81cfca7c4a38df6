"""个人培训, 学历提升, 法考 and 必学篇目 as clerks write them in their tables."""

from datetime import date

import pytest

from desktop_app.exchange import importing
from desktop_app.exchange.reading import readings, studies, trainings
from desktop_app.records import education, history, known, law_exams
from desktop_app.records import readings as reading_records
from desktop_app.records import trainings as training_records
from desktop_app.records.education import EducationDraft, NewEducation
from desktop_app.records.law_exams import LawExamDraft
from desktop_app.records.readings import ReadingDraft


class Of:
    """A module reads one kind; studies reads two."""

    def __init__(self, layout, read):
        self.LAYOUTS, self.read = (layout,), read


DEGREES, EXAMS = Of(studies.EDUCATION, studies.read_education), Of(studies.LAW_EXAMS, studies.read_law_exams)
TRAINED = {
    "姓名": "李雷", "培训类别": "夜学", "培训班名称": "专题班", "开始时间": "2022.4.1", "结业时间": "2022.4.10",
    "学时": "20学时", "天数": "3天", "是否结业": "是", "考核成绩": 88.5,
}  # fmt: skip
STUDIED = {"姓名": "李雷", "毕业院校": "云南大学", "学历层次": "本科", "入学时间": "2020年9月", "毕业时间": "2022.7"}
EXAMINED = {"姓名": "李雷", "考试年度": "2022年", "客观题": "190分", "主观题": "未出"}
LISTED = {
    "年份": 2022,
    "学习篇目": "《宪法》",
    "文号": "州局〔2022〕3号",
    "学习对象": "全体党员",
    "完成时间": "2022-6-30",
}


def sheet(*lines):
    headings = list(dict.fromkeys(heading for line in lines for heading in line))
    return {"表": [headings, *([line.get(heading) for heading in headings] for line in lines)]}


def test_a_training_is_read_as_clerks_write_it(read, known):
    found = read(trainings, known, sheet(TRAINED))
    (new,) = found.content
    assert (new.person, new.kind, found.problems) == (("李雷", ""), "夜学", [])
    draft = new.draft
    assert (draft.from_date, draft.to_date, draft.state) == (date(2022, 4, 1), date(2022, 4, 10), "结业")
    assert (draft.hours, draft.days, draft.score) == (2000, 300, 8850)


def test_a_state_that_is_not_written_follows_from_the_last_day(read, known):
    over = TRAINED | {"是否结业": None}
    going_on = over | {"培训班名称": "另一班", "结业时间": None}
    assert [each.draft.state for each in read(trainings, known, sheet(over, going_on)).content] == ["结业", "在学"]


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"培训类别": "读书"}, "“类型”：没有“读书”这个活动类型，请改正或先在“活动类型”里新增。"),
        ({"结业时间": None}, "“结束日期”：结业的请填写结束日期，学时算在这一天。"),
        ({"是否结业": "也许"}, "“状态”：不认识的状态“也许”，请用在学、结业、未结业。"),
        ({"姓名": "张三", "开始时间": "2022.7.1", "结业时间": "2022.7.9"},
         "“结束日期”：张三在2022年7月9日不在岗，请核对日期或任职。"),
        ({"开始时间": None}, "“开始日期”：没有填开始日期，请补上。"),
        ({"天数": 30}, "“天数”：从开始到结束只有10天，天数请核对。"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_training_is_said_at_its_cell(read, known, changed, problem):
    (said,) = read(trainings, known, sheet(TRAINED | changed)).problems
    assert said.endswith(problem)


def test_a_training_twice_is_said(read, known):
    (said,) = read(trainings, known, sheet(TRAINED, TRAINED)).problems
    assert "与第 2 行重复" in said


def test_a_degree_is_read_with_months_as_days(read, known):
    assert read(DEGREES, known, sheet(STUDIED)).content == (
        NewEducation(
            ("李雷", ""), EducationDraft(1, "云南大学", "本科", date(2020, 9, 1), "毕业", to_date=date(2022, 7, 1))
        ),
    )


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"学习状态": "在读"}, "“状态”"),
        ({"入学时间": "去年"}, "“入学日期”：“去年”不是日期"),
        ({"入学时间": None}, "“入学日期”：没有填入学日期，请补上。"),
        ({"学时": 40}, "准予的学时请填写记入日期"),
        ({"学时": 40, "记入日期": "2014-01-01", "入学时间": "2013-09-01"}, "不在岗"),
    ],
)
def test_what_is_wrong_with_a_degree_is_said_at_its_cell(read, known, changed, problem):
    (said,) = read(DEGREES, known, sheet(STUDIED | changed)).problems
    assert problem in said


def test_a_law_exam_is_read_without_the_scores_that_are_not_out(read, known):
    (new,) = read(EXAMS, known, sheet(EXAMINED)).content
    assert new.draft == LawExamDraft(1, 2022, objective=19000)


def test_a_subjective_score_alone_needs_the_year_before(read, known):
    alone = EXAMINED | {"客观题": None, "主观题": 110}
    (said,) = read(EXAMS, known, sheet(alone)).problems
    assert said.endswith("“客观题成绩”：没有填客观题成绩，也没有2021年的登记，请补上。")
    assert read(EXAMS, known, sheet(alone, EXAMINED | {"考试年度": 2021})).problems == []


def test_a_reading_is_read_with_whose_it_is(read, known):
    (draft,) = read(readings, known, sheet(LISTED)).content
    assert draft == ReadingDraft(2022, "《宪法》", "州局〔2022〕3号", "", "党员", date(2022, 6, 30))


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"学习篇目": "宪 法"}, "“篇目”：与第 2 行是同一篇，请删去一行。"),
        (
            {"学习对象": "火星所", "学习篇目": "乙"},
            "“对象”：没有“火星所”这个口径，请用全系统、局机关、司法所、党员、单位或名单的名称。",
        ),
        ({"完成时间": "2023-1-1", "学习篇目": "乙"}, "“完成时限”：完成时限不在2022年。"),
    ],
)
def test_what_is_wrong_with_a_reading_is_said_at_its_cell(read, known, changed, problem):
    (said,) = read(readings, known, sheet(LISTED, LISTED | changed)).problems
    assert said.endswith(problem)


def test_one_file_brings_all_four_and_each_is_undone_alone(workbook, people):
    sheets = {"培训": sheet(TRAINED), "学历": sheet(STUDIED), "考试": sheet(EXAMINED), "篇目": sheet(LISTED)}
    path = workbook("学习.xlsx", {name: each["表"] for name, each in sheets.items()})
    reading = importing.read_files([path], known.now())
    assert reading.problems == ()
    assert [(batch.kind, batch.count_text) for batch in reading.batches] == [
        ("必学篇目", "1篇"),
        ("个人培训", "1条"),
        ("学历提升", "1条"),
        ("法考", "1条"),
    ]
    importing.write_all(reading)
    assert training_records.listed()[0].title == "专题班"
    assert education.listed()[0].school == "云南大学"
    assert law_exams.listed()[0].result == "客观题通过"
    assert reading_records.titles(2022) == ["《宪法》"]
    history.undo_last()
    assert law_exams.listed() == []
    again = importing.read_files([path], known.now())
    assert len(again.problems) == 3
