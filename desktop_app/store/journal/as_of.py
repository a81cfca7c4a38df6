"""The ledger as it stood after an earlier step: to be read for a moment, and gone again."""

import json
from collections import defaultdict
from collections.abc import Generator
from contextlib import contextmanager, suppress

from desktop_app.core.errors import UserError
from desktop_app.store import troubles
from desktop_app.store.journal import chain, rows
from desktop_app.store.journal.triggers import shape_of
from desktop_app.store.models import db

_FIRST_CHANGES = (
    "SELECT table_name, row_key, before FROM change"
    " WHERE id IN (SELECT min(id) FROM change WHERE step_id > ? GROUP BY table_name, row_key)"
)


class _BackToTodayError(Exception):
    """Rolls everything back."""


@contextmanager
def as_it_was(step_id: int) -> Generator[None, None, None]:
    """Let the block read what was there after the step; what others write waits until it is over.

    Every row changed since gets back what it held before the first of its changes; nothing of it is kept. UserError
    where the tables have been upgraded since: rows of then do not fit them.
    """
    if db.in_transaction():
        raise RuntimeError("a look back within a transaction, where foreign keys stay on")
    (upgraded,) = db.execute_sql(
        "SELECT count(*) FROM step WHERE id > ? AND schema_version <> ?", (step_id, db.user_version)
    ).fetchone()
    if upgraded:
        raise UserError("这是程序升级之前的事，只能比较数字，查不出是哪些记录变了。")
    db.execute_sql("PRAGMA foreign_keys = OFF")  # or a row taken out for a moment would take others with it
    try:
        with suppress(_BackToTodayError), troubles.told(), db.atomic("IMMEDIATE"):
            db.execute_sql("INSERT INTO current_step (id) VALUES (?)", (chain.head()[0] + 1,))
            _put_back(step_id)
            yield
            raise _BackToTodayError
    finally:
        db.execute_sql("PRAGMA foreign_keys = ON")


def _put_back(step_id: int) -> None:
    """Take out every row changed since, then put in what was there: so two rows may have swapped a unique value."""
    of_table: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for table, key, before in db.execute_sql(_FIRST_CHANGES, (step_id,)).fetchall():
        of_table[table].append((key, before))
    for table, changed in of_table.items():
        shape = shape_of(table)
        db.cursor().executemany(rows.deletion(shape), [json.loads(key) for key, _ in changed])
        was_there = [before for _, before in changed if before is not None]
        db.cursor().executemany(rows.insertion(shape), rows.values(shape, shape.columns, was_there))
