"""What goes out of the office for the sample year: each figure in it is the register's."""

import re
from datetime import date
from fractions import Fraction

import pytest
from docx import Document
from openpyxl import load_workbook

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.scope import Population, Scope
from desktop_app.exchange import documents, excel, sample, workbook
from desktop_app.exchange.outputs import monthly_tally as tally
from desktop_app.metrics import register
from desktop_app.records import ledger as ledgers
from desktop_app.store import database

YEAR = Scope(Period.year(2022))
YEARS_REPORT = documents.of_year(2022)
SHEETS = [
    "总览", "例会", "夜学", "中心组学习", "党课", "警示教育与先进事迹", "业务培训", "外出培训", "考试", "其他活动",
    "出勤(人)", "出勤(场)", "心得笔记", "学时", "计划", "学历提升", "法考", "问题整改", "月份矩阵", "口径说明", "核对",
    "取数依据", "第一议题", "请假", "未举行的活动", "例行安排",
    "应交情况", "必学篇目", "必学未学完", "个人培训", "心得笔记明细",
    "花名册", "任职变动", "任职经历", "单位", "学时规定", "其他规定", "附件目录", "年度计划", "统计项",
    "活动类型", "出勤明细",
]  # fmt: skip
UPRIGHT = {"总览", "出勤(场)", "口径说明", "必学未学完", "单位", "统计项", "活动类型", "其他规定", "附件目录"}


@pytest.fixture(scope="module")
def sample_year(tmp_path_factory):
    folder = tmp_path_factory.mktemp("示例")
    ledgers.create(folder / "data")
    ledgers.open_(folder / "data")
    sample.add()
    yield folder
    database.close_ledger()


@pytest.fixture(scope="module")
def book(sample_year):
    workbook.write(workbook.Order(2022), sample_year / "台账.xlsx")
    return load_workbook(sample_year / "台账.xlsx")


def rows(sheet):
    """The sheet's rows by their first cell; of several with the same one, the last."""
    return {row[0]: list(row) for row in sheet.iter_rows(values_only=True) if row[0]}


def value(name, population="全系统"):
    return register.figure(name, YEAR.of(Population.parse(population))).value


def test_the_workbook_has_the_sheets_of_the_ledger_book_in_order(book):
    assert book.sheetnames == SHEETS


def test_every_sheet_is_ready_to_print(book):
    for sheet in book:
        assert str(sheet.page_setup.paperSize) == sheet.PAPERSIZE_A4
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.center.text == "第&P页 共&N页"
        assert sheet["A1"].value.startswith("示例县司法局2022年")
        assert sheet.page_setup.orientation == ("portrait" if sheet.title in UPRIGHT else "landscape")
        assert bool(sheet.print_title_rows) == (sheet.title != "总览")  # behind its tables come charts
        assert sheet.freeze_panes


def test_a_plan_is_listed_part_by_part(book):
    *parts, _ = [row[0] for row in book["计划"].iter_rows(min_row=4, values_only=True) if row[0] and row[1] is None]
    assert parts == ["政治理论学习", "业务知识培训", "学历教育", "全县性业务培训"]


def test_the_sessions_are_added_up_with_those_from_outside(book):
    total = rows(book["出勤(场)"])["合计"]
    assert total[2:4] == ["场次", 136]
    assert total[7] == value("全部活动.人次含外单位") - value("全部活动.人次")


def test_only_the_sheet_that_compares_the_others_has_formulas(book):
    with_formulas = {
        sheet.title for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    }
    assert with_formulas == {"核对"}


def test_the_summary_sheet_says_what_the_register_says(book):
    shown = rows(book["总览"])
    for subject in ("周例会", "夜学", "支部书记讲党课", "外出培训"):
        numbers = [each for each in shown[subject][1:] if isinstance(each, int | float)]
        measures = ("次数", "人次", "人数", "应到人次", "实到率", "学时", "人学时", "人均学时", "人次含外单位")
        assert [Fraction(each).limit_denominator(10**6) for each in numbers] == [
            value(f"{subject}.{measure}").limit_denominator(10**6) for measure in measures
        ]


