"""What was done, undoing it and doing it again."""

from desktop_app.core.errors import UserError
from desktop_app.core.review import Act
from desktop_app.store import journal
from desktop_app.store.journal import ChangeLine, StepLine

__all__ = [
    "ChangeLine", "StepLine", "changes", "redo_last", "redoable", "signatures_of", "steps", "undo", "undo_last",
    "undoable",
]  # fmt: skip


def undoable() -> StepLine | None:
    """Return the step that 撤销 would undo."""
    return journal.last_undoable()


def redoable() -> StepLine | None:
    """Return the undo that 重做 would take back."""
    return journal.last_redoable()


def undo_last() -> set[str]:
    last = journal.last_undoable()
    if last is None:
        raise UserError("没有可以撤销的操作。")
    return journal.undo(last.id)


def redo_last() -> set[str]:
    last = journal.last_redoable()
    if last is None:
        raise UserError("没有可以重做的操作。")
    return journal.undo(last.id)


def undo(step_id: int) -> set[str]:
    """Undo any step; refused where its rows have changed since."""
    return journal.undo(step_id)


def signatures_of(step_id: int) -> int:
    """Return how many notes the step signed: undoing it takes their signatures back."""
    return sum(
        change.table == "review" and change.before is None and (change.after or {}).get("act") == Act.SIGN
        for change in journal.changes_of(step_id)
    )


def steps(limit: int, before_id: int | None = None, text: str = "") -> list[StepLine]:
    """Return a page of steps, newest first, whose titles hold the text."""
    return journal.steps(limit, before_id, text)


def changes(step_id: int) -> list[ChangeLine]:
    return journal.changes_of(step_id)
