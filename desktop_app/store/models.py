"""The tables. Columns and constraints only: what to do with them is in records/.

Days, hours, scores and targets are whole hundredths (see core/number.py); dates are ISO text; words of the field
(marks, states, kinds) are stored as the clerk writes them, so that the journal reads as she does.
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
    kind = CharField(default="任职")


class LeaveRecord(Record):
    """Leave (请假) entered in advance: it fills in the sheets of its days; both ends included."""

    cadre = ForeignKeyField(Cadre, on_delete="CASCADE", lazy_load=False)
    from_date = DateField()
    to_date = DateField()
    kind = CharField()
    remark = TextField(default="")


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


class Series(Record):
    """A standing arrangement (例行安排): weekdays "1,3" from Monday 1 to Sunday 7, every n weeks from from_date."""

    category = ForeignKeyField(Category, on_delete="RESTRICT", lazy_load=False)
    title = CharField(default="")
    weekdays = CharField()
    every_weeks = IntegerField(default=1)
    from_date = DateField()
    to_date = DateField(null=True)
    start = CharField(default="")
    end = CharField(default="")
    hours = IntegerField(default=0)
    days = IntegerField(default=0)
    place = CharField(default="")
    skips_holidays = BooleanField(default=True)


class Holiday(Record):
    """A day the clerk typed over the calendar: off (放假) or worked (上班), the latter in place of which weekday."""

    day = DateField(unique=True)
    name = CharField(default="")
    kind = CharField()
    as_weekday = IntegerField(null=True)


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
    series = ForeignKeyField(Series, null=True, on_delete="SET NULL", lazy_load=False)
    pass_mark = IntegerField(null=True)
    report_due_on = DateField(null=True)
    report_handed_in_on = DateField(null=True)


class FirstTopic(Record):
    """A first topic (第一议题) of a session: what was read first, what follows from it, and whether that was done."""

    session = ForeignKeyField(Session, on_delete="CASCADE", lazy_load=False)
    source = CharField(default="")
    text = TextField()
    measures = TextField(default="")
    responsible = CharField(default="")
    deadline = DateField(null=True)
    outcome = TextField(default="")
    closed_on = DateField(null=True)


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


class UnsavedMarks(Table):
    """The marks of a sheet that is open, as JSON: nobody's record yet, so the journal does not write them down."""

    session = ForeignKeyField(Session, primary_key=True, on_delete="CASCADE", lazy_load=False)
    marks = TextField()


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


class Reading(Record):
    """A text on the year's required list (必学篇目)."""

    year = IntegerField()
    title = CharField()
    source = CharField(default="")
    kind = CharField(default="")
    population = CharField(default="")
    deadline = DateField(null=True)
    position = IntegerField(default=0)

    class Meta:
        indexes = ((("year", "title"), True),)


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
    reading = ForeignKeyField(Reading, null=True, on_delete="SET NULL", lazy_load=False)
    pages = IntegerField(null=True)


class Quota(Record):
    """What has to be handed in (应交): so many notes of a kind and so many words in every 月, 季度, 半年 or 年.

    `ranks` (职级, "、" between; empty for all) and `population` say by whom, `due_days` how many days after the end of
    the period it may still come, from_date and to_date when the rule holds.
    """

    kind = CharField()
    every = CharField()
    notes = IntegerField(default=0)
    words = IntegerField(default=0)
    population = CharField(default="")
    ranks = CharField(default="")
    due_days = IntegerField(default=0)
    from_date = DateField()
    to_date = DateField(null=True)


class Reminder(Record):
    """That somebody was reminded (催办): when, of what and by which way."""

    cadre = ForeignKeyField(Cadre, null=True, on_delete="CASCADE", lazy_load=False)
    on_date = DateField()
    kind = CharField()
    about = CharField(default="")
    way = CharField(default="")
    remark = TextField(default="")


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
    schedule = CharField(default="")
    carried_from = ForeignKeyField("self", null=True, on_delete="SET NULL", lazy_load=False)


class Education(Record):
    """A degree studied for beside the work (学历提升); study time granted counts on credited_on."""

    cadre = ForeignKeyField(Cadre, on_delete="RESTRICT", lazy_load=False)
    school = CharField()
    major = CharField(default="")
    level = CharField(default="")
    mode = CharField(default="")
    from_date = DateField()
    to_date = DateField(null=True)
    state = CharField()
    days = IntegerField(default=0)
    hours = IntegerField(default=0)
    credited_on = DateField(null=True)
    certificate = CharField(default="")
    remark = TextField(default="")


class LawExam(Record):
    """Somebody's law exam (法考) of a year; whether it was passed follows from the pass marks of its area."""

    cadre = ForeignKeyField(Cadre, on_delete="RESTRICT", lazy_load=False)
    year = IntegerField()
    area = CharField(default="")
    objective = IntegerField(null=True)
    subjective = IntegerField(null=True)
    days = IntegerField(default=0)
    hours = IntegerField(default=0)
    credited_on = DateField(null=True)
    certificate = CharField(default="")
    remark = TextField(default="")

    class Meta:
        indexes = ((("cadre", "year"), True),)


class PassMark(Record):
    """The pass marks of the law exam (合格线) from a year on, by area."""

    from_year = IntegerField()
    area = CharField()
    objective = IntegerField()
    subjective = IntegerField()

    class Meta:
        indexes = ((("from_year", "area"), True),)


