"""The tables of the first version and what every ledger begins with: kinds of session and subjects.

The first categories and subjects have fixed uids, so that the ledgers of two workstations know them as the same.
"""

import json

from peewee import SqliteDatabase

TABLES = """
CREATE TABLE unit (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    parent_id INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL, valid_from TEXT, valid_to TEXT
);
CREATE TABLE cadre (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL, distinction TEXT NOT NULL, pinyin TEXT NOT NULL, initials TEXT NOT NULL,
    gender TEXT NOT NULL, birth_month TEXT NOT NULL, political_status TEXT NOT NULL, party_joined_on TEXT,
    staff_kind TEXT NOT NULL, joined_on TEXT, remark TEXT NOT NULL,
    UNIQUE (name, distinction)
);
CREATE TABLE posting (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    cadre_id INTEGER NOT NULL REFERENCES cadre (id) ON DELETE CASCADE,
    unit_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    post TEXT NOT NULL, rank TEXT NOT NULL, leadership TEXT NOT NULL,
    from_date TEXT NOT NULL, to_date TEXT, end_reason TEXT NOT NULL,
    CHECK (to_date IS NULL OR to_date >= from_date)
);
CREATE INDEX posting_cadre ON posting (cadre_id, from_date);
CREATE INDEX posting_unit ON posting (unit_id);
CREATE TABLE cadre_list (id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE);
CREATE TABLE cadre_list_member (
    cadre_list_id INTEGER NOT NULL REFERENCES cadre_list (id) ON DELETE CASCADE,
    cadre_id INTEGER NOT NULL REFERENCES cadre (id) ON DELETE CASCADE,
    PRIMARY KEY (cadre_list_id, cadre_id)
) WITHOUT ROWID;
CREATE INDEX cadre_list_member_cadre ON cadre_list_member (cadre_id);
CREATE TABLE category (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE, measure_word TEXT NOT NULL, place TEXT NOT NULL, start TEXT NOT NULL,
    minutes INTEGER NOT NULL, hours INTEGER NOT NULL, days INTEGER NOT NULL,
    weekly INTEGER NOT NULL, counts_to_duty INTEGER NOT NULL, position INTEGER NOT NULL, retired INTEGER NOT NULL
);
CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL, category_id INTEGER NOT NULL REFERENCES category (id) ON DELETE RESTRICT,
    title TEXT NOT NULL, planned_on TEXT, held_on TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL,
    days INTEGER NOT NULL, hours INTEGER NOT NULL, place TEXT NOT NULL, region TEXT NOT NULL, form TEXT NOT NULL,
    organiser TEXT NOT NULL, level TEXT NOT NULL, notice_number TEXT NOT NULL, recorder TEXT NOT NULL,
    agenda TEXT NOT NULL, content TEXT NOT NULL, readings TEXT NOT NULL, films TEXT NOT NULL,
    state TEXT NOT NULL, reason TEXT NOT NULL
);
CREATE UNIQUE INDEX session_number ON session (number) WHERE number <> '';
CREATE INDEX session_held_on ON session (held_on, id);
CREATE INDEX session_category ON session (category_id, held_on);
CREATE INDEX session_state ON session (held_on) WHERE state IN ('计划', '待登记');
CREATE TABLE attendance (
    session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    cadre_id INTEGER NOT NULL REFERENCES cadre (id) ON DELETE RESTRICT,
    mark TEXT NOT NULL, leave_kind TEXT NOT NULL, made_up_on TEXT, made_up_way TEXT NOT NULL,
    score INTEGER, passed INTEGER, certificate TEXT NOT NULL,
    PRIMARY KEY (session_id, cadre_id)
) WITHOUT ROWID;
CREATE INDEX attendance_cadre ON attendance (cadre_id, session_id);
CREATE TABLE part (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    cadre_id INTEGER NOT NULL REFERENCES cadre (id) ON DELETE RESTRICT,
    role TEXT NOT NULL, title TEXT NOT NULL,
    UNIQUE (session_id, cadre_id, role)
);
CREATE INDEX part_cadre ON part (cadre_id);
CREATE TABLE external_headcount (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    unit_name TEXT NOT NULL, headcount INTEGER NOT NULL CHECK (headcount >= 0)
);
CREATE INDEX external_headcount_session ON external_headcount (session_id);
CREATE TABLE note (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    cadre_id INTEGER NOT NULL REFERENCES cadre (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL, title TEXT NOT NULL, handed_in_on TEXT NOT NULL, period TEXT NOT NULL,
    words INTEGER NOT NULL CHECK (words >= 0), words_source TEXT NOT NULL,
    session_id INTEGER REFERENCES session (id) ON DELETE SET NULL, content TEXT NOT NULL
);
CREATE INDEX note_handed_in_on ON note (handed_in_on, id);
CREATE INDEX note_cadre ON note (cadre_id, handed_in_on);
CREATE INDEX note_session ON note (session_id);
CREATE INDEX note_kind ON note (kind);
CREATE TABLE review (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    note_id INTEGER NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    act TEXT NOT NULL, on_date TEXT NOT NULL, signer TEXT NOT NULL, grade TEXT NOT NULL, opinion TEXT NOT NULL
);
CREATE INDEX review_note ON review (note_id, on_date, id);
CREATE TABLE subject (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, measure_word TEXT NOT NULL, conditions TEXT NOT NULL,
    position INTEGER NOT NULL, built_in INTEGER NOT NULL, retired INTEGER NOT NULL
);
CREATE TABLE plan_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    year INTEGER NOT NULL, part TEXT NOT NULL, position INTEGER NOT NULL, content TEXT NOT NULL,
    audience TEXT NOT NULL, form TEXT NOT NULL, months TEXT NOT NULL, deadline TEXT, responsible TEXT NOT NULL,
    cost TEXT NOT NULL, subject_id INTEGER REFERENCES subject (id) ON DELETE RESTRICT, measure TEXT NOT NULL,
    population TEXT NOT NULL, target INTEGER, target_unit TEXT NOT NULL, not_done_reason TEXT NOT NULL
);
CREATE INDEX plan_item_year ON plan_item (year, position);
CREATE INDEX plan_item_subject ON plan_item (subject_id);
CREATE TABLE setting (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE, value TEXT NOT NULL
);
"""

