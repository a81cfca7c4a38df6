"""Undo and redo: the old rows are written back as a step of its own.

Ctrl+Z takes the newest step of its own right (one that undoes nothing) that still has effect; redo takes the newest
undo that still has effect, as long as nothing new was done since. A step has effect unless one that has effect undoes
it. The changes are replayed backwards one by one, since each state on the way was valid once: two rows that swapped a
unique value can swap it back.
"""

import json
from contextlib import closing
from itertools import groupby

from peewee import IntegrityError

from desktop_app.core.errors import UserError
from desktop_app.store.cipher import driver
from desktop_app.store.journal import lines, rows
from desktop_app.store.journal.lines import REDONE, UNDONE, StepLine
from desktop_app.store.journal.triggers import shape_of
from desktop_app.store.journal.writing import step
from desktop_app.store.models import db

_FIRST_TABLE = "(SELECT table_name FROM change WHERE step_id = step.id LIMIT 1)"
"""One row of a step tells whether it is a line of the log, which stands alone in its step; another may have 100,000."""
NEWEST_FIRST = f"SELECT id, undoes FROM step WHERE {_FIRST_TABLE} IS NOT 'export_log' ORDER BY id DESC"
"""All steps but those that only write down what was exported: nobody takes back that a paper was printed."""


def last_undoable() -> StepLine | None:
    """Return what Ctrl+Z takes back; None where that was done before the last upgrade of the data."""
    without_effect: set[int] = set()
    with closing(db.execute_sql(NEWEST_FIRST)) as steps:
        for step_id, undoes in steps:
            if step_id in without_effect:
                continue
            if undoes is None:
                return _of_this_version(step_id)
            without_effect.add(undoes)
    return None


def last_redoable() -> StepLine | None:
    """Return the undo that a redo takes back; its `action` is what would be done again."""
    without_effect: set[int] = set()
    with closing(db.execute_sql(NEWEST_FIRST)) as steps:
        for step_id, undoes in steps:
            if undoes is None:
                return None
            if step_id in without_effect:
                continue
            if _is_undo(step_id):
                return _of_this_version(step_id)
            without_effect.add(undoes)
    return None


def undo(step_id: int) -> set[str]:
    """Write back what the step changed; return the changed tables. Undoing an undo is a redo.

    UserError where it was undone already, where a row has changed since, or where the tables have been upgraded.
    """
    target = lines.one(step_id)
    if _is_log(step_id):
        raise UserError("导出和打印的记录不能撤销。")
    if target.undone:
        raise UserError(f"“{target.title}”已经撤销过了。")
    if target.schema_version != db.user_version:
        raise UserError(f"“{target.title}”是程序升级之前做的，不能撤销，请直接修改。")
    prefix = REDONE if _is_undo(step_id) else UNDONE
    try:
        with step(prefix + target.action, undoes=step_id) as changed:
            db.execute_sql("PRAGMA defer_foreign_keys = 1")
            _refuse_if_changed_since(target)
            _write_back(step_id)
            _refuse_if_more_went(target)
    except (IntegrityError, driver.IntegrityError) as error:
        raise UserError(f"“{target.title}”之后的记录还要用到它，不能单独撤销，请先撤销后来的操作。") from error
    return changed


def _is_log(step_id: int) -> bool:
    """Say whether the step only writes down that something went out."""
    (table,) = db.execute_sql(f"SELECT {_FIRST_TABLE} FROM step WHERE id = ?", (step_id,)).fetchone()
    return table == "export_log"


def _of_this_version(step_id: int) -> StepLine | None:
    line = lines.one(step_id)
    return line if line.schema_version == db.user_version else None


def _is_undo(step_id: int) -> bool:
    """Whether the step takes something back: it undoes a step of its own right, or a redo."""
    (links,) = db.execute_sql(
        "WITH RECURSIVE link (undoes) AS (SELECT undoes FROM step WHERE id = ? UNION ALL"
        " SELECT step.undoes FROM link JOIN step ON step.id = link.undoes)"
        " SELECT count(undoes) FROM link",
        (step_id,),
    ).fetchone()
    return links % 2 == 1


def _refuse_if_changed_since(target: StepLine) -> None:
    """Compare every row as the step left it with the row of now: one query for each table."""
    tables = db.execute_sql("SELECT DISTINCT table_name FROM change WHERE step_id = ?", (target.id,)).fetchall()
    changed: list[tuple[str, str]] = []
    for (table,) in tables:
        shape = shape_of(table)
        same_row = " AND ".join(
            f"now.\"{name}\" = json_extract(row_key, '$[{place}]')" for place, name in enumerate(shape.key)
        )
        rows = db.execute_sql(
            f"SELECT row_key FROM (SELECT row_key, after, max(id) FROM change INDEXED BY change_step"
            f"  WHERE step_id = ? AND table_name = ? GROUP BY row_key)"
            f' WHERE after IS NOT (SELECT {shape.as_json("now")} FROM "{table}" now WHERE {same_row})',
            (target.id, table),
        )
        changed += [(table, key) for (key,) in rows.fetchall()]
    if changed:
        _refuse(target, changed)


def _refuse_if_more_went(target: StepLine) -> None:
    """Refuse where a row put back took others with it that came later, such as the marks of a session."""
    more = db.execute_sql(
        "SELECT table_name, row_key FROM change WHERE step_id = (SELECT id FROM current_step)"
        " EXCEPT SELECT table_name, row_key FROM change WHERE step_id = ?",
        (target.id,),
    ).fetchall()
    if more:
        _refuse(target, more)


def _refuse(target: StepLine, rows: list[tuple[str, str]]) -> None:
    later = db.execute_sql(
        "SELECT title FROM step WHERE id = (SELECT max(step_id) FROM change WHERE table_name = ? AND row_key = ?"
        " AND step_id <> (SELECT id FROM current_step))",
        rows[0],
    ).fetchone()
    by = f"被“{later[0]}”" if later else ""
    raise UserError(f"“{target.title}”涉及的 {len(rows)} 条记录此后又{by}改过，不能单独撤销，请先撤销后来的操作。")


def _write_back(step_id: int) -> None:
    changes = db.execute_sql(
        "SELECT table_name, before, after, row_key FROM change WHERE step_id = ? ORDER BY id DESC", (step_id,)
    ).fetchall()
    shapes = {table: shape_of(table) for table in {row[0] for row in changes}}
    for (table, gone, came), group in groupby(changes, key=lambda row: (row[0], row[2] is None, row[1] is None)):
        shape = shapes[table]
        if came:
            sql, values = rows.deletion(shape), (json.loads(key) for *_, key in group)
        else:
            columns = rows.columns(shape, insert=gone)
            sql = rows.insertion(shape) if gone else rows.restoration(shape)
            values = rows.values(shape, columns, (before for _, before, *_ in group))
        db.cursor().executemany(sql, values)
