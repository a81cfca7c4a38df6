"""Which records many figures rest on, by their keys: for lists on paper, where evidence.py would look up each line.

A mark is named by its session: what was counted of it is the session's own sheet.
"""

from collections.abc import Callable, Collection, Iterable

from desktop_app.core.scope import Scope, Slice
from desktop_app.metrics import evidence
from desktop_app.metrics.facts import Marks
from desktop_app.metrics.measures import Count, Evidence, Measure
from desktop_app.metrics.register import Asking, named

Key = tuple[str, int]
"""The table of a record and its id."""


def behind(names: Collection[str], scope: Scope) -> dict[str, tuple[Key, ...]]:
    """Return the records of each figure, each record once, in the order in which they are counted."""
    asked = {name: named(name) for name in names}
    counts = Asking(scope, [Slice("", scope.period)], list(asked.values())).counts()
    found: dict[str, tuple[Key, ...]] = {}
    for name, (subject, measure) in asked.items():
        keys = _keys(measure, counts[subject.id, 0])
        if keys is None:
            keys = ((line.table, line.id) for line in evidence.records(name, scope))
        found[name] = tuple(dict.fromkeys(keys))
    return found


_OF_MARKS: dict[Evidence, Callable[[Marks], int]] = {
    Evidence.ATTENDED: lambda marks: marks.attended,
    Evidence.CAME: lambda marks: marks.attended,
    Evidence.EARNED: lambda marks: marks.attended,
    Evidence.CADRES: lambda marks: marks.attended,
    Evidence.WITH_OUTSIDERS: lambda marks: marks.attended,
    Evidence.MARKED: lambda marks: marks.marked,
    Evidence.GRADED: lambda marks: marks.graded,
    Evidence.PASSED: lambda marks: marks.passed,
}
_OF_CREDITS = (Evidence.ATTENDED, Evidence.EARNED, Evidence.CADRES, Evidence.WITH_OUTSIDERS)


def _keys(measure: Measure, count: Count) -> Iterable[Key] | None:
    """None where the records must be looked up."""
    kind = measure.evidence
    if kind is Evidence.SESSIONS:
        return (("session", each.id) for each in (measure.pick(count) if measure.pick else count.sessions))
    if kind is Evidence.PARTS or (kind is Evidence.CADRES and count.parts and not any(map(_came, count.marks))):
        return (("session", part.session_id) for part in count.parts)
    if kind is Evidence.NOTES:
        return (("note", each.id) for each in (measure.pick(count) if measure.pick else count.notes))
    if kind in _OF_MARKS and count.sessions:
        return [*_sessions(kind, count), *_credits(kind, count)]
    return None


def _came(marks: Marks) -> int:
    return marks.marked


def _sessions(kind: Evidence, count: Count) -> Iterable[Key]:
    outsiders = {each.id for each in count.with_outsiders} if kind is Evidence.WITH_OUTSIDERS else set[int]()
    for session, marks in zip(count.sessions, count.marks, strict=True):
        if _OF_MARKS[kind](marks) or session.id in outsiders:
            yield "session", session.id


def _credits(kind: Evidence, count: Count) -> Iterable[Key]:
    if kind in _OF_CREDITS:
        return ((each.table, each.id) for each in count.credits if each.heads or kind is Evidence.EARNED)
    return ()
