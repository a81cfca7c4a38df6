"""Whatever is done, undone and done again, the tables are as a plain list of states says."""

import tempfile
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from peewee import AutoField, CharField, CompositeKey, ForeignKeyField, IntegerField, Model

from desktop_app.store import journal
from desktop_app.store.models import db


class Shelf(Model):
    id = AutoField()
    name = CharField(null=True, unique=True)

    class Meta:
        database = db


class Place(Model):
    shelf = ForeignKeyField(Shelf, on_delete="CASCADE", lazy_load=False)
    number = IntegerField()
    book = CharField(null=True)

    class Meta:
        database = db
        primary_key = CompositeKey("shelf", "number")
        without_rowid = True


@contextmanager
def shelves():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shelves.db"
        path.touch()
        db.init(str(path), raw_key=b"k" * 32)
        with db.connection_context():
            db.execute_sql("PRAGMA synchronous = OFF")
            db.create_tables((Shelf, Place))
            journal.install((Shelf, Place))
            yield


def state():
    return tuple(db.execute_sql(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in ("shelf", "place"))


small = st.integers(1, 3)
books = st.sampled_from(["红", "blue", "", None])
writes = st.one_of(
    st.tuples(st.just("INSERT OR REPLACE INTO shelf VALUES (?, ?)"), small, books),
    st.tuples(st.just("INSERT OR IGNORE INTO shelf VALUES (?, ?)"), small, books),
    st.tuples(st.just("UPDATE OR IGNORE shelf SET name = ? WHERE id >= ?"), books, small),
    st.tuples(st.just("DELETE FROM shelf WHERE id = ?"), small),
    st.tuples(st.just("INSERT OR IGNORE INTO place SELECT id, ?, ? FROM shelf"), small, books),
    st.tuples(st.just("UPDATE place SET book = ? WHERE number <= ?"), books, small),
    st.tuples(st.just("DELETE FROM place WHERE shelf_id = ? AND number = ?"), small, small),
)
actions = st.lists(st.one_of(st.lists(writes, min_size=1, max_size=4), st.sampled_from(["undo", "redo"])), max_size=14)


@settings(max_examples=60, deadline=None)
@given(actions)
def test_undo_and_redo_walk_a_list_of_states(done):
    with shelves():
        states, now = [state()], 0
        for action in done:
            if action == "undo":
                line = journal.last_undoable()
                assert (line is None) == (now == 0)
                now -= line is not None
            elif action == "redo":
                line = journal.last_redoable()
                assert (line is None) == (now == len(states) - 1)
                now += line is not None
            else:
                with journal.step("一步") as changed:
                    for sql, *parameters in action:
                        db.execute_sql(sql, parameters)
                if changed:
                    states[now + 1 :] = [state()]
                    now += 1
                continue
            if line is not None:
                journal.undo(line.id)
            assert state() == states[now]
        assert journal.verify().problem is None
