"""Small made-up ledgers: what is in one as plain values, random ones of every awkward kind, and writing one down.

A world is written past the verbs, so that it may hold what they would refuse: marks of people who were not in post.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import strategies as st

from desktop_app.store.models import (
    Attendance,
    Cadre,
    CadreList,
    CadreListMember,
    Category,
    Education,
    ExternalHeadcount,
    FirstTopic,
    LawExam,
    Note,
    Part,
    PlanItem,
    Posting,
    Review,
    Session,
    Subject,
    Training,
    Unit,
    db,
)

FIRST, LAST = date(2021, 11, 1), date(2022, 12, 31)
UNITS = {"办公室": "局机关", "政工科": "股室", "城关所": "司法所", "政法委": "外单位"}
ABOVE = {"政工科": "办公室"}
LIST = "青年干部"


@dataclass
class Person:
    name: str
    distinction: str
    status: str
    joined_party: date | None
    posts: list[tuple[date, date | None, str, tuple[str, ...]]]
    """(from, to, unit, leadership), in order and without overlap."""


@dataclass
class Meeting:
    category: str
    title: str
    day: date
    start: str
    state: str
    hours: int
    days: int
    form: str
    region: str
    level: str
    readings: list[str]
    films: list[str]
    marks: dict[int, str]
    parts: list[tuple[int, str]]
    outsiders: list[int]
    talk: str = ""
    """The title under which everybody speaks who does."""
    topics: list[str] = field(default_factory=list)
    passed: dict[int, bool] = field(default_factory=dict)


@dataclass
class Paper:
    who: int
    kind: str
    title: str
    day: date
    words: int
    acts: list[tuple[str, date]]


@dataclass
class Promise:
    part: str
    figure: str
    population: str
    target: int | None
    """In hundredths."""


@dataclass
class Study:
    """A personal training, or study time granted for a degree or the law exam: `what` says which."""

    what: str
    who: int
    category: str
    title: str
    day: date
    hours: int
    days: int
    region: str
    level: str
    state: str


@dataclass
class World:
    people: list[Person] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    studies: list[Study] = field(default_factory=list)
    listed: set[int] = field(default_factory=set)
    plan: list[Promise] = field(default_factory=list)


OWN_SUBJECTS = {
    "省外培训": ("活动", {"regions": ["省外"]}),
    "州局讲宪法": ("活动", {"levels": ["州局"], "title_has": "宪法"}),
    "领学场次": ("活动", {"role": "领学"}),
    "班子发言": ("角色", {"role": "研讨发言", "leadership": ["党组成员"], "not_leadership": ["支部书记"]}),
    "学时类发言": ("角色", {"role": "研讨发言", "duty": True, "title_has": "宪法"}),
    "宪法笔记": ("心得笔记", {"title_has": "宪法"}),
    "业务计划": ("计划", {"plan_parts": ["业务"]}),
}
"""Subjects of the clerk's own, beside the built-in ones."""

days = st.one_of(  # mostly a few in spring, so that things meet
    st.sampled_from([date(2022, 3, 1), date(2022, 3, 7), date(2022, 3, 31), date(2022, 4, 1), date(2022, 4, 30)]),
    st.integers(0, (LAST - FIRST).days).map(lambda number: FIRST + timedelta(number)),
)
leaderships = st.sampled_from([(), (), ("支部书记",), ("党组成员",), ("党组成员", "支部书记"), ("中层",)])


@st.composite
def people(draw, number):
    cuts = sorted(draw(st.lists(days, max_size=3, unique=True)))
    cuts = [date(2020, 1, 1), *cuts] if draw(st.integers(0, 3)) else cuts
    posts = []
    for first, following in pairwise([*cuts, None]):
        if draw(st.integers(0, 3)) == 0:
            continue  # away for a while, or gone for good
        last = following - timedelta(1) if following else draw(st.sampled_from([None, LAST]))
        posts.append((first, last, draw(st.sampled_from(list(UNITS))), draw(leaderships)))
    status = draw(st.sampled_from(["中共党员", "中共预备党员", "群众", "共青团员"]))
    return Person("王伟", f"{number}号", status, draw(st.none() | days), posts)


