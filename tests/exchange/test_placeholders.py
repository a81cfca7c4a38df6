import time
from fractions import Fraction
from functools import partial

import pytest
from jinja2 import TemplateError

from desktop_app.core.errors import UserError
from desktop_app.core.figure import Figure, Shape
from desktop_app.exchange import placeholder_check
from desktop_app.exchange.paragraphs import Line
from desktop_app.exchange.placeholders import MARK, Figures, Sandbox, half_width
from desktop_app.exchange.report_context import (
    Context,
    Lecture,
    Owed,
    Plan,
    PlanLine,
    PlanPart,
    meanings,
    sorts,
    values,
)

CONTEXT = Context(
    unit_name="江源县司法局",
    year="2022",
    next_year="2023",
    period="2022年",
    as_of="2022年12月31日",
    dated="2022年12月31日",
    owed=(Owed("1", "王伟", "办公室", "2022年3月学习笔记", "1篇", "0篇", "1篇"),),
    lectures=(
        Lecture("1", "2022年3月11日", "党课", "甲题", "李雷", "支部书记"),
        Lecture("2", "2022年4月15日", "党课", "乙题", "韩梅", "党组成员"),
    ),
    plan=Plan((PlanPart("学历教育", (PlanLine("1", "备考学时保障"), PlanLine("2", "在职学习"))), PlanPart("其他", ()))),
)
KNOWN = {
    "周例会": ("次数", "人次", "实到率"),
    "夜学": ("次数",),
    "研讨发言": ("人次",),
    "警示教育": ("次数", "片名"),
    "支部书记讲党课": ("题目",),
    "学习笔记": ("人均字数", "字数"),
    "心得体会": ("人均篇数",),
}
COUNTS = {"周例会.次数": 46, "周例会.人次": 18600, "研讨发言.人次": 128, "学习笔记.字数": 620}
PARTS = {"周例会.实到率": (1370, 1505), "学习笔记.人均字数": (351115, 33), "心得体会.人均篇数": (121, 33)}
LAST_YEARS = {"周例会.次数": (40, 1), "周例会.实到率": (1280, 1505)}
TITLES = {"支部书记讲党课.题目": ("甲", "乙")}


def lookup(subject: str, measure: str, population: str | None, span: str = "") -> Figure:
    name = f"{subject}.{measure}"
    if span and name in LAST_YEARS:
        top, bottom = LAST_YEARS[name]
        shape = Shape.RATE if measure == "实到率" else Shape.COUNT
        return Figure(subject, measure, "次", shape, Fraction(top), Fraction(bottom))
    if population not in {None, "全系统", "局机关", "法制股（二楼）"}:
        raise UserError(f"没有“{population}”这个口径。")
    if name in TITLES or measure == "片名":
        titles = TITLES.get(name, ())
        return Figure(subject, measure, "", Shape.TITLES, Fraction(len(titles)), titles=titles)
    if name in PARTS:
        top, bottom = (77, 23) if population == "局机关" else PARTS[name]
        shape = Shape.RATE if measure == "实到率" else Shape.PER_HEAD
        return Figure(subject, measure, "", shape, Fraction(top), Fraction(bottom))
    return Figure(subject, measure, "次", Shape.COUNT, Fraction(COUNTS.get(name, 0)))


@pytest.fixture
def figures():
    return Figures(lookup, KNOWN)


@pytest.fixture
def said(figures):
    """What a template's text becomes."""

    def fill(text):
        filled = Sandbox().from_string(text).render({**figures.subjects(), **values(CONTEXT)})
        return MARK.sub("", filled)

    return fill


def mistakes_in(figures, *texts):
    """The sentences for a document of these paragraphs, without their places."""
    body = object()
    lines = [Line(f"第 {number} 段", text, body, None, None, False) for number, text in enumerate(texts, 1)]
    found = placeholder_check.problems([lines], [], figures, sorts(Context))
    return [sentence.partition("”：")[2] for sentence in found]


@pytest.fixture
def mistakes(figures):
    return partial(mistakes_in, figures)


