"""On which days something of a figure was done: for pictures of a year, without reading the records one by one."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import partial
from typing import Protocol

from desktop_app.core.scope import Scope, Slice
from desktop_app.metrics.measures import Count, Evidence, Measure
from desktop_app.metrics.register import Asking, named


def days(names: Collection[str], scope: Scope) -> dict[str, tuple[date, ...]]:
    """Return the days behind each of these figures, in order and once each; all are read in one asking."""
    asked = {name: named(name) for name in names}
    counts = Asking(scope, [Slice("", scope.period)], list(asked.values())).counts() if asked else {}
    return {name: _days(measure, counts[subject.id, 0]) for name, (subject, measure) in asked.items()}


def _days(measure: Measure, count: Count) -> tuple[date, ...]:
    if measure.pick:
        facts = measure.pick(count)
    else:
        facts = _FACTS[measure.evidence](count) if measure.evidence in _FACTS else ()
    return tuple(sorted({fact.day for fact in facts if fact.day is not None}))


class _Dated(Protocol):
    @property
    def day(self) -> date | None: ...


def _came(count: Count) -> list[_Dated]:
    return [*_with_marks(count, "attended"), *(credit for credit in count.credits if credit.heads)]


def _earned(count: Count) -> list[_Dated]:
    return [*_with_marks(count, "attended"), *count.credits]


def _with_marks(count: Count, what: str) -> list[_Dated]:
    """Return the sessions with a mark of this sort: attended, marked, graded, passed."""
    pairs = zip(count.sessions, count.marks, strict=True)
    return [session for session, marks in pairs if getattr(marks, what)]


_FACTS: dict[Evidence, Callable[[Count], Iterable[_Dated]]] = {
    Evidence.SESSIONS: lambda count: count.sessions,
    Evidence.ATTENDED: _came,
    Evidence.CAME: partial(_with_marks, what="attended"),
    Evidence.EARNED: _earned,
    Evidence.MARKED: partial(_with_marks, what="marked"),
    Evidence.GRADED: partial(_with_marks, what="graded"),
    Evidence.PASSED: partial(_with_marks, what="passed"),
    Evidence.WITH_OUTSIDERS: lambda count: [*_came(count), *count.with_outsiders],
    Evidence.CADRES: lambda count: count.parts or _came(count),
    Evidence.PARTS: lambda count: count.parts,
    Evidence.NOTES: lambda count: count.notes,
    Evidence.RECORDS: lambda count: count.records,
}
"""What has a day, of each sort of records that prove a figure."""
