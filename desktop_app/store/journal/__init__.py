"""The journal: undo and audit in one.

Triggers write down every inserted, changed and deleted row, so no write can escape, bulk updates, cascades and
imports included. A step groups the rows one user action touched; steps are chained by SHA-256, so that a change made
behind the program's back shows. Undoing a step writes the old rows back, as a step of its own; redo is undoing that.
Outside a step the database refuses to write.

triggers.py keeps the tables and triggers, writing.py the writing of a step, chain.py the hashes, undoing.py undo and
redo, rows.py their statements, as_of.py the ledger as it was, lines.py what a history page reads.
"""

from desktop_app.store.journal.as_of import as_it_was
from desktop_app.store.journal.chain import Verification, head, verify
from desktop_app.store.journal.lines import ChangeLine, StepLine, changes_of, changes_since, history_of, steps
from desktop_app.store.journal.triggers import install, remove
from desktop_app.store.journal.undoing import last_redoable, last_undoable, undo
from desktop_app.store.journal.writing import CLERK, newest_step, step, together

__all__ = [
    "CLERK",
    "ChangeLine",
    "StepLine",
    "Verification",
    "as_it_was",
    "changes_of",
    "changes_since",
    "head",
    "history_of",
    "install",
    "last_redoable",
    "last_undoable",
    "newest_step",
    "remove",
    "step",
    "steps",
    "together",
    "undo",
    "verify",
]
