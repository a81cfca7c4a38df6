"""Every figure counted once more, the slow way: one plain loop over the records for each rule of the field.

It shares nothing with the register. A figure comes as a pair (numerator, denominator) or as a list of titles.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from tests.metrics.world import ABOVE, LIST, UNITS, Meeting, Paper, Study, World

CAME = ("到", "迟到", "补学")
LEADS_TO = {"审签": "已签", "退回": "退回", "重交": "待审", "作废": "待审"}
MEETING_MEASURES = (
    "次数", "人次", "人数", "应到人次", "实到人次", "实到率", "学时", "天数", "人学时", "人天数", "人均学时",
    "人次含外单位", "发言人次", "领学人次", "主讲人次", "未登记场数", "题目", "片名", "篇目", "主讲",
)  # fmt: skip
SPOKEN = {"发言人次": "研讨发言", "领学人次": "领学", "主讲人次": "主讲"}


@dataclass
class Recount:
    """The figures of a world for some days, some people and one denominator."""

    world: World
    first: date
    last: date
    people: str
    denominator: str
    as_of: date | None

    def __post_init__(self):
        if self.as_of:
            self.last = min(self.last, self.as_of)
        self.party = self.people.endswith("党员")
        self.population = self.people.removesuffix("党员") or "全系统"
        self.whole = self.people == "全系统"

    # who belonged

    def belongs(self, who: int, day: date) -> bool:
        person = self.world.people[who]
        if self.party:
            joined = person.joined_party or date.min
            if person.status not in ("中共党员", "中共预备党员") or day < joined:
                return False
        unit = next((unit for first, last, unit, _ in person.posts if first <= day <= (last or date.max)), None)
        if unit is None:
            return False
        if self.population in UNITS:
            return self.population in (unit, ABOVE.get(unit))
        kind = UNITS[unit]
        if self.population == LIST and who not in self.world.listed:
            return False
        kinds = {"局机关": ("局机关", "股室"), "司法所": ("司法所",)}
        return kind in kinds.get(self.population, ("局机关", "股室", "司法所"))

    def roles(self, who: int, day: date) -> tuple[str, ...]:
        posts = self.world.people[who].posts
        return next((roles for first, last, _, roles in posts if first <= day <= (last or date.max)), ())

    def in_post(self, day: date) -> set[int]:
        return {who for who in range(len(self.world.people)) if self.belongs(who, day)}

    def heads(self, handed_in_by: set[int]) -> Fraction:
        match self.denominator:
            case "期末在岗":
                return Fraction(len(self.each_day[-1]))
            case "期内平均在岗":
                return Fraction(sum(map(len, self.each_day)), len(self.each_day))
            case "期内曾在岗":
                return Fraction(len(set().union(*self.each_day)))
            case _:
                return Fraction(len(handed_in_by))

    @cached_property
    def each_day(self) -> list[set[int]]:
        return [self.in_post(self.first + timedelta(n)) for n in range((self.last - self.first).days + 1)]

    # what a subject takes

    def takes(self, subject: str, meeting: Meeting) -> bool:
        lecturers = [self.roles(who, meeting.day) for who, role in meeting.parts if role == "主讲"]
        by_secretary = any("支部书记" in roles for roles in lecturers)
        rules = {
            "全部活动": lambda: True,
            "年度学时": lambda: meeting.category != "资格考试",
            "支部书记讲党课": lambda: meeting.category == "党课" and by_secretary,
            "党组成员讲党课": lambda: (
                meeting.category == "党课" and any("党组成员" in roles for roles in lecturers) and not by_secretary
            ),
            "警示教育大会": lambda: meeting.category == "警示教育" and meeting.form == "大会",
            "省外培训": lambda: meeting.region == "省外",
            "州局讲宪法": lambda: meeting.level == "州局" and "宪法" in meeting.title,
            "领学场次": lambda: any(role == "领学" for _, role in meeting.parts),
        }
        return rules[subject]() if subject in rules else meeting.category == subject

    def speech(self, subject: str, meeting: Meeting, who: int, role: str) -> bool:
        roles = self.roles(who, meeting.day)
        return (
            role == "研讨发言"
            and {
                "研讨发言": True,
                "班子发言": "党组成员" in roles and "支部书记" not in roles,
                "学时类发言": meeting.category != "资格考试" and "宪法" in meeting.title,
            }[subject]
        )

    def wants(self, subject: str, paper: Paper) -> bool:
        return {"全部笔记": True, "宪法笔记": "宪法" in paper.title}.get(subject, paper.kind == subject)

    def takes_study(self, subject: str, study: Study) -> bool:
        title = "法考" if study.what == "法考" else study.title
        trained = study.what == "个人培训"
        rules = {
            "全部活动": True,
            "年度学时": trained and study.category != "资格考试",
            "支部书记讲党课": False,
            "党组成员讲党课": False,
            "警示教育大会": False,
            "领学场次": False,
            "省外培训": trained and study.region == "省外",
            "州局讲宪法": trained and study.level == "州局" and "宪法" in title,
        }
        return rules.get(subject, study.category == subject)

    # the figures

    def figure(self, subject: str, measure: str):
        if subject in ("研讨发言", "班子发言", "学时类发言"):
            return self._of_speeches(subject, measure)
        if subject in ("心得体会", "学习笔记", "调研文章", "全部笔记", "宪法笔记"):
            return self._of_papers(subject, measure)
        if subject in ("年度计划", "业务计划"):
            return self._of_plan(subject, measure)
        if subject == "在岗":
            return len(self.in_post(self.last)), 1
        return self._of_meetings(subject, measure)

    def _held(self) -> list[Meeting]:
        held = [
            meeting
            for meeting in self.world.meetings
            if meeting.state in ("已登记", "已锁定") and self.first <= meeting.day <= self.last
        ]
        return sorted(held, key=lambda meeting: (meeting.day, meeting.start))  # as written where both are the same

    def _mine(self, meeting: Meeting) -> dict[int, str]:
        return {who: mark for who, mark in meeting.marks.items() if self.belongs(who, meeting.day)}

    def _of_meetings(self, subject: str, measure: str):
        taken = [meeting for meeting in self._held() if self.takes(subject, meeting)]
        counted = [meeting for meeting in taken if self.whole or self._mine(meeting)]
        studied = [
            study
            for study in self.world.studies
            if self.first <= study.day <= self.last
            and self.belongs(study.who, study.day)
            and self.takes_study(subject, study)
            and (study.state == "结业" if study.what == "个人培训" else study.hours or study.days)
        ]
        finished = [study.who for study in studied if study.what == "个人培训"]
        came = [(meeting, who) for meeting in counted for who, mark in self._mine(meeting).items() if mark in CAME]
        marked = sum(len(self._mine(meeting)) for meeting in counted)
        outsiders = sum(sum(meeting.outsiders) for meeting in counted) if self.whole else 0
        parts = [(who, role) for meeting in taken for who, role in meeting.parts if self.belongs(who, meeting.day)]
        people = {who for _, who in came} | set(finished)
        person_hours = Fraction(sum(meeting.hours for meeting, _ in came) + sum(study.hours for study in studied), 100)
        person_days = Fraction(sum(meeting.days for meeting, _ in came) + sum(study.days for study in studied), 100)
        titles = {
            "题目": [meeting.title for meeting in counted],
            "片名": [film for meeting in counted for film in meeting.films],
            "篇目": [reading for meeting in counted for reading in meeting.readings],
            "主讲": [self._called(who) for who, role in parts if role == "主讲"],
            "讲题": self._talks(subject, taken),
            "议题": [topic for meeting in counted for topic in meeting.topics],
        }
        if measure in titles:
            return list(dict.fromkeys(titles[measure]))
        graded = [meeting.passed[who] for meeting, who in came if who in meeting.passed]
        if measure in ("合格人次", "合格率"):
            return sum(graded), len(graded) if measure == "合格率" else 1
        if measure in SPOKEN:
            return sum(role == SPOKEN[measure] for _, role in parts), 1
        return {
            "次数": (len(counted), 1),
            "人次": (len(came) + len(finished), 1),
            "人数": (len(people), 1),
            "应到人次": (marked, 1),
            "实到人次": (len(came), 1),
            "实到率": (len(came), marked),
            "学时": (Fraction(sum(meeting.hours for meeting in counted), 100), 1),
            "天数": (Fraction(sum(meeting.days for meeting in counted), 100), 1),
            "人学时": (person_hours, 1),
            "人天数": (person_days, 1),
            "人均学时": (person_hours, self.heads(people)),
            "人次含外单位": (len(came) + len(finished) + outsiders, 1),
            "未登记场数": (self._unrecorded(subject), 1),
        }[measure]

    def _talks(self, subject: str, taken: list[Meeting]) -> list[str]:
        """Return the titles of talks; of the subjects about who spoke, of these people alone."""
        speakers = {
            "支部书记讲党课": lambda roles: "支部书记" in roles,
            "党组成员讲党课": lambda roles: "党组成员" in roles and "支部书记" not in roles,
        }.get(subject, lambda roles: True)
        return [
            meeting.talk
            for meeting in taken
            for who, role in meeting.parts
            if role == "主讲" and meeting.talk and self.belongs(who, meeting.day)
            and speakers(self.roles(who, meeting.day))
        ]  # fmt: skip

    def _called(self, who: int) -> str:
        return f"{self.world.people[who].name}（{self.world.people[who].distinction}）"

    def _unrecorded(self, subject: str) -> int:
        today = self.as_of or date.today()
        return sum(
            meeting.state in ("计划", "待登记")
            and self.first <= meeting.day <= min(self.last, today)
            and self.takes(subject, meeting)
            for meeting in self.world.meetings
        )

    def _of_speeches(self, subject: str, measure: str):
        found = [
            (number, who)
            for number, meeting in enumerate(self._held())
            for who, role in meeting.parts
            if self.speech(subject, meeting, who, role) and self.belongs(who, meeting.day)
        ]
        return {
            "次数": len({number for number, _ in found}), "人次": len(found), "人数": len({who for _, who in found}),
        }[measure], 1  # fmt: skip

    def _of_papers(self, subject: str, measure: str):
        found = [
            paper
            for paper in self.world.papers
            if self.first <= paper.day <= self.last
            and self.wants(subject, paper)
            and self.belongs(paper.who, paper.day)
        ]
        states = [self._state(paper) for paper in found]
        heads, words = self.heads({paper.who for paper in found}), sum(paper.words for paper in found)
        return {
            "篇数": (len(found), 1),
            "字数": (words, 1),
            "人均篇数": (len(found), heads),
            "人均字数": (words, heads),
            "已签": (states.count("已签"), 1),
            "未审数": (states.count("待审"), 1),
            "退回数": (states.count("退回"), 1),
            "审签率": (states.count("已签"), len(found)),
        }[measure]

    def _state(self, paper: Paper) -> str:
        state = "待审"
        for act, on in paper.acts:
            if self.as_of is None or on <= self.as_of:
                state = LEADS_TO[act]
        return state

    def _of_plan(self, subject: str, measure: str):
        items = [item for item in self.world.plan if subject == "年度计划" or item.part == "业务"]
        items = items if self.last.year == 2022 else []
        measured = [item for item in items if item.target is not None]
        done = 0
        for item in measured:
            so_far = Recount(self.world, date(2022, 1, 1), self.last, item.population, self.denominator, self.last)
            above, below = so_far.figure(*item.figure.split("."))
            done += bool(below) and Fraction(above) / below >= Fraction(item.target or 0, 100)
        return {"计划数": (len(items), 1), "完成数": (done, 1), "完成率": (done, len(measured))}[measure]
