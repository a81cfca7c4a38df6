import pytest
from peewee import IntegrityError

from desktop_app.core.errors import UserError
from desktop_app.store import journal
from desktop_app.store.cipher import driver
from desktop_app.store.models import Attendance, Cadre, Category, Note, Session, Setting, Unit, db


@pytest.fixture
def evening(ledger, add_cadres):
    """A night study that Li Lei and Han Meimei attended: three steps."""
    add_cadres("李雷", "韩梅梅")
    with journal.step("新增夜学"):
        Session.create(category=Category.get(), title="夜学", held_on="2026-03-02", state="已登记")
    with journal.step("登记出勤"):
        Attendance.insert_many([{"session": 1, "cadre": cadre, "mark": "到"} for cadre in (1, 2)]).execute()


def names():
    return [cadre.name for cadre in Cadre.select().order_by(Cadre.id)]


def marks():
    return [mark for (mark,) in Attendance.select(Attendance.mark).order_by(Attendance.cadre).tuples()]


@pytest.mark.parametrize(
    "write",
    [
        lambda: Cadre.create(name="李雷"),
        lambda: Category.update(place="礼堂").execute(),
        lambda: Category.delete().execute(),
        lambda: db.execute_sql("INSERT OR IGNORE INTO setting (uid, name, value) VALUES ('', '', '')"),
        lambda: db.execute_sql("INSERT OR REPLACE INTO setting (uid, name, value) VALUES ('', '', '')"),
    ],
)
def test_a_write_outside_a_step_is_refused(ledger, write):
    with pytest.raises(IntegrityError, match="outside a step"):
        write()
    assert Setting.select().count() == 0


def test_a_step_names_the_tables_it_changed(ledger):
    with journal.step("登记") as changed:
        Unit.create(name="办公室", kind="股室")
        Setting.create(name="单位名称", value="司法局")
        assert changed == set()
    assert changed == {"unit", "setting"}


def test_a_step_that_changed_nothing_leaves_no_trace(ledger):
    with journal.step("改成一样的") as changed:
        Category.update(place=Category.place).execute()
    assert (changed, journal.newest_step(), journal.last_undoable()) == (set(), 0, None)


def test_a_failing_step_leaves_nothing(ledger):
    def half():
        with journal.step("半途"):
            Cadre.create(name="李雷")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert (names(), journal.newest_step()) == ([], 0)


def test_a_step_within_a_step_is_a_bug(ledger):
    with pytest.raises(RuntimeError, match="one step"), journal.step("外"), journal.step("内"):
        pass


def test_the_key_of_a_row_never_changes(evening, add_cadres):
    add_cadres("第三人")
    with pytest.raises(IntegrityError, match="never changes"), journal.step("改键"):
        Attendance.update(cadre=3).where(Attendance.cadre == 1).execute()


def test_history_is_only_ever_added_to(evening):
    for statement in ("DELETE FROM step", "UPDATE step SET id = 9", "DELETE FROM change", "UPDATE change SET id = 9"):
        with pytest.raises(IntegrityError, match="only ever added to"):
            db.execute_sql(statement)


def test_what_replace_deletes_is_written_down(ledger):
    with journal.step("一"):
        Setting.create(name="单位名称", value="旧")
    with journal.step("二"):
        db.execute_sql("INSERT OR REPLACE INTO setting (uid, name, value) VALUES ('u', '单位名称', '新')")
    gone, come = journal.changes_of(2)
    assert (gone.before["value"], gone.after, come.before, come.after["value"]) == ("旧", None, None, "新")
    journal.undo(2)
    assert Setting.get().value == "旧"


def test_undo_and_redo_go_back_and_forth(evening):
    with journal.step("改为迟到"):
        Attendance.update(mark="迟到").where(Attendance.cadre == 1).execute()
    assert journal.undo(journal.last_undoable().id) == {"attendance"}
    assert marks() == ["到", "到"]
    assert (journal.last_undoable().title, journal.last_redoable().action) == ("登记出勤", "改为迟到")
    journal.undo(journal.last_redoable().id)
    assert marks() == ["迟到", "到"]
    assert (journal.last_undoable().title, journal.last_redoable()) == ("改为迟到", None)
    assert [line.title for line in journal.steps(3)] == ["重做：改为迟到", "撤销：改为迟到", "改为迟到"]


def test_everything_can_be_undone_and_done_again(evening):
    while (line := journal.last_undoable()) is not None:
        journal.undo(line.id)
    assert (names(), marks()) == ([], [])
    while (line := journal.last_redoable()) is not None:
        journal.undo(line.id)
    assert (names(), marks()) == (["李雷", "韩梅梅"], ["到", "到"])
    assert journal.verify().problem is None


def test_a_new_step_ends_what_can_be_done_again(evening, add_cadres):
    journal.undo(3)
    add_cadres("后来的人")
    assert journal.last_redoable() is None
    journal.undo(journal.last_undoable().id)
    assert journal.last_redoable().action == "新增干部（1人）"
    assert journal.last_undoable().title == "新增夜学"


def test_a_deletion_comes_back_with_all_that_went_with_it(evening):
    with journal.step("补笔记"):
        Note.create(cadre=1, kind="心得体会", handed_in_on="2026-03-05", session=1)
    with journal.step("删除夜学"):
        Session.delete().execute()
    assert (marks(), Note.get().session_id) == ([], None)
    journal.undo(journal.newest_step())
    assert (marks(), Note.get().session_id, Session.get().title) == (["到", "到"], 1, "夜学")


