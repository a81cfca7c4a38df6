"""How a problem (问题整改) stands: it is closed, still open, or open past its deadline. Never typed."""

from datetime import date
from enum import StrEnum


class ProblemState(StrEnum):
    OPEN = "整改中"
    OVERDUE = "超期"
    CLOSED = "已整改"


def state(deadline: date | None, closed_on: date | None, day: date) -> ProblemState:
    """Return how it stands at the end of the day."""
    if closed_on and closed_on <= day:
        return ProblemState.CLOSED
    return ProblemState.OVERDUE if deadline and deadline < day else ProblemState.OPEN
