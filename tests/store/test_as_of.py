import pytest

from desktop_app.core.errors import UserError
from desktop_app.store import journal
from desktop_app.store.models import TABLES, Attendance, Cadre, Category, Session, Unit, db


def everything():
    return {table.__name__: list(table.select().tuples()) for table in TABLES}


@pytest.fixture
def states(ledger, add_cadres):
    """The rows after each step of a small history in which names are swapped, rows go and come back."""
    found = {}
    add_cadres("李雷", "韩梅梅")
    found[journal.newest_step()] = everything()
    with journal.step("新增夜学"):
        session = Session.create(category=Category.get(), title="夜学", held_on="2026-03-02", state="已登记")
        Attendance.insert_many([{"session": session.id, "cadre": each, "mark": "到"} for each in (1, 2)]).execute()
    found[journal.newest_step()] = everything()
    for old, new in (("李雷", "~"), ("韩梅梅", "李雷"), ("~", "韩梅梅")):
        with journal.step("改名"):
            Cadre.update(name=new).where(Cadre.name == old).execute()
    found[journal.newest_step()] = everything()
    with journal.step("删除夜学"):
        Session.delete().execute()
    found[journal.newest_step()] = everything()
    journal.undo(journal.newest_step())
    with journal.step("单位"):
        Unit.create(name="办公室", kind="股室")
    found[journal.newest_step()] = everything()
    return found


def test_every_earlier_state_can_be_read_row_by_row(states):
    for step, rows in states.items():
        with journal.as_it_was(step):
            assert everything() == rows


def test_nothing_is_left_of_it(states):
    newest, before = journal.newest_step(), everything()
    with journal.as_it_was(1):
        assert not Session.select().exists()
    assert (journal.newest_step(), everything()) == (newest, before)
    assert journal.verify().problem is None
    assert db.execute_sql("SELECT count(*) FROM current_step").fetchone() == (0,)
    assert db.foreign_keys == 1


def test_what_fails_within_leaves_nothing_either(states):
    before = everything()
    with pytest.raises(ZeroDivisionError), journal.as_it_was(1):
        print(1 // 0)
    assert everything() == before
    assert db.foreign_keys == 1


def test_rows_of_other_tables_than_those_of_today_are_refused(states):
    db.execute_sql("DROP TRIGGER journal_step_update")
    db.execute_sql("UPDATE step SET schema_version = 1 WHERE id = 2")
    with pytest.raises(UserError, match="程序升级之前"), journal.as_it_was(1):
        pass


def test_a_look_back_within_another_is_a_bug(states):
    with journal.as_it_was(1), pytest.raises(RuntimeError), journal.as_it_was(2):
        pass