def test_an_older_step_is_undone_by_itself_when_nothing_else_touched_it(evening, add_cadres):
    add_cadres("后来的人")
    journal.undo(3)
    assert (marks(), names()) == ([], ["李雷", "韩梅梅", "后来的人"])


def test_a_row_changed_since_stops_an_undo_and_names_by_what(evening):
    with journal.step("改为缺席"):
        Attendance.update(mark="缺席").where(Attendance.cadre == 1).execute()
    with pytest.raises(UserError, match="“登记出勤”涉及的 1 条记录此后又被“改为缺席”改过，不能单独撤销"):
        journal.undo(3)
    assert marks() == ["缺席", "到"]


def test_rows_that_would_go_along_stop_an_undo(evening):
    with pytest.raises(UserError, match="2 条记录此后又被“登记出勤”改过"):
        journal.undo(2)
    assert marks() == ["到", "到"]


def test_rows_that_are_still_needed_stop_an_undo(evening):
    with pytest.raises(UserError, match="还要用到"):
        journal.undo(1)
    assert names() == ["李雷", "韩梅梅"]


def test_a_step_is_undone_only_once(evening):
    journal.undo(3)
    with pytest.raises(UserError, match="已经撤销过"):
        journal.undo(3)
    journal.undo(journal.newest_step())
    journal.undo(3)
    assert marks() == []


def test_unique_values_that_were_swapped_swap_back(ledger):
    with journal.step("两个单位"):
        Unit.insert_many([{"name": "甲", "kind": "股室"}, {"name": "乙", "kind": "股室"}]).execute()
    with journal.step("对调"):
        for unit, name in ((1, "临时"), (2, "甲"), (1, "乙")):
            Unit.update(name=name).where(Unit.id == unit).execute()
    journal.undo(2)
    assert [name for (name,) in Unit.select(Unit.name).order_by(Unit.id).tuples()] == ["甲", "乙"]


def test_bytes_and_nothing_come_back_as_they_were(ledger):
    db.execute_sql("CREATE TABLE paper (id INTEGER PRIMARY KEY, scan BLOB, words TEXT COLLATE NOCASE, share REAL)")

    class Paper(Cadre):
        class Meta:
            table_name = "paper"

    journal.install((Paper,))
    rows = [(1, b"\x00\xff", "a", 0.1), (2, None, None, None), (3, b"", "", 1e300)]
    with journal.step("纸"):
        db.cursor().executemany("INSERT INTO paper VALUES (?, ?, ?, ?)", rows)
    with journal.step("改"):
        db.execute_sql("UPDATE paper SET words = 'A' WHERE id = 1")
    with journal.step("删"):
        db.execute_sql("DELETE FROM paper")
    journal.undo(3)
    journal.undo(2)
    assert db.execute_sql("SELECT * FROM paper").fetchall() == rows


def test_history_is_read_page_by_page_and_by_words(evening):
    assert [line.id for line in journal.steps(2)] == [3, 2]
    assert [line.id for line in journal.steps(2, before_id=2)] == [1]
    assert [(line.title, line.changes, line.actor) for line in journal.steps(9, text="干部")] == [
        ("新增干部（2人）", 2, "经办人")
    ]


def test_a_history_page_shows_what_is_undone(evening):
    journal.undo(3)
    journal.undo(4)
    journal.undo(3)
    assert [line.id for line in journal.steps(9) if line.undone] == [4, 3]


def test_a_row_has_a_history_of_its_own(evening):
    with journal.step("改为迟到"):
        Attendance.update(mark="迟到").where(Attendance.cadre == 1).execute()
    lines = journal.history_of("attendance", (1, 1))
    assert [(line.title, line.key) for line in lines] == [("改为迟到", (1, 1)), ("登记出勤", (1, 1))]
    assert (lines[0].before["mark"], lines[0].after["mark"], lines[1].before) == ("到", "迟到", None)


def test_the_chain_holds_and_names_its_head(evening):
    verification = journal.verify()
    assert (verification.count, verification.head_hash) == journal.head()
    assert verification.problem is None


@pytest.mark.parametrize(
    ("tampering", "step"),
    [
        ("UPDATE step SET title = '登记缺席' WHERE id = 2", 2),
        ("UPDATE step SET at = '2020-01-01T00:00:00' WHERE id = 3", 3),
        ("DELETE FROM step WHERE id = 2", 2),
        ("""UPDATE change SET after = replace(after, '到', '缺席') WHERE table_name = 'attendance'""", 3),
        ("DELETE FROM change WHERE id = (SELECT max(id) FROM change)", 3),
        ("INSERT INTO change (step_id, table_name, row_key) VALUES (2, 'cadre', '[1]')", 3),
    ],
)
def test_tampering_is_found_and_placed(evening, tampering, step):
    journal.remove()
    db.execute_sql(tampering)
    assert f"第 {step} 步" in journal.verify().problem


def test_a_full_disk_is_said_in_words_and_leaves_nothing(ledger):
    db.execute_sql("PRAGMA max_page_count = 1")  # becomes the number of pages there are
    with pytest.raises(UserError, match="磁盘已满"), journal.step("很多"):
        Cadre.insert_many([{"name": f"干部{number}"} for number in range(3000)]).execute()
    assert (names(), journal.newest_step()) == ([], 0)


def test_a_ledger_busy_elsewhere_is_said_in_words(ledger):
    other = driver.connect(str(db.path), isolation_level=None)
    other.execute(f"PRAGMA key = \"x'{db.raw_key.hex()}'\"")
    other.execute("BEGIN IMMEDIATE")
    db.execute_sql("PRAGMA busy_timeout = 1")
    with pytest.raises(UserError, match="占用"), journal.step("试"):
        pass
    other.close()
