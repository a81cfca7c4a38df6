import pytest

from desktop_app.core.scope import Population
from desktop_app.exchange import documents
from desktop_app.exchange.placeholder_list import copied, lines, ways
from desktop_app.exchange.placeholders import Figures
from desktop_app.metrics import register
from tests.exchange.test_placeholders import mistakes_in

ALL, BUREAU = Population(), Population("局机关")


def scope(population=ALL):
    return documents.of_year(2022).scope.of(population)


def named(name, population=ALL):
    return next(line for line in lines(scope(population)) if line.name == name)


def test_a_figure_says_what_it_is_now_and_by_which_rule(recorded):
    line = named("夜学.人次")
    assert (line.text, line.copied) == ("3人次", "{{ 夜学.人次 }}")
    assert "补学" in line.rule
    assert line.conditions == "类型为夜学"


def test_a_population_stands_in_the_placeholder(recorded):
    assert named("夜学.人次", BUREAU).copied == '{{ 夜学.人次("局机关") }}'
    assert copied("夜学.人次", Population("局机关", party_only=True)) == '{{ 夜学.人次("局机关党员") }}'
    assert copied("夜学.人次", BUREAU, span="上年同期") == '{{ 夜学.人次("局机关", "上年同期") }}'


def test_a_figure_is_worded_only_in_ways_that_suit_it(recorded):
    assert ways(named("夜学.实到率", BUREAU), BUREAU) == [
        ('{{ 夜学.实到率("局机关") }}', "75.0%"),
        ('{{ 夜学.实到率("局机关")|百分比 }}', "75.0%"),
        ('{{ 夜学.实到率("局机关")|百分点 }}', "—"),
        ('{{ 夜学.实到率("局机关", "上年同期") }}', "—"),
    ]


def test_a_count_says_what_stands_there_where_nothing_was_done(recorded):
    assert ways(named("夜学.次数"), ALL)[-1] == (
        "{% if 夜学.次数 %}{{ 夜学.次数 }}次{% else %}未开展{% endif %}",
        "1次",
    )
    assert ways(named("警示教育.次数"), ALL)[-1][1] == "未开展"


def test_a_list_is_copied_with_its_loop_and_its_length(recorded):
    line = named("未登记活动")
    assert [said for _, said in ways(line, ALL)] == ["0条", "0", "没有"]
    assert line.copied.startswith("{%p for 场 in 未登记活动 %}\n")


@pytest.mark.parametrize("population", [ALL, BUREAU])
def test_whatever_is_copied_is_understood_in_a_template(recorded, population):
    figures = documents._Figures(scope(population))
    known = Figures(figures.answer, register.names())
    found = [line for line in lines(scope(population)) if line.figure is None or line.id % 25 == 0]
    paragraphs = []
    for line in found:
        inside = line.conditions.removeprefix("写在").removesuffix("之后") if "%p for" in line.conditions else ""
        of_part = "部分.项目" in inside or line.name == "计划.部分.项目"
        around = [*(["{%p for 部分 in 计划.部分 %}"] if of_part else []), *([inside] if inside else [])]
        paragraphs += [*around, *(text for way, _ in ways(line, population) for text in way.splitlines())]
        paragraphs += ["{%p endfor %}"] * len(around)
    assert mistakes_in(known, *paragraphs) == []


def test_names_beside_the_figures_say_their_meaning(recorded):
    assert named("年度").text == "2022"
    assert named("项.责任").rule.startswith("由谁负责")


def test_every_line_has_a_number_of_its_own(recorded):
    ids = [line.id for line in lines(scope())]
    assert ids == list(range(1, len(ids) + 1))
