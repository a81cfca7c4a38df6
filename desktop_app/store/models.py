"""The tables. Columns and constraints only: what to do with them is in records/.

Days, hours and targets are whole hundredths (see core/number.py); dates are ISO text; words of the field (marks,
states, kinds) are stored as the clerk writes them, so that the journal reads as she does.
"""

import secrets
from typing import TYPE_CHECKING, Any

from peewee import (
    AutoField,
    BooleanField,
    CharField,
    CompositeKey,
    DateField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from desktop_app.store.cipher import CipherDatabase

db = CipherDatabase(None, autoconnect=False)


def new_uid() -> str:
    """Return a random name for a record, stable for ever, so that two workstations can be merged."""
    return secrets.token_hex(12)


class Table(Model):
    if TYPE_CHECKING:  # the library's stubs take every row for a model, also where tuples or dataclasses were asked for

        @classmethod
        def select(cls, *fields: Any) -> Any: ...
        @classmethod
        def get(cls, *query: Any) -> Any: ...
        @classmethod
        def get_or_none(cls, *query: Any) -> Any: ...
        @classmethod
        def get_by_id(cls, pk: Any) -> Any: ...
        @classmethod
        def create(cls, **query: Any) -> Any: ...
        @classmethod
        def alias(cls, alias: str | None = None) -> Any: ...

    class Meta:
        database = db
        legacy_table_names = False


class Record(Table):
    """A record the clerk would name."""

    id = AutoField()
    uid = CharField(unique=True, default=new_uid)


class Unit(Record):
    name = CharField(unique=True)
    kind = CharField()
    parent = ForeignKeyField("self", null=True, on_delete="RESTRICT", lazy_load=False)
    position = IntegerField(default=0)
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)


class Cadre(Record):
    name = CharField()
    distinction = CharField(default="")
    pinyin = CharField(default="")
    initials = CharField(default="")
    gender = CharField(default="")
    birth_month = CharField(default="")
    political_status = CharField(default="")
    party_joined_on = DateField(null=True)
    staff_kind = CharField(default="")
    joined_on = DateField(null=True)
    remark = TextField(default="")

    class Meta:
        indexes = ((("name", "distinction"), True),)


class Posting(Record):
    """Who held which post in which unit from when to when (both days included); being in post (在岗) is having one."""

    cadre = ForeignKeyField(Cadre, on_delete="CASCADE", lazy_load=False)
    unit = ForeignKeyField(Unit, on_delete="RESTRICT", lazy_load=False)
    post = CharField(default="")
    rank = CharField(default="")
    leadership = CharField(default="")
    from_date = DateField()
    to_date = DateField(null=True)
    end_reason = CharField(default="")


class CadreList(Record):
    """A named list of people (名单), usable as a population."""

    name = CharField(unique=True)


class CadreListMember(Table):
    cadre_list = ForeignKeyField(CadreList, on_delete="CASCADE", lazy_load=False)
    cadre = ForeignKeyField(Cadre, on_delete="CASCADE", lazy_load=False)

    class Meta:
        primary_key = CompositeKey("cadre_list", "cadre")
        without_rowid = True


class Category(Record):
    name = CharField(unique=True)
    measure_word = CharField(default="次")
    place = CharField(default="")
    start = CharField(default="")
    minutes = IntegerField(default=0)
    hours = IntegerField(default=0)
    days = IntegerField(default=0)
    weekly = BooleanField(default=False)
    counts_to_duty = BooleanField(default=True)
    position = IntegerField(default=0)
    retired = BooleanField(default=False)


class Session(Record):
    number = CharField(default="")
    category = ForeignKeyField(Category, on_delete="RESTRICT", lazy_load=False)
    title = CharField()
    planned_on = DateField(null=True)
    held_on = DateField()
    start = CharField(default="")
    end = CharField(default="")
    days = IntegerField(default=0)
    hours = IntegerField(default=0)
    place = CharField(default="")
    region = CharField(default="")
    form = CharField(default="")
    organiser = CharField(default="")
    level = CharField(default="")
    notice_number = CharField(default="")
    recorder = CharField(default="")
    agenda = TextField(default="")
    content = TextField(default="")
    readings = TextField(default="")
    films = TextField(default="")
    state = CharField()
    reason = CharField(default="")


class Attendance(Table):
    """One mark; no row is 未登记. Kept without rowid: the tally walks it by session, a cadre's page by the index."""

    session = ForeignKeyField(Session, on_delete="CASCADE", lazy_load=False)
    cadre = ForeignKeyField(Cadre, on_delete="RESTRICT", lazy_load=False)
    mark = CharField()
    leave_kind = CharField(default="")
    made_up_on = DateField(null=True)
    made_up_way = CharField(default="")
    score = IntegerField(null=True)
    passed = BooleanField(null=True)
    certificate = CharField(default="")

    class Meta:
        primary_key = CompositeKey("session", "cadre")
        without_rowid = True


class Part(Record):
    session = ForeignKeyField(Session, on_delete="CASCADE", lazy_load=False)
    cadre = ForeignKeyField(Cadre, on_delete="RESTRICT", lazy_load=False)
    role = CharField()
    title = CharField(default="")

    class Meta:
        indexes = ((("session", "cadre", "role"), True),)


class ExternalHeadcount(Record):
    """People of other units at a session (外单位人数): a number, not names."""

    session = ForeignKeyField(Session, on_delete="CASCADE", lazy_load=False)
    unit_name = CharField(default="")
    headcount = IntegerField()


class Note(Record):
    cadre = ForeignKeyField(Cadre, on_delete="RESTRICT", lazy_load=False)
    kind = CharField()
    title = CharField(default="")
    handed_in_on = DateField()
    period = CharField(default="")
    words = IntegerField(default=0)
    words_source = CharField(default="")
    session = ForeignKeyField(Session, null=True, on_delete="SET NULL", lazy_load=False)
    content = TextField(default="")


class Review(Record):
    """An act of 审签 on a note; the note's state on a day is what the last act up to it led to, else 待审."""

    note = ForeignKeyField(Note, on_delete="CASCADE", lazy_load=False)
    act = CharField()
    on_date = DateField()
    signer = CharField(default="")
    grade = CharField(default="")
    opinion = TextField(default="")


class Subject(Record):
    name = CharField(unique=True)
    kind = CharField()
    measure_word = CharField(default="次")
    conditions = TextField(default="{}")
    position = IntegerField(default=0)
    built_in = BooleanField(default=False)
    retired = BooleanField(default=False)


class PlanItem(Record):
    year = IntegerField()
    part = CharField()
    position = IntegerField(default=0)
    content = CharField()
    audience = CharField(default="")
    form = CharField(default="")
    months = CharField(default="")
    deadline = DateField(null=True)
    responsible = CharField(default="")
    cost = CharField(default="")
    subject = ForeignKeyField(Subject, null=True, on_delete="RESTRICT", lazy_load=False)
    measure = CharField(default="")
    population = CharField(default="")
    target = IntegerField(null=True)
    target_unit = CharField(default="")
    not_done_reason = CharField(default="")


class Setting(Record):
    """What is said once of the office and changes what is printed or counted."""

    name = CharField(unique=True)
    value = TextField(default="")


TABLES = (
    Unit,
    Cadre,
    Posting,
    CadreList,
    CadreListMember,
    Category,
    Session,
    Attendance,
    Part,
    ExternalHeadcount,
    Note,
    Review,
    Subject,
    PlanItem,
    Setting,
)
