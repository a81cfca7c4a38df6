"""出勤: marks as a long table, a line for a person and a session, joined to sessions that are there already.

A session is named by its number, or by its date with its title (and kind, where two of the day have one title). The
plain 出勤 sheet beside the sessions of the same file is read with them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from desktop_app.core.attendance import ATTENDED, HAS_LEAVE_KIND, Entry, Mark
from desktop_app.core.collation import full_name, plain
from desktop_app.core.people import Person
from desktop_app.core.period import day_text
from desktop_app.core.session import SessionState
from desktop_app.exchange.reading import cells
from desktop_app.exchange.reading.people import People, person_of
from desktop_app.exchange.reading.tables import Column, Layout, Line, Table, lines_of
from desktop_app.records import exams
from desktop_app.records.exams import NO_RESULT, Result
from desktop_app.records.known import Known
from desktop_app.records.new_marks import KnownSession, NewMark

_OF_EACH = (
    Column("姓名", required=True),
    Column("区分", ("同名区分",)),
    Column("出勤", ("出勤情况", "考勤"), required=True),
    Column("请假类别", ("请假类型", "假别")),
    Column("补学日期"),
    Column("补学方式"),
    Column("成绩", ("分数", "得分")),
    Column("合格", ("是否合格",)),
    Column("证书编号", ("合格证编号", "证书")),
)
_TITLE = Column("题目", ("活动题目", "主题", "活动名称"))
_KIND = Column("类型", ("活动类型",))
NUMBERED = Layout(
    "出勤", (Column("活动编号", ("编号",), required=True), Column("日期", ("活动日期",)), _TITLE, _KIND, *_OF_EACH)
)
DATED = Layout(
    "出勤",
    (
        Column("日期", ("活动日期",), required=True),
        Column("题目", _TITLE.aliases, required=True),
        _KIND,
        *_OF_EACH,
    ),
)
LAYOUTS = (NUMBERED, DATED)

_MARK = cells.one_of(tuple(Mark), "出勤")
_PASSED = {"合格": True, "是": True, "通过": True, "不合格": False, "否": False, "未通过": False}
_RESULT = cells.one_of(tuple(_PASSED), "合格与否")
_ENTRY_FIELDS = {"made_up_on": "补学日期", "score": "成绩"}


@dataclass
class _Reader:
    """One file of marks against the sessions that are known."""

    known: Known
    people: People = field(init=False)
    marks: list[NewMark] = field(default_factory=list[NewMark])
    same: int = 0
    seen: dict[tuple[int, Person], int] = field(default_factory=dict[tuple[int, Person], int])
    there: dict[int, Mapping[Person, tuple[Entry, Result]]] = field(
        default_factory=dict[int, Mapping[Person, tuple[Entry, Result]]]
    )

    def __post_init__(self) -> None:
        self.people = People(self.known.people)
        self.by_number = {plain(each.number): each for each in self.known.sessions if each.number}
        self.by_day: dict[tuple[date, str], list[KnownSession]] = defaultdict(list)
        for each in self.known.sessions:
            self.by_day[each.held_on, plain(each.title)].append(each)

    def read_mark(self, line: Line) -> None:
        """Take a mark in; a line without one says nothing, so it is 未登记."""
        written = line.read("出勤", _MARK, "")
        if not written and line.is_good:
            return
        person = person_of(line, self.people) if self.known.people else None
        session = self._numbered(line) if "活动编号" in line.table.columns else self._dated(line)
        if session is None or person is None or not written:
            return
        self._check_session(line, session)
        entry = read_entry(line, Mark(written), session.held_on)
        result = read_result(line, entry.mark, session.pass_mark)
        line.check(partial(self.people.check_in_post, person, session.held_on), {"": "姓名"})
        first = self.seen.setdefault((session.id, person), line.number)
        if first != line.number:
            line.problem("姓名", f"{full_name(*person)}在“{session.title}”的出勤与第 {first} 行重复，请删去一行。")
        if line.is_good and self._is_new(line, session, person, (entry, result)):
            self.marks.append(NewMark(session.id, person, entry, result))

    def _numbered(self, line: Line) -> KnownSession | None:
        number = line.needed("活动编号", cells.word)
        found = self.by_number.get(number)
        if number and found is None:
            line.problem("活动编号", f"台账里没有编号“{number}”的活动，请改正编号或先导入活动。")
        return found

    def _dated(self, line: Line) -> KnownSession | None:
        day, title = line.needed_day("日期"), line.needed("题目")
        if day is None or not title:
            return None
        found = self.by_day.get((day, plain(title)), [])
        kind = line.read("类型", cells.word, "")
        fitting = [each for each in found if not kind or plain(each.category) == kind]
        if len(fitting) == 1:
            return fitting[0]
        if not fitting:
            line.problem("题目", f"台账里{day_text(day)}没有{kind}“{title}”这场活动，请改正或先导入活动。")
        else:
            line.problem("题目", f"{day_text(day)}叫“{title}”的活动有{len(fitting)}场，请写明类型或改用活动编号。")
        return None

    @staticmethod
    def _check_session(line: Line, session: KnownSession) -> None:
        heading = "活动编号" if "活动编号" in line.table.columns else "题目"
        if session.state in (SessionState.LOCKED, SessionState.OFF):
            line.problem(heading, f"“{session.title}”{session.state}，不能登记出勤，请先改状态。")
        elif session.held_on > date.today():
            line.problem(heading, f"“{session.title}”在{day_text(session.held_on)}，还没有到，不能登记出勤。")

    def _is_new(self, line: Line, session: KnownSession, person: Person, given: tuple[Entry, Result]) -> bool:
        """Whether there is something to write; another value that is there already is never overwritten."""
        if session.id not in self.there:
            self.there[session.id] = self.known.marks_of(session.id)
        there = self.there[session.id].get(person)
        if there is None:
            return True
        if there == given or (there[0] == given[0] and given[1] == NO_RESULT):
            self.same += 1
            return False
        if there[0].mark is not given[0].mark:
            line.problem(
                "出勤", f"{full_name(*person)}在“{session.title}”已登记“{there[0].mark}”，请核对后在程序里修改。"
            )
        else:
            line.problem("", f"{full_name(*person)}在“{session.title}”的出勤已有另外的内容，请核对后在程序里修改。")
        return False


def read_entry(line: Line, mark: Mark, held_on: date | None) -> Entry:
    """Read what belongs to the mark; what belongs to another one is a problem."""
    leave_kind, way = line.read("请假类别", cells.word, ""), line.text("补学方式")
    entry = Entry(mark, leave_kind, line.day("补学日期"), way)
    if leave_kind and mark not in HAS_LEAVE_KIND:
        line.problem("请假类别", f"出勤是“{mark}”，却有请假类别，请改正一处。")
    if (entry.made_up_on or way) and mark is not Mark.MADE_UP:
        line.problem("补学日期" if entry.made_up_on else "补学方式", f"出勤是“{mark}”，却有补学，请改正一处。")
    if held_on:
        line.check(partial(entry.check, held_on), _ENTRY_FIELDS)
    return entry


def read_result(line: Line, mark: Mark, pass_mark: int | None) -> Result:
    """Read what somebody reached; whether it is enough follows from the pass mark where it is not said."""
    score = None if line.is_empty("成绩") else line.read("成绩", cells.hundredths("成绩", "分"), 0)
    passed = _PASSED.get(line.read("合格", _RESULT, ""))
    result = Result(score, exams.passes(score, pass_mark) if passed is None else passed, line.text("证书编号"))
    line.check(result.check, _ENTRY_FIELDS)
    if result != NO_RESULT and mark not in ATTENDED:
        line.problem("出勤", f"出勤是“{mark}”，却有成绩或证书，请改正出勤或删去成绩。")
    return result


def read(tables: Sequence[Table], known: Known) -> tuple[tuple[NewMark, ...], Known]:
    """Read the marks of a file."""
    reader = _Reader(known)
    if not known.people:
        tables[0].problem(0, "", "台账里还没有人员，请先导入花名册和活动。")
    for layout in LAYOUTS:
        for line in lines_of(tables, layout):
            reader.read_mark(line)
    if reader.same:
        tables[0].notice(f"有 {reader.same} 条出勤台账里已经一样，已跳过。")
    return tuple(reader.marks), known