@st.composite
def meetings(draw, heads):
    anyone = st.integers(0, heads - 1)
    marks = st.sampled_from(["到", "到", "迟到", "请假", "公差", "缺席", "补学"])
    roles = st.sampled_from(["主讲", "主讲", "领学", "研讨发言", "主持"])
    return Meeting(
        category=draw(st.sampled_from(["党课", "党课", "夜学", "警示教育", "资格考试"])),
        title=draw(st.sampled_from(["学宪法", "第一期", "宪法日"])),
        day=draw(days),
        start=draw(st.sampled_from(["", "08:30", "19:30"])),
        state=draw(st.sampled_from(["已登记", "已登记", "已登记", "已锁定", "计划", "待登记", "不举行"])),
        hours=draw(st.sampled_from([0, 50, 150, 200, 775])),
        days=draw(st.sampled_from([0, 50, 100])),
        form=draw(st.sampled_from(["集中", "大会", ""])),
        region=draw(st.sampled_from(["本地", "省外", ""])),
        level=draw(st.sampled_from(["本局", "州局"])),
        readings=draw(st.lists(st.sampled_from(["党章", "宪法", "民法典"]), max_size=2)),
        films=draw(st.lists(st.sampled_from(["零容忍", "榜样"]), max_size=2)),
        marks=draw(st.dictionaries(anyone, marks, min_size=1, max_size=heads)),
        parts=draw(st.lists(st.tuples(anyone, roles), max_size=3, unique=True)),
        outsiders=draw(st.lists(st.integers(0, 40), max_size=2)),
        talk=draw(st.sampled_from(["", "论担当", "学党章"])),
        topics=draw(st.lists(st.sampled_from(["二十大精神", "中央一号文件"]), max_size=2)),
        passed=draw(st.dictionaries(anyone, st.booleans(), max_size=heads)),
    )


@st.composite
def papers(draw, heads):
    day = draw(days)
    acts, state, on = [], "待审", day
    following = {"待审": [("审签", "已签"), ("退回", "退回")], "退回": [("重交", "待审")], "已签": [("作废", "待审")]}
    for _ in range(draw(st.integers(0, 4))):
        act, state = draw(st.sampled_from(following[state]))
        on += timedelta(draw(st.sampled_from([0, 0, 3, 40])))
        acts.append((act, on))
    return Paper(
        who=draw(st.integers(0, heads - 1)),
        kind=draw(st.sampled_from(["心得体会", "学习笔记"])),
        title=draw(st.sampled_from(["", "宪法体会"])),
        day=day,
        words=draw(st.integers(0, 30_000)),
        acts=acts,
    )


@st.composite
def studies(draw, heads):
    what = draw(st.sampled_from(["个人培训", "个人培训", "学历提升", "法考"]))
    return Study(
        what=what,
        who=draw(st.integers(0, heads - 1)),
        category=draw(st.sampled_from(["党课", "夜学", "资格考试"])) if what == "个人培训" else what,
        title=draw(st.sampled_from(["宪法网络班", "任职班"])),
        day=draw(days),
        hours=draw(st.sampled_from([0, 50, 800, 5000])),
        days=draw(st.sampled_from([0, 50, 500])),
        region=draw(st.sampled_from(["本地", "省外"])),
        level=draw(st.sampled_from(["州局", "省厅"])),
        state=draw(st.sampled_from(["结业", "结业", "在学", "未结业"])),
    )


promises = st.builds(
    Promise,
    part=st.sampled_from(["业务", "理论"]),
    figure=st.sampled_from(["党课.次数", "全部活动.人学时", "学习笔记.已签", "心得体会.人均篇数", ""]),
    population=st.sampled_from(["全系统", "局机关", "司法所党员"]),
    target=st.sampled_from([100, 150, 300]),
).map(lambda each: each if each.figure else Promise(each.part, "", each.population, None))


@st.composite
def worlds(draw):
    heads = draw(st.integers(1, 5))
    return World(
        people=[draw(people(number)) for number in range(heads)],
        meetings=draw(st.lists(meetings(heads), min_size=1, max_size=7)),
        papers=draw(st.lists(papers(heads), min_size=1, max_size=7)),
        studies=draw(st.lists(studies(heads), max_size=4)),
        listed=draw(st.sets(st.integers(0, heads - 1))),
        plan=draw(st.lists(promises, max_size=3)),
    )


