import json
import os
import tempfile
from pathlib import Path

import pytest

from desktop_app.core.errors import UserError
from desktop_app.store import anchor, backup, check, database, journal, key_slots, troubles
from desktop_app.store.migrations import MIGRATIONS
from desktop_app.store.models import TABLES, Cadre, db


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "ledger.lock"}


def refused(folder):
    """What opening the folder is refused with; nothing in it may change."""
    before = contents(folder) if folder.is_dir() else {}
    with pytest.raises(UserError) as error:
        database.open_ledger(folder)
    assert (contents(folder) if folder.is_dir() else {}) == before
    return str(error.value)


@pytest.fixture
def unprivileged():
    """A folder, and no right to do everything, which the super-user has."""
    with tempfile.TemporaryDirectory() as name:
        folder, own = Path(name), os.geteuid()
        folder.chmod(0o777)
        if own == 0:
            os.seteuid(65534)
        mine = folder / "数据"
        mine.mkdir()
        yield mine
        os.seteuid(own)


def test_the_migrations_end_where_the_models_are(ledger):
    for table in TABLES:
        names = sorted(field.column_name for field in table._meta.sorted_fields)
        assert sorted(column.name for column in db.get_columns(table._meta.table_name)) == names


def test_what_was_written_is_there_the_next_time(closed, add_cadres):
    database.open_ledger(closed)
    add_cadres("李雷")
    database.close_ledger()
    assert database.open_ledger(closed).notices == ()
    assert Cadre.get().name == "李雷"
    database.close_ledger()


def test_a_second_ledger_is_not_made_over_the_first(closed):
    before = contents(closed)
    with pytest.raises(UserError, match="已经有台账"):
        database.create(closed)
    assert contents(closed) == before


def test_a_creation_that_was_cut_short_is_finished_with_its_key(tmp_path):
    raw_key = key_slots.create(tmp_path)
    (tmp_path / database.NEW_NAME).write_bytes(b"half")
    database.create(tmp_path)
    database.open_ledger(tmp_path)
    assert db.raw_key == raw_key
    database.close_ledger()


def test_the_traces_of_a_lost_database_stop_a_new_one(closed):
    database.open_ledger(closed)
    database.close_ledger()
    (closed / database.FILE_NAME).unlink()
    with pytest.raises(UserError, match="已经有台账"):
        database.create(closed)


def test_a_ledger_cannot_be_made_inside_a_file(tmp_path):
    (tmp_path / "文件").touch()
    with pytest.raises(UserError, match="不能建立文件夹"):
        database.create(tmp_path / "文件" / "数据")


def test_a_folder_whose_name_is_too_long_is_named(tmp_path):
    with pytest.raises(UserError, match="不能建立文件夹"):
        database.create(tmp_path / ("长" * 300))
    with pytest.raises(UserError, match="不存在"):
        database.open_ledger(tmp_path / ("长" * 300))


@pytest.mark.skipif(os.name == "nt", reason="rights of Unix")
def test_a_folder_without_the_right_to_write_is_named(unprivileged):
    unprivileged.chmod(0o555)
    with pytest.raises(UserError, match="不能写入"):
        database.create(unprivileged)


@pytest.mark.skipif(os.name == "nt", reason="rights of Unix")
def test_a_file_without_the_right_to_write_is_named(unprivileged):
    database.create(unprivileged)
    (unprivileged / database.FILE_NAME).chmod(0o444)
    assert "不能读写" in refused(unprivileged)


def test_a_missing_folder_and_a_missing_file_are_named(tmp_path):
    assert "不存在" in refused(tmp_path / "没有")
    assert "没有台账数据文件" in refused(tmp_path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "是空的"),
        (b"x" * 1000, "只剩下一小段"),
        (b"\xff\xd8\xff\xe0" + bytes(9000), "一张图片"),
        (b"SQLite format 3\0" + bytes(9000), "未加密的数据库"),
        (b"x" * 9000, "已损坏"),
    ],
)
def test_a_file_that_is_no_ledger_is_left_alone(closed, content, words):
    (closed / database.FILE_NAME).write_bytes(content)
    assert words in refused(closed)


def test_a_database_of_another_program_is_left_alone(closed):
    database.open_ledger(closed)
    db.application_id = 1
    database.close_ledger()
    assert "不是台账数据文件" in refused(closed)


def test_a_newer_ledger_is_left_alone(closed):
    database.open_ledger(closed)
    db.user_version = len(MIGRATIONS) + 1
    database.close_ledger()
    assert "升级程序" in refused(closed)


def test_a_damaged_first_page_is_named_with_the_newest_backup(closed, add_cadres):
    database.open_ledger(closed)
    add_cadres("李雷")
    package = backup.back_up("试")
    database.close_ledger()
    flip(closed / database.FILE_NAME, 100)
    sentence = refused(closed)
    assert "已损坏" in sentence
    assert package.name in sentence


def test_flipped_bits_further_in_are_named_as_damage(closed, add_cadres):
    database.open_ledger(closed)
    add_cadres(*(f"干部{number}" for number in range(2000)))
    database.close_ledger()
    page = (closed / database.FILE_NAME).stat().st_size // database.PAGE // 2
    flip(closed / database.FILE_NAME, page * database.PAGE + 200)
    database.open_ledger(closed)
    assert "1 处损坏" in check.check()[0]
    with pytest.raises(UserError, match="已损坏"):
        backup.back_up("试")
    assert not backup.backups()
    with pytest.raises(UserError, match="已损坏"), troubles.told():
        db.execute_sql("SELECT sum(length(before || after)), count(DISTINCT uid) FROM change, cadre").fetchall()
    database.close_ledger()


