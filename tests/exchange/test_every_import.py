"""A workbook of each kind as clerks keep them: titles, other headings, merged cells, totals, full-width digits."""

from datetime import datetime

import pytest
from openpyxl import Workbook

from desktop_app.exchange import importing, workbook
from desktop_app.exchange.import_kinds import Kind
from desktop_app.exchange.sheets import read_sheets
from desktop_app.records import history, known, ledger
from desktop_app.store import database
from desktop_app.store.models import TABLES, db

FILES = {
    Kind.ROSTER: {
        "单位": [
            ["单位情况表"], ["单位名称", "单位性质", "顺序"], ["局　办公室", "股室", "１"], ["政工科", "股室", "2"],
            ["法制股", "股室", 3], ["城关 司法所", "司法所", "４"],
        ],
        "花名册": [
            ["某县司法局干部花名册"], ["填报单位：政工科", None, None, "2022.12.31"],
            ["序号", "姓 名", "同名区分", "性别", "出生年月", "所在单位", "职务", "班子身份", "编制", "政治\n面貌",
             "入党时间", "到岗时间", "离岗时间", "离岗原因"],
            ["１", "李　雷", "", "男", "1980.3", "局办公室", "局长", "党组书记", "公务员", "中共党员", "2001.07",
             "2015年3月"],
            ["2", "王伟", "法制股", "男", "1990年1月", "法制股", "科员", "", "公务员", "群众", None, "2018.6.1"],
            ["3", "王 伟", "政工科", "男", datetime(1991, 2, 1), "政工科", "科长", "中层", "参公", "中共党员",
             datetime(2012, 7, 1), 43252],
            ["4", "韩梅梅", "", "女", "199206", "政工科", "科员", "", "事业", "共青团员", None, "2019/3/1"],
            ["5", "白玛措", "", "女", "1975-11", "城关司法所", "所长", "支部书记", "公务员", "党员", None,
             "2016年7月1日", "2022.9.30", "退休"],
            ["合计", 5], ["制表人：小张", None, None, "审核人："],
        ],
        "任职变动": [["姓名", "变动日期", "单位", "职务"], ["韩梅梅", "2022.５.1", "法制股", "副科长"]],
    },
    Kind.CATEGORIES: {"活动类型": [["类型名称", "量词", "开始", "学时", "计入学时"], ["读书 会", "期", "19：30",
     "１.5", "否"]]},
    Kind.SESSIONS: {
        "活动": [
            ["2022年活动台账"],
            ["活动编号", "活动类型", "主题", "时间", "开始时间", "结束时间", "学时", "主持", "领学", "研讨发言", "篇目",
             "外单位", "第一议题", "落实时限", "状态"],
            ["A-1", "夜学", "三月夜学", "2022.3.7", "19：30", "21:30", "２", "李　雷", "王伟（法制股）",
             "韩梅梅、白玛措",
             "《宪法》、《党章》", "政法委３人、乡镇12人", None, None, "已登记"],
            ["A-2", "周例会", "第1次例会", "2022年3月8日", "9:00", None, 1, "李雷", None, None, None, None, "重要讲话",
             "2022.3.31", "已登记"],
            ["A-3", "资格考试", "法宣考试", 44650, *[None] * 10, "待登记"],
            ["合计", "3场"],
        ],
        "出勤": [
            ["活动编号", "姓名", "同名区分", "出勤", "请假类别", "补学日期", "补学方式"],
            ["A-1", "李雷", "", "到"], [None, "王伟", "法制股", "迟到"], [None, "王伟", "政工科", "请假", "病假"],
            [None, "韩　梅梅", "", "补学", None, "2022.3.10", "自学"], ["A-2", "李雷", "", "到"],
        ],
    },
    Kind.MARKS: {
        "出勤": [
            ["考试成绩"], ["活动日期", "活动名称", "姓名", "区分", "出勤", "成绩", "是否合格", "证书编号"],
            ["2022.3.30", "法宣考试", "李雷", "", "到", "８８", "合格", "证-1"],
            ["2022.3.30", "法宣考试", "王伟", "法制股", "到", 55, "不合格"], ["合计"],
        ]
    },
    Kind.LEAVE: {
        "请假": [
            ["请假登记表"], ["姓名", "区分", "请假日期", "结束时间", "假别", "天数", "事由"],
            ["韩　梅梅", "", "2022.4.5", "2022年4月8日", "事假", "４", "回乡"],
            ["王伟", "法制股", 44662, 44665, "病 假", 4], ["合计", None, None, None, None, 8],
        ]
    },
    Kind.READINGS: {
        "Sheet1": [
            ["2022年必学篇目"], ["序号", "年份", "学习篇目", "出处", "学习对象", "截止日期"],
            [1, "2022年", "《宪法》", "人大", "全体干部", "2022.6.30"], [2, "2022", "《党章》", None, "党员"],
        ]
    },
    Kind.NOTES: {
        "心得": [
            ["姓名", "区分", "种类", "标题", "上交日期", "所属期", "字数", "审签状态", "审阅人", "审阅日期", "等级",
             "审签意见"],
            ["李　雷", "", "心得体会", "学宪法", "2022.3.20", "2022年3月", "１２００字", "已签", "白玛措",
             "2022.3.25", "好"],
            ["王伟", "政工科", "学习笔记", None, "2022年4月2日", None, "3,000", "待审"],
            ["王伟", "法制股", "学习笔记", "退", 44655, None, 800, "退回", "李雷", "2022.4.5", None, "太短"],
        ]
    },
    Kind.PLAN: {
        "年度计划": [
            ["2022年计划"],
            ["年份", "板块", "序号", "计划内容", "方式", "计划月份", "时限", "责任部门", "统计项", "指标", "目标值",
             "计量单位"],
            ["2022", "理论学习", 1, "夜学", "集中", "1月、3月", "2022.12.31", "政工科", "夜学", "次数", "４８", "次"],
            [2022, "业务培训", 2, "法考培训"], ["小计", None, None, 2],
        ]
    },
    Kind.QUOTAS: {
        "应交规定": [
            ["应交类别", "应交周期", "篇数", "字数", "宽限天数", "自何日起", "至何日止"],
            ["学习笔记", "月度", "１", "６０００", "5", "2022.1.1"],
            ["心得体会", "季", 1, None, None, "2022年1月1日", "2022年12月31日"],
        ]
    },
    Kind.DUTIES: {
        "学时规定": [["任务名称", "学时", "天数", "只要求党员", "活动类型", "自何日起"],
                 ["青年", "９０学时", "12天", "否", "夜学、党课", "2022.1.1"]]
    },
    Kind.TRAININGS: {
        "网络学院": [
            ["网络学院导出"],
            ["姓名", "同名区分", "培训类别", "班次名称", "举办单位", "培训层级", "开始时间", "结业时间", "完成学时",
             "培训天数",
             "是否结业", "考核成绩", "结业证书号"],
            ["李雷", "", "网络培训", "公共法律", "省厅", "省厅", "2022.3.1", "2022.4.1", "２４学时", None, "是",
             "９５分", "Z1"],
            ["王　伟", "政工科", "外出培训", "任职班", "州委", "州局", "2022年5月9日", 44695, "40", "5", "合格"],
        ]
    },
    Kind.EDUCATION: {
        "学历": [
            ["姓名", "区分", "毕业院校", "所学专业", "学历层次", "入学时间", "毕业时间", "就读情况", "准予学时",
             "记入日期"],
            ["韩梅梅", "", "国家开放大学", "法学", "本 科", "2020.9", "2022.7", "已毕业", "40", "2022.7.15"],
            ["王伟", "法制股", "某大学", "法学", "本科", "2021年9月", None, "在读"],
        ]
    },
    Kind.LAW_EXAMS: {
        "法考": [
            ["姓名", "区分", "考试年度", "客观题分数", "主观题分数", "准予天数", "记入日期", "资格证号"],
            ["韩梅梅", "", "2022年", "１９０", "110分", "10", "2022.11.30", "A1"], ["王伟", "法制股", 2022, "缺考"],
        ]
    },
    Kind.SERIES: {
        "例行安排": [
            ["活动类型", "周几", "每几周", "起始日期", "截止日期", "开始时间", "结束时间", "学时", "节假日"],
            ["夜学", "周一、三", 1, "2022.1.1", None, "19：30", "21:30", "２", "避开"],
            ["周例会", "星期五", "2", "2022年1月1日", "2022年12月31日", "9:00", None, 1, "是"],
        ]
    },
    Kind.HOLIDAYS: {"节假日": [["放假安排"], ["日期", "节日", "放假或上班", "按周几"], ["2030.1.1", "元旦", "放假"],
                        ["2030年1月5日", "补班", "上班", "周一"]]},
    Kind.PROBLEMS: {
        "问题整改": [
            ["查摆问题清单"],
            ["序号", "查摆日期", "来源", "姓名", "同名区分", "部门", "查摆问题", "措施", "整改责任人", "整改时限",
             "销号日期", "整改成效"],
            [1, "2022.3.8", "第1次例会", "王　伟", "法制股", None, "学用脱节", "一月一讲", "李雷", "2022.6.30",
             "2022.6.1", "报告"],
            [2, 44640, None, None, None, "政工科", "台账不全", "补齐", None, "2022年5月31日"],
        ]
    },
}  # fmt: skip
WRITTEN = {
    Kind.ROSTER: {"unit": 4, "cadre": 5, "posting": 6},
    Kind.CATEGORIES: {"category": 1, "subject": 1},
    Kind.SESSIONS: {"session": 3, "attendance": 5, "part": 5, "external_headcount": 2, "first_topic": 1},
    Kind.MARKS: {"attendance": 2},
    Kind.LEAVE: {"leave_record": 2},
    Kind.READINGS: {"reading": 2},
    Kind.NOTES: {"note": 3, "review": 2},
    Kind.PLAN: {"plan_item": 2},
    Kind.QUOTAS: {"quota": 2},
    Kind.DUTIES: {"duty": 1},
    Kind.TRAININGS: {"training": 2},
    Kind.EDUCATION: {"education": 2},
    Kind.LAW_EXAMS: {"law_exam": 2},
    Kind.SERIES: {"series": 2},
    Kind.HOLIDAYS: {"holiday": 2},
    Kind.PROBLEMS: {"problem": 2},
}
COMES_BACK = (
    ("花名册", "任职变动", "任职经历", "单位"), ("请假",), ("必学篇目",), ("心得笔记明细",), ("个人培训",),
     ("学历提升",),
    ("法考",), ("年度计划",), ("问题整改",),
)  # fmt: skip
"""Sheets of the year-end workbook that are read back, those together that belong together."""


