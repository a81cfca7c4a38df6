"""How the measures that follow from a first topic (第一议题) stand. Never typed."""

from datetime import date
from enum import StrEnum

from desktop_app.core import problem
from desktop_app.core.problem import ProblemState


class TopicState(StrEnum):
    NOTHING = "无需落实"
    OPEN = "落实中"
    OVERDUE = "超期"
    CLOSED = "已办结"


WAITING = (TopicState.OPEN, TopicState.OVERDUE)
"""The states in which something is still to be done."""
_LIKE = {
    ProblemState.OPEN: TopicState.OPEN,
    ProblemState.OVERDUE: TopicState.OVERDUE,
    ProblemState.CLOSED: TopicState.CLOSED,
}


def state(measures: str, deadline: date | None, closed_on: date | None, day: date) -> TopicState:
    """Return how it stands at the end of the day; a topic without measure and deadline asks for nothing."""
    if not measures and deadline is None and closed_on is None:
        return TopicState.NOTHING
    return _LIKE[problem.state(deadline, closed_on, day)]
