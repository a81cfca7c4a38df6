"""What the first page shows: this month and this year per subject, and what waits to be done."""

from dataclasses import dataclass
from datetime import date

from desktop_app.core.figure import Figure
from desktop_app.core.period import Period
from desktop_app.core.problem import ProblemState
from desktop_app.core.review import NoteState
from desktop_app.core.scope import Denominator, Scope, Slice
from desktop_app.core.subject import SubjectKind
from desktop_app.metrics import register
from desktop_app.metrics.plan import Progress
from desktop_app.metrics.subjects import subjects
from desktop_app.records import notes, plans, problems, session_list, settings

SHOWN: dict[SubjectKind, tuple[str, ...]] = {
    SubjectKind.SESSIONS: ("次数", "人次"),
    SubjectKind.PARTS: ("次数", "人次"),
    SubjectKind.NOTES: ("篇数", "人均篇数"),
}
"""Which two figures the first page shows of a subject."""


@dataclass(frozen=True)
class SubjectLine:
    """A subject with its two figures of the month and of the year so far."""

    id: int
    name: str
    month: tuple[Figure, Figure]
    year: tuple[Figure, Figure]

    @property
    def is_empty(self) -> bool:
        return not any(figure.numerator for figure in (*self.month, *self.year))


@dataclass(frozen=True)
class Overview:
    """The first page: due sessions, waiting notes and overdue problems as ids, late plan items as they stand."""

    month: Period
    year: Period
    subjects: tuple[SubjectLine, ...]
    due_sessions: tuple[int, ...]
    waiting_notes: tuple[int, ...]
    behind: tuple[Progress, ...]
    overdue_problems: tuple[int, ...]


def scope_of(period: Period) -> Scope:
    """Return the scope of the first page's figures: everybody, divided as the settings say."""
    return Scope(period, denominator=Denominator(settings.current().denominator))


def overview(day: date) -> Overview:
    """Return the first page on the day: its month and its year, and what waits to be done."""
    month, year = Period.month(day.year, day.month), Period.year(day.year)
    shown = [subject for subject in subjects() if subject.kind in SHOWN and not subject.retired]
    names = {f"{subject.name}.{measure}" for subject in shown for measure in SHOWN[subject.kind]}
    found = register.by_slice(scope_of(year), [Slice("month", month), Slice("year", year)], names)

    def pair(span: str, name: str, kind: SubjectKind) -> tuple[Figure, Figure]:
        first, second = SHOWN[kind]
        return found[span][f"{name}.{first}"], found[span][f"{name}.{second}"]

    return Overview(
        month,
        year,
        tuple(
            SubjectLine(each.id, each.name, pair("month", each.name, each.kind), pair("year", each.name, each.kind))
            for each in shown
        ),
        tuple(session_list.keys(session_list.Wanted(due=True), descending=False)),
        tuple(notes.keys(notes.Wanted(state=NoteState.WAITING), descending=False)),
        tuple(item for item in plans.progress(day.year, day) if item.is_late),
        tuple(row.id for row in problems.listed(problems.Wanted(state=ProblemState.OVERDUE))),
    )
