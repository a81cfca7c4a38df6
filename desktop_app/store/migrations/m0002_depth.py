"""The records in depth: standing arrangements, leave, first topics, readings, quotas, degrees, exams, problems, duties.

What a locality decides (hours a day, duties, pass marks) begins with the common rules and is the clerk's to change.
"""

import json

from peewee import SqliteDatabase

TABLES = """
CREATE TABLE leave_record (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    cadre_id INTEGER NOT NULL REFERENCES cadre (id) ON DELETE CASCADE,
    from_date TEXT NOT NULL, to_date TEXT NOT NULL, kind TEXT NOT NULL, remark TEXT NOT NULL,
    CHECK (to_date >= from_date)
);
CREATE INDEX leave_record_cadre ON leave_record (cadre_id, from_date);
CREATE INDEX leave_record_to_date ON leave_record (to_date);
CREATE TABLE unsaved_marks (
    session_id INTEGER PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE, marks TEXT NOT NULL
);
CREATE TABLE series (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    category_id INTEGER NOT NULL REFERENCES category (id) ON DELETE RESTRICT,
    title TEXT NOT NULL, weekdays TEXT NOT NULL, every_weeks INTEGER NOT NULL CHECK (every_weeks >= 1),
    from_date TEXT NOT NULL, to_date TEXT, start TEXT NOT NULL, "end" TEXT NOT NULL,
    hours INTEGER NOT NULL, days INTEGER NOT NULL, place TEXT NOT NULL, skips_holidays INTEGER NOT NULL,
    CHECK (to_date IS NULL OR to_date >= from_date)
);
CREATE INDEX series_category ON series (category_id);
CREATE TABLE holiday (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    day TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL,
    as_weekday INTEGER CHECK (as_weekday BETWEEN 1 AND 7)
);
ALTER TABLE posting ADD COLUMN kind TEXT NOT NULL DEFAULT '任职';
ALTER TABLE session ADD COLUMN series_id INTEGER REFERENCES series (id) ON DELETE SET NULL;
ALTER TABLE session ADD COLUMN pass_mark INTEGER;
ALTER TABLE session ADD COLUMN report_due_on TEXT;
ALTER TABLE session ADD COLUMN report_handed_in_on TEXT;
CREATE INDEX session_series ON session (series_id, planned_on) WHERE series_id IS NOT NULL;
CREATE INDEX session_report_due_on ON session (report_due_on) WHERE report_due_on IS NOT NULL;
DROP INDEX session_state;
CREATE INDEX session_state ON session (held_on) WHERE state IN ('计划', '待登记', '草稿');
CREATE TABLE first_topic (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    source TEXT NOT NULL, text TEXT NOT NULL, measures TEXT NOT NULL, responsible TEXT NOT NULL, deadline TEXT,
    outcome TEXT NOT NULL, closed_on TEXT
);
CREATE INDEX first_topic_session ON first_topic (session_id);
CREATE TABLE reading (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    year INTEGER NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL, kind TEXT NOT NULL, population TEXT NOT NULL,
    deadline TEXT, position INTEGER NOT NULL,
    UNIQUE (year, title)
);
ALTER TABLE note ADD COLUMN reading_id INTEGER REFERENCES reading (id) ON DELETE SET NULL;
ALTER TABLE note ADD COLUMN pages INTEGER;
CREATE INDEX note_reading ON note (reading_id) WHERE reading_id IS NOT NULL;
CREATE TABLE quota (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL, every TEXT NOT NULL, notes INTEGER NOT NULL, words INTEGER NOT NULL,
    population TEXT NOT NULL, ranks TEXT NOT NULL, due_days INTEGER NOT NULL, from_date TEXT NOT NULL, to_date TEXT,
    CHECK (to_date IS NULL OR to_date >= from_date)
);
CREATE TABLE reminder (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    cadre_id INTEGER REFERENCES cadre (id) ON DELETE CASCADE,
    on_date TEXT NOT NULL, kind TEXT NOT NULL, about TEXT NOT NULL, way TEXT NOT NULL, remark TEXT NOT NULL
);
CREATE INDEX reminder_cadre ON reminder (cadre_id, on_date);
ALTER TABLE plan_item ADD COLUMN schedule TEXT NOT NULL DEFAULT '';
ALTER TABLE plan_item ADD COLUMN carried_from_id INTEGER REFERENCES plan_item (id) ON DELETE SET NULL;
CREATE INDEX plan_item_carried_from ON plan_item (carried_from_id) WHERE carried_from_id IS NOT NULL;
CREATE TABLE education (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    cadre_id INTEGER NOT NULL REFERENCES cadre (id) ON DELETE RESTRICT,
    school TEXT NOT NULL, major TEXT NOT NULL, level TEXT NOT NULL, mode TEXT NOT NULL,
    from_date TEXT NOT NULL, to_date TEXT, state TEXT NOT NULL, days INTEGER NOT NULL, hours INTEGER NOT NULL,
    credited_on TEXT, certificate TEXT NOT NULL, remark TEXT NOT NULL,
    CHECK (to_date IS NULL OR to_date >= from_date)
);
CREATE INDEX education_cadre ON education (cadre_id);
CREATE TABLE law_exam (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    cadre_id INTEGER NOT NULL REFERENCES cadre (id) ON DELETE RESTRICT,
    year INTEGER NOT NULL, area TEXT NOT NULL, objective INTEGER, subjective INTEGER,
    days INTEGER NOT NULL, hours INTEGER NOT NULL, credited_on TEXT, certificate TEXT NOT NULL, remark TEXT NOT NULL,
    UNIQUE (cadre_id, year)
);
CREATE TABLE pass_mark (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    from_year INTEGER NOT NULL, area TEXT NOT NULL, objective INTEGER NOT NULL, subjective INTEGER NOT NULL,
    UNIQUE (from_year, area)
);
CREATE TABLE training (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    cadre_id INTEGER NOT NULL REFERENCES cadre (id) ON DELETE RESTRICT,
    category_id INTEGER NOT NULL REFERENCES category (id) ON DELETE RESTRICT,
    title TEXT NOT NULL, organiser TEXT NOT NULL, level TEXT NOT NULL, region TEXT NOT NULL,
    from_date TEXT NOT NULL, to_date TEXT, hours INTEGER NOT NULL, days INTEGER NOT NULL, state TEXT NOT NULL,
    score INTEGER, certificate TEXT NOT NULL, remark TEXT NOT NULL,
    CHECK (to_date IS NULL OR to_date >= from_date)
);
CREATE INDEX training_cadre ON training (cadre_id);
CREATE INDEX training_category ON training (category_id);
CREATE INDEX training_to_date ON training (to_date);
CREATE TABLE problem (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    session_id INTEGER REFERENCES session (id) ON DELETE SET NULL,
    cadre_id INTEGER REFERENCES cadre (id) ON DELETE RESTRICT,
    unit_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
    found_on TEXT NOT NULL, content TEXT NOT NULL, measure TEXT NOT NULL, responsible TEXT NOT NULL, deadline TEXT,
    closed_on TEXT, evidence TEXT NOT NULL
);
CREATE INDEX problem_session ON problem (session_id);
CREATE INDEX problem_cadre ON problem (cadre_id);
CREATE INDEX problem_unit ON problem (unit_id);
CREATE TABLE attachment (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    session_id INTEGER REFERENCES session (id) ON DELETE CASCADE,
    note_id INTEGER REFERENCES note (id) ON DELETE CASCADE,
    cadre_id INTEGER REFERENCES cadre (id) ON DELETE CASCADE,
    problem_id INTEGER REFERENCES problem (id) ON DELETE CASCADE,
    education_id INTEGER REFERENCES education (id) ON DELETE CASCADE,
    law_exam_id INTEGER REFERENCES law_exam (id) ON DELETE CASCADE,
    training_id INTEGER REFERENCES training (id) ON DELETE CASCADE,
    plan_item_id INTEGER REFERENCES plan_item (id) ON DELETE CASCADE,
    name TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, added_on TEXT NOT NULL,
    CHECK ((session_id IS NOT NULL) + (note_id IS NOT NULL) + (cadre_id IS NOT NULL) + (problem_id IS NOT NULL)
        + (education_id IS NOT NULL) + (law_exam_id IS NOT NULL) + (training_id IS NOT NULL)
        + (plan_item_id IS NOT NULL) = 1)
);
CREATE INDEX attachment_session ON attachment (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX attachment_note ON attachment (note_id) WHERE note_id IS NOT NULL;
CREATE INDEX attachment_cadre ON attachment (cadre_id) WHERE cadre_id IS NOT NULL;
CREATE INDEX attachment_problem ON attachment (problem_id) WHERE problem_id IS NOT NULL;
CREATE INDEX attachment_education ON attachment (education_id) WHERE education_id IS NOT NULL;
CREATE INDEX attachment_law_exam ON attachment (law_exam_id) WHERE law_exam_id IS NOT NULL;
CREATE INDEX attachment_training ON attachment (training_id) WHERE training_id IS NOT NULL;
CREATE INDEX attachment_plan_item ON attachment (plan_item_id) WHERE plan_item_id IS NOT NULL;
CREATE TABLE duty (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL, ranks TEXT NOT NULL, not_ranks TEXT NOT NULL, party_only INTEGER NOT NULL,
    categories TEXT NOT NULL,
    hours INTEGER NOT NULL, days INTEGER NOT NULL, years INTEGER NOT NULL CHECK (years >= 1),
    from_date TEXT NOT NULL, to_date TEXT,
    CHECK (to_date IS NULL OR to_date >= from_date), UNIQUE (name, from_date)
);
CREATE TABLE day_hours (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    from_date TEXT NOT NULL UNIQUE, locality TEXT NOT NULL, hours INTEGER NOT NULL, half_day INTEGER NOT NULL
);
CREATE TABLE duty_cap (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    category_id INTEGER NOT NULL REFERENCES category (id) ON DELETE CASCADE,
    hours INTEGER NOT NULL, from_date TEXT NOT NULL, to_date TEXT,
    CHECK (to_date IS NULL OR to_date >= from_date)
);
CREATE INDEX duty_cap_category ON duty_cap (category_id);
CREATE TABLE dismissal (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    finding TEXT NOT NULL, key TEXT NOT NULL, reason TEXT NOT NULL, on_date TEXT NOT NULL,
    UNIQUE (finding, key)
);
"""