def rows():
    names = [table._meta.table_name for table in TABLES]
    return {name: db.execute_sql(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in names}


def told():
    """The records that a workbook brings back, by what they say, without ids and order."""
    queries = {
        "posting": "SELECT c.name, c.distinction, c.gender, c.birth_month, c.political_status, c.party_joined_on,"
        " c.staff_kind, u.name, u.kind, p.post, p.leadership, p.from_date, p.to_date, p.end_reason"
        " FROM posting p JOIN cadre c ON c.id = p.cadre_id JOIN unit u ON u.id = p.unit_id",
        "leave_record": "SELECT c.name, c.distinction, r.from_date, r.to_date, r.kind, r.remark",
        "note": "SELECT c.name, c.distinction, r.kind, r.title, r.handed_in_on, r.period, r.words",
        "training": "SELECT c.name, c.distinction, r.title, r.organiser, r.level, r.from_date, r.to_date, r.hours,"
        " r.days, r.state, r.score, r.certificate",
        "education": "SELECT c.name, c.distinction, r.school, r.major, r.level, r.from_date, r.to_date, r.state,"
        " r.hours, r.credited_on",
        "law_exam": "SELECT c.name, c.distinction, r.year, r.objective, r.subjective, r.days, r.credited_on,"
        " r.certificate",
        "reading": "SELECT year, title, source, population, deadline FROM reading",
        "review": "SELECT act, on_date, signer, grade, opinion FROM review",
        "plan_item": "SELECT year, part, content, form, months, deadline, responsible, measure, target FROM plan_item",
        "problem": "SELECT found_on, measure, responsible, deadline, closed_on, evidence FROM problem",
    }
    joined = " FROM {0} r JOIN cadre c ON c.id = r.cadre_id"
    return {
        table: sorted(db.execute_sql(query if " FROM " in query else query + joined.format(table)).fetchall(), key=str)
        for table, query in queries.items()
    }


def saved(path, sheets):
    book = Workbook()
    book.remove(book.active)
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    if "活动" in sheets:
        book["出勤"].merge_cells("A2:A5")
    book.save(path)
    return path


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """What became of each kind: rows before, after and undone, the steps made, and what a second reading said of it."""
    folder = tmp_path_factory.mktemp("表")
    ledger.create(folder / "台账")
    ledger.open_(folder / "台账")
    found = {}
    for name, kinds in (("台账", [kind for kind in FILES if kind is not Kind.MARKS]), ("成绩", [Kind.MARKS])):
        path = saved(folder / f"{name}.xlsx", {title: lines for kind in kinds for title, lines in FILES[kind].items()})
        reading = importing.read_files([path], known.now())
        assert reading.problems == ()
        assert [batch.kind for batch in reading.batches] == [kind for kind in Kind if kind in kinds]
        for batch in reading.batches:
            before, steps = rows(), len(history.steps(1000))
            importing.write(batch)
            after, made = rows(), history.steps(1000)[: len(history.steps(1000)) - steps]
            history.undo_last()
            undone = rows()
            history.redo_last()
            assert rows() == after
            found[batch.kind] = before, after, undone, made
        again = importing.read_files([path], known.now())
        said = [*map(str, again.problems), *again.notices]
        for kind in kinds:
            found[kind] += (
                [line for line in said if any(f"“{title}”" in line for title in FILES[kind])],
                again.batches,
            )
    yield folder, found
    database.close_ledger()


@pytest.mark.parametrize("kind", FILES)
def test_a_clerks_workbook_is_read_as_one_step_that_is_undone_as_one(done, kind):
    before, after, undone, steps, *_ = done[1][kind]
    grown = {name: len(after[name]) - len(before[name]) for name in after if len(after[name]) != len(before[name])}
    assert grown == WRITTEN[kind]
    assert len(steps) == 1
    assert steps[0].title.startswith(f"导入{kind}"[:4])
    assert undone == before


@pytest.mark.parametrize("kind", FILES)
def test_the_same_workbook_again_brings_nothing_and_says_so(done, kind):
    *_, said, batches = done[1][kind]
    assert said
    assert kind not in {batch.kind for batch in batches}


def test_what_the_year_end_workbook_tells_is_read_back_as_it_was(done, monkeypatch):
    folder, _ = done
    before, path = told(), folder / "年终.xlsx"
    workbook.write(workbook.Order(2022), path)
    database.close_ledger()
    ledger.create(folder / "新台账")
    ledger.open_(folder / "新台账")
    sheets = read_sheets(path)
    for names in COMES_BACK:
        monkeypatch.setattr(importing, "read_sheets", lambda *_, n=names: [each for each in sheets if each.name in n])
        reading = importing.read_files([path], known.now())
        assert [str(problem) for problem in reading.problems] == []
        for batch in reading.batches:
            importing.write(batch)
    assert told() == before
