"""Checks of numbers far from the usual: half of it, three times or a tenth of it; mostly a slip of the hand.

The usual is the median of the same kind in the period, where there are enough of it to speak of a usual.
"""

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from statistics import median

from desktop_app.core.number import shown
from desktop_app.core.wording import percent
from desktop_app.metrics import facts
from desktop_app.metrics.facts import NoteFact, SessionFact
from desktop_app.records.checks.finding import Found, Looked

ENOUGH_SESSIONS, ENOUGH_NOTES, ENOUGH_PEOPLE = 5, 10, 5
HIGH, LOW = 3, 10
"""More than three times the usual, or less than a tenth of it."""


def attendance(looked: Looked) -> Iterable[Found]:
    """Find sessions that less than half of the usual share attended."""
    marks = facts.marks(looked.period, None)
    rates: dict[str, list[tuple[SessionFact, Fraction]]] = defaultdict(list)
    for session in facts.sessions(looked.period):
        of_session = marks.get(session.id)
        if of_session and of_session.marked >= ENOUGH_PEOPLE:
            rates[session.category].append((session, Fraction(of_session.attended, of_session.marked)))
    for of_kind in rates.values():
        usual = median(rate for _, rate in of_kind)
        for session, rate in of_kind if len(of_kind) >= ENOUGH_SESSIONS else ():
            if 2 * rate < usual:
                said = f"“{session.title}”实到率{percent(rate)}，同类活动一般是{percent(Fraction(usual))}。"
                yield _of_session(session, said, f"{rate}")


def hours(looked: Looked) -> Iterable[Found]:
    by_kind: dict[str, list[SessionFact]] = defaultdict(list)
    for session in facts.sessions(looked.period):
        if session.hours:
            by_kind[session.category].append(session)
    for of_kind in by_kind.values():
        usual = median(session.hours for session in of_kind)
        for session in of_kind if len(of_kind) >= ENOUGH_SESSIONS else ():
            if session.hours > HIGH * usual:
                said = f"“{session.title}”记了{shown(session.hours)}学时，是同类活动一般学时的{HIGH}倍以上。"
                yield _of_session(session, said, f"{session.hours}")


def words(looked: Looked) -> Iterable[Found]:
    by_kind: dict[str, list[NoteFact]] = defaultdict(list)
    for note in facts.notes(looked.period):
        if note.words:
            by_kind[note.kind].append(note)
    for kind, of_kind in by_kind.items():
        usual = median(note.words for note in of_kind)
        for note in of_kind if len(of_kind) >= ENOUGH_NOTES else ():
            if note.words > HIGH * usual or note.words * LOW < usual:
                what = (
                    f"{note.day.month}月{note.day.day}日交的{kind}{f'“{note.title}”' if note.title else ''}有"
                    f"{note.words:,}字，同类一般是{int(usual):,}字。"
                )
                yield Found(f"{note.id}:{note.words}", what, "note", note.id, note.day)


def _of_session(session: SessionFact, said: str, fact: str) -> Found:
    day = session.day
    return Found(f"{session.id}:{fact}", f"{day.month}月{day.day}日{said}", "session", session.id, day)