# Under these names study time granted for a degree or the law exam counts, where she says that it counts to the duty
CATEGORIES = (("学历提升", "项"), ("法考", "项"))

SUBJECTS = (
    ("第一议题", "活动", "次", {"first_topic": True}),
    ("学历提升", "学历", "人", {}),
    ("法考", "法考", "人", {}),
    ("问题整改", "问题整改", "个", {}),
    ("必学篇目", "必学篇目", "篇", {}),
    ("学时达标", "学时达标", "人", {}),
)

COUNTY = "县处级、调研员、巡视员"
"""What the names of ranks of county level and above hold; these have the five-year duty."""

SINCE = "2000-01-01"
FULL_DAY, HALF_DAY = 800, 400


def depth(db: SqliteDatabase) -> None:
    for statement in TABLES.split(";"):
        if statement.strip():
            db.execute_sql(statement)
    _add_categories(db)
    _add_subjects(db)
    _add_duties(db)
    db.execute_sql("INSERT INTO day_hours (uid, from_date, locality, hours, half_day) VALUES (?, ?, '', ?, ?)",
                   ("day-hours-first", SINCE, FULL_DAY, HALF_DAY))  # fmt: skip
    db.execute_sql("INSERT INTO pass_mark (uid, from_year, area, objective, subjective)"
                   " VALUES ('pass-mark-全国', 2018, '全国', 18000, 10800)")  # fmt: skip


