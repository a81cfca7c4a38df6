"""The journal's own tables, and the triggers that fill them.

Traps this is built around: hex(NULL) is ''; an outer INSERT OR IGNORE also silences constraint failures inside a
trigger, so a write outside a step is stopped by RAISE and not by NOT NULL; a column's collation must not decide what
counts as a change.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from peewee import Model

from desktop_app.store.models import db

SCHEMA = (
    """CREATE TABLE IF NOT EXISTS step (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, title TEXT NOT NULL,
        undoes INTEGER REFERENCES step (id), schema_version INTEGER NOT NULL,
        previous_hash TEXT NOT NULL, hash TEXT NOT NULL
    )""",
    """CREATE TABLE IF NOT EXISTS change (
        id INTEGER PRIMARY KEY, step_id INTEGER NOT NULL, table_name TEXT NOT NULL, row_key TEXT NOT NULL,
        before TEXT, after TEXT
    )""",
    "CREATE TABLE IF NOT EXISTS current_step (id INTEGER NOT NULL)",
    "CREATE INDEX IF NOT EXISTS step_undoes ON step (undoes) WHERE undoes IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS change_step ON change (step_id)",
    "CREATE INDEX IF NOT EXISTS change_row ON change (table_name, row_key)",
)
APPEND_ONLY = ("step", "change")


@dataclass(frozen=True)
class Shape:
    """What the journal must know of a table, read from the database itself."""

    table: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    blobs: frozenset[str]

    def as_json(self, row: str) -> str:
        """Return the SQL for a whole row as a JSON object; JSON knows no bytes, so these become hexadecimal."""
        pairs = (f"'{name}', {self._value(row, name)}" for name in self.columns)
        return f"json_object({', '.join(pairs)})"

    def key_as_json(self, row: str) -> str:
        values = (f'{row}."{name}"' for name in self.key)
        return f"json_array({', '.join(values)})"

    def _value(self, row: str, name: str) -> str:
        value = f'{row}."{name}"'
        return f"CASE WHEN {value} IS NULL THEN NULL ELSE hex({value}) END" if name in self.blobs else value


def shape_of(table: str) -> Shape:
    columns = db.execute_sql("SELECT name, type, pk FROM pragma_table_info(?)", (table,)).fetchall()
    return Shape(
        table=table,
        columns=tuple(name for name, _, _ in columns),
        key=tuple(name for name, _, place in sorted(columns, key=lambda column: column[2]) if place),
        blobs=frozenset(name for name, kind, _ in columns if kind.upper() == "BLOB"),
    )


def install(tables: Iterable[type[Model]]) -> None:
    """Create the journal and write its triggers anew, so that they know today's columns."""
    remove()
    for statement in SCHEMA:
        db.execute_sql(statement)
    for name in APPEND_ONLY:
        for event in ("UPDATE", "DELETE"):
            db.execute_sql(
                f'CREATE TRIGGER "journal_{name}_{event.lower()}" BEFORE {event} ON "{name}" '
                "BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END"
            )
    for table in tables:
        for trigger in _triggers(shape_of(table._meta.table_name)):
            db.execute_sql(trigger)


def remove() -> None:
    """Take the triggers away, for a migration to rewrite rows unlogged."""
    names = db.execute_sql(
        r"SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal\_%' ESCAPE '\'"
    )
    for (name,) in names.fetchall():
        db.execute_sql(f'DROP TRIGGER "{name}"')


def _triggers(shape: Shape) -> Iterable[str]:
    old, new = shape.as_json("OLD"), shape.as_json("NEW")
    keep_key = f"SELECT RAISE(ABORT, 'the key of a row never changes') WHERE {_differs(shape.key)};"
    events = (
        ("INSERT", "", _log(shape, "NEW", "NULL", new)),
        ("UPDATE", f"WHEN {_differs(shape.columns)}", keep_key + _log(shape, "NEW", old, new)),
        ("DELETE", "", _log(shape, "OLD", old, "NULL")),
    )
    for event, condition, body in events:
        yield (
            f'CREATE TRIGGER "journal_{shape.table}_{event.lower()}" AFTER {event} ON "{shape.table}" {condition} '
            f"BEGIN SELECT RAISE(ABORT, 'a write outside a step') WHERE NOT EXISTS (SELECT 1 FROM current_step); "
            f"{body} END"
        )


def _log(shape: Shape, row: str, before: str, after: str) -> str:
    return (
        "INSERT INTO change (step_id, table_name, row_key, before, after) VALUES "
        f"((SELECT id FROM current_step), '{shape.table}', {shape.key_as_json(row)}, {before}, {after});"
    )


def _differs(columns: tuple[str, ...]) -> str:
    return " OR ".join(f'OLD."{name}" IS NOT NEW."{name}" COLLATE BINARY' for name in columns)
