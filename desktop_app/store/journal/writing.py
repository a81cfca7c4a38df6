"""Writing one step: one user action, one transaction, one line of history."""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import datetime

from desktop_app.store import troubles
from desktop_app.store.journal import chain
from desktop_app.store.models import db

CLERK = "经办人"

_together = ContextVar("together", default=False)
"""Whether this thread is inside together()."""


class _NothingChangedError(Exception):
    """Rolls the transaction back, so that history has no empty steps."""


def newest_step() -> int:
    return chain.head()[0]


@contextmanager
def step(title: str, undoes: int | None = None, actor: str = CLERK) -> Generator[set[str], None, None]:
    """Yield a set that holds, once the block has ended well, the names of the changed tables.

    A block that changed nothing leaves no step. The step's own row comes last, complete, so that no stored step ever
    needs to be changed.
    """
    if db.in_transaction() and not _together.get():
        raise RuntimeError("a step within a transaction: one user action is one step")
    changed: set[str] = set()
    with suppress(_NothingChangedError), troubles.told(), db.atomic("IMMEDIATE"):
        newest, previous = chain.head()
        step_id, at = newest + 1, datetime.now().isoformat(timespec="seconds")
        db.execute_sql("INSERT INTO current_step (id) VALUES (?)", (step_id,))
        yield changed
        header = (step_id, at, actor, title, undoes, db.user_version, previous)
        sealed = chain.seal(header, changed)
        if not changed:
            raise _NothingChangedError
        db.execute_sql("INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*header, sealed))
        db.execute_sql("DELETE FROM current_step")


@contextmanager
def together() -> Generator[None, None, None]:
    """Keep all steps of the block or none: several files that come in at once are a step of history each."""
    if db.in_transaction():
        raise RuntimeError("steps together within a transaction")
    with troubles.told(), db.atomic("IMMEDIATE"):
        token = _together.set(True)
        try:
            yield
        finally:
            _together.reset(token)
