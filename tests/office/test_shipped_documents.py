"""The documents (公文) that the program ships, filled from a sample year, half of it and an empty ledger, on paper."""

import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import docx
import make_templates
import pytest

from desktop_app.core.figure import Figure, Shape
from desktop_app.core.period import Period
from desktop_app.exchange import documents, filling, sample, template
from desktop_app.exchange.documents import Order
from desktop_app.exchange.placeholders import Figures
from desktop_app.exchange.report_context import (
    Context,
    Owed,
    Ower,
    PlanStanding,
    Unrecorded,
    UnsignedNote,
    values,
)
from desktop_app.records import ledger, plans
from desktop_app.records.plans import PlanItemDraft
from desktop_app.store import database

ROOT = Path(__file__).resolve().parents[2]
QUARTER = Period.quarter(2022, 3)
REPORT, PLAN, NOTE, CIRCULAR = (document.path for document in documents.BUILT_IN)
ORDERS = {
    "总结": Order(REPORT, Period.year(2022)),
    "年中总结": Order(REPORT, Period.year(2022), date(2022, 6, 30)),
    "附件总结": Order(REPORT, Period.year(2022), attachment="2023年度教育培训经费预算表"),
    "计划": Order(PLAN, Period.year(2022)),
    "提示": Order(NOTE, Period.month(2022, 9)),
    "全年提示": Order(NOTE, Period.year(2022)),
    "通报": Order(CIRCULAR, QUARTER),
}
EMPTY = {f"空{name}": ORDERS[name] for name in ("总结", "计划", "提示", "通报")}
CROWDED = "众多提示"
TITLED = {"无题总结": (), "多题总结": tuple(f"第{number}课" for number in range(1, 61))}
"""Reports as if every list in the records held these titles."""
FIGURES = "总结取数"
NAMES = [*ORDERS, *EMPTY, CROWDED, *TITLED]
LONG = "面向全县行政执法人员举办行政执法程序规范与案卷制作专题培训班"
NEXT_YEAR = [
    PlanItemDraft(2023, "政治理论学习", "每周一晚夜学", "全体干部", subject="夜学", measure="次数", target=4600),
    PlanItemDraft(2023, "政治理论学习", "撰写心得体会", deadline=date(2023, 11, 30), responsible="各股室、司法所"),
    *(PlanItemDraft(2023, "业务知识培训", f"{LONG}（{n}）", months=(n, n + 1, n + 2)) for n in range(1, 11)),
    PlanItemDraft(2023, "学历教育", "支持参加国家统一法律职业资格考试", responsible="赟堃"),
]  # fmt: skip


def write_files(folder):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filling, "fill", in_this_process)
        with opened(folder.parent / "empty"):
            write_all(folder, EMPTY)
        with opened(folder.parent / "sample"):
            sample.add()
            for draft in NEXT_YEAR:
                plans.add(draft)
            write_all(folder, ORDERS)
            write_figures(folder)
            for name, titles in TITLED.items():
                patch.setattr(filling, "fill", with_titles(titles))
                write_all(folder, {name: ORDERS["总结"]})
    write_crowded(folder / f"{CROWDED}.docx")


@contextmanager
def opened(data):
    ledger.create(data)
    ledger.open_(data)
    yield
    database.close_ledger()


def in_this_process(path, answers):
    """Fill without the limited process, which takes half a second each time and has tests of its own."""
    return template.fill(path, answers.said, Figures(answers.figure, answers.known))


def with_titles(titles):
    """Fill as if every list in the records held these titles."""

    def figure_of(answers, asked):
        figure = answers.figure(*asked)
        is_list = figure.shape is Shape.TITLES
        return replace(figure, titles=titles, numerator=Fraction(len(titles))) if is_list else figure

    return lambda path, answers: template.fill(
        path, answers.said, Figures(lambda *asked: figure_of(answers, asked), answers.known)
    )


def write_all(folder, orders):
    for name, order in orders.items():
        documents.write(order, folder / f"{name}.docx")