class Training(Record):
    """One person's own training (个人培训): 任职培训, 网络培训 and others that were no session of the office."""

    cadre = ForeignKeyField(Cadre, on_delete="RESTRICT", lazy_load=False)
    category = ForeignKeyField(Category, on_delete="RESTRICT", lazy_load=False)
    title = CharField()
    organiser = CharField(default="")
    level = CharField(default="")
    region = CharField(default="")
    from_date = DateField()
    to_date = DateField(null=True)
    hours = IntegerField(default=0)
    days = IntegerField(default=0)
    state = CharField()
    score = IntegerField(null=True)
    certificate = CharField(default="")
    remark = TextField(default="")


class Problem(Record):
    """A problem found and what is done about it (问题整改), of a person or a section, from a session or by hand."""

    session = ForeignKeyField(Session, null=True, on_delete="SET NULL", lazy_load=False)
    cadre = ForeignKeyField(Cadre, null=True, on_delete="RESTRICT", lazy_load=False)
    unit = ForeignKeyField(Unit, null=True, on_delete="RESTRICT", lazy_load=False)
    found_on = DateField()
    content = TextField()
    measure = TextField(default="")
    responsible = CharField(default="")
    deadline = DateField(null=True)
    closed_on = DateField(null=True)
    evidence = TextField(default="")


class Attachment(Record):
    """A file that belongs to one record; its content lies in the data folder under its hash."""

    session = ForeignKeyField(Session, null=True, on_delete="CASCADE", lazy_load=False)
    note = ForeignKeyField(Note, null=True, on_delete="CASCADE", lazy_load=False)
    cadre = ForeignKeyField(Cadre, null=True, on_delete="CASCADE", lazy_load=False)
    problem = ForeignKeyField(Problem, null=True, on_delete="CASCADE", lazy_load=False)
    education = ForeignKeyField(Education, null=True, on_delete="CASCADE", lazy_load=False)
    law_exam = ForeignKeyField(LawExam, null=True, on_delete="CASCADE", lazy_load=False)
    training = ForeignKeyField(Training, null=True, on_delete="CASCADE", lazy_load=False)
    plan_item = ForeignKeyField(PlanItem, null=True, on_delete="CASCADE", lazy_load=False)
    name = CharField()
    sha256 = CharField()
    size = IntegerField()
    added_on = DateField()


class Duty(Record):
    """A yearly duty (学时任务): so many hours or days within so many years, either suffices; 0 is not asked.

    `ranks` and `not_ranks` (words that the name of a rank holds, "、" between; empty for all and for none) and
    party_only say whose it is; `categories` are uids as JSON, "[]" for all kinds whose hours count towards the duty.
    """

    name = CharField()
    ranks = CharField(default="")
    not_ranks = CharField(default="")
    party_only = BooleanField(default=False)
    categories = TextField(default="[]")
    hours = IntegerField(default=0)
    days = IntegerField(default=0)
    years = IntegerField(default=1)
    from_date = DateField()
    to_date = DateField(null=True)

    class Meta:
        indexes = ((("name", "from_date"), True),)


class DayHours(Record):
    """What a training day is worth in hours (学时折算), from a day on, by the rule of a locality."""

    from_date = DateField(unique=True)
    locality = CharField(default="")
    hours = IntegerField()
    half_day = IntegerField()


class DutyCap(Record):
    """How many hours a year of one kind count at most (学时上限)."""

    category = ForeignKeyField(Category, on_delete="CASCADE", lazy_load=False)
    hours = IntegerField()
    from_date = DateField()
    to_date = DateField(null=True)


class Dismissal(Record):
    """A finding of the check-up that she called right (正常，不再提示), and why. `key` names what it is about."""

    finding = CharField()
    key = CharField()
    reason = CharField()
    on_date = DateField()

    class Meta:
        indexes = ((("finding", "key"), True),)


class Release(Record):
    """Figures as they were reported (报出): `figures` is JSON and never changes; `step` the journal's step by then.

    `choice` is what was chosen for the output, as JSON; `corrects` the release that this one takes the place of (更正).
    """

    output = CharField()
    title = CharField()
    first = DateField()
    last = DateField()
    population = CharField()
    released_on = DateField()
    recipient = CharField()
    remark = TextField(default="")
    choice = TextField(default="{}")
    figures = TextField()
    step = IntegerField()
    corrects = ForeignKeyField("self", null=True, on_delete="RESTRICT", lazy_load=False)


class ExportLog(Record):
    """What was written or printed (导出记录): who, what, how (Excel, 打印 …), where to, how many pages."""

    at = CharField()
    actor = CharField()
    what = CharField()
    way = CharField()
    place = CharField(default="")
    pages = IntegerField(null=True)
    masked = BooleanField(default=False)


class KeptChoice(Record):
    """A choice kept by name (保存的选择): which sheets of the workbook, which materials of a year end. JSON."""

    kind = CharField()
    name = CharField()
    content = TextField()

    class Meta:
        indexes = ((("kind", "name"), True),)


class Setting(Record):
    """What is said once of the office and changes what is printed or counted."""

    name = CharField(unique=True)
    value = TextField(default="")


TABLES = (
    Unit,
    Cadre,
    Posting,
    LeaveRecord,
    CadreList,
    CadreListMember,
    Category,
    Series,
    Holiday,
    Session,
    FirstTopic,
    Attendance,
    Part,
    ExternalHeadcount,
    Reading,
    Note,
    Review,
    Quota,
    Reminder,
    Subject,
    PlanItem,
    Education,
    LawExam,
    PassMark,
    Training,
    Problem,
    Attachment,
    Duty,
    DayHours,
    DutyCap,
    Dismissal,
    Release,
    ExportLog,
    KeptChoice,
    Setting,
)
