"""What went out: figures as they were reported (报出), a log of what was written and printed, choices kept by name."""

from peewee import SqliteDatabase

TABLES = """
CREATE TABLE release (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    output TEXT NOT NULL, title TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, population TEXT NOT NULL,
    released_on TEXT NOT NULL, recipient TEXT NOT NULL, remark TEXT NOT NULL, choice TEXT NOT NULL,
    figures TEXT NOT NULL, step INTEGER NOT NULL,
    corrects_id INTEGER REFERENCES release (id) ON DELETE RESTRICT,
    CHECK (last >= first)
);
CREATE INDEX release_corrects ON release (corrects_id) WHERE corrects_id IS NOT NULL;
CREATE TABLE export_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL, actor TEXT NOT NULL, what TEXT NOT NULL, way TEXT NOT NULL, place TEXT NOT NULL,
    pages INTEGER, masked INTEGER NOT NULL
);
CREATE TABLE kept_choice (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL,
    UNIQUE (kind, name)
);
"""


def outputs(db: SqliteDatabase) -> None:
    for statement in TABLES.split(";"):
        if statement.strip():
            db.execute_sql(statement)
