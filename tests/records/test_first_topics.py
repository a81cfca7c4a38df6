from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop_app.core.errors import UserError
from desktop_app.core.first_topic import TopicState
from desktop_app.core.period import Period
from desktop_app.core.scope import Scope
from desktop_app.metrics import register
from desktop_app.records import first_topics, history, sessions
from desktop_app.records.first_topics import Closing, TopicDraft

DAY = date(2022, 3, 7)


@pytest.fixture
def topics(recorded):
    """The ids of two topics of the recorded 夜学, the second with a measure due on 2022-03-31."""
    drafts = (TopicDraft("二十大报告"), TopicDraft("条例", "省委", "学一遍", "政工科", date(2022, 3, 31)))
    sessions.change(recorded, replace(sessions.draft_of(recorded), first_topics=drafts))
    return [row.id for row in first_topics.listed()]


def refused(act):
    with pytest.raises(UserError) as error:
        act()
    return str(error.value), error.value.field


def test_topics_are_saved_with_their_session_in_one_step_and_keep_their_place(recorded, topics):
    draft = sessions.draft_of(recorded)
    assert [(each.text, each.id) for each in draft.first_topics] == [("二十大报告", topics[0]), ("条例", topics[1])]
    sessions.change(recorded, replace(draft, first_topics=(replace(draft.first_topics[1], outcome="学了"),)))
    (left,) = first_topics.listed()
    assert (left.id, left.outcome) == (topics[1], "学了")
    history.undo_last()
    assert len(first_topics.listed()) == 2


def test_a_session_that_is_saved_unchanged_does_not_touch_its_topics(recorded, topics):
    assert "first_topic" not in sessions.change(recorded, sessions.draft_of(recorded))


@pytest.mark.parametrize(
    ("topic", "field", "sentence"),
    [
        (TopicDraft("", measures="学"), "text", "请填写第一议题的篇目"),
        (TopicDraft("条例", deadline=DAY - timedelta(1)), "deadline", "2022年3月6日早于活动日期2022年3月7日"),
        (TopicDraft("条例", closed_on=DAY - timedelta(1)), "closed_on", "早于活动日期"),
        (TopicDraft("条例", closed_on=date.today() + timedelta(1)), "closed_on", "还没有到"),
    ],
)
def test_a_topic_names_the_field_that_is_wrong(recorded, topic, field, sentence):
    said, at = refused(lambda: first_topics.add(recorded, topic))
    assert at == field
    assert sentence in said
    whole = replace(sessions.draft_of(recorded), first_topics=(topic,))
    assert refused(lambda: sessions.change(recorded, whole))[1] == "first_topics"


def test_a_list_stands_as_on_the_day(topics):
    def states(day):
        return [row.state for row in first_topics.listed(day)]

    first_topics.close([topics[1]], Closing("学了一遍", date(2022, 4, 10)))
    assert states(date(2022, 3, 31)) == [TopicState.NOTHING, TopicState.OPEN]
    assert states(date(2022, 4, 1)) == [TopicState.NOTHING, TopicState.OVERDUE]
    assert states(date(2022, 4, 10)) == [TopicState.NOTHING, TopicState.CLOSED]


def test_several_are_closed_in_one_act_and_keep_what_was_written_of_each(topics):
    assert refused(lambda: first_topics.close(topics, Closing("", DAY)))[1] == "outcome"
    first_topics.close([topics[0]], Closing("传达", DAY))
    first_topics.close([topics[1]], Closing("学了", DAY))
    first_topics.close(topics, Closing("", date(2022, 3, 8)))
    assert [(row.outcome, row.closed_on) for row in first_topics.listed()] == [
        ("传达", date(2022, 3, 8)), ("学了", date(2022, 3, 8)),
    ]  # fmt: skip
    assert history.steps(1)[0].title == "办结第一议题2个"


def test_of_a_locked_session_only_the_follow_up_goes_on(recorded, topics):
    sessions.lock([recorded])
    topic = first_topics.listed()[1].draft()
    assert "已锁定" in refused(lambda: first_topics.change(topics[1], replace(topic, text="别的")))[0]
    assert "已锁定" in refused(lambda: first_topics.remove(topics))[0]
    first_topics.change(topics[1], replace(topic, outcome="在学"))
    assert first_topics.listed()[1].outcome == "在学"


def test_topics_go_with_their_session_and_come_back(recorded, topics):
    sessions.remove([recorded])
    assert first_topics.listed() == []
    history.undo_last()
    assert [row.id for row in first_topics.listed()] == topics


def test_the_subject_counts_sessions_and_lists_what_was_read(topics, recorded):
    scope = Scope(Period.year(2022))
    assert register.figure("第一议题.次数", scope).value == 1
    assert register.figure("夜学.议题", scope).titles == ("二十大报告", "条例")
