"""What the registers ask of the register of figures, and how they show it: figures that can be opened.

And what is said alike on several of them.
"""

from collections.abc import Collection, Sequence

from desktop_app.core.scope import Scope
from desktop_app.core.subject import SubjectKind
from desktop_app.exchange.report import Align, Column, Row, Sourced, Table
from desktop_app.metrics import register
from desktop_app.metrics.measures import MEASURES
from desktop_app.records import sessions

LINE = "＿" * 8
"""Room to write by hand among words."""


def sourced(scope: Scope, names: Collection[str]) -> dict[str, Sourced]:
    """Return these figures with their scope; one whose subject is gone is missing."""
    return {name: Sourced(figure, scope) for name, figure in register.figures(scope, set(names)).items()}


def of_session(session_id: int | None, what: str) -> str:
    """Return the name of a file of a session, or of an empty one."""
    if session_id is None:
        return f"空白{what}"
    draft = sessions.draft_of(session_id)
    return f"{draft.held_on.isoformat()}{draft.title}{what}"


def figures_table(title: str, scope: Scope, kind: SubjectKind, subject: str, measures: Sequence[str]) -> Table:
    """Return figures of one subject in a row, each with its rule beside it."""
    found = sourced(scope, [f"{subject}.{measure}" for measure in measures])
    columns = tuple(Column(measure, 6, Align.CENTER, note=MEASURES[kind][measure].rule) for measure in measures)
    return Table(title, columns, (Row(tuple(found.get(f"{subject}.{measure}") for measure in measures)),))