def write_figures(folder):
    """The report that the clerk must be able to make, in other words, a placeholder at every figure it states."""
    path = folder.parent / f"{FIGURES}.docx"
    path.write_bytes(
        make_templates.make(FIGURES, (ROOT / "tests" / "files" / f"{FIGURES}.txt").read_text(encoding="utf-8"))
    )
    documents.write(Order(path, Period.year(2022)), folder / f"{FIGURES}.docx")


def write_crowded(path):
    """A briefing note on a bureau where two hundred are behind with everything."""
    day = "2022年11月30日"
    many = range(1, 201)
    context = Context(
        "示例自治县司法局", "2022", "2023", "2022年11月", day, day,
        behind=tuple(PlanStanding(str(n), "业务知识培训", LONG, "12期", "11期", "3期", "8期", "滞后") for n in many),
        owed=tuple(Owed(str(n), "欧阳赟堃（社区矫正）", "社区矫正局", "学习笔记", "1篇", "0篇", "1篇") for n in many),
        owers=tuple(Ower(str(n), "欧阳赟堃（社区矫正）", "社区矫正局", "12") for n in many),
        unsigned=tuple(UnsignedNote(str(n), "欧阳赟堃", "社区矫正管理局", "学习笔记", LONG, day, "365") for n in many),
        unrecorded=tuple(Unrecorded(str(n), day, "我的岗位这样干", LONG) for n in many),
    )  # fmt: skip
    figures = Figures(crowded_figure, {"全部活动": ("次数", "实到率")})
    path.write_bytes(template.fill(NOTE, lambda names, _: values(context), figures).document)


def crowded_figure(subject, measure, population, span):
    shape, denominator = (Shape.RATE, 1000) if measure == "实到率" else (Shape.COUNT, 1)
    return Figure(subject, measure, "场", shape, Fraction(888), Fraction(denominator))


