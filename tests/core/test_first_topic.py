from datetime import date, timedelta

import pytest

from desktop_app.core import first_topic
from desktop_app.core.errors import UserError
from desktop_app.core.first_topic import TopicState
from desktop_app.core.outsiders import headcounts
from desktop_app.core.session import talks_of, talks_text

DAY = date(2022, 3, 7)


@pytest.mark.parametrize(
    ("measures", "deadline", "closed_on", "state"),
    [
        ("", None, None, TopicState.NOTHING),
        ("学", None, None, TopicState.OPEN),
        ("", DAY, None, TopicState.OPEN),
        ("学", DAY - timedelta(1), None, TopicState.OVERDUE),
        ("学", DAY - timedelta(1), DAY, TopicState.CLOSED),
        ("学", DAY - timedelta(1), DAY + timedelta(1), TopicState.OVERDUE),
    ],
)
def test_a_topic_stands_as_its_dates_say(measures, deadline, closed_on, state):
    assert first_topic.state(measures, deadline, closed_on, DAY) is state


@pytest.mark.parametrize(
    ("text", "speakers", "titles"),
    [
        ("", 0, ()), ("", 2, ("", "")), ("论担当", 1, ("论担当",)), ("甲；乙", 1, ("甲；乙",)),
        ("论担当", 3, ("论担当",) * 3), ("甲；乙", 2, ("甲", "乙")), ("甲; ", 2, ("甲", "")), ("甲；乙", 3, None),
        ("论担当", 0, None),
    ],
)  # fmt: skip
def test_titles_of_talks_are_shared_out_among_their_speakers(text, speakers, titles):
    assert talks_of(text, speakers) == titles


@pytest.mark.parametrize("titles", [("甲",), ("甲", "甲"), ("甲", "乙"), ("甲", ""), ("", "")])
def test_titles_of_talks_read_as_they_were_written(titles):
    assert talks_of(talks_text(titles), len(titles)) == titles


def test_headcounts_are_read_as_people_write_them():
    assert headcounts("城关镇 12人、县医院：3\n党校:40名") == (("城关镇", 12), ("县医院", 3), ("党校", 40))
    with pytest.raises(UserError, match="“县医院”没有人数"):
        headcounts("城关镇12、县医院")
    with pytest.raises(UserError, match="“城关镇”写了两次"):
        headcounts("城关镇12、城关镇3")
