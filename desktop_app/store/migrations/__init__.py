"""The schema's history: one function per version, applied in order, never edited.

A migration speaks SQL, not models: the models of today were not there then.
"""

from collections.abc import Callable

from peewee import SqliteDatabase

from desktop_app.store.migrations.m0001_first import first
from desktop_app.store.migrations.m0002_depth import depth
from desktop_app.store.migrations.m0003_outputs import outputs

MIGRATIONS: tuple[Callable[[SqliteDatabase], None], ...] = (first, depth, outputs)
