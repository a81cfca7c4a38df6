import pytest

from desktop_app.exchange import documents, everyday_words, placeholder_list


@pytest.fixture
def first(recorded):
    """The first names found for what is said."""
    lines = placeholder_list.lines(documents.of_year(2022).scope)
    return lambda said, count=1: [line.name for line in everyday_words.ranked(lines, said)[:count]]


def test_what_people_say_finds_what_they_mean(first):
    said = {
        "开了几次夜学": "夜学.次数",
        "搞了几次周会": "周例会.次数",
        "人均写了多少字": "学习笔记.人均字数",
        "谁没交": "未交名单",
        "谁没交笔记": "未交名单",
        "看了什么片": "警示教育.片名",
        "来了多少人": "全部活动.人次",
        "外出培训去了多少人": "外出培训.人次",
        "书记讲了几次党课": "支部书记讲党课.次数",
        "出勤率": "全部活动.实到率",
        "哪些计划滞后": "滞后计划",
        "明年计划": "计划.部分",
        "送给谁": "主送机关",
        "有多少干部": "在岗.人数",
        "没登记的活动": "未登记活动",
        "各单位情况": "单位情况",
        "截至哪天": "截止日期",
        "法考通过多少人": "法考.通过人数",
        "研讨发言多少人次": "研讨发言.人次",
        "心得体会每人几篇": "心得体会.人均篇数",
        "还有多少没签": "待审笔记",
    }
    assert {question: first(question)[0] for question in said} == said


def test_a_name_is_found_by_its_words_in_any_order(first):
    assert first("夜学 人次") == first("人次 夜学") == first("夜学人次") == first("夜学.人次") == ["夜学.人次"]


def test_nothing_typed_is_everything_and_nonsense_nothing(first):
    assert len(first("", 10_000)) > 500
    assert first("鑫淼焱") == []
