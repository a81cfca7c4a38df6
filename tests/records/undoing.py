"""One ledger for many tests: whatever a test did is taken back, step by step, as the clerk would."""

from contextlib import contextmanager

from desktop_app.records import history, ledger
from desktop_app.store import database


@contextmanager
def one_ledger(folder):
    """Hold a new ledger open."""
    ledger.create(folder / "台账")
    ledger.open_(folder / "台账")
    try:
        yield
    finally:
        database.close_ledger()


@contextmanager
def taken_back():
    """Leave the ledger as it was."""
    last = history.undoable()
    try:
        yield
    finally:
        while history.undoable() and history.undoable().id != (last and last.id):
            history.undo_last()