@pytest.mark.parametrize(
    ("placeholder", "text"),
    [
        ("{{ 周例会.次数 }}", "46"),
        ("{{周例会.次数}}", "46"),
        ("{{ 学习笔记.人均字数|万 }}", "1.1万"),
        ("{{ 学习笔记.字数|万 }}", "620"),
        ("{{ 周例会.人次|万 }}", "1.9万"),
        ("{{ 研讨发言.人次|余 }}", "120余"),
        ("{{ 周例会.人次|余 }}", "1.8万余"),
        ("{{ 周例会.次数|汉字数 }}", "四十六"),
        ("{{ 周例会.实到率 }}", "91.0%"),
        ("{{ 周例会.实到率|百分比 }}", "91.0%"),
        ("{{ 支部书记讲党课.题目|书名号 }}", "《甲》、《乙》"),
        ("{{ 支部书记讲党课.题目|引号 }}", "“甲”“乙”"),
        ("{{ 支部书记讲党课.题目|顿号 }}", "甲、乙"),
        ("{{ 警示教育.片名|书名号 }}", "—"),
        ('{{ 心得体会.人均篇数("局机关") }}', "3.3"),
        ("{{ 心得体会.人均篇数(“局机关”) }}", "3.3"),
        ("{{ 心得体会。人均篇数（“局机关”） }}", "3.3"),
        ("{{ 学习笔记.人均字数（‘全系统’）｜万 }}", "1.1万"),
        ("{{ 周例会.次数(“法制股（二楼）”) }}", "46"),
        ("{{ 单位名称 }}", "江源县司法局"),
        ("{% if 警示教育.次数 %}{{ 警示教育.次数 }}次{% else %}未开展{% endif %}", "未开展"),
        ("{% if 周例会.次数 and not 夜学.次数 %}甲{% endif %}", "甲"),
        ("{% if 周例会.人次 > 周例会.次数 %}甲{% elif 周例会.次数 == 46 %}乙{% endif %}", "甲"),
        ("{% if 周例会.次数 == 46 and 年度 == “2022” %}甲{% endif %}", "甲"),
        ("{{ 警示教育.次数 if 警示教育.次数 else “未开展” }}", "未开展"),
        (
            "{% for 部分 in 计划.部分 %}{{ loop.index|汉字数 }}、{{ 部分.名称 }}："
            "{% for 项 in 部分.项目 %}{{ 项.内容 }}{% if not loop.last %}，{% endif %}"
            "{% else %}无{% endfor %}。{% endfor %}",
            "一、学历教育：备考学时保障，在职学习。二、其他：无。",
        ),
        ("{# 说明 #}甲", "甲"),
        ("{{ 研讨发言.人次|近 }}", "近130"),
        ("{{ 周例会.人次|近 }}", "近1.9万"),
        ("{{ 周例会.次数（“上年同期”） }}", "40"),
        ("{{ 周例会.次数(“局机关”，“上年同期”) }}", "40"),
        ("{{ 周例会.次数(“今年以来”) }}", "40"),
        ("{{ 周例会.实到率|百分点 }}", "提高6.0个百分点"),
        ("{{ 警示教育.次数(“上年同期”) }}", "0"),
        ("{% if 周例会.次数 > 周例会.次数(“上年同期”) %}多于上年{% endif %}", "多于上年"),
        ("{{ 截止日期|日期 }}", "2022年12月31日"),
        ("{{ 截止日期|月日 }}", "12月31日"),
        ("{{ 未交名单|条数 }}条", "1条"),
        ("{% for 人 in 未交名单 %}{{ 人.姓名 }}欠{{ 人.欠交 }}{% endfor %}", "王伟欠1篇"),
        ("{% if 滞后计划 %}有{% else %}没有{% endif %}滞后", "没有滞后"),
        (
            "{% for 讲 in 讲课 %}{% if 讲.身份 == “支部书记” %}{{ 讲.日期|月日 }}{{ 讲.主讲 }}讲《{{ 讲.题目 }}》"
            "{% endif %}{% endfor %}",
            "3月11日李雷讲《甲题》",
        ),
    ],
)
def test_a_placeholder_says(said, mistakes, placeholder, text):
    assert mistakes(placeholder) == []
    assert said(placeholder) == text