def text_of(office, name):
    document = docx.Document(str(office.written / f"{name}.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_the_template_is_left_and_nothing_reads_oddly(office, name):
    text = text_of(office, name)
    traces = [
        "{",
        "}",
        "《》",
        "“”",
        "、。",
        "，。",
        "；。",
        "。。",
        "，，",
        "、、",
        "（）",
        "  ",
        "None",
        "共0",
        "以为题",
    ]
    assert [trace for trace in traces if trace in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_page_holds_more_than_its_number(office, name):
    assert all(len(page.words) > 3 for page in office.pages(name))


@pytest.mark.parametrize("name", NAMES)
def test_no_heading_stands_alone_at_the_end_of_a_page(office, name):
    for page in office.pages(name):
        if page.width < page.height:
            *text, _ = page.text.splitlines()
            assert not re.match(r"[一二三四五]、|\([一二三四五]\)", text[-1])


@pytest.mark.parametrize("name", NAMES)
def test_the_signature_stands_on_a_page_with_words_before_it(office, name):
    signed = next(page for page in office.pages(name) if re.search(r"日\n—\d+—$", page.text))
    assert len(signed.text.splitlines()) > 3


@pytest.mark.parametrize("name", ["提示", "全年提示", "空提示", CROWDED])
def test_a_briefing_note_is_one_page(office, name):
    assert len(office.pages(name)) == 1


def test_a_briefing_note_names_the_first_who_are_behind_and_how_many_there_are(office):
    text = text_of(office, CROWDED)
    assert text.count("欧阳赟堃（社区矫正）12份") == 6
    assert "2022年11月共开展学习培训活动888场，全系统实到率为88.8%。" in text
    assert "200份" in text
    assert "（社区矫正）12份等200人" in text


def test_an_empty_ledger_is_said_in_words(office):
    text = text_of(office, "空总结")
    for subject in ("周例会学习", "夜学", "警示教育", "支部书记讲党课", "“我的岗位这样干”研讨", "“我是干部我宣讲”活动"):
        assert f"{subject}尚未开展" in text
    assert "0人" not in text
    assert "党课开展情况表" not in text


def test_sessions_without_titles_are_counted_without_naming_them(office):
    text = text_of(office, "无题总结")
    assert "支部书记讲党课3次；党组成员讲党课3次" in text
    assert "举办业务培训2期" in text
    assert not re.search(r"(?<!\d)—", text)


def test_of_very_many_titles_only_the_number_is_told(office):
    assert "举办业务培训2期" in text_of(office, "多题总结")


def test_a_report_in_the_middle_of_the_year_says_until_when(office):
    text = text_of(office, "年中总结")
    assert text.count("2022年6月30日") == 3
    assert "共开展周例会学习22次" in text


def test_the_lectures_are_listed_by_title_and_lecturer(office):
    (table,) = docx.Document(str(office.written / "总结.docx")).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["序号", "日期", "题目", "主讲人", "身份"]
    assert rows[1][1:] == ["2022年3月11日", "谈治国理政第四卷", "程扎西", "支部书记"]
    assert len(rows) == 8


def test_attachments_are_numbered_as_soon_as_there_are_two(office):
    assert "附件：2022年党课开展情况表" in text_of(office, "总结")
    text = text_of(office, "附件总结")
    assert "附件：1.2022年党课开展情况表\n2.2023年度教育培训经费预算表" in text
    assert "\n附件1\n" in text


def test_a_plan_of_its_own_has_every_item_in_a_table_that_lies_sideways(office):
    text, table_pages = (
        [page for page in office.pages("计划") if (page.width > page.height) is is_sideways]
        for is_sideways in (False, True)
    )
    assert len(text) in (2, 3)
    assert len(table_pages) > 1
    assert all("培训内容" in page.text for page in table_pages)
    (table,) = docx.Document(str(office.written / "计划.docx")).tables
    assert len(table.rows) == 1 + 3 + len(NEXT_YEAR)
    assert [cell.text for cell in table.rows[2].cells] == ["1", "每周一晚夜学", "全体干部", "", "", "46次", ""]


def test_months_in_a_row_are_told_from_the_first_to_the_last(office):
    text = text_of(office, "计划")
    assert "安排在3—5月" in text
    assert "撰写心得体会，安排在11月30日前" in text


def test_a_circular_compares_the_units_and_names_who_is_behind(office):
    units, owing = docx.Document(str(office.written / "通报.docx")).tables
    assert [cell.text for cell in units.rows[-1].cells][1:4] == ["全系统", "34", "958"]
    assert len(units.rows) == 15
    assert len(owing.rows) == 46
    assert "到期未交齐的心得笔记有45份（名单见附件2）" in text_of(office, "通报")


def test_figures_of_heads_name_their_population(office):
    """The same measure stands in a report with two populations: each says which."""
    text = text_of(office, "总结")
    assert "局机关干部职工人均撰写心得体会3.3篇、学习笔记1万字" in text
    assert "全系统干部职工人均撰写心得体会3.7篇、学习笔记1.1万字" in text


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ("F1", "例会学习开展46次"),
        ("F2", "夜学开展42次、84学时"),
        ("F3", "局机关人均心得体会3.3篇"),
        ("F4", "笔记1万字"),
        ("F5", "全系统外出培训31人次"),
        ("F6", "警示教育8次"),
        ("F7", "先进事迹学习4次"),
        ("F8", "全系统研讨发言130人次"),
        ("F9", "为题讲党课3次"),
        ("F10", "为题讲党课3次"),
        ("F11", "全系统人均心得体会3.7篇"),
        ("F12", "笔记1.1万字"),
        ("F13", "2名同志交流"),
        ("F14", "“我的岗位这样干”6次"),
        ("F15", "“我是干部我宣讲”6次"),
        ("F16", "召开警示教育大会"),
    ],
)
def test_every_figure_of_a_yearly_report_comes_out(office, mark, said):
    """Counted independently of the program for the sample year."""
    assert f"{said}（{mark}）" in text_of(office, FIGURES)


def test_the_lists_of_a_yearly_report_come_out(office):
    text = text_of(office, FIGURES)
    assert "必学内容为二十大报告、《政法工作条例》、全会精神、《党章》。" in text
    assert "举办“行政执法人员培训”“裁量权基准专题视频培训”，组织行政执法资格考试；" in text
    assert "观看《时代楷模》、《榜样》和《蜕变》、《失守的防线》、《零容忍》；" in text
    assert "程扎西《谈治国理政第四卷》，何玉梅《学习省党代会精神》，" in text
    assert "（二）业务知识培训\n1." in text
