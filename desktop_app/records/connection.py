"""Database connections for threads other than the first."""

from contextlib import AbstractContextManager

from desktop_app.store.models import db


def of_this_thread() -> AbstractContextManager[object]:
    return db.connection_context()