def test_what_is_printed_is_recorded_and_what_is_only_asked_is_not(figures):
    sandbox = Sandbox()
    template = sandbox.from_string(
        '{% if 夜学.次数 %}{% endif %}{{ 研讨发言.人次|余 }}{{ 心得体会.人均篇数("局机关") }}'
    )
    template.render(figures.subjects())
    assert [(each.figure.name, each.population, each.wording, each.text) for each in sandbox.printed] == [
        ("研讨发言.人次", None, "余", "120余"),
        ("心得体会.人均篇数", "局机关", "", "3.3"),
    ]


def test_each_figure_is_asked_for_once():
    asked = []
    figures = Figures(lambda *name: asked.append(name) or lookup(*name), KNOWN)
    names = figures.subjects()
    Sandbox().from_string("{{ 周例会.次数 }}{{ 周例会.次数 }}").render(names)
    assert asked == [("周例会", "次数", None, "")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{{ 周列会.次数 }}", "没有“周列会”这个名称，最接近的是“周例会”"),
        ("{{ 周例会次数 }}", "最接近的是“周例会.次数”"),
        ("{{ 周例会.场次 }}", "“周例会”没有“场次”这个指标，最接近的是“次数”、“人次”；可用：次数、人次、实到率。"),
        ("{{ 周例会 }}", "“周例会”是统计项，后面要写指标，例如“周例会.次数”。"),
        ("{% if 周例会 %}{% endif %}", "“周例会”是统计项"),
        ("{{ 计划.部分 }}", "“计划.部分”是一份清单，要用 for 逐条写出；只写有几条，写成“计划.部分|条数”。"),
        ("{{ 计划 }}", "“计划”后面还要写一个点和名称，可用：部分。"),
        ("{{ 周例会.次数|多 }}", "没有“|多”这种写法；可用：万、余、近、汉字数"),
        ("{{ 支部书记讲党课.题目|书名 }}", "没有“|书名”这种写法，最接近的是“书名号”"),
        ("{{ 周例会.实到率|余 }}", "“周例会.实到率”是比率，不能写成“|余”"),
        ("{{ 学习笔记.人均字数|余 }}", "“学习笔记.人均字数”是人均数，不能写成“|余”"),
        ("{{ 周例会.次数|书名号 }}", "“周例会.次数”是数量，不能写成“|书名号”"),
        ("{{ 支部书记讲党课.题目|万 }}", "“支部书记讲党课.题目”是清单，不能写成“|万”"),
        ("{{ 单位名称|书名号 }}", "“单位名称”不是统计指标"),
        ("{{ 周例会.次数|日期 }}", "“周例会.次数”是统计指标，不能写成“|日期”，“日期”只用于日期。"),
        ("{{ 截止日期|万 }}", "“截止日期”是日期，不能写成“|万”，日期可用：日期、月日。"),
        ("{{ 未交名单|顿号 }}", "“未交名单”是一份清单，不能写成“|顿号”，清单可用：条数。"),
        ("{{ 周例会.次数|百分点 }}", "“周例会.次数”是数量，不能写成“|百分点”"),
        ("{{ 心得体会.人均篇数|近 }}", "“心得体会.人均篇数”是人均数，不能写成“|近”"),
        ("{% for 题 in 支部书记讲党课.题目 %}{% endfor %}", "不用 for，直接写“{{ 支部书记讲党课.题目|书名号 }}”"),
        ("{% for 甲 in 年度 %}{% endfor %}", "清单有：计划.部分、本年计划、滞后计划、未交名单"),
        ('{{ 周例会.次数("局机关", "司法所") }}', "括号里只能写一个口径"),
        ("{{ 人.姓名 }}", "没有“人”这个名称"),
        (
            "{{ 未交名单.姓名 }}",
            "“未交名单”是一份清单，请在“{%p for 项 in 未交名单 %}”和“{%p endfor %}”之间写“项.姓名”。",
        ),
        ("{% for 人 in 未交名单 %}{{ 人.名字 }}{% endfor %}", "“人”没有“名字”这个名称"),
        ("{{ 周例会.次数|万|余 }}", "“|余”前后只能有一个名称"),
        ('{{ 周例会.次数("法制科") }}', "没有“法制科”这个口径。"),
        ("{{ 周例会.次数(局机关) }}", "括号里只能写一个口径或上年同期、今年以来，并加引号"),
        ("{{ 周 例会.次数 }}", "“{{ 周 例会.次数 }}”的名称中间有空格，请删去。"),
        ("{% if 周例 会.次数 %}{% endif %}", "的名称中间有空格，请删去。"),
        ("{{ 周例会..次数 }}", "“{{ 周例会..次数 }}”写法不对"),
        ("｛｛ 周例会.次数 ｝｝", "用了全角的大括号或百分号，请改成半角"),
        ("{％ if 周例会.次数 ％}", "用了全角的大括号或百分号，请改成半角"),
        ("{ 周例会.次数 }", "“{ 周例会.次数 }”只有一层大括号，请写成两层"),
        ("{{ 周例会.次数 }", "“{{ 周例会.次数 }”缺少右边的“}}”"),
        (f"{{{{ 周例会.次数{'，后面还有很长的一段话' * 50}", "后面还有…”缺少右边的“}}”"),
        (f"{{{{ {'9' * 5000} }}}}", "写法不对"),
        ("{% if 周例会.次数", "缺少右边的“%}”"),
        ("周例会.次数 }}", "“}}”缺少左边的大括号"),
        ("{{ }}", "“{{ }}”写法不对"),
        ("{{ 周例会.次数 + 夜学.次数 }}", "不能做运算"),
        ("{{ 'x' * 10 ** 9 }}", "不能做运算"),
        ("{{ 单位名称[0] }}", "不能做运算或取其中的一部分"),
        ("{% for 甲 in range(1000000000) %}{% endfor %}", "括号里只能写一个口径"),
        ("{{ 单位名称.__class__ }}", "“单位名称”后面不能再写“.__class__”。"),
        ("{{ 周例会.__class__ }}", "“周例会”没有“__class__”这个指标"),
        ("{{ 周例会.次数.figure }}", "“周例会.次数”后面不能再写“.figure”。"),
        ("{{ 年度.join('甲') }}", "“年度”后面不能再写“.join”。"),
        ("{% set 甲 = 1 %}", "“{% set 甲 = 1 %}”不是可用的语句"),
        ("{% include '甲' %}", "不是可用的语句"),
        ("{% for 甲 in 周例会.次数 %}{% endfor %}", "“周例会.次数”不是清单，不能用在 for 里"),
        ("{% for 甲, 乙 in 计划.部分 %}{% endfor %}", "写法不对，请写成“{%p for 部分 in 计划.部分 %}”这样"),
        ("{% for 部分 in 计划.部分 %}{{ 部分.标题 }}{% endfor %}", "“部分”没有“标题”这个名称；可用：名称、项目。"),
        ("{{ 部分.名称 }}", "没有“部分”这个名称"),
        ("{% if 周例会.次数 %}", "“{% if 周例会.次数 %}”在这一段里没有“{% endif %}”"),
        ("{%p if 周例会.次数 %}", "没有对应的“{%p endif %}”"),
        ("{% endif %}", "“{% endif %}”前面没有对应的“{% if … %}”"),
        ("{% for 部分 in 计划.部分 %}{% else %}{{ 部分.名称 }}{% endfor %}", "没有“部分”这个名称"),
        ("{% if 夜学.次数 %}{% else %}{% else %}{% endif %}", "“{% else %}”多余"),
        ("{% if 夜学.次数 %}{% else %}{% elif 年度 %}{% endif %}", "“{% elif 年度 %}”多余"),
        ("{% for 部分 in 计划.部分 %}{% elif 年度 %}{% endfor %}", "“{% elif 年度 %}”多余"),
        ("{% if 夜学.次数 %}{% endif 夜学 %}", "“endif”后面不能再写别的"),
        ("{% for 部分 in 计划.部分 %}{% endif %}", "“{% endif %}”前面没有对应的"),
        ("{% if 周例会.次数 > “三” %}{% endif %}", "条件两边不能比较"),
        ("{% if 年度 > 2020 %}{% endif %}", "条件两边不能比较"),
        ("{% if 年度 in 单位名称 %}{% endif %}", "条件里只能用"),
        ("{{ 周例会.次数 if 夜学.次数 }}", "这里的 if 缺少 else"),
        ("{{ 周例会.次数 > 3 }}", "判断只能放在 if 后面"),
        ("{%tr if 周例会.次数 %}", "只能写在表格里"),
        ("{%p if 周例会.次数 %}甲", "要独占一段，旁边的内容会丢失"),
    ],
)
def test_a_mistake_is_named(mistakes, text, sentence):
    assert any(sentence in each for each in mistakes(text)), mistakes(text)


