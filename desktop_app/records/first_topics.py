"""First topics (第一议题) of sessions: what was read first, and following up the measures that came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.core import first_topic
from desktop_app.core.errors import UserError
from desktop_app.core.first_topic import TopicState
from desktop_app.core.period import Period, day_text
from desktop_app.core.session import HELD, SessionState
from desktop_app.store import journal
from desktop_app.store.models import Category, FirstTopic, Session
from desktop_app.store.reading import among

COLUMNS = ("source", "text", "measures", "responsible", "deadline", "outcome", "closed_on")


@dataclass(frozen=True)
class TopicDraft:
    """A first topic as typed; `id` is that of one which is kept already."""

    text: str
    source: str = ""
    measures: str = ""
    responsible: str = ""
    deadline: date | None = None
    outcome: str = ""
    closed_on: date | None = None
    id: int | None = None

    def check(self, held_on: date) -> None:
        """UserError for a topic that cannot be one of a session of the day."""
        if not self.text.strip():
            raise UserError("请填写第一议题的篇目，或清空这个议题的其他内容。", "text")
        if self.deadline and self.deadline < held_on:
            raise UserError(f"落实时限{day_text(self.deadline)}早于活动日期{day_text(held_on)}。", "deadline")
        check_closing(self.closed_on, held_on)


@dataclass(frozen=True)
class TopicRow:
    """A line of the follow-up list."""

    id: int
    session_id: int
    held_on: date
    category: str
    session: str
    source: str
    text: str
    measures: str
    responsible: str
    deadline: date | None
    outcome: str
    closed_on: date | None
    is_held: bool
    state: TopicState

    def draft(self) -> TopicDraft:
        return TopicDraft(id=self.id, **{name: getattr(self, name) for name in COLUMNS})


@dataclass(frozen=True)
class Closing:
    """How measures were carried out; an empty outcome keeps what each has."""

    outcome: str
    closed_on: date


def listed(day: date | None = None, period: Period | None = None) -> list[TopicRow]:
    """Return the topics of sessions that are not called off, newest first, as they stand on the day (None: today)."""
    query = (
        FirstTopic.select(
            FirstTopic.id, Session.id, Session.held_on, Category.name, Session.title,
            *(getattr(FirstTopic, name) for name in COLUMNS), Session.state.in_([str(state) for state in HELD]),
        )
        .join(Session)
        .join(Category)
        .where(Session.state != SessionState.OFF)
        .order_by(Session.held_on.desc(), Session.start.desc(), Session.id.desc(), FirstTopic.id)
    )  # fmt: skip
    if period:
        query = query.where(Session.held_on.between(period.first, period.last))
    return [_row(line, day or date.today()) for line in query.tuples()]


def of_session(session_id: int) -> tuple[TopicDraft, ...]:
    """Return the topics of a session as they would be typed again, in their order."""
    query = FirstTopic.select(FirstTopic.id, *(getattr(FirstTopic, name) for name in COLUMNS)).where(
        FirstTopic.session == session_id
    )
    return tuple(TopicDraft(**row) for row in query.order_by(FirstTopic.id).dicts())


def carriers(day: date) -> list[tuple[int, str]]:
    """Return the sessions of the day's year that a topic can be added to, newest first, as (id, what it is called)."""
    query = (
        Session.select(Session.id, Session.held_on, Session.title)
        .where(
            Session.held_on.between(date(day.year, 1, 1), date(day.year, 12, 31)),
            Session.state.not_in([str(SessionState.OFF), str(SessionState.LOCKED)]),
        )
        .order_by(Session.held_on.desc(), Session.id.desc())
    )
    return [(id_, f"{held_on.isoformat()} {title}") for id_, held_on, title in query.tuples()]


def add(session_id: int, draft: TopicDraft) -> set[str]:
    session = _unlocked(session_id)
    draft.check(session.held_on)
    with journal.step(f"新增第一议题“{draft.text.strip()}”（{day_text(session.held_on)}）") as changed:
        FirstTopic.create(session=session_id, **_columns(draft))
    return changed


def change(topic_id: int, draft: TopicDraft) -> set[str]:
    """Change a topic; of a locked session only what became of it."""
    old = FirstTopic.get_by_id(topic_id)
    session = Session.get_by_id(old.session_id)
    if (draft.text.strip(), draft.source.strip()) != (old.text, old.source):
        _unlocked(old.session_id)
    draft.check(session.held_on)
    with journal.step(f"修改第一议题“{old.text}”（{day_text(session.held_on)}）") as changed:
        FirstTopic.update(**_columns(draft)).where(FirstTopic.id == topic_id).execute()
    return changed


def close(ids: Sequence[int], closing: Closing) -> set[str]:
    """Say of these topics how and when their measures were carried out."""
    rows = [row for row in listed() if row.id in set(ids)]
    for row in rows:
        check_closing(closing.closed_on, row.held_on)
        if not closing.outcome.strip() and not row.outcome:
            raise UserError(f"请填写落实情况：“{row.text}”还没有写过。", "outcome")
    what = f"“{rows[0].text}”" if len(rows) == 1 else f"{len(rows)}个"
    outcome = {"outcome": closing.outcome.strip()} if closing.outcome.strip() else {}
    with journal.step(f"办结第一议题{what}") as changed:
        FirstTopic.update(closed_on=closing.closed_on, **outcome).where(among(FirstTopic.id, ids)).execute()
    return changed


def remove(ids: Sequence[int]) -> set[str]:
    """Remove topics; undone with Ctrl+Z or from the history."""
    rows = [row for row in listed() if row.id in set(ids)]
    for session_id in dict.fromkeys(row.session_id for row in rows):
        _unlocked(session_id)
    what = f"“{rows[0].text}”" if len(rows) == 1 else f"{len(rows)}个"
    with journal.step(f"删除第一议题{what}") as changed:
        FirstTopic.delete().where(among(FirstTopic.id, ids)).execute()
    return changed


def check_closing(closed_on: date | None, held_on: date) -> None:
    """Refuse a day before the session or after today."""
    if closed_on and closed_on < held_on:
        raise UserError(f"办结日期{day_text(closed_on)}早于活动日期{day_text(held_on)}。", "closed_on")
    if closed_on and closed_on > date.today():
        raise UserError(f"办结日期{day_text(closed_on)}还没有到。", "closed_on")


def write(session_id: int, drafts: Iterable[TopicDraft]) -> None:
    """Make the topics of a session what they are now, inside a step that is already open; the rest is left alone."""
    kept = {draft.id: draft for draft in of_session(session_id)}
    wanted = list(drafts)
    gone = set(kept) - {draft.id for draft in wanted}
    FirstTopic.delete().where(FirstTopic.id.in_(gone)).execute()
    for draft in wanted:
        if draft.id not in kept:
            FirstTopic.create(session=session_id, **_columns(draft))
        elif draft != kept[draft.id]:
            FirstTopic.update(**_columns(draft)).where(FirstTopic.id == draft.id).execute()


def _columns(draft: TopicDraft) -> dict[str, object]:
    values = {name: getattr(draft, name) for name in COLUMNS}
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _row(line: tuple[object, ...], day: date) -> TopicRow:
    row = TopicRow(*line, state=TopicState.NOTHING)  # type: ignore[arg-type]
    state = first_topic.state(row.measures, row.deadline, row.closed_on, day)
    return TopicRow(*line, state=state)  # type: ignore[arg-type]


def _unlocked(session_id: int) -> Any:
    session = Session.get_by_id(session_id)
    if session.state == SessionState.LOCKED:
        raise UserError(f"“{session.title}”已锁定，请先解锁再改。")
    return session
