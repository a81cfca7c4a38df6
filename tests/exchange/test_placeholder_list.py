import pytest
from docx import Document

from desktop_app.core.scope import Population
from desktop_app.exchange import placeholder_list, template, yearend_report
from desktop_app.exchange.placeholder_list import copied, lines, wordings

ALL, BUREAU = Population(), Population("局机关")


def named(name, population=ALL):
    return next(line for line in lines(2022, population) if line.name == name)


def problems(path, *paragraphs):
    """Return what is wrong with a template of these paragraphs."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))
    return template.check(path, yearend_report.figures_in(yearend_report.scope_of(2022, None)))


def test_a_figure_says_what_it_is_now_and_by_which_rule(recorded):
    line = named("夜学.人次")
    assert (line.text, line.copied) == ("3人次", "{{ 夜学.人次 }}")
    assert "补学" in line.rule
    assert line.conditions == "类型为夜学"


def test_a_population_stands_in_the_placeholder(recorded):
    assert named("夜学.人次", BUREAU).copied == '{{ 夜学.人次("局机关") }}'
    assert copied("夜学.人次", Population("局机关", party_only=True)) == '{{ 夜学.人次("局机关党员") }}'


def test_a_figure_is_worded_only_in_ways_that_suit_it(recorded):
    line = named("夜学.实到率", BUREAU)
    assert wordings(line.figure, BUREAU) == [
        ('{{ 夜学.实到率("局机关") }}', "75.0%"),
        ('{{ 夜学.实到率("局机关")|百分比 }}', "75.0%"),
    ]


@pytest.mark.parametrize("population", [ALL, BUREAU])
def test_whatever_is_copied_is_understood_in_a_template(recorded, tmp_path, population):
    outside, inside, items = [], [], []
    for line in lines(2022, population):
        ways = [way for way, _ in wordings(line.figure, population)] if line.figure else [line.copied]
        place = {"部分": inside, "项": items}.get(line.name.partition(".")[0], outside)
        place += [text for way in ways for text in way.splitlines()]
    begin, heading, end = named("计划.部分").copied.splitlines()
    paragraphs = [*outside, begin, *inside, "{%p for 项 in 部分.项目 %}", *items, "{%p endfor %}", end]
    assert heading in inside
    assert problems(tmp_path / "模板.docx", *paragraphs) == ()


def test_names_beside_the_figures_say_their_meaning(recorded):
    assert named("年度").text == "2022"
    assert named("项.责任").rule.startswith("由谁负责")


def test_every_line_has_a_number_of_its_own(recorded):
    ids = [line.id for line in lines(2022, ALL)]
    assert ids == list(range(1, len(ids) + 1))
    assert placeholder_list.lines(2021, BUREAU)[0].id == 1
