"""A ledger of an older version comes up to date with everything it held."""

import json

import pytest

from desktop_app.store import database, journal
from desktop_app.store.migrations import m0001_first, m0002_depth
from desktop_app.store.models import TABLES, db

FIRST = {
    "unit", "cadre", "posting", "cadre_list", "cadre_list_member", "category", "session", "attendance", "part",
    "external_headcount", "note", "review", "subject", "plan_item", "setting",
}  # fmt: skip


@pytest.fixture
def of_first_version(tmp_path, monkeypatch):
    """The folder of a closed ledger of the first version; call it with SQL that its clerk's work came to."""

    def make(*work):
        folder = tmp_path / "旧台账"
        monkeypatch.setattr(database, "MIGRATIONS", (m0001_first.first,))
        monkeypatch.setattr(database, "TABLES", [table for table in TABLES if table._meta.table_name in FIRST])
        database.create(folder)
        database.open_ledger(folder)
        if work:
            with journal.step("以前的工作"):
                for statement in work:
                    db.execute_sql(statement)
        database.close_ledger()
        monkeypatch.undo()
        return folder

    return make


@pytest.fixture
def opened(of_first_version):
    def open_(*work):
        database.open_ledger(of_first_version(*work))

    yield open_
    database.close_ledger()


def one(statement):
    return db.execute_sql(statement).fetchone()


def test_records_of_the_first_version_stay_as_they_were(opened):
    opened(
        "INSERT INTO unit VALUES (1, 'u', '办公室', '股室', NULL, 1, NULL, NULL)",
        "INSERT INTO cadre VALUES (1, 'c', '李雷', '', '', '', '', '', '', NULL, '', NULL, '')",
        "INSERT INTO posting VALUES (1, 'p', 1, 1, '科员', '', '', '2020-01-01', NULL, '')",
        "INSERT INTO session SELECT 1, 's', '', id, '学习', NULL, '2022-03-07', '', '', 0, 200, '', '', '', '', '', '',"
        " '', '', '', '', '', '已登记', '' FROM category WHERE name = '夜学'",
        "INSERT INTO attendance VALUES (1, 1, '到', '', NULL, '', NULL, NULL, '')",
    )
    assert one("SELECT post, kind FROM posting") == ("科员", "任职")
    assert one("SELECT title, state, hours, series_id FROM session") == ("学习", "已登记", 200, None)
    assert one("SELECT mark FROM attendance") == ("到",)
    assert db.execute_sql("PRAGMA foreign_key_check").fetchall() == []


def test_the_yearly_duty_of_the_settings_becomes_the_first_of_the_duties(opened):
    opened(
        "INSERT INTO setting VALUES (1, 'a', 'duty_hours', '80'), (2, 'b', 'duty_days', '10'), (3, 'c', 'clerk', '张')"
    )
    assert one("SELECT hours, days, years FROM duty WHERE name = '科级及以下'") == (8000, 1000, 1)
    assert db.execute_sql("SELECT name FROM setting").fetchall() == [("clerk",)]


def test_the_usual_duties_are_there_to_be_changed(ledger):
    found = db.execute_sql("SELECT name, hours, days, years, party_only, categories FROM duty ORDER BY id").fetchall()
    assert [(name, hours, days, years, party) for name, hours, days, years, party, _ in found] == [
        ("科级及以下", 9000, 1200, 1, 0),
        ("县处级以上", 55000, 9000, 5, 0),
        ("党员", 3200, 0, 1, 1),
        ("网络自学", 5000, 0, 1, 0),
    ]
    assert json.loads(found[-1][-1]) == ["category-网络培训"]


def test_a_name_she_has_used_stays_hers(opened):
    opened(
        "INSERT INTO category SELECT 100, 'own', '法考', '次', '', '', 0, 0, 0, 0, 1, 50, 0",
        "INSERT INTO subject VALUES (100, 'own', '法考', '活动', '次', '{}', 50, 0, 0)",
    )
    assert one("SELECT name FROM category WHERE uid = 'own'") == ("法考",)
    assert one("SELECT name FROM category WHERE uid = 'category-法考'") == ("法考2",)
    assert one("SELECT name FROM subject WHERE uid = 'subject-法考'") == ("法考2",)


def test_new_subjects_stand_before_the_wholes(ledger):
    rows = db.execute_sql("SELECT name FROM subject ORDER BY position, id").fetchall()
    names = [name for (name,) in rows]
    assert [name for name, *_ in m0002_depth.SUBJECTS] == names[-11:-5]
    assert names[-5:] == ["全部活动", "年度学时", "全部笔记", "年度计划", "在岗"]


def test_an_attachment_belongs_to_exactly_one_record(ledger):
    with pytest.raises(Exception, match="CHECK"), journal.step("附件"):
        db.execute_sql(
            "INSERT INTO attachment (uid, name, sha256, size, added_on) VALUES ('a', 'x.jpg', '', 1, '2026-01-01')"
        )