def test_all_mistakes_are_named_at_once(mistakes):
    found = mistakes("{{ 周列会.次数 }}共{{ 周例会.场次 }}次", "{ 夜学.次数 }", "{{ 夜学.次数|万万 }}")
    assert len(found) == 4


def test_a_name_that_is_wrong_in_a_loop_is_named_once(mistakes):
    found = mistakes("{% for 项 in 计划.项目 %}{{ 项.内容 }}{{ 项.责任 }}{% endfor %}")
    assert found == ["“计划”没有“项目”这个名称；可用：部分。"]


def test_blocks_too_deep_are_refused(mistakes):
    loops = "{% for 部分 in 计划.部分 %}" * 4 + "{% endfor %}" * 4
    assert mistakes(loops) == ["“{% for 部分 in 计划.部分 %}”套得太深，请减少 for 里再套的 for。"]


def test_a_paragraph_block_may_span_paragraphs(mistakes):
    assert mistakes("{%p if 夜学.次数 %}", "甲{{ 夜学.次数 }}", "{%p else %}", "乙", "{%p endif %}") == []


def test_a_block_that_begins_and_ends_differently_is_refused(mistakes):
    assert "写法不一致" in mistakes("{%p if 夜学.次数 %}", "甲{% endif %}")[0]


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'x' * 10**9 }}",
        "{% for a in range(10**9) %}{% endfor %}",
        "{% set a = 'x' %}{{ a }}",
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{{ 年度|pprint }}",
        "{{ 年度 is defined }}",
        "{{ [1] }}",
        "{{ 甲 ~ 乙 }}",
        "{% for a in x %}" * 4 + "{% endfor %}" * 4,
        "{{ 周例会.",
        "{{ " + "not " * 5000 + "甲 }}",
    ],
)
def test_the_sandbox_compiles_nothing_but_placeholders_even_where_nobody_looked(text):
    started = time.perf_counter()
    with pytest.raises(UserError, match="看不见的地方"):
        Sandbox().from_string(text)
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    "text", ["{{ 年度.upper }}", "{{ 周例会.次数._lookup }}", "{{ 计划.items }}", "{{ 年度('甲') }}"]
)
def test_the_sandbox_opens_no_python_object(said, text):
    with pytest.raises(TemplateError, match=r"unsafe|not safely callable|no attribute"):
        said(text)


def test_values_are_escaped_and_cleaned_of_what_no_file_can_hold(figures):
    text = Sandbox().from_string("{{ 单位名称 }}").render({"单位名称": "<A&B>\x0b局"})
    assert text == "&lt;A&amp;B&gt;局"


def test_punctuation_of_the_input_method_is_read_as_its_plain_form():
    assert half_width("{{ 周例会。次数（“甲（乙）”）｜余 }}") == '{{ 周例会.次数("甲（乙）")|余 }}'


def test_every_name_of_the_context_says_what_it_means():
    assert set(sorts(Context)) <= set(meanings())
    assert meanings()["计划.部分.项目.责任"] == "由谁负责，如 政工科"
    assert all(meanings().values())