@contextmanager
def written(world: World) -> Iterator[dict[int, int]]:
    """Hold the world in the open ledger while the block runs; gives the ids of the cadres by their place in it."""
    with db.atomic() as everything:
        db.execute_sql("INSERT INTO current_step (id) VALUES (1)")
        try:
            yield _write(world)
        finally:
            everything.rollback()


def _write(world: World) -> dict[int, int]:
    units: dict[str, int] = {}
    for position, (name, kind) in enumerate(UNITS.items()):
        units[name] = Unit.create(name=name, kind=kind, position=position, parent=units.get(ABOVE.get(name, ""))).id
    for name, (kind, conditions) in OWN_SUBJECTS.items():
        Subject.create(name=name, kind=kind, conditions=json.dumps(conditions, ensure_ascii=False), position=99)
    ids = {number: _write_person(person, units) for number, person in enumerate(world.people)}
    kept = CadreList.create(name=LIST).id
    for number in world.listed:
        CadreListMember.create(cadre_list=kept, cadre=ids[number])
    categories = dict(Category.select(Category.name, Category.id).tuples())
    for meeting in world.meetings:
        _write_meeting(meeting, categories[meeting.category], ids)
    for paper in world.papers:
        note = Note.create(
            cadre=ids[paper.who], kind=paper.kind, title=paper.title, handed_in_on=paper.day, words=paper.words
        ).id
        for act, on in paper.acts:
            Review.create(note=note, act=act, on_date=on)
    for number, study in enumerate(world.studies):
        _write_study(study, number, categories, ids)
    subjects = dict(Subject.select(Subject.name, Subject.id).tuples())
    for position, promise in enumerate(world.plan, start=1):
        subject, _, measure = promise.figure.partition(".")
        PlanItem.create(
            year=2022, part=promise.part, position=position, content="", subject=subjects.get(subject),
            measure=measure, population=promise.population, target=promise.target,
        )  # fmt: skip
    return ids


def _write_person(person: Person, units: dict[str, int]) -> int:
    cadre = Cadre.create(
        name=person.name, distinction=person.distinction, political_status=person.status,
        party_joined_on=person.joined_party,
    ).id  # fmt: skip
    for first, last, unit, leadership in person.posts:
        Posting.create(cadre=cadre, unit=units[unit], from_date=first, to_date=last, leadership="、".join(leadership))
    return cadre


def _write_meeting(meeting: Meeting, category: int, ids: dict[int, int]) -> None:
    session = Session.create(
        category=category, title=meeting.title, held_on=meeting.day, start=meeting.start, state=meeting.state,
        hours=meeting.hours, days=meeting.days, form=meeting.form, region=meeting.region, level=meeting.level,
        readings="\n".join(meeting.readings), films="\n".join(meeting.films),
    ).id  # fmt: skip
    for number, mark in meeting.marks.items():
        Attendance.create(session=session, cadre=ids[number], mark=mark, passed=meeting.passed.get(number))
    for topic in meeting.topics:
        FirstTopic.create(session=session, text=topic)
    for number, role in meeting.parts:
        Part.create(session=session, cadre=ids[number], role=role, title=meeting.talk)
    for place, headcount in enumerate(meeting.outsiders):
        ExternalHeadcount.create(session=session, unit_name=f"外单位{place}", headcount=headcount)


def _write_study(study: Study, number: int, categories: dict[str, int], ids: dict[int, int]) -> None:
    cadre, begun = ids[study.who], study.day - timedelta(30)
    worth = {"hours": study.hours, "days": study.days}
    match study.what:
        case "个人培训":
            Training.create(
                cadre=cadre, category=categories[study.category], title=study.title, from_date=begun,
                to_date=study.day, state=study.state, region=study.region, level=study.level, **worth,
            )  # fmt: skip
        case "学历提升":
            Education.create(
                cadre=cadre, school=study.title, from_date=begun, state="在读", credited_on=study.day, **worth
            )
        case _:
            LawExam.create(cadre=cadre, year=1900 + number, credited_on=study.day, **worth)