def test_a_sound_ledger_has_nothing_wrong(ledger, add_cadres):
    add_cadres("李雷", "韩梅梅")
    assert check.check() == []


def test_a_record_that_points_nowhere_is_found(ledger):
    db.foreign_keys = 0
    with journal.step("试"):
        db.execute_sql("INSERT INTO cadre_list_member VALUES (1, 1)")
    assert "所指的记录不存在" in check.check()[0]


def test_a_lost_key_file_is_named(closed):
    for name in (key_slots.FILE_NAME, key_slots.COPY_NAME):
        (closed / name).unlink()
    assert "密钥文件“ledger.keys”不见了" in refused(closed)


SHORT_KEY = b'{"version": 1, "slots": [{"kind": "open", "key": "eA=="}]}'


@pytest.mark.parametrize("garbage", [b"", b"\x00\xff", b"[]", SHORT_KEY])
def test_garbage_in_both_key_files_is_named(closed, garbage):
    for name in (key_slots.FILE_NAME, key_slots.COPY_NAME):
        (closed / name).write_bytes(garbage)
    assert "密钥文件“ledger.keys”已损坏" in refused(closed)


@pytest.mark.parametrize("name", [key_slots.FILE_NAME, key_slots.COPY_NAME])
def test_one_damaged_key_file_is_mended_from_the_other(closed, name):
    whole = (closed / name).read_bytes()
    (closed / name).write_bytes(b"garbage")
    database.open_ledger(closed)
    database.close_ledger()
    assert (closed / name).read_bytes() == whole


@pytest.mark.parametrize("name", [key_slots.FILE_NAME, key_slots.COPY_NAME])
def test_a_key_file_of_another_ledger_never_takes_the_right_ones_place(closed, tmp_path, name):
    right = (closed / name).read_bytes()
    database.create(tmp_path / "别的")
    (closed / name).write_bytes((tmp_path / "别的" / name).read_bytes())
    database.open_ledger(closed)
    database.close_ledger()
    assert [(closed / each).read_bytes() for each in (key_slots.FILE_NAME, key_slots.COPY_NAME)] == [right, right]


def test_key_files_of_another_ledger_are_left_alone(closed, tmp_path):
    database.create(tmp_path / "别的")
    for name in (key_slots.FILE_NAME, key_slots.COPY_NAME):
        (closed / name).write_bytes((tmp_path / "别的" / name).read_bytes())
    assert "与密钥文件不配套" in refused(closed)


def test_a_key_file_of_a_newer_program_is_left_alone(closed):
    slots = {"version": 2, "slots": [{"kind": "card"}]}
    (closed / key_slots.FILE_NAME).write_text(json.dumps(slots))
    assert "升级程序" in refused(closed)


def test_an_old_ledger_is_brought_up_to_date_after_a_copy(closed, add_cadres, monkeypatch):
    database.open_ledger(closed)
    add_cadres("李雷")
    database.close_ledger()
    rewrite = "UPDATE cadre SET remark = '旧'"
    monkeypatch.setattr(database, "MIGRATIONS", (*MIGRATIONS, lambda db: db.execute_sql(rewrite)))
    database.open_ledger(closed)
    assert Cadre.get().remark == "旧"
    assert backup.backups()[0].pinned
    assert journal.last_undoable() is None
    with pytest.raises(UserError, match="升级之前"):
        journal.undo(1)
    add_cadres("韩梅梅")
    assert journal.changes_of(2)[0].after["name"] == "韩梅梅"
    database.close_ledger()


def test_a_migration_that_fails_leaves_the_old_version(closed, monkeypatch):
    def fail(db):
        db.execute_sql("DROP TABLE setting")
        raise ZeroDivisionError

    monkeypatch.setattr(database, "MIGRATIONS", (*MIGRATIONS, fail))
    with pytest.raises(ZeroDivisionError):
        database.open_ledger(closed)
    monkeypatch.undo()
    database.open_ledger(closed)
    assert "setting" in db.get_tables()
    database.close_ledger()


def test_lost_steps_are_named(closed, add_cadres):
    old = (closed / database.FILE_NAME).read_bytes()
    database.open_ledger(closed)
    add_cadres("李雷")
    add_cadres("韩梅梅")
    database.close_ledger()
    (closed / database.FILE_NAME).write_bytes(old)
    (notice,) = database.open_ledger(closed).notices
    assert notice.startswith("上次之后有 2 步操作丢失")
    database.close_ledger()


def test_a_changed_history_is_named(closed, add_cadres):
    database.open_ledger(closed)
    add_cadres("李雷")
    database.close_ledger()
    path = closed / anchor.FILE_NAME
    path.write_text(json.dumps(json.loads(path.read_text()) | {"hash": "0" * 64}))
    (notice,) = database.open_ledger(closed).notices
    assert "印记不符" in notice
    database.close_ledger()


def test_a_garbled_anchor_stops_nobody(closed):
    (closed / anchor.FILE_NAME).write_bytes(b"\xff{")
    assert database.open_ledger(closed).notices == ()
    database.close_ledger()


def test_the_anchor_is_written_at_most_every_half_minute(ledger, add_cadres, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(anchor, "_written", anchor._Written())
    monkeypatch.setattr(anchor.time, "monotonic", lambda: now[0])
    noted = []
    for seconds in (0, 29, 2):
        now[0] += seconds
        add_cadres(f"第{now[0]}秒")
        anchor.touch()
        noted.append(json.loads((ledger / anchor.FILE_NAME).read_text())["step"])
    assert noted == [1, 1, 3]


def flip(path, offset):
    with path.open("rb+") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 4]))
