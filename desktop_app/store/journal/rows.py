"""The statements that write whole rows as the journal keeps them: JSON objects by column, blobs as hexadecimal."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from desktop_app.store.journal.triggers import Shape


def columns(shape: Shape, *, insert: bool) -> tuple[str, ...]:
    """Order the values for a statement: an update sets the columns beside the key, then names the key."""
    if insert:
        return shape.columns
    return (*(name for name in shape.columns if name not in shape.key), *shape.key)


def deletion(shape: Shape) -> str:
    return f'DELETE FROM "{shape.table}" WHERE {_assigned(shape.key, " AND ")}'


def insertion(shape: Shape) -> str:
    names = ", ".join(f'"{name}"' for name in shape.columns)
    return f'INSERT INTO "{shape.table}" ({names}) VALUES ({", ".join("?" * len(shape.columns))})'


def restoration(shape: Shape) -> str:
    beside = tuple(name for name in shape.columns if name not in shape.key)
    return f'UPDATE "{shape.table}" SET {_assigned(beside, ", ")} WHERE {_assigned(shape.key, " AND ")}'


def _assigned(names: tuple[str, ...], between: str) -> str:
    return between.join(f'"{name}" = ?' for name in names)


def values(shape: Shape, columns: tuple[str, ...], rows: Iterable[str]) -> Iterator[list[Any]]:
    for row in map(json.loads, rows):
        for name in shape.blobs:
            row[name] = None if row[name] is None else bytes.fromhex(row[name])
        yield [row[name] for name in columns]
