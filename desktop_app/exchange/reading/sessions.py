"""活动台账: sessions with who did what in them, and the marks of who came."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from desktop_app.core.attendance import TALKS, Mark, Role
from desktop_app.core.collation import full_name, plain
from desktop_app.core.errors import UserError
from desktop_app.core.outsiders import headcounts
from desktop_app.core.people import Person
from desktop_app.core.period import day_text
from desktop_app.core.session import FORMS, HELD, SessionState, talks_of
from desktop_app.core.subject import SubjectKind
from desktop_app.exchange.reading import cells
from desktop_app.exchange.reading.marks import NUMBERED as MARKS
from desktop_app.exchange.reading.marks import read_entry, read_result
from desktop_app.exchange.reading.people import People, person_of
from desktop_app.exchange.reading.tables import Column, Layout, Line, Table, lines_of
from desktop_app.metrics.measures import MEASURES
from desktop_app.records.attendance import Given
from desktop_app.records.categories import CategoryDraft
from desktop_app.records.exams import NO_RESULT, Result
from desktop_app.records.first_topics import TopicDraft
from desktop_app.records.imported import NewPart, NewSession
from desktop_app.records.known import Known
from desktop_app.records.session_draft import SessionDraft

SESSIONS = Layout(
    "活动",
    (
        Column("编号", ("活动编号",), required=True),
        Column("类型", ("活动类型", "类别"), required=True),
        Column("题目", ("活动题目", "主题", "名称", "活动名称"), required=True),
        Column("日期", ("活动日期", "时间", "举办日期"), required=True),
        Column("开始", ("开始时间",)),
        Column("结束", ("结束时间",)),
        Column("天数"),
        Column("学时", ("学时数",)),
        Column("地点", ("活动地点",)),
        Column("区域"),
        Column("形式", ("活动形式",)),
        Column("主办单位", ("主办",)),
        Column("主办层级", ("层级",)),
        Column("文号", ("通知文号", "调训通知")),
        Column("成果报告期限", ("报告期限",)),
        Column("成果报告提交日期", ("报告提交日期",)),
        Column("合格线", ("及格线", "合格分数线")),
        Column("主持人", ("主持",)),
        Column("领学人", ("领学",)),
        Column("主讲人", ("主讲", "授课人")),
        Column("讲题", ("授课题目", "党课题目", "宣讲题目")),
        Column("发言人", ("研讨发言", "研讨发言人")),
        Column("宣讲人", ("宣讲",)),
        Column("交流人", ("交流", "交流发言")),
        Column("记录人", ("记录",)),
        Column("学习篇目", ("篇目", "学习内容")),
        Column("片名", ("影片", "观看影片")),
        Column("外单位人数", ("外单位",)),
        Column("第一议题", ("议题",)),
        Column("议题来源"),
        Column("落实措施", ("贯彻措施",)),
        Column("责任部门", ("落实责任", "责任人")),
        Column("落实时限"),
        Column("落实情况"),
        Column("办结日期"),
        Column("议程"),
        Column("内容", ("主要内容",)),
        Column("状态"),
        Column("事由", ("原因",)),
    ),
)
LAYOUTS = (SESSIONS, MARKS)
OUTSIDE = "外单位"
_UNITS = re.compile(r"[^\W\d_]{2,}.*\d")

_ROLES = {
    "主持人": Role.HOST,
    "领学人": Role.LEAD_READER,
    "主讲人": Role.LECTURER,
    "发言人": Role.SPEAKER,
    "宣讲人": Role.PREACHER,
    "交流人": Role.EXCHANGE,
}
_FIELDS = {
    "title": "题目",
    "start": "开始",
    "end": "结束",
    "region": "区域",
    "level": "主办层级",
    "reason": "事由",
    "outsiders": "外单位人数",
    "pass_mark": "合格线",
    "report_due_on": "成果报告期限",
    "report_handed_in_on": "成果报告提交日期",
}
_TOPIC_FIELDS = {"text": "第一议题", "deadline": "落实时限", "closed_on": "办结日期"}
_STATE = cells.one_of(tuple(SessionState), "状态")
_MARK = cells.one_of(tuple(Mark), "出勤")


@dataclass
class _Session:
    """A session as its line gives it; without a draft where the line is wrong: its marks are checked all the same."""

    line: Line
    held_on: date | None
    state: SessionState | None
    category: str = ""
    draft: SessionDraft | None = None
    parts: list[NewPart] = field(default_factory=list[NewPart])
    marks: dict[Person, Given] = field(default_factory=dict)
    results: dict[Person, Result] = field(default_factory=dict[Person, Result])
    marked_in: dict[Person, int] = field(default_factory=dict)


class _Reader:
    """One file of sessions against what is known."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.people = People(known.people)
        self.categories = {plain(name): name for name in known.categories}
        self.sessions: dict[str, _Session] = {}
        self.new_kinds: Counter[str] = Counter()

    def read_session(self, line: Line) -> None:
        number, held_on = line.needed("编号", cells.word), line.needed_day("日期")
        state = self._state(line, held_on)
        session = _Session(line, held_on, state, self._category(line))
        draft = SessionDraft(
            category_id=0,
            title=line.needed("题目"),
            held_on=held_on or date.min,
            number=number,
            start=line.read("开始", cells.clock, ""),
            end=line.read("结束", cells.clock, ""),
            days=line.read("天数", cells.hundredths("天数", "天"), 0),
            hours=line.read("学时", cells.hundredths("学时", "学时 小时 课时"), 0),
            place=line.text("地点"),
            region=line.read("区域", cells.word, ""),
            form=self._form(line),
            organiser=line.text("主办单位"),
            level=line.read("主办层级", cells.word, ""),
            notice_number=line.text("文号"),
            recorder=line.text("记录人"),
            agenda=line.text("议程"),
            content=line.text("内容"),
            readings=line.read("学习篇目", cells.titles, ()),
            films=line.read("片名", cells.titles, ()),
            state=state or SessionState.RECORDED,
            reason=line.text("事由"),
            outsiders=self._outsiders(line),
            pass_mark=line.read("合格线", cells.hundredths("合格线", "分"), 0) or None,
            report_due_on=line.day("成果报告期限"),
            report_handed_in_on=line.day("成果报告提交日期"),
            first_topics=self._topics(line, held_on),
        )
        if draft.title:
            line.check(draft.check, _FIELDS)
        session.parts = self._parts(line, held_on)
        if number in self.sessions:
            first = self.sessions[number].line
            line.problem("编号", f"编号“{number}”与{_place(first, line)}重复，请改正。")
            return
        if number in self.known.numbers:
            line.problem("编号", f"编号“{number}”的活动台账里已有，请改正编号或删去这一行。")
        session.draft = draft if line.is_good else None
        if number:
            self.sessions[number] = session

    def read_mark(self, line: Line) -> None:
        """Take a mark in; a line without one says nothing, so it is 未登记."""
        mark = line.read("出勤", _MARK, "")
        if not mark and line.is_good:
            return
        number = line.needed("活动编号", cells.word)
        session = self.sessions.get(number)
        if number and session is None:
            line.problem("活动编号", f"编号“{number}”不在这个文件的活动表里，请改正编号。")
        person = self._person(line)
        if session is None or person is None:
            return
        self._check_in_post(line, "姓名", person, session.held_on)
        if person in session.marks:
            there = session.marked_in[person]
            line.problem("姓名", f"{full_name(*person)}在“{number}”的出勤与第 {there} 行重复，请删去一行。")
        elif line.is_good:
            entry = read_entry(line, Mark(mark), session.held_on)
            session.marks[person] = entry if entry.detail else entry.mark
            result = read_result(line, entry.mark, session.draft.pass_mark if session.draft else None)
            if result != NO_RESULT:
                session.results[person] = result
        session.marked_in.setdefault(person, line.number)

    def check_marks(self) -> None:
        for session in self.sessions.values():
            if session.state not in (None, *HELD) and session.marks:
                session.line.problem("状态", f"状态是“{session.state}”，却有出勤记录，请改正状态或删去出勤。")

    def _person(self, line: Line) -> Person | None:
        return person_of(line, self.people) if self.known.people else None

    def _state(self, line: Line, held_on: date | None) -> SessionState | None:
        """已登记 where nothing is said of a day that has come; None where the word is unknown."""
        written = line.read("状态", _STATE, "")
        ahead = held_on is not None and held_on > date.today()
        if not written:
            return SessionState.PLANNED if ahead else SessionState.RECORDED
        if ahead and written in HELD and held_on:
            line.problem("日期", f"{day_text(held_on)}还没有到，不能是“{written}”，请核对日期。")
        return SessionState(written)

    def _category(self, line: Line) -> str:
        written = line.needed("类型", cells.word)
        if written and written not in self.categories:
            if written not in self.new_kinds:
                line.check(CategoryDraft(written).check, {"name": "类型"})
                if written in self.known.subjects:
                    line.problem("类型", f"“{written}”是统计项的名称，不能作活动类型，请改成活动的类型。")
            self.new_kinds[written] += 1
        return self.categories.get(written, written)

    @staticmethod
    def _form(line: Line) -> str:
        written = line.read("形式", cells.word, "")
        if written and written not in FORMS:
            line.table.notice(f"形式“{written}”不是常用的（{'、'.join(FORMS)}），照原样写入。")
        return written

    @staticmethod
    def _outsiders(line: Line) -> tuple[tuple[str, int], ...]:
        """Read 73, or the units with their headcounts: 城关镇12人、县医院3人."""
        if _UNITS.search(line.text("外单位人数")):
            return line.read("外单位人数", lambda value: headcounts(cells.folded(value)), ())
        headcount = line.read("外单位人数", cells.whole("外单位人数", "人 名"), 0)
        return ((OUTSIDE, headcount),) if headcount else ()

    @staticmethod
    def _topics(line: Line, held_on: date | None) -> tuple[TopicDraft, ...]:
        topic = TopicDraft(
            line.text("第一议题"),
            line.text("议题来源"),
            line.text("落实措施"),
            line.text("责任部门"),
            line.day("落实时限"),
            line.text("落实情况"),
            line.day("办结日期"),
        )
        if topic == TopicDraft(""):
            return ()
        if held_on:
            line.check(partial(topic.check, held_on), _TOPIC_FIELDS)
        return (topic,) if line.is_good else ()

    def _parts(self, line: Line, held_on: date | None) -> list[NewPart]:
        found: dict[tuple[Role, Person], str] = {}
        for heading, role in _ROLES.items():
            for written in cells.names(line.value(heading), self.people.bears):
                try:
                    person = self.people.find(written)
                except UserError as error:
                    if self.known.people:
                        line.problem(heading, str(error))
                    continue
                self._check_in_post(line, heading, person, held_on)
                found[role, person] = ""
        talks = [key for key in found if key[0] in TALKS]
        titles = talks_of(line.text("讲题"), len(talks))
        if titles is None:
            line.problem("讲题", "讲题与主讲人、宣讲人的人数不一致，请写一个，或按顺序每人一个，中间用；隔开。")
        found.update(zip(talks, titles or (), strict=False))
        return [NewPart(role, person, title) for (role, person), title in found.items()]

    def _check_in_post(self, line: Line, heading: str, person: Person, day: date | None) -> None:
        if day is None:
            return
        try:
            self.people.check_in_post(person, day)
        except UserError as error:
            line.problem(heading, str(error))

    def found(self) -> tuple[NewSession, ...]:
        return tuple(
            NewSession(session.category, session.draft, tuple(session.parts), session.marks, session.results)
            for session in self.sessions.values()
            if session.draft
        )


def read(tables: Sequence[Table], known: Known) -> tuple[tuple[NewSession, ...], Known]:
    """Read the sessions of a file; also return what is known once they are in, for the files that follow."""
    reader = _Reader(known)
    if not known.people:
        tables[0].problem(0, "", "台账里还没有人员，请先导入花名册，或与花名册一起导入。")
    for line in lines_of(tables, SESSIONS):
        reader.read_session(line)
    for line in lines_of(tables, MARKS):
        reader.read_mark(line)
    reader.check_marks()
    for kind, times in reader.new_kinds.items():
        tables[0].notice(f"活动类型“{kind}”是新的（{times}场），将连同统计项一起新增；如是笔误请先改正。")
    measures = tuple(MEASURES[SubjectKind.SESSIONS])
    kinds: Mapping[str, tuple[str, ...]] = dict.fromkeys(reader.new_kinds, measures)
    return reader.found(), replace(
        known,
        categories=known.categories | set(kinds),
        numbers=known.numbers | set(reader.sessions),
        subjects={**kinds, **known.subjects},
    )


def _place(line: Line, seen_from: Line) -> str:
    where = "" if line.table is seen_from.table else f"“{line.table.sheet.name}”"
    return f"{where}第 {line.number} 行"