# name, measure word, usual place, start, minutes, hours and days (hundredths), weekly, counts towards the yearly duty
CATEGORIES = (
    ("周例会", "次", "会议室", "08:30", 90, 150, 0, 1, 1),
    ("夜学", "次", "会议室", "19:30", 120, 200, 0, 1, 1),
    ("中心组学习", "次", "会议室", "14:30", 180, 300, 50, 0, 1),
    ("党课", "次", "会议室", "15:00", 90, 150, 0, 0, 1),
    ("警示教育", "次", "会议室", "15:00", 120, 200, 0, 0, 1),
    ("先进事迹", "次", "会议室", "15:00", 60, 100, 0, 0, 1),
    ("研讨活动", "场", "会议室", "15:00", 120, 200, 0, 0, 1),
    ("宣讲", "场", "会议室", "15:00", 90, 150, 0, 0, 1),
    ("业务培训", "期", "会议室", "09:00", 480, 800, 100, 0, 1),
    ("外出培训", "期", "", "", 0, 800, 100, 0, 1),
    ("任职培训", "期", "", "", 0, 800, 100, 0, 1),
    ("网络培训", "期", "", "", 0, 0, 0, 0, 1),
    ("资格考试", "场", "会议室", "09:00", 120, 200, 0, 0, 0),
    ("支部党员大会", "次", "会议室", "15:00", 90, 150, 0, 0, 1),
    ("支委会", "次", "会议室", "15:00", 60, 100, 0, 0, 0),
    ("党小组会", "次", "会议室", "15:00", 60, 100, 0, 0, 1),
    ("主题党日", "次", "会议室", "15:00", 120, 200, 0, 0, 1),
    ("我的岗位这样干", "场", "会议室", "16:00", 120, 200, 0, 0, 1),
    ("我是干部我宣讲", "场", "会议室", "16:00", 90, 150, 0, 0, 1),
    ("其他", "次", "会议室", "15:00", 60, 100, 0, 0, 1),
)

# What section 1 of the founding needs asks for beyond "all sessions of one category": name, kind, measure word, filter
LECTURE = {"categories": ["category-党课"], "role": "主讲"}
SUBJECTS = (
    ("支部书记讲党课", "活动", "次", LECTURE | {"leadership": ["支部书记"]}),
    ("党组成员讲党课", "活动", "次", LECTURE | {"leadership": ["党组成员"], "not_leadership": ["支部书记"]}),
    ("警示教育大会", "活动", "次", {"categories": ["category-警示教育"], "forms": ["大会"]}),
    ("研讨发言", "角色", "人次", {"role": "研讨发言"}),
    ("心得体会", "心得笔记", "篇", {"note_kinds": ["心得体会"]}),
    ("学习笔记", "心得笔记", "篇", {"note_kinds": ["学习笔记"]}),
    ("调研文章", "心得笔记", "篇", {"note_kinds": ["调研文章"]}),
)
# They sum up what stands above them, and stay below what the clerk adds
WHOLES = (
    ("全部活动", "活动", "场", {}),
    ("年度学时", "活动", "场", {"duty": True}),
    ("全部笔记", "心得笔记", "篇", {}),
    ("年度计划", "计划", "项", {}),
    ("在岗", "在岗", "人", {}),
)
WHOLES_FROM = 1000


def first(db: SqliteDatabase) -> None:
    for statement in TABLES.split(";"):
        if statement.strip():
            db.execute_sql(statement)
    for position, category in enumerate(CATEGORIES, start=1):
        db.execute_sql(
            "INSERT INTO category (uid, name, measure_word, place, start, minutes, hours, days, weekly, counts_to_duty,"
            " position, retired) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            (f"category-{category[0]}", *category, position),
        )
    of_categories = [(name, "活动", word, {"categories": [f"category-{name}"]}) for name, word, *_ in CATEGORIES]
    placed = [*enumerate((*of_categories, *SUBJECTS), start=1), *enumerate(WHOLES, start=WHOLES_FROM)]
    for position, (name, kind, word, conditions) in placed:
        db.execute_sql(
            "INSERT INTO subject (uid, name, kind, measure_word, conditions, position, built_in, retired)"
            " VALUES (?, ?, ?, ?, ?, ?, 1, 0)",
            (f"subject-{name}", name, kind, word, json.dumps(conditions, ensure_ascii=False), position),
        )