def test_a_ledger_has_a_line_for_each_session_and_closes_with_the_registers_figures(book):
    lines = [row for row in book["例会"].iter_rows(values_only=True) if row[2] == "周例会"]
    *held, total = lines
    assert len(held) == value("周例会.次数") == 46
    assert total[3:5] == ("次数", 46)
    assert total[10] == value("周例会.学时")
    assert total[12] == sum(row[12] for row in held) == value("周例会.应到人次")
    assert total[13] == sum(row[13] for row in held) == value("周例会.人次")


def test_what_each_person_attended_adds_up_to_the_register(book):
    sheet = book["出勤(人)"]
    column = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == "夜学") - 1
    *lines, total = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[column], int)]
    people = [row[column] for row in lines if row[0] != "小计"]
    subtotals = [row[column] for row in lines if row[0] == "小计"]
    assert sum(people) == sum(subtotals) == total[column] == value("夜学.人次")


def test_the_months_add_up_to_the_year(book):
    for subject in ("周例会", "夜学", "全部活动"):
        _, *cells = rows(book["月份矩阵"])[subject]
        assert sum(cell or 0 for cell in cells[:12]) == cells[12] == value(f"{subject}.次数")


def test_the_report_states_the_registers_figures(sample_year):
    out, proof = sample_year / "报告.docx", sample_year / "核对表.xlsx"
    documents.write(YEARS_REPORT, out, proof)
    text = "".join(paragraph.text for paragraph in Document(str(out)).paragraphs)
    assert "共开展周例会学习46次" in text
    assert "夜学42次" in text
    assert "讲党课3次" in text
    assert re.search(r"全系统干部职工人均撰写心得体会3\.7篇、学习笔记1\.1万字", text)
    assert "{{" not in text
    assert "{%" not in text


def test_the_report_never_takes_the_place_of_its_template(sample_year):
    own = sample_year / "自己的模板.docx"
    own.write_bytes(documents.REPORT.path.read_bytes())
    with pytest.raises(UserError, match=r"不能写到模板“自己的模板\.docx”自己上面"):
        documents.write(documents.of_year(2022, template=own), sample_year / "." / own.name)
    assert own.read_bytes() == documents.REPORT.path.read_bytes()


def test_the_proof_sheet_lists_each_figure_with_its_rule_and_records(sample_year):
    proof = sample_year / "核对表.xlsx"
    documents.write(YEARS_REPORT, sample_year / "报告.docx", proof)
    lines = [row for row in load_workbook(proof)["核对表"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert len(lines) > 30
    as_of = Scope(YEAR.period, as_of=date(2022, 12, 31))
    for _, _, _, name, number, above, below, population, _, rule, records, _ in lines:
        figure = register.figure(name.partition("|")[0], as_of.of(Population.parse(population)))
        assert records == figure.records
        assert rule == register.named(figure.name)[1].rule
        if isinstance(number, int | float):
            assert number == pytest.approx(float(figure.value))
        if below:
            assert (Fraction(above), Fraction(below)) == (figure.numerator, figure.denominator)


def test_a_proof_sheet_that_cannot_be_written_leaves_no_report_either(sample_year):
    (sample_year / "占位.xlsx").mkdir(exist_ok=True)
    with pytest.raises(UserError):
        documents.write(YEARS_REPORT, sample_year / "新报告.docx", sample_year / "占位.xlsx")
    assert not (sample_year / "新报告.docx").exists()


def test_the_tally_in_excel_says_what_the_register_says(sample_year):
    month = Period.month(2022, 11)
    excel.write_book([tally.tally(month)], sample_year / "月报.xlsx")
    shown = rows(load_workbook(sample_year / "月报.xlsx").active)
    year = Scope(Period.year_to(month.last))
    numbers = [each for each in shown["夜学"][1:] if each is not None]
    assert numbers[:6] == [
        register.figure(f"夜学.{measure}", scope).value
        for scope in (Scope(month), year)
        for measure in ("次数", "人次", "人学时")
    ]
    assert set(numbers[6:]) == {"—"}  # the ledger was not kept the year before