def _add_categories(db: SqliteDatabase) -> None:
    (last,) = db.execute_sql("SELECT coalesce(max(position), 0) FROM category").fetchone()
    taken = {name for (name,) in db.execute_sql("SELECT name FROM category").fetchall()}
    for position, (name, word) in enumerate(CATEGORIES, start=last + 1):
        db.execute_sql(
            "INSERT INTO category (uid, name, measure_word, place, start, minutes, hours, days, weekly, counts_to_duty,"
            " position, retired) VALUES (?, ?, ?, '', '', 0, 0, 0, 0, 0, ?, 0)",
            (f"category-{name}", _free(name, taken), word, position),
        )


def _add_subjects(db: SqliteDatabase) -> None:
    """Add the new subjects behind hers and before the wholes; a name she has used herself stays hers."""
    (last,) = db.execute_sql("SELECT coalesce(max(position), 0) FROM subject WHERE position < 1000").fetchone()
    taken = {name for (name,) in db.execute_sql("SELECT name FROM subject").fetchall()}
    for position, (name, kind, word, conditions) in enumerate(SUBJECTS, start=last + 1):
        db.execute_sql(
            "INSERT INTO subject (uid, name, kind, measure_word, conditions, position, built_in, retired)"
            " VALUES (?, ?, ?, ?, ?, ?, 1, 0)",
            (f"subject-{name}", _free(name, taken), kind, word, json.dumps(conditions, ensure_ascii=False), position),
        )


def _add_duties(db: SqliteDatabase) -> None:
    """Make the duties; what the settings asked of everybody so far becomes the first of them."""
    said = dict(db.execute_sql("SELECT name, value FROM setting WHERE name IN ('duty_hours', 'duty_days')").fetchall())
    hours, days = (int(said.get(name, usual)) * 100 for name, usual in (("duty_hours", "90"), ("duty_days", "12")))
    db.execute_sql("DELETE FROM setting WHERE name IN ('duty_hours', 'duty_days')")
    network = json.dumps(["category-网络培训"], ensure_ascii=False)
    duties = (
        ("科级及以下", "", COUNTY, 0, "[]", hours, days, 1),
        ("县处级以上", COUNTY, "", 0, "[]", 55000, 9000, 5),
        ("党员", "", "", 1, "[]", 3200, 0, 1),
        ("网络自学", "", "", 0, network, 5000, 0, 1),
    )
    for duty in duties:
        db.execute_sql(
            "INSERT INTO duty (uid, name, ranks, not_ranks, party_only, categories, hours, days, years, from_date)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (f"duty-{duty[0]}", *duty, SINCE),
        )


def _free(name: str, taken: set[str]) -> str:
    """Return the name, or the name with a number where she has used it already."""
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}{number}"
    return free
