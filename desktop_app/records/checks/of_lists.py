"""Checks of notes, quotas, people and the other lists: what waits too long, is overdue, missing or of two minds."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from desktop_app.core.first_topic import TopicState
from desktop_app.core.period import LAST_MONTH, day_text
from desktop_app.core.problem import ProblemState
from desktop_app.core.reading import ReadingState
from desktop_app.core.review import NoteState
from desktop_app.core.subject import SubjectKind
from desktop_app.metrics import facts, readings
from desktop_app.records import attachments, duties, first_topics, problems, quotas
from desktop_app.records.checks.finding import Found, Looked, digest, rows, some
from desktop_app.store.models import Category, Subject

UNSIGNED_DAYS = 14
SHORTEST = 18
"""Characters of a text that are told of it."""


def unsigned(looked: Looked) -> Iterable[Found]:
    """Find notes that wait for 审签 for more than fourteen days, month by month."""
    until = looked.today - timedelta(UNSIGNED_DAYS)
    states = facts.note_states(looked.period, [looked.today])[looked.today]
    waiting: dict[tuple[int, int, str], list[facts.NoteFact]] = defaultdict(list)
    for note in facts.notes(looked.period):
        if note.day < until and states.get(note.id, NoteState.WAITING) is NoteState.WAITING:
            waiting[note.day.year, note.day.month, note.kind].append(note)
    for (year, month, kind), of_month in waiting.items():
        what = f"{year}年{month}月交的{kind}有{len(of_month)}篇超过{UNSIGNED_DAYS}天还没有审签。"
        first = of_month[0]
        yield Found(f"{kind}:{digest(note.id for note in of_month)}", what, "note", first.id, first.day)


def owing(looked: Looked) -> Iterable[Found]:
    lacking: dict[tuple[int, str, date], list[tuple[int, str]]] = defaultdict(list)
    for each in quotas.owing(looked.period, looked.today):
        if each.due.is_overdue(looked.today):
            lacking[each.quota.id, each.about, each.due.due_on].append((each.person.id, each.person.full_name))
    for (quota_id, about, due_on), who in lacking.items():
        what = f"{about}超期，{some([name for _, name in who])}没有交足。"
        yield Found(f"{about}:{digest(cadre for cadre, _ in who)}", what, "quota", quota_id, due_on)


def readings_overdue(looked: Looked) -> Iterable[Found]:
    for each in readings.coverage(looked.period.last.year, looked.today):
        deadline = each.reading.deadline
        if each.state is ReadingState.OVERDUE and deadline and deadline in looked.period:
            what = f"必学篇目《{each.reading.title.strip('《》')}》应在{day_text(deadline)}前学，还没有哪次活动学过。"
            yield Found(
                f"{each.reading.year}:{each.reading.title}:{deadline}", what, "reading", each.reading.id, deadline
            )


def problems_overdue(looked: Looked) -> Iterable[Found]:
    for row in problems.listed(problems.Wanted(), looked.today):
        if row.state is ProblemState.OVERDUE and row.deadline and row.found_on <= looked.period.last:
            what = f"问题“{_short(row.content)}”应在{day_text(row.deadline)}前整改，还没有办结。"
            yield Found(f"{row.id}:{row.deadline}", what, "problem", row.id, row.deadline)


def topics_overdue(looked: Looked) -> Iterable[Found]:
    for row in first_topics.listed(looked.today, looked.period):
        if row.state is TopicState.OVERDUE and row.deadline:
            what = f"第一议题“{_short(row.text)}”应在{day_text(row.deadline)}前落实，还没有办结。"
            yield Found(f"{row.id}:{row.deadline}", what, "first_topic", row.id, row.deadline)


def attachments_missing(looked: Looked) -> Iterable[Found]:
    for each in attachments.missing():
        what = f"{each.kind}的附件“{each.name}”不在数据文件夹里了，请重新加入或删除这个附件。"
        yield Found(f"{each.id}", what, each.table, each.record_id, looked.today)


def homonyms(looked: Looked) -> Iterable[Found]:
    query = """SELECT id, name FROM cadre WHERE distinction = '' AND name IN
        (SELECT name FROM cadre GROUP BY name HAVING count(*) > 1) ORDER BY pinyin, id"""
    for id_, name in rows(query):
        what = f"有几个人都叫{name}，其中一人没有填“区分”，导入和粘贴名单时认不出是谁。"
        yield Found(f"{name}:{id_}", what, "cadre", id_, looked.today)


def lost_categories(looked: Looked) -> Iterable[Found]:
    known = {uid for (uid,) in Category.select(Category.uid).tuples()}
    kinds = (str(SubjectKind.SESSIONS), str(SubjectKind.PARTS))
    subjects = Subject.select(Subject.uid, Subject.name, Subject.conditions).where(
        Subject.kind.in_(kinds), ~Subject.retired
    )
    for uid, name, conditions in subjects.tuples():
        lost = set(json.loads(conditions).get("categories", ())) - known
        if lost:
            what = f"统计项“{name}”要统计的活动类型有{len(lost)}个已删除，数字会偏少，请在“统计项”里重新选择。"
            yield Found(f"{uid}:{digest(lost)}", what, "", 0, looked.today)


def lacking_hours(looked: Looked) -> Iterable[Found]:
    """Find who lacks something of a yearly duty, duty by duty; looked at from December on, when it is late."""
    year = looked.period.last.year
    if looked.today < date(year, LAST_MONTH, 1) or looked.period.last < date(year, LAST_MONTH, 1):
        return
    day = duties.last_day(year)
    for duty_id, name, who in duties.lacking(day):
        what = f"{year}年学时任务“{name}”有{len(who)}人没有达标，请到“学时任务”里看差多少。"
        yield Found(f"{year}:{name}:{digest(who)}", what, "duty", duty_id, day)


def _short(text: str) -> str:
    line = text.strip().split("\n")[0]
    return line if len(line) <= SHORTEST else f"{line[:SHORTEST]}…"
